import { expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import { momentText, readDate, typedDate } from './moments.ts';
import texts from './texts/nb.ts';

const language = createLanguage('nb', texts);

test.each([
  ['2026-11-22T07:52:00Z', 'i dag kl. 08.52'],
  ['2026-11-21T23:30:00Z', 'i dag kl. 00.30'],
  ['2026-11-21T12:00:00Z', '21. november kl. 13.00'],
  ['2025-11-21T12:00:00Z', '21. november 2025 kl. 13.00'],
])('%s reads %s', (at, text) => {
  expect(momentText(at, new Date('2026-11-22T10:00:00Z'), language)).toBe(text);
});

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
