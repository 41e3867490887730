import { randomUUID } from 'node:crypto';
import type { OrganisationKind, Role } from '@batt/domain/access/viewer';
import { encodeGlobalID } from '@pothos/plugin-relay';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { hashOf, startSession } from '../auth/sessions.ts';
import { asSystem } from '../db/as-viewer.ts';
import type { Db } from '../db/client.ts';
import { seedDemo } from '../db/seed/seed.ts';
import type { Database } from '../db/tables.ts';

// The nation that `tenants.ts` crawls, and the oracle that says who may know what of it. The oracle is written by hand
// from what the field promises; it uses neither the rules in access/ability.ts nor row-level security.

type Trx = Transaction<Database>;

/** A tenant. */
export interface Organisation {
  id: number;
  kind: OrganisationKind;
  number: string;
  countyUnitId: number | null;
  isOperator: boolean;
  isClosed: boolean;
}

/** Somebody who asks. `organisation` is null for who should be taken for nobody. */
export interface Asker {
  name: string;
  organisation: Organisation | null;
  role: Role;
  personId: string;
  mayWrite: boolean;
  headers: Record<string, string>;
}

/** Something that has a global id, and who may see it. */
export interface Thing {
  type: string;
  key: string | number;
  seen: (asker: Asker) => boolean;
  /** Who else meets its id in what they may see. */
  named?: (asker: Asker) => boolean;
}

export interface World {
  db: Db;
  /** Sends a request to the server. */
  send: (request: InjectOptions & { url: string }) => Promise<LightMyRequestResponse>;
  /** The addresses of files to fetch, as the server knows them. */
  downloads: string[];
  schema: GraphQLSchema;
  askers: Asker[];
  things: Thing[];
  byId: ReadonlyMap<string, Thing>;
  facts: Facts;
  /** Who may read each planted text or number, by its number. */
  canaries: { what: string; seen: (asker: Asker) => boolean }[];
}

// Who may know what ----------------------------------------------------------------------------------------------------

/** What the oracle knows. */
export interface Facts {
  organisations: Organisation[];
  /** Today's, as `office/provider`. */
  agreements: Set<string>;
  /** As `association/provider`. */
  members: Set<string>;
  memberships: { id: string; personId: string; organisationId: number; role: Role }[];
  /** Who wrote each comment, and for which organisation. */
  authors: Map<string, { personId: string; organisationId: number }>;
  /** The threads that are not resolved. */
  openThreads: string[];
  /** Where something is agreed, as `provider/office/year` in numbers. */
  agreed: Set<string>;
  publishedYears: number[];
  /** Each organisation's list of favourites: one's own, a sibling's and a foreign one come first. */
  lists: { organisationId: number; name: string }[];
  /** The tenants that questions are about: of each kind one's own, a sibling, a foreign one and one that does not exist. */
  numbers: Record<'provider' | 'navOffice' | 'county' | 'association', string[]>;
}

/** A global id. */
export const toId = (type: string, key: string | number) => encodeGlobalID(type, String(key));

/** A number that is nobody's. */
export const NOBODY = '99990';

