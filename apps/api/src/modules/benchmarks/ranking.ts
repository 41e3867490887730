import { FEWEST, isChecklist, isCount } from '@batt/domain/benchmarks/compare';
import type { Verdict } from '@batt/domain/benchmarks/compare';
import { funnelLimits, funnelSizes, meanLimits } from '@batt/domain/benchmarks/funnel';
import { FEWEST_PROVIDERS } from '@batt/domain/benchmarks/suppression';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { connection, cutPage } from '../../page.ts';
import type { Page, PageArgs } from '../../page.ts';
import { definitionsFor } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { benchmarkOf, readsCounty } from './figures.ts';
import type { BenchmarkRow } from './figures.ts';
import { findGroup } from './peers.ts';

type Trx = Transaction<Database>;

/** A published list of who stands where on one indicator. */
export interface Ranking {
  indicator: Indicator;
  programme: string | null;
  year: number;
  revision: number;
  /** The county unit that it is limited to. */
  countyId: number | null;
  /** The providers that it is limited to: a peer group or a list of favourites. */
  group: number[] | null;
  nation: BenchmarkRow;
  /** Of the county unit, where it is limited to one; none of a group. */
  area: BenchmarkRow | null;
  ranked: number;
  leftOut: number;
  /** How many have not reported; not told of a group. */
  notReported: number | null;
}

export interface RankingArgs {
  indicator: string;
  programme?: string | null;
  year: number;
  county?: string | null;
  /** A provider's number, for it and its peers; or the name of one of the organisation's lists. */
  peerGroup?: string | null;
}

/** One page of a ranking, best first. Null where nothing is published, or where the indicator has no ranking. */
export async function getRanking(context: Context, args: RankingArgs & PageArgs) {
  return asViewer(context.db, context.viewer, async (trx) => {
    const ranking = await findRanking(trx, context, args);
    return (
      ranking && {
        ...(await connection(args, rankedKey, (page) => listRanked(trx, context, ranking, page))),
        ranking,
      }
    );
  });
}

async function findRanking(trx: Trx, context: Context, args: RankingArgs): Promise<Ranking | null> {
  const indicator = (await definitionsFor(trx, args.year)).find(({ code }) => code === args.indicator);
  if (!indicator) return null;
  const programme = indicator.scope === 'provider' ? null : (args.programme ?? null);
  const group = args.peerGroup ? await findGroup(trx, context, args.peerGroup, args.year) : null;
  if (group === undefined) return null;
  const { county = null } = args;
  const found = await trx
    .selectFrom('measurementYear as y')
    .innerJoin('benchmark as nation', (join) =>
      join
        .onRef('nation.year', '=', 'y.year')
        .onRef('nation.revision', '=', 'y.revision')
        .on('nation.areaId', 'is', null),
    )
    .leftJoin('organisation as c', (join) => join.on('c.kind', '=', 'county-unit').on('c.number', '=', county))
    .leftJoin('benchmark as area', (join) =>
      join
        .onRef('area.year', '=', 'y.year')
        .onRef('area.revision', '=', 'y.revision')
        .onRef('area.indicator', '=', 'nation.indicator')
        .on(sql<boolean>`area.programme is not distinct from nation.programme`)
        .onRef('area.areaId', '=', 'c.id'),
    )
    .where('y.year', '=', args.year)
    .where('nation.indicator', '=', indicator.code)
    .where(sql<boolean>`nation.programme is not distinct from ${programme}`)
    .select(['nation.revision', 'c.id as countyId', 'area.areaId'])
    .select([
      benchmarkOf('nation').as('nation'),
      benchmarkOf('area').as('area'),
      sql<number>`(select coalesce(sum(expected - reported), 0)::int from app.report_counts(${args.year})
        where ${county}::text is null or county_unit_id = c.id)`.as('notReported'),
      sql<number>`${
        group
          ? sql`(select count(*)::int from app.published_ranks(nation.year, nation.revision, nation.indicator, nation.programme)
              where provider_id = any(${group}))`
          : sql`0`
      }`.as('grouped'),
    ])
    .executeTakeFirst();
  if (!found || (county !== null && found.areaId === null)) return null;
  const { revision, countyId, nation } = found;
  const common = { indicator, programme, year: args.year, revision, countyId, group, nation };
  if (group) {
    return { ...common, area: null, ranked: found.grouped, leftOut: group.length - found.grouped, notReported: null };
  }
  const area = county === null ? nation : found.area;
  return {
    ...common,
    area:
      countyId === null || readsCounty(context, countyId)
        ? area
        : { ...area, tooFew: null, linked: null, noData: null },
    ranked: area.ranked,
    leftOut: area.leftOut,
    notReported: found.notReported,
  };
}

/** A provider's place. The figure itself is there for the best five, and for those whose scorecards one may read. */
export interface RankedProvider {
  providerId: number;
  rank: number;
  shared: boolean;
  position: number;
  rankLow: number | null;
  rankHigh: number | null;
  topThree: number | null;
  topFive: number | null;
  value: number | null;
  n: number | null;
  low: number | null;
  high: number | null;
  perHundred: number | null;
  verdict: Verdict;
}

const rankedKey = { schema: z.tuple([z.int()]), of: (row: RankedProvider): [number] => [row.position] };

