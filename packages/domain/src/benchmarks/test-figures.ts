import { CATALOGUE } from '../indicators/catalogue.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Moments } from '../indicators/result.ts';
import { limitsOf } from './compare.ts';
import type { Measured } from './compare.ts';

/** A definition of the catalogue, for tests. */
export function definitionOf(code: string): IndicatorDefinition {
  const found = CATALOGUE.find((definition) => definition.code === code);
  if (!found) throw new Error(`No ${code} in the catalogue`);
  return found;
}

/** A share of x among n, as the engine gives it. */
export function share(x: number, n: number): Measured {
  return { value: (100 * x) / n, numerator: x, denominator: n, n, moments: null };
}

/** The mean of these numbers, one for each person, as the engine gives it. */
export function mean(units: readonly number[]): Measured & { moments: Moments } {
  const numerator = units.reduce((sum, unit) => sum + unit, 0);
  const ss = units.reduce((sum, unit) => sum + unit * unit, 0);
  const n = units.length;
  return { value: numerator / n, numerator, denominator: n, n, moments: { ss, sc: numerator, cc: n } };
}

/** A count, as the engine gives it. */
export function count(n: number): Measured {
  return { value: n, numerator: n, denominator: null, n, moments: null };
}

/** The same with its intervals, as it is published. */
export function published(definition: IndicatorDefinition, measured: Measured) {
  return { ...measured, ...limitsOf(definition, measured) };
}
