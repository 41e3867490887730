import { readDataFiles } from '@batt/domain/data-files/read';
import { CATALOGUE } from '@batt/domain/indicators/catalogue';
import { calculate } from '@batt/domain/indicators/engine';
import type { Result } from '@batt/domain/indicators/result';
import { UsageError, readOptions, readYear } from './command.ts';
import type { Command } from './command.ts';
import { readFolder, tellProblems } from './files.ts';

export const command: Command = {
  summary: 'works out the thirteen indicators from data files, without a database',
  usage: `batt calculate --dir DIR --year YEAR [--format json|csv]

Reads the data files in DIR (CSV or .xlsx) and prints one result a line, ordered by provider, programme and indicator.
Figures are unrounded and nothing is hidden. If anything is wrong with the files nothing is printed but the errors.

  --dir DIR       the folder with the data files
  --year YEAR     the measurement year
  --format json   JSON Lines (default), or csv`,

  async run(args) {
    const { dir, year, format } = readOptions(args, {
      dir: { type: 'string' },
      year: { type: 'string' },
      format: { type: 'string', default: 'json' },
    });
    if (dir === undefined) throw new UsageError('--dir DIR is missing.');
    if (year === undefined) throw new UsageError('--year YEAR is missing.');
    if (format !== 'json' && format !== 'csv') throw new UsageError(`--format ${format} is neither json nor csv.`);
    const measurementYear = readYear(year);

    const read = readDataFiles(await readFolder(dir));
    tellProblems(read);
    if (read.errors.length > 0) return 1;
    const results = calculate(CATALOGUE, read.tables, measurementYear);
    process.stdout.write(format === 'json' ? toJsonLines(results) : toCsv(results));
    return 0;
  },
};

const FIELDS = [
  'provider',
  'programme',
  'indicator',
  'year',
  'value',
  'numerator',
  'denominator',
  'n',
  'status',
] as const;

function toJsonLines(results: readonly Result[]): string {
  const withoutMoments = (field: string, value: unknown) => (field === 'moments' ? undefined : value);
  return results.map((result) => `${JSON.stringify(result, withoutMoments)}\n`).join('');
}

/** Codes and numbers alone, which need no quoting; a breakdown is `code=count` joined by spaces. */
function toCsv(results: readonly Result[]): string {
  const lines = results.map((result) => {
    const breakdown = Object.entries(result.breakdown ?? {}).map(([code, count]) => `${code}=${count}`);
    return [...FIELDS.map((field) => result[field] ?? ''), breakdown.join(' ')].join(',');
  });
  return [[...FIELDS, 'breakdown'].join(','), ...lines, ''].join('\n');
}
