import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import { interval, limitsOf, verdict } from './compare.ts';
import type { Measured } from './compare.ts';
import { funnelLimits } from './funnel.ts';
import { areaMean, plainMean, quantile } from './means.ts';
import { count, definitionOf, mean, published, share } from './test-figures.ts';

const judge = (definition: IndicatorDefinition, measured: Measured, reference: number | null) =>
  verdict(definition, published(definition, measured), reference);

describe('interval', () => {
  it('is in the unit of the indicator', () => {
    expect(interval(definitionOf('job-acquisition'), share(3, 10))?.high).toBeCloseTo(60.32, 2);
    expect(interval(definitionOf('placement-partners'), count(140))?.low).toBeCloseTo(117.77, 2);
  });

  it('is none for a checklist, a value that is missing and a mean of one', () => {
    expect(interval(definitionOf('health'), share(4, 6))).toBeNull();
    expect(
      interval(definitionOf('time-to-job'), { value: null, numerator: null, denominator: null, n: 0, moments: null }),
    ).toBeNull();
    expect(interval(definitionOf('time-to-job'), mean([12]))).toBeNull();
  });

  it('never leaves the scale', () => {
    const limits = limitsOf(definitionOf('staff-training'), mean([0, 0, 0, 0, 9]));
    expect(limits.low).toBe(0);
    expect(limits.high998).toBeGreaterThan(9);
  });
});

describe('verdict', () => {
  // 8/20 has 95 % [21.88, 61.34] and 99.8 % [15.20, 71.27] (SciPy 1.17, Wilson).
  it.each([
    ['higher', 15.1, 'clearly-better'],
    ['higher', 15.3, 'better'],
    ['higher', 21.8, 'better'],
    ['higher', 21.9, 'within'],
    ['higher', 61.3, 'within'],
    ['higher', 61.4, 'weaker'],
    ['higher', 71.2, 'weaker'],
    ['higher', 71.3, 'clearly-weaker'],
    ['lower', 15.1, 'clearly-weaker'],
    ['lower', 21.8, 'weaker'],
    ['lower', 61.4, 'better'],
    ['lower', 71.3, 'clearly-better'],
  ] as const)('%s is better, 8 of 20 against %f: %s', (direction, reference, expected) => {
    expect(judge({ ...definitionOf('job-acquisition'), direction }, share(8, 20), reference).verdict).toBe(expected);
  });

  // Ten durations of mean 70 weeks: standard deviation 10.54, t(.975, 9) = 2.262, so 95 % [62.46, 77.54];
  // t(.999, 9) = 4.297, so 99.8 % [55.68, 84.32].
  it.each([
    [40, 62, 'weaker'],
    [40, 55, 'clearly-weaker'],
    [40, 63, 'within'],
    [65, 75, 'within'],
    [60, 80, 'within'],
    [78, 90, 'weaker'],
    [85, 90, 'clearly-weaker'],
  ])('a mean of 70 weeks against the band %i–%i: %s', (low, high, expected) => {
    const definition = { ...definitionOf('time-in-programme'), band: { low, high } };
    const units = [60, 80, 60, 80, 60, 80, 60, 80, 60, 80];
    expect(judge(definition, mean(units), 1).verdict).toBe(expected);
  });

  it.each<[string, string, Measured, number | null, string]>([
    ['a count', 'placement-partners', count(140), 10, 'size'],
    ['a checklist', 'health', share(0, 6), 80, 'not-a-sample'],
    ['a band that is not set', 'time-in-programme', mean([1, 2, 3, 4, 5, 6]), 3, 'no-direction'],
    ['no reference', 'job-acquisition', share(8, 20), null, 'no-reference'],
    ['fewer than five', 'job-acquisition', share(4, 4), 1, 'few'],
    ['no spread', 'time-to-job', mean([7, 7, 7, 7, 7, 7]), 20, 'no-interval'],
    [
      'no value',
      'job-acquisition',
      { ...share(1, 1), value: null, numerator: null, denominator: null },
      20,
      'no-value',
    ],
  ])('there is none for %s', (_, code, measured, reference, reason) => {
    const definition = code === 'time-in-programme' ? { ...definitionOf(code), band: null } : definitionOf(code);
    expect(judge(definition, measured, reference)).toEqual({ verdict: 'none', reason });
  });

  it('of a share is what the funnel shows', () => {
    const cases = fc
      .integer({ min: 5, max: 900 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 99 }), ([x, n], reference) => {
        const measured = share(x, n);
        const limits = limitsOf(definitionOf('job-acquisition'), measured);
        fc.pre(Object.values(limits).every((limit) => Math.abs(limit! - reference) > 1e-9));
        const [inner, outer] = [funnelLimits(reference / 100, n), funnelLimits(reference / 100, n, 99.8)];
        const place = x / n;
        const expected =
          place > outer.high
            ? 'clearly-better'
            : place > inner.high
              ? 'better'
              : place < outer.low
                ? 'clearly-weaker'
                : place < inner.low
                  ? 'weaker'
                  : 'within';
        expect(judge(definitionOf('job-acquisition'), measured, reference).verdict).toBe(expected);
      }),
    );
  });
});

