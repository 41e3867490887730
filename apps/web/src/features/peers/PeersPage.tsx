import { Skeleton } from '@navikt/ds-react/Skeleton';
import { TextLink } from '@batt/ui/Link';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { comparisonPath, rankingPath, scorecardPath } from '../../paths.ts';
import { isPublished, usePeriod } from '../../period.ts';
import { Page } from '../../shell/Page.tsx';
import { YearPicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { Lists } from './Lists.tsx';
import './peers.css';

const PeersQuery = graphql(`
  query Peers($provider: String!, $year: Int!, $locale: Locale!) {
    peers(provider: $provider, year: $year) {
      provider {
        id
        number
        name
      }
      profile {
        sizeQuarter
        lowAbilityQuarter
        programmes {
          code
          name(locale: $locale)
        }
      }
      peers {
        provider {
          id
          number
          name
          county {
            id
            name
          }
          viewerMayReadScorecard
        }
        alike
      }
    }
  }
`);

type PeerGroup = NonNullable<ResultOf<typeof PeersQuery>['peers']>;

/** Who is like a provider and why, and the organisation's own lists. */
export function PeersPage() {
  const { t, apiLocale } = useLanguage();
  const { organisation } = useViewer();
  const search = useSearch({ from: '/peers' });
  const navigate = useNavigate({ from: '/peers' });
  const period = usePeriod(search);
  const provider = search.provider ?? (organisation.kind === 'PROVIDER' ? organisation.number : undefined);
  const [{ data, error, fetching }, ask] = useQuery({
    query: PeersQuery,
    variables: { provider: provider ?? '', year: period?.year ?? 0, locale: apiLocale },
    pause: !period || !provider,
  });
  const group = provider ? data?.peers : undefined;

  return (
    <Page
      title={group ? t('peers.title', { provider: group.provider.name }) : t('peers.titleLists')}
      below={t('peers.below')}
      tools={
        period &&
        provider && (
          <YearPicker
            period={period}
            only={(year) => isPublished(period, year)}
            onChoose={(year) =>
              void navigate({ search: (before) => ({ ...before, year }), replace: true, resetScroll: false })
            }
          />
        )
      }
    >
      {provider && error && <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />}
      {provider && fetching && <Skeleton variant="rectangle" height={360} />}
      {provider && data && !group && <p className="lead">{t('peers.none')}</p>}
      {group && period && <Alike group={group} year={period.year} />}
      {period && <Lists year={period.year} peers={group?.peers.map(({ provider: peer }) => peer) ?? []} />}
    </Page>
  );
}

function Alike({ group, year }: { group: PeerGroup; year: number }) {
  const { t, format } = useLanguage();
  const { provider, profile, peers } = group;
  const about = profile
    ? [
        profile.sizeQuarter !== null && t(`peers.size.${quarter(profile.sizeQuarter)}`),
        profile.programmes.length > 0 &&
          t('peers.programmes', { names: format.list(profile.programmes.map(({ code }) => code)) }),
        profile.lowAbilityQuarter !== null && t(`peers.ability.${quarter(profile.lowAbilityQuarter)}`),
      ].filter((part) => part !== false)
    : [];
  return (
    <section>
      <p className="lead">
        <strong>
          {profile
            ? t('peers.lead', { provider: provider.name, count: peers.length })
            : t('peers.noProfile', { provider: provider.name, year: String(year) })}
        </strong>{' '}
        {about.length > 0 && t('peers.profile', { provider: provider.name, parts: format.list(about) })}
      </p>
      {peers.length > 0 && (
        <>
          <table className="peers batt-number">
            <caption className="batt-visually-hidden">{t('peers.caption', { provider: provider.name })}</caption>
            <thead>
              <tr>
                <th scope="col">{t('peers.provider')}</th>
                <th scope="col">{t('picker.county')}</th>
                <th scope="col">{t('peers.why')}</th>
              </tr>
            </thead>
            <tbody>
              {peers.map(({ provider: peer, alike }) => (
                <tr key={peer.id}>
                  <th scope="row">
                    {peer.viewerMayReadScorecard ? (
                      <TextLink href={scorecardPath(peer.number, { year })}>{peer.name}</TextLink>
                    ) : (
                      peer.name
                    )}
                  </th>
                  <td>{placeOf(peer.county.name)}</td>
                  <td>{format.list(alike.map((feature) => t(`alike.${feature}`)))}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="peers__use">
            <TextLink href={rankingPath({ year, group: `peers-${provider.number}` })}>{t('peers.ranking')}</TextLink>
            {peers.some(({ provider: peer }) => peer.viewerMayReadScorecard) && (
              <TextLink href={comparisonPath({ year, group: `peers-${provider.number}` })}>
                {t('peers.comparison')}
              </TextLink>
            )}
          </p>
        </>
      )}
    </section>
  );
}

/** The four quarters of the nation as keys of their words. */
function quarter(value: number): 1 | 2 | 3 | 4 {
  return value <= 1 ? 1 : value === 2 ? 2 : value === 3 ? 3 : 4;
}
