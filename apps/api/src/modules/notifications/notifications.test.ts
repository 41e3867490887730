import { KINDS } from '@batt/domain/notifications/kinds';
import { parse, subscribe } from 'graphql';
import type { ExecutionResult } from 'graphql';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Context } from '../../context.ts';
import { asSystem, asViewer } from '../../db/as-viewer.ts';
import { openDatabase } from '../../db/client.ts';
import { openListener } from '../../db/listen.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { schema } from '../../schema.ts';
import { ask } from '../../test-client.ts';
import { installCatalogue } from '../indicators/indicators.ts';
import { remind, tell } from './notifications.ts';
import type { Notice } from './notifications.ts';

const { db, url, drop } = await testDatabase();
afterAll(drop);
let nation: TestNation;
beforeAll(async () => {
  nation = await testNation(db);
});
beforeEach(() =>
  asSystem(db, async (trx) => {
    await trx.deleteFrom('notification').execute();
    await trx.deleteFrom('notificationChoice').execute();
  }),
);

const LIST = `query ($unread: Boolean, $topic: NotificationTopic, $first: Int, $after: String) {
  viewer { unreadNotifications unreadElsewhere { organisation { name } unread } }
  notifications(unread: $unread, topic: $topic, first: $first, after: $after) {
    edges { node { id topic kind words(locale: NB) path readAt } } pageInfo { hasNextPage endCursor } } }`;
const READ = `mutation ($input: MarkNotificationReadInput!) { markNotificationRead(input: $input) {
  __typename ... on MarkNotificationReadSuccess { marked unread } ... on UserError { code } } }`;

const inbox = async (who: Parameters<typeof ask>[1], variables = {}) => {
  const { data } = await ask(db, who, LIST, variables);
  return {
    ...data.viewer,
    nodes: data.notifications.edges.map(({ node }: { node: object }) => node),
    page: data.notifications.pageInfo,
  };
};
const read = async (who: string, input: object) => (await ask(db, who, READ, { input })).data.markNotificationRead;

/** Frogner's member tells Bro. */
const told = (notice: Partial<Notice<'dialogue'> & { person: string }> = {}) =>
  asViewer(db, nation.viewer('frogner', 'member'), (trx) =>
    tell(trx, {
      to: nation.organisations.bro,
      topic: 'dialogue',
      kind: 'comment',
      thing: 'thread:1',
      path: '/threads/1',
      details: { who: 'Nav Frogner', subject: 'Kurs' },
      ...notice,
    }),
  );

describe('the inbox', () => {
  test('everybody of the organisation that is told, and nobody else, finds it there', async () => {
    await told();
    for (const role of ['viewer', 'member', 'manager']) {
      const { unreadNotifications, nodes } = await inbox(`${role}@bro.example`);
      expect(unreadNotifications).toBe(1);
      expect(nodes).toMatchObject([
        {
          topic: 'DIALOGUE',
          kind: 'comment',
          words: 'Nytt innlegg i «Kurs» fra Nav Frogner',
          path: '/threads/1',
          readAt: null,
        },
      ]);
    }
    for (const other of ['member@frogner.example', 'manager@raskt.example', 'manager@oslo.example']) {
      expect(await inbox(other)).toMatchObject({ unreadNotifications: 0, nodes: [] });
    }
  });

  test('one person alone, and never the one who acts', async () => {
    await told({ person: nation.viewer('bro', 'member').personId });
    expect((await inbox('member@bro.example')).nodes).toHaveLength(1);
    expect((await inbox('manager@bro.example')).nodes).toHaveLength(0);
    await told({ to: nation.organisations.frogner });
    expect((await inbox('member@frogner.example')).nodes).toHaveLength(0);
    expect((await inbox('viewer@frogner.example')).nodes).toHaveLength(1);
  });

  test('an organisation one has nothing to do with cannot be told', async () => {
    await told({ to: nation.organisations.sor });
    expect((await inbox('manager@sor.example')).nodes).toHaveLength(0);
  });

  test('what is told in a transaction that fails is not told', async () => {
    const failing = asViewer(db, nation.viewer('frogner', 'member'), async (trx) => {
      await tell(trx, { to: nation.organisations.bro, topic: 'dialogue', kind: 'comment', thing: 't', path: '/' });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await inbox('member@bro.example')).nodes).toHaveLength(0);
  });

  test('a later notice about the same thing replaces an unread one, and follows a read one', async () => {
    await told({ kind: 'started' });
    await told({ kind: 'comment' });
    expect((await inbox('member@bro.example')).nodes).toMatchObject([{ kind: 'comment' }]);
    await read('member@bro.example', {});
    await told({ kind: 'resolved' });
    expect((await inbox('member@bro.example')).nodes).toMatchObject([
      { kind: 'resolved', readAt: null },
      { kind: 'comment', readAt: expect.any(String) },
    ]);
  });

  test('comes page by page, latest first, and by topic and state', async () => {
    for (const number of [1, 2, 3]) await told({ thing: `thread:${number}`, path: `/threads/${number}` });
    const first = await inbox('member@bro.example', { first: 2 });
    expect(first.nodes).toMatchObject([{ path: '/threads/3' }, { path: '/threads/2' }]);
    const rest = await inbox('member@bro.example', { first: 2, after: first.page.endCursor });
    expect(rest).toMatchObject({ nodes: [{ path: '/threads/1' }], page: { hasNextPage: false } });
    expect((await inbox('member@bro.example', { topic: 'TARGETS' })).nodes).toHaveLength(0);
    await read('member@bro.example', { id: first.nodes[0].id });
    expect((await inbox('member@bro.example', { unread: true })).nodes).toHaveLength(2);
    expect((await inbox('member@bro.example', { unread: false })).nodes).toHaveLength(1);
  });
});

