import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafe } from './cells.ts';
import type { Cell } from './cells.ts';
import { hideComplementary } from './hiding.ts';

describe('isSafe', () => {
  /** A provider's share: x of n. */
  const cell = (n: number, x: number): Pick<Cell, 'size' | 'quantities'> => {
    const most = n < 5 ? 4 : Infinity;
    const people = { is: n, least: n < 5 ? 1 : 5, most };
    return { size: n, quantities: [people, { is: x, least: 0, most }, { is: n - x, least: 0, most }] };
  };
  it.each([
    ['one', [cell(4, 2)], false, false],
    ['two with four between them', [cell(2, 1), cell(2, 1)], false, false],
    ['two with five between them', [cell(2, 1), cell(3, 1)], true, false],
    ['two that can only be four each', [cell(4, 1), cell(4, 1)], false, false],
    ['one that can only be 1 beside one that can only be 5', [cell(1, 1), cell(5, 1)], false, false],
    ['none of all', [cell(2, 0), cell(3, 0)], false, false],
    ['all of all', [cell(2, 2), cell(3, 3)], false, false],
    ['three', [cell(2, 1), cell(3, 1), cell(3, 1)], true, true],
    ['three of which one is all but three', [cell(2, 1), cell(1, 0), cell(3, 1)], true, false],
    ['three of which one has all there is', [cell(3, 0), cell(4, 0), cell(9, 5)], true, false],
  ])('%s', (_, cells, alone, joined) => {
    expect([isSafe(cells, 0), isSafe(cells, 1)]).toEqual([alone, joined]);
  });
});

describe('hideComplementary', () => {
  const sized = (size: number): Cell => {
    const most = size < 5 ? 4 : Infinity;
    const people = { is: size, least: size < 5 ? 1 : 5, most };
    return {
      size,
      quantities: [people, { is: 1, least: 0, most }, { is: size - 1, least: 0, most }],
      hidden: size < 5 ? 'primary' : null,
    };
  };

  it('hides along rows and columns of tables that cross', () => {
    // 4 × 4, the small one in a corner: each row and each column with a hidden cell needs others.
    const rows = [
      [3, 20, 30, 35],
      [21, 40, 50, 55],
      [31, 51, 60, 65],
      [36, 52, 61, 66],
    ].map((row) => row.map(sized));
    const columns = [0, 1, 2, 3].map((index) => rows.flatMap((row) => row.slice(index, index + 1)));
    const sums = [...rows, ...columns].map((line) => ({ cells: new Set(line), isShown: true }));
    hideComplementary(sums, 0);
    for (const { cells, isShown } of sums)
      if (isShown) expect([...cells].filter(({ hidden }) => hidden)).not.toHaveLength(1);
    expect(rows.flat().filter(({ hidden }) => hidden)).toHaveLength(4);
  });

  it('takes any table more: the slices of a provider’s figure by Nav office', () => {
    const slices = new Set([3, 9, 12, 20, 30].map(sized));
    hideComplementary([{ cells: slices, isShown: true, isOut: true }]);
    expect([...slices].map(({ hidden }) => hidden !== null)).toEqual([true, true, true, true, false]);
  });

  it('hides a total where no cell is left to hide', () => {
    const sum = { cells: new Set([sized(3)]), isShown: true };
    hideComplementary([sum]);
    expect(sum.isShown).toBe(false);
  });

  it('changes nothing that needs no change, and nothing more the second time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 10 }), (sizes) => {
        const sum = { cells: new Set(sizes.map(sized)), isShown: true };
        const before = copyOf(sum.cells);
        hideComplementary([sum]);
        const once = { cells: copyOf(sum.cells), isShown: sum.isShown };
        hideComplementary([sum]);
        expect({ cells: copyOf(sum.cells), isShown: sum.isShown }).toEqual(once);
        expect(once.cells.map(({ hidden }, index) => before[index]?.hidden ?? hidden)).toEqual(
          once.cells.map(({ hidden }) => hidden),
        );
        if (before.every(({ hidden }) => !hidden)) expect(once.cells).toEqual(before);
      }),
    );
  });
  const copyOf = (cells: ReadonlySet<Cell>) => [...cells].map((cell) => ({ ...cell }));
});