/** Who may know what, of these facts. */
export function oracle({ organisations, agreements, members, memberships, lists }: Facts) {
  const get = (id: number) => organisations.find((one) => one.id === id);
  const is = (asker: Asker, ...ids: (number | null)[]) =>
    asker.organisation !== null && ids.includes(asker.organisation.id);
  const isKind = (asker: Asker, kind: OrganisationKind) => asker.organisation?.kind === kind;
  const runsMember = (asker: Asker, providerId: number) => members.has(`${asker.organisation?.id}/${providerId}`);
  const isCountyOf = (asker: Asker, providerId: number) => is(asker, get(providerId)?.countyUnitId ?? null);
  const isOperator = (asker: Asker) => asker.organisation?.isOperator === true;
  const isManager = (asker: Asker) => asker.role === 'manager';
  /** Whole scorecards: the provider, offices with an agreement today, its county unit, the directorate, its associations. */
  const readsScorecard = (asker: Asker, providerId: number) =>
    is(asker, providerId) ||
    agreements.has(`${asker.organisation?.id}/${providerId}`) ||
    isCountyOf(asker, providerId) ||
    isKind(asker, 'directorate') ||
    runsMember(asker, providerId);
  /** Runs the people of an organisation: its managers, those of a provider's association, the operator's. */
  const runsPeople = (asker: Asker, organisationId: number) =>
    asker.organisation !== null &&
    isManager(asker) &&
    (is(asker, organisationId) || isOperator(asker) || runsMember(asker, organisationId));
  return {
    is,
    isManager,
    readsScorecard,
    runsPeople,
    /** How a provider's year goes: itself, offices with an agreement today, its county unit. */
    follows: (asker: Asker, providerId: number) =>
      is(asker, providerId) ||
      agreements.has(`${asker.organisation?.id}/${providerId}`) ||
      isCountyOf(asker, providerId),
    isKind,
    everybody: (asker: Asker) => asker.organisation !== null,
    person: (asker: Asker, personId: string) =>
      asker.organisation !== null &&
      (asker.personId === personId ||
        (isOperator(asker) && isManager(asker)) ||
        memberships.some((one) => one.personId === personId && runsPeople(asker, one.organisationId))),
    report: (asker: Asker, providerId: number) =>
      is(asker, providerId) ||
      isCountyOf(asker, providerId) ||
      runsMember(asker, providerId) ||
      isKind(asker, 'directorate') ||
      isOperator(asker),
    agreement: (asker: Asker, providerId: number, navOfficeId: number) =>
      is(asker, providerId, navOfficeId) ||
      isCountyOf(asker, providerId) ||
      runsMember(asker, providerId) ||
      isKind(asker, 'directorate') ||
      isOperator(asker),
    hasList: (asker: Asker, name: string) => lists.some((one) => one.name === name && is(asker, one.organisationId)),
    reason: (asker: Asker, providerId: number) =>
      is(asker, providerId) || runsMember(asker, providerId) || isOperator(asker),
  };
}

// The world ------------------------------------------------------------------------------------------------------------

// Whoever asks may say in which form; it changes nothing of what is told.
const ACCEPTED = [undefined, 'application/graphql-response+json', 'text/event-stream, application/json', '*/*'];

/** A small nation with somebody in every role of several organisations of each kind, and canaries in all that is private. */
export async function makeWorld(db: Db, app: FastifyInstance): Promise<World> {
  await seedDemo(db, { providers: 12, years: 2 });
  const canaries: World['canaries'] = [];
  const things: Thing[] = [];
  const plant = (what: string, seen: (asker: Asker) => boolean) => canaries.push({ what, seen }) - 1;
  const word = (...planted: Parameters<typeof plant>) => `canary${plant(...planted)}x`;
  // Odd in its last place, so that no digit is dropped.
  const amount = (...planted: Parameters<typeof plant>) =>
    Number(`27.1828${String(plant(...planted)).padStart(4, '0')}7`);

  const { facts, askers } = await asSystem(db, async (trx) => {
    const found = await addPeople(trx);
    await addComments(trx, found.askers);
    await plantAll(trx, found.facts, { word, amount, things });
    return found;
  });
  for (const [index, asker] of askers.entries()) {
    const accept = ACCEPTED[index % ACCEPTED.length];
    asker.headers = { ...(await signIn(db, asker)), ...(accept && { accept }) };
  }

  const response = await app.inject({ method: 'POST', url: '/graphql', payload: { query: getIntrospectionQuery() } });
  return {
    db,
    send: (request) => app.inject(request),
    downloads: downloadsOf(app),
    schema: buildClientSchema(response.json().data),
    askers,
    things,
    byId: new Map(things.map((thing) => [toId(thing.type, thing.key), thing])),
    facts,
    canaries,
  };
}

// From the tree in which the server prints its routes.
function downloadsOf(app: FastifyInstance): string[] {
  const above: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, branch = '', part = '', methods = ''] = /^([│├└─\s]*)(\S+) \((.*)\)$/.exec(line) ?? [];
      const depth = branch.length / 4;
      above.splice(depth - 1, Infinity, part);
      const path = above.join('');
      return path.startsWith('/files') && methods.includes('GET') ? path : [];
    });
}

