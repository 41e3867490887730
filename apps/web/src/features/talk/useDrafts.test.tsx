import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ReactNode } from 'react';
import { Client, fetchExchange, Provider } from 'urql';
import { NOTHING } from './row.ts';
import type { Written } from './row.ts';
import { one, sampleRow, sampleTalk, sampleTarget } from './sample-talk.ts';
import { useDrafts } from './useDrafts.ts';

const row = sampleRow('job-acquisition', { target: sampleTarget({ proposal: one(27), version: 2 }) });
const talk = sampleTalk([row]);
const written = (change: Partial<Written>): Written => ({ ...NOTHING, choice: 'counter', value: '38', ...change });

/** What the API was asked to keep, and what it answers to each. */
let asked: Record<string, unknown>[];
let answers: (() => object | Promise<never>)[];
const kept = (version: number) => () => ({
  result: { __typename: 'SaveTargetDraftSuccess', draft: { id: 'draft', version } },
});

function draftsOn() {
  const client = new Client({
    url: 'http://localhost/graphql',
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetch: async (_url, options) => {
      const { variables } = (await new Response(options?.body).json()) as {
        variables: { input: Record<string, unknown> };
      };
      asked.push(variables.input);
      return new Response(JSON.stringify({ data: await answers.shift()?.() }), {
        headers: { 'content-type': 'application/json' },
      });
    },
  });
  const wrapper = ({ children }: { children: ReactNode }) => <Provider value={client}>{children}</Provider>;
  return renderHook(() => useDrafts(talk), { wrapper }).result;
}

beforeEach(() => {
  asked = [];
  answers = [];
  sessionStorage.clear();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

describe('what is typed', () => {
  test('is kept once, after a pause, as an answer to the version that was seen', async () => {
    answers = [kept(1)];
    const drafts = draftsOn();
    act(() => drafts.current.change(row, written({ value: '3' })));
    act(() => drafts.current.change(row, written({ value: '38,5', grounds: 'Fordi.' })));
    expect(asked).toEqual([]);
    await act(() => vi.advanceTimersByTimeAsync(800));
    await waitFor(() => expect(drafts.current.kept).toMatchObject({ offline: false }));
    expect(asked).toEqual([
      expect.objectContaining({ kind: 'COUNTER', value: 38.5, grounds: 'Fordi.', answersVersion: 2, version: null }),
    ]);
    expect(drafts.current.seen([row])).toEqual([{ id: 'draft', version: 1 }]);
    expect(sessionStorage).toHaveLength(0);
  });

  test('goes on from the version that was kept', async () => {
    answers = [kept(1), kept(2)];
    const drafts = draftsOn();
    act(() => drafts.current.change(row, written({}), { atOnce: true }));
    act(() => drafts.current.change(row, written({ value: '39' })));
    await act(() => drafts.current.flush());
    expect(asked.map(({ value, version }) => [value, version])).toEqual([[39, null]]);
    act(() => drafts.current.change(row, written({ value: '40' }), { atOnce: true }));
    await act(() => drafts.current.flush());
    expect(asked.map(({ value, version }) => [value, version])).toEqual([
      [39, null],
      [40, 1],
    ]);
  });

  test('stays in this tab without a network, and is kept when it is back', async () => {
    answers = [() => Promise.reject(new TypeError('offline')), kept(1)];
    const drafts = draftsOn();
    act(() => drafts.current.change(row, written({}), { atOnce: true }));
    await waitFor(() => expect(drafts.current.kept).toMatchObject({ offline: true }));
    expect(sessionStorage.getItem('talk talk')).toContain('38');
    expect(drafts.current.writtenOn(row)).toEqual(written({}));
    act(() => void window.dispatchEvent(new Event('online')));
    await waitFor(() => expect(drafts.current.kept).toMatchObject({ offline: false }));
    expect(sessionStorage).toHaveLength(0);
  });
});

describe('when a colleague was first', () => {
  const theirs = {
    __typename: 'TargetDraft',
    id: 'draft',
    kind: 'COUNTER',
    ...one(36),
    grounds: 'Markedet er godt.',
    answersVersion: 2,
    version: 4,
    readyAt: null,
    readyBy: null,
    updatedAt: '2026-11-18T13:02:00Z',
    updatedBy: 'Mona Vik',
  };
  const refused = () => ({
    result: {
      __typename: 'ConflictError',
      code: 'draft-changed',
      message: '',
      currentDraft: theirs,
      currentTarget: null,
    },
  });

  test('nothing is written over, and one’s own can be kept all the same', async () => {
    answers = [refused, kept(5)];
    const drafts = draftsOn();
    act(() => drafts.current.change(row, written({}), { atOnce: true }));
    await waitFor(() => expect(drafts.current.conflicts[row.id]?.theirs).toMatchObject({ updatedBy: 'Mona Vik' }));
    expect(drafts.current.writtenOn(row)).toEqual(written({}));
    act(() => drafts.current.keepMine(row));
    await waitFor(() => expect(drafts.current.conflicts).toEqual({}));
    expect(asked.map(({ value, version }) => [value, version])).toEqual([
      [38, null],
      [38, 4],
    ]);
  });

  test('theirs can be taken, and is gone on from', async () => {
    answers = [refused, kept(5)];
    const drafts = draftsOn();
    act(() => drafts.current.change(row, written({}), { atOnce: true }));
    await waitFor(() => expect(drafts.current.conflicts[row.id]).toBeDefined());
    const found = drafts.current.conflicts[row.id]?.theirs;
    act(() => {
      if (found) drafts.current.takeTheirs(row, found);
    });
    expect(drafts.current.writtenOn(row)).toEqual(written({ value: '36', grounds: 'Markedet er godt.' }));
    expect(drafts.current.seen([row])).toEqual([{ id: 'draft', version: 4 }]);
    act(() => drafts.current.change(row, written({ value: '37' }), { atOnce: true }));
    await act(() => drafts.current.flush());
    expect(asked.at(-1)).toMatchObject({ value: 37, version: 4 });
  });
});
