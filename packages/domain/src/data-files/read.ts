import type { ErrorParams } from '../errors.ts';
import { holdsNationalIdentityNumber } from '../identity-numbers.ts';
import { NEUTRALISED } from './cells.ts';
import type { Kind } from './cells.ts';
import { decodeText, readRecords, separatorOf } from './csv.ts';
import type { RawRecord } from './csv.ts';
import { describe } from './data-errors.ts';
import type { DataError, DataErrorCode, Notice } from './data-errors.ts';
import { emptyTables } from './rows.ts';
import type { DataTables, TableName, TableRows } from './rows.ts';
import { dataTables, headerOf } from './tables.ts';
import type { Checked, HasParticipation, ReadOptions, Table } from './tables.ts';

/**
 * A data file as bytes, or a sheet of a workbook as records; `name` tells which table it is, as `participations.csv`. A
 * workbook that cannot be read comes as its fault.
 */
export type DataFile = { name: string } & (
  | { bytes: Uint8Array }
  | { records: Iterable<RawRecord> }
  | { fault: 'unreadable' | 'too-large' }
);
type ReadableFile = Exclude<DataFile, { fault: unknown }>;

export interface ReadResult {
  /** The rows without errors; of use only when there are none. */
  tables: DataTables;
  /** Where each of these rows starts in its file, in the same order. */
  lines: Record<TableName, number[]>;
  /** By file and line; the first `ERRORS_LISTED` of each file. */
  errors: DataError[];
  /** All errors of each file that has any. */
  errorCounts: Record<string, number>;
  notices: Notice[];
}

export const ERRORS_LISTED = 1000;
/** A longer text than this is more than the engine can hold as one. */
const BYTES_LIMIT = 500_000_000;

/**
 * Reads and checks the data files of one or more providers in one pass over each, and tells everything that is wrong at once.
 * A missing file is an empty one. Cells are trimmed and NFC-normalised; a row whose cells are all empty is left out. An
 * apostrophe before `=`, `+`, `-` or `@` at the start of a cell is what `writeDataFile` put there and is taken off. With
 * records that come from elsewhere (`.xlsx`) the same checks serve.
 */
export function readDataFiles(files: readonly DataFile[], options: ReadOptions = {}): ReadResult {
  const definitions = dataTables(options);
  const report = new Report();
  const given = new Map<TableName, ReadableFile>();
  for (const file of files) {
    if ('fault' in file) {
      report.error(file.name, 1, '-', '', file.fault);
      continue;
    }
    const name = tableOf(file.name, definitions);
    if (!name) report.notice(file.name, 'unknown-file');
    else if (given.has(name)) report.error(file.name, 1, '-', '', 'table-twice');
    else given.set(name, file);
  }

  const participations = new SeenKeys<TableRows['participations']>(definitions.participations.key);
  const reading: Reading = {
    report,
    hasParticipation: (provider, id) =>
      participations.has(provider, id) || (options.register?.participations.get(provider)?.has(id) ?? false),
    caches: new Map(),
  };
  const tables = emptyTables();
  const lines = Object.fromEntries(Object.keys(tables).map((name) => [name, []])) as unknown as ReadResult['lines'];
  function read<Name extends TableName>(name: Name, seen = new SeenKeys<TableRows[Name]>(definitions[name].key)) {
    const file = given.get(name);
    if (file) readTable(file, definitions[name], seen, tables[name], lines[name], reading);
  }
  // First, because others refer to them.
  read('participations', participations);
  read('externalPlacements');
  read('placementPartners');
  read('staffTraining');
  read('healthChecklist');
  read('followUps');
  read('surveyCoverage');
  read('indicatorValues');
  read('surveyAnswers');
  return {
    tables,
    lines,
    errors: report.errors,
    errorCounts: Object.fromEntries(report.counts),
    notices: report.notices,
  };
}

function tableOf(fileName: string, definitions: Record<TableName, { file: string }>): TableName | undefined {
  const name = fileName.toLowerCase();
  return (Object.keys(definitions) as TableName[]).find((table) => definitions[table].file === name);
}

const cutShort = (text: string) => (text.length > 100 ? `${text.slice(0, 100)}…` : text);
/** One error is one line and does nothing to a terminal, whatever stood in the cell. */
const onOneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ');

/** Collects errors, no more than `ERRORS_LISTED` a file, and counts them all. */
class Report {
  readonly errors: DataError[] = [];
  readonly counts = new Map<string, number>();
  readonly notices: Notice[] = [];