async function addPeople(trx: Trx): Promise<{ facts: Facts; askers: Asker[] }> {
  const organisations = await trx
    .selectFrom('organisation')
    .select(['id', 'kind', 'number', 'countyUnitId', 'isOperator'])
    .select(sql<boolean>`coalesce(valid_to, 'infinity') < current_date`.as('isClosed'))
    .orderBy('id')
    .execute();
  const agreed = await trx
    .selectFrom('agreement')
    .select([
      'navOfficeId',
      'providerId',
      sql<boolean>`current_date between valid_from and coalesce(valid_to, 'infinity')`.as('now'),
    ])
    .execute();
  const ofKind = (kind: OrganisationKind) => organisations.filter((one) => one.kind === kind && !one.isClosed);
  const need = <T>(found: T | undefined): T => {
    if (found === undefined) throw new Error('The demo nation lacks somebody that the crawl needs.');
    return found;
  };

  // One's own: the provider that the demo is about. Its sibling lies under the same county unit, the foreign one does not.
  const [own, ...providers] = ofKind('provider');
  const ownProvider = need(own);
  const sibling = need(providers.find(({ countyUnitId }) => countyUnitId === ownProvider.countyUnitId));
  const foreign = need(providers.find(({ countyUnitId }) => countyUnitId !== ownProvider.countyUnitId));
  const isAgreed = (office: Organisation, provider: Organisation) =>
    agreed.some((one) => one.navOfficeId === office.id && one.providerId === provider.id);
  const offices = ofKind('nav-office');
  const ownOffice = need(offices.find((office) => isAgreed(office, ownProvider)));
  const foreignOffice = need(offices.find((office) => isAgreed(office, foreign) && !isAgreed(office, ownProvider)));
  const [without, ended] = offices.filter(({ id }) => !agreed.some(({ navOfficeId }) => navOfficeId === id));
  const endedOffice = need(ended);
  await trx
    .insertInto('agreement')
    .values({
      navOfficeId: endedOffice.id,
      providerId: ownProvider.id,
      programme: 'AB',
      validFrom: '2020-01-01',
      validTo: '2025-12-31',
    })
    .execute();
  const county = need(organisations.find(({ id }) => id === ownProvider.countyUnitId));
  const foreignCounty = need(organisations.find(({ id }) => id === foreign.countyUnitId));

  const tenants = [
    ownProvider,
    sibling,
    foreign,
    ownOffice,
    foreignOffice,
    endedOffice,
    need(without),
    county,
    foreignCounty,
    ...ofKind('directorate'),
    ...ofKind('association'),
  ];
  const askers: Asker[] = [];
  const addPerson = async (name: string, suspended = false) => {
    const id = randomUUID();
    await trx
      .insertInto('person')
      .values({ id, name, email: `${id}@example.no`, suspendedAt: suspended ? new Date() : null })
      .execute();
    return id;
  };
  const join = (personId: string, { id }: Organisation, role: Role, endedAt: Date | null = null) =>
    trx.insertInto('membership').values({ personId, organisationId: id, role, endedAt }).execute();
  const ask = (asker: Omit<Asker, 'headers' | 'mayWrite'> & { mayWrite?: boolean }) =>
    askers.push({ mayWrite: true, headers: {}, ...asker });

  for (const organisation of tenants) {
    for (const role of ['viewer', 'member', 'manager'] as const) {
      const name = `${role} of ${organisation.kind} ${organisation.number}`;
      const personId = await addPerson(name);
      await join(personId, organisation, role);
      ask({ name, organisation, role, personId });
      if (role === 'manager') ask({ name: `read token of the ${name}`, organisation, role, personId, mayWrite: false });
    }
  }
  // A manager of one office who is a member of a foreign provider too: acting for either, they are that alone.
  const both = await addPerson('two memberships');
  await join(both, ownOffice, 'manager');
  await join(both, foreign, 'member');
  ask({ name: 'two memberships, as office', organisation: ownOffice, role: 'manager', personId: both });
  ask({ name: 'two memberships, as provider', organisation: foreign, role: 'member', personId: both });

  ask({ name: 'nobody', organisation: null, role: 'viewer', personId: '' });
  const closed = need(organisations.find(({ isClosed }) => isClosed));
  const left = await addPerson('closed organisation');
  await join(left, closed, 'manager');
  ask({ name: 'closed organisation', organisation: null, role: 'manager', personId: left });
  for (const name of [
    'suspended',
    'ended membership',
    'expired session',
    'idle session',
    'expired token',
    'revoked token',
  ]) {
    const personId = await addPerson(name, name === 'suspended');
    await join(personId, ownProvider, 'manager', name === 'ended membership' ? new Date() : null);
    ask({ name, organisation: null, role: 'manager', personId });
  }

  const memberships = await trx
    .selectFrom('membership')
    .where('endedAt', 'is', null)
    .select(['id', 'personId', 'organisationId', 'role'])
    .execute();
  // Those whose lists are asked about.
  const askedAbout = [ownOffice.id, foreign.id, ownProvider.id];
  const facts: Facts = {
    organisations,
    agreements: new Set(
      agreed.flatMap(({ navOfficeId, providerId, now }) => (now ? `${navOfficeId}/${providerId}` : [])),
    ),
    members: new Set(
      (await trx.selectFrom('providerAssociation').selectAll().execute()).map(
        ({ associationId, providerId }) => `${associationId}/${providerId}`,
      ),
    ),
    memberships,
    authors: new Map(),
    openThreads: [],
    agreed: new Set(),
    publishedYears: (
      await trx.selectFrom('measurementYear').where('revision', 'is not', null).select('year').execute()
    ).map(({ year }) => year),
    lists: [...new Set(memberships.map(({ organisationId }) => organisationId))]
      .sort((a, b) => askedAbout.indexOf(b) - askedAbout.indexOf(a))
      .map((organisationId) => ({ organisationId, name: `Favoritter ${organisationId}` })),
    numbers: {
      provider: [ownProvider.number, sibling.number, foreign.number, NOBODY],
      navOffice: [ownOffice.number, foreignOffice.number, endedOffice.number, NOBODY],
      county: [county.number, foreignCounty.number, NOBODY],
      association: [...ofKind('association').map(({ number }) => number), NOBODY],
    },
  };
  return { facts, askers };
}

