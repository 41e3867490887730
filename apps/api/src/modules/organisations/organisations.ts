import { rowOf } from '@batt/domain/access/ability';
import type { OrganisationKind } from '@batt/domain/access/viewer';
import { ConflictError, ForbiddenError, NotFoundError, ValidationError } from '@batt/domain/errors';
import { isOrganisationNumber } from '@batt/domain/identity-numbers';
import { sql } from 'kysely';
import type { Selectable, Transaction } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { cutPage } from '../../page.ts';
import type { Page } from '../../page.ts';
import { audit } from '../audit/audit.ts';

export type OrganisationRow = Selectable<Database['organisation']>;
export type AgreementRow = Selectable<Database['agreement']>;

/** Organisations come by name; Norwegian order, and the id where two share a name. */
export const organisationKey = {
  schema: z.tuple([z.string(), z.int()]),
  of: (row: OrganisationRow): [string, number] => [row.name, row.id],
};

/** What the organisation acted for is called. */
export async function ownName(trx: Transaction<Database>, { viewer }: Context): Promise<string> {
  const { name } = await trx
    .selectFrom('organisation')
    .where('id', '=', viewer.organisationId)
    .select('name')
    .executeTakeFirstOrThrow();
  return name;
}

/** Those of these organisations that the viewer may know of; of one kind, when that is said. */
export async function findOrganisations(
  context: Context,
  ids: number[],
  kind?: OrganisationKind,
): Promise<OrganisationRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('organisation')
      .where('id', 'in', ids)
      .where(accessibleBy(context.ability, 'read', 'Organisation'))
      .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'provider'))
      .selectAll()
      .execute(),
  );
}

interface OrganisationFilter {
  kind?: OrganisationKind | null;
  search?: string | null;
  /** Number of the county unit that it lies under. */
  county?: string | null;
  /** Number of an association that it is a member of. */
  association?: string | null;
  /** Number of a Nav office that it has an agreement with today. */
  navOffice?: string | null;
}

/** A page of the organisations that are in being today. */
export async function listOrganisations(
  context: Context,
  { kind, search, county, association, navOffice }: OrganisationFilter,
  page: Page<[string, number]>,
): Promise<OrganisationRow[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    let query = trx
      .selectFrom('organisation')
      .where(accessibleBy(context.ability, 'read', 'Organisation', 'organisation'))
      .where(sql<boolean>`current_date between organisation.valid_from and coalesce(organisation.valid_to, 'infinity')`)
      .selectAll('organisation');
    if (kind) query = query.where('kind', '=', kind);
    if (search) {
      const text = search.trim().replace(/[\\%_]/g, '\\$&');
      query = query.where((eb) => eb.or([eb('name', 'ilike', `%${text}%`), eb('number', 'like', `${text}%`)]));
    }
    if (county) query = query.where(liesUnder(county));
    if (association) query = query.where(isMemberOf(association));
    if (navOffice) query = query.where(sellsTo(context, navOffice));
    return cutPage(query, page, ['organisation.name', 'organisation.id']).execute();
  });
}

const liesUnder = (county: string) => sql<boolean>`organisation.county_unit_id = (
  select unit.id from organisation unit where unit.kind = 'county-unit' and unit.number = ${county})`;

const isMemberOf = (association: string) => sql<boolean>`organisation.id in (
  select member.provider_id from provider_association member join organisation owner on owner.id = member.association_id
  where owner.kind = 'association' and owner.number = ${association})`;

const sellsTo = ({ ability }: Context, navOffice: string) => sql<boolean>`organisation.id in (
  select agreement.provider_id from agreement join organisation office on office.id = agreement.nav_office_id
  where office.kind = 'nav-office' and office.number = ${navOffice} and ${inForce}
    and ${accessibleBy(ability, 'read', 'Agreement', 'agreement')})`;

/** Nav's county units, by number. */
export async function listCounties(context: Context): Promise<OrganisationRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('organisation')
      .where('kind', '=', 'county-unit')
      .where(accessibleBy(context.ability, 'read', 'Organisation'))
      .selectAll()
      .orderBy('number')
      .execute(),
  );
}

/** For each of these providers its associations, by name. */
export async function listAssociationsOf(context: Context, providerIds: number[]): Promise<OrganisationRow[][]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('providerAssociation')
      .innerJoin('organisation', 'organisation.id', 'providerAssociation.associationId')
      .where('providerAssociation.providerId', 'in', providerIds)
      .where(accessibleBy(context.ability, 'read', 'Organisation', 'organisation'))
      .selectAll('organisation')
      .select('providerAssociation.providerId')
      .orderBy('organisation.name')
      .execute(),
  );
  return providerIds.map((id) => rows.filter(({ providerId }) => providerId === id));
}

