import { describe, expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import { aimText, reachedBy, readAim, readNumber, unusual } from './aim.ts';

const nb = createLanguage('nb', {});
const share = { unit: 'PERCENT', decimals: 1, direction: 'HIGHER' } as const;
const weeks = { unit: 'WEEKS', decimals: 1, direction: 'BAND' } as const;
const one = (value: number) => ({ value, low: null, high: null });

test.each([
  [share, one(28), '28 %'],
  [share, one(24.8), '24,8 %'],
  [{ unit: 'SCORE', decimals: 1, direction: 'HIGHER' } as const, one(4.7), '4,7'],
  [weeks, { value: null, low: 26, high: 52 }, '26–52'],
])('a target reads as people write it', (indicator, aim, text) => {
  expect(aimText(indicator, aim, nb).replaceAll('\u00A0', ' ')).toBe(text);
});

test.each([
  ['27,5', 27.5],
  [' 27.5 % ', 27.5],
  ['1 200', 1200],
  ['−3', -3],
  ['', null],
  ['27,5,1', null],
  ['mange', null],
])('%j is read as %s', (text, number) => {
  expect(readNumber(text)).toBe(number);
});

describe('readAim', () => {
  const typed = (value: string, low = '', high = '') => ({ value, low, high });

  test('takes one number, or a band where that is best', () => {
    expect(readAim(share, typed('35,5', '9', '9'))).toEqual({ aim: one(35.5), problems: {} });
    expect(readAim(weeks, typed('35', '26', '52'))).toEqual({ aim: { value: null, low: 26, high: 52 }, problems: {} });
  });

  test('tells what is wrong by field', () => {
    expect(readAim(share, typed('')).problems).toEqual({ value: 'targets.problem.value' });
    expect(readAim(share, typed('101')).problems).toEqual({ value: 'targets.problem.scale' });
    expect(readAim(weeks, typed('', '52', '26')).problems).toEqual({ high: 'targets.problem.reversed' });
  });
});

const spread = { min: 3, q1: 20, median: 27, q3: 34, max: 61 };

test.each([
  [35, 'HIGHER', 'few'],
  [34, 'HIGHER', 'underHalf'],
  [25, 'HIGHER', 'overHalf'],
  [20, 'HIGHER', 'most'],
  [18, 'LOWER', 'few'],
  [25, 'LOWER', 'underHalf'],
  [30, 'LOWER', 'overHalf'],
  [40, 'LOWER', 'most'],
  [30, 'BAND', null],
] as const)('%s where %s is better: %s', (value, direction, reached) => {
  expect(reachedBy(value, { direction }, spread)).toBe(reached);
});

test('a value is unusual beyond everybody, or far from the provider’s own years', () => {
  expect(unusual(62, spread, [])).toBe('high');
  expect(unusual(2, spread, [])).toBe('low');
  expect(unusual(38, spread, [21.6, 28.7, 24.8])).toBe('high');
  expect(unusual(35, spread, [21.6, 28.7, 24.8])).toBeNull();
  expect(unusual(14, spread, [21.6, 28.7, 24.8])).toBe('low');
  expect(unusual(60, spread, [25])).toBeNull();
});
