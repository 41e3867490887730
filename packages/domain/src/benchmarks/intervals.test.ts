import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { funnelLimits } from './funnel.ts';
import { Z95, Z998, byar, pooledMean, studentQuantile, wilson } from './intervals.ts';

describe('wilson', () => {
  // SciPy 1.17, binomtest(x, n).proportion_ci(method='wilson').
  it.each([
    [0, 5, 0, 0.4345],
    [3, 10, 0.1078, 0.6032],
    [8, 20, 0.2188, 0.6134],
    [28, 100, 0.2014, 0.3749],
    [5, 5, 0.5655, 1],
  ])('%i of %i', (x, n, low, high) => {
    const interval = wilson(x, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('starts at exactly 0 for none and ends at exactly 1 for all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (n) => wilson(0, n).low === 0 && wilson(n, n, 99.8).high === 1),
    );
  });

  it('leaves out a share exactly when the funnel round that share leaves out the provider', () => {
    const shares = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const sizes = fc
      .integer({ min: 1, max: 3000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(shares, sizes, fc.constantFrom(95 as const, 99.8 as const), (share, [x, n], level) => {
        const interval = wilson(x, n, level);
        const funnel = funnelLimits(share, n, level);
        // On the very line rounding decides.
        fc.pre([share - interval.low, share - interval.high].every((gap) => Math.abs(gap) > 1e-9));
        const isOutside = x / n < funnel.low || x / n > funnel.high;
        expect(isOutside).toBe(share < interval.low || share > interval.high);
      }),
    );
  });
});

describe('funnelLimits', () => {
  it('is .28 ± z√(.28 · .72 ÷ 30) for 30 participants', () => {
    expect(funnelLimits(0.28, 30).low).toBeCloseTo(0.1193, 4);
    expect(funnelLimits(0.28, 30).high).toBeCloseTo(0.4407, 4);
    expect(funnelLimits(0.28, 30, 99.8).low).toBeCloseTo(0.0267, 4);
    expect(funnelLimits(0.28, 30, 99.8).high).toBeCloseTo(0.5333, 4);
  });

  it('is clipped to 0–1', () => {
    expect(funnelLimits(0.02, 5).low).toBe(0);
    expect(funnelLimits(0.98, 5).high).toBe(1);
  });
});

describe('byar', () => {
  it('has no lower limit above 0 for no events, and an upper one near the exact one', () => {
    // The exact Poisson limit is 3.689.
    expect(byar(0).low).toBe(0);
    expect(byar(0).high).toBeCloseTo(3.67, 2);
  });

  it.each([
    // Exact Poisson limits (half the chi-square quantiles, from SciPy 1.17): Byar's come close from ten events up.
    [10, 4.795, 18.39],
    [30, 20.241, 42.827],
    [140, 117.771, 165.205],
    [400, 361.757, 441.187],
  ])('comes within 1 %% of the exact limits of %i events', (events, low, high) => {
    expect(Math.abs(byar(events).low / low - 1)).toBeLessThan(0.01);
    expect(Math.abs(byar(events).high / high - 1)).toBeLessThan(0.01);
  });

  it('is 118–165 for 140 placement partners', () => {
    expect(byar(140).low).toBeCloseTo(117.77, 2);
    expect(byar(140).high).toBeCloseTo(165.21, 2);
  });
});

describe('studentQuantile', () => {
  // Printed tables of Student's t (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2), three decimals.
  it.each([
    [1, 12.706, 318.309],
    [2, 4.303, 22.327],
    [3, 3.182, 10.215],
    [4, 2.776, 7.173],
    [5, 2.571, 5.893],
    [10, 2.228, 4.144],
    [30, 2.042, 3.385],
    [60, 2.0, 3.232],
    [100, 1.984, 3.174],
  ])('%i degrees', (df, p975, p999) => {
    expect(studentQuantile(0.975, df)).toBeCloseTo(p975, 3);
    expect(studentQuantile(0.999, df)).toBeCloseTo(p999, 3);
  });

  it('agrees with closed forms to ten digits', () => {
    const tail = (p: number) => (2 * p - 1) * Math.sqrt(2 / (4 * p * (1 - p)));
    for (const p of [0.6, 0.975, 0.999]) {
      expect(studentQuantile(p, 1) / Math.tan(Math.PI * (p - 0.5))).toBeCloseTo(1, 10);
      expect(studentQuantile(p, 2) / tail(p)).toBeCloseTo(1, 10);
    }
  });

  it('takes any degrees, whole or not, and becomes the normal quantile', () => {
    expect(studentQuantile(0.975, 2.5)).toBeGreaterThan(studentQuantile(0.975, 3));
    expect(studentQuantile(0.975, 2.5)).toBeLessThan(studentQuantile(0.975, 2));
    expect(studentQuantile(0.975, 1e6)).toBeCloseTo(Z95, 5);
    expect(studentQuantile(0.999, 1e7)).toBeCloseTo(Z998, 5);
  });
});

describe('pooledMean', () => {
  const open = { low: 0, high: Infinity };
  const sums = (units: [sum: number, count: number][]) => ({
    numerator: units.reduce((total, [s]) => total + s, 0),
    denominator: units.reduce((total, [, c]) => total + c, 0),
    moments: {
      ss: units.reduce((total, [s]) => total + s * s, 0),
      sc: units.reduce((total, [s, c]) => total + s * c, 0),
      cc: units.reduce((total, [, c]) => total + c * c, 0),
    },
  });
  const of = (units: [number, number][], scale = open, level: 95 | 99.8 = 95) => {
    const { numerator, denominator, moments } = sums(units);
    return pooledMean(numerator, denominator, units.length, moments, scale, level);
  };

  it('is the textbook t interval where each counts once', () => {
    // 1, 2, 3, 4, 5: mean 3, standard deviation √2.5, t(.975, 4) = 2.776: 3 ± 1.9632.
    const interval = of([1, 2, 3, 4, 5].map((value) => [value, 1]))!;
    expect(interval.low).toBeCloseTo(1.0368, 4);
    expect(interval.high).toBeCloseTo(4.9632, 4);
  });

  it('is by respondent, not by answer', () => {
    // R = 54/13 = 4.1538; s − R·c is −6/13, 27/13 and −21/13, so Σ² = 1206/169; variance 3/2 · that ÷ 169 = .06334;
    // t(.975, 2) = 4.3027, and 4.3027 · .25167 = 1.0829.
    const interval = of([
      [12, 3],
      [27, 6],
      [15, 4],
    ])!;
    expect(interval.low).toBeCloseTo(4.1538 - 1.0829, 3);
    expect(interval.high).toBeCloseTo(4.1538 + 1.0829, 3);
  });

  it('is clipped to the scale', () => {
    const interval = of(
      [
        [6, 1],
        [6, 1],
        [1, 1],
      ],
      { low: 1, high: 6 },
      99.8,
    )!;
    expect(interval).toEqual({ low: 1, high: 6 });
  });

  it('is none where all are alike, also where rounding makes sums uneven', () => {
    expect(
      of([
        [10 / 7, 1],
        [10 / 7, 1],
        [10 / 7, 1],
      ]),
    ).toBeNull();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 2, max: 3000 }), (days, n) => {
        expect(of(Array.from({ length: n }, () => [days / 7, 1]))).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('is there where one differs by one day among many', () => {
    expect(of(Array.from({ length: 2000 }, (_, i) => [(700 + (i === 0 ? 1 : 0)) / 7, 1]))).not.toBeNull();
  });

  it('is none for one', () => {
    expect(of([[3, 1]])).toBeNull();
  });
});
