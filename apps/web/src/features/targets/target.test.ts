import { describe, expect, test } from 'vitest';
import { isStuck, lastOfferOf, waitsForSignature } from './target.ts';
import type { Step } from './target.ts';

const step = (
  kind: Step['kind'],
  organisation: string,
  value: number | null,
  at = '2026-11-01T10:00:00Z',
  round = 1,
): Step => ({
  seq: 0,
  round,
  kind,
  organisation: { id: organisation, name: organisation },
  personName: 'Kari',
  value,
  low: null,
  high: null,
  grounds: null,
  at,
});
const proposed = step('PROPOSE', 'nav', 32);
const countered = step('COUNTER', 'provider', 27);

describe('waitsForSignature', () => {
  test('only once the value that stands is accepted', () => {
    expect(waitsForSignature({ state: 'PROPOSED', steps: [proposed] })).toBe(false);
    expect(waitsForSignature({ state: 'PROPOSED', steps: [proposed, step('AGREE', 'provider', null)] })).toBe(true);
    expect(
      waitsForSignature({ state: 'COUNTERED', steps: [proposed, step('AGREE', 'provider', null), countered] }),
    ).toBe(false);
    expect(waitsForSignature({ state: 'AGREED', steps: [proposed, step('AGREE', 'provider', null)] })).toBe(false);
  });
});

test('one holds on to what one put forward last in this round', () => {
  expect(lastOfferOf('nav', [proposed, countered])).toEqual({ value: 32, low: null, high: null });
  expect(lastOfferOf('nav', [proposed, countered, step('REOPEN', 'provider', 25, undefined, 2)])).toBeNull();
});

describe('isStuck', () => {
  const now = new Date('2026-11-20T10:00:00Z');

  test('after four offers, or a month of silence', () => {
    expect(isStuck({ state: 'COUNTERED', steps: [proposed, countered] }, now)).toBe(false);
    expect(isStuck({ state: 'COUNTERED', steps: [proposed, countered, proposed, countered] }, now)).toBe(true);
    expect(isStuck({ state: 'COUNTERED', steps: [proposed, countered] }, new Date('2026-12-05T10:00:00Z'))).toBe(true);
    expect(isStuck({ state: 'AGREED', steps: [proposed, countered] }, new Date('2027-12-05T10:00:00Z'))).toBe(false);
  });
});
