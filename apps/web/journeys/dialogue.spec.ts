import { arrived, expect, expectAccessible, open, test } from './people.ts';
import type { Page } from '@playwright/test';

test('a national identity number is stopped before it is sent, and what was written stays', async ({ as }) => {
  const page = await as('Kari Nygård');
  await open(page, '/threads');
  await page.getByRole('link', { name: 'Ventetid før første dag i en bedrift' }).click();
  await arrived(page);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  const text = 'Det gjelder 018100 50019, som venter på drosje.';
  const field = page.getByLabel('Skriv svar');
  await field.fill(text);
  await page.getByRole('button', { name: 'Send svar' }).click();
  await expect(page.getByText('Teksten ser ut til å ha et fødselsnummer.')).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(text);
  expect(sent.join()).not.toContain('50019');
  await expectAccessible(page);

  await page.reload();
  await expect(field).toHaveValue(text);
  await field.fill('');
});

test('a thread leads to an improvement action, which its owner takes on and finishes', async ({ as }) => {
  const provider = await as('Kari Nygård');
  const office = await as('Ingrid Solheim');
  await open(office, '/threads');
  await office.getByRole('link', { name: 'Ventetid før første dag i en bedrift' }).click();
  await arrived(office);
  const path = new URL(office.url()).pathname;
  await office.getByRole('button', { name: 'Nytt forbedringstiltak' }).click();
  await office.getByLabel('Hva skal gjøres?').fill('Avtale fast drosje til Forus');
  await office.getByRole('radio', { name: 'Fjordvekst AS' }).check();
  await office.getByLabel('Frist (kan stå tom)').fill('31.03.2027');
  await office.getByRole('button', { name: 'Legg til' }).click();
  await expect(office.getByRole('heading', { name: 'Avtale fast drosje til Forus' })).toBeVisible();
  await expectAccessible(office);

  await open(provider, path);
  const action = provider
    .getByRole('complementary')
    .getByRole('listitem')
    .filter({ hasText: 'Avtale fast drosje til Forus' });
  await expect(action).toContainText('31. mars 2027');
  await expect(action).toContainText('Venter på svar fra dere');
  await action.getByRole('button', { name: /^Ta ansvar/ }).click();
  await expect(action).toContainText('I gang');
  await action.getByRole('button', { name: /^Merk som ferdig/ }).click();
  await expect(action).toContainText('Ferdig');
  await expectAccessible(provider);
});

