import { sql } from 'kysely';
import { asSystem } from '../../db/as-viewer.ts';
import type { Db } from '../../db/client.ts';

// What there is to find out, and to check against what is found.

export interface Provider {
  number: string;
  county: string;
}

export interface TrueFigure {
  numerator: number;
  denominator: number;
  n: number;
  breakdown: Record<string, number> | null;
  /** Hidden outside the provider. */
  isHidden: boolean;
}

/** How one question of a survey was answered: how many answers count, and their sum. */
export interface TrueQuestion {
  question: number;
  n: number;
  sum: number;
}

export interface World {
  providers: Provider[];
  programmes: string[];
  years: number[];
  /** By `keyOf(year, revision, programme, indicator, provider)`; those with a denominator alone. */
  figures: Map<string, TrueFigure>;
  /** By `keyOf(year, programme, survey, provider)`; they stay as they are from one revision to the next. */
  questions: Map<string, TrueQuestion[]>;
  revisions: Map<number, number[]>;
}

/** One name for what is told of the same thing in several places; null for none. */
export const keyOf = (...parts: (string | number | null)[]) => parts.map((part) => part ?? '-').join('/');

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** All that is true of the years that are published, in every revision. */
export async function readWorld(db: Db): Promise<World> {
  return asSystem(db, async (trx) => {
    const providers = await trx
      .selectFrom('organisation as p')
      .innerJoin('organisation as c', 'c.id', 'p.countyUnitId')
      .where('p.kind', '=', 'provider')
      .select(['p.number', 'c.number as county'])
      .orderBy('p.number')
      .execute();
    const programmes = await trx.selectFrom('programme').select('code').orderBy('sortOrder').execute();
    const rows = await trx
      .selectFrom('result as r')
      .innerJoin('organisation as p', 'p.id', 'r.providerId')
      .innerJoin('figure as f', (join) =>
        join
          .onRef('f.year', '=', 'r.year')
          .onRef('f.revision', '=', 'r.revision')
          .onRef('f.providerId', '=', 'r.providerId')
          .onRef('f.indicator', '=', 'r.indicator')
          .on((eb) => eb('f.programme', 'is not distinct from', eb.ref('r.programme'))),
      )
      .where('r.denominator', 'is not', null)
      .select(['r.year', 'r.revision', 'r.programme', 'r.indicator', 'p.number', 'r.n', 'r.numerator', 'r.denominator'])
      .select(['r.breakdown', 'f.suppression'])
      .orderBy('r.revision')
      .execute();
    const answers = await trx
      .selectFrom('surveyCount as s')
      .innerJoin('organisation as p', 'p.id', 's.providerId')
      .where((eb) => eb.between('s.answer', 1, 6))
      .groupBy(['s.year', 's.programme', 's.survey', 's.question', 'p.number'])
      .select(['s.year', 's.programme', 's.survey', 's.question', 'p.number'])
      .select([sql<number>`sum(s.answers)::int`.as('n'), sql<number>`sum(s.answers * s.answer)::int`.as('sum')])
      .execute();
    const world: World = {
      providers,
      programmes: programmes.map(({ code }) => code),
      years: [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b),
      figures: new Map(),
      questions: grouped(answers, ({ year, programme, survey, number }) => keyOf(year, programme, survey, number)),
      revisions: new Map(),
    };
    for (const { year, revision, programme, indicator, number, suppression, ...row } of rows) {
      const { numerator, denominator, n, breakdown } = row;
      if (numerator === null || denominator === null) continue;
      const figure = { numerator, denominator, n, breakdown, isHidden: suppression !== null };
      world.figures.set(keyOf(year, revision, programme, indicator, number), figure);
      world.revisions.set(year, [...new Set([...(world.revisions.get(year) ?? []), revision])]);
    }
    return world;
  });
}
