import { TREND_YEARS } from '@batt/domain/benchmarks/trend';
import { targetStatus } from '@batt/domain/targets/status';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { definitionsIn } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { nationalTargets } from '../targets/targets.ts';
import type { TargetRow } from '../targets/targets.ts';
import { benchmarkJson, inProgramme, publicationOf } from './figures.ts';
import type { BenchmarkRow, PublicationRow } from './figures.ts';

export interface Overview {
  year: number;
  programme: string;
  publication: PublicationRow | null;
  rows: OverviewRow[];
  counties: { countyId: number; reported: number; expected: number }[];
  /** These three to the directorate alone. */
  threads: number | null;
  targetsAgreed: number | null;
  targetsOpen: number | null;
}
export interface OverviewRow {
  indicator: Indicator;
  benchmark: BenchmarkRow;
  previousMean: number | null;
  trend: { year: number; nationalMean: number | null }[];
  nationalTarget: TargetRow | null;
  /** For whoever reads every scorecard. */
  reachedTarget: number | null;
}

/** How the nation stands in one programme: means and counts, no provider's figures. Null for an unknown year or programme. */
export async function getOverview(
  context: Context,
  { year, programme }: { year: number; programme: string },
): Promise<Overview | null> {
  const { ability, viewer } = context;
  const readsAll = viewer.organisationKind === 'directorate' && ability.can('read', 'Figure');
  const found = await asViewer(context.db, viewer, (trx) => loadOverview(trx, year, programme, readsAll));
  if (!found) return null;
  const rowOn = (indicator: Indicator): OverviewRow[] => {
    const isOnIt = (row: { indicator: string }) => row.indicator === indicator.code;
    const benchmark = found.benchmarks.find(isOnIt);
    if (!benchmark) return [];
    const trend = found.means.filter(isOnIt).map((row) => ({ year: row.year, nationalMean: row.mean }));
    const previousMean = trend.findLast((point) => point.year < year)?.nationalMean ?? null;
    const nationalTarget = found.targets.find(isOnIt) ?? null;
    const figures = found.figures?.[indicator.code] ?? [];
    const reachedTarget =
      readsAll && nationalTarget
        ? figures.filter((figure) => targetStatus(indicator, nationalTarget, figure).status === 'met').length
        : null;
    return [{ indicator, benchmark, previousMean, trend, nationalTarget, reachedTarget }];
  };
  return {
    year,
    programme,
    publication: publicationOf(found),
    rows: found.indicators.flatMap(rowOn),
    counties: found.counties,
    ...(found.counts ?? { threads: null, targetsAgreed: null, targetsOpen: null }),
  };
}

// All that the overview is made of, in one statement; providers' figures only for whoever reads them all.
function loadOverview(trx: Transaction<Database>, year: number, programme: string, readsAll: boolean) {
  const from = year - TREND_YEARS + 1;
  return trx
    .selectFrom('measurementYear as y')
    .innerJoin('programme', (join) => join.on('programme.code', '=', programme))
    .leftJoin('publication', (join) =>
      join.onRef('publication.year', '=', 'y.year').onRef('publication.revision', '=', 'y.revision'),
    )
    .where('y.year', '=', year)
    .select(['y.revision', 'publication.publishedAt', 'publication.publishedByName', 'publication.reason'])
    .select([
      sql<(BenchmarkRow & { indicator: string })[]>`(
        select coalesce(jsonb_agg(${benchmarkJson('b')}), '[]') from benchmark b
        where b.year = y.year and b.revision = y.revision and b.area_id is null and ${inProgramme('b', programme)})`.as(
        'benchmarks',
      ),
      sql<{ year: number; indicator: string; mean: number | null }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('year', b.year, 'indicator', b.indicator, 'mean', b.mean) order by b.year), '[]')
        from benchmark b join measurement_year m on m.year = b.year and m.revision = b.revision
        where b.year between ${from} and ${year} and b.area_id is null and ${inProgramme('b', programme)})`.as('means'),
      sql<Record<string, { value: number; low: number | null; high: number | null }[]> | null>`(
        select jsonb_object_agg(indicator, figures) from (
          select f.indicator, jsonb_agg(jsonb_build_object('value', f.value, 'low', f.low, 'high', f.high)) as figures
          from figure f
          where ${readsAll} and f.year = y.year and f.revision = y.revision and f.value is not null and ${inProgramme('f', programme)}
          group by f.indicator
        ) read)`.as('figures'),
      sql<Overview['counties']>`(
        select coalesce(jsonb_agg(jsonb_build_object('countyId', c.id, 'reported', r.reported, 'expected', r.expected) order by c.number), '[]')
        from app.report_counts(${year}) r join organisation c on c.id = r.county_unit_id)`.as('counties'),
      sql<Pick<Overview, 'threads' | 'targetsAgreed' | 'targetsOpen'> | null>`(
        select jsonb_build_object('threads', threads, 'targetsAgreed', targets_agreed, 'targetsOpen', targets_open)
        from app.dialogue_counts(${year}))`.as('counts'),
      nationalTargets({ year, programme }).as('targets'),
      definitionsIn(year).as('indicators'),
    ])
    .executeTakeFirst();
}
