import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Result } from '../indicators/result.ts';
import { pooledMean, byar, wilson } from './intervals.ts';
import type { Interval, Level } from './intervals.ts';

/** The fewest participants, staff or respondents that a share or a mean may stand for outside the provider. */
export const FEWEST = 5;

/** What a figure says against a reference. Only an interval that leaves the reference out makes a difference. */
export type Verdict = 'clearly-better' | 'better' | 'within' | 'weaker' | 'clearly-weaker' | 'none';

/** Why there is no verdict. `size`: counts follow how big a provider is. `not-a-sample`: no chance in a checklist. */
export type NoVerdict =
  | 'no-value'
  | 'size'
  | 'not-a-sample'
  | 'no-direction'
  | 'no-reference'
  | 'few'
  | 'no-interval'
  | 'break';

/** What a figure can be held against: the mean of an area, that of providers like it, or a target. */
export type Reference = 'mean' | 'peers' | 'target';

/** What a figure is computed from. */
export type Measured = Pick<Result, 'value' | 'numerator' | 'denominator' | 'n' | 'moments'>;

/** The 95 % and the 99.8 % interval of a figure, in the indicator's unit; null where it has none. */
export interface Limits {
  low: number | null;
  high: number | null;
  low998: number | null;
  high998: number | null;
}

/** Whether people were asked: such answers have the strictest small-number rule. */
export function isSurvey(definition: IndicatorDefinition): boolean {
  return definition.measure.kind === 'survey-mean';
}

/** Whether the figure is a count, which measures size: it has no denominator. */
export function isCount({ measure, unit }: IndicatorDefinition): boolean {
  return unit === 'count' || (measure.kind === 'entered-number' && !measure.hasDenominator);
}

/** Whether an area's mean is the plain one over providers: for counts and entered numbers, which do not pool. */
export function isPlain(definition: IndicatorDefinition): boolean {
  return isCount(definition) || definition.measure.kind === 'entered-number';
}

/** Whether the figure is a checklist, in which there is no chance. */
export function isChecklist(definition: IndicatorDefinition): boolean {
  return definition.measure.kind === 'checklist-share';
}

/** The value that a numerator and a denominator make, in the indicator's unit (per cent 0–100). */
export function valueOf(definition: IndicatorDefinition, numerator: number, denominator: number): number {
  return definition.unit === 'percent' ? (100 * numerator) / denominator : numerator / denominator;
}

/** What one unit of the denominator can add to the numerator at least and at most. */
export function scaleOf(definition: IndicatorDefinition): Interval {
  if (definition.unit === 'percent') return { low: 0, high: 1 };
  return definition.scale ?? { low: 0, high: Infinity };
}

/**
 * How far chance alone may have moved a figure, in the indicator's unit: Wilson's interval for shares, t for means,
 * Byar's limits for counts. Null for checklists, where nothing varies, and where a mean rests on fewer than two.
 */
export function interval(definition: IndicatorDefinition, result: Measured, level: Level = 95): Interval | null {
  const { numerator, denominator, n, moments } = result;
  if (numerator === null || isChecklist(definition)) return null;
  if (denominator === null) {
    return definition.unit === 'count' && isWhole(numerator) ? byar(numerator, level) : null;
  }
  if (definition.unit === 'percent') {
    if (!isWhole(numerator) || !isWhole(denominator) || denominator === 0 || numerator > denominator) return null;
    const share = wilson(numerator, denominator, level);
    return { low: 100 * share.low, high: 100 * share.high };
  }
  return moments && pooledMean(numerator, denominator, n, moments, scaleOf(definition), level);
}

const isWhole = (number: number) => Number.isInteger(number) && number >= 0;

/** Both intervals of a figure, as they are published with it. */
export function limitsOf(definition: IndicatorDefinition, result: Measured): Limits {
  const inner = interval(definition, result, 95);
  const outer = interval(definition, result, 99.8);
  return {
    low: inner?.low ?? null,
    high: inner?.high ?? null,
    low998: outer?.low ?? null,
    high998: outer?.high ?? null,
  };
}

/** What a verdict is passed on. */
export interface Judged extends Limits {
  value: number | null;
  n: number | null;
}

/**
 * The one verdict on a figure, for screen, API and export. Where best is a band, the band is the reference, save for a
 * target, and nothing is better than to be in it, so that the verdict is `within` or on the weaker side.
 *
 * @param reference what it is held against, in the indicator's unit: a mean, or a target's value or band.
 * @param kind counts follow the size of a provider, so that a mean of all says nothing about them; a target or the mean of
 *   providers of the same size does.
 */
export function verdict(
  definition: IndicatorDefinition,
  figure: Judged,
  reference: number | Interval | null,
  kind: Reference = 'mean',
): { verdict: Verdict; reason?: NoVerdict } {
  const none = (reason: NoVerdict) => ({ verdict: 'none' as const, reason });
  const { value, n, low, high, low998, high998 } = figure;
  if (value === null || n === null) return none('no-value');
  if (isCount(definition) && kind === 'mean') return none('size');
  if (isChecklist(definition)) return none('not-a-sample');
  const isBand = definition.direction === 'band';
  const given = typeof reference === 'number' ? { low: reference, high: reference } : reference;
  const aim = isBand && kind !== 'target' ? definition.band : given;
  if (!aim) return none(isBand && kind !== 'target' ? 'no-direction' : 'no-reference');
  if (n < FEWEST && !isCount(definition)) return none('few');
  if (low === null || high === null || low998 === null || high998 === null) return none('no-interval');
  const above = low998 > aim.high ? 2 : low > aim.high ? 1 : 0;
  const below = high998 < aim.low ? 2 : high < aim.low ? 1 : 0;
  const better = { higher: above, lower: below, band: 0 }[definition.direction];
  const weaker = { higher: below, lower: above, band: Math.max(above, below) }[definition.direction];
  if (better) return { verdict: better === 2 ? 'clearly-better' : 'better' };
  if (weaker) return { verdict: weaker === 2 ? 'clearly-weaker' : 'weaker' };
  return { verdict: 'within' };
}
