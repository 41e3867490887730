import { limitsOf } from '@batt/domain/benchmarks/compare';
import { calculate } from '@batt/domain/indicators/engine';
import type { Result } from '@batt/domain/indicators/result';
import { nearestTarget } from '@batt/domain/targets/effective';
import { bestOf, coarse, isFollowed, mayRenew, prospect, toFives } from '@batt/domain/targets/progress';
import type { Outlook } from '@batt/domain/targets/progress';
import type { Certainty } from '@batt/domain/targets/status';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asSystem, asViewer } from '../../db/as-viewer.ts';
import type { Db } from '../../db/client.ts';
import type { Database, DateText } from '../../db/tables.ts';
import type { Page } from '../../page.ts';
import { cutList } from '../../page.ts';
import { definitionsFor } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { loadDataTables } from '../reports/reports.ts';
import { aimInForce, targetsInForce } from './targets.ts';
import type { TargetRow } from './targets.ts';

type Trx = Transaction<Database>;

/** A figure of a year that is not over: exact for the provider itself, coarse for others. */
export interface RunningRow {
  providerId: number;
  indicator: Indicator;
  programme: string;
  year: number;
  asOf: DateText;
  value: number;
  low: number | null;
  high: number | null;
  /** How many people; for the provider itself. */
  n: number | null;
  atLeast: number;
  expected: number | null;
  /** The provider's best value of the five years before. */
  best: number | null;
}

/** A running figure held against a target. */
export interface ProgressRow extends RunningRow {
  target: TargetRow | null;
  certainty: Certainty | null;
  outlook: Outlook | null;
  needed: number | null;
  reachable: boolean | null;
}

/** How many years back a provider's best one may lie. */
const BEST_OF_YEARS = 5;

/** What a running figure says about the target that applies; about nothing where there is none. */
export function progressOf(running: RunningRow, target: TargetRow | null): ProgressRow {
  const aim = target && aimInForce(target);
  const { value, low, high, expected, best } = running;
  const said =
    aim && prospect(running.indicator, aim, { value, low, high, n: running.n ?? running.atLeast, expected }, best);
  return {
    ...running,
    target: aim ? target : null,
    certainty: said?.certainty ?? null,
    outlook: said?.outlook ?? null,
    needed: said?.needed ?? null,
    reachable: said?.reachable ?? null,
  };
}

/** What the viewer may see of how a year goes that is not published yet; of one provider when it is named. */
export async function listRunning(context: Context, year: number, providerId?: number): Promise<RunningRow[]> {
  const { viewer, ability } = context;
  return asViewer(context.db, viewer, async (trx) => {
    const found = await trx
      .selectFrom('measurementYear')
      .where('year', '=', year)
      .where('state', '<>', 'published')
      .select(sql<DateText>`current_date::text`.as('today'))
      .executeTakeFirst();
    if (!found || !ability.can('read', 'RunningFigure')) return [];
    const indicators = (await definitionsFor(trx, year)).filter(isFollowed);
    const isOwn = viewer.organisationKind === 'provider';
    if (isOwn && providerId !== undefined && providerId !== viewer.organisationId) return [];
    const earlier = await loadEarlier(trx, context, year, isOwn ? viewer.organisationId : providerId);
    const bestIn = (row: { providerId: number; programme: string }, indicator: Indicator) => {
      const same = earlier.filter((one) => isSameFigure(one, { ...row, indicator: indicator.code }));
      return {
        best: bestOf(
          indicator,
          same.map(({ value }) => value),
        ),
        before: same.find((one) => one.year === year - 1),
      };
    };
    const rows = isOwn
      ? calculate(indicators, await loadDataTables(trx, viewer.organisationId, year), year).map((result) => ({
          ...result,
          providerId: viewer.organisationId,
        }))
      : await trx
          .selectFrom('runningFigure')
          .where(accessibleBy(ability, 'read', 'RunningFigure'))
          .where('year', '=', year)
          .$if(providerId !== undefined, (query) => query.where('providerId', '=', providerId ?? 0))
          .selectAll()
          .execute();
    return rows.flatMap((row): RunningRow[] => {
      const indicator = indicators.find(({ code }) => code === row.indicator);
      const { programme } = row;
      if (!indicator || programme === null || row.value === null) return [];
      const { best, before } = bestIn({ providerId: row.providerId, programme }, indicator);
      const common = { providerId: row.providerId, indicator, programme, year, best };
      if ('asOf' in row) {
        const { asOf, value, low, high, atLeast, expected } = row;
        return [{ ...common, asOf, value, low, high, n: null, atLeast, expected }];
      }
      const { low, high } = limitsOf(indicator, row);
      const expected = before?.n ? Math.max(before.n, row.n) : null;
      return [
        { ...common, asOf: found.today, value: row.value, low, high, n: row.n, atLeast: toFives(row.n), expected },
      ];
    });
  });
}