/** Starts a thread on nothing in particular as the provider, and gives its path. */
async function startThread(page: Page, subject: string, body: string): Promise<string> {
  await open(page, '/threads/new');
  await page.getByLabel('Hvem vil du snakke med?').selectOption({ label: 'Nav Sandnes' });
  await page.getByLabel('Hva gjelder det?').fill(subject);
  await page.getByLabel('Skriv til Nav Sandnes').fill(body);
  await page.getByRole('button', { name: 'Start tråden' }).click();
  await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** What stands in a thread, but not what stands folded within a comment. */
const comments = (page: Page) => page.getByRole('list', { name: 'Innlegg, eldste først' }).locator('> li');

test('two sides talk live: a mention by keyboard, an answer that does not move the page, a change with its history', async ({
  as,
}) => {
  const provider = await as('Kari Nygård');
  const office = await as('Ingrid Solheim');
  const path = await startThread(provider, 'Lunsj i kantina', 'Deltakerne våre lager lunsj på fredag.');
  await open(office, path);
  await expect(office.getByText('1 ny', { exact: true })).toBeVisible();
  await expectAccessible(office);

  // The office calls on the provider's people: the manager has written, so her name is known; the others' are not.
  const field = office.getByLabel('Skriv svar');
  await field.pressSequentially('Hyggelig, @');
  const list = office.getByRole('listbox', { name: 'Hvem vil du nevne?' });
  await expect(list.getByRole('option')).toContainText(['Fjordvekst AS', 'Kari Nygård']);
  await expect(list).not.toContainText('Liv Bratland');
  await expectAccessible(office);
  await field.pressSequentially('kar');
  await expect(list.getByRole('option')).toHaveCount(1);
  await office.keyboard.press('Enter');
  await expect(field).toHaveValue('Hyggelig, @Kari Nygård ');
  await field.pressSequentially('! Når?');
  await office.keyboard.press('Control+Enter');
  await expect(comments(office).last()).toContainText('Når?');

  // It comes by itself, and what is being read and written stays where it is.
  const answer = provider.getByLabel('Skriv svar');
  await answer.fill('Et utkast');
  const before = await answer.boundingBox();
  const arrivedLine = provider.getByText('1 ny kommentar.');
  await expect(arrivedLine).toBeVisible();
  await expect(comments(provider)).toHaveCount(1);
  expect((await answer.boundingBox())?.x).toBe(before?.x);
  await provider.getByRole('button', { name: 'Vis', exact: true }).click();
  const theirs = comments(provider).last();
  await expect(theirs).toContainText('@Kari Nygård');
  await expect(theirs).toBeFocused();
  await expect(theirs.locator('mark')).toHaveText('@Kari Nygård');
  await expect(answer).toHaveValue('Et utkast');
  await expectAccessible(provider);

  // The office changes its words; both read what stood there before.
  await comments(office)
    .last()
    .getByRole('button', { name: /^Endre/ })
    .click();
  const words = office.getByLabel('Endre innlegget');
  await expect(words).toBeFocused();
  await words.fill('Hyggelig, @Kari Nygård! Når begynner dere?');
  await expectAccessible(office);
  await office.getByRole('button', { name: 'Lagre' }).click();
  await expect(comments(office).last()).toContainText('Når begynner dere?');
  await expect(theirs).toContainText('Når begynner dere?');
  await theirs.getByText(/^Endret/).click();
  await expect(theirs.getByRole('list', { name: 'Tidligere ordlyd, eldste først' })).toContainText('Når?');
  await expect(theirs.locator('mark')).toHaveText('@Kari Nygård');
  await expectAccessible(provider);

  // Resolved by the one, seen by the other at once; both steps stay.
  await office.getByRole('button', { name: 'Merk som løst' }).click();
  await expect(provider.getByText(/^Løst .* av Ingrid Solheim\./)).toBeVisible();
  await expect(provider.getByLabel('Skriv svar')).toHaveCount(0);
  await provider.getByRole('button', { name: 'Gjenåpne' }).click();
  await expect(
    comments(office).filter({ hasText: 'Ingrid Solheim i Nav Sandnes merket tråden som løst' }),
  ).toBeVisible();
  await expect(comments(office).filter({ hasText: 'Kari Nygård i Fjordvekst AS gjenåpnet tråden' })).toBeVisible();
  await expect(office.getByLabel('Skriv svar')).toBeVisible();
  await expect(provider.getByLabel('Skriv svar')).toHaveValue('Et utkast');
  await expectAccessible(provider);
});

test('a laptop that was away misses nothing when the network is back', async ({ as }) => {
  const provider = await as('Kari Nygård');
  const office = await as('Ingrid Solheim');
  const path = await startThread(provider, 'Felles bil', 'Kan vi dele på bilen i desember?');
  await open(office, path);
  await expect(comments(office).last()).toContainText('dele på bilen');
  await provider.context().setOffline(true);
  for (const words of ['Ja.', 'Tirsdager passer best.']) {
    await office.getByLabel('Skriv svar').fill(words);
    await office.getByRole('button', { name: 'Send svar' }).click();
    await expect(comments(office).last()).toContainText(words);
  }
  await expect(comments(provider)).toHaveCount(1);
  await provider.context().setOffline(false);
  await expect(provider.getByText('2 nye kommentarer.')).toBeVisible();
  await provider.getByRole('button', { name: 'Vis', exact: true }).click();
  await expect(comments(provider)).toContainText(['dele på bilen', 'Ja.', 'Tirsdager']);
  await expect(comments(provider)).toHaveCount(3);

  // And it follows on.
  await office.getByLabel('Skriv svar').fill('Da sier vi det.');
  await office.keyboard.press('Control+Enter');
  await expect(provider.getByText('1 ny kommentar.')).toBeVisible();
});

test('threads of every kind are accessible in the dark and on a phone, and choose from the list by touch', async ({
  as,
}) => {
  const page = await as('Jonas Tveit', { colorScheme: 'dark', hasTouch: true });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const subject of [
    'Hvor kommer de nye partnerne fra?',
    'Motforslaget om formidling i AB',
    'Er deltakerne med på å lage planen?',
  ]) {
    await open(page, '/threads');
    await page.getByRole('link', { name: subject }).click();
    await expect(page.getByRole('heading', { level: 1, name: subject })).toBeVisible();
    await arrived(page);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
  await expect(page.getByRole('link', { name: 'Medvirkning, AB, 2025' })).toBeVisible();
  await page.getByRole('button', { name: 'Nevn noen' }).tap();
  await page.getByRole('option', { name: /^Nav Sandnes/ }).tap();
  await expect(page.getByLabel('Skriv svar')).toHaveValue('@Nav Sandnes ');
  await page.getByLabel('Skriv svar').fill('');
});
