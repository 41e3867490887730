import type { Verdict } from './compare.ts';

/** Which part of a comparison its reader asked for, in the words of the address: the same on screen and in a file. */
export interface Selection {
  /** Part of a provider's name. */
  name?: string;
  /** Those alone who stand out clearly on something. */
  clear?: boolean;
  /** Codes of the columns; all when left out. */
  columns?: readonly string[];
  /** The code of the indicator to sort by, the best first; by name when left out. */
  order?: string;
  /** The quarter of the nation by size, 1 to 4. */
  size?: number;
  /** Numbers of the providers of a peer group or list. */
  members?: ReadonlySet<string>;
}

/** A group of providers: a quarter of the nation by size, those most like one, or one of the organisation's own lists. */
export type Group = { size: number } | { peersOf: string } | { list: string };

/** A group as it stands in an address: `size-4`, `peers-910000000`, `list-Kysten`. Null where it is none. */
export function groupNamed(text = ''): Group | null {
  const [, kind, rest = ''] = /^(size|peers|list)-(.+)$/.exec(text) ?? [];
  if (kind === 'size') return /^[1-4]$/.test(rest) ? { size: Number(rest) } : null;
  if (kind === 'peers') return { peersOf: rest };
  return kind === 'list' ? { list: rest } : null;
}

interface Column {
  code: string;
  direction: 'higher' | 'lower' | 'band';
  band?: { low: number; high: number } | null;
}

interface Row {
  number: string;
  name: string;
  sizeQuarter: number | null;
  /** In the order of the columns. */
  cells: readonly { value: number | null; verdict: Verdict }[];
}

/** The columns that were chosen, as places among all; all of them where none of those named is there. */
export function chosenColumns(columns: readonly { code: string }[], { columns: chosen }: Selection): number[] {
  const places = columns.map((_, place) => place);
  const wanted = places.filter((place) => chosen?.includes(columns[place]?.code ?? ''));
  return wanted.length > 0 ? wanted : places;
}

/** The rows that pass every filter, in the order asked for; who has no value comes last. */
export function selectRows<R extends Row>(
  rows: readonly R[],
  columns: readonly Column[],
  selection: Selection,
  compare: (a: string, b: string) => number,
): R[] {
  const wanted = selection.name?.trim().toLocaleLowerCase('nb') ?? '';
  const shown = chosenColumns(columns, selection);
  const found = rows.filter(
    ({ number, name, sizeQuarter, cells }) =>
      name.toLocaleLowerCase('nb').includes(wanted) &&
      (selection.size === undefined || sizeQuarter === selection.size) &&
      (selection.members === undefined || selection.members.has(number)) &&
      (!selection.clear || shown.some((place) => cells[place]?.verdict.startsWith('clearly'))),
  );
  const place = columns.findIndex(({ code }) => code === selection.order);
  const column = columns[place];
  const distance = (row: R) => {
    const value = row.cells[place]?.value ?? null;
    return value === null || !column ? Infinity : distanceFromBest(value, column);
  };
  return found.toSorted((a, b) => {
    const [left, right] = column ? [distance(a), distance(b)] : [0, 0];
    return left === right ? compare(a.name, b.name) : left - right;
  });
}

/** Less is better. */
function distanceFromBest(value: number, { direction, band }: Column): number {
  if (direction === 'lower') return value;
  if (direction === 'higher' || !band) return -value;
  return Math.max(0, band.low - value, value - band.high);
}
