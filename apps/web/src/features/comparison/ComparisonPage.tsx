import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { HeatKey, HeatTable } from '@batt/ui/HeatTable';
import type { HeatCell, HeatColumn, HeatRow } from '@batt/ui/HeatTable';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { comparisonPath, scorecardPath } from '../../paths.ts';
import { isPublished, usePeriod } from '../../period.ts';
import { Page } from '../../shell/Page.tsx';
import { ProgrammePicker, YearPicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { signWords, SIGNS, verdictWords, VERDICTS } from '../../words.ts';
import { FunnelPanel } from './FunnelPanel.tsx';
import { comparisonSentence } from './sentences.ts';
import './comparison.css';

const ComparisonQuery = graphql(`
  query Comparison($county: String!, $year: Int!, $programme: String!, $locale: Locale!) {
    comparison(county: $county, year: $year, programme: $programme) {
      county {
        id
        number
        name
      }
      publication {
        revision
        publishedAt
      }
      indicators {
        code
        name(locale: $locale)
        group
        unit
        decimals
        band {
          low
          high
        }
        programmes
      }
      reported
      expected
      nation
      countyMeans
      rows {
        provider {
          id
          number
          name
          viewerMayReadScorecard
        }
        reported
        cells {
          value
          status
          verdict
        }
      }
    }
  }
`);

const CountiesQuery = graphql(`
  query Counties {
    counties {
      id
      number
      name
    }
  }
`);

type Comparison = NonNullable<ResultOf<typeof ComparisonQuery>['comparison']>;
type Column = Comparison['indicators'][number];

/** Providers of one county against the indicators, each value judged against the nation. A column's head opens its funnel. */
export function ComparisonPage() {
  const { t, apiLocale, format } = useLanguage();
  const viewer = useViewer();
  const search = useSearch({ from: '/comparison' });
  const navigate = useNavigate({ from: '/comparison' });
  const period = usePeriod(search);
  const [{ data: counties }] = useQuery({ query: CountiesQuery });
  const own = viewer.organisation.kind === 'COUNTY_UNIT' ? viewer.organisation.number : undefined;
  const county = search.county ?? own ?? counties?.counties[0]?.number;
  const [{ data, error, fetching }, ask] = useQuery({
    query: ComparisonQuery,
    variables: {
      county: county ?? '',
      year: period?.year ?? 0,
      programme: period?.programme.code ?? '',
      locale: apiLocale,
    },
    pause: !period || !county,
  });
  const comparison = data?.comparison;
  const choose = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });

  const title = comparison
    ? t('comparison.title', { county: placeOf(comparison.county.name) })
    : t('comparison.titleLoading');
  const tools = period && (
    <>
      {!own && counties && (
        <Select
          label={t('picker.county')}
          size="small"
          value={county}
          onChange={({ target }) => choose({ county: target.value })}
        >
          {counties.counties.map(({ id, number, name }) => (
            <option key={id} value={number}>
              {placeOf(name)}
            </option>
          ))}
        </Select>
      )}
      <ProgrammePicker period={period} onChoose={(programme) => choose({ programme })} />
      <YearPicker period={period} only={(year) => isPublished(period, year)} onChoose={(year) => choose({ year })} />
      {comparison && (
        <Select
          label={t('comparison.order')}
          size="small"
          className="picker"
          value={search.order ?? 'name'}
          onChange={({ target }) => choose({ order: target.value === 'name' ? undefined : target.value })}
        >
          <option value="name">{t('comparison.byName')}</option>
          {comparison.indicators
            .filter((_, index) => applies(comparison, index))
            .map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
        </Select>
      )}
    </>
  );

  let content;
  if (error) content = <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  else if (!period || fetching || !data) content = <Skeleton variant="rectangle" height={720} />;
  else if (!comparison) content = <p className="lead">{t('comparison.none')}</p>;
  else {
    content = (
      <>
        <Heat
          comparison={comparison}
          order={search.order}
          chosen={search.indicator}
          year={period.year}
          programme={period.programme.code}
        />
        {comparison.publication && (
          <p className="comparison__foot">
            {t('comparison.published', {
              date: format.date(comparison.publication.publishedAt),
              revision: comparison.publication.revision,
            })}
          </p>
        )}
        {search.indicator && (
          <FunnelPanel
            indicator={search.indicator}
            county={comparison.county}
            programme={period.programme.code}
            year={period.year}
          />
        )}
      </>
    );
  }
  return (
    <Page
      title={title}
      below={
        comparison &&
        t('comparison.below', { providers: comparison.rows.length, indicators: comparison.indicators.length })
      }
      width="wide"
      tools={tools}
    >
      {content}
    </Page>
  );
}

/** Whether an indicator applies to the programme: some provider's cell says something else than that it does not. */
function applies({ rows }: Comparison, index: number): boolean {
  return rows.some(({ cells }) => cells[index] && cells[index].status !== 'NOT_APPLICABLE');
}

