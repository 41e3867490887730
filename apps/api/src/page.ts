import { ValidationError } from '@batt/domain/errors';
import { resolveCursorConnection } from '@pothos/plugin-relay';
import { sql } from 'kysely';
import type { SelectQueryBuilder } from 'kysely';
import type { z } from 'zod';

/** Which part of an ordered list is asked for. `inverted`: counted from the end. */
export interface Page<Key> {
  after: Key | null;
  before: Key | null;
  limit: number;
  inverted: boolean;
}

/** What Relay calls `first`, `after`, `last` and `before`. */
export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/**
 * A Relay connection over a keyset: rows that come or go between two pages neither repeat nor hide others.
 *
 * @param keyset how a row's place in the order is read from the row (`of`), and what a key must look like (`schema`), since
 *   cursors come back from outside. The last part of the key must be unique.
 */
export function connection<Row extends object, Key extends unknown[]>(
  args: PageArgs,
  keyset: { schema: z.ZodType<Key>; of: (row: Row) => Key },
  load: (page: Page<Key>) => Promise<Row[]>,
) {
  const keyOf = (cursor: string | undefined): Key | null => {
    if (cursor === undefined) return null;
    try {
      return keyset.schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    } catch {
      throw new ValidationError('unknown-cursor', 'This cursor is not one of this list.');
    }
  };
  return resolveCursorConnection<Promise<Row[]>>(
    {
      args,
      defaultSize: 50,
      maxSize: 500,
      toCursor: (row: Row) => Buffer.from(JSON.stringify(keyset.of(row))).toString('base64url'),
    },
    ({ after, before, limit, inverted }) => load({ after: keyOf(after), before: keyOf(before), limit, inverted }),
  );
}

/** Puts a query in the order of its key columns and cuts the page out of it. */
export function cutPage<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  page: Page<unknown[]>,
  columns: string[],
  direction: 'asc' | 'desc' = 'asc',
): SelectQueryBuilder<DB, TB, O> {
  const key = sql`(${sql.join(columns.map((column) => sql.ref(column)))})`;
  const beyond = (values: unknown[]) => sql`(${sql.join(values)})`;
  const later = direction === 'asc' ? sql`>` : sql`<`;
  const earlier = direction === 'asc' ? sql`<` : sql`>`;
  const order = (direction === 'asc') === page.inverted ? sql`desc` : sql`asc`;
  let cut = query.limit(page.limit);
  if (page.after) cut = cut.where(sql<boolean>`${key} ${later} ${beyond(page.after)}`);
  if (page.before) cut = cut.where(sql<boolean>`${key} ${earlier} ${beyond(page.before)}`);
  for (const column of columns) cut = cut.orderBy(sql`${sql.ref(column)} ${order}`);
  return cut;
}

/** The page of a list that is already in its order. A cursor of somebody else's list opens nothing. */
export function cutList<T>(rows: readonly T[], page: Page<[string]>, keyOf: (row: T) => string): T[] {
  const keys = rows.map(keyOf);
  const after = page.after ? keys.indexOf(page.after[0]) : -1;
  const before = page.before ? keys.indexOf(page.before[0]) : rows.length;
  if ((page.after && after < 0) || before < 0) return [];
  const within = rows.slice(after + 1, before);
  // From the end, and backwards, as a query would give it.
  return page.inverted ? within.toReversed().slice(0, page.limit) : within.slice(0, page.limit);
}
