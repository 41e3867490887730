import type { IndicatorDefinition } from '../indicators/definition.ts';
import { FEWEST, isPlain, isSurvey, scaleOf } from './compare.ts';
import type { Measured } from './compare.ts';
import { rank } from './ranks.ts';

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

/** Something that a reader would like to know, and what the rules alone tell of it. */
interface Quantity {
  is: number;
  least: number;
  most: number;
}

/** What one provider has behind its figures in a set of linked tables. */
export interface Cell {
  /** How many people. */
  size: number;
  /** The people, and of each indicator the numerator and what it lacks of the most that it could be. */
  quantities: readonly Quantity[];
  hidden: Suppression | null;
  /** Whose it is: of several revisions a provider knows all its own. */
  owner?: string;
  /** Already public in an earlier revision: too late to hide. */
  isOut?: boolean;
  /** Its value is told to everybody by name, also to those who may not read its provider's scorecard. */
  isNamed?: boolean;
}

/** A total over some of the cells, which is shown or not. */
export interface Sum {
  cells: ReadonlySet<Cell>;
  isShown: boolean;
  isOut?: boolean;
}

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
 * county units, one revision less the one before. Two readers who tell each other what they see are at most one who reads
 * every scorecard with a provider, which knows its own figure, or two providers, which read no other's.
 *
 * @param sums linked by the cells that they share; they and their cells are marked in place.
 * @param insiders how many of those behind the cells may be among the readers.
 * @returns whether nothing hidden is told any more; it can be where all that would help is out already.
 */
export function hideComplementary(sums: readonly Sum[], insiders: 0 | 1 = 1): boolean {
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
  const hideTotal = ({ sum }: Residual, canWiden: boolean): boolean => {
    // Giving up a smaller total widens what is left of this one, if that can help at all; else this one goes.
    const smallest = innerOf(sum)
      .filter(canHide)
      .sort((a, b) => sizeOf(a) - sizeOf(b))[0];
    if (smallest && (sum.isOut || canWiden)) smallest.isShown = false;
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
    if (!found) return hideTotal(residual, isSafeWithout(sum));
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
    // Two providers know of the others what everybody is told.
    const unread = totals.map((sum): Residual => ({
      sum,
      cells: new Set([...sum.cells].filter((cell) => cell.hidden || !cell.isNamed)),
    }));
    const isTold = ({ cells }: Residual) =>
      [...cells].some(({ hidden }) => hidden) && !isSafe([...cells], insiders * 2);
    const told = insiders > 0 ? residuals(unread).filter(isTold) : [];
    if (told.some((residual) => hideTotal(residual, true))) continue;
    // Totals that nest have been dealt with; only revisions and tables that cross tell more together.
    if (areNested) return unsafe.length + told.length === 0;
    const setsOf = (residuals: readonly Residual[]) => residuals.map(({ cells }) => [...cells]);
    const cells = toldCells(setsOf(known), insiders);
    if (cells.length === 0 && insiders > 0) cells.push(...toldCells(setsOf(unread), insiders * 2));
    if (cells.length === 0) cells.push(...[...unsafe, ...told].flatMap((residual) => [...residual.cells]));
    if (cells.length === 0 || !mendTold(cells)) return cells.length === 0;
  }
}

const sizeOf = (sum: Sum) => [...sum.cells].reduce((total, { size }) => total + size, 0);

/** The fewest cells, smallest first, that make the hidden ones safe; null when all of them together do not. */
function remedy(hidden: ReadonlySet<Cell>, candidates: readonly Cell[], insiders: number): Cell[] | null {
  const together = [...hidden];
  const added: Cell[] = [];
  for (const candidate of [...candidates].sort((a, b) => a.size - b.size)) {
    added.push(candidate);
    together.push(candidate);
    if (isSafe(together, insiders)) return added;
  }
  return null;
}

/**
 * Whether a reader who knows the total of these hidden cells, and all about some of them, is left in the dark about each
 * other: at least two, at least five people between them, and nothing all as small or all as large as it can be. A reader
 * may know the rules and which cell is hidden for its own sake, and so that it has 1 to 4 people and the others 5 or more.
 *
 * @param known how many the reader knows, whichever they are.
 */
