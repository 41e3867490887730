import { useQuery } from 'urql';
import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';
import { useLanguage } from './language.tsx';

const PeriodQuery = graphql(`
  query Period($locale: Locale!) {
    years {
      id
      year
      state
      deadline
    }
    programmes {
      code
      name(locale: $locale)
      longRunning
    }
    viewer {
      id
      organisation {
        __typename
        id
        ... on Provider {
          programmes {
            code
          }
        }
      }
    }
  }
`);

type Years = ResultOf<typeof PeriodQuery>['years'];
export type ProgrammeChoice = ResultOf<typeof PeriodQuery>['programmes'][number];

/** The year and programme that a page of figures is about, and what else may be chosen. */
export interface Period {
  year: number;
  programme: ProgrammeChoice;
  years: Years;
  programmes: ProgrammeChoice[];
}

const REMEMBERED = 'programme';

/** Keeps the programme looked at last, on this machine. */
export function rememberProgramme(code: string): void {
  localStorage.setItem(REMEMBERED, code);
}

/**
 * The year and programme in the address; where it names none, the newest published year, and the programme looked at last on this machine,
 * else the first that one's own organisation runs in which people come and go, since most indicators are about that.
 * `null` until the API has answered.
 */
export function usePeriod(search: { year?: number; programme?: string }): Period | null {
  const { apiLocale } = useLanguage();
  const [{ data }] = useQuery({ query: PeriodQuery, variables: { locale: apiLocale } });
  if (!data) return null;
  const { years, programmes, viewer } = data;
  const run =
    viewer?.organisation.__typename === 'Provider' ? viewer.organisation.programmes.map(({ code }) => code) : [];
  const own = run.length > 0 ? programmes.filter(({ code }) => run.includes(code)) : programmes;
  const remembered = localStorage.getItem(REMEMBERED);
  const programme =
    programmes.find(({ code }) => code === search.programme) ??
    own.find(({ code }) => code === remembered) ??
    own.find(({ longRunning }) => !longRunning) ??
    own[0];
  const year = search.year ?? years.find(({ state }) => state === 'PUBLISHED')?.year ?? years[0]?.year;
  return programme && year !== undefined ? { year, programme, years, programmes } : null;
}

/** Whether a year's figures are published, so that others' can be looked at. */
export function isPublished(period: Period, year: number): boolean {
  return period.years.some((each) => each.year === year && each.state === 'PUBLISHED');
}
