import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES } from '../access/viewer.ts';
import { ConflictError, ForbiddenError, UserError, ValidationError } from '../errors.ts';
import { MOVE_KINDS, allowedMoves, makeMove, replay, turn } from './negotiation.ts';
import type { Move, MoveKind, Negotiation, Side } from './negotiation.ts';
import type { Aim } from './status.ts';

const value = (number: number): Aim => ({ value: number, low: null, high: null });
const NAV = 'nav-office' as const;
const PROVIDER = 'provider' as const;

const carries = (kind: MoveKind) => kind === 'propose' || kind === 'counter' || kind === 'reopen';
const move = (side: Side, role: Move['role'], kind: MoveKind, number = 40): Move => ({
  side,
  role,
  kind,
  aim: carries(kind) ? value(number) : null,
  grounds: carries(kind) || kind === 'comment' ? 'Because.' : null,
});

describe('a local target', () => {
  it('is agreed when a manager proposes and a manager agrees', () => {
    const end = replay([move(NAV, 'manager', 'propose', 35), move(PROVIDER, 'manager', 'agree')])!;
    expect(end).toMatchObject({ state: 'agreed', agreed: value(35), round: 1 });
    expect(turn(end)).toBeNull();
  });

  it('waits for signatures where members propose and accept', () => {
    const moves = [move(NAV, 'member', 'propose', 35), move(PROVIDER, 'member', 'agree')];
    expect(replay(moves)).toMatchObject({ state: 'proposed', accepted: true, agreed: null });
    expect(turn(replay(moves)!)).toBe(PROVIDER);
    const signed = [...moves, move(PROVIDER, 'manager', 'sign')];
    expect(replay(signed)?.state).toBe('proposed');
    expect(turn(replay(signed)!)).toBe(NAV);
    expect(replay([...signed, move(NAV, 'manager', 'sign')])).toMatchObject({ state: 'agreed', agreed: value(35) });
  });

  it('is countered, which takes back every signature', () => {
    const moves = [move(NAV, 'manager', 'propose', 40), move(PROVIDER, 'manager', 'counter', 30)];
    expect(replay(moves)).toMatchObject({
      state: 'countered',
      author: PROVIDER,
      signed: { [NAV]: false, [PROVIDER]: true },
    });
    expect(turn(replay(moves)!)).toBe(NAV);
    expect(replay([...moves, move(NAV, 'manager', 'agree')])).toMatchObject({ state: 'agreed', agreed: value(30) });
  });

  it('takes back an acceptance with the value that was accepted', () => {
    const moves = [
      move(NAV, 'member', 'propose', 40),
      move(PROVIDER, 'member', 'agree'),
      move(NAV, 'member', 'counter', 50),
    ];
    expect(replay(moves)).toMatchObject({ state: 'proposed', accepted: false, standing: value(50) });
    expect(allowedMoves(replay(moves), PROVIDER, 'manager')).toEqual(['comment', 'counter', 'agree']);
  });

  it('keeps the agreed value in force through a new round, and after that is withdrawn', () => {
    const agreed = [move(NAV, 'manager', 'propose', 35), move(PROVIDER, 'manager', 'agree')];
    const again = [...agreed, move(PROVIDER, 'manager', 'reopen', 25)];
    expect(replay(again)).toMatchObject({ state: 'countered', round: 2, standing: value(25), agreed: value(35) });
    expect(() => replay([...again, move(NAV, 'manager', 'withdraw')])).toThrow(ConflictError);
    expect(replay([...again, move(PROVIDER, 'member', 'withdraw')])).toMatchObject({
      state: 'agreed',
      standing: value(35),
    });
  });

  it('can be proposed again after it was withdrawn', () => {
    const moves = [move(NAV, 'manager', 'propose'), move(NAV, 'member', 'withdraw')];
    expect(replay(moves)).toMatchObject({ state: 'withdrawn', agreed: null });
    expect(replay([...moves, move(NAV, 'manager', 'propose', 20)])).toMatchObject({ state: 'proposed', round: 2 });
  });

  it.each<[string, Move[], Move, new (...args: never[]) => UserError]>([
    ['a provider proposes first', [], move(PROVIDER, 'manager', 'propose'), ConflictError],
    ['somebody agrees with himself', [move(NAV, 'manager', 'propose')], move(NAV, 'manager', 'agree'), ConflictError],
    [
      'a signed proposal is replaced',
      [move(NAV, 'manager', 'propose')],
      move(NAV, 'manager', 'counter'),
      ConflictError,
    ],
    [
      'an answer is signed before it is given',
      [move(NAV, 'member', 'propose')],
      move(PROVIDER, 'manager', 'sign'),
      ConflictError,
    ],
    ['a member signs', [move(NAV, 'member', 'propose')], move(NAV, 'member', 'sign'), ForbiddenError],
    ['a viewer comments', [move(NAV, 'member', 'propose')], move(PROVIDER, 'viewer', 'comment'), ForbiddenError],
    ['grounds are missing', [], { ...move(NAV, 'member', 'propose'), grounds: ' ' }, ValidationError],
    ['a value is missing', [], { ...move(NAV, 'member', 'propose'), aim: null }, ValidationError],
    [
      'a comment brings a value',
      [move(NAV, 'member', 'propose')],
      { ...move(NAV, 'member', 'comment'), aim: value(1) },
      ValidationError,
    ],
    [
      'an agreed target is countered',
      [move(NAV, 'manager', 'propose'), move(PROVIDER, 'manager', 'agree')],
      move(PROVIDER, 'manager', 'counter'),
      ConflictError,
    ],
  ])('refuses when %s', (_, before, next, error) => {
    expect(() => makeMove(replay(before), next)).toThrow(error);
  });
});

