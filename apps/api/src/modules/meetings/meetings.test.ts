import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSystem } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { ask } from '../../test-client.ts';
import { installCatalogue } from '../indicators/indicators.ts';

const { db, drop } = await testDatabase();
afterAll(drop);
let nation: TestNation;

const WORK = { work_unsubsidised: 14, work_wage_subsidy: 2, work_temporary: 4 };
const ACTIVE = { education_self_funded: 8, other_programme: 2 };
const MASKED = {
  'job-acquisition': { work_unsubsidised: 14, work_wage_subsidy: null, work_temporary: null },
  'active-solutions': { education_self_funded: null, other_programme: null },
};

beforeAll(async () => {
  nation = await testNation(db);
  const { bro, oslo, frogner } = nation.organisations;
  await asSystem(db, async (trx) => {
    await installCatalogue(trx);
    await trx
      .insertInto('measurementYear')
      .values({ year: 2022, state: 'published', revision: 1, deadline: '2023-01-16T00:00:00+01:00' })
      .execute();
    for (const year of [2022, 2023]) {
      await trx.insertInto('publication').values({ year, revision: 1, publishedByName: 'Ola' }).execute();
      for (const [indicator, breakdown] of [
        ['job-acquisition', WORK],
        ['active-solutions', ACTIVE],
      ] as const) {
        const numerator = Object.values(breakdown).reduce((sum, count) => sum + count, 0);
        const cell = { year, revision: 1, providerId: bro, programme: 'AB', indicator, indicatorVersion: 1 };
        const value = numerator * 2;
        const figure = {
          value,
          numerator,
          denominator: 50,
          n: 50,
          low: value - 10,
          high: value + 10,
          status: 'ok' as const,
        };
        await trx
          .insertInto('result')
          .values({ ...cell, ...figure, breakdown: JSON.stringify(breakdown) })
          .execute();
        await trx
          .insertInto('figure')
          .values({
            ...cell,
            ...figure,
            countyUnitId: oslo,
            verdict: 'none',
            breakdown: JSON.stringify(MASKED[indicator]),
          })
          .execute();
      }
    }
    for (const [survey, programme, value] of [
      ['nav', null, 4],
      ['employee', null, 5.2],
      ['participant', 'AB', 4.1],
    ] as const) {
      await trx
        .insertInto('perspective')
        .values({
          year: 2023,
          revision: 1,
          providerId: bro,
          countyUnitId: oslo,
          survey,
          programme,
          question: 5,
          n: 20,
          value,
        })
        .execute();
    }
    await trx
      .insertInto('localTarget')
      .values({
        navOfficeId: frogner,
        providerId: bro,
        countyUnitId: oslo,
        indicator: 'job-acquisition',
        programme: 'AB',
        year: 2023,
        state: 'agreed',
        value: 60,
        agreedValue: 60,
        agreedAt: '2023-02-01T09:00:00Z',
      })
      .execute();
  });
});

const REFUSED = `... on UserError { __typename code } ... on ValidationError { fields { path code } }`;
const PLAN = `mutation ($input: PlanMeetingInput!) { planMeeting(input: $input) {
  ... on PlanMeetingSuccess { meeting { id version state counterpart { name } agenda { kind text theme indicator { code } action { title } } viewerCan } } ${REFUSED} } }`;
const point = { kind: 'OTHER', text: 'Praksisplasser i logistikk' };
const planned = async (who: string, more = {}) => {
  const input = {
    provider: nation.numbers.bro,
    programme: 'AB',
    year: 2023,
    heldOn: '2024-06-16',
    agenda: [point],
    ...more,
  };
  return (await ask(db, who, PLAN, { input })).data.planMeeting;
};
const called = async (who = 'member@frogner.example', more = {}): Promise<{ id: string; version: number }> =>
  (await planned(who, more)).meeting;

const MUTATE = (name: string) => {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return `mutation ($input: ${capital}Input!) { ${name}(input: $input) {
    ... on ${capital}Success { meeting { id version state heldOn minutes agenda { kind text } viewerCan
      confirmations { current personName organisation { name } } } }
    ... on ConflictError { code currentMeeting { version minutes } } ${REFUSED} } }`;
};
const act = async (who: string, name: string, input: object) =>
  (await ask(db, who, MUTATE(name), { input })).data[name];
