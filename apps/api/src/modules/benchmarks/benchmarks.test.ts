import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSystem } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { ask } from '../../test-client.ts';
import { installCatalogue } from '../indicators/indicators.ts';

type Trx = Transaction<Database>;

const { db, drop } = await testDatabase();
afterAll(drop);
let nation: TestNation;

// The sample scorecard of the pilot project's report: placement partners of one provider among the nation's.
const BEST = {
  'Ny Von AS': 400,
  'Rett i jobb AS': 350,
  'Bro AS': 248,
  'Raskt tilbake AS': 231,
  'Alle skal med AS': 225,
};
const OWN = 'Sør AS';
const OTHERS = 14;
const partnersOf: Record<string, number> = {
  ...BEST,
  [OWN]: 140,
  // As many as make the national mean 135.
  ...Object.fromEntries(Array.from({ length: OTHERS }, (_, index) => [`Bedrift ${index + 1} AS`, 79])),
};

beforeAll(async () => {
  nation = await testNation(db);
  await asSystem(db, async (trx) => {
    await installCatalogue(trx);
    await trx
      .updateTable('measurementYear')
      .set({ state: 'closed', revision: null })
      .where('year', '=', 2023)
      .execute();
    const there = await trx.selectFrom('organisation').select('name').where('kind', '=', 'provider').execute();
    const missing = Object.keys(partnersOf).filter((name) => !there.some((row) => row.name === name));
    await trx
      .insertInto('organisation')
      .values(
        missing.map((name, index) => ({
          kind: 'provider',
          number: `9100000${10 + index}`,
          name,
          countyUnitId: nation.organisations.oslo,
        })),
      )
      .execute();
    await usePartners(trx, 2023, { ...partnersOf, [OWN]: 115 });
    await addPeople(trx);
    await sendIn(trx, 2023);
  });
  await publish(2023);
  await asSystem(db, async (trx) => {
    await usePartners(trx, 2024, partnersOf);
    await sendIn(trx, 2024);
    await trx.updateTable('measurementYear').set({ state: 'closed' }).where('year', '=', 2024).execute();
    await trx.insertInto('measurementYear').values({ year: 2025, deadline: '2026-01-16T00:00:00+01:00' }).execute();
  });
  await publish(2024);
});

/** Partners last used in a year; a partner has one row, so another year takes it over. */
async function usePartners(trx: Trx, year: number, counts: Record<string, number>): Promise<void> {
  await trx.deleteFrom('placementPartner').execute();
  for (const [name, count] of Object.entries(counts)) {
    await sql`insert into placement_partner (provider_id, partner, agreement_date, last_used_date)
      select o.id, 'Partner ' || i, make_date(${year}::int, 1, 1), make_date(${year}::int, 6, 1)
      from organisation o, generate_series(1, ${count}::int) i where o.name = ${name}`.execute(trx);
  }
}

/** How many ended in 2024, and how many of them to work. Five have too few in AB, one in KIA. */
const ENDED: [programme: string, name: string, all: number, jobs: number][] = [
  ['AB', 'Bro AS', 3, 1],
  ['AB', 'Alle skal med AS', 4, 2],
  ['AB', 'Bedrift 1 AS', 3, 1],
  ['AB', 'Bedrift 2 AS', 3, 1],
  ['AB', 'Bedrift 3 AS', 2, 1],
  ['AB', 'Raskt tilbake AS', 20, 8],
  ['AB', 'Sør AS', 100, 28],
  ['AB', 'Ny Von AS', 40, 30],
  ['AB', 'Rett i jobb AS', 50, 5],
  ['KIA', 'Bro AS', 3, 1],
  ['KIA', 'Raskt tilbake AS', 20, 8],
  ['KIA', 'Ny Von AS', 40, 30],
  ['KIA', 'Rett i jobb AS', 50, 5],
  ['KIA', 'Bedrift 1 AS', 30, 20],
  ['KIA', 'Bedrift 2 AS', 30, 20],
  ['KIA', 'Bedrift 3 AS', 30, 20],
  ['KIA', 'Bedrift 4 AS', 30, 20],
  ['KIA', 'Bedrift 5 AS', 30, 20],
];
/** Of all in AB, also those too few to be shown: what is hidden still counts in the mean. */
const MEAN = (100 * 77) / 225;

async function addPeople(trx: Trx): Promise<void> {
  for (const [programme, name, all, jobs] of ENDED) {
    await sql`insert into participation (provider_id, participation_id, programme, start_date, end_date, gender, end_reason)
      select o.id, ${programme}::text || i, ${programme}::text, date '2024-01-01', date '2024-08-01', 'f', case when i <= ${jobs}::int then 'work_temporary' when i <= ${jobs}::int + 1 + ${all}::int / 6 then 'other_programme' else 'illness' end
      from organisation o, generate_series(1, ${all}::int) i where o.name = ${name}`.execute(trx);
  }
  // Answers to the employee survey: few at Bro.
  for (const [name, respondents] of Object.entries({
    'Bro AS': 4,
    'Sør AS': 12,
    'Raskt tilbake AS': 9,
    'Ny Von AS': 10,
  })) {
    await sql`insert into survey_answer (provider_id, survey, year, response_id, question, answer)
      select o.id, 'employee', 2024, 'r' || i, q, 1 + (i + q) % 6
      from organisation o, generate_series(1, ${respondents}::int) i, generate_series(1, 9) q where o.name = ${name}`.execute(
      trx,
    );
  }
}

async function sendIn(trx: Trx, year: number): Promise<void> {
  await sql`insert into report (provider_id, year, state, submitted_at)
    select id, ${year}::int, 'submitted', now() from organisation where kind = 'provider'`.execute(trx);
}

async function publish(year: number, who = 'manager@operator.example', reason?: string) {
  const { data } = await ask(
    db,
    who,
    `mutation ($input: PublishYearInput!) { publishYear(input: $input) { __typename
    ... on PublishYearSuccess { year { year state publication { revision publishedBy reason } publications { revision } } }
    ... on UserError { code } } }`,
    { input: { year, reason } },
  );
  return data.publishYear;
}

const FIGURE = `value n numerator denominator status suppression interval { low high } breakdown { code count }`;
const SCORECARD = `query ($provider: String!, $year: Int!, $programme: String!) { scorecard(provider: $provider, year: $year, programme: $programme) {
  provider { name number } year programme { code } preliminary reported targetsMet targetsSet publication { revision publishedBy }
  rows { id indicator { code } applicable own { ${FIGURE} } previous { ${FIGURE} } previousYear nationalMean countyMean verdict
    nation { mean median min max providers } county { mean median q1 q3 min max providers ranked }
    best { provider { name } value rank } rank { rank position of shared leftOut } trend { year own { value } nationalMean target }
    target { level value } targets { level value } targetStatus threads unread canSetTarget { allowed advice } } } }`;

async function scorecard(who: string, provider: string, year = 2024, programme = 'AB') {
  const { data, errors } = await ask(db, who, SCORECARD, { provider, year, programme });
  expect(errors).toBeUndefined();
  return data.scorecard;
}
// A test reads whatever it asked for.
// oxlint-disable-next-line typescript/no-explicit-any
const rowOf = (card: { rows: { indicator: { code: string } }[] }, code: string): any =>
  card.rows.find((row) => row.indicator.code === code);
