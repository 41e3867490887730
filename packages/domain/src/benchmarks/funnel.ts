import { zOf } from './intervals.ts';
import type { Interval, Level } from './intervals.ts';

/**
 * Where a share of n would lie by chance alone if the truth were `share`: share ± z√(share(1 − share) ÷ n), clipped to
 * 0–1. The normal limits, because a figure lies outside them exactly when its Wilson interval leaves out the share.
 */
export function funnelLimits(share: number, n: number, level: Level = 95): Interval {
  const reach = zOf(level) * Math.sqrt((share * (1 - share)) / n);
  return { low: Math.max(0, share - reach), high: Math.min(1, share + reach) };
}
