import { toBin } from '@batt/domain/targets/distribution';
import type { Aim } from '@batt/domain/targets/status';
import { unusual } from '@batt/domain/targets/talk';
import { aimText, measured } from '../../aim.ts';
import type { AimedAt } from '../../aim.ts';
import type { Language } from '../../language.tsx';
import { placeOf } from './row.ts';
import type { Row } from './row.ts';
import { countPlaces, sidesOf } from './talk.ts';
import type { Talk } from './talk.ts';

/** What a target talk says in words: whose turn it is, where a value lies, how the year goes. Both sides are always named. */

/** Whose turn it is in the whole talk, and what there is to do. */
export function turnSentence(talk: Talk, { t, format }: Language): { heading: string; text: string } {
  const { us, other } = sidesOf(talk);
  const { waiting, unchanged, theirs, agreed } = countPlaces(talk);
  const year = String(talk.year);
  if (!us) return watchSentence(talk, { t });
  if (waiting + unchanged > 0) {
    const answered = lastStepOf(talk, other.id);
    return {
      heading: t('band.turn', { organisation: us.name }),
      text: [
        ...(answered ? [t('band.answered', { organisation: other.name, date: format.day(answered) })] : []),
        ...(waiting > 0 ? [t('band.waiting', { count: waiting })] : []),
        ...(unchanged > 0 ? [t('band.unchanged', { count: unchanged })] : []),
        ...(theirs > 0 ? [t('band.theirsToo', { organisation: other.name, count: theirs })] : []),
      ].join(' '),
    };
  }
  if (theirs > 0) {
    return {
      heading: t('band.turn', { organisation: other.name }),
      text: t('band.theirs', { organisation: other.name, count: theirs }),
    };
  }
  if (agreed > 0) return { heading: t('band.agreed', { count: agreed, year }), text: t('band.agreedText') };
  return talk.rows.some(({ canDraft }) => canDraft.includes('propose'))
    ? {
        heading: t('band.begin', { year }),
        text: t('band.beginText', { count: talk.rows.filter(({ lastYear }) => lastYear).length }),
      }
    : {
        heading: t('band.none', { organisation: talk.navOffice.name, year }),
        text: t(us.id === talk.provider.id ? 'band.noneText' : 'band.noneReader'),
      };
}

/** The same for who only reads along. */
function watchSentence(talk: Talk, { t }: Pick<Language, 't'>): { heading: string; text: string } {
  const year = String(talk.year);
  const { agreed } = countPlaces(talk);
  const waitOn = (id: string) => talk.rows.filter((row) => ['waiting', 'unchanged'].includes(placeOf(row, id))).length;
  const [office, provider] = [waitOn(talk.navOffice.id), waitOn(talk.provider.id)];
  if (office + provider > 0) {
    const names = { navOffice: talk.navOffice.name, office, provider: talk.provider.name, count: provider };
    const turn = office === 0 ? talk.provider : talk.navOffice;
    return {
      heading: office > 0 && provider > 0 ? t('band.watchBoth') : t('band.turn', { organisation: turn.name }),
      text: t('band.watch', names),
    };
  }
  if (agreed > 0) return { heading: t('band.agreed', { count: agreed, year }), text: t('band.agreedText') };
  return { heading: t('band.none', { organisation: talk.navOffice.name, year }), text: t('band.noneReader') };
}

/** When an organisation last made a step in a negotiation that is open. */
function lastStepOf(talk: Talk, organisationId: string): string | null {
  const steps = talk.rows.flatMap(({ target }) =>
    target?.turn
      ? target.steps.filter(({ organisation }) => organisation.id === organisationId).map(({ at }) => at)
      : [],
  );
  return steps.sort().at(-1) ?? null;
}

/** «satt av Nav Rogaland 3. februar 2026». */
export function sourceText(
  { agreedAt, owner }: { agreedAt: string | null; owner: { name: string } },
  { t, format }: Language,
): string {
  return t('source', { owner: owner.name, date: agreedAt ? format.date(agreedAt) : 'none' });
}

/** The value that a count is told for: the nearest edge of a bin. */
export function edgeText(aim: Aim, indicator: AimedAt, language: Language): string {
  const edge = (value: number | null) => (value === null ? null : toBin(measured(indicator), value));
  return aimText(indicator, { value: edge(aim.value), low: edge(aim.low), high: edge(aim.high) }, language);
}

/** Why a value is unusual, if it is: how many reached it, and how it lies to the provider's own years. Null when it is not. */
export function unusualSentence(
  aim: Aim,
  { indicator, usual, ownRange }: Pick<Row, 'indicator' | 'usual' | 'ownRange'>,
  { provider, reached, year }: { provider: string; reached: { count: number; of: number } | null; year: number },
  language: Language,
): { lead: string; rest: string } | null {
  const reasons = unusual(aim, usual, ownRange);
  if (reasons.length === 0) return null;
  const { t, format } = language;
  const middle = aim.value ?? ((aim.low ?? 0) + (aim.high ?? 0)) / 2;
  const compared = reasons.includes('nation') ? usual : ownRange;
  const isHigh = compared !== null && middle > (compared.low + compared.high) / 2;
  const write = (value: number) => format.figure(value, indicator.unit, indicator.decimals);
  const rest = [
    ...(reached
      ? [t('unusual.reached', { ...reached, aim: edgeText(aim, indicator, language), year: String(year) })]
      : []),
    ...(reasons.includes('own') && ownRange
      ? [
          t(isHigh ? 'unusual.ownHigh' : 'unusual.ownLow', {
            provider,
            value: write(isHigh ? ownRange.high : ownRange.low),
          }),
        ]
      : []),
    t('unusual.allowed'),
  ];
  return {
    lead: t(isHigh ? 'unusual.high' : 'unusual.low', { aim: aimText(indicator, aim, language) }),
    rest: rest.join(' '),
  };
}

/** How the year goes so far: the running value, what the rest must give, and what to think of it. Null without one. */
export function runningSentences(
  { running, indicator }: Pick<Row, 'running' | 'indicator'>,
  language: Language,
): string[] {
  if (!running) return [];
  const { t, format } = language;
  const write = (value: number) => format.figure(value, indicator.unit, running.exact ? indicator.decimals : 0);
  const { target, needed, reachable } = running;
  const sentences = [
    t('running.value', {
      value: write(running.value),
      count: running.n ?? running.atLeast,
      exact: String(running.exact),
      date: format.day(running.asOf),
    }),
  ];
  if (!target) return sentences;
  const aim = aimText(indicator, target, language);
  if (needed !== null)
    sentences.push(t('running.needed', { needed: format.figure(needed, indicator.unit, indicator.decimals), aim }));
  else if (reachable === false) sentences.push(t('running.unreachable', { aim }));
  return sentences;
}
