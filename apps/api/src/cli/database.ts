import { NotFoundError } from '@batt/domain/errors';
import type { Selectable, Transaction } from 'kysely';
import { sql } from 'kysely';
import { readConfig } from '../config.ts';
import { asSystem } from '../db/as-viewer.ts';
import { openDatabase } from '../db/client.ts';
import type { Db } from '../db/client.ts';
import { embeddedDatabase } from '../db/embedded.ts';
import { migrate } from '../db/migrate.ts';
import type { Database } from '../db/tables.ts';
import { installCatalogue } from '../modules/indicators/indicators.ts';

/**
 * Gives the work the database that the settings name, migrated: the one at `DATABASE_URL`, or the embedded one, which is
 * started when it does not run and then stopped again.
 */
export async function withDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = readConfig(process.env);
  const embedded = databaseUrl === undefined ? await embeddedDatabase(dataDir) : null;
  try {
    const url = embedded?.url ?? databaseUrl ?? '';
    await migrate(url);
    const db = openDatabase(url);
    try {
      await asSystem(db, installCatalogue);
      return await work(db);
    } finally {
      await db.close();
    }
  } finally {
    await embedded?.stop();
  }
}

/** The organisation with this number. A county unit and an office may share one; then `number` alone names neither. */
export async function organisationOf(
  trx: Transaction<Database>,
  number: string,
): Promise<Selectable<Database['organisation']>> {
  const [found, another] = await trx.selectFrom('organisation').selectAll().where('number', '=', number).execute();
  if (!found) throw new NotFoundError('unknown-organisation', `There is no organisation ${number}.`);
  if (another)
    throw new NotFoundError('unclear-organisation', `There is both a ${found.kind} and a ${another.kind} ${number}.`);
  return found;
}

/** The person with this e-mail address. */
export async function personOf(trx: Transaction<Database>, email: string): Promise<Selectable<Database['person']>> {
  const found = await trx
    .selectFrom('person')
    .selectAll()
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst();
  if (!found) throw new NotFoundError('unknown-person', `There is nobody with the e-mail address ${email}.`);
  return found;
}
