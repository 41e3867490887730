import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { TargetMark } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { TaskSegments } from '@batt/ui/TaskList';
import type { TaskState } from '@batt/ui/TaskList';
import { useQuery } from 'urql';
import { aimText, basisText, changeOf, figureWriter, isMissed, statusOf } from '../../figures.ts';
import { now } from '../../format.ts';
import { graphql } from '../../graphql.ts';
import type { EnumOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { reportPath, scorecardPath } from '../../paths.ts';
import { usePeriod } from '../../period.ts';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { TARGET_STATUSES } from '../../words.ts';
import { AtRisk } from './AtRisk.tsx';
import { deadlineSentence } from './sentences.ts';
import { LatestThreads, NextMeetings, TargetsToAnswer } from './Waiting.tsx';

const OwnReportQuery = graphql(`
  query OwnReport($provider: String!, $year: Int!) {
    report(provider: $provider, year: $year) {
      id
      state
      deadline
      parts {
        file
        state
      }
    }
  }
`);

const OwnFiguresQuery = graphql(`
  query OwnFigures($provider: String!, $year: Int!, $programme: String!, $locale: Locale!) {
    scorecard(provider: $provider, year: $year, programme: $programme) {
      rows {
        id
        applicable
        indicator {
          code
          name(locale: $locale)
          group
          unit
          decimals
        }
        own {
          value
          n
          numerator
          denominator
          status
        }
        previous {
          value
        }
        previousYear
        nationalMean
        target {
          id
          value
          low
          high
        }
        targetStatus
      }
    }
  }
`);

/** What waits for a provider (its report, targets at risk, proposals, talk), then its newest published figures. */
export function ProviderStart() {
  const period = usePeriod({});
  if (!period) return <Skeleton variant="rectangle" height={480} />;
  const open = period.years.find(({ state }) => state !== 'PUBLISHED');
  return (
    <>
      {open && <ReportBand year={open.year} />}
      <div className="start-columns">
        <div>
          <TargetsToAnswer year={open?.year ?? period.year} />
          {open && <AtRisk year={open.year} />}
          <MissedTargets year={period.year} programme={period.programme.code} />
        </div>
        <div>
          <NextMeetings />
          <LatestThreads unread={false} />
        </div>
      </div>
      <Headlines year={period.year} programme={period.programme.code} />
    </>
  );
}

const PART_STATES: Record<EnumOf<'PartState'>, TaskState> = {
  COMPLETE: 'done',
  STARTED: 'started',
  NOT_STARTED: 'not-started',
};

/** The one coloured band of the page: the report that is not sent. */
function ReportBand({ year }: { year: number }) {
  const language = useLanguage();
  const { t } = language;
  const { organisation } = useViewer();
  const [{ data, error }, ask] = useQuery({
    query: OwnReportQuery,
    variables: { provider: organisation.number, year },
  });
  if (error) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!data) return <Skeleton variant="rectangle" height={150} />;
  const { report } = data;
  if (!report || report.state === 'SUBMITTED' || report.state === 'LOCKED') return null;

  const count = (state: EnumOf<'PartState'>) => report.parts.filter((part) => part.state === state).length;
  const done = t('start.partsDone', { done: count('COMPLETE'), of: report.parts.length });
  const started = count('STARTED');
  return (
    <section className="start-band" aria-labelledby="report-band">
      <div className="start-band__head">
        <div>
          <Heading id="report-band" level="2" size="medium">
            {t('start.reportNotSent', { year: String(year) })}
          </Heading>
          <p>{deadlineSentence(report.deadline, now(), language)}</p>
        </div>
        <Button as={RouterAnchor} href={reportPath(year)}>
          {t(report.state === 'NOT_STARTED' ? 'start.beginReport' : 'start.continueReport')}
        </Button>
      </div>
      <TaskSegments label={done} states={report.parts.map(({ state }) => PART_STATES[state])} />
      <p>
        <strong>{done}</strong> {started > 0 && t('start.partsStarted', { count: started })}
      </p>
    </section>
  );
}

