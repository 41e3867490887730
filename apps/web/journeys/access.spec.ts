import { arrived, ask, expect, expectAccessible, FJORDVEKST, NAV_SANDNES, open, test } from './people.ts';
import type { Page } from '@playwright/test';

const TALK = `/talk/${FJORDVEKST}/${NAV_SANDNES}?year=2026&programme=KIA`;

/** The pages of each role, by those who have the most on them. */
const PAGES: Record<string, string[]> = {
  'Kari Nygård': [
    '/',
    `/scorecard/${FJORDVEKST}?programme=AB&year=2025&open=job-acquisition`,
    `/scorecard/${FJORDVEKST}?programme=KIA&year=2026`,
    '/report',
    '/import',
    '/ranking?indicator=placement-partners&year=2025',
    '/targets?year=2026',
    `${TALK}&open=placement-partners`,
    `${TALK}&step=review`,
    '/threads',
    'a thread',
    '/threads/new',
    '/people',
    '/about/accessibility',
  ],
  'Ingrid Solheim': [
    '/',
    '/providers',
    `/scorecard/${FJORDVEKST}?programme=AB&year=2025&open=job-acquisition`,
    '/ranking?indicator=job-acquisition&programme=AB&year=2025',
    '/targets?year=2026',
    `${TALK}&open=job-acquisition`,
    `/talk/${FJORDVEKST}/${NAV_SANDNES}?year=2027&programme=APS&open=time-in-programme`,
    '/threads',
    'a thread',
    '/people',
  ],
  'Tor Haugen': [
    '/',
    '/comparison?programme=AB&year=2025',
    '/comparison?programme=AB&year=2025&indicator=job-acquisition',
    '/providers',
    '/targets?programme=AB&year=2026',
    TALK,
    '/threads',
    'a thread',
  ],
  'Berit Aasen': [
    '/',
    '/comparison?county=1200&programme=AB&year=2025',
    '/ranking?indicator=job-acquisition&programme=AB&year=2025',
    '/targets?programme=AB&year=2026',
  ],
  'Anne Grete Vold': ['/', '/reports', '/years', '/organisations', '/people', '/about/corrections'],
};

/** The addresses of pages that are named by what they show. */
async function addressOf(page: Page, name: string): Promise<string> {
  if (name === 'a thread') {
    const { data } = await ask(page, '{ threads(first: 1) { edges { node { id } } } }');
    return `/threads/${data.threads.edges[0].node.id}`;
  }
  return name;
}

const LANGUAGES = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' };

/** Chooses a language in the header, as people do. */
async function choose(page: Page, locale: keyof typeof LANGUAGES): Promise<void> {
  const menu = page.getByRole('button', { name: /^(Språk|Language)/ });
  await menu.click();
  await page
    .getByRole('group', { name: /^(Språk|Language)/ })
    .getByRole('button', { name: LANGUAGES[locale] })
    .click();
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await arrived(page);
}

for (const [name, paths] of Object.entries(PAGES)) {
  test(`axe finds nothing on the pages of ${name}, in light and dark and every language`, async ({ as }) => {
    test.setTimeout(180_000);
    const page = await as(name);
    let locales = Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[];
    for (const path of paths) {
      await open(page, await addressOf(page, path));
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await expectAccessible(page, { only: ['color-contrast', 'target-size'] });
      await page.emulateMedia({ colorScheme: 'light' });
      // Colours are the same in every language; the next page begins in the last one.
      for (const locale of locales.slice(1)) {
        await choose(page, locale);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        await expect(page).toHaveTitle(locale === 'en' ? /benchmarking/i : /Benchmarking attføring$/);
        await expectAccessible(page, { without: ['color-contrast'] });
      }
      locales = locales.toReversed();
    }
  });

  test(`nothing of ${name} needs a sideways scroll at 320 pixels`, async ({ as }) => {
    const page = await as(name, { viewport: { width: 1280, height: 700 } });
    await page.setViewportSize({ width: 320, height: 700 });
    for (const path of paths) {
      await open(page, await addressOf(page, path));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect.soft(width, path).toBeLessThanOrEqual(320);
    }
  });
}