export function isSafe(cells: readonly Pick<Cell, 'size' | 'quantities'>[], known: number): boolean {
  if (cells.length < known + 2) return false;
  if (withoutLargest(cells, known, ({ size }) => size) < FEWEST) return false;
  const room = (index: number, of: (quantity: Quantity) => number) =>
    withoutLargest(cells, known, ({ quantities }) => {
      const quantity = quantities[index];
      return quantity ? of(quantity) : 0;
    });
  return (cells[0]?.quantities ?? []).every(
    (_, index) => room(index, ({ is, least }) => is - least) > 1e-6 && room(index, ({ is, most }) => most - is) > 1e-6,
  );
}

/** The sum of all but the largest few. */
function withoutLargest<T>(items: readonly T[], few: number, of: (item: T) => number): number {
  const amounts = items.map(of);
  if (few > 0) amounts.sort((a, b) => a - b).length = Math.max(0, amounts.length - few);
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

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
function toldCells(totals: readonly (readonly Cell[])[], insiders: number): Cell[] {
  const standIn = new Map<Cell, Cell>();
  for (const alike of alikeIn(totals)) {
    // Cells that are always counted together hide each other, when there are enough of them: they are taken for one.
    const crowd = alike.length > insiders + 2 ? crowdOf(alike) : null;
    for (const cell of alike) standIn.set(cell, crowd ?? cell);
  }
  const told = new Set<Cell>();
  const rows = totals.map((cells) => new Map(cells.map((cell) => [standIn.get(cell) ?? cell, 1])));
  for (const linked of linkedRows(reduced(rows))) {
    const few = [...new Set(linked.flatMap((row) => [...row.keys()]))].filter((cell) => standIn.has(cell));
    if (!few.some(({ hidden }) => hidden)) continue;
    for (const known of choices([...new Set(few.map(ownerOf))], insiders)) {
      const open = linked.map((row) => new Map([...row].filter(([cell]) => !known.includes(ownerOf(cell)))));
      for (const cell of pinned([...open, ...reduced(open)])) if (cell.hidden) told.add(cell);
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

/** One programme and indicator of a year. */
export interface Table<T> {
  definition: IndicatorDefinition;
  figures: readonly T[];
  /** In the order of the revisions. */
  earlier: readonly EarlierTable[];
}

/** How one programme and indicator is shown outside its providers. */
export interface Mask<T> {
  /** In the order of the figures. */
  rows: { figure: T; hidden: Suppression | null; counts: Counts }[];
  /** Areas whose mean may be shown: `nation` or a county unit. */
  areas: Set<string>;
  /** Whether the best five, the median and the quartiles, which tell values by name, may be shown. */
  areNamed: boolean;
}

/**
 * What the denominator of an indicator counts: tables of one programme that agree in it show the same people, and are
 * masked as one. Null for an indicator that shares its denominator with no other.
 */
export function peopleOf({ measure }: IndicatorDefinition): string | null {
  if (measure.kind === 'participation-share') return JSON.stringify(measure.of);
  if (measure.kind !== 'mean-duration' || measure.from !== 'startDate') return null;
  // Everybody has a start, and whoever is counted for a date has that date.
  return 'inYear' in measure.of && measure.of.inYear === measure.to ? JSON.stringify(measure.of) : null;
}

/**
 * The masks of one programme and year over the linked tables indicators × (nation → county units → providers): a provider
 * that is hidden in one is hidden in all, since each shows how many people are behind it.
 *
 * @param tables of indicators that share a denominator (`peopleOf`), or of one alone.
 * @returns their masks, in their order.
 */
export function maskOf<T extends Published>(tables: readonly Table<T>[]): Mask<T>[] {
  const pooled = tables.map(({ definition, figures }) => ({ definition, rows: poolFew(definition, figures) }));
  const all = pooled.flatMap(({ rows }) => rows);
  const cells = cellsFor(pooled, (figures) => {
    if (figures.some(isSmall)) return 'primary';
    return figures.some(({ mustHide, value }) => mustHide && value !== null) ? 'complementary' : null;
  });
  const sums = new Map<string, Sum>();
  for (const area of ['nation', ...new Set(all.map(({ figure }) => figure.area))]) {
    const within = cellsIn(area, all, cells);
    sums.set(area, { cells: within, isShown: within.size >= FEWEST_PROVIDERS });
  }
  const masks = () =>
    pooled.map(({ rows }): Mask<T> => ({
      rows: rows.map((row) => ({ ...row, hidden: cells.get(row.figure.provider)?.hidden ?? null })),
      areas: new Set([...sums].flatMap(([area, { isShown }]) => (isShown ? area : []))),
      areNamed,
    }));
  let areNamed = true;

  // A plain mean is taken over shown values alone, so no total has a hidden part.
  if (tables.some(({ definition }) => isPlain(definition))) return masks();
  const linked = [...sums.values(), ...earlierSums(tables, all, cells)];
  const named = new Set<Cell>();
  for (let isNew = true; isNew;) {
    const isMended = hideComplementary(linked);
    isNew = false;
    // Where names alone tell what a mean that is out leaves, nobody is named.
    if (!isMended && named.size > 0) {
      for (const cell of named) cell.isNamed = false;
      areNamed = false;
    }
    if (!areNamed) break;
    // What is hidden makes others the best.
    for (const [index, { rows }] of masks().entries()) {
      const shown = rows.flatMap(({ figure, hidden }) => (figure.value === null || hidden ? [] : figure));
      for (const provider of namedOf(tables[index]?.definition, shown)) {
        const cell = cells.get(provider);
        if (!cell || cell.isNamed) continue;
        cell.isNamed = true;
        named.add(cell);
        isNew = true;
      }
    }
  }
  return masks();
}

type Counted<T> = { figure: T; counts: Counts };

/** A cell for each provider, with the numerators of all its linked figures. */
function cellsFor<T extends Measured & { provider: string }>(
  tables: readonly { definition: IndicatorDefinition; rows: readonly Counted<T>[] }[],
  hiddenOf: (figures: readonly T[]) => Suppression | null,
): Map<string, Cell> {
  const figuresOf = tables.map(({ rows }) => new Map(rows.map(({ figure }) => [figure.provider, figure])));
  const providers = new Set(figuresOf.flatMap((figures) => [...figures.keys()]));
  return new Map(
    [...providers].map((provider) => {
      const own = figuresOf.flatMap((figures) => figures.get(provider) ?? []);
      const isFew = own.some(isSmall);
      const size = Math.max(...own.map(({ n }) => n));
      // Running figures may have told the size down to five during the year.
      const people = {
        is: size,
        least: isFew ? 1 : FEWEST * Math.floor(size / FEWEST),
        most: isFew ? FEWEST - 1 : Infinity,
      };
      const amounts = tables.flatMap(({ definition }, index) =>
        quantitiesOf(definition, figuresOf[index]?.get(provider) ?? NOTHING),
      );
      return [provider, { size, quantities: [people, ...amounts], hidden: hiddenOf(own), owner: provider }];
    }),
  );
}
const NOTHING: Measured = { value: null, numerator: 0, denominator: 0, n: 0, moments: null };

/** What a numerator is above the least that it could be and below the most, given the denominator. */
function quantitiesOf(definition: IndicatorDefinition, figure: Measured): Quantity[] {
  const { low, high } = scaleOf(definition);
  const [amount, count] = [figure.numerator ?? 0, figure.denominator ?? 0];
  // In a share neither the numerator nor what is left of the denominator exceeds the people.
  const most = definition.unit === 'percent' && isSmall(figure) ? FEWEST - 1 : Infinity;
  const above = { is: amount - low * count, least: 0, most };
  return high === Infinity ? [above] : [above, { is: high * count - amount, least: 0, most }];
}

/** The cells that make up the total of an area. */
function cellsIn(
  area: string,
  rows: readonly Counted<Measured & { provider: string; area: string }>[],
  cells: ReadonlyMap<string, Cell>,
): Set<Cell> {
  return new Set(
    rows.flatMap(({ figure, counts }) =>
      figure.value !== null && countsIn(area, figure.area, counts) ? (cells.get(figure.provider) ?? []) : [],
    ),
  );
}

/** The totals that earlier revisions showed. A figure that has not changed since is the same unknown; one that has is another. */
function earlierSums<T extends Published>(
  tables: readonly Table<T>[],
  now: readonly Counted<T>[],
  cells: ReadonlyMap<string, Cell>,
): Sum[] {
  return (tables[0]?.earlier ?? []).flatMap((_, revision) => {
    const then = tables.map(({ definition, earlier }) => ({
      definition,
      rows: poolFew(definition, earlier[revision]?.figures ?? []),
      areas: earlier[revision]?.areas ?? new Set<string>(),
    }));
    const own = cellsFor(then, (figures) => figures.find(({ hidden }) => hidden)?.hidden ?? null);
    const changed = new Set(
      then.flatMap(({ rows }, index) => {
        const figures = new Map(tables[index]?.figures.map((figure) => [figure.provider, figure]));
        return rows.flatMap(({ figure }) =>
          isSameFigure(figures.get(figure.provider), figure) ? [] : figure.provider,
        );
      }),
    );
    for (const [provider, before] of own) {
      const current = cells.get(provider);
      const cell = current && !changed.has(provider) ? current : before;
      if (cell === before || !before.hidden) cell.isOut = true;
      own.set(provider, cell);
    }
    for (const { definition, rows } of then) {
      const shown = rows.flatMap(({ figure }) => (figure.value === null || figure.hidden ? [] : figure));
      for (const provider of namedOf(definition, shown)) {
        const cell = own.get(provider);
        if (cell) cell.isNamed = true;
      }
    }
    const rows = then.flatMap((table) => table.rows);
    const areas = new Set(then.flatMap((table) => [...table.areas]));
    return [...areas].map((area): Sum => ({ cells: cellsIn(area, rows, own), isShown: true, isOut: true }));
  });
}

function isSameFigure(a: Measured | undefined, b: Measured): boolean {
  return a !== undefined && a.numerator === b.numerator && a.denominator === b.denominator && a.n === b.n;
}

/** Those whose values everybody is told: the best five, and where the median or a quartile is one provider's. */
function namedOf(
  definition: IndicatorDefinition | undefined,
  shown: readonly (Measured & { provider: string })[],
): string[] {
  if (!definition || shown.length < FEWEST_PROVIDERS) return [];
  const places = new Set([0, 1, 2, 3, 4, ...[0.25, 0.5, 0.75].map((part) => (shown.length - 1) * part)]);
  return rank(definition, shown).flatMap(({ entry }, index) => (places.has(index) ? entry.provider : []));
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

/** A breakdown as an earlier revision had it and showed it, if it showed any of it. */
interface EarlierBreakdown {
  breakdown?: Readonly<Record<string, number>> | null;
  maskedBreakdown: Readonly<Record<string, number | null>> | null;
}

/**
 * A breakdown as it is shown outside the provider, hidden cells null. Counts of 1 and 2 are hidden, and larger ones,
 * smallest first, until the known total tells none of them; where that is not enough, all of it, zeros too. Null when
 * not even that helps, since a breakdown of one cell is its total.
 *
 * @param earlier what was hidden stays hidden, and a corrected breakdown with anything to hide is hidden whole, for what
 *   had not changed would tell what has. A breakdown of nobody hides nothing: its total tells it.
 */
export function maskBreakdown(
  breakdown: Readonly<Record<string, number>>,
  earlier: readonly EarlierBreakdown[] = [],
): Record<string, number | null> | null {
  const codes = Object.keys(breakdown);
  const countOf = (code: string) => breakdown[code] ?? 0;
  const isSmallCount = (code: string) => countOf(code) > 0 && countOf(code) <= LARGEST_SMALL_COUNT;
  const before = earlier.filter(({ maskedBreakdown }) => maskedBreakdown);
  const wasHidden = (code: string) => before.some(({ maskedBreakdown }) => maskedBreakdown?.[code] === null);
  const hidden = new Set(codes.filter((code) => isSmallCount(code) || wasHidden(code)));
  if (hidden.size === 0 || codes.every((code) => countOf(code) === 0)) return { ...breakdown };
  const isCorrected = before.some((then) => codes.some((code) => then.breakdown?.[code] !== countOf(code)));
  const others = codes.filter((code) => !hidden.has(code) && countOf(code) > 0).sort((a, b) => countOf(a) - countOf(b));
  const isEnough = () => {
    const total = [...hidden].reduce((sum, code) => sum + countOf(code), 0);
    // Zeros are shown, so each hidden cell is known to be 1 or more.
    return !isCorrected && hidden.size >= 2 && total >= FEWEST && total > hidden.size;
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
