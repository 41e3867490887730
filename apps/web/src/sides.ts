import { graphql } from './graphql.ts';
import type { ResultOf } from './graphql.ts';
import type { Viewer } from './viewer.tsx';

/** With whom one's organisation talks and meets; `$navOffice` and `$county` name it where it is one. */
export const SidesFields = graphql(`
  fragment SidesFields on Query @_unmask {
    viewer {
      id
      organisation {
        __typename
        id
        ... on Provider {
          programmes {
            code
          }
          county {
            id
            number
            name
          }
          navOffices {
            id
            number
            name
          }
        }
      }
    }
    providers(navOffice: $navOffice, county: $county, first: 100) {
      edges {
        node {
          id
          number
          name
          programmes {
            code
          }
        }
      }
    }
  }
`);

/** What `SidesFields` wants to know of one's organisation. */
export function sidesVariables({ kind, number }: Viewer['organisation']) {
  return { navOffice: kind === 'NAV_OFFICE' ? number : null, county: kind === 'COUNTY_UNIT' ? number : null };
}

/**
 * The others that may be chosen, and what the API calls the one with this number: a provider chooses among its offices and
 * its county unit, the others among their providers.
 *
 * @param countyName how the county unit is called among the offices.
 */
export function sidesOf(
  data: ResultOf<typeof SidesFields> | undefined,
  organisation: Viewer['organisation'],
  chosen: string | undefined,
  countyName: (name: string) => string,
) {
  const self = data?.viewer?.organisation.__typename === 'Provider' ? data.viewer.organisation : undefined;
  const providers = data?.providers.edges.map(({ node }) => node) ?? [];
  const county = self?.county;
  const isProvider = organisation.kind === 'PROVIDER';
  const sides = isProvider
    ? [...(self?.navOffices ?? []), ...(county ? [{ ...county, name: countyName(county.name) }] : [])]
    : providers;
  const other = sides.find(({ number }) => number === chosen);
  const counterpartKind = other && other.id === county?.id ? ('COUNTY_UNIT' as const) : ('NAV_OFFICE' as const);
  const to = !other
    ? null
    : isProvider
      ? { provider: organisation.number, counterpart: other.number, counterpartKind }
      : { provider: other.number };
  return { self, providers, sides, other, to };
}
