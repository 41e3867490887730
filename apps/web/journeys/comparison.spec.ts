import { readFile } from 'node:fs/promises';
import { arrived, ask, expect, expectAccessible, FJORDVEKST, open, test, visit } from './people.ts';
import type { Page } from '@playwright/test';

const KIA = 'programme=KIA&year=2025';
const table = (page: Page) => page.getByRole('region', { name: /^Arrangørene i/ });
const namesIn = async (page: Page) =>
  (await table(page).locator('tbody').getByRole('rowheader').allTextContents()).map((name) => name.trim());

const CELLS = `query ($indicator: String!) {
  funnel(indicator: $indicator, programme: "KIA", year: 2025) { points { n } others { n low high providers } } }`;

/** The file behind a link of the page, as the browser saves it. */
async function fetchFile(page: Page, link: RegExp): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole('button', { name: 'Last ned' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a county adviser compares providers, and takes out exactly what is shown', async ({ as }) => {
  const page = await as('Tor Haugen');
  await visit(page, `/comparison?${KIA}`);
  await expect(
    page.getByText(/^De fleste tallene ligger der landet ligger\.|skiller seg fra landssnittet\./),
  ).toBeVisible();
  const everybody = await namesIn(page);
  expect(everybody.length).toBeGreaterThan(1);
  expect(everybody).toEqual(everybody.toSorted(new Intl.Collator('nb').compare));

  await page.getByLabel('Sammenlikn med').selectOption({ label: 'Eget tall året før' });
  await expect(page).toHaveURL(/reference=last-year/);
  await expect(page.getByText('Mot eget tall året før:')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Sammenlikn med').selectOption({ label: 'Målet som gjelder' });
  await expect(page.getByText('Mot målet som gjelder:')).toBeVisible();
  await page.getByLabel('Sammenlikn med').selectOption({ label: 'Landssnittet' });

  await page.getByLabel('Finn arrangør').fill('fjord');
  await expect(page).toHaveURL(/name=fjord/);
  await expect.poll(() => namesIn(page)).toEqual(everybody.filter((name) => /fjord/i.test(name)));
  await page.getByLabel('Finn arrangør').fill('');
  await expect.poll(() => namesIn(page)).toEqual(everybody);
  await page.getByLabel('Finn arrangør').fill('ingen heter dette');
  await expect(page.getByText('Ingen arrangører passer til utvalget.')).toBeVisible();
  await page.getByLabel('Finn arrangør').fill('');

  await page.getByRole('button', { name: /^Kolonner/ }).click();
  await page.getByRole('checkbox', { name: 'Ansatteundersøkelsen' }).click();
  await expect(page).toHaveURL(/columns=/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Kolonner/ })).toBeFocused();
  await expect(table(page).getByRole('columnheader', { name: /Ansatte/ })).toHaveCount(0);
  await page.getByLabel('Rekkefølge').selectOption({ label: 'Nav-undersøkelsen' });
  await expect(page).toHaveURL(/order=nav-survey/);

  // The same choice opens for a colleague, and goes into the files.
  const shown = await namesIn(page);
  await open(page, new URL(page.url()).pathname + new URL(page.url()).search);
  expect(await namesIn(page)).toEqual(shown);
  const csv = await fetchFile(page, /csv/);
  expect(csv.name).toBe('sammenlikning-1100-KIA-2025.csv');
  const lines = csv.bytes
    .toString()
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n');
  expect(lines[0]).toMatch(/^År;Tiltak;Organisasjonsnummer;Tiltaksarrangør;Kode;Indikator;Enhet;Verdi;Grunnlag \(n\);/);
  expect(lines[0]).toMatch(/;Publisert revisjon;Publisert;Hentet;Definisjon$/);
  expect([...new Set(lines.slice(1).map((line) => line.split(';')[3]))]).toEqual(shown);
  expect(csv.bytes.toString()).not.toContain(';employee-survey;');
  const sheet = await fetchFile(page, /xlsx/);
  expect(sheet.name).toBe('sammenlikning-1100-KIA-2025.xlsx');
  expect(sheet.bytes.subarray(0, 2).toString()).toBe('PK');
});

