import { hash } from 'node:crypto';
import type { OrganisationKind } from '@batt/domain/access/viewer';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import type { GraphQLField, GraphQLInputType, GraphQLNamedType, GraphQLObjectType } from 'graphql';
import { sql } from 'kysely';
import { asSystem } from '../db/as-viewer.ts';
import type { Db } from '../db/client.ts';
import { pagesOf, partsOf } from '../test-files.ts';
import { NOBODY, oracle, toId } from './world.ts';
import type { Asker, Facts, World } from './world.ts';

// A crawler that asks everything of the API as everybody, and holds the answers against the oracle of `world.ts`.

/** What a crawl came to. A finding is a sentence. */
export interface Crawl {
  probes: number;
  findings: string[];
}

const NO_UUID = '00000000-0000-4000-8000-000000000000';

// Asking ---------------------------------------------------------------------------------------------------------------

interface Probe {
  asker: Asker;
  /** A document, or the address of a file. */
  query: string;
  /** Of the document, or after the address. */
  variables: Record<string, unknown>;
  /** How many questions it puts at once. */
  weight?: number;
  /** What is wrong with the answer, if anything. */
  check?: (answer: Answer) => string | null | undefined;
}

interface Answer {
  // Whatever was asked for.
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
  errors: { message: string; extensions?: { code?: string } }[] | undefined;
  status: number;
  /** The headers, without those that differ each time. */
  head: string;
  /** The body; of a file all that is written in it. */
  text: string;
}

/** Asks once. */
export async function ask({ send }: World, { asker, query, variables }: Probe): Promise<Answer> {
  for (;;) {
    // In an address what is left out is not written.
    const response = await send(
      isAddress(query)
        ? { url: query, query: JSON.parse(JSON.stringify(variables)), headers: asker.headers }
        : { method: 'POST', url: '/graphql', headers: asker.headers, payload: { query, variables } },
    );
    if (response.statusCode === 429) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      continue;
    }
    const { date: _date, 'x-request-id': _id, 'content-length': _length, ...headers } = response.headers;
    const isJson = String(headers['content-type']).includes('json');
    const { data, errors }: Pick<Answer, 'data' | 'errors'> = isJson ? JSON.parse(response.body) : {};
    const text = isJson ? response.body : writtenIn(response.rawPayload);
    return { data, errors, status: response.statusCode, head: JSON.stringify(headers), text };
  }
}

const isAddress = (query: string) => query.startsWith('/');

function writtenIn(file: Buffer): string {
  if (file.subarray(0, 4).toString('latin1') === '%PDF') return pagesOf(file).join('\n');
  if (file.subarray(0, 2).toString('latin1') !== 'PK') return file.toString('utf8');
  // A workbook says to the second when it was made.
  return [...partsOf(file)]
    .flat()
    .join('\n')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…');
}

/**
 * The canaries in a text that the asker may not know; nobody may know any when there is no asker. A number with more digits
 * is none of them, but worked out from some.
 */
export function leaksIn({ canaries }: World, text: string, asker: Asker | null): string[] {
  const found = new Set<string>();
  for (const [, letters, digits] of text.matchAll(/canary(\d+)x|27[.,]1828(\d{4})7(?!\d)/g)) {
    const canary = canaries[Number(letters ?? digits)];
    if (canary && !(asker && canary.seen(asker))) found.add(canary.what);
  }
  return [...found];
}

/** The kinds of things whose ids stand in a text, unasked for, though the asker may not see them. */
export function foreignIn({ byId }: World, text: string, asker: Asker, asked = ''): string[] {
  return [...text.matchAll(/"([\w+/]{8,}=*)"/g)].flatMap(([, id = '']) => {
    const thing = byId.get(id);
    return thing && !thing.seen(asker) && !thing.named?.(asker) && !asked.includes(id) ? [thing.type] : [];
  });
}

async function run(world: World, probes: Iterable<Probe>): Promise<Crawl> {
  const crawl: Crawl = { probes: 0, findings: [] };
  const queue = probes[Symbol.iterator]();
  const work = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) {
      const probe = next.value;
      const answer = await ask(world, probe);
      crawl.probes += probe.weight ?? 1;
      const tell = (what: string) =>
        crawl.findings.push(
          `${probe.asker.name}: ${what}: ${probe.query.slice(0, 120)} ${JSON.stringify(probe.variables).slice(0, 300)}`,
        );
      for (const leak of leaksIn(world, answer.head + answer.text, probe.asker)) tell(`reads a foreign ${leak}`);
      for (const type of foreignIn(world, answer.text, probe.asker, JSON.stringify(probe.variables)))
        tell(`is given the id of a foreign ${type}`);
      if (!probe.asker.organisation && Object.values(answer.data ?? {}).some((value) => value !== null))
        tell('is answered though nobody');
      for (const { message, extensions } of answer.errors ?? []) {
        const code = extensions?.code ?? '';
        if (/INTERNAL|PARSE|VALIDATION_FAILED|REFUSED/.test(code)) tell(`${code} ${message}`);
      }
      const wrong = probe.check?.(answer);
      if (wrong) tell(wrong);
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  return crawl;
}

/** A check that all answers that it is given read the same, but for what was asked for: `asked`, whichever it was. */
function sameAnswer(): (answer: Answer, asked: readonly string[]) => boolean {
  let first: string | undefined;
  return ({ status, head, text }, asked) => {
    // The longest first, for one may stand in another.
    const words = asked.toSorted((a, b) => b.length - a.length);
    // Too many and too long to keep whole.
    const said = hash(
      'sha1',
      words.reduce((rest, word) => rest.replaceAll(word, '…'), `${status} ${head} ${text}`),
    );
    first ??= said;
    return said === first;
  };
}

// Selections -----------------------------------------------------------------------------------------------------------

/** Every field of a type, and of what it leads to, some levels down; no type within itself. */
function fieldsOf(type: GraphQLNamedType, levels: number, above: readonly string[] = []): string {
  if (isUnionType(type))
    return `{ __typename ${type
      .getTypes()
      .map((one) => `... on ${one.name} ${fieldsOf(one, levels, above)}`)
      .join(' ')} }`;
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const within = [...above, type.name];
  const parts = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    const args = argumentsOf(field);
    if (isLeafType(named)) return `${field.name}${args}`;
    if (levels <= 0 || within.includes(named.name)) return [];
    const step = /Connection$|Edge$/.test(named.name) ? levels : levels - 1;
    const inner = fieldsOf(named, step, within);
    return `${field.name}${args} ${inner}`;
  });
  return `{ __typename ${parts.join(' ')} }`;
}

