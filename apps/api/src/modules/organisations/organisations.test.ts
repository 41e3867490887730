import { afterAll, describe, expect, test } from 'vitest';
import { asSystem } from '../../db/as-viewer.ts';
import { testDatabase } from '../../db/test-database.ts';
import { ask } from '../../test-client.ts';

const { db, drop } = await testDatabase();
afterAll(drop);

// Two counties with an office each; three providers, two of them the association's; one agreement.
const NUMBERS = {
  rogaland: '1100',
  agder: '1000',
  sandnes: '1102',
  arendal: '1005',
  bro: '310000557',
  fjord: '310000646',
  vekst: '310000735',
  directorate: '310000085',
  operator: '310000271',
  asvl: '310000360',
};

await asSystem(db, async (trx) => {
  const ids = new Map<string, number>();
  const add = async (
    kind: 'provider' | 'nav-office' | 'county-unit' | 'directorate' | 'association',
    key: keyof typeof NUMBERS,
    name: string,
    county?: keyof typeof NUMBERS,
  ) => {
    const row = await trx
      .insertInto('organisation')
      .values({
        kind,
        number: NUMBERS[key],
        name,
        countyUnitId: county ? ids.get(county) : null,
        isOperator: key === 'operator',
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    ids.set(key, row.id);
  };
  const id = (key: keyof typeof NUMBERS) => ids.get(key) ?? 0;
  await add('county-unit', 'rogaland', 'Nav Rogaland');
  await add('county-unit', 'agder', 'Nav Agder');
  await add('nav-office', 'sandnes', 'Nav Sandnes', 'rogaland');
  await add('nav-office', 'arendal', 'Nav Arendal', 'agder');
  await add('provider', 'bro', 'Ås Bro AS', 'rogaland');
  await add('provider', 'fjord', 'Fjord AS', 'rogaland');
  await add('provider', 'vekst', 'Vekst 100% AS', 'agder');
  await add('directorate', 'directorate', 'Arbeids- og velferdsdirektoratet');
  await add('association', 'operator', 'Attføringsbedriftene');
  await add('association', 'asvl', 'ASVL');
  await trx
    .insertInto('providerAssociation')
    .values([
      { providerId: id('bro'), associationId: id('asvl') },
      { providerId: id('fjord'), associationId: id('asvl') },
      { providerId: id('vekst'), associationId: id('operator') },
    ])
    .execute();
  await trx
    .insertInto('programme')
    .values({ code: 'AB', names: JSON.stringify({ nb: 'Arbeid med bistand', nn: '', en: '' }), sortOrder: 1 })
    .execute();
  await trx
    .insertInto('agreement')
    .values([
      { navOfficeId: id('sandnes'), providerId: id('bro'), programme: 'AB', validFrom: '2020-01-01' },
      {
        navOfficeId: id('arendal'),
        providerId: id('bro'),
        programme: 'AB',
        validFrom: '2020-01-01',
        validTo: '2020-12-31',
      },
    ])
    .execute();
  for (const [key, role] of [
    ['bro', 'manager'],
    ['bro', 'member'],
    ['fjord', 'manager'],
    ['sandnes', 'manager'],
    ['rogaland', 'viewer'],
    ['directorate', 'member'],
    ['operator', 'manager'],
    ['asvl', 'manager'],
    ['asvl', 'viewer'],
  ] as const) {
    const person = await trx
      .insertInto('person')
      .values({ email: `${role}@${key}.no`, name: `${role} ${key}` })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx
      .insertInto('membership')
      .values({ personId: person.id, organisationId: id(key), role })
      .execute();
  }
});

const idOf = async (who: string, number: string): Promise<string> => {
  const { data } = await ask(
    db,
    who,
    'query ($s: String) { organisations(search: $s) { edges { node { id number } } } }',
    { s: number },
  );
  return data.organisations.edges[0].node.id;
};
const names = (connection: { edges: { node: { name: string } }[] }) => connection.edges.map(({ node }) => node.name);

describe('organisations', () => {
  test('are asked for by somebody who is signed in', async () => {
    const { errors } = await ask(db, null, '{ counties { name } }');
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test('come by name in Norwegian order, page by page, in either direction', async () => {
    const page = `query ($first: Int, $after: String, $last: Int, $before: String) {
      providers(first: $first, after: $after, last: $last, before: $before) {
        edges { node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    const { data: one } = await ask(db, 'member@bro.no', page, { first: 2 });
    expect(names(one.providers)).toEqual(['Fjord AS', 'Vekst 100% AS']);
    expect(one.providers.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const { data: two } = await ask(db, 'member@bro.no', page, { first: 2, after: one.providers.pageInfo.endCursor });
    expect(names(two.providers)).toEqual(['Ås Bro AS']);
    expect(two.providers.pageInfo.hasNextPage).toBe(false);
    const { data: back } = await ask(db, 'member@bro.no', page, {
      last: 1,
      before: two.providers.pageInfo.startCursor,
    });
    expect(names(back.providers)).toEqual(['Vekst 100% AS']);
  });

  test('a cursor of something else is told', async () => {
    for (const after of [
      'nonsense',
      Buffer.from('["x","y"]').toString('base64url'),
      Buffer.from('[1,2]').toString('base64url'),
    ]) {
      const { errors } = await ask(
        db,
        'member@bro.no',
        'query ($a: String) { providers(after: $a) { edges { cursor } } }',
        { a: after },
      );
      expect(errors?.[0]?.message).toBe('This cursor is not one of this list.');
    }
  });

  test.each([
    [{ search: 'fjo' }, ['Fjord AS']],
    [{ search: '3100005' }, ['Ås Bro AS']],
    [{ search: '0% ' }, ['Vekst 100% AS']],
    [{ search: '%' }, ['Vekst 100% AS']],
    [{ search: '_' }, []],
    [{ county: NUMBERS.rogaland }, ['Fjord AS', 'Ås Bro AS']],
    [{ county: '9999' }, []],
    [{ association: NUMBERS.operator }, ['Vekst 100% AS']],
    [{ navOffice: NUMBERS.sandnes }, ['Ås Bro AS']],
    [{ navOffice: NUMBERS.arendal }, []],
  ])('providers with %j', async (args, expected) => {
    const { data } = await ask(
      db,
      'member@directorate.no',
      `query ($search: String, $county: String, $association: String, $navOffice: String) {
        providers(search: $search, county: $county, association: $association, navOffice: $navOffice) { edges { node { name } } } }`,
      args,
    );
    expect(names(data.providers)).toEqual(expected);
  });

  const TIES = `query ($s: String) { providers(search: $s) { edges { node {
    county { name } associations { name } programmes { code } navOffices { name } viewerMayReadScorecard viewerCan } } } }`;
  test.each([
    ['member@bro.no', ['Nav Sandnes'], true],
    ['manager@sandnes.no', ['Nav Sandnes'], true],
    ['viewer@rogaland.no', ['Nav Sandnes'], true],
    ['member@directorate.no', ['Nav Sandnes'], true],
    ['viewer@asvl.no', ['Nav Sandnes'], true],
    ['manager@fjord.no', [], false],
  ])('%s sees of a provider what is theirs to see', async (who, offices, mayRead) => {
    const { data } = await ask(db, who, TIES, { s: 'Bro' });
    expect(data.providers.edges[0].node).toEqual({
      county: { name: 'Nav Rogaland' },
      associations: [{ name: 'ASVL' }],
      programmes: offices.map(() => ({ code: 'AB' })),
      navOffices: offices.map((name) => ({ name })),
      viewerMayReadScorecard: mayRead,
      viewerCan: ['read'],
    });
  });

  test('of one kind are not found as another kind, nor by an id that names nothing', async () => {
    const id = await idOf('member@bro.no', NUMBERS.bro);
    const [, key] = Buffer.from(id, 'base64').toString().split(':');
    const encode = (text: string) => Buffer.from(text).toString('base64');
    const { data, errors } = await ask(
      db,
      'member@bro.no',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Provider { name } } }',
      {
        ids: [
          id,
          encode(`NavOffice:${key}`),
          encode('Provider:999999'),
          encode('Provider:x'),
          encode('Person:1'),
          encode('Query:1'),
          'x',
          '',
        ],
      },
    );
    expect(errors).toBeUndefined();
    expect(data.nodes).toEqual([{ id, name: 'Ås Bro AS' }, null, null, null, null, null, null, null]);
  });
});

describe('adding organisations and agreements', () => {
  const ADD = `mutation ($input: AddOrganisationInput!) { addOrganisation(input: $input) { __typename
    ... on AddOrganisationSuccess { organisation { name kind ... on Provider { county { number } associations { number } } } }
    ... on UserError { code } ... on ValidationError { fields { path code } } } }`;
  const input = {
    kind: 'PROVIDER',
    number: '310000825',
    name: ' Ny AS ',
    countyNumber: '1100',
    associationNumbers: [NUMBERS.asvl],
  };

  test('is the operator’s', async () => {
    for (const who of ['manager@bro.no', 'manager@asvl.no', 'member@directorate.no']) {
      const { data } = await ask(db, who, ADD, { input });
      expect(data.addOrganisation).toEqual({ __typename: 'ForbiddenError', code: 'may-not-add-organisation' });
    }
    const { data } = await ask(db, 'manager@operator.no', ADD, { input });
    expect(data.addOrganisation).toEqual({
      __typename: 'AddOrganisationSuccess',
      organisation: {
        name: 'Ny AS',
        kind: 'PROVIDER',
        county: { number: '1100' },
        associations: [{ number: NUMBERS.asvl }],
      },
    });
    const again = await ask(db, 'manager@operator.no', ADD, { input });
    expect(again.data.addOrganisation).toMatchObject({ __typename: 'ConflictError', code: 'organisation-exists' });
  });

  test.each([
    [{ number: '310000824' }, 'number'],
    [{ kind: 'NAV_OFFICE' }, 'number'],
    [{ name: '  ' }, 'name'],
    [{ countyNumber: '9999' }, 'countyNumber'],
    [{ countyNumber: null }, 'countyNumber'],
    [{ number: '310000930', associationNumbers: ['123'] }, 'associationNumbers'],
  ])('with %j is told at %s and adds nothing', async (change, path) => {
    const { data } = await ask(db, 'manager@operator.no', ADD, { input: { ...input, ...change } });
    expect(data.addOrganisation).toMatchObject({ __typename: 'ValidationError', fields: [{ path }] });
    const { data: after } = await ask(
      db,
      'manager@operator.no',
      '{ providers(search: "310000930") { edges { cursor } } }',
    );
    expect(after.providers.edges).toEqual([]);
  });

  const AGREE = `mutation ($input: AddAgreementInput!) { addAgreement(input: $input) { __typename
    ... on AddAgreementSuccess { agreement { provider { number } navOffice { number } programme { code } validTo } }
    ... on UserError { code } } }`;
  test('an agreement is entered by the association, and opens the scorecard at once', async () => {
    const agreement = { provider: NUMBERS.fjord, navOffice: NUMBERS.sandnes, programme: 'AB', validFrom: '2024-01-01' };
    const mayRead = '{ providers(search: "Fjord") { edges { node { viewerMayReadScorecard } } } }';
    for (const who of ['manager@fjord.no', 'manager@sandnes.no', 'viewer@asvl.no']) {
      const { data } = await ask(db, who, AGREE, { input: agreement });
      expect(data.addAgreement.__typename).toBe('ForbiddenError');
    }
    expect((await ask(db, 'manager@sandnes.no', mayRead)).data.providers.edges[0].node.viewerMayReadScorecard).toBe(
      false,
    );
    const { data } = await ask(db, 'manager@asvl.no', AGREE, { input: agreement });
    expect(data.addAgreement).toEqual({
      __typename: 'AddAgreementSuccess',
      agreement: {
        provider: { number: NUMBERS.fjord },
        navOffice: { number: '1102' },
        programme: { code: 'AB' },
        validTo: null,
      },
    });
    expect((await ask(db, 'manager@sandnes.no', mayRead)).data.providers.edges[0].node.viewerMayReadScorecard).toBe(
      true,
    );
    expect((await ask(db, 'manager@asvl.no', AGREE, { input: agreement })).data.addAgreement.__typename).toBe(
      'ConflictError',
    );
    const foreign = { ...agreement, provider: NUMBERS.vekst };
    expect((await ask(db, 'manager@asvl.no', AGREE, { input: foreign })).data.addAgreement.__typename).toBe(
      'ForbiddenError',
    );
  });

  test('an association renames itself and its members, and no others', async () => {
    const RENAME = `mutation ($id: ID!) { renameOrganisation(input: { id: $id, name: "Nytt navn" }) { __typename } }`;
    const rename = async (who: string, number: string) =>
      (await ask(db, who, RENAME, { id: await idOf(who, number) })).data.renameOrganisation.__typename;
    expect(await rename('manager@asvl.no', NUMBERS.vekst)).toBe('ForbiddenError');
    expect(await rename('manager@asvl.no', NUMBERS.asvl)).toBe('RenameOrganisationSuccess');
    expect(await rename('manager@asvl.no', '310000825')).toBe('RenameOrganisationSuccess');
    expect(await rename('manager@operator.no', '310000825')).toBe('RenameOrganisationSuccess');
  });
});

describe('people', () => {
  const PEOPLE = '{ people { edges { node { email } } } }';
  const emails = async (who: string) =>
    (await ask(db, who, PEOPLE)).data.people.edges.map(({ node }: { node: { email: string } }) => node.email).sort();

  test('are known to themselves and to who runs them', async () => {
    expect(await emails('member@bro.no')).toEqual(['member@bro.no']);
    expect(await emails('manager@bro.no')).toEqual(['manager@bro.no', 'member@bro.no']);
    expect(await emails('manager@asvl.no')).toEqual([
      'manager@asvl.no',
      'manager@bro.no',
      'manager@fjord.no',
      'member@bro.no',
      'viewer@asvl.no',
    ]);
    expect(await emails('member@directorate.no')).toEqual(['member@directorate.no']);
    expect(await emails('manager@operator.no')).toHaveLength(9);
  });

  const ADD = `mutation ($input: AddPersonInput!) { addPerson(input: $input) { __typename
    ... on AddPersonSuccess { person { id name email memberships { role organisation { name } } } invitation }
    ... on UserError { code } ... on ValidationError { fields { path } } } }`;
  const add = async (who: string, change: Record<string, unknown> = {}, number = NUMBERS.bro) =>
    (
      await ask(db, who, ADD, {
        input: {
          email: 'ny@bro.no',
          name: 'Ny Nilsen',
          role: 'MEMBER',
          organisationId: await idOf(who, number),
          ...change,
        },
      })
    ).data.addPerson;

  test('are added by a manager of the organisation, once, with an invitation', async () => {
    expect(await add('member@bro.no')).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await add('manager@bro.no', {}, NUMBERS.fjord)).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await add('manager@bro.no', { email: 'nei' })).toMatchObject({
      __typename: 'ValidationError',
      fields: [{ path: 'email' }],
    });
    expect(await add('manager@bro.no')).toMatchObject({
      __typename: 'AddPersonSuccess',
      person: {
        name: 'Ny Nilsen',
        email: 'ny@bro.no',
        memberships: [{ role: 'MEMBER', organisation: { name: 'Ås Bro AS' } }],
      },
      invitation: expect.stringMatching(/^\/auth\/login\?invitation=[\w-]{22}$/),
    });
    expect(await add('manager@bro.no', { email: 'NY@bro.no' })).toMatchObject({
      __typename: 'ConflictError',
      code: 'already-a-member',
    });
  });

  test('of others are added by the operator: whoever entered an address first may have tied it to their own sign-in', async () => {
    expect(await add('manager@fjord.no', {}, NUMBERS.fjord)).toEqual({
      __typename: 'ConflictError',
      code: 'known-elsewhere',
    });
  });

  test('of others can be added too, without a way to sign in as them, or to see where else they belong', async () => {
    const added = await add('manager@operator.no', { name: 'Annet Navn' }, NUMBERS.fjord);
    expect(added).toMatchObject({
      person: { name: 'Ny Nilsen' },
      invitation: null,
    });
    const { data } = await ask(
      db,
      'manager@fjord.no',
      'mutation ($id: ID!) { invitePerson(input: { personId: $id }) { __typename ... on UserError { code } } }',
      { id: added.person.id },
    );
    expect(data.invitePerson).toEqual({ __typename: 'ForbiddenError', code: 'may-not-invite' });
  });

  test('who sign in already are not invited again, so that nobody can sign in as them', async () => {
    const found = await ask(db, 'member@bro.no', '{ viewer { person { id } } }');
    const { id } = found.data.viewer.person;
    const invite = async () => {
      const { data } = await ask(
        db,
        'manager@bro.no',
        'mutation ($id: ID!) { invitePerson(input: { personId: $id }) { ... on InvitePersonSuccess { invitation } } }',
        { id },
      );
      return data.invitePerson.invitation;
    };
    expect(await invite()).toMatch(/invitation=/);
    const personId = Buffer.from(id, 'base64').toString().replace('Person:', '');
    const identity = { issuer: 'https://idp.example', subject: 'member', personId };
    await asSystem(db, (trx) => trx.insertInto('identity').values(identity).execute());
    expect(await invite()).toBeNull();
  });

  const SET =
    'mutation ($id: ID!, $role: Role!) { setRole(input: { membershipId: $id, role: $role }) { __typename ... on UserError { code } } }';
  const END =
    'mutation ($id: ID!) { endMembership(input: { membershipId: $id }) { __typename ... on UserError { code } } }';
  const membership = async (email: string): Promise<string> => {
    const { data } = await ask(
      db,
      'manager@operator.no',
      'query ($s: String) { people(search: $s) { edges { node { memberships { id } } } } }',
      { s: email },
    );
    return data.people.edges[0].node.memberships[0].id;
  };

  test('get another role from a manager, and an organisation keeps one', async () => {
    const [manager, member] = [await membership('manager@bro.no'), await membership('member@bro.no')];
    expect((await ask(db, 'manager@fjord.no', SET, { id: member, role: 'VIEWER' })).data.setRole).toEqual({
      __typename: 'NotFoundError',
      code: 'membership-not-found',
    });
    expect((await ask(db, 'member@bro.no', SET, { id: member, role: 'MANAGER' })).data.setRole.__typename).toBe(
      'ForbiddenError',
    );
    expect((await ask(db, 'manager@bro.no', SET, { id: manager, role: 'MEMBER' })).data.setRole).toEqual({
      __typename: 'ConflictError',
      code: 'last-manager',
    });
    expect((await ask(db, 'manager@bro.no', END, { id: manager })).data.endMembership.__typename).toBe('ConflictError');
    expect((await ask(db, 'manager@bro.no', SET, { id: member, role: 'MANAGER' })).data.setRole.__typename).toBe(
      'SetRoleSuccess',
    );
    expect((await ask(db, 'member@bro.no', END, { id: manager })).data.endMembership.__typename).toBe(
      'EndMembershipSuccess',
    );
    await expect(ask(db, 'manager@bro.no', PEOPLE)).rejects.toThrow('may not act');
  });

  test('are suspended by the operator alone, which ends their access', async () => {
    const SUSPEND =
      'mutation ($id: ID!, $on: Boolean!) { suspendPerson(input: { personId: $id, suspended: $on }) { __typename } }';
    const find = async (email: string) =>
      (
        await ask(db, 'manager@operator.no', 'query ($s: String) { people(search: $s) { edges { node { id } } } }', {
          s: email,
        })
      ).data.people.edges[0].node.id;
    const id = await find('viewer@asvl.no');
    expect((await ask(db, 'manager@asvl.no', SUSPEND, { id, on: true })).data.suspendPerson.__typename).toBe(
      'ForbiddenError',
    );
    expect((await ask(db, 'manager@fjord.no', SUSPEND, { id, on: true })).data.suspendPerson.__typename).toBe(
      'NotFoundError',
    );
    expect((await ask(db, 'manager@operator.no', SUSPEND, { id, on: true })).data.suspendPerson.__typename).toBe(
      'SuspendPersonSuccess',
    );
    await expect(ask(db, 'viewer@asvl.no', PEOPLE)).rejects.toThrow('may not act');
    const own = await find('manager@operator.no');
    expect((await ask(db, 'manager@operator.no', SUSPEND, { id: own, on: true })).data.suspendPerson.__typename).toBe(
      'ConflictError',
    );
  });

  test('and what was done to them is in the audit log of both sides', async () => {
    const { data } = await ask(db, 'member@bro.no', '{ auditLog { edges { node { action } } } }');
    expect(data.auditLog.edges.map(({ node }: { node: { action: string } }) => node.action)).toEqual(
      expect.arrayContaining(['add-person', 'set-role', 'end-membership']),
    );
  });
});

test('a token that may only read changes nothing', async () => {
  const { errors } = await ask(
    db,
    { email: 'manager@operator.no', scope: 'read' },
    'mutation { setLocale(input: { locale: NN }) { __typename } }',
  );
  expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

test('the viewer, with rights, roles and language', async () => {
  await ask(db, 'manager@asvl.no', 'mutation { setLocale(input: { locale: NN }) { __typename } }');
  const { data } = await ask(
    db,
    'manager@asvl.no',
    '{ viewer { person { name } organisation { kind } role locale memberships { role } abilities waiting { targetsToAnswer unreadThreads reportsDue } } }',
  );
  expect(data.viewer).toMatchObject({
    person: { name: 'manager asvl' },
    organisation: { kind: 'ASSOCIATION' },
    role: 'MANAGER',
    locale: 'NN',
    memberships: [{ role: 'MANAGER' }],
    waiting: { targetsToAnswer: 0, unreadThreads: 0, reportsDue: 0 },
  });
  expect(data.viewer.abilities).toContainEqual(['read', 'Organisation']);
  expect((await ask(db, null, '{ viewer { id } }')).data.viewer).toBeNull();
});