/** What some of those who ask have written themselves: in each organisation its manager, in a thread that is open. */
async function addComments(trx: Trx, askers: readonly Asker[]): Promise<void> {
  for (const { organisation, personId, role, name, mayWrite } of askers) {
    if (!organisation || role !== 'manager' || !mayWrite) continue;
    const thread = await trx
      .selectFrom('thread')
      .where((eb) => eb.or([eb('providerId', '=', organisation.id), eb('counterpartId', '=', organisation.id)]))
      .where('resolvedAt', 'is', null)
      .select(['id as threadId', 'providerId', 'counterpartId'])
      .select((eb) =>
        eb
          .selectFrom('comment')
          .whereRef('threadId', '=', 'thread.id')
          .select((last) => sql<number>`${last.fn.max('seq')} + 1`.as('seq'))
          .as('seq'),
      )
      .orderBy('thread.id')
      .limit(1)
      .executeTakeFirst();
    if (!thread) continue;
    const comment = {
      ...thread,
      seq: thread.seq ?? 1,
      organisationId: organisation.id,
      personId,
      personName: name,
      body: '',
    };
    await trx.insertInto('comment').values(comment).execute();
  }
}

/** A practice in every state by several providers, each asked about by an office and adopted by its writer's neighbours. */
async function addPractices(trx: Trx, { organisations, memberships }: Facts): Promise<void> {
  const providers = organisations.filter(({ kind }) => kind === 'provider').slice(0, 4);
  const offices = new Set(organisations.filter(({ kind }) => kind === 'nav-office').map(({ id }) => id));
  const asker = memberships.find(({ organisationId }) => offices.has(organisationId));
  for (const { id: providerId } of providers) {
    for (const state of ['draft', 'submitted', 'returned', 'published', 'withdrawn'] as const) {
      const { id: practiceId } = await trx
        .insertInto('practice')
        .values({ providerId, state, title: '' })
        .returning('id')
        .executeTakeFirstOrThrow();
      const about = { practiceId, providerId, indicator: 'job-acquisition', programme: 'AB' };
      await trx.insertInto('practiceIndicator').values(about).execute();
      if (asker) {
        const { organisationId, personId } = asker;
        const question = { practiceId, providerId, organisationId, personId, body: '' };
        await trx.insertInto('practiceQuestion').values(question).execute();
        await trx
          .insertInto('practiceQuestion')
          .values({ ...question, state: 'answered', answer: 'Ja' })
          .execute();
      }
      await trx
        .insertInto('practiceAdoption')
        .values(
          providers
            .filter(({ id }) => id !== providerId)
            .map(({ id }) => ({ practiceId, providerId: id, adoptedOn: '2026-01-01' })),
        )
        .execute();
    }
  }
}

