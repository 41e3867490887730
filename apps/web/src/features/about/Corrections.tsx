import { Skeleton } from '@navikt/ds-react/Skeleton';
import { useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { Trouble } from '../../shell/Trouble.tsx';

const PublicationsQuery = graphql(`
  query Publications {
    years {
      id
      year
      publication {
        revision
        publishedAt
        publishedBy
        reason
      }
    }
  }
`);

/** Every published year with its newest revision: who published it, when, and why it was corrected. */
export function Corrections() {
  const { t, format } = useLanguage();
  const [{ data, error }, askAgain] = useQuery({ query: PublicationsQuery });
  if (error) return <Trouble error={error} retry={() => askAgain({ requestPolicy: 'network-only' })} />;
  if (!data) return <Skeleton variant="rectangle" height={120} />;
  const published = data.years.flatMap(({ id, year, publication }) =>
    publication ? [{ id, year, ...publication }] : [],
  );
  return (
    <ul>
      {published.map(({ id, year, revision, publishedAt, publishedBy, reason }) => (
        <li key={id}>
          {t('about.corrections.published', {
            year: String(year),
            revision,
            date: format.dateTime(publishedAt),
            by: publishedBy,
          })}
          {revision > 1 && reason && <> {t('about.corrections.reason', { reason })}</>}
        </li>
      ))}
    </ul>
  );
}
