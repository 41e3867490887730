import { calculate } from '@batt/domain/indicators/engine';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { definitionsFor } from '../../modules/indicators/indicators.ts';
import { loadDataTables, lockReports } from '../../modules/reports/reports.ts';
import { refreshRunningFigures } from '../../modules/targets/progress.ts';
import { asSystem } from '../as-viewer.ts';
import { testDatabase } from '../test-database.ts';
import { providerHistory } from './history.ts';
import { generateNation } from './nation.ts';
import { seedDemo } from './seed.ts';

const OPTIONS = { providers: 10, years: 2 };
const nation = generateNation(OPTIONS);
const main = nation.providers[0];
if (!main) throw new Error('A nation has providers.');
const { db, drop } = await testDatabase();
afterAll(drop);

const progress: number[] = [];
beforeAll(() => seedDemo(db, { ...OPTIONS, onProgress: (fraction) => progress.push(fraction) }));

it('tells how far it has come, up to the end', () => {
  expect(progress).toEqual([...progress].sort((left, right) => left - right));
  expect(progress.at(-1)).toBe(1);
});

it('publishes what the engine makes of the stored rows', async () => {
  const year = 2025;
  await asSystem(db, async (trx) => {
    const definitions = await definitionsFor(trx, year);
    const published = await trx
      .selectFrom('result')
      .innerJoin('organisation', 'organisation.id', 'result.providerId')
      .where('year', '=', year)
      .select(['organisation.id', 'number', 'programme', 'indicator', 'value', 'numerator', 'denominator', 'n'])
      .execute();
    const sent = nation.providers.filter(({ reports }) =>
      reports.some((report) => report.year === year && report.state === 'locked'),
    );
    expect(new Set(published.map(({ number }) => number))).toEqual(new Set(sent.map(({ number }) => number)));

    for (const provider of sent) {
      const own = published.filter(({ number }) => number === provider.number);
      const stored = await loadDataTables(trx, own[0]?.id ?? 0, year);
      expect(stored.surveyAnswers).toEqual([]);
      // Answers are not kept, so those come from where they were drawn.
      const { surveyAnswers } = providerHistory(nation, provider).reported(year);
      const calculated = calculate(definitions, { ...stored, surveyAnswers }, year);
      // Few answers to a survey that found no pool are destroyed.
      const isKept = ({ indicator, n }: { indicator: string; n: number }) => n >= 5 || !indicator.endsWith('-survey');
      const figures = (results: typeof calculated | typeof own) =>
        results
          .filter(isKept)
          .map(({ programme, indicator, value, numerator, denominator, n }) =>
            [programme, indicator, value, numerator, denominator, n].join(' '),
          )
          .sort();
      expect(figures(own)).toEqual(figures(calculated));
    }
  });
});

it('keeps of published answers their counts alone, and none where too few answered', async () => {
  await asSystem(db, async (trx) => {
    const years = await trx.selectFrom('surveyAnswer').select('year').distinct().execute();
    expect(years).toEqual([{ year: 2026 }]);
    const counts = await trx
      .selectFrom('surveyCount')
      .innerJoin('organisation', 'organisation.id', 'surveyCount.providerId')
      .where('number', '=', main.number)
      .where('year', '=', 2025)
      .select(['survey', (eb) => eb.fn.sum<number>('answers').as('answers')])
      .groupBy('survey')
      .orderBy('survey')
      .execute();
    const { surveyAnswers } = providerHistory(nation, main).reported(2025);
    // Four employees answered.
    expect(counts.map(({ survey, answers }) => [survey, answers])).toEqual(
      ['nav', 'participant'].map((survey) => [survey, surveyAnswers.filter((row) => row.survey === survey).length]),
    );
  });
});

it('stores the published years, the open one, and a turn for each open negotiation', async () => {
  await asSystem(db, async (trx) => {
    const years = await trx
      .selectFrom('measurementYear')
      .select(['year', 'state', 'revision'])
      .orderBy('year')
      .execute();
    expect(years).toEqual([
      { year: 2024, state: 'published', revision: 1 },
      { year: 2025, state: 'published', revision: 1 },
      { year: 2026, state: 'open', revision: null },
    ]);
    const turns = await trx.selectFrom('localTarget').select(['state', 'turn', 'agreedAt', 'agreedValue']).execute();
    for (const { state, turn, agreedAt, agreedValue } of turns) {
      expect(turn !== null).toBe(state === 'proposed' || state === 'countered');
      expect(agreedAt !== null).toBe(agreedValue !== null);
    }
  });
});

it('fills two databases alike, byte for byte', async () => {
  const other = await testDatabase();
  try {
    await seedDemo(other.db, OPTIONS);
    expect(await contents(other.db)).toEqual(await contents(db));
  } finally {
    await other.drop();
  }
});

it('tells of the open year what the stored rows say', async () => {
  const sums = () =>
    asSystem(db, (trx) =>
      trx
        .selectFrom('runningSum')
        .selectAll()
        .orderBy('providerId')
        .orderBy('programme')
        .orderBy('indicator')
        .execute(),
    );
  const told = await sums();
  expect(told.length).toBeGreaterThan(20);
  await asSystem(db, (trx) => trx.deleteFrom('runningFigure').execute());
  await refreshRunningFigures(db);
  expect(await sums()).toEqual(told);
});

it('leaves a database alone that has organisations', async () => {
  await expect(seedDemo(db, OPTIONS)).rejects.toThrow('organisations already');
});

it('counts answers as locking a report does', async () => {
  await asSystem(db, async (trx) => {
    const { id } = await trx
      .selectFrom('organisation')
      .where('number', '=', main.number)
      .select('id')
      .executeTakeFirstOrThrow();
    const counts = () =>
      trx
        .selectFrom('surveyCount')
        .where('providerId', '=', id)
        .where('year', '=', 2025)
        .selectAll()
        .orderBy(['survey', 'programme', 'question', 'answer'])
        .execute();
    const seeded = await counts();
    await trx.deleteFrom('surveyCount').where('providerId', '=', id).where('year', '=', 2025).execute();
    const answers = providerHistory(nation, main).reported(2025).surveyAnswers;
    await trx
      .insertInto('surveyAnswer')
      .values(
        answers.map(({ survey, programme, year, responseId, question, answer }) => ({
          providerId: id,
          survey,
          programme,
          year,
          responseId,
          question,
          answer,
        })),
      )
      .execute();
    await trx
      .updateTable('report')
      .set({ state: 'submitted' })
      .where('providerId', '=', id)
      .where('year', '=', 2025)
      .execute();
    await lockReports(trx, 2025);
    expect(await counts()).toEqual(seeded);
    expect(seeded.length).toBeGreaterThan(100);
  });
});

/** Each table's rows as one hash. */
async function contents(database: typeof db): Promise<Record<string, string>> {
  return asSystem(database, async (trx) => {
    const tables = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1
    `.execute(trx);
    const hashes: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const { rows } = await sql<{
        hash: string;
      }>`select coalesce(md5(string_agg(t::text, E'\n' order by t::text)), '') as hash from ${sql.table(name)} as t`.execute(
        trx,
      );
      hashes[name] = rows[0]?.hash ?? '';
    }
    return hashes;
  });
}
