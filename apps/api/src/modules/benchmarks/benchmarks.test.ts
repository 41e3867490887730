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

/** How many ended in 2024, and how many of them to work. Two have too few in AB, one in KIA. */
const ENDED: [programme: string, name: string, all: number, jobs: number][] = [
  ['AB', 'Bro AS', 3, 1],
  ['AB', 'Alle skal med AS', 4, 2],
  ['AB', 'Raskt tilbake AS', 20, 8],
  ['AB', 'Sør AS', 100, 28],
  ['AB', 'Ny Von AS', 40, 30],
  ['AB', 'Rett i jobb AS', 50, 5],
  ['KIA', 'Bro AS', 3, 1],
  ['KIA', 'Raskt tilbake AS', 20, 8],
  ['KIA', 'Ny Von AS', 40, 30],
  ['KIA', 'Rett i jobb AS', 50, 5],
];
/** Of all in AB, also those too few to be shown: what is hidden still counts in the mean. */
const MEAN = (100 * 74) / 217;

async function addPeople(trx: Trx): Promise<void> {
  for (const [programme, name, all, jobs] of ENDED) {
    await sql`insert into participation (provider_id, participation_id, programme, start_date, end_date, end_reason)
      select o.id, ${programme}::text || i, ${programme}::text, date '2024-01-01', date '2024-08-01', case when i <= ${jobs}::int then 'work_temporary' else 'illness' end
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
    expect(rowOf(card, 'health')).toMatchObject({ applicable: true, own: { status: 'NO_DATA', value: null } });
  });

  test('gives a share its interval, its verdict and its breakdown', async () => {
    const row = rowOf(await scorecard('viewer@arendal.example', number('sor')), 'job-acquisition');
    expect(row.own).toMatchObject({ value: 28, n: 100, numerator: 28, denominator: 100 });
    expect(row.own.interval.low).toBeCloseTo(20.14, 2);
    expect(row.own.interval.high).toBeCloseTo(37.49, 2);
    expect(row.nationalMean).toBeCloseTo(MEAN, 10);
    expect(row.verdict).toBe('WITHIN');
    expect(row.rank).toMatchObject({ rank: 3, of: 4, leftOut: 2 });
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
    expect(await inKia('manager@oslo.example', 'raskt')).toMatchObject({
      own: {
        status: 'SUPPRESSED',
        suppression: 'COMPLEMENTARY',
        value: null,
        n: null,
        numerator: null,
        breakdown: null,
      },
      rank: null,
    });
    expect((await inKia('viewer@raskt.example', 'raskt')).own).toMatchObject({
      status: 'OK',
      value: 40,
      suppression: 'COMPLEMENTARY',
    });
  });

  test('keeps the spread of a county unit from those who may not read all of it, for ranks would put names to it', async () => {
    const county = async (who: string) => rowOf(await scorecard(who, number('raskt')), 'job-acquisition').county;
    const mean = (100 * 46) / 117;
    const spread = { median: 40, q1: 25, q3: 57.5, min: 10, max: 75 };
    for (const who of ['viewer@oslo.example', 'viewer@directorate.example']) {
      expect(await county(who), who).toMatchObject({ providers: 5, ranked: 3, ...spread });
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
    expect(found).toMatchObject({ totalCount: 3, leftOut: 2 });
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

describe('a funnel', () => {
  const FUNNEL = `query ($indicator: String!, $county: String) { funnel(indicator: $indicator, programme: "AB", year: 2024, county: $county) {
    mean others points { provider { name } value n verdict } limits { n low95 high95 low998 high998 } } }`;
  const funnel = async (who: string, args: object) => (await ask(db, who, FUNNEL, { ...args })).data.funnel;

  test('draws those whose scorecards one may read, and counts the others', async () => {
    const all = await funnel('viewer@directorate.example', { indicator: 'job-acquisition' });
    expect(all.points.map(({ provider, n }: { provider: { name: string }; n: number }) => [provider.name, n])).toEqual([
      ['Raskt tilbake AS', 20],
      ['Ny Von AS', 40],
      ['Rett i jobb AS', 50],
      [OWN, 100],
    ]);
    expect(all.others).toBe(0);
    const own = await funnel('viewer@sor.example', { indicator: 'job-acquisition' });
    expect(own).toMatchObject({ others: 3, points: [{ provider: { name: OWN }, value: 28, n: 100 }] });
    const mean = own.mean / 100;
    const at30 = own.limits.find(({ n }: { n: number }) => n === 30);
    expect(at30.low95).toBeCloseTo(100 * (mean - 1.959964 * Math.sqrt((mean * (1 - mean)) / 30)), 6);
  });

  test('is for shares alone', async () => {
    expect(await funnel('viewer@directorate.example', { indicator: 'placement-partners' })).toBeNull();
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
        benchmark: { providers: 6, ranked: 4 },
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
