import { FORMULA_LIKE } from './cells.ts';
import type { TableName, TableRows } from './rows.ts';
import { dataTables, headerOf } from './tables.ts';
import type { Column } from './tables.ts';

const TABLES = dataTables();

/**
 * Rows as a data file: CSV (RFC 4180) with every column in canonical order, comma, point and `YYYY-MM-DD`, sorted by key, so
 * that the same rows always give the same text and reading it gives the same rows.
 *
 * A cell that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, tab or CR) is made text by an
 * apostrophe before it. A cell that has apostrophes before such a character gets one more, and reading takes exactly one off.
 */
export function writeDataFile<Name extends TableName>(name: Name, rows: readonly TableRows[Name][]): string {
  const table = TABLES[name];
  const columns = Object.entries<Column<unknown>>(table.columns);
  const lines = rows.map((row) => columns.map(([field, { kind }]) => writeCell(row, field, kind)));
  const key = table.key.map((field) => columns.findIndex(([column]) => column === field));
  // Where there is no key, the whole row orders it.
  const order = key.length > 0 ? key : columns.map((_, index) => index);
  lines.sort((a, b) => {
    for (const index of order) {
      const [first = '', second = ''] = [a[index], b[index]];
      if (first !== second) return first < second ? -1 : 1;
    }
    return 0;
  });
  const header = columns.map(([field]) => headerOf(field));
  return [header, ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function writeCell(row: object, field: string, kind: Column<unknown>['kind']): string {
  // The columns of a table are the fields of its rows.
  const value = (row as Record<string, unknown>)[field];
  if (value === null || value === undefined) return '';
  if (
    field === 'answer' &&
    'survey' in row &&
    'question' in row &&
    row.survey === 'participant' &&
    row.question === 9
  ) {
    return value === 1 ? 'yes' : 'no';
  }
  const cell = kind.format(value);
  return FORMULA_LIKE.test(cell) ? `'${cell}` : cell;
}

const quoted = (cell: string) => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
