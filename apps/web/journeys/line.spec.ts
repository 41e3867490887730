import { arrived, csv, expect, expectAccessible, FJORDVEKST, NAV_SANDNES, open, test } from './people.ts';
import type { Locator, Page } from '@playwright/test';

const ENDED = 12;
const IN_WORK = 9;

/** Twelve who ended in AB in 2026, nine of them for work. */
const PARTICIPATIONS = csv(
  'participations.csv',
  Array.from({ length: ENDED }, (_, index) => ({
    provider: FJORDVEKST,
    participation_id: `linje-${index + 1}`,
    programme: 'AB',
    nav_office: '1102',
    start_date: '2026-01-05',
    end_date: '2026-05-25',
    end_reason: index < IN_WORK ? 'work_unsubsidised' : 'dropped_out',
    employed_date: index < IN_WORK ? '2026-05-25' : '',
  })),
);

const PARTNERS = csv(
  'placement_partners.csv',
  ['Linje Bakeri', 'Linje Transport', 'Linje Hage'].map((partner) => ({
    provider: FJORDVEKST,
    partner,
    agreement_date: '10.01.2026',
    last_used_date: '01.10.2026',
  })),
);

const TALK = `/talk/${FJORDVEKST}/${NAV_SANDNES}?programme=AB&year=2027`;
const CARD = `/scorecard/${FJORDVEKST}?programme=AB&year=2026`;

