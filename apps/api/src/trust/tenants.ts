import type { OrganisationKind } from '@batt/domain/access/viewer';
import { encodeGlobalID } from '@pothos/plugin-relay';
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
import { NOBODY, oracle } from './world.ts';
import type { Asker, Facts, Thing, World } from './world.ts';

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
  query: string;
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
  text: string;
}

/** Asks once, and finds in the answer what the asker may not know. */
export async function ask({ app }: World, { asker, query, variables }: Probe): Promise<Answer> {
  for (;;) {
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: asker.headers,
      payload: { query, variables },
    });
    if (response.statusCode === 429) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      continue;
    }
    const { data, errors }: Omit<Answer, 'text'> = JSON.parse(response.body);
    return { data, errors, text: response.body };
  }
}

/** The canaries in a text that the asker may not know; nobody may know any when there is no asker. */
export function leaksIn({ canaries }: World, text: string, asker: Asker | null): string[] {
  const found = new Set<string>();
  for (const [, letters, digits] of text.matchAll(/canary(\d+)x|27\.1828(\d{4})7/g)) {
    const canary = canaries[Number(letters ?? digits)];
    if (canary && !(asker && canary.seen(asker))) found.add(canary.what);
  }
  return [...found];
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
      for (const leak of leaksIn(world, answer.text, probe.asker)) tell(`reads a foreign ${leak}`);
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

/** An answer as text in which what was asked for reads the same, whichever it was. */
function alike({ text }: Answer, asked: string): string {
  return text.replaceAll(asked, '…');
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

/** At most so many of all, spread evenly, and others for each turn; the same each time. */
function some<T>(all: readonly T[], most: number, turn: number): T[] {
  if (all.length <= most) return [...all];
  const step = all.length / most;
  const start = (turn * 0.618 * step) % step;
  const chosen = new Set(Array.from({ length: most }, (_, index) => Math.floor(start + index * step)));
  return all.filter((_, index) => chosen.has(index));
}

const toId = (type: string, key: string | number) => encodeGlobalID(type, String(key));
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
    peerGroup: [...facts.numbers.provider, 'canary'],
    list: ['canary'],
  };
  const given = values[name];
  if (!given) throw new Error(`The crawl does not know what to give for ${field}(${name}:).`);
  return given;
}

const PAGING = ['first', 'after', 'last', 'before'];

/** Of these questions what they say about somebody that the asker may not know is what they say about nobody. */
function privateAbout(
  facts: Facts,
): Record<string, { argument: string; seen: (asker: Asker, value: string) => boolean }> {
  const may = oracle(facts);
  const find = (kind: OrganisationKind, number: string) =>
    facts.organisations.find((one) => one.kind === kind && one.number === number);
  const isProvider = (sees: (asker: Asker, providerId: number) => boolean) => (asker: Asker, value: string) => {
    const provider = find('provider', value);
    return provider !== undefined && sees(asker, provider.id);
  };
  const isOwn = isProvider((asker, providerId) => may.is(asker, providerId) || asker.organisation?.kind !== 'provider');
  const readsAny = (asker: Asker, value: string) => {
    const county = find('county-unit', value);
    const providers = facts.organisations.filter((one) => one.kind === 'provider' && one.countyUnitId === county?.id);
    return (
      county !== undefined && (may.is(asker, county.id) || providers.some(({ id }) => may.readsScorecard(asker, id)))
    );
  };
  return {
    scorecard: { argument: 'provider', seen: isProvider(may.readsScorecard) },
    balanced: { argument: 'provider', seen: isProvider(may.readsScorecard) },
    peers: { argument: 'provider', seen: isProvider(may.readsScorecard) },
    gap: { argument: 'county', seen: readsAny },
    surveyThemes: { argument: 'provider', seen: isProvider(may.readsScorecard) },
    report: { argument: 'provider', seen: isProvider(may.report) },
    // Of a provider that asks, the canaries say whether it reads another's.
    talk: {
      argument: 'navOffice',
      seen: (asker, value) => {
        const office = find('nav-office', value);
        return (
          asker.organisation?.kind === 'provider' || may.is(asker, office?.id ?? null, office?.countyUnitId ?? null)
        );
      },
    },
    progress: { argument: 'provider', seen: isProvider(may.follows) },
    agreements: {
      argument: 'provider',
      seen: isProvider(
        (asker, providerId) => may.report(asker, providerId) || asker.organisation?.kind === 'nav-office',
      ),
    },
    // An office and a county unit may have threads with any provider; the nodes say which are theirs.
    threads: { argument: 'provider', seen: isOwn },
    actions: { argument: 'provider', seen: isOwn },
    meetings: { argument: 'provider', seen: isOwn },
    meetingMatter: { argument: 'provider', seen: isProvider(may.readsScorecard) },
    comparison: { argument: 'county', seen: readsAny },
    people: {
      argument: 'organisation',
      seen: (asker, value) => {
        const id = Number(Buffer.from(value, 'base64').toString().split(':')[1]);
        return (
          may.runsPeople(asker, id) ||
          facts.memberships.some((one) => one.personId === asker.personId && one.organisationId === id)
        );
      },
    },
  };
}

