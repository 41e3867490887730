import { TextLink } from '@batt/ui/Link';
import { Alert } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { TaskList } from '@batt/ui/TaskList';
import { TurnBand } from '@batt/ui/TurnBand';
import { UploadIcon } from '@navikt/aksel-icons';
import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/inlinemessage.css';
import '@navikt/ds-css/dist/component/tag.css';
import { useNavigate } from '@tanstack/react-router';
import { daysBetween } from '../../format.ts';
import { useLanguage } from '../../language.tsx';
import { importPath, scorecardPath, withSearch } from '../../paths.ts';
import { Page } from '../../shell/Page.tsx';
import { YearPicker } from '../../shell/PeriodPickers.tsx';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { isVoluntary, PART_GROUPS, progressOf, TASK_STATES } from './parts.ts';
import type { PartFile } from './parts.ts';
import { isHandedIn, useReport } from './report.ts';
import type { Report } from './report.ts';
import './report.css';

/** The year's report as a list of what is to be brought in, and where it stands. Filled in is never called sent. */
export function ReportPage() {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const navigate = useNavigate({ from: '/report' });
  const { period, year, report, isMissing, error, again } = useReport('/report');
  const title = year === undefined ? t('report.titleLoading') : t('report.title', { year: String(year) });
  const tools = period && year !== undefined && (
    <YearPicker
      period={{ ...period, year }}
      onChoose={(chosen) => void navigate({ search: { year: chosen }, replace: true })}
    />
  );
  if (organisation.kind !== 'PROVIDER') {
    return (
      <Page title={t('report.titleLoading')}>
        <p className="lead">{t('report.onlyProviders')}</p>
      </Page>
    );
  }
  return (
    <Page title={title} tools={tools}>
      {error && <Trouble error={error} retry={again} />}
      {isMissing && <p className="lead">{t('report.none')}</p>}
      {!report && !error && !isMissing && <ReportSkeleton />}
      {report && <Overview report={report} />}
    </Page>
  );
}

function Overview({ report }: { report: Report }) {
  const { t, format } = useLanguage();
  const { organisation, ability } = useViewer();
  const { year, state, parts, deadline, submittedAt, late } = report;
  const { done, of } = progressOf(parts);
  const handedIn = isHandedIn(report);
  // The deadline is the first instant that is too late; people are told the last day.
  const lastDay = new Date(Date.parse(deadline) - 1000);
  const days = daysBetween(new Date(), lastDay);
  const mayImport = ability.can('create', 'Import') && state !== 'LOCKED';

  return (
    <>
      {handedIn ? (
        <TurnBand
          heading={t('report.sent', { date: submittedAt ? format.dateTime(submittedAt) : '', late: String(late) })}
          text={t(state === 'LOCKED' ? 'report.locked' : 'report.sentText')}
        />
      ) : (
        <div className="report__lead">
          <p className="lead">
            <strong>{t('report.progress', { done, of })}</strong>
          </p>
          <p>
            {t('report.deadline', { date: format.weekday(lastDay) })}{' '}
            {days >= 0 ? t('report.daysLeft', { days }) : <Alert>{t('report.deadlinePassed')}</Alert>}
          </p>
        </div>
      )}
      {state === 'REOPENED' && report.reopenedReason && (
        <InlineMessage status="warning">{t('report.reopened', { reason: report.reopenedReason })}</InlineMessage>
      )}
      <div className="report__columns">
        <div>
          {mayImport && (
            <Button
              as={RouterAnchor}
              href={importPath(year)}
              icon={<UploadIcon aria-hidden />}
              variant={handedIn ? 'secondary' : 'primary'}
            >
              {t('report.upload')}
            </Button>
          )}
          <Tasks report={report} />
        </div>
        <aside className="report__aside">
          <section>
            <Heading level="2" size="xsmall">
              {t('report.results')}
            </Heading>
            <p>{t('report.resultsText')}</p>
            <TextLink href={scorecardPath(organisation.number, { year })}>
              {t('report.toResults', { year: String(year) })}
            </TextLink>
          </section>
          <section>
            <Heading level="2" size="xsmall">
              {t('report.who')}
            </Heading>
            <p>
              {t(ability.can('submit', 'Report') ? 'report.whoYou' : 'report.whoManager', {
                organisation: organisation.name,
              })}
            </p>
          </section>
        </aside>
      </div>
      <Imports report={report} />
    </>
  );
}

