import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import { gapOf } from './gap.ts';
import { count, definitionOf, mean, share } from './test-figures.ts';

const jobs = definitionOf('job-acquisition');
const shown = (measured: { numerator: number | null; denominator: number | null; value: number | null }) => ({
  numerator: measured.numerator ?? 0,
  denominator: measured.denominator,
  value: measured.value ?? 0,
});

describe('gapOf', () => {
  it('splits the distance of a pooled mean by how many each has and how far off they are', () => {
    // 10/20, 5/50 and 15/30: 30 %, ten above a nation of 20 %: (10 − 4 + 5 − 10 + 15 − 6) ÷ 100.
    const figures = [shown(share(10, 20)), shown(share(5, 50)), shown(share(15, 30))];
    const { parts, others } = gapOf(jobs, 20, { mean: 30, denominator: 100, providers: 3, hidden: 0 }, figures);
    expect(parts.map(({ contribution }) => contribution)).toEqual([9, 6, -5]);
    expect(others).toBeNull();
  });

  it('puts those not shown together, and another with one that would be alone', () => {
    const figures = [shown(share(10, 20)), shown(share(5, 50)), shown(share(15, 30))];
    const county = { mean: 32, denominator: 110, providers: 5, hidden: 2 };
    const { others } = gapOf(jobs, 20, county, figures);
    expect(others?.providers).toBe(2);
    expect(others?.contribution).toBeCloseTo(12 - (6 + 9 - 5) / 1.1, 10);
    const alone = gapOf(jobs, 20, { ...county, providers: 4 }, figures);
    expect(alone.parts).toHaveLength(2);
    expect(alone.others?.providers).toBe(2);
  });

  it('of a plain mean counts each provider once, and hidden ones not at all', () => {
    const figures = [shown(count(100)), shown(count(40)), shown(count(70))];
    const county = { mean: 70, denominator: null, providers: 3, hidden: 0 };
    const { parts, others } = gapOf(definitionOf('placement-partners'), 60, county, figures);
    expect(parts.map(({ contribution }) => contribution)).toEqual([40 / 3, -20 / 3, 10 / 3]);
    expect(others).toBeNull();
  });

  it('of entered shares is over the shown ones alone, whose plain mean it is', () => {
    const entered: IndicatorDefinition = { ...jobs, measure: { kind: 'entered-number', hasDenominator: true } };
    const figures = [shown(share(10, 20)), shown(share(5, 50)), shown(share(12, 40))];
    const county = { mean: 30, denominator: null, providers: 4, hidden: 1 };
    const { parts, others } = gapOf(entered, 20, county, figures);
    expect(parts.map(({ contribution }) => contribution)).toEqual([10, -10 / 3, 10 / 3]);
    expect(others).toBeNull();
  });

  it('adds up to the distance exactly, whoever is shown', () => {
    const units = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        fc.array(units, { minLength: 3, maxLength: 9 }),
        fc.nat({ max: 9 }),
        fc.double({ min: 1, max: 300, noNaN: true }),
        (all, few, nation) => {
          const weeks = definitionOf('time-to-job');
          const figures = all.map((one) => shown(mean(one)));
          const [sum, n] = [all.flat().reduce((total, one) => total + one, 0), all.flat().length];
          const county = { mean: sum / n, denominator: n, providers: all.length, hidden: 0 };
          const { parts, others } = gapOf(weeks, nation, county, figures.slice(Math.min(few, all.length)));
          const total = parts.reduce((added, { contribution }) => added + contribution, others?.contribution ?? 0);
          expect(total).toBeCloseTo(sum / n - nation, 8);
          if (others) expect(others.providers).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });
});
