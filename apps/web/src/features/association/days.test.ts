import { expect, test } from 'vitest';
import { endOfDay, lastDayBefore } from './days.ts';

test.each([
  ['2027-01-15', '2027-01-15T23:00:00.000Z'],
  ['2027-06-30', '2027-06-30T22:00:00.000Z'],
  ['2027-03-27', '2027-03-27T23:00:00.000Z'],
  ['2027-03-28', '2027-03-28T22:00:00.000Z'],
])('%s ends at %s', (day, end) => {
  expect(endOfDay(day)).toBe(end);
});

test('people are told the last day', () => {
  expect(lastDayBefore('2027-01-15T23:00:00.000Z').toISOString()).toBe('2027-01-15T22:59:59.000Z');
});
