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
      first: 500
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
  const group = groupNamed(search.group);
  const county = choices?.counties.find(({ number }) => number === search.county);
  const where =
    group && 'list' in group
      ? group.list
      : group
        ? t(peers === own ? 'ranking.likeUs' : 'ranking.peers')
        : county
          ? placeOf(county.name)
          : t('ranking.nation');
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
          where={where}
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
  /** The name of whom it is among. */
  where: string;
}

function Ranking({ indicator, programme, period, county, group, where }: RankingProps) {
  const language = useLanguage();
  const { t, apiLocale, format } = language;
  const viewer = useViewer();
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
  // What nobody has takes no column, nor ranges of one place each: where chance plays no part they say nothing.
  const columns = {
    range: first.some(({ range }) => range && range.low < range.high),
    perHundred: unit === 'COUNT' && first.some(({ perHundred }) => perHundred !== null),
    interval: first.some(({ interval }) => interval),
    n: unit !== 'COUNT' && first.some(({ n }) => n !== null),
    verdict: first.some(({ verdict }) => verdict !== 'NONE'),
  };
  const isWorkedOut = first.some(({ range }) => range);
  const caution = columns.range
    ? 'ranking.caution'
    : unit === 'COUNT'
      ? 'ranking.ofCounts'
      : isWorkedOut
        ? 'ranking.noChance'
        : 'ranking.noRange';
  const own = first.find(({ provider }) => provider.number === viewer.organisation.number);

  return (
    <>
      <div className="ranking__lead">
        <div>
          <p className="lead">
            <strong>
              {own
                ? t('ranking.own', {
                    place: placeText({ rank: own.rank, range: columns.range ? own.range : null }, language),
                    of: format.number(ranking.totalCount),
                  })
                : t('ranking.count', { count: ranking.totalCount })}
            </strong>{' '}
            {ranking.nation?.mean != null &&
              t('ranking.mean', { mean: format.figure(ranking.nation.mean, unit, decimals) })}{' '}
            {t(caution)}
          </p>
          <LeftOut ranking={ranking} />
        </div>
        {!county && !group && <Best ranking={ranking} />}
      </div>
      <p className="ranking__note">
        {columns.range && `${t('ranking.rangeHow')} `}
        {first.some(({ value }) => value === null) && t('ranking.hiddenValues')}
      </p>
      <table className="ranking batt-number">
        <caption className="batt-visually-hidden">
          {t('ranking.caption', {
            indicator: ranking.indicator.name,
            period: programme === null ? String(period.year) : `${programme} ${period.year}`,
            where,
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="is-number">
              {t('ranking.rank')}
            </th>
            {columns.range && <th scope="col">{t('ranking.range')}</th>}
            <th scope="col">{t('ranking.provider')}</th>
            <th scope="col" className="is-number">
              {unit === 'PERCENT' ? t('ranking.value') : t('ranking.valueIn', { unit: t(`unit.${unit}`) })}
            </th>
            {columns.perHundred && (
              <th scope="col" className="is-number">
                {t('ranking.perHundred')}
              </th>
            )}
            {columns.interval && (
              <th scope="col" className="is-number">
                {t('ranking.interval')}
              </th>
            )}
            {columns.n && (
              <th scope="col" className="is-number">
                {t('ranking.n')}
              </th>
            )}
            {columns.verdict && <th scope="col">{t('ranking.verdict')}</th>}
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
  const all = ranking.edges.map(({ node }) => node);
  const best = all.slice(0, 5);
  const last = best.at(-1);
  if (!last) return null;
  // Where more share a place than there is room for, an order among them would be made up.
  const isCut = all[5]?.rank === last.rank;
  if (isCut && last.rank === 1) {
    const value = last.value === null ? '' : format.figure(last.value, unit, decimals);
    return (
      <p className="ranking__best">
        {t('ranking.tied', { count: all.filter(({ rank }) => rank === 1).length, value })}
      </p>
    );
  }
  const isSure = best.every(({ topFive }) => topFive === null || topFive === 1);
  const luck = luckSentence(
    best.map(({ provider, topFive }) => ({ name: provider.name, topFive })),
    isSure ? null : (ranking.nation?.luckFive ?? null),
    language,
  );
  return (
    <section className="ranking__best" aria-labelledby="best-title">
      <Heading id="best-title" level="2" size="xsmall">
        {t('ranking.top', { count: best.length })}
      </Heading>
      <ol>
        {best.map(({ provider, rank, value, topThree, topFive }) => (
          <li key={provider.id} value={rank}>
            <strong>{provider.name}</strong> {value !== null && format.figure(value, unit, decimals)}
            {!isSure && topFive !== null && topThree !== null && (
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
      {isCut && <p>{t('ranking.tiedFurther')}</p>}
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
  columns: Record<'range' | 'perHundred' | 'interval' | 'n' | 'verdict', boolean>;
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
  const width = 3 + Object.values(columns).filter(Boolean).length;
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
  // Oneself, or among all of the nation those one has to do with.
  const readsAll = ranking.edges.every(({ node }) => node.provider.viewerMayReadScorecard);
  const isOwn = ({ number, viewerMayReadScorecard }: { number: string; viewerMayReadScorecard: boolean }) =>
    number === viewer.organisation.number || (viewerMayReadScorecard && !readsAll);
  return (
    <tbody>
      {ranking.edges.map(({ node: { provider, rank, shared, range, value, n, interval, perHundred, verdict } }) => (
        <tr key={provider.id} className={isOwn(provider) ? 'is-own' : undefined}>
          <td className="is-number ranking__rank">
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
          {/* On a phone the heads are gone, and the small figures bring their own. */}
          {columns.perHundred && (
            <td className="is-number is-extra" data-head={t('ranking.perHundred')}>
              {perHundred !== null && format.number(perHundred, 1)}
            </td>
          )}
          {columns.interval && (
            <td className="is-number is-extra" data-head={t('ranking.interval')}>
              {interval && format.range(interval.low, interval.high, unit, decimals)}
            </td>
          )}
          {columns.n && (
            <td className="is-number is-extra" data-head={t('ranking.n')}>
              {n !== null && format.number(n)}
            </td>
          )}
          {columns.verdict && (
            <td className="ranking__verdict">
              {verdict !== 'NONE' && (
                <VerdictMark verdict={VERDICTS[verdict].shape} label={words[VERDICTS[verdict].shape]} showLabel />
              )}
            </td>
          )}
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
