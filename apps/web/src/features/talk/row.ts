import type { Aim } from '@batt/domain/targets/status';
import { isSameAim } from '@batt/domain/targets/talk';
import { holdsNationalIdentityNumber } from '@batt/domain/identity-numbers';
import { readAim, typedNumber } from '../../aim.ts';
import type { TypedAim } from '../../aim.ts';
import { graphql } from '../../graphql.ts';
import type { EnumOf, ResultOf } from '../../graphql.ts';
import type { Language, TextKey } from '../../language.tsx';

/** Everything that a target talk shows of one indicator. */
export const RowFragment = graphql(`
  fragment TalkRowFields on TalkRow {
    id
    indicator {
      code
      name(locale: $locale)
      group
      unit
      decimals
      direction
    }
    programme {
      code
    }
    previous {
      value
      status
    }
    previousYear
    trend {
      year
      own {
        value
      }
    }
    nation {
      mean
    }
    general {
      id
      level
      value
      low
      high
      agreedAt
      owner {
        id
        name
      }
    }
    applies {
      id
    }
    lastYear {
      id
      value
      low
      high
    }
    target {
      id
      state
      value
      low
      high
      proposal {
        value
        low
        high
      }
      agreedAt
      version
      viewerCan
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
    ours {
      value
      low
      high
    }
    theirs {
      value
      low
      high
    }
    unchanged
    canDraft
    draft {
      id
      kind
      value
      low
      high
      grounds
      answersVersion
      version
      readyAt
      readyBy
      updatedAt
      updatedBy
    }
    advice {
      allowed
      advice
    }
    usual {
      low
      high
    }
    ownRange {
      low
      high
    }
    running {
      asOf
      value
      atLeast
      expected
      exact
      n
      certainty
      outlook
      needed
      reachable
      target {
        id
        value
        low
        high
      }
    }
  }
`);

export type Row = ResultOf<typeof RowFragment>;
export type Target = NonNullable<Row['target']>;
export type Step = Target['steps'][number];
export type Draft = NonNullable<Row['draft']>;

const GROUPS = ['SATISFACTION', 'EFFORT', 'OUTCOME', 'TIME'] as const;

/** Rows in their four groups; the order within a group is the catalogue's. */
export function inGroups(rows: readonly Row[]): { group: (typeof GROUPS)[number]; rows: Row[] }[] {
  return GROUPS.map((group) => ({ group, rows: rows.filter(({ indicator }) => indicator.group === group) })).filter(
    ({ rows: members }) => members.length > 0,
  );
}

/** Where a row has come, seen from one side: what it waits for there, or that it waits for nothing. */
export type Place = 'waiting' | 'unchanged' | 'theirs' | 'agreed' | 'none';

/** @param ourId the organisation whose side it is seen from; that of a county unit is neither. */
export function placeOf({ target, unchanged }: Pick<Row, 'target' | 'unchanged'>, ourId: string): Place {
  if (!target || target.state === 'WITHDRAWN') return 'none';
  if (target.state === 'AGREED') return 'agreed';
  if (target.turn?.id !== ourId) return 'theirs';
  return unchanged ? 'unchanged' : 'waiting';
}

const PUTS_FORWARD: readonly EnumOf<'TargetStepKind'>[] = ['PROPOSE', 'COUNTER', 'REOPEN'];

/** Whether the value that stands is accepted and waits only for a manager to sign. Whose manager, `turn` says. */
export function waitsForSignature({ state, steps }: Pick<Target, 'state' | 'steps'>): boolean {
  if (state !== 'PROPOSED' && state !== 'COUNTERED') return false;
  const last = steps.findLastIndex(({ kind }) => PUTS_FORWARD.includes(kind));
  return steps.slice(last + 1).some(({ kind }) => kind === 'AGREE');
}

/** What each side has on the table; nothing once it is withdrawn. */
export function standingAims({ target, ours, theirs }: Pick<Row, 'target' | 'ours' | 'theirs'>): {
  ours: Aim | null;
  theirs: Aim | null;
} {
  return target?.state === 'WITHDRAWN' ? { ours: null, theirs: null } : { ours, theirs };
}

/** How a side answered last in the round that runs: with its consent, or with a counter-proposal. */
export function wordOf(target: Row['target'], organisationId: string): 'agreed' | 'countered' | null {
  if (!target || target.state === 'WITHDRAWN') return null;
  const round = target.steps.at(-1)?.round;
  const last = target.steps.findLast(
    (step) =>
      step.round === round &&
      step.organisation.id === organisationId &&
      step.kind !== 'COMMENT' &&
      step.kind !== 'SIGN',
  );
  if (last?.kind === 'AGREE') return 'agreed';
  return last?.kind === 'COUNTER' ? 'countered' : null;
}