// What fields below the root ask for.
function argumentsOf(field: GraphQLField<unknown, unknown>): string {
  if (getNamedType(field.type).name.endsWith('Connection')) return '(first: 20)';
  const needed = field.args.filter(isRequiredArgument);
  if (needed.length === 0) return '';
  return `(${needed
    .map(({ name }) => {
      if (name !== 'programme') throw new Error(`The crawl does not know what to give for ${field.name}(${name}:).`);
      return 'programme: "AB"';
    })
    .join(', ')})`;
}

// Questions ------------------------------------------------------------------------------------------------------------

/** At most so many of all: one from each of as many equal parts, another for each turn; the same each time. */
function some<T>(all: readonly T[], most: number, turn: number): T[] {
  if (all.length <= most) return [...all];
  const step = all.length / most;
  // Not at an even distance, which would meet the same value of an argument each time.
  return Array.from({ length: most }, (_, part) => Math.floor((part + (((turn + part) * 0.618) % 1)) * step)).flatMap(
    (index) => all.slice(index, index + 1),
  );
}

const noKey = (type: string) =>
  ({ Report: '999999-2025', AuditEntry: '99999999', Notification: '99999999' })[type] ?? NO_UUID;

/** `node` and `nodes` with every id there is: those that may not be seen answer as if they did not exist. */
function* nodeProbes({ schema, askers, things }: World, most: number): Generator<Probe> {
  for (const type of new Set(things.map((one) => one.type))) {
    const ofType = things.filter((one) => one.type === type);
    const object = schema.getType(type) as GraphQLObjectType;
    const deep = `query ($id: ID!) { node(id: $id) { ... on ${type} ${fieldsOf(object, 2)} } }`;
    const flat = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on ${type} ${fieldsOf(object, 0)} } }`;
    for (const [turn, asker] of askers.entries()) {
      const none = toId(type, noKey(type));
      for (let from = 0; from < ofType.length; from += 490) {
        const part = ofType.slice(from, from + 490);
        const ids = part.map(({ key }) => toId(type, key));
        yield {
          asker,
          query: flat,
          variables: { ids: [...ids, none, 'nonsense', toId(type, 'nonsense'), toId('Query', 1)] },
          weight: ids.length + 4,
          check: ({ data }) => {
            if (!asker.organisation) return null;
            const given = (data?.nodes ?? []).map((node: { id: string } | null) => node?.id ?? null);
            const due = [...part.map((one, index) => (one.seen(asker) ? ids[index] : null)), null, null, null, null];
            const wrong = due.findIndex((id, index) => id !== given[index]);
            return wrong < 0
              ? null
              : `node ${part[wrong]?.type} ${part[wrong]?.key} is ${given[wrong] ? 'seen' : 'not seen'}`;
          },
        };
      }
      for (const { key, seen } of some(ofType, most, turn)) {
        yield {
          asker,
          query: deep,
          variables: { id: toId(type, key) },
          check: ({ data, text }) => {
            const isSeen = seen(asker);
            if (asker.organisation && !isSeen)
              return text === '{"data":{"node":null}}\n' ? null : 'a foreign node is not as none';
            return Boolean(data?.node) === isSeen ? null : 'a node of one’s own is not there';
          },
        };
      }
    }
  }
}

/** What each argument of a root field is given. An argument that is not here stops the crawl: add what it should meet. */
function valuesFor({ facts }: World, field: string, name: string, type: GraphQLInputType): unknown[] {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues().map((value) => value.name);
  const organisation = (index: number) => {
    const number = facts.numbers.provider[index];
    const found = facts.organisations.find((one) => one.kind === 'provider' && one.number === number);
    return toId('Provider', found?.id ?? 999_999);
  };
  const lists = facts.lists.slice(0, 3).map(({ name }) => name);
  const values: Record<string, unknown[]> = {
    provider: facts.numbers.provider,
    navOffice: facts.numbers.navOffice,
    county: facts.numbers.county,
    association: facts.numbers.association,
    organisation: [0, 1, 2, 3].map(organisation),
    search: ['a', '%', 'canary', '@'],
    indicator: ['job-acquisition', 'participant-survey', 'nav-survey', 'placement-partners', 'none'],
    programme: ['AB', 'KIA', 'VTA', 'none'],
    year: [2025, 2026, 2027, 2024, 1999, 0],
    counterpart: [...facts.numbers.navOffice, ...facts.numbers.county],
    surveyTheme: [5, 0],
    unread: [true, false],
    resolved: [true, false],
    waitingOnMe: [true, false],
    stuck: [true, false],
    atRisk: [true, false],
    inForce: [true, false],
    adjusted: [true, false],
    x: ['time-in-programme', 'placement-partners'],
    y: ['job-acquisition', 'none'],
    // A provider names its peers, any other word a list of the asker's own organisation.
    peerGroup: [...facts.numbers.provider, ...lists],
    list: lists,
  };
  const given = values[name];
  if (!given) throw new Error(`The crawl does not know what to give for ${field}(${name}:).`);
  return given;
}

const PAGING = ['first', 'after', 'last', 'before'];

/** An argument that names somebody, and whether the asker may know of them what is asked. */
interface Secret {
  argument: string;
  seen: (asker: Asker, value: string, variables: Record<string, unknown>) => boolean;
}

/** Nobody at all, written as long as somebody. */
function nobodyLike(value: string): string {
  const [type] = Buffer.from(value, 'base64').toString().split(':');
  return type === 'Provider' ? toId(type, 999) : value.replace(/[^-]+$/, (name) => '9'.repeat(name.length));
}

/** What these questions say about somebody that the asker may not know is what they say about nobody. */
function privateAbout(facts: Facts): Record<string, Secret[]> {
  const may = oracle(facts);
  const find = (kind: OrganisationKind, number: string) =>
    facts.organisations.find((one) => one.kind === kind && one.number === number);
  const isProvider = (sees: (asker: Asker, providerId: number) => boolean) => (asker: Asker, value: string) => {
    const provider = find('provider', value);
    return provider !== undefined && sees(asker, provider.id);
  };
  const about = (seen: (asker: Asker, providerId: number) => boolean) => [
    { argument: 'provider', seen: isProvider(seen) },
  ];
  const isOwn = about((asker, providerId) => may.is(asker, providerId) || asker.organisation?.kind !== 'provider');
  const readsAny = (asker: Asker, value: string) => {
    const county = find('county-unit', value);
    const providers = facts.organisations.filter((one) => one.kind === 'provider' && one.countyUnitId === county?.id);
    return (
      county !== undefined && (may.is(asker, county.id) || providers.some(({ id }) => may.readsScorecard(asker, id)))
    );
  };
  const list = {
    argument: 'list',
    seen: (asker: Asker, value: string) => may.hasList(asker, value),
  };
  return {
    scorecard: about(may.readsScorecard),
    balanced: about(may.readsScorecard),
    peers: about(may.readsScorecard),
    gap: [{ argument: 'county', seen: readsAny }],
    surveyThemes: about(may.readsScorecard),
    practiceSuggestions: about(may.readsScorecard),
    report: about(may.report),
    // Of a provider that asks, the canaries say whether it reads another's.
    talk: [
      {
        argument: 'navOffice',
        seen: (asker, value) => {
          const office = find('nav-office', value);
          return (
            asker.organisation?.kind === 'provider' || may.is(asker, office?.id ?? null, office?.countyUnitId ?? null)
          );
        },
      },
    ],
    progress: about(may.follows),
    agreements: about(
      (asker, providerId) => may.report(asker, providerId) || asker.organisation?.kind === 'nav-office',
    ),
    // Whom an office has agreements with is for whoever may see one of them.
    providers: [
      {
        argument: 'navOffice',
        seen: (asker, value) => {
          const office = find('nav-office', value);
          return [...facts.agreements].some((key) => {
            const [officeId, providerId] = key.split('/').map(Number);
            return office?.id === officeId && may.agreement(asker, providerId ?? 0, officeId ?? 0);
          });
        },
      },
    ],
    // An office and a county unit may have threads with any provider; the nodes say which are theirs.
    threads: isOwn,
    actions: isOwn,
    meetings: isOwn,
    mentionable: isOwn,
    meetingMatter: about(may.readsScorecard),
    comparison: [{ argument: 'county', seen: readsAny }, list],
    ranking: [
      {
        argument: 'peerGroup',
        seen: (asker, value) =>
          /^\d+$/.test(value) ? isProvider(may.readsScorecard)(asker, value) : list.seen(asker, value),
      },
    ],
    people: [
      {
        argument: 'organisation',
        seen: (asker, value) => {
          const id = Number(Buffer.from(value, 'base64').toString().split(':')[1]);
          return (
            may.runsPeople(asker, id) ||
            facts.memberships.some((one) => one.personId === asker.personId && one.organisationId === id)
          );
        },
      },
    ],
  };
}

/** A question by everybody with its arguments in combination; about somebody foreign also about nobody, which is the same. */
function* inCombination(
  { askers }: World,
  most: number,
  choices: Record<string, unknown[]>,
  secrets: readonly Secret[],
  put: (asker: Asker, variables: Record<string, unknown>) => Probe,
): Generator<Probe> {
  const names = Object.keys(choices);
  const all = [...combinations(Object.values(choices))];
  const nobody = new Map<string, ReturnType<typeof sameAnswer>>();
  for (const [turn, asker] of askers.entries()) {
    for (const values of some(all, most, turn)) {
      const variables: Record<string, unknown> = Object.fromEntries(names.map((name, index) => [name, values[index]]));
      const foreign = secrets.filter(({ argument, seen }) => {
        const value = variables[argument];
        return asker.organisation && typeof value === 'string' && !seen(asker, value, variables);
      });
      if (foreign.length === 0) {
        yield put(asker, variables);
        continue;
      }
      const without = Object.fromEntries(
        foreign.map(({ argument }) => [argument, nobodyLike(String(variables[argument]))]),
      );
      const key = `${asker.name} ${JSON.stringify({ ...variables, ...without })}`;
      const isKnown = nobody.has(key);
      const isSame = nobody.get(key) ?? sameAnswer();
      nobody.set(key, isSame);
      for (const asked of isKnown ? [variables] : [{ ...variables, ...without }, variables]) {
        const words = foreign.flatMap(({ argument }) => {
          const word = String(asked[argument]);
          return [word, word.slice(word.indexOf('-') + 1)];
        });
        const probe = put(asker, asked);
        yield {
          ...probe,
          check: (answer) =>
            isSame(answer, words)
              ? probe.check?.(answer)
              : `${foreign.map(({ argument }) => `${argument} ${String(variables[argument])}`).join(', ')} is not as none`,
        };
      }
    }
  }
}

/** Every root field with every argument, in combination; the same with somebody foreign as with nobody. */
function* questionProbes(world: World, most: number): Generator<Probe> {
  const { schema, facts } = world;
  const about = privateAbout(facts);
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    if (field.name === 'node' || field.name === 'nodes') continue;
    const own = field.args.filter(({ name }) => !PAGING.includes(name));
    const isPaged = field.args.length > own.length;
    const declared = [...own.map(({ name, type }) => `$${name}: ${String(type)}`), ...(isPaged ? ['$first: Int'] : [])];
    const passed = [...own.map(({ name }) => `${name}: $${name}`), ...(isPaged ? ['first: $first'] : [])];
    const list = (parts: string[]) => (parts.length > 0 ? `(${parts.join(', ')})` : '');
    const levels = field.name === 'scorecard' || field.name === 'overview' ? 3 : 2;
    const inner = fieldsOf(getNamedType(field.type), levels);
    const query = `query ${list(declared)} { ${field.name}${list(passed)} ${inner} }`;
    const choices = Object.fromEntries(
      own.map((argument) => [
        argument.name,
        [
          ...(isRequiredArgument(argument) ? [] : [undefined]),
          ...valuesFor(world, field.name, argument.name, argument.type),
        ],
      ]),
    );
    yield* inCombination(world, most, choices, about[field.name] ?? [], (asker, variables) => ({
      asker,
      query,
      variables: isPaged ? { ...variables, first: 40 } : variables,
    }));
  }
}

/** Every file with everything that its address may hold: who may have it gets it, to all others it is as none. */
function* downloadProbes(world: World, most: number): Generator<Probe> {
  const table = downloadTable(world.facts);
  for (const path of world.downloads) {
    const rule = table[/^\/files\/([\w-]+)/.exec(path)?.[1] ?? ''];
    if (!rule) throw new Error(`The crawl does not know who may have ${path}.`);
    yield* inCombination(world, most, rule.choices, rule.secrets, (asker, variables) => {
      const query = { ...variables };
      const address = path.replaceAll(/:(\w+)(\([^)]*\))?/g, (_, name: string) => {
        delete query[name];
        return encodeURIComponent(String(variables[name]));
      });
      return {
        asker,
        query: address,
        variables: query,
        check: ({ status, head }) => {
          const due = !asker.organisation ? 401 : rule.isDue(asker, variables) ? 200 : 404;
          if (status === 200 && !head.includes('"cache-control":"no-store"')) return 'may be kept on the way';
          return status === due ? null : `is answered ${status}, not ${due}`;
        },
      };
    });
  }
}

/** What the address of each file may hold, and whether there is one. A file that is not here stops the crawl. */
function downloadTable(facts: Facts) {
  const may = oracle(facts);
  const about = privateAbout(facts);
  const numbers = (name: keyof Facts['numbers']) => facts.numbers[name];
  const sidesOrCounty = (asker: Asker, number: string, variables: Record<string, unknown>) => {
    const office = facts.organisations.find((one) => one.kind === 'nav-office' && one.number === number);
    const provider = facts.organisations.find((one) => one.kind === 'provider' && one.number === variables['provider']);
    return office !== undefined && may.is(asker, office.id, office.countyUnitId, provider?.id ?? null);
  };
  const isGroupOf = (asker: Asker, value: string) => {
    const [, kind, name = ''] = /^(list|peers)-(.*)$/.exec(value) ?? [];
    return about['ranking']?.every(({ seen }) => kind === undefined || seen(asker, name, {})) ?? false;
  };
  const isListOf = (asker: Asker, value: string) => !value.startsWith('list-') || may.hasList(asker, value.slice(5));
  const lists = facts.lists.slice(0, 3).map(({ name }) => `list-${name}`);
  const groups = [undefined, 'size-4', ...lists, ...numbers('provider').map((number) => `peers-${number}`)];
  const isPublished = ({ year, programme }: Record<string, unknown>) =>
    facts.publishedYears.includes(Number(year)) && programme !== 'none';
  const [group, reference] = [
    { argument: 'group', seen: isGroupOf },
    { argument: 'reference', seen: isListOf },
  ];
  const table: Record<
    string,
    {
      choices: Record<string, unknown[]>;
      secrets: Secret[];
      isDue: (asker: Asker, variables: Record<string, unknown>) => boolean;
    }
  > = {
    'agreed-targets': {
      choices: {
        provider: numbers('provider'),
        navOffice: numbers('navOffice'),
        year: [2026, 2025, 2027],
        locale: [undefined, 'en'],
      },
      secrets: [{ argument: 'navOffice', seen: sidesOrCounty }],
      isDue: (asker, variables) => {
        const { provider, navOffice, year } = variables;
        return (
          facts.agreed.has(`${String(provider)}/${String(navOffice)}/${String(year)}`) &&
          sidesOrCounty(asker, String(navOffice), variables)
        );
      },
    },
    comparison: {
      choices: {
        county: [undefined, ...numbers('county')],
        year: [2025, 2024, 2026],
        programme: ['AB', 'KIA', 'none'],
        reference: [undefined, 'county', 'target', 'peers', 'last-year', ...lists],
        group: groups,
        order: [undefined, 'job-acquisition'],
        clear: [undefined, 'yes'],
        name: [undefined, 'a'],
        locale: ['nb', 'en'],
      },
      secrets: [...(about['comparison'] ?? []), group, reference],
      isDue: (asker, variables) => {
        const { county } = variables;
        const readsAny = about['comparison']?.[0]?.seen;
        const counties = facts.organisations.flatMap(({ kind, number }) => (kind === 'county-unit' ? number : []));
        const wanted = typeof county === 'string' ? [county] : counties;
        return isPublished(variables) && wanted.some((number) => readsAny?.(asker, number, {}));
      },
    },
    ranking: {
      choices: {
        county: [undefined, ...numbers('county')],
        year: [2025, 2024, 2026],
        programme: ['AB', 'KIA', 'none'],
        indicator: ['job-acquisition', 'time-in-programme', 'none'],
        group: groups,
        locale: ['nb', 'en'],
      },
      secrets: [group],
      isDue: (asker, variables) => {
        const { county, indicator, group: named } = variables;
        const hasGroup =
          typeof named !== 'string' || named === 'size-4' || (named !== `peers-${NOBODY}` && isGroupOf(asker, named));
        return isPublished(variables) && county !== NOBODY && indicator !== 'none' && hasGroup;
      },
    },
  };
  return table;
}

function* combinations(choices: readonly (readonly unknown[])[]): Generator<unknown[]> {
  const [first, ...rest] = choices;
  if (!first) return yield [];
  for (const value of first) for (const others of combinations(rest)) yield [value, ...others];
}

/** Lists page by page with other people's cursors: all that one may see, and nothing more. A list that is not here stops the crawl. */
function* listProbes({ askers, byId, facts, schema }: World, most: number): Generator<Probe> {
  const may = oracle(facts);
  const isThing = (asker: Asker, id: string) => byId.get(id)?.seen(asker) ?? false;
  const lists: Record<string, { given?: string; type?: string; seen: (asker: Asker, id: string) => boolean }> = {
    threads: { type: 'Thread', seen: isThing },
    actions: { type: 'Action', seen: isThing },
    meetings: { type: 'Meeting', seen: isThing },
    agreements: { type: 'Agreement', seen: isThing },
    auditLog: { type: 'AuditEntry', seen: isThing },
    notifications: { type: 'Notification', seen: isThing },
    people: { type: 'Person', seen: isThing },
    practices: { type: 'Practice', seen: isThing },
    targets: { given: 'year: 2026', seen: isThing },
    // One that is not begun has no row.
    reports: {
      given: 'year: 2025',
      seen: (asker, id) => may.report(asker, Number(Buffer.from(id, 'base64').toString().split(/[:-]/)[1])),
    },
    talks: {
      given: 'year: 2026',
      seen: (asker, id) => {
        const [provider, number] = id.split('-');
        const office = facts.organisations.find((one) => one.kind === 'nav-office' && one.number === number);
        return asker.organisation?.kind === 'provider'
          ? asker.organisation.number === provider
          : may.is(asker, office?.id ?? null, office?.countyUnitId ?? null);
      },
    },
    progress: {
      given: 'year: 2026',
      seen: (asker, id) => may.follows(asker, Number.parseInt(id, 10)),
    },
    organisations: { seen: may.everybody },
    providers: { seen: may.everybody },
    navOffices: { seen: may.everybody },
    ranking: { given: 'year: 2025, indicator: "job-acquisition", programme: "AB"', seen: may.everybody },
  };
  for (const { name, type } of Object.values(schema.getQueryType()?.getFields() ?? {}))
    if (getNamedType(type).name.endsWith('Connection') && !lists[name])
      throw new Error(`The crawl does not know who may see what of ${name}.`);

  for (const [field, { given, type, seen }] of Object.entries(lists)) {
    const call = (paging: string) => `${field}(${given ? `${given}, ` : ''}${paging})`;
    const node = field === 'ranking' ? 'node { provider { id } }' : 'node { id }';
    const idsIn = ({ data }: Answer): string[] =>
      (data?.list?.edges ?? []).map((edge: { node: { id?: string } }) => edge.node.id ?? '');
    const cursors: string[] = [];
    const due = [...byId.values()].filter((thing) => thing.type === type);
    for (const asker of askers) {
      yield {
        asker,
        query: `{ list: ${call('first: 500')} { edges { cursor ${node} } pageInfo { hasNextPage endCursor startCursor } } }`,
        variables: {},
        check: (answer) => {
          if (!asker.organisation) return null;
          const ids = idsIn(answer);
          for (const { cursor } of answer.data?.list?.edges ?? []) cursors.push(cursor);
          cursors.splice(0, cursors.length - 60);
          if (ids.some((id) => !seen(asker, id))) return `a list of ${field} has what may not be seen`;
          if (!type || ids.length >= 500) return null;
          const all = due.filter((thing) => thing.seen(asker)).length;
          return ids.length === all ? null : `${ids.length} of ${all} in the list of ${field}`;
        },
      };
    }
    for (const [turn, asker] of askers.entries()) {
      for (const cursor of some(FORGED, most, turn)) {
        yield {
          asker,
          query: `query ($cursor: String) { list: ${call('after: $cursor')} { edges { cursor } } }`,
          variables: { cursor },
        };
      }
      for (const direction of ['first: 1, after', 'last: 1, before', 'first: 500, after']) {
        for (let index = 0; index < Math.min(most, 20); index++) {
          const query = `query ($cursor: String) { list: ${call(`${direction}: $cursor`)} { edges { ${node} } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
          yield {
            asker,
            query,
            variables: { cursor: cursors[index * 3] },
            check: (answer) => (idsIn(answer).some((id) => !seen(asker, id)) ? 'a foreign cursor opens a list' : null),
          };
        }
      }
    }
  }
}

