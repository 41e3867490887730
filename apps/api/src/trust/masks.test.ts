import { randomUUID } from 'node:crypto';
import type { Role } from '@batt/domain/access/viewer';
import { getNamedType, isObjectType } from 'graphql';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asSystem } from '../db/as-viewer.ts';
import { seedDemo } from '../db/seed/seed.ts';
import type { Database } from '../db/tables.ts';
import { testDatabase } from '../db/test-database.ts';
import { schema } from '../schema.ts';
import { ask } from '../test-client.ts';
import { systemsOf } from './masks/equations.ts';
import { beyond, collect, emptyView, heldAgainst, together } from './masks/reading.ts';
import type { Reader, View } from './masks/reading.ts';
import { attack } from './masks/solving.ts';
import { readWorld } from './masks/truth.ts';
import type { World } from './masks/truth.ts';

const isFull = process.env['TRUST'] === 'full';
/** The year that is corrected. */
const YEAR = 2025;

const { db, drop } = await testDatabase();
afterAll(drop);

type Trx = Transaction<Database>;
const system = <T>(work: (trx: Trx) => Promise<T>) => asSystem(db, work);

/** Somebody new who acts for the organisation. */
async function readerFor(organisation: { id: number; number: string }, role: Role = 'viewer'): Promise<Reader> {
  const personId = randomUUID();
  const email = `${personId}@example.no`;
  await system(async (trx) => {
    await trx.insertInto('person').values({ id: personId, email, name: email }).execute();
    await trx.insertInto('membership').values({ personId, organisationId: organisation.id, role }).execute();
  });
  return { email, organisation: organisation.number };
}

/** What a reader finds of some years and programmes, of all providers if it may read them. */
async function viewOf(reader: Reader, world: World): Promise<View> {
  const view = emptyView();
  await collect(db, reader, view, world);
  return view;
}

const organisationsOf = (kind: 'directorate' | 'association' | 'county-unit' | 'nav-office' | 'provider') =>
  system((trx) =>
    trx
      .selectFrom('organisation')
      .where('kind', '=', kind)
      .where('validTo', 'is', null)
      .select(['id', 'number', 'isOperator'])
      .orderBy('number')
      .execute(),
  );

/** In the sample two programmes of six: the one with fewest providers, and one with four indicators of one denominator. */
async function worldNow(): Promise<World> {
  const all = await readWorld(db);
  if (isFull) return all;
  const programmes = ['TIA', 'KIA'];
  const isAsked = (key: string) => ['-', ...programmes].includes(key.split('/')[2] ?? '');
  return { ...all, programmes, figures: new Map([...all.figures].filter(([key]) => isAsked(key))) };
}

let directorate: Reader;
/** All that the directorate has ever found. */
let everything: View;
let world: World;

beforeAll(async () => {
  await seedDemo(db, isFull ? {} : { providers: 40, years: 1 });
  const [office] = await organisationsOf('directorate');
  const operator = (await organisationsOf('association')).find(({ isOperator }) => isOperator);
  if (!office || !operator) throw new Error('The demo nation has a directorate and an operator.');
  directorate = await readerFor(office);
  const manager = await readerFor(operator, 'manager');
  world = await worldNow();
  everything = await viewOf(directorate, world);
  for (const change of isFull ? [fewer, otherwise, fewer] : [fewer, otherwise]) {
    await system((trx) => change(trx, String(world.figures.size)));
    const { data } = await ask(
      db,
      manager,
      'mutation ($input: PublishYearInput!) { publishYear(input: $input) { __typename } }',
      { input: { year: YEAR, reason: 'Retting' } },
    );
    expect(data.publishYear.__typename).toBe('PublishYearSuccess');
    world = await worldNow();
    everything = together(everything, await viewOf(directorate, { ...world, years: [YEAR] }));
  }
}, 3_600_000);

/** Some providers turn out to have had fewer participants, few enough for figures to be hidden; and one sends in late. */
async function fewer(trx: Trx, salt: string): Promise<void> {
  await sql`
    with chosen as (select provider_id from report where year = ${YEAR} and state = 'locked'
      order by md5(${salt} || provider_id) limit 4),
    late as (select min(provider_id) as provider_id from report where year = ${YEAR} and state = 'draft'),
    gone as (delete from participation p using chosen c where p.provider_id = c.provider_id
      and md5(${salt} || p.participation_id) < 'c')
    update report set state = 'submitted'
    where year = ${YEAR} and provider_id in (select provider_id from chosen union select provider_id from late)`.execute(
    trx,
  );
}

/** Some providers correct how people ended. */
async function otherwise(trx: Trx, salt: string): Promise<void> {
  await sql`
    with chosen as (select provider_id from report where year = ${YEAR} and state = 'locked'
      order by md5(${salt} || provider_id) limit 5),
    corrected as (update participation p set end_reason = 'work_temporary' from chosen c
      where p.provider_id = c.provider_id and end_reason = 'work_unsubsidised' and md5(p.participation_id) < '8')
    update report set state = 'submitted' where year = ${YEAR} and provider_id in (select provider_id from chosen)`.execute(
    trx,
  );
}

