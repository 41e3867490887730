import { FEWEST } from './compare.ts';
import type { Suppression } from './suppression.ts';

/** Something that a reader would like to know, and what the rules alone tell of it. */
export interface Quantity {
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
}

/** A total over some of the cells, which is shown or not. */
export interface Sum {
  cells: ReadonlySet<Cell>;
  isShown: boolean;
  isOut?: boolean;
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
