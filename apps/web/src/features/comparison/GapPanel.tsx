import { Heading } from '@navikt/ds-react/Typography';
import { GapBars } from '@batt/ui/GapBars';
import { useQuery } from 'urql';
import { figureWriter, placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { gapSentence } from './sentences.ts';

const GapQuery = graphql(`
  query Gap($indicator: String!, $programme: String!, $year: Int!, $county: String!, $locale: Locale!) {
    gap(indicator: $indicator, programme: $programme, year: $year, county: $county) {
      indicator {
        code
        name(locale: $locale)
        unit
        decimals
      }
      county {
        id
        name
      }
      nationalMean
      countyMean
      gap
      parts {
        provider {
          id
          name
        }
        contribution
      }
      others {
        providers
        contribution
      }
    }
  }
`);

interface GapPanelProps {
  indicator: string;
  programme: string;
  year: number;
  county: string;
}

/** Who accounts for the county unit's distance to the nation: bars that add up to it, those not shown as one. Nothing where a mean is hidden. */
export function GapPanel({ indicator, programme, year, county }: GapPanelProps) {
  const language = useLanguage();
  const { t, format, apiLocale } = language;
  const [{ data }] = useQuery({
    query: GapQuery,
    variables: { indicator, programme, year, county, locale: apiLocale },
  });
  const gap = data?.gap;
  if (!gap || gap.indicator.code !== indicator) return null;
  const { unit, decimals } = gap.indicator;
  const write = figureWriter(gap.indicator, language);
  // Parts of a small distance are smaller than the figures themselves.
  const change = (part: number) => format.change(part, decimals + 1);
  const place = placeOf(gap.county.name);
  const parts = gap.parts.map(({ provider, contribution }) => ({
    id: provider.id,
    name: provider.name,
    part: contribution,
    text: change(contribution),
  }));
  const rest = (gap.others ? [gap.others] : []).map(({ providers, contribution }) => ({
    id: 'others',
    name: t('gap.others', { count: providers }),
    part: contribution,
    text: change(contribution),
  }));
  const sentence = gapSentence(
    [...parts, ...rest],
    {
      part: Math.round(gap.gap * 10 ** (decimals + 1)),
      text: t(unit === 'PERCENT' ? 'gap.points' : 'gap.plain', {
        value: format.number(Math.abs(gap.gap), decimals + 1),
      }),
      county: place,
      mean: write(gap.nationalMean),
    },
    language,
  );
  return (
    <section className="gap" aria-labelledby="gap-title">
      <Heading id="gap-title" level="3" size="small">
        {t('gap.title', { county: place })}
      </Heading>
      <p className="lead">
        <strong>{sentence.lead}</strong> {sentence.rest}
      </p>
      <GapBars
        title={t('gap.title', { county: place })}
        summary={sentence.lead}
        parts={[...parts.toSorted((a, b) => b.part - a.part), ...rest]}
        total={{ name: t('gap.total', { county: place }), part: gap.gap }}
        format={change}
        labels={{ name: t('comparison.provider'), part: t('gap.contribution') }}
        width="fill"
      />
      <p className="funnel__others">{t('gap.how')}</p>
    </section>
  );
}
