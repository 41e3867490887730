import type { Selectable, Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import type { Page } from '../../page.ts';
import { cutPage } from '../../page.ts';

/** An entry of the audit log as people read it; the hashes stay inside. */
export type AuditRow = Omit<Selectable<Database['auditEntry']>, 'hash' | 'previousHash' | 'concernsId'> & {
  personName: string | null;
};

/**
 * Writes down who did what, as part of the transaction that does it. The person and organisation are those the
 * transaction runs for. Write it last: writers queue for one lock until they commit.
 */
export async function audit(
  trx: Transaction<Database>,
  entry: {
    /** What was done, as `submit-report`. */
    action: string;
    /** To what, as `report 810034882 2024`. */
    subject: string;
    /** The organisation that it was done to, whose managers may read the entry too. */
    concerns?: number | null;
    details?: Record<string, unknown>;
  },
): Promise<void> {
  const { action, subject, concerns = null, details = {} } = entry;
  await sql`select app.audit(${action}, ${subject}, ${concerns}, ${JSON.stringify(details)}::jsonb)`.execute(trx);
}

export const auditKey = { schema: z.tuple([z.int()]), of: (row: AuditRow): [number] => [row.seq] };

/** What was done by the viewer's organisation and to it, latest first. */
export async function listAuditEntries(context: Context, page: Page<unknown[]>): Promise<AuditRow[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    const query = entries(trx).where(accessibleBy(context.ability, 'read', 'AuditEntry', 'auditEntry'));
    return cutPage(query, page, ['auditEntry.seq'], 'desc').execute();
  });
}

/** Those of these entries that the viewer may see. */
export async function findAuditEntries(context: Context, seqs: number[]): Promise<AuditRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    entries(trx)
      .where(accessibleBy(context.ability, 'read', 'AuditEntry', 'auditEntry'))
      .where('auditEntry.seq', 'in', seqs)
      .execute(),
  );
}

function entries(trx: Transaction<Database>) {
  return trx
    .selectFrom('auditEntry')
    .leftJoin('person', 'person.id', 'auditEntry.personId')
    .select([
      'auditEntry.seq',
      'auditEntry.at',
      'auditEntry.personId',
      'auditEntry.organisationId',
      'auditEntry.action',
      'auditEntry.subject',
      'auditEntry.details',
      'person.name as personName',
    ]);
}

/** Whether the log is whole: the first entry that was changed or whose forerunner is gone, and the head to keep elsewhere. */
export async function checkAuditLog(
  trx: Transaction<Database>,
): Promise<{ entries: number; head: string | null; brokenAt: number | null }> {
  const { rows } = await sql<{ entries: number; head: string | null; brokenAt: number | null }>`
    select count(*) as entries, (array_agg(encode(hash, 'hex') order by seq desc))[1] as head,
      min(seq) filter (where hash <> app.audit_hash(e) or previous_hash <> expected or seq <> place) as broken_at
    from (
      select a as e, a.seq, a.hash, a.previous_hash, row_number() over (order by a.seq) as place,
        coalesce(lag(a.hash) over (order by a.seq), sha256('')) as expected
      from audit_entry a
    ) chain`.execute(trx);
  const [found = { entries: 0, head: null, brokenAt: null }] = rows;
  return found;
}
