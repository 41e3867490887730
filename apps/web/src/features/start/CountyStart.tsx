import { Skeleton } from '@navikt/ds-react/Skeleton';
import { VerdictMark } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { nameInSentence } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { comparisonPath, scorecardPath } from '../../paths.ts';
import { usePeriod } from '../../period.ts';
import type { Period } from '../../period.ts';
import { ProgrammePicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { VERDICTS } from '../../words.ts';
import { AtRisk } from './AtRisk.tsx';
import { waitingSentence } from './sentences.ts';
import { LatestThreads, NextMeetings, StuckTalks } from './Waiting.tsx';

const CountyQuery = graphql(`
  query CountyNow($county: String!, $year: Int!, $programme: String!, $locale: Locale!) {
    comparison(county: $county, year: $year, programme: $programme) {
      indicators {
        code
        name(locale: $locale)
      }
      reported
      expected
      rows {
        provider {
          id
          number
          name
        }
        reported
        cells {
          verdict
        }
      }
    }
  }
`);

/** What waits for a county unit, then who has reported and who stands out clearly. */
export function CountyStart() {
  const language = useLanguage();
  const { waiting } = useViewer();
  const period = usePeriod(useSearch({ from: '/' }));
  if (!period) return <Skeleton variant="rectangle" height={480} />;
  return (
    <>
      <p className="lead">{waitingSentence(waiting, language)}</p>
      <CountyNow period={period} />
    </>
  );
}

function CountyNow({ period }: { period: Period }) {
  const { t, format, apiLocale } = useLanguage();
  const { number } = useViewer().organisation;
  const programme = period.programme.code;
  const [{ data, error }, ask] = useQuery({
    query: CountyQuery,
    variables: { county: number, year: period.year, programme, locale: apiLocale },
  });
  const navigate = useNavigate({ from: '/' });
  const open = period.years.find(({ state }) => state !== 'PUBLISHED');
  const heading = t('start.standsOut', { programme, year: String(period.year) });
  if (error || !data) {
    return (
      <SectionList heading={heading}>
        {error ? (
          <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
        ) : (
          <Skeleton variant="rectangle" height={260} />
        )}
      </SectionList>
    );
  }
  if (!data.comparison) return <SectionList heading={heading} empty={t('start.noFigures')} />;
  const { indicators, rows, reported, expected } = data.comparison;
  const missing = rows.filter((row) => !row.reported);
  const clear = rows.flatMap(({ provider, cells }) =>
    (['CLEARLY_WEAKER', 'CLEARLY_BETTER'] as const).flatMap((verdict) => {
      const names = indicators
        .filter((_, index) => cells[index]?.verdict === verdict)
        .map(({ name }) => nameInSentence(name));
      return names.length > 0 ? [{ provider, verdict, names }] : [];
    }),
  );
  return (
    <div className="start-columns">
      <div>
        <ProgrammePicker
          period={period}
          onChoose={(code) =>
            void navigate({ search: (before) => ({ ...before, programme: code }), replace: true, resetScroll: false })
          }
        />
        <SectionList
          heading={heading}
          count={clear.length}
          link={{ href: comparisonPath({ programme, year: period.year }), label: t('start.wholeComparison') }}
          empty={t('start.noneStandsOut')}
          items={clear.map(({ provider, verdict, names }) => ({
            id: `${provider.id} ${verdict}`,
            title: provider.name,
            href: scorecardPath(provider.number, { programme, year: period.year }),
            sub: startOfSentence(format.list(names)),
            end: <VerdictMark verdict={VERDICTS[verdict].shape} label={t(VERDICTS[verdict].word)} showLabel />,
          }))}
        />
        {open && (
          <>
            <StuckTalks year={open.year} />
            <AtRisk year={open.year} />
          </>
        )}
      </div>
      <div>
        <NextMeetings />
        <LatestThreads unread />
        <SectionList
          heading={t('start.notReported', { year: String(period.year) })}
          count={missing.length}
          empty={t('start.allReported', { expected })}
          items={missing.map(({ provider }) => ({
            id: provider.id,
            title: provider.name,
            end: t('start.reportMissing'),
          }))}
        >
          {missing.length > 0 && <p>{t('start.reportedOf', { reported, expected })}</p>}
        </SectionList>
      </div>
    </div>
  );
}

function startOfSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
