import { Checkbox } from '@navikt/ds-react/Checkbox';
import { Heading } from '@navikt/ds-react/Typography';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Funnel, FunnelKey } from '@batt/ui/Funnel';
import { IntervalKey, IntervalPlot } from '@batt/ui/IntervalPlot';
import { VerdictMark } from '@batt/ui/Marks';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { figureWriter, placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { verdictWords, VERDICTS } from '../../words.ts';
import { GapPanel } from './GapPanel.tsx';
import { funnelSentence } from './sentences.ts';

const FunnelQuery = graphql(`
  query Funnel(
    $indicator: String!
    $programme: String!
    $year: Int!
    $county: String
    $adjusted: Boolean!
    $locale: Locale!
  ) {
    funnel(indicator: $indicator, programme: $programme, year: $year, county: $county, adjusted: $adjusted) {
      indicator {
        code
        name(locale: $locale)
        unit
        decimals
        direction
      }
      mean
      overdispersion
      limits {
        n
        low95
        high95
        low998
        high998
      }
      points {
        provider {
          id
          number
          name
        }
        n
        value
        interval {
          low
          high
        }
        perHundred
        verdict
      }
      others {
        n
        low
        high
        providers
      }
    }
  }
`);

/** Sizes of those who are not named are told in steps of so many. */
const SIZE_STEP = 5;

interface FunnelPanelProps {
  indicator: string;
  /** Null for all that the viewer may read. */
  county: { id: string; number: string; name: string } | null;
  programme: string;
  year: number;
  /** Numbers of the providers that the table above shows. */
  shown: ReadonlySet<string>;
  /** Whether it was opened just now, from the head of a column. */
  justOpened: boolean;
  adjusted: boolean;
  onAdjust: (adjusted: boolean) => void;
}

/** One indicator below the table: a funnel for shares, intervals for means and counts, and the same figures as a table beside it. */
export function FunnelPanel({
  indicator,
  county,
  programme,
  year,
  shown,
  justOpened,
  adjusted,
  onAdjust,
}: FunnelPanelProps) {
  const language = useLanguage();
  const { t, format, apiLocale } = language;
  const heading = useRef<HTMLHeadingElement>(null);
  const [{ data, error, fetching }, ask] = useQuery({
    query: FunnelQuery,
    variables: { indicator, county: county?.number ?? null, programme, year, adjusted, locale: apiLocale },
  });
  const funnel = data?.funnel;
  const isThere = funnel?.indicator.code === indicator;
  useEffect(() => {
    // Whoever opened it reads on here.
    if (isThere && justOpened) heading.current?.focus();
  }, [isThere, justOpened]);

  if (error) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!isThere && fetching) return <Skeleton variant="rectangle" height={560} />;
  if (!funnel) return <p className="lead funnel">{t('funnel.none')}</p>;

  const { unit, direction } = funnel.indicator;
  const write = figureWriter(funnel.indicator, language);
  const words = verdictWords(language, true);
  const isCount = unit === 'COUNT';
  const isShare = unit === 'PERCENT';
  const cases = funnel.points.map(({ provider, n, value, interval, perHundred, verdict }) => ({
    id: provider.id,
    name: provider.name,
    ours: shown.has(provider.number),
    n,
    value,
    text: write(value),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    perHundred,
    verdict,
    shape: VERDICTS[verdict].shape,
    word: words[VERDICTS[verdict].shape],
  }));
  const ours = cases.filter((point) => point.ours).toSorted((a, b) => format.compare(a.name, b.name));
  const best = direction === 'LOWER' ? 1 : -1;
  const sorted = ours.toSorted((a, b) => best * (a.value - b.value) || format.compare(a.name, b.name));
  const sentence = funnelSentence(
    ours.map(({ name, n, text, verdict, word }) => ({
      name,
      figure: isShare
        ? t('funnel.point', { value: text, n: String(n) })
        : t('funnel.pointMean', { value: text, basis: t(`basis.${unit}`, { n }) }),
      verdict,
      word,
    })),
    funnel.mean === null ? t('funnel.noMean') : write(funnel.mean),
    language,
  );
  const range = (low: number | null, high: number | null) =>
    low !== null && high !== null && format.range(low, high, unit, funnel.indicator.decimals);
  const title = t('funnel.title', { name: funnel.indicator.name, programme, year: String(year) });
  // How many times wider the limits become; as wide as they are is not worth a word.
  const spread = Math.round(10 * Math.sqrt(funnel.overdispersion ?? 1)) / 10;
  const labels = {
    mean: t('comparison.nation'),
    name: t('comparison.provider'),
    value: t(isShare ? 'funnel.value' : isCount ? 'funnel.count' : 'funnel.meanValue'),
    n: t(isShare ? 'funnel.n' : 'funnel.basis'),
    interval: t('funnel.interval'),
    verdict: t('funnel.verdict'),
    verdicts: words,
  };
  // The rest of the nation, as coarsely as it is told: sizes in fives, values in cells.
  const crowd = funnel.others.map(({ n, low, high, providers }) => ({
    from: n ?? 0,
    to: (n ?? 0) + SIZE_STEP,
    low,
    high,
    count: providers,
  }));
  const crowdOf = crowd.reduce((sum, { count }) => sum + count, 0);
  const step = Math.min(...crowd.map(({ low, high }) => high - low));
  const others = crowdOf > 0 || ours.length < cases.length ? t('funnel.others') : undefined;
  const outside = { outside998: t('funnel.outside998'), outside95: t('funnel.outside95') };

  return (
    <section className="funnel" aria-labelledby="funnel-title">
      <Heading id="funnel-title" level="2" size="medium" tabIndex={-1} ref={heading}>
        {title}
      </Heading>
      <p className="lead">
        <strong>{sentence.lead}</strong> {sentence.rest}
      </p>
      {spread > 1 && (
        <div className="funnel__adjust">
          <Checkbox size="small" checked={adjusted} onChange={({ target }) => onAdjust(target.checked)}>
            {t('funnel.adjust')}
          </Checkbox>
          <p>{t(adjusted ? 'funnel.adjusted' : 'funnel.overdispersed', { times: format.number(spread, 1) })}</p>
        </div>
      )}
      <div className="funnel__sides">
        <div>
          {isShare && funnel.mean !== null ? (
            <>
              <Funnel
                title={title}
                summary={sentence.lead}
                format={write}
                formatTick={(value) => format.figure(value, unit, 0)}
                mean={funnel.mean}
                min={0}
                max={100}
                limits={funnel.limits}
                others={crowd}
                points={cases.map(({ id, name, n, value, shape, ours: isOurs }) => ({
                  id,
                  name,
                  n,
                  value,
                  verdict: shape,
                  ours: isOurs,
                }))}
                labels={{
                  ...labels,
                  x: t('funnel.x'),
                  limit95: format.percent(95, 0),
                  limit998: format.percent(99.8, 1),
                  inside: t('funnel.inside'),
                  point: (value, n) => t('funnel.point', { value, n: String(n) }),
                }}
                width="fill"
              />
              <FunnelKey
                labels={{
                  ours: county ? t('funnel.ours', { county: placeOf(county.name) }) : t('funnel.shown'),
                  others,
                  inside: t('funnel.insideKey'),
                  ...outside,
                }}
              />
            </>
          ) : (
            <>
              <IntervalPlot
                title={title}
                summary={sentence.lead}
                format={write}
                formatTick={format.number}
                mean={funnel.mean}
                limits={funnel.limits}
                points={sorted.map(({ id, name, n, value, low, high, shape }) => ({
                  id,
                  name,
                  n,
                  value,
                  low,
                  high,
                  verdict: shape,
                }))}
                others={crowd}
                labels={{ ...labels, others, x: t(`unit.${unit}`) }}
                width="fill"
              />
              <IntervalKey
                labels={{
                  own: t('funnel.ownInterval'),
                  others: crowdOf > 0 ? others : undefined,
                  ...(funnel.limits.length > 0 ? { inside: t('funnel.insideKey'), ...outside } : {}),
                }}
              />
            </>
          )}
          {crowdOf > 0 && (
            <p className="funnel__others">
              {t('funnel.crowd', { count: crowdOf, unit, step: format.number(step, step < 1 ? 1 : 0) })}
            </p>
          )}
        </div>
        {/* What scrolls must be reachable with the keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <section className="funnel__beside" aria-label={title} tabIndex={0}>
          <table className="funnel__table batt-number">
            <caption>{t(isCount ? 'funnel.sameCounts' : 'funnel.same')}</caption>
            <thead>
              <tr>
                <th scope="col">{labels.name}</th>
                {!isCount && (
                  <th scope="col" className="is-number is-wide">
                    {labels.n}
                  </th>
                )}
                <th scope="col" className="is-number">
                  {labels.value}
                </th>
                <th scope="col" className="is-number is-wide">
                  {labels.interval}
                </th>
                {isCount ? (
                  <th scope="col" className="is-number">
                    {t('funnel.perHundred')}
                  </th>
                ) : (
                  <th scope="col">{labels.verdict}</th>
                )}
              </tr>
            </thead>
            <tbody>
              {ours.map(({ id, name, n, text, low, high, perHundred, verdict, shape, word }) => (
                <tr key={id} className={verdict === 'WITHIN' || verdict === 'NONE' ? undefined : 'is-outside'}>
                  <th scope="row">{name}</th>
                  {!isCount && <td className="is-number is-wide">{format.number(n)}</td>}
                  <td className="is-number">
                    {text}
                    {/* On a phone what it rests on stands below. */}
                    <span className="funnel__below">{range(low, high)}</span>
                    {!isCount && <span className="funnel__below">{t(`basis.${unit}`, { n })}</span>}
                  </td>
                  <td className="is-number is-wide">{range(low, high)}</td>
                  {isCount ? (
                    <td className="is-number">{perHundred !== null && format.number(perHundred, 1)}</td>
                  ) : (
                    <td>
                      <VerdictMark verdict={shape} label={word} showLabel />
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      {county && <GapPanel indicator={indicator} programme={programme} year={year} county={county.number} />}
    </section>
  );
}
