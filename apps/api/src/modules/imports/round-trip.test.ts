import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TableName } from '@batt/domain/data-files/rows';
import { dataTables } from '@batt/domain/data-files/tables';
import { writeDataFile } from '@batt/domain/data-files/write';
import { CATALOGUE } from '@batt/domain/indicators/catalogue';
import { calculate } from '@batt/domain/indicators/engine';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { findViewer } from '../../auth/viewer.ts';
import { asSystem } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import { installCatalogue } from '../indicators/indicators.ts';
import { loadDataTables } from '../reports/reports.ts';
import { importSet } from './imports.ts';

const { db, drop } = await testDatabase();
afterAll(drop);

const folder = fileURLToPath(new URL('../../cli/test-data/', import.meta.url));
const names = await readdir(`${folder}sample-2024`);
const sample = await Promise.all(
  names.map(async (name) => ({ name, bytes: await readFile(`${folder}sample-2024/${name}`) })),
);

/** One person who reports for every provider that the files name, and every four digits that may be an office. */
const importers = await asSystem(db, async (trx) => {
  await installCatalogue(trx);
  const county = await trx
    .insertInto('organisation')
    .values({ kind: 'county-unit', number: '0300', name: 'Oslo' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const text = sample.map(({ bytes }) => bytes.toString('latin1')).join('\n');
  const numbers = (pattern: RegExp) => [...new Set(text.match(pattern))];
  const person = await trx
    .insertInto('person')
    .values({ email: 'a@b.no', name: 'Kari' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const add = (kind: 'provider' | 'nav-office', found: string[]) =>
    trx
      .insertInto('organisation')
      .values(found.map((number) => ({ kind, number, name: number, countyUnitId: county.id })))
      .returning('id')
      .execute();
  await add('nav-office', numbers(/(?<![\w.-])\d{4}(?![\w.-])/g));
  const providers = await add('provider', numbers(/(?<!\d)\d{9}(?!\d)/g));
  await trx.insertInto('measurementYear').values({ year: 2024, deadline: '2025-01-16T00:00:00+01:00' }).execute();
  await trx
    .insertInto('membership')
    .values(providers.map(({ id }) => ({ personId: person.id, organisationId: id, role: 'member' as const })))
    .execute();
  const viewers = await Promise.all(providers.map(({ id }) => findViewer(trx, person.id, id, 'write')));
  return viewers.flatMap((viewer) => viewer ?? []);
});

const bring = (files: typeof sample, replaceYear: number | null) =>
  importSet(db, importers, files, { replaceYear, keep: true });

const exported = () =>
  asSystem(db, async (trx) => {
    const rows = await loadDataTables(trx, null, 2024);
    return Object.entries(dataTables()).map(([name, { file }]) => ({
      name: file,
      bytes: Buffer.from(writeDataFile(name as TableName, rows[name as TableName])),
    }));
  });

// Seconds, on a machine that has other things to do.
const SLOW = 60_000;

test('the sample is imported, and again without a change', { timeout: SLOW }, async () => {
  const first = await bring(sample, null);
  expect(first.errors).toEqual([]);
  const again = await bring(sample, null);
  for (const [file, counts] of Object.entries(again.counts)) {
    expect(counts, file).toMatchObject({ added: 0, changed: 0, removed: 0 });
  }
});

test('what the engine makes of the stored rows is what it makes of the files', async () => {
  const expected = (await readFile(`${folder}sample-2024.expected.jsonl`, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const results = await asSystem(db, async (trx) => calculate(CATALOGUE, await loadDataTables(trx, null, 2024), 2024));
  const key = (row: { provider: string; programme: string | null; indicator: string }) =>
    `${row.provider} ${row.programme} ${row.indicator}`;
  const found = new Map(results.map((result) => [key(result), result]));
  for (const row of expected) {
    const result = found.get(key(row));
    // Rows of other years may name a programme that has no figure in this one.
    if (!result) expect(row, key(row)).toMatchObject({ status: 'no-data' });
    else if (row.value === null) expect(result.value, key(row)).toBeNull();
    else expect(result.value, key(row)).toBeCloseTo(row.value, 9);
  }
});

test('export and import change nothing, even when the year is replaced', { timeout: SLOW }, async () => {
  await bring(sample, 2024);
  const files = await exported();
  const { errors, counts } = await bring(files, 2024);
  expect(errors).toEqual([]);
  for (const [file, count] of Object.entries(counts))
    expect(count, file).toMatchObject({ added: 0, changed: 0, removed: 0 });
  expect((await exported()).map(({ bytes }) => bytes.toString())).toEqual(files.map(({ bytes }) => bytes.toString()));
});

test('each report it touched is a draft', async () => {
  const { rows } = await asSystem(db, (trx) => sql<{ state: string }>`select distinct state from report`.execute(trx));
  expect(rows).toEqual([{ state: 'draft' }]);
});
