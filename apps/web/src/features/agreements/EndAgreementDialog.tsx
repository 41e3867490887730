import { TextField } from '@navikt/ds-react/TextField';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome } from '../../outcome.ts';
import { FormDialog } from '../../shell/FormDialog.tsx';
import { readDate } from '../../typed-date.ts';
import { refusedText } from './agreement.ts';
import type { ListedAgreement } from './agreement.ts';

const EndAgreement = graphql(`
  mutation EndAgreement($input: EndAgreementInput!) {
    result: endAgreement(input: $input) {
      __typename
      ... on EndAgreementSuccess {
        agreement {
          id
          validTo
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

interface EndAgreementDialogProps {
  agreement: ListedAgreement;
  onClose: () => void;
  onDone: (said: string) => void;
}

/** Sets an agreement's last day. Those that are bought through it end with it. */
export function EndAgreementDialog({ agreement, onClose, onDone }: EndAgreementDialogProps) {
  const language = useLanguage();
  const { t, format } = language;
  const [last, setLast] = useState('');
  const [, end] = useMutation(EndAgreement);
  const { id, navOffice, provider, programme } = agreement;
  return (
    <FormDialog
      heading={t('agreements.endHeading')}
      submit={t('agreements.end')}
      isDangerous
      onClose={onClose}
      check={() => ({ ...(readDate(last) === null && { 'agreement-last': t('agreements.dateWrong') }) })}
      onSend={async () => {
        const lastDay = readDate(last) ?? '';
        const { success, refusal } = outcome(await end({ input: { id, lastDay } }));
        if (!success) return refusedText(language, refusal);
        onDone(t('agreements.endSet', { date: format.date(lastDay) }));
        return null;
      }}
    >
      {(problems) => (
        <>
          <p>
            {t('agreements.endText', { office: navOffice.name, provider: provider.name, programme: programme.name })}
          </p>
          <TextField
            id="agreement-last"
            label={t('agreements.lastDay')}
            description={t('agreements.dateHint')}
            value={last}
            error={problems['agreement-last']}
            onChange={({ target }) => setLast(target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}