const READ = `query ($id: ID!) { node(id: $id) { ... on Meeting { state minutes viewerCan endReasonsOpenedBy
  confirmations { current personName organisation { name } } previous { heldOn } actions { title indicator { code } programme { code } } actionsSince { title }
  matter { publication { revision } rows { indicator { code } own { value } previous { value } targetStatus target { value } }
    endReasons { ended groups { code count share previousShare reasons { code count } } }
    themes { theme nav participant employee distance } suggestions { kind indicator { code } theme action { title } } } } } }`;
const read = async (who: string, id: string) => (await ask(db, who, READ, { id })).data.node;
const toldOf = (organisationId: number) =>
  asSystem(db, async (trx) => {
    const rows = await trx
      .selectFrom('notification')
      .where('organisationId', '=', organisationId)
      .where('topic', '=', 'meetings')
      .select(['kind', 'details'])
      .distinct()
      .execute();
    await trx.deleteFrom('notification').execute();
    return rows.map(({ kind, details }) => `${kind} ${String(details.who)}`);
  });

describe('who meets whom', () => {
  test('an office and a provider that it has an agreement with, called by either; the provider and its county unit', async () => {
    expect((await planned('member@frogner.example')).meeting).toMatchObject({
      version: 1,
      state: 'PLANNED',
      counterpart: { name: 'Nav Frogner' },
      viewerCan: ['update', 'move', 'cancel', 'addAction'],
    });
    expect((await planned('member@bro.example', { counterpart: '0312' })).meeting.counterpart.name).toBe('Nav Frogner');
    const county = { counterpart: '0300', counterpartKind: 'COUNTY_UNIT' };
    expect((await planned('member@bro.example', county)).meeting.counterpart.name).toBe('Oslo');
    expect((await planned('member@oslo.example')).meeting.counterpart.name).toBe('Oslo');
  });

  test.each([
    ['an office without an agreement', 'member@arendal.example', {}, 'ForbiddenError'],
    ['an office whose agreement has ended', 'member@frogner.example', { provider: '810059672' }, 'ForbiddenError'],
    ['another county unit', 'member@agder.example', {}, 'ForbiddenError'],
    ['the directorate', 'manager@directorate.example', {}, 'ForbiddenError'],
    ['whoever may only read', 'viewer@frogner.example', {}, 'ForbiddenError'],
    ['an office that the provider never worked for', 'member@bro.example', { counterpart: '1001' }, 'ForbiddenError'],
    ['no such provider', 'member@frogner.example', { provider: '999999999' }, 'NotFoundError'],
    ['no such year', 'member@frogner.example', { year: 1999 }, 'ValidationError'],
    ['no such programme', 'member@frogner.example', { programme: 'XYZ' }, 'ValidationError'],
    ['a point about nothing', 'member@frogner.example', { agenda: [{ kind: 'OTHER' }] }, 'ValidationError'],
    [
      'a point about no indicator',
      'member@frogner.example',
      { agenda: [{ kind: 'CHANGE', indicator: 'luck' }] },
      'ValidationError',
    ],
    [
      'an identity number',
      'member@frogner.example',
      { agenda: [{ kind: 'OTHER', text: 'Om 13097248022' }] },
      'ValidationError',
    ],
  ])('refused: %s', async (_what, who, input, error) => {
    expect(await planned(who, input)).toMatchObject({ __typename: error });
  });

  test('third parties meet nothing, as if it did not exist', async () => {
    const { id, version } = await called();
    for (const who of ['raskt', 'sor', 'arendal', 'oslo', 'agder', 'directorate', 'operator', 'otherAssociation']) {
      const email = `manager@${who}.example`;
      expect(await read(email, id), who).toBeNull();
      for (const [name, input] of [
        ['saveMinutes', { id, version, minutes: 'Hei' }],
        ['setAgenda', { id, version, agenda: [] }],
        ['moveMeeting', { id, version, heldOn: '2024-07-01' }],
        ['confirmMinutes', { id, version }],
        ['openEndReasons', { id }],
        ['cancelMeeting', { id, version }],
      ] as const) {
        expect(await act(email, name, input), `${who} ${name}`).toMatchObject({ code: 'unknown-meeting' });
      }
      const add = `mutation ($input: AddActionInput!) { addAction(input: $input) { ... on UserError { code } } }`;
      const input = { meetingId: id, title: 'Ring', ownerKind: 'PROVIDER' };
      expect((await ask(db, email, add, { input })).data.addAction, who).toEqual({ code: 'unknown-meeting' });
      const { meetings } = (await ask(db, email, `{ meetings { edges { node { id } } } }`)).data;
      expect(
        meetings.edges.map(({ node }: { node: { id: string } }) => node.id),
        who,
      ).not.toContain(id);
    }
  });

  test('when the agreement has ended, what was said stays readable and the figures do not', async () => {
    const { id, version } = await called();
    await act('member@frogner.example', 'saveMinutes', { id, version, minutes: 'Avtalt.' });
    await asSystem(db, (trx) =>
      trx
        .updateTable('agreement')
        .set({ validTo: '2024-01-01' })
        .where('navOfficeId', '=', nation.organisations.frogner)
        .execute(),
    );
    const node = await read('member@frogner.example', id);
    expect(node).toMatchObject({ minutes: 'Avtalt.', matter: { rows: [], endReasons: null, themes: [] } });
    expect(await planned('member@frogner.example')).toMatchObject({ __typename: 'ForbiddenError' });
    await asSystem(db, (trx) =>
      trx
        .updateTable('agreement')
        .set({ validTo: null })
        .where('navOfficeId', '=', nation.organisations.frogner)
        .where('providerId', '=', nation.organisations.bro)
        .execute(),
    );
    expect((await read('member@frogner.example', id)).matter.rows).not.toEqual([]);
  });
});

