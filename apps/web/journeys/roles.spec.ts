import {
  arrived,
  ask,
  expect,
  expectAccessible,
  FJORDVEKST,
  FOREIGN_PROVIDER,
  NAV_SANDNES,
  open,
  signIn,
  test,
} from './people.ts';
import type { Page } from '@playwright/test';

interface RoleCase {
  name: string;
  organisation: string;
  /** The main menu, without its counts, and what is folded in it. */
  menu: string[];
  more: string[];
  /** Sections of the start page. */
  start: (string | RegExp)[];
  /** Pages that are not for this role, and what stands there instead. */
  closed: [path: string, text: string][];
  /** Providers whose published scorecard is open, and those that look as if they did not exist. */
  scorecards: { open: string[]; closed: string[] };
  /** Whether the draft of Fjordvekst is open. */
  readsDraft?: boolean;
  /** Names that the list of people gives; undefined where it gives far more. */
  people?: string[];
  /** Whether any thread is. */
  readsThreads: boolean;
}

const NO_THREADS = 'Din organisasjon er ikke part i noen.';
const NO_IMPORT = 'Bare tiltaksarrangører laster opp data.';
const NO_YEARS = 'Bare bransjeforeningen som driver systemet, åpner og publiserer år.';
const NO_ORGANISATIONS = 'Bare ledere i bransjeforeningen endrer organisasjoner.';
const NO_PEOPLE = 'Bare ledere styrer personene i en organisasjon.';
const NO_TALK = 'Det finnes ingen målsamtale her som er åpen for dere.';

/** What buttons are called that change something. */
const DOES = /^(Legg til|Endre|Ny avtale|Avslutt|Steng|Åpne|Lukk|Publiser|Foreslå|Start|Send|Lagre|Last opp)/;

const PROVIDER_SIDE: Pick<RoleCase, 'organisation' | 'start' | 'scorecards' | 'readsDraft' | 'readsThreads'> = {
  organisation: 'Fjordvekst AS',
  start: [/^Mål som ikke er nådd, /, /^Forslag å svare på/, 'Siste kommentarer', /^Tallene våre i /],
  scorecards: { open: [FJORDVEKST], closed: [FOREIGN_PROVIDER] },
  readsDraft: true,
  readsThreads: true,
};
const OFFICE_SIDE: Pick<RoleCase, 'organisation' | 'start' | 'scorecards' | 'readsThreads'> = {
  organisation: 'Nav Sandnes',
  start: [/^Forslag å svare på/, /^Uleste tråder/, 'Slik står arrangørene våre'],
  scorecards: { open: [FJORDVEKST], closed: [FOREIGN_PROVIDER] },
  readsThreads: true,
};
const COUNTY_SIDE: Pick<RoleCase, 'organisation' | 'start' | 'scorecards' | 'readsThreads'> = {
  organisation: 'Nav Rogaland',
  start: [/^Skiller seg klart ut, /, /^Uleste tråder/, /^Ikke rapportert for /],
  scorecards: { open: [FJORDVEKST], closed: [FOREIGN_PROVIDER] },
  readsThreads: true,
};
const DIRECTORATE_SIDE: Pick<RoleCase, 'organisation' | 'start' | 'scorecards' | 'readsThreads'> = {
  organisation: 'Arbeids- og velferdsdirektoratet',
  start: [/^Landet: /, /^Rapportering for /, 'Målsamtaler og tråder'],
  scorecards: { open: [FJORDVEKST, FOREIGN_PROVIDER], closed: [] },
  readsThreads: false,
};
const OPERATOR_SIDE: Pick<RoleCase, 'organisation' | 'start' | 'scorecards' | 'readsThreads'> = {
  organisation: 'Attføringsbedriftene',
  start: [/^Hvem har sendt inn for /, 'Publiserte år'],
  scorecards: { open: [FJORDVEKST], closed: [FOREIGN_PROVIDER] },
  readsThreads: false,
};

