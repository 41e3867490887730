import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';

/** One contribution. */
export const CommentFragment = graphql(`
  fragment CommentFields on Comment {
    id
    seq
    personName
    mine
    body
    createdAt
    organisation {
      id
      name
    }
  }
`);
export type Comment = ResultOf<typeof CommentFragment>;

/** What a thread is, without what is said in it. */
export const ThreadFragment = graphql(`
  fragment ThreadFields on Thread {
    id
    subject
    year
    createdAt
    resolvedAt
    resolvedBy
    unread
    viewerCan
    indicator {
      code
      name(locale: $locale)
      unit
      decimals
    }
    programme {
      code
    }
    provider {
      id
      number
      name
      kind
    }
    counterpart {
      id
      number
      name
      kind
    }
    actions {
      id
      title
      ownerName
      dueDate
      state
      viewerCan
      owner {
        id
        name
      }
    }
  }
`);
export type Thread = ResultOf<typeof ThreadFragment>;
export type Action = Thread['actions'][number];

/** The comments that are there with others that came, each once, in their order. */
export function merged(comments: readonly Comment[], more: readonly Comment[]): Comment[] {
  const bySeq = new Map([...comments, ...more].map((comment) => [comment.seq, comment]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** The first of the last `unread` comments by others: the line «new since last» stands before it. */
export function firstUnread(comments: readonly Comment[], unread: number): Comment | undefined {
  return unread === 0 ? undefined : comments.filter(({ mine }) => !mine).at(-unread);
}

/** Whether an action's day has passed with something left to do. `today` as `YYYY-MM-DD`. */
export function isOverdue({ dueDate, state }: Pick<Action, 'dueDate' | 'state'>, today: string): boolean {
  return dueDate !== null && dueDate < today && (state === 'PROPOSED' || state === 'ACCEPTED');
}
