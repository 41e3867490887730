import { aimOf, aimText, figureWriter } from '../../figures.ts';
import { daysBetween } from '../../format.ts';
import type { EnumOf } from '../../graphql.ts';
import type { Language } from '../../language.tsx';

/** The one sentence under a start page's title: what is most urgent, from what waits. */

interface Waiting {
  targetsToAnswer: number;
  unreadThreads: number;
}

/** «2 forslag venter på svar fra dere, og 3 tråder er uleste.» */
export function waitingSentence({ targetsToAnswer, unreadThreads }: Waiting, { t, format }: Language): string {
  const parts = [
    ...(targetsToAnswer > 0 ? [t('start.waitingTargets', { count: targetsToAnswer })] : []),
    ...(unreadThreads > 0 ? [t('start.waitingThreads', { count: unreadThreads })] : []),
  ];
  if (parts.length === 0) return t('start.nothingWaits');
  const sentence = format.list(parts);
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** «Fristen er fredag 15. januar 2027. Det er 9 dager igjen.» `deadline` is the first instant after the last day. */
export function deadlineSentence(deadline: string, now: Date, { t, format }: Language): string {
  const lastDay = new Date(Date.parse(deadline) - 1);
  const left = daysBetween(now, lastDay);
  const date = format.weekday(lastDay);
  return left < 0 ? t('start.deadlinePassed', { date }) : t('start.deadline', { date, left });
}

interface AtRiskFigure {
  value: number;
  /** The provider's own figure; to others it is rounded. */
  exact: boolean;
  needed: number | null;
  reachable: boolean | null;
  indicator: { unit: EnumOf<'IndicatorUnit'>; decimals: number };
  target: { value: number | null; low: number | null; high: number | null } | null;
}

/** «Om lag 20 % så langt i 2026. Målet er 28 %. Resten av året må gi 45,2 %.» */
export function riskSentences(row: AtRiskFigure, year: number, language: Language): string {
  const { t } = language;
  const { value, exact, needed, reachable, indicator, target } = row;
  const unit = indicator.unit === 'WEEKS' ? 'weeks' : 'other';
  const own = figureWriter(exact ? indicator : { ...indicator, decimals: 0 }, language);
  return [
    t(exact ? 'start.soFar' : 'start.soFarAbout', { value: own(value), year: String(year), unit }),
    ...(aimOf(target) ? [t('start.aimIs', { target: aimText(target, indicator, language), unit })] : []),
    ...(reachable === false
      ? [t('start.outOfReach')]
      : needed === null
        ? []
        : [t('start.restMustGive', { value: figureWriter(indicator, language)(needed), unit })]),
  ].join(' ');
}