/** What one side may answer on a row. */
export type Choice = 'agree' | 'sign' | 'hold' | 'counter' | 'lastYear' | 'propose' | 'reopen';

/** The answers that the viewer may prepare on a row, the plainest first; none where it is not their turn or they only read. */
export function choicesOf({
  canDraft,
  target,
  ours,
  lastYear,
}: Pick<Row, 'canDraft' | 'target' | 'ours' | 'lastYear'>): Choice[] {
  const choices: Choice[] = [];
  if (canDraft.includes('agree')) choices.push('agree');
  if (canDraft.includes('sign')) choices.push('sign');
  if (canDraft.includes('counter')) {
    if (ours && target?.proposal && !isSameAim(ours, target.proposal)) choices.push('hold');
    choices.push('counter');
  }
  if (canDraft.includes('propose')) {
    if (lastYear) choices.push('lastYear');
    choices.push('propose');
  }
  if (canDraft.includes('reopen')) choices.push('reopen');
  return choices;
}

/** An answer as it is being written. */
export interface Written extends TypedAim {
  choice: Choice | '';
  grounds: string;
}

export const NOTHING: Written = { choice: '', value: '', low: '', high: '', grounds: '' };

/** Whether the answer asks for a value to be typed. */
export function takesValue(choice: Choice | ''): boolean {
  return choice === 'counter' || choice === 'propose' || choice === 'reopen';
}

/** Whether the answer must say why. */
export function takesGrounds(choice: Choice | ''): boolean {
  return choice !== '' && choice !== 'agree' && choice !== 'sign';
}

const KINDS: Record<Choice, EnumOf<'TargetDraftKind'>> = {
  agree: 'AGREE',
  sign: 'SIGN',
  hold: 'COUNTER',
  counter: 'COUNTER',
  lastYear: 'PROPOSE',
  propose: 'PROPOSE',
  reopen: 'REOPEN',
};

/** A kept draft as the form shows it. */
export function writtenFrom(
  draft: Draft | null,
  row: Pick<Row, 'ours' | 'lastYear'>,
  language: Pick<Language, 'locale'>,
): Written {
  if (!draft) return NOTHING;
  const choice = choiceFrom(draft, row);
  const typed = (number: number | null) => (takesValue(choice) ? typedNumber(number, language) : '');
  return { choice, value: typed(draft.value), low: typed(draft.low), high: typed(draft.high), grounds: draft.grounds };
}

function choiceFrom(draft: Draft, { ours, lastYear }: Pick<Row, 'ours' | 'lastYear'>): Choice {
  if (draft.kind === 'AGREE') return 'agree';
  if (draft.kind === 'SIGN') return 'sign';
  if (draft.kind === 'REOPEN') return 'reopen';
  if (draft.kind === 'COUNTER') return ours && isSameAim(ours, draft) ? 'hold' : 'counter';
  return lastYear && isSameAim(lastYear, draft) ? 'lastYear' : 'propose';
}

/** What the answer puts forward; null when it accepts, or when what is typed is no value yet. */
export function aimOf(
  written: Written,
  { indicator, ours, lastYear }: Pick<Row, 'indicator' | 'ours' | 'lastYear'>,
): Aim | null {
  const { choice } = written;
  if (choice === 'hold') return ours;
  if (choice === 'lastYear') return lastYear;
  if (!takesValue(choice)) return null;
  const { aim, problems } = readAim(indicator, written);
  return Object.keys(problems).length === 0 ? aim : null;
}

/** The answer as it is kept; null before anything is chosen. */
export function keptAs(written: Written, row: Row) {
  if (written.choice === '') return null;
  const aim = aimOf(written, row);
  return {
    kind: KINDS[written.choice],
    value: aim?.value ?? null,
    low: aim?.low ?? null,
    high: aim?.high ?? null,
    grounds: takesGrounds(written.choice) ? written.grounds : '',
  };
}

/** What an answer still lacks before it can be sent, by field. */
export function lacks(written: Written, row: Row): Partial<Record<keyof Written, TextKey>> {
  const { choice, grounds } = written;
  if (choice === '') return {};
  return {
    ...(takesValue(choice) && readAim(row.indicator, written).problems),
    ...(takesGrounds(choice) && grounds.trim() === '' && { grounds: 'answer.groundsNeeded' as const }),
    ...(holdsNationalIdentityNumber(grounds) && { grounds: 'error.identityNumber' as const }),
  };
}