/** For each of these the ones it has an agreement with today, by name. Agreements that the viewer may not see are as none. */
export async function listPartnersOf(
  context: Context,
  side: 'provider' | 'nav-office',
  ids: number[],
): Promise<OrganisationRow[][]> {
  const [own, other] =
    side === 'provider' ? (['providerId', 'navOfficeId'] as const) : (['navOfficeId', 'providerId'] as const);
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('agreement')
      .innerJoin('organisation', 'organisation.id', `agreement.${other}`)
      .where(`agreement.${own}`, 'in', ids)
      .where(accessibleBy(context.ability, 'read', 'Agreement', 'agreement'))
      .where(inForce)
      .groupBy(['organisation.id', `agreement.${own}`])
      .selectAll('organisation')
      .select(`agreement.${own} as of`)
      .orderBy('organisation.name')
      .execute(),
  );
  return ids.map((id) => rows.filter(({ of }) => of === id));
}

/** For each of these providers the codes of the programmes that it has agreements on today, in the table's order. */
export async function listProgrammesOf(context: Context, providerIds: number[]): Promise<string[][]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('agreement')
      .innerJoin('programme', 'programme.code', 'agreement.programme')
      .where('agreement.providerId', 'in', providerIds)
      .where(accessibleBy(context.ability, 'read', 'Agreement', 'agreement'))
      .where(inForce)
      .groupBy(['agreement.providerId', 'programme.code'])
      .select(['agreement.providerId', 'programme.code'])
      .orderBy('programme.sortOrder')
      .execute(),
  );
  return providerIds.map((id) => rows.filter(({ providerId }) => providerId === id).map(({ code }) => code));
}

/** Those of these agreements that the viewer may know of. */
export async function findAgreements(context: Context, ids: string[]): Promise<AgreementRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('agreement')
      .where('id', 'in', ids)
      .where(accessibleBy(context.ability, 'read', 'Agreement'))
      .selectAll()
      .execute(),
  );
}

/** Whether the viewer may read the whole scorecard of this provider. */
export function mayReadScorecard({ ability }: Context, provider: OrganisationRow): boolean {
  return ability.can('read', rowOf('Figure', { providerId: provider.id, countyUnitId: provider.countyUnitId }));
}

interface NewOrganisation {
  kind: OrganisationKind;
  number: string;
  name: string;
  countyNumber?: string | null;
  associationNumbers?: string[] | null;
}