const ROLES: RoleCase[] = [
  {
    ...PROVIDER_SIDE,
    name: 'Kari Nygård',
    menu: ['Start', 'Målkort', 'Rapport', 'Mål', 'Tråder', 'Møter'],
    more: ['Rangering', 'Lær av andre', 'Personer'],
    closed: [
      ['/years', NO_YEARS],
      ['/organisations', NO_ORGANISATIONS],
      [`/talk/${FOREIGN_PROVIDER}/${NAV_SANDNES}`, NO_TALK],
    ],
    people: ['Geir Rønning', 'Jonas Tveit', 'Kari Nygård', 'Liv Bratland'],
  },
  {
    ...PROVIDER_SIDE,
    name: 'Liv Bratland',
    menu: ['Start', 'Målkort', 'Rapport', 'Mål', 'Tråder', 'Møter'],
    more: ['Rangering', 'Lær av andre'],
    closed: [
      ['/years', NO_YEARS],
      ['/organisations', NO_ORGANISATIONS],
      ['/people', NO_PEOPLE],
      ['/threads/new', 'Du har lesetilgang og kan ikke starte tråder.'],
    ],
    people: ['Liv Bratland'],
  },
  {
    ...OFFICE_SIDE,
    name: 'Ingrid Solheim',
    menu: ['Start', 'Arrangører', 'Mål', 'Tråder', 'Møter'],
    more: ['Rangering', 'Lær av andre', 'Personer'],
    closed: [
      ['/import', NO_IMPORT],
      ['/years', NO_YEARS],
      ['/organisations', NO_ORGANISATIONS],
    ],
    people: ['Amina Yusuf', 'Erik Lunde', 'Ingrid Solheim', 'Ragnhild Eide'],
  },
  {
    ...OFFICE_SIDE,
    name: 'Amina Yusuf',
    menu: ['Start', 'Arrangører', 'Mål', 'Tråder', 'Møter'],
    more: ['Rangering', 'Lær av andre'],
    closed: [
      ['/import', NO_IMPORT],
      ['/people', NO_PEOPLE],
      [`/talk/${FJORDVEKST}/${NAV_SANDNES}?year=2026&programme=KIA`, 'Uthevet mål gjelder'],
    ],
    people: ['Amina Yusuf'],
  },
  {
    ...COUNTY_SIDE,
    name: 'Tor Haugen',
    menu: ['Start', 'Sammenlikning', 'Arrangører', 'Mål', 'Tråder', 'Møter'],
    more: ['Rangering', 'Lær av andre', 'Personer'],
    closed: [
      ['/import', NO_IMPORT],
      ['/years', NO_YEARS],
      [`/talk/${FOREIGN_PROVIDER}/${NAV_SANDNES}`, NO_TALK],
    ],
    people: ['Magnus Dahle', 'Siri Østbø', 'Tor Haugen'],
  },
  {
    ...COUNTY_SIDE,
    name: 'Magnus Dahle',
    menu: ['Start', 'Sammenlikning', 'Arrangører', 'Mål', 'Tråder', 'Møter'],
    more: ['Rangering', 'Lær av andre'],
    closed: [
      ['/import', NO_IMPORT],
      ['/people', NO_PEOPLE],
    ],
    people: ['Magnus Dahle'],
  },
  {
    ...DIRECTORATE_SIDE,
    name: 'Berit Aasen',
    menu: ['Start', 'Sammenlikning', 'Arrangører', 'Mål'],
    more: ['Rangering', 'Lær av andre', 'Egnethet', 'Personer'],
    closed: [
      ['/import', NO_IMPORT],
      ['/threads', NO_THREADS],
      ['/years', NO_YEARS],
    ],
    people: ['Berit Aasen', 'Henrik Moen', 'Nora Falk'],
  },
  {
    ...DIRECTORATE_SIDE,
    name: 'Nora Falk',
    menu: ['Start', 'Sammenlikning', 'Arrangører', 'Mål'],
    more: ['Rangering', 'Lær av andre', 'Egnethet'],
    closed: [
      ['/threads', NO_THREADS],
      ['/people', NO_PEOPLE],
    ],
    people: ['Nora Falk'],
  },
  {
    ...OPERATOR_SIDE,
    name: 'Anne Grete Vold',
    menu: ['Start', 'Innsending', 'Arrangører', 'År og publisering', 'Organisasjoner'],
    more: ['Rangering', 'Lær av andre', 'Avtaler', 'Personer'],
    closed: [
      ['/import', NO_IMPORT],
      ['/threads', NO_THREADS],
      ['/threads/new', NO_THREADS],
      ['/targets', 'Mål setter Nav-kontorene, arrangørene, fylkenes tiltaksenheter og direktoratet.'],
    ],
  },
  {
    ...OPERATOR_SIDE,
    name: 'Ida Krogh',
    menu: ['Start', 'Innsending', 'Arrangører'],
    more: ['Rangering', 'Lær av andre', 'Avtaler'],
    closed: [
      ['/years', NO_YEARS],
      ['/organisations', NO_ORGANISATIONS],
      ['/people', NO_PEOPLE],
      ['/threads', NO_THREADS],
    ],
    people: ['Ida Krogh'],
  },
  {
    name: 'Kjersti Myhre',
    organisation: 'ASVL',
    menu: ['Start', 'Innsending', 'Arrangører', 'Organisasjoner'],
    more: ['Rangering', 'Lær av andre', 'Avtaler', 'Personer'],
    start: [/^Hvem har sendt inn for /, 'Publiserte år'],
    closed: [
      ['/years', NO_YEARS],
      ['/threads', NO_THREADS],
    ],
    scorecards: { open: [FOREIGN_PROVIDER], closed: [FJORDVEKST] },
    readsThreads: false,
  },
];

