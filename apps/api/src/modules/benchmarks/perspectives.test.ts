import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { ask } from '../../test-client.ts';
import { installCatalogue } from '../indicators/indicators.ts';
import { storePerspectives } from './perspectives.ts';

const { db, drop } = await testDatabase();
afterAll(drop);
let nation: TestNation;

/** Answers to a question: how many gave each. */
type Counts = Record<number, number>;

beforeAll(async () => {
  nation = await testNation(db);
  const { bro, oslo } = nation.organisations;
  await asSystem(db, async (trx) => {
    await installCatalogue(trx);
    await trx.insertInto('publication').values({ year: 2023, revision: 1, publishedByName: 'Ola' }).execute();
    const cell = { year: 2023, revision: 1, providerId: bro, countyUnitId: oslo, indicatorVersion: 1, verdict: 'none' };
    await trx
      .insertInto('figure')
      .values([
        { ...cell, indicator: 'nav-survey', status: 'ok', value: 4, n: 9 },
        { ...cell, indicator: 'participant-survey', programme: 'AB', status: 'ok', value: 4, n: 9 },
        { ...cell, indicator: 'employee-survey', status: 'suppressed', suppression: 'complementary' },
      ])
      .execute();
    const add = (
      survey: 'nav' | 'participant' | 'employee',
      programme: string | null,
      question: number,
      counts: Counts,
    ) =>
      trx
        .insertInto('surveyCount')
        .values(
          Object.entries(counts).map(([answer, answers]) => ({
            providerId: bro,
            survey,
            programme,
            year: 2023,
            question,
            answer: Number(answer),
            answers,
          })),
        )
        .execute();
    await add('nav', null, 1, { 4: 5, 6: 5, 7: 30 });
    await add('nav', null, 2, { 3: 4, 7: 36 });
    await add('nav', null, 3, { 5: 6 });
    await add('participant', 'AB', 5, { 4: 8, 5: 8 });
    await add('participant', 'AB', 9, { 0: 1, 1: 9 });
    await add('employee', null, 5, { 6: 40 });
    await storePerspectives(trx, 2023, 1);
  });
});

test('means over the answers that count, the share of yes, and too few hidden with what would tell them', async () => {
  const ASK = `query ($provider: String!) { surveyThemes(provider: $provider, programme: "AB", year: 2023) { theme nav participant employee yes } }`;
  const { data } = await ask(db, 'viewer@frogner.example', ASK, { provider: nation.numbers.bro });
  const themeOf = (theme: number) => data.surveyThemes.find((row: { theme: number }) => row.theme === theme);
  const nothing = { nav: null, participant: null, employee: null, yes: null };
  // 7 is no answer. Question 2 has four, and question 3 goes with it, for the mean of all is shown.
  expect(themeOf(1)).toEqual({ theme: 1, ...nothing, nav: 5 });
  expect(themeOf(2)).toEqual({ theme: 2, ...nothing });
  expect(themeOf(3)).toEqual({ theme: 3, ...nothing });
  // A survey whose mean is hidden has no questions.
  expect(themeOf(5)).toEqual({ theme: 5, ...nothing, participant: 4.5 });
  expect(themeOf(9)).toEqual({ theme: 9, ...nothing, yes: 90 });
  const own = await ask(db, 'manager@bro.example', ASK, { provider: nation.numbers.bro });
  expect(own.data, 'the provider sees no more').toEqual(data);
  const foreign = await ask(db, 'manager@raskt.example', ASK, { provider: nation.numbers.bro });
  expect(foreign.data.surveyThemes).toEqual([]);
});

test('a correction that would tell what three more have answered shows what was shown', async () => {
  await asSystem(db, async (trx) => {
    await trx
      .insertInto('publication')
      .values({ year: 2023, revision: 2, publishedByName: 'Ola', reason: 'Rettet' })
      .execute();
    await trx
      .insertInto('figure')
      .columns([
        'year',
        'revision',
        'providerId',
        'countyUnitId',
        'indicator',
        'programme',
        'indicatorVersion',
        'status',
        'value',
        'n',
        'verdict',
      ])
      .expression((eb) =>
        eb
          .selectFrom('figure')
          .where('revision', '=', 1)
          .select([
            'year',
            eb.val(2).as('revision'),
            'providerId',
            'countyUnitId',
            'indicator',
            'programme',
            'indicatorVersion',
            'status',
            'value',
            'n',
            'verdict',
          ]),
      )
      .execute();
    await trx
      .updateTable('surveyCount')
      .set({ answers: 8 })
      .where('survey', '=', 'nav')
      .where('question', '=', 1)
      .where('answer', '=', 6)
      .execute();
    await storePerspectives(trx, 2023, 2);
    const { value, n } = await trx
      .selectFrom('perspective')
      .where('revision', '=', 2)
      .where('survey', '=', 'nav')
      .where('question', '=', 1)
      .select(['value', 'n'])
      .executeTakeFirstOrThrow();
    expect({ value, n }).toEqual({ value: 5, n: 10 });
  });
});