describe('what it is about', () => {
  test('figures as the office sees them, for both sides, and an agenda from them', async () => {
    const add = `mutation ($input: AddActionInput!) { addAction(input: $input) { ... on AddActionSuccess { action { id } } } }`;
    const before = await called('member@frogner.example', { heldOn: '2024-01-10' });
    const made = await ask(db, 'member@frogner.example', add, {
      input: { meetingId: before.id, title: 'Ring bedrifter', ownerKind: 'PROVIDER', indicator: 'job-acquisition' },
    });
    const { id } = await called('member@frogner.example', { heldOn: '2024-06-16' });
    const [office, provider] = [await read('member@frogner.example', id), await read('manager@bro.example', id)];
    expect(provider.matter).toEqual(office.matter);
    expect(office.matter.rows[0]).toEqual({
      indicator: { code: 'job-acquisition' },
      own: { value: 40 },
      previous: { value: 40 },
      targetStatus: 'BELOW',
      target: { value: 60 },
    });
    expect(office.matter.endReasons).toEqual({
      ended: 50,
      groups: [
        {
          code: 'work',
          count: 20,
          share: 40,
          previousShare: 40,
          reasons: Object.entries(MASKED['job-acquisition']).map(([code, count]) => ({ code, count })),
        },
        expect.objectContaining({ code: 'active', count: 10, share: 20 }),
        { code: 'other', count: 20, share: 40, previousShare: 40, reasons: [] },
      ],
    });
    expect(office.matter.themes[4]).toMatchObject({ theme: 5, nav: 4, participant: 4.1, employee: 5.2 });
    expect(office.matter.suggestions).toEqual([
      { kind: 'TARGET_AT_RISK', indicator: { code: 'job-acquisition' }, theme: null, action: null },
      { kind: 'SURVEY_GAP', indicator: null, theme: 5, action: null },
      { kind: 'OPEN_ACTION', indicator: null, theme: null, action: { title: 'Ring bedrifter' } },
    ]);
    expect(office.actionsSince).toEqual([{ title: 'Ring bedrifter' }]);
    expect((await read('member@frogner.example', before.id)).actions).toEqual([
      { title: 'Ring bedrifter', indicator: { code: 'job-acquisition' }, programme: { code: 'AB' } },
    ]);

    const { version } = await called();
    const actionId = made.data.addAction.action.id;
    const agenda = [point, { kind: 'OPEN_ACTION', actionId }, { kind: 'SURVEY_GAP', theme: 5, text: 'Hva mener de?' }];
    const set = await act('member@bro.example', 'setAgenda', { id, version, agenda });
    expect(set.meeting.agenda.map(({ kind }: { kind: string }) => kind)).toEqual([
      'OTHER',
      'OPEN_ACTION',
      'SURVEY_GAP',
    ]);
    expect((await read('member@bro.example', id)).matter.suggestions).toEqual([
      expect.objectContaining({ kind: 'TARGET_AT_RISK' }),
    ]);
  });

  test('before it is called, the same for whoever would call it', async () => {
    const ASK = `query ($provider: String!, $counterpart: String) { meetingMatter(provider: $provider, counterpart: $counterpart, programme: "AB", year: 2023) {
      suggestions { kind } } }`;
    const kinds = async (who: string, counterpart: string | null = null) =>
      (await ask(db, who, ASK, { provider: nation.numbers.bro, counterpart })).data.meetingMatter?.suggestions[0]?.kind;
    expect(await kinds('member@frogner.example')).toBe('TARGET_AT_RISK');
    expect(await kinds('member@bro.example', '0312')).toBe('TARGET_AT_RISK');
    expect(await kinds('member@raskt.example', '0312')).toBeUndefined();
    expect(await kinds('member@arendal.example')).toBeUndefined();
  });
});

