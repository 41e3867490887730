import { rowOf } from '@batt/domain/access/ability';
import { FEWEST, limitsOf, verdict } from '@batt/domain/benchmarks/compare';
import type { Verdict } from '@batt/domain/benchmarks/compare';
import { funnelLimits } from '@batt/domain/benchmarks/funnel';
import { isHiddenFromOwner } from '@batt/domain/benchmarks/suppression';
import { calculate } from '@batt/domain/indicators/engine';
import { nearestTarget } from '@batt/domain/targets/effective';
import { targetStatus } from '@batt/domain/targets/status';
import type { Certainty } from '@batt/domain/targets/status';
import type { TargetAdvice } from '@batt/domain/targets/suitability';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { BestFigure, Database } from '../../db/tables.ts';
import { cutPage } from '../../page.ts';
import type { Page } from '../../page.ts';
import { threadCounts } from '../dialogue/dialogue.ts';
import { adviceOn, appliesIn, definitionsFor, definitionsIn } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { loadDataTables } from '../reports/reports.ts';
import { aimInForce, nationalTargets, targetsInForce } from '../targets/targets.ts';
import type { TargetRow } from '../targets/targets.ts';

type Trx = Transaction<Database>;

/** Which revision of a year's figures is shown. */
export interface PublicationRow {
  revision: number;
  publishedAt: Date;
  publishedByName: string;
  reason: string | null;
}

/** A provider's value of an indicator, as its reader may see it. */
export interface FigureRow {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  n: number | null;
  low: number | null;
  high: number | null;
  status: 'ok' | 'no-data' | 'suppressed' | 'not-applicable';
  suppression: 'primary' | 'complementary' | null;
  breakdown: Record<string, number | null> | null;
  indicatorVersion: number | null;
}

/** What an area's providers have in common. */
export interface BenchmarkRow {
  mean: number | null;
  plainMean: number | null;
  median: number | null;
  q1: number | null;
  q3: number | null;
  min: number | null;
  max: number | null;
  providers: number;
  ranked: number;
  leftOut: number;
  n: number | null;
  best: BestFigure[];
}

export interface RankRow {
  rank: number;
  of: number;
  shared: boolean;
  leftOut: number;
}

export interface TrendPoint {
  year: number;
  own: FigureRow;
  nationalMean: number | null;
  target: number | null;
}

export interface ScorecardRow {
  id: string;
  indicator: Indicator;
  applicable: boolean;
  own: FigureRow;
  previous: FigureRow;
  previousYear: number | null;
  trend: TrendPoint[];
  nation: BenchmarkRow | null;
  county: BenchmarkRow | null;
  rank: RankRow | null;
  /** The nearest one in force. */
  target: TargetRow | null;
  targets: TargetRow[];
  targetStatus: Certainty | null;
  verdict: Verdict;
  threads: number;
  unread: number;
  canSetTarget: { allowed: boolean; advice: TargetAdvice | 'no-agreement' };
}

export interface Scorecard {
  providerId: number;
  year: number;
  programme: string;
  publication: PublicationRow | null;
  reported: boolean;
  submittedAt: Date | null;
  late: boolean;
  rows: ScorecardRow[];
}

/** How many years a trend shows. */
const TREND_YEARS = 5;
const NO_FIGURE: FigureRow = {
  value: null,
  numerator: null,
  denominator: null,
  n: null,
  low: null,
  high: null,
  status: 'no-data',
  suppression: null,
  breakdown: null,
  indicatorVersion: null,
};
const NO_SPREAD = { median: null, q1: null, q3: null, min: null, max: null };
const NOT_APPLICABLE: FigureRow = { ...NO_FIGURE, status: 'not-applicable' };

// What is stored of one figure, with what only published ones have.
interface StoredFigure extends FigureRow {
  year: number;
  indicator: string;
  rank: number | null;
  shared: boolean;
  verdict: Verdict;
}

/**
 * A provider's scorecard in one programme. Published years: as they were published, masked for everybody but the provider
 * itself. A year that is not published yet: computed now from the provider's own rows, for itself alone. Null where there
 * is none or none that the viewer may read.
 */
