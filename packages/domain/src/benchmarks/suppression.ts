import type { IndicatorDefinition } from '../indicators/definition.ts';
import { FEWEST, isPlain, isSurvey, scaleOf } from './compare.ts';
import type { Measured } from './compare.ts';

/** `primary`: too few in the cell itself. `complementary`: hidden so that another one cannot be worked out. */
export type Suppression = 'primary' | 'complementary';

/** A count in a breakdown that is hidden outside the provider: from 1 to this. */
const LARGEST_SMALL_COUNT = 2;
/** A mean of fewer providers is no benchmark. */
export const FEWEST_PROVIDERS = 3;

/** Whether a figure is hidden outside its provider for its own sake: shares and means of too few; counts never. */
export function isSmall(result: Measured): boolean {
  return result.value !== null && result.denominator !== null && result.n < FEWEST;
}

/** Whether not even the provider may see its figure: a survey that fewer than five answered. */
export function isHiddenFromOwner(definition: IndicatorDefinition, result: Measured): boolean {
  return isSurvey(definition) && isSmall(result);
}

/** One number in a set of linked tables: a provider's figure with the people and the numerator behind it. */
export interface Cell {
  /** How many people stand behind it. */
  size: number;
  /** What is added up besides, with the least and the most that it could be, given the denominator. */
  amount: number;
  least: number;
  most: number;
  hidden: Suppression | null;
  /** Already public in an earlier revision: too late to hide. */
  isOut?: boolean;
}

/** A total over some of the cells, which is shown or not. */
export interface Sum {
  cells: ReadonlySet<Cell>;
  isShown: boolean;
  isOut?: boolean;
}

/** Hidden cells whose total a reader can work out from what is shown. */
interface Residual {
  sum: Sum;
  cells: ReadonlySet<Cell>;
}

/**
 * Hides more until nothing hidden can be worked out by subtraction: where what is shown leaves a total over one hidden
 * cell, or over cells so few or so extreme that the total tells them, the smallest other cell of that total is hidden
 * too; where no cell is left that would help, a total itself. What is hidden stays hidden.
 *
 * The totals that a reader can work out are those shown, and a shown one less others shown within it: nation less
 * county units, one revision less the one before.
 *
 * @param sums linked by the cells that they share; they and their cells are marked in place.
 */
export function hideComplementary(sums: readonly Sum[]): void {
  const hiddenIn = (sum: Sum) => new Set([...sum.cells].filter((cell) => cell.hidden));
  const shownIn = (sum: Sum) => [...sum.cells].filter((cell) => !cell.hidden && !cell.isOut && cell.size > 0);
  const canHide = (sum: Sum) => sum.isShown && !sum.isOut;
  const areNested = sums.every((a, i) => sums.every((b, j) => j <= i || isNested(a.cells, b.cells)));

  /** Whether the total could be shown if of all others only those stood that are out already. */
  const isSafeWithout = (sum: Sum): boolean => {
    const out = sums.filter((other) => other.isOut && other.isShown);
    const left = residuals([...out, sum].map((one) => ({ sum: one, cells: hiddenIn(one) })));
    const own = left.find((residual) => residual.sum === sum);
    return !own || isSafe([...own.cells]) || remedy(own.cells, shownIn(sum)) !== null;
  };

  /** Hides something for one unsafe residual; false when all that could be hidden is out already. */
  const mend = ({ sum, cells }: Residual): boolean => {
    const inner = sums.filter(
      (other) => other.isShown && other.cells.size < sum.cells.size && isSubset(other.cells, sum.cells),
    );
    const taken = new Set(inner.flatMap((other) => [...other.cells]));
    const found = remedy(
      cells,
      shownIn(sum).filter((cell) => !taken.has(cell)),
    );
    // Giving up a smaller total widens what is left of this one, if that can help at all; else this one goes.
    const smallest = inner.filter(canHide).sort((a, b) => sizeOf(a) - sizeOf(b))[0];
    if (found) for (const cell of found) cell.hidden = 'complementary';
    else if (smallest && (sum.isOut || isSafeWithout(sum))) smallest.isShown = false;
    else if (!sum.isOut) sum.isShown = false;
    else return false;
    return true;
  };

  /** The same for cells that only tables taken together tell: hides the smallest cell or total beside one of them. */
  const mendTold = (told: readonly Cell[]): boolean => {
    const near = sums.filter((sum) => canHide(sum) && told.some((cell) => sum.cells.has(cell)));
    const open = near.length > 0 ? near : sums.filter((sum) => canHide(sum) && hiddenIn(sum).size > 0);
    const cell = open.flatMap(shownIn).sort((a, b) => a.size - b.size)[0];
    const sum = open.sort((a, b) => a.cells.size - b.cells.size)[0];
    if (cell) cell.hidden = 'complementary';
    else if (sum) sum.isShown = false;
    return sum !== undefined;
  };

  for (;;) {
    const totals = sums.filter(({ isShown }) => isShown).map((sum): Residual => ({ sum, cells: hiddenIn(sum) }));
    const left = residuals(totals);
    // One at a time: what mends the smallest may mend the next.
    if (left.filter(({ cells }) => !isSafe([...cells])).some(mend)) continue;
    // Totals that nest have been dealt with; only revisions and tables that cross tell more together.
    if (areNested) break;
    const told = toldCells(differences([...totals, ...left].map(({ cells }) => cells)).map((cells) => [...cells]));
    if (told.length === 0 || !mendTold(told)) break;
  }
}

