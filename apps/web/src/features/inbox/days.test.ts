import { expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import { byDay } from './days.ts';
import texts from './texts/nb.ts';

const nb = createLanguage('nb', texts);
const now = new Date('2026-11-22T11:00:00Z');
const days = (...times: string[]) =>
  byDay(
    times.map((createdAt) => ({ createdAt })),
    now,
    nb,
  ).map(({ day, items }) => [day, items.length]);

test('what came is gathered by Oslo’s days, in the order in which it came', () => {
  expect(days('2026-11-22T10:00:00Z', '2026-11-21T23:30:00Z', '2026-11-21T22:30:00Z', '2026-11-18T08:00:00Z')).toEqual([
    ['I dag', 2],
    ['I går', 1],
    ['Onsdag 18. november 2026', 1],
  ]);
});

test('nothing is no day', () => expect(days()).toEqual([]));
