import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableName, TableRows } from '@batt/domain/data-files/rows';
import { dataTables } from '@batt/domain/data-files/tables';
import { writeDataFile } from '@batt/domain/data-files/write';
import { ConflictError } from '@batt/domain/errors';
import { providerHistory } from '../db/seed/history.ts';
import { generateNation } from '../db/seed/nation.ts';
import type { NationOptions } from '../db/seed/nation.ts';
import { seedDemo } from '../db/seed/seed.ts';
import { UsageError, readOptions, readYear } from './command.ts';
import type { Command } from './command.ts';
import { withDatabase } from './database.ts';

export const command: Command = {
  summary: 'fills an empty database with the demo nation, or writes its data files',
  usage: `batt seed --demo [--providers N] [--years N] [--random-seed N] [--files DIR --year YEAR]

Makes up a country of providers, NAV offices and county units with what they report, agree and talk about, and puts it
into the database, which must have no organisations yet. The same options give the same data, byte for byte.

  --demo            says that the data are for demonstration; needed
  --providers N     how many providers (350)
  --years N         how many published years, the last of them 2025 (5); 2026 is open
  --random-seed N   another number, another country (1)
  --files DIR       writes what all providers report for one year as data files into DIR instead; no database
  --year YEAR       that year`,

  async run(args) {
    const options = readOptions(args, {
      demo: { type: 'boolean', default: false },
      providers: { type: 'string', default: '350' },
      years: { type: 'string', default: '5' },
      'random-seed': { type: 'string', default: '1' },
      files: { type: 'string' },
      year: { type: 'string' },
    });
    if (!options.demo) throw new UsageError('--demo is missing: batt has no other data to seed with.');
    const nation: NationOptions = {
      providers: readCount('--providers', options.providers, 1, 2_000),
      years: readCount('--years', options.years, 1, 15),
      seed: readCount('--random-seed', options['random-seed'], 0, 2 ** 31),
    };
    if (options.files !== undefined) {
      if (options.year === undefined) throw new UsageError('--year YEAR is missing: which year to write.');
      await writeNation(options.files, readYear(options.year), nation);
      return 0;
    }
    if (options.year !== undefined) throw new UsageError('--year goes with --files.');
    try {
      await withDatabase((db) => seedDemo(db, { ...nation, onProgress: tellProgress }));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    return 0;
  },
};

function readCount(option: string, text: string, least: number, most: number): number {
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= least && count <= most))
    throw new UsageError(`${option} ${text} is not a whole number from ${least} to ${most}.`);
  return count;
}

/** The data files of one year, all providers in each. */
async function writeNation(folder: string, year: number, options: NationOptions): Promise<void> {
  const nation = generateNation(options);
  const reported = nation.providers.map((provider) => providerHistory(nation, provider).reported(year));
  const tables = dataTables();
  await mkdir(folder, { recursive: true });
  for (const name of Object.keys(tables) as TableName[]) {
    const rows = reported.flatMap((report): TableRows[TableName][] => report[name]);
    await writeFile(join(folder, tables[name].file), writeDataFile(name, rows));
  }
}

/** One line that is written over while somebody watches; one line a stage in a log. */
let lastStage = '';
function tellProgress(fraction: number, text: string): void {
  const percent = `${Math.round(100 * fraction)} %`.padStart(5);
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${percent}  ${text}${fraction === 1 ? '\n' : ''}`);
  else if (text !== lastStage) process.stderr.write(`${percent}  ${text}\n`);
  lastStage = text;
}
