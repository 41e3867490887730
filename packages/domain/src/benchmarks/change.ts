import type { IndicatorDefinition } from '../indicators/definition.ts';
import { FEWEST, isChecklist, isCount, scaleOf } from './compare.ts';
import type { Judged, NoVerdict, Verdict } from './compare.ts';
import { studentQuantile, wilson } from './intervals.ts';
import type { Interval, Level } from './intervals.ts';

/** A published figure with what a difference between two of them is computed from. */
export interface Compared extends Judged {
  numerator: number | null;
  denominator: number | null;
}

/**
 * The verdict on a provider's figure against its own of another year: better or weaker only where the interval of the
 * difference leaves out 0. Counts and checklists have none, nor where best is a band.
 */
export function changeVerdict(
  definition: IndicatorDefinition,
  now: Compared,
  before: Compared | null,
): { verdict: Verdict; reason?: NoVerdict } {
  const none = (reason: NoVerdict) => ({ verdict: 'none' as const, reason });
  if (now.value === null || now.n === null) return none('no-value');
  if (isCount(definition)) return none('size');
  if (isChecklist(definition)) return none('not-a-sample');
  if (definition.direction === 'band') return none('no-direction');
  if (!before || before.value === null || before.n === null) return none('no-reference');
  if (now.n < FEWEST || before.n < FEWEST) return none('few');
  const [inner, outer] = [difference(definition, now, before, 95), difference(definition, now, before, 99.8)];
  if (!inner || !outer) return none('no-interval');
  const sign = definition.direction === 'higher' ? 1 : -1;
  const strength = ({ low, high }: Interval) => sign * (low > 0 ? 1 : high < 0 ? -1 : 0);
  if (strength(outer) !== 0) return { verdict: strength(outer) > 0 ? 'clearly-better' : 'clearly-weaker' };
  if (strength(inner) !== 0) return { verdict: strength(inner) > 0 ? 'better' : 'weaker' };
  return { verdict: 'within' };
}

/**
 * The interval of a difference between two independent figures, in the indicator's unit: for shares Newcombe's hybrid of
 * the two Wilson intervals (1998, Statistics in Medicine 17, 873–890, method 10), for means Welch's (1947). Null where
 * one of them has no interval.
 */
export function difference(
  definition: IndicatorDefinition,
  a: Compared,
  b: Compared,
  level: Level = 95,
): Interval | null {
  if (a.value === null || b.value === null || a.n === null || b.n === null) return null;
  const delta = a.value - b.value;
  if (definition.unit === 'percent') {
    if (a.low === null || b.low === null || a.numerator === null || b.numerator === null) return null;
    if (!a.denominator || !b.denominator) return null;
    const [one, other] = [wilson(a.numerator, a.denominator, level), wilson(b.numerator, b.denominator, level)];
    const reach = (up: number, down: number) => Math.hypot(up, down);
    return {
      low: delta - reach(a.value - 100 * one.low, 100 * other.high - b.value),
      high: delta + reach(100 * one.high - a.value, b.value - 100 * other.low),
    };
  }
  const [one, other] = [varianceOf(definition, a), varianceOf(definition, b)];
  if (one === null || other === null) return null;
  const freedom = (one + other) ** 2 / (one ** 2 / (a.n - 1) + other ** 2 / (b.n - 1));
  const reach = studentQuantile(level === 95 ? 0.975 : 0.999, freedom) * Math.sqrt(one + other);
  return { low: delta - reach, high: delta + reach };
}

/**
 * The sampling variance of a published figure, in squares of the unit. Of a share p(1 − p) ÷ n with Agresti and Coull's two
 * of each added, which is never 0; of a mean from its own t interval, by the side that the scale has not clipped. Null
 * without an interval.
 */
export function varianceOf(definition: IndicatorDefinition, figure: Judged): number | null {
  const { value, n, low, high } = figure;
  if (value === null || n === null || low === null || high === null || isCount(definition)) return null;
  if (definition.unit === 'percent') {
    const share = ((value / 100) * n + 2) / (n + 4);
    return (100 ** 2 * share * (1 - share)) / (n + 4);
  }
  const scale = scaleOf(definition);
  const reach = Math.max(low > scale.low ? value - low : 0, high < scale.high ? high - value : 0);
  if (n < 2 || reach <= 0) return null;
  return (reach / studentQuantile(0.975, n - 1)) ** 2;
}
