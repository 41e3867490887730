import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Result } from '../indicators/result.ts';
import { isPlain, limitsOf, verdict } from './compare.ts';
import type { Limits, Verdict } from './compare.ts';
import { areaMean, plainMean, quantile, totalOf } from './means.ts';
import { rank } from './ranks.ts';
import { FEWEST_PROVIDERS, countsIn, isHiddenFromOwner, maskBreakdown, maskOf } from './suppression.ts';
import type { EarlierTable, Published, Suppression } from './suppression.ts';

/**
 * One provider's figure of a published year. `status` and `suppression` say how others may see it; the numbers are the
 * provider's own, true ones. Nothing reaches a reader but through `maskFigure`.
 */
export interface Figure extends Limits {
  provider: string;
  programme: string | null;
  indicator: string;
  year: number;
  indicatorVersion: number;
  status: 'ok' | 'no-data' | 'suppressed';
  suppression: Suppression | null;
  /** Too few respondents for even the provider to see. */
  hiddenFromOwner: boolean;
  /** A survey's few answers that found no pool: they count nowhere and their numbers are gone. */
  destroyed: boolean;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  n: number;
  moments: Result['moments'];
  breakdown: Record<string, number> | null;
  /** The breakdown outside the provider, hidden cells null. */
  maskedBreakdown: Record<string, number | null> | null;
  /** Against the national mean, or the band. */
  verdict: Verdict;
  /** Among providers with a publishable value; null where this one has none. */
  rank: number | null;
  position: number | null;
  /** How many are ranked. */
  of: number;
}

/** A figure as one audience may see it. What is hidden from it is null, n too. */
export interface VisibleFigure extends Omit<Figure, 'n' | 'moments' | 'destroyed' | 'breakdown' | 'maskedBreakdown'> {
  n: number | null;
  breakdown: Record<string, number | null> | null;
}

/** What an area's providers have in common. All but the numbers of providers is null where too few have a value. */
export interface Benchmark {
  programme: string | null;
  indicator: string;
  /** `nation`, or a county unit's number. */
  area: string;
  mean: number | null;
  /** Over publishable values, as are the median and the rest of the spread. */
  plainMean: number | null;
  median: number | null;
  q1: number | null;
  q3: number | null;
  min: number | null;
  max: number | null;
  /** With a value that counts here. */
  providers: number;
  ranked: number;
  leftOut: number;
  numerator: number | null;
  denominator: number | null;
  n: number | null;
  best: { provider: string; name: string; value: number; rank: number }[];
  /** The mean is hidden: fewer than three providers, or it would tell a hidden figure. */
  suppressed: boolean;
}

/** A year as it was published: immutable. */
export interface Snapshot {
  year: number;
  figures: Figure[];
  benchmarks: Benchmark[];
}

/** An earlier revision of the same year; a snapshot is one. */
export interface PublishedRevision {
  figures: readonly Pick<
    Figure,
    | 'provider'
    | 'programme'
    | 'indicator'
    | 'status'
    | 'suppression'
    | 'value'
    | 'numerator'
    | 'denominator'
    | 'n'
    | 'moments'
    | 'maskedBreakdown'
  >[];
  benchmarks: readonly Pick<Benchmark, 'programme' | 'indicator' | 'area' | 'suppressed'>[];
}

interface Provider {
  number: string;
  name: string;
  /** The number of the county unit that it lies under. */
  countyUnit: string;
}

/**
 * The whole publication of a year: every figure with its interval, rank, verdict and mask, and what the nation and each
 * county unit have in common.
 *
 * @param results of this year; a provider that reported nothing has none.
 * @param earlier revisions of this year: what they hid stays hidden, and together with them nothing may be worked out.
 */
