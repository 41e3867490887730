import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Outlet, useMatches, useRouter } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { LOCALES } from '../format.ts';
import { hasChosenLanguage, useLanguage } from '../language.tsx';
import { ViewerContext, ViewerQuery, viewerFrom } from '../viewer.tsx';
import { Header } from './Header.tsx';
import { InboxProvider } from './inbox.tsx';
import { Page } from './Page.tsx';
import { RouterAnchor } from './RouterAnchor.tsx';
import { SignIn } from './SignIn.tsx';
import { Trouble } from './Trouble.tsx';
import './Frame.css';

/** What surrounds every page: skip link, header, the page or the sign-in in its place, footer. */
export function Frame() {
  const { t, choose } = useLanguage();
  const [{ data, error, fetching }, askAgain] = useQuery({ query: ViewerQuery });
  // While the network is away whoever was signed in stays so, and keeps what they see and write.
  const [known, setKnown] = useState(data);
  if (data && data !== known) setKnown(data);
  const current = data ?? known;
  const viewer = useMemo(() => (current?.viewer ? viewerFrom(current.viewer) : null), [current]);
  const open = useMatches({ select: (matches) => matches.some(({ staticData }) => staticData.open) });
  const [wasSignedIn, setWasSignedIn] = useState(false);
  if (viewer && !wasSignedIn) setWasSignedIn(true);

  useEffect(() => {
    const ask = () => askAgain({ requestPolicy: 'network-only' });
    // A session may have run out while the page lay in the background.
    const whenSeen = () => document.visibilityState === 'visible' && ask();
    window.addEventListener('signed-out', ask);
    document.addEventListener('visibilitychange', whenSeen);
    return () => {
      window.removeEventListener('signed-out', ask);
      document.removeEventListener('visibilitychange', whenSeen);
    };
  }, [askAgain]);
  const locale = current?.viewer?.locale;
  useEffect(() => {
    const theirs = LOCALES.find((each) => each.toUpperCase() === locale);
    if (theirs && !hasChosenLanguage()) void choose(theirs);
  }, [locale, choose]);
  useFocusOnArrival();

  let content;
  if (open || viewer) content = <Outlet />;
  else if (error) {
    content = (
      <Page title={t('error.pageTitle')} width="text">
        <Trouble error={error} retry={() => askAgain({ requestPolicy: 'network-only' })} />
      </Page>
    );
  } else if (fetching) content = <PageSkeleton />;
  else content = <SignIn expired={wasSignedIn} />;

  return (
    <ViewerContext value={viewer}>
      <InboxProvider isSignedIn={viewer !== null}>
        <a className="skip-link" href="#content">
          {t('app.skip')}
        </a>
        <Header viewer={viewer} />
        <main id="content" tabIndex={-1}>
          {content}
        </main>
        <footer className="footer">
          <nav aria-label={t('footer.label')}>
            <RouterAnchor href="/about/accessibility">{t('footer.accessibility')}</RouterAnchor>
            <RouterAnchor href="/about/privacy">{t('footer.privacy')}</RouterAnchor>
            <RouterAnchor href="/about/method">{t('footer.method')}</RouterAnchor>
            <RouterAnchor href="/about/corrections">{t('footer.corrections')}</RouterAnchor>
          </nav>
        </footer>
      </InboxProvider>
    </ViewerContext>
  );
}

/** After a link to another page, reading goes on at its title. */
function useFocusOnArrival() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
      }),
    [router],
  );
}

/** The outline of a page whose content is on its way. */
export function PageSkeleton() {
  const { t } = useLanguage();
  return (
    <div className="page page--normal" aria-busy>
      <span className="batt-visually-hidden" role="status">
        {t('app.loading')}
      </span>
      <Skeleton variant="text" width="40%" height={48} />
      <Skeleton variant="text" width="60%" height={28} />
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} variant="rectangle" height={56} className="page-skeleton__row" />
      ))}
    </div>
  );
}
