import { randomBytes } from 'node:crypto';
import { rowOf } from '@batt/domain/access/ability';
import type { Role } from '@batt/domain/access/viewer';
import { ConflictError, ForbiddenError, NotFoundError } from '@batt/domain/errors';
import { sql } from 'kysely';
import type { Selectable, SelectQueryBuilder, Transaction } from 'kysely';
import { z } from 'zod';
import { hashOf } from '../../auth/sessions.ts';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asSystem, asViewer } from '../../db/as-viewer.ts';
import { notify } from '../../db/listen.ts';
import type { Database } from '../../db/tables.ts';
import { cutPage } from '../../page.ts';
import type { Page } from '../../page.ts';
import { audit } from '../audit/audit.ts';
import { noOrganisation } from './organisations.ts';

export type PersonRow = Selectable<Database['person']>;
export type MembershipRow = Selectable<Database['membership']>;

/** For how long an invitation can be redeemed. */
const INVITATION_DAYS = 14;

/** People come by name, and the id where two share a name. */
export const personKey = {
  schema: z.tuple([z.string(), z.guid()]),
  of: (row: PersonRow): [string, string] => [row.name, row.id],
};

/** Those of these people that the viewer may know of. */
export async function findPeople(context: Context, ids: string[]): Promise<PersonRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    knownPeople(context, trx).where('person.id', 'in', ids).execute(),
  );
}

/** A page of an organisation's people, or without one of all that the viewer may know of. */
export async function listPeople(
  context: Context,
  { organisationId, search }: { organisationId?: number | null; search?: string | null },
  page: Page<[string, string]>,
): Promise<PersonRow[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    let query = knownPeople(context, trx);
    if (organisationId != null) {
      query = query.where((eb) =>
        eb(
          'person.id',
          'in',
          eb
            .selectFrom('membership')
            .where('membership.organisationId', '=', organisationId)
            .where('membership.endedAt', 'is', null)
            .where(accessibleBy(context.ability, 'read', 'Membership', 'membership'))
            .select('membership.personId'),
        ),
      );
    }
    if (search) {
      const text = `%${search.trim().replace(/[\\%_]/g, '\\$&')}%`;
      query = query.where((eb) => eb.or([eb('person.name', 'ilike', text), eb('person.email', 'ilike', text)]));
    }
    return cutPage(query, page, ['person.name', 'person.id']).execute();
  });
}

// One knows oneself, those one may read outright, and the people of the memberships that hold and that one may see.
function knownPeople(
  { ability }: Context,
  trx: Transaction<Database>,
): SelectQueryBuilder<Database, 'person', PersonRow> {
  return trx
    .selectFrom('person')
    .where((eb) =>
      eb.or([
        accessibleBy(ability, 'read', 'Person', 'person'),
        eb(
          'person.id',
          'in',
          eb
            .selectFrom('membership as known')
            .where('known.endedAt', 'is', null)
            .where(accessibleBy(ability, 'read', 'Membership', 'known'))
            .select('known.personId'),
        ),
      ]),
    )
    .selectAll('person');
}

/** Those of these memberships that hold and that the viewer may know of. */
export async function findMemberships(context: Context, ids: string[]): Promise<MembershipRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('membership')
      .where('id', 'in', ids)
      .where('endedAt', 'is', null)
      .where(accessibleBy(context.ability, 'read', 'Membership'))
      .selectAll()
      .execute(),
  );
}

/** For each of these people the memberships that hold and that the viewer may know of, oldest first. */
export async function listMembershipsOf(context: Context, personIds: string[]): Promise<MembershipRow[][]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('membership')
      .where('personId', 'in', personIds)
      .where('endedAt', 'is', null)
      .where(accessibleBy(context.ability, 'read', 'Membership'))
      .selectAll()
      .orderBy('createdAt')
      .orderBy('id')
      .execute(),
  );
  return personIds.map((id) => rows.filter(({ personId }) => personId === id));
}

interface NewPerson {
  email: string;
  name: string;
  organisationId: number;
  role: Role;
}

