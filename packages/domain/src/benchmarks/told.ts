import { isSafe } from './cells.ts';
import type { Cell } from './cells.ts';

/** A known sum: what each cell counts in it. */
type Row = ReadonlyMap<Cell, number>;

/**
 * Hidden cells that several known totals tell together, though none does alone, to whoever knows all cells of some
 * providers: from the totals and what is left when they are taken from each other, the bounds of each cell are tightened
 * until nothing moves.
 *
 * @param totals the cells of each that are not known.
 * @param insiders how many providers know their own.
 */
export function toldCells(totals: readonly (readonly Cell[])[], insiders: number): Cell[] {
  const standIn = new Map<Cell, Cell>();
  for (const alike of alikeIn(totals)) {
    // Cells that are always counted together may hide each other, even where their total is told: they are taken for one.
    const crowd = isSafe(alike, insiders) ? crowdOf(alike) : null;
    for (const cell of alike) standIn.set(cell, crowd ?? cell);
  }
  const told = new Set<Cell>();
  const rows = totals.map((cells) => new Map(cells.map((cell) => [standIn.get(cell) ?? cell, 1])));
  for (const linked of linkedRows(rows)) {
    const few = [...new Set(linked.flatMap((row) => [...row.keys()]))].filter((cell) => standIn.has(cell));
    if (!few.some(({ hidden }) => hidden)) continue;
    for (const known of choices([...new Set(few.map(ownerOf))], insiders)) {
      const open = linked.map((row) => new Map([...row].filter(([cell]) => !known.includes(ownerOf(cell)))));
      for (const cell of pinned([...apart(open), ...reduced(open)])) if (cell.hidden) told.add(cell);
    }
  }
  return [...told];
}

const ownerOf = (cell: Cell) => cell.owner ?? cell;

/** The cells in groups that are in the same totals. */
function alikeIn(totals: readonly (readonly Cell[])[]): Cell[][] {
  const placesOf = new Map<Cell, string>();
  for (const [index, total] of totals.entries()) {
    for (const cell of total) placesOf.set(cell, `${placesOf.get(cell) ?? ''}/${index}`);
  }
  const groups = new Map<string, Cell[]>();
  for (const [cell, places] of placesOf) {
    const group = groups.get(places);
    if (group) group.push(cell);
    else groups.set(places, [cell]);
  }
  return [...groups.values()];
}

/** Many cells as one that nobody asks about. */
function crowdOf(cells: readonly Cell[]): Cell {
  const sum = (of: (cell: Cell) => number) => cells.reduce((total, cell) => total + of(cell), 0);
  const quantities = (cells[0]?.quantities ?? []).map((_, index) => ({
    is: sum((cell) => cell.quantities[index]?.is ?? 0),
    least: sum((cell) => cell.quantities[index]?.least ?? 0),
    most: sum((cell) => cell.quantities[index]?.most ?? 0),
  }));
  return { size: sum(({ size }) => size), quantities, hidden: null };
}

/** Every choice of no more than so many of the items. */
function choices<T>(items: readonly T[], most: number): (readonly T[])[] {
  if (most === 0) return [[]];
  return [
    [],
    ...items.flatMap((item, index) => choices(items.slice(index + 1), most - 1).map((rest) => [item, ...rest])),
  ];
}

/** The same knowledge with as few cells in each row as elimination leaves (Gauss and Jordan). */
function reduced(rows: readonly Row[]): Row[] {
  const left = rows.map((row) => new Map(row));
  const done: Map<Cell, number>[] = [];
  for (let row = left.pop(); row; row = left.pop()) {
    const [pivot] = row;
    if (!pivot) continue;
    const [cell, factor] = pivot;
    for (const [other, count] of row) row.set(other, count / factor);
    for (const other of [...left, ...done]) {
      const times = other.get(cell);
      if (times === undefined) continue;
      for (const [one, count] of row) {
        const rest = (other.get(one) ?? 0) - times * count;
        if (Math.abs(rest) < 1e-9) other.delete(one);
        else other.set(one, rest);
      }
    }
    done.push(row);
  }
  return done.filter((row) => row.size > 0);
}