const sizeOf = (sum: Sum) => [...sum.cells].reduce((size, cell) => size + cell.size, 0);

/** The fewest cells, smallest first, that make the hidden ones safe; null when all of them together do not. */
function remedy(hidden: ReadonlySet<Cell>, candidates: readonly Cell[]): Cell[] | null {
  const together = [...hidden];
  const added: Cell[] = [];
  for (const candidate of [...candidates].sort((a, b) => a.size - b.size)) {
    added.push(candidate);
    together.push({ ...candidate, hidden: 'complementary' });
    if (isSafe(together)) return added;
  }
  return null;
}

/** What the size of a hidden cell is known to lie between, by the rules alone. */
const leastSizeOf = ({ hidden }: Pick<Cell, 'hidden'>) => (hidden === 'primary' ? 1 : FEWEST);
const mostSizeOf = ({ hidden }: Pick<Cell, 'hidden'>) => (hidden === 'primary' ? FEWEST - 1 : Infinity);

/**
 * Hidden cells that several known totals tell together, though none does alone: each cell's bounds are tightened by
 * each total in turn until nothing moves.
 */
function toldCells(totals: readonly (readonly Cell[])[]): Cell[] {
  const cells = [...new Set(totals.flat())];
  type Quantity = (cell: Cell) => number;
  const tighten = (quantity: Quantity, least: Quantity, most: Quantity): Cell[] => {
    const bounds = new Map(cells.map((cell) => [cell, { low: least(cell), high: most(cell) }]));
    // Bounds on whole numbers stop moving; those on sums of weeks may creep closer without end.
    for (let round = 0, moves = true; moves && round < 100; round++) {
      moves = false;
      for (const total of totals) {
        const known = total.reduce((sum, cell) => sum + quantity(cell), 0);
        const own = total.flatMap((cell) => bounds.get(cell) ?? []);
        for (const bound of own) {
          const others = own.filter((one) => one !== bound);
          const low = known - others.reduce((sum, other) => sum + other.high, 0);
          const high = known - others.reduce((sum, other) => sum + other.low, 0);
          if (low <= bound.low + 1e-9 && high >= bound.high - 1e-9) continue;
          moves = true;
          bound.low = Math.max(bound.low, low);
          bound.high = Math.min(bound.high, high);
        }
      }
    }
    return [...bounds].flatMap(([cell, { low, high }]) => (high - low < 1e-6 ? cell : []));
  };
  // In a share neither the numerator nor what is left of the denominator exceeds the size.
  const most = (cell: Cell) => (cell.most - cell.least === cell.size ? mostSizeOf(cell) : Infinity);
  const isBounded = cells.every((cell) => cell.most < Infinity);
  return [
    ...tighten((cell) => cell.size, leastSizeOf, mostSizeOf),
    ...tighten(
      (cell) => cell.amount - cell.least,
      () => 0,
      most,
    ),
    ...(isBounded
      ? tighten(
          (cell) => cell.most - cell.amount,
          () => 0,
          most,
        )
      : []),
  ];
}

/**
 * The sets with what is left of each without each that lies within it, and of those again: where tables cross, the way
 * to a cell can lead over a difference that neither of them shows.
 */
