import { readFile } from 'node:fs/promises';
import { arrived, ask, csv, expect, expectAccessible, FJORDVEKST, FOREIGN_PROVIDER, test, visit } from './people.ts';
import type { Page } from '@playwright/test';

const participation = (id: string, more: Record<string, string> = {}) => ({
  provider: FJORDVEKST,
  participation_id: id,
  programme: 'APS',
  nav_office: '1102',
  start_date: '2026-02-02',
  end_date: '',
  end_reason: '',
  ...more,
});
const training = (staff: string, more: Record<string, string> = {}) => ({
  provider: FJORDVEKST,
  staff_id: staff,
  in_rehabilitation: 'ja',
  date: '12.03.2026',
  hours: '7,5',
  ...more,
});

/** A synthetic number of the kind that the tax authority gives out for tests. */
const IDENTITY_NUMBER = '01810050019';

const BAD = [
  csv('participations.csv', [
    participation('journey-1'),
    participation('journey-2', { programme: 'ABC' }),
    participation('journey-3', { start_date: '31.02.2026' }),
    participation('journey-4', { end_date: '2026-05-04' }),
    participation('journey-5', { end_date: '2026-01-05', end_reason: 'moved' }),
    participation('journey-1'),
    participation('journey-6', { provider: FOREIGN_PROVIDER }),
    participation('journey-7', { nav_office: '9999' }),
    participation(IDENTITY_NUMBER),
  ]),
  csv('staff_training.csv', [
    training('journey-a', { hours: '-1' }),
    training('journey-b', { in_rehabilitation: 'kanskje' }),
    training('journey-c'),
  ]),
  csv('external_placements.csv', [
    {
      provider: FJORDVEKST,
      participation_id: 'journey-9',
      partner: 'Rema Forus',
      start_date: '2026-03-02',
      followed_up: 'ja',
    },
  ]),
];

/** File, line, column, value as shown, and how the sentence begins. */
const ERRORS = [
  ['participations.csv', '3', 'programme', '«ABC»', '«ABC» er ikke en kjent kode; ventet en av'],
  ['participations.csv', '4', 'start_date', '«31.02.2026»', '«31.02.2026» er ikke en dato som finnes'],
  ['participations.csv', '5', 'end_reason', 'tom', 'Sluttårsak mangler'],
  ['participations.csv', '6', 'end_date', '«2026-01-05»', ''],
  ['participations.csv', '7', '', '', ''],
  ['participations.csv', '8', 'provider', `«${FOREIGN_PROVIDER}»`, ''],
  ['participations.csv', '9', 'nav_office', '«9999»', ''],
  ['participations.csv', '10', 'participation_id', '', 'Cellen inneholder et fødselsnummer'],
  ['staff_training.csv', '2', 'hours', '«-1»', '«-1» er ikke et tall på 0 eller mer'],
  ['staff_training.csv', '3', 'in_rehabilitation', '«kanskje»', '«kanskje» er verken ja eller nei'],
  ['external_placements.csv', '2', 'participation_id', '«journey-9»', ''],
] as const;

const GOOD = [
  csv('participations.csv', [
    participation('journey-1'),
    participation('journey-2', { end_date: '2026-05-04', end_reason: 'moved' }),
    participation('journey-3', { end_date: '2026-06-01', end_reason: 'work_temporary' }),
  ]),
  csv('staff_training.csv', [training('journey-a'), training('journey-b', { hours: '0' })]),
  csv('external_placements.csv', [
    {
      provider: FJORDVEKST,
      participation_id: 'journey-2',
      partner: 'Rema Forus',
      start_date: '2026-03-02',
      followed_up: 'ja',
    },
  ]),
];

/** How many rows each file of the year's report has. */
async function storedRows(page: Page): Promise<Record<string, number>> {
  const { data } = await ask(page, `{ report(provider: "${FJORDVEKST}", year: 2026) { parts { file rows } } }`);
  return Object.fromEntries(data.report.parts.map(({ file, rows }: { file: string; rows: number }) => [file, rows]));
}

/** The numbers beside a file's name: new, changed, unchanged, removed. */
function counts(page: Page, file: string) {
  return page
    .getByRole('table', { name: 'Rader i hver fil' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: file }) })
    .getByRole('cell');
}