interface OwnFiguresProps {
  year: number;
  programme: string;
}

/** The provider's own published rows that apply; both parts below ask for the same and share the answer. */
function useOwnRows({ year, programme }: OwnFiguresProps) {
  const { apiLocale } = useLanguage();
  const { number } = useViewer().organisation;
  const [{ data, error }, ask] = useQuery({
    query: OwnFiguresQuery,
    variables: { provider: number, year, programme, locale: apiLocale },
  });
  const rows = data && (data.scorecard?.rows.filter(({ applicable }) => applicable) ?? []);
  return {
    rows,
    number,
    trouble: error && <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />,
  };
}

/** Targets that the newest figures miss. */
function MissedTargets({ year, programme }: OwnFiguresProps) {
  const language = useLanguage();
  const { t } = language;
  const { rows, number, trouble } = useOwnRows({ year, programme });
  const link = { href: scorecardPath(number, { programme, year }), label: t('start.wholeScorecard') };
  const heading = t('start.missed', { programme, year: String(year) });
  if (!rows) {
    return (
      <SectionList heading={heading} link={link}>
        {trouble ?? <Skeleton variant="rectangle" height={180} />}
      </SectionList>
    );
  }
  const missed = rows.filter(isMissed);
  return (
    <SectionList
      heading={heading}
      count={missed.length}
      link={link}
      empty={t(rows.some(({ target }) => target) ? 'start.noneMissed' : 'start.noTargetsSet')}
      items={missed.map((row) => {
        const { shape, word } = TARGET_STATUSES[statusOf(row)];
        return {
          id: row.id,
          title: row.indicator.name,
          href: scorecardPath(number, { programme, year, open: row.indicator.code }),
          sub: t('start.againstTarget', {
            value: row.own.value === null ? '' : figureWriter(row.indicator, language)(row.own.value),
            year: String(year),
            target: aimText(row.target, row.indicator, language),
          }),
          end: <TargetMark state={shape} label={t(word)} showLabel />,
        };
      })}
    />
  );
}

const MOST_HEADLINES = 4;

/** Four headline figures: the first of each group that has a value, then the second ones, in the catalogue's order. */
function Headlines({ year, programme }: OwnFiguresProps) {
  const language = useLanguage();
  const { t, format } = language;
  const { rows, number, trouble } = useOwnRows({ year, programme });
  const shown = rows?.filter(({ own }) => own.value !== null) ?? [];
  const placeInGroup = (row: (typeof shown)[number]) =>
    shown.filter(({ indicator }) => indicator.group === row.indicator.group).indexOf(row);
  const chosen = shown.toSorted((a, b) => placeInGroup(a) - placeInGroup(b)).slice(0, MOST_HEADLINES);
  const headlines = shown.filter((row) => chosen.includes(row));
  return (
    <SectionList
      heading={t('start.ourFigures', { programme, year: String(year) })}
      link={{ href: scorecardPath(number, { programme, year }), label: t('start.wholeScorecard') }}
      empty={rows && headlines.length === 0 ? t('start.noFigures') : undefined}
    >
      {trouble}
      {!rows && !trouble && <Skeleton variant="rectangle" height={140} />}
      {headlines.length > 0 && (
        <ul className="start-figures batt-number">
          {headlines.map(({ id, indicator, own, previous, previousYear, nationalMean }) => {
            const write = figureWriter(indicator, language);
            const changed = changeOf(previous?.value, own.value, indicator);
            return (
              <li key={id}>
                <span>{indicator.name}</span>
                <strong>{own.value !== null && write(own.value)}</strong>
                <span>{basisText(own, indicator, language)}</span>
                {changed && previousYear && (
                  <span>
                    {t('start.change', {
                      change: format.change(changed.change, indicator.decimals),
                      year: String(previousYear),
                    })}
                  </span>
                )}
                {nationalMean !== null && (
                  <span>{t('start.nationalMean', { year: String(year), mean: write(nationalMean) })}</span>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </SectionList>
  );
}
