import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Measured } from './compare.ts';
import { rankRanges } from './rank-range.ts';
import type { RangedFigure, RankRanges } from './rank-range.ts';
import { rank } from './ranks.ts';
import { count, definitionOf, mean, share } from './test-figures.ts';

const jobs = definitionOf('job-acquisition');
const entry = (provider: string, measured: Measured, area = '0300'): RangedFigure => ({ provider, area, ...measured });
const rangesOf = (definition: IndicatorDefinition, entries: readonly RangedFigure[]): RankRanges => {
  const found = rankRanges(definition, rank(definition, entries), 'seed');
  if (!found) throw new Error('No ranges');
  return found;
};

describe('rankRanges', () => {
  // The chance of each rank by integrating over the posterior Beta(x + ½, n − x + ½) of one provider the chance that so
  // many of the others lie above, on a grid of 20,001 points (SciPy 1.17, scipy.stats.beta).
  const shares: [x: number, n: number, low: number, high: number, topThree: number, topFive: number][] = [
    [12, 20, 1, 3, 0.9878, 0.9999],
    [30, 60, 1, 3, 0.9807, 1],
    [45, 110, 2, 4, 0.8397, 0.9999],
    [9, 30, 2, 6, 0.1462, 0.9268],
    [22, 100, 4, 6, 0.0011, 0.6944],
    [2, 12, 3, 6, 0.0444, 0.3791],
  ];

  it('agrees with integration for shares', () => {
    const { ranges, luckThree, luckFive } = rangesOf(
      jobs,
      shares.map(([x, n]) => entry(`${x}/${n}`, share(x, n))),
    );
    for (const [x, n, low, high, topThree, topFive] of shares) {
      const range = ranges.get(`${x}/${n}`)!;
      expect([range.low, range.high], `${x}/${n}`).toEqual([low, high]);
      // Three standard deviations of a thousand draws.
      expect(Math.abs(range.topThree - topThree)).toBeLessThan(0.048);
      expect(Math.abs(range.topFive - topFive)).toBeLessThan(0.048);
    }
    expect(luckThree).toBeCloseTo(0.1917, 1);
    expect(luckFive).toBeCloseTo(0.3791, 1);
  });

  it('agrees with integration for means, where lower is better', () => {
    const groups = [
      [10, 20, 30, 25, 18],
      [12, 14, 13, 15, 11, 16],
      [22, 30, 28, 26],
      [8, 30, 19, 40, 12, 5],
    ];
    const { ranges } = rangesOf(
      definitionOf('time-to-job'),
      groups.map((units, index) => entry(String(index), mean(units))),
    );
    // The same with scipy.stats.t around each mean.
    const expected = [0.9052, 1, 0.22, 0.8749];
    for (const [index, topThree] of expected.entries()) {
      expect(Math.abs(ranges.get(String(index))!.topThree - topThree)).toBeLessThan(0.05);
    }
    expect(ranges.get('1')).toMatchObject({ low: 1, high: 2 });
  });

  it('of a count or a checklist is the rank itself, and nothing is luck', () => {
    for (const [definition, entries] of [
      [definitionOf('placement-partners'), [count(400), count(350), count(350), count(20)]],
      [definitionOf('health'), [share(6, 6), share(4, 6), share(4, 6), share(1, 6)]],
    ] as const) {
      const found = rangesOf(
        definition,
        entries.map((measured, index) => entry(String(index), measured)),
      );
      expect([...found.ranges.values()].map(({ low, high }) => [low, high])).toEqual([
        [1, 1],
        [2, 2],
        [2, 2],
        [4, 4],
      ]);
      expect(found.luckThree).toBeNull();
    }
  });

  it('is none where chance cannot be worked out', () => {
    const entered: IndicatorDefinition = {
      ...definitionOf('time-to-job'),
      measure: { kind: 'entered-number', hasDenominator: true },
    };
    expect(rankRanges(entered, rank(entered, [entry('a', { ...mean([1, 2]), moments: null })]), 'seed')).toBeNull();
    expect(rankRanges(jobs, [], 'seed')).toBeNull();
  });

  it('ranks those within a band first together, so that nobody there is in doubt', () => {
    const definition: IndicatorDefinition = {
      ...definitionOf('time-in-programme'),
      direction: 'band',
      band: { low: 40, high: 60 },
    };
    const steady = (weeks: number) => mean([weeks - 1, weeks, weeks + 1]);
    const { ranges } = rangesOf(definition, [
      entry('a', steady(45)),
      entry('b', steady(50)),
      entry('c', steady(55)),
      entry('far', steady(150)),
    ]);
    expect([...ranges].map(([provider, { high, areaHigh }]) => [provider, high, areaHigh])).toEqual([
      ['a', 1, 1],
      ['b', 1, 1],
      ['c', 1, 1],
      ['far', 4, 4],
    ]);
  });

  const anyShare = fc
    .tuple(fc.integer({ min: 5, max: 120 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([n, p]) => share(Math.round(p * n), n));
  const anyNation = fc
    .array(fc.tuple(anyShare, fc.constantFrom('0300', '1000', '1100')), { minLength: 2, maxLength: 12 })
    .map((rows) => rows.map(([measured, area], index) => entry(`p${index}`, measured, area)));

  it('takes in the rank, lies within the nation, and the county unit’s within the county unit', () => {
    fc.assert(
      fc.property(anyNation, (entries) => {
        const { ranges } = rangesOf(jobs, entries);
        for (const { entry: one, rank: place } of rank(jobs, entries)) {
          const { low, high, areaLow, areaHigh, topThree, topFive } = ranges.get(one.provider)!;
          const inArea = entries.filter(({ area }) => area === one.area).length;
          expect(low >= 1 && low <= place && place <= high && high <= entries.length).toBe(true);
          expect(areaLow >= 1 && areaLow <= areaHigh && areaHigh <= inArea).toBe(true);
          expect(topThree >= 0 && topThree <= topFive && topFive <= 1).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('does not change when providers are called otherwise or come in another order; equals are equal', () => {
    fc.assert(
      fc.property(anyNation, fc.infiniteStream(fc.nat()), (entries, keys) => {
        const plain = rangesOf(jobs, entries);
        const renamed = entries
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }, index) => ({ from: one.provider, to: { ...one, provider: `${900 - index}` } }));
        const other = rangesOf(
          jobs,
          renamed.map(({ to }) => to),
        );
        for (const { from, to } of renamed) expect(other.ranges.get(to.provider)).toEqual(plain.ranges.get(from));
        expect(other.luckThree).toBeCloseTo(plain.luckThree ?? 0, 9);
      }),
      { numRuns: 30 },
    );
  });

  it('is wider for fewer people', () => {
    const others = Array.from({ length: 20 }, (_, index) => entry(`o${index}`, share(20 + 3 * index, 100)));
    const widthOf = (n: number) => {
      const range = rangesOf(jobs, [...others, entry('one', share(n / 2, n))]).ranges.get('one')!;
      return range.high - range.low;
    };
    const widths = [10, 40, 160, 640].map(widthOf);
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
    expect(widths[0]).toBeGreaterThan(2 * (widths[3] ?? 0));
  });
});
