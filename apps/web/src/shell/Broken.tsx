import { Button } from '@navikt/ds-react/Button';
import { useRouter } from '@tanstack/react-router';
import { useLanguage } from '../language.tsx';
import { Page } from './Page.tsx';

/** Stands in the place of a page that a programming error broke, inside the frame. */
export function Broken({ reset }: { reset: () => void }) {
  const { t } = useLanguage();
  const router = useRouter();
  return (
    <Page title={t('error.pageTitle')} width="text">
      <p>{t('error.server')}</p>
      <Button
        variant="secondary"
        onClick={() => {
          reset();
          void router.invalidate();
        }}
      >
        {t('error.retry')}
      </Button>
    </Page>
  );
}
