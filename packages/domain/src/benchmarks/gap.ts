import type { IndicatorDefinition } from '../indicators/definition.ts';
import { isPlain, valueOf } from './compare.ts';

/** A published figure, shown to the reader. */
interface Shown {
  numerator: number;
  denominator: number | null;
  value: number;
}

/** What is published of the county unit. */
interface County {
  mean: number;
  denominator: number | null;
  /** With a value that counts in it, and how many of those are hidden. */
  providers: number;
  hidden: number;
}

/**
 * Who inside a county unit accounts for its distance to the nation, in the indicator's unit: each provider's numerator less
 * what its denominator would give at the national mean, over the county unit's denominator. The parts and `others` add up
 * to the distance exactly. Those not shown are one part, of two at least: the smallest shown part joins one that is alone.
 */
export function gapOf<T extends Shown>(
  definition: IndicatorDefinition,
  nationalMean: number,
  county: County,
  figures: readonly T[],
): { parts: { figure: T; contribution: number }[]; others: { providers: number; contribution: number } | null } {
  // A plain mean is taken over shown values alone.
  const isEach = isPlain(definition);
  const whole = isEach ? county.providers - county.hidden : (county.denominator ?? 0);
  const parts = figures.map((figure) => {
    const weight = isEach ? 1 : (figure.denominator ?? 0);
    const value = isEach ? figure.value : valueOf(definition, figure.numerator, weight);
    return { figure, contribution: ((value - nationalMean) * weight) / whole };
  });
  parts.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const unseen = (isEach ? whole : county.providers) - parts.length;
  if (unseen <= 0) return { parts, others: null };
  if (unseen === 1) parts.pop();
  const shown = parts.reduce((sum, { contribution }) => sum + contribution, 0);
  const contribution = county.mean - nationalMean - shown;
  return { parts, others: { providers: unseen === 1 ? 2 : unseen, contribution } };
}
