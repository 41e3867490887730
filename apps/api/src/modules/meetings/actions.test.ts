import { encodeGlobalID } from '@pothos/plugin-relay';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSystem } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { ask } from '../../test-client.ts';
import { installCatalogue } from '../indicators/indicators.ts';
import { remindOfActions } from './actions.ts';

const { db, drop } = await testDatabase();
afterAll(drop);
let nation: TestNation;
let threadId: string;
beforeAll(async () => {
  nation = await testNation(db);
  await asSystem(db, installCatalogue);
  const started = await ask(
    db,
    'member@frogner.example',
    `mutation ($input: StartThreadInput!) { startThread(input: $input) { ... on StartThreadSuccess { thread { id } } } }`,
    {
      input: {
        provider: nation.numbers.bro,
        subject: 'Formidling til arbeid',
        body: 'Hva gjorde dere i vår?',
        indicator: 'job-acquisition',
        programme: 'AB',
        year: 2023,
      },
    },
  );
  threadId = started.data.startThread.thread.id;
});

const ADD = `mutation ($input: AddActionInput!) { addAction(input: $input) {
  ... on AddActionSuccess { action { id state overdue owner { name } indicator { code } programme { code } year } }
  ... on UserError { code } } }`;
const UPDATE = `mutation ($input: UpdateActionInput!) { updateAction(input: $input) {
  ... on UpdateActionSuccess { action { title state dueDate ownerName doneAt viewerCan } } ... on UserError { code } } }`;
const add = async (who: string, more = {}) => {
  const input = { threadId, title: 'Ring fem bedrifter', ownerKind: 'PROVIDER', dueDate: '2025-02-01', ...more };
  return (await ask(db, who, ADD, { input })).data.addAction;
};
const update = async (who: string, id: string, input: object) =>
  (await ask(db, who, UPDATE, { input: { id, ...input } })).data.updateAction;
const toldOf = (organisationId: number) =>
  asSystem(db, (trx) =>
    trx
      .selectFrom('notification')
      .where('organisationId', '=', organisationId)
      .where('topic', '=', 'actions')
      .select(['kind', 'thing', 'details'])
      .distinct()
      .orderBy('kind')
      .execute(),
  );
const forget = () => asSystem(db, (trx) => trx.deleteFrom('notification').execute());

