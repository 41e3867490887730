import { Button } from '@navikt/ds-react/Button';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { shortName } from './sentences.ts';

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
  /** The names of those who have not. */
  missing: string[];
  year: number;
  /** Whether the viewer may remind those who are missing, while the year is open. */
  mayRemind: boolean;
}

/** So few are named at once; more are folded away. */
const MOST_NAMED = 4;

/** «12 av 18 har rapportert», who has not, and a reminder to them. */
export function Reminder({ reported, missing, year, mayRemind }: ReminderProps) {
  const language = useLanguage();
  const { t, format } = language;
  const [told, setTold] = useState('');
  const [{ fetching }, remind] = useMutation(RemindMutation);
  return (
    <div className="comparison__reported">
      <p>{t('comparison.reported', { reported, expected: reported + missing.length })}</p>
      {missing.length > 0 && missing.length <= MOST_NAMED && (
        <p className="is-subtle">{t('comparison.missing', { names: format.list(missing.map(shortName)) })}</p>
      )}
      {reported > 0 && missing.length > MOST_NAMED && (
        <details className="is-subtle">
          <summary>{t('comparison.whoIsMissing', { count: missing.length })}</summary>
          {format.list(missing.map(shortName))}
        </details>
      )}
      {mayRemind && missing.length > 0 && (
        <Button
          size="xsmall"
          variant="tertiary"
          loading={fetching}
          onClick={async () => {
            const { success, refusal } = outcome(await remind({ input: { year } }));
            setTold(success ? t('comparison.reminded', { count: success.reminded }) : refusalText(language, refusal));
          }}
        >
          {t('comparison.remind', { count: missing.length })}
        </Button>
      )}
      <p role="status">{told}</p>
    </div>
  );
}
