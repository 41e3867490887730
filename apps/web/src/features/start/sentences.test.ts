import { expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import shared from '../../texts/nb.ts';
import { deadlineSentence, waitingSentence } from './sentences.ts';
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
