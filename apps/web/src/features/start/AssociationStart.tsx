import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Tag } from '@navikt/ds-react/Tag';
import '@navikt/ds-css/dist/component/tag.css';
import { SectionList } from '@batt/ui/SectionList';
import { useQuery } from 'urql';
import { placeOf } from '../../figures.ts';
import { now } from '../../format.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { reportsPath } from '../../paths.ts';
import { usePeriod } from '../../period.ts';
import { Trouble } from '../../shell/Trouble.tsx';
import { ReportingBars } from './ReportingBars.tsx';
import { deadlineSentence } from './sentences.ts';

const YearsQuery = graphql(`
  query YearsNow {
    years {
      id
      year
      state
      deadline
      reportsIn
      reportsExpected
      late
      publication {
        revision
        publishedAt
      }
    }
  }
`);

const CountyReportingQuery = graphql(`
  query CountyReporting($year: Int!, $programme: String!) {
    overview(year: $year, programme: $programme) {
      counties {
        county {
          id
          name
        }
        reported
        expected
      }
    }
  }
`);

type Year = ResultOf<typeof YearsQuery>['years'][number];

const STEPS = ['OPEN', 'CLOSED', 'PUBLISHED'] as const;

/** Where the measurement year stands, how the reports come in, and what is published. */
export function AssociationStart() {
  const language = useLanguage();
  const { t, format } = language;
  const [{ data, error }, ask] = useQuery({ query: YearsQuery });
  if (error) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!data) return <Skeleton variant="rectangle" height={480} />;
  const current = data.years.findLast(({ state }) => state !== 'PUBLISHED') ?? data.years[0];
  const published = data.years.filter(({ publication }) => publication);
  return (
    <>
      {current && <YearSteps year={current} />}
      <div className="start-columns">
        {current && <Incoming year={current} />}
        <SectionList
          heading={t('start.publishedYears')}
          empty={t('start.nothingPublished')}
          items={published.map(({ id, year, publication, reportsIn, reportsExpected, late }) => ({
            id,
            title: String(year),
            sub: t('start.yearReports', { reported: reportsIn, expected: reportsExpected, late }),
            end: publication && format.date(publication.publishedAt),
            endSub: publication && t('start.revision', { revision: publication.revision }),
          }))}
        />
      </div>
    </>
  );
}

function YearSteps({ year: { year, state, deadline } }: { year: Year }) {
  const language = useLanguage();
  const { t } = language;
  return (
    <section aria-label={t('start.measurementYear', { year: String(year) })}>
      <p className="lead">{deadlineSentence(deadline, now(), language)}</p>
      <ol className="year-steps">
        {STEPS.map((step, index) => (
          <li
            key={step}
            className={step === state ? 'is-now' : undefined}
            aria-current={step === state ? 'step' : undefined}
          >
            <strong>
              {index + 1}. {t(`start.step.${step}`)}
            </strong>{' '}
            {step === state && (
              <Tag size="xsmall" variant="strong" data-color="accent">
                {t('start.here')}
              </Tag>
            )}
            <span>{t(`start.step.${step}.what`, { year: String(year) })}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Incoming({ year: { year, reportsIn, reportsExpected } }: { year: Year }) {
  const { t, format } = useLanguage();
  const period = usePeriod({});
  const [{ data }] = useQuery({
    query: CountyReportingQuery,
    variables: { year, programme: period?.programme.code ?? '' },
    pause: !period,
  });
  return (
    <SectionList
      heading={t('start.whoReported', { year: String(year) })}
      link={{ href: reportsPath({ year }), label: t('start.allReports') }}
    >
      <ReportingBars
        reported={reportsIn}
        expected={reportsExpected}
        counties={(data?.overview?.counties ?? [])
          .map(({ county, ...counts }) => ({ ...counts, id: county.id, name: placeOf(county.name) }))
          .toSorted((a, b) => format.compare(a.name, b.name))}
      />
    </SectionList>
  );
}
