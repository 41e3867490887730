import type { Day } from '../periods.ts';
import { allowedMoves } from './negotiation.ts';
import type { Negotiation, Side } from './negotiation.ts';
import type { Aim } from './status.ts';

/** From one value to another, both included. */
export interface Range {
  low: number;
  high: number;
}

/** What each side last put forward in the round that runs, or ran last. */
export function lastAims({ steps, round }: Negotiation): Record<Side, Aim | null> {
  const of = (side: Side) =>
    steps.findLast((step) => step.round === round && step.side === side && step.aim)?.aim ?? null;
  return { 'nav-office': of('nav-office'), provider: of('provider') };
}

/**
 * Whether a side is asked for nothing new: it may accept, and what stands is what it last put forward itself in this
 * round or, where it has put nothing forward, what both agreed on for the year before.
 */
export function isUnchanged(current: Negotiation, side: Side, lastYear: Aim | null): boolean {
  const expected = lastAims(current)[side] ?? lastYear;
  return (
    expected !== null &&
    isSameAim(current.standing, expected) &&
    allowedMoves(current, side, 'member').includes('agree')
  );
}

export function isSameAim(one: Aim, other: Aim): boolean {
  return one.value === other.value && one.low === other.low && one.high === other.high;
}

/** How many counter-proposals in one round make a deadlock. */
const MANY_COUNTERS = 3;
/** How many days without a step do. */
const LONG_STILL = 30;

/** What is known of a negotiation without its steps. */
export interface Progressing {
  /** Whether it waits for somebody. */
  isOpen: boolean;
  /** Counter-proposals in the round that runs. */
  counters: number;
  lastStep: Day;
  /** The last day on which an answer is in time; null when none is set. */
  answerBy: Day | null;
}

/** Whether an answer is late. */
export function isOverdue({ isOpen, answerBy }: Pick<Progressing, 'isOpen' | 'answerBy'>, today: Day): boolean {
  return isOpen && answerBy !== null && today > answerBy;
}

/** Whether a negotiation is stuck, so that the county unit ought to see it. */
export function isStuck(target: Progressing, today: Day): boolean {
  const { isOpen, counters, lastStep } = target;
  return isOpen && (counters >= MANY_COUNTERS || isOverdue(target, today) || today - lastStep >= LONG_STILL);
}

/**
 * Why a value is unusual, if it is: outside what is usual in the nation, or farther outside the provider's own range than
 * that is wide. It is a reason to think again and never refuses.
 */
export function unusual(aim: Aim, usual: Range | null, own: Range | null): ('nation' | 'own')[] {
  const values = [aim.value, aim.low, aim.high].filter((value) => value !== null);
  const isOutside = (range: Range | null, by: number) =>
    range !== null && values.some((value) => value < range.low - by || value > range.high + by);
  const reasons: ('nation' | 'own')[] = [];
  if (isOutside(usual, 0)) reasons.push('nation');
  if (own && isOutside(own, own.high - own.low)) reasons.push('own');
  return reasons;
}
