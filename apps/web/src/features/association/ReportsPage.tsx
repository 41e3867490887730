import { Alert, Done } from '@batt/ui/Marks';
import { ShareBar, ShareList } from '@batt/ui/Progress';
import { SectionList } from '@batt/ui/SectionList';
import { StatusLine } from '@batt/ui/Toast';
import { Button } from '@navikt/ds-react/Button';
import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Table } from '@navikt/ds-react/Table';
import { Textarea } from '@navikt/ds-react/Textarea';
import { TextField } from '@navikt/ds-react/TextField';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/table.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation } from 'urql';
import { daysBetween } from '../../format.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { reportsPath } from '../../paths.ts';
import { usePeriod } from '../../period.ts';
import { YearPicker } from '../../shell/PeriodPickers.tsx';
import { FormDialog } from '../../shell/FormDialog.tsx';
import { Page } from '../../shell/Page.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePages } from '../../usePages.ts';
import { readDate } from '../../typed-date.ts';
import { endOfDay, lastDayBefore } from './days.ts';
import { byCounty, sharesOf } from './reports.ts';
import type { ListedReport } from './reports.ts';
import './association.css';

const ReportsQuery = graphql(`
  query Reports($year: Int!, $after: String) {
    reports(year: $year, first: 100, after: $after) {
      edges {
        node {
          id
          year
          state
          deadline
          submittedAt
          late
          viewerCan
          provider {
            id
            number
            name
            county {
              id
              number
              name
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const ReopenReport = graphql(`
  mutation ReopenReport($input: ReopenReportInput!) {
    result: reopenReport(input: $input) {
      __typename
      ... on ReopenReportSuccess {
        report {
          id
          state
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const ExtendDeadline = graphql(`
  mutation ExtendDeadline($input: ExtendDeadlineInput!) {
    result: extendDeadline(input: $input) {
      __typename
      ... on ExtendDeadlineSuccess {
        report {
          id
          deadline
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const STATES = ['NOT_STARTED', 'DRAFT', 'REOPENED', 'SUBMITTED', 'LOCKED'] as const;
const SHOWN_AT_ONCE = 50;

/** How the year's reports come in, by county unit and one by one. */
export function ReportsPage() {
  const { t, format } = useLanguage();
  const search = useSearch({ from: '/reports' });
  const navigate = useNavigate({ from: '/reports' });
  const period = usePeriod({});
  const year =
    search.year ?? period?.years.findLast(({ state }) => state !== 'PUBLISHED')?.year ?? period?.years[0]?.year;
  const {
    nodes: reports,
    error,
    again,
  } = usePages(ReportsQuery, 'reports', year === undefined ? null : { year }, { all: true });
  const deadline = period?.years.find((each) => each.year === year)?.deadline;
  const days = deadline ? daysBetween(new Date(), lastDayBefore(deadline)) : 0;
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  const shares = reports && sharesOf(reports);
  const total = reports?.length ?? 0;
  return (
    <Page
      title={t('reports.title')}
      below={
        shares &&
        year !== undefined &&
        t('reports.lead', {
          in: format.number(shares.done),
          expected: format.number(total),
          year: String(year),
          days: Math.max(-1, days),
        })
      }
      tools={
        period &&
        year !== undefined && (
          <YearPicker period={{ ...period, year }} onChoose={(chosen) => change({ year: chosen })} />
        )
      }
    >
      {error && <Trouble error={error} retry={again} />}
      {period && year === undefined && <p className="lead">{t('reports.noYear')}</p>}
      {!reports && !error && <Skeleton variant="rectangle" height={480} />}
      {reports && shares && (
        <div className="reports">
          <ShareBar
            shares={shares}
            labels={{
              done: t('reports.in', { count: format.number(shares.done) }),
              started: t('reports.started', { count: format.number(shares.started) }),
              remaining: t('reports.notStarted', { count: format.number(shares.remaining) }),
            }}
          />
          <section>
            <Heading level="2" size="small">
              {t('reports.byCounty')}
            </Heading>
            <ShareList
              label={t('reports.byCounty')}
              rows={byCounty(reports)
                .sort((a, b) => format.compare(a.county.name, b.county.name))
                .map(({ county, shares: parts }) => ({
                  id: county.id,
                  name: county.name,
                  href: reportsPath({ year, county: county.number, state: search.state }),
                  shares: parts,
                  text: t('reports.share', { in: parts.done, of: parts.done + parts.started + parts.remaining }),
                }))}
            />
          </section>
          <ReportList reports={reports} county={search.county} state={search.state} onChange={change} onDone={again} />
        </div>
      )}
    </Page>
  );
}

interface ReportListProps {
  reports: ListedReport[];
  county: string | undefined;
  state: string | undefined;
  onChange: (part: { county?: string; state?: string }) => void;
  onDone: () => void;
}

function ReportList({ reports, county, state, onChange, onDone }: ReportListProps) {
  const { t, format } = useLanguage();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const [dialog, setDialog] = useState<{ kind: 'reopen' | 'extend'; report: ListedReport } | null>(null);
  const [said, setSaid] = useState('');
  const chosen = reports.filter(
    (report) => (!county || report.provider.county.number === county) && (!state || report.state === state),
  );
  const counties = byCounty(reports).sort((a, b) => format.compare(a.county.name, b.county.name));
  const done = (text: string) => {
    setSaid(text);
    onDone();
  };
  return (
    <SectionList heading={t('reports.list')} count={chosen.length}>
      <div className="filters">
        <Select
          size="small"
          label={t('reports.county')}
          value={county ?? ''}
          onChange={({ target }) => onChange({ county: target.value || undefined })}
        >
          <option value="">{t('reports.everyCounty')}</option>
          {counties.map((each) => (
            <option key={each.county.id} value={each.county.number}>
              {each.county.name}
            </option>
          ))}
        </Select>
        <Select
          size="small"
          label={t('reports.state')}
          value={state ?? ''}
          onChange={({ target }) => onChange({ state: target.value || undefined })}
        >
          <option value="">{t('reports.everyState')}</option>
          {STATES.map((each) => (
            <option key={each} value={each}>
              {t(`reports.state.${each}`)}
            </option>
          ))}
        </Select>
      </div>
      <StatusLine message={said} tone="success" />
      {chosen.length === 0 ? (
        <p>{t('reports.none')}</p>
      ) : (
        <div className="listing">
          <Table size="small">
            <caption className="batt-visually-hidden">{t('reports.caption')}</caption>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell scope="col">{t('reports.provider')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('reports.county')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('reports.state')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('reports.deadline')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('reports.do')}</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {chosen.slice(0, shown).map((report) => (
                <Table.Row key={report.id} shadeOnHover={false}>
                  <Table.HeaderCell scope="row">{report.provider.name}</Table.HeaderCell>
                  <Table.DataCell>{report.provider.county.name}</Table.DataCell>
                  <Table.DataCell>
                    <ReportState report={report} />
                  </Table.DataCell>
                  <Table.DataCell>{format.date(lastDayBefore(report.deadline))}</Table.DataCell>
                  <Table.DataCell>
                    {report.viewerCan.includes('reopen') && (
                      <Button size="xsmall" variant="tertiary" onClick={() => setDialog({ kind: 'reopen', report })}>
                        {t('reports.reopen')}
                        <span className="batt-visually-hidden"> {report.provider.name}</span>
                      </Button>
                    )}
                    {report.viewerCan.includes('extend') && report.state !== 'LOCKED' && (
                      <Button size="xsmall" variant="tertiary" onClick={() => setDialog({ kind: 'extend', report })}>
                        {t('reports.extend')}
                        <span className="batt-visually-hidden"> {report.provider.name}</span>
                      </Button>
                    )}
                  </Table.DataCell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      {chosen.length > shown && (
        <Button size="small" variant="tertiary" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t('reports.more')}
        </Button>
      )}
      {dialog?.kind === 'reopen' && <Reopen report={dialog.report} onClose={() => setDialog(null)} onDone={done} />}
      {dialog?.kind === 'extend' && <Extend report={dialog.report} onClose={() => setDialog(null)} onDone={done} />}
    </SectionList>
  );
}

function ReportState({ report: { state, submittedAt, late } }: { report: ListedReport }) {
  const { t, format } = useLanguage();
  const isIn = state === 'SUBMITTED' || state === 'LOCKED';
  return (
    <>
      {isIn ? <Done>{t(`reports.state.${state}`)}</Done> : t(`reports.state.${state}`)}
      {isIn && submittedAt && <span className="listing__sub"> {format.date(submittedAt)}</span>}
      {late && <Alert>{t('reports.late')}</Alert>}
    </>
  );
}

interface ReportDialogProps {
  report: ListedReport;
  onClose: () => void;
  onDone: (said: string) => void;
}

function Reopen({ report: { provider, year }, onClose, onDone }: ReportDialogProps) {
  const language = useLanguage();
  const { t } = language;
  const [reason, setReason] = useState('');
  const [, reopen] = useMutation(ReopenReport);
  return (
    <FormDialog
      heading={t('reports.reopenHeading', { provider: provider.name })}
      submit={t('reports.reopen')}
      onClose={onClose}
      check={() => ({ ...(reason.trim() === '' && { 'report-reason': t('reports.reasonNeeded') }) })}
      onSend={async () => {
        const { success, refusal } = outcome(await reopen({ input: { provider: provider.number, year, reason } }));
        if (!success) return refusalText(language, refusal, { 'report-not-submitted': 'reports.notSubmitted' });
        onDone(t('reports.reopened', { provider: provider.name }));
        return null;
      }}
    >
      {(problems) => (
        <>
          <p>{t('reports.reopenText')}</p>
          <Textarea
            id="report-reason"
            label={t('reports.reason')}
            description={t('reports.reasonHint')}
            maxLength={1000}
            value={reason}
            error={problems['report-reason']}
            onChange={({ target }) => setReason(target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}

function Extend({ report: { provider, year }, onClose, onDone }: ReportDialogProps) {
  const language = useLanguage();
  const { t, format } = language;
  const [typed, setTyped] = useState('');
  const [, extend] = useMutation(ExtendDeadline);
  const day = readDate(typed);
  return (
    <FormDialog
      heading={t('reports.extendHeading', { provider: provider.name })}
      submit={t('reports.extend')}
      onClose={onClose}
      check={() => ({ ...(day === null && { 'report-deadline': t('years.deadlineWrong') }) })}
      onSend={async () => {
        const { success, refusal } = outcome(
          await extend({ input: { provider: provider.number, year, deadline: endOfDay(day ?? '') } }),
        );
        if (!success) return refusalText(language, refusal);
        onDone(t('reports.extended', { provider: provider.name, date: format.date(day ?? '') }));
        return null;
      }}
    >
      {(problems) => (
        <TextField
          id="report-deadline"
          label={t('reports.lastDay')}
          description={t('organisations.dateHint')}
          value={typed}
          error={problems['report-deadline']}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
    </FormDialog>
  );
}