/** Every root field with every argument, in combination; the same with somebody foreign as with nobody. */
function* questionProbes(world: World, most: number): Generator<Probe> {
  const { schema, askers, facts } = world;
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
    const choices = own.map((argument) => [
      ...(isRequiredArgument(argument) ? [] : [undefined]),
      ...valuesFor(world, field.name, argument.name, argument.type),
    ]);
    const secret = about[field.name];
    const nobody = new Map<string, string>();
    const all = [...combinations(choices)];
    for (const [turn, asker] of askers.entries()) {
      for (const values of some(all, most, turn)) {
        const variables: Record<string, unknown> = Object.fromEntries(
          own.map(({ name }, index) => [name, values[index]]),
        );
        if (isPaged) variables['first'] = 40;
        const value = secret && variables[secret.argument];
        const isSecret = secret && typeof value === 'string' && asker.organisation && !secret.seen(asker, value);
        if (!isSecret) {
          yield { asker, query, variables };
          continue;
        }
        const none = secret.argument === 'organisation' ? toId('Provider', 999_999) : NOBODY;
        const without = { ...variables, [secret.argument]: none };
        const key = `${asker.name} ${JSON.stringify(without)}`;
        if (!nobody.has(key))
          yield {
            asker,
            query,
            variables: without,
            check: (answer) => void nobody.set(key, alike(answer, none)),
          };
        yield {
          asker,
          query,
          variables,
          check: (answer) => {
            const other = nobody.get(key);
            return other === undefined || alike(answer, value) === other
              ? null
              : `${secret.argument} ${value} is not as none`;
          },
        };
      }
    }
  }
}

function* combinations(choices: readonly (readonly unknown[])[]): Generator<unknown[]> {
  const [first, ...rest] = choices;
  if (!first) return yield [];
  for (const value of first) for (const others of combinations(rest)) yield [value, ...others];
}