/** Signs the asker in the way that their name says. */
async function signIn(db: Db, { name, organisation, personId, mayWrite }: Asker): Promise<Record<string, string>> {
  if (personId === '') return {};
  const past = new Date(Date.now() - 31 * 60_000);
  const { organisationId } = await asSystem(db, (trx) =>
    trx
      .selectFrom('membership')
      .where('personId', '=', personId)
      .where('organisationId', 'in', organisation ? [organisation.id] : trx.selectFrom('organisation').select('id'))
      .select('organisationId')
      .executeTakeFirstOrThrow(),
  );
  if (!mayWrite || name.endsWith('token')) {
    const token = randomUUID();
    const scope = mayWrite ? ('write' as const) : ('read' as const);
    const expiresAt = name === 'expired token' ? past : new Date(Date.now() + 3_600_000);
    const revokedAt = name === 'revoked token' ? past : null;
    const row = { personId, organisationId, tokenHash: hashOf(token), scope, expiresAt, revokedAt };
    await asSystem(db, (trx) => trx.insertInto('apiToken').values(row).execute());
    return { authorization: `Bearer ${token}` };
  }
  const id = await startSession(db, { personId, organisationId, idToken: null });
  if (name.endsWith('session')) {
    const change = name === 'idle session' ? { seenAt: past } : { expiresAt: past };
    await asSystem(db, (trx) => trx.updateTable('session').set(change).where('idHash', '=', hashOf(id)).execute());
  }
  return { cookie: `session=${id}` };
}

interface Planting {
  word: (what: string, seen: (asker: Asker) => boolean) => string;
  amount: (what: string, seen: (asker: Asker) => boolean) => number;
  things: Thing[];
}

