import type { ExecutionResult } from 'graphql';

/** What a subscription asks. One that takes `$after`, and whose events carry a `cursor`, misses nothing while it is away. */
export interface FollowRequest {
  query: string;
  variables?: Record<string, unknown>;
}

interface Follower {
  next(result: ExecutionResult): void;
  /** The server ended it: whoever follows is not signed in any more, or not for this. */
  ended(): void;
}

/** The server says something every 12 seconds. A connection that is silent for longer is dead, as after a sleep. */
const SILENT = 30_000;
const MOST_WAIT = 15_000;

/**
 * Follows a subscription over server-sent events for as long as it is wanted. A connection that is lost is made again, at
 * once when the network is back, from the last cursor that was heard. Nothing is followed while nobody looks: a browser has
 * few connections, and catches up when its tab is looked at.
 *
 * @returns what ends it.
 */
export function follow(request: FollowRequest, follower: Follower): () => void {
  const over = new AbortController();
  void keepFollowing(request, follower, over.signal);
  return () => over.abort();
}

async function keepFollowing({ query, variables }: FollowRequest, follower: Follower, over: AbortSignal) {
  let cursor: string | undefined;
  let failures = 0;
  while (!over.aborted) {
    if (document.visibilityState === 'hidden') await woken(over);
    else {
      const next = (result: ExecutionResult) => {
        failures = 0;
        cursor = cursorIn(result) ?? cursor;
        if (!over.aborted) follower.next(result);
      };
      const end = await connection(
        { query, variables: { ...variables, ...(cursor && { after: cursor }) } },
        next,
        over,
      );
      if (over.aborted) return;
      if (end === 'ended') return follower.ended();
      if (end === 'lost') await woken(over, Math.min(MOST_WAIT, 500 * 2 ** failures++));
    }
  }
}

function cursorIn({ data }: ExecutionResult): string | undefined {
  const [event] = Object.values(data ?? {});
  return typeof event === 'object' && event && 'cursor' in event && typeof event.cursor === 'string'
    ? event.cursor
    : undefined;
}

/** One connection, from its start to its end: ended by the server, lost on the way, or left because nobody looks. */
async function connection(
  request: FollowRequest,
  next: (result: ExecutionResult) => void,
  over: AbortSignal,
): Promise<'ended' | 'lost' | 'left'> {
  const { createClient, NetworkError } = await import('graphql-sse');
  return new Promise((resolve) => {
    let silence: ReturnType<typeof setTimeout>;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => finish('lost'), SILENT);
    };
    const client = createClient({
      url: '/graphql',
      credentials: 'same-origin',
      headers: { 'x-batt-request': '1' },
      retryAttempts: 0,
      fetchFn: async (input: RequestInfo, init?: RequestInit) => {
        const response = await fetch(input, init);
        const body = response.body?.pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform(chunk, controller) {
              heard();
              controller.enqueue(chunk);
            },
          }),
        );
        return new Response(body, response);
      },
    });
    const finish = (how: 'ended' | 'lost' | 'left') => {
      clearTimeout(silence);
      over.removeEventListener('abort', leave);
      document.removeEventListener('visibilitychange', leaveIfHidden);
      resolve(how);
      client.dispose();
    };
    const leave = () => finish('left');
    const leaveIfHidden = () => document.visibilityState === 'hidden' && leave();
    over.addEventListener('abort', leave);
    document.addEventListener('visibilitychange', leaveIfHidden);
    heard();
    client.subscribe(request, {
      next,
      complete: () => finish('ended'),
      error(error) {
        const isRefused = error instanceof NetworkError && error.response?.status === 401;
        finish(isRefused ? 'ended' : 'lost');
      },
    });
  });
}

/** Waits so long, but no longer than until the network is back or the tab is looked at. */
function woken(over: AbortSignal, most?: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      over.removeEventListener('abort', done);
      window.removeEventListener('online', done);
      document.removeEventListener('visibilitychange', done);
      resolve();
    };
    const timer = most === undefined ? undefined : setTimeout(done, most);
    over.addEventListener('abort', done);
    window.addEventListener('online', done);
    document.addEventListener('visibilitychange', done);
  });
}
