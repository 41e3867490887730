import { changeVerdict } from '@batt/domain/benchmarks/change';
import type { Compared } from '@batt/domain/benchmarks/change';
import { verdict } from '@batt/domain/benchmarks/compare';
import type { Measured, NoVerdict, Verdict } from '@batt/domain/benchmarks/compare';
import { gapOf } from '@batt/domain/benchmarks/gap';
import { areaMean } from '@batt/domain/benchmarks/means';
import { FEWEST_PROVIDERS } from '@batt/domain/benchmarks/suppression';
import { nearestTarget } from '@batt/domain/targets/effective';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { appliesIn, definitionsFor, definitionsIn } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { aimInForce, targetsInForce } from '../targets/targets.ts';
import type { TargetRow } from '../targets/targets.ts';
import { inProgramme, publicationOf, readsCounty } from './figures.ts';
import type { FigureRow, PublicationRow } from './figures.ts';

type Trx = Transaction<Database>;

/** What figures are held against. */
export type ReferenceKind = 'nation' | 'county' | 'target' | 'peers' | 'favourites' | 'last-year';

export interface ComparisonCell {
  value: number | null;
  status: FigureRow['status'];
  n: number | null;
  low: number | null;
  high: number | null;
  verdict: Verdict;
  noVerdict: NoVerdict | null;
  reference: { low: number; high: number } | null;
  rank: number | null;
}

export interface Comparison {
  /** None for the nation. */
  countyId: number | null;
  year: number;
  programme: string;
  reference: ReferenceKind;
  publication: PublicationRow | null;
  indicators: Indicator[];
  reported: number;
  expected: number;
  nation: (number | null)[];
  countyMeans: (number | null)[];
  rows: { providerId: number; reported: boolean; sizeQuarter: number | null; cells: ComparisonCell[] }[];
}

export interface ComparisonArgs {
  /** None for the nation. */
  county?: string | null;
  year: number;
  programme: string;
  reference: ReferenceKind;
  /** Which of the organisation's lists, where figures are held against one. */
  list?: string | null;
}

// A published figure as it lies in the statement's answer.
interface StoredCell extends Compared {
  status: FigureRow['status'];
  rank: number | null;
  peerMean: number | null;
  indicatorVersion: number;
}
interface StoredRow {
  providerId: number;
  countyUnitId: number;
  reported: boolean;
  /** By number of participants in the nation, 1 the smallest. */
  sizeQuarter: number | null;
  figures: Record<string, StoredCell> | null;
  /** Of the year before, where figures are held against it. */
  before: Record<string, StoredCell> | null;
}

/**
 * Providers side by side, each figure held against one reference: those whose scorecards the viewer may read, under one
 * county unit or in the whole nation. Cells stand in the order of the indicators. Null where there is none that the viewer
 * may read any of.
 */
export async function getComparison(context: Context, args: ComparisonArgs): Promise<Comparison | null> {
  const { year, programme, reference } = args;
  const found = await asViewer(context.db, context.viewer, (trx) => loadComparison(trx, context, args));
  if (!found || (typeof args.county === 'string' && found.countyId === null)) return null;
  const { countyId } = found;
  if (found.rows.length === 0 && (countyId === null || !readsCounty(context, countyId))) return null;

  const { indicators } = found;
  const means = new Map(found.benchmarks.map((row) => [`${row.indicator}/${row.areaId}`, row.mean]));
  const meanOf = ({ code }: Indicator, areaId: number | null) => means.get(`${code}/${areaId}`) ?? null;
  const meansOf = (areaId: number | null) => indicators.map((indicator) => meanOf(indicator, areaId));
  const favouriteOf = new Map(
    indicators.map((indicator) => {
      const listed = found.favourites.filter((figure) => figure.indicator === indicator.code);
      return [indicator.code, listed.length < FEWEST_PROVIDERS ? null : areaMean(indicator, listed)];
    }),
  );
  const meanAgainst = (row: StoredRow, indicator: Indicator, figure: StoredCell): number | null => {
    if (reference === 'peers') return figure.peerMean;
    if (reference === 'favourites') return favouriteOf.get(indicator.code) ?? null;
    return meanOf(indicator, reference === 'county' ? row.countyUnitId : null);
  };
  const targetsOn = (row: StoredRow, { code }: Indicator) =>
    found.targets.filter(({ indicator, level, ownerId, providerId }) => {
      const isIts = { national: true, county: ownerId === row.countyUnitId, local: providerId === row.providerId };
      return indicator === code && isIts[level];
    });
  const cellOf = (row: StoredRow, indicator: Indicator): ComparisonCell => {
    const figure = row.figures?.[indicator.code];
    // A provider that has published figures but none here does not run the programme.
    const isMissing = appliesIn(indicator, programme) && row.figures === null;
    if (!figure) return { ...NO_CELL, status: isMissing ? 'no-data' : 'not-applicable' };
    const { value, status, n, low, high, rank } = figure;
    const mean = meanAgainst(row, indicator, figure);
    return {
      value,
      status,
      n,
      low,
      high,
      rank,
      ...judge(reference, indicator, figure, row, mean, targetsOn(row, indicator)),
    };
  };
  return {
    countyId,
    year,
    programme,
    reference,
    publication: publicationOf(found),
    indicators,
    reported: found.counts.reported,
    expected: found.counts.expected,
    nation: meansOf(null),
    countyMeans: countyId === null ? indicators.map(() => null) : meansOf(countyId),
    rows: found.rows.map((row) => ({
      providerId: row.providerId,
      reported: row.reported || row.figures !== null,
      sizeQuarter: row.sizeQuarter,
      cells: indicators.map((indicator) => cellOf(row, indicator)),
    })),
  };
}

