import { arrived, expect, expectAccessible, FJORDVEKST, NAV_SANDNES, open, test } from './people.ts';
import type { Locator, Page } from '@playwright/test';

const TALK = `/talk/${FJORDVEKST}/${NAV_SANDNES}`;
const NEXT_YEAR = `${TALK}?year=2027&programme=KIA`;

/** The row of an indicator in the talk. */
function rowOf(page: Page, indicator: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${indicator}`) }) });
}

async function openRow(page: Page, indicator: string): Promise<void> {
  await rowOf(page, indicator)
    .getByRole('button', { name: `Vis detaljer om ${indicator}` })
    .click();
  await expect(page.getByRole('heading', { name: /^Hvor ligger/ })).toBeVisible();
}

async function expectAccessibleInBoth(page: Page): Promise<void> {
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, { only: ['color-contrast', 'target-size'] });
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a talk from last year’s targets to agreement, prepared by a member and sent by a manager', async ({ as }) => {
  test.setTimeout(180_000);
  const office = await as('Ingrid Solheim');
  const member = await as('Jonas Tveit');
  const manager = await as('Kari Nygård');

  await test.step('the office proposes last year’s target, looks it over and sends it', async () => {
    await open(office, `${TALK}?year=2027&programme=APS`);
    await office.getByRole('button', { name: 'Foreslå fjorårets mål (1)' }).click();
    await expect(office.getByText('1 forslag er gjort klart. Ingenting er sendt ennå.')).toBeVisible();
    await office.getByRole('link', { name: 'Se over svarene' }).click();
    await expect(office.getByRole('heading', { level: 2, name: 'Se over før du sender' })).toBeFocused();
    await expect(office.getByText('Samme mål som for 2026.')).toBeVisible();
    await expectAccessibleInBoth(office);
    await office.getByRole('button', { name: 'Send forslag til Fjordvekst AS' }).click();
    await expect(office.getByRole('heading', { level: 2, name: 'Sendt til Fjordvekst AS' })).toBeFocused();
    await expect(rowOf(office, 'Hospiteringsdeltakere')).toContainText('Fjordvekst AS svarer');
    await expectAccessibleInBoth(office);
  });

  await test.step('it says until when it awaits an answer', async () => {
    await office.getByRole('button', { name: 'Endre fristen' }).click();
    await office.getByLabel('Svarfrist').fill('31.12.2027');
    await office.getByRole('button', { name: 'Lagre fristen' }).click();
    await expect(office.getByText('Svar innen 31. desember 2027.')).toBeVisible();
  });

  await test.step('a member of the provider accepts what is unchanged, takes it back, and hands it to the manager', async () => {
    await open(member, '/targets?year=2027');
    await expect(member.getByText('Svar innen 31. desember')).toBeVisible();
    await expectAccessibleInBoth(member);
    await open(member, NEXT_YEAR);
    await expect(member.getByRole('heading', { level: 2, name: 'Fjordvekst AS sin tur' })).toBeVisible();
    for (const indicator of ['Brukerundersøkelsen', 'Formell kvalifisering']) {
      await member.getByRole('button', { name: `Angre ${indicator}` }).click();
      await expect(member.getByRole('button', { name: `Angre ${indicator}` })).toHaveCount(0);
    }
    const accept = member.getByRole('button', { name: 'Godta alle uendrede (2)' });
    await accept.click();
    await expect(member.getByText('2 mål er godtatt. Ingenting er sendt ennå.')).toBeVisible();
    await member.getByRole('button', { name: 'Angre', exact: true }).click();
    await expect(member.getByRole('button', { name: 'Send til leder' })).toHaveCount(0);
    await accept.click();
    await expect(member.getByRole('button', { name: /^Send svar/ })).toHaveCount(0);
    await member.getByRole('button', { name: 'Send til leder' }).click();
    await expect(member.getByRole('heading', { level: 2, name: 'Gitt til leder i Fjordvekst AS' })).toBeFocused();
    await expectAccessibleInBoth(member);
  });

  await test.step('the manager keeps one of the answers, and proposes something else in the other', async () => {
    await open(manager, NEXT_YEAR);
    await expect(manager.getByText('Jonas Tveit gjorde svarene klare')).toBeVisible();
    await openRow(manager, 'Formell kvalifisering');
    await manager.getByRole('radio', { name: 'Foreslå noe annet' }).check();
    await manager.getByLabel('Nytt forslag i prosent').fill('95');
    await expect(manager.getByText('95 % er uvanlig høyt.')).toBeVisible();
    await manager.getByLabel('Nytt forslag i prosent').fill('35,5');
    await expect(manager.getByText('er uvanlig høyt.')).toHaveCount(0);
    await manager.getByRole('button', { name: 'Send svar til Nav Sandnes' }).click();
    await expect(manager.getByText('Ett svar må rettes først: Formell kvalifisering.')).toBeVisible();
    await expect(manager.getByText('Skriv hvorfor.')).toBeVisible();
    await expectAccessibleInBoth(manager);
    await manager.getByLabel('Begrunnelse').fill('To av lærestedene våre legger ned.');
    await expect(manager.getByText(/^Lagret kl\. \d\d\.\d\d\. Ikke sendt\.$/)).toBeVisible();
    await manager.getByRole('button', { name: 'Send svar til Nav Sandnes' }).click();
    await expect(manager.getByRole('heading', { level: 2, name: 'Sendt til Nav Sandnes' })).toBeFocused();
    await expect(
      manager.getByRole('listitem').filter({ hasText: 'Formell kvalifisering: Foreslå 35,5 %' }),
    ).toBeVisible();
    await expect(rowOf(manager, 'Formell kvalifisering')).toContainText('Nav Sandnes svarer');
  });

  await test.step('the office accepts, and both sides have the target, also on paper', async () => {
    await open(office, NEXT_YEAR);
    await expect(rowOf(office, 'Brukerundersøkelsen')).toContainText('Avtalt');
    await openRow(office, 'Formell kvalifisering');
    await expect(office.getByText('To av lærestedene våre legger ned.')).toBeVisible();
    await office.getByRole('radio', { name: 'Godta 35,5 %' }).check();
    await expectAccessibleInBoth(office);
    await office.getByRole('button', { name: 'Send svar til Fjordvekst AS' }).click();
    await expect(office.getByRole('heading', { level: 2, name: 'Sendt til Fjordvekst AS' })).toBeFocused();
    for (const page of [office, manager]) {
      // The other side's page shows it by itself.
      await expect(rowOf(page, 'Formell kvalifisering').getByRole('cell').last()).toContainText(/35,5.%.*Avtalt/s);
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: /^Avtalte mål for 2027 som PDF/ }).click();
      expect((await downloading).suggestedFilename()).toMatch(/\.pdf$/);
    }
  });
});

test('who writes on a row after a colleague sees both versions, and loses nothing', async ({ as }) => {
  const first = await as('Ingrid Solheim');
  const second = await as('Erik Lunde');
  const row = `${NEXT_YEAR}&open=placement-participants`;
  for (const page of [first, second]) await open(page, row);

  const write = async (page: Page, value: string, grounds: string) => {
    await page.getByLabel('Nytt forslag i prosent').fill(value);
    await page.getByLabel('Begrunnelse').fill(grounds);
  };
  const saved = (page: Page) => page.getByText(/^Lagret kl\. \d\d\.\d\d\. Ikke sendt\.$/);
  await write(first, '56', 'Markedet er godt.');
  await expect(saved(first)).toBeVisible();
  await write(second, '57', 'Dere har fått flere bedrifter.');
  const conflict = second.getByRole('alert').filter({ hasText: 'Ingrid Solheim endret dette' });
  await expect(conflict).toContainText('Foreslå 56 %');
  await expect(conflict).toContainText('Markedet er godt.');
  await expect(conflict).toContainText('Foreslå 57 %');
  await expect(conflict).toContainText('Dere har fått flere bedrifter.');
  await expectAccessibleInBoth(second);

  await conflict.getByRole('button', { name: 'Bruk svaret til Ingrid' }).click();
  await expect(second.getByLabel('Nytt forslag i prosent')).toHaveValue('56');
  await expect(second.getByText('Dere har fått flere bedrifter.')).toBeVisible();
  await second.getByRole('button', { name: 'Sett det inn i begrunnelsen' }).click();
  await expect(second.getByLabel('Begrunnelse')).toHaveValue('Markedet er godt.\nDere har fått flere bedrifter.');
  await expect(saved(second)).toBeVisible();
  await second.getByRole('button', { name: 'Forkast svaret' }).click();
  await expect(second.getByLabel('Begrunnelse')).toHaveValue('');
});

test('with the keyboard alone: opening a row, answering it, and taking the answer back', async ({ as }) => {
  const page = await as('Ingrid Solheim', { viewport: { width: 1280, height: 720 } });
  await open(page, `${TALK}?year=2027&programme=AB`);
  const row = rowOf(page, 'Overgang til aktive løsninger');
  await tabTo(page, page.getByRole('button', { name: 'Vis detaljer om Overgang til aktive løsninger' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/open=active-solutions/);
  await tabTo(page, page.getByLabel('Nytt forslag i prosent'));
  await page.keyboard.type('27,5');
  await tabTo(page, page.getByLabel('Begrunnelse'));
  await page.keyboard.type('Som landet.');
  await expect(row.getByText('27,5')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Send forslag til Fjordvekst AS' }));
  await tabTo(page, page.getByRole('button', { name: 'Angre Overgang til aktive løsninger' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(row.getByText('27,5')).toHaveCount(0);
  await tabTo(page, page.getByRole('button', { name: 'Skjul detaljer om Overgang til aktive løsninger' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/open=/);
});

test('the county unit reads along, and answers nothing', async ({ as }) => {
  const page = await as('Tor Haugen');
  await open(page, '/targets?programme=AB&year=2026');
  await page.getByRole('link', { name: 'Fjordvekst AS og Nav Sandnes' }).click();
  await arrived(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Fjordvekst AS og Nav Sandnes' })).toBeFocused();
  await open(page, `${TALK}?year=2026&programme=AB&open=job-acquisition`);
  await expect(page.getByText('En stor arbeidsgiver har permittert folk i høst.', { exact: false })).toBeVisible();
  await expect(page.getByRole('radio', { name: /^(Godta|Foreslå)/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Send/ })).toHaveCount(0);
  await expectAccessibleInBoth(page);
});

/** Goes on with the tab key until the element has the focus, and sees to it that nothing lies over it. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let pressed = 0; pressed < 120; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}
