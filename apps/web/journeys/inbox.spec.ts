import { arrived, ask, expect, expectAccessible, FJORDVEKST, open, test } from './people.ts';
import type { Page } from '@playwright/test';

/** Somebody of an office opens a thread with Fjordvekst. */
async function startThread(page: Page, subject: string): Promise<void> {
  const { data } = await ask(
    page,
    'mutation ($input: StartThreadInput!) { startThread(input: $input) { ... on StartThreadSuccess { thread { id } } } }',
    { input: { provider: FJORDVEKST, subject, body: 'Kan vi ta det i neste uke?' } },
  );
  expect(data.startThread.thread.id).toBeTruthy();
}

const bell = (page: Page) => page.getByRole('banner').getByRole('link', { name: /^Varsler/ });

async function unreadOf(page: Page): Promise<number> {
  const { data } = await ask(page, '{ viewer { unreadNotifications } }');
  return data.viewer.unreadNotifications;
}

test('what one side does reaches the other one’s inbox as it happens, and is read where it leads', async ({ as }) => {
  const provider = await as('Kari Nygård');
  const office = await as('Ingrid Solheim');
  const subject = 'Bil til hospitering';
  await open(provider, '/inbox');
  await expectAccessible(provider);
  const before = await unreadOf(provider);

  await startThread(office, subject);
  await provider.getByRole('button', { name: '1 nytt. Vis' }).click();
  const row = provider.getByRole('listitem').filter({ hasText: subject });
  await expect(row).toContainText('Ingrid Solheim i Nav Sandnes har startet tråden «Bil til hospitering»');
  await expect(row).toContainText('Ulest');
  await expect(bell(provider)).toHaveAccessibleName(new RegExp(`${before + 1} uleste?$`));

  await row.getByRole('link').click();
  await expect(provider.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  await expect.poll(() => unreadOf(provider)).toBe(before);
  await open(provider, '/inbox');
  await expect(row).toBeVisible();
  await expect(row).not.toContainText('Ulest');
});

test('a thread that is read on its own page is no news in the inbox', async ({ as }) => {
  const provider = await as('Kari Nygård');
  const office = await as('Ingrid Solheim');
  const before = await unreadOf(provider);
  await startThread(office, 'Plasser i januar');
  expect(await unreadOf(provider)).toBe(before + 1);
  await open(provider, '/threads');
  await provider.getByRole('link', { name: 'Plasser i januar' }).click();
  await expect.poll(() => unreadOf(provider)).toBe(before);
});

test('the list is narrowed in the address, and all of it marked as read', async ({ as }) => {
  const page = await as('Jonas Tveit');
  await open(page, '/inbox');
  await page.getByLabel('Tema').selectOption('Tråder');
  await expect(page).toHaveURL('/inbox?topic=dialogue');
  await page.getByRole('radio', { name: 'Uleste' }).click();
  await expect(page).toHaveURL('/inbox?topic=dialogue&show=unread');
  await arrived(page);
  await page.getByRole('button', { name: 'Merk alle i temaet som lest' }).click();
  await expect(page.getByText('Ingen uleste varsler.')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: /merket som lest/ })).toBeVisible();
});

test('who belongs to two offices learns how much waits at the other one', async ({ as }) => {
  const page = await as('Ragnhild Eide');
  await open(page, '/inbox');
  await expect(page.getByText(/^\d+ uleste? hos Nav (Stavanger|Sandnes)\./)).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`choices by keyboard, ${colorScheme}`, async ({ as }) => {
    const page = await as('Liv Bratland', { colorScheme });
    await open(page, '/inbox');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Velg når du får e-post' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'E-post om varsler' })).toBeFocused();
    await expect(page.getByText('E-post er ikke satt opp')).toBeVisible();
    await expectAccessible(page);

    const group = page.getByRole('radiogroup', { name: 'Tråder' });
    await group.getByRole('radio', { checked: true }).focus();
    const wanted = colorScheme === 'light' ? 'Aldri' : 'Hver mandag';
    for (let press = 0; press < 4; press++) {
      if (await group.getByRole('radio', { name: wanted }).isChecked()) break;
      await page.keyboard.press('ArrowRight');
    }
    await expect(group.getByRole('radio', { name: wanted })).toBeChecked();
    await expect(page.getByText(/^Lagret kl\. /)).toBeVisible();
    await page.reload();
    await arrived(page);
    await expect(group.getByRole('radio', { name: wanted })).toBeChecked();
  });
}
