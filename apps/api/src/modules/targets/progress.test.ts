import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { asSystem } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { ask } from '../../test-client.ts';
import { importSet } from '../imports/imports.ts';
import { installCatalogue } from '../indicators/indicators.ts';
import { refreshRunningFigures } from './progress.ts';

// Each import starts a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { db, drop } = await testDatabase();
afterAll(drop);
let nation: TestNation;

// The year before: 20 who left, 40 % of them to work; 2024 is open.
beforeAll(async () => {
  nation = await testNation(db);
  await asSystem(db, async (trx) => {
    await installCatalogue(trx);
    const { bro, oslo, directorate } = nation.organisations;
    await trx.insertInto('publication').values({ year: 2023, revision: 1, publishedByName: 'x' }).execute();
    const figure = {
      year: 2023,
      revision: 1,
      providerId: bro,
      programme: 'AB',
      indicator: 'job-acquisition',
      indicatorVersion: 1,
      status: 'ok' as const,
      value: 40,
      numerator: 8,
      denominator: 20,
      n: 20,
    };
    await trx.insertInto('result').values(figure).execute();
    await trx
      .insertInto('figure')
      .values({ ...figure, countyUnitId: oslo, verdict: 'none' })
      .execute();
    const place = { indicator: 'job-acquisition', programme: 'AB', year: 2024, state: 'published' as const };
    await trx
      .insertInto('generalTarget')
      .values({ ...place, level: 'national', ownerId: directorate, value: 45 })
      .execute();
  });
});

/** Bro reports that so many have left this year, so many of them to work. */
async function report(left: number, toWork: number) {
  const rows = Array.from({ length: left }, (_, index) =>
    [
      nation.numbers.bro,
      `p${index}`,
      'AB',
      '2023-09-01',
      '2024-03-01',
      index < toWork ? 'work_temporary' : 'moved',
      '',
    ].join(),
  );
  const header = 'provider,participation_id,programme,start_date,end_date,end_reason,employed_date';
  const bytes = Buffer.from([header, ...rows].join('\n'));
  const files = [{ name: 'participations.csv', bytes }];
  const check = await importSet(db, [nation.viewer('bro', 'member')], files, { replaceYear: 2024, keep: true });
  expect(check.errors).toEqual([]);
}

const PROGRESS = `query ($year: Int!, $provider: String, $atRisk: Boolean) { progress(year: $year, provider: $provider, atRisk: $atRisk) { edges { node {
  indicator { code } provider { name } programme { code } value low high n atLeast expected exact certainty outlook needed reachable
  target { value level } } } } }`;
async function progressOf(who: string, args: object = {}) {
  const { data, errors } = await ask(db, who, PROGRESS, { year: 2024, ...args });
  expect(errors).toBeUndefined();
  const nodes = data.progress.edges.map((edge: { node: object }) => edge.node);
  return nodes.find((node: { indicator: { code: string } }) => node.indicator.code === 'job-acquisition');
}
const OTHERS = ['viewer@frogner.example', 'viewer@oslo.example'];

