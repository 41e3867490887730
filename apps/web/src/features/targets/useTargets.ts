import { graphql } from '../../graphql.ts';
import type { ResultOf, VariablesOf } from '../../graphql.ts';
import { usePages } from '../../usePages.ts';

const TargetsQuery = graphql(`
  query GeneralTargets($year: Int!, $level: TargetLevel!, $programme: String, $after: String) {
    targets(year: $year, level: $level, programme: $programme, first: 100, after: $after) {
      edges {
        node {
          id
          level
          state
          value
          low
          high
          agreedAt
          viewerCan
          indicator {
            code
          }
          owner {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** A national or county target. */
export type Target = ResultOf<typeof TargetsQuery>['targets']['edges'][number]['node'];

/** Every general target of one level in a programme and year; null until they are there. */
export function useTargets(variables: Omit<VariablesOf<typeof TargetsQuery>, 'after'>) {
  const { nodes, ...rest } = usePages(TargetsQuery, 'targets', variables, { all: true });
  return { ...rest, targets: nodes };
}
