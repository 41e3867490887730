import { FEWEST, valueOf } from '../benchmarks/compare.ts';
import { wilson } from '../benchmarks/intervals.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Result } from '../indicators/result.ts';
import { targetStatus } from './status.ts';
import type { Aim, Certainty } from './status.ts';

/** How a year goes towards its target. */
export type Outlook = 'on-track' | 'at-risk' | 'too-early';

/** A figure of a year that is not over: the provider's own, or the coarse one that others see. */
export interface RunningFigure {
  value: number;
  low: number | null;
  high: number | null;
  /** How many people it rests on, or at least. */
  n: number;
  /** How many are awaited in the whole year; null when nobody can say. */
  expected: number | null;
}

/** What a running figure says about a target. */
export interface Prospect {
  certainty: Certainty;
  outlook: Outlook;
  /** What the rest of the year must give on average; null when any will do, when none can, or when it is unknown. */
  needed: number | null;
  /** Whether the target can still be reached; null when it is unknown how many are to come. */
  reachable: boolean | null;
}

/** Which indicators can be followed through the year: those that count participations in a programme. */
export function isFollowed({ scope, measure }: Pick<IndicatorDefinition, 'scope' | 'measure'>): boolean {
  return scope === 'programme' && (measure.kind === 'participation-share' || measure.kind === 'mean-duration');
}

/**
 * What a running figure says about a target. Too early: fewer than five people, or less than a fifth of those awaited. At
 * risk: it lies on the wrong side of the target, surely or not, or the rest of the year must be better than the provider's
 * best year so far.
 *
 * @param best the provider's best value of the last five years; null when none may be seen.
 */
export function prospect(
  definition: Pick<IndicatorDefinition, 'unit' | 'direction' | 'scale'>,
  aim: Aim,
  figure: RunningFigure,
  best: number | null,
): Prospect {
  const { certainty, status } = targetStatus(definition, aim, figure);
  const rest = restNeeded(definition, aim, figure);
  const isEarly = figure.n < FEWEST || (figure.expected !== null && figure.n * 5 < figure.expected);
  const isBeyondBest =
    rest.needed !== null &&
    best !== null &&
    (definition.direction === 'lower' ? rest.needed < best : definition.direction === 'higher' && rest.needed > best);
  const isBehind = status === 'not-met' || isBeyondBest;
  return { certainty, outlook: isEarly ? 'too-early' : isBehind ? 'at-risk' : 'on-track', ...rest };
}

/**
 * What those still to come must give on average for the whole year to reach the aim, (target · N − x) ÷ (N − n). For a
 * band: what leads to the end of it that the figure has missed.
 */
function restNeeded(
  { unit, direction, scale }: Pick<IndicatorDefinition, 'unit' | 'direction' | 'scale'>,
  aim: Aim,
  { value, n, expected }: RunningFigure,
): Pick<Prospect, 'needed' | 'reachable'> {
  if (expected === null) return { needed: null, reachable: null };
  const wantsMore = direction === 'higher' || (direction === 'band' && aim.low !== null && value < aim.low);
  const goal = direction === 'band' ? (wantsMore ? aim.low : aim.high) : aim.value;
  if (goal === null) return { needed: null, reachable: null };
  const isMet = wantsMore ? value >= goal : value <= goal;
  if (direction === 'band' && isMet) return { needed: null, reachable: true };
  const left = Math.max(expected, n) - n;
  if (left === 0) return { needed: null, reachable: isMet };
  const needed = (goal * (n + left) - value * n) / left;
  const least = scale?.low ?? 0;
  const most = unit === 'percent' ? 100 : (scale?.high ?? Infinity);
  if (wantsMore ? needed <= least : needed >= most) return { needed: null, reachable: true };
  if (wantsMore ? needed > most : needed < least) return { needed: null, reachable: false };
  return { needed, reachable: true };
}

/** The best of some values; null of none, or where best is a band. */
export function bestOf(
  { direction }: Pick<IndicatorDefinition, 'direction'>,
  values: readonly number[],
): number | null {
  if (values.length === 0 || direction === 'band') return null;
  return direction === 'lower' ? Math.min(...values) : Math.max(...values);
}

/** A running figure as others may see it. */
export interface CoarseFigure {
  value: number;
  low: number | null;
  high: number | null;
  atLeast: number;
  expected: number | null;
}

/**
 * The figure that others see of a year that is not over: shares to five points, times to whole units, people to fives. Null
 * where too few are behind it. A share's interval is that of the rounded share among the rounded people, for the exact one
 * would tell how many there are; that of a time, whose spread nobody knows, is rounded outwards.
 *
 * @param interval the 95 % one, in the indicator's unit.
 * @param lastYear how many there were in the whole year before; null when there was nobody.
 */
export function coarse(
  definition: IndicatorDefinition,
  { numerator, n }: { numerator: number; n: number },
  interval: { low: number | null; high: number | null },
  lastYear: number | null,
): CoarseFigure | null {
  if (n < FEWEST) return null;
  const isShare = definition.unit === 'percent';
  const step = isShare ? 5 : 1;
  const value = Math.round(valueOf(definition, numerator, n) / step) * step;
  const atLeast = toFives(n);
  const told = wilson((value / 100) * atLeast, atLeast);
  const { low, high } = isShare ? { low: told.low * 100, high: told.high * 100 } : interval;
  return {
    value,
    low: low === null ? null : Math.floor(low / step) * step,
    high: high === null ? null : Math.ceil(high / step) * step,
    atLeast,
    expected: lastYear === null ? null : Math.max(toFives(lastYear), atLeast),
  };
}

/** People, as others are told of them: rounded down to fives. */
export function toFives(people: number): number {
  return Math.floor(people / FEWEST) * FEWEST;
}

/**
 * Whether a running figure may be told anew: so many have come since it was last told, or are gone, that the two together
 * tell about no one person.
 */
export function mayRenew(told: { n: number } | null, now: Pick<Result, 'n'>): boolean {
  return told === null || Math.abs(now.n - told.n) >= FEWEST;
}
