import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Result } from '../indicators/result.ts';
import { expectedValues, participantsOf } from './case-mix.ts';
import type { People } from './case-mix.ts';
import { isCount, isPlain, limitsOf, scaleOf, verdict } from './compare.ts';
import type { Limits, Verdict } from './compare.ts';
import { compareFairly, NOT_COMPARED } from './fair.ts';
import type { Fair, FairNation } from './fair.ts';
import { countsIn, maskOf, peopleOf } from './masks.ts';
import type { EarlierTable, Mask, Published, Table } from './masks.ts';
import { areaMean, plainMean, quantile, totalOf } from './means.ts';
import { peerGroups } from './peers.ts';
import type { Peer, Profile } from './peers.ts';
import { rank } from './ranks.ts';
import { FEWEST_PROVIDERS, isHiddenFromOwner, maskBreakdown } from './suppression.ts';
import type { Suppression } from './suppression.ts';

/**
 * One provider's figure of a published year. `status` and `suppression` say how others may see it; the numbers are the
 * provider's own, true ones. Nothing reaches a reader but through `maskFigure`.
 */
export interface Figure extends Limits, Fair {
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
export interface Benchmark extends FairNation {
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
  /** The ends of the spread, rounded outwards so that they are nobody's own value. */
  min: number | null;
  max: number | null;
  /** With a value that counts here. */
  providers: number;
  ranked: number;
  leftOut: number;
  /** Why some are not ranked: hidden for their own sake, hidden for another's, nothing reported. */
  tooFew: number;
  linked: number;
  noData: number;
  numerator: number | null;
  denominator: number | null;
  n: number | null;
  best: (Pick<Fair, 'rankLow' | 'rankHigh' | 'topThree' | 'topFive'> & {
    provider: string;
    name: string;
    value: number;
    rank: number;
  })[];
  /** The mean is hidden: fewer than three providers, or it would tell a hidden figure. */
  suppressed: boolean;
}

/** A year as it was published: immutable. */
export interface Snapshot {
  year: number;
  figures: Figure[];
  benchmarks: Benchmark[];
  /** What each provider was like, and the providers most like it. */
  profiles: Profile[];
  peers: Peer[];
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
    | 'breakdown'
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
 * @param people of this year, for peer groups and case mix; those of providers without results are left aside.
 * @param earlier revisions of this year: what they hid stays hidden, and together with them nothing may be worked out.
 */
export function computeSnapshot({
  year,
  definitions,
  providers,
  results,
  people = { participations: [], externalPlacements: [] },
  earlier = [],
}: {
  year: number;
  definitions: readonly IndicatorDefinition[];
  providers: readonly Provider[];
  results: readonly Result[];
  people?: People;
  earlier?: readonly PublishedRevision[];
}): Snapshot {
  const providerOf = new Map(providers.map((provider) => [provider.number, provider]));
  const get = (number: string): Provider => {
    const provider = providerOf.get(number);
    if (!provider) throw new Error(`Provider ${number} is not among those published`);
    return provider;
  };
  const tables = byTable(results);
  const earlierTables = earlier.map((revision) => ({
    figures: byTable(revision.figures),
    benchmarks: byTable(revision.benchmarks),
  }));
  const definitionOf = new Map(definitions.map((definition) => [definition.code, definition]));
  const unmasked = [...tables].map(([key, rows]): UnmaskedTable => {
    const [row] = rows;
    const definition = row && definitionOf.get(row.indicator);
    if (!definition) throw new Error(`No definition of indicator ${row?.indicator}`);
    const revisions = earlierTables.map((revision) => ({
      figures: revision.figures.get(key) ?? [],
      benchmarks: revision.benchmarks.get(key) ?? [],
    }));
    return unmaskedTable(definition, rows, get, revisions);
  });
  const linked = grouped(unmasked, ({ definition, programme }) =>
    JSON.stringify([programme, peopleOf(definition) ?? definition.code]),
  );
  const reported = new Set(results.map(({ provider }) => provider));
  const present = { ...people, participations: people.participations.filter(({ provider }) => reported.has(provider)) };
  const alike = peerGroups(
    [...participantsOf(present, year)].map(([provider, participants]) => {
      return { provider, countyUnit: get(provider).countyUnit, ...participants };
    }),
  );
  const context: Context = {
    year,
    get,
    peers: grouped(alike.peers, ({ provider }) => provider),
    expected: new Map(expectedValues(definitions, present, year).map((row) => [cellOf(row), row])),
  };
  const snapshot: Snapshot = { year, figures: [], benchmarks: [], ...alike };
  for (const group of linked.values()) {
    for (const [index, mask] of maskOf(group).entries()) {
      const table = group[index] && publishTable(group[index], mask, context);
      snapshot.figures.push(...(table?.figures ?? []));
      snapshot.benchmarks.push(...(table?.benchmarks ?? []));
    }
  }
  countPerHundred(snapshot.figures, definitionOf);
  return snapshot;
}

/** What all tables of a year are published with. */
interface Context {
  year: number;
  get: (number: string) => Provider;
  peers: ReadonlyMap<string, readonly Peer[]>;
  /** What is expected of a provider, by `cellOf`. */
  expected: ReadonlyMap<string, { expected: number; n: number }>;
}

const cellOf = (row: { provider: string; programme: string | null; indicator: string }) =>
  `${row.provider}/${row.programme ?? ''}/${row.indicator}`;

/** A provider's true figure with its breakdown as others may see it. */
interface Unmasked extends Published {
  result: Result;
  masked: Figure['maskedBreakdown'];
}

interface UnmaskedTable extends Table<Unmasked> {
  programme: string | null;
}

/** One programme and indicator of the year with what earlier revisions showed of it. */
function unmaskedTable(
  definition: IndicatorDefinition,
  results: readonly Result[],
  get: (number: string) => Provider,
  revisions: readonly PublishedRevision[],
): UnmaskedTable {
  const beforeOf = grouped(
    revisions.flatMap(({ figures }) => figures),
    ({ provider }) => provider,
  );
  // Written out field by field, here and below: spreading tens of thousands of rows takes most of the time.
  const figures = results.map((result): Unmasked => {
    const { provider, value, numerator, denominator, n, moments, breakdown } = result;
    const before = beforeOf.get(provider) ?? [];
    const masked = breakdown ? maskBreakdown(breakdown, before) : null;
    const wasHidden = before.some((figure) => figure.status === 'suppressed');
    const mustHide = wasHidden || (breakdown !== undefined && masked === null);
    const area = get(provider).countyUnit;
    return { provider, area, value, numerator, denominator, n, moments, mustHide, result, masked };
  });
  const earlier = revisions.map((revision): EarlierTable => ({
    figures: revision.figures.map((figure) => ({
      ...figure,
      area: get(figure.provider).countyUnit,
      hidden: figure.suppression,
    })),
    areas: new Set(revision.benchmarks.flatMap(({ suppressed, area }) => (suppressed ? [] : area))),
  }));
  return { programme: results[0]?.programme ?? null, definition, figures, earlier };
}

/** The figures and benchmarks of one programme and indicator, behind their mask. */
function publishTable(
  { definition, programme }: UnmaskedTable,
  mask: Mask<Unmasked>,
  { year, get, peers, expected }: Context,
): Pick<Snapshot, 'figures' | 'benchmarks'> {
  const isPooled = !isPlain(definition);
  const publishable = mask.rows.flatMap(({ figure, hidden }) => (figure.value !== null && !hidden ? figure : []));
  const ranks = rank(definition, publishable);
  const rankOf = new Map(ranks.map((ranked) => [ranked.entry.provider, ranked]));

  const areas = ['nation', ...[...new Set(mask.rows.map(({ figure }) => figure.area))].sort()];
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
    const ends = endsOf(definition, values);
    const rows = mask.rows.filter(({ figure }) => isIn(figure));
    return {
      ...NOT_JUDGED,
      programme,
      indicator: definition.code,
      area,
      mean: isShown ? areaMean(definition, isPooled ? counted : shown) : null,
      plainMean: hasSpread ? plainMean(values) : null,
      median: hasSpread ? quantile(values, 0.5) : null,
      q1: hasSpread ? quantile(values, 0.25) : null,
      q3: hasSpread ? quantile(values, 0.75) : null,
      min: hasSpread ? ends.min : null,
      max: hasSpread ? ends.max : null,
      providers: counted.length,
      ranked: ranked.length,
      leftOut: rows.filter(({ figure }) => figure.value !== null).length - ranked.length,
      tooFew: rows.filter(({ hidden }) => hidden === 'primary').length,
      linked: rows.filter(({ hidden }) => hidden === 'complementary').length,
      noData: rows.filter(({ figure }) => figure.value === null).length,
      numerator: total && isPooled ? total.numerator : null,
      denominator: total && isPooled ? total.denominator : null,
      n: total && total.n,
      best: hasSpread
        ? ranked.slice(0, 5).map(({ entry, rank: place }) => ({
            provider: entry.provider,
            name: get(entry.provider).name,
            value: entry.value ?? 0,
            rank: place,
            rankLow: null,
            rankHigh: null,
            topThree: null,
            topFive: null,
          }))
        : [],
      suppressed: !isShown,
    };
  });
  const nation = benchmarks.find(({ area }) => area === 'nation');
  const nationalMean = nation?.mean ?? null;
  const fair = compareFairly(definition, {
    shown: publishable,
    ranks,
    mean: nationalMean,
    seed: `${year}/${programme ?? ''}/${definition.code}`,
    peersOf: (provider) => (peers.get(provider) ?? []).map(({ peer }) => peer),
    expectedOf: (provider) => expected.get(cellOf({ provider, programme, indicator: definition.code })),
  });
  if (nation) Object.assign(nation, fair.nation);
  for (const best of benchmarks.flatMap((benchmark) => benchmark.best)) {
    const { rankLow, rankHigh, topThree, topFive } = fair.of.get(best.provider) ?? NOT_COMPARED;
    Object.assign(best, { rankLow, rankHigh, topThree, topFive });
  }

