import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Measured } from './compare.ts';

/** A figure with a publishable value, to be ranked. */
export interface Rankable extends Omit<Measured, 'moments'> {
  /** Organisation number. */
  provider: string;
}

export interface Ranked<T> {
  entry: T;
  /** Equal values share it: 1, 2, 2, 4. */
  rank: number;
  /** Where it stands in a list that must have an order, from 1: of equals, larger n first, then organisation number. */
  position: number;
}

/**
 * Ranks in list order, best first. Values are compared as fractions, so that 1/3 equals 2/6 and nothing else. For a
 * band, nearest to it is best and all inside are tied first; without a band there is no rank.
 */
export function rank<T extends Rankable>(definition: IndicatorDefinition, entries: readonly T[]): Ranked<T>[] {
  if (definition.direction === 'band' && !definition.band) return [];
  const order = sortKeys(
    definition,
    entries.filter((entry) => entry.value !== null),
  );
  order.sort(
    (a, b) => compareFractions(a.key, b.key) || b.entry.n - a.entry.n || (a.entry.provider < b.entry.provider ? -1 : 1),
  );
  let shared = 0;
  return order.map(({ entry, key }, index) => {
    const above = order[index - 1];
    if (!above || compareFractions(above.key, key) !== 0) shared = index + 1;
    return { entry, rank: shared, position: index + 1 };
  });
}

/** A fraction whose two parts are whole numbers, or any number over one; the denominator is positive. */
interface Fraction {
  over: number;
  under: number;
}

/**
 * What each entry is sorted by, smallest first: minus the value, the value, or the distance to the band. Fractions of
 * whole numbers if all can be written so, else all as decimals of twelve digits, where rounding has not yet set in;
 * never a mixture, in which a could equal b and b equal c but not a equal c.
 */
function sortKeys<T extends Rankable>(definition: IndicatorDefinition, entries: readonly T[]) {
  const whole = wholeParts(definition);
  const exact = entries.flatMap((entry) => {
    const key = wholeFraction(entry, whole);
    return key ? { entry, key } : [];
  });
  const isExact = exact.length === entries.length;
  const keys = isExact
    ? exact
    : entries.map((entry) => ({ entry, key: { over: Number((entry.value ?? 0).toPrecision(12)), under: 1 } }));
  // A percentage's fraction is the share, a hundredth of the value.
  const parts = isExact ? (definition.unit === 'percent' ? whole / 100 : whole) : 1;
  return keys.map(({ entry, key }) => ({ entry, key: badness(definition, key, parts) }));
}

/** How far from best, in `parts` of the unit. */
function badness(definition: IndicatorDefinition, { over, under }: Fraction, parts: number): Fraction {
  if (definition.direction === 'higher') return { over: -over, under };
  if (definition.direction === 'lower' || !definition.band) return { over, under };
  // Limits with up to four decimals keep the fraction whole.
  const fine = 10_000;
  const low = Math.round(definition.band.low * parts * fine) * under;
  const high = Math.round(definition.band.high * parts * fine) * under;
  return { over: Math.max(0, low - over * fine, over * fine - high), under };
}

/**
 * How many parts one unit of the numerator has, for them to come in whole numbers: weeks are days ÷ 7, and days of
 * training are hours, with up to two decimals, ÷ the hours of a day.
 */
function wholeParts({ measure, unit }: IndicatorDefinition): number {
  if (measure.kind === 'mean-duration') return unit === 'weeks' ? 7 : 1;
  return measure.kind === 'training-per-person' ? 100 * measure.hoursPerDay : 1;
}

function wholeFraction({ numerator, denominator }: Rankable, parts: number): Fraction | null {
  if (numerator === null) return null;
  const over = Math.round(numerator * parts);
  const under = denominator ?? 1;
  // A sum of thousands of sevenths is off by rounding, yet never by as much as this.
  const isWhole = Math.abs(over - numerator * parts) <= 1e-6;
  return isWhole && Number.isSafeInteger(over) && Number.isSafeInteger(under) && under > 0 ? { over, under } : null;
}

/** Negative when a is smaller; exact also where the products are too large for a double. */
function compareFractions(a: Fraction, b: Fraction): number {
  const left = a.over * b.under;
  const right = b.over * a.under;
  const areExact = Math.abs(left) <= Number.MAX_SAFE_INTEGER && Math.abs(right) <= Number.MAX_SAFE_INTEGER;
  if (areExact || !Number.isInteger(a.over) || !Number.isInteger(b.over)) return left - right;
  const difference = BigInt(a.over) * BigInt(b.under) - BigInt(b.over) * BigInt(a.under);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
