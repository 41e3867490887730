import { rowOf } from '@batt/domain/access/ability';
import {
  ConflictError,
  DeadlinePassedError,
  NotFoundError,
  ValidationError,
  invalidField,
  mayNot,
} from '@batt/domain/errors';
import type { Side } from '@batt/domain/targets/negotiation';
import { checkAim } from '@batt/domain/targets/status';
import type { Aim } from '@batt/domain/targets/status';
import type { TargetLevel } from '@batt/domain/targets/effective';
import type { AliasableExpression, Expression, Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { cutPage } from '../../page.ts';
import type { Page } from '../../page.ts';
import { audit } from '../audit/audit.ts';
import { adviceOn, definitionsFor } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';

type Trx = Transaction<Database>;

/** A target of any level. What a level does not have is null. */
export interface TargetRow {
  id: string;
  level: TargetLevel;
  /** Who set it: the directorate, a county unit or a Nav office. */
  ownerId: number;
  navOfficeId: number | null;
  providerId: number | null;
  countyUnitId: number | null;
  indicator: string;
  programme: string | null;
  year: number;
  state: 'draft' | 'published' | 'proposed' | 'countered' | 'agreed' | 'withdrawn';
  value: number | null;
  low: number | null;
  high: number | null;
  agreedValue: number | null;
  agreedLow: number | null;
  agreedHigh: number | null;
  /** Since when it is in force: agreed, or published. As text, where it was read inside a larger statement. */
  agreedAt: Date | string | null;
  version: number;
  round: number;
  turn: Side | null;
}

export const targetKey = {
  schema: z.tuple([z.string(), z.guid()]),
  of: (row: TargetRow): [string, string] => [row.indicator, row.id],
};

export interface TargetFilter {
  year: number;
  provider?: string | null;
  navOffice?: string | null;
  programme?: string | null;
  level?: TargetLevel | null;
  waitingOnMe?: boolean | null;
}

/**
 * The targets of a year that the viewer may see, by indicator. With a provider or a Nav office named: its local ones and
 * the general ones that apply to it.
 */
export async function listTargets(context: Context, filter: TargetFilter, page: Page<unknown[]>): Promise<TargetRow[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    let query = trx.selectFrom(allTargets(trx, context).as('t')).selectAll('t').where('t.year', '=', filter.year);
    if (filter.provider) {
      query = query.where(concerns(sql.ref('t.providerId'), 'provider', filter.provider));
    }
    if (filter.navOffice) {
      query = query.where(concerns(sql.ref('t.navOfficeId'), 'nav-office', filter.navOffice));
    }
    // An indicator of the whole provider counts in every programme.
    if (filter.programme) {
      const { programme } = filter;
      query = query.where((eb) => eb.or([eb('t.programme', '=', programme), eb('t.programme', 'is', null)]));
    }
    if (filter.level) query = query.where('t.level', '=', filter.level);
    if (typeof filter.waitingOnMe === 'boolean') {
      const mine = waitsOn(context.viewer.organisationId);
      query = query.where(filter.waitingOnMe ? mine : sql<boolean>`${mine} is not true`);
    }
    return cutPage(query, page, ['t.indicator', 't.id']).execute();
  });
}

/** Those of these targets that the viewer may see. */
export async function findTargets(context: Context, ids: string[]): Promise<TargetRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx.selectFrom(allTargets(trx, context).as('t')).selectAll('t').where('t.id', 'in', ids).execute(),
  );
}

/** All that a provider and an office have between them in some years, and the general targets that reach that provider. */
export async function targetsBetween(
  trx: Trx,
  context: Context,
  { providerId, navOfficeId, from, to }: { providerId: number; navOfficeId: number; from: number; to: number },
): Promise<TargetRow[]> {
  return trx
    .selectFrom(allTargets(trx, context).as('t'))
    .where('t.year', '>=', from)
    .where('t.year', '<=', to)
    .where(
      sql<boolean>`(case t.level
        when 'local' then t.provider_id = ${providerId} and t.nav_office_id = ${navOfficeId}
        when 'county' then t.state = 'published' and t.owner_id = (select county_unit_id from organisation where id = ${providerId})
        else t.state = 'published' end)`,
    )
    .selectAll('t')
    .execute();
}

