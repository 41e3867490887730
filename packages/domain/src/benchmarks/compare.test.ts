import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../indicators/catalogue.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import { interval, limitsOf, verdict } from './compare.ts';
import type { Measured } from './compare.ts';
import { funnelLimits } from './funnel.ts';
import { areaMean, plainMean, quantile } from './means.ts';

const of = (code: string): IndicatorDefinition => {
  const found = CATALOGUE.find((definition) => definition.code === code);
  if (!found) throw new Error(`No ${code} in the catalogue`);
  return found;
};
const share = (x: number, n: number): Measured => ({
  value: (100 * x) / n,
  numerator: x,
  denominator: n,
  n,
  moments: null,
});
const mean = (units: number[]): Measured => {
  const numerator = units.reduce((sum, unit) => sum + unit, 0);
  const ss = units.reduce((sum, unit) => sum + unit * unit, 0);
  const n = units.length;
  return { value: numerator / n, numerator, denominator: n, n, moments: { ss, sc: numerator, cc: n } };
};
const count = (n: number): Measured => ({ value: n, numerator: n, denominator: null, n, moments: null });
const judge = (definition: IndicatorDefinition, measured: Measured, reference: number | null) =>
  verdict(definition, { ...limitsOf(definition, measured), value: measured.value, n: measured.n }, reference);

describe('interval', () => {
  it('is in the unit of the indicator', () => {
    expect(interval(of('job-acquisition'), share(3, 10))?.high).toBeCloseTo(60.32, 2);
    expect(interval(of('placement-partners'), count(140))?.low).toBeCloseTo(117.77, 2);
  });

  it('is none for a checklist, a value that is missing and a mean of one', () => {
    expect(interval(of('health'), share(4, 6))).toBeNull();
    expect(
      interval(of('time-to-job'), { value: null, numerator: null, denominator: null, n: 0, moments: null }),
    ).toBeNull();
    expect(interval(of('time-to-job'), mean([12]))).toBeNull();
  });

  it('never leaves the scale', () => {
    const limits = limitsOf(of('staff-training'), mean([0, 0, 0, 0, 9]));
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
    expect(judge({ ...of('job-acquisition'), direction }, share(8, 20), reference).verdict).toBe(expected);
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
    const definition = { ...of('time-in-programme'), band: { low, high } };
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
    const definition = code === 'time-in-programme' ? { ...of(code), band: null } : of(code);
    expect(judge(definition, measured, reference)).toEqual({ verdict: 'none', reason });
  });

  it('of a share is what the funnel shows', () => {
    const cases = fc
      .integer({ min: 5, max: 900 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 99 }), ([x, n], reference) => {
        const measured = share(x, n);
        const limits = limitsOf(of('job-acquisition'), measured);
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
        expect(judge(of('job-acquisition'), measured, reference).verdict).toBe(expected);
      }),
    );
  });
});

describe('means', () => {
  it('pools shares: 1 of 2 and 90 of 100 make 91 of 102, not the mean of 50 and 90', () => {
    expect(areaMean(of('job-acquisition'), [share(1, 2), share(90, 100)])).toBeCloseTo(89.2157, 4);
  });

  it('is plain for counts: the mean of the five best of the report', () => {
    expect(areaMean(of('placement-partners'), [400, 350, 248, 231, 225].map(count))).toBeCloseTo(290.8, 10);
  });

  it('leaves out providers without a value, and is none without any', () => {
    const none: Measured = { value: null, numerator: null, denominator: null, n: 0, moments: null };
    expect(areaMean(of('job-acquisition'), [none, share(1, 4)])).toBe(25);
    expect(areaMean(of('placement-partners'), [none, count(0), count(10)])).toBe(5);
    expect(areaMean(of('job-acquisition'), [none])).toBeNull();
    expect(plainMean([])).toBeNull();
  });

  it('has quartiles as spreadsheets have them', () => {
    // QUARTILE.INC of 1, 2, 4, 8 is 1.75, 3, 5.
    expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile([1, 2, 4, 8], p))).toEqual([1, 1.75, 3, 5, 8]);
    expect(quantile([7], 0.25)).toBe(7);
    expect(quantile([], 0.5)).toBeNull();
  });
});