const FORGED = [
  ['nonsense', NO_UUID],
  ['\u0000', NO_UUID],
  ["' or true --", NO_UUID],
  ['nonsense', 99_999_999_999],
  [99_999_999_999],
  [null],
  'nonsense',
].map((key) => Buffer.from(JSON.stringify(key)).toString('base64url'));

// Doing ----------------------------------------------------------------------------------------------------------------

const WORDS: Record<string, unknown> = {
  body: 'Hei',
  subject: 'Hei',
  title: 'Ring',
  grounds: 'Derfor',
  reason: 'Derfor',
  name: 'Ola',
  email: 'ola@example.no',
  version: 1,
  seq: 1,
  value: 40,
  year: 2026,
  indicator: 'job-acquisition',
  programme: 'AB',
  number: '810094532',
  validFrom: '2026-01-01',
  deadline: '2027-01-15T23:00:00Z',
  suspended: true,
  role: 'MANAGER',
  kind: 'ASSOCIATION',
  ownerKind: 'PROVIDER',
  heldOn: '2026-12-31',
  agenda: [],
  minutes: 'Hei',
  counterpartKind: 'NAV_OFFICE',
  suits: 'YES',
  answersVersion: 0,
  lastDay: '2026-12-31',
  locale: 'NB',
  what: 'Slik',
  why: 'Slik',
  how: 'Slik',
  forWhom: 'Alle',
  figures: [],
  answer: 'Ja',
  adoptedOn: '2026-01-01',
  note: 'Slik',
  topic: 'TARGETS',
  delivery: 'DAILY',
};

