import { Button } from '@navikt/ds-react/Button';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { Refused } from '../../shell/Refused.tsx';
import type { Target } from './row.ts';

const WithdrawTarget = graphql(`
  mutation WithdrawTarget($input: WithdrawTargetInput!) {
    result: withdrawTarget(input: $input) {
      __typename
      ... on WithdrawTargetSuccess {
        target {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

/** Taking a round back, asked for twice since the other side sees it. */
export function Withdraw({ target }: { target: Target }) {
  const language = useLanguage();
  const { t } = language;
  const [asked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, withdraw] = useMutation(WithdrawTarget);
  if (!target.viewerCan.includes('withdraw')) return null;
  if (!asked) {
    return (
      <Button className="batt-screen-only" type="button" size="small" variant="tertiary" onClick={() => setAsked(true)}>
        {t('withdraw.begin')}
      </Button>
    );
  }
  return (
    <div role="group" aria-label={t('withdraw.begin')} className="batt-screen-only">
      <p>{t('withdraw.ask')}</p>
      <Refused text={refusal} />
      <div className="talk-doings">
        <Button
          type="button"
          size="small"
          data-color="danger"
          autoFocus
          loading={fetching}
          onClick={async () => {
            const { success, refusal: refused } = outcome(
              await withdraw({ input: { id: target.id, version: target.version } }),
            );
            if (!success) setRefusal(refusalText(language, refused));
          }}
        >
          {t('withdraw.sure')}
        </Button>
        <Button type="button" size="small" variant="tertiary" onClick={() => setAsked(false)}>
          {t('talk.cancel')}
        </Button>
      </div>
    </div>
  );
}