const number = (key: 'bro' | 'raskt' | 'sor') => nation.numbers[key];

describe('a scorecard', () => {
  test("shows the report's sample: own 140, previous 115, mean 135, the five best", async () => {
    const card = await scorecard('viewer@sor.example', number('sor'));
    expect(card).toMatchObject({
      provider: { name: OWN },
      preliminary: false,
      reported: true,
      publication: { revision: 1, publishedBy: 'operator manager' },
    });
    const row = rowOf(card, 'placement-partners');
    expect(row).toMatchObject({
      own: { value: 140, n: 140, status: 'OK' },
      previous: { value: 115 },
      previousYear: 2023,
      nationalMean: 135,
      rank: { rank: 6, position: 6, of: 20, shared: false, leftOut: 0 },
      verdict: 'NONE',
    });
    expect(
      row.best.map(({ provider, value }: { provider: { name: string }; value: number }) => [provider.name, value]),
    ).toEqual(Object.entries(BEST));
    expect(row.trend).toMatchObject([
      { year: 2023, own: { value: 115 } },
      { year: 2024, own: { value: 140 }, nationalMean: 135 },
    ]);
  });

  test('has all indicators in their order, those that do not apply marked so', async () => {
    const card = await scorecard('viewer@sor.example', number('sor'), 2024, 'VTA');
    expect(card.rows.map((row: { indicator: { code: string } }) => row.indicator.code)).toEqual([
      'nav-survey',
      'participant-survey',
      'employee-survey',
      'staff-training',
      'placement-partners',
      'placement-participants',
      'health',
      'job-acquisition',
      'active-solutions',
      'time-in-programme',
      'formal-qualification',
      'time-to-first-workday',
      'time-to-job',
    ]);
    expect(rowOf(card, 'job-acquisition')).toMatchObject({
      applicable: false,
      own: { status: 'NOT_APPLICABLE', value: null },
      canSetTarget: { allowed: false },
    });
    // It applies, but the provider does not run the programme.
    expect(rowOf(card, 'health')).toMatchObject({ applicable: true, own: { status: 'NOT_APPLICABLE', value: null } });
  });

  test('gives a share its interval, its verdict and its breakdown', async () => {
    const row = rowOf(await scorecard('viewer@arendal.example', number('sor')), 'job-acquisition');
    expect(row.own).toMatchObject({ value: 28, n: 100, numerator: 28, denominator: 100 });
    expect(row.own.interval.low).toBeCloseTo(20.14, 2);
    expect(row.own.interval.high).toBeCloseTo(37.49, 2);
    expect(row.nationalMean).toBeCloseTo(MEAN, 10);
    expect(row.verdict).toBe('WITHIN');
    expect(row.rank).toMatchObject({ rank: 3, of: 4, leftOut: 5 });
    const zeros = row.own.breakdown.filter(({ count }: { count: number }) => count === 0);
    expect(row.own.breakdown).toContainEqual({ code: 'work_temporary', count: 28 });
    expect(zeros).toHaveLength(5);
  });

  test('hides from others what too few are behind, and shows it to the provider itself', async () => {
    const own = rowOf(await scorecard('viewer@bro.example', number('bro')), 'job-acquisition').own;
    expect(own).toMatchObject({ status: 'OK', value: 100 / 3, n: 3, numerator: 1, suppression: 'PRIMARY' });
    for (const who of [
      'viewer@frogner.example',
      'manager@oslo.example',
      'manager@directorate.example',
      'manager@operator.example',
    ]) {
      const row = rowOf(await scorecard(who, number('bro')), 'job-acquisition');
      expect(row, who).toMatchObject({
        own: {
          status: 'SUPPRESSED',
          suppression: 'PRIMARY',
          value: null,
          n: null,
          numerator: null,
          denominator: null,
          interval: null,
          breakdown: null,
        },
        rank: null,
        verdict: 'NONE',
        targetStatus: null,
      });
      expect(row.trend.at(-1).own.value, who).toBeNull();
    }
  });

  test('hides another where the one that is hidden could be worked out from the total', async () => {
    const inKia = async (who: string, key: 'bro' | 'raskt') =>
      rowOf(await scorecard(who, number(key), 2024, 'KIA'), 'job-acquisition');
    expect((await inKia('manager@oslo.example', 'bro')).own).toMatchObject({
      status: 'SUPPRESSED',
      suppression: 'PRIMARY',
    });
    // Another provider's figure, or the totals that it could be taken from.
    const other = await inKia('manager@oslo.example', 'raskt');
    const hasTotal = other.nationalMean !== null || other.countyMean !== null;
    expect(other.own.status === 'SUPPRESSED' || !hasTotal).toBe(true);
    expect((await inKia('viewer@raskt.example', 'raskt')).own).toMatchObject({ status: 'OK', value: 40 });
  });

  test('keeps the spread of a county unit from those who may not read all of it, for ranks would put names to it', async () => {
    const county = async (who: string) => rowOf(await scorecard(who, number('raskt')), 'job-acquisition').county;
    const mean = (100 * 49) / 125;
    // The ends are rounded outwards: the best has 75.
    const spread = { median: 40, q1: 25, q3: 57.5, min: 10, max: 80 };
    for (const who of ['viewer@oslo.example', 'viewer@directorate.example']) {
      expect(await county(who), who).toMatchObject({ providers: 8, ranked: 3, ...spread });
    }
    for (const who of ['viewer@raskt.example', 'viewer@operator.example']) {
      const found = await county(who);
      expect(found.mean, who).toBeCloseTo(mean, 10);
      expect(found, who).toMatchObject({ median: null, q1: null, q3: null, min: null, max: null });
    }
    // In Agder there is but one provider: nothing in common with anybody.
    expect(rowOf(await scorecard('viewer@agder.example', number('sor')), 'job-acquisition').county).toMatchObject({
      mean: null,
      median: null,
    });
  });

  test('hides surveys that fewer than five answered from the provider too', async () => {
    const own = rowOf(await scorecard('manager@bro.example', number('bro')), 'employee-survey').own;
    expect(own).toMatchObject({ status: 'SUPPRESSED', value: null, n: null, numerator: null });
    expect(rowOf(await scorecard('manager@sor.example', number('sor')), 'employee-survey').own).toMatchObject({
      status: 'OK',
      n: 12,
    });
  });

  test('is read by those it concerns, and does not exist for the others', async () => {
    const readers = {
      bro: ['bro', 'frogner', 'oslo', 'directorate', 'operator'],
      raskt: ['raskt', 'oslo', 'directorate', 'operator'],
      sor: ['sor', 'arendal', 'agder', 'directorate', 'otherAssociation'],
    };
    for (const [provider, may] of Object.entries(readers)) {
      for (const viewer of nation.viewers) {
        const [key = '', role = ''] = viewer.personName.split(' ');
        const card = await scorecard(`${role}@${key}.example`, number(provider as 'bro'));
        expect(card !== null, `${viewer.personName} reads ${provider}`).toBe(may.includes(key));
      }
    }
    expect(await scorecard('manager@directorate.example', '999999999')).toBeNull();
    expect(await scorecard('manager@directorate.example', number('bro'), 2001)).toBeNull();
    expect(await scorecard('manager@directorate.example', number('bro'), 2024, 'XYZ')).toBeNull();
    expect(
      (await ask(db, null, SCORECARD, { provider: number('bro'), year: 2024, programme: 'AB' })).errors,
    ).toHaveLength(1);
  });

  test('of a year that is not published is the own draft alone, against the last published mean', async () => {
    await asSystem(db, (trx) =>
      sql`insert into participation (provider_id, participation_id, programme, start_date, end_date, end_reason)
        select ${nation.organisations.sor}, 'draft' || i, 'AB', date '2025-01-01', date '2025-03-01',
          case when i <= 4 then 'work_unsubsidised' else 'moved' end from generate_series(1, 8) i`.execute(trx),
    );
    const card = await scorecard('viewer@sor.example', number('sor'), 2025);
    expect(card).toMatchObject({ publication: null, preliminary: true, reported: false });
    const row = rowOf(card, 'job-acquisition');
    expect(row).toMatchObject({
      own: { value: 50, n: 8, status: 'OK' },
      previous: { value: 28 },
      previousYear: 2024,
      rank: null,
      verdict: 'WITHIN',
    });
    expect(row.nationalMean).toBeCloseTo(MEAN, 10);
    for (const who of [
      'manager@arendal.example',
      'manager@agder.example',
      'manager@directorate.example',
      'manager@otherAssociation.example',
      'manager@bro.example',
    ]) {
      expect(await scorecard(who, number('sor'), 2025), who).toBeNull();
    }
  });

  test('holds the nearest target against the figure, and says how surely', async () => {
    const target = { indicator: 'job-acquisition', programme: 'AB', year: 2024 };
    await asSystem(db, async (trx) => {
      const general = { ...target, state: 'published' as const };
      await trx
        .insertInto('generalTarget')
        .values([
          { ...general, level: 'national', ownerId: nation.organisations.directorate, value: 35 },
          { ...general, level: 'county', ownerId: nation.organisations.agder, value: 40 },
          { ...general, level: 'county', ownerId: nation.organisations.oslo, value: 90 },
        ])
        .execute();
    });
    const before = rowOf(await scorecard('viewer@sor.example', number('sor')), 'job-acquisition');
    expect(before).toMatchObject({ target: { level: 'COUNTY', value: 40 }, targetStatus: 'BELOW' });
    await asSystem(db, (trx) =>
      trx
        .insertInto('localTarget')
        .values({
          ...target,
          navOfficeId: nation.organisations.arendal,
          providerId: nation.organisations.sor,
          countyUnitId: nation.organisations.agder,
          state: 'agreed',
          value: 30,
          agreedValue: 30,
          agreedAt: new Date(),
        })
        .execute(),
    );
    for (const who of ['viewer@sor.example', 'viewer@arendal.example', 'viewer@directorate.example']) {
      const card = await scorecard(who, number('sor'));
      expect(card, who).toMatchObject({ targetsMet: 0, targetsSet: 1 });
      const row = rowOf(card, 'job-acquisition');
      expect(row, who).toMatchObject({ target: { level: 'LOCAL', value: 30 }, targetStatus: 'BELOW_WITHIN' });
      expect(row.targets.map(({ level }: { level: string }) => level).sort()).toEqual(['COUNTY', 'LOCAL', 'NATIONAL']);
      expect(row.trend.at(-1).target).toBe(30);
    }
    expect(rowOf(await scorecard('viewer@bro.example', number('bro')), 'job-acquisition').target).toMatchObject({
      level: 'COUNTY',
      value: 90,
    });
  });

  test('tells who can set a target', async () => {
    const may = async (who: string, provider: 'bro' | 'sor') =>
      rowOf(await scorecard(who, number(provider)), 'job-acquisition').canSetTarget;
    expect(await may('member@frogner.example', 'bro')).toEqual({ allowed: true, advice: 'NONE' });
    expect(await may('viewer@frogner.example', 'bro')).toMatchObject({ allowed: false });
    expect(await may('manager@bro.example', 'bro')).toMatchObject({ allowed: false });
    expect(await may('member@agder.example', 'sor')).toMatchObject({ allowed: true });
    expect(await may('manager@otherAssociation.example', 'sor')).toMatchObject({ allowed: false });
  });
});

