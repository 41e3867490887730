import { describe, expect, it } from 'vitest';
import { funnelLimits, funnelSizes, meanLimits, overdispersion, withinSd } from './funnel.ts';
import { pooledVariance } from './intervals.ts';
import { definitionOf, mean } from './test-figures.ts';

describe('limits', () => {
  it('around a mean are those of a normal mean, clipped to the scale', () => {
    // 20 ± 1.959964 · 6 ÷ √36 and ± 3.090232 · 6 ÷ √36.
    const weeks = definitionOf('time-to-job');
    expect(meanLimits(weeks, 20, 6, 36).low).toBeCloseTo(18.040036, 10);
    expect(meanLimits(weeks, 20, 6, 36, 99.8).high).toBeCloseTo(23.090232, 10);
    expect(meanLimits(weeks, 1, 6, 9).low).toBe(0);
    expect(meanLimits(definitionOf('nav-survey'), 5.8, 1, 5).high).toBe(6);
  });

  it('widen by the root of the overdispersion', () => {
    const plain = funnelLimits(0.28, 30);
    const wide = funnelLimits(0.28, 30, 95, 4);
    // The first from `domain.md`: p₀ = .28, n = 30: 95 % [.1193, .4407].
    expect([plain.low, plain.high].map((limit) => limit.toFixed(4))).toEqual(['0.1193', '0.4407']);
    expect(wide.high - 0.28).toBeCloseTo(2 * (plain.high - 0.28), 12);
    expect(wide.low).toBe(0);
  });

  it('are drawn as far as the largest, also where not every size is', () => {
    expect(funnelSizes(5, 30)).toEqual(Array.from({ length: 26 }, (_, index) => 5 + index));
    for (const largest of [5, 200, 201, 214, 388, 401, 1000]) {
      const sizes = funnelSizes(5, largest);
      expect([sizes[0], sizes.at(-1)]).toEqual([5, largest]);
      expect(new Set(sizes).size).toBe(sizes.length);
      expect(sizes.length).toBeLessThanOrEqual(201);
    }
  });
});

describe('overdispersion', () => {
  it('is the mean square of winsorised z-scores', () => {
    // scipy.stats.mstats.winsorize(z, limits=(.1, .1)), SciPy 1.17: of eleven one at each end is drawn in.
    const z = [-3.2, -1.1, 0.4, 2.5, -0.3, 1.9, -2.2, 0.8, 4.1, -0.6, 1.2];
    expect(overdispersion(z)).toBeCloseTo(2.699090909090909, 12);
  });

  it('is never below 1, nor moved by one far away; null of none', () => {
    expect(overdispersion([0.1, -0.2, 0.3, 0, 0.1])).toBe(1);
    const calm = Array.from({ length: 30 }, (_, index) => (index - 15) / 8);
    expect(overdispersion([...calm, 1e6])).toBeCloseTo(overdispersion([...calm, 3]) ?? 0, 12);
    expect(overdispersion([])).toBeNull();
  });
});

describe('withinSd', () => {
  it('is the pooled standard deviation of analysis of variance', () => {
    // Variances 5/3 of four and 4 of three: √((3 · 5/3 + 2 · 4) ÷ 5).
    const providers = [
      [1, 2, 3, 4],
      [2, 4, 6],
    ].map((units) => {
      const { numerator, denominator, n, moments } = mean(units);
      return { n, variance: pooledVariance(numerator ?? 0, denominator ?? 1, n, moments) ?? 0 };
    });
    expect(withinSd(providers)).toBeCloseTo(Math.sqrt(13 / 5), 12);
    expect(withinSd([{ n: 1, variance: 0 }])).toBeNull();
  });
});
