import { graphql, readFragment } from '../../graphql.ts';
import type { VariablesOf } from '../../graphql.ts';
import { usePages } from '../../usePages.ts';
import { TargetFragment } from './target.ts';

const TargetsQuery = graphql(
  `
    query Targets(
      $year: Int!
      $level: TargetLevel
      $provider: String
      $programme: String
      $after: String
      $locale: Locale!
    ) {
      targets(year: $year, level: $level, provider: $provider, programme: $programme, first: 100, after: $after) {
        edges {
          node {
            id
            ...TargetFields
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [TargetFragment],
);

/** Every target that the variables ask for; null until they are there. */
export function useTargets(variables: Omit<VariablesOf<typeof TargetsQuery>, 'after'>) {
  const { nodes, ...rest } = usePages(TargetsQuery, 'targets', variables, { all: true });
  return { ...rest, targets: nodes?.map((node) => readFragment(TargetFragment, node)) ?? null };
}
