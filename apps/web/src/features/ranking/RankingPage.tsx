import { Button } from '@navikt/ds-react/Button';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { VerdictMark } from '@batt/ui/Marks';
import { TextLink } from '@batt/ui/Link';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { scorecardPath } from '../../paths.ts';
import { isPublished, usePeriod } from '../../period.ts';
import type { Period } from '../../period.ts';
import { Page } from '../../shell/Page.tsx';
import { ProgrammePicker, YearPicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { verdictWords, VERDICTS } from '../../words.ts';
import './ranking.css';

const ChoicesQuery = graphql(`
  query RankingChoices($programme: String!, $year: Int!, $locale: Locale!) {
    indicators(programme: $programme, year: $year) {
      code
      name(locale: $locale)
      scope
    }
    counties {
      id
      number
      name
    }
  }
`);

const RankingQuery = graphql(`
  query Ranking(
    $indicator: String!
    $programme: String
    $year: Int!
    $county: String
    $after: String
    $locale: Locale!
  ) {
    ranking(indicator: $indicator, programme: $programme, year: $year, county: $county, first: 50, after: $after) {
      edges {
        cursor
        node {
          provider {
            id
            number
            name
            viewerMayReadScorecard
          }
          rank
          shared
          value
          n
          interval {
            low
            high
          }
          verdict
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
      leftOut
      indicator {
        code
        name(locale: $locale)
        explanation(locale: $locale)
        unit
        decimals
        direction
      }
      nation {
        mean
      }
    }
  }
`);

/** Providers in the order of one indicator; values of those whose scorecards one may read, and of the best five. */
export function RankingPage() {
  const { t, apiLocale } = useLanguage();
  const search = useSearch({ from: '/ranking' });
  const navigate = useNavigate({ from: '/ranking' });
  const period = usePeriod(search);
  const [{ data: choices }] = useQuery({
    query: ChoicesQuery,
    variables: { programme: period?.programme.code ?? '', year: period?.year ?? 0, locale: apiLocale },
    pause: !period,
  });
  const indicator = choices?.indicators.find(({ code }) => code === search.indicator) ?? choices?.indicators[0];
  const choose = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });

  return (
    <Page
      title={indicator ? t('ranking.title', { indicator: indicator.name }) : t('ranking.titleLoading')}
      tools={
        period &&
        choices && (
          <>
            <Select
              label={t('picker.indicator')}
              size="small"
              className="picker"
              value={indicator?.code}
              onChange={({ target }) => choose({ indicator: target.value })}
            >
              {choices.indicators.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </Select>
            <ProgrammePicker period={period} onChoose={(programme) => choose({ programme })} />
            <YearPicker
              period={period}
              only={(year) => isPublished(period, year)}
              onChoose={(year) => choose({ year })}
            />
            <Select
              label={t('picker.county')}
              size="small"
              value={search.county ?? ''}
              onChange={({ target }) => choose({ county: target.value || undefined })}
            >
              <option value="">{t('ranking.nation')}</option>
              {choices.counties.map(({ id, number, name }) => (
                <option key={id} value={number}>
                  {placeOf(name)}
                </option>
              ))}
            </Select>
          </>
        )
      }
    >
      {period && indicator ? (
        <Ranking
          key={`${indicator.code} ${period.programme.code} ${period.year} ${search.county}`}
          indicator={indicator.code}
          programme={indicator.scope === 'PROGRAMME' ? period.programme.code : null}
          period={period}
          county={search.county}
        />
      ) : (
        <Skeleton variant="rectangle" height={640} />
      )}
    </Page>
  );
}

interface RankingProps {
  indicator: string;
  programme: string | null;
  period: Period;
  county?: string;
}

