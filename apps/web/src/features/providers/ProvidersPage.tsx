import { Button } from '@navikt/ds-react/Button';
import { Search } from '@navikt/ds-react/Search';
import { Select } from '@navikt/ds-react/Select';
import '@navikt/ds-css/dist/component/form.css';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { TextLink } from '@batt/ui/Link';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { comparisonPath, scorecardPath, talkPath } from '../../paths.ts';
import { isPublished, usePeriod } from '../../period.ts';
import type { Period } from '../../period.ts';
import { Page } from '../../shell/Page.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import './providers.css';

const ProvidersQuery = graphql(`
  query Providers($search: String, $county: String, $navOffice: String, $association: String, $after: String) {
    providers(
      search: $search
      county: $county
      navOffice: $navOffice
      association: $association
      first: 50
      after: $after
    ) {
      edges {
        cursor
        node {
          id
          number
          name
          county {
            id
            name
          }
          programmes {
            code
          }
          viewerMayReadScorecard
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const CountyChoicesQuery = graphql(`
  query CountyChoices {
    counties {
      id
      number
      name
    }
  }
`);

/** The providers that one works with, or all of them, each with the way to its scorecards. */
export function ProvidersPage() {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const search = useSearch({ from: '/providers' });
  const navigate = useNavigate({ from: '/providers' });
  const [wanted, setWanted] = useState(search.search ?? '');
  const period = usePeriod({});
  const ownCounty = organisation.kind === 'COUNTY_UNIT' ? organisation.number : undefined;
  const [{ data: choices }] = useQuery({
    query: CountyChoicesQuery,
    pause: organisation.kind !== 'DIRECTORATE' && organisation.kind !== 'ASSOCIATION',
  });
  const find = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });

  return (
    <Page
      title={t('providers.title')}
      below={
        <>
          {t(`providers.below.${organisation.kind}`)}{' '}
          <TextLink href={comparisonPath({})}>{t('providers.compare')}</TextLink>
        </>
      }
      tools={
        <>
          <form
            role="search"
            className="providers__search"
            onSubmit={(event) => {
              event.preventDefault();
              find({ search: wanted || undefined });
            }}
          >
            <Search
              label={t('providers.search')}
              hideLabel={false}
              size="small"
              variant="secondary"
              value={wanted}
              onChange={setWanted}
              onClear={() => find({ search: undefined })}
            />
          </form>
          {choices && (
            <Select
              label={t('picker.county')}
              size="small"
              value={search.county ?? ''}
              onChange={({ target }) => find({ county: target.value || undefined })}
            >
              <option value="">{t('providers.allCounties')}</option>
              {choices.counties.map(({ id, number, name }) => (
                <option key={id} value={number}>
                  {placeOf(name)}
                </option>
              ))}
            </Select>
          )}
        </>
      }
    >
      {period ? (
        <ProviderList
          key={`${search.search} ${search.county}`}
          filter={{
            search: search.search ?? null,
            county: search.county ?? ownCounty ?? null,
            navOffice: organisation.kind === 'NAV_OFFICE' ? organisation.number : null,
            association: organisation.kind === 'ASSOCIATION' ? organisation.number : null,
          }}
          period={period}
        />
      ) : (
        <Skeleton variant="rectangle" height={480} />
      )}
    </Page>
  );
}

interface Filter {
  search: string | null;
  county: string | null;
  navOffice: string | null;
  association: string | null;
}

function ProviderList({ filter, period }: { filter: Filter; period: Period }) {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const [pages, setPages] = useState<(string | null)[]>([null]);
  const withTargets = organisation.kind === 'NAV_OFFICE';
  return (
    <table className="providers">
      <caption className="batt-visually-hidden">{t('providers.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('providers.name')}</th>
          <th scope="col">{t('picker.county')}</th>
          <th scope="col">{t('providers.scorecards')}</th>
          {withTargets && <th scope="col">{t('menu.targets')}</th>}
        </tr>
      </thead>
      {pages.map((after, index) => (
        <ProviderRows
          key={after}
          filter={filter}
          after={after}
          period={period}
          withTargets={withTargets}
          onMore={index === pages.length - 1 ? (cursor) => setPages([...pages, cursor]) : undefined}
        />
      ))}
    </table>
  );
}

interface ProviderRowsProps {
  filter: Filter;
  after: string | null;
  period: Period;
  withTargets: boolean;
  /** For the last page shown: asks for the one after its cursor. */
  onMore?: (cursor: string) => void;
}

function ProviderRows({ filter, after, period, withTargets, onMore }: ProviderRowsProps) {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const [{ data, error, fetching }, ask] = useQuery({ query: ProvidersQuery, variables: { ...filter, after } });
  const year = isPublished(period, period.year) ? period.year : undefined;
  if (error || fetching || !data) {
    return (
      <tbody>
        <tr>
          <td colSpan={4}>
            {error ? (
              <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
            ) : (
              <Skeleton variant="rectangle" height={320} />
            )}
          </td>
        </tr>
      </tbody>
    );
  }
  const { edges, pageInfo } = data.providers;
  return (
    <tbody>
      {edges.length === 0 && (
        <tr>
          <td colSpan={4}>{t(filter.search ? 'providers.noneFound' : 'providers.none')}</td>
        </tr>
      )}
      {edges.map(({ node: { id, number, name, county, programmes, viewerMayReadScorecard } }) => (
        <tr key={id}>
          <th scope="row">{name}</th>
          <td>{placeOf(county.name)}</td>
          <td>
            <span className="providers__programmes">
              {programmes.map(({ code }) =>
                viewerMayReadScorecard ? (
                  <TextLink
                    key={code}
                    href={scorecardPath(number, { programme: code, year })}
                    aria-label={t('providers.scorecardOf', { name, code })}
                  >
                    {code}
                  </TextLink>
                ) : (
                  <span key={code}>{code}</span>
                ),
              )}
            </span>
          </td>
          {withTargets && (
            <td>
              <TextLink
                href={talkPath({ provider: number, office: organisation.number })}
                aria-label={t('providers.targetsOf', { name })}
              >
                {t('providers.targets')}
              </TextLink>
            </td>
          )}
        </tr>
      ))}
      {pageInfo.hasNextPage && pageInfo.endCursor && onMore && (
        <tr>
          <td colSpan={4}>
            <Button size="small" variant="secondary" onClick={() => pageInfo.endCursor && onMore(pageInfo.endCursor)}>
              {t('providers.more')}
            </Button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