interface Earlier {
  providerId: number;
  indicator: string;
  programme: string;
  year: number;
  value: number;
  n: number | null;
}

const isSameFigure = (
  one: { providerId: number; indicator: string; programme: string | null },
  other: { providerId: number; indicator: string; programme: string | null },
) => one.providerId === other.providerId && one.indicator === other.indicator && one.programme === other.programme;

// The figures of the years before, as the viewer may see them: a provider its own true ones.
async function loadEarlier(
  trx: Trx,
  { ability, viewer }: Context,
  year: number,
  providerId?: number,
): Promise<Earlier[]> {
  const isOwn = viewer.organisationKind === 'provider';
  const table = isOwn ? sql`result` : sql`figure`;
  const mayRead = isOwn
    ? sql`not f.hidden_from_owner and ${accessibleBy(ability, 'read', 'Result', 'f')}`
    : accessibleBy(ability, 'read', 'Figure', 'f');
  const { rows } = await sql<Earlier>`
    select f.provider_id, f.indicator, f.programme, f.year, f.value, f.n
    from ${table} f join measurement_year m on m.year = f.year and m.revision = f.revision
    where f.year between ${year - BEST_OF_YEARS} and ${year - 1} and f.value is not null and f.programme is not null
      and (${providerId ?? null}::integer is null or f.provider_id = ${providerId ?? null}) and ${mayRead}`.execute(
    trx,
  );
  return rows;
}

export interface ProgressFilter {
  year: number;
  provider?: string | null;
  atRisk?: boolean | null;
}

/** Progress comes by provider, programme and indicator. */
export const progressKey = {
  schema: z.tuple([z.string()]),
  of: ({ providerId, programme, indicator }: ProgressRow): [string] => [`${providerId}-${programme}-${indicator.code}`],
};

/** How the year goes for the providers that the viewer follows, where it can be told; only what is at risk when so asked. */
export async function listProgress(
  context: Context,
  filter: ProgressFilter,
  page: Page<[string]>,
): Promise<ProgressRow[]> {
  const provider = filter.provider ? await providerNumbered(context, filter.provider) : undefined;
  if (provider === null) return [];
  const running = await listRunning(context, filter.year, provider);
  const targets = await loadTargets(context, running, filter.year);
  const rows = running
    .map((row) =>
      progressOf(
        row,
        nearestTarget(
          targets.filter(
            (target) =>
              target.of === row.providerId &&
              target.indicator === row.indicator.code &&
              target.programme === row.programme,
          ),
        ),
      ),
    )
    .filter((row) => typeof filter.atRisk !== 'boolean' || (row.outlook === 'at-risk') === filter.atRisk);
  return cutList(rows, page, (row) => progressKey.of(row)[0]);
}

async function providerNumbered({ db, viewer }: Context, number: string): Promise<number | null> {
  const found = await asViewer(db, viewer, (trx) =>
    trx
      .selectFrom('organisation')
      .where('kind', '=', 'provider')
      .where('number', '=', number)
      .select('id')
      .executeTakeFirst(),
  );
  return found?.id ?? null;
}

