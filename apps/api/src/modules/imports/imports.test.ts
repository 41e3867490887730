import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { asSystem, asViewer } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { testNation } from '../../db/test-nation.ts';
import { importSet } from './imports.ts';

// Each import starts a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { db, drop } = await testDatabase();
afterAll(drop);

let nation: TestNation;
beforeAll(async () => void (nation = await testNation(db)));

const BRO = '810034882';
const HEADERS = {
  'participations.csv': 'provider,participation_id,programme,start_date,end_date,end_reason,employed_date',
  'external_placements.csv': 'provider,participation_id,partner,start_date,end_date,followed_up',
  'placement_partners.csv': 'provider,partner,agreement_date,last_used_date',
  'staff_training.csv': 'provider,staff_id,in_rehabilitation,date,hours',
  'health_checklist.csv': 'provider,year,programme,question,answer',
  'follow_ups.csv': 'provider,participation_id,date,situation',
  'survey_answers.csv': 'survey,provider,programme,year,response_id,question,answer',
};
type File = keyof typeof HEADERS;

/** Data files from the rows after the provider's number, which stands first but in survey answers. */
const files = (rows: Partial<Record<File, string[]>>, provider = BRO) =>
  Object.entries(rows).map(([name, lines]) => {
    const withProvider = lines.map((line) =>
      name === 'survey_answers.csv' ? line.replace(',', `,${provider},`) : `${provider},${line}`,
    );
    return { name, bytes: Buffer.from([HEADERS[name as File], ...withProvider].join('\n')) };
  });

const bring = (rows: Partial<Record<File, string[]>>, options: { replaceYear?: number; keep?: boolean } = {}) =>
  importSet(db, [nation.viewer('bro', 'member')], files(rows), { replaceYear: null, keep: true, ...options });

const stored = (table: string) =>
  asSystem(db, async (trx) => (await sql`select * from ${sql.table(table)} order by 1, 2, 3`.execute(trx)).rows);

const setReport = (year: number, state: 'locked' | 'reopened' | 'submitted') =>
  asSystem(db, (trx) =>
    trx
      .insertInto('report')
      .values({ providerId: nation.organisations.bro, year, state })
      .onConflict((conflict) => conflict.columns(['providerId', 'year']).doUpdateSet({ state }))
      .execute(),
  );

const none = { added: 0, changed: 0, unchanged: 0, removed: 0 };

describe('an import', () => {
  const first = {
    'participations.csv': ['p1,AB,2024-01-01,2024-06-30,work_temporary,2024-06-01', 'p2,AB,2024-03-01,,,'],
    'external_placements.csv': ['p1,Kafé Ære,2024-02-01,,yes'],
    'placement_partners.csv': ['Kafé Ære,2024-01-01,2024-06-01'],
    'staff_training.csv': ['s1,yes,2024-05-01,7.5', 's1,yes,2024-05-01,7.5', 's2,yes,2024-01-01,0'],
    'health_checklist.csv': ['2024,,1,yes', '2024,AB,5,no'],
    'follow_ups.csv': ['p1,2024-12-01,unknown'],
    'survey_answers.csv': ['nav,,2024,r1,1,7', 'participant,AB,2024,r1,9,yes'],
  };

  test('is stored, and the same files again change nothing', async () => {
    const check = await bring(first);
    expect(check.errors).toEqual([]);
    expect(check.counts).toMatchObject({
      'participations.csv': { ...none, added: 2 },
      'staff_training.csv': { ...none, added: 3 },
      'survey_answers.csv': { ...none, added: 2 },
    });
    const before = await stored('participation');
    const again = await bring(first, { replaceYear: 2024 });
    for (const counts of Object.values(again.counts))
      expect(counts).toMatchObject({ added: 0, changed: 0, removed: 0 });
    expect(await stored('participation')).toEqual(before);
  });

  test('opens a report for its year and is in the log', async () => {
    const report = await asViewer(db, nation.viewer('bro'), (trx) => trx.selectFrom('report').selectAll().execute());
    expect(report).toMatchObject([{ year: 2024, state: 'draft' }]);
    const log = await asViewer(db, nation.viewer('bro'), (trx) => trx.selectFrom('import').selectAll().execute());
    expect(log[0]).toMatchObject({ personName: 'bro member', files: Object.keys(first) });
  });

  test('changes rows by their key and leaves out what is missing', async () => {
    const { counts } = await bring({ 'participations.csv': ['p2,AB,2024-03-01,2024-09-01,other,'] });
    expect(counts).toEqual({ 'participations.csv': { ...none, changed: 1 } });
    expect(await stored('participation')).toHaveLength(2);
  });

  test('replaces the training of the same member of staff and year, row by row', async () => {
    const { counts } = await bring({ 'staff_training.csv': ['s1,yes,2024-05-01,7.5', 's1,yes,2023-05-01,3'] });
    expect(counts).toEqual({ 'staff_training.csv': { added: 1, changed: 0, unchanged: 1, removed: 1 } });
  });

  test('a check counts the same and stores nothing', async () => {
    const before = await stored('participation');
    const { counts } = await bring({ 'participations.csv': ['p3,AB,2024-03-01,,,'] }, { keep: false });
    expect(counts).toEqual({ 'participations.csv': { ...none, added: 1 } });
    expect(await stored('participation')).toEqual(before);
  });

  test('a submitted report whose rows change is a draft again', async () => {
    await setReport(2024, 'submitted');
    await bring({ 'health_checklist.csv': ['2024,,1,yes'] });
    expect(await stored('report')).toMatchObject([{ year: 2023 }, { year: 2024, state: 'submitted' }]);
    await bring({ 'health_checklist.csv': ['2024,,1,no'] });
    expect(await stored('report')).toMatchObject([{ year: 2023 }, { year: 2024, state: 'draft' }]);
  });
});