export function computeSnapshot({
  year,
  definitions,
  providers,
  results,
  earlier = [],
}: {
  year: number;
  definitions: readonly IndicatorDefinition[];
  providers: readonly Provider[];
  results: readonly Result[];
  earlier?: readonly PublishedRevision[];
}): Snapshot {
  const providerOf = new Map(providers.map((provider) => [provider.number, provider]));
  const tables = byTable(results);
  const earlierTables = earlier.map((revision) => ({
    figures: byTable(revision.figures),
    benchmarks: byTable(revision.benchmarks),
  }));
  const definitionOf = new Map(definitions.map((definition) => [definition.code, definition]));
  const snapshot: Snapshot = { year, figures: [], benchmarks: [] };
  for (const [key, rows] of tables) {
    const [row] = rows;
    const definition = row && definitionOf.get(row.indicator);
    if (!definition) throw new Error(`No definition of indicator ${row?.indicator}`);
    const revisions = earlierTables.map((revision) => ({
      figures: revision.figures.get(key) ?? [],
      benchmarks: revision.benchmarks.get(key) ?? [],
    }));
    const table = publishTable(definition, rows, providerOf, revisions);
    snapshot.figures.push(...table.figures);
    snapshot.benchmarks.push(...table.benchmarks);
  }
  return snapshot;
}

/** One programme and indicator of the year. */
function publishTable(
  definition: IndicatorDefinition,
  results: readonly Result[],
  providerOf: ReadonlyMap<string, Provider>,
  revisions: readonly PublishedRevision[],
): Omit<Snapshot, 'year'> {
  const get = (number: string): Provider => {
    const provider = providerOf.get(number);
    if (!provider) throw new Error(`Provider ${number} is not among those published`);
    return provider;
  };
  const beforeOf = grouped(
    revisions.flatMap(({ figures }) => figures),
    ({ provider }) => provider,
  );
  // Written out field by field, here and below: spreading tens of thousands of rows takes most of the time.
  const inAreas = results.map((result): Published & { result: Result; masked: Figure['maskedBreakdown'] } => {
    const { provider, value, numerator, denominator, n, moments, breakdown } = result;
    const before = beforeOf.get(provider) ?? [];
    const hidden = before.flatMap(({ maskedBreakdown }) => hiddenCodes(maskedBreakdown));
    const masked = breakdown ? maskBreakdown(breakdown, new Set(hidden)) : null;
    const wasHidden = before.some((figure) => figure.status === 'suppressed');
    const mustHide = wasHidden || (breakdown !== undefined && masked === null);
    const area = get(provider).countyUnit;
    return { provider, area, value, numerator, denominator, n, moments, mustHide, result, masked };
  });
  const isPooled = !isPlain(definition);
  const earlier = revisions.map((revision): EarlierTable => ({
    figures: revision.figures.map((figure) => ({
      ...figure,
      area: get(figure.provider).countyUnit,
      hidden: figure.suppression,
    })),
    areas: new Set(revision.benchmarks.flatMap(({ suppressed, area }) => (suppressed ? [] : area))),
  }));
  const mask = maskOf(definition, inAreas, earlier);
  const publishable = mask.rows.flatMap(({ figure, hidden }) => (figure.value !== null && !hidden ? figure : []));
  const ranks = rank(definition, publishable);
  const rankOf = new Map(ranks.map((ranked) => [ranked.entry.provider, ranked]));

  const areas = ['nation', ...[...new Set(inAreas.map(({ area }) => area))].sort()];
  const benchmarks = areas.map((area): Benchmark => {
    const isIn = (row: { area: string }) => area === 'nation' || row.area === area;
    const counted = mask.rows.flatMap(({ figure, counts }) =>
      figure.value !== null && countsIn(area, figure.area, counts) ? figure : [],
    );
    const shown = publishable.filter(isIn);
    const values = shown.flatMap(({ value }) => value ?? []).sort((a, b) => a - b);
    const hasSpread = values.length >= FEWEST_PROVIDERS;
    const ranked = ranks.filter(({ entry }) => isIn(entry));
    const isShown = isPooled ? mask.areas.has(area) : hasSpread;
    const total = isShown ? totalOf(isPooled ? counted : shown) : null;
    return {
      programme: results[0]?.programme ?? null,
      indicator: definition.code,
      area,
      mean: isShown ? areaMean(definition, isPooled ? counted : shown) : null,
      plainMean: hasSpread ? plainMean(values) : null,
      median: hasSpread ? quantile(values, 0.5) : null,
      q1: hasSpread ? quantile(values, 0.25) : null,
      q3: hasSpread ? quantile(values, 0.75) : null,
      min: hasSpread ? Math.min(...values) : null,
      max: hasSpread ? Math.max(...values) : null,
      providers: counted.length,
      ranked: ranked.length,
      leftOut: counted.length - ranked.length,
      numerator: total && isPooled ? total.numerator : null,
      denominator: total && isPooled ? total.denominator : null,
      n: total && total.n,
      best: hasSpread
        ? ranked.slice(0, 5).map(({ entry, rank: place }) => ({
            provider: entry.provider,
            name: get(entry.provider).name,
            value: entry.value ?? 0,
            rank: place,
          }))
        : [],
      suppressed: !isShown,
    };
  });
  const nationalMean = benchmarks.find(({ area }) => area === 'nation')?.mean ?? null;

  const figures = mask.rows.map(({ figure: { result, masked }, hidden: suppression, counts }): Figure => {
    const destroyed = counts === 'nowhere';
    const measured = destroyed
      ? { value: null, numerator: null, denominator: null, n: result.n, moments: null }
      : result;
    const limits = limitsOf(definition, measured);
    const ranked = rankOf.get(result.provider);
    const figure: Figure = {
      provider: result.provider,
      programme: result.programme,
      indicator: result.indicator,
      year: result.year,
      indicatorVersion: definition.version,
      status: suppression ? 'suppressed' : result.status,
      suppression,
      hiddenFromOwner: isHiddenFromOwner(definition, result),
      destroyed,
      value: measured.value,
      numerator: measured.numerator,
      denominator: measured.denominator,
      n: measured.n,
      moments: measured.moments,
      low: limits.low,
      high: limits.high,
      low998: limits.low998,
      high998: limits.high998,
      breakdown: result.breakdown ?? null,
      maskedBreakdown: masked,
      verdict: 'none',
      rank: ranked?.rank ?? null,
      position: ranked?.position ?? null,
      of: ranks.length,
    };
    figure.verdict = verdict(definition, figure, nationalMean).verdict;
    return figure;
  });
  return { figures, benchmarks };
}

