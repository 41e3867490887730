import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import { changeVerdict, difference, varianceOf } from './change.ts';
import type { Measured } from './compare.ts';
import { count, definitionOf, mean, published, share } from './test-figures.ts';

const jobs = definitionOf('job-acquisition');
const weeks = definitionOf('time-to-job');
const judge = (definition: IndicatorDefinition, now: Measured, before: Measured) =>
  changeVerdict(definition, published(definition, now), published(definition, before));

describe('difference', () => {
  it('of two shares is Newcombe’s', () => {
    // Newcombe 1998, table II, comparison (a), method 10: 56/70 − 48/80 has 95 % [0.0524, 0.3339].
    const found = difference(jobs, published(jobs, share(56, 70)), published(jobs, share(48, 80)));
    expect([found?.low, found?.high].map((end) => ((end ?? 0) / 100).toFixed(4))).toEqual(['0.0524', '0.3339']);
  });

  it('of two means is Welch’s', () => {
    // scipy.stats.ttest_ind(a, b, equal_var=False).confidence_interval(.95 and .998), SciPy 1.17.
    const [a, b] = [mean([10, 20, 30, 25, 18]), mean([12, 14, 13, 15, 11, 16])].map((one) => published(weeks, one));
    const inner = difference(weeks, a!, b!, 95);
    expect(inner?.low).toBeCloseTo(-2.15187769885, 6);
    expect(inner?.high).toBeCloseTo(16.35187769885, 6);
    expect(difference(weeks, a!, b!, 99.8)?.high).toBeCloseTo(29.680864, 2);
  });

  it('reads the variance of a mean from its interval, also where the scale clips one end', () => {
    const units = [1, 2, 1, 1, 3, 1, 2];
    const survey = definitionOf('nav-survey');
    const figure = published(survey, mean(units));
    expect(figure.low).toBe(1);
    // s² ÷ n of these seven.
    const middle = 11 / 7;
    const squares = units.reduce((sum, unit) => sum + (unit - middle) ** 2, 0);
    expect(varianceOf(survey, figure)).toBeCloseTo(squares / 6 / 7, 9);
  });
});

describe('changeVerdict', () => {
  it.each([
    [56, 70, 48, 80, 'better'],
    [48, 80, 56, 70, 'weaker'],
    [90, 100, 30, 100, 'clearly-better'],
    [30, 100, 90, 100, 'clearly-weaker'],
    [28, 100, 30, 100, 'within'],
  ] as const)('of %i/%i after %i/%i is %s on the next', (x, n, y, m, expected) => {
    expect(judge(jobs, share(x, n), share(y, m)).verdict).toBe(expected);
    expect(judge({ ...jobs, direction: 'lower' }, share(y, m), share(x, n)).verdict).toBe(expected);
  });

  it('says why there is none', () => {
    const figure = published(jobs, share(8, 20));
    expect(changeVerdict(jobs, figure, null)).toEqual({ verdict: 'none', reason: 'no-reference' });
    expect(changeVerdict(jobs, { ...figure, value: null }, figure).reason).toBe('no-value');
    expect(changeVerdict({ ...jobs, direction: 'band' }, figure, figure).reason).toBe('no-direction');
    expect(judge(jobs, share(8, 20), share(2, 4)).reason).toBe('few');
    expect(judge(definitionOf('placement-partners'), count(140), count(115)).reason).toBe('size');
    expect(judge(definitionOf('health'), share(5, 6), share(2, 6)).reason).toBe('not-a-sample');
    expect(judge(weeks, mean([3, 3, 3, 3, 3]), mean([1, 2, 3, 4, 5])).reason).toBe('no-interval');
  });

  it('is a difference exactly where the interval of the difference leaves out 0', () => {
    const figure = fc
      .integer({ min: 5, max: 200 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(figure, figure, ([x, n], [y, m]) => {
        const [now, before] = [published(jobs, share(x, n)), published(jobs, share(y, m))];
        const leavesOut = (level: 95 | 99.8) => {
          const found = difference(jobs, now, before, level)!;
          return found.low > 0 || found.high < 0;
        };
        const { verdict } = changeVerdict(jobs, now, before);
        expect(verdict !== 'within').toBe(leavesOut(95));
        expect(verdict.startsWith('clearly')).toBe(leavesOut(99.8));
        if (verdict !== 'within') expect(verdict.endsWith('better')).toBe(x / n > y / m);
      }),
    );
  });
});
