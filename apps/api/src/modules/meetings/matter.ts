import type { Verdict } from '@batt/domain/benchmarks/compare';
import { ACTIVE_END_REASONS, WORK_END_REASONS } from '@batt/domain/data-files/rows';
import type { Survey } from '@batt/domain/data-files/rows';
import { suggestAgenda } from '@batt/domain/meetings/agenda';
import type { AgendaPoint } from '@batt/domain/meetings/agenda';
import { nearestTarget } from '@batt/domain/targets/effective';
import { bestOf, prospect } from '@batt/domain/targets/progress';
import type { Prospect } from '@batt/domain/targets/progress';
import { targetStatus } from '@batt/domain/targets/status';
import type { Certainty } from '@batt/domain/targets/status';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import type { Database } from '../../db/tables.ts';
import { figureJson, inProgramme, publicationOf } from '../benchmarks/figures.ts';
import type { FigureRow, PublicationRow, StoredFigure } from '../benchmarks/figures.ts';
import { themesOf } from '../benchmarks/perspectives.ts';
import type { QuestionValue, ThemeRow } from '../benchmarks/perspectives.ts';
import { appliesIn, definitionsIn } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { aimInForce, targetsInForce } from '../targets/targets.ts';
import type { TargetRow } from '../targets/targets.ts';
import { actions, changeOf } from './actions.ts';

type Trx = Transaction<Database>;

/** What a meeting is about: one provider's year in a programme, as its counterpart may see it. */
export interface Matter {
  year: number;
  publication: PublicationRow | null;
  rows: MatterRow[];
  endReasons: EndReasons | null;
  themes: ThemeRow[];
  surveys: SurveyRow[];
  suggestions: AgendaPoint[];
}

/** One indicator: how the year went against its target, and how the next one goes. */
export interface MatterRow {
  indicator: Indicator;
  own: FigureRow;
  previous: FigureRow | null;
  previousYear: number | null;
  nationalMean: number | null;
  target: TargetRow | null;
  targetStatus: Certainty | null;
  next: TargetRow | null;
  running: (Prospect & Running) | null;
  change: Verdict;
}

interface Running {
  asOf: string;
  value: number;
  atLeast: number;
  low: number | null;
  high: number | null;
  expected: number | null;
}

/** Where those who ended went. A null count is hidden. */
export interface EndReasons {
  ended: number | null;
  groups: {
    code: 'work' | 'active' | 'other';
    count: number | null;
    /** Per cent of those who ended, this year and the year before. */
    share: number | null;
    previousShare: number | null;
    reasons: { code: string; count: number | null; share: number | null }[];
  }[];
}

/** One of the three surveys as a whole. */
export interface SurveyRow {
  survey: Survey;
  figure: FigureRow;
}

export interface MatterPlace {
  providerId: number;
  counterpartId: number;
  programme: string;
  year: number;
}

/** How many years back the provider's best value is looked for. */
const YEARS = 5;

/**
 * What the figures say about a provider's year, masked for the provider too: the page is looked at by both sides together.
 * Without rows where the viewer may no longer read the figures. Null when there is no such year or programme.
 */
export async function loadMatter(trx: Trx, context: Context, place: MatterPlace): Promise<Matter | null> {
  const found = await loadFigures(trx, context, place);
  if (!found) return null;
  const rows = found.indicators
    .filter((indicator) => appliesIn(indicator, place.programme))
    .flatMap((indicator) => rowsOn(indicator, found, place));
  const themes = themesOf(found.questions);
  const open = await actions(trx, context)
    .where('action.providerId', '=', place.providerId)
    .where('action.counterpartId', '=', place.counterpartId)
    .where('action.state', 'in', ['proposed', 'accepted'])
    .orderBy('action.dueDate')
    .orderBy('action.id')
    .execute();
  return {
    year: place.year,
    publication: publicationOf(found),
    rows,
    endReasons: endReasonsOf(rows),
    themes: found.questions.length === 0 ? [] : themes,
    surveys: rows.flatMap(({ indicator: { measure }, own }) =>
      measure.kind === 'survey-mean' ? [{ survey: measure.survey, figure: own }] : [],
    ),
    suggestions: suggestAgenda({
      figures: rows.map(({ indicator, targetStatus: certainty, running, change }) => ({
        indicator: indicator.code,
        certainty,
        outlook: running?.outlook ?? null,
        change,
      })),
      themes,
      actions: open,
    }),
  };
}

