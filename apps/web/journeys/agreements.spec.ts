import { arrived, expect, expectAccessible, FJORDVEKST, NAV_SANDNES, open, test } from './people.ts';

const NAV_STAVANGER = '1103';

test('an association enters an agreement, lets another office buy through it, and ends both', async ({ as }) => {
  const page = await as('Anne Grete Vold');
  await open(page, `/organisations?kind=PROVIDER&search=${FJORDVEKST}`);
  await page
    .getByRole('row', { name: /^Fjordvekst AS/ })
    .getByRole('link', { name: 'Avtaler' })
    .click();
  await arrived(page);
  await expect(page).toHaveURL(`/agreements?provider=${FJORDVEKST}`);
  await expect(page.getByText('Bare avtaler med Fjordvekst AS.')).toBeVisible();
  await expectAccessible(page);

  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Ny avtale' }).click();
  await dialog.getByRole('button', { name: 'Ny avtale' }).click();
  await expect(dialog.getByText('Skriv de fire sifrene.').first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Nav-kontorets enhetsnummer').fill(NAV_SANDNES);
  await dialog.getByLabel('Tiltak').selectOption('TIA');
  await dialog.getByLabel('Første dag').fill('01.01.2026');
  await dialog.getByRole('button', { name: 'Ny avtale' }).click();
  await expect(page.getByText('Avtalen med Fjordvekst AS er registrert.')).toBeVisible();
  const own = page.getByRole('row', { name: /Nav Sandnes Tilrettelagt arbeid i arbeidsmarkedsbedrift/ });
  await expect(own).toContainText('egen avtale');

  await own.getByRole('button', { name: /^Nytt kontor gjennom denne/ }).click();
  await dialog.getByLabel('Nav-kontorets enhetsnummer').fill('9998');
  await dialog.getByLabel('Første dag').fill('01.02.2026');
  await dialog.getByRole('button', { name: 'Ny avtale' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Vi finner ikke et Nav-kontor med dette nummeret.');
  await dialog.getByLabel('Nav-kontorets enhetsnummer').fill(NAV_STAVANGER);
  await dialog.getByRole('button', { name: 'Ny avtale' }).click();
  const through = page.getByRole('row', {
    name: /Tilrettelagt arbeid i arbeidsmarkedsbedrift fra 1\. februar 2026 Nav Sandnes/,
  });
  await expect(through).toBeVisible();

  await own.getByRole('button', { name: /^Avslutt/ }).click();
  await dialog.getByLabel('Siste dag').fill('01.03.2026');
  await dialog.getByRole('button', { name: 'Avslutt' }).click();
  await expect(page.getByText('Avtalen slutter 1. mars 2026.')).toBeVisible();
  await expect(own).toHaveCount(0);
  await expect(through).toHaveCount(0);
  await page.getByRole('radio', { name: 'Alle' }).click();
  await expect(page.getByRole('row', { name: /1\. februar 2026 – 1\. mars 2026/ })).toContainText('Avsluttet');
});

test('the sides read their agreements and change nothing', async ({ as }) => {
  const office = await as('Ingrid Solheim');
  await office.setViewportSize({ width: 390, height: 844 });
  await open(office, '/agreements');
  await expect(office.getByRole('rowheader', { name: 'Fjordvekst AS' }).first()).toBeVisible();
  await expect(office.getByRole('button', { name: /Ny avtale|Avslutt/ })).toHaveCount(0);
  await expectAccessible(office);
});

test('a manager of the directorate decides by keyboard what suits targets, and others read it', async ({ as }) => {
  const page = await as('Berit Aasen');
  await open(page, '/suitability');
  await expectAccessible(page);
  const place = page.getByRole('combobox', { name: 'Psykisk og fysisk helse i Varig tilrettelagt arbeid' });
  await expect(place).toHaveValue('UNDECIDED');
  await place.focus();
  await page.keyboard.type('Ja');
  await expect(page.getByText(/^Psykisk og fysisk helse, VTA: lagret kl\. /)).toBeVisible();
  await page.reload();
  await arrived(page);
  await expect(place).toHaveValue('YES');
  const row = page.getByRole('row', { name: /^Psykisk og fysisk helse/ });
  await expect(row).toContainText('Berit Aasen');

  const reader = await as('Ingrid Solheim', { colorScheme: 'dark' });
  await reader.setViewportSize({ width: 390, height: 844 });
  await open(reader, '/suitability');
  await expect(reader.getByRole('combobox')).toHaveCount(0);
  await expect(reader.getByText('Ledere i direktoratet avgjør. Her kan du lese hva som gjelder.')).toBeVisible();
  await expect(reader.getByText('Berit Aasen')).toHaveCount(0);
  await expectAccessible(reader);
});
