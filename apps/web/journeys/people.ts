import AxeBuilder from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
import type { BrowserContextOptions, Page } from '@playwright/test';

export { expect };

/** The demo's middle: the provider, and the numbers of those around it. */
export const FJORDVEKST = '310370002';
export const NAV_SANDNES = '1102';

/** A provider elsewhere in the country, in the other association, that nobody around Fjordvekst but the directorate and the operator has to do with. */
export const FOREIGN_PROVIDER = '310375551';

/** Opens a browser of its own, signed in as somebody of the demo. Whatever goes wrong in a page fails the journey. */
type As = (name: string, options?: BrowserContextOptions) => Promise<Page>;

export const test = base.extend<{ as: As }>({
  as: async ({ browser }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    const failures: string[] = [];
    await use(async (name, options) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => failures.push(`${name} at ${page.url()}: ${error.message}`));
      page.on('console', (message) => {
        // A journey may take the network away.
        const isOffline = message.text().includes('ERR_INTERNET_DISCONNECTED');
        if (message.type() === 'error' && !isOffline) failures.push(`${name} at ${page.url()}: ${message.text()}`);
      });
      await signIn(page, name);
      await inBokmal(page);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(failures, 'errors in the browsers').toEqual([]);
  },
});

/** Signs in as the demo's people do: from the page one wanted to see, through the OpenID provider, back to that page. */
export async function signIn(page: Page, name: string, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('main').getByRole('link', { name: 'Logg inn' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hvem vil du være?' })).toBeVisible();
  await page.getByRole('button', { name: new RegExp(`^${name}\\b`) }).click();
  await expect(page).toHaveURL(path);
  await expect(page.getByRole('button', { name })).toBeVisible();
  await arrived(page);
}

/** Some of the demo's people read another language; the journeys read bokmål. */
async function inBokmal(page: Page): Promise<void> {
  if ((await page.locator('html').getAttribute('lang')) === 'nb') return;
  await page.getByRole('button', { name: /^(Språk|Language)/ }).click();
  await page.getByRole('button', { name: 'Bokmål' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'nb');
  await arrived(page);
}

/** Goes to a page and waits until all of it is there. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await arrived(page);
}

/** Waits until a page shows its title and no part of it is on its way any more. */
export async function arrived(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.aksel-skeleton, [aria-busy="true"]')).toHaveCount(0);
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Fails when axe finds anything on the page.
 *
 * @param only rules to look at, where not all of WCAG 2.2 AA.
 */
export async function expectAccessible(
  page: Page,
  { only, without = [] }: { only?: string[]; without?: string[] } = {},
): Promise<void> {
  // No page has frames; the old way saves opening an empty one each time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (only ? axe.withRules(only) : axe.withTags(WCAG).disableRules(without)).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
  expect.soft(found.join('\n'), `axe on ${page.url()}`).toBe('');
}

/** Goes to a page, waits for it, and has axe look at it. */
export async function visit(page: Page, path: string): Promise<void> {
  await open(page, path);
  await expectAccessible(page);
}

/** Asks the API with the session of the page's browser, as somebody does who reads along in it. */
export async function ask(page: Page, query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-batt-request': '1' },
    data: { query, variables },
  });
  return answer.json();
}

interface Answer {
  // What a query gives is for the test that asks it to know.
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
  errors?: { message: string; path?: (string | number)[] }[];
}

/** A data file of rows, with the columns of the first. */
export function csv(
  name: string,
  rows: Record<string, string | number | undefined>[],
): { name: string; mimeType: string; buffer: Buffer } {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return { name, mimeType: 'text/csv', buffer: Buffer.from(lines.map((cells) => cells.join(';')).join('\n')) };
}
