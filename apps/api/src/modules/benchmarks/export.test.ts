import { readXlsx } from 'hucre/xlsx';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Context } from '../../context.ts';
import { asSystem } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import { ask, viewerOf } from '../../test-client.ts';
import { installCatalogue } from '../indicators/indicators.ts';
import { comparisonAddress, comparisonFile, rankingAddress, rankingFile } from './export.ts';

const { db, drop } = await testDatabase();
afterAll(drop);

const YEAR = 2024;
const HOSTILE = '=HYPERLINK("http://evil.example";"Bro")';

/** How many ended, and how many of them to work. In AB two have too few; one has a name that a spreadsheet would run. */
const ENDED: [programme: string, name: string, all: number, jobs: number][] = [
  ['KIA', 'Bro AS', 50, 10],
  ['KIA', 'Raskt tilbake AS', 40, 30],
  ['KIA', 'Ask AS', 30, 9],
  ['KIA', 'Furu AS', 20, 6],
  ['KIA', HOSTILE, 30, 10],
  ['AB', 'Bro AS', 50, 10],
  ['AB', 'Ask AS', 30, 9],
  ['AB', 'Eik AS', 3, 1],
  ['AB', 'Gran AS', 4, 1],
];

beforeAll(async () => {
  const nation = await testNation(db);
  await asSystem(db, async (trx) => {
    await installCatalogue(trx);
    const there = await trx.selectFrom('organisation').select('name').where('kind', '=', 'provider').execute();
    const names = [...new Set([...ENDED.map(([, name]) => name), 'Ingen AS'])];
    const missing = names.filter((name) => !there.some((row) => row.name === name));
    await trx
      .insertInto('organisation')
      .values(
        missing.map((name, index) => ({
          kind: 'provider' as const,
          number: `9100000${10 + index}`,
          name,
          countyUnitId: nation.organisations.oslo,
        })),
      )
      .execute();
    for (const [programme, name, all, jobs] of ENDED) {
      await sql`insert into participation (provider_id, participation_id, programme, start_date, end_date, end_reason)
        select o.id, ${programme}::text || i, ${programme}::text, date '2024-01-01', date '2024-08-01',
          case when i <= ${jobs}::int then 'work_temporary' else 'illness' end
        from organisation o, generate_series(1, ${all}::int) i where o.name = ${name}`.execute(trx);
      await sql`insert into report (provider_id, year, state, submitted_at)
        select id, ${YEAR}::int, 'submitted', now() from organisation where name = ${name}
        on conflict (provider_id, year) do update set state = 'submitted'`.execute(trx);
    }
    await trx.updateTable('measurementYear').set({ state: 'closed' }).where('year', '=', YEAR).execute();
  });
  const { data, errors } = await ask(
    db,
    'manager@operator.example',
    `mutation { publishYear(input: { year: ${YEAR} }) { __typename } }`,
  );
  expect(errors).toBeUndefined();
  expect(data.publishYear.__typename).toBe('PublishYearSuccess');
});

async function contextOf(who: string): Promise<Context> {
  return new Context({
    db,
    listener: { listen: () => () => {}, close: async () => {} },
    signedIn: { viewer: await viewerOf(db, { email: who }), sessionHash: null },
    requestId: 'test',
    log: pino({ enabled: false }),
    sendsMail: false,
    setSession: () => {},
  });
}
const ADVISER = 'viewer@oslo.example';
const comparison = async (query: Record<string, string>, format: 'csv' | 'xlsx' = 'csv', who = ADVISER) =>
  comparisonFile(
    await contextOf(who),
    format,
    comparisonAddress.parse({ county: '0300', programme: 'KIA', year: String(YEAR), ...query }),
  );

