import { parse, subscribe } from 'graphql';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Context } from '../../context.ts';
import { asSystem } from '../../db/as-viewer.ts';
import { openDatabase } from '../../db/client.ts';
import type { Db } from '../../db/client.ts';
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
const READ = `query ($id: ID!) { node(id: $id) { ... on Thread { subject unread resolvedAt steps { seq kind personName organisation { name } } viewerCan lastComment { body }
  comments { edges { node { seq body mine } } } } } }`;

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
    expect(node).toMatchObject({ viewerCan: ['addAction', 'reopen'] });
    const step = { personName: 'bro member', organisation: { name: 'Bro AS' } };
    expect(node.steps).toEqual([{ seq: 1, kind: 'RESOLVED', ...step }]);
    expect(await act('reopenThread')).toMatchObject({ __typename: 'ReopenThreadSuccess' });
    expect(await act('addComment', { body: 'Hei' })).toMatchObject({ __typename: 'AddCommentSuccess' });
    expect(await act('resolveThread')).toMatchObject({ __typename: 'ResolveThreadSuccess' });
    const again = (await ask(db, 'viewer@frogner.example', READ, { id: input.threadId })).data.node;
    expect(again.steps).toEqual([
      { seq: 1, kind: 'RESOLVED', ...step },
      { seq: 2, kind: 'REOPENED', ...step },
      { seq: 3, kind: 'RESOLVED', ...step },
    ]);
  });
});

