import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interval } from '../benchmarks/compare.ts';
import { CATALOGUE } from '../indicators/catalogue.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import { bestOf, coarse, isFollowed, mayRenew, prospect, toFives } from './progress.ts';
import type { RunningFigure } from './progress.ts';

const find = (code: string) => CATALOGUE.find((definition) => definition.code === code)!;
const jobs = find('job-acquisition');
const weeks = find('time-to-job');
const stay = find('time-in-programme');
const reach = (value: number) => ({ value, low: null, high: null });
const figure = (more: Partial<RunningFigure>): RunningFigure => ({
  value: 30,
  low: 20,
  high: 40,
  n: 50,
  expected: 100,
  ...more,
});

describe('what the rest of the year must give', () => {
  it.each<[string, IndicatorDefinition, number, Partial<RunningFigure>, number | null, boolean | null]>([
    ['half a year at 30 for 40', jobs, 40, {}, 50, true],
    ['it is behind for good', jobs, 70, {}, null, false],
    ['it is reached whatever comes', jobs, 15, {}, null, true],
    ['nobody more is awaited, and it is reached', jobs, 25, { expected: 50 }, null, true],
    ['nobody more is awaited, and it is not', jobs, 35, { expected: 50 }, null, false],
    ['more came than were awaited', jobs, 35, { expected: 40 }, null, false],
    ['nobody knows how many come', jobs, 35, { expected: null }, null, null],
    ['weeks: 30 so far for 28', weeks, 28, {}, 26, true],
    ['weeks: too slow for good', weeks, 10, { n: 90 }, null, false],
  ])('%s', (_, definition, goal, more, needed, reachable) => {
    const got = prospect(definition, reach(goal), figure(more), null);
    expect(got.reachable).toBe(reachable);
    if (needed === null) expect(got.needed).toBeNull();
    else expect(got.needed).toBeCloseTo(needed, 9);
  });

  it('leads a band to the end that was missed, and asks nothing within it', () => {
    const band = { value: null, low: 40, high: 60 };
    expect(prospect(stay, band, figure({ value: 30 }), null)).toMatchObject({ needed: 50, reachable: true });
    expect(prospect(stay, band, figure({ value: 70 }), null)).toMatchObject({ needed: 50, reachable: true });
    expect(prospect(stay, band, figure({ value: 50, low: 45, high: 55 }), null)).toMatchObject({
      needed: null,
      reachable: true,
      certainty: 'met-surely',
      outlook: 'on-track',
    });
  });

  it('gives the target for the whole year when it is given, and not when it is missed by a little', () => {
    const share = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(share, share, fc.integer({ min: 5, max: 99 }), (value, goal, n) => {
        const { needed, reachable } = prospect(jobs, reach(goal), figure({ value, low: null, high: null, n }), null);
        const year = (rest: number) => (value * n + rest * (100 - n)) / 100;
        if (needed !== null) expect(year(needed)).toBeCloseTo(goal, 6);
        else expect(reachable ? year(0) >= goal - 1e-9 : year(100) < goal + 1e-9).toBe(true);
      }),
    );
  });
});