/** What the API tells in numbers, by type, and what it is worth to the attack. A new field is to be thought about. */
const TOLD: Record<string, string[]> = {
  'read by the attack': [
    'Figure: value n numerator denominator',
    'BreakdownCell: count',
    'Benchmark: mean n min q1 median q3 max',
    'Comparison: nation countyMeans',
    'ComparisonCell: value n',
    'RankedProvider: value n',
    'FunnelPoint: value n',
    'ScatterPoint: x y n',
    'Distribution: values mean',
    'Gap: countyMean nationalMean',
    'GapPart: value n',
    'PeerMean: mean',
    'ThemeViews: nav participant employee yes',
  ],
  'told again, and the same': [
    'BestFigure: value',
    'Funnel: mean',
    'NationalTrendPoint: nationalMean',
    'OverviewRow: previousMean',
    'Scatter: xMean yMean',
    'ScorecardRow: nationalMean countyMean',
    'TrendPoint: nationalMean',
    'CaseMix: observed',
  ],
  'worked out by the reader from the others': [
    'Benchmark: plainMean',
    'CaseMix: difference',
    'Distribution: bin p10 p90',
    'FunnelPoint: perHundred',
    'Gap: gap',
    'GapPart: contribution',
    'GapRest: contribution',
    'RankedProvider: perHundred',
    'Reached: count',
    'ScorecardRow: perHundred',
    'ThemeViews: distance',
  ],
  'made of the same figures and totals, in rooms that the attack does not enter': [
    'EndReasons: ended',
    'EndReasonGroup: count share previousShare',
    'EndReason: count share',
    'MatterRow: nationalMean',
    'PracticeEvidence: value n mean',
    'PracticeCoursePoint: value n mean low high',
  ],
  'made of many figures that are shown, by one formula for the nation': [
    'Benchmark: luckThree luckFive overdispersion',
    'BestFigure: topThree topFive',
    'Funnel: overdispersion',
    'FunnelLimit: n low95 high95 low998 high998',
    'Interval: low high',
    'Rank: topThree topFive',
    'RankedProvider: topThree topFive',
    'ScorecardRow: shrunken',
    'TrendVerdict: slope',
  ],
  // Rates of all people in the nation, those behind hidden figures too. Whoever does not know the background of each of
  // them has one equation only: what is expected of all is what all had, which the total tells already.
  'made of more than figures': ['CaseMix: expected'],
  'of shown figures, no finer than bins and fives': ['FunnelCell: n low high'],
  'of a year that runs, rounded: people to fives': [
    'Progress: value low high n needed atLeast expected',
    'RunningProspect: value atLeast',
  ],
  'no results': [
    'Aim: value low high',
    'Band: low high',
    'Comparison: expected',
    'CountyReporting: expected',
    'LeftOut: count',
    'Reached: value low high',
    'Target: value low high',
    'TargetDraft: value low high',
    'TargetStep: value low high',
    'TrendPoint: target',
  ],
};

test('every number that the API tells has been thought about', () => {
  const known = new Set(
    Object.values(TOLD)
      .flat()
      .flatMap((line) => {
        const [type, fields = ''] = line.split(': ');
        return fields.split(' ').map((field) => `${type}.${field}`);
      }),
  );
  const told = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__')
      ? Object.values(type.getFields()).flatMap((field) => {
          const named = getNamedType(field.type).name;
          const isCount = named === 'Int' && /^(n|count|ended|atLeast|expected)$/.test(field.name);
          return named === 'Float' || isCount ? `${type.name}.${field.name}` : [];
        })
      : [],
  );
  expect(told.filter((field) => !known.has(field))).toEqual([]);
});

test('nobody is told more than the directorate, but a provider of itself', { timeout: 3_600_000 }, async () => {
  const few = { ...world, years: [YEAR], programmes: ['TIA'] };
  const known = await viewOf(directorate, few);
  const parts = isFull ? [0.1, 0.3, 0.5, 0.7, 0.9] : [0.5];
  for (const kind of ['association', 'county-unit', 'nav-office', 'provider'] as const) {
    const organisations = await organisationsOf(kind);
    const some = parts.flatMap((part) => organisations[Math.floor(organisations.length * part)] ?? []);
    for (const organisation of some) {
      const view = await viewOf(await readerFor(organisation), few);
      const more = beyond(view, known).filter((told) => !told.includes(organisation.number));
      expect({ organisation: organisation.number, more }).toEqual({ organisation: organisation.number, more: [] });
      expect(view.totals.size).toBeGreaterThan(0);
    }
  }
});