// The targets in force on these figures, each with the provider it is for.
async function loadTargets(
  context: Context,
  running: readonly RunningRow[],
  year: number,
): Promise<(TargetRow & { of: number })[]> {
  const pairs = [...new Map(running.map((row) => [`${row.providerId} ${row.programme}`, row])).values()];
  if (pairs.length === 0) return [];
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('organisation as p')
      .innerJoin(
        sql<{ providerId: number; programme: string }>`unnest(${pairs.map(({ providerId }) => providerId)}::integer[],
          ${pairs.map(({ programme }) => programme)}::text[])`.as<'f'>(sql`f(provider_id, programme)`),
        (join) => join.onRef('f.providerId', '=', 'p.id'),
      )
      .select('p.id as of')
      .select(
        targetsInForce(context, {
          providerId: sql.ref<number>('p.id'),
          countyUnitId: sql.ref<number | null>('p.countyUnitId'),
          programme: sql.ref<string>('f.programme'),
          from: year,
          to: year,
        }).as('targets'),
      )
      .execute(),
  );
  return rows.flatMap(({ of, targets }) => targets.map((target) => ({ ...target, of })));
}

// Renewing -----------------------------------------------------------------------------------------------------------

/**
 * Renews what others see of the years that are not published, where enough people's results have come to say more: of these
 * providers, or of all. One after the other, so that nobody waits for the rest.
 */
export async function refreshRunningFigures(db: Db, providerIds?: readonly number[]): Promise<void> {
  // What is published is told by its figures.
  await asSystem(db, (trx) =>
    trx
      .deleteFrom('runningFigure')
      .where('year', 'in', trx.selectFrom('measurementYear').where('state', '=', 'published').select('year'))
      .execute(),
  );
  const ids = providerIds ?? (await everyProvider(db));
  for (const id of ids) {
    await asSystem(db, async (trx) => {
      const years = await trx
        .selectFrom('measurementYear')
        .where('state', '<>', 'published')
        .select(['year', sql<DateText>`current_date::text`.as('today')])
        .orderBy('year')
        .execute();
      for (const { year, today } of years) {
        const indicators = (await definitionsFor(trx, year)).filter(isFollowed);
        const results = calculate(indicators, await loadDataTables(trx, id, year), year);
        await storeRunningFigures(trx, { providerIds: [id], year, asOf: today, indicators, results });
      }
    });
  }
}

async function everyProvider(db: Db): Promise<number[]> {
  const rows = await asSystem(db, (trx) =>
    trx.selectFrom('organisation').where('kind', '=', 'provider').select('id').orderBy('id').execute(),
  );
  return rows.map(({ id }) => id);
}

interface RunningYear {
  providerIds: number[];
  year: number;
  asOf: DateText;
  indicators: readonly Indicator[];
  results: readonly Result[];
}

/** Keeps what others may see of these providers' results of a year, where it may be told anew. */
export async function storeRunningFigures(trx: Trx, running: RunningYear): Promise<void> {
  const known = await loadKnown(trx, running);
  const renewed = renew(running, known);
  // Where nobody is left, or too few to be told of, nothing is told.
  const numbersOf = new Map(known.providers.map(({ id, number }) => [id, number]));
  const found = new Set(running.results.map((row) => `${row.provider} ${row.programme} ${row.indicator}`));
  const gone = known.sums.filter(
    (row) => !found.has(`${numbersOf.get(row.providerId)} ${row.programme} ${row.indicator}`),
  );
  const small = renewed.filter((row) => row.figure === null).map(({ key }) => key);
  for (const { providerId, programme, indicator } of [...gone, ...small]) {
    await trx
      .deleteFrom('runningFigure')
      .where((eb) => eb.and({ providerId, programme, indicator, year: running.year }))
      .execute();
  }
  const told = renewed.flatMap(({ key, sum, figure }) => (figure ? [{ key, sum, figure }] : []));
  // As many at once as fit the parameters of one statement.
  for (let from = 0; from < told.length; from += 2_000) await tellNumbers(trx, told.slice(from, from + 2_000));
}

