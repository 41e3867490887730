import { BellIcon, ChevronDownIcon, LanguageIcon, MenuHamburgerIcon } from '@navikt/aksel-icons';
import { InternalHeader } from '@navikt/ds-react/InternalHeader';
import '@navikt/ds-css/dist/component/internalheader.css';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation } from 'urql';
import { LOCALES } from '../format.ts';
import { graphql } from '../graphql.ts';
import { useLanguage } from '../language.tsx';
import { outcome } from '../outcome.ts';
import type { Viewer } from '../viewer.tsx';
import { APPEARANCES, useAppearance } from './appearance.tsx';
import { HeaderMenu } from './HeaderMenu.tsx';
import { useInbox } from './inbox.tsx';
import { isCurrent, menuFor } from './menu.ts';
import type { MenuEntry } from './menu.ts';
import { RouterAnchor } from './RouterAnchor.tsx';
import './Header.css';

const SwitchOrganisation = graphql(`
  mutation SwitchOrganisation($input: SwitchOrganisationInput!) {
    result: switchOrganisation(input: $input) {
      __typename
      ... on SwitchOrganisationSuccess {
        viewer {
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

const SetLocale = graphql(`
  mutation SetLocale($input: SetLocaleInput!) {
    result: setLocale(input: $input) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`);

/** The dark bar on top of every page: where one is, where one can go, in which language, and who acts for whom. */
export function Header({ viewer }: { viewer: Viewer | null }) {
  const { t } = useLanguage();
  return (
    <InternalHeader className="header">
      <InternalHeader.Title as={RouterAnchor} href="/">
        {t('app.name')}
      </InternalHeader.Title>
      {viewer && (
        <nav className="header__menu" aria-label={t('menu.label')}>
          <MenuEntries viewer={viewer} which={({ isRare }) => !isRare} />
          <RareEntries viewer={viewer} />
        </nav>
      )}
      <span className="header__space" />
      {viewer && <InboxLink />}
      <HeaderMenu
        className="header__wide-only"
        button={
          <>
            <LanguageIcon aria-hidden fontSize="1.25rem" />
            <span className="batt-visually-hidden">{t('header.language')}: </span>
            <LanguageName />
          </>
        }
      >
        <LanguageChoice viewer={viewer} />
        <AppearanceChoice />
      </HeaderMenu>
      {viewer && (
        <HeaderMenu
          className="header__wide-only"
          button={
            <>
              <span className="header__person">
                {viewer.person.name}
                <span>{viewer.organisation.name}</span>
              </span>
              <ChevronDownIcon aria-hidden fontSize="1.25rem" />
            </>
          }
        >
          <OrganisationChoice viewer={viewer} />
        </HeaderMenu>
      )}
      <HeaderMenu
        className="header__narrow-only"
        button={
          <>
            <MenuHamburgerIcon aria-hidden fontSize="1.25rem" />
            {t('header.menu')}
          </>
        }
      >
        {viewer && (
          <nav className="header-menu__links" aria-label={t('menu.label')}>
            <MenuEntries viewer={viewer} />
          </nav>
        )}
        <LanguageChoice viewer={viewer} />
        <AppearanceChoice />
        {viewer && <OrganisationChoice viewer={viewer} />}
      </HeaderMenu>
    </InternalHeader>
  );
}

function RareEntries({ viewer }: { viewer: Viewer }) {
  const { t } = useLanguage();
  const here = useRouterState({ select: (state) => state.location.pathname });
  const current = menuFor(viewer).find(({ path, isRare }) => isRare && isCurrent(path, here));
  return (
    <HeaderMenu
      className="header__more"
      button={
        <>
          {current ? t(current.text) : t('menu.more')}
          {current && <span className="batt-visually-hidden">, {t('menu.more')}</span>}
          <ChevronDownIcon aria-hidden fontSize="1.25rem" />
        </>
      }
      isActive={current !== undefined}
    >
      <div className="header-menu__links">
        <MenuEntries viewer={viewer} which={({ isRare }) => isRare === true} />
      </div>
    </HeaderMenu>
  );
}

function MenuEntries({ viewer, which = () => true }: { viewer: Viewer; which?: (entry: MenuEntry) => boolean }) {
  const { t, format } = useLanguage();
  const here = useRouterState({ select: (state) => state.location.pathname });
  return menuFor(viewer)
    .filter(which)
    .map(({ path, href, text, count }) => {
      const unread = count?.(viewer) ?? 0;
      const current = isCurrent(path, here);
      return (
        <InternalHeader.Button
          key={path}
          as={RouterAnchor}
          href={href?.(viewer) ?? path}
          isActive={current}
          aria-current={current ? 'page' : undefined}
        >
          {t(text)}
          {unread > 0 && <span className="header__count">{format.number(unread)}</span>}
        </InternalHeader.Button>
      );
    });
}

function InboxLink() {
  const { t, format } = useLanguage();
  const { unread } = useInbox();
  const isHere = useRouterState({ select: (state) => isCurrent('/inbox', state.location.pathname) });
  return (
    <InternalHeader.Button as={RouterAnchor} href="/inbox" isActive={isHere} aria-current={isHere ? 'page' : undefined}>
      <BellIcon aria-hidden fontSize="1.25rem" />
      <span className="batt-visually-hidden">{t('header.inbox')}</span>
      {unread > 0 && (
        <span className="header__count">
          {format.number(unread)}{' '}
          <span className="batt-visually-hidden">{t('header.unreadWord', { count: unread })}</span>
        </span>
      )}
    </InternalHeader.Button>
  );
}

function LanguageName() {
  const { t, locale } = useLanguage();
  return t(`header.language.${locale}`);
}

function LanguageChoice({ viewer }: { viewer: Viewer | null }) {
  const { t, locale, choose } = useLanguage();
  const [, setLocale] = useMutation(SetLocale);
  return (
    <fieldset className="header-menu__group">
      <legend>{t('header.language')}</legend>
      {LOCALES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          data-closes
          aria-pressed={each === locale}
          onClick={() => {
            void choose(each);
            if (viewer) void setLocale({ input: { locale: ({ nb: 'NB', nn: 'NN', en: 'EN' } as const)[each] } });
          }}
        >
          {t(`header.language.${each}`)}
        </button>
      ))}
    </fieldset>
  );
}

function AppearanceChoice() {
  const { t } = useLanguage();
  const { chosen, choose } = useAppearance();
  return (
    <fieldset className="header-menu__group">
      <legend>{t('header.theme')}</legend>
      {APPEARANCES.map((each) => (
        <button key={each} type="button" data-closes aria-pressed={each === chosen} onClick={() => choose(each)}>
          {t(`header.theme.${each}`)}
        </button>
      ))}
    </fieldset>
  );
}

function OrganisationChoice({ viewer }: { viewer: Viewer }) {
  const { t } = useLanguage();
  const [failed, setFailed] = useState(false);
  const [, switchOrganisation] = useMutation(SwitchOrganisation);
  const others = viewer.memberships.filter(({ organisation }) => organisation.id !== viewer.organisation.id);

  // Another organisation is another session: the page is loaded anew, so that nothing of the first one stays.
  const change = async (organisationId: string) => {
    const { success } = outcome(await switchOrganisation({ input: { organisationId } }));
    if (success) window.location.assign('/');
    else setFailed(true);
  };
  const signOut = async () => {
    await fetch('/auth/logout', { method: 'POST', headers: { 'x-batt-request': '1' } });
    window.location.assign('/');
  };

  return (
    <>
      <p className="header-menu__who">
        <strong>{viewer.person.name}</strong>
        {t('header.actingFor', { name: viewer.organisation.name })} ({t(`role.${viewer.role}`)})
      </p>
      {others.length > 0 && (
        <fieldset className="header-menu__group">
          <legend>{t('header.organisations')}</legend>
          {others.map(({ organisation, role }) => (
            <button key={organisation.id} type="button" onClick={() => void change(organisation.id)}>
              {organisation.name} <span>({t(`role.${role}`)})</span>
            </button>
          ))}
        </fieldset>
      )}
      {failed && (
        <p role="alert" className="header-menu__who">
          {t('header.switchFailed')}
        </p>
      )}
      <div className="header-menu__group">
        <RouterAnchor href="/agreements">{t('menu.agreements')}</RouterAnchor>
        <RouterAnchor href="/suitability">{t('header.suitability')}</RouterAnchor>
        <RouterAnchor href="/inbox/choices">{t('header.choices')}</RouterAnchor>
        <button type="button" onClick={() => void signOut()}>
          {t('header.signOut')}
        </button>
      </div>
    </>
  );
}
