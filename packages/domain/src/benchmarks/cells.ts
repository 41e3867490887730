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
