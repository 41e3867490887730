import { describe, expect, test } from 'vitest';
import { createFormat, daysBetween } from './format.ts';

const NBSP = '\u00A0';
const nb = createFormat('nb');
const nn = createFormat('nn');
const en = createFormat('en');

describe('numbers', () => {
  test.each([
    [nb.number(5200), `5${NBSP}200`],
    [nb.number(-0.9, 1), '−0,9'],
    [nb.number(-0.04, 1), '0,0'],
    [nb.percent(12.5, 1), `12,5${NBSP}%`],
    [nb.figure(24.8, 'PERCENT', 1), `24,8${NBSP}%`],
    [nb.figure(58.25, 'WEEKS', 1), '58,3'],
    [nb.figure(140, 'COUNT', 0), '140'],
    [nb.change(0.2, 1), '+0,2'],
    [nb.change(-3.3, 1), '−3,3'],
    [nb.change(0, 1), '0,0'],
    [nb.range(24.1, 38, 'PERCENT', 1), `24,1–38,0${NBSP}%`],
    [nb.range(40, 60, 'WEEKS', 0), '40–60'],
    [en.number(5200.5, 1), '5,200.5'],
    [en.number(-0.9, 1), '−0.9'],
    [en.percent(12.5, 1), '12.5%'],
  ])('%s', (written, expected) => expect(written).toBe(expected));
});

describe('dates and times are Oslo’s', () => {
  test.each([
    [nb.date('2027-01-15'), '15. januar 2027'],
    [nb.date('2026-12-31T23:30:00Z'), '1. januar 2027'],
    [nb.weekday('2027-01-15'), 'fredag 15. januar 2027'],
    [nn.weekday('2027-01-16'), 'laurdag 16. januar 2027'],
    [nb.day('2027-01-15'), '15. januar'],
    [nb.time('2027-01-15T13:05:00Z'), 'kl. 14.05'],
    [nb.dateTime('2026-02-12T13:05:00Z'), '12. februar 2026 kl. 14.05'],
    [en.date('2027-01-15'), '15 January 2027'],
    [en.time('2027-01-15T13:05:00Z'), '14:05'],
  ])('%s', (written, expected) => expect(written).toBe(expected));

  test('days are counted by the calendar, not by hours', () => {
    expect(daysBetween('2027-01-06T22:00:00Z', '2027-01-15T22:59:59Z')).toBe(9);
    expect(daysBetween('2027-01-06T23:30:00Z', '2027-01-07T01:00:00Z')).toBe(0);
    expect(daysBetween('2027-03-27', '2027-03-29')).toBe(2);
    expect(daysBetween('2027-01-15', '2027-01-10')).toBe(-5);
  });
});

test('names are sorted as in Norwegian', () => {
  expect(['Åsane', 'Bro', 'Østlyng', 'Ærlig', 'Zeta'].toSorted(nb.compare)).toEqual([
    'Bro',
    'Zeta',
    'Ærlig',
    'Østlyng',
    'Åsane',
  ]);
});

test('lists', () => {
  expect(nb.list(['a', 'b', 'c'])).toBe('a, b og c');
  expect(en.list(['a', 'b'])).toBe('a and b');
});
