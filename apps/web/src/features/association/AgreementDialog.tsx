import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { usePeriod } from '../../period.ts';
import { readDate } from '../../typed-date.ts';
import { FormDialog } from './FormDialog.tsx';
import type { ListedOrganisation } from './OrganisationsPage.tsx';

const AddAgreement = graphql(`
  mutation AddAgreement($input: AddAgreementInput!) {
    result: addAgreement(input: $input) {
      __typename
      ... on AddAgreementSuccess {
        agreement {
          id
          provider {
            id
          }
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

interface AgreementDialogProps {
  organisation: ListedOrganisation;
  onClose: () => void;
  onDone: (said: string) => void;
}

/** Enters that a Nav office buys a programme from a provider, which opens the provider's scorecards to the office. */
export function AgreementDialog({ organisation, onClose, onDone }: AgreementDialogProps) {
  const language = useLanguage();
  const { t, format } = language;
  const period = usePeriod({});
  const [, add] = useMutation(AddAgreement);
  const [office, setOffice] = useState('');
  const [programme, setProgramme] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const chosen = programme || period?.programmes[0]?.code || '';
  const offices = organisation.__typename === 'Provider' ? organisation.navOffices.map(({ name }) => name) : [];
  return (
    <FormDialog
      heading={t('organisations.agreementHeading', { name: organisation.name })}
      submit={t('organisations.agreement')}
      onClose={onClose}
      check={() => ({
        ...(!/^\d{4}$/.test(office.trim()) && { 'agreement-office': t('organisations.officeWrong') }),
        ...(readDate(from) === null && { 'agreement-from': t('organisations.dateWrong') }),
        ...(to.trim() !== '' && readDate(to) === null && { 'agreement-to': t('organisations.dateWrong') }),
      })}
      onSend={async () => {
        const input = {
          provider: organisation.number,
          navOffice: office.trim(),
          programme: chosen,
          validFrom: readDate(from) ?? '',
          validTo: readDate(to),
        };
        const { success, refusal } = outcome(await add({ input }));
        if (!success) {
          const words = {
            'agreement-exists': 'organisations.agreementExists',
            'organisation-not-found': 'organisations.officeUnknown',
          } as const;
          return refusalText(language, refusal, words);
        }
        onDone(t('organisations.agreed', { name: organisation.name }));
        return null;
      }}
    >
      {(problems) => (
        <>
          <p>
            {t('organisations.agreementText')}{' '}
            {offices.length > 0 && t('organisations.offices', { offices: format.list(offices) })}
          </p>
          <TextField
            id="agreement-office"
            label={t('organisations.navOffice')}
            description={t('organisations.navOfficeHint')}
            inputMode="numeric"
            value={office}
            error={problems['agreement-office']}
            onChange={({ target }) => setOffice(target.value)}
          />
          <Select
            label={t('organisations.programme')}
            value={chosen}
            onChange={({ target }) => setProgramme(target.value)}
          >
            {period?.programmes.map(({ code, name }) => (
              <option key={code} value={code}>
                {code} – {name}
              </option>
            ))}
          </Select>
          <TextField
            id="agreement-from"
            label={t('organisations.validFrom')}
            description={t('organisations.dateHint')}
            value={from}
            error={problems['agreement-from']}
            onChange={({ target }) => setFrom(target.value)}
          />
          <TextField
            id="agreement-to"
            label={t('organisations.validTo')}
            value={to}
            error={problems['agreement-to']}
            onChange={({ target }) => setTo(target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