/** Adds an organisation, with the county unit it lies under and the associations it is a member of. */
export async function addOrganisation(context: Context, input: NewOrganisation): Promise<OrganisationRow> {
  const { db, viewer, ability } = context;
  if (!ability.can('create', rowOf('Organisation', { kind: input.kind }))) {
    throw new ForbiddenError('may-not-add-organisation', 'Only the operator adds organisations.');
  }
  const isUnit = input.kind === 'nav-office' || input.kind === 'county-unit';
  if (isUnit ? !/^\d{4}$/.test(input.number) : !isOrganisationNumber(input.number)) {
    throw wrong('number', isUnit ? 'not-a-unit-number' : 'not-an-organisation-number', 'This is no such number.');
  }
  const liesUnderCounty = input.kind === 'provider' || input.kind === 'nav-office';
  return asViewer(db, viewer, async (trx) => {
    const county = input.countyNumber ? await idOf(trx, 'county-unit', input.countyNumber) : null;
    if (county === undefined) throw wrong('countyNumber', 'unknown-county', 'There is no such county unit.');
    if (liesUnderCounty !== (county !== null)) {
      throw wrong('countyNumber', 'county-needed', 'Providers and Nav offices lie under a county unit, others do not.');
    }
    const added = await trx
      .insertInto('organisation')
      .values({ kind: input.kind, number: input.number, name: input.name, countyUnitId: county })
      .onConflict((conflict) => conflict.columns(['kind', 'number']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!added) throw new ConflictError('organisation-exists', 'An organisation of this kind has this number already.');
    for (const number of new Set(input.associationNumbers)) {
      const associationId = await idOf(trx, 'association', number);
      if (associationId === undefined || input.kind !== 'provider') {
        throw wrong('associationNumbers', 'unknown-association', 'Providers are members of associations that exist.');
      }
      await trx.insertInto('providerAssociation').values({ providerId: added.id, associationId }).execute();
    }
    await audit(trx, {
      action: 'add-organisation',
      subject: `organisation ${added.kind} ${added.number}`,
      concerns: added.id,
      details: { name: added.name },
    });
    return added;
  });
}

/** Gives an organisation another name; what was published keeps the old one. */
export async function renameOrganisation(context: Context, id: number, name: string): Promise<OrganisationRow> {
  const { db, viewer, ability } = context;
  return asViewer(db, viewer, async (trx) => {
    const before = await trx
      .selectFrom('organisation')
      .where('id', '=', id)
      .where(accessibleBy(ability, 'read', 'Organisation'))
      .selectAll()
      .executeTakeFirst();
    if (!before) throw noOrganisation();
    if (!ability.can('update', rowOf('Organisation', before))) {
      throw new ForbiddenError('may-not-rename', 'You may not rename this organisation.');
    }
    const after = await trx
      .updateTable('organisation')
      .set({ name })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(trx, {
      action: 'rename-organisation',
      subject: `organisation ${before.kind} ${before.number}`,
      concerns: id,
      details: { from: before.name, to: name },
    });
    return after;
  });
}

// Agreements ---------------------------------------------------------------------------------------------------------

/** An agreement with the names that it is listed by. */
export type ListedAgreement = AgreementRow & { provider: string; navOffice: string };

/** Agreements come by provider, office, programme and first day. */
export const agreementKey = {
  schema: z.tuple([z.string(), z.string(), z.string(), z.string(), z.guid()]),
  of: (row: ListedAgreement): [string, string, string, string, string] => [
    row.provider,
    row.navOffice,
    row.programme,
    row.validFrom,
    row.id,
  ],
};

interface AgreementFilter {
  /** Organisation number of who delivers. */
  provider?: string | null;
  /** Unit number of who buys. */
  navOffice?: string | null;
  /** Number of the county unit that the provider lies under. */
  county?: string | null;
  inForce?: boolean | null;
}

/** The agreements that the viewer may see. */
export async function listAgreements(
  context: Context,
  { provider, navOffice, county, ...filter }: AgreementFilter,
  page: Page<unknown[]>,
): Promise<ListedAgreement[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    let query = trx
      .selectFrom('agreement')
      .innerJoin('organisation as p', 'p.id', 'agreement.providerId')
      .innerJoin('organisation as o', 'o.id', 'agreement.navOfficeId')
      .leftJoin('organisation as c', 'c.id', 'p.countyUnitId')
      .where(accessibleBy(context.ability, 'read', 'Agreement', 'agreement'))
      .selectAll('agreement')
      .select(['p.name as provider', 'o.name as navOffice']);
    if (provider) query = query.where('p.number', '=', provider);
    if (navOffice) query = query.where('o.number', '=', navOffice);
    if (county) query = query.where('c.number', '=', county);
    if (typeof filter.inForce === 'boolean')
      query = query.where(filter.inForce ? inForce : sql<boolean>`not (${inForce})`);
    return cutPage(query, page, [
      'p.name',
      'o.name',
      'agreement.programme',
      'agreement.validFrom',
      'agreement.id',
    ]).execute();
  });
}

/** Whether an agreement runs today. */
export function runsToday({ validFrom, validTo }: AgreementRow): boolean {
  return validFrom <= today() && (validTo === null || today() <= validTo);
}

/** What the viewer may do with an agreement: `end`, and let another office buy `through` it. */
export function agreementMoves({ ability }: Context, agreement: AgreementRow): string[] {
  const marked = rowOf('Agreement', agreement);
  const isOver = agreement.validTo !== null && agreement.validTo < today();
  return [
    ...(ability.can('update', marked) && !isOver ? ['end'] : []),
    ...(ability.can('create', marked) && !isOver && agreement.throughId === null ? ['through'] : []),
  ];
}

interface NewAgreement {
  provider: string;
  navOffice: string;
  programme: string;
  validFrom: string;
  validTo?: string | null;
  /** The agreement of another office that this one buys through. */
  through?: string | null;
}

/**
 * Enters an agreement, which opens the provider's scorecards to the Nav office. One that is bought through another office's
 * lies within that one, and ends with it.
 */