/** A thread and a local target between Fjordvekst and Nav Sandnes, as their provider knows them. */
let thread: string;
let target: string;

test.beforeAll(async ({ browser }, { project }) => {
  // Their ids are for somebody who may see them; all others are then shown to find nothing there.
  const context = await browser.newContext(project.use);
  const page = await context.newPage();
  await signIn(page, 'Kari Nygård');
  const { data } = await ask(
    page,
    '{ threads(first: 50) { edges { node { id counterpart { number } } } } targets(year: 2026, level: LOCAL, first: 50) { edges { node { id navOffice { number } } } } }',
  );
  thread = data.threads.edges.find(
    ({ node }: { node: { counterpart: { number: string } } }) => node.counterpart.number === NAV_SANDNES,
  ).node.id;
  target = data.targets.edges.find(
    ({ node }: { node: { navOffice: { number: string } } }) => node.navOffice.number === NAV_SANDNES,
  ).node.id;
  await context.close();
});

for (const role of ROLES) {
  test(`${role.name} (${role.organisation}) meets the pages of the role, and nothing else there or in the API`, async ({
    as,
  }) => {
    const page = await as(role.name);
    await test.step('start page and menu', () => meetsPages(page, role));
    await test.step('scorecards', () => readsScorecards(page, role));
    await test.step('threads, targets, reports and people', () => readsItsOwn(page, role));
  });
}

async function meetsPages(page: Page, role: RoleCase): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: role.organisation, exact: true })).toBeVisible();
  for (const name of role.start) await expect(page.getByRole('heading', { level: 2, name }).first()).toBeVisible();
  const nav = page.getByRole('navigation', { name: 'Hovedmeny' });
  const menu = nav.getByRole('link');
  const unfold = nav.getByRole('button', { name: /Mer$/ });
  await expect(menu).toHaveText(role.menu.map((entry) => new RegExp(`^${entry}\\d*$`)));
  await expectAccessible(page);

  for (const entry of [...role.menu.slice(1), ...role.more]) {
    if (role.more.includes(entry)) {
      await unfold.click();
      await expect(menu).toHaveCount(role.menu.length + role.more.length);
    }
    await nav.getByRole('link', { name: new RegExp(`^${entry}( \\d|\\d|$)`) }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await arrived(page);
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1, name: 'Vi finner ikke siden' })).toHaveCount(0);
  }
  for (const [path, text] of role.closed) {
    await open(page, path);
    await expect(page.getByRole('main')).toContainText(text);
    await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
    await expect(page.getByRole('main').getByRole('button', { name: DOES })).toHaveCount(0);
  }
}

