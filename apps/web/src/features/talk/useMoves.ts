import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { TextKey } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import type { Refusal } from '../../outcome.ts';
import type { Talk } from './talk.ts';
import type { Seen } from './useDrafts.ts';

const AcceptUnchanged = graphql(`
  mutation AcceptUnchanged($input: AcceptUnchangedInput!) {
    result: acceptUnchanged(input: $input) {
      __typename
      ... on AcceptUnchangedSuccess {
        drafts {
          id
          version
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const ProposeLastYears = graphql(`
  mutation ProposeLastYears($input: ProposeLastYearsInput!) {
    result: proposeLastYears(input: $input) {
      __typename
      ... on ProposeLastYearsSuccess {
        drafts {
          id
          version
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const DiscardDrafts = graphql(`
  mutation UndoTargetDrafts($input: DiscardTargetDraftsInput!) {
    result: discardTargetDrafts(input: $input) {
      __typename
      ... on DiscardTargetDraftsSuccess {
        ids
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const HandToManager = graphql(`
  mutation HandToManager($input: HandToManagerInput!) {
    result: handToManager(input: $input) {
      __typename
      ... on HandToManagerSuccess {
        drafts {
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

const SendAnswers = graphql(`
  mutation SendTargetAnswers($input: SendTargetAnswersInput!) {
    result: sendTargetAnswers(input: $input) {
      __typename
      ... on SendTargetAnswersSuccess {
        targets {
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
          indicator {
            code
          }
        }
      }
    }
  }
`);

const SetAnswerBy = graphql(`
  mutation SetAnswerBy($input: SetAnswerByInput!) {
    result: setAnswerBy(input: $input) {
      __typename
      ... on SetAnswerBySuccess {
        talk {
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
  'identity-number': 'error.identityNumber',
  'move-not-allowed': 'talkError.changedMeanwhile',
  'changed-meanwhile': 'talkError.changedMeanwhile',
  'draft-changed': 'talkError.changedMeanwhile',
  'draft-gone': 'talkError.changedMeanwhile',
  'past-day': 'deadline.past',
  'agreement-ended': 'talkError.agreementEnded',
  'year-closed': 'talkError.yearClosed',
};

/** What came of a move: nothing more to say, or the words of why it was not made. */
export interface Moved {
  refused?: string;
  /** Code of the indicator that somebody was first on. */
  changed?: string;
}

/** What is done to a whole talk. Each gives what came of it, or the words of why it was not done. */
export function useMoves({
  provider,
  navOffice,
  year,
  programme,
}: Pick<Talk, 'provider' | 'navOffice' | 'year' | 'programme'>) {
  const language = useLanguage();
  const [, accept] = useMutation(AcceptUnchanged);
  const [, propose] = useMutation(ProposeLastYears);
  const [, discard] = useMutation(DiscardDrafts);
  const [{ fetching: handing }, hand] = useMutation(HandToManager);
  const [{ fetching: sending }, send] = useMutation(SendAnswers);
  const [, setAnswerBy] = useMutation(SetAnswerBy);

  const talk = { provider: provider.number, navOffice: navOffice.number, year, programme: programme.code };
  const text = (refusal?: Refusal) => refusalText(language, refusal, WORDS);
  const prepared = ({ success, refusal }: { success?: { drafts: Seen[] }; refusal?: Refusal }) =>
    success ? { drafts: success.drafts.map(({ id, version }) => ({ id, version })) } : { refused: text(refusal) };

  return {
    busy: handing || sending,
    text,
    /** Prepares acceptance of everything that is unchanged; gives the drafts, to undo exactly them. */
    acceptUnchanged: async () => prepared(outcome(await accept({ input: talk }))),
    /** Prepares last year's targets as proposals, wherever nothing is said yet. */
    proposeLastYears: async (grounds: string) => prepared(outcome(await propose({ input: { ...talk, grounds } }))),
    undo: async (drafts: Seen[]): Promise<Moved> => {
      const { success, refusal } = outcome(await discard({ input: { drafts } }));
      return success ? {} : { refused: text(refusal) };
    },
    /** Hands a member's answers to whoever sends them. */
    handToManager: async (drafts: Seen[]): Promise<Moved> => {
      const { success, refusal } = outcome(await hand({ input: { drafts } }));
      return success ? {} : { refused: text(refusal) };
    },
    /** Sends these answers, all or none. */
    send: async (drafts: Seen[]): Promise<Moved> => {
      const { success, refusal } = outcome(await send({ input: { drafts } }));
      if (success) return {};
      const changed = refusal?.__typename === 'ConflictError' ? refusal.currentTarget?.indicator.code : undefined;
      return { refused: text(refusal), changed };
    },
    setAnswerBy: async (answerBy: string | null): Promise<Moved> => {
      const { success, refusal } = outcome(await setAnswerBy({ input: { ...talk, answerBy } }));
      return success ? {} : { refused: text(refusal) };
    },
  };
}

export type Moves = ReturnType<typeof useMoves>;
