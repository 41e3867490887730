import { isSafe } from './cells.ts';
import type { Cell, Sum } from './cells.ts';
import { toldCells } from './told.ts';

/** Cells whose total a reader can work out from what is shown. */
interface Residual {
  sum: Sum;
  cells: ReadonlySet<Cell>;
}

/**
 * Hides more until nothing hidden can be worked out by subtraction, by one reader or by two together: where what is shown
 * leaves a total over hidden cells that is not safe, the smallest other cell of that total is hidden too; where no cell is
 * left that would help, a total itself. What is hidden stays hidden.
 *
 * The totals that a reader can work out are those shown, and a shown one less others shown within it: nation less
 * county units, one revision less the one before. Two who tell each other what they know may be two providers, each with
 * its own figure; and of the others' shown figures ranks, funnels and lists tell everybody so much that all of it is taken
 * to be known.
 *
 * @param sums linked by the cells that they share; they and their cells are marked in place.
 * @param insiders how many of those behind the cells may be among the readers.
 */
export function hideComplementary(sums: readonly Sum[], insiders = 2): void {
  const hiddenIn = (sum: Sum) => new Set([...sum.cells].filter((cell) => cell.hidden));
  const shownIn = (sum: Sum) => [...sum.cells].filter((cell) => !cell.hidden && !cell.isOut && cell.size > 0);
  const canHide = (sum: Sum) => sum.isShown && !sum.isOut;
  const areNested = sums.every((a, i) => sums.every((b, j) => j <= i || isNested(a.cells, b.cells)));

  /** Whether the total could be shown if of all others only those stood that are out already. */
  const isSafeWithout = (sum: Sum): boolean => {
    const out = sums.filter((other) => other.isOut && other.isShown);
    const left = residuals([...out, sum].map((one) => ({ sum: one, cells: hiddenIn(one) })));
    const own = left.find((residual) => residual.sum === sum);
    return !own || isSafe([...own.cells], insiders) || remedy(own.cells, shownIn(sum), insiders) !== null;
  };

  const innerOf = (sum: Sum) =>
    sums.filter((other) => other.isShown && other.cells.size < sum.cells.size && isSubset(other.cells, sum.cells));

  /** Hides a total, so that the unsafe residual cannot be worked out; false when all are out already. */
  const hideTotal = ({ sum }: Residual): boolean => {
    // Giving up a smaller total widens what is left of this one, if that can help at all; else this one goes.
    const smallest = innerOf(sum)
      .filter(canHide)
      .sort((a, b) => sizeOf(a) - sizeOf(b))[0];
    if (smallest && (sum.isOut || isSafeWithout(sum))) smallest.isShown = false;
    else if (!sum.isOut) sum.isShown = false;
    else return false;
    return true;
  };

  /** Hides something for one unsafe residual; false when all that could be hidden is out already. */
  const mend = (residual: Residual): boolean => {
    const { sum, cells } = residual;
    const taken = new Set(innerOf(sum).flatMap((other) => [...other.cells]));
    const candidates = shownIn(sum).filter((cell) => !taken.has(cell));
    const found = remedy(cells, candidates, insiders);
    if (!found) return hideTotal(residual);
    for (const cell of found) cell.hidden = 'complementary';
    return true;
  };

  /**
   * The same for cells that only tables taken together tell: hides the smallest cell or total beside one of them; where
   * all that hold one are out already, a total that tells what is left of those.
   */
  const mendTold = (told: readonly Cell[]): boolean => {
    const near = sums.filter((sum) => canHide(sum) && told.some((cell) => sum.cells.has(cell)));
    const open = near.length > 0 ? near : sums.filter((sum) => canHide(sum) && hiddenIn(sum).size > 0);
    const cell = open.flatMap(shownIn).sort((a, b) => a.size - b.size)[0];
    if (cell) {
      cell.hidden = 'complementary';
      return true;
    }
    const telling = sums.filter((sum) => sum.isShown && told.some((one) => sum.cells.has(one)));
    const beside = sums.filter(
      (sum) => canHide(sum) && telling.some((other) => [...sum.cells].some((one) => other.cells.has(one))),
    );
    const [smallest] = (open.length > 0 ? open : beside).sort((a, b) => a.cells.size - b.cells.size);
    if (smallest) smallest.isShown = false;
    return smallest !== undefined;
  };

  for (;;) {
    const totals = sums.filter(({ isShown }) => isShown);
    const known = totals.map((sum): Residual => ({ sum, cells: hiddenIn(sum) }));
    const left = residuals(known);
    // One at a time: what mends the smallest may mend the next.
    const unsafe = left.filter(({ cells }) => !isSafe([...cells], insiders));
    if (unsafe.some(mend)) continue;
    // Totals that nest have been dealt with; only revisions and tables that cross tell more together.
    if (areNested) return;
    const told = toldCells(
      known.map(({ cells }) => [...cells]),
      insiders,
    );
    if (told.length === 0) told.push(...unsafe.flatMap((residual) => [...residual.cells]));
    if (told.length === 0 || !mendTold(told)) return;
  }
}

const sizeOf = (sum: Sum) => [...sum.cells].reduce((total, { size }) => total + size, 0);

/** Few cells, the smallest that do, that make the hidden ones safe; null when all of them together do not. */
function remedy(hidden: ReadonlySet<Cell>, candidates: readonly Cell[], insiders: number): Cell[] | null {
  const isEnough = (added: readonly Cell[]) => isSafe([...hidden, ...added], insiders);
  const rising = [...candidates].sort((a, b) => a.size - b.size);
  const count = rising.findIndex((_, index) => isEnough(rising.slice(0, index + 1))) + 1;
  if (count === 0) return null;
  // Some of them may not have helped.
  return rising.slice(0, count).reduceRight<Cell[]>(
    (left, cell) => {
      const others = left.filter((other) => other !== cell);
      return isEnough(others) ? others : left;
    },
    rising.slice(0, count),
  );
}

/** Takes from each set of hidden cells the sets that lie within it, until none lies within another. */
function residuals(totals: readonly Residual[]): Residual[] {
  let left = totals.filter(({ cells }) => cells.size > 0).map((total) => ({ ...total }));
  for (let changed = true; changed;) {
    changed = false;
    left.sort((a, b) => a.cells.size - b.cells.size);
    for (const outer of left) {
      for (const inner of left) {
        if (inner === outer || inner.cells.size === 0 || !isSubset(inner.cells, outer.cells)) continue;
        outer.cells = new Set([...outer.cells].filter((cell) => !inner.cells.has(cell)));
        changed = true;
      }
    }
    left = left.filter(({ cells }) => cells.size > 0);
  }
  return left;
}

function isSubset<T>(inner: ReadonlySet<T>, outer: ReadonlySet<T>): boolean {
  if (inner.size > outer.size) return false;
  for (const cell of inner) if (!outer.has(cell)) return false;
  return true;
}

/** One within the other, or nothing in common. */
function isNested<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  const [inner, outer] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const cell of inner) if (outer.has(cell)) common++;
  return common === 0 || common === inner.size;
}