// Who they are, what was told of them last, and how many they had the year before.
async function loadKnown(trx: Trx, { providerIds, year }: RunningYear) {
  const providers = await trx
    .selectFrom('organisation')
    .where(sql<boolean>`id = any(${providerIds})`)
    .select(['id', 'number', sql<number>`county_unit_id`.as('countyUnitId')])
    // Two who renew one provider's figures at once do so one after the other.
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const sums = await trx
    .selectFrom('runningSum')
    .where('year', '=', year)
    .where(sql<boolean>`provider_id = any(${providerIds})`)
    .selectAll()
    .execute();
  const lastYear = await trx
    .selectFrom('result as r')
    .innerJoin('measurementYear as m', (join) =>
      join.onRef('m.year', '=', 'r.year').onRef('m.revision', '=', 'r.revision'),
    )
    .where('r.year', '=', year - 1)
    .where('r.programme', 'is not', null)
    .where(sql<boolean>`r.provider_id = any(${providerIds})`)
    .select(['r.providerId', 'r.indicator', 'r.programme', 'r.n'])
    .execute();
  return { providers, sums, lastYear };
}

// Of the results, those that may be told anew; without a figure where there are too few.
function renew({ year, asOf, indicators, results }: RunningYear, known: Awaited<ReturnType<typeof loadKnown>>) {
  const keyOf = (row: { providerId: number; programme: string | null; indicator: string }) =>
    `${row.providerId} ${row.programme} ${row.indicator}`;
  const toldOf = new Map(known.sums.map((row) => [keyOf(row), row]));
  const beforeOf = new Map(known.lastYear.map((row) => [keyOf(row), row.n]));
  const providerOf = new Map(known.providers.map((provider) => [provider.number, provider]));
  const definitionOf = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  return results.flatMap((result) => {
    const { programme, indicator, numerator, n } = result;
    const provider = providerOf.get(result.provider);
    const definition = definitionOf.get(indicator);
    if (!provider || !definition || programme === null || numerator === null) return [];
    const key = { providerId: provider.id, programme, indicator, year };
    if (!mayRenew(toldOf.get(keyOf(key)) ?? null, result)) return [];
    const figure = coarse(definition, { numerator, n }, limitsOf(definition, result), beforeOf.get(keyOf(key)) ?? null);
    return [{ key, sum: { numerator, n }, figure: figure && { ...figure, asOf, countyUnitId: provider.countyUnitId } }];
  });
}

type Renewed = ReturnType<typeof renew>[number];

// What others see, and the sums that it was told from.
async function tellNumbers(
  trx: Trx,
  told: readonly (Renewed & { figure: NonNullable<Renewed['figure']> })[],
): Promise<void> {
  const primary = ['providerId', 'programme', 'indicator', 'year'] as const;
  await trx
    .insertInto('runningFigure')
    .values(told.map(({ key, figure }) => ({ ...key, ...figure })))
    .onConflict((conflict) =>
      conflict.columns([...primary]).doUpdateSet((eb) => ({
        asOf: eb.ref('excluded.asOf'),
        value: eb.ref('excluded.value'),
        low: eb.ref('excluded.low'),
        high: eb.ref('excluded.high'),
        atLeast: eb.ref('excluded.atLeast'),
        expected: eb.ref('excluded.expected'),
      })),
    )
    .execute();
  await trx
    .insertInto('runningSum')
    .values(told.map(({ key, sum }) => ({ ...key, ...sum })))
    .onConflict((conflict) =>
      conflict
        .columns([...primary])
        .doUpdateSet((eb) => ({ numerator: eb.ref('excluded.numerator'), n: eb.ref('excluded.n') })),
    )
    .execute();
}
