import { FEWEST } from '../benchmarks/compare.ts';
import type { Survey } from '../data-files/rows.ts';

/** The nine things that counsellors, participants and employees are asked about, each in words of their own. */
export const THEMES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Themes on which all three are asked the same; on the others the participants' question stands beside. */
const SAME_FOR_ALL: readonly number[] = [1, 2, 3, 5, 6];

/** How one question of one survey was answered for a provider, or for one of its programmes. */
export interface QuestionAnswers {
  survey: Survey;
  /** Participant survey only. */
  programme: string | null;
  question: number;
  /** Answers that count: 1–6, or yes and no. */
  n: number;
  /** Their mean; the per cent of yes for the participants' question 9. */
  value: number;
}

/** The same as anybody sees it, the provider included: null is hidden. */
export interface PublishedQuestion extends Omit<QuestionAnswers, 'n' | 'value'> {
  n: number | null;
  value: number | null;
}

/** Whether a question is one of yes and no, which stands outside the pooled mean of its survey. */
export function isYesNo({ survey, question }: Pick<QuestionAnswers, 'survey' | 'question'>): boolean {
  return survey === 'participant' && question === 9;
}

/**
 * One survey of one provider question by question, with too few answers hidden. The survey's pooled mean is shown beside,
 * so a question that is hidden alone, or with too few behind all that are hidden, takes the next smallest with it.
 *
 * @param before what an earlier revision of the year showed. It stays where a few answers more or less would otherwise
 *   tell what those few said.
 */
export function publishQuestions(
  questions: readonly QuestionAnswers[],
  before: readonly PublishedQuestion[] = [],
): PublishedQuestion[] {
  const earlier = new Map(before.map((question) => [question.question, question]));
  const isTelling = questions.some(({ question, n }) => {
    const shown = earlier.get(question)?.n;
    return typeof shown === 'number' && n !== shown && Math.abs(n - shown) < FEWEST;
  });
  if (isTelling) return [...before];

  const pooled = questions.filter((question) => !isYesNo(question)).sort((a, b) => a.n - b.n);
  const hidden = new Set(questions.filter(({ n }) => n < FEWEST));
  const linked = pooled.filter((question) => hidden.has(question));
  for (const next of pooled.filter((question) => !hidden.has(question))) {
    const behind = linked.reduce((sum, { n }) => sum + n, 0);
    if (behind === 0 || (linked.length > 1 && behind >= FEWEST)) break;
    linked.push(next);
    hidden.add(next);
  }
  return questions.map((question) => (hidden.has(question) ? { ...question, n: null, value: null } : { ...question }));
}

/**
 * How far the views of one theme lie apart: all three where they are asked the same, else Nav and employees. Null where
 * one of those is missing or hidden.
 */
export function distanceOf(theme: number, means: Record<Survey, number | null>): number | null {
  const views = SAME_FOR_ALL.includes(theme)
    ? [means.nav, means.participant, means.employee]
    : [means.nav, means.employee];
  const known = views.filter((mean) => mean !== null);
  return known.length === views.length ? Math.max(...known) - Math.min(...known) : null;
}
