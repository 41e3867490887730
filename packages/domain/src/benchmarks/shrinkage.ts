import type { IndicatorDefinition } from '../indicators/definition.ts';
import { isChecklist } from './compare.ts';

/**
 * The variance that chance alone gives a provider of size n at the national mean, in squares of the unit: of a share
 * p(1 − p) ÷ n, of a mean sd² ÷ n. Null for counts and checklists.
 *
 * @param sd the spread from person to person within providers, `withinSd`; not needed for shares.
 */
export function chanceVariance(
  definition: IndicatorDefinition,
  mean: number,
  sd: number | null,
  n: number,
): number | null {
  if (isChecklist(definition) || definition.unit === 'count' || n <= 0) return null;
  if (definition.unit === 'percent') return (mean * (100 - mean)) / n;
  return sd === null ? null : sd ** 2 / n;
}

/** A value with the variance that chance gives it. */
interface Estimate {
  value: number;
  variance: number;
}

/**
 * How much the true levels of providers differ, as variance: DerSimonian and Laird's estimate by moments (1986, Controlled
 * Clinical Trials 7, 177–188), never below 0. Two providers at least.
 */
export function trueVariance(estimates: readonly Estimate[]): number {
  let [weights, squares, weighted] = [0, 0, 0];
  for (const { value, variance } of estimates) {
    weights += 1 / variance;
    squares += 1 / variance ** 2;
    weighted += value / variance;
  }
  const mean = weighted / weights;
  const q = estimates.reduce((sum, { value, variance }) => sum + (value - mean) ** 2 / variance, 0);
  const scale = weights - squares / weights;
  return scale > 0 ? Math.max(0, (q - (estimates.length - 1)) / scale) : 0;
}

/**
 * The best guess at a provider's true level: its value drawn towards the mean, the more of the difference between
 * providers is chance (empirical Bayes; Morris 1983, Journal of the American Statistical Association 78, 47–55).
 *
 * @param between `trueVariance`.
 */
export function shrink({ value, variance }: Estimate, mean: number, between: number): number {
  const chance = variance / (variance + between);
  return chance * mean + (1 - chance) * value;
}
