import { parse, subscribe } from 'graphql';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Context } from '../../context.ts';
import { asSystem } from '../../db/as-viewer.ts';
import { openDatabase } from '../../db/client.ts';
import { openListener } from '../../db/listen.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { schema } from '../../schema.ts';
import { ask } from '../../test-client.ts';
import { installCatalogue } from '../indicators/indicators.ts';

const { db, url, drop } = await testDatabase();
afterAll(drop);
let nation: TestNation;
beforeAll(async () => {
  nation = await testNation(db);
  await asSystem(db, installCatalogue);
});

const START = `mutation ($input: StartThreadInput!) { startThread(input: $input) {
  __typename
  ... on StartThreadSuccess { thread { id subject unread viewerCan provider { name } counterpart { name } indicator { code } programme { code }
    comments { edges { node { seq body mine personName organisation { name } } } } } }
  ... on UserError { code message }
  ... on ValidationError { fields { path code } }
} }`;
const COMMENT = `mutation ($input: AddCommentInput!) { addComment(input: $input) {
  __typename ... on AddCommentSuccess { comment { id seq body } thread { id unread } } ... on UserError { code message } } }`;
const READ = `query ($id: ID!) { node(id: $id) { ... on Thread { subject unread resolvedAt resolvedBy viewerCan lastComment { body }
  comments { edges { node { seq body mine } } } actions { title state dueDate ownerName owner { name } } } } }`;

const about = {
  subject: 'Formidling til arbeid',
  body: 'Hva gjorde dere i vår?',
  indicator: 'job-acquisition',
  programme: 'AB',
  year: 2024,
};
const start = async (who: string, input: object) =>
  (await ask(db, who, START, { input: { ...about, ...input } })).data.startThread;
const opened = async (): Promise<string> =>
  (await start('member@frogner.example', { provider: nation.numbers.bro })).thread.id;

describe('who talks with whom', () => {
  test('a Nav office with an agreement opens a thread, and the provider reads and answers it', async () => {
    const started = await start('member@frogner.example', { provider: nation.numbers.bro });
    expect(started.thread).toMatchObject({
      subject: about.subject,
      unread: 0,
      provider: { name: 'Bro AS' },
      counterpart: { name: 'Nav Frogner' },
      indicator: { code: 'job-acquisition' },
      programme: { code: 'AB' },
    });
    const { id } = started.thread;
    expect((await ask(db, 'viewer@bro.example', READ, { id })).data.node).toMatchObject({ unread: 1, viewerCan: [] });
    const answered = await ask(db, 'member@bro.example', COMMENT, {
      input: { threadId: id, body: 'Vi ringte bedrifter.' },
    });
    expect(answered.data.addComment.comment).toMatchObject({ seq: 2, body: 'Vi ringte bedrifter.' });
    const { node } = (await ask(db, 'member@frogner.example', READ, { id })).data;
    expect(node).toMatchObject({
      unread: 1,
      lastComment: { body: 'Vi ringte bedrifter.' },
      viewerCan: ['comment', 'addAction', 'resolve'],
    });
    expect(node.comments.edges.map((edge: { node: object }) => edge.node)).toEqual([
      { seq: 1, body: about.body, mine: true },
      { seq: 2, body: 'Vi ringte bedrifter.', mine: false },
    ]);
  });

  test('a provider opens one with its offices, present and former, and with its county unit', async () => {
    const open = (who: string, counterpart: string, counterpartKind: string) =>
      start(who, { provider: nation.numbers.bro, counterpart, counterpartKind });
    expect((await open('member@bro.example', '0312', 'NAV_OFFICE')).thread.counterpart.name).toBe('Nav Frogner');
    expect((await open('member@bro.example', '0300', 'COUNTY_UNIT')).thread.counterpart.name).toBe('Oslo');
    const former = await start('member@raskt.example', { provider: nation.numbers.raskt, counterpart: '0312' });
    expect(former.thread.counterpart.name).toBe('Nav Frogner');
  });

  test.each([
    ['an office without an agreement', 'member@arendal.example', {}, 'ForbiddenError'],
    ['an office whose agreement has ended', 'member@frogner.example', { provider: '810059672' }, 'ForbiddenError'],
    ['another county unit', 'member@agder.example', {}, 'ForbiddenError'],
    ['the directorate', 'manager@directorate.example', {}, 'ForbiddenError'],
    ['an association', 'manager@operator.example', {}, 'ForbiddenError'],
    ['whoever may only read', 'viewer@frogner.example', {}, 'ForbiddenError'],
    ['a provider for another', 'member@raskt.example', { counterpart: '0312' }, 'ForbiddenError'],
    [
      'a provider with an office that it never worked for',
      'member@bro.example',
      { counterpart: '1001' },
      'ForbiddenError',
    ],
    ['nobody known', 'member@frogner.example', { provider: '999999999' }, 'NotFoundError'],
    ['no such indicator', 'member@frogner.example', { indicator: 'luck' }, 'ValidationError'],
  ])('refused: %s', async (_what, who, input, error) => {
    expect(await start(who, { provider: nation.numbers.bro, ...input })).toMatchObject({ __typename: error });
  });

  test('third parties meet nothing, as if it did not exist', async () => {
    const id = await opened();
    const nothing = await ask(db, 'manager@raskt.example', READ, {
      id: Buffer.from('Thread:00000000-0000-4000-8000-000000000000').toString('base64'),
    });
    for (const who of ['raskt', 'sor', 'arendal', 'oslo', 'agder', 'directorate', 'operator', 'otherAssociation']) {
      const email = `manager@${who}.example`;
      expect(await ask(db, email, READ, { id }), who).toEqual(nothing);
      const answer = (await ask(db, email, COMMENT, { input: { threadId: id, body: 'Hei' } })).data.addComment;
      expect(answer, who).toEqual({
        __typename: 'NotFoundError',
        code: 'unknown-thread',
        message: 'There is no such thread.',
      });
      const { threads } = (
        await ask(
          db,
          email,
          `{ threads(provider: "${nation.numbers.bro}", indicator: "job-acquisition") { edges { node { id } } } }`,
        )
      ).data;
      expect(
        threads.edges.map((edge: { node: { id: string } }) => edge.node.id),
        who,
      ).not.toContain(id);
    }
  });

  test('whoever may only read does not write', async () => {
    const id = await opened();
    const answer = await ask(db, 'viewer@bro.example', COMMENT, { input: { threadId: id, body: 'Hei' } });
    expect(answer.data.addComment).toMatchObject({ __typename: 'ForbiddenError' });
  });
});