/** A person as they now stand, and the path that ties them to their sign-in, when they still need it. */
export interface Added {
  person: PersonRow;
  invitation: string | null;
}

/**
 * Gives a person a role in an organisation. Somebody with this e-mail address may be known already: then they keep their
 * name and sign in as before. Whom the viewer does not know from elsewhere only the operator can add.
 */
export async function addPerson(context: Context, input: NewPerson): Promise<Added> {
  const { db, viewer, ability } = context;
  const { organisationId, role } = input;
  await requireOrganisation(context, organisationId);
  if (!ability.can('create', rowOf('Membership', { organisationId }))) {
    throw new ForbiddenError('may-not-add-people', 'You may not add people to this organisation.');
  }
  const email = input.email.toLowerCase();
  // As the system, since the viewer may not know of who is somebody else's.
  return asSystem(
    db,
    async (trx) => {
      const created = await trx
        .insertInto('person')
        .values({ email, name: input.name })
        .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
        .returningAll()
        .executeTakeFirst();
      const person =
        created ??
        (await trx
          .selectFrom('person')
          .where(sql`lower(email)`, '=', email)
          .selectAll()
          .executeTakeFirstOrThrow());
      // Who first entered an e-mail address holds the link that ties it to a sign-in, so it may be anybody's.
      if (!created && !(await isKnown(trx, context, person, organisationId))) {
        throw new ConflictError(
          'known-elsewhere',
          'Somebody else has entered this address. Ask the operator to add them.',
        );
      }
      const membership = await trx
        .insertInto('membership')
        .values({ personId: person.id, organisationId, role })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!membership)
        throw new ConflictError('already-a-member', 'This person has a role in the organisation already.');
      await audit(trx, {
        action: 'add-person',
        subject: `person ${person.id}`,
        concerns: organisationId,
        details: { role },
      });
      // Only for somebody new: an invitation to a person of others would let the inviter sign in as them there.
      return { person, invitation: created ? await invite(trx, person.id) : null };
    },
    viewer,
  );
}

// Whether the viewer may know of the person, or the person was in the organisation before.
async function isKnown(
  trx: Transaction<Database>,
  { ability }: Context,
  person: PersonRow,
  organisationId: number,
): Promise<boolean> {
  if (ability.can('read', rowOf('Person', person))) return true;
  const memberships = await trx.selectFrom('membership').where('personId', '=', person.id).selectAll().execute();
  return memberships.some(
    (row) => row.organisationId === organisationId || (!row.endedAt && ability.can('read', rowOf('Membership', row))),
  );
}

/** A new invitation for somebody whose every organisation the viewer runs. Earlier ones no longer hold. */
export async function invitePerson(context: Context, personId: string): Promise<Added> {
  const { db, viewer, ability } = context;
  const [person] = await findPeople(context, [personId]);
  if (!person) throw noPerson();
  return asSystem(
    db,
    async (trx) => {
      const memberships = await trx
        .selectFrom('membership')
        .where('personId', '=', personId)
        .where('endedAt', 'is', null)
        .selectAll()
        .execute();
      if (!memberships.length || !memberships.every((row) => ability.can('create', rowOf('Membership', row)))) {
        throw new ForbiddenError('may-not-invite', 'You may not invite this person.');
      }
      await trx.deleteFrom('invitation').where('personId', '=', personId).where('usedAt', 'is', null).execute();
      const identity = await trx
        .selectFrom('identity')
        .where('personId', '=', personId)
        .select('subject')
        .executeTakeFirst();
      // To somebody who signs in already it would let the inviter sign in as them.
      if (identity) return { person, invitation: null };
      await audit(trx, {
        action: 'invite-person',
        subject: `person ${personId}`,
        concerns: memberships[0]?.organisationId,
      });
      return { person, invitation: await invite(trx, personId) };
    },
    viewer,
  );
}

