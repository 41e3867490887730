import { defineAbilityFor } from '@batt/domain/access/ability';
import type { Viewer as DomainViewer } from '@batt/domain/access/viewer';
import { expect, test } from 'vitest';
import type { Viewer } from '../viewer.tsx';
import { isCurrent, menuFor } from './menu.ts';

function viewer(kind: Viewer['organisation']['kind'], role: DomainViewer['role'], isOperator = false): Viewer {
  const organisationKind = (
    {
      PROVIDER: 'provider',
      NAV_OFFICE: 'nav-office',
      COUNTY_UNIT: 'county-unit',
      DIRECTORATE: 'directorate',
      ASSOCIATION: 'association',
    } as const
  )[kind];
  return {
    id: 'v',
    locale: 'NB',
    person: { id: 'p', name: 'Kari' },
    organisation: { __typename: 'Provider', id: 'o', number: '310370002', name: 'Fjordvekst AS', kind },
    role: role === 'manager' ? 'MANAGER' : role === 'member' ? 'MEMBER' : 'VIEWER',
    memberships: [],
    waiting: { targetsToAnswer: 0, unreadThreads: 0, reportsDue: 0 },
    ability: defineAbilityFor({
      personId: 'p',
      personName: 'Kari',
      organisationId: 1,
      organisationKind,
      role,
      isOperator,
      countyUnitId: 1,
      providerIds: [1],
      scope: 'write',
    }),
  };
}

const paths = (...who: Parameters<typeof viewer>) => menuFor(viewer(...who)).map(({ path }) => path);

test('each kind of organisation meets its own places', () => {
  expect(paths('PROVIDER', 'member')).toEqual([
    '/',
    '/scorecard',
    '/report',
    '/ranking',
    '/practices',
    '/targets',
    '/threads',
    '/meetings',
  ]);
  expect(paths('NAV_OFFICE', 'member')).toEqual([
    '/',
    '/providers',
    '/ranking',
    '/practices',
    '/targets',
    '/threads',
    '/meetings',
  ]);
  expect(paths('COUNTY_UNIT', 'member')).toEqual([
    '/',
    '/comparison',
    '/providers',
    '/ranking',
    '/practices',
    '/targets',
    '/threads',
    '/meetings',
  ]);
  expect(paths('DIRECTORATE', 'member')).not.toContain('/threads');
});

test('at most seven entries stand in the bar, the rest is folded', () => {
  for (const kind of ['PROVIDER', 'NAV_OFFICE', 'COUNTY_UNIT', 'DIRECTORATE', 'ASSOCIATION'] as const) {
    const entries = menuFor(viewer(kind, 'manager', true));
    expect(entries.filter(({ isRare }) => !isRare).length, kind).toBeLessThanOrEqual(7);
    expect(
      entries.some(({ isRare }) => isRare),
      kind,
    ).toBe(true);
  }
});

test('a place that the role may do nothing in is left out', () => {
  expect(paths('PROVIDER', 'manager')).toContain('/people');
  expect(paths('PROVIDER', 'member')).not.toContain('/people');
  expect(paths('ASSOCIATION', 'manager', true)).toContain('/years');
  expect(paths('ASSOCIATION', 'manager', false)).not.toContain('/years');
});

test('the scorecard entry leads to the own one', () => {
  const own = viewer('PROVIDER', 'viewer');
  expect(
    menuFor(own)
      .find(({ path }) => path === '/scorecard')
      ?.href?.(own),
  ).toBe('/scorecard/310370002');
});

test.each([
  ['/', '/', true],
  ['/', '/targets', false],
  ['/targets', '/targets/abc', true],
  ['/report', '/reports', false],
  ['/targets', '/talk/310370002/1102', true],
])('section %s, page %s: current %s', (section, path, expected) => expect(isCurrent(section, path)).toBe(expected));
