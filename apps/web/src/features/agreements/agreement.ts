import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import type { Language, TextKey } from '../../language.tsx';
import { refusalText } from '../../outcome.ts';
import type { Refusal } from '../../outcome.ts';

/** Who buys what from whom. */
export const AgreementsQuery = graphql(`
  query Agreements(
    $provider: String
    $navOffice: String
    $county: String
    $inForce: Boolean
    $after: String
    $locale: Locale!
  ) {
    agreements(
      provider: $provider
      navOffice: $navOffice
      county: $county
      inForce: $inForce
      first: 50
      after: $after
    ) {
      edges {
        node {
          id
          inForce
          validFrom
          validTo
          viewerCan
          navOffice {
            id
            number
            name
          }
          provider {
            id
            number
            name
          }
          programme {
            code
            name(locale: $locale)
          }
          throughOffice {
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

export type ListedAgreement = ResultOf<typeof AgreementsQuery>['agreements']['edges'][number]['node'];

const WORDS: Record<string, TextKey> = {
  'agreement-exists': 'agreements.exists',
  'unknown-provider': 'agreements.unknownProvider',
  'unknown-nav-office': 'agreements.unknownOffice',
  'ends-before-it-begins': 'agreements.endsFirst',
  'another-purchase': 'agreements.ownThrough',
  'outside-the-other': 'agreements.outside',
  'ends-sooner': 'agreements.endsSooner',
};

/** Why an agreement was not entered or ended: the words of the field that is wrong, else those of the refusal. */
export function refusedText(language: Language, refusal?: Refusal & { fields?: { code: string }[] }): string {
  const field = refusal?.fields?.find(({ code }) => code in WORDS);
  return refusalText(language, refusal && { ...refusal, code: field?.code ?? refusal.code }, WORDS);
}
