import { randomBytes } from 'node:crypto';
import { ConflictError, NotFoundError } from '@batt/domain/errors';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { hashOf } from '../auth/sessions.ts';
import { asSystem } from '../db/as-viewer.ts';
import type { Database } from '../db/tables.ts';
import { audit } from '../modules/audit/audit.ts';
import { UsageError, readOptions } from './command.ts';
import type { Command } from './command.ts';
import { organisationOf, personOf, withDatabase } from './database.ts';

const MOST_DAYS = 366;

export const command: Command = {
  summary: 'creates, lists and revokes API tokens',
  usage: `batt token create --as EMAIL [--org NUMBER] [--scope read|write] [--days N]
batt token list [--as EMAIL]
batt token revoke --id ID

A token lets a script ask the API as a person who acts for one organisation: Authorization: Bearer TOKEN. It is printed once
and kept nowhere. The list has id, e-mail address, organisation, scope, end and last use, parted by tabs.

  --as EMAIL     whose token it is
  --org NUMBER   the organisation acted for; needed when the person has several
  --scope SCOPE  read (default) or write
  --days N       how long it holds (90), at most ${MOST_DAYS}
  --id ID        which token to revoke, as the list has it`,

  async run([what, ...args]) {
    if (what === 'create') {
      const given = readOptions(args, {
        as: { type: 'string' },
        org: { type: 'string' },
        scope: { type: 'string', default: 'read' },
        days: { type: 'string', default: '90' },
      });
      const { as: email, org, scope } = given;
      if (email === undefined) throw new UsageError('--as EMAIL is missing.');
      if (scope !== 'read' && scope !== 'write') throw new UsageError(`--scope ${scope} is neither read nor write.`);
      const days = /^\d+$/.test(given.days) ? Number(given.days) : 0;
      if (days < 1 || days > MOST_DAYS) throw new UsageError(`--days must be a whole number from 1 to ${MOST_DAYS}.`);
      const token = await withDatabase((db) => asSystem(db, (trx) => create(trx, { email, org, scope, days })));
      process.stdout.write(`${token}\n`);
    } else if (what === 'list') {
      const { as: email } = readOptions(args, { as: { type: 'string' } });
      await withDatabase((db) => asSystem(db, (trx) => list(trx, email)));
    } else if (what === 'revoke') {
      const { id } = readOptions(args, { id: { type: 'string' } });
      if (id === undefined) throw new UsageError('--id ID is missing.');
      await withDatabase((db) => asSystem(db, (trx) => revoke(trx, id)));
    } else {
      throw new UsageError('batt token is followed by create, list or revoke.');
    }
    return 0;
  },
};

async function create(
  trx: Transaction<Database>,
  { email, org, scope, days }: { email: string; org: string | undefined; scope: 'read' | 'write'; days: number },
): Promise<string> {
  const person = await personOf(trx, email);
  const organisation = org === undefined ? undefined : await organisationOf(trx, org);
  const memberships = await trx
    .selectFrom('membership')
    .select('organisationId')
    .where('personId', '=', person.id)
    .where('endedAt', 'is', null)
    .$if(organisation !== undefined, (query) => query.where('organisationId', '=', organisation?.id ?? 0))
    .execute();
  const [membership, another] = memberships;
  if (!membership)
    throw new NotFoundError('no-membership', `${email} acts for no ${org ? `organisation ${org}` : 'organisation'}.`);
  if (another)
    throw new ConflictError('several-memberships', `${email} acts for several organisations: name one with --org.`);
  const token = `batt_${randomBytes(16).toString('hex')}`;
  const { organisationId } = membership;
  const { id } = await trx
    .insertInto('apiToken')
    .values({
      personId: person.id,
      organisationId,
      tokenHash: hashOf(token),
      scope,
      expiresAt: sql`now() + make_interval(days => ${days}::integer)`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await audit(trx, {
    action: 'create-token',
    subject: `token ${id}`,
    concerns: organisationId,
    details: { scope, days },
  });
  return token;
}

async function list(trx: Transaction<Database>, email: string | undefined): Promise<void> {
  const rows = await trx
    .selectFrom('apiToken')
    .innerJoin('person', 'person.id', 'apiToken.personId')
    .innerJoin('organisation', 'organisation.id', 'apiToken.organisationId')
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .$if(email !== undefined, (query) => query.where(sql`lower(person.email)`, '=', (email ?? '').toLowerCase()))
    .select([
      'apiToken.id',
      'person.email',
      'organisation.number',
      'apiToken.scope',
      'apiToken.expiresAt',
      'apiToken.usedAt',
    ])
    .orderBy('apiToken.createdAt')
    .execute();
  for (const { id, email: whose, number, scope, expiresAt, usedAt } of rows) {
    const line = [id, whose, number, scope, expiresAt.toISOString(), usedAt?.toISOString() ?? 'never'];
    process.stdout.write(`${line.join('\t')}\n`);
  }
}

async function revoke(trx: Transaction<Database>, id: string): Promise<void> {
  const revoked = await trx
    .updateTable('apiToken')
    .set({ revokedAt: sql`now()` })
    .where(sql`id::text`, '=', id)
    .where('revokedAt', 'is', null)
    .returning('organisationId')
    .executeTakeFirst();
  if (!revoked) throw new NotFoundError('unknown-token', `There is no token ${id} that holds.`);
  await audit(trx, { action: 'revoke-token', subject: `token ${id}`, concerns: revoked.organisationId });
}
