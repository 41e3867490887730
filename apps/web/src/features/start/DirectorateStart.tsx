import { Heading } from '@navikt/ds-react/Typography';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Change } from '@batt/ui/Marks';
import { TextLink } from '@batt/ui/Link';
import { SectionList } from '@batt/ui/SectionList';
import { StripPlot } from '@batt/ui/StripPlot';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { aimOf, aimText, changeOf, figureWriter, placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { comparisonPath, rankingPath } from '../../paths.ts';
import { isPublished, usePeriod } from '../../period.ts';
import type { Period } from '../../period.ts';
import { ProgrammePicker, YearPicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { ReportingBars } from './ReportingBars.tsx';

const OverviewQuery = graphql(`
  query NationalOverview($year: Int!, $programme: String!, $locale: Locale!) {
    overview(year: $year, programme: $programme) {
      rows {
        indicator {
          code
          name(locale: $locale)
          group
          unit
          decimals
        }
        benchmark {
          mean
          median
          q1
          q3
          min
          max
          ranked
          leftOut
        }
        previousMean
        nationalTarget {
          id
          value
          low
          high
        }
        reachedTarget
      }
      providersReported
      providersExpected
      counties {
        county {
          id
          number
          name
        }
        reported
        expected
      }
      threads
      targetsAgreed
      targetsOpen
    }
  }
`);

type Overview = NonNullable<ResultOf<typeof OverviewQuery>['overview']>;

/** How the nation stands: every indicator's mean and spread, national targets, and how reporting and dialogue go. */
export function DirectorateStart() {
  const { t, format, apiLocale } = useLanguage();
  const search = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const period = usePeriod(search);
  const [{ data, error, fetching }, ask] = useQuery({
    query: OverviewQuery,
    variables: { year: period?.year ?? 0, programme: period?.programme.code ?? '', locale: apiLocale },
    pause: !period,
  });
  if (error) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!period || fetching || !data) return <Skeleton variant="rectangle" height={720} />;
  const choose = (change: { programme?: string; year?: number }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const { overview } = data;

  return (
    <>
      <section aria-labelledby="national">
        <div className="start-section__head">
          <Heading id="national" level="2" size="medium">
            {t('start.national', { programme: period.programme.name, year: String(period.year) })}
          </Heading>
          <div className="page__tools">
            <ProgrammePicker period={period} onChoose={(programme) => choose({ programme })} />
            <YearPicker
              period={period}
              only={(year) => isPublished(period, year)}
              onChoose={(year) => choose({ year })}
            />
          </div>
        </div>
        {overview ? <NationalTable rows={overview.rows} period={period} /> : <p>{t('start.noFigures')}</p>}
      </section>
      {overview && (
        <div className="start-columns">
          <SectionList heading={t('start.reporting', { year: String(period.year) })}>
            <ReportingBars
              reported={overview.providersReported}
              expected={overview.providersExpected}
              counties={overview.counties
                .map(({ county, ...counts }) => ({
                  ...counts,
                  id: county.id,
                  name: placeOf(county.name),
                  href: comparisonPath({ county: county.number, programme: period.programme.code, year: period.year }),
                }))
                .toSorted((a, b) => format.compare(a.name, b.name))}
            />
          </SectionList>
          <Dialogue overview={overview} />
        </div>
      )}
    </>
  );
}

function Dialogue({ overview: { threads, targetsAgreed, targetsOpen } }: { overview: Overview }) {
  const { t, format } = useLanguage();
  if (threads === null || targetsAgreed === null || targetsOpen === null) return null;
  return (
    <SectionList
      heading={t('start.dialogue')}
      items={[
        { id: 'agreed', title: t('start.targetsAgreed'), end: format.number(targetsAgreed) },
        { id: 'open', title: t('start.targetsOpen'), end: format.number(targetsOpen) },
        { id: 'threads', title: t('start.threadCount'), sub: t('start.threadCountOnly'), end: format.number(threads) },
      ]}
    />
  );
}

function NationalTable({ rows, period }: { rows: Overview['rows']; period: Period }) {
  const language = useLanguage();
  const { t, format } = language;
  const year = period.year;
  return (
    <div className="start-scroll">
      <table className="national batt-number">
        <caption className="batt-visually-hidden">
          {t('start.national', { programme: period.programme.name, year: String(year) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('picker.indicator')}</th>
            <th scope="col" className="is-number">
              {t('start.meanIn', { year: String(year) })}
            </th>
            <th scope="col" className="is-number">
              {t('start.changeSince', { year: String(year - 1) })}
            </th>
            <th scope="col" className="is-number">
              {t('start.median')}
            </th>
            <th scope="col">{t('start.spread')}</th>
            <th scope="col">{t('start.nationalTarget')}</th>
            <th scope="col" className="is-number">
              {t('start.rankedCount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ indicator, benchmark, previousMean, nationalTarget, reachedTarget }) => {
            const write = figureWriter(indicator, language);
            const written = (value: number | null) => (value === null ? '' : write(value));
            const { mean, median, q1, q3, min, max, ranked } = benchmark;
            const changed = changeOf(previousMean, mean, indicator);
            const changeText = changed && format.number(Math.abs(changed.change), indicator.decimals);
            return (
              <tr key={indicator.code}>
                <th scope="row">
                  <TextLink href={rankingPath({ indicator: indicator.code, programme: period.programme.code, year })}>
                    {indicator.name}
                  </TextLink>
                  <span>{t(`group.${indicator.group}`)}</span>
                </th>
                <td className="is-number">
                  <strong>{mean === null ? t('sign.missing') : write(mean)}</strong>
                </td>
                <td className="is-number">
                  {changed && changeText !== null && (
                    <Change
                      direction={changed.direction}
                      text={format.change(changed.change, indicator.decimals)}
                      label={t('start.changeLabel', { direction: changed.direction, change: changeText })}
                    />
                  )}
                </td>
                <td className="is-number">{written(median)}</td>
                <td>
                  {min !== null && max !== null && (
                    <StripPlot
                      title={t('start.spreadOf', { name: indicator.name })}
                      summary={t('start.spreadSummary', {
                        min: write(min),
                        q1: written(q1),
                        q3: written(q3),
                        max: write(max),
                        mean: written(mean),
                      })}
                      format={(value) =>
                        format.number(value, indicator.unit === 'SCORE' || indicator.unit === 'DAYS' ? 1 : 0)
                      }
                      min={min}
                      max={max}
                      q1={q1}
                      q3={q3}
                      mean={mean}
                      own={null}
                      ownLow={null}
                      ownHigh={null}
                      previous={null}
                      best={[]}
                      target={aimOf(nationalTarget)}
                      width={300}
                    />
                  )}
                </td>
                <td>
                  {nationalTarget ? (
                    <>
                      <strong>{aimText(nationalTarget, indicator, language)}</strong>
                      {reachedTarget !== null && (
                        <span>{t('start.reached', { reached: reachedTarget, of: ranked })}</span>
                      )}
                    </>
                  ) : (
                    <span>{t('targetStatus.none')}</span>
                  )}
                </td>
                <td className="is-number">{format.number(ranked)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
