import { Button } from '@navikt/ds-react/Button';
import { useRouterState } from '@tanstack/react-router';
import { useLanguage } from '../language.tsx';
import { withSearch } from '../paths.ts';
import { Page } from './Page.tsx';

/** Stands in the place of any page that needs somebody signed in; signing in leads back to that page. */
export function SignIn({ expired }: { expired: boolean }) {
  const { t } = useLanguage();
  const here = useRouterState({ select: (state) => state.location.href });
  return (
    <Page title={t(expired ? 'signIn.expiredTitle' : 'signIn.title')} width="text">
      <p className="lead">{t(expired ? 'signIn.expired' : 'signIn.lead')}</p>
      <p>
        <Button as="a" role="link" href={withSearch('/auth/login', { returnTo: here })}>
          {t('signIn.button')}
        </Button>
      </p>
      {!expired && <p>{t('signIn.who')}</p>}
    </Page>
  );
}
