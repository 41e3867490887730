import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Moments } from '../indicators/result.ts';
import { isChecklist, scaleOf, valueOf } from './compare.ts';
import { Draws } from './draws.ts';
import { pooledVariance } from './intervals.ts';
import type { Ranked } from './ranks.ts';
import type { Rankable } from './ranks.ts';

/** A figure with a rank, and the county unit that it also has a rank in. */
export interface RangedFigure extends Rankable {
  area: string;
  moments: Moments | null;
}

/** Between which ranks a provider truly stands: 95 %, in the nation and in its county unit. */
export interface RankRange {
  low: number;
  high: number;
  areaLow: number;
  areaHigh: number;
  /** How likely it truly is among the best three and five of the nation, from 0 to 1. */
  topThree: number;
  topFive: number;
}

/** Ranges by provider, and how many of the best three and five of the list are to be expected there by luck alone. */
export interface RankRanges {
  ranges: Map<string, RankRange>;
  /** Null where there is no chance. */
  luckThree: number | null;
  luckFive: number | null;
}

/** How often the truth is drawn; a share of draws is then off by 0.016 at most, one standard deviation. */
const DRAWS = 1000;

/**
 * How sure ranks are, by simulation (Goldstein and Spiegelhalter 1996, Journal of the Royal Statistical Society A 159,
 * section 5): what may be true of each provider is drawn from what its figures leave open, all are ranked, and again. For a
 * share it is a beta distribution with Jeffreys' prior, for a mean Student's t around it. A range is widened, where
 * needed, to take in the rank itself. Counts and checklists are what they are: no chance, and each range is its rank.
 *
 * The same figures always give the same ranges, whatever the providers are called and in whichever order they come; equal
 * figures have equal ranges. Null where one figure's chance cannot be worked out.
 *
 * @param ranked in list order, best first.
 */
export function rankRanges(
  definition: IndicatorDefinition,
  ranked: readonly Ranked<RangedFigure>[],
  seed: string,
): RankRanges | null {
  const exact = isChecklist(definition) || ranked.every(({ entry }) => entry.denominator === null);
  const areaRankOf = areaRanks(ranked);
  const held = exact ? null : simulate(definition, ranked, seed);
  if (ranked.length === 0 || (!exact && !held)) return null;
  const ranges = new Map(
    ranked.map(({ entry, rank }): [string, RankRange] => {
      const areaRank = areaRankOf.get(entry.provider) ?? rank;
      const drawn = held?.get(entry.provider);
      return [
        entry.provider,
        {
          low: Math.min(rank, drawn?.low ?? rank),
          high: Math.max(rank, drawn?.high ?? rank),
          areaLow: Math.min(areaRank, drawn?.areaLow ?? areaRank),
          areaHigh: Math.max(areaRank, drawn?.areaHigh ?? areaRank),
          topThree: drawn?.topThree ?? (rank <= 3 ? 1 : 0),
          topFive: drawn?.topFive ?? (rank <= 5 ? 1 : 0),
        },
      ];
    }),
  );
  const luck = (most: number, of: 'topThree' | 'topFive') =>
    held && ranked.slice(0, most).reduce((sum, { entry }) => sum + 1 - (ranges.get(entry.provider)?.[of] ?? 1), 0);
  return { ranges, luckThree: luck(3, 'topThree'), luckFive: luck(5, 'topFive') };
}

/** Ranks within each county unit. */
function areaRanks(ranked: readonly Ranked<RangedFigure>[]): Map<string, number> {
  const last = new Map<string, { count: number; rank: number; shared: number }>();
  return new Map(
    ranked.map(({ entry, rank }) => {
      const before = last.get(entry.area) ?? { count: 0, rank: 0, shared: 0 };
      const count = before.count + 1;
      const shared = before.rank === rank ? before.shared : count;
      last.set(entry.area, { count, rank, shared });
      return [entry.provider, shared];
    }),
  );
}

