import { ask, expect, expectAccessible, FJORDVEKST, open, test, visit } from './people.ts';

test('a practice from draft through review to whoever wants to learn, asks and adopts', async ({ as }) => {
  const association = await as('Anne Grete Vold');
  const provider = await as('Kari Nygård');
  const office = await as('Ingrid Solheim');

  await test.step('the association reviews what waits', async () => {
    await open(association, '/practices');
    await expectAccessible(association);
    const waiting = association.getByRole('region', { name: /Venter på gjennomgang/ });
    const link = waiting.getByRole('link').first();
    const title = await link.innerText();
    await link.click();
    await expect(association.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await association.getByRole('button', { name: 'Gi tilbake' }).press('Enter');
    await expect(association.getByRole('textbox', { name: 'Hva bør de endre?' })).toBeFocused();
    await association.getByRole('button', { name: 'Gi tilbake med begrunnelsen' }).click();
    await expect(association.getByText('Skriv hva de bør endre.')).toBeVisible();
    await association.getByRole('button', { name: 'Gi tilbake', exact: true }).click();
    await association.getByRole('button', { name: 'Publiser' }).click();
    await expect(association.getByText('Praksisen er publisert for alle medlemmer.')).toBeVisible();
    await expectAccessible(association);
    await open(provider, '/practices');
    await expect(provider.getByRole('link', { name: title })).toBeVisible();
  });

  await test.step('inflections are found, and the address holds the search', async () => {
    await provider.getByRole('searchbox', { name: 'Søk i praksisene' }).fill('arbeidsgivere');
    await provider.keyboard.press('Enter');
    await expect(provider).toHaveURL(/search=arbeidsgivere/);
    await expect(provider.getByRole('status').filter({ hasText: /praksis/ })).toBeVisible();
    await provider.getByRole('searchbox', { name: 'Søk i praksisene' }).fill('rakettforskning');
    await provider.keyboard.press('Enter');
    await expect(provider.getByText('Ingen praksiser passer til søket. Prøv færre eller andre ord.')).toBeVisible();
  });

  const { data } = await ask(
    office,
    '{ practices(state: PUBLISHED, first: 50) { edges { node { id title viewerCan } } } }',
  );
  const { id } = data.practices.edges[0].node;
  const path = `/practices/${encodeURIComponent(id)}`;

  await test.step('an office asks; the question stays until it is written well', async () => {
    await open(office, path);
    await office.getByRole('textbox', { name: 'Still et spørsmål' }).fill('Gjelder det 01010750160?');
    await office.getByRole('button', { name: 'Send spørsmålet' }).click();
    await expect(office.getByText('Teksten ser ut til å ha et fødselsnummer. Fjern det før du lagrer.')).toBeVisible();
    await office.getByRole('textbox', { name: 'Still et spørsmål' }).fill('Hva koster det i tid?');
    await office.getByRole('button', { name: 'Send spørsmålet' }).click();
    await expect(office.getByText('Spørsmålet er sendt.')).toBeVisible();
    await expect(office.getByText('Hva koster det i tid?')).toBeVisible();
    await expectAccessible(office);
    await open(provider, path);
    await expect(provider.getByText('Hva koster det i tid?')).toHaveCount(0);
  });

  await test.step('a provider notes that it works so, and meets its own figures', async () => {
    const remove = provider.getByRole('button', { name: 'Fjern notatet' });
    if (await remove.isVisible()) await remove.click();
    await provider.getByRole('button', { name: 'Lagre' }).click();
    await expect(provider.getByText('Skriv datoen som 01.03.2027.')).toBeVisible();
    await provider.getByRole('textbox', { name: 'Fra hvilken dag?' }).fill('03.02.2026');
    await provider.getByRole('textbox', { name: 'Hva tok dere i bruk?' }).fill('Gruppe på mandager.');
    await provider.getByRole('button', { name: 'Lagre' }).click();
    await expect(
      provider.getByRole('heading', { level: 2, name: 'Vi tok dette i bruk 3. februar 2026' }),
    ).toBeVisible();
    // Part of 2026 went the old way, so the first that can tell is 2027.
    await expect(provider.getByText(/Det første hele året etter er 2027/)).toBeVisible();
    await expectAccessible(provider);
    await provider.getByRole('button', { name: 'Fjern notatet' }).press('Enter');
    await expect(provider.getByRole('heading', { level: 2, name: 'Tatt i bruk hos dere?' })).toBeFocused();
    await provider.getByRole('button', { name: 'Angre' }).click();
    await expect(provider.getByText('Gruppe på mandager.')).toBeVisible();
    await office.reload();
    await expect(office.getByText('Gruppe på mandager.')).toHaveCount(0);
  });

  await test.step('a provider writes; a member cannot hand it in', async () => {
    await open(provider, '/practices/new');
    await provider.getByRole('button', { name: 'Lagre utkast' }).click();
    await expect(provider.getByRole('link', { name: 'Gi praksisen et navn.' })).toBeVisible();
    await provider.getByRole('textbox', { name: 'Hva heter praksisen?' }).fill('Vi prøver ut noe');
    await provider.getByRole('textbox', { name: 'Hva gjør dere?' }).fill('Vi øver på intervjuer.');
    await expectAccessible(provider);
    await provider.getByRole('button', { name: 'Lagre utkast' }).click();
    await expect(provider.getByRole('heading', { level: 1, name: 'Vi prøver ut noe' })).toBeVisible();
    await expect(provider.getByText('Før den kan sendes inn, mangler: hvorfor, hvordan, for hvem')).toBeVisible();
    await provider.getByRole('button', { name: 'Send til gjennomgang' }).click();
    await expect(provider.getByText(/Praksisen er ikke klar ennå/)).toBeVisible();
  });
});

test('what a provider learns from is readable in the dark, in every language and on the narrowest phone', async ({
  as,
}) => {
  test.setTimeout(180_000);
  const page = await as('Kari Nygård', { colorScheme: 'dark' });
  const { data } = await ask(page, '{ practices(state: PUBLISHED, first: 1) { edges { node { id } } } }');
  for (const [locale, width] of [
    ['nb', 1280],
    ['nn', 390],
    ['en', 320],
  ] as const) {
    await page.evaluate((chosen) => localStorage.setItem('locale', chosen), locale);
    await page.setViewportSize({ width, height: 800 });
    for (const path of [
      `/scorecard/${FJORDVEKST}?programme=AB&year=2025&open=job-acquisition,time-in-programme`,
      `/peers?year=2025`,
      `/scatter?programme=AB&year=2025`,
      `/balance/${FJORDVEKST}?year=2025`,
      '/practices',
      '/practices/new',
      `/practices/${encodeURIComponent(data.practices.edges[0].node.id)}`,
    ]) {
      await visit(page, path);
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(over, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});
