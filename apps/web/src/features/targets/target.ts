import type { Aim } from '@batt/domain/targets/status';
import { graphql } from '../../graphql.ts';
import type { EnumOf, ResultOf } from '../../graphql.ts';
import { daysBetween } from '../../format.ts';

/** What a list shows of a target. */
export const TargetFragment = graphql(`
  fragment TargetFields on Target {
    id
    level
    year
    state
    value
    low
    high
    agreedAt
    agreedValue
    agreedLow
    agreedHigh
    version
    viewerCan
    indicator {
      code
      name(locale: $locale)
      unit
      decimals
      direction
    }
    programme {
      code
    }
    owner {
      id
      name
    }
    provider {
      id
      number
      name
    }
    navOffice {
      id
      number
      name
    }
    turn {
      id
      name
    }
    steps {
      seq
      round
      kind
      organisation {
        id
        name
      }
      personName
      value
      low
      high
      grounds
      at
    }
  }
`);

export type Target = ResultOf<typeof TargetFragment>;
export type Step = Target['steps'][number];

const PUTS_FORWARD: readonly EnumOf<'TargetStepKind'>[] = ['PROPOSE', 'COUNTER', 'REOPEN'];

/** Whether a step put a value forward. */
function putsForward({ kind }: Pick<Step, 'kind'>): boolean {
  return PUTS_FORWARD.includes(kind);
}

/** Whether the value that stands is accepted and waits only for a manager to sign. Whose manager, `turn` says. */
export function waitsForSignature({ state, steps }: Pick<Target, 'state' | 'steps'>): boolean {
  if (state !== 'PROPOSED' && state !== 'COUNTERED') return false;
  const last = steps.findLastIndex(putsForward);
  return steps.slice(last + 1).some(({ kind }) => kind === 'AGREE');
}

/** What this organisation put forward last in the round that runs; null when nothing. */
export function lastOfferOf(organisationId: string, steps: readonly Step[]): Aim | null {
  const round = steps.at(-1)?.round;
  const offer = steps.findLast(
    (step) => putsForward(step) && step.round === round && step.organisation.id === organisationId,
  );
  return offer ? { value: offer.value, low: offer.low, high: offer.high } : null;
}

/** The two values side by side differ. */
export function differs(a: Aim, b: Aim): boolean {
  return a.value !== b.value || a.low !== b.low || a.high !== b.high;
}

/** After so many offers in one round, or so many days without a step, somebody should help the two sides on. */
const MOST_OFFERS = 4;
const MOST_DAYS = 30;

/** Whether a negotiation goes nowhere: offer upon offer, or silence. */
export function isStuck({ state, steps }: Pick<Target, 'state' | 'steps'>, now: Date): boolean {
  const last = steps.at(-1);
  if (!last || (state !== 'PROPOSED' && state !== 'COUNTERED')) return false;
  const offers = steps.filter((step) => putsForward(step) && step.round === last.round);
  return offers.length >= MOST_OFFERS || daysBetween(last.at, now) > MOST_DAYS;
}

export const LISTS = ['ours', 'theirs', 'agreed', 'withdrawn'] as const;

/** Local targets by what they wait for, seen from one of the two sides. */
export function byTurn(targets: readonly Target[], organisationId: string): Record<(typeof LISTS)[number], Target[]> {
  const lists: Record<(typeof LISTS)[number], Target[]> = { ours: [], theirs: [], agreed: [], withdrawn: [] };
  for (const target of targets) {
    if (target.state === 'AGREED') lists.agreed.push(target);
    else if (target.state === 'WITHDRAWN') lists.withdrawn.push(target);
    else lists[target.turn?.id === organisationId ? 'ours' : 'theirs'].push(target);
  }
  return lists;
}
