import type { TextKey } from '../language.tsx';
import { scorecardPath } from '../paths.ts';
import type { Viewer } from '../viewer.tsx';

type Kind = Viewer['organisation']['kind'];

export interface MenuEntry {
  /** Where the section begins; every page under it belongs to the entry. */
  path: string;
  /** Where the entry leads, when not to its path. */
  href?: (viewer: Viewer) => string;
  text: TextKey;
  /** The kinds of organisation that work here. */
  for: readonly Kind[];
  /** Left out for those whose role may not do it at all. */
  may?: Parameters<Viewer['ability']['can']>;
  count?: (viewer: Viewer) => number;
  /** Gone to now and then: folded under «Mer» in the bar. */
  isRare?: true;
}

const EVERYBODY = ['PROVIDER', 'NAV_OFFICE', 'COUNTY_UNIT', 'DIRECTORATE', 'ASSOCIATION'] as const;

/** Every entry of the main menu, in the order they stand. A feature adds its line here and its routes in `router.tsx`. */
const ENTRIES: readonly MenuEntry[] = [
  { path: '/', text: 'menu.start', for: EVERYBODY },
  {
    path: '/scorecard',
    href: (viewer) => scorecardPath(viewer.organisation.number),
    text: 'menu.scorecard',
    for: ['PROVIDER'],
  },
  { path: '/report', text: 'menu.report', for: ['PROVIDER'] },
  { path: '/reports', text: 'menu.reports', for: ['ASSOCIATION'] },
  { path: '/comparison', text: 'menu.comparison', for: ['COUNTY_UNIT', 'DIRECTORATE'] },
  { path: '/providers', text: 'menu.providers', for: ['NAV_OFFICE', 'COUNTY_UNIT', 'DIRECTORATE', 'ASSOCIATION'] },
  { path: '/ranking', text: 'menu.ranking', for: EVERYBODY, isRare: true },
  { path: '/practices', text: 'menu.practices', for: EVERYBODY, isRare: true },
  {
    path: '/targets',
    text: 'menu.targets',
    for: ['PROVIDER', 'NAV_OFFICE', 'COUNTY_UNIT', 'DIRECTORATE'],
    count: (viewer) => viewer.waiting.targetsToAnswer,
  },
  {
    path: '/threads',
    text: 'menu.threads',
    for: ['PROVIDER', 'NAV_OFFICE', 'COUNTY_UNIT'],
    count: (viewer) => viewer.waiting.unreadThreads,
  },
  { path: '/meetings', text: 'menu.meetings', for: ['PROVIDER', 'NAV_OFFICE', 'COUNTY_UNIT'] },
  { path: '/suitability', text: 'menu.suitability', for: ['DIRECTORATE'], isRare: true },
  { path: '/agreements', text: 'menu.agreements', for: ['ASSOCIATION'], isRare: true },
  { path: '/years', text: 'menu.years', for: ['ASSOCIATION'], may: ['publish', 'MeasurementYear'] },
  { path: '/organisations', text: 'menu.organisations', for: ['ASSOCIATION'], may: ['update', 'Organisation'] },
  { path: '/people', text: 'menu.people', for: EVERYBODY, may: ['create', 'Membership'], isRare: true },
];

/** The menu of the organisation acted for, in the person's role there. */
export function menuFor(viewer: Viewer): MenuEntry[] {
  return ENTRIES.filter(
    (entry) => entry.for.includes(viewer.organisation.kind) && (!entry.may || viewer.ability.can(...entry.may)),
  );
}

/** Pages that belong to a section without lying under it. */
const ELSEWHERE: Record<string, string> = { '/targets': '/talk' };

/** Whether the page at `path` is the section's first page or one under it. */
export function isCurrent(section: string, path: string): boolean {
  const elsewhere = ELSEWHERE[section];
  if (elsewhere && isCurrent(elsewhere, path)) return true;
  return section === '/' ? path === '/' : path === section || path.startsWith(`${section}/`);
}