function differences(known: readonly ReadonlySet<Cell>[]): ReadonlySet<Cell>[] {
  const found: ReadonlySet<Cell>[] = [];
  const isNew = (cells: ReadonlySet<Cell>) =>
    cells.size > 0 && !found.some((other) => other.size === cells.size && isSubset(cells, other));
  for (const cells of known) if (isNew(cells)) found.push(cells);
  for (let round = 0, before = 0; round < 3 && before < found.length; round++) {
    before = found.length;
    const all = found.slice();
    for (const outer of all) {
      for (const inner of all) {
        if (inner.size >= outer.size || !isSubset(inner, outer)) continue;
        const rest = new Set([...outer].filter((cell) => !inner.has(cell)));
        if (isNew(rest)) found.push(rest);
      }
    }
  }
  return found;
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

/**
 * Whether a reader who knows the total of these hidden cells is left in the dark about each: at least two, at least
 * five between them, and neither sizes nor amounts all as small or all as large as they can be. A reader may know the
 * rules and which cell is hidden for its own sake, and so that its size is 1 to 4 and the others' 5 or more.
 */
export function isSafe(cells: readonly Pick<Cell, 'size' | 'amount' | 'least' | 'most' | 'hidden'>[]): boolean {
  let [size, leastSize, mostSize, amount, least, most] = [0, 0, 0, 0, 0, 0];
  for (const cell of cells) {
    size += cell.size;
    leastSize += leastSizeOf(cell);
    mostSize += mostSizeOf(cell);
    amount += cell.amount;
    least += cell.least;
    most += cell.most;
  }
  return cells.length >= 2 && size >= FEWEST && leastSize < size && size < mostSize && least < amount && amount < most;
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

/** A provider's true figure of one programme and indicator, on its way to be published. */
export interface Published extends Measured {
  provider: string;
  /** The county unit it lies under. */
  area: string;
  /** Whether it is hidden whatever its size: it was in an earlier revision, or its breakdown could not be masked. */
  mustHide: boolean;
}

/** What an earlier revision showed of the same programme, indicator and year. */
export interface EarlierTable {
  figures: readonly (Measured & { provider: string; area: string; hidden: Suppression | null })[];
  /** Areas whose mean was shown: `nation` or a county unit. */
  areas: ReadonlySet<string>;
}

/** Where a figure counts: in its area and the nation, in the nation alone, or nowhere. */
export type Counts = 'area' | 'nation' | 'nowhere';

/** Whether a figure from one area counts in the total of another one, or of the nation. */
export function countsIn(total: string, area: string, counts: Counts): boolean {
  return total === 'nation' ? counts !== 'nowhere' : counts === 'area' && total === area;
}

/** One figure in the mask, in the order of the figures. */
export interface Masked<T> {
  figure: T;
  hidden: Suppression | null;
  counts: Counts;
}

/**
 * The mask of one programme, indicator and year, over the linked table nation → county units → providers.
 *
 * @returns each figure's mask, and the areas (`nation` or a county unit) whose mean may be shown.
 */
export function maskOf<T extends Published>(
  definition: IndicatorDefinition,
  figures: readonly T[],
  earlier: readonly EarlierTable[] = [],
): { rows: Masked<T>[]; areas: Set<string> } {
  const rows = poolFew(definition, figures).map((row) => ({
    ...row,
    cell: cellOf(definition, row.figure, hiddenAtFirst(row.figure)),
  }));
  const sums = new Map<string, Sum>();
  for (const area of ['nation', ...new Set(figures.map((figure) => figure.area))]) {
    const cells = cellsOf(area, rows);
    sums.set(area, { cells, isShown: cells.size >= FEWEST_PROVIDERS });
  }
  // A plain mean is taken over shown values alone, so no total has a hidden part.
  if (!isPlain(definition)) {
    const now = new Map(rows.map((row) => [row.figure.provider, row]));
    const before = earlier.flatMap((revision) => {
      const then = poolFew(definition, revision.figures).map((row) => {
        // A figure that has not changed is the same unknown in both revisions; one that has is another.
        const current = now.get(row.figure.provider);
        const isSame = current !== undefined && isSameFigure(current.figure, row.figure);
        const cell = isSame ? current.cell : cellOf(definition, row.figure, row.figure.hidden);
        if (!isSame || !row.figure.hidden) cell.isOut = true;
        return { ...row, cell };
      });
      return [...revision.areas].map((area): Sum => ({ cells: cellsOf(area, then), isShown: true, isOut: true }));
    });
    hideComplementary([...sums.values(), ...before]);
  }
  return {
    rows: rows.map(({ figure, counts, cell }) => ({ figure, counts, hidden: cell.hidden })),
    areas: new Set([...sums].flatMap(([area, { isShown }]) => (isShown ? area : []))),
  };
}

function hiddenAtFirst(figure: Published): Suppression | null {
  if (isSmall(figure)) return 'primary';
  return figure.mustHide && figure.value !== null ? 'complementary' : null;
}

function isSameFigure(a: Measured, b: Measured): boolean {
  return a.numerator === b.numerator && a.denominator === b.denominator && a.n === b.n;
}

function cellOf(definition: IndicatorDefinition, figure: Measured, hidden: Suppression | null): Cell {
  const scale = scaleOf(definition);
  const denominator = figure.denominator ?? 0;
  // Not 0 × ∞, which is no number.
  const most = scale.high === Infinity ? Infinity : scale.high * denominator;
  return { size: figure.n, amount: figure.numerator ?? 0, least: scale.low * denominator, most, hidden };
}

/** The cells that make up the total of an area. */
function cellsOf(
  area: string,
  rows: readonly { figure: Measured & { area: string }; counts: Counts; cell: Cell }[],
): Set<Cell> {
  const counted = rows.filter(({ figure, counts }) => figure.value !== null && countsIn(area, figure.area, counts));
  return new Set(counted.map(({ cell }) => cell));
}

/**
 * Where a survey's few answers count. They belong to nobody, so they count only mixed: with the few of at least one
 * other provider of the county unit, else of the nation, and five or more in all. Those that find no pool count
 * nowhere, and their answers are destroyed unread. All other figures count in their area.
 */
function poolFew<T extends Measured & { area: string }>(
  definition: IndicatorDefinition,
  figures: readonly T[],
): { figure: T; counts: Counts }[] {
  const few = isSurvey(definition) ? figures.filter(isSmall) : [];
  // Each has fewer than five, so that five or more are those of two providers at least.
  const isPool = (pool: readonly T[]) => pool.reduce((answered, { n }) => answered + n, 0) >= FEWEST;
  const alone = few.filter(({ area }) => !isPool(few.filter((other) => other.area === area)));
  const counts = isPool(alone) ? 'nation' : 'nowhere';
  const left = new Set(alone);
  return figures.map((figure) => ({ figure, counts: left.has(figure) ? counts : 'area' }));
}

/**
 * A breakdown as it is shown outside the provider, hidden cells null. Counts of 1 and 2 are hidden, and larger ones,
 * smallest first, until the known total tells none of them; where that is not enough, all of it, zeros too. Null when
 * not even that helps, since a breakdown of one cell is its total.
 *
 * @param hiddenBefore codes that an earlier revision hid.
 */
export function maskBreakdown(
  breakdown: Readonly<Record<string, number>>,
  hiddenBefore: ReadonlySet<string> = new Set(),
): Record<string, number | null> | null {
  const codes = Object.keys(breakdown);
  const countOf = (code: string) => breakdown[code] ?? 0;
  const isSmallCount = (code: string) => countOf(code) > 0 && countOf(code) <= LARGEST_SMALL_COUNT;
  const hidden = new Set(codes.filter((code) => isSmallCount(code) || hiddenBefore.has(code)));
  if (hidden.size === 0) return { ...breakdown };
  const others = codes.filter((code) => !hidden.has(code) && countOf(code) > 0).sort((a, b) => countOf(a) - countOf(b));
  const isEnough = () => {
    const total = [...hidden].reduce((sum, code) => sum + countOf(code), 0);
    // Zeros are shown, so each hidden cell is known to be 1 or more.
    return hidden.size >= 2 && total >= FEWEST && total > hidden.size;
  };
  for (const code of others) {
    if (isEnough()) break;
    hidden.add(code);
  }
  if (!isEnough()) {
    if (codes.length < 2) return null;
    for (const code of codes) hidden.add(code);
  }
  return Object.fromEntries(codes.map((code) => [code, hidden.has(code) ? null : countOf(code)]));
}
