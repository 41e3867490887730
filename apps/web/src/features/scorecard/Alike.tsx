import { Heading } from '@navikt/ds-react/Typography';
import { TextLink } from '@batt/ui/Link';
import { useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { peersPath } from '../../paths.ts';
import type { About, Level } from './OpenRow.tsx';

const AlikeQuery = graphql(`
  query Alike($provider: String!, $year: Int!) {
    peers(provider: $provider, year: $year) {
      peers {
        provider {
          id
          name
        }
        alike
      }
    }
  }
`);

const NEAREST = 3;

/** The providers most like this one, each with why. */
export function Alike({ about, level }: { about: About; level: Level }) {
  const { t, format } = useLanguage();
  const [{ data }] = useQuery({
    query: AlikeQuery,
    variables: { provider: about.provider.number, year: about.year },
    requestPolicy: 'cache-first',
  });
  const peers = data?.peers?.peers ?? [];
  if (peers.length === 0) return null;
  return (
    <section>
      <Heading level={level} size="xsmall">
        {t('open.alike')}
      </Heading>
      <ul className="open-row__alike">
        {peers.slice(0, NEAREST).map(({ provider, alike }) => (
          <li key={provider.id}>
            {provider.name} <span>{format.list(alike.map((feature) => t(`alike.${feature}`)))}</span>
          </li>
        ))}
      </ul>
      <TextLink href={peersPath({ provider: about.provider.number, year: about.year })}>
        {t('open.allAlike', { count: peers.length })}
      </TextLink>
    </section>
  );
}
