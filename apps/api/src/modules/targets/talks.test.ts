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
  await asSystem(db, installCatalogue);
});

const OFFICE = 'manager@frogner.example';
const COUNSELLOR = 'member@frogner.example';
const BRO = 'manager@bro.example';
const COUNTY = 'manager@oslo.example';
// A year of its own for each test, so that targets do not meet.
let lastYear = 2030;
const nextYear = () => ++lastYear;

const DRAFT = `id kind value grounds complete version answersVersion readyAt readyBy updatedBy indicator { code } programme { code }`;
const FAILED = `... on UserError { code message params } ... on ValidationError { fields { path code } }
  ... on ConflictError { currentTarget { id version value } currentDraft { ${DRAFT} } }`;
const GIVES: Record<string, string> = {
  saveTargetDraft: `draft { ${DRAFT} }`,
  discardTargetDrafts: 'ids',
  acceptUnchanged: `drafts { ${DRAFT} }`,
  proposeLastYears: `drafts { ${DRAFT} }`,
  handToManager: `drafts { ${DRAFT} }`,
  sendTargetAnswers: 'targets { id state value version steps { seq kind } }',
  setAnswerBy: 'talk { id answerBy overdue }',
  proposeTarget: 'target { id version }',
  counterTarget: 'target { id version }',
  agreeTarget: 'target { id version value }',
  reopenTarget: 'target { id version }',
  withdrawTarget: 'target { id version }',
};

