import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceVariance, shrink, trueVariance } from './shrinkage.ts';
import { definitionOf } from './test-figures.ts';

describe('trueVariance', () => {
  it('of the thirteen trials of BCG vaccine is 0.3088', () => {
    // Log relative risks and their variances of Colditz and others 1994 (`dat.bcg`); the estimate stands in the manual of
    // the R package metafor under method="DL".
    const effects = [
      -0.889311, -1.585389, -1.348073, -1.441551, -0.217547, -0.786116, -1.620898, 0.011952, -0.469418, -1.371345,
      -0.339359, 0.445913, -0.017314,
    ];
    const variances = [
      0.325585, 0.194581, 0.415368, 0.02001, 0.05121, 0.006906, 0.223017, 0.003962, 0.056434, 0.073025, 0.012412,
      0.532506, 0.071405,
    ];
    const estimates = effects.map((value, index) => ({ value, variance: variances[index] ?? 0 }));
    expect(trueVariance(estimates)).toBeCloseTo(0.3088, 4);
  });

  it('is 0 where chance explains all', () => {
    expect(trueVariance([0.1, -0.1, 0.05].map((value) => ({ value, variance: 1 })))).toBe(0);
  });
});

describe('shrink', () => {
  it('lies between the value and the mean, nearer to the value the surer it is', () => {
    const amount = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, amount, (value, mean, variance, between) => {
        const found = shrink({ value, variance }, mean, between);
        expect(found).toBeGreaterThanOrEqual(Math.min(value, mean) - 1e-9);
        expect(found).toBeLessThanOrEqual(Math.max(value, mean) + 1e-9);
        const surer = shrink({ value, variance: variance / 2 }, mean, between);
        expect(Math.abs(surer - value)).toBeLessThanOrEqual(Math.abs(found - value) + 1e-9);
      }),
    );
  });

  it('is half way where chance is as large as what differs', () => {
    expect(shrink({ value: 60, variance: 25 }, 40, 25)).toBe(50);
  });
});

it('chance alone gives a share p(1 − p) ÷ n and a mean sd² ÷ n', () => {
  expect(chanceVariance(definitionOf('job-acquisition'), 28, null, 30)).toBeCloseTo((28 * 72) / 30, 12);
  expect(chanceVariance(definitionOf('time-to-job'), 28, 12, 36)).toBe(4);
  expect(chanceVariance(definitionOf('time-to-job'), 28, null, 36)).toBeNull();
  expect(chanceVariance(definitionOf('placement-partners'), 135, null, 140)).toBeNull();
  expect(chanceVariance(definitionOf('health'), 70, null, 6)).toBeNull();
});