interface HeatProps {
  comparison: Comparison;
  order?: string;
  chosen?: string;
  year: number;
  programme: string;
}

function Heat({ comparison, order, chosen, year, programme }: HeatProps) {
  const language = useLanguage();
  const { t, format } = language;
  const { county, indicators, rows, nation, countyMeans, reported, expected } = comparison;

  const groups = (['SATISFACTION', 'EFFORT', 'OUTCOME', 'TIME'] as const).map((group) => {
    const members = indicators
      .map((indicator, index) => ({ indicator, index }))
      .filter(({ indicator }) => indicator.group === group);
    const column = ({ indicator, index }: (typeof members)[number]): HeatColumn => ({
      id: indicator.code,
      label: columnLabel(indicator),
      href: hasFunnel(comparison, index)
        ? comparisonPath({ county: county.number, programme, year, order, indicator: indicator.code })
        : undefined,
      chosen: indicator.code === chosen,
    });
    const wide = members.filter(({ index }) => applies(comparison, index));
    const narrow = members.filter(({ index }) => !applies(comparison, index));
    return {
      label: t(`group.${group}`),
      columns: wide.map(column),
      narrow:
        narrow.length > 0
          ? { label: t('comparison.notHere', { count: narrow.length }), columns: narrow.map(column) }
          : undefined,
      places: [...wide, ...narrow].map(({ index }) => index),
    };
  });
  const places = groups.flatMap((group) => group.places);

  function columnLabel({ name: whole, unit, band }: Column): string {
    const name = breakable(whole);
    if (band) return t('comparison.inBand', { name, band: format.range(band.low, band.high, unit, 0) });
    return unit === 'PERCENT' ? `${name}, %` : name;
  }
  const write = (value: number, index: number) => format.number(value, indicators[index]?.decimals);
  const meanCells = (means: readonly (number | null)[]): HeatCell[] =>
    places.map((index) => {
      const mean = means[index];
      if (mean != null) return { value: write(mean, index) };
      return { sign: applies(comparison, index) ? '..' : '.' };
    });

  const index = indicators.findIndex(({ code }) => code === order);
  const valueOf = (row: Comparison['rows'][number]) => row.cells[index]?.value ?? -Infinity;
  const sorted = rows.toSorted(
    (a, b) => (index >= 0 ? valueOf(b) - valueOf(a) : 0) || format.compare(a.provider.name, b.provider.name),
  );
  const sentence = comparisonSentence(
    rows
      .filter((row) => row.reported)
      .map(({ provider, cells }) => ({ name: provider.name, verdicts: cells.map(({ verdict }) => verdict) })),
    indicators.map(({ name }) => name),
    language,
  );
  const verdicts = verdictWords(language);
  const signs = signWords(language);

  return (
    <>
      <div className="comparison__lead">
        <p className="lead">
          <strong>{sentence.lead}</strong> {sentence.rest}
        </p>
        <p className="comparison__reported">{t('comparison.reported', { reported, expected })}</p>
      </div>
      <HeatKey label={t('comparison.against')} verdicts={verdicts} signs={signs} />
      <HeatTable
        caption={t('comparison.caption', { county: placeOf(county.name), programme, year: String(year) })}
        nameHead={t('comparison.provider')}
        groups={groups}
        pinned={[
          { id: 'nation', name: t('comparison.nation'), cells: meanCells(nation) },
          { id: 'county', name: placeOf(county.name), cells: meanCells(countyMeans) },
        ]}
        rows={sorted.map(({ provider, reported: hasReported, cells }): HeatRow => ({
          id: provider.id,
          name: provider.name,
          href: provider.viewerMayReadScorecard ? scorecardPath(provider.number, { programme, year }) : undefined,
          note: hasReported ? undefined : t('comparison.notReported', { year: String(year) }),
          cells: places.map((place): HeatCell => {
            const cell = cells[place];
            if (cell?.value != null) return { value: write(cell.value, place), verdict: VERDICTS[cell.verdict].shape };
            return { sign: SIGNS[!cell || cell.status === 'OK' ? 'NO_DATA' : cell.status].sign };
          }),
        }))}
        verdicts={verdicts}
        signs={signs}
      />
    </>
  );
}

/** Compound words may break between their parts, for the columns are narrow and browsers do not know Norwegian words. */
function breakable(name: string): string {
  return name.replace(/(?<=\p{L}{3})(undersøk|utvikling|partnar|partner|deltak|kvalifis)/gu, '\u00AD$1');
}

/** Funnels are for shares that are judged: not for counts, means or checklists. */
function hasFunnel({ indicators, rows }: Comparison, index: number): boolean {
  return (
    indicators[index]?.unit === 'PERCENT' && rows.some(({ cells }) => cells[index] && cells[index].verdict !== 'NONE')
  );
}
