import { rowOf } from '@batt/domain/access/ability';
import { verdict } from '@batt/domain/benchmarks/compare';
import type { NoVerdict, Verdict } from '@batt/domain/benchmarks/compare';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { definitionsIn } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { benchmarkJson, figureJson, publicationOf, rankOf, resultJson, withOwn } from './figures.ts';
import type { BenchmarkRow, FigureRow, OwnResult, PublicationRow, RankRow, StoredFigure } from './figures.ts';

/** All indicators of a provider, in every programme, by the four perspectives. */
export interface BalancedView {
  providerId: number;
  year: number;
  publication: PublicationRow;
  perspectives: { group: Indicator['group']; rows: BalancedRow[] }[];
}
export interface BalancedRow {
  indicator: Indicator;
  programme: string | null;
  own: FigureRow;
  nation: BenchmarkRow | null;
  rank: RankRow | null;
  verdict: Verdict;
  noVerdict: NoVerdict | null;
}
const PERSPECTIVES = ['satisfaction', 'effort', 'outcome', 'time'] as const;

/** Null where nothing is published, or where the viewer may not read the provider's scorecard. */
export async function getBalancedView(
  context: Context,
  { provider, year }: { provider: string; year: number },
): Promise<BalancedView | null> {
  const found = await asViewer(context.db, context.viewer, (trx) => loadFigures(trx, context, provider, year));
  const publication = found && publicationOf(found);
  if (!found || !publication || !context.ability.can('read', rowOf('Figure', found))) return null;
  const figures = withOwn(found.figures, found.results);
  const rowsOn = (indicator: Indicator) =>
    figures
      .filter((figure) => figure.indicator === indicator.code)
      .map((own): BalancedRow => {
        const isOnIt = (row: Published) => row.indicator === own.indicator && row.programme === own.programme;
        const nation = found.benchmarks.find(isOnIt) ?? null;
        const noVerdict = verdict(indicator, own, nation?.mean ?? null).reason ?? null;
        const { programme, verdict: judged } = own;
        return { indicator, programme, own, nation, rank: rankOf(own, nation), verdict: judged, noVerdict };
      });
  const perspectives = PERSPECTIVES.map((group) => ({
    group,
    rows: found.indicators.filter((indicator) => indicator.group === group).flatMap(rowsOn),
  }));
  return {
    providerId: found.providerId,
    year,
    publication,
    perspectives: perspectives.filter(({ rows }) => rows.length > 0),
  };
}

type Published = BenchmarkRow & { indicator: string; programme: string | null };

// All published figures of a provider and the nation's beside them, in one statement.
function loadFigures(trx: Transaction<Database>, { ability }: Context, provider: string, year: number) {
  return trx
    .selectFrom('organisation as p')
    .innerJoin('measurementYear as y', (join) => join.on('y.year', '=', year))
    .innerJoin('publication', (join) =>
      join.onRef('publication.year', '=', 'y.year').onRef('publication.revision', '=', 'y.revision'),
    )
    .where('p.kind', '=', 'provider')
    .where('p.number', '=', provider)
    .select(['p.id as providerId', 'p.countyUnitId', 'y.revision'])
    .select(['publication.publishedAt', 'publication.publishedByName', 'publication.reason'])
    .select([
      sql<StoredFigure[]>`(
        select coalesce(jsonb_agg(${figureJson('f')} order by programme.sort_order nulls first), '[]')
        from figure f left join programme on programme.code = f.programme
        where f.provider_id = p.id and f.year = y.year and f.revision = y.revision
          and ${accessibleBy(ability, 'read', 'Figure', 'f')})`.as('figures'),
      sql<OwnResult[]>`(
        select coalesce(jsonb_agg(${resultJson('r')}), '[]')
        from result r
        where r.provider_id = p.id and r.year = y.year and r.revision = y.revision and not r.hidden_from_owner
          and ${accessibleBy(ability, 'read', 'Result', 'r')})`.as('results'),
      sql<Published[]>`(
        select coalesce(jsonb_agg(${benchmarkJson('b')}), '[]')
        from benchmark b where b.year = y.year and b.revision = y.revision and b.area_id is null)`.as('benchmarks'),
      definitionsIn(year).as('indicators'),
    ])
    .executeTakeFirst();
}