describe('the provider opens its end reasons', () => {
  test('its manager alone, to this counterpart alone, written in the log', async () => {
    const { id } = await called();
    const other = await called('member@oslo.example');
    expect(await act('member@bro.example', 'openEndReasons', { id })).toMatchObject({ code: 'role' });
    expect(await act('manager@frogner.example', 'openEndReasons', { id })).toMatchObject({ code: 'role' });
    await toldOf(nation.organisations.frogner);
    expect((await act('manager@bro.example', 'openEndReasons', { id })).meeting.viewerCan).not.toContain('open');
    expect(await toldOf(nation.organisations.frogner)).toEqual(['opened Bro AS']);
    const opened = await read('viewer@frogner.example', id);
    expect(opened.endReasonsOpenedBy).toBe('bro manager');
    const [work, active] = opened.matter.endReasons.groups;
    expect(work.reasons).toEqual([
      { code: 'work_unsubsidised', count: 14 },
      { code: 'work_wage_subsidy', count: 2 },
      { code: 'work_permanent_wage_subsidy', count: 0 },
      { code: 'work_with_disability_pension', count: 0 },
      { code: 'work_disability_pension_bonus', count: 0 },
      { code: 'work_temporary', count: 4 },
    ]);
    expect(active).toMatchObject({ count: 10, share: 20 });
    expect((await read('viewer@oslo.example', other.id)).matter.endReasons.groups[0].reasons).toContainEqual({
      code: 'work_wage_subsidy',
      count: null,
    });
    const log = `{ auditLog(first: 5) { edges { node { action } } } }`;
    for (const who of ['manager@bro.example', 'manager@frogner.example']) {
      const { auditLog } = (await ask(db, who, log)).data;
      expect(auditLog.edges, who).toContainEqual({ node: { action: 'open-end-reasons' } });
    }
    expect(await act('manager@bro.example', 'openEndReasons', { id })).toMatchObject({ code: 'opened' });
  });

  test('nothing to open where nothing is published', async () => {
    const { id } = await called('member@frogner.example', { year: 2024 });
    expect(await act('manager@bro.example', 'openEndReasons', { id })).toMatchObject({ code: 'no-end-reasons' });
  });
});

