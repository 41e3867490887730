import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';

export const ComparisonQuery = graphql(`
  query Comparison(
    $county: String
    $year: Int!
    $programme: String!
    $reference: ComparisonReference!
    $list: String
    $locale: Locale!
  ) {
    comparison(county: $county, year: $year, programme: $programme, reference: $reference, list: $list) {
      county {
        id
        number
        name
      }
      reference
      publication {
        revision
        publishedAt
      }
      indicators {
        code
        name(locale: $locale)
        group
        unit
        decimals
        direction
        band {
          low
          high
        }
      }
      nation
      countyMeans
      rows {
        provider {
          id
          number
          name
          viewerMayReadScorecard
        }
        reported
        sizeQuarter
        cells {
          value
          status
          verdict
          noVerdict
          reference {
            low
            high
          }
        }
      }
    }
  }
`);

/** Providers against the indicators, each value judged against what was chosen. */
export type Comparison = NonNullable<ResultOf<typeof ComparisonQuery>['comparison']>;

/** Whether an indicator applies to the programme: some provider's cell says something else than that it does not. */
export function applies({ rows }: Comparison, index: number): boolean {
  return rows.some(({ cells }) => cells[index] && cells[index].status !== 'NOT_APPLICABLE');
}
