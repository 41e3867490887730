import { describe, expect, test } from 'vitest';
import { createLanguage } from './language.tsx';
import { aimText, readAim, readNumber } from './aim.ts';

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
    expect(readAim(share, typed('')).problems).toEqual({ value: 'aim.problem.value' });
    expect(readAim(share, typed('101')).problems).toEqual({ value: 'aim.problem.scale' });
    expect(readAim(weeks, typed('', '52', '26')).problems).toEqual({ high: 'aim.problem.reversed' });
  });
});
