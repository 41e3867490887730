import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadlineOf, firstDayOf, formatDay, lastDayOf, parseDay, yearOf } from './periods.ts';

describe('parseDay', () => {
  it.each([
    ['1970-01-01', 0],
    ['01.01.1970', 0],
    ['1969-12-31', -1],
    ['2024-02-29', 19_782],
    ['29.02.2024', 19_782],
    ['2000-02-29', 11_016],
    ['2024-12-31', 20_088],
  ])('reads %s', (text, day) => expect(parseDay(text)).toBe(day));

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '31.04.2024',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '0000-01-01',
  ])('knows that %s never was', (text) => expect(parseDay(text)).toBeNull());

  it.each([
    '2024-1-1',
    '1.1.2024',
    '01/02/2024',
    '2024-01-01T00:00',
    '',
    '20240101',
    '2024.01.01',
    '01-02-2024',
    '2o24-01-01',
  ])('refuses the form %j', (text) => expect(parseDay(text)).toBeNull());

  it('agrees with the calendar of JavaScript on every day from year 1 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (day) => {
        const text = formatDay(day);
        const [year = '', month = '', dayOfMonth = ''] = text.split('-');
        expect(parseDay(text)).toBe(day);
        expect(parseDay(`${dayOfMonth}.${month}.${year}`)).toBe(day);
        expect(yearOf(day)).toBe(Number(year));
      }),
    );
  });
});

describe('a year', () => {
  it('runs from 1 January to 31 December', () => {
    expect(formatDay(firstDayOf(2024))).toBe('2024-01-01');
    expect(formatDay(lastDayOf(2024))).toBe('2024-12-31');
    expect(lastDayOf(2024) - firstDayOf(2024)).toBe(365);
    expect(lastDayOf(2023) - firstDayOf(2023)).toBe(364);
  });

  it('is due when 15 January of the next year ends in Oslo', () => {
    const inOslo = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Oslo',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    expect(inOslo.format(deadlineOf(2024))).toBe('2025-01-16 00:00:00');
  });
});