test('a file with many errors tells all of them and stores nothing; corrected it is stored; the same again changes nothing', async ({
  as,
}) => {
  const page = await as('Jonas Tveit');
  const before = await storedRows(page);
  await page.getByRole('navigation', { name: 'Hovedmeny' }).getByRole('link', { name: 'Rapport' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Rapport for 2026' })).toBeFocused();
  await page.getByRole('link', { name: 'Last opp filer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Last opp filer' })).toBeFocused();
  const files = page.locator('input[type=file]');

  await test.step('every error at once', async () => {
    await files.setInputFiles(BAD);
    await expect(page.getByRole('list', { name: 'Valgte filer' }).getByRole('listitem')).toHaveCount(BAD.length);
    await page.getByRole('button', { name: 'Kontroller filene' }).click();
    await expect(page.getByRole('heading', { name: `${ERRORS.length} feil må rettes` })).toBeFocused();
    await expect(page.getByText('Ingenting er lagret.')).toBeVisible();
    const rows = page
      .getByRole('table', { name: 'Feil i filene' })
      .getByRole('row')
      .filter({ has: page.getByRole('cell') });
    await expect(rows).toHaveCount(ERRORS.length);
    for (const [file, line, column, value, problem] of ERRORS) {
      const row = rows
        .filter({ has: page.getByRole('cell', { name: file, exact: true }) })
        .filter({ has: page.getByRole('cell', { name: line, exact: true }) });
      await expect(row.getByRole('cell')).toContainText([file, line, column, value, problem]);
    }
    await expect(page.getByRole('main')).not.toContainText(IDENTITY_NUMBER);
    await expectAccessible(page);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Last ned feillisten (CSV)' }).click(),
    ]);
    const list = await readFile(await download.path(), 'utf8');
    expect(list.trim().split('\r\n')).toHaveLength(1 + ERRORS.length);
    expect(list).not.toContain(IDENTITY_NUMBER);

    await page.getByRole('button', { name: 'Vis feilen' }).first().click();
    await expect(rows).toHaveCount(1);
    expect(await storedRows(page)).toEqual(before);
  });

  await test.step('the corrected files take the place of the bad ones', async () => {
    await files.setInputFiles(GOOD);
    await expect(page.getByRole('list', { name: 'Valgte filer' }).getByRole('listitem')).toHaveCount(GOOD.length);
    await page.getByRole('button', { name: 'Kontroller på nytt' }).click();
    await expect(page.getByRole('heading', { name: 'Alt er i orden. Slik blir det hvis du lagrer' })).toBeFocused();
    await expect(counts(page, 'participations.csv')).toHaveText(['3', '0', '0', '0']);
    await expect(counts(page, 'staff_training.csv')).toHaveText(['2', '0', '0', '0']);
    await expect(counts(page, 'external_placements.csv')).toHaveText(['1', '0', '0', '0']);
    expect(await storedRows(page)).toEqual(before);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Lagre i rapporten' }).click();
    await expect(page.getByRole('heading', { name: 'Filene er lagret i rapporten' })).toBeFocused();
    await expectAccessible(page);
  });

  const after = await storedRows(page);
  expect(after).toEqual({
    ...before,
    'participations.csv': (before['participations.csv'] ?? 0) + 3,
    'staff_training.csv': (before['staff_training.csv'] ?? 0) + 2,
    'external_placements.csv': (before['external_placements.csv'] ?? 0) + 1,
  });

  await test.step('the same files again', async () => {
    await page.getByRole('button', { name: 'Last opp flere filer' }).click();
    await files.setInputFiles(GOOD);
    await page.getByRole('button', { name: 'Kontroller filene' }).click();
    await expect(page.getByText('de endrer ingenting')).toBeVisible();
    await expect(counts(page, 'participations.csv')).toHaveText(['0', '0', '3', '0']);
    await page.getByRole('button', { name: 'Lagre i rapporten' }).click();
    await expect(page.getByRole('heading', { name: 'Filene er lagret i rapporten' })).toBeVisible();
    await expect(counts(page, 'Til sammen')).toHaveText(['0', '0', '6', '0']);
    expect(await storedRows(page)).toEqual(after);
  });

  await test.step('a changed row is told as changed', async () => {
    await page.getByRole('button', { name: 'Last opp flere filer' }).click();
    await files.setInputFiles([
      csv('participations.csv', [participation('journey-1', { nav_office: '1103' }), participation('journey-8')]),
    ]);
    await page.getByRole('button', { name: 'Kontroller filene' }).click();
    await expect(counts(page, 'participations.csv')).toHaveText(['1', '1', '0', '0']);
  });
});

test('a reader is told who may upload, and the API takes no file from them', async ({ as }) => {
  const page = await as('Liv Bratland');
  await visit(page, '/import');
  await expect(
    page.getByText('Du har lesetilgang. En medarbeider eller leder hos Fjordvekst AS kan laste opp filer.'),
  ).toBeVisible();
  await expect(page.locator('input[type=file]')).toHaveCount(0);
  const answer = await page.request.post('/files?name=participations.csv', {
    headers: { 'x-batt-request': '1', 'content-type': 'application/octet-stream' },
    data: Buffer.from('provider\n'),
  });
  expect(answer.status()).toBe(403);
  await visit(page, '/report');
  await expect(page.getByRole('link', { name: 'Last opp filer' })).toHaveCount(0);
  await arrived(page);
});