/** Ranks of all draws, counted for each set of providers with equal figures. */
function simulate(
  definition: IndicatorDefinition,
  ranked: readonly Ranked<RangedFigure>[],
  seed: string,
): Map<string, RankRange> | null {
  // An order that depends on figures alone, so that each gets the same draws under any name.
  const entries = ranked
    .map(({ entry }) => ({ entry, key: keyOf(entry) }))
    .sort((a, b) => compare(a.key, b.key) || compare(a.entry.area, b.entry.area));
  const size = entries.length;
  const draws = new Draws(seed);
  const samplers = entries.flatMap(({ entry }) => samplerOf(definition, entry, draws) ?? []);
  if (samplers.length < size) return null;
  const badness = badnessOf(definition);
  const areas = [...new Set(entries.map(({ entry }) => entry.area))];
  const areaOf = Int32Array.from(entries, ({ entry }) => areas.indexOf(entry.area));
  const equals = new Equals(entries.map(({ key }) => key));
  const equalsInArea = new Equals(entries.map(({ entry, key }) => `${key} ${entry.area}`));

  const values = new Float64Array(size);
  const order = new Int32Array(size);
  const sorted = new Float64Array(size);
  const areaCounts = new Int32Array(areas.length);
  const areaPlaces = new Int32Array(areas.length);
  const areaValues = new Float64Array(areas.length);
  for (let draw = 0; draw < DRAWS; draw++) {
    for (let i = 0; i < size; i++) values[i] = badness(samplers[i]?.() ?? 0);
    sortOrder(values, sorted, order);
    areaCounts.fill(0);
    let place = 0;
    for (let slot = 0; slot < size; slot++) {
      const i = order[slot] ?? 0;
      const value = values[i] ?? 0;
      if (slot === 0 || values[order[slot - 1] ?? 0] !== value) place = slot + 1;
      equals.count(i, place);
      const area = areaOf[i] ?? 0;
      const count = (areaCounts[area] ?? 0) + 1;
      areaCounts[area] = count;
      if (count === 1 || areaValues[area] !== value) areaPlaces[area] = count;
      areaValues[area] = value;
      equalsInArea.count(i, areaPlaces[area] ?? 0);
    }
  }
  return new Map(
    entries.map(({ entry }, i) => {
      const [area, nation] = [equalsInArea.rangeOf(i), equals.rangeOf(i)];
      const [topThree, topFive] = [equals.shareWithin(i, 3), equals.shareWithin(i, 5)];
      return [entry.provider, { ...nation, areaLow: area.low, areaHigh: area.high, topThree, topFive }];
    }),
  );
}

/** How often each rank was drawn by those with equal figures, who share all that is counted. */
class Equals {
  readonly #of: Int32Array;
  readonly #counts: Int32Array[];
  readonly #sizes: number[];

  constructor(keys: readonly string[]) {
    const groups = [...new Set(keys)];
    const groupOf = new Map(groups.map((key, index) => [key, index]));
    this.#of = Int32Array.from(keys, (key) => groupOf.get(key) ?? 0);
    this.#counts = groups.map(() => new Int32Array(keys.length + 1));
    this.#sizes = groups.map((key) => keys.filter((other) => other === key).length);
  }

  count(entry: number, rank: number): void {
    const counts = this.#counts[this.#of[entry] ?? 0];
    if (counts) counts[rank] = (counts[rank] ?? 0) + 1;
  }

  shareWithin(entry: number, rank: number): number {
    const group = this.#of[entry] ?? 0;
    const within = this.#counts[group]?.subarray(1, rank + 1).reduce((sum, count) => sum + count, 0) ?? 0;
    return within / (DRAWS * (this.#sizes[group] ?? 1));
  }

  rangeOf(entry: number): { low: number; high: number } {
    return { low: this.#quantile(entry, 0.025), high: this.#quantile(entry, 0.975) };
  }

  #quantile(entry: number, share: number): number {
    const group = this.#of[entry] ?? 0;
    const counts = this.#counts[group] ?? new Int32Array();
    let rest = share * DRAWS * (this.#sizes[group] ?? 1);
    for (let rank = 1; rank < counts.length; rank++) {
      rest -= counts[rank] ?? 0;
      if (rest <= 0) return rank;
    }
    return counts.length - 1;
  }
}

function keyOf({ numerator, denominator, n, moments }: RangedFigure): string {
  return [numerator, denominator, n, moments?.ss, moments?.sc, moments?.cc].join(' ');
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Draws what may be true of one provider, in the indicator's unit; null where its chance cannot be worked out. */
function samplerOf(definition: IndicatorDefinition, figure: RangedFigure, draws: Draws): (() => number) | null {
  const { numerator, denominator, n, moments } = figure;
  if (numerator === null || denominator === null) return null;
  if (definition.unit === 'percent') {
    const isCounted = Number.isInteger(numerator) && Number.isInteger(denominator) && numerator <= denominator;
    if (!isCounted) return null;
    const share = draws.beta(numerator + 0.5, denominator - numerator + 0.5);
    return () => 100 * share();
  }
  if (!moments) return null;
  const mean = valueOf(definition, numerator, denominator);
  const variance = pooledVariance(numerator, denominator, n, moments);
  if (variance === null) return () => mean;
  const error = Math.sqrt(variance);
  const { low, high } = scaleOf(definition);
  const student = draws.student(n - 1);
  return () => Math.min(high, Math.max(low, mean + error * student()));
}

/** How far from best, smallest first, as in `ranks.ts`. */
function badnessOf({ direction, band }: IndicatorDefinition): (value: number) => number {
  if (direction === 'higher') return (value) => -value;
  if (direction === 'lower' || !band) return (value) => value;
  return (value) => Math.max(0, band.low - value, value - band.high);
}

/** The indices of the values, smallest value first. */
function sortOrder(values: Float64Array, sorted: Float64Array, order: Int32Array): void {
  sorted.set(values);
  // Numbers alone sort many times faster than indices compared by their values.
  sorted.sort();
  order.fill(-1);
  for (let i = 0; i < values.length; i++) {
    let slot = lowerBound(sorted, values[i] ?? 0);
    while (order[slot] !== -1) slot++;
    order[slot] = i;
  }
}

/** How many lie below. */
function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
