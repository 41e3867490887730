import loadHighs from 'highs';
import type { Highs } from 'highs';
import type { Row, Secret, System, Unknown } from './equations.ts';
import { keyOf } from './truth.ts';

// What the equations leave open. The truth is one solution; a secret is kept from some readers when another one gives it
// another value, and leaves all that they know as it is.

/** A hidden number that has only one value left, or a figure that is read without being shown. */
export interface Finding {
  provider: string;
  what: string;
  /** Who has to tell what they know: providers, beside whoever collected the view. */
  insiders: string[];
}

/** What came out, and how much was tried: `secrets` from each choice of so many insiders, `choices` in all. */
export interface Outcome {
  findings: Finding[];
  secrets: number;
  choices: number;
  solved: number;
}

/** Another solution: how much each unknown moves from the truth. Those that do not move are left out. */
type Move = ReadonlyMap<Unknown, number>;

/** Rows that have unknowns in common, and what is to be found out from them. */
interface Component {
  rows: Row[];
  secrets: Secret[];
  providers: string[];
}

/**
 * Tries every secret on every choice of insiders who tell all that they know, and on nobody at all.
 *
 * A solution in which a secret differs clears whoever has no number that moves in it. So the readers to be feared are among
 * the few whose numbers it moves: each of those is asked for a solution of their own,
 * which leaves their numbers alone, and so on. No choice is left out, and few have to be solved.
 *
 * @param most how many insiders at once.
 */
export async function attack(systems: readonly System[], most: 1 | 2): Promise<Outcome> {
  const highs = await loadHighs();
  const outcome: Outcome = { findings: [], secrets: 0, choices: 0, solved: 0 };
  for (const component of systems.flatMap(componentsOf)) {
    const moves: { move: Move; felt: ReadonlySet<string> }[] = [];
    const others = component.providers.length - 1;
    outcome.secrets += component.secrets.length;
    outcome.choices += component.secrets.length * (1 + others + (most === 2 ? (others * (others - 1)) / 2 : 0));
    for (const secret of component.secrets) {
      const tried = new Set<string>();
      const search = (insiders: readonly string[]): void => {
        const key = keyOf(...[...insiders].sort());
        if (tried.has(key)) return;
        tried.add(key);
        let found = moves
          .filter(({ move, felt }) => differs(secret, move) && !insiders.some((one) => felt.has(one)))
          .sort((a, b) => a.felt.size - b.felt.size)[0];
        if (!found) {
          const move = moveFor(highs, component, secret, insiders, outcome);
          if (!move) {
            outcome.findings.push({ provider: secret.provider, what: secret.what, insiders: [...insiders] });
            return;
          }
          found = { move, felt: new Set([...move.keys()].map(({ provider }) => provider)) };
          moves.push(found);
        }
        if (insiders.length === most) return;
        for (const one of found.felt) if (one !== secret.provider) search([...insiders, one]);
      };
      search([]);
    }
  }
  return outcome;
}

/** How far a sum is moved. */
function moveOf(terms: ReadonlyMap<Unknown, number>, move: Move): number {
  let sum = 0;
  for (const [one, factor] of terms) sum += factor * (move.get(one) ?? 0);
  return sum;
}

const differs = ({ terms }: Secret, move: Move) => Math.abs(moveOf(terms, move)) >= 0.9 * leastStep(terms);

/** Whole numbers differ by one; weeks and days by a hundredth. */
const leastStep = (terms: ReadonlyMap<Unknown, number>) =>
  [...terms.keys()].every(({ isWhole }) => isWhole) ? 1 : 0.01;

function truthOf(terms: ReadonlyMap<Unknown, number>): number {
  let sum = 0;
  for (const [one, factor] of terms) sum += factor * one.truth;
  return sum;
}

/**
 * A solution in which a secret differs and as little else as can be, if there is one. Among the hidden first: what is shown
 * need not move where enough is hidden.
 */
function moveFor(
  highs: Highs,
  { rows, secrets }: Component,
  secret: Secret,
  insiders: readonly string[],
  outcome: Outcome,
): Move | null {
  const hidden = new Set(secrets.flatMap(({ terms }) => [...terms.keys()]));
  for (const isFree of [(one: Unknown) => hidden.has(one), () => true]) {
    const model = modelOf(rows, secret, (one) => isFree(one) && !insiders.includes(one.provider));
    for (const sign of [1, -1]) {
      outcome.solved++;
      const move = model(highs, sign);
      if (move) return move;
    }
  }
  return null;
}

