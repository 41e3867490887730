import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Aim } from './status.ts';

type Measured = Pick<IndicatorDefinition, 'unit' | 'direction'>;

const BINS: Record<IndicatorDefinition['unit'], number> = { percent: 2, weeks: 1, score: 0.1, days: 0.5, count: 10 };

/**
 * How fine a distribution is told. Everybody may read who stands where in the nation, so finer values would be the very
 * figures of named providers.
 */
export function binOf({ unit }: Pick<IndicatorDefinition, 'unit'>): number {
  return BINS[unit];
}

/** The nearest edge of a bin. */
export function toBin(definition: Pick<IndicatorDefinition, 'unit'>, value: number): number {
  const bin = binOf(definition);
  return Number((Math.round(value / bin) * bin).toFixed(6));
}

/**
 * How many of these binned values reach an aim, itself moved to the nearest edges. Values are binned to the edge on their
 * weaker side, so that each reaches an edge exactly when it truly does; where best is a band, to the nearest edge.
 */
export function countReached(definition: Measured, values: readonly number[], aim: Aim): number {
  const edge = (value: number | null) => (value === null ? null : toBin(definition, value));
  const [value, low, high] = [edge(aim.value), edge(aim.low), edge(aim.high)];
  return values.filter((one) => {
    if (low !== null && high !== null) return one >= low && one <= high;
    if (value === null) return false;
    return definition.direction === 'lower' ? one <= value : one >= value;
  }).length;
}
