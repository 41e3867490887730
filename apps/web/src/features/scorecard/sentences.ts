import { aimText, changeOf, figureWriter, isMet, nameInSentence, signOf, statusOf } from '../../figures.ts';
import type { Language } from '../../language.tsx';
import { VERDICTS } from '../../words.ts';
import type { Row } from './row.ts';

/** The conclusions of a scorecard in words. Indicators are named, not counted; nothing is praised or blamed. */

/** A sentence that begins in bold. */
export interface Sentence {
  lead: string;
  rest: string;
}

/** More names than this, and the last ones are counted. */
const MOST_NAMES = 3;

function startOfSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** «formidling til arbeid og oppholdstid», «a, b, c og 2 andre». */
function names(rows: readonly Pick<Row, 'indicator'>[], { t, format }: Language): string {
  const all = rows.map(({ indicator }) => nameInSentence(indicator.name));
  const shown = all.length > MOST_NAMES + 1 ? all.slice(0, MOST_NAMES) : all;
  const left = all.length - shown.length;
  return format.list(left > 0 ? [...shown, t('sentence.others', { count: left })] : shown);
}

const isUnknown = (row: Row) => statusOf(row) === 'NO_DATA';

/** «5 av 9 mål er nådd». */
export function headline(rows: readonly Row[], { t }: Language): string {
  const set = rows.filter(({ target }) => target);
  if (set.length === 0) return t('sentence.noTargets');
  if (set.every(isUnknown)) return t('sentence.noneJudged', { set: set.length });
  return t('sentence.targetsMet', { met: set.filter(isMet).length, set: set.length });
}

/** «1 av 4 mål nådd» beside a group's name; null where no target is set, or none can be judged. */
export function groupResult(rows: readonly Row[], { t }: Language): string | null {
  const set = rows.filter(({ target }) => target);
  return set.every(isUnknown) ? null : t('sentence.groupMet', { met: set.filter(isMet).length, set: set.length });
}

/** Which targets are missed, then which are missed but within uncertainty, then which cannot be judged. */
export function targetSentence(rows: readonly Row[], language: Language): Sentence | null {
  const { t } = language;
  const parts = (
    [
      ['BELOW', 'sentence.below'],
      ['ABOVE', 'sentence.above'],
      ['BELOW_WITHIN', 'sentence.belowWithin'],
      ['ABOVE_WITHIN', 'sentence.aboveWithin'],
      ['NO_DATA', 'sentence.noData'],
    ] as const
  ).flatMap(([status, key]) => {
    const members = rows.filter((row) => statusOf(row) === status);
    return members.length > 0 ? [startOfSentence(t(key, { names: names(members, language) }))] : [];
  });
  if (parts.length === 0) return rows.some(isMet) ? { lead: t('sentence.allMet'), rest: '' } : null;
  return { lead: parts[0] ?? '', rest: parts.slice(1).join(' ') };
}

/** «Mot landet er to bedre: … Ingen er svakere.» Null when nothing can be compared with the nation. */
export function nationSentence(all: readonly Row[], language: Language): Sentence | null {
  const { t } = language;
  // Where best is a band, the verdict is on the band, not the nation.
  const rows = all.filter(({ indicator }) => indicator.direction !== 'BAND');
  // The clear ones first; sorting is stable, so that the rest keeps the catalogue's order.
  const better = rows.filter(({ verdict }) => verdict === 'BETTER' || verdict === 'CLEARLY_BETTER');
  const weaker = rows.filter(({ verdict }) => verdict === 'WEAKER' || verdict === 'CLEARLY_WEAKER');
  const clearFirst = (members: Row[]) =>
    members.toSorted((a, b) => Number(b.verdict.startsWith('CLEARLY')) - Number(a.verdict.startsWith('CLEARLY')));
  const count = (members: Row[]) => t('count.word', { count: members.length });

  if (better.length === 0 && weaker.length === 0) {
    return rows.some(({ verdict }) => verdict === 'WITHIN') ? { lead: t('sentence.nationNone'), rest: '' } : null;
  }
  const [first, second] = better.length > 0 ? (['better', 'weaker'] as const) : (['weaker', 'better'] as const);
  const members = { better, weaker };
  const rest =
    members[second].length === 0
      ? t(`sentence.${second}None`)
      : startOfSentence(
          t(`sentence.${second}`, {
            count: count(members[second]),
            names: names(clearFirst(members[second]), language),
          }),
        );
  return {
    lead: t(`sentence.nation.${first}`, { count: count(members[first]) }),
    rest: `${names(clearFirst(members[first]), language)}. ${rest}`,
  };
}

