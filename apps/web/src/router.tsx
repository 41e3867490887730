import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { loadTexts } from './language.tsx';
import type { Feature } from './language.tsx';
import { Broken } from './shell/Broken.tsx';
import { Frame, PageSkeleton } from './shell/Frame.tsx';
import { NotFound } from './shell/NotFound.tsx';

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** Shown to everybody, signed in or not. */
    open?: boolean;
  }
}

/** A page that is fetched with its feature's texts when somebody goes there. */
function page(feature: Feature, load: () => Promise<ComponentType>) {
  return lazyRouteComponent(async () => {
    const [component] = await Promise.all([load(), loadTexts(feature)]);
    return { default: component };
  });
}

type Search = Record<string, string | undefined>;

/** A year in a search, if it is one. */
const yearIn = ({ year }: Search) => (/^\d{4}$/.test(year ?? '') ? Number(year) : undefined);

/** A survey theme in a search, if it is one of the nine. */
const themeIn = ({ theme }: Search) => (/^[1-9]$/.test(theme ?? '') ? Number(theme) : undefined);

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: Broken });

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    validateSearch: (search: Search) => ({
      programme: search.programme,
      indicator: search.indicator,
      year: yearIn(search),
    }),
    component: page('start', async () => (await import('./features/start/StartPage.tsx')).StartPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/scorecard/$provider',
    validateSearch: (search: Search) => ({ programme: search.programme, year: yearIn(search), open: search.open }),
    component: page('scorecard', async () => (await import('./features/scorecard/ScorecardPage.tsx')).ScorecardPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/comparison',
    validateSearch: (search: Search) => ({
      county: search.county,
      programme: search.programme,
      year: yearIn(search),
      reference: search.reference,
      indicator: search.indicator,
      order: search.order,
      columns: search.columns,
      name: search.name,
      clear: search.clear,
      group: search.group,
      adjusted: search.adjusted,
    }),
    component: page(
      'comparison',
      async () => (await import('./features/comparison/ComparisonPage.tsx')).ComparisonPage,
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/ranking',
    validateSearch: (search: Search) => ({
      indicator: search.indicator,
      programme: search.programme,
      year: yearIn(search),
      county: search.county,
      group: search.group,
    }),
    component: page('ranking', async () => (await import('./features/ranking/RankingPage.tsx')).RankingPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/balance/$provider',
    validateSearch: (search: Search) => ({ year: yearIn(search) }),
    component: page('balance', async () => (await import('./features/balance/BalancePage.tsx')).BalancePage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/scatter',
    validateSearch: (search: Search) => ({
      x: search.x,
      y: search.y,
      programme: search.programme,
      year: yearIn(search),
      county: search.county,
      provider: search.provider,
    }),
    component: page('scatter', async () => (await import('./features/scatter/ScatterPage.tsx')).ScatterPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/peers',
    validateSearch: (search: Search) => ({ provider: search.provider, year: yearIn(search) }),
    component: page('peers', async () => (await import('./features/peers/PeersPage.tsx')).PeersPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/providers',
    validateSearch: ({ search, county }: Search) => ({ search, county }),
    component: page('providers', async () => (await import('./features/providers/ProvidersPage.tsx')).ProvidersPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/about/$topic',
    staticData: { open: true },
    component: page('about', async () => (await import('./features/about/AboutPage.tsx')).AboutPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/report',
    validateSearch: (search: Search) => ({ year: yearIn(search) }),
    component: page('report', async () => (await import('./features/report/ReportPage.tsx')).ReportPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/report/review',
    validateSearch: (search: Search) => ({ year: yearIn(search) }),
    component: page('report', async () => (await import('./features/report/ReviewPage.tsx')).ReviewPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/import',
    validateSearch: (search: Search) => ({ year: yearIn(search) }),
    component: page('import', async () => (await import('./features/import/ImportPage.tsx')).ImportPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/targets',
    validateSearch: (search: Search) => ({
      programme: search.programme,
      year: yearIn(search),
      open: search.open,
    }),
    component: page('targets', async () => (await import('./features/targets/TargetsPage.tsx')).TargetsPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/talk/$provider/$office',
    validateSearch: (search: Search) => ({
      programme: search.programme,
      year: yearIn(search),
      open: search.open,
      step: search.step,
    }),
    component: page('talk', async () => (await import('./features/talk/TalkPage.tsx')).TalkPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/threads',
    validateSearch: (search: Search) => ({
      provider: search.provider,
      indicator: search.indicator,
      programme: search.programme,
      year: yearIn(search),
      theme: themeIn(search),
      show: search.show,
    }),
    component: page('dialogue', async () => (await import('./features/dialogue/ThreadsPage.tsx')).ThreadsPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/threads/new',
    validateSearch: (search: Search) => ({
      provider: search.provider,
      indicator: search.indicator,
      programme: search.programme,
      year: yearIn(search),
      counterpart: search.counterpart,
      target: search.target,
      theme: themeIn(search),
      about: search.about === 'target' ? ('target' as const) : undefined,
    }),
    component: page('dialogue', async () => (await import('./features/dialogue/NewThreadPage.tsx')).NewThreadPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/threads/$id',
    component: page('dialogue', async () => (await import('./features/dialogue/ThreadPage.tsx')).ThreadPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/practices',
    validateSearch: ({ search, indicator }: Search) => ({ search, indicator }),
    component: page('practices', async () => (await import('./features/practices/PracticesPage.tsx')).PracticesPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/practices/new',
    component: page('practices', async () => (await import('./features/practices/PracticeForm.tsx')).NewPracticePage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/practices/$id',
    component: page('practices', async () => (await import('./features/practices/PracticePage.tsx')).PracticePage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/practices/$id/edit',
    component: page('practices', async () => (await import('./features/practices/PracticeForm.tsx')).EditPracticePage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/inbox',
    validateSearch: ({ topic, show }: Search) => ({ topic, show }),
    component: page('inbox', async () => (await import('./features/inbox/InboxPage.tsx')).InboxPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/inbox/choices',
    component: page('inbox', async () => (await import('./features/inbox/ChoicesPage.tsx')).ChoicesPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/suitability',
    component: page(
      'suitability',
      async () => (await import('./features/suitability/SuitabilityPage.tsx')).SuitabilityPage,
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/agreements',
    validateSearch: ({ provider, office, county, show }: Search) => ({ provider, office, county, show }),
    component: page(
      'agreements',
      async () => (await import('./features/agreements/AgreementsPage.tsx')).AgreementsPage,
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/meetings',
    validateSearch: ({ provider }: Search) => ({ provider }),
    component: page('meetings', async () => (await import('./features/meetings/MeetingsPage.tsx')).MeetingsPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/meetings/new',
    validateSearch: (search: Search) => ({
      provider: search.provider,
      counterpart: search.counterpart,
      programme: search.programme,
      year: yearIn(search),
    }),
    component: page('meetings', async () => (await import('./features/meetings/NewMeetingPage.tsx')).NewMeetingPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/meetings/$id',
    component: page('meetings', async () => (await import('./features/meetings/MeetingPage.tsx')).MeetingPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/meetings/$id/present',
    validateSearch: ({ point }: Search) => ({ point: /^\d{1,2}$/.test(point ?? '') ? Number(point) : undefined }),
    component: page('meetings', async () => (await import('./features/meetings/PresentPage.tsx')).PresentPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/actions',
    validateSearch: ({ provider, owner, show }: Search) => ({ provider, owner, show }),
    component: page('actions', async () => (await import('./features/actions/ActionsPage.tsx')).ActionsPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/years',
    component: page('association', async () => (await import('./features/association/YearsPage.tsx')).YearsPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports',
    validateSearch: (search: Search) => ({ year: yearIn(search), county: search.county, state: search.state }),
    component: page('association', async () => (await import('./features/association/ReportsPage.tsx')).ReportsPage),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/organisations',
    validateSearch: ({ kind, search }: Search) => ({ kind, search }),
    component: page(
      'association',
      async () => (await import('./features/association/OrganisationsPage.tsx')).OrganisationsPage,
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people',
    validateSearch: ({ organisation, search }: Search) => ({ organisation, search }),
    component: page('association', async () => (await import('./features/association/PeoplePage.tsx')).PeoplePage),
  }),
];

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultErrorComponent: Broken,
  scrollRestoration: true,
  // Addresses as people write them: ?year=2025&programme=KIA, every value a word.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
  },
});
