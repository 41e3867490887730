import { useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { usePeriod } from '../../period.ts';
import { useViewer } from '../../viewer.tsx';

const ReportQuery = graphql(`
  query Report($provider: String!, $year: Int!) {
    report(provider: $provider, year: $year) {
      id
      year
      state
      deadline
      submittedAt
      late
      reopenedReason
      parts {
        file
        rows
        previousRows
        state
      }
      imports {
        id
        importedAt
        personName
        files
        counts {
          file
          added
          changed
          unchanged
          removed
        }
      }
      viewerCan
    }
  }
`);

export type Report = NonNullable<ResultOf<typeof ReportQuery>['report']>;

/** The report of one's own organisation: of the year in the address, else of the one that is due first. */
export function useReport(from: '/report' | '/report/review') {
  const { organisation } = useViewer();
  const search = useSearch({ from });
  const period = usePeriod({});
  const year = search.year ?? period?.years.findLast(({ state }) => state !== 'PUBLISHED')?.year ?? period?.year;
  const [{ data, error, fetching }, ask] = useQuery({
    query: ReportQuery,
    variables: { provider: organisation.number, year: year ?? 0 },
    pause: year === undefined || organisation.kind !== 'PROVIDER',
  });
  return {
    period,
    year,
    report: data?.report,
    isMissing: !fetching && data?.report === null,
    error,
    again: () => ask({ requestPolicy: 'network-only' }),
  };
}

/** Whether the report is with the association, so that nothing in it changes. */
export function isHandedIn({ state }: Pick<Report, 'state'>): boolean {
  return state === 'SUBMITTED' || state === 'LOCKED';
}
