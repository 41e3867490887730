import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import pg from 'pg';
import { connectionConfig } from './client.ts';
import type { Database } from './tables.ts';

/** What is told between processes. Ids only, never content: the receiver reads what it may see. */
const CHANNELS = ['thread', 'notification', 'publication', 'access'] as const;
type Channel = (typeof CHANNELS)[number];

type Handler = (ids: string[]) => void;

/** Hears what other transactions committed, over one connection. */
export interface Listener {
  /** Calls the handler for each notice on the channel, and with no ids when it hears (again): some may have been missed. */
  listen(channel: Channel, handler: Handler): () => void;
  close(): Promise<void>;
}

/** Tells listeners of these ids when, and only when, the transaction commits. */
export async function notify(trx: Transaction<Database>, channel: Channel, ids: (string | number)[]): Promise<void> {
  await sql`select pg_notify(${channel}, ${JSON.stringify(ids.map(String))})`.execute(trx);
}

/** Opens the listening connection and keeps it open: when it is lost it is made again. */
export function openListener(url: string): Listener {
  const handlers = new Map<string, Set<Handler>>(CHANNELS.map((channel) => [channel, new Set()]));
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async () => {
    const next = new pg.Client({ ...connectionConfig(url, 'batt_nobody'), keepAlive: true });
    let lost = false;
    const onLost = () => {
      if (lost) return;
      lost = true;
      client = undefined;
      next.end().catch(() => {});
      if (!closed) retry = setTimeout(() => void connect(), 500);
    };
    next.on('error', onLost);
    next.on('end', onLost);
    next.on('notification', ({ channel, payload }) => {
      const ids: string[] = JSON.parse(payload ?? '[]');
      for (const handler of handlers.get(channel) ?? []) handler(ids);
    });
    try {
      await next.connect();
      // All from the start: who began to listen with the first subscriber would miss what happens meanwhile.
      await next.query(CHANNELS.map((channel) => `listen ${channel}`).join(';'));
      if (closed) return void next.end();
      client = next;
      for (const set of handlers.values()) for (const handler of set) handler([]);
    } catch {
      onLost();
    }
  };
  const first = connect();

  return {
    listen(channel, handler) {
      handlers.get(channel)?.add(handler);
      return () => handlers.get(channel)?.delete(handler);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await first;
      await client?.end();
    },
  };
}