/** The rows, and what is left of each when another that lies within it is taken from it; and of those again. */
function apart(rows: readonly Row[]): Row[] {
  const left = new Map<string, Row>();
  const order = new Map([...new Set(rows.flatMap((row) => [...row.keys()]))].map((cell, index) => [cell, index]));
  const nameOf = (row: Row) =>
    [...row.keys()]
      .map((cell) => order.get(cell) ?? 0)
      .sort((a, b) => a - b)
      .join();
  const add = (row: Row) => {
    const name = nameOf(row);
    if (row.size === 0 || left.has(name)) return false;
    left.set(name, row);
    return true;
  };
  let fresh = rows.filter(add);
  for (let round = 0; round < 2 && fresh.length > 0; round++) {
    const all = [...left.values()];
    fresh = all.flatMap((outer) =>
      all.flatMap((inner) => {
        if (inner.size >= outer.size || ![...inner].every(([cell, factor]) => outer.get(cell) === factor)) return [];
        const rest = new Map([...outer].filter(([cell]) => !inner.has(cell)));
        return add(rest) ? [rest] : [];
      }),
    );
  }
  return [...left.values()];
}

/** Cells of which the rows leave only one value of a quantity possible. */
function pinned(rows: readonly Row[]): Cell[] {
  const cells = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return [...(cells[0]?.quantities.keys() ?? [])].flatMap((index) => {
    const bounds = new Map(
      cells.map((cell) => {
        const { is, least, most } = cell.quantities[index] ?? { is: 0, least: 0, most: 0 };
        return [cell, { is, low: least, high: most }];
      }),
    );
    const terms = rows.map((row) =>
      [...row].flatMap(([cell, factor]) => {
        const bound = bounds.get(cell);
        return bound ? [{ bound, factor }] : [];
      }),
    );
    // Bounds on whole numbers stop moving; those on sums of weeks may creep closer without end.
    for (let round = 0, moves = true; moves && round < 100; round++) {
      moves = terms.map(tighten).includes(true);
    }
    return [...bounds].flatMap(([cell, { low, high }]) => (high - low < 1e-6 ? cell : []));
  });
}

/** Draws the bounds of each term as close as the others allow; whether any moved. */
function tighten(row: readonly { bound: { is: number; low: number; high: number }; factor: number }[]): boolean {
  const ends = row.map(({ bound, factor }) =>
    factor > 0 ? [factor * bound.low, factor * bound.high] : [factor * bound.high, factor * bound.low],
  );
  // An end without limit leaves the others without one.
  const sumOf = (end: 0 | 1) => {
    const finite = ends.map((pair) => pair[end] ?? 0).filter(Number.isFinite);
    return { sum: finite.reduce((sum, one) => sum + one, 0), endless: ends.length - finite.length };
  };
  const [least, most] = [sumOf(0), sumOf(1)];
  const total = row.reduce((sum, { bound, factor }) => sum + factor * bound.is, 0);
  let moves = false;
  for (const [index, { bound, factor }] of row.entries()) {
    const [own = 0, ownMost = 0] = ends[index] ?? [];
    const without = ({ sum, endless }: { sum: number; endless: number }, one: number, none: number) => {
      if (Number.isFinite(one)) return endless > 0 ? none : sum - one;
      return endless > 1 ? none : sum;
    };
    const low = (total - without(most, ownMost, Infinity)) / factor;
    const high = (total - without(least, own, -Infinity)) / factor;
    const [from, to] = factor > 0 ? [low, high] : [high, low];
    if (from <= bound.low + 1e-9 && to >= bound.high - 1e-9) continue;
    moves = true;
    bound.low = Math.max(bound.low, from);
    bound.high = Math.min(bound.high, to);
  }
  return moves;
}

/** The rows in groups that have no cell in common. */
function linkedRows(rows: readonly Row[]): Row[][] {
  let groups: { cells: Set<Cell>; rows: Row[] }[] = [];
  for (const row of rows) {
    const linked = groups.filter(({ cells }) => [...row.keys()].some((cell) => cells.has(cell)));
    const cells = new Set([...row.keys(), ...linked.flatMap((group) => [...group.cells])]);
    const joined = { cells, rows: [row, ...linked.flatMap((group) => group.rows)] };
    groups = [...groups.filter((group) => !linked.includes(group)), joined];
  }
  return groups.map((group) => group.rows);
}