/** Asks for one mutation and gives its union. */
async function act(who: string, name: string, input: object) {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const source = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
    ... on ${type}Success { ${GIVES[name]} } ${FAILED} } }`;
  const { data, errors } = await ask(db, who, source, { input });
  expect(errors).toBeUndefined();
  return data[name];
}

const pair = (year: number) => ({ provider: nation.numbers.bro, navOffice: nation.numbers.frogner, year });
const inAb = (year: number) => ({ ...pair(year), programme: 'AB' });

async function propose(year: number, indicator: string, value: number, programme: string | null = 'AB') {
  const input = { provider: nation.numbers.bro, year, indicator, programme, value, grounds: 'Som i fjor' };
  return (await act(OFFICE, 'proposeTarget', input)).target as { id: string; version: number };
}

async function agreed(year: number, indicator: string, value: number) {
  const { id } = await propose(year, indicator, value);
  expect((await act(BRO, 'agreeTarget', { id, version: 1 })).target.value).toBe(value);
}

const draft = (who: string, year: number, indicator: string, more: object) =>
  act(who, 'saveTargetDraft', { ...inAb(year), indicator, answersVersion: 0, ...more });

const ROW = `id indicator { code } programme { code } unchanged canDraft ours { value } theirs { value } applies { value level }
  lastYear { value } target { id version turn { name } } draft { ${DRAFT} } advice { allowed advice } general { level value }
  usual { low high } ownRange { low high } previousYear previous { value } running { value exact n atLeast outlook }`;
const TALK = `query ($provider: String!, $navOffice: String!, $year: Int!, $programme: String!) {
  talk(provider: $provider, navOffice: $navOffice, year: $year, programme: $programme) {
    id side answerBy overdue stuck waiting open agreed unsent ready unchanged viewerCan programme { code }
    provider { name } navOffice { name } agreements { programme { code } } rows { ${ROW} } } }`;

async function talkOf(who: string, year: number, more: object = {}) {
  const { data, errors } = await ask(db, who, TALK, { ...inAb(year), ...more });
  expect(errors).toBeUndefined();
  return data.talk;
}
async function rowOf(who: string, year: number, indicator: string) {
  const talk = await talkOf(who, year);
  return talk.rows.find((row: { indicator: { code: string } }) => row.indicator.code === indicator);
}
const seen = ({ id, version }: { id: string; version: number }) => ({ id, version });

describe('a talk', () => {
  test('has a row for each indicator of the programme, also before anything is said', async () => {
    const year = nextYear();
    const talk = await talkOf(OFFICE, year);
    expect(talk).toMatchObject({
      side: 'NAV_OFFICE',
      waiting: 0,
      open: 0,
      stuck: false,
      viewerCan: ['draft', 'send', 'setAnswerBy'],
      agreements: [{ programme: { code: 'AB' } }],
      provider: { name: 'Bro AS' },
    });
    const codes = talk.rows.map((row: { indicator: { code: string } }) => row.indicator.code);
    expect(codes).toContain('time-to-job');
    expect(codes).not.toContain('formal-qualification');
    const partners = talk.rows.find(
      (row: { indicator: { code: string } }) => row.indicator.code === 'placement-partners',
    );
    expect(partners).toMatchObject({ programme: null, canDraft: ['propose'], target: null, unchanged: false });
    expect((await talkOf(BRO, year)).rows[0].canDraft).toEqual([]);
  });

  test('is there for its two sides and the county unit, and for nobody else', async () => {
    const year = nextYear();
    const { id } = await propose(year, 'job-acquisition', 30);
    await draft(OFFICE, year, 'job-acquisition', { kind: 'COUNTER', answersVersion: 1, value: 31, grounds: 'x' });
    expect(await talkOf('viewer@bro.example', year)).toMatchObject({ side: 'PROVIDER', viewerCan: [], waiting: 1 });
    expect(await talkOf('member@bro.example', year)).toMatchObject({ viewerCan: ['draft'] });
    const read = await talkOf(COUNTY, year);
    expect(read).toMatchObject({ side: null, viewerCan: [], open: 1, unsent: 0 });
    expect(read.rows.find((row: { target: object | null }) => row.target)).toMatchObject({
      target: { id },
      ours: { value: 30 },
      theirs: null,
      draft: null,
      canDraft: [],
    });
    for (const key of ['raskt', 'sor', 'arendal', 'agder', 'directorate', 'operator', 'otherAssociation']) {
      expect(await talkOf(`manager@${key}.example`, year), key).toBeNull();
    }
    const list = `query ($year: Int!) { talks(year: $year) { edges { node { id } } } }`;
    for (const [who, count] of [
      [OFFICE, 1],
      [BRO, 1],
      [COUNTY, 1],
      ['manager@agder.example', 0],
      ['manager@directorate.example', 0],
    ] as const) {
      expect((await ask(db, who, list, { year })).data.talks.edges, who).toHaveLength(count);
    }
  });

  test('of two without any agreement is none, nor of a year or a programme that is none', async () => {
    expect(await talkOf(OFFICE, 2031, { provider: nation.numbers.sor })).toBeNull();
    expect(await talkOf(OFFICE, 2031, { programme: 'none' })).toBeNull();
    expect(await talkOf(OFFICE, 0)).toBeNull();
    expect(await talkOf(OFFICE, 2_000_000_000)).toBeNull();
  });

  test('shows which target applies, and where the others stand', async () => {
    const year = nextYear();
    await asSystem(db, async (trx) => {
      const place = { indicator: 'time-to-job', programme: 'AB', year, state: 'published' as const };
      const { directorate, oslo, agder } = nation.organisations;
      await trx
        .insertInto('generalTarget')
        .values([
          { ...place, level: 'national', ownerId: directorate, value: 28 },
          { ...place, level: 'county', ownerId: oslo, value: 27 },
          { ...place, level: 'county', ownerId: agder, value: 20 },
        ])
        .execute();
    });
    const row = await rowOf(BRO, year, 'time-to-job');
    expect(row.applies).toEqual({ value: 27, level: 'COUNTY' });
    expect(row.general.map(({ value }: { value: number }) => value).sort()).toEqual([27, 28]);
    await agreed(year, 'time-to-job', 25);
    expect((await rowOf(BRO, year, 'time-to-job')).applies).toEqual({ value: 25, level: 'LOCAL' });
  });

  test('ends with the agreement: nothing more is prepared or sent', async () => {
    const year = nextYear();
    const { draft: made } = await draft(OFFICE, year, 'job-acquisition', { kind: 'PROPOSE', value: 30, grounds: 'x' });
    const { id } = await propose(year, 'health', 80);
    const ends = (validTo: string | null) =>
      asSystem(db, (trx) =>
        trx
          .updateTable('agreement')
          .set({ validTo })
          .where('navOfficeId', '=', nation.organisations.frogner)
          .where('providerId', '=', nation.organisations.bro)
          .execute(),
      );
    await ends('2025-12-31');
    expect(await talkOf(OFFICE, year)).toMatchObject({ viewerCan: [], unsent: 1, agreements: [] });
    expect((await rowOf(OFFICE, year, 'time-to-job')).canDraft).toEqual([]);
    expect(await draft(OFFICE, year, 'time-to-job', { kind: 'PROPOSE', value: 30 })).toMatchObject({
      code: 'agreement-ended',
    });
    const sent = await act(OFFICE, 'sendTargetAnswers', { drafts: [seen(made)] });
    expect(sent).toMatchObject({ __typename: 'ConflictError', code: 'agreement-ended' });
    for (const who of [OFFICE, BRO]) {
      const moved = await act(who, 'counterTarget', { id, version: 1, value: 70, grounds: 'x' });
      expect(moved, who).toMatchObject({ __typename: 'ConflictError', code: 'agreement-ended' });
    }
    await ends(null);
  });
});

describe('a draft', () => {
  test('is kept unfinished, changed by whoever saw it last, and shown to nobody outside', async () => {
    const year = nextYear();
    const { draft: first } = await draft(COUNSELLOR, year, 'job-acquisition', { kind: 'PROPOSE', value: 32 });
    expect(first).toMatchObject({ complete: false, version: 1, value: 32, grounds: '', updatedBy: 'frogner member' });
    const change = { kind: 'PROPOSE', value: 33, grounds: 'Godt arbeidsmarked', version: 1 };
    const { draft: second } = await draft(OFFICE, year, 'job-acquisition', change);
    expect(second).toMatchObject({ id: first.id, complete: true, version: 2, value: 33, updatedBy: 'frogner manager' });

    const late = await draft(COUNSELLOR, year, 'job-acquisition', { ...change, value: 34, grounds: 'Mine ord' });
    expect(late).toMatchObject({ code: 'draft-changed', currentDraft: { version: 2, value: 33 } });
    const anew = await draft(COUNSELLOR, year, 'job-acquisition', { kind: 'PROPOSE', value: 35 });
    expect(anew).toMatchObject({ code: 'draft-changed', currentDraft: { value: 33 } });

    const node = `query ($id: ID!) { node(id: $id) { id } }`;
    for (const who of [BRO, COUNTY, 'manager@directorate.example', 'manager@arendal.example']) {
      expect(await ask(db, who, node, { id: first.id }), who).toEqual({ data: { node: null } });
      expect(await act(who, 'discardTargetDrafts', { drafts: [seen(second)] }), who).not.toMatchObject({
        __typename: 'DiscardTargetDraftsSuccess',
      });
    }
    expect(await talkOf(BRO, year)).toBeTruthy();
    expect((await rowOf(BRO, year, 'job-acquisition')).draft).toBeNull();
    expect(await act(OFFICE, 'discardTargetDrafts', { drafts: [seen(second)] })).toMatchObject({ ids: [first.id] });
    expect((await talkOf(OFFICE, year)).unsent).toBe(0);
  });

  test.each([
    ['more than all', { kind: 'PROPOSE', value: 101 }, 'invalid-aim'],
    ['an identity number', { kind: 'PROPOSE', value: 30, grounds: 'Se 13097248022' }, 'identity-number'],
    ['an answer to nothing', { kind: 'AGREE' }, 'move-not-allowed'],
    ['an answer to something older', { kind: 'PROPOSE', value: 30, answersVersion: 3 }, 'changed-meanwhile'],
    ['a place without agreement', { kind: 'PROPOSE', programme: 'KIA' }, 'agreement-ended'],
    ['what is refused', { kind: 'PROPOSE', programme: 'VTA' }, 'target-refused'],
    ['a closed year', { kind: 'PROPOSE', year: 2023 }, 'year-closed'],
    ['no year', { kind: 'PROPOSE', year: 999_999_999 }, 'unknown-year'],
  ])('is refused: %s', async (_what, more, code) => {
    expect(await draft(OFFICE, nextYear(), 'job-acquisition', more)).toMatchObject({ code });
  });

  test.each([
    'viewer@frogner.example',
    'manager@oslo.example',
    'manager@arendal.example',
    'manager@directorate.example',
  ])('is not made by %s', async (who) => {
    const answer = await draft(who, nextYear(), 'job-acquisition', { kind: 'PROPOSE', value: 30 });
    expect(['ForbiddenError', 'NotFoundError']).toContain(answer.__typename);
  });

  test('names what stands, when the other side has answered meanwhile', async () => {
    const year = nextYear();
    const { id } = await propose(year, 'job-acquisition', 30);
    await act(BRO, 'counterTarget', { id, version: 1, value: 25, grounds: 'Færre' });
    const late = await draft(OFFICE, year, 'job-acquisition', { kind: 'AGREE', answersVersion: 1 });
    expect(late).toMatchObject({ code: 'changed-meanwhile', currentTarget: { version: 2, value: 25 } });
  });
});

describe('nothing new', () => {
  test('is what we ourselves put forward, or else what was agreed last year', async () => {
    const before = nextYear();
    const year = nextYear();
    await agreed(before, 'job-acquisition', 35);
    await agreed(before, 'active-solutions', 20);
    await agreed(before, 'time-to-job', 28);
    await propose(year, 'job-acquisition', 35);
    await propose(year, 'active-solutions', 22);
    const { id } = await propose(year, 'time-to-job', 26);
    await propose(year, 'health', 80);
    expect((await rowOf(BRO, year, 'job-acquisition')).unchanged).toBe(true);
    expect((await rowOf(OFFICE, year, 'job-acquisition')).unchanged).toBe(false);
    expect((await rowOf(BRO, year, 'active-solutions')).unchanged).toBe(false);
    expect((await rowOf(BRO, year, 'health')).unchanged).toBe(false);

    // We said 27; that they come back to last year's 28 is new, that they come to our 27 is not.
    await act(BRO, 'counterTarget', { id, version: 1, value: 27, grounds: 'x' });
    await act(OFFICE, 'counterTarget', { id, version: 2, value: 28, grounds: 'x' });
    expect((await rowOf(BRO, year, 'time-to-job')).unchanged).toBe(false);
    await act(BRO, 'counterTarget', { id, version: 3, value: 27, grounds: 'x' });
    await act(OFFICE, 'counterTarget', { id, version: 4, value: 27, grounds: 'x' });
    expect((await rowOf(BRO, year, 'time-to-job')).unchanged).toBe(true);
    expect((await talkOf(BRO, year)).unchanged).toBe(2);

    const { drafts } = await act('member@bro.example', 'acceptUnchanged', inAb(year));
    expect(drafts.map((row: { indicator: { code: string } }) => row.indicator.code).sort()).toEqual([
      'job-acquisition',
      'time-to-job',
    ]);
    expect(drafts[0]).toMatchObject({ kind: 'AGREE', complete: true, value: null });
    expect(await act(BRO, 'acceptUnchanged', inAb(year))).toMatchObject({ drafts: [] });
    // Nothing has left.
    expect(await talkOf(OFFICE, year)).toMatchObject({ agreed: 0, open: 4, unsent: 0 });
    expect(await talkOf(BRO, year)).toMatchObject({ unsent: 2 });

    const kept = await draft(BRO, year, 'active-solutions', { kind: 'AGREE', answersVersion: 1 });
    expect(await act(BRO, 'discardTargetDrafts', { drafts: drafts.map(seen) })).toMatchObject({
      __typename: 'DiscardTargetDraftsSuccess',
    });
    expect((await rowOf(BRO, year, 'active-solutions')).draft.id).toBe(kept.draft.id);
    expect((await talkOf(BRO, year)).unsent).toBe(1);
  });

  test('last year’s targets are proposed anew, where none stands', async () => {
    const before = nextYear();
    const year = nextYear();
    await agreed(before, 'job-acquisition', 35);
    await agreed(before, 'time-to-job', 28);
    await propose(year, 'time-to-job', 26);
    expect((await rowOf(OFFICE, year, 'job-acquisition')).lastYear).toEqual({ value: 35 });
    const grounds = 'Samme mål som i fjor.';
    const { drafts } = await act(COUNSELLOR, 'proposeLastYears', { ...inAb(year), grounds });
    expect(drafts).toMatchObject([
      { kind: 'PROPOSE', value: 35, grounds, complete: true, indicator: { code: 'job-acquisition' } },
    ]);
    const answer = await act(BRO, 'proposeLastYears', { ...inAb(year), grounds, indicator: 'time-to-job' });
    expect(answer.drafts).toMatchObject([{ kind: 'COUNTER', value: 28, answersVersion: 1 }]);
    expect(await act(BRO, 'proposeLastYears', { ...inAb(year), grounds })).toMatchObject({ drafts: [] });
  });
});

const told = async (who: string) =>
  asSystem(db, (trx) =>
    trx
      .selectFrom('notification')
      .innerJoin('person', 'person.id', 'notification.personId')
      .where('person.email', '=', who)
      .where('topic', '=', 'targets')
      .select(['kind', 'path', 'details', 'thing'])
      .orderBy('notification.id', 'desc')
      .execute(),
  );

describe('sending', () => {
  test('a member prepares, hands over, and a manager sends: all at once, and the other side is told', async () => {
    const year = nextYear();
    const { draft: one } = await draft(COUNSELLOR, year, 'job-acquisition', {
      kind: 'PROPOSE',
      value: 32,
      grounds: 'x',
    });
    const { draft: two } = await draft(COUNSELLOR, year, 'time-to-job', { kind: 'PROPOSE', value: 28 });
    const both = [seen(one), seen(two)];
    expect(await act(COUNSELLOR, 'handToManager', { drafts: both })).toMatchObject({
      code: 'incomplete-draft',
      fields: [{ path: 'time-to-job', code: 'incomplete' }],
    });
    const finished = { kind: 'PROPOSE', value: 28, grounds: 'Landssnittet', version: 1 };
    const { draft: mended } = await draft(COUNSELLOR, year, 'time-to-job', finished);
    const whole = [seen(one), seen(mended)];
    expect((await act(COUNSELLOR, 'handToManager', { drafts: whole })).drafts).toMatchObject([
      { readyBy: 'frogner member' },
      { readyBy: 'frogner member' },
    ]);
    const path = `/talk/${nation.numbers.bro}/${nation.numbers.frogner}?year=${year}&programme=AB`;
    expect((await told(OFFICE))[0]).toMatchObject({
      kind: 'ready',
      path,
      details: { who: 'Bro AS', person: 'frogner member', count: 2, year },
    });
    expect(await act(COUNSELLOR, 'sendTargetAnswers', { drafts: whole })).toMatchObject({
      __typename: 'ForbiddenError',
    });
    expect(await act(OFFICE, 'sendTargetAnswers', { drafts: both })).toMatchObject({
      code: 'draft-changed',
      currentDraft: { id: two.id, version: 2 },
    });
    expect(await talkOf(OFFICE, year)).toMatchObject({ open: 0, unsent: 2, ready: 2 });

    const { targets } = await act(OFFICE, 'sendTargetAnswers', { drafts: whole });
    expect(targets).toMatchObject([
      { state: 'PROPOSED', value: 32, version: 1 },
      { state: 'PROPOSED', value: 28, version: 1 },
    ]);
    expect(await talkOf(OFFICE, year)).toMatchObject({ open: 2, unsent: 0, waiting: 0 });
    expect(await talkOf(BRO, year)).toMatchObject({ open: 2, waiting: 2 });
    expect((await told('viewer@bro.example'))[0]).toMatchObject({
      kind: 'sent',
      path,
      details: { who: 'Nav Frogner', count: 2, year },
    });

    const { drafts } = await act(BRO, 'acceptUnchanged', inAb(year));
    expect(drafts).toEqual([]);
    const agree = await draft(BRO, year, 'job-acquisition', { kind: 'AGREE', answersVersion: 1 });
    const sent = await act(BRO, 'sendTargetAnswers', { drafts: [seen(agree.draft)] });
    expect(sent.targets).toMatchObject([{ state: 'AGREED', value: 32 }]);
    expect((await told(COUNSELLOR))[0]).toMatchObject({ kind: 'agreed', details: { who: 'Bro AS' } });
  });

  test('is all or nothing: a row that changed meanwhile stops it, and every draft stays', async () => {
    const year = nextYear();
    const { id } = await propose(year, 'job-acquisition', 30);
    await propose(year, 'time-to-job', 28);
    const counter = await draft(BRO, year, 'job-acquisition', {
      kind: 'COUNTER',
      value: 25,
      grounds: 'Færre jobber',
      answersVersion: 1,
    });
    const agree = await draft(BRO, year, 'time-to-job', { kind: 'AGREE', answersVersion: 1 });
    await act(OFFICE, 'withdrawTarget', { id, version: 1 });
    const drafts = [seen(agree.draft), seen(counter.draft)];
    expect(await act(BRO, 'sendTargetAnswers', { drafts })).toMatchObject({
      code: 'changed-meanwhile',
      currentTarget: { id, version: 2 },
    });
    expect(await talkOf(BRO, year)).toMatchObject({ unsent: 2, agreed: 0 });
    expect((await rowOf(BRO, year, 'job-acquisition')).draft).toMatchObject({ grounds: 'Færre jobber', value: 25 });
    expect((await told(BRO))[0]).toMatchObject({ kind: 'withdrawn' });
  });

  test('both sides at once: each row goes once, nothing blocks and no step is lost', async () => {
    const year = nextYear();
    const codes = ['job-acquisition', 'active-solutions', 'time-to-job', 'health', 'placement-participants'];
    for (const code of codes) await propose(year, code, 4);
    // The office takes its own back by a new round of its members' words; the provider answers all.
    const made = await Promise.all(
      codes.map((code) => draft(BRO, year, code, { kind: 'AGREE', answersVersion: 1 }).then((row) => row.draft)),
    );
    const rows = (await talkOf(OFFICE, year)).rows.filter((row: { target: object | null }) => row.target);
    const [answers, ...withdrawn] = await Promise.all([
      act(BRO, 'sendTargetAnswers', { drafts: made.map(seen) }),
      ...rows
        .toReversed()
        .map(({ target }: { target: { id: string } }) => act(OFFICE, 'withdrawTarget', { id: target.id, version: 1 })),
    ]);
    const taken = withdrawn.filter(({ __typename }) => __typename === 'WithdrawTargetSuccess').length;
    expect(taken === 0 ? answers.__typename : answers.code).toBe(
      taken === 0 ? 'SendTargetAnswersSuccess' : 'changed-meanwhile',
    );
    const after = await talkOf(BRO, year);
    expect(after).toMatchObject(taken === 0 ? { agreed: 5, unsent: 0 } : { agreed: 0, unsent: 5, open: 5 - taken });
  });

  test('two managers of one side send the same at once: it is sent once', async () => {
    const year = nextYear();
    const made = [];
    for (const code of ['job-acquisition', 'time-to-job', 'health'])
      made.push((await draft(OFFICE, year, code, { kind: 'PROPOSE', value: 5, grounds: 'x' })).draft);
    const drafts = made.map(seen);
    const all = await Promise.all(
      [drafts, drafts.toReversed(), drafts].map((ones) => act(OFFICE, 'sendTargetAnswers', { drafts: ones })),
    );
    expect(all.filter(({ __typename }) => __typename === 'SendTargetAnswersSuccess')).toHaveLength(1);
    expect(all.filter(({ code }) => code === 'draft-gone')).toHaveLength(2);
    expect(await talkOf(BRO, year)).toMatchObject({ waiting: 3 });
  });
});

describe('until when', () => {
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString().slice(0, 10);

  test('is the office’s to say; past it, what is open is overdue and stuck', async () => {
    const year = nextYear();
    const set = (who: string, answerBy: string | null) => act(who, 'setAnswerBy', { ...inAb(year), answerBy });
    expect(await set(BRO, days(10))).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await set(COUNTY, days(10))).toMatchObject({ __typename: 'NotFoundError' });
    expect(await set(OFFICE, days(-2))).toMatchObject({ fields: [{ path: 'answerBy', code: 'past-day' }] });
    expect((await set(COUNSELLOR, days(10))).talk).toMatchObject({ answerBy: days(10), overdue: false });
    expect((await told(BRO))[0]).toMatchObject({ kind: 'deadline', details: { date: days(10) } });
    await propose(year, 'job-acquisition', 30);
    expect(await talkOf(BRO, year)).toMatchObject({ answerBy: days(10), overdue: false, stuck: false });
    await asSystem(db, (trx) =>
      trx
        .updateTable('targetTalk')
        .set({ answerBy: days(-2) })
        .where('year', '=', year)
        .execute(),
    );
    expect(await talkOf(COUNTY, year)).toMatchObject({ overdue: true, stuck: true });
    const list = `query ($year: Int!, $stuck: Boolean, $waitingOnMe: Boolean) {
      talks(year: $year, stuck: $stuck, waitingOnMe: $waitingOnMe) { edges { node { id programme { code } } } } }`;
    const count = async (who: string, args: object) =>
      (await ask(db, who, list, { year, ...args })).data.talks.edges.length;
    expect(await count(COUNTY, { stuck: true })).toBe(1);
    expect(await count(COUNTY, { stuck: false })).toBe(0);
    expect(await count(BRO, { waitingOnMe: true })).toBe(1);
    expect(await count(OFFICE, { waitingOnMe: true })).toBe(0);
    expect((await set(OFFICE, null)).talk).toMatchObject({ answerBy: null, overdue: false });
  });
});