describe('an action', () => {
  test('belongs to one of the two sides, is about the figure of its thread, and nobody else meets it', async () => {
    const { action } = await add('member@frogner.example');
    expect(action).toMatchObject({
      state: 'PROPOSED',
      overdue: true,
      owner: { name: 'Bro AS' },
      indicator: { code: 'job-acquisition' },
      programme: { code: 'AB' },
      year: 2023,
    });
    expect(await add('member@frogner.example', { ownerKind: 'COUNTY_UNIT' })).toEqual({ code: 'not-a-side' });
    expect(await add('viewer@bro.example')).toEqual({ code: 'role' });
    expect(await add('member@raskt.example')).toEqual({ code: 'unknown-thread' });
    expect(await add('member@bro.example', { title: 'Ring 130972 48022' })).toEqual({ code: 'identity-number' });
    // Neither a meeting that is not there nor one with others goes with a thread.
    const { bro, oslo } = nation.organisations;
    const { personId } = nation.viewer('oslo', 'member');
    const meeting = await asSystem(db, (trx) =>
      trx
        .insertInto('meeting')
        .values({
          providerId: bro,
          counterpartId: oslo,
          programme: 'AB',
          year: 2023,
          heldOn: '2023-05-02',
          createdBy: personId,
          updatedByName: '',
        })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    for (const id of [meeting.id, '00000000-0000-4000-8000-000000000000'])
      for (const who of ['member@bro.example', 'member@frogner.example'])
        expect(await add(who, { meetingId: encodeGlobalID('Meeting', id) })).toEqual({ code: 'unknown-meeting' });
    expect(await update('manager@raskt.example', action.id, { state: 'DROPPED' })).toEqual({ code: 'unknown-action' });
    expect(await update('viewer@bro.example', action.id, { state: 'DROPPED' })).toEqual({ code: 'role' });
    const list = `{ actions { edges { node { id } } } }`;
    for (const who of ['raskt', 'sor', 'arendal', 'oslo', 'agder', 'directorate', 'operator', 'otherAssociation']) {
      expect((await ask(db, `manager@${who}.example`, list)).data.actions.edges, who).toEqual([]);
    }
  });

  test('goes from proposed by way of its owner to done, and back when that was a mistake', async () => {
    const { action } = await add('member@frogner.example');
    expect(await update('member@frogner.example', action.id, { state: 'ACCEPTED' })).toEqual({ code: 'not-owner' });
    expect(await update('member@bro.example', action.id, { state: 'ACCEPTED', ownerName: 'Kari' })).toEqual({
      action: {
        title: 'Ring fem bedrifter',
        state: 'ACCEPTED',
        dueDate: '2025-02-01',
        ownerName: 'Kari',
        doneAt: null,
        viewerCan: ['finish', 'drop', 'update'],
      },
    });
    expect(await update('member@bro.example', action.id, { dueDate: null })).toMatchObject({
      action: { state: 'ACCEPTED', dueDate: null },
    });
    const done = await update('member@bro.example', action.id, { state: 'DONE' });
    expect(done.action).toMatchObject({ state: 'DONE', viewerCan: ['resume'] });
    expect(done.action.doneAt).not.toBeNull();
    expect(await update('member@bro.example', action.id, { state: 'DROPPED' })).toEqual({ code: 'action-state' });
    expect(await update('member@frogner.example', action.id, { state: 'ACCEPTED' })).toMatchObject({
      action: { state: 'ACCEPTED', doneAt: null },
    });
  });

  test('its owner is told of it, and the other side when it is taken on and done', async () => {
    await forget();
    const { bro, frogner } = nation.organisations;
    const { action } = await add('member@frogner.example');
    expect(await toldOf(bro)).toMatchObject([
      { kind: 'proposed', details: { who: 'Nav Frogner', subject: 'Ring fem bedrifter' } },
    ]);
    await update('member@bro.example', action.id, { state: 'ACCEPTED' });
    expect(await toldOf(frogner)).toMatchObject([{ kind: 'accepted', details: { who: 'Bro AS' } }]);
    await update('member@bro.example', action.id, { state: 'DONE' });
    expect(await toldOf(frogner)).toMatchObject([{ kind: 'done' }]);
  });

  test('is found by whose it is and how far it has come', async () => {
    await asSystem(db, (trx) => trx.deleteFrom('action').execute());
    await add('member@frogner.example', { title: 'forbi' });
    await add('member@frogner.example', { title: 'uten frist', dueDate: null });
    await add('member@frogner.example', { title: 'kontorets', ownerKind: 'NAV_OFFICE', dueDate: '2099-01-01' });
    const done = await add('member@frogner.example', { title: 'gjort' });
    await update('member@bro.example', done.action.id, { state: 'DONE' });
    const titles = async (who: string, args: string) => {
      const { actions } = (await ask(db, who, `{ actions(${args}) { edges { node { title } } } }`)).data;
      return actions.edges.map(({ node }: { node: { title: string } }) => node.title);
    };
    expect(await titles('viewer@bro.example', 'show: OPEN')).toEqual(['forbi', 'kontorets', 'uten frist']);
    expect(await titles('viewer@bro.example', 'show: OVERDUE')).toEqual(['forbi']);
    expect(await titles('viewer@bro.example', 'show: DONE')).toEqual(['gjort']);
    expect(await titles('viewer@bro.example', 'show: OPEN, owner: THEIRS')).toEqual(['kontorets']);
    expect(await titles('viewer@frogner.example', 'show: OPEN, owner: OURS')).toEqual(['kontorets']);
    expect(await titles('viewer@frogner.example', `provider: "${nation.numbers.raskt}"`)).toEqual([]);
  });
});

describe('what happened to the figure', () => {
  test('from the year it started from, masked for the other side and true for the provider', async () => {
    const { bro, oslo } = nation.organisations;
    await asSystem(db, async (trx) => {
      await trx.deleteFrom('action').execute();
      for (const [year, value, n] of [
        [2022, 20, 50],
        [2023, 30, 50],
        [2024, 40, 4],
        [2025, 80, 50],
      ] as const) {
        const cell = { year, revision: 1, providerId: bro, programme: 'AB', indicator: 'job-acquisition' };
        const figure = { value, numerator: (value * n) / 100, denominator: n, n, low: value - 9, high: value + 9 };
        await trx
          .insertInto('measurementYear')
          .values({ year, state: 'published', deadline: '2025-01-16T00:00:00+01:00' })
          .onConflict((conflict) => conflict.column('year').doNothing())
          .execute();
        await trx.insertInto('publication').values({ year, revision: 1, publishedByName: 'Ola' }).execute();
        await trx.updateTable('measurementYear').set({ revision: 1 }).where('year', '=', year).execute();
        await trx
          .insertInto('result')
          .values({ ...cell, ...figure, indicatorVersion: 1, status: 'ok' })
          .execute();
        const hidden = { value: null, numerator: null, denominator: null, n: null, low: null, high: null };
        await trx
          .insertInto('figure')
          .values({
            ...cell,
            ...(n < 5 ? { ...hidden, status: 'suppressed', suppression: 'primary' } : { ...figure, status: 'ok' }),
            countyUnitId: oslo,
            indicatorVersion: 1,
            verdict: 'none',
          })
          .execute();
      }
    });
    await add('member@frogner.example');
    const AFTER = `{ actions { edges { node { afterwards { year change figure { value status interval { low } } } } } } }`;
    const after = async (who: string) => (await ask(db, who, AFTER)).data.actions.edges[0].node.afterwards;
    expect(await after('viewer@bro.example')).toEqual([
      { year: 2023, change: null, figure: { value: 30, status: 'OK', interval: { low: 21 } } },
      { year: 2024, change: 'NONE', figure: { value: 40, status: 'OK', interval: { low: 31 } } },
      { year: 2025, change: 'CLEARLY_BETTER', figure: { value: 80, status: 'OK', interval: { low: 71 } } },
    ]);
    expect(await after('viewer@frogner.example')).toEqual([
      { year: 2023, change: null, figure: { value: 30, status: 'OK', interval: { low: 21 } } },
      { year: 2024, change: 'NONE', figure: { value: null, status: 'SUPPRESSED', interval: null } },
      { year: 2025, change: 'CLEARLY_BETTER', figure: { value: 80, status: 'OK', interval: { low: 71 } } },
    ]);
  });
});

describe('reminders', () => {
  const at = (day: string) => new Date(`${day}T09:00:00Z`);
  const kinds = async () => (await toldOf(nation.organisations.bro)).map(({ kind }) => kind);
  const begin = async (more = {}) => {
    await asSystem(db, (trx) => trx.deleteFrom('action').execute());
    const { action } = await add('member@frogner.example', { dueDate: '2026-03-20', ...more });
    await forget();
    return action.id;
  };

  test('once in the week before and once after its day, however often it is run', async () => {
    await begin();
    await remindOfActions(db, at('2026-03-12'));
    expect(await kinds()).toEqual([]);
    for (const day of ['13', '13', '14', '20']) await remindOfActions(db, at(`2026-03-${day}`));
    expect(await kinds()).toEqual(['due-soon']);
    await forget();
    for (const day of ['20', '21', '21', '22']) await remindOfActions(db, at(`2026-03-${day}`));
    expect(await kinds()).toEqual(['overdue']);
    await forget();
    await remindOfActions(db, at('2026-05-01'));
    expect(await kinds()).toEqual([]);
  });

  test('two processes at once tell once', async () => {
    await begin();
    await Promise.all(Array.from({ length: 8 }, () => remindOfActions(db, at('2026-03-14'))));
    const { count } = await asSystem(db, (trx) =>
      trx
        .selectFrom('notification')
        .where('organisationId', '=', nation.organisations.bro)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
    );
    // Bro has three people.
    expect(count).toBe(3);
  });

  test('the day is Oslo’s, and a new one is a new reason', async () => {
    const id = await begin();
    await remindOfActions(db, new Date('2026-03-12T23:30:00Z'));
    expect(await kinds()).toEqual(['due-soon']);
    await forget();
    await update('member@bro.example', id, { dueDate: '2026-06-20' });
    await remindOfActions(db, at('2026-06-14'));
    expect(await kinds()).toEqual(['due-soon']);
  });

  test('nobody is reminded of what is done, dropped or without a day', async () => {
    const id = await begin();
    await update('member@bro.example', id, { state: 'DROPPED' });
    await add('member@frogner.example', { dueDate: null });
    await forget();
    await remindOfActions(db, at('2026-03-14'));
    expect(await kinds()).toEqual([]);
  });
});