describe('how a year goes', () => {
  test('is told to nobody but the provider while there are fewer than five', async () => {
    await report(4, 2);
    expect(await progressOf('viewer@bro.example')).toMatchObject({
      n: 4,
      value: 50,
      exact: true,
      outlook: 'TOO_EARLY',
    });
    for (const who of OTHERS) expect(await progressOf(who)).toBeUndefined();
  });

  test('is exact for the provider and coarse for others, as soon as its files are in', async () => {
    await report(8, 3);
    expect(await progressOf('viewer@bro.example')).toMatchObject({
      provider: { name: 'Bro AS' },
      programme: { code: 'AB' },
      n: 8,
      value: 37.5,
      expected: 20,
      exact: true,
      target: { value: 45, level: 'NATIONAL' },
      certainty: 'BELOW_WITHIN',
      outlook: 'AT_RISK',
      needed: 50,
      reachable: true,
    });
    for (const who of OTHERS) {
      const seen = await progressOf(who);
      expect(seen, who).toMatchObject({
        n: null,
        value: 40,
        atLeast: 5,
        expected: 20,
        exact: false,
        outlook: 'AT_RISK',
      });
      expect([seen.low, seen.high].map((end: number) => end % 5)).toEqual([0, 0]);
    }
    for (const key of ['raskt', 'sor', 'arendal', 'agder', 'directorate', 'operator', 'otherAssociation']) {
      expect(await progressOf(`manager@${key}.example`), key).toBeUndefined();
      expect(await progressOf(`manager@${key}.example`, { provider: nation.numbers.bro }), key).toBeUndefined();
    }
  });

  test('is renewed for others only when five more are in, so that two looks tell about no one', async () => {
    await report(12, 7);
    expect(await progressOf(OTHERS[0] ?? '')).toMatchObject({ value: 40, atLeast: 5 });
    await refreshRunningFigures(db);
    expect(await progressOf(OTHERS[0] ?? '')).toMatchObject({ value: 40, atLeast: 5 });
    await report(13, 8);
    expect(await progressOf(OTHERS[0] ?? '')).toMatchObject({ value: 60, atLeast: 10, outlook: 'ON_TRACK' });
    expect(await progressOf('viewer@bro.example')).toMatchObject({ n: 13, outlook: 'ON_TRACK' });
  });

  test('is listed by what is at risk', async () => {
    expect(await progressOf(OTHERS[0] ?? '', { atRisk: true })).toBeUndefined();
    expect(await progressOf(OTHERS[0] ?? '', { atRisk: false })).toBeDefined();
    await asSystem(db, async (trx) => {
      const { oslo } = nation.organisations;
      const place = { indicator: 'job-acquisition', programme: 'AB', year: 2024, state: 'published' as const };
      await trx
        .insertInto('generalTarget')
        .values({ ...place, level: 'county', ownerId: oslo, value: 70 })
        .execute();
    });
    for (const who of [...OTHERS, 'viewer@bro.example']) {
      expect(await progressOf(who, { atRisk: true }), who).toMatchObject({ target: { value: 70, level: 'COUNTY' } });
    }
  });

  test('stands in the talk beside what is to be agreed', async () => {
    const TALK = `query ($provider: String!, $navOffice: String!) { talk(provider: $provider, navOffice: $navOffice, year: 2024, programme: "AB") {
      rows { indicator { code } previous { value } previousYear running { value exact target { value } } } } }`;
    const numbers = { provider: nation.numbers.bro, navOffice: nation.numbers.frogner };
    const { data } = await ask(db, 'viewer@frogner.example', TALK, numbers);
    const row = data.talk.rows.find((one: { indicator: { code: string } }) => one.indicator.code === 'job-acquisition');
    expect(row).toEqual({
      indicator: { code: 'job-acquisition' },
      previous: { value: 40 },
      previousYear: 2023,
      running: { value: 60, exact: false, target: { value: 70 } },
    });
  });

  test('is gone for others when those it rested on are', async () => {
    await report(2, 1);
    expect(await progressOf(OTHERS[0] ?? '')).toBeUndefined();
    await report(9, 1);
    expect(await progressOf(OTHERS[0] ?? '')).toBeDefined();
    await asSystem(db, (trx) => trx.deleteFrom('participation').execute());
    await refreshRunningFigures(db);
    expect(await progressOf(OTHERS[0] ?? '')).toBeUndefined();
  });

  test('is not told of a year that is published', async () => {
    expect(await progressOf('viewer@bro.example', { year: 2023 })).toBeUndefined();
  });
});

describe('a distribution', () => {
  test('is told in bins, and counts who reaches an edge of one', async () => {
    const values = [11.2, 14, 20, 27.9, 28, 28.1, 30, 33.3, 41, 45, 46, 60];
    await asSystem(db, async (trx) => {
      const { oslo, agder } = nation.organisations;
      for (const [index, value] of values.entries()) {
        const { id } = await trx
          .insertInto('organisation')
          .values({ kind: 'provider', number: `9${index}`, name: `N${index}`, countyUnitId: index < 4 ? agder : oslo })
          .returning('id')
          .executeTakeFirstOrThrow();
        const figure = { year: 2023, revision: 1, programme: 'KIA', indicator: 'job-acquisition', indicatorVersion: 1 };
        await trx
          .insertInto('figure')
          .values({
            ...figure,
            providerId: id,
            countyUnitId: index < 4 ? agder : oslo,
            status: 'ok',
            value,
            verdict: 'none',
          })
          .execute();
      }
      const area = { year: 2023, revision: 1, programme: 'KIA', indicator: 'job-acquisition', ranked: 12, leftOut: 2 };
      await trx
        .insertInto('benchmark')
        .values([
          { ...area, areaId: null, mean: 33, providers: 14, best: '[]' },
          { ...area, areaId: agder, mean: 20, providers: 4, best: '[]' },
        ])
        .execute();
    });
    const ASK = `query ($value: Float, $county: String, $indicator: String!) { distribution(indicator: $indicator, programme: "KIA", year: 2024, county: $county) {
      year values bin of leftOut mean p10 p90 reached(value: $value) { value count of } } }`;
    const asked = async (args: object) =>
      (await ask(db, 'viewer@sor.example', ASK, { indicator: 'job-acquisition', ...args })).data.distribution;
    expect(await asked({ value: 28.4 })).toEqual({
      year: 2023,
      values: [10, 14, 20, 26, 28, 28, 30, 32, 40, 44, 46, 60],
      bin: 2,
      of: 12,
      leftOut: 2,
      mean: 33,
      p10: 14,
      p90: 46,
      reached: { value: 28, count: 8, of: 12 },
    });
    for (let value = 0; value <= 100; value += 2) {
      const { reached } = await asked({ value });
      expect(reached.count, `${value}`).toBe(values.filter((one) => one >= value).length);
    }
    expect(await asked({ county: '1000', value: 20 })).toMatchObject({ of: 4, p10: null, reached: { count: 2 } });
    expect(await asked({ county: '9999' })).toBeNull();
    expect(await asked({ indicator: 'none' })).toBeNull();
    expect(await asked({ indicator: 'health' })).toBeNull();
  });
});
