import { isOrganisationNumber } from '../identity-numbers.ts';
import { formatDay, parseDay } from '../periods.ts';
import type { Day } from '../periods.ts';
import type { ErrorParams } from '../errors.ts';
import type { DataErrorCode } from './data-errors.ts';

/** What a cell can hold and how it is written. Cells come trimmed, normalised and not empty. */
export interface Kind<T> {
  /** Undefined where the text is no such thing; the error says what was expected. */
  parse(text: string): T | undefined;
  format(value: T): string;
  error: DataErrorCode;
  params?: ErrorParams;
  /** The same values come again and again, as organisation numbers do. */
  hasFewValues?: boolean;
}

/** A cell that a spreadsheet would take for a formula. */
export const FORMULA_LIKE = /^'*[=+\-@\t\r]/;
/** The same with an apostrophe before it, which makes it text: writing adds one, reading takes one off. */
export const NEUTRALISED = /^'+[=+\-@\t\r]/;

/** Ids and names longer than this are refused, for they would not fit the database's indexes. */
export const TEXT_LIMIT = 300;

/** An id or a name, compared exactly. */
export const text: Kind<string> = {
  parse: (cell) => (cell.length <= TEXT_LIMIT ? cell : undefined),
  format: (value) => value,
  error: 'too-long',
  params: { limit: TEXT_LIMIT },
};

export const organisationNumber: Kind<string> = {
  parse: (cell) => (isOrganisationNumber(cell) ? cell : undefined),
  format: (value) => value,
  error: 'not-an-organisation-number',
  hasFewValues: true,
};

export const unitNumber: Kind<string> = {
  parse: (cell) => (/^\d{4}$/.test(cell) ? cell : undefined),
  format: (value) => value,
  error: 'not-a-nav-office',
};

export const day: Kind<Day> = {
  parse: (cell) => parseDay(cell) ?? undefined,
  format: formatDay,
  error: 'not-a-date',
};

/** One of some codes, in any case; the value is the code as the list has it. */
export function code<const T extends string>(codes: readonly T[]): Kind<T> {
  const byText = new Map<string, T>(
    codes.flatMap((known) => [
      [known, known],
      [known.toLowerCase(), known],
    ]),
  );
  return {
    parse: (cell) => byText.get(cell) ?? byText.get(cell.toLowerCase()),
    format: (value) => value,
    error: 'unknown-code',
    params: { expected: codes.join(', ') },
  };
}

const YES_NO = new Map([
  ['yes', true],
  ['no', false],
  ['ja', true],
  ['nei', false],
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

export const yesNo: Kind<boolean> = {
  parse: (cell) => YES_NO.get(cell) ?? YES_NO.get(cell.toLowerCase()),
  format: (value) => (value ? 'yes' : 'no'),
  error: 'not-yes-or-no',
};

/** A decimal number with point or comma. A space or point between thousands is no number: `1.000` is one. */
export const number: Kind<number> = {
  parse(cell) {
    if (!/^-?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:e[+-]?\d+)?$/i.test(cell)) return undefined;
    const value = Number(cell.replace(',', '.'));
    // + 0 makes -0 the 0 that it is.
    return Number.isFinite(value) ? value + 0 : undefined;
  },
  format: String,
  error: 'not-a-number',
};

export const zeroOrMore: Kind<number> = {
  parse(cell) {
    const value = number.parse(cell);
    return value !== undefined && value >= 0 ? value : undefined;
  },
  format: number.format,
  error: 'not-zero-or-more',
};

/** The value of a cell of one digit, the commonest number in these files, without the cost of reading a number. */
export function digit(cell: string): number | undefined {
  const value = cell.length === 1 ? cell.charCodeAt(0) - 48 : -1;
  return value >= 0 && value <= 9 ? value : undefined;
}

/** A whole number from `low` to `high`. */
export function whole(low: number, high: number, error: DataErrorCode = 'off-scale'): Kind<number> {
  return {
    parse(cell) {
      const value = digit(cell) ?? number.parse(cell);
      return value !== undefined && value >= low && value <= high && Number.isInteger(value) ? value : undefined;
    },
    format: String,
    error,
    params: { low, high },
  };
}

export const year = whole(1000, 9999, 'not-a-year');
export const count = whole(0, 1_000_000_000, 'not-a-whole-number');
