import { describe, expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import nb from '../../texts/nb.ts';
import { keyOf, pointWords, stageOf } from './meeting.ts';
import type { Point, Row, Theme } from './meeting.ts';
import texts from './texts/nb.ts';
import { distanceWords, marksOf } from './Views.tsx';

const language = createLanguage('nb', { ...nb, ...texts });
// A space that does not break reads as one.
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

const indicator = {
  code: 'job-acquisition',
  name: 'Formidling til arbeid',
  unit: 'PERCENT',
  decimals: 1,
  group: 'OUTCOME',
} as const;
const figure = { value: 24.8, status: 'OK', n: 129, numerator: 32, denominator: 129 } as const;
const target = {
  id: 't',
  level: 'LOCAL',
  state: 'AGREED',
  value: 28,
  low: null,
  high: null,
  agreedAt: null,
  owner: { id: 'o', name: 'Nav Solør' },
} as const;
const row: Row = {
  indicator,
  own: figure,
  previous: { value: 26.3, status: 'OK' },
  previousYear: 2024,
  nationalMean: 30,
  change: 'WITHIN',
  target,
  targetStatus: 'BELOW_WITHIN',
  next: { ...target, value: 30 },
  running: { asOf: '2026-11-20', value: 20, atLeast: 40, certainty: 'BELOW', outlook: 'AT_RISK' },
};
const point = (more: Partial<Point>): Point => ({
  kind: 'OTHER',
  theme: null,
  text: null,
  indicator: null,
  action: null,
  ...more,
});
const theme = (more: Partial<Theme>): Theme => ({
  theme: 5,
  nav: 4.1,
  participant: 4,
  employee: 5.2,
  yes: null,
  distance: 1.2,
  ...more,
});

describe('a point in words', () => {
  const words = (one: Point) =>
    plain(Object.values(pointWords(one, { rows: [row], themes: [theme({})] }, language)).join(' · '));

  test('a target with its figure and status, and how the next year goes', () => {
    expect(words(point({ kind: 'TARGET_AT_RISK', indicator }))).toBe(
      'Formidling til arbeid · 24,8 % mot målet 28,0 %: Under, innenfor usikkerheten. Så langt 20 % mot neste mål 30,0 %.',
    );
  });

  test('a change with the year before', () => {
    expect(words(point({ kind: 'CHANGE', indicator }))).toBe('Formidling til arbeid · 24,8 %, fra 26,3 % i 2024.');
  });

  test('a survey theme with its views, and what somebody added', () => {
    expect(words(point({ kind: 'SURVEY_GAP', theme: 5, text: 'Hvorfor?' }))).toBe(
      'Medvirkning · Nav 4,1. Deltakere 4,0. Ansatte 5,2. Hvorfor?',
    );
  });

  test('nothing of a figure that is hidden', () => {
    const hidden = { ...row, own: { ...figure, value: null, status: 'SUPPRESSED' as const } };
    const { why } = pointWords(point({ kind: 'TARGET_AT_RISK', indicator }), { rows: [hidden], themes: [] }, language);
    expect(why).toBe('');
  });

  test('points of one’s own are told apart by their words, others by what they are about', () => {
    expect(keyOf(point({ text: 'a' }))).not.toBe(keyOf(point({ text: 'b' })));
    expect(keyOf(point({ kind: 'CHANGE', indicator }))).toBe(keyOf(point({ kind: 'CHANGE', indicator, text: 'b' })));
  });
});

test('what the distance says: who is highest, and that participants were asked otherwise', () => {
  expect(distanceWords(theme({}), language)).toBe('Ansatte svarer 1,2 høyere enn deltakere.');
  expect(distanceWords(theme({ distance: 0.4 }), language)).toBe('Ganske like syn.');
  expect(distanceWords(theme({ distance: null }), language)).toBe('');
  expect(plain(distanceWords(theme({ theme: 9, distance: 0.4, yes: 93.5 }), language))).toBe(
    'Ganske like syn. 94 % av deltakerne er fornøyde alt i alt.',
  );
  expect(marksOf(theme({ theme: 4 }), language).map(({ apart }) => apart ?? false)).toEqual([false, true, false]);
});

test.each([
  ['PLANNED', false, [], 'coming'],
  ['PLANNED', true, [], 'awaitsMinutes'],
  ['HELD', true, [], 'awaitsUs'],
  ['HELD', true, ['us'], 'awaitsThem'],
  ['HELD', true, ['them'], 'awaitsUs'],
  ['HELD', true, ['us', 'them'], 'confirmed'],
  ['CANCELLED', true, [], 'cancelled'],
] as const)('%s, its day has been: %s, confirmed by %j: %s', (state, due, by, stage) => {
  const confirmations = [
    ...by.map((id) => ({ current: true, organisation: { id } })),
    { current: false, organisation: { id: 'us' } },
  ];
  const meeting = { state, due, confirmations, provider: { id: 'us' }, counterpart: { id: 'them' } };
  expect(stageOf(meeting, 'us')).toBe(stage);
});
