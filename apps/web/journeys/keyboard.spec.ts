import { arrived, expect, FJORDVEKST, open, test } from './people.ts';
import type { Locator, Page } from '@playwright/test';

/** Goes on with the tab key until the element has the focus, and sees to it that nothing lies over it. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let pressed = 0; pressed < 80; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const isCovered = await target.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const above = document.elementFromPoint(left + width / 2, top + height / 2);
        return !above || !(element.contains(above) || above.contains(element));
      });
      expect(isCovered, 'what has the focus is covered').toBe(false);
      return;
    }
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}

test('with the keyboard alone: signing in, opening and closing a row of the scorecard, and out again', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto('/');
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Logg inn' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: /^Kari Nygård/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Fjordvekst AS' })).toBeVisible();
  await arrived(page);

  await tabTo(page, page.getByRole('navigation', { name: 'Hovedmeny' }).getByRole('link', { name: 'Målkort' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Målkort for Fjordvekst AS' })).toBeVisible();
  await arrived(page);
  await tabTo(page, page.getByRole('button', { name: 'Vis detaljer om Hospiteringspartnere' }));
  await page.keyboard.press('Enter');
  const toggle = page.getByRole('button', { name: 'Skjul detaljer om Hospiteringspartnere' });
  await expect(toggle).toBeFocused();
  await expect(toggle).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('heading', { name: 'Slik er det målt' })).toBeVisible();
  await expect(page).toHaveURL(/open=placement-partners/);
  await page.keyboard.press('Space');
  await expect(page.getByRole('heading', { name: 'Slik er det målt' })).toHaveCount(0);
  await expect(page).not.toHaveURL(/open=/);

  await tabTo(page, page.getByRole('button', { name: 'Kari Nygård' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Logg ut' }));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Kari Nygård' })).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Logg ut' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Logg inn' })).toBeVisible();
});

test('the first tab stop leads past the menu, and a followed link to the title of the page', async ({ as }) => {
  const page = await as('Tor Haugen');
  await page.goto('/');
  await arrived(page);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Hopp til innholdet' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  const menu = page.getByRole('navigation', { name: 'Hovedmeny' });
  for (const [link, title] of [
    ['Arrangører', 'Arrangører'],
    ['Sammenlikning', /^Sammenlikning/],
    ['Start', 'Nav Rogaland'],
  ] as const) {
    await menu.getByRole('link', { name: link }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeFocused();
    await expect(menu.getByRole('link', { name: link })).toHaveAttribute('aria-current', 'page');
  }
});

test('wherever the focus goes on a long page, nothing lies over it', async ({ as }) => {
  const page = await as('Tor Haugen', { viewport: { width: 1280, height: 600 } });
  for (const path of [
    '/comparison?programme=AB&year=2025',
    `/scorecard/${FJORDVEKST}?programme=AB&year=2025&open=job-acquisition`,
  ]) {
    await open(page, path);
    const covered: string[] = [];
    for (let pressed = 0; pressed < 60; pressed++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const { left, top, width, height } = element.getBoundingClientRect();
        const points = [0.1, 0.5, 0.9].flatMap((x) =>
          [0.1, 0.5, 0.9].map((y) => [left + width * x, top + height * y] as const),
        );
        const isSeen = points.some(([x, y]) => {
          const above = document.elementFromPoint(x, y);
          return above && (element.contains(above) || above.contains(element));
        });
        return isSeen ? null : element.outerHTML.slice(0, 120);
      });
      if (name) covered.push(name);
    }
    expect(covered, path).toEqual([]);
  }
});
