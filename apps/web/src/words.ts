import type { SignCode, TargetState, Verdict as VerdictShape } from '@batt/ui/Marks';
import type { Language, TextKey } from './language.tsx';
import type { EnumOf } from './graphql.ts';

/** The one vocabulary of verdicts, target statuses and signs: how each is drawn, and the key of its words. */

export type Verdict = EnumOf<'Verdict'>;
export type TargetStatus = EnumOf<'TargetStatus'>;
export type FigureStatus = EnumOf<'FigureStatus'>;

export const VERDICTS: Record<Verdict, { shape: VerdictShape; word: TextKey }> = {
  CLEARLY_BETTER: { shape: 'clearly-better', word: 'verdict.clearlyBetter' },
  BETTER: { shape: 'better', word: 'verdict.better' },
  WITHIN: { shape: 'within', word: 'verdict.within' },
  WEAKER: { shape: 'weaker', word: 'verdict.weaker' },
  CLEARLY_WEAKER: { shape: 'clearly-weaker', word: 'verdict.clearlyWeaker' },
  NONE: { shape: 'none', word: 'verdict.none' },
};

/** In the order from surely met to not known. */
export const TARGET_STATUSES: Record<TargetStatus | 'NONE', { shape: TargetState; word: TextKey }> = {
  MET_SURELY: { shape: 'met-certain', word: 'targetStatus.metSurely' },
  MET: { shape: 'met', word: 'targetStatus.met' },
  BELOW_WITHIN: { shape: 'under-within', word: 'targetStatus.belowWithin' },
  ABOVE_WITHIN: { shape: 'under-within', word: 'targetStatus.aboveWithin' },
  BELOW: { shape: 'under', word: 'targetStatus.below' },
  ABOVE: { shape: 'under', word: 'targetStatus.above' },
  NO_DATA: { shape: 'unknown', word: 'targetStatus.noData' },
  NONE: { shape: 'none', word: 'targetStatus.none' },
};

/** The sign that stands where a figure is not shown, and its words. */
export const SIGNS: Record<Exclude<FigureStatus, 'OK'>, { sign: SignCode; word: TextKey }> = {
  SUPPRESSED: { sign: ':', word: 'sign.hidden' },
  NO_DATA: { sign: '..', word: 'sign.missing' },
  NOT_APPLICABLE: { sign: '.', word: 'sign.notApplicable' },
};

/** The word of every verdict, by its shape; `short` where a column of them stands. */
export function verdictWords({ t }: Language, short = false): Record<VerdictShape, string> {
  return {
    'clearly-better': t(VERDICTS.CLEARLY_BETTER.word),
    better: t(VERDICTS.BETTER.word),
    within: t(short ? 'verdict.withinShort' : VERDICTS.WITHIN.word),
    weaker: t(VERDICTS.WEAKER.word),
    'clearly-weaker': t(VERDICTS.CLEARLY_WEAKER.word),
    none: t(VERDICTS.NONE.word),
  };
}

/** The word of every sign. */
export function signWords({ t }: Language): Record<SignCode, string> {
  return { ':': t(SIGNS.SUPPRESSED.word), '..': t(SIGNS.NO_DATA.word), '.': t(SIGNS.NOT_APPLICABLE.word) };
}