describe('comments', () => {
  test('twenty at once from both sides get twenty numbers without gaps', async () => {
    const id = await opened();
    const send = (index: number) =>
      ask(db, index % 2 ? 'member@bro.example' : 'manager@frogner.example', COMMENT, {
        input: { threadId: id, body: `Nr. ${index}` },
      });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => send(index)));
    const seqs: number[] = answers.map(({ data }) => data.addComment.comment.seq);
    expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
  });

  test('a national identity number is stopped, and its text told to nobody', async () => {
    const id = await opened();
    for (const number of ['13097248022', '130972 48022']) {
      const body = `Deltakeren ${number} sluttet`;
      const { addComment } = (await ask(db, 'member@bro.example', COMMENT, { input: { threadId: id, body } })).data;
      expect(addComment).toMatchObject({ __typename: 'ValidationError', code: 'identity-number' });
      expect(JSON.stringify(addComment)).not.toContain('13097');
      expect(await start('member@frogner.example', { provider: nation.numbers.bro, subject: body })).toMatchObject({
        code: 'identity-number',
        fields: [{ path: 'subject', code: 'identity-number' }],
      });
    }
    const harmless = { threadId: id, body: 'Organisasjonsnummer 810034882, telefon 13097248023' };
    expect((await ask(db, 'member@bro.example', COMMENT, { input: harmless })).data.addComment).toMatchObject({
      __typename: 'AddCommentSuccess',
    });
  });

  test('come in pages from either end', async () => {
    const id = await opened();
    for (const body of ['b', 'c', 'd']) await ask(db, 'member@bro.example', COMMENT, { input: { threadId: id, body } });
    const page = async (args: string) => {
      const { data } = await ask(
        db,
        'viewer@bro.example',
        `query ($id: ID!) { node(id: $id) { ... on Thread { comments(${args}) {
        edges { cursor node { seq } } pageInfo { hasNextPage hasPreviousPage } } } } }`,
        { id },
      );
      return data.node.comments;
    };
    const first = await page('first: 2');
    expect(first.edges.map((edge: { node: object }) => edge.node)).toEqual([{ seq: 1 }, { seq: 2 }]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const next = await page(`first: 5, after: "${first.edges[1].cursor}"`);
    expect(next.edges.map((edge: { node: object }) => edge.node)).toEqual([{ seq: 3 }, { seq: 4 }]);
    expect((await page('last: 1')).edges.map((edge: { node: object }) => edge.node)).toEqual([{ seq: 4 }]);
  });

  test('reading is marked, never backwards, and each reader has a mark of their own', async () => {
    const id = await opened();
    for (const body of ['b', 'c']) await ask(db, 'member@frogner.example', COMMENT, { input: { threadId: id, body } });
    const mark = async (who: string, seq: number) =>
      (
        await ask(
          db,
          who,
          `mutation ($input: MarkThreadReadInput!) { markThreadRead(input: $input) { ... on MarkThreadReadSuccess { thread { unread } } ... on UserError { code } } }`,
          { input: { threadId: id, seq } },
        )
      ).data.markThreadRead;
    expect(await mark('viewer@bro.example', 2)).toEqual({ thread: { unread: 1 } });
    expect(await mark('viewer@bro.example', 1)).toEqual({ thread: { unread: 1 } });
    expect(await mark('viewer@bro.example', 99)).toEqual({ thread: { unread: 0 } });
    expect(await mark('manager@raskt.example', 1)).toEqual({ code: 'unknown-thread' });
    expect((await ask(db, 'member@bro.example', READ, { id })).data.node.unread).toBe(3);
    const unread = `query ($id: String) { threads(unread: true, provider: $id, first: 500) { edges { node { id } } } }`;
    const idsOf = async (who: string) =>
      (await ask(db, who, unread, { id: nation.numbers.bro })).data.threads.edges.map(
        (edge: { node: { id: string } }) => edge.node.id,
      );
    expect(await idsOf('member@bro.example')).toContain(id);
    expect(await idsOf('viewer@bro.example')).not.toContain(id);
  });
});

