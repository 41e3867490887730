import type { Viewer } from '@batt/domain/access/viewer';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { DatabaseRole, Db } from './client.ts';
import type { Database } from './tables.ts';

/** Whoever an act is put down to: in the audit log, and for row-level security. */
export type Actor = Pick<Viewer, 'personId' | 'organisationId' | 'role'>;

/**
 * Runs the work in one transaction that sees and changes only what the viewer's organisation may. An error rolls all
 * of it back. Inside, use nothing but `trx`: another connection could wait for this one for ever.
 */
export async function asViewer<T>(
  db: Db,
  viewer: Actor & Partial<Pick<Viewer, 'scope'>>,
  work: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  const transaction = db.app.transaction();
  // A token that may only read cannot write, whatever the code above it forgets.
  const limited = viewer.scope === 'read' ? transaction.setAccessMode('read only') : transaction;
  return limited.execute(async (trx) => {
    await actAs(trx, viewer);
    return work(trx);
  });
}

/**
 * Runs the work in one transaction that sees every row: sign-in, publication, seed and jobs.
 *
 * @param actor whom the audit log names for what is done; nobody when the platform acts by itself.
 */
export async function asSystem<T>(db: Db, work: (trx: Transaction<Database>) => Promise<T>, actor?: Actor): Promise<T> {
  return db.system.transaction().execute(async (trx) => {
    if (actor) await enter(trx, actor, 'batt_system');
    return work(trx);
  });
}

/** Goes on with a viewer's transaction as another one, for an import that reports for several providers at once. */
export async function actAs(trx: Transaction<Database>, viewer: Actor): Promise<void> {
  await enter(trx, viewer, 'batt_app');
}

// The settings end with the transaction, so a pooled connection never carries a viewer to the next one.
async function enter(trx: Transaction<Database>, actor: Actor, role: DatabaseRole): Promise<void> {
  await sql`select set_config('batt.person', ${actor.personId}, true),
    set_config('batt.organisation', ${String(actor.organisationId)}, true),
    set_config('batt.role', ${actor.role}, true),
    set_config('role', ${role}, true)`.execute(trx);
}
