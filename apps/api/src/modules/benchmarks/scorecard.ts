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
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { threadCounts } from '../dialogue/dialogue.ts';
import { adviceOn, appliesIn, definitionsIn } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { loadDataTables } from '../reports/reports.ts';
import { aimInForce, targetsInForce } from '../targets/targets.ts';
import type { TargetRow } from '../targets/targets.ts';
import {
  benchmarkJson,
  figureJson,
  inProgramme,
  NO_FIGURE,
  NOT_COMPARED,
  publicationOf,
  rankOf,
  readsCounty,
  resultJson,
  withOwn,
} from './figures.ts';
import type {
  BenchmarkRow,
  Comparative,
  FigureRow,
  OwnResult,
  PublicationRow,
  RankRow,
  StoredFigure,
} from './figures.ts';

type Trx = Transaction<Database>;

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

/** What only those who may read all scorecards of a county unit may know of it. */
const NO_SPREAD = { median: null, q1: null, q3: null, min: null, max: null, tooFew: null, linked: null, noData: null };
const NOT_APPLICABLE: FigureRow = { ...NO_FIGURE, status: 'not-applicable' };

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
        where f.provider_id = ${providerId} and f.year between ${from} and ${year} and ${inProgramme('f', programme)}
          and ${accessibleBy(ability, 'read', 'Figure', 'f')})`.as('figures'),
      // The true figures of the provider itself; of nobody else.
      sql<OwnResult[]>`(
        select coalesce(jsonb_agg(${resultJson('r')} order by r.year), '[]')
        from result r join measurement_year m on m.year = r.year and m.revision = r.revision
        where r.provider_id = ${providerId} and r.year between ${from} and ${year} and ${inProgramme('r', programme)}
          and not r.hidden_from_owner and ${accessibleBy(ability, 'read', 'Result', 'r')})`.as('results'),
      // Of a year that is not published yet, the last one that is stands in.
      sql<(BenchmarkRow & { indicator: string; areaId: number | null })[]>`(
        select coalesce(jsonb_agg(${benchmarkJson('b')}), '[]')
        from (select m.year, m.revision from measurement_year m where m.year <= ${year} and m.revision is not null
          order by m.year desc limit 1) m
        join benchmark b on b.year = m.year and b.revision = m.revision
        where ${inProgramme('b', programme)} and (b.area_id is null or b.area_id = ${countyUnitId}))`.as('benchmarks'),
      sql<{ year: number; indicator: string; mean: number | null }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('year', b.year, 'indicator', b.indicator, 'mean', b.mean)), '[]')
        from benchmark b join measurement_year m on m.year = b.year and m.revision = b.revision
        where b.year between ${from} and ${year} and ${inProgramme('b', programme)} and b.area_id is null)`.as('means'),
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
      const about = { year, indicator: code, programme: result.programme, indicatorVersion: version };
      const common = { ...NO_FIGURE, ...NOT_COMPARED, ...about };
      if (isHiddenFromOwner(indicator, result)) return [{ ...common, status: 'suppressed', suppression: 'primary' }];
      const limits = limitsOf(indicator, result);
      const mean = benchmarks.find((row) => row.indicator === code && row.areaId === null)?.mean ?? null;
      const { value, numerator, denominator, n, status } = result;
      const own = { value, numerator, denominator, n, status, ...limits };
      const breakdown = result.breakdown ?? null;
      return [{ ...common, ...own, breakdown, verdict: verdict(indicator, { ...limits, value, n }, mean).verdict }];
    });
}

// All that the rows of a scorecard are made of.
interface Sheet {
  year: number;
  programme: string;
  found: Loaded;
  figures: StoredFigure[];
  counties: Loaded['benchmarks'];
  /** Whether the year's report is among those published. */
  isReported: boolean;
}

function scorecardOf(
  context: Context,
  found: Loaded,
  draft: readonly StoredFigure[],
  year: number,
  programme: string,
): Scorecard {
  const figures = [...withOwn(found.figures, found.results), ...draft];
  // In a county unit with few providers, ranks and spread together would tell each one's value.
  const readsAll = readsCounty(context, found.countyUnitId);
  const counties = found.benchmarks
    .filter((row) => row.areaId !== null)
    .map((row) => (readsAll ? row : { ...row, ...NO_SPREAD }));
  const isPublished = found.revision !== null;
  const isReported = isPublished && found.figures.some((figure) => figure.year === year);
  const sheet = { year, programme, found, figures, counties, isReported };
  return {
    providerId: found.providerId,
    year,
    programme,
    publication: publicationOf(found),
    reported: isPublished ? isReported : found.reportState === 'submitted',
    submittedAt: found.submittedAt,
    late: found.late ?? false,
    rows: found.indicators.map((indicator) => scorecardRow(context, sheet, indicator)),
  };
}

function scorecardRow(context: Context, sheet: Sheet, indicator: Indicator): ScorecardRow {
  const { year, programme, found } = sheet;
  const { code } = indicator;
  const isOnIt = (row: { indicator: string }) => row.indicator === code;

  const applicable = appliesIn(indicator, programme);
  const figures = sheet.figures.filter(isOnIt);
  const own = figures.find((figure) => figure.year === year);
  // A provider that reported has no figures of a programme that it does not run.
  const shown = own && applicable ? own : applicable && !sheet.isReported ? NO_FIGURE : NOT_APPLICABLE;
  const judged = { ...NOT_COMPARED, ...shown };
  const previous = figures.findLast((figure) => figure.year < year && figure.status !== 'no-data');

  const nation = found.benchmarks.find((row) => isOnIt(row) && row.areaId === null) ?? null;
  const allTargets = found.targets.filter(isOnIt);
  const targets = allTargets.filter((row) => row.year === year);
  const target = nearestTarget(targets);
  const aim = target && aimInForce(target);
  const trend = trendPoints(indicator, figures, found.means, allTargets);
  const talk = found.threads.find(isOnIt);
  return {
    id: `${found.providerId}:${year}:${programme}:${code}`,
    indicator,
    applicable,
    own: shown,
    previous: previous ?? NO_FIGURE,
    previousYear: previous?.year ?? null,
    trend,
    nation,
    county: sheet.counties.find(isOnIt) ?? null,
    rank: rankOf(own, nation),
    target,
    targets,
    targetStatus: aim && targetStatus(indicator, aim, shown).certainty,
    verdict: own?.verdict ?? 'none',
    noVerdict: verdict(indicator, judged, nation?.mean ?? null).reason ?? null,
    trendVerdict: trendOf(indicator, pointsUntil(year, trend)),
    caseMix: caseMixOf(indicator, judged),
    shrunken: judged.shrunken,
    peers: peersOf(indicator, judged),
    perHundred: judged.perHundred,
    threads: talk?.threads ?? 0,
    unread: talk?.unread ?? 0,
    canSetTarget: canSetTarget(context, found, indicator, programme),
  };
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

const pointsUntil = (year: number, trend: readonly TrendPoint[]) =>
  trend
    .filter((point) => point.year <= year)
    .map((point) => ({ ...point.own, year: point.year, low998: null, high998: null }));

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