describe('a ranking', () => {
  const RANKING = `query ($indicator: String!, $programme: String, $county: String, $first: Int, $after: String, $year: Int = 2024) {
    ranking(indicator: $indicator, programme: $programme, county: $county, year: $year, first: $first, after: $after) {
      totalCount leftOut indicator { code } nation { mean } pageInfo { hasNextPage endCursor }
      edges { node { provider { name } rank position shared value n interval { low } verdict } } } }`;
  const ranking = async (who: string, args: object) => (await ask(db, who, RANKING, { ...args })).data.ranking;
  // oxlint-disable-next-line typescript/no-explicit-any
  const nodesOf = (found: { edges: { node: any }[] }) => found.edges.map((edge) => edge.node);

  test('names everybody to everybody; values are those of the five best and of whom one may read', async () => {
    const found = await ranking('viewer@raskt.example', { indicator: 'placement-partners' });
    expect(found).toMatchObject({ totalCount: 20, leftOut: 0, nation: { mean: 135 } });
    const nodes = nodesOf(found);
    expect(nodes).toHaveLength(20);
    expect(nodes.slice(0, 6).map(({ provider, rank, value, n }) => [provider.name, rank, value, n])).toEqual([
      ['Ny Von AS', 1, 400, null],
      ['Rett i jobb AS', 2, 350, null],
      ['Bro AS', 3, 248, null],
      ['Raskt tilbake AS', 4, 231, 231],
      ['Alle skal med AS', 5, 225, null],
      ['Sør AS', 6, null, null],
    ]);
    expect(nodes.slice(6).every(({ rank, shared, value }) => rank === 7 && shared && value === null)).toBe(true);
    expect(
      nodesOf(await ranking('viewer@directorate.example', { indicator: 'placement-partners' })).every(
        ({ value }) => value !== null,
      ),
    ).toBe(true);
  });

  test('comes in pages that fit together', async () => {
    const names = [];
    let after: string | null = null;
    do {
      const page = await ranking('viewer@sor.example', { indicator: 'placement-partners', first: 7, after });
      names.push(...nodesOf(page).map(({ provider }) => provider.name));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(new Set(names).size).toBe(20);
    expect(names).toHaveLength(20);
  });

  test('within a county unit ranks among its own', async () => {
    const found = await ranking('viewer@bro.example', {
      indicator: 'job-acquisition',
      programme: 'AB',
      county: '0300',
    });
    expect(nodesOf(found).map(({ provider, rank }) => [provider.name, rank])).toEqual([
      ['Ny Von AS', 1],
      ['Raskt tilbake AS', 2],
      ['Rett i jobb AS', 3],
    ]);
    expect(found).toMatchObject({ totalCount: 3, leftOut: 5 });
  });

  test('tells how sure each place is, who has none and why', async () => {
    const FAIR = `query ($indicator: String!, $programme: String, $county: String, $peerGroup: String) {
      ranking(indicator: $indicator, programme: $programme, county: $county, peerGroup: $peerGroup, year: 2024) {
        totalCount leftOut notReported leftOutBecause { reason count } nation { luckThree luckFive }
        edges { node { provider { name } rank range { low high } topThree perHundred } } } }`;
    const fair = async (who: string, args: object) => {
      const { data, errors } = await ask(db, who, FAIR, { ...args });
      expect(errors).toBeUndefined();
      return data.ranking;
    };
    const jobs = { indicator: 'job-acquisition', programme: 'AB' };
    const nationwide = await fair('viewer@sor.example', jobs);
    expect(nationwide).toMatchObject({
      totalCount: 4,
      notReported: 0,
      leftOutBecause: [{ reason: 'TOO_FEW', count: 5 }],
    });
    const [first] = nodesOf(nationwide);
    expect(first).toMatchObject({ provider: { name: 'Ny Von AS' }, rank: 1, range: { low: 1, high: 1 }, topThree: 1 });
    // Four are ranked, so that the third is as sure as the fourth is not.
    expect(nationwide.nation.luckThree).toBeGreaterThan(0);
    expect(nationwide.nation.luckFive).toBe(0);

    // Why, in a county unit, is for those who may read all of it: it tells of few.
    const inOslo = { ...jobs, county: '0300' };
    expect((await fair('viewer@oslo.example', inOslo)).leftOutBecause).toEqual([{ reason: 'TOO_FEW', count: 5 }]);
    expect((await fair('viewer@bro.example', inOslo)).leftOutBecause).toBeNull();
    expect(nodesOf(await fair('viewer@bro.example', inOslo)).at(-1)).toMatchObject({ rank: 3, range: { high: 3 } });

    // Among those like it, for whoever may read its scorecard; a number that is nobody's to see is no group.
    const peers = await fair('viewer@raskt.example', { ...jobs, peerGroup: nation.numbers.raskt });
    expect(peers).toMatchObject({ totalCount: 4, leftOut: 7, leftOutBecause: null, notReported: null });
    expect(nodesOf(peers).every(({ range }) => range === null)).toBe(true);
    for (const peerGroup of [nation.numbers.raskt, '999999999', 'No such list']) {
      expect(await fair('viewer@sor.example', { ...jobs, peerGroup }), peerGroup).toBeNull();
    }

    // Partners beside the size: 231 among the 20 + 20 participants of the year at Raskt.
    const partners = nodesOf(await fair('viewer@raskt.example', { indicator: 'placement-partners' }));
    expect(partners.find(({ provider }) => provider.name === 'Raskt tilbake AS')).toMatchObject({ perHundred: 577.5 });
    expect(partners.filter(({ perHundred }) => perHundred !== null)).toHaveLength(1);
  });

  test('there is none of what is not published or not there', async () => {
    expect(await ranking('viewer@bro.example', { indicator: 'luck' })).toBeNull();
    expect(await ranking('viewer@bro.example', { indicator: 'placement-partners', year: 2025 })).toBeNull();
    expect(
      await ranking('viewer@bro.example', { indicator: 'job-acquisition', programme: 'AB', county: '9999' }),
    ).toBeNull();
  });
});

describe('a comparison', () => {
  const COMPARISON = `query ($county: String!, $year: Int!) { comparison(county: $county, year: $year, programme: "AB") {
    county { name } indicators { code } reported expected nation countyMeans publication { revision }
    rows { provider { name } reported cells { value status n verdict rank } } } }`;
  const comparison = async (who: string, county: string, year = 2024) =>
    (await ask(db, who, COMPARISON, { county, year })).data.comparison;

  test('sets the providers of a county unit side by side', async () => {
    const found = await comparison('viewer@oslo.example', '0300');
    expect(found).toMatchObject({ county: { name: 'Oslo' }, reported: 19, expected: 19, publication: { revision: 1 } });
    expect(found.rows).toHaveLength(19);
    const names = found.rows.map((row: { provider: { name: string } }) => row.provider.name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'nb')));
    const column = found.indicators.findIndex(({ code }: { code: string }) => code === 'job-acquisition');
    const cellOf = (name: string) => found.rows[names.indexOf(name)].cells[column];
    expect(cellOf('Raskt tilbake AS')).toEqual({ value: 40, status: 'OK', n: 20, verdict: 'WITHIN', rank: 2 });
    expect(cellOf('Bro AS')).toEqual({ value: null, status: 'SUPPRESSED', n: null, verdict: 'NONE', rank: null });
    expect(cellOf('Rett i jobb AS')).toMatchObject({ value: 10, verdict: 'CLEARLY_WEAKER' });
    expect(found.nation[column]).toBeCloseTo(MEAN, 10);
  });

  test('shows each viewer the providers that it may read, and nothing where there are none', async () => {
    const namesOf = async (who: string, county: string) =>
      (await comparison(who, county))?.rows.map((row: { provider: { name: string } }) => row.provider.name) ?? null;
    expect(await namesOf('viewer@bro.example', '0300')).toEqual(['Bro AS']);
    expect(await namesOf('viewer@frogner.example', '0300')).toEqual(['Bro AS']);
    expect(await namesOf('viewer@operator.example', '0300')).toEqual(['Bro AS', 'Raskt tilbake AS']);
    expect(await namesOf('viewer@directorate.example', '1000')).toEqual([OWN]);
    for (const who of ['agder', 'sor', 'arendal', 'otherAssociation'])
      expect(await namesOf(`manager@${who}.example`, '0300'), who).toBeNull();
    expect(await namesOf('manager@directorate.example', '9999')).toBeNull();
  });

  test('of a year that is not published tells who has reported, and no figures', async () => {
    const found = await comparison('viewer@agder.example', '1000', 2025);
    expect(found).toMatchObject({
      reported: 0,
      expected: 1,
      publication: null,
      rows: [{ provider: { name: OWN }, reported: false }],
    });
    expect(
      found.rows[0].cells.every(
        ({ value, status }: { value: number; status: string }) => value === null && status !== 'OK',
      ),
    ).toBe(true);
  });
});

