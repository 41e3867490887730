import { checkAim } from '@batt/domain/targets/status';
import type { Aim } from '@batt/domain/targets/status';
import type { EnumOf } from '../../graphql.ts';
import type { Language, TextKey } from '../../language.tsx';

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

const WORDS: Record<string, TextKey> = {
  'value-needed': 'targets.problem.value',
  'band-needed': 'targets.problem.band',
  'band-reversed': 'targets.problem.reversed',
  'off-scale': 'targets.problem.scale',
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
  const wrong = checkAim(
    {
      direction: ({ HIGHER: 'higher', LOWER: 'lower', BAND: 'band' } as const)[indicator.direction],
      unit: ({ SCORE: 'score', DAYS: 'days', COUNT: 'count', PERCENT: 'percent', WEEKS: 'weeks' } as const)[
        indicator.unit
      ],
      ...(indicator.unit === 'SCORE' && { scale: { low: 1, high: 6 } }),
    },
    aim,
  );
  return {
    aim,
    problems: Object.fromEntries(wrong.map(({ path, code }) => [path, WORDS[code] ?? 'targets.problem.value'])),
  };
}

/** How the nation's values lie: quartiles over providers. */
export interface Spread {
  q1: number | null;
  q3: number | null;
  median: number | null;
  min: number | null;
  max: number | null;
}

/** About how many providers reached a value, as far as the quartiles tell. Null where there is no one value or no spread. */
export function reachedBy(
  value: number | null,
  { direction }: Pick<AimedAt, 'direction'>,
  { q1, median, q3 }: Spread,
): 'few' | 'underHalf' | 'overHalf' | 'most' | null {
  if (value === null || direction === 'BAND' || q1 === null || median === null || q3 === null) return null;
  const [hard, easy] = direction === 'HIGHER' ? [q3, q1] : [q1, q3];
  const isHarder = (than: number) => (direction === 'HIGHER' ? value > than : value < than);
  if (isHarder(hard)) return 'few';
  if (isHarder(median)) return 'underHalf';
  return isHarder(easy) ? 'overHalf' : 'most';
}

/**
 * Whether a value is unusually far from what others reach or from what the provider itself has reached: beyond every provider
 * of the nation, or outside the provider's own years by more than their width. It is told, and never stops anybody.
 */
export function unusual(value: number | null, { min, max }: Spread, own: readonly number[]): 'high' | 'low' | null {
  if (value === null) return null;
  const highest = Math.max(...own);
  const lowest = Math.min(...own);
  const width = highest - lowest;
  const hasOwn = own.length >= 2 && width > 0;
  if ((max !== null && value > max) || (hasOwn && value > highest + width)) return 'high';
  if ((min !== null && value < min) || (hasOwn && value < lowest - width)) return 'low';
  return null;
}
