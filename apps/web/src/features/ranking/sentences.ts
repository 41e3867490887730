import type { Language } from '../../language.tsx';

/** How sure a ranking is, in words. */

interface Ranked {
  name: string;
  rank: number;
  range: { low: number; high: number } | null;
}

/** «plass 3, sannsynligvis mellom 1 og 41»; a range of one place is sure. */
export function placeText({ rank, range }: Pick<Ranked, 'rank' | 'range'>, { t, format }: Language): string {
  const values = {
    rank: format.number(rank),
    low: format.number(range?.low ?? rank),
    high: format.number(range?.high ?? rank),
  };
  if (!range) return t('ranking.place', values);
  return t(range.low === range.high ? 'ranking.placeSure' : 'ranking.placeRange', values);
}

/** What a list of the best says: how many of them are there by luck, and who is on top with how sure. Null where chance is not known. */
export function luckSentence(
  best: { name: string; topFive: number | null }[],
  luck: number | null,
  { t, format }: Language,
): string | null {
  if (luck === null || best.length === 0) return null;
  const count = Math.round(luck);
  const lead = t('ranking.luck', { count, of: best.length });
  const surest = best
    .filter(({ topFive }) => topFive !== null)
    .toSorted((a, b) => (b.topFive ?? 0) - (a.topFive ?? 0))[0];
  if (!surest || surest.topFive === null) return lead;
  return `${lead} ${t('ranking.surest', { name: surest.name, percent: format.percent(100 * surest.topFive, 0) })}`;
}