/** How many negotiations wait for the viewer's organisation. */
export async function countTargetsToAnswer(context: Context): Promise<number> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const { count } = await trx
      .selectFrom('localTarget as t')
      .where(accessibleBy(context.ability, 'read', 'LocalTarget', 't'))
      .where(waitsOn(context.viewer.organisationId))
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  });
}

/**
 * The targets in force on one provider's indicators in a programme, over some years, as JSON: `TargetRow[]`. The first of
 * several local ones is that of the viewer's own office, else the latest agreed.
 */
export function targetsInForce(
  context: Context,
  on: {
    /** None for all providers whose scorecards the viewer may read, and all county units. */
    providerId: Expression<number> | null;
    countyUnitId: Expression<number | null> | null;
    programme: string | Expression<string>;
    from: number;
    to: number;
  },
): AliasableExpression<TargetRow[]> {
  const { ability, viewer } = context;
  const inProgramme = sql`(t.programme = ${on.programme} or t.programme is null)`;
  return sql`(
    select coalesce(jsonb_agg(${TARGET_JSON} order by owner_id = ${viewer.organisationId} desc, agreed_at desc nulls last, id), '[]')
    from (
      ${GENERAL_TARGETS}
      where t.year between ${on.from} and ${on.to} and t.state = 'published' and ${inProgramme}
        and ${on.countyUnitId ? sql`(t.level = 'national' or t.owner_id = ${on.countyUnitId})` : sql`true`}
      union all
      select a.id, 'local', a.nav_office_id, a.nav_office_id, a.provider_id, t.county_unit_id, a.indicator, a.programme, a.year,
        coalesce(t.state, 'agreed'), coalesce(t.value, a.value), coalesce(t.low, a.low), coalesce(t.high, a.high),
        a.value, a.low, a.high, a.agreed_at, coalesce(t.version, 1), coalesce(t.round, 1), t.turn
      from app.agreed_targets(${on.providerId}, ${on.from}, ${on.to}) a
      left join local_target t on t.id = a.id and ${accessibleBy(ability, 'read', 'LocalTarget', 't')}
      where (a.programme = ${on.programme} or a.programme is null)
    ) in_force)`;
}

/** The national targets in force in a programme and year, as JSON: `TargetRow[]`. */
export function nationalTargets({
  programme,
  year,
}: {
  programme: string;
  year: number;
}): AliasableExpression<TargetRow[]> {
  return sql`(
    select coalesce(jsonb_agg(${TARGET_JSON}), '[]')
    from (
      ${GENERAL_TARGETS}
      where t.year = ${year} and t.state = 'published' and t.level = 'national'
        and (t.programme = ${programme} or t.programme is null)
    ) in_force)`;
}

const TARGET_JSON = sql`jsonb_build_object(
  'id', id, 'level', level, 'ownerId', owner_id, 'navOfficeId', nav_office_id, 'providerId', provider_id,
  'countyUnitId', county_unit_id, 'indicator', indicator, 'programme', programme, 'year', year, 'state', state,
  'value', value, 'low', low, 'high', high, 'agreedValue', agreed_value, 'agreedLow', agreed_low,
  'agreedHigh', agreed_high, 'agreedAt', agreed_at, 'version', version, 'round', round, 'turn', turn)`;
const GENERAL_TARGETS = sql`
  select t.id, t.level, t.owner_id, null::int as nav_office_id, null::int as provider_id, null::int as county_unit_id,
    t.indicator, t.programme, t.year, t.state, t.value, t.low, t.high, null::float8 as agreed_value,
    null::float8 as agreed_low, null::float8 as agreed_high, t.published_at as agreed_at, 1 as version, 1 as round,
    null as turn
  from general_target t`;

export interface NewTarget extends Slot {
  aim: Aim;
}