  const figures = mask.rows.map(({ figure: { result, masked }, hidden: suppression, counts }): Figure => {
    const destroyed = counts === 'nowhere';
    const measured = destroyed
      ? { value: null, numerator: null, denominator: null, n: result.n, moments: null }
      : result;
    const limits = limitsOf(definition, measured);
    const ranked = rankOf.get(result.provider);
    const beside = fair.of.get(result.provider) ?? NOT_COMPARED;
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
      rankLow: beside.rankLow,
      rankHigh: beside.rankHigh,
      areaRankLow: beside.areaRankLow,
      areaRankHigh: beside.areaRankHigh,
      topThree: beside.topThree,
      topFive: beside.topFive,
      shrunken: beside.shrunken,
      expected: beside.expected,
      peerMean: beside.peerMean,
      peerProviders: beside.peerProviders,
      perHundred: null,
    };
    figure.verdict = verdict(definition, figure, nationalMean).verdict;
    return figure;
  });
  return { figures, benchmarks };
}

const NOT_JUDGED: FairNation = { luckThree: null, luckFive: null, overdispersion: null, personSd: null };

/**
 * The ends of a spread, outwards to a whole step of 1, 2 or 5: half the distance between the quartiles or less. The public
 * list of ranks tells who stands last, and the end then not exactly how.
 */