describe('a comparison against a chosen reference', () => {
  const AGAINST = `query ($county: String, $year: Int! = 2024, $reference: ComparisonReference!, $list: String) {
    comparison(county: $county, year: $year, programme: "AB", reference: $reference, list: $list) { county { number } reference reported expected
      indicators { code } rows { provider { name } sizeQuarter cells { value verdict noVerdict reference { low high } interval { low high } } } } }`;
  const cellsOf = async (who: string, args: object) => {
    const answer = await ask(db, who, AGAINST, { ...args });
    expect(answer.errors).toBeUndefined();
    const found = answer.data.comparison;
    return (name: string, code: string) => {
      const column = found.indicators.findIndex((indicator: { code: string }) => indicator.code === code);
      return found.rows.find((row: { provider: { name: string } }) => row.provider.name === name).cells[column];
    };
  };

  test('is that of the county unit, or of providers alike', async () => {
    const county = await cellsOf('viewer@oslo.example', { county: '0300', reference: 'COUNTY' });
    const mean = (100 * 49) / 125;
    expect(county('Rett i jobb AS', 'job-acquisition')).toMatchObject({ value: 10, verdict: 'CLEARLY_WEAKER' });
    expect(county('Rett i jobb AS', 'job-acquisition').reference.low).toBeCloseTo(mean, 10);
    expect(county('Bro AS', 'job-acquisition')).toMatchObject({ value: null, verdict: 'NONE', noVerdict: 'NO_VALUE' });
    expect(county('Bro AS', 'placement-partners')).toMatchObject({ verdict: 'NONE', noVerdict: 'SIZE' });
    const peers = await cellsOf('viewer@oslo.example', { county: '0300', reference: 'PEERS' });
    // The three others that have a shown value: 40 %, 28 % and 75 %, pooled.
    expect(peers('Rett i jobb AS', 'job-acquisition').reference.low).toBeCloseTo((100 * 66) / 160, 10);
    expect(peers('Rett i jobb AS', 'job-acquisition').verdict).toBe('CLEARLY_WEAKER');
    expect(peers('Bro AS', 'placement-partners')).toMatchObject({ noVerdict: null });
  });

  test('is each one’s own last year, where there is one', async () => {
    const own = await cellsOf('viewer@agder.example', { county: '1000', reference: 'LAST_YEAR' });
    expect(own(OWN, 'placement-partners')).toMatchObject({ reference: { low: 115, high: 115 }, noVerdict: 'SIZE' });
    expect(own(OWN, 'job-acquisition')).toMatchObject({ reference: null, noVerdict: 'NO_REFERENCE' });
  });

  test('is the nearest target in force, and a count can miss it', async () => {
    const partners = { indicator: 'placement-partners', programme: null, year: 2024, state: 'published' as const };
    const added = await asSystem(db, (trx) =>
      trx
        .insertInto('generalTarget')
        .values({ ...partners, level: 'national', ownerId: nation.organisations.directorate, value: 200 })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
    const target = await cellsOf('viewer@directorate.example', { reference: 'TARGET' });
    expect(target(OWN, 'placement-partners')).toMatchObject({
      verdict: 'CLEARLY_WEAKER',
      reference: { low: 200, high: 200 },
    });
    expect(target('Ny Von AS', 'placement-partners')).toMatchObject({ verdict: 'CLEARLY_BETTER' });
    expect(target('Ny Von AS', 'health')).toMatchObject({ reference: null, verdict: 'NONE' });
    await asSystem(db, (trx) => trx.deleteFrom('generalTarget').where('id', '=', added.id).execute());
  });

  test('of the nation has every provider that one may read, and each cell its interval', async () => {
    const all = (await ask(db, 'viewer@directorate.example', AGAINST, { reference: 'NATION' })).data.comparison;
    expect(all).toMatchObject({ county: null, reference: 'NATION', reported: 20, expected: 20 });
    expect(all.rows).toHaveLength(20);
    const some = (await ask(db, 'viewer@frogner.example', AGAINST, { reference: 'NATION' })).data.comparison;
    expect(some.rows.map((row: { provider: { name: string } }) => row.provider.name)).toEqual(['Bro AS']);
    const cells = await cellsOf('viewer@directorate.example', { reference: 'NATION' });
    expect(cells(OWN, 'job-acquisition').interval.low).toBeCloseTo(20.14, 2);
  });

  test('is a list of one’s own, of those on it whom one may read', async () => {
    const names = ['Ny Von AS', 'Rett i jobb AS', 'Raskt tilbake AS'];
    const numbers = await asSystem(db, (trx) =>
      trx.selectFrom('organisation').select('number').where('name', 'in', names).execute(),
    );
    const input = { name: 'Large ones', providers: numbers.map((row) => row.number) };
    const set = await ask(db, 'member@oslo.example', SET, { input });
    expect(set.data.setFavourites.favourites).toEqual([
      { name: 'Large ones', providers: names.toSorted().map((name) => ({ name })) },
    ]);
    const args = { county: '0300', reference: 'FAVOURITES', list: 'Large ones' };
    const listed = await cellsOf('viewer@oslo.example', args);
    expect(listed('Raskt tilbake AS', 'job-acquisition').reference.low).toBeCloseTo((100 * 43) / 110, 10);
    // The same list elsewhere is of those that one may read: one, which is no reference.
    await ask(db, 'manager@raskt.example', SET, { input });
    const own = await cellsOf('viewer@raskt.example', args);
    expect(own('Raskt tilbake AS', 'job-acquisition')).toMatchObject({ reference: null, noVerdict: 'NO_REFERENCE' });
  });
});

const SET = `mutation ($input: SetFavouritesInput!) { setFavourites(input: $input) {
  ... on SetFavouritesSuccess { favourites { name providers { name } } } ... on UserError { code } } }`;

describe('favourites', () => {
  const REMOVE = `mutation ($input: RemoveFavouritesInput!) { removeFavourites(input: $input) {
    ... on RemoveFavouritesSuccess { favourites { name } } ... on UserError { code } } }`;
  const namesFor = async (who: string) =>
    (await ask(db, who, '{ favourites { name } }')).data.favourites.map(({ name }: { name: string }) => name);

  test('are an organisation’s own: set, used as a group, and removed', async () => {
    const { bro, raskt, sor } = nation.numbers;
    const set = async (who: string, name: string, providers: string[]) =>
      (await ask(db, who, SET, { input: { name, providers } })).data.setFavourites;
    expect(await set('viewer@frogner.example', 'Near', [bro])).toEqual({ code: 'role' });
    expect(await set('member@frogner.example', '810034882', [bro])).toEqual({ code: 'number' });
    expect(await set('member@frogner.example', 'Near', ['999999999'])).toEqual({ code: 'unknown-provider' });
    await set('member@frogner.example', 'Near', [bro, sor]);
    expect((await set('member@frogner.example', 'Near', [bro, raskt])).favourites).toEqual([
      { name: 'Near', providers: [{ name: 'Bro AS' }, { name: 'Raskt tilbake AS' }] },
    ]);
    expect(await namesFor('viewer@frogner.example')).toEqual(['Near']);
    expect(await namesFor('viewer@arendal.example')).toEqual([]);

    const RANKS = `{ ranking(indicator: "placement-partners", year: 2024, peerGroup: "Near") { totalCount leftOut edges { node { rank provider { name } } } } }`;
    const { ranking } = (await ask(db, 'viewer@frogner.example', RANKS)).data;
    expect(ranking).toMatchObject({
      totalCount: 2,
      leftOut: 0,
      edges: [
        { node: { rank: 1, provider: { name: 'Bro AS' } } },
        { node: { rank: 2, provider: { name: 'Raskt tilbake AS' } } },
      ],
    });
    expect((await ask(db, 'viewer@arendal.example', RANKS)).data.ranking).toBeNull();

    const remove = async (who: string) =>
      (await ask(db, who, REMOVE, { input: { name: 'Near' } })).data.removeFavourites;
    expect(await remove('member@arendal.example')).toEqual({ code: 'unknown-list' });
    expect(await remove('viewer@frogner.example')).toEqual({ code: 'role' });
    expect(await remove('member@frogner.example')).toEqual({ favourites: [] });
  });
});

describe('providers alike', () => {
  test('are told with what they have in common, to whoever may read the scorecard', async () => {
    const PEERS = `query ($provider: String!, $year: Int!) { peers(provider: $provider, year: $year) { provider { name }
      profile { sizeQuarter lowAbilityQuarter programmes { code } } peers { position provider { name } alike } } }`;
    const peersFor = async (who: string, provider: string, year = 2024) => {
      const { data, errors } = await ask(db, who, PEERS, { provider, year });
      expect(errors).toBeUndefined();
      return data.peers;
    };
    const found = await peersFor('viewer@raskt.example', nation.numbers.raskt);
    expect(found.profile).toMatchObject({ lowAbilityQuarter: null, programmes: [{ code: 'AB' }, { code: 'KIA' }] });
    expect(found.peers.map(({ position }: { position: number }) => position)).toEqual(
      found.peers.map((_: unknown, index: number) => index + 1),
    );
    expect(found.peers).not.toContainEqual(expect.objectContaining({ provider: { name: 'Raskt tilbake AS' } }));
    expect(found.peers[0].alike).toContain('COUNTY');
    expect(await peersFor('viewer@frogner.example', nation.numbers.raskt)).toBeNull();
    expect(await peersFor('viewer@frogner.example', '999999999')).toBeNull();
    expect(await peersFor('viewer@raskt.example', nation.numbers.raskt, 2025)).toBeNull();
  });
});

describe('the distance of a county unit to the nation', () => {
  const GAP = `query ($county: String!, $indicator: String!) { gap(county: $county, year: 2024, programme: "AB", indicator: $indicator) {
    nationalMean countyMean gap parts { provider { name } value n contribution } others { providers contribution } } }`;
  const gap = async (who: string, county: string, indicator = 'job-acquisition') =>
    (await ask(db, who, GAP, { county, indicator })).data.gap;

  test('is the sum of its parts, hidden ones together', async () => {
    const found = await gap('viewer@oslo.example', '0300');
    const national = MEAN / 100;
    expect(found.gap).toBeCloseTo((100 * 49) / 125 - MEAN, 10);
    expect(found.parts[0]).toMatchObject({ provider: { name: 'Ny Von AS' }, value: 75, n: 40 });
    expect(found.parts[0].contribution).toBeCloseTo((100 * (30 - 40 * national)) / 125, 10);
    expect(found.others.providers).toBe(5);
    const parts = found.parts.reduce((sum: number, part: { contribution: number }) => sum + part.contribution, 0);
    expect(parts + found.others.contribution).toBeCloseTo(found.gap, 10);
    const partners = await gap('viewer@oslo.example', '0300', 'placement-partners');
    expect(partners).toMatchObject({ others: null, nationalMean: 135 });
  });

  test('shows each viewer those whose scorecards it may read, and is none where there are none', async () => {
    const names = async (who: string) =>
      (await gap(who, '0300', 'placement-partners'))?.parts.map(
        (part: { provider: { name: string } }) => part.provider.name,
      ) ?? null;
    expect(await names('viewer@operator.example')).toEqual(['Bro AS', 'Raskt tilbake AS']);
    expect(await names('viewer@agder.example')).toBeNull();
    // One provider is no county unit's mean.
    expect(await gap('viewer@agder.example', '1000')).toBeNull();
    expect(await gap('viewer@directorate.example', '9999')).toBeNull();
  });
});

describe('two indicators together', () => {
  const SCATTER = `query ($x: String!, $y: String!, $county: String) { scatter(x: $x, y: $y, year: 2024, programme: "AB", county: $county) {
    xMean yMean points { provider { name } x y n } } }`;
  const scatter = async (who: string, args: object) => (await ask(db, who, SCATTER, { ...args })).data.scatter;

  test('are of those whose scorecards one may read and who have both', async () => {
    const args = { x: 'placement-partners', y: 'job-acquisition' };
    const all = await scatter('viewer@directorate.example', args);
    expect(all.points.map(({ provider, x, y, n }: never) => [(provider as { name: string }).name, x, y, n])).toEqual([
      [OWN, 140, 28, 100],
      ['Rett i jobb AS', 350, 10, 50],
      ['Ny Von AS', 400, 75, 40],
      ['Raskt tilbake AS', 231, 40, 20],
    ]);
    expect(all.xMean).toBe(135);
    expect(all.yMean).toBeCloseTo(MEAN, 10);
    expect((await scatter('viewer@sor.example', args)).points).toHaveLength(1);
    expect((await scatter('viewer@directorate.example', { ...args, county: '0300' })).points).toHaveLength(3);
    expect((await scatter('viewer@directorate.example', { ...args, county: '9999' })).points).toEqual([]);
    expect(await scatter('viewer@directorate.example', { ...args, y: 'luck' })).toBeNull();
  });
});

describe('a balanced view', () => {
  const BALANCED = `query ($provider: String!, $year: Int!) { balanced(provider: $provider, year: $year) { publication { revision }
    perspectives { group rows { indicator { code } programme { code } own { value status } verdict noVerdict rank { rank } nation { mean } } } } }`;
  const balanced = async (who: string, provider: string, year = 2024) => {
    const { data, errors } = await ask(db, who, BALANCED, { provider, year });
    expect(errors).toBeUndefined();
    return data.balanced;
  };

  test('has every indicator in every programme, in four perspectives', async () => {
    // oxlint-disable-next-line typescript/no-explicit-any
    const jobsIn = (found: any) =>
      found.perspectives
        // oxlint-disable-next-line typescript/no-explicit-any
        .flatMap((perspective: any) => perspective.rows)
        // oxlint-disable-next-line typescript/no-explicit-any
        .filter((row: any) => row.indicator.code === 'job-acquisition');
    const found = await balanced('viewer@agder.example', nation.numbers.sor);
    expect(found.perspectives.map(({ group }: { group: string }) => group)).toEqual([
      'satisfaction',
      'effort',
      'outcome',
      'time',
    ]);
    expect(jobsIn(found)).toMatchObject([
      { programme: { code: 'AB' }, own: { value: 28, status: 'OK' }, verdict: 'WITHIN', rank: { rank: 3 } },
    ]);
    const hidden = { value: null, status: 'SUPPRESSED' };
    expect(jobsIn(await balanced('viewer@oslo.example', nation.numbers.bro))).toMatchObject([
      { programme: { code: 'KIA' }, own: hidden, noVerdict: 'NO_VALUE' },
      { programme: { code: 'AB' }, own: hidden, noVerdict: 'NO_VALUE' },
    ]);
    // The provider itself sees its true figures.
    expect(jobsIn(await balanced('viewer@bro.example', nation.numbers.bro))[1].own).toEqual({
      value: 100 / 3,
      status: 'OK',
    });
  });

  test('is read by those who read the scorecard', async () => {
    expect(await balanced('viewer@frogner.example', nation.numbers.raskt)).toBeNull();
    expect(await balanced('viewer@frogner.example', '999999999')).toBeNull();
    expect(await balanced('viewer@raskt.example', nation.numbers.raskt, 2025)).toBeNull();
  });
});

describe('a scorecard row, compared fairly', () => {
  const FAIR = `query ($provider: String!) { scorecard(provider: $provider, year: 2024, programme: "AB") { rows { indicator { code }
    noVerdict trendVerdict { direction reason } shrunken perHundred peers { mean providers verdict } trend { year break }
    caseMix { observed expected difference interval { low high } verdict } rank { range { low high } topThree } } } }`;
  const row = async (who: string, key: 'bro' | 'sor', code: string) =>
    rowOf((await ask(db, who, FAIR, { provider: nation.numbers[key] })).data.scorecard, code);

  test('offers what to expect, the likely level and providers alike, beside the value', async () => {
    const found = await row('viewer@agder.example', 'sor', 'job-acquisition');
    expect(found.noVerdict).toBeNull();
    expect(found.trendVerdict).toEqual({ direction: 'NONE', reason: 'FEW_POINTS' });
    // Everybody has the same background, so that everybody is expected to do as the nation.
    expect(found.caseMix).toMatchObject({ observed: 28, verdict: 'WITHIN' });
    expect(found.caseMix.expected).toBeCloseTo(MEAN, 6);
    expect(found.caseMix.difference).toBeCloseTo(28 - MEAN, 6);
    // Wilson's interval of 28 of 100 begins at 20.14.
    expect(found.caseMix.interval.low).toBeCloseTo(20.14 - MEAN, 2);
    expect(found.shrunken).toBeGreaterThan(28);
    expect(found.shrunken).toBeLessThan(MEAN);
    expect(found.peers).toMatchObject({ mean: (100 * 43) / 110, providers: 3, verdict: 'WEAKER' });
    expect(found.rank.range.low).toBeGreaterThanOrEqual(2);
    expect(await row('viewer@agder.example', 'sor', 'placement-partners')).toMatchObject({
      noVerdict: 'SIZE',
      perHundred: 140,
      caseMix: null,
      shrunken: null,
    });
  });

  test('marks where the definition changed, and compares nothing across it', async () => {
    const setVersion = (version: number) =>
      asSystem(db, async (trx) => {
        for (const table of ['figure', 'result'] as const) {
          await trx
            .updateTable(table)
            .set({ indicatorVersion: version })
            .where('year', '=', 2024)
            .where('indicator', '=', 'placement-partners')
            .execute();
        }
      });
    await setVersion(2);
    const { trend } = await row('viewer@agder.example', 'sor', 'placement-partners');
    expect(trend).toEqual([
      { year: 2023, break: false },
      { year: 2024, break: true },
    ]);
    const AGAINST = `{ comparison(county: "1000", year: 2024, programme: "AB", reference: LAST_YEAR) { indicators { code } rows { cells { verdict noVerdict } } } }`;
    const { comparison } = (await ask(db, 'viewer@agder.example', AGAINST)).data;
    const column = comparison.indicators.findIndex(({ code }: { code: string }) => code === 'placement-partners');
    expect(comparison.rows[0].cells[column]).toEqual({ verdict: 'NONE', noVerdict: 'BREAK' });
    await setVersion(1);
    expect((await row('viewer@agder.example', 'sor', 'placement-partners')).trend[1].break).toBe(false);
  });

  test('has nothing beside what is hidden, for the provider neither', async () => {
    for (const who of ['viewer@oslo.example', 'viewer@bro.example']) {
      expect(await row(who, 'bro', 'job-acquisition'), who).toMatchObject({
        caseMix: null,
        shrunken: null,
        peers: null,
        rank: null,
      });
    }
  });
});

describe('a funnel', () => {
  const FUNNEL = `query ($indicator: String!, $county: String, $adjusted: Boolean! = false) {
    funnel(indicator: $indicator, programme: "AB", year: 2024, county: $county, adjusted: $adjusted) {
      mean overdispersion points { provider { name } value n verdict interval { low high } } limits { n low95 high95 low998 high998 }
      others { n low high providers } } }`;
  const funnel = async (who: string, args: object) => (await ask(db, who, FUNNEL, { ...args })).data.funnel;
  type Drawn = { provider: { name: string }; value: number; n: number };
  type Cell = { n: number | null; low: number; high: number; providers: number };
  const counted = (cells: Cell[]) => cells.reduce((sum, { providers }) => sum + providers, 0);

  test('draws those whose scorecards one may read', async () => {
    const all = await funnel('viewer@directorate.example', { indicator: 'job-acquisition' });
    expect(all.points.map(({ provider, n }: Drawn) => [provider.name, n])).toEqual([
      ['Raskt tilbake AS', 20],
      ['Ny Von AS', 40],
      ['Rett i jobb AS', 50],
      [OWN, 100],
    ]);
    expect(all.others).toEqual([]);
    const own = await funnel('viewer@sor.example', { indicator: 'job-acquisition' });
    expect(own).toMatchObject({ points: [{ provider: { name: OWN }, value: 28, n: 100 }] });
    const mean = own.mean / 100;
    const at30 = own.limits.find(({ n }: { n: number }) => n === 30);
    expect(at30.low95).toBeCloseTo(100 * (mean - 1.959964 * Math.sqrt((mean * (1 - mean)) / 30)), 6);
  });

  test.each([
    ['viewer@sor.example', null],
    ['viewer@bro.example', null],
    ['viewer@directorate.example', 'agder'],
  ] as const)('tells %s of all the others, in cells and no finer', async (who, county) => {
    const args = { indicator: 'job-acquisition' };
    const { points: everybody } = await funnel('viewer@directorate.example', args);
    const { points, others, limits } = await funnel(who, { ...args, county: county && nation.numbers[county] });
    // Whoever is hidden is in no funnel, so in no cell either.
    const drawn = new Set(points.map(({ provider }: Drawn) => provider.name));
    const rest: Drawn[] = everybody.filter(({ provider }: Drawn) => !drawn.has(provider.name));
    expect(rest.length).toBeGreaterThanOrEqual(3);
    // 2 percentage points, or more of them where few would be named by their fraction.
    const cells = rest.map(({ value, n }) => {
      const width = n < 10 ? 10 : n < 30 ? 4 : 2;
      const low = width * Math.floor(value / width);
      return `${n - (n % 5)}: ${low}–${low + width}`;
    });
    expect(
      others.flatMap(({ n, low, high, providers }: Cell) => Array(providers).fill(`${n}: ${low}–${high}`)).sort(),
    ).toEqual(cells.sort());
    expect(limits.at(-1).n).toBeGreaterThanOrEqual(Math.max(...rest.map(({ n }) => n)));
  });

  test('tells no more by asking for county units one at a time', async () => {
    const jobs = { indicator: 'job-acquisition' };
    const { others } = await funnel('viewer@sor.example', jobs);
    expect(await funnel('viewer@sor.example', { ...jobs, county: nation.numbers.agder })).toMatchObject({ others });
    // Sør is under Agder, so it is one of the others where Oslo alone is drawn.
    const beside = await funnel('viewer@sor.example', { ...jobs, county: nation.numbers.oslo });
    expect(counted(beside.others)).toBe(counted(others) + 1);
    expect(beside.others).toEqual(expect.arrayContaining(others));
  });

  test('tells sizes down to a five, and a mean to its bin', async () => {
    // 9, 10 and 12 answered where enough did; Bro has too few, and is told of in no cell.
    const { others } = await funnel('viewer@bro.example', { indicator: 'employee-survey' });
    const sizes = others.flatMap(({ n, providers }: Cell) => Array(providers).fill(n));
    expect(sizes.toSorted((a: number, b: number) => a - b)).toEqual([5, 10, 10]);
    for (const { low, high } of others) expect(high - low).toBeCloseTo(0.1, 10);
  });

  test('gives counts no size, for they are their own', async () => {
    const { others } = await funnel('viewer@sor.example', { indicator: 'placement-partners' });
    expect(counted(others)).toBe(Object.keys(partnersOf).length - 1);
    expect(others).toEqual(expect.arrayContaining([{ n: null, low: 240, high: 250, providers: 1 }]));
    expect(others.every(({ n }: Cell) => n === null)).toBe(true);
  });

  test('widens its limits when asked to, and no verdict with them', async () => {
    const jobs = { indicator: 'job-acquisition' };
    const [plain, wide] = [
      await funnel('viewer@directorate.example', jobs),
      await funnel('viewer@directorate.example', { ...jobs, adjusted: true }),
    ];
    expect(plain.overdispersion).toBeGreaterThan(1);
    const at = (found: typeof plain) => found.limits.find(({ n }: { n: number }) => n === 100);
    const widening = (at(wide).high95 - wide.mean) / (at(plain).high95 - plain.mean);
    expect(widening).toBeCloseTo(Math.sqrt(plain.overdispersion), 10);
    expect(wide.points).toEqual(plain.points);
  });

  test('of means has limits from the spread between people, and of counts each one’s own interval', async () => {
    const survey = await funnel('viewer@directorate.example', { indicator: 'employee-survey' });
    expect(survey.points).toHaveLength(3);
    const width = ({ low95, high95 }: { low95: number; high95: number }) => high95 - low95;
    expect(width(survey.limits[0])).toBeGreaterThan(width(survey.limits.at(-1)));
    const partners = await funnel('viewer@directorate.example', { indicator: 'placement-partners' });
    expect(partners).toMatchObject({ limits: [], overdispersion: null });
    // Byar's limits of 140.
    const own = partners.points.find((one: { provider: { name: string } }) => one.provider.name === OWN);
    expect(own.interval.low).toBeCloseTo(117.77, 2);
    expect(await funnel('viewer@directorate.example', { indicator: 'health' })).toBeNull();
  });
});

describe('the national overview', () => {
  test('gives every member means and counts, and no provider', async () => {
    const OVERVIEW = `{ overview(year: 2024, programme: "AB") { publication { revision } providersReported providersExpected threads targetsAgreed
      counties { county { name } reported expected } rows { indicator { code } benchmark { mean providers ranked } previousMean nationalTarget { value } reachedTarget trend { year nationalMean } } } }`;
    for (const [who, reached] of [
      ['viewer@bro.example', null],
      ['viewer@directorate.example', 2],
    ] as const) {
      const { overview } = (await ask(db, who, OVERVIEW)).data;
      expect(overview).toMatchObject({ providersReported: 20, providersExpected: 20, publication: { revision: 1 } });
      expect(overview.counties).toEqual([
        { county: { name: 'Oslo' }, reported: 19, expected: 19 },
        { county: { name: 'Agder' }, reported: 1, expected: 1 },
      ]);
      const row = overview.rows.find(
        (one: { indicator: { code: string } }) => one.indicator.code === 'job-acquisition',
      );
      expect(row).toMatchObject({
        benchmark: { providers: 9, ranked: 4 },
        nationalTarget: { value: 35 },
        reachedTarget: reached,
      });
      expect(
        overview.rows.find((one: { indicator: { code: string } }) => one.indicator.code === 'placement-partners'),
      ).toMatchObject({ benchmark: { mean: 135 } });
    }
  });
});

describe('publication', () => {
  test.each([
    'manager@otherAssociation.example',
    'member@operator.example',
    'manager@directorate.example',
    'manager@bro.example',
  ])('is not for %s', async (who) => {
    expect(await publish(2024, who, 'x')).toMatchObject({ __typename: 'ForbiddenError' });
  });

  test('asks for a closed year', async () => {
    expect(await publish(2025)).toMatchObject({ __typename: 'ConflictError', code: 'year-open' });
    expect(await publish(1999)).toMatchObject({ __typename: 'NotFoundError' });
  });

  test('locks the reports and leaves no answer behind', async () => {
    const { states, answers } = await asSystem(db, async (trx) => ({
      states: await trx.selectFrom('report').select('state').distinct().where('year', '=', 2024).execute(),
      answers: await trx.selectFrom('surveyAnswer').selectAll().execute(),
    }));
    expect(states).toEqual([{ state: 'locked' }]);
    expect(answers).toEqual([]);
  });

  test('again takes a reason, keeps the earlier revision, and computes only what was sent in anew', async () => {
    expect(await publish(2024)).toMatchObject({ __typename: 'ValidationError', code: 'reason-needed' });
    await asSystem(db, async (trx) => {
      // Rows of one that stays locked may not count; those of one that was reopened and sent in do.
      await sql`delete from participation where provider_id = ${nation.organisations.raskt}`.execute(trx);
      await sql`update participation set end_reason = 'illness' where provider_id = ${nation.organisations.sor} and participation_id <= 'AB10'`.execute(
        trx,
      );
      await trx
        .updateTable('report')
        .set({ state: 'submitted' })
        .where('providerId', '=', nation.organisations.sor)
        .where('year', '=', 2024)
        .execute();
    });
    const before = rowOf(await scorecard('viewer@sor.example', number('sor')), 'job-acquisition').own.numerator;
    expect(await publish(2024, undefined, 'Feil sluttårsaker')).toMatchObject({
      year: {
        year: 2024,
        state: 'PUBLISHED',
        publication: { revision: 2, reason: 'Feil sluttårsaker' },
        publications: [{ revision: 2 }, { revision: 1 }],
      },
    });
    const card = await scorecard('viewer@sor.example', number('sor'));
    expect(card.publication.revision).toBe(2);
    expect(rowOf(card, 'job-acquisition').own.numerator).toBeLessThan(before);
    // Its answers were gone, so its survey stands as it was.
    expect(rowOf(card, 'employee-survey').own).toMatchObject({ status: 'OK', n: 12 });
    expect(rowOf(await scorecard('viewer@raskt.example', number('raskt')), 'job-acquisition').own).toMatchObject({
      value: 40,
      n: 20,
    });
    const kept = await asSystem(db, (trx) =>
      trx
        .selectFrom('figure')
        .select('numerator')
        .where('revision', '=', 1)
        .where('year', '=', 2024)
        .where('providerId', '=', nation.organisations.sor)
        .where('indicator', '=', 'job-acquisition')
        .execute(),
    );
    expect(kept).toEqual([{ numerator: before }]);
  });

  test('is in the audit log', async () => {
    const { data } = await ask(
      db,
      'manager@operator.example',
      `{ auditLog(first: 3) { edges { node { action subject details } } } }`,
    );
    expect(data.auditLog.edges.map((edge: { node: object }) => edge.node)).toContainEqual({
      action: 'publish-year',
      subject: 'year 2024',
      details: { revision: 2, reason: 'Feil sluttårsaker' },
    });
  });

  test('by two at once makes one revision after the other', async () => {
    const both = await Promise.all([publish(2024, undefined, 'Først'), publish(2024, undefined, 'Samtidig')]);
    expect(both).toMatchObject([{ __typename: 'PublishYearSuccess' }, { __typename: 'PublishYearSuccess' }]);
    const revisions = await asSystem(db, (trx) =>
      trx.selectFrom('publication').select('revision').where('year', '=', 2024).orderBy('revision').execute(),
    );
    expect(revisions.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
  });
});
