import { describe, expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import { errorsAsCsv, errorText, groupErrors } from './errors.ts';
import type { FoundError } from './errors.ts';
import texts from './texts/nb.ts';

const language = createLanguage('nb', texts);
const error = (code: string, column: string, line: number, value = ''): FoundError => ({
  file: 'participations.csv',
  line,
  column,
  value,
  code,
  message: `English of ${code}`,
  params: { expected: 'AB, KIA' },
});

describe('groupErrors', () => {
  test('gathers by kind and column, the largest first', () => {
    const groups = groupErrors([
      error('not-a-date', 'start_date', 2),
      error('unknown-code', 'programme', 3),
      error('empty', 'end_reason', 4),
      error('end-reason-missing', 'end_reason', 5),
      error('unknown-code', 'end_reason', 6),
      error('end-reason-missing', 'end_reason', 7),
    ]);
    expect(groups.map(({ id, errors }) => [id, errors.map(({ line }) => line)])).toEqual([
      ['missing-end_reason', [4, 5, 7]],
      ['date-start_date', [2]],
      ['code-programme', [3]],
      ['code-end_reason', [6]],
    ]);
  });

  test('keeps what it does not know', () => {
    expect(groupErrors([error('from-tomorrow', 'x', 2)])[0]?.kind).toBe('other');
  });
});

describe('errorText', () => {
  test('is a sentence in the language in use', () => {
    expect(errorText(error('unknown-code', 'programme', 2, 'ABC'), 'nn')).toBe(
      '«ABC» er ikkje ein kjend kode; venta ein av AB, KIA',
    );
    expect(errorText(error('empty', 'programme', 2), 'nb')).toBe('Cellen er tom; ventet en verdi');
  });

  test('falls back on the English of a code from a newer server', () => {
    expect(errorText(error('from-tomorrow', 'x', 2), 'nb')).toBe('English of from-tomorrow');
  });
});

describe('errorsAsCsv', () => {
  test('writes heads, quotes what needs it, and defuses formulas', () => {
    const csv = errorsAsCsv(
      [error('unknown-code', 'programme', 2, '=1+1'), error('unknown-code', '-', 3, 'a;"b"')],
      language,
    );
    expect(csv).toBe(
      '\uFEFFFil;Linje;Kolonne;Verdi;Hva er feil\r\n' +
        "participations.csv;2;programme;'=1+1;«=1+1» er ikke en kjent kode; ventet en av AB, KIA\r\n".replace(
          /;(«.*)\r/,
          ';"$1"\r',
        ) +
        'participations.csv;3;-;"a;""b""";"«a;""b""» er ikke en kjent kode; ventet en av AB, KIA"\r\n',
    );
  });
});