  error(file: string, line: number, column: string, value: string, code: DataErrorCode, params: ErrorParams = {}) {
    const count = (this.counts.get(file) ?? 0) + 1;
    this.counts.set(file, count);
    if (count > ERRORS_LISTED) return;
    const shown = cutShort(value);
    const message = describe({ code, params, value: onOneLine(shown) }, 'en');
    this.errors.push({ file, line, column, value: shown, code, params, message });
  }

  notice(file: string, code: Notice['code'], params: ErrorParams = {}) {
    this.notices.push({ file, code, params, message: describe({ code, params }, 'en') });
  }
}

/** The keys of the rows so far. Rows mostly come grouped, so what a key shares with the row before is looked up once. */
class SeenKeys<Row> {
  readonly #shared: readonly (keyof Row & string)[];
  readonly #last: (keyof Row & string) | undefined;
  readonly #groups = new Map<string, Set<unknown>>();
  #previous: Checked<Row> = {};
  #group = new Set<unknown>();

  constructor(key: readonly (keyof Row & string)[]) {
    this.#shared = key.slice(0, -1);
    this.#last = key.at(-1);
  }

  /** False when an earlier row has the key. A row whose key is not whole is no repetition. */
  add(row: Checked<Row>): boolean {
    if (this.#last === undefined) return true;
    const last = row[this.#last];
    if (last === undefined) return true;
    let isSameGroup = true;
    for (const field of this.#shared) {
      if (row[field] === undefined) return true;
      if (row[field] !== this.#previous[field]) isSameGroup = false;
    }
    if (!isSameGroup) {
      const shared = this.#shared.map((field) => row[field]).join('\0');
      let group = this.#groups.get(shared);
      if (!group) this.#groups.set(shared, (group = new Set()));
      this.#group = group;
      this.#previous = row;
    }
    const before = this.#group.size;
    return this.#group.add(last).size > before;
  }

  /** For keys of two fields. */
  has(first: string, last: string): boolean {
    return this.#groups.get(first)?.has(last) ?? false;
  }
}

/** What the reading of all files shares. */
interface Reading {
  report: Report;
  hasParticipation: HasParticipation;
  /** Values by cell, for kinds with few different ones: each is read once, and equal ones are the same string in memory. */
  caches: Map<Kind<unknown>, Map<string, unknown>>;
}

type Tell = (column: string, value: string, code: DataErrorCode, params?: ErrorParams) => undefined;

/** A column of the file at hand: what its cells become, or only a name where it is unknown. */
interface FileColumn {
  header: string;
  field: string;
  kind: Kind<unknown> | null;
  required: boolean;
  cache: Map<string, unknown> | null;
  /** The cell above, for equal neighbours are the rule. */
  lastCell: string | null;
  lastValue: unknown;
}

function readTable<Row extends object>(
  file: ReadableFile,
  table: Table<Row>,
  seen: SeenKeys<Row>,
  rows: Row[],
  lines: number[],
  { report, hasParticipation, caches }: Reading,
) {
  let columns: FileColumn[] | null = null;
  let absent: string[] = [];
  let line = 0;
  let cells: string[] = [];
  let isSound = true;
  const tell: Tell = (column, value, code, params) => {
    isSound = false;
    report.error(file.name, line, column, value, code, params);
  };
  const cellsOf = (fields: readonly string[]) =>
    fields.map((field) => clean(cells[columns?.findIndex((column) => column.field === field) ?? -1] ?? '')).join(', ');
  const tellField = (field: string, code: DataErrorCode, params?: ErrorParams) =>
    tell(headerOf(field), cellsOf([field]), code, params);
  const rules = table.rules?.(hasParticipation);
  const records = recordsOf(file, table);
  if (typeof records === 'string') return report.error(file.name, 1, '-', '', records);

  for (const record of records) {
    ({ line, cells } = record);
    isSound = true;
    if (record.fault) {
      tell('-', '', record.fault);
      // Without its header nothing can be said of the rest.
      if (columns === null) return;
      continue;
    }
    if (columns === null) {
      columns = readHeader(file.name, cells, table, caches, tell, report);
      const fields = new Set(columns.map((column) => column.field));
      absent = optionalFields(table).filter((field) => !fields.has(field));
      continue;
    }
    if (cells.every(isBlank)) continue;
    if (cells.length !== columns.length) {
      tell('-', '', 'wrong-field-count', { found: cells.length, expected: columns.length });
      continue;
    }
    const values: Record<string, unknown> = {};
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index];
      const raw = cells[index];
      if (column === undefined || raw === undefined) continue;
      if (raw !== column.lastCell) {
        const value = readCell(raw, column, tell);
        if (value === undefined) continue;
        column.lastCell = raw;
        column.lastValue = value;
      }
      values[column.field] = column.lastValue;
    }
    for (const field of absent) values[field] = null;

    // Each cell was read by its own column's kind, so that what is there has the row's types.
    const row = values as Checked<Row>;
    rules?.(row, tellField);
    if (!seen.add(row)) tell('-', cellsOf(table.key), 'duplicate-key', { key: table.key.map(headerOf).join(', ') });
    if (!isSound) continue;
    rows.push(row as Row);
    lines.push(line);
  }
  if (line === 0) report.notice(file.name, 'empty-file');
}

/** The records of a file, or why there are none. What holds a NUL is not text; the database could not hold one either. */
function recordsOf<Row>(file: ReadableFile, table: Table<Row>): Iterable<RawRecord> | 'unreadable' | 'too-large' {
  if ('records' in file) return file.records;
  if (file.bytes.length > BYTES_LIMIT) return 'too-large';
  const content = decodeText(file.bytes);
  if (content.includes('\0')) return 'unreadable';
  const known = new Set(Object.keys(table.columns).map(headerOf));
  return readRecords(
    content,
    separatorOf(content, (cell) => known.has(clean(cell).toLowerCase())),
  );
}

function optionalFields<Row>(table: Table<Row>): string[] {
  return Object.entries<{ required: boolean }>(table.columns).flatMap(([field, { required }]) =>
    required ? [] : field,
  );
}

function readHeader<Row>(
  file: string,
  cells: readonly string[],
  table: Table<Row>,
  caches: Reading['caches'],
  tell: Tell,
  report: Report,
): FileColumn[] {
  const definitions = new Map(
    Object.entries<{ kind: Kind<unknown>; required: boolean }>(table.columns).map(([field, column]) => [
      headerOf(field),
      { field, ...column },
    ]),
  );
  const seen = new Set<string>();
  const columns = cells.map((cell): FileColumn => {
    const name = onOneLine(clean(cell).toLowerCase());
    const header = cutShort(name);
    const unknown = {
      header,
      field: '',
      kind: null,
      required: false,
      cache: null,
      lastCell: null,
      lastValue: undefined,
    };
    if (holdsNationalIdentityNumber(name)) {
      tell('-', '', 'identity-number');
      return { ...unknown, header: '-' };
    }
    const isRepeated = seen.has(name);
    if (isRepeated && name !== '') tell(header, '', 'header-twice');
    seen.add(name);
    const definition = definitions.get(name);
    if (!definition || isRepeated) {
      if (!definition && name !== '') report.notice(file, 'unknown-column', { column: header });
      return unknown;
    }
    const { field, kind, required } = definition;
    let cache = null;
    if (kind.hasFewValues) {
      cache = caches.get(kind) ?? new Map<string, unknown>();
      caches.set(kind, cache);
    }
    return { ...unknown, field, kind, required, cache };
  });
  for (const [header, { required }] of definitions)
    if (required && !seen.has(header)) tell(header, '', 'column-missing');
  return columns;
}

/** The value of a cell; null where an optional one is empty, undefined where it is wrong (which is told) or unknown. */
function readCell(raw: string, { header, kind, required, cache }: FileColumn, tell: Tell): unknown {
  const cached = cache?.get(raw);
  if (cached !== undefined) return cached;
  const cell = clean(raw);
  if (holdsNationalIdentityNumber(cell)) return tell(header || '-', '', 'identity-number');
  if (!kind) return undefined;
  if (cell === '') return required ? tell(header, '', 'empty') : null;
  const value = kind.parse(cell);
  if (value === undefined) {
    return tell(header, cell, kind.error, {
      ...kind.params,
      ...(kind.error === 'too-long' && { length: cell.length }),
    });
  }
  cache?.set(raw, value);
  return value;
}

const isBlank = (cell: string) => cell === '' || cell.trim() === '';

/** A cell trimmed, NFC-normalised and freed of the apostrophe that `writeDataFile` puts before a formula's first character. */
function clean(raw: string): string {
  let cell = raw.trim();
  // oxlint-disable-next-line no-control-regex
  if (/[^\x00-\x7f]/.test(cell)) cell = cell.normalize('NFC');
  return NEUTRALISED.test(cell) ? cell.slice(1) : cell;
}
