/// <reference types="vite/types/importMeta.d.ts" />
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { connectionConfig, openAs } from './client.ts';
import type { Database } from './tables.ts';

// Works from source and in the bundle alike: Vite puts the texts in.
const FILES = import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true });

const ROLES = ['batt_owner', 'batt_nobody', 'batt_app', 'batt_system', 'batt_audit'];

/**
 * Brings the database to the newest shape; does nothing when it is there. Several processes may do so at once.
 *
 * @param url a user who may create roles, and a database of theirs, on PostgreSQL 15 or newer.
 * @returns names of the migrations that were run.
 */
export async function migrate(url: string): Promise<string[]> {
  await createRoles(url);
  const owner = openAs(url, 'batt_owner', 2);
  try {
    const { error, results = [] } = await migrator(owner).migrateToLatest();
    if (error) throw error;
    return results.map(({ migrationName }) => migrationName);
  } finally {
    await owner.destroy();
  }
}

/** Names of the migrations that the database lacks; all of them when it was never set up. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const owner = openAs(url, 'batt_owner', 1);
  try {
    const all = await migrator(owner).getMigrations();
    return all.filter(({ executedAt }) => !executedAt).map(({ name }) => name);
  } catch (error) {
    if (codeOf(error) === NO_SUCH_ROLE) return Object.keys(migrations()).sort();
    throw error;
  } finally {
    await owner.destroy();
  }
}

function migrator(db: Kysely<Database>): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations() },
    // Apart from the tables that people's data are in, where nobody but the owner looks.
    migrationTableSchema: 'migration',
  });
}

function migrations() {
  return Object.fromEntries(
    Object.entries(FILES).map(([file, text]) => [
      file.slice(file.lastIndexOf('/') + 1, -'.sql'.length),
      { up: async (db: Kysely<unknown>) => void (await sql.raw(text).execute(db)) },
    ]),
  );
}

const NO_SUCH_ROLE = '22023';
const NOT_ALLOWED = '42501';
const TOUCHED_AT_ONCE = 'XX000';

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

// Roles belong to the whole cluster, where another database may be setting itself up at this moment.
async function createRoles(url: string): Promise<void> {
  const client = new pg.Client(connectionConfig(url));
  await client.connect();
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query(createRolesSql());
        return;
      } catch (error) {
        if (codeOf(error) === NOT_ALLOWED) {
          throw new Error(
            'The database user of DATABASE_URL must own the database and may create roles ' +
              `(alter role … createrole); PostgreSQL says: ${error instanceof Error ? error.message : ''}`,
            { cause: error },
          );
        }
        if (codeOf(error) !== TOUCHED_AT_ONCE || attempt === 10) throw error;
      }
    }
  } finally {
    await client.end();
  }
}

function createRolesSql(): string {
  const roles = ROLES.map(
    (role) => `
      begin
        create role ${role} nologin;
      exception when duplicate_object or unique_violation then null;
      end;
      if not pg_has_role(current_user, '${role}', may_act) then
        grant ${role} to current_user;
      end if;`,
  );
  return `do $$
    declare may_act text := case when current_setting('server_version_num')::integer < 160000 then 'MEMBER' else 'SET' end;
    begin ${roles.join('')}
      execute format('grant create on database %I to batt_owner', current_database());
      grant create, usage on schema public to batt_owner;
      grant usage on schema public to batt_app, batt_system, batt_audit;
    end $$`;
}