/**
 * What each mutation is done to, and who may do it. Each is tried with everything that there is by everybody else, so
 * that nothing changes. A mutation that is not here stops the crawl.
 */
function mutationTable(facts: Facts) {
  const may = oracle(facts);
  const isMember = ({ role }: Asker) => role !== 'viewer';
  const isKind = (asker: Asker, ...kinds: OrganisationKind[]) =>
    asker.organisation !== null && kinds.includes(asker.organisation.kind);
  const isOperator = (asker: Asker) => asker.organisation?.isOperator === true && may.isManager(asker);
  const runsProvider = (asker: Asker, number: string) => {
    const provider = facts.organisations.find((one) => one.kind === 'provider' && one.number === number);
    return provider !== undefined && may.runsPeople(asker, provider.id) && !may.is(asker, provider.id);
  };
  const isProvider = (asker: Asker, number: string) =>
    isKind(asker, 'provider') && asker.organisation?.number === number;
  const ofSides = { type: 'Thread', may: (asker: Asker, seen: boolean) => seen && isMember(asker) };
  const ofMeeting = { type: 'Meeting', may: (asker: Asker, seen: boolean) => seen && isMember(asker) };
  const ofTarget = { type: 'Target', may: (asker: Asker, seen: boolean) => seen && isMember(asker) };
  // With the office that is named, which is one's own.
  const isOffice = (asker: Asker) =>
    isKind(asker, 'nav-office') && asker.organisation?.number === facts.numbers.navOffice[0];
  const ofTalk = {
    may: (asker: Asker, _seen: boolean, key: string | number) =>
      isMember(asker) && (isOffice(asker) || isProvider(asker, String(key))),
  };
  const ofBoth = {
    argument: 'provider',
    may: (asker: Asker, _seen: boolean, key: string | number) =>
      isMember(asker) && (isKind(asker, 'nav-office', 'county-unit') || isProvider(asker, String(key))),
  };
  const ofDraft = { type: 'TargetDraft', may: (asker: Asker, seen: boolean) => seen && isMember(asker) };
  const ofOwnPractice = {
    type: 'Practice',
    may: (asker: Asker, seen: boolean) => seen && isMember(asker) && isKind(asker, 'provider'),
  };
  const reviews = (asker: Asker, seen: boolean) => seen && may.isManager(asker) && isKind(asker, 'association');
  const table: Record<string, MutationRule> = {
    addComment: { argument: 'threadId', ...ofSides },
    addAction: { argument: 'threadId', ...ofSides },
    editComment: {
      argument: 'id',
      type: 'Comment',
      may: (asker, seen, key) => {
        const author = facts.authors.get(String(key));
        return seen && isMember(asker) && author?.personId === asker.personId && may.is(asker, author.organisationId);
      },
    },
    resolveThread: { argument: 'threadId', ...ofSides },
    reopenThread: { argument: 'threadId', ...ofSides },
    markThreadRead: { argument: 'threadId', type: 'Thread', may: (_asker, seen) => seen },
    planMeeting: ofBoth,
    moveMeeting: { argument: 'id', ...ofMeeting },
    setAgenda: { argument: 'id', ...ofMeeting },
    saveMinutes: { argument: 'id', ...ofMeeting },
    cancelMeeting: { argument: 'id', ...ofMeeting },
    confirmMinutes: { argument: 'id', type: 'Meeting', may: (asker, seen) => seen && may.isManager(asker) },
    openEndReasons: {
      argument: 'id',
      type: 'Meeting',
      may: (asker, seen) => seen && may.isManager(asker) && isKind(asker, 'provider'),
    },
    updateAction: { argument: 'id', type: 'Action', may: (asker, seen) => seen && isMember(asker) },
    counterTarget: { argument: 'id', ...ofTarget },
    agreeTarget: { argument: 'id', ...ofTarget },
    commentTarget: { argument: 'id', ...ofTarget },
    withdrawTarget: { argument: 'id', ...ofTarget },
    reopenTarget: { argument: 'id', ...ofTarget },
    signTarget: { argument: 'id', type: 'Target', may: (asker, seen) => seen && may.isManager(asker) },
    publishGeneralTarget: {
      argument: 'id',
      type: 'Target',
      may: (asker, seen) => seen && may.isManager(asker) && isKind(asker, 'directorate', 'county-unit'),
    },
    removeGeneralTarget: {
      argument: 'id',
      type: 'Target',
      may: (asker, seen) => seen && isMember(asker) && isKind(asker, 'directorate', 'county-unit'),
    },
    saveTargetDraft: { argument: 'provider', ...ofTalk },
    acceptUnchanged: { argument: 'provider', ...ofTalk },
    proposeLastYears: { argument: 'provider', ...ofTalk },
    setAnswerBy: { argument: 'provider', may: (asker) => isMember(asker) && isOffice(asker) },
    discardTargetDrafts: { argument: 'drafts', ...ofDraft },
    handToManager: { argument: 'drafts', ...ofDraft },
    sendTargetAnswers: { argument: 'drafts', type: 'TargetDraft', may: (asker, seen) => seen && may.isManager(asker) },
    setGeneralTarget: { may: (asker) => isMember(asker) && isKind(asker, 'directorate', 'county-unit') },
    proposeTarget: { argument: 'provider', may: (asker) => isMember(asker) && isKind(asker, 'nav-office') },
    startThread: ofBoth,
    setRole: { argument: 'membershipId', type: 'Membership', may: (asker, seen) => seen && may.isManager(asker) },
    endMembership: { argument: 'membershipId', type: 'Membership', may: (asker, seen) => seen && may.isManager(asker) },
    invitePerson: { argument: 'personId', type: 'Person', may: (asker, seen) => seen && may.isManager(asker) },
    suspendPerson: { argument: 'personId', type: 'Person', may: isOperator },
    addPerson: {
      argument: 'organisationId',
      type: 'Organisation',
      may: (asker, _seen, key) => may.runsPeople(asker, Number(key)),
    },
    renameOrganisation: {
      argument: 'id',
      type: 'Organisation',
      may: (asker, _seen, key) =>
        may.isManager(asker) && isKind(asker, 'association') && may.runsPeople(asker, Number(key)),
    },
    switchOrganisation: {
      argument: 'organisationId',
      type: 'Organisation',
      may: (asker, _seen, key) =>
        facts.memberships.some((one) => one.personId === asker.personId && one.organisationId === Number(key)),
      secret: true,
    },
    addAgreement: { argument: 'provider', may: (asker, _seen, key) => runsProvider(asker, String(key)) },
    endAgreement: {
      argument: 'id',
      type: 'Agreement',
      may: (asker, seen) => seen && may.isManager(asker) && isKind(asker, 'association'),
    },
    addOrganisation: { may: isOperator },
    submitReport: {
      argument: 'provider',
      may: (asker, _seen, key) => may.isManager(asker) && isProvider(asker, String(key)),
    },
    remindProviders: { may: (asker) => isMember(asker) && isKind(asker, 'county-unit', 'association') },
    reopenReport: { argument: 'provider', may: (asker, _seen, key) => runsProvider(asker, String(key)) },
    extendDeadline: { argument: 'provider', may: (asker, _seen, key) => runsProvider(asker, String(key)) },
    checkImport: { argument: 'fileIds', type: 'UploadedFile', may: (_asker, seen) => seen },
    importFiles: { argument: 'fileIds', type: 'UploadedFile', may: (_asker, seen) => seen },
    openYear: { may: isOperator },
    closeYear: { may: isOperator },
    publishYear: { may: isOperator },
    decideSuitability: { may: (asker) => may.isManager(asker) && isKind(asker, 'directorate') },
    setLocale: { may: may.everybody },
    markNotificationRead: { argument: 'id', type: 'Notification', may: (_asker, seen) => seen },
    savePractice: { argument: 'id', ...ofOwnPractice },
    submitPractice: { argument: 'id', ...ofOwnPractice },
    withdrawPractice: { argument: 'id', ...ofOwnPractice },
    publishPractice: { argument: 'id', type: 'Practice', may: reviews },
    returnPractice: { argument: 'id', type: 'Practice', may: reviews },
    askAboutPractice: { argument: 'id', type: 'Practice', may: (asker, seen) => seen && isMember(asker) },
    answerPracticeQuestion: {
      argument: 'id',
      type: 'PracticeQuestion',
      may: (asker, seen) => seen && isMember(asker) && isKind(asker, 'provider'),
    },
    adoptPractice: {
      argument: 'id',
      type: 'Practice',
      may: (asker, seen) => seen && isMember(asker) && isKind(asker, 'provider'),
    },
    leavePractice: {
      argument: 'id',
      type: 'Practice',
      may: (asker, seen) => seen && isMember(asker) && isKind(asker, 'provider'),
    },
    setFavourites: { argument: 'providers', may: isMember },
    removeFavourites: { may: isMember },
    chooseDelivery: { may: may.everybody },
    signOutEverywhere: { may: may.everybody },
  };
  return table;
}