/** What an opened row says: the value against the nation and last year, how sure that is, then the target, then the best. */
export function rowSentence(row: Row, year: number, language: Language): Sentence {
  const { t, format } = language;
  const { own, indicator, nationalMean, best, previousYear } = row;
  const write = figureWriter(indicator, language);
  const sign = signOf(own);
  if (own.value === null)
    return { lead: t(sign?.sign === ':' ? 'sentence.hidden' : 'sentence.missing', { year: String(year) }), rest: '' };

  const scale = 10 ** indicator.decimals;
  const step = (value: number) => Math.round(value * scale);
  const points = (difference: number) =>
    t(indicator.unit === 'PERCENT' ? 'sentence.points' : 'sentence.plain', {
      value: format.number(Math.abs(difference), indicator.decimals),
    });
  const clauses: string[] = [];
  if (nationalMean !== null) {
    const difference = (step(own.value) - step(nationalMean)) / scale;
    clauses.push(
      difference === 0
        ? t('sentence.asNation')
        : t(difference > 0 ? 'sentence.overNation' : 'sentence.underNation', { difference: points(difference) }),
    );
  }
  const change = changeOf(row.previous?.value, row.own.value, row.indicator);
  if (change && previousYear) {
    const key =
      change.direction === 'same' ? 'sentence.unchanged' : change.direction === 'up' ? 'sentence.up' : 'sentence.down';
    clauses.push(t(key, { difference: points(change.change), year: String(previousYear) }));
  }
  const value = t(`sentence.value.${indicator.unit}`, { value: write(own.value) });
  const lead = clauses.length > 0 ? `${value} ${t('sentence.is')} ${clauses.join(', ')}.` : `${value}.`;

  const rest: string[] = [];
  if (row.verdict !== 'NONE' && indicator.direction !== 'BAND') rest.push(t(`sentence.verdict.${row.verdict}`));
  const status = statusOf(row);
  if (status !== 'NONE' && status !== 'NO_DATA')
    rest.push(t(`sentence.target.${status}`, { target: aimText(row.target, row.indicator, language) }));
  const last = best.at(-1);
  if (last && indicator.direction !== 'BAND') {
    rest.push(
      t(indicator.direction === 'HIGHER' ? 'sentence.bestAtLeast' : 'sentence.bestAtMost', {
        count: best.length,
        value: write(last.value),
      }),
    );
  }
  return { lead, rest: rest.join(' ') };
}

/** What the last five years say together, or why they say nothing. */
export function trendSentence(
  { trendVerdict: { direction, reason, slope }, indicator }: Row,
  { t, format }: Language,
): string {
  if (direction === 'NONE') return t(`trend.${reason ?? 'FEW_POINTS'}`);
  // A year's step of a mean or a number of days is small beside the value itself.
  const decimals = indicator.unit === 'PERCENT' ? indicator.decimals : indicator.decimals + 1;
  const value = format.change(slope ?? 0, decimals);
  return t(`trend.${direction}`, {
    slope: t(indicator.unit === 'PERCENT' ? 'sentence.points' : 'sentence.plain', { value }),
  });
}

/**
 * What to expect of people like the participants, whether that is more or less than of all, and how the observed value
 * stands to it. Null where it is not known.
 */
export function caseMixSentence({ caseMix, indicator, nationalMean }: Row, language: Language): Sentence | null {
  if (!caseMix) return null;
  const { t, format } = language;
  const write = figureWriter(indicator, language);
  const from = (reference: number, value: number) => {
    const change = changeOf(reference, value, indicator);
    const size = format.number(Math.abs(change?.change ?? 0), indicator.decimals);
    return {
      way: change?.direction ?? 'same',
      difference: t(indicator.unit === 'PERCENT' ? 'sentence.points' : 'sentence.plain', { value: size }),
    };
  };
  return {
    lead: t('caseMix.lead', { expected: write(caseMix.expected), observed: write(caseMix.observed) }),
    rest: [
      ...(nationalMean === null ? [] : [t('caseMix.nation', from(nationalMean, caseMix.expected))]),
      t('caseMix.difference', {
        ...from(caseMix.expected, caseMix.observed),
        verdict: caseMix.verdict === 'NONE' ? '' : `, ${t(VERDICTS[caseMix.verdict].word)}`,
      }),
      t('caseMix.how'),
    ].join(' '),
  };
}

/** The one line beside an indicator's bars on paper: «bedre enn landet, målet nådd». */
export function paperVerdict(row: Row, { t }: Language): string {
  const status = statusOf(row);
  const nation = row.verdict === 'NONE' ? [] : [t(`paper.nation.${row.verdict}`)];
  const target = status === 'NONE' ? [] : [t(`paper.target.${status}`)];
  return [...nation, ...target].join(', ');
}
