import type { Survey } from '@batt/domain/data-files/rows';
import { distanceOf, isYesNo, publishQuestions, THEMES } from '@batt/domain/indicators/perspectives';
import type { PublishedQuestion, QuestionAnswers } from '@batt/domain/indicators/perspectives';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { definitionsFor } from '../indicators/indicators.ts';

type Trx = Transaction<Database>;

interface SurveyOfOne {
  providerId: number;
  countyUnitId: number;
  questions: QuestionAnswers[];
  before: PublishedQuestion[] | null;
}

/**
 * Publishes the surveys of a year question by question, with too few answers hidden. A survey whose pooled mean is hidden
 * has none: its questions would tell it.
 *
 * @param trx of the system, when the answers of the year's reports are counted and its figures stored.
 */
export async function storePerspectives(trx: Trx, year: number, revision: number): Promise<void> {
  const indicatorOf: Partial<Record<Survey, string>> = {};
  for (const { code, measure } of await definitionsFor(trx, year)) {
    if (measure.kind === 'survey-mean') indicatorOf[measure.survey] = code;
  }
  const { rows } = await sql<SurveyOfOne>`
    with asked as (
      select c.provider_id, c.survey, c.programme, c.question,
        sum(c.answers) filter (where ${IS_YES_NO} or c.answer between 1 and 6) as n,
        case when ${IS_YES_NO} then 100.0 * sum(c.answers) filter (where c.answer = 1) / sum(c.answers)
          else 1.0 * sum(c.answers * c.answer) filter (where c.answer between 1 and 6)
            / sum(c.answers) filter (where c.answer between 1 and 6) end as value
      from survey_count c where c.year = ${year}
      group by c.provider_id, c.survey, c.programme, c.question
    )
    select a.provider_id as "providerId", f.county_unit_id as "countyUnitId",
      jsonb_agg(jsonb_build_object('survey', a.survey, 'programme', a.programme, 'question', a.question,
        'n', coalesce(a.n, 0), 'value', coalesce(a.value, 0)) order by a.question) as questions,
      (select jsonb_agg(jsonb_build_object('survey', b.survey, 'programme', b.programme, 'question', b.question, 'n', b.n,
          'value', b.value) order by b.question)
        from perspective b
        where b.year = ${year} and b.revision = ${revision} - 1 and b.provider_id = a.provider_id and b.survey = a.survey
          and b.programme is not distinct from a.programme) as before
    from asked a
    join figure f on f.year = ${year} and f.revision = ${revision} and f.provider_id = a.provider_id
      and f.indicator = ${JSON.stringify(indicatorOf)}::jsonb ->> a.survey and f.status = 'ok'
      and f.programme is not distinct from a.programme
    group by a.provider_id, a.survey, a.programme, f.county_unit_id`.execute(trx);
  const published = rows.flatMap(({ providerId, countyUnitId, questions, before }) =>
    publishQuestions(questions, before ?? []).map((question) => ({ ...question, providerId, countyUnitId })),
  );
  await sql`
    insert into perspective (year, revision, provider_id, county_unit_id, survey, programme, question, n, value)
    select ${year}::int, ${revision}::int, "providerId", "countyUnitId", survey, programme, question, n, value
    from jsonb_to_recordset(${JSON.stringify(published)}::jsonb) as row("providerId" int, "countyUnitId" int, survey text,
      programme text, question int, n int, value float8)`.execute(trx);
}

const IS_YES_NO = sql`(c.survey = 'participant' and c.question = 9)`;

/** A published question of one of the surveys: its mean, or the per cent of yes. */
export interface QuestionValue {
  survey: Survey;
  question: number;
  value: number | null;
}

/** One theme of the surveys, from three sides; null where nothing is to be shown. */
export interface ThemeRow {
  theme: number;
  nav: number | null;
  participant: number | null;
  employee: number | null;
  /** The participants' per cent of yes, where they are asked yes or no. */
  yes: number | null;
  distance: number | null;
}

/** The nine themes, from what the three surveys say of each. */
export function themesOf(questions: readonly QuestionValue[]): ThemeRow[] {
  const valueOf = (survey: Survey, question: number) =>
    questions.find((row) => row.survey === survey && row.question === question)?.value ?? null;
  return THEMES.map((theme): ThemeRow => {
    const participants = valueOf('participant', theme);
    const asYes = isYesNo({ survey: 'participant', question: theme });
    const means = {
      nav: valueOf('nav', theme),
      employee: valueOf('employee', theme),
      participant: asYes ? null : participants,
    };
    return { theme, ...means, yes: asYes ? participants : null, distance: distanceOf(theme, means) };
  });
}

/** The three surveys of a provider side by side; the participants are those of one programme. None where nothing may be read. */
export async function listThemes(
  context: Context,
  { provider, programme, year }: { provider: string; programme: string; year: number },
): Promise<ThemeRow[]> {
  const questions = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('perspective as s')
      .innerJoin('measurementYear as y', (join) =>
        join.onRef('y.year', '=', 's.year').onRef('y.revision', '=', 's.revision'),
      )
      .innerJoin('organisation as p', 'p.id', 's.providerId')
      .where('p.number', '=', provider)
      .where('p.kind', '=', 'provider')
      .where('s.year', '=', year)
      .where((eb) => eb.or([eb('s.programme', '=', programme), eb('s.programme', 'is', null)]))
      .where(accessibleBy(context.ability, 'read', 'Figure', 's'))
      .select(['s.survey', 's.question', 's.value'])
      .execute(),
  );
  return questions.length === 0 ? [] : themesOf(questions);
}
