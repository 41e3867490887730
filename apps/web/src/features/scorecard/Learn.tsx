import { Heading } from '@navikt/ds-react/Typography';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { TextLink } from '@batt/ui/Link';
import { useQuery } from 'urql';
import { figureWriter } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { peersPath, practicePath, practicesPath, rankingPath } from '../../paths.ts';
import { VERDICTS } from '../../words.ts';
import type { About, Level, Row } from './row.ts';

const LearnQuery = graphql(`
  query Learn($provider: String!, $year: Int!, $indicator: String!, $programme: String) {
    peers(provider: $provider, year: $year) {
      peers {
        provider {
          id
          name
        }
        alike
      }
    }
    practiceSuggestions(provider: $provider, indicator: $indicator, programme: $programme) {
      id
      title
      provider {
        id
        name
      }
      evidence {
        about {
          indicator {
            code
          }
          programme {
            code
          }
        }
        year
        value
        mean
      }
    }
  }
`);

type Peer = NonNullable<ResultOf<typeof LearnQuery>['peers']>['peers'][number];
type Practice = ResultOf<typeof LearnQuery>['practiceSuggestions'][number];

/** From whom to learn about a figure: those most like the provider, and how those reliably better do it. */
export function Learn({ row, about, level }: { row: Row; about: About; level: Level }) {
  const [{ data, fetching }] = useQuery({
    query: LearnQuery,
    variables: {
      provider: about.provider.number,
      year: about.year,
      indicator: row.indicator.code,
      programme: about.programme,
    },
    requestPolicy: 'cache-first',
  });
  // It holds the place, or what stands below would jump.
  if (fetching && !data) return <Skeleton variant="rectangle" height={160} />;
  const peers = data?.peers?.peers ?? [];
  const isAbove = row.verdict === 'BETTER' || row.verdict === 'CLEARLY_BETTER';
  const practices = isAbove ? [] : (data?.practiceSuggestions ?? []);
  return (
    <>
      {peers.length > 0 && <Alike row={row} about={about} level={level} peers={peers} />}
      {practices.length > 0 && <Practices row={row} about={about} level={level} peers={peers} practices={practices} />}
    </>
  );
}

interface PartProps {
  row: Row;
  about: About;
  level: Level;
  peers: Peer[];
}

/** At most this many of those alike are named here. */
const NEAREST = 3;

/** How the figure stands to those most like the provider, the nearest of them with why, and where all of them are. */
function Alike({ row, about, level, peers }: PartProps) {
  const language = useLanguage();
  const { t, format } = language;
  const { number, name } = about.provider;
  const group = row.peers;
  return (
    <section>
      <Heading level={level} size="xsmall">
        {t('open.alike')}
      </Heading>
      {group && (
        <p>
          {t('open.peersMean', { count: group.providers, mean: figureWriter(row.indicator, language)(group.mean) })}{' '}
          {group.verdict !== 'NONE' &&
            t('open.peersVerdict', {
              own: String(about.own),
              provider: name,
              verdict: t(VERDICTS[group.verdict].word),
            })}
        </p>
      )}
      <ul className="open-row__alike">
        {peers.slice(0, NEAREST).map(({ provider, alike }) => (
          <li key={provider.id}>
            {provider.name}:{' '}
            <span>{t('open.alikeIn', { features: format.list(alike.map((feature) => t(`alike.${feature}`))) })}</span>
          </li>
        ))}
      </ul>
      <ul className="open-row__links">
        <li>
          <TextLink href={peersPath({ provider: number, year: about.year })}>
            {t('open.allAlike', { count: peers.length })}
          </TextLink>
        </li>
        {row.rank && (
          <li>
            <TextLink
              href={rankingPath({
                indicator: row.indicator.code,
                programme: about.programme,
                year: about.year,
                group: `peers-${number}`,
              })}
            >
              {t('open.bestAlike')}
            </TextLink>
          </li>
        )}
      </ul>
    </section>
  );
}

/** Practices of those reliably better than the nation, each with the figure that shows it, and whether its provider is alike. */
function Practices({ row, about, level, peers, practices }: PartProps & { practices: Practice[] }) {
  const language = useLanguage();
  const { t, format } = language;
  const { code } = row.indicator;
  const write = figureWriter(row.indicator, language);
  return (
    <section>
      <Heading level={level} size="xsmall">
        {t('open.learn')}
      </Heading>
      <p>{t('open.learnFrom', { count: practices.length })}</p>
      <ul className="open-row__practices">
        {practices.map(({ id, title, provider, evidence }) => {
          const shown = evidence.find(
            ({ about: { indicator, programme } }) =>
              indicator.code === code && (programme === null || programme.code === about.programme),
          );
          const peer = peers.find((each) => each.provider.id === provider.id);
          return (
            <li key={id}>
              <TextLink href={practicePath(id)}>{title}</TextLink>
              <span>
                {provider.name}
                {shown &&
                  `: ${t('open.learnFigure', {
                    value: write(shown.value),
                    mean: shown.mean === null ? '..' : write(shown.mean),
                    year: String(shown.year),
                  })}`}
                {peer &&
                  `. ${t('open.learnAlike', {
                    own: String(about.own),
                    provider: about.provider.name,
                    features: format.list(peer.alike.map((feature) => t(`alike.${feature}`))),
                  })}`}
              </span>
            </li>
          );
        })}
      </ul>
      <TextLink href={practicesPath({ indicator: code })}>{t('open.learnMore')}</TextLink>
    </section>
  );
}
