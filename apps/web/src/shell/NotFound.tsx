import { TextLink } from '@batt/ui/Link';
import { useLanguage } from '../language.tsx';
import { Page } from './Page.tsx';

/** For an address that leads nowhere, or to what one may not see. */
export function NotFound() {
  const { t } = useLanguage();
  return (
    <Page title={t('notFound.title')} width="text">
      <p className="lead">{t('notFound.body')}</p>
      <TextLink href="/">{t('notFound.home')}</TextLink>
    </Page>
  );
}
