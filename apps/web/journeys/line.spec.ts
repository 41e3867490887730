import { arrived, csv, expect, expectAccessible, FJORDVEKST, open, test } from './people.ts';
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
  test.setTimeout(150_000);
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

  await test.step('it proposes a target for the next year', async () => {
    await rowOf(office, 'Formidling til arbeid')
      .getByRole('button', { name: 'Vis detaljer om Formidling til arbeid' })
      .click();
    await office.getByRole('link', { name: 'Foreslå mål' }).click();
    await expect(office.getByRole('heading', { level: 1, name: 'Foreslå mål' })).toBeFocused();
    await arrived(office);
    await expect(office.getByText('Fjordvekst AS · mål for 2027')).toBeVisible();
    await expect(office.getByText(figures.own).first()).toBeVisible();
    await office.getByRole('button', { name: 'Send forslag til Fjordvekst AS' }).click();
    await expect(office.getByText('Rett dette før du går videre')).toBeVisible();
    await expectAccessible(office);
    await office.getByLabel('Nytt forslag i prosent').fill('57');
    await office.getByLabel('Begrunnelse').fill('Dere er nær landets beste, og markedet er godt.');
    await office.getByRole('button', { name: 'Send forslag til Fjordvekst AS' }).click();
    await expect(office.getByRole('heading', { level: 2, name: 'Fjordvekst AS sin tur' })).toBeVisible();
    await expectAccessible(office);
  });

  await test.step('the provider proposes another', async () => {
    await open(provider, '/targets?year=2027');
    await expect(provider.getByRole('heading', { level: 2, name: 'Venter på dere (1)' })).toBeVisible();
    await expectAccessible(provider);
    await provider.getByRole('link', { name: 'Formidling til arbeid, AB' }).click();
    await expect(provider.getByText('Nav Sandnes foreslår 57 %. Godta det eller foreslå noe annet.')).toBeVisible();
    await expectAccessible(provider);
    await provider.getByRole('radio', { name: 'Foreslå noe annet' }).check();
    await provider.getByLabel('Nytt forslag i prosent').fill('55,5');
    await provider.getByLabel('Begrunnelse').fill('To av de store partnerne våre legger ned.');
    await provider.getByRole('button', { name: 'Send svar' }).click();
    await expect(provider.getByText('Svaret er sendt til Nav Sandnes.')).toBeVisible();
    await expect(provider.getByRole('heading', { level: 2, name: 'Nav Sandnes sin tur' })).toBeVisible();
  });

  await test.step('they agree, and both sides see it', async () => {
    await open(office, '/targets?year=2027');
    await office.getByRole('link', { name: 'Formidling til arbeid, AB' }).click();
    await expect(office.getByText('To av de store partnerne våre legger ned.')).toBeVisible();
    await office.getByRole('radio', { name: 'Godta 55,5 %' }).check();
    await office.getByRole('button', { name: 'Send svar' }).click();
    for (const page of [office, provider]) {
      if (page === provider) await provider.reload();
      await expect(page.getByRole('heading', { level: 2, name: 'Avtalt: 55,5 %' })).toBeVisible();
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
    await open(office, `${CARD}&open=job-acquisition`);
    await office.getByRole('link', { name: 'Start en samtale' }).click();
    await arrived(office);
    await expect(office.getByLabel('Arrangør')).toHaveValue(FJORDVEKST);
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
    await expect(provider.getByText('1 nytt siden sist')).toBeVisible();
    await expect.poll(unread).toBe(before);
    await expectAccessible(provider);

    await provider.getByLabel('Skriv svar').fill('En fast kontaktperson hos dere.');
    await provider.getByRole('button', { name: 'Send svar' }).click();
    await expect(said(office).filter({ hasText: 'En fast kontaktperson hos dere.' })).toBeVisible();
    await expectAccessible(office);
    await office.getByLabel('Skriv svar').fill('Det ordner vi fra nyttår.');
    await office.getByLabel('Skriv svar').press('Control+Enter');
    await expect(said(provider).filter({ hasText: 'Det ordner vi fra nyttår.' })).toBeVisible();

    await association.goto(new URL(office.url()).pathname);
    await expect(association.getByRole('heading', { level: 1, name: 'Vi finner ikke siden' })).toBeVisible();
  });
});