test('with the keyboard: from the head of a column to its funnel, and the same figures in the table beside', async ({
  as,
}) => {
  const page = await as('Tor Haugen');
  await open(page, `/comparison?${KIA}`);
  await table(page)
    .getByRole('link', { name: /^Hospiterings\W?deltakere/ })
    .focus();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 2, name: 'Hospiteringsdeltakere, KIA 2025' });
  await expect(heading).toBeFocused();
  await arrived(page);
  await expect(page.getByRole('img', { name: 'Hospiteringsdeltakere, KIA 2025' })).toBeVisible();
  const beside = page.getByRole('table', { name: /^Samme tall som i figuren/ });
  await expect(beside.getByRole('rowheader', { name: 'Fjordvekst AS' })).toBeVisible();
  await expectAccessible(page);

  // Means have intervals instead; the address opens them as well.
  await visit(page, `/comparison?${KIA}&indicator=nav-survey`);
  await expect(page.getByRole('img', { name: 'Nav-undersøkelsen, KIA 2025' })).toBeVisible();
  const rows = await page
    .getByRole('table', { name: /^Samme tall som i figuren/ })
    .getByRole('row')
    .count();
  expect(rows).toBeGreaterThan(1);
});

test('a provider sees itself among the whole nation, and nobody’s name', async ({ as }) => {
  const page = await as('Kari Nygård');
  await visit(page, `/comparison?${KIA}&indicator=placement-participants`);
  const funnel = page.getByRole('img', { name: 'Hospiteringsdeltakere, KIA 2025' });
  await expect(funnel).toBeVisible();
  await expect(page.getByRole('strong').filter({ hasText: /^Fjordvekst skiller seg (ikke )?fra/ })).toBeVisible();
  const told = await page.getByText(/arrangører til er tegnet som svake prikker uten navn/).textContent();
  const others = Number(/^\d+/.exec(told ?? '')?.[0]);
  expect(others).toBeGreaterThanOrEqual(3);
  await expect(funnel.locator('.batt-funnel__other')).toHaveCount(others);
  const { data } = await ask(page, CELLS, { indicator: 'placement-participants' });
  expect(data.funnel.points).toHaveLength(1);
  for (const { n, low, high } of data.funnel.others) {
    expect(n % 5).toBe(0);
    expect(high - low).toBeGreaterThanOrEqual(2);
  }
});

test('a reminder goes to those who have not reported an open year', async ({ as }) => {
  const page = await as('Tor Haugen');
  await visit(page, '/comparison?programme=KIA&year=2026');
  await expect(page.getByText('Tallene for 2026 er ikke publisert.')).toBeVisible();
  await expect(page.getByText(/^Ikke rapportert ennå\. Fristen er 15\. januar\.$/).first()).toBeVisible();
  await page.getByRole('button', { name: /^Send påminnelse til/ }).click();
  await expect(page.getByRole('status').filter({ hasText: /Påminnelsen er sendt/ })).toBeVisible();

  const viewer = await as('Magnus Dahle');
  await open(viewer, '/comparison?programme=KIA&year=2026');
  await expect(viewer.getByText(/har rapportert$/)).toBeVisible();
  await expect(viewer.getByRole('button', { name: /^Send påminnelse/ })).toHaveCount(0);
});

test('a ranking says how sure each place is', async ({ as }) => {
  const page = await as('Kari Nygård');
  await visit(page, `/ranking?indicator=nav-survey&${KIA}`);
  const ranges = page.getByRole('img', { name: /^plass \d+, (sannsynligvis mellom \d+ og \d+|ganske sikkert)$/ });
  expect(await ranges.count()).toBeGreaterThan(5);
  await expect(page.getByRole('heading', { name: 'De fem beste i landet' })).toBeVisible();
  await page.getByText('Hvem som ikke er med').click();
  await expect(page.getByText(/ikke rapportert for året/)).toBeVisible();
  await page.getByLabel('Blant').selectOption({ label: 'Oss og dem som ligner' });
  await expect(page).toHaveURL(new RegExp(`group=peers-${FJORDVEKST}`));
  await arrived(page);
  await expect(page.getByRole('row', { name: /Fjordvekst AS/ })).toBeVisible();
  const csv = await fetchFile(page, /csv/);
  expect(csv.bytes.toString()).toContain('Fjordvekst AS');
});