async function readsScorecards(page: Page, role: RoleCase): Promise<void> {
  for (const provider of role.scorecards.open) {
    await open(page, `/scorecard/${provider}?year=2025`);
    await expect(page.getByRole('heading', { level: 1, name: /^Målkort for / })).toBeVisible();
    expect(await scorecard(page, provider, 2025)).not.toBeNull();
  }
  await open(page, '/scorecard/999999999?year=2025');
  const nothing = await page.getByRole('main').innerText();
  for (const provider of role.scorecards.closed) {
    await open(page, `/scorecard/${provider}?year=2025`);
    expect(await page.getByRole('main').innerText()).toBe(nothing);
    expect(await scorecard(page, provider, 2025)).toBeNull();
  }
  const { data } = await ask(page, '{ years { year state } }');
  const running = data.years.find(({ state }: { state: string }) => state === 'OPEN').year;
  expect((await scorecard(page, FJORDVEKST, running)) !== null, 'the draft').toBe(role.readsDraft ?? false);
}

async function readsItsOwn(page: Page, role: RoleCase): Promise<void> {
  const isSide = role.organisation === 'Fjordvekst AS' || role.organisation === 'Nav Sandnes';
  const { data } = await ask(
    page,
    `query ($thread: ID!, $target: ID!) {
      thread: node(id: $thread) { id }
      target: node(id: $target) { id }
      threads(first: 50) { edges { node { id provider { number } counterpart { number } } } }
      people(first: 100) { edges { node { name } } }
      report(provider: "${FJORDVEKST}", year: 2025) { parts { rows } imports { files } }
      foreign: report(provider: "${FOREIGN_PROVIDER}", year: 2025) { parts { rows } imports { files } }
    }`,
    { thread, target },
  );
  expect(data.thread !== null).toBe(isSide);
  // The county unit sees what its offices agree on, and no word of what is said.
  expect(data.target !== null).toBe(isSide || role.organisation === 'Nav Rogaland');
  expect(data.threads.edges.length > 0).toBe(role.readsThreads);
  for (const { node } of data.threads.edges) {
    expect([node.provider.number, node.counterpart.number]).toContain(
      { 'Fjordvekst AS': FJORDVEKST, 'Nav Sandnes': NAV_SANDNES, 'Nav Rogaland': '1100' }[role.organisation],
    );
  }
  if (role.people)
    expect(data.people.edges.map(({ node }: { node: { name: string } }) => node.name)).toEqual(role.people);
  // Rows and uploads are their provider's alone; others see at most that a report came.
  const isOwn = role.organisation === 'Fjordvekst AS';
  expect((data.report?.parts.length ?? 0) > 0).toBe(isOwn);
  expect(data.foreign?.parts ?? []).toEqual([]);
  expect(data.foreign?.imports ?? []).toEqual([]);

  await open(page, `/threads/${thread}`);
  const notFound = page.getByRole('heading', { level: 1, name: 'Vi finner ikke siden' });
  await expect(notFound).toHaveCount(isSide ? 0 : 1);
}

/** The scorecard of a provider in VTA as the API gives it; null when one may not see it. */
async function scorecard(page: Page, provider: string, year: number): Promise<unknown> {
  const query =
    'query ($provider: String!, $year: Int!) { scorecard(provider: $provider, year: $year, programme: "VTA") { preliminary } }';
  const { data } = await ask(page, query, { provider, year });
  return data.scorecard;
}

