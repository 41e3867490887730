import { StripKey, StripPlot } from '@batt/ui/StripPlot';
import { TrendChart } from '@batt/ui/TrendChart';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Heading } from '@navikt/ds-react/Typography';
import type { Aim } from '@batt/domain/targets/status';
import { useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useMedia } from '../../shell/useMedia.ts';
import { aimText, reachedBy } from './aim.ts';

const EvidenceQuery = graphql(`
  query TargetEvidence($provider: String!, $year: Int!, $programme: String!, $locale: Locale!) {
    scorecard(provider: $provider, year: $year, programme: $programme) {
      year
      provider {
        id
        name
      }
      rows {
        id
        applicable
        indicator {
          code
          name(locale: $locale)
          unit
          decimals
          direction
        }
        own {
          value
          interval {
            low
            high
          }
        }
        previous {
          value
        }
        previousYear
        trend {
          year
          own {
            value
            interval {
              low
              high
            }
          }
          nationalMean
          target
        }
        nation {
          q1
          q3
          median
          min
          max
          ranked
        }
        nationalMean
        countyMean
        best {
          value
        }
        targets {
          id
          level
          value
          low
          high
        }
        canSetTarget {
          allowed
          advice
        }
      }
    }
  }
`);

interface EvidenceOf {
  provider: string;
  programme: string;
  indicator: string;
  /** The newest published year that the target can lean on; undefined when there is none. */
  year: number | undefined;
}

/** The figures that a target on one indicator is weighed by: one row of the provider's scorecard. `row` is null where they are not to be seen. */
export function useEvidence({ provider, programme, indicator, year }: EvidenceOf) {
  const { apiLocale } = useLanguage();
  const [{ data, error, fetching }, ask] = useQuery({
    query: EvidenceQuery,
    variables: { provider, programme, year: year ?? 0, locale: apiLocale },
    pause: year === undefined || provider === '' || programme === '',
  });
  const card = data?.scorecard;
  const row = card?.rows.find((each) => each.indicator.code === indicator && each.applicable) ?? null;
  return { card, row, error, fetching, again: () => ask({ requestPolicy: 'network-only' }) };
}

type Found = ReturnType<typeof useEvidence>;
export type EvidenceRow = NonNullable<Found['row']>;

/** History, means, other targets and the nation's spread, with the value that is weighed drawn in. */
export function Evidence({ found, aim }: { found: Found; aim: Aim | null }) {
  const { t } = useLanguage();
  const { card, row, error, fetching, again } = found;
  return (
    <section className="evidence">
      <Heading level="2" size="small">
        {t('evidence.heading')}
      </Heading>
      {error && <Trouble error={error} retry={again} />}
      {fetching && <Skeleton variant="rectangle" height={320} />}
      {!fetching && !error && !row && <p>{t(card === null ? 'evidence.hidden' : 'evidence.none')}</p>}
      {row && card && <Figures row={row} year={card.year} provider={card.provider.name} aim={aim} />}
    </section>
  );
}

function Figures({ row, year, provider, aim }: { row: EvidenceRow; year: number; provider: string; aim: Aim | null }) {
  const language = useLanguage();
  const { t, format } = language;
  const isNarrow = useMedia('(max-width: 640px)');
  const { indicator, nation, trend } = row;
  const write = (value: number) => format.figure(value, indicator.unit, indicator.decimals);
  const targetAt = (level: 'NATIONAL' | 'COUNTY') => row.targets.find((target) => target.level === level);
  const aimOf = (target: Aim | undefined) => (target ? aimText(indicator, target, language) : t('evidence.notSet'));
  const yearText = String(year);
  const facts = [
    [t('evidence.own', { year: yearText }), row.own.value],
    ...(row.previousYear === null
      ? []
      : [[t('evidence.previous', { year: String(row.previousYear) }), row.previous?.value ?? null] as const]),
    [t('evidence.mean', { year: yearText }), row.nationalMean],
    [t('evidence.countyMean', { year: yearText }), row.countyMean],
  ] as const;
  const drawn = aim && (aim.value !== null || (aim.low !== null && aim.high !== null)) ? aim : null;
  const target =
    drawn && (drawn.value !== null ? { value: drawn.value } : { low: drawn.low ?? 0, high: drawn.high ?? 0 });
  const text = drawn ? aimText(indicator, drawn, language) : '';
  const reached = drawn && nation ? reachedBy(drawn.value, indicator, nation) : null;
  const span = { from: String(trend[0]?.year ?? ''), to: String(trend.at(-1)?.year ?? '') };

  return (
    <>
      <dl className="evidence__facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="batt-number">{value === null ? '–' : write(value)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('evidence.nationalTarget')}</dt>
          <dd className="batt-number">{aimOf(targetAt('NATIONAL'))}</dd>
        </div>
        <div>
          <dt>{t('evidence.countyTarget')}</dt>
          <dd className="batt-number">{aimOf(targetAt('COUNTY'))}</dd>
        </div>
      </dl>
      {nation && nation.min !== null && nation.max !== null && drawn && (
        <div className="evidence__strip">
          <Heading level="3" size="xsmall">
            {t('evidence.strip', { aim: text })}
          </Heading>
          {reached && <p>{t(`evidence.reached.${reached}`, { aim: text, year: yearText })}</p>}
          <StripPlot
            title={t('evidence.strip', { aim: text })}
            summary={t('evidence.stripSummary', { year: yearText })}
            format={write}
            min={nation.min}
            max={nation.max}
            q1={nation.q1}
            q3={nation.q3}
            mean={row.nationalMean}
            own={row.own.value}
            ownLow={row.own.interval?.low ?? null}
            ownHigh={row.own.interval?.high ?? null}
            previous={row.previous?.value ?? null}
            best={row.best.map(({ value }) => value)}
            target={target}
            size={isNarrow ? 'phone' : 'screen'}
            width="fill"
          />
          <StripKey
            labels={{
              own: t('evidence.key.own', { year: yearText }),
              previous: t('evidence.key.previous'),
              target: t('evidence.key.target'),
              mean: t('evidence.key.mean'),
              middle: t('evidence.key.middle'),
              best: t('evidence.key.best'),
            }}
          />
          <p className="evidence__note">{t('evidence.ranked', { count: nation.ranked })}</p>
        </div>
      )}
      {trend.length > 1 && (
        <div>
          <Heading level="3" size="xsmall">
            {t('evidence.trend', { provider, ...span })}
          </Heading>
          <TrendChart
            title={t('evidence.trend', { provider, ...span })}
            summary={t('evidence.trendSummary', span)}
            format={write}
            points={trend.map((point) => ({
              label: String(point.year),
              own: point.own.value,
              low: point.own.interval?.low ?? null,
              high: point.own.interval?.high ?? null,
              mean: point.nationalMean,
              target: point.target === null ? null : { value: point.target },
            }))}
            labels={{
              period: t('evidence.period'),
              own: t('evidence.ownLine'),
              mean: t('evidence.meanLine'),
              target: t('evidence.targetLine'),
              interval: t('evidence.interval'),
            }}
            size={isNarrow ? 'phone' : 'screen'}
            width="fill"
          />
        </div>
      )}
    </>
  );
}
