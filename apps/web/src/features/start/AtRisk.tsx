import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { TargetMark } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { scorecardPath, talkPath, targetsPath } from '../../paths.ts';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { TARGET_STATUSES } from '../../words.ts';
import { riskSentences } from './sentences.ts';

const AtRiskQuery = graphql(`
  query AtRisk($year: Int!, $locale: Locale!) {
    progress(year: $year, atRisk: true, first: 30) {
      edges {
        node {
          id
          value
          exact
          certainty
          needed
          reachable
          provider {
            id
            number
            name
          }
          indicator {
            code
            name(locale: $locale)
            unit
            decimals
          }
          programme {
            code
          }
          target {
            id
            value
            low
            high
          }
        }
      }
    }
  }
`);

/** So many are shown until the whole list is asked for. */
const FIRST = 5;

/** Targets that this year's figures so far do not lead to: the running value, and what the rest of the year must give. */
export function AtRisk({ year }: { year: number }) {
  const language = useLanguage();
  const { t, apiLocale } = language;
  const { organisation } = useViewer();
  const [isWhole, setWhole] = useState(false);
  const [{ data, error }, ask] = useQuery({ query: AtRiskQuery, variables: { year, locale: apiLocale } });
  const heading = t('start.atRisk', { year: String(year) });
  if (error || !data) {
    return (
      <SectionList heading={heading}>
        {error ? (
          <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
        ) : (
          <Skeleton variant="rectangle" height={180} />
        )}
      </SectionList>
    );
  }
  const all = data.progress.edges.map(({ node }) => node);
  const rows = isWhole ? all : all.slice(0, FIRST);
  const isOwn = organisation.kind === 'PROVIDER';
  return (
    <>
      <SectionList
        heading={heading}
        count={all.length}
        link={{ href: targetsPath({ year }), label: t('start.allTargets') }}
        empty={t('start.noneAtRisk', { year: String(year) })}
        items={rows.map((row) => {
          const { provider, indicator, programme, certainty } = row;
          const { shape, word } = TARGET_STATUSES[certainty ?? 'NO_DATA'];
          const isMissed = shape === 'under' || shape === 'under-within';
          return {
            id: row.id,
            title: indicator.name,
            href:
              organisation.kind === 'NAV_OFFICE'
                ? talkPath({ provider: provider.number, office: organisation.number, programme: programme.code, year })
                : scorecardPath(provider.number, { programme: programme.code, open: indicator.code }),
            sub: (
              <>
                {isOwn ? programme.code : `${provider.name} · ${programme.code}`}
                <br />
                {riskSentences(row, year, language)}
              </>
            ),
            end: (
              <TargetMark
                state={isMissed ? shape : 'under-within'}
                label={t(isMissed ? word : 'start.inDanger')}
                showLabel
              />
            ),
          };
        })}
      />
      {all.length > FIRST && (
        <Button size="small" variant="tertiary" className="start-more" onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? 'start.showFewer' : 'start.showAll', { count: all.length })}
        </Button>
      )}
    </>
  );
}
