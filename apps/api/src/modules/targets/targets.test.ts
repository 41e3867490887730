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
beforeAll(async () => {
  nation = await testNation(db);
  await asSystem(db, async (trx) => {
    await installCatalogue(trx);
    // Frogner buys more than one programme of Bro, and one that it soon no longer does.
    const { frogner, bro } = nation.organisations;
    await trx
      .insertInto('agreement')
      .values([
        { navOfficeId: frogner, providerId: bro, programme: 'AVKL', validFrom: '2020-01-01' },
        { navOfficeId: frogner, providerId: bro, programme: 'KIA', validFrom: '2020-01-01', validTo: '2034-12-31' },
      ])
      .execute();
  });
});

const TARGET = `id level state value low high proposal { value } agreedAt version round viewerCan applies turn { name }
  owner { name } provider { name } navOffice { name } indicator { code } programme { code }
  steps { seq kind round value grounds personName organisation { name } }`;

/** Asks for one mutation and gives its union. */
async function act(who: string, name: string, input: object) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const source = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
    ... on ${type}Success { target { ${TARGET} } }
    ... on UserError { code message params }
    ... on ValidationError { fields { path code } }
    ... on ConflictError { currentTarget { id version value state } } } }`;
  const { data, errors } = await ask(db, who, source, { input });
  expect(errors).toBeUndefined();
  return data[name];
}

const uuidOf = (id: string) => atob(id).replace('Target:', '');

// A year of its own for each test, so that targets do not meet.
let lastYear = 2030;
const nextYear = () => ++lastYear;
const OFFICE = 'manager@frogner.example';
const BRO = 'manager@bro.example';

async function proposed(who = OFFICE, more: object = {}) {
  const input = {
    provider: nation.numbers.bro,
    indicator: 'job-acquisition',
    programme: 'AB',
    year: nextYear(),
    value: 32,
    grounds: 'Som i fjor',
  };
  const answer = await act(who, 'proposeTarget', { ...input, ...more });
  expect(answer).toMatchObject({ __typename: 'ProposeTargetSuccess' });
  return answer.target;
}

describe('a negotiation', () => {
  test('goes from proposal over counter-proposal to agreement, and keeps every step', async () => {
    const first = await proposed();
    expect(first).toMatchObject({
      state: 'PROPOSED',
      value: 32,
      version: 1,
      turn: { name: 'Bro AS' },
      applies: false,
      agreedAt: null,
    });
    const countered = await act(BRO, 'counterTarget', {
      id: first.id,
      version: 1,
      value: 27,
      grounds: 'Færre jobber i år',
    });
    expect(countered.target).toMatchObject({
      state: 'COUNTERED',
      value: 27,
      version: 2,
      turn: { name: 'Nav Frogner' },
    });
    const agreed = await act(OFFICE, 'agreeTarget', { id: first.id, version: 2 });
    expect(agreed.target).toMatchObject({
      state: 'AGREED',
      value: 27,
      proposal: null,
      version: 3,
      turn: null,
      applies: true,
    });
    expect(agreed.target.agreedAt).not.toBeNull();
    expect(
      agreed.target.steps.map(
        ({ kind, value, organisation }: { kind: string; value: number; organisation: { name: string } }) => [
          kind,
          value,
          organisation.name,
        ],
      ),
    ).toEqual([
      ['PROPOSE', 32, 'Nav Frogner'],
      ['COUNTER', 27, 'Bro AS'],
      ['AGREE', null, 'Nav Frogner'],
    ]);
  });

  test('takes a manager on both sides', async () => {
    const { id, viewerCan } = await proposed('member@frogner.example');
    expect(viewerCan).not.toContain('sign');
    expect((await act('member@bro.example', 'agreeTarget', { id, version: 1 })).target).toMatchObject({
      state: 'PROPOSED',
      turn: { name: 'Bro AS' },
    });
    expect(await act('member@bro.example', 'signTarget', { id, version: 2 })).toMatchObject({
      __typename: 'ForbiddenError',
    });
    expect((await act(BRO, 'signTarget', { id, version: 2 })).target).toMatchObject({
      state: 'PROPOSED',
      turn: { name: 'Nav Frogner' },
    });
    expect((await act(OFFICE, 'signTarget', { id, version: 3 })).target).toMatchObject({
      state: 'AGREED',
      value: 32,
    });
  });

  test('a new round leaves the agreed value in force until the next is agreed, also when it is withdrawn', async () => {
    const { id } = await proposed();
    const agreedAt = (await act(BRO, 'agreeTarget', { id, version: 1 })).target.agreedAt;
    const reopened = await act(OFFICE, 'reopenTarget', { id, version: 2, value: 40, grounds: 'Nye tall' });
    expect(reopened.target).toMatchObject({
      state: 'PROPOSED',
      value: 32,
      proposal: { value: 40 },
      agreedAt,
      round: 2,
      applies: true,
    });
    const withdrawn = await act(OFFICE, 'withdrawTarget', { id, version: 3 });
    expect(withdrawn.target).toMatchObject({ state: 'AGREED', value: 32, proposal: null, agreedAt });
    await act(OFFICE, 'reopenTarget', { id, version: 4, value: 41, grounds: 'Likevel' });
    const again = await act(BRO, 'agreeTarget', { id, version: 5 });
    expect(again.target).toMatchObject({ value: 41, round: 3 });
    expect(again.target.agreedAt).not.toBe(agreedAt);
  });

  test('whoever answers an older version is told what stands now', async () => {
    const { id } = await proposed();
    await act(BRO, 'counterTarget', { id, version: 1, value: 27, grounds: 'Færre' });
    expect(await act(BRO, 'agreeTarget', { id, version: 1 })).toMatchObject({
      __typename: 'ConflictError',
      code: 'changed-meanwhile',
      currentTarget: { id, version: 2, value: 27, state: 'COUNTERED' },
    });
  });

  test('two who answer at once: one is taken, the other told, and no step is lost', async () => {
    const { id } = await proposed();
    const both = await Promise.all([
      act(BRO, 'agreeTarget', { id, version: 1 }),
      act('member@bro.example', 'counterTarget', { id, version: 1, value: 20, grounds: 'Mindre' }),
    ]);
    expect(both.filter(({ __typename }) => __typename === 'ConflictError')).toHaveLength(1);
    const steps = await asSystem(db, (trx) =>
      trx.selectFrom('targetStep').select('seq').where('targetId', '=', uuidOf(id)).execute(),
    );
    expect(steps).toHaveLength(2);
  });

  test('two who propose the same at once: one does, the other meets its target', async () => {
    const input = {
      provider: nation.numbers.bro,
      indicator: 'job-acquisition',
      programme: 'AB',
      year: nextYear(),
      grounds: 'Som i fjor',
    };
    const both = await Promise.all([30, 31, 32, 33].map((value) => act(OFFICE, 'proposeTarget', { ...input, value })));
    expect(both.filter(({ __typename }) => __typename === 'ProposeTargetSuccess')).toHaveLength(1);
    const told = both.filter(({ __typename }) => __typename === 'ConflictError');
    expect(told).toHaveLength(3);
    expect(told[0]).toMatchObject({ currentTarget: { version: 1, state: 'PROPOSED' } });
  });

  test('twenty targets moved by both sides at once, in opposite order, do not block each other', async () => {
    const year = nextYear();
    const targets = await Promise.all(
      ['job-acquisition', 'active-solutions', 'time-to-job', 'health', 'participant-survey'].map((indicator) =>
        act(OFFICE, 'proposeTarget', {
          provider: nation.numbers.bro,
          indicator,
          programme: 'AB',
          year,
          value: 3,
          grounds: 'x',
        }),
      ),
    );
    const ids: string[] = targets.map(({ target }) => target.id);
    const talk = (who: string, order: string[]) =>
      Promise.all(order.flatMap((id) => [id, id]).map((id) => act(who, 'commentTarget', { id, grounds: 'Hei' })));
    const answers = await Promise.all([talk(OFFICE, ids), talk(BRO, ids.toReversed())]);
    expect(answers.flat().every(({ __typename }) => __typename === 'CommentTargetSuccess')).toBe(true);
  });
});

describe('what can be a target', () => {
  const propose = (who: string, more: object) =>
    act(who, 'proposeTarget', {
      provider: nation.numbers.bro,
      indicator: 'job-acquisition',
      programme: 'AB',
      year: nextYear(),
      value: 30,
      grounds: 'x',
      ...more,
    });

  test.each([
    ['jobs in long-running programmes', { programme: 'VTA' }, 'target-refused'],
    ['an indicator that does not apply', { indicator: 'formal-qualification', programme: 'AB' }, 'target-refused'],
    ['an unknown indicator', { indicator: 'luck' }, 'unknown-indicator'],
    ['a programme is needed', { programme: null }, 'programme-needed'],
    ['more than all', { value: 101 }, 'invalid-aim'],
    ['a band where a value is asked for', { value: null, low: 1, high: 2 }, 'invalid-aim'],
    ['no value', { value: null }, 'invalid-aim'],
    ['an identity number in the grounds', { grounds: 'Se 13097248022' }, 'identity-number'],
  ])('refused: %s', async (_what, more, code) => {
    expect(await propose(OFFICE, more)).toMatchObject({ __typename: 'ValidationError', code });
  });

  test('against the purpose of a programme, or undecided, it is allowed', async () => {
    for (const more of [{ programme: 'AVKL' }, { indicator: 'health' }]) {
      expect(await propose(OFFICE, more)).toMatchObject({ __typename: 'ProposeTargetSuccess' });
    }
  });

  test('an indicator of the whole provider has no programme', async () => {
    const { target } = await propose(OFFICE, { indicator: 'placement-partners', value: 150 });
    expect(target).toMatchObject({ programme: null, indicator: { code: 'placement-partners' } });
  });

  test('what the directorate decides is kept to', async () => {
    const decide = `mutation ($input: DecideSuitabilityInput!) { decideSuitability(input: $input) { __typename ... on DecideSuitabilitySuccess { indicator { suitability(programme: "AB") } } } }`;
    const decision = { input: { indicator: 'active-solutions', programme: 'AB', suits: 'NO' } };
    expect((await ask(db, OFFICE, decide, decision)).data.decideSuitability).toEqual({ __typename: 'ForbiddenError' });
    expect((await ask(db, 'manager@directorate.example', decide, decision)).data.decideSuitability).toMatchObject({
      indicator: { suitability: 'NO' },
    });
    expect(await propose(OFFICE, { indicator: 'active-solutions' })).toMatchObject({ code: 'target-refused' });
  });

  test.each([
    ['without an agreement', 'manager@arendal.example', 'ForbiddenError'],
    ['as one who may only read', 'viewer@frogner.example', 'ForbiddenError'],
    ['as a provider', BRO, 'ForbiddenError'],
    ['as a county unit', 'manager@oslo.example', 'ForbiddenError'],
    ['as the directorate', 'manager@directorate.example', 'ForbiddenError'],
  ])('not proposed %s', async (_how, who, error) => {
    expect(await propose(who, {})).toMatchObject({ __typename: error });
  });

  test('not without an agreement on that programme in some of that year, or one that has ended', async () => {
    const refused = { __typename: 'ConflictError', code: 'agreement-ended' };
    expect(await propose(OFFICE, { programme: 'APS' })).toMatchObject(refused);
    expect(await propose(OFFICE, { programme: 'KIA', year: 2034 })).toMatchObject({
      __typename: 'ProposeTargetSuccess',
    });
    expect(await propose(OFFICE, { programme: 'KIA', year: 2035 })).toMatchObject(refused);
  });

  test('what stands when the agreement ends moves no more, but can be talked about and taken back', async () => {
    const { id } = (await propose(OFFICE, { programme: 'KIA', year: 2033 })).target;
    const ends = (validTo: string) =>
      asSystem(db, (trx) =>
        trx.updateTable('agreement').set({ validTo }).where('programme', '=', 'KIA').returning('id').execute(),
      );
    await ends('2025-12-31');
    const refused = { __typename: 'ConflictError', code: 'agreement-ended' };
    expect(await act(BRO, 'agreeTarget', { id, version: 1 })).toMatchObject(refused);
    expect(await act(OFFICE, 'counterTarget', { id, version: 1, value: 20, grounds: 'x' })).toMatchObject(refused);
    const commented = await act(BRO, 'commentTarget', { id, grounds: 'Avtalen er over' });
    expect(commented.target.viewerCan).toEqual(['comment']);
    expect(await act(OFFICE, 'withdrawTarget', { id, version: 2 })).toMatchObject({ target: { state: 'WITHDRAWN' } });
    await ends('2034-12-31');
  });

  test('not in a year that is no longer open', async () => {
    expect(await propose(OFFICE, { year: 2023 })).toMatchObject({
      __typename: 'DeadlinePassedError',
      code: 'year-closed',
    });
  });
});

describe('who sees what', () => {
  const LIST = `query ($year: Int!, $provider: String, $navOffice: String, $level: TargetLevel, $waitingOnMe: Boolean, $programme: String) {
    targets(year: $year, provider: $provider, navOffice: $navOffice, level: $level, waitingOnMe: $waitingOnMe, programme: $programme) { edges { node { id level state value steps { kind } } } } }`;
  const list = async (who: string, args: Record<string, unknown>) =>
    (await ask(db, who, LIST, args)).data.targets.edges.map(
      (edge: { node: { level: string; value: number } }) => edge.node,
    );

  test('a local target: its two sides and their county unit, and nobody else', async () => {
    const target = await proposed();
    const args = { year: lastYear };
    for (const who of ['viewer@frogner.example', 'viewer@bro.example', 'viewer@oslo.example']) {
      expect(await list(who, args), who).toMatchObject([{ id: target.id, steps: [{ kind: 'PROPOSE' }] }]);
    }
    const node = `query ($id: ID!) { node(id: $id) { id } }`;
    for (const key of ['raskt', 'sor', 'arendal', 'agder', 'directorate', 'operator', 'otherAssociation']) {
      const who = `manager@${key}.example`;
      expect(await list(who, args), who).toEqual([]);
      expect(await ask(db, who, node, { id: target.id })).toEqual({ data: { node: null } });
      expect(await act(who, 'agreeTarget', { id: target.id, version: 1 })).toMatchObject({
        __typename: 'NotFoundError',
        code: 'unknown-target',
      });
    }
    expect(await act('manager@oslo.example', 'agreeTarget', { id: target.id, version: 1 })).toMatchObject({
      __typename: 'ForbiddenError',
    });
  });

  test('what waits for me waits for the other side no more', async () => {
    const { id } = await proposed();
    const args = { year: lastYear, waitingOnMe: true };
    expect(await list(BRO, args)).toHaveLength(1);
    expect(await list(OFFICE, args)).toEqual([]);
    const waiting = `{ viewer { waiting { targetsToAnswer } } }`;
    const before = (await ask(db, BRO, waiting)).data.viewer.waiting.targetsToAnswer;
    await act(BRO, 'counterTarget', { id, version: 1, value: 20, grounds: 'x' });
    expect(await list(BRO, args)).toEqual([]);
    expect(await list(OFFICE, args)).toHaveLength(1);
    expect(await list(OFFICE, { year: lastYear, waitingOnMe: false })).toEqual([]);
    expect((await ask(db, BRO, waiting)).data.viewer.waiting.targetsToAnswer).toBe(before - 1);
  });

  test('national and county targets: drafts their owner, published ones everybody', async () => {
    const year = nextYear();
    const place = { indicator: 'job-acquisition', programme: 'AB', year };
    const national = await act('member@directorate.example', 'setGeneralTarget', { ...place, value: 35 });
    expect(national.target).toMatchObject({
      level: 'NATIONAL',
      state: 'DRAFT',
      value: 35,
      viewerCan: ['update', 'delete'],
    });
    const { id } = national.target;
    expect(await list('member@directorate.example', { year })).toHaveLength(1);
    expect(await list('manager@oslo.example', { year })).toEqual([]);
    expect((await act('member@directorate.example', 'setGeneralTarget', { ...place, value: 36 })).target).toMatchObject(
      { id, value: 36 },
    );
    expect(await act('manager@oslo.example', 'publishGeneralTarget', { id })).toMatchObject({
      __typename: 'NotFoundError',
    });
    expect(await act('member@directorate.example', 'publishGeneralTarget', { id })).toMatchObject({
      __typename: 'ForbiddenError',
    });
    expect((await act('manager@directorate.example', 'publishGeneralTarget', { id })).target).toMatchObject({
      state: 'PUBLISHED',
    });
    expect(await act('manager@directorate.example', 'publishGeneralTarget', { id })).toMatchObject({
      __typename: 'ConflictError',
    });
    expect(await act('manager@directorate.example', 'setGeneralTarget', { ...place, value: 40 })).toMatchObject({
      __typename: 'ConflictError',
    });
    for (const who of [
      'viewer@bro.example',
      'viewer@arendal.example',
      'viewer@agder.example',
      'viewer@operator.example',
    ]) {
      expect(await list(who, { year }), who).toMatchObject([{ id, value: 36 }]);
    }

    const county = await act('manager@oslo.example', 'setGeneralTarget', { ...place, value: 38 });
    await act('manager@oslo.example', 'publishGeneralTarget', { id: county.target.id });
    expect(county.target).toMatchObject({ level: 'COUNTY', owner: { name: 'Oslo' } });
    const valuesOf = async (args: object) =>
      (await list('viewer@bro.example', { year, ...args })).map(({ value }: { value: number }) => value).sort();
    expect(await valuesOf({})).toEqual([36, 38]);
    expect(await valuesOf({ provider: nation.numbers.bro })).toEqual([36, 38]);
    expect(await valuesOf({ provider: nation.numbers.sor })).toEqual([36]);
    expect(await valuesOf({ navOffice: '0312', level: 'COUNTY' })).toEqual([38]);
    expect(await valuesOf({ programme: 'VTA' })).toEqual([]);

    const REMOVE = `mutation ($input: RemoveGeneralTargetInput!) { removeGeneralTarget(input: $input) { __typename ... on RemoveGeneralTargetSuccess { id } } }`;
    const remove = async (who: string) => (await ask(db, who, REMOVE, { input: { id } })).data.removeGeneralTarget;
    expect(await remove('manager@oslo.example')).toEqual({ __typename: 'ForbiddenError' });
    expect(await remove('manager@directorate.example')).toEqual({ __typename: 'RemoveGeneralTargetSuccess', id });
    expect(await valuesOf({})).toEqual([38]);
  });

  test.each([
    'manager@bro.example',
    'manager@frogner.example',
    'manager@operator.example',
    'viewer@directorate.example',
  ])('%s sets no general target', async (who) => {
    const input = { indicator: 'job-acquisition', programme: 'AB', year: nextYear(), value: 30 };
    expect(await act(who, 'setGeneralTarget', input)).toMatchObject({ __typename: 'ForbiddenError' });
  });

  test('each move is in the audit log of both sides', async () => {
    const { id } = await proposed();
    await act(BRO, 'agreeTarget', { id, version: 1 });
    const subject = `target ${uuidOf(id)}`;
    for (const who of [OFFICE, BRO]) {
      const { data } = await ask(db, who, `{ auditLog(first: 20) { edges { node { action subject } } } }`);
      const actions = data.auditLog.edges.map((edge: { node: object }) => edge.node);
      expect(actions).toEqual(
        expect.arrayContaining([
          { action: 'propose-target', subject },
          { action: 'agree-target', subject },
        ]),
      );
    }
  });
});