describe('how it goes', () => {
  it.each<[string, number, Partial<RunningFigure>, number | null, string]>([
    ['met surely', 15, {}, null, 'on-track'],
    ['met, not surely', 25, {}, null, 'on-track'],
    ['below, within the uncertainty', 35, {}, null, 'at-risk'],
    ['below', 45, {}, null, 'at-risk'],
    ['four people', 45, { n: 4 }, null, 'too-early'],
    ['less than a fifth', 45, { n: 19 }, null, 'too-early'],
    ['a fifth', 45, { n: 20 }, null, 'at-risk'],
    ['nobody knows of how many', 25, { n: 5, expected: null }, null, 'on-track'],
  ])('%s: %d', (_, goal, more, best, outlook) => {
    expect(prospect(jobs, reach(goal), figure(more), best).outlook).toBe(outlook);
  });

  it('is at risk where the rest must be better than the best year', () => {
    // 27 weeks so far and 28 asked for: the rest may take 29, but where it never took more than 30 is no matter.
    expect(prospect(weeks, reach(28), figure({ value: 27, low: 25, high: 29 }), 30)).toMatchObject({
      outlook: 'at-risk',
    });
    expect(prospect(weeks, reach(28), figure({ value: 27, low: 25, high: 29 }), 26)).toMatchObject({
      outlook: 'on-track',
    });
    expect(prospect(jobs, reach(29), figure({ n: 50 }), 27)).toMatchObject({ outlook: 'at-risk', needed: 28 });
    expect(prospect(jobs, reach(29), figure({ n: 50 }), 28)).toMatchObject({ outlook: 'on-track' });
    expect(bestOf(jobs, [20, 28, 25])).toBe(28);
    expect(bestOf(weeks, [20, 28, 25])).toBe(20);
    expect(bestOf(stay, [20])).toBeNull();
    expect(bestOf(jobs, [])).toBeNull();
  });

  it('says in words what the numbers say, and never more', () => {
    const number = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        fc.constantFrom(jobs, weeks),
        fc.tuple(number, number, number).map((three) => three.sort((a, b) => a - b)),
        number,
        fc.integer({ min: 0, max: 200 }),
        fc.option(fc.integer({ min: 0, max: 200 })),
        fc.option(number),
        (definition, [low, value, high], goal, n, expected, best) => {
          const now = { value, low, high, n, expected };
          const said = prospect(definition, reach(goal), now, best);
          const up = definition.direction === 'higher';
          const reaches = (one: number) => (up ? one >= goal : one <= goal);
          const worst = up ? now.low : now.high;
          const top = up ? now.high : now.low;
          const words = {
            'met-surely': reaches(now.value) && reaches(worst),
            met: reaches(now.value) && !reaches(worst),
            'below-within': up && !reaches(now.value) && reaches(top),
            below: up && !reaches(top),
            'above-within': !up && !reaches(now.value) && reaches(top),
            above: !up && !reaches(top),
            'no-data': false,
          };
          expect(Object.entries(words).filter(([, holds]) => holds)).toEqual([[said.certainty, true]]);
          const isEarly = n < 5 || (expected !== null && n < expected / 5);
          expect(said.outlook === 'too-early').toBe(isEarly);
          if (isEarly) return;
          const isBehind = !reaches(now.value);
          const isBeyond = best !== null && said.needed !== null && (up ? said.needed > best : said.needed < best);
          expect(said.outlook).toBe(isBehind || isBeyond ? 'at-risk' : 'on-track');
          // What can no longer be reached is never called on its way.
          if (said.reachable === false) expect(said.outlook).toBe('at-risk');
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('what others see', () => {
  it('rests on five or more, and tells about no one person', () => {
    const people = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(people, people, (one, two) => {
        const n = Math.max(one, two);
        const numerator = Math.min(one, two);
        const limits = interval(jobs, { value: 0, numerator, denominator: n, n, moments: null });
        const seen = n === 0 ? null : coarse(jobs, { numerator, n }, limits ?? { low: null, high: null }, n + 7);
        expect(seen === null).toBe(n < 5);
        if (!seen) return;
        expect(seen.value % 5).toBe(0);
        expect(seen.atLeast % 5).toBe(0);
        expect(seen.atLeast).toBeLessThanOrEqual(n);
        expect(Math.abs(seen.value - (100 * numerator) / n)).toBeLessThanOrEqual(2.5);
        // The interval follows from what is told, so it tells no more.
        const told = coarse(jobs, { numerator: (seen.value / 100) * seen.atLeast, n: seen.atLeast }, limits!, n + 7);
        expect([seen.low, seen.high]).toEqual([told?.low, told?.high]);
        expect(seen.low! <= seen.value && seen.value <= seen.high!).toBe(true);
      }),
    );
  });

  it('rounds times to whole units', () => {
    expect(coarse(weeks, { numerator: 283, n: 11 }, { low: 20.4, high: 31.2 }, 23)).toEqual({
      value: 26,
      low: 20,
      high: 32,
      atLeast: 10,
      expected: 20,
    });
  });

  it('is renewed when five more have come or gone', () => {
    expect(mayRenew(null, { n: 0 })).toBe(true);
    expect([3, 4, 8, 12, 13].map((n) => mayRenew({ n: 8 }, { n }))).toEqual([true, false, false, false, true]);
    expect([0, 4, 5, 9, 14].map(toFives)).toEqual([0, 0, 5, 5, 10]);
  });

  it('is told of participations in a programme alone', () => {
    expect(CATALOGUE.filter(isFollowed).map(({ code }) => code)).toEqual([
      'placement-participants',
      'job-acquisition',
      'active-solutions',
      'time-in-programme',
      'formal-qualification',
      'time-to-first-workday',
      'time-to-job',
    ]);
  });
});