test('an organisation keeps a list, and compares with it', async ({ as }) => {
  const page = await as('Tor Haugen');
  await visit(page, `/peers?provider=${FJORDVEKST}&year=2025`);
  await expect(page.getByRole('heading', { level: 1, name: 'Hvem Fjordvekst AS ligner' })).toBeVisible();
  await expect(page.getByRole('cell', { name: /^størrelse/ }).first()).toBeVisible();
  await page.getByLabel('Navn på listen').fill('Nære oss');
  await page.getByRole('button', { name: 'Lag listen' }).click();
  const list = page.getByRole('region', { name: 'Nære oss' });
  await expect(list).toBeVisible();
  const off = await list
    .getByRole('button', { name: /^Ta .+ av listen$/ })
    .first()
    .textContent();
  const first = /^Ta (.+) av listen$/.exec(off ?? '')?.[1] ?? '';
  await list.getByRole('button', { name: `Ta ${first} av listen` }).click();
  await expect(list.getByRole('listitem').filter({ hasText: first })).toHaveCount(0);
  await list.getByLabel('Legg til i Nære oss').fill(first.slice(0, 6));
  await list.getByRole('button', { name: `Legg til ${first}` }).click();
  await expect(list.getByRole('listitem').filter({ hasText: first })).toBeVisible();
  await expectAccessible(page);

  await list.getByRole('link', { name: 'Ranger' }).click();
  await expect(page.getByLabel('Blant')).toHaveValue('list-Nære oss');
  await open(page, `/comparison?${KIA}`);
  await page.getByLabel('Sammenlikn med').selectOption({ label: 'Nære oss' });
  await expect(page.getByText('Mot snittet av listen:')).toBeVisible();

  await open(page, '/peers?year=2025');
  await page.getByRole('button', { name: 'Fjern listen Nære oss' }).click();
  await expect(page.getByRole('region', { name: 'Nære oss' })).toHaveCount(0);
});

test('all on one page, two together, and an opened row with what to expect', async ({ as }) => {
  const page = await as('Kari Nygård');
  await visit(page, `/balance/${FJORDVEKST}?year=2025`);
  for (const group of ['Tilfredshet', 'Innsats', 'Resultat', 'Tid'])
    await expect(page.getByRole('heading', { level: 2, name: group })).toBeVisible();
  await visit(page, `/scorecard/${FJORDVEKST}?${KIA}&open=job-acquisition`);
  await expect(page.getByText(/sannsynligvis mellom \d+ og \d+/).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Lignende tiltaksarrangører' })).toBeVisible();

  const adviser = await as('Tor Haugen');
  await visit(adviser, `/scatter?${KIA}&provider=${FJORDVEKST}`);
  await expect(adviser.getByRole('img', { name: 'Oppholdstid mot formidling til arbeid, KIA 2025' })).toBeVisible();
  const own = adviser
    .getByRole('table', { name: 'Samme tall som i figuren.' })
    .getByRole('row', { name: /Fjordvekst AS/ });
  await expect(own).toHaveClass(/is-own/);
});

test('in the dark and on the narrowest phone nothing is cut off', async ({ as }) => {
  const page = await as('Tor Haugen', { colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of [
    `/comparison?${KIA}&indicator=job-acquisition`,
    `/comparison?${KIA}&indicator=nav-survey`,
    `/ranking?indicator=nav-survey&${KIA}`,
    `/scatter?${KIA}`,
    `/balance/${FJORDVEKST}?year=2025`,
    `/peers?provider=${FJORDVEKST}&year=2025`,
  ]) {
    await visit(page, path);
    const over = await page.getByRole('main').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(over, path).toBeLessThanOrEqual(0);
  }
  // Nothing of the table is left out where it does not fit: each provider has a card instead.
  await open(page, `/ranking?indicator=nav-survey&${KIA}&county=1100`);
  const own = page.getByRole('row', { name: /Fjordvekst AS/ });
  await expect(own.getByRole('cell').filter({ hasText: /^\d,\d–\d,\d$/ })).toBeVisible();
  await expect(own.getByRole('cell').filter({ hasText: /bedre|innenfor|svakere/ })).toBeVisible();
});
