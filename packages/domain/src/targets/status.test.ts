import { describe, expect, it } from 'vitest';
import { checkAim, targetStatus } from './status.ts';
import type { Aim, Certainty } from './status.ts';

const reach = (value: number): Aim => ({ value, low: null, high: null });
const band = (low: number, high: number): Aim => ({ value: null, low, high });

describe('targetStatus', () => {
  // The figure is 50 with the interval 40–60 throughout.
  it.each<['higher' | 'lower' | 'band', Aim, 'met' | 'not-met', Certainty]>([
    ['higher', reach(39), 'met', 'met-surely'],
    ['higher', reach(40), 'met', 'met-surely'],
    ['higher', reach(41), 'met', 'met'],
    ['higher', reach(50), 'met', 'met'],
    ['higher', reach(51), 'not-met', 'below-within'],
    ['higher', reach(60), 'not-met', 'below-within'],
    ['higher', reach(61), 'not-met', 'below'],
    ['lower', reach(61), 'met', 'met-surely'],
    ['lower', reach(50), 'met', 'met'],
    ['lower', reach(49), 'not-met', 'above-within'],
    ['lower', reach(39), 'not-met', 'above'],
    ['band', band(30, 70), 'met', 'met-surely'],
    ['band', band(45, 70), 'met', 'met'],
    ['band', band(50, 50), 'met', 'met'],
    ['band', band(55, 70), 'not-met', 'below-within'],
    ['band', band(65, 70), 'not-met', 'below'],
    ['band', band(30, 45), 'not-met', 'above-within'],
    ['band', band(20, 30), 'not-met', 'above'],
  ])('%s, aim %o: %s, %s', (direction, aim, status, certainty) => {
    expect(targetStatus({ direction }, aim, { value: 50, low: 40, high: 60 })).toEqual({ status, certainty });
  });

  it('has the placement partners of the scorecard under, within uncertainty', () => {
    expect(targetStatus({ direction: 'higher' }, reach(150), { value: 140, low: 117.8, high: 165.2 }).certainty).toBe(
      'below-within',
    );
  });

  it('is never sure without an interval', () => {
    const bare = { value: 50, low: null, high: null };
    expect(targetStatus({ direction: 'higher' }, reach(10), bare).certainty).toBe('met');
    expect(targetStatus({ direction: 'higher' }, reach(51), bare).certainty).toBe('below');
  });

  it('is no-data without a value, also of 0', () => {
    const none = { value: null, low: null, high: null };
    expect(targetStatus({ direction: 'lower' }, reach(10), none)).toEqual({ status: 'no-data', certainty: 'no-data' });
    expect(targetStatus({ direction: 'lower' }, reach(10), { ...none, value: 0 }).status).toBe('met');
    expect(targetStatus({ direction: 'band' }, reach(10), { ...none, value: 10 }).status).toBe('no-data');
  });
});

describe('checkAim', () => {
  it.each([
    ['higher', 'percent', reach(35), []],
    ['higher', 'percent', reach(101), ['off-scale']],
    ['higher', 'score', reach(0.5), ['off-scale']],
    ['higher', 'count', reach(-1), ['off-scale']],
    ['higher', 'count', reach(Number.NaN), ['off-scale']],
    ['higher', 'percent', band(1, 2), ['value-needed']],
    ['band', 'weeks', reach(40), ['band-needed']],
    ['band', 'weeks', band(40, 60), []],
    ['band', 'weeks', band(60, 40), ['band-reversed']],
  ] as const)('%s in %s, %o: %o', (direction, unit, aim, codes) => {
    const scale = unit === 'score' ? { low: 1, high: 6 } : undefined;
    expect(checkAim({ direction, unit, scale }, aim).map(({ code }) => code)).toEqual(codes);
  });
});