function Ranking({ indicator, programme, period, county }: RankingProps) {
  const { t, apiLocale, format } = useLanguage();
  const [pages, setPages] = useState<(string | null)[]>([null]);
  const variables = { indicator, programme, year: period.year, county: county ?? null, locale: apiLocale };
  const [{ data, error, fetching }, ask] = useQuery({ query: RankingQuery, variables: { ...variables, after: null } });

  if (error) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (fetching) return <Skeleton variant="rectangle" height={640} />;
  const ranking = data?.ranking;
  if (!ranking) return <p className="lead">{t('ranking.none')}</p>;
  const { unit, decimals } = ranking.indicator;

  return (
    <>
      <p className="lead">
        <strong>{t('ranking.count', { ranked: format.number(ranking.totalCount), leftOut: ranking.leftOut })}</strong>{' '}
        {ranking.nation?.mean != null &&
          t('ranking.mean', { mean: format.figure(ranking.nation.mean, unit, decimals) })}{' '}
        {t('ranking.caution')}
      </p>
      <table className="ranking batt-number">
        <caption className="batt-visually-hidden">
          {t('ranking.caption', { indicator: ranking.indicator.name, year: String(period.year) })}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="is-number">
              {t('ranking.rank')}
            </th>
            <th scope="col">{t('ranking.provider')}</th>
            <th scope="col" className="is-number">
              {t('ranking.value')}
            </th>
            <th scope="col" className="is-number">
              {t('ranking.interval')}
            </th>
            <th scope="col" className="is-number">
              {t('ranking.n')}
            </th>
            <th scope="col">{t('ranking.verdict')}</th>
          </tr>
        </thead>
        {pages.map((after, index) => (
          <RankingRows
            key={after}
            variables={{ ...variables, after }}
            onMore={index === pages.length - 1 ? (cursor) => setPages([...pages, cursor]) : undefined}
            period={period}
            programme={programme ?? period.programme.code}
          />
        ))}
      </table>
      <p className="ranking__note">{t('ranking.hiddenValues')}</p>
    </>
  );
}

interface RankingRowsProps {
  variables: {
    indicator: string;
    programme: string | null;
    year: number;
    county: string | null;
    after: string | null;
    locale: 'NB' | 'NN' | 'EN';
  };
  /** For the last page shown: asks for the one after its cursor. */
  onMore?: (cursor: string) => void;
  period: Period;
  programme: string;
}

function RankingRows({ variables, onMore, period, programme }: RankingRowsProps) {
  const language = useLanguage();
  const { t, format } = language;
  const viewer = useViewer();
  const words = verdictWords(language, true);
  const [{ data, error, fetching }, ask] = useQuery({ query: RankingQuery, variables });
  const ranking = data?.ranking;
  if (error || fetching || !ranking) {
    return (
      <tbody>
        <tr>
          <td colSpan={6}>
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
  const { unit, decimals } = ranking.indicator;
  const { hasNextPage, endCursor } = ranking.pageInfo;
  return (
    <tbody>
      {ranking.edges.map(({ node: { provider, rank, shared, value, n, interval, verdict } }) => (
        <tr key={provider.id} className={provider.number === viewer.organisation.number ? 'is-own' : undefined}>
          <td className="is-number">
            {format.number(rank)}.{shared && <span className="batt-visually-hidden"> {t('ranking.shared')}</span>}
          </td>
          <th scope="row">
            {provider.viewerMayReadScorecard ? (
              <TextLink
                href={scorecardPath(provider.number, { programme, year: period.year, open: variables.indicator })}
              >
                {provider.name}
              </TextLink>
            ) : (
              provider.name
            )}
          </th>
          <td className="is-number">{value !== null && <strong>{format.figure(value, unit, decimals)}</strong>}</td>
          <td className="is-number">{interval && format.range(interval.low, interval.high, unit, decimals)}</td>
          <td className="is-number">{n !== null && format.number(n)}</td>
          <td>
            {verdict !== 'NONE' && (
              <VerdictMark verdict={VERDICTS[verdict].shape} label={words[VERDICTS[verdict].shape]} showLabel />
            )}
          </td>
        </tr>
      ))}
      {hasNextPage && endCursor && onMore && (
        <tr>
          <td colSpan={6}>
            <Button size="small" variant="secondary" onClick={() => onMore(endCursor)}>
              {t('ranking.more')}
            </Button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
