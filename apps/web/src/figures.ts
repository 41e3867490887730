import type { SignCode } from '@batt/ui/Marks';
import type { EnumOf } from './graphql.ts';
import type { Language, TextKey } from './language.tsx';
import { SIGNS, TARGET_STATUSES } from './words.ts';
import type { FigureStatus, TargetStatus } from './words.ts';

/** How a measured figure, its target and its change are written, wherever they stand. */

interface Indicator {
  unit: EnumOf<'IndicatorUnit'>;
  decimals: number;
}

interface Aim {
  value: number | null;
  low: number | null;
  high: number | null;
}

interface Aimed {
  target: Aim | null;
  targetStatus: TargetStatus | null;
}

/** How a figure stands to its target; `NONE` without one. */
export function statusOf({ target, targetStatus }: Aimed): keyof typeof TARGET_STATUSES {
  return target ? (targetStatus ?? 'NO_DATA') : 'NONE';
}

/** Whether the target is reached, surely or not. */
export function isMet(aimed: Aimed): boolean {
  const status = statusOf(aimed);
  return status === 'MET' || status === 'MET_SURELY';
}

/** Whether there is a target, a figure, and the one does not reach the other. */
export function isMissed(aimed: Aimed): boolean {
  return !isMet(aimed) && statusOf(aimed) !== 'NONE' && statusOf(aimed) !== 'NO_DATA';
}

/** The target as a chart takes it: one value, a band, or none. */
export function aimOf(target: Aim | null): { value: number } | { low: number; high: number } | null {
  if (target?.value != null) return { value: target.value };
  if (target?.low != null && target.high != null) return { low: target.low, high: target.high };
  return null;
}

/** Writes a value of the indicator: «24,8 %», «140». */
export function figureWriter({ unit, decimals }: Indicator, { format }: Language) {
  return (value: number) => format.figure(value, unit, decimals);
}

/** «35,0 %», or «40–60» for a band. */
export function aimText(target: Aim | null, { unit, decimals }: Indicator, { format }: Language): string {
  const aim = aimOf(target);
  if (!aim) return '';
  if ('value' in aim) return format.figure(aim.value, unit, decimals);
  const whole = Number.isInteger(aim.low) && Number.isInteger(aim.high);
  return format.range(aim.low, aim.high, unit, whole ? 0 : decimals);
}

/** The sign and its word in the place of a figure that is not shown. */
export function signOf(figure: {
  value: number | null;
  status: FigureStatus;
}): { sign: SignCode; word: TextKey } | null {
  if (figure.value !== null) return null;
  return SIGNS[figure.status === 'OK' ? 'NO_DATA' : figure.status];
}

interface Basis {
  status: FigureStatus;
  n: number | null;
  numerator: number | null;
  denominator: number | null;
}

/** What the figure rests on: «21 av 75», «38 svar». */
export function basisText(
  { status, n, numerator, denominator }: Basis,
  { unit }: Indicator,
  { t, format }: Language,
): string {
  if (status === 'SUPPRESSED') return t('basis.few');
  if (n === null || status !== 'OK') return '';
  if (unit === 'PERCENT' && numerator !== null && denominator !== null) {
    return t('basis.share', { part: format.number(numerator), whole: format.number(denominator) });
  }
  return t(`basis.${unit}`, { n });
}

/**
 * The change from one figure to another, in the decimals they are shown with, so that a reader who subtracts finds the same; null when either is not shown.
 */
export function changeOf(from: number | null | undefined, to: number | null, { decimals }: Indicator) {
  if (from == null || to === null) return null;
  const scale = 10 ** decimals;
  const change = (Math.round(to * scale) - Math.round(from * scale)) / scale;
  const direction: 'up' | 'down' | 'same' = change > 0 ? 'up' : change < 0 ? 'down' : 'same';
  return { change, direction };
}

/** An indicator's name inside a sentence: «Hospiteringspartnere» → «hospiteringspartnere», but «Nav-undersøkelsen» as it is. */
export function nameInSentence(name: string): string {
  const [first = '', second = ''] = name;
  const keeps = name.startsWith('Nav') || second !== second.toLowerCase();
  return keeps ? name : first.toLowerCase() + name.slice(1);
}

/** The place that a county unit is for: «Nav Rogaland» is for Rogaland. */
export function placeOf(countyUnit: string): string {
  return countyUnit.replace(/^Nav /, '');
}
