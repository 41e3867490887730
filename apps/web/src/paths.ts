/** Addresses of the pages. Everything that one would send to a colleague stands in them; pages read the same names from the search. */

type Search = Record<string, string | number | null | undefined>;

/** A path with its search; what is not given is left out. */
export function withSearch(path: string, search: Search): string {
  const given = Object.entries(search).flatMap(([key, value]) =>
    value == null || value === '' ? [] : [[key, String(value)]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

export const scorecardPath = (
  provider: string,
  search: { programme?: string | null; year?: number | null; open?: string | null } = {},
) => withSearch(`/scorecard/${provider}`, search);

export const comparisonPath = (search: {
  county?: string;
  programme?: string;
  year?: number;
  indicator?: string;
  order?: string;
}) => withSearch('/comparison', search);

export const rankingPath = (search: { indicator?: string; programme?: string; year?: number; county?: string }) =>
  withSearch('/ranking', search);

export const targetsPath = (
  search: { provider?: string; navOffice?: string; programme?: string; year?: number } = {},
) => withSearch('/targets', search);

export const threadsPath = (
  search: { provider?: string; indicator?: string; programme?: string; year?: number } = {},
) => withSearch('/threads', search);

export const threadPath = (id: string) => `/threads/${encodeURIComponent(id)}`;

export const targetPath = (id: string) => `/targets/${encodeURIComponent(id)}`;

/** Where a target is proposed, on the indicator of a scorecard row. */
export const newTargetPath = (search: { provider: string; indicator?: string; programme?: string; year?: number }) =>
  withSearch('/targets/new', search);

/** Where a thread is begun, on a figure or on nothing in particular. */
export const newThreadPath = (
  search: { provider?: string; indicator?: string; programme?: string; year?: number; counterpart?: string } = {},
) => withSearch('/threads/new', search);

export const reportPath = (year?: number) => withSearch('/report', { year });

export const importPath = (year?: number) => withSearch('/import', { year });

export const reportsPath = (search: { year?: number; county?: string; state?: string } = {}) =>
  withSearch('/reports', search);