describe('closing and acting', () => {
  const SET = (
    name: string,
  ) => `mutation ($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
    __typename ... on UserError { code } } }`;

  test('a resolved thread takes no comment until it is opened again', async () => {
    const input = { threadId: await opened() };
    const act = async (name: string, more = {}) =>
      (await ask(db, 'member@bro.example', SET(name), { input: { ...input, ...more } })).data[name];
    expect(await act('reopenThread')).toMatchObject({ code: 'thread-open' });
    expect(await act('resolveThread')).toMatchObject({ __typename: 'ResolveThreadSuccess' });
    expect(await act('resolveThread')).toMatchObject({ __typename: 'ConflictError', code: 'thread-resolved' });
    expect(await act('addComment', { body: 'Hei' })).toMatchObject({
      __typename: 'ConflictError',
      code: 'thread-resolved',
    });
    const { node } = (await ask(db, 'member@frogner.example', READ, { id: input.threadId })).data;
    expect(node).toMatchObject({ resolvedBy: 'bro member', viewerCan: ['addAction', 'reopen'] });
    expect(await act('reopenThread')).toMatchObject({ __typename: 'ReopenThreadSuccess' });
    expect(await act('addComment', { body: 'Hei' })).toMatchObject({ __typename: 'AddCommentSuccess' });
  });

  test('actions belong to one of the two sides and are changed by both', async () => {
    const threadId = await opened();
    const ADD = `mutation ($input: AddActionInput!) { addAction(input: $input) { ... on AddActionSuccess { action { id state owner { name } } } ... on UserError { code } } }`;
    const add = async (who: string, more = {}) =>
      (
        await ask(db, who, ADD, {
          input: { threadId, title: 'Ring fem bedrifter', ownerKind: 'PROVIDER', dueDate: '2025-02-01', ...more },
        })
      ).data.addAction;
    const { action } = await add('member@frogner.example');
    expect(action).toMatchObject({ state: 'PROPOSED', owner: { name: 'Bro AS' } });
    expect(await add('member@frogner.example', { ownerKind: 'COUNTY_UNIT' })).toEqual({ code: 'not-a-side' });
    expect(await add('viewer@bro.example')).toEqual({ code: 'role' });
    expect(await add('member@raskt.example')).toEqual({ code: 'unknown-thread' });
    const UPDATE = `mutation ($input: UpdateActionInput!) { updateAction(input: $input) { ... on UpdateActionSuccess { action { state dueDate ownerName } } ... on UserError { code } } }`;
    const update = async (who: string, input: object) =>
      (await ask(db, who, UPDATE, { input: { id: action.id, ...input } })).data.updateAction;
    expect(await update('member@bro.example', { state: 'ACCEPTED', ownerName: 'Kari' })).toEqual({
      action: { state: 'ACCEPTED', dueDate: '2025-02-01', ownerName: 'Kari' },
    });
    expect(await update('member@bro.example', { dueDate: null })).toMatchObject({
      action: { state: 'ACCEPTED', dueDate: null },
    });
    expect(await update('manager@raskt.example', { state: 'DROPPED' })).toEqual({ code: 'unknown-action' });
    const list = `{ actions(state: ACCEPTED) { edges { node { title thread { id } } } } }`;
    expect((await ask(db, 'viewer@frogner.example', list)).data.actions.edges).toContainEqual({
      node: { title: 'Ring fem bedrifter', thread: { id: threadId } },
    });
    expect((await ask(db, 'viewer@arendal.example', list)).data.actions.edges).toEqual([]);
  });
});