describe('what is read', () => {
  test('one, those that lead to a page, or all, for oneself alone', async () => {
    for (const number of [1, 2, 3, 4]) await told({ thing: `thread:${number}`, path: `/threads/${number}?from=1` });
    const { nodes } = await inbox('member@bro.example');
    expect(await read('member@bro.example', { id: nodes[0].id })).toMatchObject({ marked: 1, unread: 3 });
    expect(await read('member@bro.example', { id: nodes[0].id })).toMatchObject({ marked: 0, unread: 3 });
    expect(await read('member@bro.example', { path: '/threads/2' })).toMatchObject({ marked: 1, unread: 2 });
    expect(await read('member@bro.example', { topic: 'TARGETS' })).toMatchObject({ marked: 0, unread: 2 });
    expect(await read('member@bro.example', {})).toMatchObject({ marked: 2, unread: 0 });
    expect((await inbox('manager@bro.example')).unreadNotifications).toBe(4);
  });

  test('what came after the page was drawn stays unread', async () => {
    await told();
    const until = new Date();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await told({ thing: 'thread:2' });
    expect(await read('member@bro.example', { until: until.toISOString() })).toMatchObject({ marked: 1, unread: 1 });
  });

  test("another person's is like none", async () => {
    await told();
    const { nodes } = await inbox('member@bro.example');
    const none = await read('manager@bro.example', { id: Buffer.from('Notification:999999').toString('base64') });
    expect(none).toEqual({ __typename: 'NotFoundError', code: 'unknown-notification' });
    expect(await read('manager@bro.example', { id: nodes[0].id })).toEqual(none);
    expect((await inbox('member@bro.example')).unreadNotifications).toBe(1);
  });
});

test('who belongs to two organisations has two inboxes, and learns of the other one only how much waits', async () => {
  await asSystem(db, (trx) =>
    trx
      .insertInto('membership')
      .values({
        personId: nation.viewer('bro', 'member').personId,
        organisationId: nation.organisations.arendal,
        role: 'viewer',
      })
      .execute(),
  );
  await told();
  const there = await inbox({ email: 'member@bro.example', organisation: nation.numbers.arendal });
  expect(there).toMatchObject({
    unreadNotifications: 0,
    unreadElsewhere: [{ organisation: { name: 'Bro AS' }, unread: 1 }],
    nodes: [],
  });
  const here = await inbox({ email: 'member@bro.example', organisation: nation.numbers.bro });
  expect(here).toMatchObject({ unreadNotifications: 1, unreadElsewhere: [] });
  await asSystem(db, (trx) =>
    trx
      .deleteFrom('membership')
      .where('organisationId', '=', nation.organisations.arendal)
      .where('personId', '=', nation.viewer('bro', 'member').personId)
      .execute(),
  );
});

describe('what the platform notices itself', () => {
  const notice = (count: number): Notice<'reporting'> => ({
    to: nation.organisations.bro,
    topic: 'reporting',
    kind: 'deadline-soon',
    thing: 'report:2024',
    path: '/report?year=2024',
    details: { year: 2024, date: '2025-01-15', count },
  });

  test('is told once, however often it is noticed, also after it was read', async () => {
    const notices = () => asSystem(db, (trx) => remind(trx, [notice(14)]));
    await notices();
    await notices();
    expect((await inbox('member@bro.example')).nodes).toHaveLength(1);
    await read('member@bro.example', {});
    await notices();
    expect((await inbox('member@bro.example')).nodes).toMatchObject([{ readAt: expect.any(String) }]);
    await asSystem(db, (trx) => remind(trx, [notice(3)]));
    expect((await inbox('member@bro.example')).nodes).toHaveLength(2);
  });
});