export async function addAgreement(context: Context, input: NewAgreement): Promise<AgreementRow> {
  const { db, viewer, ability } = context;
  if (input.validTo && input.validTo < input.validFrom) {
    throw wrong('validTo', 'ends-before-it-begins', 'An agreement cannot end before it begins.');
  }
  return asViewer(db, viewer, async (trx) => {
    const providerId = await idOf(trx, 'provider', input.provider);
    if (providerId === undefined) throw wrong('provider', 'unknown-provider', 'There is no such provider.');
    const navOfficeId = await idOf(trx, 'nav-office', input.navOffice);
    if (navOfficeId === undefined) throw wrong('navOffice', 'unknown-nav-office', 'There is no such Nav office.');
    if (!ability.can('create', rowOf('Agreement', { providerId, navOfficeId }))) {
      throw new ForbiddenError('may-not-add-agreement', 'You may not enter agreements for this provider.');
    }
    const programme = await trx
      .selectFrom('programme')
      .where('code', '=', input.programme)
      .select('code')
      .executeTakeFirst();
    if (!programme) throw wrong('programme', 'unknown-programme', 'There is no such programme.');
    const through = input.through ? await findThrough(trx, context, input.through) : null;
    const { validFrom } = input;
    const validTo = input.validTo ?? through?.validTo ?? null;
    if (through) refuseOutside(through, { providerId, navOfficeId, programme: programme.code, validFrom, validTo });
    const added = await trx
      .insertInto('agreement')
      .values({
        providerId,
        navOfficeId,
        programme: programme.code,
        validFrom,
        validTo,
        throughId: through?.id ?? null,
        throughOfficeId: through?.navOfficeId ?? null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!added) throw new ConflictError('agreement-exists', 'This agreement is entered already.');
    await audit(trx, {
      action: 'add-agreement',
      subject: `agreement ${input.navOffice} ${input.provider} ${programme.code}`,
      concerns: providerId,
      details: { validFrom, validTo, through: through?.id ?? null },
    });
    return added;
  });
}

async function findThrough(trx: Transaction<Database>, { ability }: Context, id: string): Promise<AgreementRow> {
  const found = await trx
    .selectFrom('agreement')
    .where('id', '=', id)
    .where(accessibleBy(ability, 'read', 'Agreement'))
    .selectAll()
    // It must not end while another is bought through it.
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw wrong('through', 'unknown-agreement', 'There is no such agreement.');
  if (found.throughId)
    throw wrong('through', 'bought-through-another', 'That agreement is itself bought through another.');
  return found;
}

/** What is bought through another agreement is the same, for another office, and lies within its period. */
function refuseOutside(
  through: AgreementRow,
  agreement: Pick<AgreementRow, 'providerId' | 'navOfficeId' | 'programme' | 'validFrom' | 'validTo'>,
): void {
  const { providerId, navOfficeId, programme, validFrom, validTo } = agreement;
  if (through.providerId !== providerId || through.programme !== programme || through.navOfficeId === navOfficeId) {
    throw wrong('through', 'another-purchase', 'That agreement is on something else, or is the office’s own.');
  }
  if (validFrom < through.validFrom || (through.validTo !== null && (validTo ?? '') > through.validTo)) {
    const message = 'The period must lie within that of the agreement it is bought through.';
    throw wrong('validFrom', 'outside-the-other', message);
  }
}

/** Sets the last day of an agreement, and of those that are bought through it; one that had not begun by then is gone. */
export async function endAgreement(
  context: Context,
  { id, lastDay }: { id: string; lastDay: string },
): Promise<AgreementRow> {
  const { db, viewer, ability } = context;
  return asViewer(db, viewer, async (trx) => {
    const found = await trx
      .selectFrom('agreement')
      .where('id', '=', id)
      .where(accessibleBy(ability, 'read', 'Agreement'))
      .selectAll()
      .executeTakeFirst();
    if (!found) throw new NotFoundError('unknown-agreement', 'There is no such agreement.');
    if (!ability.can('update', rowOf('Agreement', found))) {
      throw new ForbiddenError('may-not-end-agreement', 'You may not end agreements of this provider.');
    }
    const agreement = await trx
      .selectFrom('agreement')
      .where('id', '=', id)
      .selectAll()
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (lastDay < agreement.validFrom) {
      throw wrong('lastDay', 'ends-before-it-begins', 'An agreement cannot end before it begins.');
    }
    if (agreement.validTo !== null && lastDay > agreement.validTo) {
      throw wrong('lastDay', 'ends-sooner', 'The agreement ends sooner already.');
    }
    const ended = await trx
      .updateTable('agreement')
      .set({ validTo: lastDay })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await trx.deleteFrom('agreement').where('throughId', '=', id).where('validFrom', '>', lastDay).execute();
    const others = await trx
      .updateTable('agreement')
      .set({ validTo: lastDay })
      .where('throughId', '=', id)
      .where(sql<boolean>`coalesce(valid_to, 'infinity') > ${lastDay}::date`)
      .returning('id')
      .execute();
    await audit(trx, {
      action: 'end-agreement',
      subject: `agreement ${id}`,
      concerns: agreement.providerId,
      details: { from: agreement.validTo, to: lastDay, boughtThrough: others.map((one) => one.id) },
    });
    return ended;
  });
}

/** What a mutation answers when the organisation is none, or none that the viewer may know of. */
export function noOrganisation(): NotFoundError {
  return new NotFoundError('organisation-not-found', 'There is no such organisation.');
}

async function idOf(trx: Transaction<Database>, kind: OrganisationKind, number: string): Promise<number | undefined> {
  const row = await trx
    .selectFrom('organisation')
    .where('kind', '=', kind)
    .where('number', '=', number)
    .select('id')
    .executeTakeFirst();
  return row?.id;
}

function wrong(path: string, code: string, message: string): ValidationError {
  return new ValidationError('invalid-input', message, [{ path, code, message }]);
}

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());

const inForce = sql<boolean>`current_date between agreement.valid_from and coalesce(agreement.valid_to, 'infinity')`;