/** All that a comparison is made of, in one statement. Undefined when year or programme does not exist. */
async function loadComparison(trx: Trx, context: Context, args: ComparisonArgs) {
  const { county, year, programme, reference, list } = args;
  const { ability } = context;
  const isNation = typeof county !== 'string';
  const targets: ReturnType<typeof targetsInForce> =
    reference === 'target'
      ? targetsInForce(context, { providerId: null, countyUnitId: null, programme, from: year, to: year })
      : sql`'[]'::jsonb`;
  const inArea = (column: string) => (isNation ? sql`true` : sql`${sql.ref(column)} = c.id`);
  // All figures of the area in a year's revision, by provider and indicator: one scan, not one for each provider.
  const cellsIn = (alias: string) => sql`(
    select f.provider_id, jsonb_object_agg(f.indicator, jsonb_build_object(
      'value', f.value, 'status', f.status, 'n', f.n, 'numerator', f.numerator, 'denominator', f.denominator, 'low', f.low,
      'high', f.high, 'low998', f.low998, 'high998', f.high998, 'rank', f.rank, 'peerMean', f.peer_mean,
      'indicatorVersion', f.indicator_version)) as cells
    from figure f
    where f.year = ${sql.ref(`${alias}.year`)} and f.revision = ${sql.ref(`${alias}.revision`)}
      and ${inProgramme('f', programme)} and ${providersIn('f.provider_id')}
    group by f.provider_id)`;
  const providersIn = (column: string) =>
    isNation
      ? sql`true`
      : sql`${sql.ref(column)} = any(array(select p.id from organisation p where p.kind = 'provider' and p.county_unit_id = c.id))`;
  return trx
    .selectFrom('measurementYear as y')
    .leftJoin('measurementYear as last', (join) => join.on('last.year', '=', year - 1))
    .innerJoin('programme', (join) => join.on('programme.code', '=', programme))
    .leftJoin('organisation as c', (join) => join.on('c.kind', '=', 'county-unit').on('c.number', '=', county ?? null))
    .leftJoin('publication', (join) =>
      join.onRef('publication.year', '=', 'y.year').onRef('publication.revision', '=', 'y.revision'),
    )
    .where('y.year', '=', year)
    .select(['c.id as countyId', 'y.revision'])
    .select(['publication.publishedAt', 'publication.publishedByName', 'publication.reason'])
    .select([
      sql<{ reported: number; expected: number }>`(
        select jsonb_build_object('reported', coalesce(sum(reported), 0), 'expected', coalesce(sum(expected), 0))
        from app.report_counts(${year}) where ${inArea('county_unit_id')})`.as('counts'),
      sql<{ indicator: string; areaId: number | null; mean: number | null }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('indicator', b.indicator, 'areaId', b.area_id, 'mean', b.mean)), '[]')
        from benchmark b where b.year = y.year and b.revision = y.revision
          and ${inProgramme('b', programme)}
          and (b.area_id is null or ${inArea('b.area_id')}))`.as('benchmarks'),
      sql<StoredRow[]>`(
        select coalesce(jsonb_agg(jsonb_build_object(
          'providerId', o.provider_id, 'countyUnitId', o.county_unit_id,
          'reported', coalesce(reported.state in ('submitted', 'locked'), false),
          'sizeQuarter', profile.size_quarter, 'figures', now.cells, 'before', before.cells
        ) order by o.name, o.provider_id), '[]')
        from (
          select id as provider_id, county_unit_id, name from organisation
          where kind = 'provider' and ${inArea('county_unit_id')} and valid_from <= make_date(y.year, 12, 31)
            and coalesce(valid_to, 'infinity') >= make_date(y.year, 1, 1)
        ) o
        left join report reported on reported.provider_id = o.provider_id and reported.year = y.year
        left join provider_profile profile
          on profile.provider_id = o.provider_id and profile.year = y.year and profile.revision = y.revision
        left join ${cellsIn('y')} now on now.provider_id = o.provider_id
        left join ${reference === 'last-year' ? cellsIn('last') : NO_CELLS} before on before.provider_id = o.provider_id
        where ${accessibleBy(ability, 'read', 'Figure', 'o')})`.as('rows'),
      // Of those on the list whose scorecards one may read, so that no list tells what is not.
      sql<(Measured & { indicator: string })[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('indicator', f.indicator, 'value', f.value, 'n', f.n,
          'numerator', f.numerator, 'denominator', f.denominator, 'moments', null)), '[]')
        from favourite l join figure f on f.provider_id = l.provider_id and f.year = y.year and f.revision = y.revision
        where ${reference === 'favourites'} and l.list = ${list ?? ''} and ${accessibleBy(ability, 'read', 'Favourite', 'l')}
          and ${inProgramme('f', programme)} and f.value is not null
          and ${accessibleBy(ability, 'read', 'Figure', 'f')})`.as('favourites'),
      targets.as('targets'),
      definitionsIn(year).as('indicators'),
    ])
    .executeTakeFirst();
}

