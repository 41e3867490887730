import { arrived, ask, expect, expectAccessible, FJORDVEKST, open, test } from './people.ts';
import type { Page } from '@playwright/test';

/** Today as one types it in Norway. */
function today(): string {
  return new Intl.DateTimeFormat('nb-NO', {
    timeZone: 'Europe/Oslo',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  }).format(new Date());
}

/** How many sheets the page is printed on. */
async function sheets(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test('an office and a provider hold a dialogue meeting, from the agenda to the signed minutes', async ({ as }) => {
  // A whole meeting in two browsers.
  test.slow();
  const office = await as('Ingrid Solheim');
  const provider = await as('Kari Nygård');

  // Called, with what the figures suggest.
  await open(office, '/meetings');
  await expectAccessible(office);
  await office.getByRole('link', { name: 'Nytt møte' }).click();
  await arrived(office);
  await office.getByRole('button', { name: 'Kall inn' }).click();
  await expect(office.getByRole('heading', { name: 'Rett dette før du går videre' })).toBeVisible();
  await office.getByLabel('Arrangør').selectOption(FJORDVEKST);
  await office.getByLabel('Tiltak').selectOption('AB');
  await office.getByLabel('Dato').fill(today());
  const suggested = office.getByRole('group', { name: 'Forslag til dagsorden' }).getByRole('checkbox');
  await expect(suggested.first()).toBeChecked();
  await suggested.first().uncheck();
  const count = (await suggested.and(office.locator(':checked')).count()) + 1;
  await office.getByLabel('Eget punkt').fill('Bestillingen for neste år');
  await expectAccessible(office);
  await office.getByRole('button', { name: 'Kall inn' }).click();
  await expect(office.getByRole('heading', { level: 1, name: /^Dialogmøte/ })).toBeVisible();
  await arrived(office);
  await expect(office.getByRole('heading', { name: `Dagsorden (${count})` })).toBeVisible();
  const path = new URL(office.url()).pathname;

  // The order is changed by keys alone.
  await office.getByRole('button', { name: 'Flytt opp: Bestillingen for neste år' }).focus();
  await office.keyboard.press('Enter');
  await expect(office.getByText(`«Bestillingen for neste år» er nå punkt ${count - 1}.`)).toBeVisible();
  await expectAccessible(office);

  // On the wall: forward and back by keys and by buttons, light and dark.
  await office.getByRole('link', { name: 'Vis på storskjerm' }).click();
  await expect(office.getByText(`1 av ${count + 2}`)).toBeVisible();
  await expect(office.getByRole('heading', { level: 1, name: 'Hvor det ble av deltakerne' })).toBeVisible();
  await office.keyboard.press('ArrowRight');
  await expect(office.getByText(`2 av ${count + 2}`)).toBeVisible();
  await expect(office.getByRole('heading', { level: 1 })).toBeFocused();
  await expectAccessible(office);
  await office.getByRole('button', { name: 'Mørkt' }).click();
  await expectAccessible(office);
  await office.getByRole('button', { name: 'Lyst' }).click();
  await office.getByRole('button', { name: 'Neste' }).click();
  await expect(office).toHaveURL(/point=3$/);
  await office.keyboard.press('End');
  await expect(office.getByRole('heading', { level: 1, name: 'Vi ble enige om' })).toBeVisible();
  await office.keyboard.press('Escape');
  await expect(office).toHaveURL(path);
  await arrived(office);

  // Both write at once: neither text is lost.
  await open(provider, path);
  const minutes = (page: Page) => page.getByLabel('Hva ble sagt, og hva ble dere enige om?');
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await provider.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('SaveMinutes')) await held;
    await route.continue();
  });
  const sent = provider.waitForRequest((request) => request.postData()?.includes('SaveMinutes') ?? false);
  await minutes(provider).fill('Oppfølging i jobb fortsetter.');
  await sent;
  await minutes(office).fill('Vi vil ha flere plasser i logistikk.');
  await expect(office.getByText(/^Lagret kl\./)).toBeVisible();
  release();
  const conflict = provider.getByText('Ingrid Solheim endret referatet mens du skrev');
  await expect(conflict).toBeVisible();
  await expect(provider.getByText('Vi vil ha flere plasser i logistikk.')).toBeVisible();
  await expectAccessible(provider);
  await provider.getByRole('button', { name: 'Ta med begge' }).click();
  await expect(provider.getByText(/^Lagret kl\./)).toBeVisible();
  await expect(conflict).toHaveCount(0);

  // An identity number goes nowhere, and the text stays.
  await minutes(provider).fill('Om 13097248022');
  await expect(provider.getByText(/ser ut til å ha et fødselsnummer/)).toBeVisible();
  await minutes(provider).fill('Vi vil ha flere plasser i logistikk. Oppfølging i jobb fortsetter.');
  await expect(provider.getByText(/^Lagret kl\./)).toBeVisible();

  // What somebody is to do, tied to its figure.
  await open(office, path);
  await office.getByRole('button', { name: 'Nytt forbedringstiltak' }).click();
  const form = office.getByRole('form', { name: 'Nytt forbedringstiltak' });
  await form.getByLabel('Hva skal gjøres?').fill('Fem nye plasser i logistikk');
  await form.getByLabel('Fjordvekst AS').check();
  await form.getByLabel(/^Frist/).fill('31.03.2099');
  await form.getByLabel('Hvilket tall skal det endre?').selectOption({ label: 'Hospiteringspartnere' });
  await expectAccessible(office);
  await form.getByRole('button', { name: 'Legg til' }).click();
  await expect(office.getByText('Forbedringstiltaket er lagt til.')).toBeVisible();

  // The provider opens its small counts to this office, in this meeting.
  const reasons = (page: Page) => page.getByRole('region', { name: 'Hvor det ble av deltakerne' });
  await expect(reasons(office).getByText('skjult', { exact: true }).first()).toBeAttached();
  await expect(office.getByRole('button', { name: /^Åpne tabellen/ })).toHaveCount(0);
  await open(provider, path);
  await provider.getByRole('button', { name: 'Åpne tabellen for Nav Sandnes' }).click();
  await expectAccessible(provider);
  await provider.getByRole('dialog').getByRole('button', { name: 'Åpne tabellen' }).click();
  await expect(provider.getByText(/^Kari Nygård i Fjordvekst AS åpnet tabellen for Nav Sandnes/)).toBeVisible();
  await open(office, path);
  await expect(office.getByText(/^Kari Nygård i Fjordvekst AS åpnet tabellen for Nav Sandnes/)).toBeVisible();
  await expect(reasons(office).getByText('skjult', { exact: true })).toHaveCount(0);

  // Both stand behind the minutes; a later change asks them anew.
  const isConfirmed = (page: Page) => page.getByText('Bekreftet av begge');
  const confirm = async (page: Page) => {
    await page.getByRole('button', { name: 'Bekreft referatet' }).click();
    await expect(page.getByText(/^Referatet er bekreftet for/)).toBeVisible({ timeout: 30_000 });
  };
  for (const page of [provider, office]) await confirm(page);
  await expect(isConfirmed(office)).toBeVisible();
  await expectAccessible(office);
  await minutes(office).fill('Vi vil ha seks flere plasser i logistikk. Oppfølging i jobb fortsetter.');
  await expect(office.getByText(/men referatet er endret siden/)).toHaveCount(2);
  await open(provider, path);
  for (const page of [provider, office]) await confirm(page);
  await expect(isConfirmed(office)).toBeVisible();

  // On one or two sheets.
  expect(await sheets(office)).toBeLessThanOrEqual(2);
  await expect(office.getByRole('heading', { level: 1, name: /^Dialogmøte/ })).toBeVisible();

  // It is known to the two, and to nobody else.
  await open(provider, '/meetings');
  await expect(provider.locator(`a[href="${path}"]`)).toHaveCount(1);
  const stranger = await as('Tor Haugen');
  await open(stranger, path);
  await expect(stranger.getByRole('heading', { level: 1, name: 'Vi finner ikke siden' })).toBeVisible();
  const { data } = await ask(stranger, '{ meetings(first: 100) { edges { node { counterpart { name } } } } }');
  for (const { node } of data.meetings.edges) expect(node.counterpart.name).toBe('Nav Rogaland');
});

