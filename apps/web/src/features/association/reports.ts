import type { Shares } from '@batt/ui/Progress';
import type { EnumOf } from '../../graphql.ts';

/** A report in the association's list. */
export interface ListedReport {
  id: string;
  year: number;
  state: EnumOf<'ReportState'>;
  deadline: string;
  submittedAt: string | null;
  late: boolean;
  viewerCan: string[];
  provider: { id: string; number: string; name: string; county: { id: string; number: string; name: string } };
}

/** How many reports are in, begun and not begun. */
export function sharesOf(reports: readonly Pick<ListedReport, 'state'>[]): Shares {
  const count = (...states: ListedReport['state'][]) => reports.filter(({ state }) => states.includes(state)).length;
  return { done: count('SUBMITTED', 'LOCKED'), started: count('DRAFT', 'REOPENED'), remaining: count('NOT_STARTED') };
}

/** The same by county unit, in the order in which the units are met. */
export function byCounty(
  reports: readonly ListedReport[],
): { county: ListedReport['provider']['county']; shares: Shares }[] {
  const groups = new Map<string, ListedReport[]>();
  for (const report of reports) {
    const { id } = report.provider.county;
    groups.set(id, [...(groups.get(id) ?? []), report]);
  }
  return [...groups.values()].flatMap((group) =>
    group[0] ? [{ county: group[0].provider.county, shares: sharesOf(group) }] : [],
  );
}
