import type { ExecutionResult } from 'graphql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { follow } from './follow.ts';

/** A connection as the server sees it. */
interface Connection {
  variables: Record<string, unknown>;
  say(kind: string, cursor: string): void;
  complete(): void;
  cut(): void;
  isLeft(): boolean;
}

const connections: Connection[] = [];
let status = 200;
let look: DocumentVisibilityState = 'visible';
let stop = () => {};
const heard: unknown[] = [];
let ended = 0;

beforeEach(() => {
  connections.length = 0;
  heard.length = 0;
  [status, look, ended] = [200, 'visible', 0];
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => look);
  vi.stubGlobal('fetch', async (_url: string, init: { body: string; signal?: AbortSignal }) => {
    if (status !== 200) return new Response(null, { status });
    let out: ReadableStreamDefaultController<Uint8Array>;
    const write = (text: string) => out.enqueue(new TextEncoder().encode(text));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        out = controller;
        controller.enqueue(new TextEncoder().encode(':\n\n'));
      },
    });
    connections.push({
      variables: JSON.parse(init.body).variables,
      say: (kind, cursor) => write(`event: next\ndata: ${JSON.stringify({ data: { events: { kind, cursor } } })}\n\n`),
      complete: () => write('event: complete\ndata: \n\n'),
      cut: () => out.error(new TypeError('network error')),
      isLeft: () => init.signal?.aborted === true,
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
  stop = follow(
    { query: 'subscription { events { kind cursor } }', variables: { id: 'T1' } },
    { next: ({ data }: ExecutionResult) => heard.push(data?.['events']), ended: () => (ended += 1) },
  );
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const connected = (count: number) => vi.waitFor(() => expect(connections).toHaveLength(count), { timeout: 3_000 });
const showTab = (state: DocumentVisibilityState) => {
  look = state;
  document.dispatchEvent(new Event('visibilitychange'));
};

test('a connection that is cut is made again from the last cursor that was heard', async () => {
  await connected(1);
  expect(connections[0]?.variables).toEqual({ id: 'T1' });
  connections[0]?.say('FOLLOWING', '2026-11-22T10:00:00Z');
  connections[0]?.say('COMMENT', '2026-11-22T10:00:05Z');
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  connections[0]?.cut();
  await connected(2);
  expect(connections[1]?.variables).toEqual({ id: 'T1', after: '2026-11-22T10:00:05Z' });
  connections[1]?.say('CHANGED', '2026-11-22T10:00:05Z');
  await vi.waitFor(() => expect(heard).toHaveLength(3));
});

test('the network that comes back ends the waiting', async () => {
  await connected(1);
  status = 503;
  connections[0]?.cut();
  // Some attempts later the next one is far away.
  await new Promise((resolve) => setTimeout(resolve, 1_700));
  status = 200;
  window.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(connections).toHaveLength(2), { timeout: 300 });
});

test('a connection that has gone silent, as after a sleep, is made again', async () => {
  await connected(1);
  connections[0]?.say('FOLLOWING', 'c1');
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  vi.useFakeTimers({ shouldAdvanceTime: true });
  // Only what is heard from now on is timed by the false clock.
  connections[0]?.say('COMMENT', 'c2');
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  await vi.advanceTimersByTimeAsync(31_000);
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.waitFor(() => expect(connections).toHaveLength(2));
  expect(connections[0]?.isLeft()).toBe(true);
  expect(connections[1]?.variables).toEqual({ id: 'T1', after: 'c2' });
});

test('nothing is followed while nobody looks', async () => {
  await connected(1);
  connections[0]?.say('FOLLOWING', 'c1');
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  showTab('hidden');
  await vi.waitFor(() => expect(connections[0]?.isLeft()).toBe(true));
  expect(connections).toHaveLength(1);
  showTab('visible');
  await connected(2);
  expect(connections[1]?.variables).toEqual({ id: 'T1', after: 'c1' });
});

test('who is signed out, or loses access, is not followed any more', async () => {
  await connected(1);
  status = 401;
  connections[0]?.cut();
  await vi.waitFor(() => expect(ended).toBe(1), { timeout: 3_000 });
  expect(connections).toHaveLength(1);
});

test('what the server ends has ended', async () => {
  await connected(1);
  connections[0]?.complete();
  await vi.waitFor(() => expect(ended).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(connections).toHaveLength(1);
});