/** The row of an indicator in the scorecard. */
function rowOf(page: Page, indicator: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${indicator}`) }) });
}

/** «27 av 54», as the row of an indicator shows what its figure rests on. */
async function basisOf(row: Locator): Promise<{ part: number; whole: number }> {
  const [, part, whole] = /^(\d+) av (\d+)$/.exec(await row.getByText(/^\d+ av \d+$/).innerText()) ?? [];
  return { part: Number(part), whole: Number(whole) };
}

const percent = new Intl.NumberFormat('nb-NO', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

test('the whole line: import, publication, proposal, counter-proposal, agreement, and talk that arrives by itself', async ({
  as,
}) => {
  test.setTimeout(240_000);
  const provider = await as('Kari Nygård');
  const association = await as('Anne Grete Vold');
  const office = await as('Ingrid Solheim');

  const figures = await test.step('the provider imports, and sees its own results at once', async () => {
    await open(provider, CARD);
    await expect(provider.getByText('Foreløpig: regnet ut nå fra det dere har rapportert for 2026.')).toBeVisible();
    const before = await basisOf(rowOf(provider, 'Formidling til arbeid'));
    const partnersBefore = Number(await rowOf(provider, 'Hospiteringspartnere').getByRole('cell').nth(1).innerText());
    await expectAccessible(provider);

    await provider.getByRole('navigation', { name: 'Hovedmeny' }).getByRole('link', { name: 'Rapport' }).click();
    await provider.getByRole('link', { name: 'Last opp filer' }).click();
    await provider.locator('input[type=file]').setInputFiles([PARTICIPATIONS, PARTNERS]);
    await provider.getByRole('button', { name: 'Kontroller filene' }).click();
    const table = provider.getByRole('table', { name: 'Rader i hver fil' });
    await expect(table.getByRole('row', { name: 'participations.csv' }).getByRole('cell')).toHaveText([
      String(ENDED),
      '0',
      '0',
      '0',
    ]);
    await expect(table.getByRole('row', { name: 'placement_partners.csv' }).getByRole('cell')).toHaveText([
      '3',
      '0',
      '0',
      '0',
    ]);
    await provider.getByRole('button', { name: 'Lagre i rapporten' }).click();
    await provider.getByRole('link', { name: 'Se egne resultater så langt' }).click();
    await provider.getByLabel('Tiltak').selectOption('AB');
    await arrived(provider);

    const part = before.part + IN_WORK;
    const whole = before.whole + ENDED;
    const work = rowOf(provider, 'Formidling til arbeid');
    await expect(work).toContainText(`${part} av ${whole}`);
    await expect(work.getByRole('cell').nth(1)).toHaveText(percent.format(part / whole));
    await expect(rowOf(provider, 'Hospiteringspartnere').getByRole('cell').nth(1)).toHaveText(
      String(partnersBefore + 3),
    );
    return { part, whole, own: percent.format(part / whole), partners: partnersBefore + 3 };
  });

  await test.step('nobody else sees the draft', async () => {
    await open(office, CARD);
    await expect(office.getByText('Du kan ikke åpne dette målkortet.')).toBeVisible();
    await expect(office.getByRole('table')).toHaveCount(0);
    await expectAccessible(office);
  });

  await test.step('the provider sends its report in', async () => {
    await open(provider, '/report?year=2026');
    await expectAccessible(provider);
    await provider.getByRole('link', { name: 'Se over og send inn' }).click();
    await expect(
      provider.getByRole('heading', { level: 1, name: 'Se over og send inn rapporten for 2026' }),
    ).toBeFocused();
    await arrived(provider);
    await expectAccessible(provider);
    await provider.getByRole('button', { name: 'Send inn rapporten for 2026' }).click();
    await expect(provider.getByRole('heading', { name: /^Rapporten er sendt inn / })).toBeVisible();
    await expectAccessible(provider);
  });

  await test.step('the association closes and publishes the year, and opens the next', async () => {
    await open(association, '/reports?year=2026');
    const sent = association.getByRole('row').filter({ hasText: 'Fjordvekst AS' });
    await expect(sent).toContainText('Sendt inn');
    await expectAccessible(association);
    await association
      .getByRole('navigation', { name: 'Hovedmeny' })
      .getByRole('link', { name: 'År og publisering' })
      .click();
    await arrived(association);
    await expectAccessible(association);
    await association.getByRole('button', { name: 'Lukk 2026' }).click();
    await expectAccessible(association);
    await association.getByRole('button', { name: 'Ja, lukk 2026' }).click();
    await expect(association.getByText('Måleåret 2026 er lukket.')).toBeVisible();
    await association.getByRole('button', { name: 'Publiser 2026' }).click();
    await association.getByRole('button', { name: 'Ja, publiser 2026' }).click();
    await expect(association.getByText('Måleåret 2026 er publisert.')).toBeVisible({ timeout: 60_000 });
    await association.getByRole('button', { name: 'Åpne et nytt år' }).click();
    const dialog = association.getByRole('dialog');
    await expect(dialog.getByLabel('Måleår')).toHaveValue('2027');
    await expect(dialog.getByLabel('Siste dag for å rapportere')).toHaveValue('15.01.2028');
    await dialog.getByRole('button', { name: 'Åpne et nytt år' }).click();
    await expect(association.getByText('Måleåret 2027 er åpnet.')).toBeVisible();
    await expectAccessible(association);
  });

  await test.step('the Nav office now sees the figures that the files give', async () => {
    await open(office, CARD);
    const work = rowOf(office, 'Formidling til arbeid');
    await expect(work).toContainText(`${figures.part} av ${figures.whole}`);
    await expect(work.getByRole('cell').nth(1)).toHaveText(figures.own);
    await expect(rowOf(office, 'Hospiteringspartnere').getByRole('cell').nth(1)).toHaveText(String(figures.partners));
    await expect(office.getByText(/^Publisert .+, revisjon 1\./)).toBeVisible();
    await expect(office.getByText('Foreløpig')).toHaveCount(0);
    await expectAccessible(office);
  });

  await test.step('it takes its proposal for the next year back, and makes another', async () => {
    await rowOf(office, 'Formidling til arbeid')
      .getByRole('button', { name: 'Vis detaljer om Formidling til arbeid' })
      .click();
    await office.getByRole('link', { name: 'Foreslå mål' }).click();
    await expect(office.getByRole('heading', { level: 1, name: 'Fjordvekst AS' })).toBeFocused();
    await arrived(office);
    await expect(office.getByText('Arbeid med bistand (AB) · målsamtale med Nav Sandnes om 2027')).toBeVisible();
    await expect(rowOf(office, 'Formidling til arbeid')).toContainText(figures.own);
    await office.getByRole('button', { name: 'Trekk forslaget tilbake' }).click();
    await office.getByRole('button', { name: 'Ja, trekk det tilbake' }).click();
    await office.getByRole('radio', { name: 'Foreslå noe annet' }).check();
    await office.getByLabel('Nytt forslag i prosent').fill('57');
    await office.getByRole('button', { name: 'Send forslag til Fjordvekst AS' }).click();
    await expect(office.getByText('Ett svar må rettes først: Formidling til arbeid.')).toBeVisible();
    await expectAccessible(office);
    await office.getByLabel('Begrunnelse').fill('Dere er nær landets beste, og markedet er godt.');
    await office.getByRole('button', { name: 'Send forslag til Fjordvekst AS' }).click();
    await expect(office.getByRole('heading', { level: 2, name: 'Sendt til Fjordvekst AS' })).toBeFocused();
    await expect(rowOf(office, 'Formidling til arbeid')).toContainText('Fjordvekst AS svarer');
    await expectAccessible(office);
  });

  await test.step('the provider, who had an answer ready to the first, answers the new one', async () => {
    await open(provider, `${TALK}&open=job-acquisition`);
    await expect(provider.getByText('Dere er nær landets beste, og markedet er godt.').first()).toBeVisible();
    const moved = provider.getByRole('alert').filter({ hasText: 'Nav Sandnes gjorde et nytt steg' });
    await expect(moved).toContainText('57 %');
    await expectAccessible(provider);
    await moved.getByRole('button', { name: 'Forkast mitt' }).click();
    await expect(moved).toHaveCount(0);
    await provider.getByRole('radio', { name: 'Foreslå noe annet' }).check();
    await provider.getByLabel('Nytt forslag i prosent').fill('55,5');
    await provider.getByLabel('Begrunnelse').fill('To av de store partnerne våre legger ned.');
    await provider.getByRole('button', { name: 'Send svar til Nav Sandnes' }).click();
    await expect(provider.getByRole('heading', { level: 2, name: 'Sendt til Nav Sandnes' })).toBeFocused();
    await expect(rowOf(provider, 'Formidling til arbeid')).toContainText('Nav Sandnes svarer');
  });

  await test.step('the answer arrives by itself; they agree, and both sides see it', async () => {
    await expect(rowOf(office, 'Formidling til arbeid')).toContainText('Nav Sandnes svarer');
    await office.getByRole('button', { name: 'Vis detaljer om Formidling til arbeid' }).click();
    await expect(office.getByText('To av de store partnerne våre legger ned.')).toBeVisible();
    await office.getByRole('radio', { name: 'Godta 55,5 %' }).check();
    await office.getByRole('button', { name: 'Send svar til Fjordvekst AS' }).click();
    await expect(office.getByRole('heading', { level: 2, name: 'Sendt til Fjordvekst AS' })).toBeFocused();
    for (const page of [office, provider]) {
      await expect(rowOf(page, 'Formidling til arbeid').getByRole('cell').last()).toContainText(/55,5.%.*Avtalt/s);
      await page.getByRole('button', { name: 'Vis detaljer om Formidling til arbeid' }).click();
      await expect(page.getByRole('radio', { name: /^Godta/ })).toHaveCount(0);
      await expect(page.getByRole('main').getByRole('listitem')).toContainText([
        'Nav Sandnes foreslo 57 %',
        'Fjordvekst AS foreslo 55,5 %',
        'Nav Sandnes godtok',
      ]);
      await expectAccessible(page);
    }
    await open(provider, `/scorecard/${FJORDVEKST}?programme=AB&year=2027`);
    await expect(rowOf(provider, 'Formidling til arbeid')).toContainText('55,5 %');
    await expect(rowOf(provider, 'Formidling til arbeid')).toContainText('Nav Sandnes');
  });

  await test.step('a comment arrives in the other browser by itself', async () => {
    const unread = async () =>
      Number(
        (
          await provider
            .getByRole('navigation', { name: 'Hovedmeny' })
            .getByRole('link', { name: /^Tråder/ })
            .innerText()
        ).replace(/\D/g, ''),
      );
    const before = await unread();
    await open(office, `/threads/new?provider=${FJORDVEKST}&indicator=job-acquisition&programme=AB&year=2026`);
    await office.getByLabel('Hva gjelder det?').fill('Veien videre i AB');
    await office.getByLabel('Skriv til Fjordvekst AS').fill('Hva trenger dere fra oss for å nå målet?');
    await expectAccessible(office);
    await office.getByRole('button', { name: 'Start tråden' }).click();
    await expect(office.getByRole('heading', { level: 1, name: 'Veien videre i AB' })).toBeVisible();
    await expect(office.getByRole('link', { name: 'Formidling til arbeid, AB, 2026' })).toBeVisible();
    await expect(office.getByText(`${figures.own} (${figures.part} av ${figures.whole})`)).toBeVisible();

    await open(provider, '/threads');
    expect(await unread()).toBe(before + 1);
    await expectAccessible(provider);
    await provider.getByRole('link', { name: 'Veien videre i AB' }).click();
    const said = (page: Page) => page.getByRole('list', { name: 'Innlegg, eldste først' }).getByRole('listitem');
    await expect(said(provider).filter({ hasText: 'Hva trenger dere fra oss' })).toBeVisible();
    await expect(provider.getByText('1 ny', { exact: true })).toBeVisible();
    await expect.poll(unread).toBe(before);
    await expectAccessible(provider);

    await provider.getByLabel('Skriv svar').fill('En fast kontaktperson hos dere.');
    await provider.getByRole('button', { name: 'Send svar' }).click();
    await office.getByRole('button', { name: 'Vis', exact: true }).click();
    await expect(said(office).filter({ hasText: 'En fast kontaktperson hos dere.' })).toBeVisible();
    await expectAccessible(office);
    await office.getByLabel('Skriv svar').fill('Det ordner vi fra nyttår.');
    await office.getByLabel('Skriv svar').press('Control+Enter');
    await provider.getByRole('button', { name: 'Vis', exact: true }).click();
    await expect(said(provider).filter({ hasText: 'Det ordner vi fra nyttår.' })).toBeVisible();

    await association.goto(new URL(office.url()).pathname);
    await expect(association.getByRole('heading', { level: 1, name: 'Vi finner ikke siden' })).toBeVisible();
  });
});