describe('any moves in any order', () => {
  const anyMove = fc
    .tuple(
      fc.constantFrom(NAV, PROVIDER),
      fc.constantFrom(...ROLES),
      fc.constantFrom(...MOVE_KINDS),
      fc.nat({ max: 9 }),
    )
    .map(([side, role, kind, number]) => move(side, role, kind, number));

  /** What a target's steps say about agreement, read from the end and not from the state. */
  function agreedBySteps({ steps, round }: Negotiation): Aim | null {
    const inRound = steps.filter((step) => step.round === round);
    const last = inRound.findLastIndex(({ kind }) => carries(kind));
    const offer = inRound[last]!;
    const after = inRound.slice(last + 1);
    if (after.some(({ kind }) => kind === 'withdraw')) return null;
    const isAccepted = after.some(({ kind, side }) => kind === 'agree' && side !== offer.side);
    const isSigned = (side: Side) =>
      [offer, ...after].some((step) => step.side === side && step.role === 'manager' && step.kind !== 'comment');
    return isAccepted && isSigned(NAV) && isSigned(PROVIDER) ? offer.aim : null;
  }

  it('never reach a state that the rules do not allow, and never lose a step', () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyMove, { minLength: 1, maxLength: 40 }), (moves) => {
        let current: Negotiation | null = null;
        let inForce: Aim | null = null;
        for (const next of moves) {
          const before: Negotiation | null = current;
          const isAllowed = allowedMoves(before, next.side, next.role).includes(next.kind);
          if (!isAllowed) {
            expect(() => makeMove(before, next)).toThrow(UserError);
            continue;
          }
          const after: Negotiation = makeMove(before, next);
          // Steps are only ever added, numbered without gaps, and nobody who only reads made one.
          expect(after.steps.slice(0, -1)).toEqual(before?.steps ?? []);
          expect(after.steps.map(({ seq }) => seq)).toEqual(after.steps.map((_, index) => index + 1));
          expect(next.role).not.toBe('viewer');
          // Agreed is what the steps of a round say; an agreed value changes in no other way.
          const found = agreedBySteps(after);
          if (found) inForce = found;
          expect(after.agreed).toEqual(inForce);
          if (after.state === 'agreed') expect(after.standing).toEqual(inForce);
          if (after.state === 'proposed' || after.state === 'countered') {
            expect(found).toBeNull();
            expect(after.state === 'proposed').toBe(after.author === NAV);
            const side = turn(after)!;
            expect(allowedMoves(after, side, 'manager').some((kind) => ['agree', 'sign'].includes(kind))).toBe(true);
          } else {
            expect(turn(after)).toBeNull();
          }
          if (after.state === 'withdrawn') expect(inForce).toBeNull();
          // A round begins with a proposal or by reopening what was agreed, and in no other way.
          expect(after.round - (before?.round ?? 0)).toBe(next.kind === 'propose' || next.kind === 'reopen' ? 1 : 0);
          expect(replay(after.steps)).toEqual(after);
          ends.add(after.state);
          current = after;
        }
      }),
      { numRuns: 1000 },
    );
    expect([...ends].sort()).toEqual(['agreed', 'countered', 'proposed', 'withdrawn']);
  });

  it('can always go on: whoever is waited for, the target can still be agreed on', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 30 }), (moves) => {
        let current: Negotiation | null = null;
        for (const next of moves) {
          if (allowedMoves(current, next.side, next.role).includes(next.kind)) current = makeMove(current, next);
        }
        let end = current ?? makeMove(null, move(NAV, 'manager', 'propose'));
        if (end.state === 'withdrawn') end = makeMove(end, move(NAV, 'manager', 'propose'));
        for (let side = turn(end); side; side = turn(end)) {
          const kind = allowedMoves(end, side, 'manager').find((one) => one === 'agree' || one === 'sign')!;
          end = makeMove(end, move(side, 'manager', kind));
        }
        expect(end.state).toBe('agreed');
      }),
    );
  });
});
