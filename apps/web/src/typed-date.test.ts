import { expect, test } from 'vitest';
import { readDate, typedDate } from './typed-date.ts';

test.each([
  ['31.03.2027', '2027-03-31'],
  ['1.3.2027', '2027-03-01'],
  [' 2027-03-31 ', '2027-03-31'],
  ['31.02.2027', null],
  ['i morgen', null],
  ['', null],
])('%j is read as %s', (text, day) => {
  expect(readDate(text)).toBe(day);
});

test('a date is typed as it is read', () => {
  expect(typedDate('2027-03-31')).toBe('31.03.2027');
  expect(typedDate(null)).toBe('');
});
