import { Heading } from '@navikt/ds-react/Typography';
import { TextLink } from '@batt/ui/Link';
import { useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { practicePath, practicesPath } from '../../paths.ts';
import type { About } from './OpenRow.tsx';
import type { Row } from './row.ts';

const SuggestionsQuery = graphql(`
  query PracticeSuggestions($provider: String!, $indicator: String!, $programme: String) {
    practiceSuggestions(provider: $provider, indicator: $indicator, programme: $programme) {
      id
      title
      provider {
        id
        name
      }
    }
  }
`);

/** Whom to learn from on a figure that is not reliably above the mean; nothing where nobody has written about it. */
export function Suggestions({ row, about, level }: { row: Row; about: About; level: '2' | '4' }) {
  const { t } = useLanguage();
  const { code } = row.indicator;
  const isAbove = row.verdict === 'BETTER' || row.verdict === 'CLEARLY_BETTER';
  const [{ data }] = useQuery({
    query: SuggestionsQuery,
    variables: { provider: about.provider.number, indicator: code, programme: about.programme },
    pause: isAbove,
  });
  const found = data?.practiceSuggestions ?? [];
  if (isAbove || found.length === 0) return null;
  return (
    <section>
      <Heading level={level} size="xsmall">
        {t('open.learn')}
      </Heading>
      <p>{t('open.learnFrom', { count: found.length })}</p>
      <ul className="open-row__practices">
        {found.map(({ id, title, provider }) => (
          <li key={id}>
            <TextLink href={practicePath(id)}>{title}</TextLink> ({provider.name})
          </li>
        ))}
      </ul>
      <TextLink href={practicesPath({ indicator: code })}>{t('open.learnMore')}</TextLink>
    </section>
  );
}
