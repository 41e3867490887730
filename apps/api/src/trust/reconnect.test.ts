import { createServer as createProxy, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, NetworkError } from 'graphql-sse';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { startSession } from '../auth/sessions.ts';
import { readConfig } from '../config.ts';
import { asSystem } from '../db/as-viewer.ts';
import { openDatabase } from '../db/client.ts';
import { openListener } from '../db/listen.ts';
import type { Listener } from '../db/listen.ts';
import { testDatabase } from '../db/test-database.ts';
import { testNation } from '../db/test-nation.ts';
import { createServer } from '../server.ts';

// Nobody who follows a thread misses a comment, however often the connection is lost, and nobody follows for longer than
// they may. Two servers over one database, real HTTP, and a proxy whose sockets are cut at random.

const SECONDS = process.env['TRUST'] === 'full' ? 120 : 8;

const { db, url, drop } = await testDatabase();
const nation = await testNation(db);
/** The streams that are listened for, at either server. */
const listening = new Set<symbol>();
const servers = await Promise.all(
  [db, openDatabase(url)].map(async (own) => {
    const real = openListener(url);
    const listener: Listener = {
      ...real,
      listen(channel, handler) {
        const [one, stop] = [Symbol(channel), real.listen(channel, handler)];
        listening.add(one);
        return () => {
          listening.delete(one);
          stop();
        };
      },
    };
    const app = await createServer(readConfig({ LOG_LEVEL: 'silent' }), { db: own, listener });
    const origin = await app.listen({ port: 0, host: '127.0.0.1' });
    return { app, listener, own, port: Number(new URL(origin).port) };
  }),
);
const proxies: Server[] = [];
afterAll(async () => {
  for (const proxy of proxies) proxy.close();
  for (const { app, listener, own } of servers) {
    await app.close();
    await listener.close();
    if (own !== db) await own.close();
  }
  await drop();
});

type Key = Parameters<typeof nation.viewer>[0];
type Role = 'viewer' | 'member' | 'manager';

async function sessionOf(key: Key, role: Role): Promise<string> {
  const { personId, organisationId } = nation.viewer(key, role);
  return `session=${await startSession(db, { personId, organisationId, idToken: null })}`;
}

interface Answer {
  // Whatever was asked for.
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
}

async function ask(port: number, cookie: string, query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-batt-request': '1', cookie },
    body: JSON.stringify({ query, variables }),
  });
  return response.json() as Promise<Answer>;
}

const START = `mutation ($input: StartThreadInput!) { startThread(input: $input) { ... on StartThreadSuccess { thread { id } } } }`;
const COMMENT = `mutation ($input: AddCommentInput!) { addComment(input: $input) { ... on AddCommentSuccess { comment { id seq } } } }`;
const FOLLOW = `subscription ($threadId: ID, $after: String) { threadEvents(threadId: $threadId, after: $after) {
  kind cursor thread { id } comment { id } } }`;
const THREADS = `{ threads(first: 100) { edges { node { id } } } }`;
const AFTER = `query ($id: ID!, $after: String) { node(id: $id) { ... on Thread { comments(first: 20, after: $after) {
  edges { cursor node { id seq } } pageInfo { hasNextPage } } } } }`;

const portOf = (index: number) => servers[index % servers.length]?.port ?? 0;

async function startThread(cookie: string, input: object): Promise<string> {
  const { data } = await ask(portOf(0), cookie, START, { input: { subject: 'Hei', body: 'Først', ...input } });
  return data.startThread.thread.id;
}

