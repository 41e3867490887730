import type { Aim } from '@batt/domain/targets/status';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { TextKey } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import type { Refusal } from '../../outcome.ts';
import type { Target } from './target.ts';

const AgreeTarget = graphql(`
  mutation AgreeTarget($input: AgreeTargetInput!) {
    result: agreeTarget(input: $input) {
      __typename
      ... on AgreeTargetSuccess {
        target {
          id
        }
      }
      ... on UserError {
        code
        message
      }
      ... on ConflictError {
        currentTarget {
          id
        }
      }
    }
  }
`);

const CounterTarget = graphql(`
  mutation CounterTarget($input: CounterTargetInput!) {
    result: counterTarget(input: $input) {
      __typename
      ... on CounterTargetSuccess {
        target {
          id
        }
      }
      ... on UserError {
        code
        message
      }
      ... on ConflictError {
        currentTarget {
          id
        }
      }
    }
  }
`);

const ReopenTarget = graphql(`
  mutation ReopenTarget($input: ReopenTargetInput!) {
    result: reopenTarget(input: $input) {
      __typename
      ... on ReopenTargetSuccess {
        target {
          id
        }
      }
      ... on UserError {
        code
        message
      }
      ... on ConflictError {
        currentTarget {
          id
        }
      }
    }
  }
`);

const SignTarget = graphql(`
  mutation SignTarget($input: SignTargetInput!) {
    result: signTarget(input: $input) {
      __typename
      ... on SignTargetSuccess {
        target {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const WithdrawTarget = graphql(`
  mutation WithdrawTarget($input: WithdrawTargetInput!) {
    result: withdrawTarget(input: $input) {
      __typename
      ... on WithdrawTargetSuccess {
        target {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const CommentTarget = graphql(`
  mutation CommentTarget($input: CommentTargetInput!) {
    result: commentTarget(input: $input) {
      __typename
      ... on CommentTargetSuccess {
        target {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const WORDS: Record<string, TextKey> = {
  'identity-number': 'target.identityNumber',
  'move-not-allowed': 'target.moveNotAllowed',
  'year-closed': 'target.yearClosed',
};

/** Why a move was not made; no refusal when the API was not reached. */
export interface RefusedMove {
  refusal?: Refusal;
}

/** Whether somebody else was first. The target that the page shows is then fetched anew by itself. */
export function isOvertaken(refused: RefusedMove | null): boolean {
  return refused?.refusal?.code === 'changed-meanwhile';
}

/** The moves on one target, as it now stands. Each gives null when it is made, else why not. */
export function useMoves({ id, version }: Pick<Target, 'id' | 'version'>) {
  const language = useLanguage();
  const [, agree] = useMutation(AgreeTarget);
  const [, counter] = useMutation(CounterTarget);
  const [, reopen] = useMutation(ReopenTarget);
  const [, sign] = useMutation(SignTarget);
  const [, withdraw] = useMutation(WithdrawTarget);
  const [, comment] = useMutation(CommentTarget);

  const answered = ({ success, refusal }: { success?: unknown; refusal?: Refusal }): RefusedMove | null =>
    success ? null : { refusal };
  return {
    agree: async () => answered(outcome(await agree({ input: { id, version } }))),
    sign: async () => answered(outcome(await sign({ input: { id, version } }))),
    withdraw: async () => answered(outcome(await withdraw({ input: { id, version } }))),
    /** Another value in place of the one that stands. */
    counter: async (aim: Aim, grounds: string) =>
      answered(outcome(await counter({ input: { id, version, ...aim, grounds } }))),
    /** A new round on what is agreed. */
    reopen: async (aim: Aim, grounds: string) =>
      answered(outcome(await reopen({ input: { id, version, ...aim, grounds } }))),
    /** Says something without moving the target. */
    comment: async (grounds: string) => answered(outcome(await comment({ input: { id, grounds } }))),
    /** The words of a refusal. */
    text: ({ refusal }: RefusedMove) => refusalText(language, refusal, WORDS),
  };
}