describe('what a thread is about', () => {
  const ABOUT = `query ($id: ID!) { node(id: $id) { ... on Thread { about surveyTheme year target { id } indicator { code } programme { code } } } }`;
  const aboutOf = async (input: object) => {
    const { thread } = await start('member@frogner.example', { provider: nation.numbers.bro, ...input });
    return (await ask(db, 'viewer@bro.example', ABOUT, { id: thread.id })).data.node;
  };
  const nothing = { indicator: null, programme: null, year: null };
  const target = async (providerId: number, navOfficeId: number) => {
    const { id } = await asSystem(db, (trx) =>
      trx
        .insertInto('localTarget')
        .values({
          navOfficeId,
          providerId,
          countyUnitId: nation.organisations.oslo,
          indicator: 'active-solutions',
          programme: 'AB',
          year: 2024,
          state: 'proposed',
          value: 30,
        })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    return Buffer.from(`Target:${id}`).toString('base64');
  };

  test('a figure, a survey theme, a target or the targets in general, or none of these', async () => {
    expect(await aboutOf({})).toMatchObject({ about: 'FIGURE', indicator: { code: 'job-acquisition' }, target: null });
    expect(await aboutOf({ about: 'TARGET' })).toMatchObject({ about: 'TARGET', target: null, year: 2024 });
    expect(await aboutOf({ indicator: null, surveyTheme: 5 })).toEqual({
      about: 'SURVEY_THEME',
      surveyTheme: 5,
      year: 2024,
      target: null,
      indicator: null,
      programme: { code: 'AB' },
    });
    expect(await aboutOf(nothing)).toMatchObject({ about: 'OTHER', year: null });
    const id = await target(nation.organisations.bro, nation.organisations.frogner);
    expect(await aboutOf({ ...nothing, target: id })).toEqual({
      about: 'TARGET',
      surveyTheme: null,
      year: 2024,
      target: { id },
      indicator: { code: 'active-solutions' },
      programme: { code: 'AB' },
    });
  });

  test.each([
    ['a theme of no year', { surveyTheme: 5, year: null }, 'needed'],
    ['a theme that there is not', { surveyTheme: 10 }, 'invalid-input'],
    ['a target on nothing', { ...nothing, about: 'TARGET' }, 'needed'],
    [
      'no target',
      { target: Buffer.from('Target:00000000-0000-4000-8000-000000000000').toString('base64') },
      'unknown-target',
    ],
  ])('refused: %s', async (_what, input, code) => {
    const answer = await start('member@frogner.example', { provider: nation.numbers.bro, ...input });
    expect(answer).toMatchObject({ code });
  });

  test('a target between others is as one that does not exist', async () => {
    const foreign = await target(nation.organisations.sor, nation.organisations.arendal);
    const answer = await start('member@frogner.example', { provider: nation.numbers.bro, target: foreign });
    expect(answer).toEqual({
      __typename: 'NotFoundError',
      code: 'unknown-target',
      message: 'There is no such target between the two.',
    });
  });
});

describe('calling on people', () => {
  const MENTIONABLE = `query ($provider: String!, $counterpart: String, $kind: OrganisationKind) {
    mentionable(provider: $provider, counterpart: $counterpart, counterpartKind: $kind) { key name isPerson organisation { name } } }`;
  interface Named {
    key: string;
    name: string;
    isPerson: boolean;
  }
  const namesFor = async (who: string, variables: object): Promise<Named[]> =>
    (await ask(db, who, MENTIONABLE, { provider: nation.numbers.sor, ...variables })).data.mentionable;
  const WRITE = `mutation ($input: AddCommentInput!) { addComment(input: $input) { __typename
    ... on AddCommentSuccess { comment { id mentions { name isPerson isMe organisation { name } } } } ... on UserError { code message } } }`;
  const write = async (who: string, threadId: string, body: string, mentions: string[]) =>
    (await ask(db, who, WRITE, { input: { threadId, body, mentions } })).data.addComment;
  const asSor = { counterpart: '1001', kind: 'NAV_OFFICE' };

  test('a name of the other side is known once it has written, and as it was then', async () => {
    const isArendal = ({ name }: Named) => name.startsWith('arendal');
    expect((await namesFor('member@sor.example', asSor)).map(({ name }) => name)).toEqual([
      'Nav Arendal',
      'sor manager',
      'sor viewer',
    ]);
    const { thread } = await start('member@arendal.example', { provider: nation.numbers.sor });
    const [known] = (await namesFor('member@sor.example', asSor)).filter(isArendal);
    expect(known).toMatchObject({ name: 'arendal member', isPerson: true });
    // A new name that was not given stays unknown, and whoever has left can be called on no more.
    const arendal = nation.viewer('arendal', 'member');
    const rename = (name: string) =>
      asSystem(db, (trx) => trx.updateTable('person').set({ name }).where('id', '=', arendal.personId).execute());
    await rename('hemmelig navn');
    expect((await namesFor('member@sor.example', asSor)).filter(isArendal)).toEqual([known]);
    await rename('arendal member');

    const body = '@arendal member og @Nav Arendal: kan @sor viewer svare? Ikke @sor manager.';
    const everybody = await namesFor('member@sor.example', asSor);
    const keys = everybody.map(({ key }) => key);
    const answer = await write('member@sor.example', thread.id, body, keys);
    expect(answer.comment.mentions).toEqual([
      { name: 'Nav Arendal', isPerson: false, isMe: false, organisation: { name: 'Nav Arendal' } },
      { name: 'arendal member', isPerson: true, isMe: false, organisation: { name: 'Nav Arendal' } },
      { name: 'sor manager', isPerson: true, isMe: false, organisation: { name: 'Sør AS' } },
      { name: 'sor viewer', isPerson: true, isMe: false, organisation: { name: 'Sør AS' } },
    ]);
    const unnamed = await write('member@sor.example', thread.id, 'Ingen nevnt.', keys);
    expect(unnamed.comment.mentions).toEqual([]);
  });

  test('nobody is told a foreign name, however they ask', async () => {
    const { thread } = await start('member@frogner.example', { provider: nation.numbers.bro });
    const foreign = [
      nation.viewer('frogner', 'viewer'),
      nation.viewer('raskt', 'member'),
      nation.viewer('oslo', 'manager'),
      nation.viewer('directorate', 'manager'),
    ];
    const none = await write('member@bro.example', thread.id, '@x', ['999999:00000000-0000-4000-8000-000000000000']);
    expect(none).toMatchObject({ __typename: 'ValidationError', code: 'unknown-mention' });
    for (const { personId, personName, organisationId } of foreign) {
      for (const key of [
        `${organisationId}:${personId}`,
        `${nation.organisations.bro}:${personId}`,
        `${organisationId}`,
      ]) {
        const isOther = key === String(nation.organisations.frogner);
        const answer = await write('member@bro.example', thread.id, `@${personName}`, [key]);
        if (!isOther) expect(answer, key).toEqual(none);
        expect(JSON.stringify(answer)).not.toContain(personName);
      }
    }
    for (const [who, variables] of [
      ['member@raskt.example', { provider: nation.numbers.bro, counterpart: '0312', kind: 'NAV_OFFICE' }],
      ['manager@directorate.example', { provider: nation.numbers.bro, counterpart: '0312' }],
      ['manager@operator.example', { provider: nation.numbers.bro, counterpart: '0312' }],
      ['member@bro.example', { provider: nation.numbers.raskt, counterpart: '0312' }],
      ['member@bro.example', { provider: '999999999', counterpart: '0312' }],
    ] as const) {
      const names = (await namesFor(who, variables)).map(({ name }) => name);
      for (const { personName } of foreign) {
        if (who.split(/[@.]/)[1] === personName.split(' ')[0]) continue;
        expect(names, who).not.toContain(personName);
      }
    }
    // Another office that asks of the provider meets itself, and none of the provider's people.
    const asked = await namesFor('member@arendal.example', { provider: nation.numbers.bro, counterpart: '0312' });
    expect(asked.map(({ name }) => name)).toEqual(['Bro AS', 'arendal manager', 'arendal viewer']);
  });

  test('people are told: one notice for a thread while it is unread, and being called on outlasts what comes after', async () => {
    const told = async (key: 'bro' | 'frogner', role: 'manager' | 'member' | 'viewer', threadId: string) => {
      const rows = await asSystem(db, (trx) =>
        trx
          .selectFrom('notification')
          .where('personId', '=', nation.viewer(key, role).personId)
          .where('path', '=', `/threads/${encodeURIComponent(threadId)}`)
          .where('readAt', 'is', null)
          .select(['kind', 'details'])
          .execute(),
      );
      return rows.map(({ kind }) => kind);
    };
    const threadId = await opened();
    expect(await told('bro', 'viewer', threadId)).toEqual(['started']);
    expect(await told('frogner', 'member', threadId)).toEqual([]);
    expect(await told('frogner', 'manager', threadId)).toEqual([]);
    const bro = await asSystem(db, (trx) =>
      trx.selectFrom('notification').where('organisationId', '=', nation.organisations.bro).selectAll().execute(),
    );
    expect(JSON.stringify(bro)).not.toContain(about.body);
    const key = (role: 'manager' | 'member') => `${nation.organisations.bro}:${nation.viewer('bro', role).personId}`;
    await write('member@bro.example', threadId, 'Hei @bro manager', [key('manager')]);
    expect(await told('bro', 'manager', threadId)).toEqual(['mentioned']);
    expect(await told('frogner', 'member', threadId)).toEqual(['comment']);
    await ask(db, 'member@frogner.example', COMMENT, { input: { threadId, body: 'Takk' } });
    expect(await told('bro', 'manager', threadId)).toEqual(['mentioned']);
    expect(await told('bro', 'viewer', threadId)).toEqual(['comment']);
    const MARK = `mutation ($input: MarkThreadReadInput!) { markThreadRead(input: $input) { __typename } }`;
    await ask(db, 'manager@bro.example', MARK, { input: { threadId, seq: 2 } });
    expect(await told('bro', 'manager', threadId)).toEqual(['mentioned']);
    await ask(db, 'manager@bro.example', MARK, { input: { threadId, seq: 3 } });
    expect(await told('bro', 'manager', threadId)).toEqual([]);
    for (const name of ['resolveThread', 'reopenThread']) {
      const SET = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`;
      await ask(db, 'member@bro.example', SET, { input: { threadId } });
      expect(await told('frogner', 'viewer', threadId)).toEqual([name === 'resolveThread' ? 'resolved' : 'reopened']);
    }
  });
});

describe('changing what one wrote', () => {
  const EDIT = `mutation ($input: EditCommentInput!) { editComment(input: $input) { __typename
    ... on EditCommentSuccess { comment { body editedAt viewerCan } } ... on UserError { code } } }`;
  const COMMENTS = `query ($id: ID!) { node(id: $id) { ... on Thread { comments { edges { node { id seq body editedAt viewerCan edits { seq body } } } } } } }`;
  const edit = async (who: string, id: string, body: string, mentions: string[] = []) =>
    (await ask(db, who, EDIT, { input: { id, body, mentions } })).data.editComment;
  const firstOf = async (who: string, id: string) =>
    (await ask(db, who, COMMENTS, { id })).data.node.comments.edges[0].node;

  test('keeps every earlier wording, for both sides', async () => {
    const threadId = await opened();
    const { id, viewerCan } = await firstOf('member@frogner.example', threadId);
    expect(viewerCan).toEqual(['edit']);
    await edit('member@frogner.example', id, 'To');
    await edit('member@frogner.example', id, 'To');
    const changed = await edit('member@frogner.example', id, 'Tre');
    expect(changed).toMatchObject({ __typename: 'EditCommentSuccess', comment: { body: 'Tre', viewerCan: ['edit'] } });
    for (const who of ['viewer@bro.example', 'viewer@frogner.example']) {
      expect(await firstOf(who, threadId)).toMatchObject({
        body: 'Tre',
        editedAt: expect.any(String),
        viewerCan: [],
        edits: [
          { seq: 1, body: about.body },
          { seq: 2, body: 'To' },
        ],
      });
    }
  });

  test('is for the author alone, in an open thread, and not for identity numbers', async () => {
    const threadId = await opened();
    const { id } = await firstOf('member@frogner.example', threadId);
    for (const who of ['manager@frogner.example', 'member@bro.example']) {
      expect(await edit(who, id, 'Noe annet')).toEqual({ __typename: 'ForbiddenError', code: 'not-author' });
    }
    const none = Buffer.from('Comment:00000000-0000-4000-8000-000000000000').toString('base64');
    expect(await edit('manager@raskt.example', id, 'Noe annet')).toEqual(
      await edit('manager@raskt.example', none, 'Noe annet'),
    );
    expect(await edit('member@frogner.example', id, 'Det er 13097248022')).toMatchObject({ code: 'identity-number' });
    const RESOLVE = `mutation ($input: ResolveThreadInput!) { resolveThread(input: $input) { __typename } }`;
    await ask(db, 'member@bro.example', RESOLVE, { input: { threadId } });
    expect(await edit('member@frogner.example', id, 'For sent')).toMatchObject({ code: 'thread-resolved' });
    expect(await firstOf('member@frogner.example', threadId)).toMatchObject({
      body: about.body,
      viewerCan: [],
      edits: [],
    });
  });

  test('two changes at once lose no wording', async () => {
    const threadId = await opened();
    const { id } = await firstOf('member@frogner.example', threadId);
    const words = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(words.map((word) => edit('member@frogner.example', id, word)));
    const { body, edits } = await firstOf('viewer@bro.example', threadId);
    expect(edits.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2, 3, 4, 5]);
    const wordings = new Set([...edits.map((one: { body: string }) => one.body), body]);
    expect(wordings).toEqual(new Set([about.body, ...words]));
  });

  test('whoever is called on by a change is told, and nobody twice', async () => {
    const threadId = await opened();
    const { id } = await firstOf('member@frogner.example', threadId);
    const { personId } = nation.viewer('frogner', 'viewer');
    const key = `${nation.organisations.frogner}:${personId}`;
    const count = () =>
      asSystem(db, async (trx) => {
        const rows = await trx
          .selectFrom('notification')
          .where('personId', '=', personId)
          .where('path', '=', `/threads/${encodeURIComponent(threadId)}`)
          .select(['kind', 'createdAt'])
          .execute();
        return rows.map(({ kind, createdAt }) => `${kind} ${createdAt.toISOString()}`);
      });
    await edit('member@frogner.example', id, 'Hei @frogner viewer', [key]);
    const once = await count();
    expect(once).toEqual([expect.stringContaining('mentioned')]);
    await edit('member@frogner.example', id, 'Hei igjen @frogner viewer', [key]);
    expect(await count()).toEqual(once);
  });
});

describe('events', () => {
  const FOLLOW = parse(
    `subscription ($threadId: ID, $after: String) { threadEvents(threadId: $threadId, after: $after) { kind cursor thread { id } comment { body } } }`,
  );

  async function follow(
    who: { key: 'bro' | 'frogner' | 'raskt' | 'oslo' },
    { database = db, ...variables }: { database?: Db; threadId?: string; after?: string } = {},
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
    const stream = await subscribe({ schema, document: FOLLOW, contextValue: context, variableValues: variables });
    if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream));
    let cursor = '';
    const next = async () => {
      const { kind, thread, comment, ...event } = JSON.parse(JSON.stringify((await stream.next()).value)).data
        .threadEvents;
      cursor = event.cursor;
      return { kind, thread: thread?.id, ...(comment && { body: comment.body }) };
    };
    return {
      next,
      cursor: () => cursor,
      /** What is told until everything is told as it happens; the listener may have to connect first. */
      async caughtUp() {
        const told = [];
        for (let event = await next(); ; event = await next()) {
          if (event.kind === 'FOLLOWING') return told;
          told.push(event);
        }
      },
      async close() {
        await stream.return(undefined);
        await listener.close();
      },
    };
  }
  type Follower = Awaited<ReturnType<typeof follow>>;
  // Connecting to hear is one more reason to say that it hears.
  const settled = async (followers: Follower[]) => {
    for (const one of followers) {
      await one.caughtUp();
      await one.caughtUp();
    }
  };

  test('reach both sides through two processes, and nobody else', async () => {
    const threadId = await opened();
    const elsewhere = openDatabase(url);
    const [bro, frogner, raskt] = [
      await follow({ key: 'bro' }),
      await follow({ key: 'frogner' }, { database: elsewhere, threadId }),
      await follow({ key: 'raskt' }),
    ];
    await settled([bro, frogner, raskt]);
    let stranger: unknown = null;
    const told = (what: unknown) => (stranger = what);
    void raskt.next().then(told, told);
    await ask(elsewhere, 'member@bro.example', COMMENT, { input: { threadId, body: 'Ny kommentar' } });
    const event = { kind: 'COMMENT', thread: threadId, body: 'Ny kommentar' };
    expect(await bro.next()).toEqual(event);
    expect(await frogner.next()).toEqual(event);
    await ask(
      db,
      'member@bro.example',
      `mutation ($input: ResolveThreadInput!) { resolveThread(input: $input) { __typename } }`,
      { input: { threadId } },
    );
    expect(await frogner.next()).toEqual({ kind: 'CHANGED', thread: threadId });
    expect(stranger).toBeNull();
    await Promise.all([bro.close(), frogner.close(), raskt.close()]);
    await elsewhere.close();
  });

  test('of other threads stay out when one is followed, and ending it ends at once', async () => {
    const [followed, other] = [await opened(), await opened()];
    const bro = await follow({ key: 'bro' }, { threadId: followed });
    await settled([bro]);
    await ask(db, 'member@frogner.example', COMMENT, { input: { threadId: other, body: 'annen' } });
    await ask(db, 'member@frogner.example', COMMENT, { input: { threadId: followed, body: 'denne' } });
    expect(await bro.next()).toMatchObject({ body: 'denne' });
    const pending = bro.next().catch(() => 'ended');
    await bro.close();
    expect(await pending).toBe('ended');
  });

  test('that happened while nobody followed are told from the last cursor on, and so are those that committed late', async () => {
    const [missed, late, before] = [await opened(), await opened(), await opened()];
    await asSystem(db, (trx) =>
      trx
        .updateTable('thread')
        .set({ updatedAt: '2024-05-01T12:00:00Z' })
        .where('subject', '=', about.subject)
        .execute(),
    );
    const first = await follow({ key: 'bro' });
    expect(await first.caughtUp()).toEqual([]);
    const after = first.cursor();
    await first.close();

    await ask(db, 'member@frogner.example', COMMENT, { input: { threadId: missed, body: 'Mens du sov' } });
    const uuid = Buffer.from(late, 'base64').toString().split(':')[1] ?? '';
    await asSystem(db, (trx) =>
      trx
        .updateTable('thread')
        .set({ updatedAt: new Date(new Date(after).getTime() - 5_000) })
        .where('id', '=', uuid)
        .execute(),
    );
    const second = await follow({ key: 'bro' }, { after });
    const told = (await second.caughtUp()).map(({ kind, thread }) => `${kind} ${thread}`);
    expect(told.sort()).toEqual([`CHANGED ${missed}`, `CHANGED ${late}`].sort());
    await second.close();
    const one = await follow({ key: 'frogner' }, { after, threadId: before });
    expect(await one.caughtUp()).toEqual([]);
    await one.close();
    const stranger = await follow({ key: 'raskt' }, { after });
    expect(await stranger.caughtUp()).toEqual([]);
    await stranger.close();
    const nonsense = await follow({ key: 'bro' }, { after: "' or true --" });
    expect(await nonsense.caughtUp()).toEqual([]);
    await nonsense.close();
  });
});