interface MutationRule {
  argument?: string;
  /** Of what; an organisation number when left out. */
  type?: string;
  may: (asker: Asker, seen: boolean, key: string | number) => boolean;
  /** Whether even that it exists is no one else's business, though its kind is public. */
  secret?: boolean;
}

/**
 * Every mutation with every id, by everybody who may not: nothing is done, and what is foreign is as if it were not.
 *
 * @param done given this, it is everybody who may instead, and what they are answered is put down here.
 */
function* mutationProbes(world: World, most: number, done?: Map<string, Set<string>>): Generator<Probe> {
  const { schema, askers, things, facts } = world;
  const table = mutationTable(facts);
  const kinds = {
    provider: 'Provider',
    'nav-office': 'NavOffice',
    'county-unit': 'CountyUnit',
    directorate: 'Directorate',
    association: 'Association',
  };
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const rule = table[field.name];
    if (!rule) throw new Error(`The crawl does not know who may ${field.name}.`);
    const [argument] = field.args;
    const input = argument && getNullableType(argument.type);
    const wanted = isInputObjectType(input) ? Object.values(input.getFields()) : [];
    const needed = wanted.filter(
      (one) =>
        isRequiredInputField(one) ||
        one.name in { value: 1, programme: 1, counterpart: 1 } ||
        one.name === rule.argument,
    );
    const query = `mutation ${argument ? `($input: ${String(argument.type)})` : ''} { ${field.name}${argument ? '(input: $input)' : ''} ${fieldsOf(getNamedType(field.type), 1)} }`;
    const inputOf = (value: unknown) =>
      Object.fromEntries(
        needed.map(({ name, type }) => {
          const named = getNamedType(type);
          if (name === rule.argument) {
            const one = isInputObjectType(named) ? { id: value, version: 1 } : value;
            return [name, isListType(getNullableType(type)) ? [one] : one];
          }
          if (name === 'organisationId') return [name, value];
          const values = isEnumType(named) ? named.getValues().map((one) => one.name) : null;
          const word =
            name === 'provider'
              ? facts.numbers.provider[0]
              : name === 'navOffice' || name === 'counterpart'
                ? facts.numbers.navOffice[0]
                : values && !values.includes(String(WORDS[name]))
                  ? values[0]
                  : WORDS[name];
          if (word === undefined) throw new Error(`The crawl does not know what to give for ${field.name}(${name}:).`);
          return [name, word];
        }),
      );
    const isOrganisation = rule.type === 'Organisation';
    const targets: { key: string | number; id: string; seen: (asker: Asker) => boolean }[] =
      rule.argument === undefined
        ? [{ key: 0, id: '', seen: () => true }]
        : isOrganisation
          ? facts.organisations
              .filter(({ id }) => facts.memberships.some(({ organisationId }) => organisationId === id))
              .map(({ id, kind }) => ({ key: id, id: toId(kinds[kind], id), seen: () => !rule.secret }))
          : rule.type
            ? things
                .filter(({ type }) => type === rule.type)
                .map(({ type, key, seen }) => ({ key, id: toId(type, key), seen }))
            : facts.numbers.provider.slice(0, 3).map((number) => ({
                key: number,
                id: number,
                // Who has to do with reports; that a provider exists is no secret.
                seen: (asker: Asker) => !/Report|Deadline/.test(field.name) || sees(facts, asker, number),
              }));
    const none = isOrganisation ? toId('Provider', 999_999) : rule.type ? toId(rule.type, noKey(rule.type)) : NOBODY;
    for (const [turn, asker] of askers.entries()) {
      const isSame = sameAnswer();
      const mutation = (value: string) => (argument ? { input: inputOf(value) } : {});
      const isDone = ({ data }: Answer) => String(data?.[field.name]?.__typename).endsWith('Success');
      if (rule.argument !== undefined && !done)
        yield {
          asker,
          query,
          variables: mutation(none),
          check: (answer) => {
            if (!isSame(answer, [none])) return 'what is foreign is not as none';
            return isDone(answer) ? 'does something to what does not exist' : null;
          },
        };
      for (const { key, id, seen } of some(targets, 2 * most, turn)) {
        const isSeen = seen(asker);
        const isAllowed = asker.mayWrite && asker.organisation && rule.may(asker, isSeen, key);
        const isDoneAlready = [...(done?.get(field.name) ?? [])].some((said) => /Success$|^ConflictError$/.test(said));
        if (isAllowed && done && !isDoneAlready) {
          const put = ({ data, text }: Answer) => {
            const said = String(data?.[field.name]?.__typename ?? text);
            done.set(field.name, (done.get(field.name) ?? new Set()).add(said));
            return null;
          };
          yield { asker, query, variables: mutation(id), check: put };
        }
        if (isAllowed || done) continue;
        yield {
          asker,
          query,
          variables: mutation(id),
          check: (answer) => {
            if (isDone(answer)) return 'does what it may not';
            if (!isSeen && !isSame(answer, [id])) return 'what is foreign is not as none';
            if (!asker.mayWrite && answer.errors?.[0]?.extensions?.code !== 'FORBIDDEN')
              return 'a token for reading is not refused';
            return null;
          },
        };
      }
    }
  }
}

