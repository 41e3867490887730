import type { IndicatorDefinition } from '../indicators/definition.ts';
import { isPlain, valueOf } from './compare.ts';
import type { Measured } from './compare.ts';

/**
 * The mean of the nation or a county unit: Σ numerators ÷ Σ denominators, so that everybody counts once wherever they
 * are; for counts and entered numbers the plain mean over providers. Null when no provider has a value.
 */
export function areaMean(definition: IndicatorDefinition, results: readonly Measured[]): number | null {
  if (isPlain(definition)) return plainMean(results.flatMap((result) => result.value ?? []));
  const { numerator, denominator } = totalOf(results);
  return denominator === 0 ? null : valueOf(definition, numerator, denominator);
}

/** Numerators, denominators and n of those with a value, added up. */
export function totalOf(results: readonly Measured[]): { numerator: number; denominator: number; n: number } {
  const total = { numerator: 0, denominator: 0, n: 0 };
  for (const result of results) {
    if (result.value === null) continue;
    total.numerator += result.numerator ?? 0;
    total.denominator += result.denominator ?? 0;
    total.n += result.n;
  }
  return total;
}

/** Every provider's value counted once, whatever its size. Null of none. */
export function plainMean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The value below which a share p of them lies, between two of them on a straight line (Hyndman and Fan's type 7, as
 * in spreadsheets' QUARTILE.INC). Null of none.
 *
 * @param sorted in rising order.
 */
export function quantile(sorted: readonly number[], p: number): number | null {
  const place = (sorted.length - 1) * p;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (place - Math.floor(place)) * (above - below);
}
