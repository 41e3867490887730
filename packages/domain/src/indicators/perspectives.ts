import type { Survey, SurveyAnswerRow } from '../data-files/rows.ts';

/** How one question of one survey was answered for a provider, or for one of its programmes. */
export interface QuestionSummary {
  provider: string;
  survey: Survey;
  /** Participant survey only. */
  programme: string | null;
  question: number;
  /** Answers by what was answered, from 0 to 7; question 9 of participants is 1 = yes and 0 = no. */
  counts: number[];
  /** Answers that count: 1–6, or yes and no. */
  n: number;
  /** Mean of the answers 1–6; null for a question of yes and no, and without answers that count. */
  mean: number | null;
  /** Per cent yes of a question of yes and no; null for others. */
  yesShare: number | null;
}

/**
 * The answers of a year question by question, for setting the three perspectives (Nav, participants, employees) side by side.
 * One summary for each question that anybody answered, ordered by provider, survey, programme and question.
 */
export function summariseQuestions(answers: readonly SurveyAnswerRow[], year: number): QuestionSummary[] {
  const summaries = new Map<string, QuestionSummary>();
  for (const row of answers) {
    if (row.year !== year) continue;
    const { provider, survey, programme, question } = row;
    const key = [provider, survey, programme, question].join('\0');
    let summary = summaries.get(key);
    if (!summary) {
      const counts = Array.from({ length: 8 }, () => 0);
      summaries.set(
        key,
        (summary = { provider, survey, programme, question, counts, n: 0, mean: null, yesShare: null }),
      );
    }
    summary.counts[row.answer] = (summary.counts[row.answer] ?? 0) + 1;
  }
  for (const summary of summaries.values()) Object.assign(summary, figuresOf(summary));
  return [...summaries.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, summary]) => summary);
}

function figuresOf({ survey, question, counts }: QuestionSummary): Pick<QuestionSummary, 'n' | 'mean' | 'yesShare'> {
  if (survey === 'participant' && question === 9) {
    const [no = 0, yes = 0] = counts;
    const n = no + yes;
    return { n, mean: null, yesShare: n === 0 ? null : (100 * yes) / n };
  }
  let n = 0;
  let sum = 0;
  for (let answer = 1; answer <= 6; answer++) {
    n += counts[answer] ?? 0;
    sum += answer * (counts[answer] ?? 0);
  }
  return { n, mean: n === 0 ? null : sum / n, yesShare: null };
}
