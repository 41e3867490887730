/** A calendar date as whole days since 1970-01-01. It has no time of day and no time zone, so a difference is a number of days. */
export type Day = number;

const MS_PER_DAY = 86_400_000;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Days before the first of each month in a year that is not a leap year. */
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

const isLeapYear = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function dayOf(year: number, month: number, dayOfMonth: number): Day {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const leapDayPassed = month > 2 && isLeapYear(year) ? 1 : 0;
  // 719,162 days lie between 0001-01-01 and 1970-01-01.
  return before * 365 + leapDays + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + leapDayPassed + dayOfMonth - 1 - 719_162;
}

/** The number that `length` digits at `start` make, or NaN. */
function digitsAt(text: string, start: number, length: number): number {
  let number = 0;
  for (let index = start; index < start + length; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

/** A date as people and systems write it: `YYYY-MM-DD` or `DD.MM.YYYY`. Null when it is another form or never was, as 29 February 2023. */
export function parseDay(text: string): Day | null {
  if (text.length !== 10) return null;
  let year: number, month: number, dayOfMonth: number;
  if (text[4] === '-' && text[7] === '-') {
    year = digitsAt(text, 0, 4);
    month = digitsAt(text, 5, 2);
    dayOfMonth = digitsAt(text, 8, 2);
  } else if (text[2] === '.' && text[5] === '.') {
    dayOfMonth = digitsAt(text, 0, 2);
    month = digitsAt(text, 3, 2);
    year = digitsAt(text, 6, 4);
  } else {
    return null;
  }
  if (!(year >= 1 && month >= 1 && month <= 12 && dayOfMonth >= 1)) return null;
  const length = month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
  return dayOfMonth <= length ? dayOf(year, month, dayOfMonth) : null;
}

/** `YYYY-MM-DD`. */
export function formatDay(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** 1 January. */
export function firstDayOf(year: number): Day {
  return dayOf(year, 1, 1);
}

/** 31 December. */
export function lastDayOf(year: number): Day {
  return dayOf(year, 12, 31);
}

/** The calendar year that a day lies in. */
export function yearOf(day: Day): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear();
}

/** When reports for a year stop being on time unless the association says otherwise: the instant at which 15 January of the next year ends in Oslo. It is itself too late. */
export function deadlineOf(year: number): Date {
  // Norway keeps winter time (UTC+1) in January.
  return new Date(Date.UTC(year + 1, 0, 15, 23));
}
