import { describe, expect, test } from 'vitest';
import { DEFAULT_DELIVERY, KINDS, TOPICS } from './kinds.ts';
import { describeNotice, topicWords } from './words.ts';

const all = {
  who: 'Nav Solør',
  person: 'Kari Nordli',
  subject: 'Formidling',
  provider: 'Bro AS',
  date: '2027-01-20',
  year: 2027,
  count: 7,
};
const kinds = TOPICS.flatMap((topic) => KINDS[topic].map((kind) => ({ topic, kind })));

describe.each(['nb', 'nn', 'en'] as const)('%s', (locale) => {
  test.each(kinds)('$topic/$kind has words of its own, with and without details', ({ topic, kind }) => {
    for (const details of [all, {}]) {
      const words = describeNotice({ topic, kind, details }, locale);
      expect(words).not.toMatch(/[{}[\]]|undefined|\s{2}|\s$/);
      expect(words, 'a heading is no sentence').not.toBe(topicWords[topic][locale]);
    }
  });

  test('no two kinds of a topic read alike', () => {
    const words = kinds.map((one) => describeNotice({ ...one, details: all }, locale));
    expect(new Set(words).size).toBe(kinds.length);
  });
});

test.each([
  ['targets', 'sent', 'Nav Solør har svart på mål for 2027'],
  ['targets', 'deadline', 'Mål for 2027 med Nav Solør: svarfristen er 20. januar'],
  ['dialogue', 'comment', 'Nytt innlegg i «Formidling» fra Kari Nordli i Nav Solør'],
  ['reporting', 'deadline-soon', 'Rapporten for 2027 er ikke sendt inn. Fristen er 20. januar'],
] as const)('%s/%s in bokmål', (topic, kind, words) => {
  expect(describeNotice({ topic, kind, details: all }, 'nb')).toBe(words);
});

test('a deadline that has passed is not said to come', () => {
  const passed = { topic: 'targets', kind: 'deadline', details: { ...all, count: -1 } } as const;
  expect(describeNotice(passed, 'nb')).toBe('Mål for 2027 med Nav Solør er ikke avtalt. Svarfristen var 20. januar');
});

test('a name that is not known is left out, and a person stands beside the organisation', () => {
  const comment = (details: object) => describeNotice({ topic: 'dialogue', kind: 'comment', details }, 'nb');
  expect(comment({ who: 'Nav Solør', subject: 'Kurs' })).toBe('Nytt innlegg i «Kurs» fra Nav Solør');
  expect(comment({ subject: 'Kurs' })).toBe('Nytt innlegg i «Kurs» fra den andre siden');
});

test('a name is one line, whatever was typed', () => {
  const details = { who: 'Nav\r\nBcc: evil@example.com', subject: 'a\nb' };
  expect(describeNotice({ topic: 'dialogue', kind: 'comment', details }, 'en')).toBe(
    'New comment in “a b” by Nav Bcc: evil@example.com',
  );
});

test('words typed as brackets or braces stay as typed', () => {
  const details = { who: 'Nav', subject: 'Kurs [2026] {who}' };
  expect(describeNotice({ topic: 'dialogue', kind: 'comment', details }, 'nb')).toBe(
    'Nytt innlegg i «Kurs [2026] {who}» fra Nav',
  );
});

test('a kind of an older version has the words of its topic', () => {
  expect(describeNotice({ topic: 'meetings', kind: 'moved', details: all }, 'nb')).toBe('Dialogmøter');
});

test('every topic has a default', () => {
  expect(Object.keys(DEFAULT_DELIVERY)).toEqual([...TOPICS]);
  expect(Object.keys(KINDS)).toEqual([...TOPICS]);
});
