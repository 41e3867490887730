import { expect, test } from 'vitest';
import { firstUnread, isOverdue, merged } from './thread.ts';
import type { Comment } from './thread.ts';

const comment = (seq: number, mine = false): Comment => ({
  id: String(seq),
  seq,
  personName: 'Kari',
  mine,
  body: `Innlegg ${seq}`,
  createdAt: '2026-11-22T08:00:00Z',
  organisation: { id: '1', name: 'Nav Sandnes' },
});

test('a comment that comes twice is there once, and all stand in their order', () => {
  expect(merged([comment(1), comment(3)], [comment(3), comment(2)]).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('the unread line stands before the first that others wrote and one has not read', () => {
  const comments = [comment(1), comment(2, true), comment(3), comment(4, true), comment(5)];
  expect(firstUnread(comments, 2)?.seq).toBe(3);
  expect(firstUnread(comments, 0)).toBeUndefined();
});

test('only what is left to do can be overdue', () => {
  expect(isOverdue({ dueDate: '2026-11-21', state: 'ACCEPTED' }, '2026-11-22')).toBe(true);
  expect(isOverdue({ dueDate: '2026-11-22', state: 'ACCEPTED' }, '2026-11-22')).toBe(false);
  expect(isOverdue({ dueDate: '2026-11-21', state: 'DONE' }, '2026-11-22')).toBe(false);
  expect(isOverdue({ dueDate: null, state: 'PROPOSED' }, '2026-11-22')).toBe(false);
});
