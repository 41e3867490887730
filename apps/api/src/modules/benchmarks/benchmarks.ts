import { rowOf } from '@batt/domain/access/ability';
import { limitsOf, verdict } from '@batt/domain/benchmarks/compare';
import type { NoVerdict, Verdict } from '@batt/domain/benchmarks/compare';
import { isHiddenFromOwner } from '@batt/domain/benchmarks/suppression';
import { isBreak, trendOf, TREND_YEARS } from '@batt/domain/benchmarks/trend';
import type { Trend } from '@batt/domain/benchmarks/trend';
import { calculate } from '@batt/domain/indicators/engine';
import { nearestTarget } from '@batt/domain/targets/effective';
import { targetStatus } from '@batt/domain/targets/status';
import type { Certainty } from '@batt/domain/targets/status';
import type { TargetAdvice } from '@batt/domain/targets/suitability';
import type { AliasableExpression, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { BestFigure, Database } from '../../db/tables.ts';
import { threadCounts } from '../dialogue/dialogue.ts';
import { adviceOn, appliesIn, definitionsIn } from '../indicators/indicators.ts';
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
  /** Why some have no rank; null where the viewer may not know. */
  tooFew: number | null;
  linked: number | null;
  noData: number | null;
  n: number | null;
  best: BestFigure[];
  luckThree: number | null;
  luckFive: number | null;
  overdispersion: number | null;
  /** The spread from person to person, which limits around a mean are computed from. */
  personSd: number | null;
}

export interface RankRow {
  rank: number;
  of: number;
  shared: boolean;
  leftOut: number;
  rankLow: number | null;
  rankHigh: number | null;
  topThree: number | null;
  topFive: number | null;
}

export interface TrendPoint {
  year: number;
  own: FigureRow;
  nationalMean: number | null;
  target: number | null;
  /** Made by another version of the definition than the point before. */
  isBreak: boolean;
}

/** What to expect of a provider, given who its participants are. `low` and `high` are the interval of the difference. */
export interface CaseMix {
  observed: number;
  expected: number;
  difference: number;
  low: number | null;
  high: number | null;
  verdict: Verdict;
}

