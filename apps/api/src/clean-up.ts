import { sql } from 'kysely';
import { asSystem } from './db/as-viewer.ts';
import type { Db } from './db/client.ts';

/** Removes what nobody needs any more; `docs/data.md` says how long each table is kept. Doing it again changes nothing. */
export async function cleanUp(db: Db, now: Date): Promise<void> {
  const ago = (days: number) => sql<Date>`${now}::timestamptz - make_interval(days => ${days})`;
  await asSystem(db, async (trx) => {
    await trx.deleteFrom('uploadedFile').where('createdAt', '<', ago(1)).execute();
    // An ended session tells which organisation a person acted for last.
    await trx.deleteFrom('session').where('expiresAt', '<', ago(90)).execute();
    await trx.deleteFrom('invitation').where('expiresAt', '<', now).execute();
    await trx.deleteFrom('notification').where('readAt', '<', ago(90)).execute();
    await trx.deleteFrom('notification').where('createdAt', '<', ago(365)).execute();
  });
}