/**
 * Mutations of what is one's own that name something of others besides: it is as if that were not, and nothing is done.
 */
function* besideProbes({ askers, things, facts }: World, most: number): Generator<Probe> {
  const may = oracle(facts);
  const open = new Set(facts.openThreads);
  const membership = (key: string | undefined) => facts.memberships.find(({ id }) => id === key);
  const table: Record<
    string,
    {
      /** The kind of what is named besides. */
      type: string;
      /** Those that one may name though one may not see them. */
      known?: (key: string) => boolean;
      /** Of this kind one of one's own is what the mutation is about. */
      own?: string;
      may?: (asker: Asker) => boolean;
      input: (id: string, own: string, asker: Asker) => Record<string, unknown>;
    }
  > = {
    addAction: {
      type: 'Meeting',
      own: 'Thread',
      input: (meetingId, threadId) => ({ threadId, meetingId, title: 'Ring', ownerKind: 'PROVIDER' }),
    },
    setAgenda: {
      type: 'Action',
      own: 'Meeting',
      input: (actionId, id) => ({ id, version: 1, agenda: [{ kind: 'OPEN_ACTION', actionId }] }),
    },
    planMeeting: {
      type: 'Action',
      may: (asker) => may.isKind(asker, 'nav-office'),
      input: (actionId) => ({
        provider: facts.numbers.provider[0],
        programme: 'AB',
        year: 2025,
        heldOn: '2026-12-31',
        agenda: [{ kind: 'OPEN_ACTION', actionId }],
      }),
    },
    startThread: {
      type: 'Target',
      may: (asker) => may.isKind(asker, 'nav-office'),
      input: (target) => ({ provider: facts.numbers.provider[0], subject: 'Hei', body: 'Hei', target }),
    },
    addComment: {
      type: 'Membership',
      own: 'Thread',
      // Whoever has written to one.
      known: (key) => [...facts.authors.values()].some((author) => author.personId === membership(key)?.personId),
      input: (id, threadId) => {
        const { organisationId, personId } = membership(Buffer.from(id, 'base64').toString().split(':')[1]) ?? {};
        return { threadId, body: 'Hei', mentions: [`${organisationId ?? 999_999}:${personId ?? NO_UUID}`] };
      },
    },
    addAgreement: {
      type: 'Agreement',
      may: (asker) => may.isKind(asker, 'association'),
      input: (through) => ({
        provider: facts.numbers.provider[0],
        navOffice: facts.numbers.navOffice[1],
        programme: 'AB',
        validFrom: '2026-01-01',
        through,
      }),
    },
    checkImport: { type: 'UploadedFile', own: 'UploadedFile', input: (id, own) => ({ fileIds: [own, id] }) },
  };
  for (const [name, { type, own: ownType, may: mayAtAll, known, input }] of Object.entries(table)) {
    const typeName = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const query = `mutation ($input: ${typeName}Input!) { ${name}(input: $input) { __typename ... on UserError { code message } } }`;
    for (const [turn, asker] of askers.entries()) {
      if (!asker.organisation || !asker.mayWrite || asker.role !== 'manager' || mayAtAll?.(asker) === false) continue;
      const own = things.find(
        (one) => one.type === ownType && one.seen(asker) && (ownType !== 'Thread' || open.has(String(one.key))),
      );
      if (ownType && !own) continue;
      const ownId = own ? toId(own.type, own.key) : '';
      const foreign = things.filter((one) => one.type === type && !one.seen(asker) && !known?.(String(one.key)));
      const isSame = sameAnswer();
      for (const key of [noKey(type), ...some(foreign, most, turn).map((one) => one.key)]) {
        const id = toId(type, key);
        yield {
          asker,
          query,
          variables: { input: input(id, ownId, asker) },
          check: (answer) => {
            if (String(answer.data?.[name]?.__typename).endsWith('Success'))
              return 'does something with what is not its own';
            return isSame(answer, [id]) ? null : 'what is foreign is not as none';
          },
        };
      }
    }
  }
}

