import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Viewer } from '@batt/domain/access/viewer';
import { ForbiddenError } from '@batt/domain/errors';
import { findViewer } from '../auth/viewer.ts';
import { asSystem } from '../db/as-viewer.ts';
import type { Db } from '../db/client.ts';
import { importSet } from '../modules/imports/imports.ts';
import { isWorkbook } from '../workbook.ts';
import { UsageError, readOptions, readYear } from './command.ts';
import type { Command } from './command.ts';
import { personOf, withDatabase } from './database.ts';
import { tellProblems } from './files.ts';

export const command: Command = {
  summary: 'imports data files into the database',
  usage: `batt import --dir DIR --as EMAIL [--replace-year YEAR]

Imports the data files in DIR (CSV or .xlsx) for the providers that the person may report for. All of them are stored, or
nothing when anything is wrong; the same files again change nothing. Prints how the rows of each file changed.

  --dir DIR             the folder with the data files
  --as EMAIL            who imports: a member or manager of every provider in the files
  --replace-year YEAR   also removes what lies in this year and is not in the files`,

  async run(args) {
    const options = readOptions(args, {
      dir: { type: 'string' },
      as: { type: 'string' },
      'replace-year': { type: 'string' },
    });
    const { dir, as: email } = options;
    if (dir === undefined) throw new UsageError('--dir DIR is missing.');
    if (email === undefined) throw new UsageError('--as EMAIL is missing.');
    const replaceYear =
      options['replace-year'] === undefined ? null : readYear(options['replace-year'], '--replace-year');
    const files = await readRawFiles(dir);

    const check = await withDatabase(async (db) => {
      const importers = await findImporters(db, email);
      return importSet(db, importers, files, { replaceYear, keep: true });
    });
    tellProblems({ ...check, errorCounts: Object.fromEntries(check.files.map(({ name, errors }) => [name, errors])) });
    if (check.errors.length > 0) return 1;
    for (const [file, { added, changed, unchanged, removed }] of Object.entries(check.counts)) {
      process.stdout.write(`${file}: ${added} added, ${changed} changed, ${unchanged} unchanged, ${removed} removed\n`);
    }
    return 0;
  },
};

// As bytes: they are read in a process of their own, as those from the web are.
async function readRawFiles(folder: string): Promise<{ name: string; bytes: Uint8Array }[]> {
  const names = await readdir(folder).catch(() => {
    throw new UsageError(`--dir ${folder} is not a folder that can be read.`);
  });
  const wanted = names.filter((name) => !/^(\.|~\$)/.test(name) && (isWorkbook(name) || /\.csv$/i.test(name))).sort();
  return Promise.all(wanted.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}

async function findImporters(db: Db, email: string): Promise<Viewer[]> {
  return asSystem(db, async (trx) => {
    const person = await personOf(trx, email);
    const memberships = await trx
      .selectFrom('membership')
      .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
      .select('organisationId')
      .where('personId', '=', person.id)
      .where('endedAt', 'is', null)
      .where('organisation.kind', '=', 'provider')
      .where('membership.role', 'in', ['member', 'manager'])
      .execute();
    const viewers: Viewer[] = [];
    for (const { organisationId } of memberships) {
      const viewer = await findViewer(trx, person.id, organisationId, 'write');
      if (viewer) viewers.push(viewer);
    }
    if (viewers.length === 0) {
      throw new ForbiddenError('no-provider', `${email} is a member or manager of no provider.`);
    }
    return viewers;
  });
}