export async function getScorecard(
  context: Context,
  { provider, year, programme }: { provider: string; year: number; programme: string },
): Promise<Scorecard | null> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const found = await loadScorecard(trx, context, provider, year, programme);
    if (!found || !context.ability.can('read', rowOf('Figure', found))) return null;
    const isOwner = found.providerId === context.viewer.organisationId;
    if (found.revision === null && !isOwner) return null;
    const draft = found.revision === null ? await draftFigures(trx, found, year, programme) : [];
    return scorecardOf(context, found, draft, year, programme);
  });
}

/** All that a scorecard is made of, in one statement. Undefined when year, programme or provider does not exist. */
async function loadScorecard(trx: Trx, context: Context, provider: string, year: number, programme: string) {
  const { ability } = context;
  const from = year - TREND_YEARS + 1;
  const providerId = sql.ref<number>('p.id');
  const countyUnitId = sql.ref<number | null>('p.countyUnitId');
  const inProgramme = (alias: string) =>
    sql<boolean>`(${sql.ref(`${alias}.programme`)} = ${programme} or ${sql.ref(`${alias}.programme`)} is null)`;
  const row = await trx
    .selectFrom('organisation as p')
    .innerJoin('measurementYear as y', (join) => join.on('y.year', '=', year))
    .innerJoin('programme', (join) => join.on('programme.code', '=', programme))
    .leftJoin('publication', (join) =>
      join.onRef('publication.year', '=', 'y.year').onRef('publication.revision', '=', 'y.revision'),
    )
    .leftJoin('report', (join) => join.onRef('report.providerId', '=', 'p.id').onRef('report.year', '=', 'y.year'))
    .where('p.kind', '=', 'provider')
    .where('p.number', '=', provider)
    .select(['p.id as providerId', 'p.countyUnitId', 'y.revision'])
    .select(['publication.publishedAt', 'publication.publishedByName', 'publication.reason'])
    .select(['report.state as reportState', 'report.submittedAt', 'report.late'])
    .select([
      sql<StoredFigure[]>`(
        select coalesce(jsonb_agg(${figureJson('f')} order by f.year), '[]')
        from figure f join measurement_year m on m.year = f.year and m.revision = f.revision
        where f.provider_id = ${providerId} and f.year between ${from} and ${year} and ${inProgramme('f')}
          and ${accessibleBy(ability, 'read', 'Figure', 'f')})`.as('figures'),
      // The true figures of the provider itself; of nobody else.
      sql<Omit<StoredFigure, 'rank' | 'shared' | 'verdict' | 'suppression'>[]>`(
        select coalesce(jsonb_agg(${resultJson('r')} order by r.year), '[]')
        from result r join measurement_year m on m.year = r.year and m.revision = r.revision
        where r.provider_id = ${providerId} and r.year between ${from} and ${year} and ${inProgramme('r')}
          and not r.hidden_from_owner and ${accessibleBy(ability, 'read', 'Result', 'r')})`.as('results'),
      // Of a year that is not published yet, the last one that is stands in.
      sql<(BenchmarkRow & { indicator: string; areaId: number | null })[]>`(
        select coalesce(jsonb_agg(${benchmarkJson('b')}), '[]')
        from (select m.year, m.revision from measurement_year m where m.year <= ${year} and m.revision is not null
          order by m.year desc limit 1) m
        join benchmark b on b.year = m.year and b.revision = m.revision
        where ${inProgramme('b')} and (b.area_id is null or b.area_id = ${countyUnitId}))`.as('benchmarks'),
      sql<{ year: number; indicator: string; mean: number | null }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('year', b.year, 'indicator', b.indicator, 'mean', b.mean)), '[]')
        from benchmark b join measurement_year m on m.year = b.year and m.revision = b.revision
        where b.year between ${from} and ${year} and ${inProgramme('b')} and b.area_id is null)`.as('means'),
    ])
    .select([
      targetsInForce(context, { providerId, countyUnitId, programme, from, to: year }).as('targets'),
      threadCounts(context, { providerId, year, programme }).as('threads'),
      definitionsIn(year).as('indicators'),
    ])
    .executeTakeFirst();
  return row && { ...row, countyUnitId: row.countyUnitId ?? 0 };
}
type Loaded = NonNullable<Awaited<ReturnType<typeof loadScorecard>>>;

const column = (alias: string, name: string) => sql.ref(`${alias}.${name}`);
const numbers = (alias: string) => sql`
  'year', ${column(alias, 'year')}, 'indicator', ${column(alias, 'indicator')}, 'status', ${column(alias, 'status')},
  'indicatorVersion', ${column(alias, 'indicatorVersion')}, 'value', ${column(alias, 'value')},
  'numerator', ${column(alias, 'numerator')}, 'denominator', ${column(alias, 'denominator')}, 'n', ${column(alias, 'n')},
  'low', ${column(alias, 'low')}, 'high', ${column(alias, 'high')}, 'breakdown', ${column(alias, 'breakdown')}`;
const resultJson = (alias: string) => sql`jsonb_build_object(${numbers(alias)})`;
const figureJson = (alias: string) => sql`jsonb_build_object(${numbers(alias)},
  'suppression', ${column(alias, 'suppression')}, 'rank', ${column(alias, 'rank')}, 'shared', ${column(alias, 'shared')},
  'verdict', ${column(alias, 'verdict')})`;
const benchmarkJson = (alias: string) => sql`jsonb_build_object(
  'indicator', ${column(alias, 'indicator')}, 'areaId', ${column(alias, 'areaId')}, 'mean', ${column(alias, 'mean')},
  'plainMean', ${column(alias, 'plainMean')}, 'median', ${column(alias, 'median')}, 'q1', ${column(alias, 'q1')},
  'q3', ${column(alias, 'q3')}, 'min', ${column(alias, 'min')}, 'max', ${column(alias, 'max')},
  'providers', ${column(alias, 'providers')}, 'ranked', ${column(alias, 'ranked')},
  'leftOut', ${column(alias, 'leftOut')}, 'n', ${column(alias, 'n')}, 'best', ${column(alias, 'best')})`;

/** The figures of a year that is not published yet, by the same engine that will publish them. */
async function draftFigures(
  trx: Trx,
  { providerId, benchmarks, indicators }: Loaded,
  year: number,
  programme: string,
): Promise<StoredFigure[]> {
  const tables = await loadDataTables(trx, providerId, year);
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  return calculate(indicators, tables, year)
    .filter((result) => result.programme === null || result.programme === programme)
    .flatMap((result): StoredFigure[] => {
      const indicator = byCode.get(result.indicator);
      if (!indicator) return [];
      const { code, version } = indicator;
      const common = { ...NO_FIGURE, year, indicator: code, indicatorVersion: version, rank: null, shared: false };
      if (isHiddenFromOwner(indicator, result)) {
        return [{ ...common, status: 'suppressed', suppression: 'primary', verdict: 'none' }];
      }
      const limits = limitsOf(indicator, result);
      const mean = benchmarks.find((row) => row.indicator === code && row.areaId === null)?.mean ?? null;
      const { value, numerator, denominator, n, status } = result;
      const own = { value, numerator, denominator, n, status, low: limits.low, high: limits.high };
      const breakdown = result.breakdown ?? null;
      return [{ ...common, ...own, breakdown, verdict: verdict(indicator, { ...limits, value, n }, mean).verdict }];
    });
}

function scorecardOf(
  context: Context,
  found: Loaded,
  draft: readonly StoredFigure[],
  year: number,
  programme: string,
): Scorecard {
  // The provider's own true figures stand in for the masked ones.
  const trueOf = new Map(found.results.map((result) => [`${result.year}/${result.indicator}`, result]));
  const published = found.figures.map((figure) => ({ ...figure, ...trueOf.get(`${figure.year}/${figure.indicator}`) }));
  const figures = [...published, ...draft];
  const targets = found.targets.map((target) => ({
    ...target,
    agreedAt: target.agreedAt === null ? null : new Date(target.agreedAt),
  }));

  // In a county unit with few providers, ranks and spread together would tell each one's value.
  const readsCounty = context.ability.can('read', rowOf('Figure', { providerId: 0, countyUnitId: found.countyUnitId }));
  const counties = found.benchmarks
    .filter((row) => row.areaId !== null)
    .map((row) => (readsCounty ? row : { ...row, ...NO_SPREAD }));

  const rows = found.indicators.map((indicator): ScorecardRow => {
    const { code } = indicator;
    const applicable = appliesIn(indicator, programme);
    const ours = figures.filter((figure) => figure.indicator === code);
    const own = ours.find((figure) => figure.year === year);
    const previous = ours.findLast((figure) => figure.year < year && figure.status !== 'no-data');
    const nation = found.benchmarks.find((row) => row.indicator === code && row.areaId === null) ?? null;
    const county = counties.find((row) => row.indicator === code) ?? null;
    const set = targets.filter((target) => target.indicator === code);
    const target = nearestTarget(set.filter((row) => row.year === year));
    const aim = target && aimInForce(target);
    const talk = found.threads.find((row) => row.indicator === code);
    const figure = applicable ? (own ?? NO_FIGURE) : NOT_APPLICABLE;
    return {
      id: `${found.providerId}:${year}:${programme}:${code}`,
      indicator,
      applicable,
      own: figure,
      previous: previous ?? NO_FIGURE,
      previousYear: previous?.year ?? null,
      trend: trendOf(indicator, ours, found.means, set),
      nation,
      county,
      rank:
        own?.rank && nation ? { rank: own.rank, of: nation.ranked, shared: own.shared, leftOut: nation.leftOut } : null,
      target,
      targets: set.filter((row) => row.year === year),
      targetStatus: aim && targetStatus(indicator, aim, figure).certainty,
      verdict: own?.verdict ?? 'none',
      threads: talk?.threads ?? 0,
      unread: talk?.unread ?? 0,
      canSetTarget: canSetTarget(context, found, indicator, programme),
    };
  });

  return {
    providerId: found.providerId,
    year,
    programme,
    publication: publicationOf(found),
    reported:
      found.revision === null
        ? found.reportState === 'submitted'
        : found.figures.some((figure) => figure.year === year),
    submittedAt: found.submittedAt,
    late: found.late ?? false,
    rows,
  };
}

function trendOf(
  indicator: Indicator,
  figures: readonly StoredFigure[],
  means: Loaded['means'],
  targets: readonly TargetRow[],
): TrendPoint[] {
  const meanOf = new Map(means.filter((row) => row.indicator === indicator.code).map((row) => [row.year, row.mean]));
  const years = new Set([...figures.map(({ year }) => year), ...meanOf.keys()]);
  return [...years]
    .sort((a, b) => a - b)
    .map((year) => {
      const target = nearestTarget(targets.filter((row) => row.year === year));
      return {
        year,
        own: figures.find((figure) => figure.year === year) ?? NO_FIGURE,
        nationalMean: meanOf.get(year) ?? null,
        target: (target && aimInForce(target)?.value) ?? null,
      };
    });
}

// Whether the viewer could set a target of its own level on this figure, in a year that is open.
function canSetTarget(
  { ability, viewer }: Context,
  { providerId }: { providerId: number },
  indicator: Indicator,
  programme: string,
): ScorecardRow['canSetTarget'] {
  const { allowed, advice } = adviceOn(indicator, indicator.scope === 'provider' ? null : programme);
  const isApplicable = appliesIn(indicator, programme);
  if (!allowed || !isApplicable) return { allowed: false, advice: 'refused' };
  if (viewer.organisationKind === 'nav-office') {
    if (!viewer.providerIds.includes(providerId)) return { allowed: false, advice: 'no-agreement' };
    const target = { navOfficeId: viewer.organisationId, providerId };
    return { allowed: ability.can('propose', rowOf('LocalTarget', target)), advice };
  }
  return { allowed: viewer.organisationKind !== 'provider' && ability.can('create', 'GeneralTarget'), advice };
}

export interface ComparisonCell {
  value: number | null;
  status: FigureRow['status'];
  n: number | null;
  verdict: Verdict;
  rank: number | null;
}

export interface Comparison {
  countyId: number;
  year: number;
  programme: string;
  publication: PublicationRow | null;
  indicators: Indicator[];
  reported: number;
  expected: number;
  nation: (number | null)[];
  countyMeans: (number | null)[];
  rows: { providerId: number; reported: boolean; cells: ComparisonCell[] }[];
}

/**
 * The providers under a county unit side by side: those whose scorecards the viewer may read. Cells stand in the order of
 * the indicators. Null where there is none that the viewer may read any of.
 */
export async function getComparison(
  context: Context,
  { county, year, programme }: { county: string; year: number; programme: string },
): Promise<Comparison | null> {
  const { ability, viewer } = context;
  return asViewer(context.db, viewer, async (trx) => {
    const found = await trx
      .selectFrom('organisation as c')
      .innerJoin('measurementYear as y', (join) => join.on('y.year', '=', year))
      .innerJoin('programme', (join) => join.on('programme.code', '=', programme))
      .leftJoin('publication', (join) =>
        join.onRef('publication.year', '=', 'y.year').onRef('publication.revision', '=', 'y.revision'),
      )
      .where('c.kind', '=', 'county-unit')
      .where('c.number', '=', county)
      .select(['c.id as countyId', 'y.revision'])
      .select(['publication.publishedAt', 'publication.publishedByName', 'publication.reason'])
      .select([
        sql<{ reported: number; expected: number } | null>`(
          select jsonb_build_object('reported', reported, 'expected', expected)
          from app.report_counts(${year}) where county_unit_id = c.id)`.as('counts'),
        sql<{ indicator: string; areaId: number | null; mean: number | null }[]>`(
          select coalesce(jsonb_agg(jsonb_build_object('indicator', b.indicator, 'areaId', b.area_id, 'mean', b.mean)), '[]')
          from benchmark b where b.year = y.year and b.revision = y.revision
            and (b.programme = ${programme} or b.programme is null) and (b.area_id is null or b.area_id = c.id))`.as(
          'benchmarks',
        ),
        sql<{ providerId: number; reported: boolean; figures: Record<string, ComparisonCell> | null }[]>`(
          select coalesce(jsonb_agg(jsonb_build_object(
            'providerId', o.provider_id, 'reported', coalesce(reported.state in ('submitted', 'locked'), false), 'figures', figures.cells
          ) order by o.name, o.provider_id), '[]')
          from (
            select id as provider_id, county_unit_id, name from organisation
            where kind = 'provider' and county_unit_id = c.id and valid_from <= make_date(y.year, 12, 31)
              and coalesce(valid_to, 'infinity') >= make_date(y.year, 1, 1)
          ) o
          left join report reported on reported.provider_id = o.provider_id and reported.year = y.year
          left join lateral (
            select jsonb_object_agg(f.indicator, jsonb_build_object(
              'value', f.value, 'status', f.status, 'n', f.n, 'verdict', f.verdict, 'rank', f.rank)) as cells
            from figure f
            where f.provider_id = o.provider_id and f.year = y.year and f.revision = y.revision
              and (f.programme = ${programme} or f.programme is null)
          ) figures on true
          where ${accessibleBy(ability, 'read', 'Figure', 'o')})`.as('rows'),
        definitionsIn(year).as('indicators'),
      ])
      .executeTakeFirst();
    if (!found) return null;
    const mayReadAll = ability.can('read', rowOf('Figure', { providerId: 0, countyUnitId: found.countyId }));
    if (found.rows.length === 0 && !mayReadAll) return null;

    const { indicators } = found;
    const meansOf = (isArea: (areaId: number | null) => boolean) =>
      indicators.map(
        ({ code }) => found.benchmarks.find((row) => row.indicator === code && isArea(row.areaId))?.mean ?? null,
      );
    return {
      countyId: found.countyId,
      year,
      programme,
      publication: publicationOf(found),
      indicators,
      reported: found.counts?.reported ?? 0,
      expected: found.counts?.expected ?? 0,
      nation: meansOf((areaId) => areaId === null),
      countyMeans: meansOf((areaId) => areaId !== null),
      rows: found.rows.map(({ providerId, reported, figures }) => ({
        providerId,
        reported: reported || figures !== null,
        cells: indicators.map((indicator) =>
          // A provider that has published figures but none here does not run the programme.
          appliesIn(indicator, programme) && (figures === null || indicator.code in figures)
            ? (figures?.[indicator.code] ?? NO_CELL)
            : { ...NO_CELL, status: 'not-applicable' },
        ),
      })),
    };
  });
}
const NO_CELL: ComparisonCell = { value: null, status: 'no-data', n: null, verdict: 'none', rank: null };

/** A published list of who stands where on one indicator. */
export interface Ranking {
  indicator: Indicator;
  programme: string | null;
  year: number;
  revision: number;
  /** The county unit that it is limited to. */
  countyId: number | null;
  nation: BenchmarkRow;
  /** Of the county unit, where it is limited to one. */
  area: BenchmarkRow;
}

export interface RankingArgs {
  indicator: string;
  programme?: string | null;
  year: number;
  county?: string | null;
}

/** Null where nothing is published, or where the indicator has no ranking. */
export async function findRanking(context: Context, args: RankingArgs): Promise<Ranking | null> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const indicator = (await definitionsFor(trx, args.year)).find(({ code }) => code === args.indicator);
    if (!indicator) return null;
    const programme = indicator.scope === 'provider' ? null : (args.programme ?? null);
    const countyId = typeof args.county === 'string' ? await countyNumbered(trx, args.county) : null;
    if (countyId === undefined) return null;
    const rows = await trx
      .selectFrom('measurementYear as y')
      .innerJoin('benchmark as b', (join) => join.onRef('b.year', '=', 'y.year').onRef('b.revision', '=', 'y.revision'))
      .where('y.year', '=', args.year)
      .where('b.indicator', '=', indicator.code)
      .where(sql<boolean>`b.programme is not distinct from ${programme}`)
      .where((eb) => eb.or([eb('b.areaId', 'is', null), eb('b.areaId', '=', countyId)]))
      .selectAll('b')
      .execute();
    const nation = rows.find(({ areaId }) => areaId === null);
    const area = rows.find(({ areaId }) => areaId === countyId);
    if (!nation || !area) return null;
    return { indicator, programme, year: args.year, revision: nation.revision, countyId, nation, area };
  });
}

/** A provider's place. The figure itself is there for the best five, and for those whose scorecards one may read. */
export interface RankedProvider {
  providerId: number;
  rank: number;
  shared: boolean;
  position: number;
  value: number | null;
  n: number | null;
  low: number | null;
  high: number | null;
  verdict: Verdict;
}

export const rankedKey = { schema: z.tuple([z.int()]), of: (row: RankedProvider): [number] => [row.position] };

/** One page of a ranking, best first; within a county unit ranks count among its own. */
export async function listRanked(context: Context, ranking: Ranking, page: Page<unknown[]>): Promise<RankedProvider[]> {
  const { indicator, programme, year, revision, countyId, nation } = ranking;
  const bestOf = new Map(nation.best.map((best) => [best.providerId, best.value]));
  const rows = await asViewer(context.db, context.viewer, (trx) => {
    const places = sql<{ providerId: number; rank: number; shared: boolean; position: number }>`(
      select provider_id, position, rank() over (order by rank)::int as rank, count(*) over (partition by rank) > 1 as shared
      from app.published_ranks(${year}, ${revision}, ${indicator.code}, ${programme})
      where ${countyId}::int is null or county_unit_id = ${countyId})`;
    const query = trx
      .selectFrom(places.as('r'))
      .leftJoin('figure as f', (join) =>
        join
          .onRef('f.providerId', '=', 'r.providerId')
          .on('f.year', '=', year)
          .on('f.revision', '=', revision)
          .on('f.indicator', '=', indicator.code)
          .on(sql<boolean>`f.programme is not distinct from ${programme}`)
          .on(accessibleBy(context.ability, 'read', 'Figure', 'f')),
      )
      .select(['r.providerId', 'r.rank', 'r.shared', 'r.position', 'f.value', 'f.n', 'f.low', 'f.high'])
      .select(sql<Verdict>`coalesce(f.verdict, 'none')`.as('verdict'));
    return cutPage(query, page, ['r.position']).execute();
  });
  return rows.map((row) => ({ ...row, value: row.value ?? bestOf.get(row.providerId) ?? null }));
}

export interface Funnel {
  ranking: Ranking;
  points: FunnelPoint[];
  /** How many more have a published value. They are not drawn: a ranking tells their names in the order of their values. */
  others: number;
}
export interface FunnelPoint {
  providerId: number;
  value: number;
  n: number;
  verdict: Verdict;
}

/** The shares of one indicator over their denominators, of those whose scorecards the viewer may read. Null for other units. */
export async function getFunnel(context: Context, args: RankingArgs): Promise<Funnel | null> {
  const ranking = await findRanking(context, args);
  if (ranking?.indicator.unit !== 'percent' || ranking.nation.mean === null) return null;
  const points = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('figure')
      .where(accessibleBy(context.ability, 'read', 'Figure'))
      .where('year', '=', ranking.year)
      .where('revision', '=', ranking.revision)
      .where('indicator', '=', ranking.indicator.code)
      .where(sql<boolean>`programme is not distinct from ${ranking.programme}`)
      .where('value', 'is not', null)
      .$if(ranking.countyId !== null, (query) => query.where('countyUnitId', '=', ranking.countyId))
      .select(['providerId', 'value', 'n', 'verdict'])
      .orderBy('n')
      .orderBy('providerId')
      .$narrowType<{ value: number; n: number; verdict: Verdict }>()
      .execute(),
  );
  return { ranking, points, others: Math.max(0, ranking.area.ranked - points.length) };
}

/** Funnel limits in percent, at sizes from the fewest that a share may stand for. */
export interface FunnelLimit {
  n: number;
  low95: number;
  high95: number;
  low998: number;
  high998: number;
}

/** Limits close enough to draw a curve through, as far as the points reach. */
export function funnelLimitsOf({ ranking, points }: Funnel): FunnelLimit[] {
  const mean = (ranking.nation.mean ?? 0) / 100;
  const largest = Math.max(SHORTEST_FUNNEL, ...points.map(({ n }) => n));
  const step = Math.ceil(largest / 200);
  return Array.from({ length: Math.floor((largest - FEWEST) / step) + 1 }, (_, index) => {
    const n = FEWEST + index * step;
    const [inner, outer] = [funnelLimits(mean, n, 95), funnelLimits(mean, n, 99.8)];
    return { n, low95: 100 * inner.low, high95: 100 * inner.high, low998: 100 * outer.low, high998: 100 * outer.high };
  });
}
const SHORTEST_FUNNEL = 30;

export interface Overview {
  year: number;
  programme: string;
  publication: PublicationRow | null;
  rows: OverviewRow[];
  counties: { countyId: number; reported: number; expected: number }[];
  threads: number;
  targetsAgreed: number;
  targetsOpen: number;
}
export interface OverviewRow {
  indicator: Indicator;
  benchmark: BenchmarkRow;
  previousMean: number | null;
  trend: { year: number; nationalMean: number | null }[];
  nationalTarget: TargetRow | null;
  /** For whoever reads every scorecard. */
  reachedTarget: number | null;
}

/** How the nation stands in one programme: means and counts, no provider's figures. Null for an unknown year or programme. */
export async function getOverview(
  context: Context,
  { year, programme }: { year: number; programme: string },
): Promise<Overview | null> {
  const { ability, viewer } = context;
  const from = year - TREND_YEARS + 1;
  const readsAll = viewer.organisationKind === 'directorate' && ability.can('read', 'Figure');
  return asViewer(context.db, viewer, async (trx) => {
    const found = await trx
      .selectFrom('measurementYear as y')
      .innerJoin('programme', (join) => join.on('programme.code', '=', programme))
      .leftJoin('publication', (join) =>
        join.onRef('publication.year', '=', 'y.year').onRef('publication.revision', '=', 'y.revision'),
      )
      .where('y.year', '=', year)
      .select(['y.revision', 'publication.publishedAt', 'publication.publishedByName', 'publication.reason'])
      .select([
        sql<(BenchmarkRow & { indicator: string })[]>`(
          select coalesce(jsonb_agg(${benchmarkJson('b')}), '[]') from benchmark b
          where b.year = y.year and b.revision = y.revision and b.area_id is null
            and (b.programme = ${programme} or b.programme is null))`.as('benchmarks'),
        sql<{ year: number; indicator: string; mean: number | null }[]>`(
          select coalesce(jsonb_agg(jsonb_build_object('year', b.year, 'indicator', b.indicator, 'mean', b.mean) order by b.year), '[]')
          from benchmark b join measurement_year m on m.year = b.year and m.revision = b.revision
          where b.year between ${from} and ${year} and b.area_id is null
            and (b.programme = ${programme} or b.programme is null))`.as('means'),
        sql<Record<string, { value: number; low: number | null; high: number | null }[]> | null>`(
          select jsonb_object_agg(indicator, figures) from (
            select f.indicator, jsonb_agg(jsonb_build_object('value', f.value, 'low', f.low, 'high', f.high)) as figures
            from figure f
            where ${readsAll} and f.year = y.year and f.revision = y.revision and f.value is not null
              and (f.programme = ${programme} or f.programme is null)
            group by f.indicator
          ) read)`.as('figures'),
        sql<Overview['counties']>`(
          select coalesce(jsonb_agg(jsonb_build_object('countyId', c.id, 'reported', r.reported, 'expected', r.expected) order by c.number), '[]')
          from app.report_counts(${year}) r join organisation c on c.id = r.county_unit_id)`.as('counties'),
        sql<{ threads: number; targetsAgreed: number; targetsOpen: number }>`(
          select jsonb_build_object('threads', threads, 'targetsAgreed', targets_agreed, 'targetsOpen', targets_open)
          from app.dialogue_counts(${year}))`.as('counts'),
        nationalTargets({ year, programme }).as('targets'),
        definitionsIn(year).as('indicators'),
      ])
      .executeTakeFirst();
    if (!found) return null;
    const { indicators } = found;
    return {
      year,
      programme,
      publication: publicationOf(found),
      rows: indicators.flatMap((indicator): OverviewRow[] => {
        const { code } = indicator;
        const benchmark = found.benchmarks.find((row) => row.indicator === code);
        if (!benchmark) return [];
        const trend = found.means
          .filter((row) => row.indicator === code)
          .map((row) => ({ year: row.year, nationalMean: row.mean }));
        const nationalTarget = found.targets.find((row) => row.indicator === code) ?? null;
        const figures = found.figures?.[code] ?? [];
        const reached =
          nationalTarget &&
          figures.filter((figure) => targetStatus(indicator, nationalTarget, figure).status === 'met');
        return [
          {
            indicator,
            benchmark,
            previousMean: trend.findLast((point) => point.year < year)?.nationalMean ?? null,
            trend,
            nationalTarget,
            reachedTarget: readsAll && reached ? reached.length : null,
          },
        ];
      }),
      counties: found.counties,
      ...found.counts,
    };
  });
}

function publicationOf({
  revision,
  publishedAt,
  publishedByName,
  reason,
}: {
  revision: number | null;
  publishedAt: Date | null;
  publishedByName: string | null;
  reason: string | null;
}): PublicationRow | null {
  return revision !== null && publishedAt && publishedByName !== null
    ? { revision, publishedAt, publishedByName, reason }
    : null;
}

async function countyNumbered(trx: Trx, number: string): Promise<number | undefined> {
  const county = await trx
    .selectFrom('organisation')
    .where('kind', '=', 'county-unit')
    .where('number', '=', number)
    .select('id')
    .executeTakeFirst();
  return county?.id;
}

/** The revisions of a year, latest first: who published it anew, when and why. */
export async function listPublications(context: Context, year: number): Promise<PublicationRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('publication')
      .where(accessibleBy(context.ability, 'read', 'Publication'))
      .where('year', '=', year)
      .select(['revision', 'publishedAt', 'publishedByName', 'reason'])
      .orderBy('revision', 'desc')
      .execute(),
  );
}