/** Lists page by page with other people's cursors: all that one may see, and nothing more. */
function* listProbes(world: World, most: number): Generator<Probe> {
  const { askers, things } = world;
  const lists: Record<string, { field: string; sees?: (thing: Thing) => boolean }> = {
    Thread: { field: 'threads' },
    Action: { field: 'actions' },
    Meeting: { field: 'meetings' },
    Agreement: { field: 'agreements' },
    AuditEntry: { field: 'auditLog' },
    Notification: { field: 'notifications' },
    Person: { field: 'people' },
    Practice: { field: 'practices' },
    Target: { field: 'targets(year: 2026' },
    Report: { field: 'reports(year: 2025' },
  };
  const cursors = new Map<string, string[]>();
  for (const [type, { field }] of Object.entries(lists)) {
    const call = (paging: string) => (field.includes('(') ? `${field}, ${paging})` : `${field}(${paging})`);
    const ofType = things.filter((one) => one.type === type);
    for (const asker of askers) {
      yield {
        asker,
        query: `{ list: ${call('first: 500')} { edges { cursor node { id } } pageInfo { hasNextPage endCursor startCursor } } }`,
        variables: {},
        check: ({ data }) => {
          if (!asker.organisation) return null;
          const edges: { cursor: string; node: { id: string } }[] = data?.list.edges ?? [];
          const given = edges.map(({ node }) => node.id);
          cursors.set(type, [...(cursors.get(type) ?? []), ...edges.map(({ cursor }) => cursor)].slice(-60));
          const seen = new Set(ofType.filter((one) => one.seen(asker)).map(({ key }) => toId(type, key)));
          const extra = given.filter((id) => !seen.has(id) && type !== 'Report');
          if (extra.length > 0) return `${type} in a list that may not be seen`;
          // Targets and reports are those of one year.
          if (type === 'Target' || type === 'Report' || given.length >= 500) return null;
          return given.length === seen.size ? null : `${given.length} of ${seen.size} ${type} in the list`;
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
          const query = `query ($cursor: String) { list: ${call(`${direction}: $cursor`)} { edges { node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`;
          const cursor = cursors.get(type)?.[index * 3];
          yield {
            asker,
            query,
            variables: { cursor },
            check: ({ data }) => {
              const edges: { node: { id: string } }[] = data?.list?.edges ?? [];
              const seen = new Set(ofType.filter((one) => one.seen(asker)).map(({ key }) => toId(type, key)));
              return type !== 'Report' && edges.some(({ node }) => !seen.has(node.id))
                ? 'a foreign cursor opens a list'
                : null;
            },
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
  const ofTalk = { may: (asker: Asker) => isMember(asker) && isKind(asker, 'nav-office', 'provider') };
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
    planMeeting: {
      argument: 'provider',
      may: (asker) => isMember(asker) && isKind(asker, 'nav-office', 'county-unit', 'provider'),
    },
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
    setAnswerBy: { argument: 'provider', may: (asker) => isMember(asker) && isKind(asker, 'nav-office') },
    discardTargetDrafts: { argument: 'drafts', ...ofDraft },
    handToManager: { argument: 'drafts', ...ofDraft },
    sendTargetAnswers: { argument: 'drafts', type: 'TargetDraft', may: (asker, seen) => seen && may.isManager(asker) },
    setGeneralTarget: { may: (asker) => isMember(asker) && isKind(asker, 'directorate', 'county-unit') },
    proposeTarget: { argument: 'provider', may: (asker) => isMember(asker) && isKind(asker, 'nav-office') },
    startThread: {
      argument: 'provider',
      may: (asker) => isMember(asker) && isKind(asker, 'nav-office', 'county-unit', 'provider'),
    },
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
      (one) => isRequiredInputField(one) || one.name in { value: 1, programme: 1 } || one.name === rule.argument,
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
              : name === 'navOffice'
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
      let nothing: string | undefined;
      const mutation = (value: string) => (argument ? { input: inputOf(value) } : {});
      const isDone = ({ data }: Answer) => String(data?.[field.name]?.__typename).endsWith('Success');
      if (rule.argument !== undefined && !done)
        yield {
          asker,
          query,
          variables: mutation(none),
          check: (answer) => {
            nothing = alike(answer, none);
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
            if (!isSeen && nothing !== undefined && alike(answer, id) !== nothing)
              return 'what is foreign is not as none';
            if (!asker.mayWrite && answer.errors?.[0]?.extensions?.code !== 'FORBIDDEN')
              return 'a token for reading is not refused';
            return null;
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

/**
 * Asks as everybody what can be asked, and tells what came back that should not have.
 *
 * @param most how many combinations of arguments each asker tries of each field.
 */
export async function crawl(world: World, most: number): Promise<Crawl> {
  const before = await fingerprint(world.db);
  const parts: Crawl[] = [];
  for (const probes of [nodeProbes, questionProbes, listProbes, mutationProbes]) {
    parts.push(await run(world, probes(world, most)));
  }
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
