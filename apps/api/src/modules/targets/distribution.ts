import { FEWEST_PROVIDERS } from '@batt/domain/benchmarks/suppression';
import { binOf, countReached, toBin } from '@batt/domain/targets/distribution';
import type { Aim } from '@batt/domain/targets/status';
import type { Range } from '@batt/domain/targets/talk';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Context } from '../../context.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { definitionsFor } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';

type Trx = Transaction<Database>;

/** How an indicator's publishable values lie, told no finer than in bins. */
export interface Distribution {
  indicator: Indicator;
  year: number;
  values: number[];
  bin: number;
  of: number;
  leftOut: number;
  mean: number | null;
  p10: number | null;
  p90: number | null;
}

/** Fewer values than this say nothing about what is usual. */
const FEWEST_VALUES = 10;

/** How the values of a year lie, or of the last year published before it: of the nation or of one county unit. */
export async function getDistribution(
  context: Context,
  args: { indicator: string; programme?: string | null; year: number; county?: string | null },
): Promise<Distribution | null> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const indicator = (await definitionsFor(trx, args.year)).find(({ code }) => code === args.indicator);
    const published = await lastPublished(trx, args.year);
    if (!indicator || !published) return null;
    const programme = indicator.scope === 'provider' ? null : (args.programme ?? null);
    const county = args.county
      ? await trx
          .selectFrom('organisation')
          .where('kind', '=', 'county-unit')
          .where('number', '=', args.county)
          .select('id')
          .executeTakeFirst()
      : null;
    if (county === undefined) return null;
    const benchmark = await trx
      .selectFrom('benchmark as b')
      .innerJoin('measurementYear as y', (join) =>
        join.onRef('y.year', '=', 'b.year').onRef('y.revision', '=', 'b.revision'),
      )
      .where('b.year', '=', published)
      .where('b.indicator', '=', indicator.code)
      .where(sql<boolean>`b.programme is not distinct from ${programme}`)
      .where(sql<boolean>`b.area_id is not distinct from ${county?.id ?? null}`)
      .select(['b.mean', 'b.providers'])
      .executeTakeFirst();
    if (!benchmark) return null;
    const { rows } = await sql<{ value: number }>`
      select value from measurement_year y,
        app.published_values(y.year, y.revision, ${indicator.code}, ${programme}, ${county?.id ?? null})
      where y.year = ${published} order by value`.execute(trx);
    const values = rows.map(({ value }) => value);
    if (values.length < FEWEST_PROVIDERS) return null;
    const usual = usualOf(values);
    return {
      indicator,
      year: published,
      values,
      bin: binOf(indicator),
      of: values.length,
      leftOut: Math.max(0, benchmark.providers - values.length),
      mean: benchmark.mean,
      p10: usual?.low ?? null,
      p90: usual?.high ?? null,
    };
  });
}

/** How many reach an aim, moved to the nearest edges of bins: a finer answer would tell a named provider's figure. */
export function reachedOf({ indicator, values }: Distribution, aim: Aim) {
  const edge = (value: number | null) => (value === null ? null : toBin(indicator, value));
  return {
    value: edge(aim.value),
    low: edge(aim.low),
    high: edge(aim.high),
    count: countReached(indicator, values, aim),
    of: values.length,
  };
}

// Between which values four of five lie.
function usualOf(values: readonly number[]): Range | null {
  if (values.length < FEWEST_VALUES) return null;
  const at = (share: number) => values[Math.round(share * (values.length - 1))] ?? 0;
  return { low: at(0.1), high: at(0.9) };
}

/** What is usual in the nation, by indicator: in the last year published until this one. */
export async function usualRanges(
  trx: Trx,
  indicators: readonly Indicator[],
  { year, programme }: { year: number; programme: string },
): Promise<Map<string, Range>> {
  const published = await lastPublished(trx, year);
  const { rows } = await sql<{ code: string; values: number[] }>`
    select i.code, (select array_agg(v.value order by v.value)
      from app.published_values(y.year, y.revision, i.code, i.programme, null) v) as values
    from measurement_year y, unnest(${indicators.map(({ code }) => code)}::text[],
      ${indicators.map(({ scope }) => (scope === 'provider' ? null : programme))}::text[]) as i (code, programme)
    where y.year = ${published}`.execute(trx);
  const ranges = rows.map(({ code, values }) => [code, usualOf(values ?? [])] as const);
  return new Map(ranges.flatMap(([code, range]) => (range ? [[code, range] as const] : [])));
}

/** The latest year that is published, up to this one. */
export async function lastPublished(trx: Trx, year: number): Promise<number | null> {
  const found = await trx
    .selectFrom('measurementYear')
    .where('year', '<=', year)
    .where('revision', 'is not', null)
    .select((eb) => eb.fn.max('year').as('year'))
    .executeTakeFirst();
  return found?.year ?? null;
}
