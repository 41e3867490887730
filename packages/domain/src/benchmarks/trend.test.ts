import { describe, expect, it } from 'vitest';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Measured } from './compare.ts';
import { definitionOf, mean, published, share } from './test-figures.ts';
import { trendOf } from './trend.ts';

const jobs = definitionOf('job-acquisition');
const yearsOf = (definition: IndicatorDefinition, figures: readonly Measured[], versions: number[] = []) =>
  figures.map((figure, index) => ({
    ...published(definition, figure),
    year: 2020 + index,
    indicatorVersion: versions[index] ?? 1,
  }));
const shares = [share(20, 100), share(26, 120), share(30, 110), share(27, 90), share(43, 130)];

describe('trendOf', () => {
  // scipy.optimize.curve_fit with sigma = the root of the Agresti–Coull variance, SciPy 1.17. The first fits within its
  // uncertainty (absolute_sigma=True); the second does not, and is widened by its misfit (absolute_sigma=False) and by t
  // with 3 degrees of freedom (scipy.stats.t.ppf).
  it('is the weighted line through five years', () => {
    const values = [20, 22, 27, 30, 33];
    const people = [100, 120, 110, 90, 130];
    const years = yearsOf(jobs, shares).map((year, index) => ({
      ...year,
      value: values[index] ?? 0,
      n: people[index] ?? 0,
    }));
    const trend = trendOf(jobs, years);
    expect(trend).toMatchObject({ verdict: 'improving', reason: null });
    expect(trend.slope).toBeCloseTo(3.405978562923235, 6);
    expect(trend.low).toBeCloseTo(3.405978562923235 - 1.959964 * 1.2898212368358775, 5);
    expect(trendOf({ ...jobs, direction: 'lower' }, years).verdict).toBe('worsening');
  });

  it('is wider where the years lie further from the line than chance puts them', () => {
    const values = [20, 40, 15, 45, 30];
    const people = [100, 120, 110, 90, 130];
    const years = yearsOf(jobs, shares).map((year, index) => ({
      ...year,
      value: values[index] ?? 0,
      n: people[index] ?? 0,
    }));
    const trend = trendOf(jobs, years);
    expect(trend.slope).toBeCloseTo(2.1474746400994045, 6);
    expect(trend.high).toBeCloseTo(2.1474746400994045 + 3.182446305284263 * 4.376219190485601, 5);
    expect(trend.verdict).toBe('steady');
  });

  it('hardly ever takes a steady series for a trend, also where years differ by more than chance', () => {
    // Normal numbers by Box and Muller, from a seeded generator (mulberry32).
    let state = 2026;
    const uniform = () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    const falseTrends = (between: number) => {
      let found = 0;
      for (let series = 0; series < 2000; series++) {
        const years = Array.from({ length: 5 }, () => {
          const p = 0.4 + between * normal();
          return share(Array.from({ length: 100 }, () => uniform() < p).filter(Boolean).length, 100);
        });
        if (trendOf(jobs, yearsOf(jobs, years)).verdict !== 'steady') found++;
      }
      return found / 2000;
    };
    expect(falseTrends(0)).toBeLessThan(0.06);
    expect(falseTrends(0.1)).toBeLessThan(0.07);
  });

  it('is of means as well', () => {
    const weeks = definitionOf('time-to-job');
    const falling = [50, 45, 40, 36, 30].map((middle) =>
      mean([middle - 4, middle - 2, middle, middle + 2, middle + 4]),
    );
    expect(trendOf(weeks, yearsOf(weeks, falling)).verdict).toBe('improving');
  });

  it('is none without five years in a row of one definition, or without chance and direction', () => {
    const years = yearsOf(jobs, shares);
    expect(trendOf(jobs, years.slice(1)).reason).toBe('few-points');
    expect(
      trendOf(
        jobs,
        years.map((year) => (year.year === 2022 ? { ...year, value: null } : year)),
      ).reason,
    ).toBe('few-points');
    expect(
      trendOf(
        jobs,
        years.map((year) => (year.year === 2020 ? { ...year, year: 2019 } : year)),
      ).reason,
    ).toBe('few-points');
    expect(trendOf(jobs, yearsOf(jobs, shares, [1, 1, 2, 2, 2])).reason).toBe('break');
    // Before the last five years a break is past.
    const six = yearsOf(jobs, [share(1, 10), ...shares], [1, 2, 2, 2, 2, 2]);
    expect(trendOf(jobs, six).verdict).toBe('improving');
    expect(trendOf(definitionOf('time-in-programme'), years).reason).toBe('no-direction');
    expect(trendOf(definitionOf('health'), years).reason).toBe('no-interval');
    expect(trendOf(definitionOf('placement-partners'), years).reason).toBe('no-interval');
  });
});