/** Puts a canary wherever something private stands, and writes down who may see which row. */
async function plantAll(trx: Trx, facts: Facts, { word, amount, things }: Planting): Promise<void> {
  const may = oracle(facts);
  const numberOf = (id: number) => facts.organisations.find((one) => one.id === id)?.number;
  const thing = (type: string, key: string | number, seen: (asker: Asker) => boolean) =>
    things.push({ type, key, seen });

  for (const { id, providerId, counterpartId, createdBy, resolvedAt } of await trx
    .selectFrom('thread')
    .selectAll()
    .execute()) {
    const seen = (asker: Asker) => may.is(asker, providerId, counterpartId);
    thing('Thread', id, seen);
    if (resolvedAt === null) facts.openThreads.push(id);
    await trx
      .updateTable('thread')
      .set({ subject: word('thread subject', seen) })
      .where('id', '=', id)
      .execute();
    const { seq } = await trx
      .selectFrom('threadStep')
      .where('threadId', '=', id)
      .select((eb) => sql<number>`coalesce(${eb.fn.max('seq')}, 0) + 1`.as('seq'))
      .executeTakeFirstOrThrow();
    const by = { organisationId: counterpartId, personId: createdBy, personName: word('who resolved', seen) };
    await trx
      .insertInto('threadStep')
      .values({ threadId: id, seq, providerId, counterpartId, kind: 'resolved', ...by })
      .execute();
  }
  for (const comment of await trx.selectFrom('comment').selectAll().execute()) {
    const { id, providerId, counterpartId, organisationId, personId } = comment;
    const seen = (asker: Asker) => may.is(asker, providerId, counterpartId);
    thing('Comment', id, seen);
    facts.authors.set(id, { personId, organisationId });
    const mentions = JSON.stringify([{ organisationId, personId, name: word('mention', seen) }]);
    await trx
      .updateTable('comment')
      .set({ body: word('comment', seen), mentions })
      .where('id', '=', id)
      .execute();
    await trx
      .insertInto('commentEdit')
      .values({ commentId: id, providerId, counterpartId, seq: 99, body: word('earlier wording', seen) })
      .execute();
  }
  // One list by the name that the crawl gives, one whose name is private, and one that others know the name of.
  const favourites = facts.organisations.filter(({ kind }) => kind === 'provider').slice(0, 6);
  for (const { organisationId, name } of facts.lists) {
    const own = word('list of favourites', (asker) => may.is(asker, organisationId));
    const rows = ['Ola', own, name].flatMap((list) =>
      favourites.map(({ id }) => ({ organisationId, list, providerId: id })),
    );
    await trx.insertInto('favourite').values(rows).execute();
  }
  await addPractices(trx, facts);
  for (const { id, providerId, state } of await trx.selectFrom('practice').selectAll().execute()) {
    // A draft is its provider's; what is handed in its associations'; what is published everybody's.
    const seen = (asker: Asker) =>
      state === 'published'
        ? may.everybody(asker)
        : state === 'draft'
          ? may.is(asker, providerId)
          : may.reason(asker, providerId);
    thing('Practice', id, seen);
    await trx
      .updateTable('practice')
      .set({ title: word('practice', seen) })
      .where('id', '=', id)
      .execute();
  }
  for (const { id, providerId, organisationId, state } of await trx
    .selectFrom('practiceQuestion')
    .selectAll()
    .execute()) {
    const seen = (asker: Asker) =>
      state === 'answered' ? may.everybody(asker) : may.is(asker, providerId, organisationId);
    thing('PracticeQuestion', id, seen);
    await trx
      .updateTable('practiceQuestion')
      .set({ body: word('question', seen) })
      .where('id', '=', id)
      .execute();
  }
  for (const { practiceId, providerId } of await trx.selectFrom('practiceAdoption').selectAll().execute()) {
    await trx
      .updateTable('practiceAdoption')
      .set({ note: word('adoption', (asker) => may.is(asker, providerId)) })
      .where('practiceId', '=', practiceId)
      .where('providerId', '=', providerId)
      .execute();
  }
  // Whoever may only read has written nothing, so no other organisation has ever been given their name.
  const names = new Set(facts.memberships.filter(({ role }) => role === 'viewer').map(({ personId }) => personId));
  for (const personId of names) {
    const places = facts.memberships.filter((one) => one.personId === personId);
    if (places.some(({ role }) => role !== 'viewer')) continue;
    const seen = (asker: Asker) =>
      may.person(asker, personId) || places.some(({ organisationId }) => may.is(asker, organisationId));
    await trx
      .updateTable('person')
      .set({ name: word('name of a viewer', seen) })
      .where('id', '=', personId)
      .execute();
  }
  for (const { id, providerId, counterpartId } of await trx.selectFrom('meeting').selectAll().execute()) {
    const seen = (asker: Asker) => may.is(asker, providerId, counterpartId);
    thing('Meeting', id, seen);
    await trx
      .updateTable('meeting')
      .set({
        minutes: word('minutes', seen),
        agenda: JSON.stringify([{ kind: 'other', text: word('agenda', seen) }]),
        updatedByName: word('who changed a meeting', seen),
        endReasonsOpenedBy: word('who opened end reasons', seen),
      })
      .where('id', '=', id)
      .execute();
    await trx
      .updateTable('meetingConfirmation')
      .set({ personName: word('who confirmed', seen) })
      .where('meetingId', '=', id)
      .execute();
  }
  for (const { id, providerId, counterpartId } of await trx.selectFrom('action').selectAll().execute()) {
    const seen = (asker: Asker) => may.is(asker, providerId, counterpartId);
    thing('Action', id, seen);
    const [title, ownerName] = [word('action', seen), word('action owner', seen)];
    await trx.updateTable('action').set({ title, ownerName }).where('id', '=', id).execute();
  }
  for (const { id, ownerId, state } of await trx.selectFrom('generalTarget').selectAll().execute()) {
    const seen = (asker: Asker) => (state === 'published' ? may.everybody(asker) : may.is(asker, ownerId));
    thing('Target', id, seen);
    const value = amount('general target', seen);
    if (state === 'draft')
      await trx.updateTable('generalTarget').set({ value, low: null, high: null }).where('id', '=', id).execute();
  }
  for (const target of await trx.selectFrom('localTarget').selectAll().execute()) {
    const { id, providerId, navOfficeId, countyUnitId } = target;
    const seen = (asker: Asker) => may.is(asker, providerId, navOfficeId, countyUnitId);
    things.push({ type: 'Target', key: id, seen, named: (asker) => may.readsScorecard(asker, providerId) });
    const agreedValue = target.agreedAt
      ? amount('agreed target', (asker) => seen(asker) || may.readsScorecard(asker, providerId))
      : null;
    if (target.agreedAt && target.state !== 'withdrawn')
      facts.agreed.add([numberOf(providerId), numberOf(navOfficeId), target.year].join('/'));
    const value = target.state === 'agreed' ? agreedValue : amount('local target', seen);
    await trx
      .updateTable('localTarget')
      .set({ value, agreedValue, low: null, high: null, agreedLow: null, agreedHigh: null })
      .where('id', '=', id)
      .execute();
    const grounds = word('grounds', seen);
    const personName = word('who moved a target', seen);
    await trx.updateTable('targetStep').set({ grounds, personName }).where('targetId', '=', id).execute();
  }
  const nobody = () => false;
  for (const { id, organisationId } of await trx.selectFrom('targetDraft').selectAll().execute()) {
    const seen = (asker: Asker) => may.is(asker, organisationId);
    thing('TargetDraft', id, seen);
    const [updatedByName, readyByName] = [word('who drafted', seen), word('who handed over', seen)];
    const draft = { grounds: word('drafted grounds', seen), value: amount('drafted target', seen) };
    await trx
      .updateTable('targetDraft')
      .set({ ...draft, updatedByName, readyByName })
      .where('id', '=', id)
      .execute();
  }
  await trx
    .updateTable('targetTalk')
    .set({ setByName: word('who set the day', nobody) })
    .execute();
  for (const { providerId } of await trx.selectFrom('perspective').select('providerId').distinct().execute()) {
    const value = amount('survey theme', (asker) => may.readsScorecard(asker, providerId));
    await trx.updateTable('perspective').set({ value }).where('providerId', '=', providerId).execute();
  }
  for (const { providerId } of await trx.selectFrom('runningFigure').select('providerId').distinct().execute()) {
    const seen = (asker: Asker) => may.follows(asker, providerId);
    const [value, low] = [amount('running figure', seen), amount('end of its interval', seen)];
    await trx.updateTable('runningFigure').set({ value, low }).where('providerId', '=', providerId).execute();
    const numerator = amount('sum behind a running figure', nobody);
    await trx.updateTable('runningSum').set({ numerator }).where('providerId', '=', providerId).execute();
  }
  const decidedByName = word('who decided', (asker) => may.isKind(asker, 'directorate'));
  await trx.updateTable('suitability').set({ decidedByName }).execute();
  for (const { providerId, year } of await trx.selectFrom('report').selectAll().execute()) {
    thing('Report', `${providerId}-${year}`, (asker) => may.report(asker, providerId));
    const reopenedReason = word('reason', (asker) => may.reason(asker, providerId));
    await trx
      .updateTable('report')
      .set({ reopenedReason })
      .where('providerId', '=', providerId)
      .where('year', '=', year)
      .execute();
  }
  for (const { id, navOfficeId, providerId } of await trx.selectFrom('agreement').selectAll().execute())
    thing('Agreement', id, (asker) => may.agreement(asker, providerId, navOfficeId));
  for (const { id } of await trx.selectFrom('person').select('id').execute()) {
    const seen = (asker: Asker) => may.person(asker, id);
    thing('Person', id, seen);
    const email = `${word('e-mail address', seen)}@example.no`;
    await trx.updateTable('person').set({ email }).where('id', '=', id).execute();
  }
  for (const { id, personId, organisationId } of facts.memberships)
    thing(
      'Membership',
      id,
      (asker) => may.everybody(asker) && (asker.personId === personId || may.runsPeople(asker, organisationId)),
    );

  // True figures are the provider's own; published ones whoever reads the scorecard.
  for (const { providerId } of await trx.selectFrom('result').select('providerId').distinct().execute()) {
    const value = amount('true figure', (asker) => may.is(asker, providerId));
    await trx.updateTable('result').set({ value }).where('providerId', '=', providerId).execute();
    const shown = amount('published figure', (asker) => may.readsScorecard(asker, providerId));
    await trx
      .updateTable('figure')
      .set({ value: shown })
      .where('providerId', '=', providerId)
      .where('value', 'is not', null)
      .execute();
  }

  for (const number of facts.numbers.provider) {
    const provider = facts.organisations.find((one) => one.kind === 'provider' && one.number === number);
    if (!provider) continue;
    const providerId = provider.id;
    const seen = (asker: Asker) => may.is(asker, providerId);
    await trx
      .insertInto('participation')
      .values({ providerId, participationId: word('participation id', seen), programme: 'AB', startDate: '2026-01-01' })
      .execute();
    await trx
      .insertInto('placementPartner')
      .values({ providerId, partner: word('partner', seen) })
      .execute();
    await trx
      .insertInto('staffTraining')
      .values({ providerId, staffId: word('staff id', seen), inRehabilitation: true, date: '2026-03-01', hours: 15 })
      .execute();
    for (const { personId, role } of facts.memberships.filter(({ organisationId }) => organisationId === providerId)) {
      const isOwn = (asker: Asker) => asker.personId === personId && may.is(asker, providerId) && role !== 'viewer';
      const { id } = await trx
        .insertInto('uploadedFile')
        .values({ organisationId: providerId, personId, name: word('file name', isOwn), bytes: Buffer.from('x') })
        .returning('id')
        .executeTakeFirstOrThrow();
      thing('UploadedFile', id, isOwn);
      await trx
        .insertInto('import')
        .values({
          providerId,
          personId,
          personName: word('importer', seen),
          files: [word('import', seen)],
          counts: '{}',
        })
        .execute();
    }
  }
  // What one was told is one's own, and only for the organisation that it was told for.
  await sql`insert into notification (person_id, organisation_id, topic, kind, thing, path)
    select person_id, organisation_id, 'dialogue', 'started', 'crawl', '/' from membership where ended_at is null`.execute(
    trx,
  );
  for (const { id, personId, organisationId } of await trx.selectFrom('notification').selectAll().execute()) {
    const seen = (asker: Asker) => asker.personId === personId && may.is(asker, organisationId);
    thing('Notification', id, seen);
    const details = JSON.stringify({ who: word('notification', seen), subject: word('notification', seen) });
    await trx
      .updateTable('notification')
      .set({ details, path: `/${word('path of a notification', seen)}` })
      .where('id', '=', id)
      .execute();
  }
  const sides = facts.organisations.filter(({ id }) =>
    facts.memberships.some(({ organisationId }) => organisationId === id),
  );
  for (const [index, { id }] of sides.entries()) {
    const concerned = index % 2 ? (sides[index - 1]?.id ?? null) : null;
    const seen = (asker: Asker) => may.isManager(asker) && may.is(asker, id, concerned);
    await sql`select set_config('batt.organisation', ${String(id)}, true),
      app.audit('crawl', ${word('audit subject', seen)}, ${concerned}, ${JSON.stringify({ note: word('audit', seen) })}::jsonb)`.execute(
      trx,
    );
    const { seq } = await trx
      .selectFrom('auditEntry')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .executeTakeFirstOrThrow();
    thing('AuditEntry', seq, seen);
  }
}
