import { isAtLeast } from '../access/viewer.ts';
import type { Role } from '../access/viewer.ts';
import { ConflictError, ForbiddenError, ValidationError } from '../errors.ts';
import type { Aim } from './status.ts';

/** The two that negotiate a local target. */
export type Side = 'nav-office' | 'provider';

export const MOVE_KINDS = ['propose', 'counter', 'agree', 'sign', 'comment', 'withdraw', 'reopen'] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

/** `proposed`: the NAV office's value stands and the provider answers; `countered`: the other way round. */
export type NegotiationState = 'proposed' | 'countered' | 'agreed' | 'withdrawn';

/** What somebody does in a negotiation. */
export interface Move {
  kind: MoveKind;
  side: Side;
  /** The person's role in the organisation of that side. */
  role: Role;
  /** The value that is put forward; for `propose`, `counter` and `reopen`. */
  aim: Aim | null;
  /** Why, in words; a comment's words. Needed with a value and in a comment. */
  grounds: string | null;
}

/** A move that was made. Steps are kept for good. */
export interface Step extends Move {
  /** From 1, without gaps; the last one is the negotiation's version. */
  seq: number;
  round: number;
}

/**
 * Where a negotiation stands. The steps are the truth, all else follows from them (`replay`). Agreement takes a value
 * that one side put forward, the other accepted, and a manager on each side stands behind: what a member puts forward
 * or accepts stands, but waits for a manager of that side to sign.
 */
export interface Negotiation {
  state: NegotiationState;
  /** From 1. A round ends in agreement or is withdrawn; an agreed target changes only by a new one. */
  round: number;
  /** Who began the round, and so may withdraw it. */
  opener: Side;
  /** The latest value put forward, and by whom. */
  standing: Aim;
  author: Side;
  /** Whether the other side has accepted it. */
  accepted: boolean;
  /** Whether a manager of that side stands behind what it put forward or accepted. */
  signed: Record<Side, boolean>;
  /** The value in force: that of the last round that ended in agreement. */
  agreed: Aim | null;
  steps: readonly Step[];
}

const other = (side: Side): Side => (side === 'provider' ? 'nav-office' : 'provider');
const both: Record<Side, boolean> = { 'nav-office': true, provider: true };
const isOpen = ({ state }: Negotiation) => state === 'proposed' || state === 'countered';

/** What somebody of that side and role can do next; null is a negotiation that has not begun. */
export function allowedMoves(current: Negotiation | null, side: Side, role: Role): MoveKind[] {
  if (!isAtLeast(role, 'member')) return [];
  return movesOf(current, side).filter((kind) => kind !== 'sign' || role === 'manager');
}

/** What the state allows a side, whoever acts for it. */
function movesOf(current: Negotiation | null, side: Side): MoveKind[] {
  if (!current) return side === 'nav-office' ? ['propose'] : [];
  if (current.state === 'withdrawn') return side === 'nav-office' ? ['propose', 'comment'] : ['comment'];
  if (current.state === 'agreed') return ['reopen', 'comment'];
  const moves: MoveKind[] = ['comment'];
  const hasSpoken = side === current.author || current.accepted;
  // A side may take back what none of its managers has signed, by putting forward something else.
  if (!hasSpoken || !current.signed[side]) moves.push('counter');
  if (!hasSpoken) moves.push('agree');
  if (hasSpoken && !current.signed[side]) moves.push('sign');
  if (side === current.opener) moves.push('withdraw');
  return moves;
}

/** Whose move the negotiation waits for: an answer first, then missing signatures. Null when it waits for nobody. */
export function turn(current: Negotiation): Side | null {
  if (!isOpen(current)) return null;
  const answering = other(current.author);
  return !current.accepted || !current.signed[answering] ? answering : current.author;
}

/**
 * The negotiation after a move.
 *
 * @throws ForbiddenError when the role is too low, ConflictError when the state does not allow the move,
 * ValidationError when the value or the grounds are missing. `checkAim` asks whether the value fits the indicator.
 */
export function makeMove(current: Negotiation | null, move: Move): Negotiation {
  const { kind, side, role, aim } = move;
  const isManager = role === 'manager';
  if (!isAtLeast(role, 'member') || (kind === 'sign' && !isManager)) {
    throw new ForbiddenError('role-too-low', `A ${role} may not ${kind}.`, { kind, role });
  }
  if (!movesOf(current, side).includes(kind)) {
    const state = current?.state ?? 'none';
    throw new ConflictError('move-not-allowed', `The ${side} cannot ${kind} now.`, { kind, side, state });
  }
  const putsForward = kind === 'propose' || kind === 'counter' || kind === 'reopen';
  checkWords(move, putsForward);
  const opens = kind === 'propose' || kind === 'reopen';
  const round = (current?.round ?? 0) + (opens ? 1 : 0);
  const steps = [...(current?.steps ?? []), { ...move, seq: (current?.steps.length ?? 0) + 1, round }];

  if (putsForward && aim) {
    return {
      state: side === 'nav-office' ? 'proposed' : 'countered',
      round,
      opener: opens || !current ? side : current.opener,
      standing: aim,
      author: side,
      accepted: false,
      signed: { 'nav-office': false, provider: false, [side]: isManager },
      agreed: current?.agreed ?? null,
      steps,
    };
  }
  if (!current) throw new Error(`A negotiation cannot begin with ${kind}`);
  if (kind === 'agree') {
    return settled({ ...current, steps, accepted: true, signed: { ...current.signed, [side]: isManager } });
  }
  if (kind === 'sign') return settled({ ...current, steps, signed: { ...current.signed, [side]: true } });
  if (kind === 'withdraw') {
    // What an earlier round agreed on stays in force.
    return current.agreed
      ? settled({ ...current, steps, standing: current.agreed, accepted: true, signed: both })
      : { ...current, steps, state: 'withdrawn' };
  }
  return { ...current, steps };
}

/** Agreed, once it is accepted and signed on both sides. */
function settled(current: Negotiation): Negotiation {
  const isAgreed = current.accepted && current.signed['nav-office'] && current.signed.provider;
  return isAgreed ? { ...current, state: 'agreed', agreed: current.standing } : current;
}

function checkWords({ kind, aim, grounds }: Move, putsForward: boolean): void {
  if (putsForward !== (aim !== null)) {
    const message = putsForward ? `Give the value to ${kind}.` : `There is no value to ${kind}.`;
    throw new ValidationError('value', message, [
      { path: 'value', code: putsForward ? 'required' : 'forbidden', message },
    ]);
  }
  if ((putsForward || kind === 'comment') && !grounds?.trim()) {
    const message = kind === 'comment' ? 'Write the comment.' : 'Give the grounds.';
    throw new ValidationError('grounds', message, [{ path: 'grounds', code: 'required', message }]);
  }
}

/** The negotiation that a row of moves led to; null for none. Steps as they are stored will do. */
export function replay(moves: readonly Move[]): Negotiation | null {
  return moves.reduce<Negotiation | null>(makeMove, null);
}
