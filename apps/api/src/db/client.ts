import { createHash } from 'node:crypto';
import type { PostgresPool } from 'kysely';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './tables.ts';

/** The database role that a pool acts as; `0010_access.sql` says what each may do. */
export type DatabaseRole = 'batt_owner' | 'batt_nobody' | 'batt_app' | 'batt_system';

/** The two ways into the database. Only `as-viewer.ts` uses them; everybody else goes through it. */
export interface Db {
  /** Viewers. Until one is set a connection may nothing; then row-level security shows what that viewer may see. */
  app: Kysely<Database>;
  /** Sign-in, publication, seed and jobs: every row, but no right over the tables themselves. */
  system: Kysely<Database>;
  /** Where the database is, for a listener or another process. Never print it: it may hold a password. */
  url: string;
  close(): Promise<void>;
}

/** Opens both pools; connections are made when first needed. An idle connection that breaks is replaced. */
export function openDatabase(url: string, options: { appConnections?: number; systemConnections?: number } = {}): Db {
  const app = openAs(url, 'batt_nobody', options.appConnections ?? 10);
  const system = openAs(url, 'batt_system', options.systemConnections ?? 4);
  return {
    app,
    system,
    url,
    async close() {
      await Promise.all([app.destroy(), system.destroy()]);
    },
  };
}

/** A Kysely over a pool of its own that acts as one role from its first statement on. */
export function openAs(url: string, role: DatabaseRole, max: number): Kysely<Database> {
  const pool = new pg.Pool({ ...connectionConfig(url, role), max, idleTimeoutMillis: 30_000, pipeline: true });
  // Without listeners a connection that is lost while nothing is asked of it would end the process. The pool has dropped
  // an idle one by then; one in use fails at its next statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool: namingPool(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** How every connection is set up, whoever opens it: role, limits, and types that JavaScript can hold exactly. */
export function connectionConfig(url: string, role?: DatabaseRole): pg.ClientConfig {
  const settings = { timezone: 'Europe/Oslo', idle_in_transaction_session_timeout: '60s', ...(role && { role }) };
  return {
    connectionString: url,
    application_name: role ?? 'batt',
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    connectionTimeoutMillis: 5_000,
    types: { getTypeParser: typeParser },
  };
}

/** Asks one thing over a connection of its own, where no pool is at hand. */
export async function askOnce(
  config: pg.ClientConfig | string,
  statement: string,
): Promise<{ rows: Record<string, unknown>[] }> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await client.query<Record<string, unknown>>(statement);
  } finally {
    await client.end();
  }
}

const asText = (text: string) => text;

// A day has no time zone, so it stays text; counts and sequences fit a number.
const typeParser: typeof pg.types.getTypeParser = (oid, format) => {
  if (oid === pg.types.builtins.DATE) return asText;
  if (oid === pg.types.builtins.INT8) return Number;
  return pg.types.getTypeParser(oid, format);
};

// Kysely sends unnamed statements, which PostgreSQL plans anew each time. A name made from the text lets every
// connection plan a statement once. The cap bounds what a connection keeps when texts vary with the length of a list.
const statementNames = new Map<string, string>();
const MOST_NAMES = 300;

function statementName(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known || statementNames.size >= MOST_NAMES || !/^(select|with|insert|update|delete)\b/.test(text)) return known;
  const name = createHash('sha1').update(text).digest('base64url');
  statementNames.set(text, name);
  return name;
}

// What opens a transaction and says who its viewer is has no answer to wait for: it goes out together with the statement
// after it, in one round trip. Should it fail, so does that.
const OPENING = /^(begin|start transaction|select set_config\()/;

function namingPool(pool: pg.Pool): PostgresPool {
  return {
    async connect() {
      const client = await pool.connect();
      let opening: pg.QueryConfig[] = [];
      const named = {
        async query(text: string, values: readonly unknown[]) {
          const statement = { name: statementName(text), text, values: [...values] };
          if (OPENING.test(text)) {
            opening.push(statement);
            return { command: '', rowCount: 0, rows: [] };
          }
          const together = [...opening, statement];
          opening = [];
          const { stream } = client.connection;
          stream.cork();
          const answers = together.map((one) => client.query(one));
          stream.uncork();
          return (await Promise.all(answers)).at(-1);
        },
        release: (destroy?: boolean) => client.release(destroy),
      };
      // Kysely types a second way to query, by cursor, which nothing here uses.
      return named as unknown as Awaited<ReturnType<PostgresPool['connect']>>;
    },
    end: () => pool.end(),
    options: pool.options,
  };
}