/** Within a county unit or a group ranks count among its own. */
async function listRanked(
  trx: Trx,
  context: Context,
  ranking: Ranking,
  page: Page<unknown[]>,
): Promise<RankedProvider[]> {
  const { indicator, programme, year, revision, countyId, group, nation } = ranking;
  const bestOf = new Map(nation.best.map((best) => [best.providerId, best.value]));
  const range = (end: 'low' | 'high') => {
    if (group) return sql`null::int`;
    return sql.ref(countyId === null ? `rank_${end}` : `area_rank_${end}`);
  };
  const places = sql<Omit<RankedProvider, 'value' | 'n' | 'low' | 'high' | 'perHundred' | 'verdict'>>`(
    select provider_id, position, rank() over (order by rank)::int as rank, count(*) over (partition by rank) > 1 as shared,
      ${range('low')} as rank_low, ${range('high')} as rank_high, top_three, top_five
    from app.published_ranks(${year}, ${revision}, ${indicator.code}, ${programme})
    where (${countyId}::int is null or county_unit_id = ${countyId}) and (${group}::int[] is null or provider_id = any(${group})))`;
  const query = trx
    .selectFrom(places.as('r'))
    .leftJoin('figure as f', (join) =>
      join
        .onRef('f.providerId', '=', 'r.providerId')
        .on('f.year', '=', year)
        .on('f.revision', '=', revision)
        .on('f.indicator', '=', indicator.code)
        .on(sql<boolean>`f.programme is not distinct from ${programme}`)
        .on(accessibleBy(context.ability, 'read', 'Figure', 'f')),
    )
    .select(['r.providerId', 'r.rank', 'r.shared', 'r.position', 'r.rankLow', 'r.rankHigh', 'r.topThree', 'r.topFive'])
    .select(['f.value', 'f.n', 'f.low', 'f.high', 'f.perHundred'])
    .select(sql<Verdict>`coalesce(f.verdict, 'none')`.as('verdict'));
  const rows = await cutPage(query, page, ['r.position']).execute();
  return rows.map((row) => ({ ...row, value: row.value ?? bestOf.get(row.providerId) ?? null }));
}

export interface Funnel {
  ranking: Ranking;
  adjusted: boolean;
  points: FunnelPoint[];
  others: FunnelCell[];
}
export interface FunnelPoint {
  providerId: number;
  value: number;
  n: number;
  low: number | null;
  high: number | null;
  perHundred: number | null;
  verdict: Verdict;
}

/** How many of those not drawn one by one lie in a cell of the funnel: their names stand in the ranking, so no more is told. */
export interface FunnelCell {
  /** Size down to a five; none for counts. */
  n: number | null;
  low: number;
  high: number;
  providers: number;
}

/** The values of one indicator over their sizes, of those whose scorecards the viewer may read. Null for a checklist. */
export async function getFunnel(context: Context, args: RankingArgs & { adjusted: boolean }): Promise<Funnel | null> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const ranking = await findRanking(trx, context, args);
    if (!ranking || ranking.nation.mean === null || isChecklist(ranking.indicator)) return null;
    const points = await trx
      .selectFrom('figure')
      .where(accessibleBy(context.ability, 'read', 'Figure'))
      .where('year', '=', ranking.year)
      .where('revision', '=', ranking.revision)
      .where('indicator', '=', ranking.indicator.code)
      .where(sql<boolean>`programme is not distinct from ${ranking.programme}`)
      .where('value', 'is not', null)
      .$if(ranking.countyId !== null, (query) => query.where('countyUnitId', '=', ranking.countyId))
      .select(['providerId', 'value', 'n', 'low', 'high', 'perHundred', 'verdict'])
      .orderBy('n')
      .orderBy('providerId')
      .$narrowType<{ value: number; n: number; verdict: Verdict }>()
      .execute();
    const { rows: cells } = await sql<FunnelCell>`
      select * from app.published_cells(${ranking.year}, ${ranking.revision}, ${ranking.indicator.code},
        ${ranking.programme}, ${ranking.countyId}) order by n, low`.execute(trx);
    const enough = cells.reduce((sum, { providers }) => sum + providers, 0) >= FEWEST_PROVIDERS;
    return { ranking, adjusted: args.adjusted, points, others: enough ? cells : [] };
  });
}

/** Limits in the indicator's unit, at sizes from the fewest that a figure may stand for. */
export interface FunnelLimit {
  n: number;
  low95: number;
  high95: number;
  low998: number;
  high998: number;
}

/** Limits close enough to draw a curve through, as far as the points reach. None for counts, nor where no spread is known. */
export function funnelLimitsOf({ ranking, adjusted, points, others }: Funnel): FunnelLimit[] {
  const { indicator, nation } = ranking;
  const { mean, personSd } = nation;
  if (mean === null || isCount(indicator) || (indicator.unit !== 'percent' && personSd === null)) return [];
  const widening = adjusted ? (nation.overdispersion ?? 1) : 1;
  const limits = (n: number, level: 95 | 99.8) => {
    if (indicator.unit !== 'percent') return meanLimits(indicator, mean, personSd ?? 0, n, level, widening);
    const { low, high } = funnelLimits(mean / 100, n, level, widening);
    return { low: 100 * low, high: 100 * high };
  };
  const largest = Math.max(SHORTEST_FUNNEL, ...points.map(({ n }) => n), ...others.map(({ n }) => (n ?? 0) + STEP));
  return funnelSizes(FEWEST, largest).map((n) => {
    const [inner, outer] = [limits(n, 95), limits(n, 99.8)];
    return { n, low95: inner.low, high95: inner.high, low998: outer.low, high998: outer.high };
  });
}
const SHORTEST_FUNNEL = 30;
// Sizes of the others are told in fives.
const STEP = 5;