test('what is told again is the same, and what is made of others is made of shown ones', { timeout: 3_600_000 }, () => {
  const { checked, other } = heldAgainst(everything);
  process.stdout.write(`masks: ${checked} numbers worked out from others\n`);
  expect(other.slice(0, 20)).toEqual([]);
  expect(checked).toBeGreaterThan(1_000);
});

test(
  'no hidden number can be worked out by who knows all that is shown, with any two providers',
  { timeout: 3_600_000 },
  async () => {
    const { findings, ...tried } = await attack(systemsOf(world, everything), 2);
    const hidden = [...world.figures.values()].filter(({ isHidden }) => isHidden).length;
    process.stdout.write(`masks: ${hidden} hidden figures, told ${findings.length}; ${JSON.stringify(tried)}\n`);
    expect(findings).toEqual([]);
    expect(hidden).toBeGreaterThan(isFull ? 2_000 : 50);
  },
);

describe('the attack finds what is planted', () => {
  const truth = (figures: ReturnType<typeof sql>) => sql`
    update figure f set status = 'ok', suppression = null, value = r.value, numerator = r.numerator,
      denominator = r.denominator, n = r.n
    from result r where r.year = f.year and r.revision = f.revision and r.provider_id = f.provider_id
      and r.indicator = f.indicator and r.programme is not distinct from f.programme and ${figures}`;
  const totals = sql`
    update benchmark b set mean = t.mean, n = t.n, denominator = t.denominator from (
      select r.year, r.revision, r.programme, r.indicator, p.county_unit_id as area_id, sum(r.n) as n,
        sum(r.denominator) as denominator,
        case when r.indicator ~ 'solutions|acquisition|qualification|participants|health' then 100 else 1 end
          * sum(r.numerator) / sum(r.denominator) as mean
      from result r join organisation p on p.id = r.provider_id
      where r.value is not null and r.denominator > 0 group by 1, 2, 3, 4, 5) t
    where b.mean is null and b.indicator !~ 'survey' and t.year = b.year and t.revision = b.revision
      and t.indicator = b.indicator and t.programme is not distinct from b.programme and t.area_id = b.area_id`;
  test('the mean of providers alike counts in what is hidden', { timeout: 3_600_000 }, async () => {
    const change = (by: number) => system((trx) => sql`update figure set peer_mean = peer_mean + ${by}`.execute(trx));
    await change(1);
    const view = await viewOf(directorate, { ...world, years: [YEAR], programmes: ['KIA'] });
    await change(-1);
    const { other } = heldAgainst(view);
    expect(other.length).toBeGreaterThan(0);
    expect(other.every((what) => what.includes(' alike: '))).toBe(true);
  });

  test.each([
    ['only what is small is hidden', 'TIA', [truth(sql`f.suppression = 'complementary'`), totals]],
    ['figures hidden for others’ sake are shown', 'TIA', [truth(sql`f.suppression = 'complementary'`)]],
    [
      'one indicator shows what another with the same people hides',
      'KIA',
      [truth(sql`f.suppression = 'complementary' and f.indicator = 'active-solutions'`)],
    ],
    ['totals that were hidden are shown', 'TIA', [totals]],
    [
      'small counts alone are hidden in a breakdown',
      'KIA',
      [
        sql`
        update figure f set breakdown = (
          select jsonb_object_agg(key, case when value::int between 1 and 2 then null else value::int end)
          from jsonb_each_text(r.breakdown))
        from result r where r.year = f.year and r.revision = f.revision and r.provider_id = f.provider_id
          and r.indicator = f.indicator and r.programme is not distinct from f.programme and f.breakdown is not null`,
      ],
    ],
  ])('%s', { timeout: 3_600_000 }, async (what, programme, plants) => {
    const few = { ...world, years: [YEAR], programmes: [programme] };
    const published = sql`
      select (select jsonb_agg(to_jsonb(f)) from figure f where year = ${YEAR}) as figure,
        (select jsonb_agg(to_jsonb(b)) from benchmark b where year = ${YEAR}) as benchmark`;
    const kept = await system(async (trx) => {
      const { rows } = await published.execute(trx);
      for (const plant of plants) await plant.execute(trx);
      return JSON.stringify(rows[0]);
    });
    const view = await viewOf(directorate, few);
    await system(async (trx) => {
      for (const name of ['figure', 'benchmark']) {
        const table = sql.id(name);
        await sql`delete from ${table} where year = ${YEAR}`.execute(trx);
        await sql`insert into ${table}
          select * from jsonb_populate_recordset(null::${table}, ${kept}::jsonb -> ${sql.lit(name)})`.execute(trx);
      }
    });
    const { findings } = await attack(systemsOf(few, together(everything, view)), 1);
    const alone = findings.filter(({ insiders }) => insiders.length === 0).length;
    process.stdout.write(`masks: ${what}: told to one ${alone}, to one and a provider ${findings.length - alone}\n`);
    expect(findings.length).toBeGreaterThan(0);
  });
});
