import { graphql } from '../graphql.ts';
import type { ResultOf } from '../graphql.ts';

/** An improvement action, as it stands in a thread, a meeting and the list of all. */
export const ActionFragment = graphql(`
  fragment ActionFields on Action {
    id
    title
    ownerName
    dueDate
    overdue
    state
    doneAt
    year
    viewerCan
    owner {
      id
      name
    }
    indicator {
      code
      name(locale: $locale)
    }
    programme {
      code
    }
  }
`);
export type Action = ResultOf<typeof ActionFragment>;
