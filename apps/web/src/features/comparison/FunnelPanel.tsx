import { Heading } from '@navikt/ds-react/Typography';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Funnel, FunnelKey } from '@batt/ui/Funnel';
import { VerdictMark } from '@batt/ui/Marks';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { verdictWords, VERDICTS } from '../../words.ts';
import { funnelSentence } from './sentences.ts';

const FunnelQuery = graphql(`
  query Funnel($indicator: String!, $programme: String!, $year: Int!, $county: String!, $locale: Locale!) {
    funnel(indicator: $indicator, programme: $programme, year: $year, county: $county) {
      indicator {
        code
        name(locale: $locale)
        unit
        decimals
      }
      mean
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
          name
          county {
            id
          }
        }
        n
        value
        verdict
      }
      others
    }
  }
`);

interface FunnelPanelProps {
  indicator: string;
  county: { id: string; number: string; name: string };
  programme: string;
  year: number;
}

/** One indicator's funnel below the table: the county's providers among all, and the same figures as a table beside it. */
export function FunnelPanel({ indicator, county, programme, year }: FunnelPanelProps) {
  const language = useLanguage();
  const { t, format, apiLocale } = language;
  const panel = useRef<HTMLElement>(null);
  const [{ data, error, fetching }, ask] = useQuery({
    query: FunnelQuery,
    variables: { indicator, county: county.number, programme, year, locale: apiLocale },
  });
  const funnel = data?.funnel;
  const name = funnel?.indicator.name;
  useEffect(() => {
    if (name) panel.current?.scrollIntoView({ block: 'start', behavior: 'instant' });
  }, [name]);

  if (error) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (fetching) return <Skeleton variant="rectangle" height={560} />;
  if (!funnel || funnel.mean === null) return <p className="lead">{t('funnel.none')}</p>;

  const { unit, decimals } = funnel.indicator;
  const write = (value: number) => format.figure(value, unit, decimals);
  const words = verdictWords(language, true);
  const ours = funnel.points
    .filter(({ provider }) => provider.county.id === county.id)
    .map(({ provider, n, value, verdict }) => ({
      id: provider.id,
      name: provider.name,
      n,
      value: write(value),
      verdict,
      word: words[VERDICTS[verdict].shape],
    }))
    .toSorted((a, b) => format.compare(a.name, b.name));
  const sentence = funnelSentence(ours, write(funnel.mean), language);

  return (
    <section ref={panel} className="funnel" aria-labelledby="funnel-title">
      <Heading id="funnel-title" level="2" size="medium">
        {t('funnel.title', { name: funnel.indicator.name, programme, year: String(year) })}
      </Heading>
      <p className="lead">
        <strong>{sentence.lead}</strong> {sentence.rest}
      </p>
      <div className="funnel__sides">
        <div>
          <Funnel
            title={t('funnel.title', { name: funnel.indicator.name, programme, year: String(year) })}
            summary={sentence.lead}
            format={write}
            mean={funnel.mean}
            min={0}
            max={unit === 'PERCENT' ? 100 : undefined}
            limits={funnel.limits}
            points={funnel.points.map(({ provider, n, value, verdict }) => ({
              id: provider.id,
              name: provider.name,
              n,
              value,
              verdict: VERDICTS[verdict].shape,
              ours: provider.county.id === county.id,
            }))}
            labels={{
              x: t('funnel.x'),
              mean: t('comparison.nation'),
              limit95: format.percent(95, 0),
              limit998: format.percent(99.8, 1),
              inside: t('funnel.inside'),
              point: (value, n) => t('funnel.point', { value, n: String(n) }),
              name: t('comparison.provider'),
              value: t('funnel.value'),
              n: t('funnel.n'),
              verdict: t('funnel.verdict'),
              verdicts: words,
            }}
            width="fill"
          />
          <FunnelKey
            labels={{
              ours: t('funnel.ours', { county: placeOf(county.name) }),
              others: t('funnel.others'),
              inside: t('funnel.insideKey'),
              outside998: t('funnel.outside998'),
              outside95: t('funnel.outside95'),
            }}
          />
          {funnel.others > 0 && <p className="funnel__others">{t('funnel.notDrawn', { count: funnel.others })}</p>}
        </div>
        <table className="funnel__table batt-number">
          <caption>{t('funnel.same')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('comparison.provider')}</th>
              <th scope="col" className="is-number">
                {t('funnel.n')}
              </th>
              <th scope="col" className="is-number">
                {t('funnel.value')}
              </th>
              <th scope="col">{t('funnel.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {ours.map(({ id, name: provider, n, value, verdict, word }) => (
              <tr key={id} className={verdict === 'WITHIN' ? undefined : 'is-outside'}>
                <th scope="row">{provider}</th>
                <td className="is-number">{format.number(n)}</td>
                <td className="is-number">{value}</td>
                <td>
                  <VerdictMark verdict={VERDICTS[verdict].shape} label={word} showLabel />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