test('the list of improvement actions: whose, how far, and what became of the figure', async ({ as }) => {
  const office = await as('Erik Lunde');
  await open(office, '/actions');
  await expect(office.getByRole('listitem').filter({ hasText: 'Over fristen' }).first()).toBeVisible();
  await expectAccessible(office);
  await office.getByLabel('Hvem skal gjøre det?').selectOption('ours');
  await expect(office).toHaveURL('/actions?owner=ours');
  await office.getByLabel('Vis', { exact: true }).selectOption('done');
  await expect(office).toHaveURL('/actions?owner=ours&show=done');
  const done = office.getByRole('listitem').filter({ hasText: 'Gi beskjed to uker før' });
  await expect(done.getByRole('row', { name: /^2024/ })).toContainText('utgangspunkt');
  await expect(done.getByRole('row', { name: /^2025/ })).toBeVisible();
  await expectAccessible(office);

  // What is proposed to the provider, it takes on.
  const provider = await as('Jonas Tveit');
  await open(provider, '/actions?owner=ours');
  const course = provider.getByRole('listitem').filter({ hasText: 'Kurs i jobbmatch for veiledere' });
  await course.getByRole('button', { name: /^Ta ansvar/ }).click();
  await expect(provider.getByText('Forbedringstiltaket er endret.')).toBeVisible();
  await expect(course).toContainText('Jonas Tveit, Fjordvekst AS');
  await expect(course).toContainText('I gang');
});
