import { expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import shared from '../../texts/nb.ts';
import { deadlineSentence, riskSentences, waitingSentence } from './sentences.ts';
import texts from './texts/nb.ts';

const nb = createLanguage('nb', { ...shared, ...texts });

test.each([
  [{ targetsToAnswer: 0, unreadThreads: 0 }, 'Ingenting venter på dere nå.'],
  [{ targetsToAnswer: 1, unreadThreads: 0 }, 'Ett forslag venter på svar fra dere.'],
  [{ targetsToAnswer: 2, unreadThreads: 3 }, '2 forslag venter på svar fra dere og 3 tråder er uleste.'],
])('what waits: %o', (waiting, sentence) => expect(waitingSentence(waiting, nb)).toBe(sentence));

test.each([
  ['2027-01-06T08:00:00Z', 'Fristen er fredag 15. januar 2027. Det er 9 dager igjen.'],
  ['2027-01-14T08:00:00Z', 'Fristen er fredag 15. januar 2027. Det er én dag igjen.'],
  ['2027-01-15T22:59:00Z', 'Fristen er fredag 15. januar 2027. Det er siste dag.'],
  ['2027-01-15T23:00:00Z', 'Fristen var fredag 15. januar 2027.'],
])('the deadline is the end of the day, seen from %s', (now, sentence) =>
  expect(deadlineSentence('2027-01-15T23:00:00Z', new Date(now), nb)).toBe(sentence),
);

const share = { unit: 'PERCENT', decimals: 1 } as const;
const weeks = { unit: 'WEEKS', decimals: 1 } as const;
const aim = (value: number) => ({ value, low: null, high: null });

test.each([
  [
    { value: 19.7, exact: true, needed: 45.2, reachable: true, indicator: share, target: aim(28) },
    '19,7 % så langt i 2026. Målet er 28,0 %. Resten av året må gi 45,2 %.',
  ],
  [
    { value: 20, exact: false, needed: null, reachable: null, indicator: share, target: aim(28) },
    'Om lag 20 % så langt i 2026. Målet er 28,0 %.',
  ],
  [
    { value: 34, exact: false, needed: 21.5, reachable: true, indicator: weeks, target: aim(28) },
    'Om lag 34 uker så langt i 2026. Målet er 28,0 uker. Resten av året må gi 21,5 uker.',
  ],
  [
    { value: 3, exact: true, needed: null, reachable: false, indicator: share, target: aim(80) },
    '3,0 % så langt i 2026. Målet er 80,0 %. Det kan ikke lenger nås i år.',
  ],
])('what is at risk: %o', (row, sentence) =>
  expect(riskSentences(row, 2026, nb).replaceAll('\u00a0', ' ')).toBe(sentence),
);
