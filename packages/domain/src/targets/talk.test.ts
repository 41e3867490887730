import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeMove, replay } from './negotiation.ts';
import type { Move, Side } from './negotiation.ts';
import { isOverdue, isStuck, isUnchanged, lastAims, unusual } from './talk.ts';

const NAV = 'nav-office' as const;
const PROVIDER = 'provider' as const;
const aim = (value: number) => ({ value, low: null, high: null });
const put = (side: Side, kind: Move['kind'], value: number): Move => ({
  side,
  kind,
  role: 'manager',
  aim: aim(value),
  grounds: 'x',
});
const agree = (side: Side): Move => ({ side, kind: 'agree', role: 'manager', aim: null, grounds: null });

describe('nothing new is asked for', () => {
  it.each<[string, Move[], number | null, boolean]>([
    ['last year’s target is proposed again', [put(NAV, 'propose', 30)], 30, true],
    ['another value is proposed', [put(NAV, 'propose', 32)], 30, false],
    ['nothing was agreed last year', [put(NAV, 'propose', 30)], null, false],
    [
      'they come to what we said',
      [put(NAV, 'propose', 32), put(PROVIDER, 'counter', 28), put(NAV, 'counter', 28)],
      30,
      true,
    ],
    [
      'they come back to last year’s, which we have left',
      [put(NAV, 'propose', 32), put(PROVIDER, 'counter', 28), put(NAV, 'counter', 30)],
      30,
      false,
    ],
    ['it is their turn', [put(NAV, 'propose', 30), put(PROVIDER, 'counter', 28)], 30, false],
    ['it is agreed', [put(NAV, 'propose', 30), agree(PROVIDER)], 30, false],
    [
      'what we said was in an earlier round',
      [put(NAV, 'propose', 32), put(PROVIDER, 'counter', 28), agree(NAV), put(NAV, 'reopen', 28)],
      30,
      false,
    ],
  ])('%s', (_, moves, lastYear, expected) => {
    expect(isUnchanged(replay(moves)!, PROVIDER, lastYear === null ? null : aim(lastYear))).toBe(expected);
  });

  it('knows what each side last put forward in this round', () => {
    const moves = [put(NAV, 'propose', 32), put(PROVIDER, 'counter', 28), agree(NAV), put(PROVIDER, 'reopen', 25)];
    expect(lastAims(replay(moves)!)).toEqual({ [NAV]: null, [PROVIDER]: aim(25) });
  });

  it('can always be accepted where it is so', () => {
    const values = fc.constantFrom(28, 30);
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 6 }), fc.option(values), (offers, before) => {
        const moves = offers.map((value, index) =>
          put(index % 2 === 0 ? NAV : PROVIDER, index === 0 ? 'propose' : 'counter', value),
        );
        const now = replay(moves)!;
        for (const side of [NAV, PROVIDER]) {
          if (!isUnchanged(now, side, before === null ? null : aim(before))) continue;
          const after = makeMove(now, agree(side));
          expect(after.state).toBe('agreed');
          const ours = lastAims(now)[side];
          expect(after.agreed).toEqual(ours ?? aim(before!));
        }
      }),
    );
  });
});

describe('stuck', () => {
  const fresh = { isOpen: true, counters: 0, lastStep: 1000, answerBy: null };
  it.each([
    ['something fresh', {}, 1010, false],
    ['three counter-proposals', { counters: 3 }, 1000, true],
    ['two', { counters: 2 }, 1000, false],
    ['the last day', { answerBy: 1010 }, 1010, false],
    ['past it', { answerBy: 1010 }, 1011, true],
    ['29 days without a step', {}, 1029, false],
    ['30 days', {}, 1030, true],
    ['what waits for nobody', { isOpen: false, counters: 9, answerBy: 900 }, 2000, false],
  ])('%s', (_, more, today, expected) => {
    expect(isStuck({ ...fresh, ...more }, today)).toBe(expected);
  });

  it('is whatever is overdue', () => {
    const day = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.nat({ max: 5 }),
        day,
        fc.option(day),
        day,
        (isOpen, counters, lastStep, answerBy, today) => {
          const target = { isOpen, counters, lastStep, answerBy };
          if (isOverdue(target, today)) expect(isStuck(target, today)).toBe(true);
          if (!isOpen) expect(isStuck(target, today)).toBe(false);
        },
      ),
    );
  });
});

describe('unusual', () => {
  const nation = { low: 20, high: 50 };
  const own = { low: 30, high: 36 };
  it.each([
    [35, []],
    [42, []],
    [43, ['own']],
    [50, ['own']],
    [51, ['nation', 'own']],
    [24, []],
    [23, ['own']],
    [19, ['nation', 'own']],
  ])('%d', (value, reasons) => {
    expect(unusual(aim(value), nation, own)).toEqual(reasons);
  });
  it('looks at both ends of a band, and at nothing without ranges', () => {
    expect(unusual({ value: null, low: 19, high: 40 }, nation, null)).toEqual(['nation']);
    expect(unusual(aim(99), null, null)).toEqual([]);
  });
});
