import { nameInSentence } from '../../figures.ts';
import type { Language, TextKey } from '../../language.tsx';
import type { Verdict } from '../../words.ts';
import type { Reference } from './choice.ts';

/** The conclusions of a comparison in words: the normal case first, then whoever stands out. Never a league table in prose. */

/** A sentence that begins in bold. */
export interface Sentence {
  lead: string;
  rest: string;
}

/** One provider with its verdicts, in the order of the indicators. */
export interface Compared {
  name: string;
  verdicts: readonly Verdict[];
}

/** Named at most so many; the others are counted. */
const MOST_NAMED = 2;
const MOST_OUTLIERS = 4;

/** A company's name in running text: «Lysefjord Industrier AS» is «Lysefjord Industrier». */
export function shortName(name: string): string {
  return name.replace(/ (AS|SA|BA)$/, '');
}

/** What a table of providers says: where most lie, and the two that stand out most, for good and weak together. */
export function comparisonSentence(
  providers: readonly Compared[],
  indicators: readonly string[],
  reference: Reference,
  language: Language,
): Sentence {
  const { t, format } = language;
  const judged = providers.flatMap(({ verdicts }) => verdicts.filter((verdict) => verdict !== 'NONE'));
  if (judged.length === 0) return { lead: t('comparison.noVerdicts', { reference }), rest: '' };
  const within = judged.filter((verdict) => verdict === 'WITHIN').length;
  const lead = t(within * 2 > judged.length ? 'comparison.mostWithin' : 'comparison.manyOutside', {
    reference,
    part: format.number(judged.length - within),
    whole: format.number(judged.length),
  });

  const clear = providers
    .map(({ name, verdicts }) => {
      const named = (wanted: Verdict) =>
        indicators.filter((_, index) => verdicts[index] === wanted).map(nameInSentence);
      return { name: shortName(name), better: named('CLEARLY_BETTER'), weaker: named('CLEARLY_WEAKER') };
    })
    .filter(({ better, weaker }) => better.length + weaker.length > 0)
    .toSorted((a, b) => b.better.length + b.weaker.length - a.better.length - a.weaker.length);
  if (clear.length === 0) return { lead, rest: t('comparison.noneClear') };

  const sentences = clear.slice(0, MOST_NAMED).map(({ name, better, weaker }) => {
    const key: TextKey =
      weaker.length === 0
        ? 'comparison.clearlyBetter'
        : better.length === 0
          ? 'comparison.clearlyWeaker'
          : 'comparison.clearlyBoth';
    return t(key, { name, better: format.list(better), weaker: format.list(weaker) });
  });
  const left = clear.length - MOST_NAMED;
  if (left > 0) sentences.push(t('comparison.othersClear', { count: left }));
  return { lead, rest: sentences.join(' ') };
}

export interface FunnelCase {
  name: string;
  /** With what it rests on: «46,4 % av 112», «4,9 (61 svar)». */
  figure: string;
  verdict: Verdict;
  /** «klart bedre». */
  word: string;
}

/** What a funnel or an interval plot says: how many differ and from what, each of them, and what the rest means. */
export function funnelSentence(cases: readonly FunnelCase[], mean: string, language: Language): Sentence {
  const { t, format } = language;
  const judged = cases.filter(({ verdict }) => verdict !== 'NONE');
  const outside = judged
    .filter(({ verdict }) => verdict !== 'WITHIN')
    .toSorted((a, b) => Number(b.verdict.startsWith('CLEARLY')) - Number(a.verdict.startsWith('CLEARLY')));
  if (judged.length === 0) return { lead: t('funnel.notJudged', { mean }), rest: t('funnel.notJudgedRest') };
  const [only] = judged;
  if (only && cases.length === 1) {
    const values = { name: shortName(only.name), figure: only.figure, mean, word: only.word };
    const isOutside = { outside: outside.length === 1 ? 'yes' : 'no' };
    return {
      lead: t('funnel.leadOne', { ...values, ...isOutside }),
      rest: t('funnel.restOne', { ...values, ...isOutside }),
    };
  }
  const rest = judged.length - outside.length;
  // A few are named; more than that would be a league table in prose.
  const named =
    outside.length > MOST_OUTLIERS
      ? [t('funnel.tally', { tally: format.list(tallyOf(outside).map((one) => t('funnel.counted', one))) })]
      : outside.map(({ name, figure, word }) => t('funnel.outlier', { name: shortName(name), figure, word }));
  if (rest > 0) named.push(t(outside.length > 0 ? 'funnel.rest' : 'funnel.all', { count: rest }));
  return { lead: t('funnel.lead', { outside: outside.length, count: judged.length, mean }), rest: named.join(' ') };
}

/** How many have each verdict, the best first. */
function tallyOf(outside: readonly FunnelCase[]): { count: number; word: string }[] {
  return (['CLEARLY_BETTER', 'BETTER', 'WEAKER', 'CLEARLY_WEAKER'] as const).flatMap((verdict) => {
    const those = outside.filter((one) => one.verdict === verdict);
    return those[0] ? [{ count: those.length, word: those[0].word }] : [];
  });
}

/**
 * What accounts for a distance: how far, the two largest parts that pull the same way, and the largest that pulls against it.
 *
 * @param parts all of them, with those that are not shown as one.
 */
export function gapSentence(
  parts: readonly { name: string; part: number; text: string }[],
  gap: { part: number; text: string; county: string; mean: string },
  { t, format }: Language,
): Sentence {
  const lead = t('gap.lead', {
    way: gap.part > 0 ? 'over' : gap.part < 0 ? 'under' : 'same',
    county: gap.county,
    gap: gap.text,
    mean: gap.mean,
  });
  const largest = parts.toSorted((a, b) => Math.abs(b.part) - Math.abs(a.part));
  const named = (some: typeof parts) =>
    some.map(({ name, text }) => t('gap.part', { name: shortName(name), part: text }));
  const same = named(largest.filter(({ part }) => part * gap.part > 0)).slice(0, MOST_NAMED);
  const [against] = named(largest.filter(({ part }) => part * gap.part < 0));
  if (same.length === 0) return { lead, rest: '' };
  const most = t('gap.most', { count: same.length, names: format.list(same) });
  return { lead, rest: against === undefined ? most : `${most} ${t('gap.against', { name: against })}` };
}
