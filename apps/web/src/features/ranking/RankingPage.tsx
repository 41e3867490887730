import { groupNamed } from '@batt/domain/benchmarks/selection';
import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { DownloadIcon } from '@navikt/aksel-icons';
import { VerdictMark } from '@batt/ui/Marks';
import { RankRange } from '@batt/ui/RankRange';
import { TextLink } from '@batt/ui/Link';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { scorecardPath, withSearch } from '../../paths.ts';
import { isPublished, usePeriod } from '../../period.ts';
import type { Period } from '../../period.ts';
import { Page } from '../../shell/Page.tsx';
import { ProgrammePicker, YearPicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { Unfolding } from '../../shell/Unfolding.tsx';
import { useViewer } from '../../viewer.tsx';
import { verdictWords, VERDICTS } from '../../words.ts';
import { luckSentence, placeText } from './sentences.ts';
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
    favourites {
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
    $peerGroup: String
    $after: String
    $locale: Locale!
  ) {
    ranking(
      indicator: $indicator
      programme: $programme
      year: $year
      county: $county
      peerGroup: $peerGroup
      first: 50
      after: $after
    ) {
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
          range {
            low
            high
          }
          value
          n
          interval {
            low
            high
          }
          topThree
          topFive
          perHundred
          verdict
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
      leftOut
      leftOutBecause {
        reason
        count
      }
      notReported
      indicator {
        code
        name(locale: $locale)
        unit
        decimals
      }
      nation {
        mean
        luckFive
      }
    }
  }
`);

type RankingData = NonNullable<ResultOf<typeof RankingQuery>['ranking']>;

/** Providers in the order of one indicator, each with how sure its place is; values of those whose scorecards one may read, and of the best five. */
export function RankingPage() {
  const { t, locale, apiLocale } = useLanguage();
  const { organisation } = useViewer();
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
  const own = organisation.kind === 'PROVIDER' ? `peers-${organisation.number}` : undefined;
  const peers = search.group?.startsWith('peers-') ? search.group : own;
  const programme = indicator?.scope === 'PROGRAMME' ? (period?.programme.code ?? null) : null;
  const file = (format: 'csv' | 'xlsx') =>
    withSearch(`/files/ranking.${format}`, {
      indicator: indicator?.code,
      programme,
      year: period?.year,
      county: search.county,
      group: search.group,
      locale,
    });

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
            <ProgrammePicker period={period} onChoose={(code) => choose({ programme: code })} />
            <YearPicker
              period={period}
              only={(year) => isPublished(period, year)}
              onChoose={(year) => choose({ year })}
            />
            <Select
              label={t('ranking.among')}
              size="small"
              className="picker"
              value={search.group ?? search.county ?? ''}
              onChange={({ target: { value } }) =>
                choose(
                  groupNamed(value)
                    ? { group: value, county: undefined }
                    : { group: undefined, county: value || undefined },
                )
              }
            >
              <option value="">{t('ranking.nation')}</option>
              {(peers || choices.favourites.length > 0) && (
                <optgroup label={t('ranking.groups')}>
                  {peers && <option value={peers}>{t(peers === own ? 'ranking.likeUs' : 'ranking.peers')}</option>}
                  {choices.favourites.map(({ name }) => (
                    <option key={name} value={`list-${name}`}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              )}
              <optgroup label={t('ranking.counties')}>
                {choices.counties.map(({ id, number, name }) => (
                  <option key={id} value={number}>
                    {placeOf(name)}
                  </option>
                ))}
              </optgroup>
            </Select>
            <Unfolding label={t('file.fetch')} icon={<DownloadIcon aria-hidden />}>
              <TextLink href={file('xlsx')} download>
                {t('file.xlsx')}
              </TextLink>
              <TextLink href={file('csv')} download>
                {t('file.csv')}
              </TextLink>
            </Unfolding>
          </>
        )
      }
    >
      {period && indicator ? (
        <Ranking
          key={`${indicator.code} ${period.programme.code} ${period.year} ${search.county} ${search.group}`}
          indicator={indicator.code}
          programme={programme}
          period={period}
          county={search.county}
          group={search.group}
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
  group?: string;
}

function Ranking({ indicator, programme, period, county, group }: RankingProps) {
  const { t, apiLocale, format } = useLanguage();
  const [pages, setPages] = useState<(string | null)[]>([null]);
  const named = groupNamed(group);
  const variables = {
    indicator,
    programme,
    year: period.year,
    county: county ?? null,
    peerGroup: named && ('peersOf' in named ? named.peersOf : 'list' in named ? named.list : null),
    locale: apiLocale,
  };
  const [{ data, error, fetching }, ask] = useQuery({ query: RankingQuery, variables: { ...variables, after: null } });

  if (error) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (fetching) return <Skeleton variant="rectangle" height={640} />;
  const ranking = data?.ranking;
  if (!ranking) return <p className="lead">{t('ranking.none')}</p>;
  const { unit, decimals } = ranking.indicator;
  const first = ranking.edges.map(({ node }) => node);
  // What nobody has takes no column.
  const columns = {
    range: first.some(({ range }) => range),
    perHundred: unit === 'COUNT' && first.some(({ perHundred }) => perHundred !== null),
  };

  return (
    <>
      <div className="ranking__lead">
        <div>
          <p className="lead">
            <strong>{t('ranking.count', { ranked: format.number(ranking.totalCount) })}</strong>{' '}
            {ranking.nation?.mean != null &&
              t('ranking.mean', { mean: format.figure(ranking.nation.mean, unit, decimals) })}{' '}
            {columns.range && t('ranking.caution')}
          </p>
          <LeftOut ranking={ranking} />
        </div>
        {!county && !group && <Best ranking={ranking} />}
      </div>
      <table className="ranking batt-number">
        <caption className="batt-visually-hidden">
          {t('ranking.caption', { indicator: ranking.indicator.name, year: String(period.year) })}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="is-number">
              {t('ranking.rank')}
            </th>
            {columns.range && <th scope="col">{t('ranking.range')}</th>}
            <th scope="col">{t('ranking.provider')}</th>
            <th scope="col" className="is-number">
              {t('ranking.value')}
            </th>
            {columns.perHundred && (
              <th scope="col" className="is-number is-extra">
                {t('ranking.perHundred')}
              </th>
            )}
            <th scope="col" className="is-number is-extra">
              {t('ranking.interval')}
            </th>
            <th scope="col" className="is-number is-extra">
              {t('ranking.n')}
            </th>
            <th scope="col" className="ranking__verdict">
              {t('ranking.verdict')}
            </th>
          </tr>
        </thead>
        {pages.map((after, index) => (
          <RankingRows
            key={after}
            variables={{ ...variables, after }}
            columns={columns}
            onMore={index === pages.length - 1 ? (cursor) => setPages([...pages, cursor]) : undefined}
            period={period}
            programme={programme ?? period.programme.code}
          />
        ))}
      </table>
      <p className="ranking__note">
        {columns.range && `${t('ranking.rangeHow')} `}
        {t('ranking.hiddenValues')}
      </p>
    </>
  );
}

/** Who has no place, and why. */
function LeftOut({ ranking: { leftOut, leftOutBecause, notReported } }: { ranking: RankingData }) {
  const { t } = useLanguage();
  const reasons = leftOutBecause
    ? leftOutBecause.map(({ reason, count }) => t(`ranking.leftOut.${reason}`, { count }))
    : leftOut > 0
      ? [t('ranking.leftOut.other', { count: leftOut })]
      : [];
  if (notReported) reasons.push(t('ranking.leftOut.notReported', { count: notReported }));
  if (reasons.length === 0) return null;
  return (
    <details className="ranking__left-out">
      <summary>{t('ranking.leftOut')}</summary>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </details>
  );
}

/** The best five of the nation by name, how likely each truly is there, and how many are there by luck. */
function Best({ ranking }: { ranking: RankingData }) {
  const language = useLanguage();
  const { t, format } = language;
  const { unit, decimals } = ranking.indicator;
  const best = ranking.edges.slice(0, 5).map(({ node }) => node);
  const luck = luckSentence(
    best.map(({ provider, topFive }) => ({ name: provider.name, topFive })),
    ranking.nation?.luckFive ?? null,
    language,
  );
  if (best.length === 0) return null;
  return (
    <section className="ranking__best" aria-labelledby="best-title">
      <Heading id="best-title" level="2" size="xsmall">
        {t('ranking.top', { count: best.length })}
      </Heading>
      <ol>
        {best.map(({ provider, rank, value, topThree, topFive }) => (
          <li key={provider.id} value={rank}>
            <strong>{provider.name}</strong> {value !== null && format.figure(value, unit, decimals)}
            {topFive !== null && topThree !== null && (
              <span>
                {t('ranking.topLikely', {
                  percent: format.percent(100 * topFive, 0),
                  three: format.percent(100 * topThree, 0),
                })}
              </span>
            )}
          </li>
        ))}
      </ol>
      {luck && <p>{luck}</p>}
    </section>
  );
}

interface RankingRowsProps {
  variables: {
    indicator: string;
    programme: string | null;
    year: number;
    county: string | null;
    peerGroup: string | null;
    after: string | null;
    locale: 'NB' | 'NN' | 'EN';
  };
  columns: { range: boolean; perHundred: boolean };
  /** For the last page shown: asks for the one after its cursor. */
  onMore?: (cursor: string) => void;
  period: Period;
  programme: string;
}

function RankingRows({ variables, columns, onMore, period, programme }: RankingRowsProps) {
  const language = useLanguage();
  const { t, format } = language;
  const viewer = useViewer();
  const words = verdictWords(language, true);
  const [{ data, error, fetching }, ask] = useQuery({ query: RankingQuery, variables });
  const ranking = data?.ranking;
  const width = 6 + Number(columns.range) + Number(columns.perHundred);
  if (error || fetching || !ranking) {
    return (
      <tbody>
        <tr>
          <td colSpan={width}>
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
      {ranking.edges.map(({ node: { provider, rank, shared, range, value, n, interval, perHundred, verdict } }) => (
        <tr key={provider.id} className={provider.number === viewer.organisation.number ? 'is-own' : undefined}>
          <td className="is-number">
            {shared && <span className="ranking__shared">{t('ranking.shared')} </span>}
            {format.number(rank)}.
          </td>
          {columns.range && (
            <td className="ranking__range">
              {range && (
                <>
                  <RankRange
                    of={ranking.totalCount}
                    rank={rank}
                    low={range.low}
                    high={range.high}
                    label={placeText({ rank, range }, language)}
                  />
                  <span aria-hidden>
                    {t('ranking.between', { low: format.number(range.low), high: format.number(range.high) })}
                  </span>
                </>
              )}
            </td>
          )}
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
          {columns.perHundred && (
            <td className="is-number is-extra">{perHundred !== null && format.number(perHundred, 1)}</td>
          )}
          <td className="is-number is-extra">
            {interval && format.range(interval.low, interval.high, unit, decimals)}
          </td>
          <td className="is-number is-extra">{n !== null && format.number(n)}</td>
          <td className="ranking__verdict">
            {verdict !== 'NONE' && (
              <VerdictMark verdict={VERDICTS[verdict].shape} label={words[VERDICTS[verdict].shape]} showLabel />
            )}
          </td>
        </tr>
      ))}
      {hasNextPage && endCursor && onMore && (
        <tr>
          <td colSpan={width}>
            <Button size="small" variant="secondary" onClick={() => onMore(endCursor)}>
              {t('ranking.more')}
            </Button>
          </td>
        </tr>
      )}
    </tbody>
  );
}