describe('a verdict against another reference', () => {
  const jobs = definitionOf('job-acquisition');
  const partners = definitionOf('placement-partners');
  const weeks = { ...definitionOf('time-in-programme'), band: { low: 40, high: 60 } };

  it('of a count is passed against a target and providers like it, by Byar’s limits, and never against all', () => {
    // 140 has 95 % [117.77, 165.20] (Breslow and Day 1987, II, page 69).
    const figure = published(partners, count(140));
    expect(verdict(partners, figure, 110, 'target').verdict).toBe('better');
    expect(verdict(partners, figure, 120, 'peers').verdict).toBe('within');
    expect(verdict(partners, figure, 170, 'peers').verdict).toBe('weaker');
    expect(verdict(partners, figure, 110)).toEqual({ verdict: 'none', reason: 'size' });
    // Few partners are no few people.
    expect(verdict(partners, published(partners, count(1)), 60, 'target').verdict).toBe('clearly-weaker');
  });

  it('of a checklist is passed against nothing', () => {
    const health = definitionOf('health');
    expect(verdict(health, published(health, share(5, 6)), 50, 'target').reason).toBe('not-a-sample');
  });

  it('where best is a band is against the target’s band, and else against its own', () => {
    const figure = published(weeks, mean([60, 65, 70, 75, 80, 68, 72]));
    expect(verdict(weeks, figure, { low: 60, high: 80 }, 'target').verdict).toBe('within');
    expect(verdict(weeks, figure, { low: 40, high: 50 }, 'target').verdict).toBe('clearly-weaker');
    expect(verdict(weeks, figure, 70, 'peers').verdict).toBe('weaker');
    expect(verdict(weeks, figure, null, 'target').reason).toBe('no-reference');
  });

  it('is a difference exactly where the interval leaves the reference out', () => {
    const cases = fc
      .integer({ min: 5, max: 500 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    const reference = fc.double({ min: 0, max: 100, noNaN: true });
    const kind = fc.constantFrom('mean' as const, 'peers' as const, 'target' as const);
    fc.assert(
      fc.property(cases, reference, kind, ([x, n], value, against) => {
        const figure = published(jobs, share(x, n));
        const leavesOut = (low: number | null, high: number | null) => value < (low ?? 0) || value > (high ?? 100);
        const { verdict: found } = verdict(jobs, figure, value, against);
        expect(found !== 'within').toBe(leavesOut(figure.low, figure.high));
        expect(found.startsWith('clearly')).toBe(leavesOut(figure.low998, figure.high998));
        if (found !== 'within') expect(found.endsWith('better')).toBe((figure.value ?? 0) > value);
      }),
    );
  });
});

describe('means', () => {
  it('pools shares: 1 of 2 and 90 of 100 make 91 of 102, not the mean of 50 and 90', () => {
    expect(areaMean(definitionOf('job-acquisition'), [share(1, 2), share(90, 100)])).toBeCloseTo(89.2157, 4);
  });

  it('is plain for counts: the mean of the five best of the report', () => {
    expect(areaMean(definitionOf('placement-partners'), [400, 350, 248, 231, 225].map(count))).toBeCloseTo(290.8, 10);
  });

  it('leaves out providers without a value, and is none without any', () => {
    const none: Measured = { value: null, numerator: null, denominator: null, n: 0, moments: null };
    expect(areaMean(definitionOf('job-acquisition'), [none, share(1, 4)])).toBe(25);
    expect(areaMean(definitionOf('placement-partners'), [none, count(0), count(10)])).toBe(5);
    expect(areaMean(definitionOf('job-acquisition'), [none])).toBeNull();
    expect(plainMean([])).toBeNull();
  });

  it('has quartiles as spreadsheets have them', () => {
    // QUARTILE.INC of 1, 2, 4, 8 is 1.75, 3, 5.
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile([1, 2, 4, 8], p))).toEqual([1, 1.75, 3, 5, 8]);
    expect(quantile([7], 0.25)).toBe(7);
    expect(quantile([], 0.5)).toBeNull();
  });
});
