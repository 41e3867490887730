import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSession } from '../../auth/sessions.ts';
import { readConfig } from '../../config.ts';
import { asSystem } from '../../db/as-viewer.ts';
import { openListener } from '../../db/listen.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { createServer } from '../../server.ts';
import { ask } from '../../test-client.ts';
import { pagesOf } from '../../test-files.ts';
import { installCatalogue } from '../indicators/indicators.ts';

const { db, url, drop } = await testDatabase();
const listener = openListener(url);
const app = await createServer(readConfig({ LOG_LEVEL: 'silent' }), { db, listener });
let nation: TestNation;
beforeAll(async () => {
  nation = await testNation(db);
  await asSystem(db, installCatalogue);
});
afterAll(async () => {
  await app.close();
  await listener.close();
  await drop();
});

const YEAR = 2031;

async function agree(indicator: string, value: number, programme: string | null = 'AB', year = YEAR) {
  const PROPOSE = `mutation ($input: ProposeTargetInput!) { proposeTarget(input: $input) { ... on ProposeTargetSuccess { target { id } } } }`;
  const AGREE = `mutation ($input: AgreeTargetInput!) { agreeTarget(input: $input) { ... on AgreeTargetSuccess { target { value } } } }`;
  const input = { provider: nation.numbers.bro, indicator, programme, year, value, grounds: 'x' };
  const { id } = (await ask(db, 'manager@frogner.example', PROPOSE, { input })).data.proposeTarget.target;
  const agreed = await ask(db, 'manager@bro.example', AGREE, { input: { id, version: 1 } });
  expect(agreed.data.agreeTarget.target.value).toBe(value);
  return id as string;
}

async function fetchPdf(who: Parameters<TestNation['viewer']> | null, path: string) {
  if (!who) return app.inject({ url: path });
  const { personId, organisationId } = nation.viewer(...who);
  const session = await startSession(db, { personId, organisationId, idToken: null });
  return app.inject({ url: path, headers: { cookie: `session=${session}` } });
}
const path = (year = YEAR, query = '') => `/files/agreed-targets/${nation.numbers.bro}/0312/${year}.pdf${query}`;

describe('the paper with what is agreed', () => {
  test('names the parties, each target with who agreed and when, and where to sign', async () => {
    await agree('job-acquisition', 35);
    await agree('time-to-first-workday', 7.5);
    await agree('placement-partners', 150, null);
    const response = await fetchPdf(['bro', 'viewer'], path());
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'no-store' });
    expect(response.headers['content-disposition']).toContain('avtalte-resultatmaal-810034882-0312-2031.pdf');
    const source = response.rawPayload.toString('latin1');
    expect(source).toContain('/Lang (nb-NO)');
    expect(source).toContain('/DisplayDocTitle true');
    const text = pagesOf(response.rawPayload).join('\n');
    for (const words of [
      'Avtalte resultatmål for 2031',
      'Nav Frogner (Nav-kontor, enhetsnummer 0312)',
      'Bro AS (tiltaksarrangør, organisasjonsnummer 810034882)',
      'Formidling til arbeid',
      'minst 35 prosent',
      'høyst 7,5 uker',
      'minst 150',
      'Hele virksomheten',
      'Avtalt av Nav Frogner',
      'frogner manager',
      'Avtalt av Bro AS',
      'bro manager',
      'Underskrift, leder',
      'Side 1 av 1',
    ]) {
      expect(text.replaceAll(/\s+/g, ' ')).toContain(words);
    }
    expect(text).toMatch(/[0-9a-f]{64}/);
  });

  test('is the same agreement in three languages, until something new is agreed', async () => {
    const checksum = async (query: string) =>
      /[0-9a-f]{64}/.exec(
        pagesOf((await fetchPdf(['frogner', 'manager'], path(YEAR, query))).rawPayload).join('\n'),
      )?.[0];
    const first = await checksum('');
    expect(first).toBeDefined();
    expect(await checksum('?locale=nn')).toBe(first);
    expect(await checksum('?locale=en')).toBe(first);
    const english = pagesOf((await fetchPdf(['frogner', 'manager'], path(YEAR, '?locale=en'))).rawPayload).join(' ');
    expect(english).toContain('at least 35 per cent');
    await agree('health', 80);
    expect(await checksum('')).not.toBe(first);
  });

  test('goes over several pages, each with its number', async () => {
    await asSystem(db, async (trx) => {
      const { frogner, bro } = nation.organisations;
      await trx
        .insertInto('agreement')
        .values(
          ['KIA', 'APS', 'AVKL'].map((programme) => ({
            navOfficeId: frogner,
            providerId: bro,
            programme,
            validFrom: '2020-01-01',
          })),
        )
        .execute();
    });
    const year = 2040;
    for (const programme of ['AB', 'KIA', 'APS', 'AVKL']) {
      for (const code of ['placement-participants', 'health', 'active-solutions', 'participant-survey'])
        await agree(code, 5, programme, year);
    }
    for (const code of ['nav-survey', 'employee-survey', 'staff-training', 'placement-partners'])
      await agree(code, 5, null, year);
    const pages = pagesOf((await fetchPdf(['oslo', 'viewer'], path(year))).rawPayload);
    expect(pages.length).toBeGreaterThan(1);
    for (const [index, page] of pages.entries()) expect(page).toContain(`Side ${index + 1} av ${pages.length}`);
    if (process.env['KEEP_PDF']) {
      const { writeFile } = await import('node:fs/promises');
      await writeFile(
        `${process.env['KEEP_PDF']}/long.pdf`,
        (await fetchPdf(['oslo', 'viewer'], path(year))).rawPayload,
      );
      await writeFile(
        `${process.env['KEEP_PDF']}/short.pdf`,
        (await fetchPdf(['oslo', 'viewer'], path(YEAR, '?locale=nn'))).rawPayload,
      );
    }
  });

  test('holds what is in force, also while a new round runs', async () => {
    const id = await agree('time-to-job', 28, 'AB', 2041);
    const REOPEN = `mutation ($input: ReopenTargetInput!) { reopenTarget(input: $input) { ... on ReopenTargetSuccess { target { value proposal { value } } } } }`;
    await ask(db, 'manager@frogner.example', REOPEN, { input: { id, version: 2, value: 22, grounds: 'x' } });
    const text = pagesOf((await fetchPdf(['bro', 'viewer'], path(2041))).rawPayload).join(' ');
    expect(text).toContain('høyst 28 uker');
    expect(text).not.toContain('22 uker');
  });

  test('is there for the two sides and the county unit alone', async () => {
    const statusOf = async (who: Parameters<TestNation['viewer']> | null, at = path()) =>
      (await fetchPdf(who, at)).statusCode;
    expect(await statusOf(['oslo', 'viewer'])).toBe(200);
    expect(await statusOf(null)).toBe(401);
    for (const key of ['raskt', 'sor', 'arendal', 'agder', 'directorate', 'operator', 'otherAssociation'] as const) {
      expect(await statusOf([key, 'manager']), key).toBe(404);
    }
    expect(await statusOf(['bro', 'manager'], path(2055))).toBe(404);
    expect(await statusOf(['bro', 'manager'], path(YEAR, '?locale=xx'))).toBe(404);
    expect(await statusOf(['bro', 'manager'], '/files/agreed-targets/1/2/2031.pdf')).toBe(404);
    expect(await statusOf(['bro', 'manager'], '/files/agreed-targets/1/2/x.pdf')).toBe(404);
  });
});
