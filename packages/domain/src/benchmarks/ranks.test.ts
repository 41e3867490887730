import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../indicators/catalogue.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import { rank } from './ranks.ts';
import type { Rankable } from './ranks.ts';

const of = (code: string): IndicatorDefinition => {
  const found = CATALOGUE.find((definition) => definition.code === code);
  if (!found) throw new Error(`No ${code} in the catalogue`);
  return found;
};
const fraction = (
  provider: string,
  numerator: number,
  denominator: number | null,
  n = denominator ?? numerator,
): Rankable => ({
  provider,
  numerator,
  denominator,
  n,
  value: denominator === null ? numerator : numerator / denominator,
});
const ranksOf = (definition: IndicatorDefinition, entries: Rankable[]) =>
  rank(definition, entries).map(({ entry, rank, position }) => [entry.provider, rank, position]);

describe('rank', () => {
  it('shares a rank and leaves out the next: 1, 2, 2, 4', () => {
    const entries = [fraction('a', 1, 4), fraction('b', 2, 4), fraction('c', 3, 4), fraction('d', 2, 4)];
    expect(ranksOf(of('job-acquisition'), entries)).toEqual([
      ['c', 1, 1],
      ['b', 2, 2],
      ['d', 2, 3],
      ['a', 4, 4],
    ]);
  });

  it('lists equals by larger n, then by organisation number', () => {
    const entries = [fraction('b', 1, 3), fraction('a', 1, 3), fraction('c', 2, 6), fraction('d', 5, 10)];
    expect(ranksOf(of('job-acquisition'), entries)).toEqual([
      ['d', 1, 1],
      ['c', 2, 2],
      ['a', 2, 3],
      ['b', 2, 4],
    ]);
  });

  it('puts the lowest first where lower is better', () => {
    expect(ranksOf(of('time-to-job'), [fraction('a', 90, 2), fraction('b', 80, 2)])[0]).toEqual(['b', 1, 1]);
  });

  it('ties 30 days ÷ 7 over 3 with 10 days ÷ 7 over 1, whose doubles may differ in the last digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 2, max: 400 }), (days, n) => {
        // As the engine has it, summed up one by one.
        let sum = 0;
        for (let i = 0; i < n; i++) sum += days / 7;
        const entries = [fraction('a', sum, n), fraction('b', days / 7, 1), fraction('c', (days * n) / 7, n)];
        expect(rank(of('time-to-job'), entries).map((ranked) => ranked.rank)).toEqual([1, 1, 1]);
      }),
    );
  });

  it('tells one day among 100,000 apart, and fractions that differ in the thirteenth digit', () => {
    const entries = [fraction('a', 700_001 / 7, 100_000), fraction('b', 700_000 / 7, 100_000)];
    expect(rank(of('time-to-job'), entries).map((ranked) => ranked.rank)).toEqual([1, 2]);
    const close = [fraction('a', 2_000_000 / 7, 1_999_999), fraction('b', 1_999_999 / 7, 1_999_998)];
    expect(rank(of('time-to-job'), close).map((ranked) => ranked.rank)).toEqual([1, 2]);
  });

  it('ties training of 16⅔ days over 5 with 3⅓ over 1', () => {
    const entries = [fraction('a', 125 / 7.5, 5), fraction('b', 25 / 7.5, 1), fraction('c', 25.01 / 7.5, 1)];
    expect(ranksOf(of('staff-training'), entries).map(([provider, place]) => [provider, place])).toEqual([
      ['c', 1],
      ['a', 2],
      ['b', 2],
    ]);
  });

  it('compares large fractions exactly, where doubles see no difference', () => {
    const huge = 2 ** 52;
    const entries = [fraction('a', huge, huge - 1), fraction('b', huge - 1, huge - 2)];
    expect(entries[0]?.value).toBe(entries[1]?.value);
    expect(ranksOf(of('job-acquisition'), entries)).toEqual([
      ['b', 1, 1],
      ['a', 2, 2],
    ]);
  });

  it('ranks entered numbers that are no fraction of whole numbers by twelve digits', () => {
    const entries = [fraction('a', 0.1 + 0.2, 1), fraction('b', 0.3, 1), fraction('c', 1 / 3, 1)];
    expect(ranksOf(of('job-acquisition'), entries).map(([provider, place]) => [provider, place])).toEqual([
      ['c', 1],
      ['a', 2],
      ['b', 2],
    ]);
  });

  it('puts all inside a band first and then the nearest, from either side', () => {
    const definition = { ...of('time-in-programme'), band: { low: 40.5, high: 60 } };
    const weeks = (provider: string, value: number) => fraction(provider, value * 10, 10);
    const entries = [
      weeks('above', 62),
      weeks('edge', 60),
      weeks('below', 38.5),
      weeks('inside', 50),
      weeks('far', 10),
    ];
    expect(ranksOf(definition, entries).map(([provider, place]) => [provider, place])).toEqual([
      ['edge', 1],
      ['inside', 1],
      ['above', 3],
      ['below', 3],
      ['far', 5],
    ]);
  });

  it('has no rank for a band that is not set, and none for a provider without a value', () => {
    expect(rank({ ...of('time-in-programme'), band: null }, [fraction('a', 1, 2)])).toEqual([]);
    expect(rank(of('job-acquisition'), [{ ...fraction('a', 1, 2), value: null }])).toEqual([]);
  });

  it('gives the same whatever order the entries come in, and never ranks a lower share above a higher one', () => {
    const entries = fc
      .array(
        fc.integer({ min: 1, max: 40 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n))),
        {
          minLength: 1,
          maxLength: 30,
        },
      )
      .map((pairs) => pairs.map(([x, n], index) => fraction(String(100 + index), x, n)));
    fc.assert(
      fc.property(entries, (list) => {
        const ranked = rank(of('job-acquisition'), list);
        expect(rank(of('job-acquisition'), list.toReversed())).toEqual(ranked);
        for (const { entry, rank: place } of ranked) {
          const better = list.filter(
            (one) => one.numerator! * entry.denominator! > entry.numerator! * one.denominator!,
          );
          expect(place).toBe(better.length + 1);
        }
        expect(ranked.map(({ position }) => position)).toEqual(list.map((_, index) => index + 1));
      }),
    );
  });
});
