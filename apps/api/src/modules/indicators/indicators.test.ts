import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import { ask } from '../../test-client.ts';
import { installCatalogue } from './indicators.ts';

const { db, drop } = await testDatabase();
afterAll(drop);
beforeAll(async () => {
  await testNation(db);
  // That nation has programmes of its own; here those of the catalogue are asked for.
  await asSystem(db, async (trx) => {
    await trx.deleteFrom('agreement').execute();
    await trx.deleteFrom('programme').execute();
    await installCatalogue(trx);
  });
});

const WHO = 'viewer@bro.example';

test('the catalogue is the thirteen and the six, also when it is installed again', async () => {
  await asSystem(db, installCatalogue);
  const { data } = await ask(
    db,
    WHO,
    `{ programmes { code name longRunning } indicators { code name(locale: EN) unit direction scope decimals programmes } }`,
  );
  expect(data.indicators).toHaveLength(13);
  expect(data.programmes.map(({ code }: { code: string }) => code)).toEqual(['VTA', 'TIA', 'AVKL', 'APS', 'KIA', 'AB']);
  expect(data.programmes[0]).toEqual({ code: 'VTA', name: 'Varig tilrettelagt arbeid', longRunning: true });
  const byCode = Object.fromEntries(data.indicators.map((row: { code: string }) => [row.code, row]));
  expect(byCode['job-acquisition']).toMatchObject({
    unit: 'PERCENT',
    direction: 'HIGHER',
    scope: 'PROGRAMME',
    programmes: ['AVKL', 'APS', 'KIA', 'AB'],
  });
  expect(byCode['placement-partners']).toMatchObject({
    unit: 'COUNT',
    scope: 'PROVIDER',
    programmes: ['VTA', 'TIA', 'AVKL', 'APS', 'KIA', 'AB'],
  });
});

test('names and explanations come in the language that is asked for', async () => {
  const { data } = await ask(
    db,
    WHO,
    `{ indicators { nb: name nn: name(locale: NN) en: name(locale: EN) explanation(locale: NN) } programmes { nn: name(locale: NN) } }`,
  );
  const [first] = data.indicators;
  expect(first.nb).toBe('Nav-undersøkelsen');
  expect(new Set([first.nb, first.en]).size).toBe(2);
  expect(data.programmes[1].nn).toBe('Tilrettelagt arbeid i arbeidsmarknadsbedrift');
});

test('of one programme come those that apply to it', async () => {
  const { data } = await ask(
    db,
    WHO,
    `{ vta: indicators(programme: "VTA") { code } kia: indicators(programme: "KIA") { code } none: indicators(programme: "XYZ") { code } }`,
  );
  const codes = (rows: { code: string }[]) => rows.map(({ code }) => code);
  expect(codes(data.vta)).not.toContain('job-acquisition');
  expect(codes(data.kia)).toEqual(expect.arrayContaining(['job-acquisition', 'formal-qualification']));
  expect(data.none).toEqual([]);
});

test('whether one suits targets is assumed until the directorate decides', async () => {
  const SUITS = `{ indicators { code ab: suitability(programme: "AB") vta: suitability(programme: "VTA") avkl: suitability(programme: "AVKL") } }`;
  const { data } = await ask(db, WHO, SUITS);
  const byCode = Object.fromEntries(data.indicators.map((row: { code: string }) => [row.code, row]));
  expect(byCode['job-acquisition']).toMatchObject({ ab: 'YES', vta: 'NO', avkl: 'UNDECIDED' });
  expect(byCode['nav-survey']).toMatchObject({ ab: 'UNDECIDED', vta: 'UNDECIDED' });
});

test('the directorate decides, for each programme or for the whole provider, and its own see who did', async () => {
  const DECIDE = `mutation ($input: DecideSuitabilityInput!) { decideSuitability(input: $input) { __typename
    ... on DecideSuitabilitySuccess { indicator { suitability(programme: "VTA") decisions { programme { code } suits decidedBy } } }
    ... on UserError { code } } }`;
  const decide = async (who: string, input: object) => (await ask(db, who, DECIDE, { input })).data.decideSuitability;
  const whole = { indicator: 'placement-partners', programme: null, suits: 'YES' };
  expect(await decide('member@directorate.example', whole)).toMatchObject({ __typename: 'ForbiddenError' });
  expect(await decide('manager@directorate.example', whole)).toMatchObject({
    indicator: {
      suitability: 'YES',
      decisions: [{ programme: null, suits: 'YES', decidedBy: 'directorate manager' }],
    },
  });
  // A new decision takes the place of the one before.
  expect((await decide('manager@directorate.example', { ...whole, suits: 'NO' })).indicator).toMatchObject({
    suitability: 'NO',
    decisions: [{ suits: 'NO' }],
  });
  for (const wrong of [
    { ...whole, programme: 'AB' },
    { ...whole, indicator: 'job-acquisition' },
    { indicator: 'job-acquisition', programme: 'VTA', suits: 'YES' },
  ]) {
    expect(await decide('manager@directorate.example', wrong)).toMatchObject({ code: 'not-applicable' });
  }
  const { data } = await ask(db, WHO, '{ indicators { code decisions { suits decidedAt decidedBy } } }');
  const seen = data.indicators.find(({ code }: { code: string }) => code === 'placement-partners');
  expect(seen.decisions).toEqual([{ suits: 'NO', decidedAt: expect.any(String), decidedBy: null }]);
});

test('a new version applies from its year on, and earlier years keep theirs', async () => {
  await asSystem(db, async (trx) => {
    const first = await trx
      .selectFrom('indicatorDefinition')
      .selectAll()
      .where('code', '=', 'time-in-programme')
      .executeTakeFirstOrThrow();
    const second = { ...first.definition, version: 2, band: { low: 40, high: 60 } };
    await trx
      .insertInto('indicatorDefinition')
      .values({ code: first.code, version: 2, fromYear: 2025, sortOrder: 10, definition: JSON.stringify(second) })
      .execute();
  });
  const ofYear = async (year: number | null) => {
    const { data } = await ask(
      db,
      WHO,
      `query ($year: Int) { indicators(year: $year) { code version band { low high } } }`,
      { year },
    );
    return data.indicators.find(({ code }: { code: string }) => code === 'time-in-programme');
  };
  expect(await ofYear(2024)).toMatchObject({ version: 1, band: null });
  for (const year of [2025, 2026, null])
    expect(await ofYear(year)).toMatchObject({ version: 2, band: { low: 40, high: 60 } });
});