function Tasks({ report }: { report: Report }) {
  const { t, format } = useLanguage();
  const { ability, organisation } = useViewer();
  const { year, parts, state } = report;
  const handedIn = isHandedIn(report);
  const mayImport = ability.can('create', 'Import') && state !== 'LOCKED';
  const groups = PART_GROUPS.map(({ id, files }) => {
    const own = files.flatMap((file) => parts.find((part) => part.file === file) ?? []);
    const { done, of } = progressOf(own);
    return {
      id,
      heading: t(`report.group.${id}`),
      progress: t('report.groupProgress', { done, of }),
      tasks: own.map((part) => ({
        id: part.file,
        title: t(`report.part.${part.file as PartFile}`),
        href: mayImport ? importPath(year) : undefined,
        sub: t('report.rows', {
          rows: format.number(part.rows),
          previous: part.previousRows === null ? 'none' : format.number(part.previousRows),
          file: part.file,
        }),
        state: TASK_STATES[part.state],
        stateLabel: t(
          isVoluntary(part.file) && part.state === 'NOT_STARTED'
            ? 'report.state.voluntary'
            : `report.state.${part.state}`,
        ),
      })),
    };
  });
  const isEmpty = parts.every(({ rows }) => rows === 0);
  let why = t('report.send.text');
  if (!ability.can('submit', 'Report')) why = t('report.send.manager', { organisation: organisation.name });
  else if (isEmpty) why = t('report.send.empty');
  const maySend = report.viewerCan.includes('submit') && !isEmpty;
  const send = {
    id: 'send',
    heading: t('report.send'),
    tasks: [
      {
        id: 'review',
        title: t('report.review'),
        href: maySend ? withSearch('/report/review', { year }) : undefined,
        sub: handedIn ? undefined : why,
        state: handedIn ? ('done' as const) : maySend ? ('not-started' as const) : ('locked' as const),
        stateLabel: t(handedIn ? 'report.state.sent' : maySend ? 'report.state.notSent' : 'report.state.cannot'),
      },
    ],
  };
  return <TaskList groups={[...groups, send]} />;
}

const SHOWN_IMPORTS = 10;

function Imports({ report: { imports } }: { report: Report }) {
  const { t, format } = useLanguage();
  return (
    <SectionList
      heading={t('report.imports')}
      count={imports.length}
      empty={t('report.importsEmpty')}
      items={imports.slice(0, SHOWN_IMPORTS).map(({ id, importedAt, personName, files, counts }) => {
        const sum = (part: 'added' | 'changed' | 'removed') => counts.reduce((total, count) => total + count[part], 0);
        return {
          id,
          title: format.dateTime(importedAt),
          sub: `${personName} · ${format.list(files)}`,
          end: t('report.importCounts', {
            added: format.number(sum('added')),
            changed: format.number(sum('changed')),
            removed: format.number(sum('removed')),
          }),
        };
      })}
    />
  );
}

export function ReportSkeleton() {
  return (
    <div aria-hidden>
      <Skeleton variant="text" width="50%" height={32} />
      {[4, 3, 2, 1].map((rows, group) => (
        <div key={group} className="report__skeleton">
          <Skeleton variant="text" width={180} height={32} />
          {Array.from({ length: rows }, (_, row) => (
            <Skeleton key={row} variant="rectangle" height={64} />
          ))}
        </div>
      ))}
    </div>
  );
}
