import type { Viewer } from '@batt/domain/access/viewer';
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../db/tables.ts';

/**
 * The person acting for one organisation, as things stand now. Undefined when the membership has ended, the organisation
 * has closed or the person is suspended, so that either ends access at once.
 *
 * @param trx of the system: nobody is a viewer yet.
 */
export async function findViewer(
  trx: Transaction<Database>,
  personId: string,
  organisationId: number,
  scope: Viewer['scope'],
): Promise<Viewer | undefined> {
  const row = await viewers(trx)
    .where('membership.personId', '=', personId)
    .where('membership.organisationId', '=', organisationId)
    .executeTakeFirst();
  return row && { ...row, scope };
}

/** Everybody who may act for some organisation today, for `where` and joins. */
export function viewers(db: Kysely<Database>) {
  return db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.personId')
    .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
    .where('membership.endedAt', 'is', null)
    .where('person.suspendedAt', 'is', null)
    .where(sql<boolean>`coalesce(organisation.valid_to, 'infinity') >= current_date`)
    .select([
      'person.id as personId',
      'person.name as personName',
      'organisation.id as organisationId',
      'organisation.kind as organisationKind',
      'membership.role',
      'organisation.isOperator',
      'organisation.countyUnitId',
      providersOf.as('providerIds'),
    ]);
}

// Whose whole scorecards the organisation may read; `Viewer.providerIds` says why.
const providersOf = sql<number[]>`case organisation.kind
  when 'provider' then array[organisation.id]
  when 'nav-office' then array(
    select distinct agreement.provider_id from agreement
    where agreement.nav_office_id = organisation.id and agreement.valid_from <= current_date
      and (agreement.valid_to is null or agreement.valid_to >= current_date)
    order by 1)
  when 'county-unit' then array(
    select provider.id from organisation provider
    where provider.county_unit_id = organisation.id and provider.kind = 'provider' order by 1)
  when 'association' then array(
    select member.provider_id from provider_association member where member.association_id = organisation.id order by 1)
  else array[]::integer[] end`;
