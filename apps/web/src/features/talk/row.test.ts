import { describe, expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import {
  aimOf,
  choicesOf,
  keptAs,
  lacks,
  NOTHING,
  placeOf,
  standingAims,
  waitsForSignature,
  wordOf,
  writtenFrom,
} from './row.ts';
import type { Choice, Draft, Written } from './row.ts';
import { OFFICE, one, PROVIDER, sampleRow, sampleStep, sampleTarget } from './sample-talk.ts';

const nb = createLanguage('nb', {});
const lastYear = { id: 'before', value: 28, low: null, high: null };
const draft = (change: Partial<Draft>): Draft => ({
  id: 'draft',
  kind: 'COUNTER',
  ...one(38),
  grounds: 'Ny jobbmesse.',
  answersVersion: 2,
  version: 1,
  readyAt: null,
  readyBy: null,
  updatedAt: '2026-11-18T12:00:00Z',
  updatedBy: 'Ingrid Solheim',
  ...change,
});

test.each([
  ['nothing proposed', null, 'none'],
  ['withdrawn', sampleTarget({ state: 'WITHDRAWN', turn: null }), 'none'],
  ['agreed', sampleTarget({ state: 'AGREED', turn: null }), 'agreed'],
  ['our turn', sampleTarget({ turn: OFFICE }), 'waiting'],
  ['their turn', sampleTarget({ turn: PROVIDER }), 'theirs'],
])('%s: seen from the office it is %s', (_name, target, place) => {
  expect(placeOf({ target, unchanged: false }, OFFICE.id)).toBe(place);
});

test('what asks for nothing new is unchanged, on our own turn only', () => {
  expect(placeOf({ target: sampleTarget({ turn: OFFICE }), unchanged: true }, OFFICE.id)).toBe('unchanged');
  expect(placeOf({ target: sampleTarget({ turn: PROVIDER }), unchanged: true }, OFFICE.id)).toBe('theirs');
});

test('only what is accepted waits for a signature', () => {
  const proposed = sampleStep('PROPOSE', OFFICE, 32);
  const agreed = sampleStep('AGREE', PROVIDER);
  const countered = sampleStep('COUNTER', PROVIDER, 27);
  expect(waitsForSignature({ state: 'PROPOSED', steps: [proposed] })).toBe(false);
  expect(waitsForSignature({ state: 'PROPOSED', steps: [proposed, agreed] })).toBe(true);
  expect(waitsForSignature({ state: 'COUNTERED', steps: [proposed, agreed, countered] })).toBe(false);
  expect(waitsForSignature({ state: 'AGREED', steps: [proposed, agreed] })).toBe(false);
});

test('a side is told by its last answer in the round that runs', () => {
  const steps = [
    sampleStep('PROPOSE', OFFICE, 32),
    sampleStep('COUNTER', PROVIDER, 27),
    sampleStep('COMMENT', PROVIDER),
  ];
  expect(wordOf(sampleTarget({ steps }), PROVIDER.id)).toBe('countered');
  expect(wordOf(sampleTarget({ steps }), OFFICE.id)).toBeNull();
  const agreed = [...steps, sampleStep('AGREE', OFFICE)];
  expect(wordOf(sampleTarget({ steps: agreed }), OFFICE.id)).toBe('agreed');
  const again = [...agreed, sampleStep('REOPEN', PROVIDER, 25, { round: 2 })];
  expect(wordOf(sampleTarget({ steps: again }), OFFICE.id)).toBeNull();
  expect(wordOf(sampleTarget({ steps: agreed, state: 'WITHDRAWN' }), OFFICE.id)).toBeNull();
});

test('nothing is on the table once it is withdrawn', () => {
  const values = { ours: one(32), theirs: one(27) };
  expect(standingAims({ ...values, target: sampleTarget() })).toEqual(values);
  expect(standingAims({ ...values, target: sampleTarget({ state: 'WITHDRAWN' }) })).toEqual({
    ours: null,
    theirs: null,
  });
});

describe('choicesOf', () => {
  const answering = { canDraft: ['agree', 'counter'], target: sampleTarget({ proposal: one(27) }), lastYear: null };

  test.each<[string, Parameters<typeof choicesOf>[0], Choice[]]>([
    ['nothing to do', { canDraft: [], target: sampleTarget(), ours: null, lastYear }, []],
    ['an answer', { ...answering, ours: null }, ['agree', 'counter']],
    ['an answer to another value than ours', { ...answering, ours: one(32) }, ['agree', 'hold', 'counter']],
    ['an answer to our own value', { ...answering, ours: one(27) }, ['agree', 'counter']],
    [
      'a signature',
      { canDraft: ['counter', 'sign'], target: sampleTarget(), ours: one(32), lastYear },
      ['sign', 'counter'],
    ],
    ['a first proposal', { canDraft: ['propose'], target: null, ours: null, lastYear: null }, ['propose']],
    [
      'a first proposal after a year',
      { canDraft: ['propose'], target: null, ours: null, lastYear },
      ['lastYear', 'propose'],
    ],
    ['an agreed target', { canDraft: ['reopen'], target: sampleTarget(), ours: null, lastYear }, ['reopen']],
  ])('%s', (_name, row, choices) => {
    expect(choicesOf(row)).toEqual(choices);
  });
});

describe('a draft', () => {
  const row = sampleRow('job-acquisition', { ours: one(32), lastYear, target: sampleTarget({ proposal: one(27) }) });

  test.each<[Partial<Draft>, Written]>([
    [{}, { choice: 'counter', value: '38', low: '', high: '', grounds: 'Ny jobbmesse.' }],
    [{ value: 38.5 }, { choice: 'counter', value: '38,5', low: '', high: '', grounds: 'Ny jobbmesse.' }],
    [{ value: 32 }, { choice: 'hold', value: '', low: '', high: '', grounds: 'Ny jobbmesse.' }],
    [{ value: null }, { choice: 'counter', value: '', low: '', high: '', grounds: 'Ny jobbmesse.' }],
    [
      { kind: 'AGREE', value: null, grounds: '' },
      { ...NOTHING, choice: 'agree' },
    ],
    [
      { kind: 'PROPOSE', value: 28 },
      { ...NOTHING, choice: 'lastYear', grounds: 'Ny jobbmesse.' },
    ],
    [
      { kind: 'PROPOSE', value: 29 },
      { ...NOTHING, choice: 'propose', value: '29', grounds: 'Ny jobbmesse.' },
    ],
  ])('%j shows in the form as it was written, and is kept as it was', (change, written) => {
    const given = draft(change);
    expect(writtenFrom(given, row, nb)).toEqual(written);
    const { kind, value, low, high, grounds } = given;
    expect(keptAs(written, row)).toEqual({ kind, value, low, high, grounds });
  });

  test('nothing chosen is nothing to keep', () => {
    expect(writtenFrom(null, row, nb)).toEqual(NOTHING);
    expect(keptAs(NOTHING, row)).toBeNull();
  });

  test('holding on puts our own value forward; accepting puts none', () => {
    expect(aimOf({ ...NOTHING, choice: 'hold' }, row)).toEqual(one(32));
    expect(aimOf({ ...NOTHING, choice: 'lastYear' }, row)).toMatchObject(one(28));
    expect(aimOf({ ...NOTHING, choice: 'agree', value: '38' }, row)).toBeNull();
    expect(aimOf({ ...NOTHING, choice: 'counter', value: 'mange' }, row)).toBeNull();
  });

  test.each<[Partial<Written>, ReturnType<typeof lacks>]>([
    [{}, {}],
    [{ choice: 'agree' }, {}],
    [{ choice: 'hold' }, { grounds: 'answer.groundsNeeded' }],
    [{ choice: 'hold', grounds: 'Fordi.' }, {}],
    [{ choice: 'counter', grounds: 'Fordi.' }, { value: 'aim.problem.value' }],
    [{ choice: 'counter', value: '101', grounds: 'Fordi.' }, { value: 'aim.problem.scale' }],
    [{ choice: 'counter', value: '38', grounds: 'Se 018100 50019.' }, { grounds: 'error.identityNumber' }],
    [{ choice: 'counter', value: '38,5', grounds: 'Fordi.' }, {}],
  ])('%j lacks %j', (written, problems) => {
    expect(lacks({ ...NOTHING, ...written }, row)).toEqual(problems);
  });
});
