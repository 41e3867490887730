import { checkAim } from '@batt/domain/targets/status';
import type { Aim } from '@batt/domain/targets/status';
import type { EnumOf } from './graphql.ts';
import type { Language, TextKey } from './language.tsx';

/** What one must know of an indicator to write and read its targets. */
export interface AimedAt {
  unit: EnumOf<'IndicatorUnit'>;
  decimals: number;
  direction: EnumOf<'Direction'>;
}

/** A target's value as people read it: «28 %», «4,7», «26–52». Decimals only where it has some. */
export function aimText({ unit, decimals }: AimedAt, { value, low, high }: Aim, { format }: Language): string {
  const write = (number: number) => {
    const rounded = Number(number.toFixed(decimals));
    return format.figure(rounded, unit, Number.isInteger(rounded) ? 0 : decimals);
  };
  if (low !== null && high !== null) return `${write(low)}–${write(high)}`;
  return value === null ? '–' : write(value);
}

/** What somebody has typed as a target: one number, or two where it is best to be within a band. */
export interface TypedAim {
  value: string;
  low: string;
  high: string;
}

/** A typed number, with comma or point and perhaps a percent sign; null when it is none. */
export function readNumber(text: string): number | null {
  const bare = text
    .replace(/[\s %]/g, '')
    .replace(',', '.')
    .replace('−', '-');
  return /^-?\d+(\.\d+)?$/.test(bare) ? Number(bare) : null;
}

/** The number as one types it, in the language's own way. */
export function typedNumber(number: number | null, { locale }: Pick<Language, 'locale'>): string {
  return number === null ? '' : String(number).replace('.', locale === 'en' ? '.' : ',');
}

/** The indicator as the domain's rules take it. */
export function measured({ unit, direction }: Pick<AimedAt, 'unit' | 'direction'>) {
  return {
    direction: ({ HIGHER: 'higher', LOWER: 'lower', BAND: 'band' } as const)[direction],
    unit: ({ SCORE: 'score', DAYS: 'days', COUNT: 'count', PERCENT: 'percent', WEEKS: 'weeks' } as const)[unit],
    ...(unit === 'SCORE' && { scale: { low: 1, high: 6 } }),
  };
}

const WORDS: Record<string, TextKey> = {
  'value-needed': 'aim.problem.value',
  'band-needed': 'aim.problem.band',
  'band-reversed': 'aim.problem.reversed',
  'off-scale': 'aim.problem.scale',
};

/** Reads what was typed. What is wrong with it comes by field. */
export function readAim(
  indicator: AimedAt,
  typed: TypedAim,
): { aim: Aim; problems: Partial<Record<keyof TypedAim, TextKey>> } {
  const isBand = indicator.direction === 'BAND';
  const aim = {
    value: isBand ? null : readNumber(typed.value),
    low: isBand ? readNumber(typed.low) : null,
    high: isBand ? readNumber(typed.high) : null,
  };
  const wrong = checkAim(measured(indicator), aim);
  return {
    aim,
    problems: Object.fromEntries(wrong.map(({ path, code }) => [path, WORDS[code] ?? 'aim.problem.value'])),
  };
}
