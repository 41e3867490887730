import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Measured } from './compare.ts';
import { isSmall, maskBreakdown } from './suppression.ts';

describe('isSmall', () => {
  it('is about shares and means alone', () => {
    const share = (value: number | null, n: number): Measured => ({
      value,
      numerator: value === null ? null : (value * n) / 100,
      denominator: value === null ? null : n,
      n,
      moments: null,
    });
    expect(isSmall(share(25, 4))).toBe(true);
    expect(isSmall(share(20, 5))).toBe(false);
    expect(isSmall(share(null, 0))).toBe(false);
    expect(isSmall({ value: 2, numerator: 2, denominator: null, n: 2, moments: null })).toBe(false);
  });
});

describe('maskBreakdown', () => {
  it.each<[Record<string, number>, Record<string, number | null> | null]>([
    [
      { a: 0, b: 3, c: 12 },
      { a: 0, b: 3, c: 12 },
    ],
    [
      { a: 1, b: 8, c: 12 },
      { a: null, b: null, c: 12 },
    ],
    [
      { a: 1, b: 2, c: 3, d: 9 },
      { a: null, b: null, c: null, d: 9 },
    ],
    [
      { a: 2, b: 1, c: 0 },
      { a: null, b: null, c: null },
    ],
    [
      { a: 0, b: 2, c: 0 },
      { a: null, b: null, c: null },
    ],
    [
      { a: 1, b: 1, c: 1, d: 1, e: 1, f: 12, g: 20 },
      { a: null, b: null, c: null, d: null, e: null, f: null, g: 20 },
    ],
    [{ a: 2 }, null],
    [
      { a: 0, b: 0 },
      { a: 0, b: 0 },
    ],
  ])('%o', (breakdown, expected) => {
    expect(maskBreakdown(breakdown)).toEqual(expected);
  });

  it('keeps hidden what an earlier revision hid', () => {
    const counts = { a: 1, b: 8, c: 12 };
    const before = { breakdown: counts, maskedBreakdown: { a: null, b: null, c: 12 } };
    expect(maskBreakdown(counts, [before])).toEqual({ a: null, b: null, c: 12 });
    // What has not changed would tell what has.
    expect(maskBreakdown({ ...counts, a: 3 }, [before])).toEqual({ a: null, b: null, c: null });
    expect(maskBreakdown({ ...counts, a: 3 }, [{ ...before, maskedBreakdown: null }])).toEqual({ a: 3, b: 8, c: 12 });
    // The total of nobody tells each count.
    expect(maskBreakdown({ a: 0, b: 0, c: 0 }, [before])).toEqual({ a: 0, b: 0, c: 0 });
  });

  it('never leaves one cell to be had by subtraction', () => {
    const breakdown = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 0, max: 12 }), {
      minKeys: 2,
    });
    fc.assert(
      fc.property(breakdown, (counts) => {
        const masked = maskBreakdown(counts)!;
        const hidden = Object.keys(masked).filter((code) => masked[code] === null);
        for (const [code, count] of Object.entries(counts))
          if (count === 1 || count === 2) expect(hidden).toContain(code);
        const total = hidden.reduce((sum, code) => sum + counts[code]!, 0);
        const isAll = hidden.length === Object.keys(counts).length;
        if (hidden.length > 0)
          expect(hidden.length >= 2 && (isAll || (total >= 5 && total > hidden.length))).toBe(true);
      }),
    );
  });
});
