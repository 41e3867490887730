import type { IndicatorDefinition } from '../indicators/definition.ts';
import { scaleOf } from './compare.ts';
import { zOf } from './intervals.ts';
import type { Interval, Level } from './intervals.ts';
import { quantile } from './means.ts';

/**
 * Where a share of n would lie by chance alone if the truth were `share`: share ± z√(share(1 − share) ÷ n), clipped to
 * 0–1. The normal limits, because a figure lies outside them exactly when its Wilson interval leaves out the share.
 *
 * @param overdispersion widens them, as variance, for the eye; never for a verdict.
 */
export function funnelLimits(share: number, n: number, level: Level = 95, overdispersion = 1): Interval {
  const reach = zOf(level) * Math.sqrt((overdispersion * share * (1 - share)) / n);
  return { low: Math.max(0, share - reach), high: Math.min(1, share + reach) };
}

/**
 * Where a mean over n would lie by chance alone: mean ± z·sd ÷ √n, clipped to the scale (Spiegelhalter 2005, Statistics in
 * Medicine 24, section 2.4).
 *
 * @param sd the spread from person to person within providers, `withinSd`.
 */
export function meanLimits(
  definition: IndicatorDefinition,
  mean: number,
  sd: number,
  n: number,
  level: Level = 95,
  overdispersion = 1,
): Interval {
  const scale = scaleOf(definition);
  const reach = zOf(level) * sd * Math.sqrt(overdispersion / n);
  return { low: Math.max(scale.low, mean - reach), high: Math.min(scale.high, mean + reach) };
}

/** Sizes close enough to draw limits through, about 200 at most: from one to another, both among them. */
export function funnelSizes(smallest: number, largest: number): number[] {
  const step = Math.ceil(largest / 200);
  return Array.from({ length: Math.ceil((largest - smallest) / step) + 1 }, (_, index) =>
    Math.min(largest, smallest + index * step),
  );
}

/** A provider's n and the sampling variance of its mean. */
interface Sampled {
  n: number;
  variance: number;
}

/** The spread from person to person within providers: √(Σ(n − 1)·n·variance ÷ Σ(n − 1)). Null without two at any provider. */
export function withinSd(providers: readonly Sampled[]): number | null {
  let [squares, freedom] = [0, 0];
  for (const { n, variance } of providers) {
    squares += (n - 1) * n * variance;
    freedom += n - 1;
  }
  return freedom > 0 ? Math.sqrt(squares / freedom) : null;
}

/**
 * How many times wider than chance alone values spread, as variance: the mean square of their z-scores, the outermost
 * tenth at each end drawn in to the next (winsorised), at least 1 (Spiegelhalter 2005, appendix A.3.1). Null of none.
 */
export function overdispersion(zScores: readonly number[]): number | null {
  const sorted = [...zScores].sort((a, b) => a - b);
  const [low, high] = [quantile(sorted, WINSORISED), quantile(sorted, 1 - WINSORISED)];
  if (low === null || high === null) return null;
  const squares = sorted.reduce((sum, z) => sum + Math.min(high, Math.max(low, z)) ** 2, 0);
  return Math.max(1, squares / sorted.length);
}
const WINSORISED = 0.1;
