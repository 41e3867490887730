import { rowOf } from '@batt/domain/access/ability';
import type { Verdict } from '@batt/domain/benchmarks/compare';
import type { AliasableExpression } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { BestFigure } from '../../db/tables.ts';

// Published figures as they are read: the revision that they are of, what is stored of each, and what they are held against.

/** Which revision of a year's figures is shown. */
export interface PublicationRow {
  revision: number;
  publishedAt: Date;
  publishedByName: string;
  reason: string | null;
}

/** A provider's value of an indicator, as its reader may see it. */
export interface FigureRow {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  n: number | null;
  low: number | null;
  high: number | null;
  status: 'ok' | 'no-data' | 'suppressed' | 'not-applicable';
  suppression: 'primary' | 'complementary' | null;
  breakdown: Record<string, number | null> | null;
  indicatorVersion: number | null;
}

/** What an area's providers have in common. */
export interface BenchmarkRow {
  mean: number | null;
  plainMean: number | null;
  median: number | null;
  q1: number | null;
  q3: number | null;
  min: number | null;
  max: number | null;
  providers: number;
  ranked: number;
  leftOut: number;
  /** Why some have no rank; null where the viewer may not know. */
  tooFew: number | null;
  linked: number | null;
  noData: number | null;
  n: number | null;
  best: BestFigure[];
  luckThree: number | null;
  luckFive: number | null;
  overdispersion: number | null;
  /** The spread from person to person, which limits around a mean are computed from. */
  personSd: number | null;
}

export interface RankRow {
  rank: number;
  of: number;
  shared: boolean;
  leftOut: number;
  rankLow: number | null;
  rankHigh: number | null;
  topThree: number | null;
  topFive: number | null;
}

export const NO_FIGURE: FigureRow = {
  value: null,
  numerator: null,
  denominator: null,
  n: null,
  low: null,
  high: null,
  status: 'no-data',
  suppression: null,
  breakdown: null,
  indicatorVersion: null,
};

/** What only published figures have. */
export interface Comparative {
  low998: number | null;
  high998: number | null;
  rank: number | null;
  shared: boolean;
  rankLow: number | null;
  rankHigh: number | null;
  topThree: number | null;
  topFive: number | null;
  verdict: Verdict;
  shrunken: number | null;
  expected: number | null;
  peerMean: number | null;
  peerProviders: number | null;
  perHundred: number | null;
}
export const NOT_COMPARED: Comparative = {
  low998: null,
  high998: null,
  rank: null,
  shared: false,
  rankLow: null,
  rankHigh: null,
  topThree: null,
  topFive: null,
  verdict: 'none',
  shrunken: null,
  expected: null,
  peerMean: null,
  peerProviders: null,
  perHundred: null,
};

/** What is stored of one figure, as others may see it. */
export interface StoredFigure extends FigureRow, Comparative {
  year: number;
  indicator: string;
  /** None for an indicator of the whole provider. */
  programme: string | null;
}

/** What is stored of one figure for the provider itself. */
export type OwnResult = Omit<StoredFigure, keyof Comparative | 'suppression'>;

/** Some columns of a row as JSON, for rows nested in a larger statement. */
const jsonOf = (alias: string, columns: readonly string[]) =>
  sql`jsonb_build_object(${sql.join(columns.flatMap((name) => [sql.lit(name), sql.ref(`${alias}.${name}`)]))})`;

const NUMBERS =
  'year indicator programme indicatorVersion status value numerator denominator n low high breakdown'.split(' ');
const COMPARATIVE = ['suppression', ...Object.keys(NOT_COMPARED)];
const BENCHMARK = (
  'indicator programme areaId mean plainMean median q1 q3 min max providers ranked leftOut tooFew linked noData n best ' +
  'luckThree luckFive overdispersion personSd'
).split(' ');

/** That a row counts in a programme: it is of the programme, or of the whole provider. */
export function inProgramme(alias: string, programme: string) {
  const column = sql.ref(`${alias}.programme`);
  return sql<boolean>`(${column} = ${programme} or ${column} is null)`;
}

/** A provider's true figure. */
export const resultJson = (alias: string) => jsonOf(alias, NUMBERS);
/** A figure as others may see it, with its place among theirs. */
export const figureJson = (alias: string) => jsonOf(alias, [...NUMBERS, ...COMPARATIVE]);
/** What the providers of an area have in common. */
export const benchmarkJson = (alias: string) => jsonOf(alias, BENCHMARK);

/** A benchmark of a larger statement, as JSON. */
export function benchmarkOf(alias: string): AliasableExpression<BenchmarkRow> {
  return sql`${benchmarkJson(alias)}`;
}

/** Figures with the true ones of the provider itself in place of those as others see them. */
export function withOwn(figures: readonly StoredFigure[], results: readonly OwnResult[]): StoredFigure[] {
  const keyOf = ({ year, indicator, programme }: OwnResult) => `${year}/${indicator}/${programme}`;
  const resultOf = new Map(results.map((result) => [keyOf(result), result]));
  return figures.map((figure) => ({ ...figure, ...resultOf.get(keyOf(figure)) }));
}

/** Whether the viewer may read every scorecard under a county unit. */
export function readsCounty({ ability }: Context, countyUnitId: number): boolean {
  return ability.can('read', rowOf('Figure', { providerId: 0, countyUnitId }));
}

/** Where a provider stands in the nation; null without a publishable value. */
export function rankOf(own: StoredFigure | undefined, nation: BenchmarkRow | null): RankRow | null {
  if (!own || own.rank === null || !nation) return null;
  const { rank, shared, rankLow, rankHigh, topThree, topFive } = own;
  return { rank, of: nation.ranked, shared, leftOut: nation.leftOut, rankLow, rankHigh, topThree, topFive };
}

/** The revision that a row tells of; null while the year is not published. */
export function publicationOf({
  revision,
  publishedAt,
  publishedByName,
  reason,
}: {
  revision: number | null;
  publishedAt: Date | null;
  publishedByName: string | null;
  reason: string | null;
}): PublicationRow | null {
  return revision !== null && publishedAt && publishedByName !== null
    ? { revision, publishedAt, publishedByName, reason }
    : null;
}

/** The revisions of a year, latest first: who published it anew, when and why. */
export async function listPublications(context: Context, year: number): Promise<PublicationRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('publication')
      .where(accessibleBy(context.ability, 'read', 'Publication'))
      .where('year', '=', year)
      .select(['revision', 'publishedAt', 'publishedByName', 'reason'])
      .orderBy('revision', 'desc')
      .execute(),
  );
}