// Figures as others see them, answers to surveys, and targets of the year and the next, in one statement.
function loadFigures(trx: Trx, context: Context, { providerId, programme, year }: MatterPlace) {
  const { ability } = context;
  return trx
    .selectFrom('organisation as p')
    .innerJoin('measurementYear as y', (join) => join.on('y.year', '=', year))
    .innerJoin('programme', (join) => join.on('programme.code', '=', programme))
    .leftJoin('publication', (join) =>
      join.onRef('publication.year', '=', 'y.year').onRef('publication.revision', '=', 'y.revision'),
    )
    .where('p.id', '=', providerId)
    .select(['publication.revision', 'publication.publishedAt', 'publication.publishedByName', 'publication.reason'])
    .select([
      sql<StoredFigure[]>`(
        select coalesce(jsonb_agg(${figureJson('f')} order by f.year), '[]')
        from figure f join measurement_year m on m.year = f.year and m.revision = f.revision
        where f.provider_id = ${providerId} and f.year between ${year - YEARS + 1} and ${year}
          and ${inProgramme('f', programme)} and ${accessibleBy(ability, 'read', 'Figure', 'f')})`.as('figures'),
      sql<QuestionValue[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('survey', s.survey, 'question', s.question, 'value', s.value)), '[]')
        from perspective s
        where s.provider_id = ${providerId} and s.year = y.year and s.revision = y.revision
          and ${inProgramme('s', programme)} and ${accessibleBy(ability, 'read', 'Figure', 's')})`.as('questions'),
      sql<{ indicator: string; mean: number | null }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('indicator', b.indicator, 'mean', b.mean)), '[]') from benchmark b
        where b.year = y.year and b.revision = y.revision and b.area_id is null and ${inProgramme('b', programme)})`.as(
        'means',
      ),
      sql<(Running & { indicator: string })[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('indicator', r.indicator, 'asOf', r.as_of, 'value', r.value,
          'atLeast', r.at_least, 'low', r.low, 'high', r.high, 'expected', r.expected)), '[]')
        from running_figure r
        where r.provider_id = ${providerId} and r.year = ${year + 1} and r.programme = ${programme}
          and ${accessibleBy(ability, 'read', 'RunningFigure', 'r')})`.as('running'),
      targetsInForce(context, {
        providerId: sql.ref<number>('p.id'),
        countyUnitId: sql.ref<number | null>('p.countyUnitId'),
        programme,
        from: year,
        to: year + 1,
      }).as('targets'),
      definitionsIn(year).as('indicators'),
    ])
    .executeTakeFirst();
}
type Found = NonNullable<Awaited<ReturnType<typeof loadFigures>>>;

// None without a figure of the year.
function rowsOn(indicator: Indicator, found: Found, { counterpartId, year }: MatterPlace): MatterRow[] {
  const isOnIt = (row: { indicator: string }) => row.indicator === indicator.code;
  const figures = found.figures.filter(isOnIt);
  const own = figures.find((figure) => figure.year === year);
  if (!own) return [];
  const previous = figures.findLast((figure) => figure.year < year && figure.status !== 'no-data') ?? null;
  const targets = found.targets
    .filter(isOnIt)
    // Of several local ones, that of the office at the table.
    .sort((a, b) => Number(b.ownerId === counterpartId) - Number(a.ownerId === counterpartId));
  const targetOf = (one: number) => nearestTarget(targets.filter((row) => row.year === one));
  const [target, next] = [targetOf(year), targetOf(year + 1)];
  const aim = target && aimInForce(target);
  return [
    {
      indicator,
      own,
      previous,
      previousYear: previous?.year ?? null,
      nationalMean: found.means.find(isOnIt)?.mean ?? null,
      target,
      targetStatus: aim && targetStatus(indicator, aim, own).certainty,
      next,
      running: runningOf(indicator, found.running.find(isOnIt), next, figures),
      change: changeOf(indicator, own, previous),
    },
  ];
}

function runningOf(
  indicator: Indicator,
  running: Running | undefined,
  next: TargetRow | null,
  figures: readonly FigureRow[],
): MatterRow['running'] {
  const aim = next && aimInForce(next);
  if (!running || !aim) return null;
  const values = figures.map(({ value }) => value).filter((value) => value !== null);
  return { ...running, ...prospect(indicator, aim, { ...running, n: running.atLeast }, bestOf(indicator, values)) };
}

/** The two indicators whose numerators are counted by end reason. */
const BY_REASON = { work: 'job-acquisition', active: 'active-solutions' } as const;

/** Where those who ended went; null in programmes that nobody is to leave. */
function endReasonsOf(rows: readonly MatterRow[]): EndReasons | null {
  const [work, active] = [BY_REASON.work, BY_REASON.active].map((code) =>
    rows.find(({ indicator }) => indicator.code === code),
  );
  if (!work || !active) return null;
  const countsOf = (key: 'own' | 'previous') => {
    const [toWork, toActive] = [work[key], active[key]];
    const ended = toWork?.denominator ?? toActive?.denominator ?? null;
    const [w, a] = [toWork?.numerator ?? null, toActive?.numerator ?? null];
    return { ended, work: w, active: a, other: ended === null || w === null || a === null ? null : ended - w - a };
  };
  const [now, before] = [countsOf('own'), countsOf('previous')];
  const reasonsOf = ({ own: { breakdown } }: MatterRow, codes: readonly string[]) =>
    codes.flatMap((code) => {
      const count = breakdown?.[code];
      return count === undefined ? [] : [{ code, count, share: shareOf(count, now.ended) }];
    });
  const groupOf = (code: 'work' | 'active' | 'other', reasons: EndReasons['groups'][number]['reasons']) => ({
    code,
    count: now[code],
    share: shareOf(now[code], now.ended),
    previousShare: shareOf(before[code], before.ended),
    reasons,
  });
  return {
    ended: now.ended,
    groups: [
      groupOf('work', reasonsOf(work, WORK_END_REASONS)),
      groupOf('active', reasonsOf(active, ACTIVE_END_REASONS)),
      groupOf('other', []),
    ],
  };
}

const shareOf = (count: number | null, of: number | null) =>
  count === null || of === null || of === 0 ? null : (100 * count) / of;

/** A provider's own counts per end reason, unmasked, as it opens them to one counterpart: by code, and how many `ended`. */
export async function trueEndReasons(
  trx: Trx,
  context: Context,
  { providerId, programme, year }: MatterPlace,
): Promise<Record<string, number> | null> {
  const results = await trx
    .selectFrom('result')
    .innerJoin('measurementYear as y', (join) =>
      join.onRef('y.year', '=', 'result.year').onRef('y.revision', '=', 'result.revision'),
    )
    .where(accessibleBy(context.ability, 'read', 'Result', 'result'))
    .where('result.providerId', '=', providerId)
    .where('result.year', '=', year)
    .where('result.programme', '=', programme)
    .where('result.indicator', 'in', Object.values(BY_REASON))
    .where('result.status', '=', 'ok')
    .select(['result.breakdown', 'result.denominator'])
    .execute();
  const [first] = results;
  if (results.length < 2 || !first || first.denominator === null) return null;
  return { ended: first.denominator, ...Object.assign({}, ...results.map(({ breakdown }) => breakdown)) };
}

/** The end reasons with the counts that the provider has opened in place of those of this year. */
export function withOpened(masked: EndReasons, opened: Record<string, number>): EndReasons {
  const ended = opened.ended ?? 0;
  const sumOf = (codes: readonly string[]) => codes.reduce((sum, code) => sum + (opened[code] ?? 0), 0);
  const [work, active] = [sumOf(WORK_END_REASONS), sumOf(ACTIVE_END_REASONS)];
  const counts = { work, active, other: ended - work - active };
  const codes = { work: WORK_END_REASONS, active: ACTIVE_END_REASONS, other: [] };
  return {
    ended,
    groups: masked.groups.map((group) => ({
      ...group,
      count: counts[group.code],
      share: shareOf(counts[group.code], ended),
      reasons: codes[group.code].map((code) => {
        const count = opened[code] ?? 0;
        return { code, count, share: shareOf(count, ended) };
      }),
    })),
  };
}
