import { TextLink } from '@batt/ui/Link';
import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { Table } from '@navikt/ds-react/Table';
import '@navikt/ds-css/dist/component/inlinemessage.css';
import '@navikt/ds-css/dist/component/table.css';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { reportPath, scorecardPath } from '../../paths.ts';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { isOdd, PART_GROUPS, progressOf } from './parts.ts';
import type { PartFile } from './parts.ts';
import { isHandedIn, useReport } from './report.ts';
import type { Report } from './report.ts';
import { ReportSkeleton } from './ReportPage.tsx';
import './report.css';

const SubmitReport = graphql(`
  mutation SubmitReport($input: SubmitReportInput!) {
    result: submitReport(input: $input) {
      __typename
      ... on SubmitReportSuccess {
        report {
          id
          state
          submittedAt
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

/** The last look before a manager hands the report in. */
export function ReviewPage() {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  const { year, report, isMissing, error, again } = useReport('/report/review');
  return (
    <Page
      title={t('review.title', { year: String(year ?? '') })}
      below={
        year !== undefined && <TextLink href={reportPath(year)}>{t('report.title', { year: String(year) })}</TextLink>
      }
    >
      {error && <Trouble error={error} retry={again} />}
      {(isMissing || organisation.kind !== 'PROVIDER') && <p className="lead">{t('report.none')}</p>}
      {!report && !error && !isMissing && organisation.kind === 'PROVIDER' && <ReportSkeleton />}
      {report && <Review report={report} />}
    </Page>
  );
}

function Review({ report }: { report: Report }) {
  const language = useLanguage();
  const { t, format } = language;
  const { organisation } = useViewer();
  const navigate = useNavigate();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, submit] = useMutation(SubmitReport);
  const { year, parts, viewerCan } = report;
  const { missing } = progressOf(parts);
  const odd = parts.filter(isOdd);
  const nameOf = (file: string) => t(`report.part.${file as PartFile}`);
  const ordered = PART_GROUPS.flatMap(({ files }) =>
    files.flatMap((file) => parts.find((part) => part.file === file) ?? []),
  );

  const send = async () => {
    const { success, refusal: refused } = outcome(await submit({ input: { provider: organisation.number, year } }));
    if (!success) {
      const words = {
        'report-submitted': 'review.already',
        'report-locked': 'review.already',
        'report-empty': 'report.send.empty',
      } as const;
      setRefusal(refusalText(language, refused, words));
      return;
    }
    void navigate({ to: '/report', search: { year } });
  };
  return (
    <div className="review">
      {missing.length > 0 && (
        <InlineMessage status="warning">
          {t('review.missing', { parts: format.list(missing.map(({ file }) => nameOf(file))) })}
        </InlineMessage>
      )}
      {odd.length > 0 && (
        <InlineMessage status="warning">
          {t('review.odd', { parts: format.list(odd.map(({ file }) => nameOf(file))) })}
        </InlineMessage>
      )}
      <div className="review__table">
        <Table>
          <caption className="batt-visually-hidden">{t('review.caption')}</caption>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell scope="col">{t('review.part')}</Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {year}
              </Table.HeaderCell>
              <Table.HeaderCell scope="col" align="right">
                {year - 1}
              </Table.HeaderCell>
              <Table.HeaderCell scope="col">{t('review.state')}</Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {ordered.map((part) => (
              <Table.Row key={part.file} shadeOnHover={false}>
                <Table.HeaderCell scope="row">{nameOf(part.file)}</Table.HeaderCell>
                <Table.DataCell align="right" className="batt-number">
                  {format.number(part.rows)}
                </Table.DataCell>
                <Table.DataCell align="right" className="batt-number">
                  {part.previousRows === null ? '–' : format.number(part.previousRows)}
                </Table.DataCell>
                <Table.DataCell>{t(`report.state.${part.state}`)}</Table.DataCell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
      <p>
        {t('review.look')}{' '}
        <TextLink href={scorecardPath(organisation.number, { year })}>
          {t('report.toResults', { year: String(year) })}
        </TextLink>
      </p>
      <p>{t('review.after')}</p>
      <Refused text={refusal} />
      {viewerCan.includes('submit') ? (
        <Button onClick={() => void send()} loading={fetching}>
          {t('review.send', { year: String(year) })}
        </Button>
      ) : (
        <p className="lead">
          {isHandedIn(report) ? t('review.already') : t('report.send.manager', { organisation: organisation.name })}
        </p>
      )}
    </div>
  );
}
