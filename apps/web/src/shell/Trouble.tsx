import { Button } from '@navikt/ds-react/Button';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import '@navikt/ds-css/dist/component/alert.css';
import type { CombinedError } from 'urql';
import { useLanguage } from '../language.tsx';
import { errorId } from '../urql.ts';

/** What stands in a panel whose data could not be fetched: what happened, the error's number, and a way to try again. */
export function Trouble({ error, retry }: { error: CombinedError; retry: () => void }) {
  const { t } = useLanguage();
  const id = errorId(error);
  return (
    <LocalAlert status="error" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{t('error.title')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p className="trouble__text">
          {t(error.networkError ? 'error.network' : 'error.server')} {id && t('error.id', { id })}
        </p>
        <Button size="small" variant="secondary" data-color="neutral" onClick={retry}>
          {t('error.retry')}
        </Button>
      </LocalAlert.Content>
    </LocalAlert>
  );
}
