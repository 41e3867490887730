import { arrived, ask, expect, expectAccessible, NAV_SANDNES, open, test } from './people.ts';
import type { Page } from '@playwright/test';

/** The page of the local target for 2026 between Fjordvekst and Nav Sandnes on an indicator. */
async function targetPath(page: Page, indicator: string, programme: string | null): Promise<string> {
  const { data } = await ask(
    page,
    '{ targets(year: 2026, level: LOCAL, first: 100) { edges { node { id indicator { code } programme { code } navOffice { number } } } } }',
  );
  interface Found {
    node: {
      id: string;
      indicator: { code: string };
      programme: { code: string } | null;
      navOffice: { number: string };
    };
  }
  const found = data.targets.edges.find(
    ({ node }: Found) =>
      node.indicator.code === indicator &&
      (node.programme?.code ?? null) === programme &&
      node.navOffice.number === NAV_SANDNES,
  );
  return `/targets/${found.node.id}`;
}

test('what a member accepts waits for a manager to sign it', async ({ as }) => {
  const member = await as('Jonas Tveit');
  const manager = await as('Kari Nygård');
  const office = await as('Ingrid Solheim');
  const path = await targetPath(member, 'active-solutions', 'KIA');

  await open(member, path);
  await expect(member.getByRole('heading', { level: 2, name: 'Fjordvekst AS sin tur' })).toBeVisible();
  await expect(
    member.getByText('Svaret ditt står, men gjelder først når en leder i Fjordvekst AS har skrevet under.'),
  ).toBeVisible();
  await member.getByRole('radio', { name: 'Godta 20 %' }).check();
  await member.getByRole('button', { name: 'Send svar' }).click();
  await expect(
    member.getByRole('heading', { level: 2, name: 'Venter på underskrift av leder i Fjordvekst AS' }),
  ).toBeVisible();
  await expect(member.getByRole('button', { name: /^Skriv under/ })).toHaveCount(0);
  await expectAccessible(member);

  await open(manager, path);
  await expectAccessible(manager);
  await manager.getByRole('button', { name: 'Skriv under på 20 %' }).click();
  await expect(manager.getByText('Underskriften er registrert.')).toBeVisible();

  // The proposal came from a member of the office: its manager is behind it now, or has been all along.
  await open(office, path);
  const sign = office.getByRole('button', { name: 'Skriv under på 20 %' });
  const agreed = office.getByRole('heading', { level: 2, name: 'Avtalt: 20 %' });
  await expect(sign.or(agreed)).toBeVisible();
  if (await sign.isVisible()) await sign.click();
  await expect(agreed).toBeVisible();
  await expectAccessible(office);
  await manager.reload();
  await expect(manager.getByRole('heading', { level: 2, name: 'Avtalt: 20 %' })).toBeVisible();
});

test('who answers after somebody else is shown both answers, and loses nothing', async ({ as }) => {
  const first = await as('Kari Nygård');
  const second = await as('Jonas Tveit');
  const path = await targetPath(first, 'time-to-job', 'AB');
  for (const page of [first, second]) {
    await open(page, path);
    await page.getByRole('radio', { name: 'Foreslå noe annet' }).check();
    await page.getByLabel(/^Nytt forslag/).fill(page === first ? '30' : '29');
    await page.getByLabel('Begrunnelse').fill('Bilen er på verksted.');
  }
  await first.getByRole('button', { name: 'Send svar' }).click();
  await expect(first.getByRole('heading', { level: 2, name: 'Nav Sandnes sin tur' })).toBeVisible();

  await second.getByRole('button', { name: 'Send svar' }).click();
  const conflict = second.getByRole('alert').filter({ hasText: 'Noen svarte før deg' });
  await expect(conflict).toContainText('Kari Nygård i Fjordvekst AS endret dette');
  await expect(conflict).toContainText('30');
  await expect(conflict).toContainText('29');
  await expectAccessible(second);
});

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