describe('reporting', () => {
  const mutate = async (name: string, input: object) =>
    (
      await ask(
        db,
        'manager@operator.example',
        `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`,
        { input },
      )
    ).data[name].__typename;

  test('a provider hears that its report is open again, and everybody that a year is published', async () => {
    await asSystem(db, async (trx) => {
      await installCatalogue(trx);
      await trx
        .insertInto('report')
        .values({ providerId: nation.organisations.bro, year: 2024, state: 'submitted' })
        .execute();
    });
    const reason = 'Et partnernavn manglet.';
    expect(await mutate('reopenReport', { provider: nation.numbers.bro, year: 2024, reason })).toMatch(/Success$/);
    expect((await inbox('member@bro.example')).nodes).toMatchObject([
      { words: 'Attføringsbedriftene har gjenåpnet rapporten for 2024', path: '/report?year=2024' },
    ]);
    expect((await inbox('member@raskt.example')).nodes).toHaveLength(0);

    expect(await mutate('closeYear', { year: 2024 })).toMatch(/Success$/);
    expect(await mutate('publishYear', { year: 2024 })).toMatch(/Success$/);
    const words = 'Tallene for 2024 er publisert';
    const path = `/scorecard/${nation.numbers.bro}?year=2024`;
    expect((await inbox('member@bro.example')).nodes[0]).toMatchObject({ words, path });
    expect((await inbox('viewer@oslo.example')).nodes).toMatchObject([{ words, path: '/comparison?year=2024' }]);
    expect((await inbox('manager@operator.example')).nodes, 'who publishes knows').toHaveLength(0);
    expect((await inbox('member@operator.example')).nodes).toHaveLength(1);
  });
});

describe('choices', () => {
  const CHOICES = '{ notificationChoices { emailIsSetUp choices { topic delivery } } }';
  const CHOOSE = `mutation ($input: ChooseDeliveryInput!) { chooseDelivery(input: $input) {
    __typename ... on ChooseDeliverySuccess { choice { topic delivery } } } }`;
  const choices = async (who: string) => (await ask(db, who, CHOICES)).data.notificationChoices;

  test('begin with the default and are kept for one person in one organisation', async () => {
    const before = await choices('viewer@bro.example');
    expect(before.emailIsSetUp).toBe(false);
    expect(before.choices).toEqual([
      { topic: 'TARGETS', delivery: 'DAILY' },
      { topic: 'DIALOGUE', delivery: 'DAILY' },
      { topic: 'ACTIONS', delivery: 'DAILY' },
      { topic: 'MEETINGS', delivery: 'DAILY' },
      { topic: 'REPORTING', delivery: 'NOW' },
      { topic: 'PRACTICES', delivery: 'WEEKLY' },
    ]);
    for (const delivery of ['NOW', 'NEVER']) {
      const input = { topic: 'TARGETS', delivery };
      expect((await ask(db, 'viewer@bro.example', CHOOSE, { input })).data.chooseDelivery).toMatchObject({
        choice: input,
      });
    }
    expect((await choices('viewer@bro.example')).choices[0]).toEqual({ topic: 'TARGETS', delivery: 'NEVER' });
    expect(await choices('member@bro.example')).toEqual(before);
  });
});

describe('as it comes', () => {
  test('whoever follows hears of their own, from another process too, and at first how much waits', async () => {
    await told();
    const listener = openListener(url);
    const elsewhere = openDatabase(url);
    const contextOf = (viewer: ReturnType<typeof nation.viewer>) =>
      new Context({
        db: elsewhere,
        listener,
        signedIn: { viewer, sessionHash: null },
        requestId: 'test',
        log: pino({ enabled: false }),
        setSession: () => {},
      });
    const document = parse('subscription { notificationArrived { unread notification { words(locale: EN) path } } }');
    const follow = async (viewer: ReturnType<typeof nation.viewer>) => {
      const stream = await subscribe({ schema, document, contextValue: contextOf(viewer) });
      if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
      const heard: unknown[] = [];
      void (async () => {
        for await (const { data } of stream as AsyncGenerator<ExecutionResult>) heard.push(data?.notificationArrived);
      })();
      return { heard, stop: () => stream.return?.(undefined) };
    };
    const member = await follow(nation.viewer('bro', 'member'));
    const foreign = await follow(nation.viewer('raskt', 'manager'));
    await expect.poll(() => member.heard.length, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(member.heard[0]).toEqual({ unread: 1, notification: null });
    // The listener hears from some moment on; what is told until then it never does.
    await expect
      .poll(
        async () => {
          await told({ thing: 'thread:2', path: '/threads/2' });
          return member.heard.at(-1);
        },
        { timeout: 5_000 },
      )
      .toEqual({
        unread: 2,
        notification: { words: 'New comment in “Kurs” by Nav Frogner', path: '/threads/2' },
      });
    expect(foreign.heard.every((event) => JSON.stringify(event) === '{"unread":0,"notification":null}')).toBe(true);
    await member.stop();
    await foreign.stop();
    await listener.close();
    await elsewhere.close();
  });
});

test('the database takes every topic', async () => {
  for (const topic of Object.keys(KINDS)) {
    await asSystem(db, (trx) =>
      remind(trx, [{ to: nation.organisations.bro, topic: topic as 'targets', kind: 'sent', thing: topic, path: '/' }]),
    );
  }
  expect((await inbox('member@bro.example')).nodes).toHaveLength(Object.keys(KINDS).length);
});