/** A CSV file's lines by the names of its columns. */
function linesOf(bytes: Uint8Array | undefined, separator = ';'): Record<string, string>[] {
  const [head = [], ...rows] = Buffer.from(bytes ?? [])
    .toString()
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => {
      const cells: string[] = [];
      for (const [, quoted, plain] of line.matchAll(
        new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}]*))(?:${separator}|$)`, 'g'),
      ))
        cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
      return cells;
    });
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

describe('a comparison as CSV', () => {
  test('has a line for each figure, unrounded, with its basis, verdict, definition and publication', async () => {
    const file = await comparison({ columns: 'job-acquisition' });
    expect(file?.name).toBe('sammenlikning-0300-KIA-2024.csv');
    const line = linesOf(file?.bytes).find((each) => each['Tiltaksarrangør'] === 'Ask AS');
    expect(line).toMatchObject({
      År: '2024',
      Tiltak: 'KIA',
      Kode: 'job-acquisition',
      Enhet: 'prosent',
      Verdi: '30',
      'Grunnlag (n)': '30',
      'Sammenliknet med': 'Landssnittet',
      'Publisert revisjon': '1',
    });
    expect(Number(line?.['95 %-intervall, nedre']?.replace(',', '.'))).toBeCloseTo(16.664, 2);
    expect(line?.Definisjon).toMatch(/sluttet/);
    expect(line?.Hentet).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('has the signs of what is hidden, and nothing of who is not shown', async () => {
    const lines = linesOf((await comparison({ columns: 'job-acquisition', programme: 'AB' }))?.bytes);
    const few = lines.find((each) => each['Tiltaksarrangør'] === 'Eik AS');
    expect(few).toMatchObject({ Verdi: ':', 'Grunnlag (n)': '', '95 %-intervall, nedre': '' });
    expect(lines.filter(({ Verdi }) => Verdi === ':').length).toBeGreaterThanOrEqual(2);
  });

  test('runs no formula in a spreadsheet', async () => {
    const text = Buffer.from((await comparison({ columns: 'job-acquisition' }))?.bytes ?? []).toString();
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"";""Bro"")"`);
    for (const line of text.split('\r\n')) for (const cell of line.split(';')) expect(cell).not.toMatch(/^"?[=+@]/);
  });

  test('follows filters, order and columns as the page does', async () => {
    const names = (file: Awaited<ReturnType<typeof comparison>>) => [
      ...new Set(linesOf(file?.bytes).map((line) => line['Tiltaksarrangør'])),
    ];
    expect(names(await comparison({ name: 'AS', order: 'job-acquisition' })).slice(0, 2)).toEqual([
      'Raskt tilbake AS',
      'Ask AS',
    ]);
    expect(names(await comparison({ name: 'furu' }))).toEqual(['Furu AS']);
    expect(names(await comparison({ clear: 'yes', columns: 'job-acquisition' }))).toContain('Raskt tilbake AS');
    expect(names(await comparison({ clear: 'yes', columns: 'job-acquisition' }))).not.toContain('Ask AS');
    const codes = new Set(
      linesOf((await comparison({ columns: 'job-acquisition,health' }))?.bytes).map(({ Kode }) => Kode),
    );
    expect(codes).toEqual(new Set(['job-acquisition', 'health']));
  });

  test('is there in English with commas and points', async () => {
    const [line] = linesOf((await comparison({ columns: 'job-acquisition', name: 'ask', locale: 'en' }))?.bytes, ',');
    expect(line).toMatchObject({ Provider: 'Ask AS', Value: '30', 'Compared with': 'The national mean' });
    expect(line?.['95% interval, low']).toMatch(/^16\.66/);
  });
});

describe('a comparison as a workbook', () => {
  test('has the table as shown, all figures, definitions and what it is about', async () => {
    const file = await comparison({ columns: 'job-acquisition', reference: 'county' }, 'xlsx');
    const { sheets } = await readXlsx(file?.bytes ?? new Uint8Array());
    expect(sheets.map(({ name }) => name)).toEqual(['Sammenlikning', 'Alle tall', 'Definisjoner', 'Om filen']);
    const [shown, , definitions, about] = sheets;
    const row = (name: string) => shown?.rows.find((each) => each[1] === name);
    expect(row('Ask AS')).toEqual(['910000010', 'Ask AS', 30]);
    expect(row('Eik AS')?.[2]).toBe('.');
    expect(row(`'${HOSTILE}`)).toBeDefined();
    expect(row('Landssnitt')?.[2]).toBeCloseTo((100 * 65) / 170, 9);
    expect(shown?.rows.some((each) => each[2] === 'Ikke rapportert')).toBe(true);
    expect(definitions?.rows.map(([code]) => code)).toEqual(['Kode', 'job-acquisition']);
    const told = Object.fromEntries((about?.rows ?? []).map(([key, value]) => [String(key), value]));
    expect(told).toMatchObject({
      'Sammenliknet med': 'Fylkessnittet',
      'Publisert revisjon': 1,
      'Tegn :': 'skjult av personvern',
    });
  });
});

describe('a ranking as a file', () => {
  const ranking = async (query: Record<string, string>, who = ADVISER) =>
    rankingFile(
      await contextOf(who),
      'csv',
      rankingAddress.parse({ indicator: 'job-acquisition', programme: 'KIA', year: String(YEAR), ...query }),
    );

  test('has everybody who is ranked, best first, with how sure that is', async () => {
    const lines = linesOf((await ranking({}))?.bytes);
    expect(lines.map(({ Plass }) => Number(Plass))).toEqual([1, 2, 3, 3, 5]);
    expect(lines[0]).toMatchObject({ Tiltaksarrangør: 'Raskt tilbake AS', Verdi: '75' });
    expect(lines.every((line) => Number(line['Sannsynlig plass, beste']) <= Number(line.Plass))).toBe(true);
    expect(lines.map((line) => line['Tiltaksarrangør'])).not.toContain('Eik AS');
  });

  test('tells whoever may not read the scorecards no more than the page: the best five', async () => {
    const lines = linesOf((await ranking({}, 'manager@agder.example'))?.bytes);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((line) => line['Grunnlag (n)'] === '')).toBe(true);
  });
});

test('what is not the viewer’s to see is not there', async () => {
  expect(await comparison({}, 'csv', 'manager@agder.example')).toBeNull();
  expect(await comparison({ year: '2025' })).toBeNull();
  expect(comparisonAddress.safeParse({ programme: 'KIA', year: 'x' }).success).toBe(false);
});