function sees(facts: Facts, asker: Asker, number: string): boolean {
  const provider = facts.organisations.find((one) => one.kind === 'provider' && one.number === number);
  return provider !== undefined && oracle(facts).report(asker, provider.id);
}

// The crawl ------------------------------------------------------------------------------------------------------------

const WAYS = {
  nodes: nodeProbes,
  questions: questionProbes,
  lists: listProbes,
  downloads: downloadProbes,
  mutations: mutationProbes,
  besides: besideProbes,
};
/** A way in which the crawl goes. */
export type Way = keyof typeof WAYS;
const isWay = (name: string): name is Way => name in WAYS;

/**
 * Asks as everybody what can be asked, and tells what came back that should not have.
 *
 * @param most how many combinations of arguments each asker tries of each field.
 * @param ways all of them when left out.
 */
export async function crawl(
  world: World,
  most: number,
  ways: readonly Way[] = Object.keys(WAYS).filter(isWay),
): Promise<Crawl> {
  const before = await fingerprint(world.db);
  const parts: Crawl[] = [];
  for (const way of ways) parts.push(await run(world, WAYS[way](world, most)));
  const after = await fingerprint(world.db);
  const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
  return {
    probes: parts.reduce((sum, { probes }) => sum + probes, 0),
    findings: [
      ...parts.flatMap(({ findings }) => findings),
      ...changed.map((table) => `the table ${table} has changed`),
    ],
  };
}

/**
 * What each mutation answers to those who may do it; the same inputs that the crawl is refused. It changes things.
 */
export async function answersToThoseWhoMay(world: World): Promise<Map<string, Set<string>>> {
  const done = new Map<string, Set<string>>();
  // Of these the others would not come through.
  const harmful = ['signOutEverywhere', 'switchOrganisation', 'suspendPerson', 'endMembership', 'setRole', 'closeYear'];
  const probes = function* () {
    for (const probe of mutationProbes(world, 20, done))
      if (!harmful.some((name) => probe.query.includes(`{ ${name}`))) yield probe;
  };
  await run(world, probes());
  return done;
}

/** What stands in every table, but in those that note that somebody asked. */
async function fingerprint(db: Db): Promise<Record<string, string>> {
  return asSystem(db, async (trx) => {
    const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('session', 'api_token')`.execute(trx);
    const prints: Record<string, string> = {};
    for (const { name } of rows) {
      const { rows: found } = await sql<{ print: string }>`
        select count(*) || '/' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as print from ${sql.table(name)} t`.execute(
        trx,
      );
      prints[name] = found[0]?.print ?? '';
    }
    return prints;
  });
}
