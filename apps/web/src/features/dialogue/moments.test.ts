import { expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import { momentText, sinceText } from './moments.ts';
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
  ['2026-11-22T07:52:00Z', 'kl. 08.52'],
  ['2026-11-21T12:00:00Z', 'i går'],
  ['2026-11-11T12:00:00Z', '11. november'],
  ['2025-11-21T12:00:00Z', '21. november 2025'],
])('what is new since %s is new since %s', (at, text) => {
  expect(sinceText(at, new Date('2026-11-22T10:00:00Z'), language)).toBe(text);
});