/** A way to the servers, to one and the other in turn, that can be cut. */
async function openWay() {
  const sockets = new Set<Socket>();
  let turn = 0;
  let isDown = false;
  const proxy = createProxy((near) => {
    if (isDown) return near.destroy();
    const far = connect(portOf(turn++), '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  proxies.push(proxy);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (proxy.address() as AddressInfo).port,
    cut,
    /** Cuts it, and lets nobody through until it is mended. */
    tear() {
      isDown = true;
      cut();
    },
    mend() {
      isDown = false;
    },
  };
}

interface Follower {
  name: string;
  /** What the client shows, by thread, in the order in which it came. */
  shown: Map<string, { id: string; seq: number }[]>;
  heard: Set<string>;
  /** What went wrong other than that the connection was lost. */
  faults: unknown[];
  way: Awaited<ReturnType<typeof openWay>>;
  connections: number;
  /** When every question under way is answered. */
  atRest(): Promise<unknown>;
  stop(): void;
}

/**
 * Follows as the web client does: after a lost connection from the last cursor that was heard, and whatever is told of a
 * thread is a reason to ask for what came after the last comment that is shown.
 *
 * @param forgets the fault to be found: it does not say where it was.
 */
async function follow(
  name: string,
  cookie: string,
  { threadId = null, forgets = false }: { threadId?: string | null; forgets?: boolean } = {},
): Promise<Follower> {
  const over = new AbortController();
  const way = await openWay();
  // One question about a thread at a time, as in the page.
  const asking = new Map<string, Promise<void>>();
  const follower: Follower = {
    name,
    shown: new Map(),
    heard: new Set(),
    faults: [],
    way,
    connections: 0,
    atRest: () => Promise.all(asking.values()),
    stop: () => over.abort(),
  };
  const cursors = new Map<string, string>();
  let last: string | null = null;

  const persist = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    while (!over.signal.aborted) {
      try {
        return await work();
      } catch {
        await pause(30);
      }
    }
    return undefined;
  };
  const fetchNew = async (id: string) => {
    for (let more = true; more && !over.signal.aborted;) {
      const answer = await persist(() => ask(way.port, cookie, AFTER, { id, after: cursors.get(id) ?? null }));
      const comments = answer?.data.node?.comments;
      if (!comments) return;
      const list = follower.shown.get(id) ?? [];
      for (const { cursor, node } of comments.edges) {
        list.push(node);
        cursors.set(id, cursor);
      }
      follower.shown.set(id, list);
      more = comments.pageInfo.hasNextPage;
    }
  };
  const refresh = (id: string) =>
    asking.set(
      id,
      (asking.get(id) ?? Promise.resolve()).then(() => fetchNew(id)),
    );
  const refreshAll = async () => {
    const answer = await persist(() => ask(way.port, cookie, THREADS));
    for (const { node } of answer?.data.threads.edges ?? [])
      if (threadId === null || node.id === threadId) refresh(node.id);
  };

  let ready = () => {};
  const following = new Promise<void>((resolve) => (ready = resolve));
  const once = () =>
    new Promise<void>((end) => {
      const client = createClient({
        url: `http://127.0.0.1:${way.port}/graphql`,
        headers: { cookie, 'x-batt-request': '1' },
        retryAttempts: 0,
      });
      const dispose = () => client.dispose();
      over.signal.addEventListener('abort', dispose);
      const resolve = () => {
        over.signal.removeEventListener('abort', dispose);
        end();
      };
      const after = forgets ? null : last;
      client.subscribe<{
        threadEvents: { kind: string; cursor: string; thread?: { id: string }; comment?: { id: string } };
      }>(
        { query: FOLLOW, variables: { threadId, after } },
        {
          next({ data }) {
            if (!data) return;
            const { kind, cursor, thread, comment } = data.threadEvents;
            if (comment) follower.heard.add(comment.id);
            if (kind === 'FOLLOWING') {
              if (last === null) void refreshAll().then(ready);
            } else if (thread) refresh(thread.id);
            last = cursor;
          },
          complete: resolve,
          error(error) {
            if (!(error instanceof NetworkError)) follower.faults.push(error);
            resolve();
          },
        },
      );
    });
  void (async () => {
    while (!over.signal.aborted) {
      follower.connections += 1;
      await once();
      await pause(20 + Math.random() * 100);
    }
  })();
  await following;
  return follower;
}

/** Writers at a steady rate, followers whose sockets are cut all the while; gives what there was to see and who saw what. */
async function load(seconds: number, forgets: boolean) {
  const bro = { provider: nation.numbers.bro };
  const writers = {
    bro: await sessionOf('bro', 'member'),
    frogner: await sessionOf('frogner', 'member'),
    oslo: await sessionOf('oslo', 'member'),
    sor: await sessionOf('sor', 'member'),
    arendal: await sessionOf('arendal', 'member'),
  };
  const threads = [
    { id: await startThread(writers.frogner, bro), sides: ['bro', 'frogner'] as const },
    { id: await startThread(writers.frogner, bro), sides: ['frogner', 'bro'] as const },
    { id: await startThread(writers.oslo, bro), sides: ['oslo', 'bro'] as const },
    { id: await startThread(writers.arendal, { provider: nation.numbers.sor }), sides: ['sor', 'arendal'] as const },
  ];
  const followers = await Promise.all([
    follow('bro', await sessionOf('bro', 'viewer'), { forgets }),
    follow('frogner', await sessionOf('frogner', 'viewer'), { forgets }),
    follow('oslo', await sessionOf('oslo', 'viewer'), { forgets }),
    follow('sor', await sessionOf('sor', 'viewer'), { forgets }),
    follow('raskt', await sessionOf('raskt', 'viewer'), { forgets }),
    follow('bro, one thread', await sessionOf('bro', 'manager'), { threadId: threads[1]?.id ?? null, forgets }),
  ]);

  const written = new Map(threads.map(({ id }) => [id, new Set<string>()]));
  const write = async (index: number, turn: number) => {
    const thread = threads[index % threads.length];
    if (!thread) return;
    const cookie = writers[thread.sides[turn % 2] ?? 'bro'];
    const input = { threadId: thread.id, body: `Nr. ${turn}` };
    const { data } = await ask(portOf(turn), cookie, COMMENT, { input });
    written.get(thread.id)?.add(data.addComment.comment.id);
  };
  const until = Date.now() + seconds * 1_000;
  const cutting = followers.map(async ({ way }) => {
    while (Date.now() < until) {
      await pause(150 + Math.random() * 1_200);
      way.cut();
    }
  });
  const writing = threads.map(async (_thread, index) => {
    for (let turn = 0; Date.now() < until; turn += 1) {
      await write(index, turn);
      // Now and then two at once.
      if (turn % 5 === 0) await Promise.all([write(index, turn + 1), write(index, turn)]);
      await pause(160);
    }
  });
  await Promise.all([...writing, ...cutting]);
  // Questions under way would be answered in the end, and hide what is forgotten.
  if (forgets) {
    await pause(500);
    await Promise.all(followers.map((follower) => follower.atRest()));
  }
  // The last words fall while everybody is away.
  for (const { way } of followers) way.tear();
  await Promise.all(threads.map((_thread, index) => write(index, 0)));
  for (const { way } of followers) way.mend();
  return { threads, followers, written };
}

/** What a follower is to be shown: of its own threads everything that was acknowledged, and the first words. */
const isTheirs = (name: string, thread: { id: string; sides: readonly string[] }, one: string | undefined) =>
  name === 'bro, one thread' ? thread.id === one : thread.sides.includes(name);

test(
  'whoever follows sees every comment of their threads once, in order, and none of others',
  { timeout: 300_000 },
  async () => {
    const { threads, followers, written } = await load(SECONDS, false);
    const all = [...written.values()].reduce((sum, ids) => sum + ids.size, 0);
    await vi.waitFor(
      () => {
        for (const { name, shown } of followers) {
          for (const thread of threads) {
            const due = isTheirs(name, thread, threads[1]?.id) ? (written.get(thread.id)?.size ?? 0) + 1 : 0;
            expect({ name, seen: shown.get(thread.id)?.length ?? 0 }).toEqual({ name, seen: due });
          }
        }
      },
      { timeout: 20_000, interval: 200 },
    );
    for (const { name, shown, heard, faults } of followers) {
      expect(faults).toEqual([]);
      const theirs = threads.filter((thread) => isTheirs(name, thread, threads[1]?.id));
      for (const { id } of theirs) {
        const list = shown.get(id) ?? [];
        expect(list.map(({ seq }) => seq)).toEqual(list.map((_comment, index) => index + 1));
        const ids = list.map((comment) => comment.id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const acknowledged of written.get(id) ?? []) expect(ids).toContain(acknowledged);
      }
      const own = new Set(theirs.flatMap(({ id }) => (shown.get(id) ?? []).map((comment) => comment.id)));
      expect([...shown.keys()].filter((id) => !theirs.some((thread) => thread.id === id))).toEqual([]);
      expect([...heard].filter((id) => !own.has(id))).toEqual([]);
    }
    const connections = followers.reduce((sum, follower) => sum + follower.connections, 0);
    for (const follower of followers) follower.stop();
    // Whoever has left is listened for no more.
    await vi.waitFor(() => expect([...listening].map(String)).toEqual([]), { timeout: 10_000 });
    process.stdout.write(
      `reconnect: ${all} comments, ${followers.length} followers, ${connections} connections, 0 missed\n`,
    );
    // How many there are to miss; a busy machine writes fewer.
    expect(all).toBeGreaterThan(SECONDS);
    expect(connections).toBeGreaterThan(followers.length * 3);
  },
);

test(
  'a follower that does not say where it was misses what happened meanwhile, and is found out',
  { timeout: 60_000 },
  async () => {
    const { threads, followers, written } = await load(1, true);
    await pause(1_500);
    const missed = threads.filter(({ id, sides }) => {
      const follower = followers.find(({ name }) => name === sides[0]);
      return (follower?.shown.get(id)?.length ?? 0) < (written.get(id)?.size ?? 0) + 1;
    });
    for (const follower of followers) follower.stop();
    expect(missed.length).toBeGreaterThan(0);
  },
);

describe('an open stream ends at once', () => {
  /** Opens a stream and waits until it hears. */
  async function listen(port: number, cookie: string) {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-batt-request': '1', cookie },
      body: JSON.stringify({ query: FOLLOW }),
    });
    const stream = { status: response.status, text: '', ended: false };
    void (async () => {
      try {
        for await (const chunk of response.body ?? []) stream.text += Buffer.from(chunk).toString();
      } catch {
        // Cut rather than closed.
      }
      stream.ended = true;
    })();
    if (response.ok) await vi.waitFor(() => expect(stream.text).toContain('FOLLOWING'));
    return stream;
  }
  const id = (type: string, key: string) => Buffer.from(`${type}:${key}`).toString('base64');
  const done = async (cookie: string, name: string, input: object) => {
    const query = `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`;
    const { data } = await ask(portOf(1), cookie, query, { input });
    expect(data[name].__typename).toBe(`${name[0]?.toUpperCase()}${name.slice(1)}Success`);
  };
  const membershipOf = async (personId: string) => {
    const row = await asSystem(db, (trx) =>
      trx.selectFrom('membership').where('personId', '=', personId).select('id').executeTakeFirstOrThrow(),
    );
    return row.id;
  };

  // Each in an organisation of its own; told by the other server than the one that is listened to.
  const ways: [string, Key, (cookie: string, personId: string) => Promise<void>][] = [
    [
      'when the membership ends',
      'frogner',
      async (_cookie, personId) =>
        done(await sessionOf('frogner', 'manager'), 'endMembership', {
          membershipId: id('Membership', await membershipOf(personId)),
        }),
    ],
    [
      'when the person is suspended',
      'bro',
      async (_cookie, personId) =>
        done(await sessionOf('operator', 'manager'), 'suspendPerson', {
          personId: id('Person', personId),
          suspended: true,
        }),
    ],
    [
      'when one signs out',
      'oslo',
      async (cookie) => {
        const response = await fetch(`http://127.0.0.1:${portOf(1)}/auth/logout`, {
          method: 'POST',
          headers: { cookie, 'x-batt-request': '1' },
        });
        expect(response.status).toBe(200);
      },
    ],
    [
      'when one signs out everywhere',
      'raskt',
      async (_cookie, personId) => {
        const elsewhere = await sessionOf('raskt', 'member');
        expect(nation.viewer('raskt', 'member').personId).toBe(personId);
        const { data } = await ask(portOf(1), elsewhere, 'mutation { signOutEverywhere { __typename } }');
        expect(data.signOutEverywhere.__typename).toBe('SignOutEverywhereSuccess');
      },
    ],
  ];
  test.each(ways)('%s', async (_what, key, end) => {
    const cookie = await sessionOf(key, 'member');
    const { personId } = nation.viewer(key, 'member');
    const kept = await listen(portOf(0), await sessionOf(key, 'viewer'));
    const stream = await listen(portOf(0), cookie);
    await end(cookie, personId);
    await vi.waitFor(() => expect(stream.ended).toBe(true), { timeout: 1_000 });
    expect(kept.ended).toBe(false);
    expect((await listen(portOf(0), cookie)).status).toBe(401);

    const before = stream.text;
    const input = { provider: nation.numbers.raskt, counterpart: '0312', counterpartKind: 'NAV_OFFICE' };
    const who = key === 'raskt' ? 'manager' : 'member';
    const writer = key === 'oslo' ? await sessionOf('oslo', 'manager') : await sessionOf('raskt', who);
    if (key === 'oslo' || key === 'raskt') {
      await startThread(writer, key === 'oslo' ? { provider: nation.numbers.bro } : input);
      await vi.waitFor(() => expect(kept.text).toContain('COMMENT'));
    }
    expect(stream.text).toBe(before);
  });
});