function modelOf(rows: readonly Row[], secret: Secret, isFree: (one: Unknown) => boolean) {
  const names = new Map<Unknown, string>();
  for (const { terms } of [secret, ...rows]) {
    for (const one of terms.keys()) if (isFree(one) && !names.has(one)) names.set(one, String(names.size));
  }
  const sumOf = (terms: ReadonlyMap<Unknown, number>) =>
    [...terms]
      .flatMap(([one, factor]) => {
        const name = names.get(one);
        if (name === undefined) return [];
        const [plus, minus] = factor < 0 ? ['-', '+'] : ['+', '-'];
        return [`${plus} ${Math.abs(factor)} u${name} ${minus} ${Math.abs(factor)} d${name}`];
      })
      .join(' ');
  const constraints = rows.flatMap(({ terms, low, high }) => {
    const sum = sumOf(terms);
    if (sum === '') return [];
    if (low === high) return [` ${sum} = 0`];
    const truth = truthOf(terms);
    return [
      ...(low > -Infinity ? [` ${sum} >= ${Math.min(0, low - truth)}`] : []),
      ...(high < Infinity ? [` ${sum} <= ${Math.max(0, high - truth)}`] : []),
    ];
  });
  const moves = [...names];
  const bounds = moves.flatMap(([{ truth, low, high }, name]) => [
    ` 0 <= u${name} <= ${Math.max(0, high - truth)}`,
    ` 0 <= d${name} <= ${Math.max(0, truth - low)}`,
  ]);
  const whole = moves.flatMap(([one, name]) => (one.isWhole ? [`u${name} d${name}`] : []));
  const cost = moves.map(([, name]) => `+ u${name} + d${name}`).join(' ');
  const target = sumOf(secret.terms);

  return (highs: Highs, sign: number): Move | null => {
    if (target === '') return null;
    const step = leastStep(secret.terms);
    const text = [
      'Minimize',
      ` obj: ${cost}`,
      'Subject To',
      ` ${target} ${sign > 0 ? `>= ${step}` : `<= ${-step}`}`,
      ...constraints,
      'Bounds',
      ...bounds,
      ...(whole.length > 0 ? ['General', ` ${whole.join(' ')}`] : []),
      'End',
    ].join('\n');
    const { Status, Columns } = highs.solve(text, { output_flag: false });
    if (Status === 'Infeasible') return null;
    if (Status !== 'Optimal') throw new Error(`The solver says ${Status}.`);
    const primal = (name: string) => {
      const column = Columns[name];
      return column && 'Primal' in column ? column.Primal : 0;
    };
    return new Map(
      moves.flatMap(([one, name]) => {
        const moved = primal(`u${name}`) - primal(`d${name}`);
        const whole = one.isWhole ? Math.round(moved) : moved;
        return Math.abs(whole) > 1e-7 ? [[one, whole] as const] : [];
      }),
    );
  };
}

// Taking apart ---------------------------------------------------------------------------------------------------------

/** A system in parts that have no unknown in common, those with a secret; what is known is put in. */
function componentsOf({ rows, secrets }: System): Component[] {
  const open = rows.flatMap(withoutKnown);
  const [totals, others] = [open.filter(isTotal), open.filter((row) => !isTotal(row))];
  const groupOf = new Map<Unknown, Component>();
  const groupFor = (terms: ReadonlyMap<Unknown, number>): Component => {
    const groups = [...new Set([...terms.keys()].flatMap((one) => groupOf.get(one) ?? []))];
    const [first, ...smaller] = groups.sort((a, b) => b.rows.length - a.rows.length);
    const largest: Component = first ?? { rows: [], secrets: [], providers: [] };
    const isSmaller = new Set(smaller);
    for (const { rows: more } of smaller) largest.rows.push(...more);
    if (isSmaller.size > 0) for (const [one, group] of groupOf) if (isSmaller.has(group)) groupOf.set(one, largest);
    for (const one of terms.keys()) groupOf.set(one, largest);
    return largest;
  };
  for (const row of [...apart(totals), ...others]) groupFor(row.terms).rows.push(row);
  for (const { terms } of secrets) groupFor(terms);
  for (const secret of secrets) groupFor(secret.terms).secrets.push(secret);
  for (const [{ provider }, { providers }] of groupOf) if (!providers.includes(provider)) providers.push(provider);
  return [...new Set(groupOf.values())].filter((group) => group.secrets.length > 0);
}

function withoutKnown({ terms, low, high }: Row): Row[] {
  const left = new Map([...terms].filter(([{ isKnown }]) => !isKnown));
  let known = 0;
  for (const [{ isKnown, truth }, factor] of terms) if (isKnown) known += factor * truth;
  return left.size > 0 ? [{ terms: left, low: low - known, high: high - known }] : [];
}

const isTotal = ({ terms, low, high }: Row) => low === high && [...terms.values()].every((factor) => factor === 1);

/** Each total less those that lie within it. */
function apart(rows: readonly Row[]): Row[] {
  let totals = rows.toSorted((a, b) => a.terms.size - b.terms.size);
  for (let changed = true; changed;) {
    changed = false;
    for (const outer of totals) {
      for (const inner of totals) {
        if (inner === outer || inner.terms.size === 0 || inner.terms.size > outer.terms.size) continue;
        if (![...inner.terms.keys()].every((one) => outer.terms.has(one))) continue;
        for (const one of inner.terms.keys()) outer.terms.delete(one);
        outer.low = outer.high -= inner.high;
        changed = true;
      }
    }
    totals = totals.filter(({ terms }) => terms.size > 0);
  }
  return totals;
}
