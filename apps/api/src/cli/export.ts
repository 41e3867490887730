import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableName } from '@batt/domain/data-files/rows';
import { dataTables } from '@batt/domain/data-files/tables';
import { writeDataFile } from '@batt/domain/data-files/write';
import { asSystem } from '../db/as-viewer.ts';
import { loadDataTables } from '../modules/reports/reports.ts';
import { UsageError, readOptions, readYear } from './command.ts';
import type { Command } from './command.ts';
import { withDatabase } from './database.ts';

export const command: Command = {
  summary: 'writes what was imported for a year as data files',
  usage: `batt export --dir DIR --year YEAR

Writes what every provider has imported that bears on the year, in the same files as it was imported from. Importing them
again changes nothing. Survey answers are left out once a report is locked, for then only counts of them are kept.

  --dir DIR     the folder to write to; made when it is missing
  --year YEAR   the measurement year`,

  async run(args) {
    const { dir, year } = readOptions(args, { dir: { type: 'string' }, year: { type: 'string' } });
    if (dir === undefined) throw new UsageError('--dir DIR is missing.');
    if (year === undefined) throw new UsageError('--year YEAR is missing.');
    const measurementYear = readYear(year);

    const rows = await withDatabase((db) => asSystem(db, (trx) => loadDataTables(trx, null, measurementYear)));
    await mkdir(dir, { recursive: true });
    const tables = dataTables();
    for (const name of Object.keys(tables) as TableName[]) {
      await writeFile(join(dir, tables[name].file), writeDataFile(name, rows[name]));
    }
    return 0;
  },
};
