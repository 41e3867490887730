import { readDataFiles } from '@batt/domain/data-files/read';
import { emptyTables } from '@batt/domain/data-files/rows';
import type { DataTables, TableName } from '@batt/domain/data-files/rows';
import { dataTables } from '@batt/domain/data-files/tables';
import { yearOf } from '@batt/domain/periods';
import { UsageError, readOptions, readYear } from './command.ts';
import type { Command } from './command.ts';
import { readFolder, tellProblems } from './files.ts';

export const command: Command = {
  summary: 'checks data files and tells everything that is wrong with them',
  usage: `batt check --dir DIR [--year YEAR]

Reads the data files in DIR (CSV or .xlsx) and prints the number of rows of each, or tells what is wrong.

  --dir DIR     the folder with the data files
  --year YEAR   also counts the rows of this year`,

  async run(args) {
    const { dir, year } = readOptions(args, { dir: { type: 'string' }, year: { type: 'string' } });
    if (dir === undefined) throw new UsageError('--dir DIR is missing.');
    const measurementYear = year === undefined ? null : readYear(year);

    const files = await readFolder(dir);
    const read = readDataFiles(files);
    tellProblems(read);
    if (read.errors.length > 0) return 1;
    process.stdout.write(summary(read.tables, measurementYear));
    return 0;
  },
};

function summary(tables: DataTables, year: number | null): string {
  const definitions = dataTables();
  const lines = (Object.keys(emptyTables()) as TableName[]).flatMap((name) => {
    const rows: readonly object[] = tables[name];
    if (rows.length === 0) return [];
    const ofYear = year === null ? '' : `, ${rows.filter((row) => liesIn(row, year)).length} of ${year}`;
    return `${definitions[name].file}: ${rows.length} rows${ofYear}\n`;
  });
  return lines.length === 0 ? 'no rows\n' : lines.join('');
}

/** Whether a row belongs to a year: by its year, its date, or a day between its dates; partners belong to every year. */
function liesIn(row: object, year: number): boolean {
  if ('year' in row) return row.year === year;
  if ('date' in row && typeof row.date === 'number') return yearOf(row.date) === year;
  if ('startDate' in row && typeof row.startDate === 'number') {
    const hasEnded = 'endDate' in row && typeof row.endDate === 'number' && yearOf(row.endDate) < year;
    return yearOf(row.startDate) <= year && !hasEnded;
  }
  return true;
}