describe('events', () => {
  const FOLLOW = parse(
    `subscription ($threadId: ID) { threadEvents(threadId: $threadId) { kind thread { id } comment { body } } }`,
  );

  async function follow(
    who: { key: 'bro' | 'frogner' | 'raskt' | 'oslo' },
    database = db,
    threadId: string | null = null,
  ) {
    const listener = openListener(url);
    const context = new Context({
      db: database,
      listener,
      signedIn: { viewer: nation.viewer(who.key, 'viewer'), sessionHash: null },
      requestId: 'test',
      log: pino({ enabled: false }),
      setSession: () => {},
    });
    const stream = await subscribe({ schema, document: FOLLOW, contextValue: context, variableValues: { threadId } });
    if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
    // Listening begins a moment after the connection is made.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return {
      next: async () => JSON.parse(JSON.stringify((await stream.next()).value)).data.threadEvents,
      async close() {
        await stream.return(undefined);
        await listener.close();
      },
    };
  }

  test('reach both sides through two processes, and nobody else', async () => {
    const threadId = await opened();
    const elsewhere = openDatabase(url);
    const [bro, frogner, raskt] = [
      await follow({ key: 'bro' }),
      await follow({ key: 'frogner' }, elsewhere, threadId),
      await follow({ key: 'raskt' }),
    ];
    let stranger: unknown = null;
    const told = (what: unknown) => (stranger = what);
    void raskt.next().then(told, told);
    await ask(elsewhere, 'member@bro.example', COMMENT, { input: { threadId, body: 'Ny kommentar' } });
    const event = { kind: 'COMMENT', thread: { id: threadId }, comment: { body: 'Ny kommentar' } };
    expect(await bro.next()).toEqual(event);
    expect(await frogner.next()).toEqual(event);
    await ask(
      db,
      'member@bro.example',
      `mutation ($input: ResolveThreadInput!) { resolveThread(input: $input) { __typename } }`,
      { input: { threadId } },
    );
    expect(await frogner.next()).toEqual({ kind: 'CHANGED', thread: { id: threadId }, comment: null });
    expect(stranger).toBeNull();
    await Promise.all([bro.close(), frogner.close(), raskt.close()]);
    await elsewhere.close();
  });

  test('of other threads stay out when one is followed, and ending it ends at once', async () => {
    const [followed, other] = [await opened(), await opened()];
    const bro = await follow({ key: 'bro' }, db, followed);
    await ask(db, 'member@frogner.example', COMMENT, { input: { threadId: other, body: 'annen' } });
    await ask(db, 'member@frogner.example', COMMENT, { input: { threadId: followed, body: 'denne' } });
    expect(await bro.next()).toMatchObject({ comment: { body: 'denne' } });
    const pending = bro.next().catch(() => 'ended');
    await bro.close();
    expect(await pending).toBe('ended');
  });
});