const NO_CELL: ComparisonCell = {
  value: null,
  status: 'no-data',
  n: null,
  low: null,
  high: null,
  verdict: 'none',
  noVerdict: 'no-value',
  reference: null,
  rank: null,
};

const NO_CELLS = sql`(select null::int as provider_id, null::jsonb as cells)`;

/** The verdict on one figure, and what it was held against. */
function judge(
  kind: ReferenceKind,
  indicator: Indicator,
  figure: StoredCell,
  { before }: StoredRow,
  mean: number | null,
  targets: readonly TargetRow[],
): Pick<ComparisonCell, 'verdict' | 'noVerdict' | 'reference'> {
  if (kind === 'last-year') {
    const earlier = before?.[indicator.code] ?? null;
    const reference = point(earlier?.value ?? null);
    const isBreak = earlier !== null && earlier.indicatorVersion !== figure.indicatorVersion;
    return isBreak
      ? { verdict: 'none', noVerdict: 'break', reference }
      : against(changeVerdict(indicator, figure, earlier), reference);
  }
  if (kind === 'target') {
    const target = nearestTarget(targets);
    const { low, high, value } = (target && aimInForce(target)) ?? { low: null, high: null, value: null };
    const reference = low !== null && high !== null ? { low, high } : point(value);
    return against(verdict(indicator, figure, reference, 'target'), reference);
  }
  const reference = indicator.direction === 'band' ? (indicator.band ?? null) : point(mean);
  return against(verdict(indicator, figure, mean, kind === 'peers' ? 'peers' : 'mean'), reference);
}

const against = (judged: ReturnType<typeof verdict>, reference: ComparisonCell['reference']) => ({
  verdict: judged.verdict,
  noVerdict: judged.reason ?? null,
  reference,
});
const point = (value: number | null) => (value === null ? null : { low: value, high: value });

/** Who inside a county unit accounts for its distance to the nation. */
export interface Gap {
  indicator: Indicator;
  programme: string | null;
  year: number;
  countyId: number;
  nationalMean: number;
  countyMean: number;
  gap: number;
  parts: { providerId: number; value: number; n: number; contribution: number }[];
  others: { providers: number; contribution: number } | null;
}

