import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome } from '../../outcome.ts';
import { usePeriod } from '../../period.ts';
import { FormDialog } from '../../shell/FormDialog.tsx';
import { readDate } from '../../typed-date.ts';
import { refusedText } from './agreement.ts';
import type { ListedAgreement } from './agreement.ts';

const AddAgreement = graphql(`
  mutation AddAgreement($input: AddAgreementInput!) {
    result: addAgreement(input: $input) {
      __typename
      ... on AddAgreementSuccess {
        agreement {
          id
          provider {
            id
            name
          }
        }
      }
      ... on ValidationError {
        fields {
          code
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

interface AddAgreementDialogProps {
  /** Numbers to begin with. */
  provider?: string;
  office?: string;
  /** The other office's agreement that the new one is bought through: the same provider and programme. */
  through?: ListedAgreement;
  onClose: () => void;
  onDone: (said: string) => void;
}

/** Enters that a Nav office buys a programme from a provider, which opens the provider's scorecards to the office. */
export function AddAgreementDialog({ provider, office, through, onClose, onDone }: AddAgreementDialogProps) {
  const language = useLanguage();
  const { t, format } = language;
  const period = usePeriod({});
  const [, add] = useMutation(AddAgreement);
  const [number, setNumber] = useState(through?.provider.number ?? provider ?? '');
  const [unit, setUnit] = useState(through ? '' : (office ?? ''));
  const [programme, setProgramme] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const chosen = through?.programme.code ?? (programme || period?.programmes[0]?.code || '');
  return (
    <FormDialog
      heading={through ? t('agreements.throughHeading', { office: through.navOffice.name }) : t('agreements.add')}
      submit={t('agreements.add')}
      onClose={onClose}
      check={() => ({
        ...(!/^\d{9}$/.test(number.trim()) && { 'agreement-provider': t('agreements.providerWrong') }),
        ...(!/^\d{4}$/.test(unit.trim()) && { 'agreement-office': t('agreements.officeWrong') }),
        ...(readDate(from) === null && { 'agreement-from': t('agreements.dateWrong') }),
        ...(to.trim() !== '' && readDate(to) === null && { 'agreement-to': t('agreements.dateWrong') }),
      })}
      onSend={async () => {
        const input = {
          provider: number.trim(),
          navOffice: unit.trim(),
          programme: chosen,
          validFrom: readDate(from) ?? '',
          validTo: readDate(to),
          through: through?.id,
        };
        const { success, refusal } = outcome(await add({ input }));
        if (!success) return refusedText(language, refusal);
        onDone(t('agreements.added', { name: success.agreement.provider.name }));
        return null;
      }}
    >
      {(problems) => (
        <>
          <p>
            {through
              ? t('agreements.throughText', {
                  provider: through.provider.name,
                  programme: through.programme.name,
                  end: through.validTo ? format.date(through.validTo) : 'none',
                })
              : t('agreements.addText')}
          </p>
          {!through && (
            <TextField
              id="agreement-provider"
              label={t('agreements.providerNumber')}
              description={t('agreements.providerHint')}
              inputMode="numeric"
              value={number}
              error={problems['agreement-provider']}
              onChange={({ target }) => setNumber(target.value)}
            />
          )}
          <TextField
            id="agreement-office"
            label={t('agreements.officeNumber')}
            description={t('agreements.officeHint')}
            inputMode="numeric"
            value={unit}
            error={problems['agreement-office']}
            onChange={({ target }) => setUnit(target.value)}
          />
          {!through && (
            <Select
              label={t('agreements.programme')}
              value={chosen}
              onChange={({ target }) => setProgramme(target.value)}
            >
              {period?.programmes.map(({ code, name }) => (
                <option key={code} value={code}>
                  {code} – {name}
                </option>
              ))}
            </Select>
          )}
          <TextField
            id="agreement-from"
            label={t('agreements.validFrom')}
            description={t('agreements.dateHint')}
            value={from}
            error={problems['agreement-from']}
            onChange={({ target }) => setFrom(target.value)}
          />
          <TextField
            id="agreement-to"
            label={t('agreements.validTo')}
            value={to}
            error={problems['agreement-to']}
            onChange={({ target }) => setTo(target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