/** Drafts a national or county target for the viewer's own organisation, or changes the draft; gives its id. */
export async function setGeneralTarget(context: Context, input: NewTarget): Promise<string> {
  const { viewer, ability } = context;
  const level = GENERAL_LEVELS[viewer.organisationKind];
  const mine = { ownerId: viewer.organisationId, level, state: 'draft' };
  if (!level || !ability.can('create', rowOf('GeneralTarget', mine))) throw mayNot();
  return asViewer(context.db, viewer, async (trx) => {
    const { slot } = await checkedSlot(trx, input, input.aim);
    const { id } = await trx
      .insertInto('generalTarget')
      .values({ ...slot, ...input.aim, ownerId: viewer.organisationId, level })
      .onConflict((conflict) =>
        conflict
          .columns(['ownerId', 'indicator', 'programme', 'year'])
          .doUpdateSet({ ...input.aim, updatedAt: sql<Date>`now()` })
          .where('generalTarget.state', '=', 'draft'),
      )
      .returning('id')
      .executeTakeFirst()
      .then(orElse(() => new ConflictError('published', 'The target is published. Remove it before you set another.')));
    await audit(trx, { action: 'draft-target', subject: `target ${id}`, details: { ...slot, ...input.aim } });
    return id;
  });
}
const GENERAL_LEVELS: Partial<Record<string, 'national' | 'county'>> = {
  directorate: 'national',
  'county-unit': 'county',
};

/** Puts a drafted target in force. */
export async function publishGeneralTarget(context: Context, id: string): Promise<string> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const target = await findGeneral(trx, context, id);
    if (!context.ability.can('publish', rowOf('GeneralTarget', target))) throw mayNot();
    await refuseClosedYear(trx, target.year);
    const published = await trx
      .updateTable('generalTarget')
      .set({ state: 'published', publishedAt: sql<Date>`now()`, updatedAt: sql<Date>`now()` })
      .where('id', '=', id)
      .where('state', '=', 'draft')
      .returning('id')
      .executeTakeFirst();
    if (!published) throw new ConflictError('published', 'The target is already published.', { target: id });
    const { value, low, high } = target;
    await audit(trx, { action: 'publish-target', subject: `target ${id}`, details: { value, low, high } });
    return id;
  });
}

/** Takes a national or county target away. */
export async function removeGeneralTarget(context: Context, id: string): Promise<void> {
  await asViewer(context.db, context.viewer, async (trx) => {
    const target = await findGeneral(trx, context, id);
    if (!context.ability.can('delete', rowOf('GeneralTarget', target))) throw mayNot();
    await refuseClosedYear(trx, target.year);
    await trx.deleteFrom('generalTarget').where('id', '=', id).execute();
    const { ownerId: _owner, updatedAt: _updated, ...was } = target;
    await audit(trx, { action: 'remove-target', subject: `target ${id}`, details: was });
  });
}

/** The aim that a target puts in force: what was agreed, or published; null while there is nothing. */
export function aimInForce(target: TargetRow): Aim | null {
  if (target.level !== 'local') return target.state === 'published' ? target : null;
  if (target.agreedAt === null) return null;
  return { value: target.agreedValue, low: target.agreedLow, high: target.agreedHigh };
}

// National, county and local targets as rows of one shape.
function allTargets(trx: Trx, { ability }: Context) {
  const noInteger = sql<number | null>`null::integer`;
  const noNumber = sql<number | null>`null::double precision`;
  return trx
    .selectFrom('generalTarget')
    .where(accessibleBy(ability, 'read', 'GeneralTarget'))
    .select(['id', sql<TargetLevel>`level`.as('level'), 'ownerId'])
    .select([noInteger.as('navOfficeId'), noInteger.as('providerId'), noInteger.as('countyUnitId')])
    .select(['indicator', 'programme', 'year', sql<TargetRow['state']>`state`.as('state'), 'value', 'low', 'high'])
    .select([noNumber.as('agreedValue'), noNumber.as('agreedLow'), noNumber.as('agreedHigh')])
    .select(['publishedAt as agreedAt', sql<number>`1`.as('version'), sql<number>`1`.as('round')])
    .select(sql<Side | null>`null`.as('turn'))
    .unionAll(
      trx
        .selectFrom('localTarget')
        .where(accessibleBy(ability, 'read', 'LocalTarget'))
        .select([
          'id',
          sql<TargetLevel>`'local'`.as('level'),
          'navOfficeId as ownerId',
          'navOfficeId',
          'providerId',
          'countyUnitId',
        ])
        .select(['indicator', 'programme', 'year', sql<TargetRow['state']>`state`.as('state'), 'value', 'low', 'high'])
        .select(['agreedValue', 'agreedLow', 'agreedHigh', 'agreedAt', 'version', 'round', 'turn']),
    );
}

