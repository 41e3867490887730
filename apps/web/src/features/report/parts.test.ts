import { expect, test } from 'vitest';
import { isOdd, progressOf } from './parts.ts';
import type { Part } from './parts.ts';

const part = (file: string, state: Part['state'], rows = 1): Part => ({ file, rows, previousRows: 10, state });

test('what is voluntary is not missed', () => {
  const parts = [
    part('participations.csv', 'COMPLETE'),
    part('survey_answers.csv', 'STARTED'),
    part('follow_ups.csv', 'NOT_STARTED'),
  ];
  const { done, of, missing } = progressOf(parts);
  expect([done, of, missing.map(({ file }) => file)]).toEqual([1, 2, ['survey_answers.csv']]);
});

test.each([
  [10, 25, true],
  [5, 10, false],
  [4, 10, true],
  [20, 10, false],
  [21, 10, true],
  [3, 0, false],
  [3, null, false],
])('%s rows after %s', (rows, previousRows, odd) => {
  expect(isOdd({ rows, previousRows })).toBe(odd);
});