function endsOf(definition: IndicatorDefinition, sorted: readonly number[]): { min: number; max: number } {
  const [low, high] = [quantile(sorted, 0) ?? 0, quantile(sorted, 1) ?? 0];
  const half = ((quantile(sorted, 0.75) ?? 0) - (quantile(sorted, 0.25) ?? 0)) / 2;
  const finest = 10 ** -definition.decimals;
  const size = 10 ** Math.floor(Math.log10(Math.max(half, finest)));
  const step = [5, 2, 1].map((times) => times * size).find((one) => one <= half) ?? finest;
  const scale = scaleOf(definition);
  const unit = definition.unit === 'percent' ? 100 : 1;
  // Steps below one are no whole binary fractions.
  const whole = (steps: number) => Number((steps * step).toPrecision(12));
  return {
    min: Math.max(unit * scale.low, whole(Math.floor(low / step))),
    max: Math.min(unit * scale.high, whole(Math.ceil(high / step))),
  };
}

/**
 * Counts beside the size of the provider: per 100 participants of the year. How many there were is added up from what is
 * shown of each programme; where one is hidden, so that nobody works it out, there is none.
 */
function countPerHundred(figures: readonly Figure[], definitionOf: ReadonlyMap<string, IndicatorDefinition>): void {
  const measureOf = (figure: Figure) => definitionOf.get(figure.indicator)?.measure;
  const isOfAll = (figure: Figure) => {
    const measure = measureOf(figure);
    return measure?.kind === 'participation-share' && 'activeInYear' in measure.of;
  };
  const participants = new Map<string, number>();
  for (const { provider, status, n } of figures.filter(isOfAll)) {
    participants.set(provider, status === 'suppressed' ? NaN : (participants.get(provider) ?? 0) + n);
  }
  for (const figure of figures) {
    const definition = definitionOf.get(figure.indicator);
    const among = participants.get(figure.provider);
    if (!definition || !isCount(definition) || figure.programme !== null || figure.status !== 'ok') continue;
    if (figure.value !== null && among !== undefined && among > 0) figure.perHundred = (100 * figure.value) / among;
  }
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
    ...NOT_COMPARED,
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
