import { Button } from '@navikt/ds-react/Button';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';

const RemindMutation = graphql(`
  mutation RemindProviders($input: RemindProvidersInput!) {
    result: remindProviders(input: $input) {
      __typename
      ... on RemindProvidersSuccess {
        reminded
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

interface ReminderProps {
  reported: number;
  expected: number;
  year: number;
  /** Whether the viewer may remind those who are missing, while the year is open. */
  mayRemind: boolean;
}

/** «12 av 18 har rapportert», and a reminder to the others. */
export function Reminder({ reported, expected, year, mayRemind }: ReminderProps) {
  const language = useLanguage();
  const { t } = language;
  const [told, setTold] = useState('');
  const [{ fetching }, remind] = useMutation(RemindMutation);
  const missing = expected - reported;
  return (
    <div className="comparison__reported">
      <p>{t('comparison.reported', { reported, expected })}</p>
      {mayRemind && missing > 0 && (
        <Button
          size="xsmall"
          variant="tertiary"
          loading={fetching}
          onClick={async () => {
            const { success, refusal } = outcome(await remind({ input: { year } }));
            setTold(success ? t('comparison.reminded', { count: success.reminded }) : refusalText(language, refusal));
          }}
        >
          {t('comparison.remind', { count: missing })}
        </Button>
      )}
      <p role="status">{told}</p>
    </div>
  );
}
