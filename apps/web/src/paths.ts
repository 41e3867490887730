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

/** Which providers, held against what, which rows and columns, and the indicator opened below: see the comparison's `choice.ts`. */
export const comparisonPath = (search: {
  county?: string;
  programme?: string;
  year?: number;
  reference?: string;
  indicator?: string;
  order?: string;
  columns?: string;
  name?: string;
  clear?: string;
  group?: string;
  adjusted?: string;
}) => withSearch('/comparison', search);

export const rankingPath = (search: {
  indicator?: string;
  programme?: string;
  year?: number;
  county?: string;
  group?: string;
}) => withSearch('/ranking', search);

/** All indicators of a provider on one page. */
export const balancePath = (provider: string, search: { year?: number } = {}) =>
  withSearch(`/balance/${provider}`, search);

/** Two indicators together. */
export const scatterPath = (search: {
  x?: string;
  y?: string;
  programme?: string;
  year?: number;
  county?: string;
  provider?: string;
}) => withSearch('/scatter', search);

/** Who is like a provider, and the organisation's own lists. */
export const peersPath = (search: { provider?: string; year?: number } = {}) => withSearch('/peers', search);

export const targetsPath = (search: { programme?: string; year?: number } = {}) => withSearch('/targets', search);

export const threadsPath = (
  search: { provider?: string; indicator?: string; programme?: string; year?: number; theme?: number } = {},
) => withSearch('/threads', search);

export const practicesPath = (search: { search?: string; indicator?: string } = {}) => withSearch('/practices', search);

export const practicePath = (id: string) => `/practices/${encodeURIComponent(id)}`;

export const threadPath = (id: string) => `/threads/${encodeURIComponent(id)}`;

/** Where a Nav office and a provider agree on the targets of a year. `open` is the code of the indicator whose row is opened. */
export const talkPath = ({
  provider,
  office,
  ...search
}: {
  provider: string;
  office: string;
  year?: number;
  programme?: string;
  open?: string;
  step?: string;
}) => withSearch(`/talk/${provider}/${office}`, search);

/** The agreed targets of a year as a PDF to sign. */
export const agreedTargetsPath = (provider: string, office: string, year: number, locale: string) =>
  withSearch(`/files/agreed-targets/${provider}/${office}/${year}.pdf`, { locale });

/** Where a thread is begun: on a figure, a target (by its id, or `about` the targets on an indicator in general), a survey theme, or on nothing in particular. */
export const newThreadPath = (
  search: {
    provider?: string;
    indicator?: string;
    programme?: string;
    year?: number;
    counterpart?: string;
    target?: string;
    theme?: number;
    about?: 'target';
  } = {},
) => withSearch('/threads/new', search);

/** Where two sides call a meeting; the counterpart is the Nav office or county unit. */
export const newMeetingPath = (
  search: { provider?: string; counterpart?: string; programme?: string; year?: number } = {},
) => withSearch('/meetings/new', search);

export const meetingPath = (id: string) => `/meetings/${encodeURIComponent(id)}`;

/** A meeting point by point, in large type. */
export const presentPath = (id: string, point?: number) =>
  withSearch(`/meetings/${encodeURIComponent(id)}/present`, { point });

export const actionsPath = (search: { provider?: string; owner?: string; show?: string } = {}) =>
  withSearch('/actions', search);

export const reportPath = (year?: number) => withSearch('/report', { year });

export const importPath = (year?: number) => withSearch('/import', { year });

export const reportsPath = (search: { year?: number; county?: string; state?: string } = {}) =>
  withSearch('/reports', search);

export const agreementsPath = (search: { provider?: string; office?: string; county?: string; show?: string } = {}) =>
  withSearch('/agreements', search);
