import type { IndicatorDefinition } from '../indicators/definition.ts';
import { varianceOf } from './change.ts';
import { isChecklist, isCount } from './compare.ts';
import type { Judged } from './compare.ts';
import { studentQuantile, Z95 } from './intervals.ts';

/** One year of a trend, as its reader may see it. */
export interface TrendYear extends Judged {
  year: number;
  indicatorVersion: number | null;
}

/** What several years say together. The slope is the change per year, in the unit. */
export interface Trend {
  verdict: 'improving' | 'steady' | 'worsening' | 'none';
  reason: 'few-points' | 'break' | 'no-interval' | 'no-direction' | null;
  slope: number | null;
  low: number | null;
  high: number | null;
}

/** How many years in a row carry a trend. */
export const TREND_YEARS = 5;

/**
 * Which way a provider's last five years go: the straight line through them, each year weighted by how sure it is, and
 * improving or worsening only where the 95 % interval of its slope leaves out 0. Where the years lie further from the line
 * than their own uncertainty allows, the interval is widened by that much (Birge 1932, Physical Review 40, 207–227), and by
 * Student's t, since five years tell little of how far they lie: without it one steady series in eight is told as a trend.
 *
 * Weighted least squares with known variances, since rank tests such as Mann and Kendall's can hardly find anything in five
 * points: only a strictly rising or falling series has a two-sided chance below 5 % (2 ÷ 5! = 1.7 %).
 *
 * @param years one a year, oldest first; the last five must follow each other without a change of definition.
 */
export function trendOf(definition: IndicatorDefinition, years: readonly TrendYear[]): Trend {
  const none = (reason: Trend['reason']): Trend => ({ verdict: 'none', reason, slope: null, low: null, high: null });
  if (definition.direction === 'band') return none('no-direction');
  if (isCount(definition) || isChecklist(definition)) return none('no-interval');
  const last = years.slice(-TREND_YEARS);
  const first = last[0];
  const isWhole = last.every(({ year, value }, index) => value !== null && year === (first?.year ?? 0) + index);
  if (last.length < TREND_YEARS || !isWhole) return none('few-points');
  if (last.some((year, index) => isBreak(last[index - 1], year))) return none('break');
  const points = last.flatMap((year) => {
    const variance = varianceOf(definition, year);
    return variance === null || year.value === null ? [] : { x: year.year, y: year.value, weight: 1 / variance };
  });
  if (points.length < TREND_YEARS) return none('no-interval');

  const sum = (of: (point: (typeof points)[number]) => number) => points.reduce((total, point) => total + of(point), 0);
  const weight = sum((point) => point.weight);
  const [x, y] = [sum((point) => point.weight * point.x) / weight, sum((point) => point.weight * point.y) / weight];
  const spread = sum((point) => point.weight * (point.x - x) ** 2);
  const slope = sum((point) => point.weight * (point.x - x) * (point.y - y)) / spread;
  const degrees = TREND_YEARS - 2;
  const misfit = sum((point) => point.weight * (point.y - y - slope * (point.x - x)) ** 2) / degrees;
  const times = misfit > 1 ? studentQuantile(0.975, degrees) * Math.sqrt(misfit) : Z95;
  const reach = times / Math.sqrt(spread);
  const [low, high] = [slope - reach, slope + reach];
  const way = low > 0 ? 1 : high < 0 ? -1 : 0;
  const gain = definition.direction === 'higher' ? way : -way;
  return { verdict: gain > 0 ? 'improving' : gain < 0 ? 'worsening' : 'steady', reason: null, slope, low, high };
}

/** Whether a year was made by another version of the definition than the one before, so that the two do not compare. */
export function isBreak(
  before: Pick<TrendYear, 'indicatorVersion'> | undefined,
  year: Pick<TrendYear, 'indicatorVersion'>,
): boolean {
  const [one, other] = [before?.indicatorVersion ?? null, year.indicatorVersion];
  return one !== null && other !== null && one !== other;
}