/** Makes an invitation and gives the path that redeems it; the code itself is kept nowhere. */
export async function invite(trx: Transaction<Database>, personId: string): Promise<string> {
  const code = randomBytes(16).toString('base64url');
  await trx
    .insertInto('invitation')
    .values({ codeHash: hashOf(code), personId, expiresAt: sql`now() + make_interval(days => ${INVITATION_DAYS})` })
    .execute();
  return `/auth/login?invitation=${code}`;
}

/** Gives a person another role in an organisation. */
export async function setRole(context: Context, membershipId: string, role: Role): Promise<MembershipRow> {
  return changeMembership(context, membershipId, 'update', { role });
}

/** Ends a membership; access ends with the person's next request and the next event that they follow. */
export async function endMembership(context: Context, membershipId: string): Promise<MembershipRow> {
  return changeMembership(context, membershipId, 'delete', { endedAt: new Date() });
}

async function changeMembership(
  context: Context,
  membershipId: string,
  action: 'update' | 'delete',
  change: { role: Role } | { endedAt: Date },
): Promise<MembershipRow> {
  const { db, viewer, ability } = context;
  return asViewer(db, viewer, async (trx) => {
    const before = await trx
      .selectFrom('membership')
      .where('id', '=', membershipId)
      .where('endedAt', 'is', null)
      .where(accessibleBy(ability, 'read', 'Membership'))
      .selectAll()
      .executeTakeFirst();
    if (!before) throw new NotFoundError('membership-not-found', 'There is no such membership.');
    if (!ability.can(action, rowOf('Membership', before))) {
      throw new ForbiddenError('may-not-change-membership', 'You may not change this membership.');
    }
    // One after the other, so that two managers cannot remove each other at the same moment.
    const managers = await trx
      .selectFrom('membership')
      .where('organisationId', '=', before.organisationId)
      .where('endedAt', 'is', null)
      .where('role', '=', 'manager')
      .select('id')
      .forUpdate()
      .execute();
    const isLast = managers.length === 1 && managers[0]?.id === membershipId;
    if (isLast && !('role' in change && change.role === 'manager')) {
      throw new ConflictError('last-manager', 'An organisation needs a manager: make somebody else one first.');
    }
    const after = await trx
      .updateTable('membership')
      .set(change)
      .where('id', '=', membershipId)
      .returningAll()
      .executeTakeFirstOrThrow();
    await notify(trx, 'access', [before.personId]);
    await audit(trx, {
      action: action === 'update' ? 'set-role' : 'end-membership',
      subject: `person ${before.personId}`,
      concerns: before.organisationId,
      details: 'role' in change ? { from: before.role, to: change.role } : { role: before.role },
    });
    return after;
  });
}

/** Shuts a person out of every organisation, or lets them in again. */
export async function suspendPerson(context: Context, personId: string, suspended: boolean): Promise<PersonRow> {
  const { db, viewer, ability } = context;
  const [before] = await findPeople(context, [personId]);
  if (!before) throw noPerson();
  if (!ability.can('suspend', rowOf('Person', before))) {
    throw new ForbiddenError('may-not-suspend', 'Only the operator suspends people.');
  }
  if (personId === viewer.personId) throw new ConflictError('own-person', 'You cannot suspend yourself.');
  return asViewer(db, viewer, async (trx) => {
    const after = await trx
      .updateTable('person')
      .set({ suspendedAt: suspended ? sql`coalesce(suspended_at, now())` : null })
      .where('id', '=', personId)
      .returningAll()
      .executeTakeFirstOrThrow();
    await notify(trx, 'access', [personId]);
    await audit(trx, { action: suspended ? 'suspend-person' : 'readmit-person', subject: `person ${personId}` });
    return after;
  });
}

async function requireOrganisation({ db, viewer, ability }: Context, id: number): Promise<void> {
  const row = await asViewer(db, viewer, (trx) =>
    trx
      .selectFrom('organisation')
      .where('id', '=', id)
      .where(accessibleBy(ability, 'read', 'Organisation'))
      .select('id')
      .executeTakeFirst(),
  );
  if (!row) throw noOrganisation();
}

function noPerson(): NotFoundError {
  return new NotFoundError('person-not-found', 'There is no such person.');
}
