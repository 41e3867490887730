import { expect, test } from 'vitest';
import { calledOn, entriesOf, firstUnread, marked, nameBeingWritten, suggested } from './thread.ts';
import type { Comment } from './thread.ts';

const comment = (seq: number, mine = false): Comment => ({
  id: `c${seq}`,
  seq,
  mine,
  personName: mine ? 'Kari' : 'Ola',
  body: '',
  createdAt: `2026-11-${String(seq).padStart(2, '0')}T10:00:00Z`,
  editedAt: null,
  viewerCan: [],
  organisation: { id: 'o', name: 'Nav' },
  mentions: [],
  edits: [],
});

test('the unread line stands before the first that others wrote and one has not read', () => {
  const comments = [comment(1), comment(2, true), comment(3), comment(4, true), comment(5)];
  expect(firstUnread(comments, 2)?.seq).toBe(3);
  expect(firstUnread(comments, 0)).toBeUndefined();
});

test('what was done stands where it happened, and what was said in a negotiation stays with the target', () => {
  const organisation = { id: 'o', name: 'Nav' };
  const steps = [{ seq: 1, kind: 'RESOLVED' as const, personName: 'Ola', organisation, at: '2026-11-02T12:00:00Z' }];
  const move = { value: 30, low: null, high: null, organisation };
  const target = {
    id: 't',
    steps: [
      { seq: 1, kind: 'PROPOSE' as const, ...move, at: '2026-11-01T09:00:00+01:00' },
      { seq: 2, kind: 'COMMENT' as const, ...move, at: '2026-11-01T11:00:00Z' },
      { seq: 3, kind: 'AGREE' as const, ...move, value: null, at: '2026-11-03T10:30:00Z' },
    ],
  };
  const entries = entriesOf({ steps, target }, [comment(1), comment(2), comment(3)]);
  expect(entries.map((entry) => (entry.kind === 'comment' ? entry.comment.seq : entry.step.kind))).toEqual([
    'PROPOSE',
    1,
    2,
    'RESOLVED',
    3,
    'AGREE',
  ]);
  // Who agrees, agrees to what stands.
  expect(entries.at(-1)).toMatchObject({ aim: { value: 30 } });
});

test.each([
  ['Hei @Nav Os, og @Kari Ås!', ['@Nav Os', '@Kari Ås']],
  ['@Nav Os sentrum må svare', ['@Nav Os sentrum']],
  ['Skriv til @Kari Åsen eller kari@Kari', []],
  ['@Kari Ås@Nav Os', ['@Kari Ås', '@Nav Os']],
  ['', []],
])('in «%s» those called on are marked', (body, called) => {
  const people = [{ name: 'Nav Os' }, { name: 'Nav Os sentrum' }, { name: 'Kari Ås' }];
  const pieces = marked(body, people);
  expect(pieces.map(({ text }) => text).join('')).toBe(body);
  expect(pieces.flatMap(({ text, mention }) => (mention ? [text] : []))).toEqual(called);
  expect(
    calledOn(body, people)
      .map(({ name }) => `@${name}`)
      .sort(),
  ).toEqual([...called].sort());
});

test.each([
  ['Hei @', ''],
  ['Hei @Ka', 'Ka'],
  ['Hei @Kari Ny', 'Kari Ny'],
  ['(@Ka', 'Ka'],
  ['@', ''],
  ['kari@nav', null],
  ['Hei @Kari\nog', null],
  ['Hei', null],
])('in «%s» the name being written is %s', (text, name) => {
  expect(nameBeingWritten(text, text.length)).toBe(name);
});

test('people are suggested by any part of their name, until it stands there whole', () => {
  const people = [{ name: 'Kari Nygård' }, { name: 'Jonas Tveit' }, { name: 'Nav Sandnes' }];
  const names = (written: string) => suggested(people, written).map(({ name }) => name);
  expect(names('')).toHaveLength(3);
  expect(names('n')).toEqual(['Kari Nygård', 'Nav Sandnes']);
  expect(names('kari ny')).toEqual(['Kari Nygård']);
  expect(names('Kari Nygård ')).toEqual([]);
  expect(names('Kari Nygård kan')).toEqual([]);
});