/** Null where a mean is not shown or the viewer may read none of the county unit's scorecards. */
export async function getGap(
  context: Context,
  args: { county: string; year: number; programme?: string | null; indicator: string },
): Promise<Gap | null> {
  const { ability, viewer } = context;
  return asViewer(context.db, viewer, async (trx) => {
    const indicator = (await definitionsFor(trx, args.year)).find(({ code }) => code === args.indicator);
    if (!indicator) return null;
    const programme = indicator.scope === 'provider' ? null : (args.programme ?? null);
    const found = await trx
      .selectFrom('measurementYear as y')
      .innerJoin('organisation as c', (join) => join.on('c.kind', '=', 'county-unit').on('c.number', '=', args.county))
      .innerJoin('benchmark as nation', (join) =>
        join
          .onRef('nation.year', '=', 'y.year')
          .onRef('nation.revision', '=', 'y.revision')
          .on('nation.areaId', 'is', null),
      )
      .innerJoin('benchmark as area', (join) =>
        join
          .onRef('area.year', '=', 'y.year')
          .onRef('area.revision', '=', 'y.revision')
          .onRef('area.areaId', '=', 'c.id')
          .onRef('area.indicator', '=', 'nation.indicator')
          .on(sql<boolean>`area.programme is not distinct from nation.programme`),
      )
      .where('y.year', '=', args.year)
      .where('nation.indicator', '=', indicator.code)
      .where(sql<boolean>`nation.programme is not distinct from ${programme}`)
      .select(['c.id as countyId', 'nation.mean as nationalMean', 'area.mean as countyMean'])
      .select(['area.denominator', 'area.providers', sql<number>`area.too_few + area.linked`.as('hidden')])
      .select(
        sql<{ providerId: number; value: number; n: number; numerator: number; denominator: number | null }[]>`(
          select coalesce(jsonb_agg(jsonb_build_object('providerId', f.provider_id, 'value', f.value, 'n', f.n,
            'numerator', f.numerator, 'denominator', f.denominator)), '[]')
          from figure f
          where f.county_unit_id = c.id and f.year = y.year and f.revision = y.revision and f.indicator = ${indicator.code}
            and f.programme is not distinct from ${programme} and f.value is not null
            and ${accessibleBy(ability, 'read', 'Figure', 'f')})`.as('figures'),
      )
      .executeTakeFirst();
    if (!found || found.nationalMean === null || found.countyMean === null || found.figures.length === 0) return null;
    const { countyId, nationalMean, countyMean } = found;
    const { parts, others } = gapOf(indicator, nationalMean, { ...found, mean: countyMean }, found.figures);
    return {
      indicator,
      programme,
      year: args.year,
      countyId,
      nationalMean,
      countyMean,
      gap: countyMean - nationalMean,
      parts: parts.map(({ figure, contribution }) => ({ ...figure, contribution })),
      others,
    };
  });
}

/** Two indicators together. */
export interface Scatter {
  x: Indicator;
  y: Indicator;
  xMean: number | null;
  yMean: number | null;
  points: { providerId: number; x: number; y: number; n: number }[];
}

/** Null where nothing is published, or an indicator is unknown. */
export async function getScatter(
  context: Context,
  args: { x: string; y: string; year: number; programme: string; county?: string | null },
): Promise<Scatter | null> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const indicators = await definitionsFor(trx, args.year);
    const x = indicators.find(({ code }) => code === args.x);
    const y = indicators.find(({ code }) => code === args.y);
    if (!x || !y) return null;
    const programmeOf = ({ scope }: Indicator) => (scope === 'provider' ? null : args.programme);
    const meanOf = (indicator: Indicator) => sql<number | null>`(
      select b.mean from benchmark b where b.year = m.year and b.revision = m.revision and b.indicator = ${indicator.code}
        and b.programme is not distinct from ${programmeOf(indicator)} and b.area_id is null)`;
    const found = await trx
      .selectFrom('measurementYear as m')
      .leftJoin('organisation as c', (join) =>
        join.on('c.kind', '=', 'county-unit').on('c.number', '=', args.county ?? null),
      )
      .where('m.year', '=', args.year)
      .where('m.revision', 'is not', null)
      .select(['c.id as countyId', meanOf(x).as('xMean'), meanOf(y).as('yMean')])
      .select(
        sql<Scatter['points']>`(
          select coalesce(jsonb_agg(jsonb_build_object('providerId', f.provider_id, 'x', f.value, 'y', g.value, 'n', g.n)
            order by g.n desc, f.provider_id), '[]')
          from figure f
          join figure g on g.provider_id = f.provider_id and g.year = f.year and g.revision = f.revision
            and g.indicator = ${y.code} and g.programme is not distinct from ${programmeOf(y)} and g.value is not null
          where f.year = m.year and f.revision = m.revision and f.indicator = ${x.code}
            and f.programme is not distinct from ${programmeOf(x)} and f.value is not null
            and (${typeof args.county !== 'string'} or f.county_unit_id = c.id)
            and ${accessibleBy(context.ability, 'read', 'Figure', 'f')} and ${accessibleBy(context.ability, 'read', 'Figure', 'g')})`.as(
          'points',
        ),
      )
      .executeTakeFirst();
    return found ? { x, y, xMean: found.xMean, yMean: found.yMean, points: found.points } : null;
  });
}