/**
 * A figure as its own provider (`own`) or anybody else (`outside`) may see it: the one way to read one. The provider
 * sees what is hidden from others, with `suppression` to say so, save for surveys that too few answered.
 */
export function maskFigure(figure: Figure, audience: 'own' | 'outside'): VisibleFigure {
  const { moments: _moments, destroyed: _destroyed, maskedBreakdown, ...visible } = figure;
  if (audience === 'own' && !figure.hiddenFromOwner) {
    return { ...visible, status: figure.status === 'suppressed' ? 'ok' : figure.status };
  }
  if (figure.status !== 'suppressed') return { ...visible, breakdown: maskedBreakdown };
  return {
    ...visible,
    value: null,
    numerator: null,
    denominator: null,
    n: null,
    low: null,
    high: null,
    low998: null,
    high998: null,
    breakdown: null,
    verdict: 'none',
    rank: null,
    position: null,
  };
}

function hiddenCodes(breakdown: Record<string, number | null> | null): string[] {
  return Object.entries(breakdown ?? {}).flatMap(([code, count]) => (count === null ? code : []));
}

/** By programme and indicator. */
function byTable<T extends { programme: string | null; indicator: string }>(rows: readonly T[]): Map<string, T[]> {
  return grouped(rows, (row) => `${row.programme ?? ''}/${row.indicator}`);
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