describe('minutes', () => {
  test('two who write at once: the second is told, and sees what the first wrote', async () => {
    const { id, version } = await called();
    const [first, second] = await Promise.all(
      ['member@frogner.example', 'member@bro.example'].map((who) =>
        act(who, 'saveMinutes', { id, version, minutes: `Skrevet av ${who}` }),
      ),
    );
    const [saved, refused] = first.meeting ? [first, second] : [second, first];
    expect(saved.meeting).toMatchObject({ version: version + 1, state: 'HELD' });
    expect(refused).toMatchObject({
      code: 'meeting-changed',
      currentMeeting: { version: version + 1, minutes: saved.meeting.minutes },
    });
  });

  test('an identity number is stopped, and whoever may only read does not write', async () => {
    const { id, version } = await called();
    const minutes = 'Deltakeren 130972 48022';
    expect(await act('member@bro.example', 'saveMinutes', { id, version, minutes })).toMatchObject({
      code: 'identity-number',
      fields: [{ path: 'minutes' }],
    });
    expect(await act('viewer@bro.example', 'saveMinutes', { id, version, minutes: 'Hei' })).toMatchObject({
      code: 'role',
    });
  });

  test('managers of both sides confirm a version; a later change asks them anew', async () => {
    const { frogner, bro } = nation.organisations;
    const { id, version } = await called();
    expect(await act('manager@frogner.example', 'confirmMinutes', { id, version })).toMatchObject({
      code: 'no-minutes',
    });
    await toldOf(bro);
    const written = (await act('member@frogner.example', 'saveMinutes', { id, version, minutes: 'Vi ble enige.' }))
      .meeting;
    expect(await toldOf(bro)).toEqual(['minutes Nav Frogner']);
    const again = (
      await act('member@frogner.example', 'saveMinutes', {
        id,
        version: written.version,
        minutes: 'Vi ble enige om to ting.',
      })
    ).meeting;
    expect(await toldOf(bro), 'not told of each word').toEqual([]);
    const seen = { id, version: again.version };
    expect(await act('member@bro.example', 'confirmMinutes', seen)).toMatchObject({ code: 'role' });
    expect(await act('manager@bro.example', 'confirmMinutes', { id, version: written.version })).toMatchObject({
      code: 'meeting-changed',
    });
    expect((await read('manager@bro.example', id)).viewerCan).toContain('confirm');
    await act('manager@bro.example', 'confirmMinutes', seen);
    await act('manager@bro.example', 'confirmMinutes', seen);
    expect(await toldOf(frogner)).toEqual(['confirmed Bro AS']);
    expect((await read('manager@bro.example', id)).viewerCan).not.toContain('confirm');
    await act('manager@frogner.example', 'confirmMinutes', seen);
    expect((await read('viewer@bro.example', id)).confirmations).toEqual([
      { current: true, personName: 'frogner manager', organisation: { name: 'Nav Frogner' } },
      { current: true, personName: 'bro manager', organisation: { name: 'Bro AS' } },
    ]);
    await toldOf(frogner);
    const later = await act('member@bro.example', 'saveMinutes', { ...seen, minutes: 'Vi ble enige om tre ting.' });
    expect(later.meeting.confirmations.map(({ current }: { current: boolean }) => current)).toEqual([false, false]);
    expect(await toldOf(frogner)).toEqual(['minutes Bro AS']);
    expect((await read('manager@frogner.example', id)).viewerCan).toContain('confirm');
  });

  test('notes before the day do not make it held', async () => {
    const { id, version } = await called('member@frogner.example', { heldOn: '2099-01-01' });
    const saved = await act('member@frogner.example', 'saveMinutes', { id, version, minutes: 'Ta opp praksis.' });
    expect(saved.meeting.state).toBe('PLANNED');
    expect(
      await act('manager@frogner.example', 'confirmMinutes', { id, version: saved.meeting.version }),
    ).toMatchObject({
      code: 'no-minutes',
    });
  });
});

describe('moving and calling off', () => {
  test('while it is planned, and the other side is told', async () => {
    const { frogner, bro } = nation.organisations;
    await toldOf(bro);
    const { id, version } = await called();
    expect(await toldOf(bro)).toEqual(['called Nav Frogner']);
    const moved = await act('member@bro.example', 'moveMeeting', { id, version, heldOn: '2024-08-20' });
    expect(moved.meeting).toMatchObject({ heldOn: '2024-08-20', version: version + 1 });
    expect(await toldOf(frogner)).toEqual(['changed Bro AS']);
    const off = await act('member@frogner.example', 'cancelMeeting', { id, version: version + 1 });
    expect(off.meeting).toMatchObject({ state: 'CANCELLED', viewerCan: [] });
    expect(await toldOf(bro)).toEqual(['cancelled Nav Frogner']);
    const seen = { id, version: off.meeting.version };
    expect(await act('member@frogner.example', 'saveMinutes', { ...seen, minutes: 'Hei' })).toMatchObject({
      code: 'meeting-cancelled',
    });
    expect(await act('manager@bro.example', 'openEndReasons', { id })).toMatchObject({ code: 'meeting-cancelled' });
  });

  test('not when it has been held; the next one knows the last', async () => {
    const held = await called('member@frogner.example', { heldOn: '2024-03-01' });
    const { id, version } = held;
    const saved = await act('member@frogner.example', 'saveMinutes', { id, version, minutes: 'Enige.' });
    const seen = { id, version: saved.meeting.version };
    expect(await act('member@frogner.example', 'cancelMeeting', seen)).toMatchObject({ code: 'meeting-held' });
    expect(await act('member@frogner.example', 'moveMeeting', { ...seen, heldOn: '2024-04-01' })).toMatchObject({
      code: 'meeting-held',
    });
    const next = await called('member@frogner.example', { heldOn: '2024-03-20' });
    expect((await read('member@frogner.example', next.id)).previous).toEqual({ heldOn: '2024-03-01' });
    const list = async (state: string) =>
      (
        await ask(db, 'viewer@bro.example', `{ meetings(state: ${state}) { edges { node { id heldOn } } } }`)
      ).data.meetings.edges.map(({ node }: { node: { heldOn: string } }) => node.heldOn);
    expect(await list('PLANNED')).toEqual((await list('PLANNED')).toSorted());
    expect(await list('HELD')).toEqual((await list('HELD')).toSorted().toReversed());
  });
});
