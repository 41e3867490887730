import { Sign } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { Button } from '@navikt/ds-react/Button';
import { Table } from '@navikt/ds-react/Table';
import '@navikt/ds-css/dist/component/table.css';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { TextKey } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { FormDialog } from '../../shell/FormDialog.tsx';
import { useViewer } from '../../viewer.tsx';
import type { Matter, Meeting } from './meeting.ts';

const OpenEndReasons = graphql(`
  mutation OpenEndReasons($input: OpenEndReasonsInput!) {
    result: openEndReasons(input: $input) {
      __typename
      ... on OpenEndReasonsSuccess {
        meeting {
          id
          version
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

/** The words of the end reasons, short because their group stands above them. */
const REASONS: Record<string, TextKey> = {
  work: 'reason.work',
  active: 'reason.active',
  other: 'reason.other',
  work_unsubsidised: 'reason.work_unsubsidised',
  work_wage_subsidy: 'reason.work_wage_subsidy',
  work_permanent_wage_subsidy: 'reason.work_permanent_wage_subsidy',
  work_with_disability_pension: 'reason.work_with_disability_pension',
  work_disability_pension_bonus: 'reason.work_disability_pension_bonus',
  work_temporary: 'reason.work_temporary',
  education_self_funded: 'reason.education_self_funded',
  other_programme: 'reason.other_programme',
  medical_treatment: 'reason.medical_treatment',
};

type EndReasons = NonNullable<Matter['endReasons']>;

/** Where those who ended went, reason by reason: the rows of a table, on screen and on paper. */
export function useEndReasonRows({ groups }: EndReasons) {
  const { t, format } = useLanguage();
  const share = (value: number | null) => value !== null && format.percent(value, 1);
  const wordOf = (code: string) => (REASONS[code] ? t(REASONS[code]) : code);
  return groups.flatMap(({ code, count, share: part, previousShare, reasons }) => [
    { code, name: wordOf(code), isGroup: true, count, share: share(part), previous: share(previousShare) },
    ...reasons.map((reason) => ({
      code: reason.code,
      name: wordOf(reason.code),
      isGroup: false,
      count: reason.count,
      share: share(reason.share),
      previous: null,
    })),
  ]);
}

interface EndReasonsProps {
  meeting: Meeting;
  endReasons: EndReasons;
  onSaid: (said: string) => void;
}

/** Where those who ended went. What is masked may be opened to the other side by a manager of the provider. */
export function EndReasonsTable({ meeting, endReasons, onSaid }: EndReasonsProps) {
  const { t, format } = useLanguage();
  const { organisation } = useViewer();
  const { year, endReasonsOpenedBy: openedBy, endReasonsOpenedAt: openedAt, provider, counterpart } = meeting;
  const rows = useEndReasonRows(endReasons);
  const hides = rows.some(({ count }) => count === null);
  const isProvider = organisation.id === provider.id;
  return (
    <SectionList heading={t('reasons.heading')}>
      <p className="meeting__note">
        {endReasons.ended === null ? String(year) : t('reasons.ended', { year: String(year), count: endReasons.ended })}
      </p>
      <Table size="small" className="reasons batt-number">
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('reasons.reason')}</Table.HeaderCell>
            <Table.HeaderCell scope="col" align="right">
              {t('reasons.count')}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col" align="right">
              {t('reasons.share')}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col" align="right">
              {year - 1}
            </Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map(({ code, name, isGroup, count, share, previous }) => (
            <Table.Row key={code} className={isGroup ? 'reasons__group' : undefined}>
              <Table.HeaderCell scope="row">{name}</Table.HeaderCell>
              <Table.DataCell align="right">
                {count === null ? <Sign sign=":" label={t('sign.hidden')} /> : format.number(count)}
              </Table.DataCell>
              <Table.DataCell align="right">{share || <Sign sign=":" label={t('sign.hidden')} />}</Table.DataCell>
              <Table.DataCell align="right">{previous}</Table.DataCell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      {openedBy && openedAt ? (
        <p className="meeting__note">
          {t('reasons.opened', {
            person: openedBy,
            provider: provider.name,
            counterpart: counterpart.name,
            date: format.date(openedAt),
          })}
        </p>
      ) : (
        hides && (
          <p className="meeting__note">
            {t(isProvider ? 'reasons.hiddenOurs' : 'reasons.hidden', {
              provider: provider.name,
              counterpart: counterpart.name,
            })}
          </p>
        )
      )}
      {meeting.viewerCan.includes('open') && hides && <OpenButton meeting={meeting} onSaid={onSaid} />}
    </SectionList>
  );
}

/** Asks before the table is opened: what somebody has seen cannot be taken back. */
function OpenButton({ meeting, onSaid }: { meeting: Meeting; onSaid: (said: string) => void }) {
  const language = useLanguage();
  const { t } = language;
  const [asking, setAsking] = useState(false);
  const [, open] = useMutation(OpenEndReasons);
  const counterpart = meeting.counterpart.name;
  return (
    <>
      <Button className="reasons__open" size="small" variant="secondary" onClick={() => setAsking(true)}>
        {t('reasons.open', { counterpart })}
      </Button>
      {asking && (
        <FormDialog
          heading={t('reasons.openTitle')}
          submit={t('reasons.openYes')}
          onClose={() => setAsking(false)}
          onSend={async () => {
            const { success, refusal } = outcome(await open({ input: { id: meeting.id } }));
            if (!success) return refusalText(language, refusal);
            onSaid(t('reasons.openedNow', { counterpart }));
            return null;
          }}
        >
          {() => <p>{t('reasons.openText', { counterpart })}</p>}
        </FormDialog>
      )}
    </>
  );
}