describe('replacing a year', () => {
  test('removes what has a day in it and was not given, and only that', async () => {
    await bring({
      'participations.csv': [
        'old,AB,2022-01-01,2022-06-01,other,',
        'gone,AB,2023-12-01,2024-02-01,other,',
        'p1,AB,2024-01-01,,,',
      ],
      'external_placements.csv': ['gone,Kafé,2024-01-01,2024-01-15,yes'],
    });
    const { counts } = await bring({ 'participations.csv': ['p1,AB,2024-01-01,,,'] }, { replaceYear: 2024 });
    expect(counts['participations.csv']).toEqual({ added: 0, changed: 0, unchanged: 1, removed: 2 });
    expect(counts['external_placements.csv']).toEqual({ ...none, removed: 1 });
    const left = await stored('participation');
    expect(left.map((row) => (row as { participationId: string }).participationId)).toEqual(['old', 'p1']);
    expect(await stored('placement_partner'), 'a missing file removes nothing').toHaveLength(1);
  });
});

describe('what is wrong', () => {
  const codes = async (rows: Partial<Record<File, string[]>>, provider?: string) => {
    const check = await importSet(db, [nation.viewer('bro', 'member')], files(rows, provider), {
      replaceYear: null,
      keep: true,
    });
    return check.errors.map(({ file, line, code }) => `${file}:${line} ${code}`);
  };

  test('a provider that is not the importer’s, and one row stops all', async () => {
    const before = await stored('participation');
    const raskt = nation.numbers.raskt;
    expect(await codes({ 'participations.csv': ['x,AB,2024-01-01,,,'] }, raskt)).toEqual([
      'participations.csv:2 unknown-provider',
    ]);
    expect(await codes({ 'participations.csv': ['x,AB,2024-01-01,,,', 'y,AB,2024-02-30,,,'] })).toEqual([
      'participations.csv:3 not-a-date',
    ]);
    expect(await stored('participation')).toEqual(before);
  });

  test('a Nav office that is not in the register', async () => {
    const file =
      'provider,participation_id,programme,nav_office,start_date\n810034882,x,AB,9999,2024-01-01\n810034882,y,AB,0312,2024-01-01';
    const check = await importSet(
      db,
      [nation.viewer('bro')],
      [{ name: 'participations.csv', bytes: Buffer.from(file) }],
      {
        replaceYear: null,
        keep: true,
      },
    );
    expect(check.errors.map(({ line, code }) => [line, code])).toEqual([[2, 'unknown-nav-office']]);
  });

  test('a placement whose participation is neither in the files nor in the database', async () => {
    expect(
      await codes({ 'external_placements.csv': ['p1,Kafé,2024-02-01,,yes', 'nobody,Kafé,2024-02-01,,yes'] }),
    ).toEqual(['external_placements.csv:3 no-participation']);
  });

  test('a placement whose participation the same import removes', async () => {
    const check = await bring(
      {
        'participations.csv': ['p9,AB,2024-01-01,,,'],
        'external_placements.csv': ['p1,Kafé,2024-02-01,,yes'],
      },
      { replaceYear: 2024 },
    );
    expect(check.errors).toMatchObject([{ file: 'external_placements.csv', line: 2, code: 'no-participation' }]);
  });
});