/** The mean of the providers most like one. */
export interface PeerMean {
  mean: number;
  providers: number;
  verdict: Verdict;
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
  noVerdict: NoVerdict | null;
  trendVerdict: Trend;
  caseMix: CaseMix | null;
  shrunken: number | null;
  peers: PeerMean | null;
  perHundred: number | null;
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
/** What only those who may read all scorecards of a county unit may know of it. */
const NO_SPREAD = { median: null, q1: null, q3: null, min: null, max: null, tooFew: null, linked: null, noData: null };
const NOT_APPLICABLE: FigureRow = { ...NO_FIGURE, status: 'not-applicable' };

// What only published figures have.
interface Comparative {
  low998: number | null;
  high998: number | null;
  rank: number | null;
  shared: boolean;
  rankLow: number | null;
  rankHigh: number | null;
  topThree: number | null;
  topFive: number | null;
  verdict: Verdict;
  shrunken: number | null;
  expected: number | null;
  peerMean: number | null;
  peerProviders: number | null;
  perHundred: number | null;
}
const NOT_COMPARED: Comparative = {
  low998: null,
  high998: null,
  rank: null,
  shared: false,
  rankLow: null,
  rankHigh: null,
  topThree: null,
  topFive: null,
  verdict: 'none',
  shrunken: null,
  expected: null,
  peerMean: null,
  peerProviders: null,
  perHundred: null,
};

// What is stored of one figure.
interface StoredFigure extends FigureRow, Comparative {
  year: number;
  indicator: string;
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
      sql<Omit<StoredFigure, keyof Comparative | 'suppression'>[]>`(
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
  'suppression', ${column(alias, 'suppression')}, 'low998', ${column(alias, 'low998')}, 'high998', ${column(alias, 'high998')},
  'rank', ${column(alias, 'rank')}, 'shared', ${column(alias, 'shared')}, 'rankLow', ${column(alias, 'rankLow')},
  'rankHigh', ${column(alias, 'rankHigh')}, 'topThree', ${column(alias, 'topThree')}, 'topFive', ${column(alias, 'topFive')},
  'verdict', ${column(alias, 'verdict')}, 'shrunken', ${column(alias, 'shrunken')}, 'expected', ${column(alias, 'expected')},
  'peerMean', ${column(alias, 'peerMean')}, 'peerProviders', ${column(alias, 'peerProviders')},
  'perHundred', ${column(alias, 'perHundred')})`;
const benchmarkJson = (alias: string) => sql`jsonb_build_object(
  'indicator', ${column(alias, 'indicator')}, 'areaId', ${column(alias, 'areaId')}, 'mean', ${column(alias, 'mean')},
  'plainMean', ${column(alias, 'plainMean')}, 'median', ${column(alias, 'median')}, 'q1', ${column(alias, 'q1')},
  'q3', ${column(alias, 'q3')}, 'min', ${column(alias, 'min')}, 'max', ${column(alias, 'max')},
  'providers', ${column(alias, 'providers')}, 'ranked', ${column(alias, 'ranked')},
  'leftOut', ${column(alias, 'leftOut')}, 'tooFew', ${column(alias, 'tooFew')}, 'linked', ${column(alias, 'linked')},
  'noData', ${column(alias, 'noData')}, 'n', ${column(alias, 'n')}, 'best', ${column(alias, 'best')},
  'luckThree', ${column(alias, 'luckThree')}, 'luckFive', ${column(alias, 'luckFive')},
  'overdispersion', ${column(alias, 'overdispersion')}, 'personSd', ${column(alias, 'personSd')})`;

/** A benchmark of a larger statement, as JSON. */
export function benchmarkOf(alias: string): AliasableExpression<BenchmarkRow> {
  return sql`${benchmarkJson(alias)}`;
}

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
      const common = { ...NO_FIGURE, ...NOT_COMPARED, year, indicator: code, indicatorVersion: version };
      if (isHiddenFromOwner(indicator, result)) return [{ ...common, status: 'suppressed', suppression: 'primary' }];
      const limits = limitsOf(indicator, result);
      const mean = benchmarks.find((row) => row.indicator === code && row.areaId === null)?.mean ?? null;
      const { value, numerator, denominator, n, status } = result;
      const own = { value, numerator, denominator, n, status, ...limits };
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
    const judged = { ...NOT_COMPARED, ...figure };
    const trend = trendPoints(indicator, ours, found.means, set);
    return {
      id: `${found.providerId}:${year}:${programme}:${code}`,
      indicator,
      applicable,
      own: figure,
      previous: previous ?? NO_FIGURE,
      previousYear: previous?.year ?? null,
      trend,
      nation,
      county,
      rank: rankOf(own, nation),
      target,
      targets: set.filter((row) => row.year === year),
      targetStatus: aim && targetStatus(indicator, aim, figure).certainty,
      verdict: own?.verdict ?? 'none',
      noVerdict: verdict(indicator, judged, nation?.mean ?? null).reason ?? null,
      trendVerdict: trendOf(
        indicator,
        trend.flatMap((point) =>
          point.year <= year ? { ...point.own, year: point.year, low998: null, high998: null } : [],
        ),
      ),
      caseMix: caseMixOf(indicator, judged),
      shrunken: judged.shrunken,
      peers: peersOf(indicator, judged),
      perHundred: judged.perHundred,
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

function rankOf(own: StoredFigure | undefined, nation: BenchmarkRow | null): RankRow | null {
  if (!own || own.rank === null || !nation) return null;
  const { rank, shared, rankLow, rankHigh, topThree, topFive } = own;
  return { rank, of: nation.ranked, shared, leftOut: nation.leftOut, rankLow, rankHigh, topThree, topFive };
}

// The expected value is taken as known, so that the difference is as sure as the observed value.
function caseMixOf(indicator: Indicator, figure: FigureRow & Comparative): CaseMix | null {
  const { value, expected, low, high } = figure;
  if (value === null || expected === null) return null;
  return {
    observed: value,
    expected,
    difference: value - expected,
    low: low === null ? null : low - expected,
    high: high === null ? null : high - expected,
    verdict: verdict(indicator, figure, expected).verdict,
  };
}

function peersOf(indicator: Indicator, figure: FigureRow & Comparative): PeerMean | null {
  const { peerMean, peerProviders } = figure;
  if (peerMean === null || peerProviders === null) return null;
  return { mean: peerMean, providers: peerProviders, verdict: verdict(indicator, figure, peerMean, 'peers').verdict };
}

function trendPoints(
  indicator: Indicator,
  figures: readonly StoredFigure[],
  means: Loaded['means'],
  targets: readonly TargetRow[],
): TrendPoint[] {
  const meanOf = new Map(means.filter((row) => row.indicator === indicator.code).map((row) => [row.year, row.mean]));
  const years = new Set([...figures.map(({ year }) => year), ...meanOf.keys()]);
  let before: FigureRow | undefined;
  return [...years]
    .sort((a, b) => a - b)
    .map((year) => {
      const target = nearestTarget(targets.filter((row) => row.year === year));
      const own = figures.find((figure) => figure.year === year) ?? NO_FIGURE;
      const point = {
        year,
        own,
        nationalMean: meanOf.get(year) ?? null,
        target: (target && aimInForce(target)?.value) ?? null,
        isBreak: isBreak(before, own),
      };
      // A year without a figure hides no break.
      if (own.indicatorVersion !== null) before = own;
      return point;
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

/** All indicators of a provider, in every programme, by the four perspectives. */
export interface BalancedView {
  providerId: number;
  year: number;
  publication: PublicationRow;
  perspectives: { group: Indicator['group']; rows: BalancedRow[] }[];
}
export interface BalancedRow {
  indicator: Indicator;
  programme: string | null;
  own: FigureRow;
  nation: BenchmarkRow | null;
  rank: RankRow | null;
  verdict: Verdict;
  noVerdict: NoVerdict | null;
}
const PERSPECTIVES = ['satisfaction', 'effort', 'outcome', 'time'] as const;

/** Null where nothing is published, or where the viewer may not read the provider's scorecard. */
export async function getBalancedView(
  context: Context,
  { provider, year }: { provider: string; year: number },
): Promise<BalancedView | null> {
  const { ability } = context;
  return asViewer(context.db, context.viewer, async (trx) => {
    const found = await trx
      .selectFrom('organisation as p')
      .innerJoin('measurementYear as y', (join) => join.on('y.year', '=', year))
      .innerJoin('publication', (join) =>
        join.onRef('publication.year', '=', 'y.year').onRef('publication.revision', '=', 'y.revision'),
      )
      .where('p.kind', '=', 'provider')
      .where('p.number', '=', provider)
      .select(['p.id as providerId', 'p.countyUnitId', 'y.revision'])
      .select(['publication.publishedAt', 'publication.publishedByName', 'publication.reason'])
      .select([
        sql<(StoredFigure & { programme: string | null })[]>`(
          select coalesce(jsonb_agg(${figureJson('f')} || jsonb_build_object('programme', f.programme)
            order by programme.sort_order nulls first), '[]')
          from figure f left join programme on programme.code = f.programme
          where f.provider_id = p.id and f.year = y.year and f.revision = y.revision
            and ${accessibleBy(ability, 'read', 'Figure', 'f')})`.as('figures'),
        sql<(Omit<StoredFigure, keyof Comparative | 'suppression'> & { programme: string | null })[]>`(
          select coalesce(jsonb_agg(${resultJson('r')} || jsonb_build_object('programme', r.programme)), '[]')
          from result r
          where r.provider_id = p.id and r.year = y.year and r.revision = y.revision and not r.hidden_from_owner
            and ${accessibleBy(ability, 'read', 'Result', 'r')})`.as('results'),
        sql<(BenchmarkRow & { indicator: string; programme: string | null })[]>`(
          select coalesce(jsonb_agg(${benchmarkJson('b')} || jsonb_build_object('programme', b.programme)), '[]')
          from benchmark b where b.year = y.year and b.revision = y.revision and b.area_id is null)`.as('benchmarks'),
        definitionsIn(year).as('indicators'),
      ])
      .executeTakeFirst();
    const publication = found && publicationOf(found);
    if (!found || !publication || !ability.can('read', rowOf('Figure', found))) return null;
    const cell = (row: { indicator: string; programme: string | null }) => `${row.indicator}/${row.programme}`;
    const trueOf = new Map(found.results.map((result) => [cell(result), result]));
    const nationOf = new Map(found.benchmarks.map((row) => [cell(row), row]));
    const rows = found.indicators.flatMap((indicator) =>
      found.figures
        .filter((figure) => figure.indicator === indicator.code)
        .map((figure): BalancedRow => {
          const own = { ...figure, ...trueOf.get(cell(figure)) };
          const nation = nationOf.get(cell(figure)) ?? null;
          const { programme, verdict: judged } = own;
          const noVerdict = verdict(indicator, own, nation?.mean ?? null).reason ?? null;
          return { indicator, programme, own, nation, rank: rankOf(own, nation), verdict: judged, noVerdict };
        }),
    );
    const perspectives = PERSPECTIVES.map((group) => ({
      group,
      rows: rows.filter(({ indicator }) => indicator.group === group),
    }));
    return {
      providerId: found.providerId,
      year,
      publication,
      perspectives: perspectives.filter((perspective) => perspective.rows.length > 0),
    };
  });
}

export interface Overview {
  year: number;
  programme: string;
  publication: PublicationRow | null;
  rows: OverviewRow[];
  counties: { countyId: number; reported: number; expected: number }[];
  /** These three to the directorate alone. */
  threads: number | null;
  targetsAgreed: number | null;
  targetsOpen: number | null;
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
        sql<Pick<Overview, 'threads' | 'targetsAgreed' | 'targetsOpen'> | null>`(
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
      ...(found.counts ?? { threads: null, targetsAgreed: null, targetsOpen: null }),
    };
  });
}

/** The revision that a row tells of; null while the year is not published. */
export function publicationOf({
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
