import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, countReached, toBin } from './distribution.ts';

const UNITS = ['percent', 'weeks', 'score', 'days', 'count'] as const;
const reach = (value: number) => ({ value, low: null, high: null });

describe('values in bins', () => {
  it('are reached by as many as truly reach the edge that is asked for', () => {
    const value = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(
        fc.constantFrom(...UNITS),
        fc.constantFrom('higher' as const, 'lower' as const),
        fc.array(value),
        value,
        (unit, direction, values, asked) => {
          const bin = binOf({ unit });
          const round = direction === 'higher' ? Math.floor : Math.ceil;
          // As the database bins them, with decimals and not in binary.
          const binned = values.map((one) => Number((round(Number((one / bin).toFixed(9))) * bin).toFixed(6)));
          const edge = toBin({ unit }, asked);
          const truly = values.filter((one) => (direction === 'higher' ? one >= edge : one <= edge)).length;
          expect(countReached({ unit, direction }, binned, reach(asked))).toBe(truly);
          expect(Math.abs(edge - asked)).toBeLessThanOrEqual(bin / 2 + 1e-9);
        },
      ),
    );
  });

  it('lie in a band or do not', () => {
    const weeks = { unit: 'weeks', direction: 'band' } as const;
    expect(countReached(weeks, [30, 40, 50, 60, 70], { value: null, low: 40, high: 60 })).toBe(3);
    expect(countReached(weeks, [30, 40], { value: null, low: 39.6, high: 39.9 })).toBe(1);
  });
});