describe('a locked year', () => {
  beforeAll(async () => {
    await bring({
      'participations.csv': ['l1,AB,2023-01-01,2023-05-01,other,', 'l2,AB,2023-06-01,,,'],
      'health_checklist.csv': ['2023,,1,yes'],
      'staff_training.csv': ['s1,yes,2023-05-01,3'],
    });
    await setReport(2023, 'locked');
  });

  const wrong = async (rows: Partial<Record<File, string[]>>, replaceYear?: number) => {
    const check = await bring(rows, { keep: true, replaceYear });
    return check.errors.map(({ file, line, code, params }) => `${file}:${line} ${code} ${params['year']}`);
  };

  test.each<[string, Partial<Record<File, string[]>>, string[]]>([
    ['the same again', { 'participations.csv': ['l1,AB,2023-01-01,2023-05-01,other,'] }, []],
    [
      'another end reason',
      { 'participations.csv': ['l1,AB,2023-01-01,2023-05-01,illness,'] },
      ['participations.csv:2 locked-year 2023'],
    ],
    [
      'a new row with a day in it',
      { 'participations.csv': ['l3,AB,2023-12-31,,,'] },
      ['participations.csv:2 locked-year 2023'],
    ],
    ['out of the year', { 'participations.csv': ['l2,AB,2024-06-01,,,'] }, ['participations.csv:2 locked-year 2023']],
    [
      'an end within it',
      { 'participations.csv': ['l2,AB,2023-06-01,2023-12-31,other,'] },
      ['participations.csv:2 locked-year 2023'],
    ],
    [
      'another answer',
      { 'health_checklist.csv': ['2024,,1,yes', '2023,,1,no'] },
      ['health_checklist.csv:3 locked-year 2023'],
    ],
    [
      'other training',
      { 'staff_training.csv': ['s1,yes,2023-05-01,4'] },
      ['staff_training.csv:2 locked-year 2023', 'staff_training.csv:1 locked-year 2023'],
    ],
    ['survey answers', { 'survey_answers.csv': ['nav,,2023,r1,1,5'] }, ['survey_answers.csv:2 locked-year 2023']],
  ])('%s', async (_, rows, errors) => {
    expect((await wrong(rows)).sort()).toEqual(errors.sort());
  });

  test('what began in it may end after it, for its figures know nothing of that', async () => {
    expect(await wrong({ 'participations.csv': ['l2,AB,2023-06-01,2024-04-01,work_temporary,2024-05-01'] })).toEqual(
      [],
    );
  });

  test('replacing another year leaves what lies in both', async () => {
    expect(await wrong({ 'participations.csv': ['p1,AB,2024-01-01,,,'] }, 2024)).toEqual([]);
    const ids = (await stored('participation')).map((row) => (row as { participationId: string }).participationId);
    expect(ids).toContain('l2');
  });

  test('replacing it is refused when something would go', async () => {
    expect(await wrong({ 'participations.csv': [] }, 2023)).toEqual(['participations.csv:1 locked-year 2023']);
  });

  test('changes again once the report is reopened', async () => {
    await setReport(2023, 'reopened');
    expect(await wrong({ 'health_checklist.csv': ['2023,,1,no'] })).toEqual([]);
    expect(await stored('report')).toMatchObject([{ year: 2023, state: 'reopened' }, { year: 2024 }]);
  });
});

test('the same files twice at once are stored once', async () => {
  const many = Array.from({ length: 300 }, (_, index) => `twice${index},AB,2024-01-01,,,`);
  const results = await Promise.all([bring({ 'participations.csv': many }), bring({ 'participations.csv': many })]);
  const added = results.map(({ counts }) => counts['participations.csv']?.added ?? -1).sort((a, b) => a - b);
  expect(added).toEqual([0, 300]);
});

test('ids keep their letters', async () => {
  const odd = ["o'brien \\ {,}", 'æ"q"', '=1+1', 'null', 'NULL'];
  const rows = odd.map((id) => `"${id.replaceAll('"', '""')}",AB,2024-01-01,,,`);
  expect((await bring({ 'participations.csv': rows })).errors).toEqual([]);
  const ids = (await stored('participation')).map((row) => (row as { participationId: string }).participationId);
  expect(ids).toEqual(expect.arrayContaining(odd));
});
