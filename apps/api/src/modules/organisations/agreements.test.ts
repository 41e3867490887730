import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { ask } from '../../test-client.ts';

const { db, drop } = await testDatabase();
afterAll(drop);
let nation: TestNation;
beforeAll(async () => void (nation = await testNation(db)));

const FIELDS = `id provider { name } navOffice { name } programme { code } validFrom validTo inForce throughOffice { name } viewerCan`;

async function list(who: string, args: object = {}) {
  const LIST = `query ($provider: String, $navOffice: String, $county: String, $inForce: Boolean) {
    agreements(provider: $provider, navOffice: $navOffice, county: $county, inForce: $inForce) { edges { node { ${FIELDS} } } } }`;
  const { data, errors } = await ask(db, who, LIST, { ...args });
  expect(errors).toBeUndefined();
  return data.agreements.edges.map((edge: { node: object }) => edge.node);
}

async function act(who: string, name: 'addAgreement' | 'endAgreement', input: object) {
  const type = name === 'addAgreement' ? 'AddAgreement' : 'EndAgreement';
  const source = `mutation ($input: ${type}Input!) { ${name}(input: $input) { __typename
    ... on ${type}Success { agreement { ${FIELDS} } } ... on UserError { code } ... on ValidationError { fields { path code } } } }`;
  const { data, errors } = await ask(db, who, source, { input });
  expect(errors).toBeUndefined();
  return data[name];
}

const OPERATOR = 'manager@operator.example';
const names = (rows: { provider: { name: string }; navOffice: { name: string } }[]) =>
  rows.map(({ provider, navOffice }) => `${provider.name}, ${navOffice.name}`);

test('agreements are listed for those they concern, by name and by whether they run', async () => {
  expect(names(await list('viewer@frogner.example'))).toEqual(['Bro AS, Nav Frogner', 'Raskt tilbake AS, Nav Frogner']);
  expect(names(await list('viewer@frogner.example', { inForce: true }))).toEqual(['Bro AS, Nav Frogner']);
  expect(names(await list('viewer@frogner.example', { inForce: false }))).toEqual(['Raskt tilbake AS, Nav Frogner']);
  expect(names(await list('viewer@sor.example'))).toEqual(['Sør AS, Nav Arendal']);
  expect(names(await list('viewer@oslo.example'))).toHaveLength(2);
  expect(names(await list('viewer@directorate.example', { county: '1000' }))).toEqual(['Sør AS, Nav Arendal']);
  expect(
    names(await list('viewer@directorate.example', { navOffice: '0312', provider: nation.numbers.raskt })),
  ).toHaveLength(1);
  expect(await list('viewer@arendal.example', { provider: nation.numbers.bro })).toEqual([]);
});

test('an office buys through the agreement of another, within it and until it ends', async () => {
  const [own] = await list(OPERATOR, { provider: nation.numbers.bro });
  expect(own).toMatchObject({ throughOffice: null, inForce: true, viewerCan: ['end', 'through'] });
  expect((await list('manager@frogner.example', { inForce: true }))[0].viewerCan).toEqual([]);
  const wanted = {
    provider: nation.numbers.bro,
    navOffice: '1001',
    programme: 'AB',
    validFrom: '2024-01-01',
    through: own.id,
  };
  for (const [more, code] of [
    [{ programme: 'KIA' }, 'another-purchase'],
    [{ navOffice: '0312' }, 'another-purchase'],
    [{ validFrom: '2019-01-01' }, 'outside-the-other'],
  ] as const) {
    expect(await act(OPERATOR, 'addAgreement', { ...wanted, ...more })).toMatchObject({ fields: [{ code }] });
  }
  // One that another association runs is no agreement to this one.
  const [foreign] = await list('manager@otherAssociation.example');
  expect(await act(OPERATOR, 'addAgreement', { ...wanted, through: foreign.id })).toMatchObject({
    fields: [{ path: 'through' }],
  });
  const through = (await act(OPERATOR, 'addAgreement', wanted)).agreement;
  expect(through).toMatchObject({ navOffice: { name: 'Nav Arendal' }, throughOffice: { name: 'Nav Frogner' } });
  expect(through.viewerCan).toEqual(['end']);
  // The office knows through whom it buys, though the other's agreement is not its to see.
  expect(await list('viewer@arendal.example', { provider: nation.numbers.bro })).toMatchObject([
    { id: through.id, throughOffice: { name: 'Nav Frogner' } },
  ]);
  expect(
    await act(OPERATOR, 'addAgreement', { ...wanted, navOffice: '0312', validFrom: '2025-01-01', through: through.id }),
  ).toMatchObject({
    fields: [{ code: 'bought-through-another' }],
  });
  const later = (await act(OPERATOR, 'addAgreement', { ...wanted, validFrom: '2025-06-01' })).agreement;

  for (const who of ['manager@bro.example', 'manager@frogner.example', 'manager@oslo.example']) {
    expect(await act(who, 'endAgreement', { id: own.id, lastDay: '2025-03-31' }), who).toMatchObject({
      __typename: 'ForbiddenError',
    });
  }
  expect(
    await act('manager@otherAssociation.example', 'endAgreement', { id: own.id, lastDay: '2025-03-31' }),
  ).toMatchObject({
    __typename: 'NotFoundError',
  });
  expect(await act(OPERATOR, 'endAgreement', { id: own.id, lastDay: '2019-03-31' })).toMatchObject({
    fields: [{ path: 'lastDay', code: 'ends-before-it-begins' }],
  });
  expect((await act(OPERATOR, 'endAgreement', { id: own.id, lastDay: '2025-03-31' })).agreement).toMatchObject({
    validTo: '2025-03-31',
    inForce: false,
    viewerCan: [],
  });
  const left = await list('viewer@bro.example');
  expect(left).toMatchObject([
    { navOffice: { name: 'Nav Arendal' }, validTo: '2025-03-31', inForce: false },
    { navOffice: { name: 'Nav Frogner' }, validTo: '2025-03-31' },
  ]);
  // What had not begun by then never does.
  expect(left.map(({ id }: { id: string }) => id)).not.toContain(later.id);
  expect(await act(OPERATOR, 'endAgreement', { id: own.id, lastDay: '2026-03-31' })).toMatchObject({
    fields: [{ code: 'ends-sooner' }],
  });
});