const MOVES: [name: string, input: () => Record<string, unknown>][] = [
  ['addComment', () => ({ threadId: thread, body: 'Hei' })],
  ['resolveThread', () => ({ threadId: thread })],
  ['addAction', () => ({ threadId: thread, title: 'Noe', ownerKind: 'PROVIDER' })],
  [
    'startThread',
    () => ({
      provider: FJORDVEKST,
      counterpart: NAV_SANDNES,
      counterpartKind: 'NAV_OFFICE',
      subject: 'Hei',
      body: 'Hei',
    }),
  ],
  [
    'proposeTarget',
    () => ({ provider: FJORDVEKST, indicator: 'health', programme: 'AB', year: 2026, value: 83, grounds: 'Fordi' }),
  ],
  ['counterTarget', () => ({ id: target, version: 1, value: 30, grounds: 'Fordi' })],
  ['agreeTarget', () => ({ id: target, version: 1 })],
  ['signTarget', () => ({ id: target, version: 1 })],
  ['setGeneralTarget', () => ({ indicator: 'health', programme: 'AB', year: 2026, value: 83 })],
  ['submitReport', () => ({ provider: FJORDVEKST, year: 2026 })],
  ['reopenReport', () => ({ provider: FJORDVEKST, year: 2025, reason: 'Fordi' })],
  ['openYear', () => ({ year: 2030 })],
  ['closeYear', () => ({ year: 2026 })],
  ['publishYear', () => ({ year: 2025, reason: 'Fordi' })],
  ['decideSuitability', () => ({ indicator: 'health', programme: 'AB', suits: 'NO' })],
];

test('no reader changes anything, whatever the API is asked', async ({ as }) => {
  for (const name of ['Liv Bratland', 'Amina Yusuf', 'Magnus Dahle', 'Nora Falk', 'Ida Krogh']) {
    const page = await as(name);
    for (const [move, input] of MOVES) {
      const type = `${move.charAt(0).toUpperCase()}${move.slice(1)}Input!`;
      const { data, errors } = await ask(
        page,
        `mutation ($input: ${type}) { result: ${move}(input: $input) { __typename } }`,
        { input: input() },
      );
      expect(errors, `${move} by ${name}`).toBeUndefined();
      expect(['ForbiddenError', 'NotFoundError'], `${move} by ${name}`).toContain(data.result.__typename);
    }
  }
});

test('whoever is not signed in meets the sign-in, comes back to the page, and the API tells nothing', async ({
  page,
}) => {
  await page.goto(`/scorecard/${FJORDVEKST}?programme=AB&year=2025`);
  await expect(page.getByRole('heading', { level: 1, name: 'Logg inn' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Hovedmeny' })).toHaveCount(0);
  await expectAccessible(page);
  const { data, errors } = await ask(page, `{ viewer { id } years { year } }`);
  expect(data).toBeNull();
  expect(errors).toHaveLength(1);

  await signIn(page, 'Erik Lunde', `/scorecard/${FJORDVEKST}?programme=AB&year=2025`);
  await expect(page.getByRole('heading', { level: 1, name: 'Målkort for Fjordvekst AS' })).toBeVisible();
  await page.getByRole('button', { name: 'Erik Lunde' }).click();
  await page.getByRole('button', { name: 'Logg ut' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Logg inn' })).toBeVisible();
  expect((await ask(page, '{ viewer { id } }')).data.viewer).toBeNull();
});

test('somebody with two memberships acts for one of them at a time', async ({ as }) => {
  const page = await as('Ragnhild Eide');
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText(/^Nav (Stavanger|Sandnes)$/);
  const other = (await title.innerText()) === 'Nav Sandnes' ? 'Nav Stavanger' : 'Nav Sandnes';
  await page.getByRole('button', { name: 'Ragnhild Eide' }).click();
  await page.getByRole('button', { name: other }).click();
  await expect(title).toHaveText(other);
  await arrived(page);
  const { data } = await ask(page, '{ viewer { role organisation { name } } }');
  expect(data.viewer).toEqual({ role: other === 'Nav Sandnes' ? 'MEMBER' : 'MANAGER', organisation: { name: other } });
});
