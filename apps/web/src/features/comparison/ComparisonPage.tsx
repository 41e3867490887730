import { groupNamed } from '@batt/domain/benchmarks/selection';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { DownloadIcon } from '@navikt/aksel-icons';
import { TextLink } from '@batt/ui/Link';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { scatterPath, withSearch } from '../../paths.ts';
import { usePeriod } from '../../period.ts';
import { Page } from '../../shell/Page.tsx';
import { ProgrammePicker, YearPicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { Unfolding } from '../../shell/Unfolding.tsx';
import { useViewer } from '../../viewer.tsx';
import { EVERYWHERE, REFERENCES, referenceOf, selectionOf } from './choice.ts';
import type { Search } from './choice.ts';
import { applies, ComparisonQuery } from './comparison.ts';
import { Filters } from './Filters.tsx';
import { FunnelPanel } from './FunnelPanel.tsx';
import { Heat } from './Heat.tsx';
import './comparison.css';

const ChoicesQuery = graphql(`
  query ComparisonChoices {
    counties {
      id
      number
      name
    }
    favourites {
      name
      providers {
        id
        number
      }
    }
  }
`);

const PeersQuery = graphql(`
  query ComparisonPeers($provider: String!, $year: Int!) {
    peers(provider: $provider, year: $year) {
      provider {
        id
        number
      }
      peers {
        provider {
          id
          number
        }
      }
    }
  }
`);

/** Providers against the indicators, each value judged against what was chosen. A column's head opens its funnel or its intervals. */
export function ComparisonPage() {
  const { t, locale, apiLocale, format } = useLanguage();
  const viewer = useViewer();
  const search: Search = useSearch({ from: '/comparison' });
  const navigate = useNavigate({ from: '/comparison' });
  const period = usePeriod(search);
  const [{ data: choices }] = useQuery({ query: ChoicesQuery });
  const { kind } = viewer.organisation;
  const own = kind === 'COUNTY_UNIT' ? viewer.organisation.number : undefined;
  const county = search.county ?? own ?? EVERYWHERE;
  const [{ data, error, fetching }, ask] = useQuery({
    query: ComparisonQuery,
    variables: {
      county: county === EVERYWHERE ? null : county,
      year: period?.year ?? 0,
      programme: period?.programme.code ?? '',
      ...referenceOf(search),
      locale: apiLocale,
    },
    pause: !period,
  });
  const [openFromStart] = useState(search.indicator);
  const group = groupNamed(search.group);
  const [{ data: alike }] = useQuery({
    query: PeersQuery,
    variables: { provider: group && 'peersOf' in group ? group.peersOf : '', year: period?.year ?? 0 },
    pause: !group || !('peersOf' in group) || !period,
  });
  const comparison = data?.comparison;

  const lists = choices?.favourites ?? [];
  const listed = group && 'list' in group ? lists.find(({ name }) => name === group.list) : undefined;
  const like = group && 'peersOf' in group ? alike?.peers : undefined;
  const selection = useMemo(() => {
    const members = listed?.providers ?? (like && [like.provider, ...like.peers.map(({ provider }) => provider)]);
    return selectionOf(search, members ? new Set(members.map(({ number }) => number)) : undefined);
  }, [search, listed, like]);
  const choose = (change: Partial<Search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });

  const place = comparison?.county?.name ?? (county === own ? viewer.organisation.name : undefined);
  const title = place
    ? t('comparison.title', { county: placeOf(place) })
    : !comparison
      ? t('comparison.titleLoading')
      : t(kind === 'DIRECTORATE' ? 'comparison.titleNation' : 'comparison.titleAll');
  const columns = comparison?.indicators.filter((_, index) => applies(comparison, index)) ?? [];
  const file = (format_: 'csv' | 'xlsx') =>
    withSearch(`/files/comparison.${format_}`, {
      ...search,
      indicator: undefined,
      adjusted: undefined,
      county: county === EVERYWHERE ? undefined : county,
      year: period?.year,
      programme: period?.programme.code,
      locale,
    });
  const tools = !period ? (
    <Skeleton variant="rectangle" className="comparison__tools" />
  ) : (
    <>
      {!own && choices && (
        <Select
          label={t('picker.county')}
          size="small"
          value={county}
          onChange={({ target }) => choose({ county: target.value })}
        >
          <option value={EVERYWHERE}>
            {t(kind === 'DIRECTORATE' ? 'comparison.wholeNation' : 'comparison.allOfMine')}
          </option>
          {choices.counties.map(({ id, number, name }) => (
            <option key={id} value={number}>
              {placeOf(name)}
            </option>
          ))}
        </Select>
      )}
      <ProgrammePicker period={period} onChoose={(programme) => choose({ programme })} />
      <YearPicker period={period} onChoose={(year) => choose({ year })} />
      {(!comparison || comparison.publication) && (
        <>
          <Select
            label={t('comparison.reference')}
            size="small"
            className="picker"
            value={search.reference ?? 'nation'}
            onChange={({ target }) => choose({ reference: target.value === 'nation' ? undefined : target.value })}
          >
            {Object.entries(REFERENCES).map(([word, reference]) => (
              <option key={word} value={word}>
                {t(`reference.${reference}`)}
              </option>
            ))}
            {lists.length > 0 && (
              <optgroup label={t('filter.lists')}>
                {lists.map(({ name }) => (
                  <option key={name} value={`list-${name}`}>
                    {name}
                  </option>
                ))}
              </optgroup>
            )}
          </Select>
          <Select
            label={t('comparison.order')}
            size="small"
            className="picker"
            value={search.order ?? 'name'}
            onChange={({ target }) => choose({ order: target.value === 'name' ? undefined : target.value })}
          >
            <option value="name">{t('comparison.byName')}</option>
            {columns.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        </>
      )}
      {(!comparison || comparison.publication) && (
        <Unfolding label={t('file.fetch')} icon={<DownloadIcon aria-hidden />}>
          <TextLink href={file('xlsx')} download>
            {t('file.xlsx')}
          </TextLink>
          <TextLink href={file('csv')} download>
            {t('file.csv')}
          </TextLink>
          <p className="is-subtle">{t('file.what')}</p>
        </Unfolding>
      )}
    </>
  );

  let content;
  if (error) content = <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  else if (!period || (fetching && !comparison) || !data) content = <Skeleton variant="rectangle" height={720} />;
  else if (!comparison)
    content = (
      <p className="lead">
        {t(county === EVERYWHERE || county === own ? 'comparison.none' : 'comparison.noneInCounty')}
      </p>
    );
  else {
    const measured = period.years.find(({ year }) => year === period.year);
    const isOpen = measured?.state === 'OPEN';
    content = (
      <>
        <Heat
          filters={
            comparison.publication &&
            comparison.rows.length > 1 && (
              <Filters search={{ ...search, year: period.year }} columns={columns} lists={lists} onChoose={choose} />
            )
          }
          isNation={kind === 'DIRECTORATE'}
          comparison={comparison}
          search={search}
          selection={selection}
          programme={period.programme.code}
          year={period.year}
          // The deadline is the first instant that is too late; people are told the last day.
          lastDay={isOpen ? new Date(Date.parse(measured.deadline) - 1000).toISOString() : undefined}
          // Those reminded are all that are shown: a county unit's own, an association's members.
          mayRemind={
            isOpen && viewer.role !== 'VIEWER' && (Boolean(own) || (kind === 'ASSOCIATION' && county === EVERYWHERE))
          }
        />
        {comparison.publication && (
          <p className="comparison__foot">
            {t('comparison.published', {
              date: format.date(comparison.publication.publishedAt),
              revision: comparison.publication.revision,
            })}{' '}
            <TextLink
              href={scatterPath({
                county: comparison.county?.number,
                programme: period.programme.code,
                year: period.year,
              })}
            >
              {t('comparison.scatter')}
            </TextLink>
          </p>
        )}
        {search.indicator && comparison.publication && (
          <FunnelPanel
            key={search.indicator}
            indicator={search.indicator}
            county={comparison.county}
            programme={period.programme.code}
            year={period.year}
            shown={shownNumbers(comparison.rows, selection.members)}
            justOpened={search.indicator !== openFromStart}
            adjusted={search.adjusted === 'yes'}
            onAdjust={(adjusted) => choose({ adjusted: adjusted ? 'yes' : undefined })}
          />
        )}
      </>
    );
  }
  return (
    <Page
      title={title}
      below={
        // The line has its room before it is known, so that nothing jumps.
        comparison
          ? t('comparison.below', {
              providers: comparison.rows.length,
              indicators: comparison.publication ? columns.length : 0,
            })
          : '\u00A0'
      }
      width="wide"
      tools={tools}
    >
      {content}
    </Page>
  );
}

/** Whom a plot shows in full: those of the group chosen, else everybody in the table. */
function shownNumbers(
  rows: { provider: { number: string } }[],
  members: ReadonlySet<string> | undefined,
): ReadonlySet<string> {
  const numbers = rows.map(({ provider }) => provider.number);
  return new Set(members ? numbers.filter((number) => members.has(number)) : numbers);
}
