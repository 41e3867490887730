import { ROLES } from '@batt/domain/access/viewer';
import { ConflictError } from '@batt/domain/errors';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { asSystem } from '../db/as-viewer.ts';
import type { Database, Role } from '../db/tables.ts';
import { audit } from '../modules/audit/audit.ts';
import { invite } from '../modules/organisations/people.ts';
import { UsageError, readOptions } from './command.ts';
import type { Command } from './command.ts';
import { organisationOf, withDatabase } from './database.ts';

export const command: Command = {
  summary: 'adds and lists people and their roles',
  usage: `batt person add --email EMAIL --name NAME --org NUMBER --role manager|member|viewer
batt person list

Gives a person a role in an organisation; this is how a new installation gets its first manager. For somebody new it prints
the path of an invitation: whoever signs in through it, once and within its time, is that person from then on. The list has
e-mail address, name, number of the organisation and role, one membership a line, parted by tabs.

  --email EMAIL   the person's e-mail address
  --name NAME     the person's name; of somebody known already it stays as it is
  --org NUMBER    number of the organisation
  --role ROLE     a viewer reads, a member edits and discusses, a manager also decides`,

  async run([what, ...args]) {
    if (what === 'list') {
      readOptions(args, {});
      await withDatabase((db) => asSystem(db, list));
      return 0;
    }
    if (what !== 'add') throw new UsageError('batt person is followed by add or list.');
    const {
      email,
      name,
      org,
      role: given,
    } = readOptions(args, {
      email: { type: 'string' },
      name: { type: 'string' },
      org: { type: 'string' },
      role: { type: 'string' },
    });
    if (!email || !/^\S+@\S+$/.test(email)) throw new UsageError('--email must be an e-mail address.');
    if (!name?.trim()) throw new UsageError('--name NAME is missing.');
    if (org === undefined) throw new UsageError('--org NUMBER is missing.');
    const role = ROLES.find((known) => known === given);
    if (!role) throw new UsageError(`--role must be one of ${ROLES.join(', ')}.`);
    const person = { email: email.toLowerCase(), name: name.trim(), org, role };
    const invitation = await withDatabase((db) => asSystem(db, (trx) => add(trx, person)));
    if (invitation) process.stdout.write(`${invitation}\n`);
    return 0;
  },
};

async function add(
  trx: Transaction<Database>,
  { email, name, org, role }: { email: string; name: string; org: string; role: Role },
): Promise<string | null> {
  const organisation = await organisationOf(trx, org);
  const created = await trx
    .insertInto('person')
    .values({ email, name })
    .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
    .returning('id')
    .executeTakeFirst();
  const { id: personId } =
    created ??
    (await trx
      .selectFrom('person')
      .select('id')
      .where(sql`lower(email)`, '=', email)
      .executeTakeFirstOrThrow());
  const membership = await trx
    .insertInto('membership')
    .values({ personId, organisationId: organisation.id, role })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!membership) throw new ConflictError('already-a-member', `${email} has a role in ${organisation.name} already.`);
  const invitation = created ? await invite(trx, personId) : null;
  await audit(trx, {
    action: 'add-person',
    subject: `person ${personId}`,
    concerns: organisation.id,
    details: { role },
  });
  return invitation;
}

async function list(trx: Transaction<Database>): Promise<void> {
  const rows = await trx
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
    .where('membership.endedAt', 'is', null)
    .select(['person.email', 'person.name', 'organisation.number', 'membership.role'])
    .orderBy('person.email')
    .orderBy('organisation.number')
    .execute();
  for (const { email, name, number, role } of rows) process.stdout.write(`${[email, name, number, role].join('\t')}\n`);
}
