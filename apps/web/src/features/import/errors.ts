import { dataErrorTexts, describe } from '@batt/domain/data-files/data-errors';
import type { DataErrorCode } from '@batt/domain/data-files/data-errors';
import type { Language, TextKey } from '../../language.tsx';

/** Something wrong in a file, as the API tells it. */
export interface FoundError {
  file: string;
  line: number;
  column: string;
  value: string;
  code: string;
  message: string;
  params: unknown;
}

/** What kinds of error there are for whoever mends them; each has a title and a hint. */
const KINDS = {
  code: ['unknown-code'],
  date: ['not-a-date'],
  number: ['not-a-number', 'not-zero-or-more', 'not-a-whole-number', 'not-a-year'],
  scale: ['off-scale'],
  yesNo: ['not-yes-or-no'],
  provider: ['not-an-organisation-number', 'unknown-provider'],
  office: ['not-a-nav-office', 'unknown-nav-office'],
  long: ['too-long'],
  identity: ['identity-number'],
  missing: ['empty', 'end-reason-missing', 'programme-missing'],
  dates: ['end-reason-without-end-date', 'before-start'],
  programme: ['programme-not-allowed', 'two-programmes'],
  participation: ['no-participation'],
  twice: ['duplicate-key', 'table-twice', 'header-twice'],
  shape: ['wrong-field-count', 'unclosed-quote', 'text-after-quote', 'too-many-fields', 'column-missing', 'unreadable'],
  locked: ['locked-year'],
} as const satisfies Record<string, readonly DataErrorCode[]>;

export type ErrorKind = keyof typeof KINDS | 'other';

/** Errors that one repair mends: of one kind, in one column. */
export interface ErrorKindGroup {
  id: string;
  kind: ErrorKind;
  /** `-` for whole rows. */
  column: string;
  errors: FoundError[];
}

function kindOf(code: string): ErrorKind {
  for (const [kind, codes] of Object.entries(KINDS)) {
    if (codes.some((each) => each === code)) return kind as ErrorKind;
  }
  return 'other';
}

/** Gathers errors by kind and column, those that mend the most first; within each by file and line as they came. */
export function groupErrors(errors: readonly FoundError[]): ErrorKindGroup[] {
  const groups = new Map<string, ErrorKindGroup>();
  for (const error of errors) {
    const kind = kindOf(error.code);
    const id = `${kind}-${error.column}`;
    const group = groups.get(id) ?? { id, kind, column: error.column, errors: [] };
    group.errors.push(error);
    groups.set(id, group);
  }
  return [...groups.values()].sort((a, b) => b.errors.length - a.errors.length);
}

/** What is wrong, as a sentence in the language in use. */
export function errorText(
  { code, params, value, message }: Omit<FoundError, 'file' | 'line' | 'column'>,
  locale: Language['locale'],
): string {
  const known = code in dataErrorTexts || code === 'unknown-column' || code === 'unknown-file' || code === 'empty-file';
  if (!known) return message;
  const text = describe(
    { code: code as DataErrorCode, params: (params ?? {}) as Record<string, string | number>, value },
    locale,
  );
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

const HEADS = [
  'import.file',
  'import.line',
  'import.column',
  'import.value',
  'import.problem',
] as const satisfies TextKey[];

/** The list of errors as a CSV file for a spreadsheet: semicolons, and a byte order mark so that æ, ø and å are read. */
export function errorsAsCsv(errors: readonly FoundError[], { t, locale }: Language): string {
  const rows = errors.map((error) => [
    error.file,
    String(error.line),
    error.column,
    error.value,
    errorText(error, locale),
  ]);
  return `\uFEFF${[HEADS.map((key) => t(key)), ...rows].map((cells) => cells.map(csvCell).join(';')).join('\r\n')}\r\n`;
}

// What stood in a cell came from outside: a spreadsheet must not take it for a formula.
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) && text !== '-' ? `'${text}` : text;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
