/** The languages of the web client; the first is what is shown when nothing else is known. */
export const LOCALES = ['nb', 'nn', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The units that an indicator is measured in, as the API names them. */
export type Unit = 'SCORE' | 'DAYS' | 'COUNT' | 'PERCENT' | 'WEEKS';

const OSLO = 'Europe/Oslo';
const INTL: Record<Locale, string> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

/** Numbers, dates and lists as they are written in one language. */
export interface Format {
  /** «5 200», «−0,9»: at most (`decimals` undefined) or exactly so many decimals, and a real minus. */
  number(value: number, decimals?: number): string;
  /** «24,8 %» from 24.8; the space does not break. */
  percent(value: number, decimals?: number): string;
  /** A measured value as it is written alone: percent with its sign, everything else as a number (the unit stands in the heading). */
  figure(value: number, unit: Unit, decimals: number): string;
  /** «+0,2», «−3,3», «0»: a change in the figure's own decimals, without the percent sign. */
  change(value: number, decimals: number): string;
  /** «118–165», «24,1–38,0 %». */
  range(low: number, high: number, unit: Unit, decimals: number): string;
  /** «15. januar 2027», of an instant (Oslo's day) or a calendar date. */
  date(value: string | Date): string;
  /** «fredag 15. januar 2027». */
  weekday(value: string | Date): string;
  /** «15. januar», without the year. */
  day(value: string | Date): string;
  /** «kl. 14.05»; in English «14:05». */
  time(value: string | Date): string;
  /** «12. februar 2026 kl. 14.05». */
  dateTime(value: string | Date): string;
  /** «a, b og c». */
  list(items: string[]): string;
  /** Sorts names as the language's alphabet does (æ, ø, å last in Norwegian). */
  compare(a: string, b: string): number;
}

/** The moment at which a page is drawn. */
export function now(): Date {
  return new Date();
}

/** Whole days from one day to another, by Oslo's calendar; negative when the second is earlier. */
export function daysBetween(from: string | Date, to: string | Date): number {
  return Math.round((Date.parse(osloDay(to)) - Date.parse(osloDay(from))) / 86_400_000);
}

function osloDay(value: string | Date): string {
  if (typeof value === 'string' && value.length === 10) return value;
  return new Intl.DateTimeFormat('sv-SE', { timeZone: OSLO }).format(new Date(value));
}

/** The writing rules of one language; everything that shows a number or a date goes through here. */
export function createFormat(locale: Locale): Format {
  const tag = INTL[locale];
  const formatters = new Map<string, Intl.NumberFormat>();
  const number = (value: number, decimals: number | undefined, options: Intl.NumberFormatOptions = {}) => {
    const digits = decimals === undefined ? {} : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    const key = JSON.stringify([decimals, options]);
    const formatter =
      formatters.get(key) ?? new Intl.NumberFormat(tag, { signDisplay: 'negative', ...digits, ...options });
    formatters.set(key, formatter);
    return formatter.format(value).replace('-', '−');
  };
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(tag, { timeZone: OSLO, ...options });
    return (value: string | Date) => formatter.format(new Date(value));
  };
  const date = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const clock = dates({ hour: '2-digit', minute: '2-digit' });
  const time = (value: string | Date) => (locale === 'en' ? clock(value) : `kl. ${clock(value).replace(':', '.')}`);
  const percent = (value: number, decimals?: number) => number(value / 100, decimals, { style: 'percent' });
  const figure = (value: number, unit: Unit, decimals: number) =>
    unit === 'PERCENT' ? percent(value, decimals) : number(value, decimals);
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  const collator = new Intl.Collator(tag);

  return {
    number,
    percent,
    figure,
    change: (value, decimals) => number(value, decimals, { signDisplay: 'exceptZero' }),
    range: (low, high, unit, decimals) => `${number(low, decimals)}–${figure(high, unit, decimals)}`,
    date,
    weekday: dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    day: dates({ day: 'numeric', month: 'long' }),
    time,
    dateTime: (value) => `${date(value)} ${time(value)}`,
    list: (items) => list.format(items),
    compare: (a, b) => collator.compare(a, b),
  };
}