// A local target of the organisation with this number, or a general one that reaches it.
function concerns(column: Expression<unknown>, kind: 'provider' | 'nav-office', number: string) {
  return sql<boolean>`exists (
    select from organisation o where o.kind = ${kind} and o.number = ${number}
      and (${column} = o.id or t.level = 'national' or (t.level = 'county' and t.owner_id = o.county_unit_id)))`;
}

// What nobody can answer any more, for its year is closed, waits for nobody.
function waitsOn(organisationId: number) {
  return sql<boolean>`(
    case t.turn when 'nav-office' then t.nav_office_id when 'provider' then t.provider_id end = ${organisationId}
    and not exists (select from measurement_year m where m.year = t.year and m.state <> 'open'))`;
}

/** Between these years there can be targets. */
export const YEARS = { first: 2000, last: 2100 };

/** What a target is set on. */
export interface Slot {
  indicator: string;
  /** None for an indicator of the whole provider. */
  programme: string | null;
  year: number;
}

/**
 * Checks that a target can stand on this indicator, programme and year, with this aim where one is given; gives them as a
 * target is keyed by, and the indicator.
 */
export async function checkedSlot(
  trx: Trx,
  { indicator, programme, year }: Slot,
  aim: Aim | null,
): Promise<{ slot: Slot; definition: Indicator }> {
  if (year < YEARS.first || year > YEARS.last) throw invalidField('year', 'unknown-year', 'There is no such year.');
  await refuseClosedYear(trx, year);
  const definition = (await definitionsFor(trx, year)).find(({ code }) => code === indicator);
  if (!definition) throw invalidField('indicator', 'unknown-indicator', 'There is no such indicator in this year.');
  const slot = { indicator, programme: definition.scope === 'provider' ? null : programme, year };
  if (definition.scope === 'programme' && programme === null) {
    throw invalidField(
      'programme',
      'programme-needed',
      'This indicator has one value per programme: name the programme.',
    );
  }
  if (!adviceOn(definition, slot.programme).allowed) {
    throw invalidField('indicator', 'target-refused', 'This indicator does not suit targets in this programme.');
  }
  const wrong = aim ? checkAim(definition, aim) : [];
  if (wrong.length > 0) throw new ValidationError('invalid-aim', wrong.map(({ message }) => message).join(' '), wrong);
  return { slot, definition };
}

export async function refuseClosedYear(trx: Trx, year: number): Promise<void> {
  const found = await trx.selectFrom('measurementYear').where('year', '=', year).select('state').executeTakeFirst();
  if (found && found.state !== 'open') {
    throw new DeadlinePassedError('year-closed', 'The measurement year is closed, and its targets with it.', { year });
  }
}

async function findGeneral(trx: Trx, { ability }: Context, id: string) {
  const target = await trx
    .selectFrom('generalTarget')
    .where(accessibleBy(ability, 'read', 'GeneralTarget'))
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!target) throw noSuchTarget();
  return target;
}

function orElse<T>(error: () => Error): (found: T | undefined) => T {
  return (found) => {
    if (found === undefined) throw error();
    return found;
  };
}

/** What a mutation answers when the target is none, or none that the viewer may know of. */
export const noSuchTarget = () => new NotFoundError('unknown-target', 'There is no such target.');
