import { graphql, readFragment } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { placeOf, RowFragment } from './row.ts';
import type { Place, Row } from './row.ts';

/** What a Nav office and a provider are to agree on for a year in one programme. */
export const TalkQuery = graphql(
  `
    query Talk($provider: String!, $navOffice: String!, $year: Int!, $programme: String!, $locale: Locale!) {
      talk(provider: $provider, navOffice: $navOffice, year: $year, programme: $programme) {
        id
        year
        answerBy
        overdue
        stuck
        side
        unsent
        unchanged
        viewerCan
        provider {
          id
          number
          name
          county {
            id
            number
            name
          }
          programmes {
            code
          }
        }
        navOffice {
          id
          number
          name
        }
        programme {
          code
          name(locale: $locale)
        }
        rows {
          ...TalkRowFields
        }
      }
    }
  `,
  [RowFragment],
);

type Answered = NonNullable<ResultOf<typeof TalkQuery>['talk']>;

/** A target talk as its page knows it. */
export type Talk = Omit<Answered, 'rows'> & { rows: Row[] };

/** The talk of an answer, with its rows opened. */
export function talkFrom(answer: Answered): Talk {
  return { ...answer, rows: answer.rows.map((row) => readFragment(RowFragment, row)) };
}

type Side = Pick<Talk['provider'], 'id' | 'name'>;

/** The viewer's own side, null for who only reads; the side whose values stand first; and the one across the table. */
export function sidesOf({ side, provider, navOffice }: Pick<Talk, 'side' | 'provider' | 'navOffice'>): {
  us: Side | null;
  first: Side;
  other: Side;
} {
  if (side === 'PROVIDER') return { us: provider, first: provider, other: navOffice };
  return { us: side && navOffice, first: navOffice, other: provider };
}

/** How many rows have come where. */
export function countPlaces(talk: Talk): Record<Place, number> {
  const counts: Record<Place, number> = { waiting: 0, unchanged: 0, theirs: 0, agreed: 0, none: 0 };
  const ourId = sidesOf(talk).us?.id ?? '';
  for (const row of talk.rows) counts[placeOf(row, ourId)] += 1;
  return counts;
}
