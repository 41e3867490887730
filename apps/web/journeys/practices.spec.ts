import { ask, expect, expectAccessible, open, test } from './people.ts';

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
    await association.getByRole('button', { name: 'Gi tilbake' }).click();
    await association.getByRole('button', { name: 'Gi tilbake' }).last().click();
    await expect(association.getByText('Skriv hva de bør endre.')).toBeVisible();
    await association.getByRole('button', { name: 'Gi tilbake' }).first().click();
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
    await provider.getByRole('textbox', { name: 'Fra hvilken dag?' }).fill('03.02.2025');
    await provider.getByRole('textbox', { name: 'Hva tok dere i bruk?' }).fill('Gruppe på mandager.');
    await provider.getByRole('button', { name: 'Lagre' }).click();
    await expect(
      provider.getByRole('heading', { level: 2, name: 'Vi tok dette i bruk 3. februar 2025' }),
    ).toBeVisible();
    await expectAccessible(provider);
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
    await provider.getByRole('button', { name: 'Send til gjennomgang' }).click();
    await expect(provider.getByText(/Praksisen er ikke klar ennå/)).toBeVisible();
  });
});
