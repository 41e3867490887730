import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import Fastify from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { asSystem } from '../db/as-viewer.ts';
import { openListener } from '../db/listen.ts';
import { testDatabase } from '../db/test-database.ts';
import { invite } from '../modules/organisations/people.ts';
import { createServer } from '../server.ts';
import type { Answer } from '../test-client.ts';
import { hashOf } from './sessions.ts';

const { db, url, drop } = await testDatabase();
const listener = openListener(url);
const app = await createServer(readConfig({ LOG_LEVEL: 'silent' }), { db, listener });
const origin = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost');
afterAll(async () => {
  await app.close();
  await listener.close();
  await drop();
});

const KARI = 'kari';
const SUSPENDED = 'siv';

// One provider and one association; Kari belongs to both, Siv is suspended.
await asSystem(db, async (trx) => {
  const organisation = async (
    kind: 'county-unit' | 'provider' | 'association',
    number: string,
    name: string,
    county?: number,
  ) => {
    const row = { kind, number, name, countyUnitId: county ?? null };
    return (await trx.insertInto('organisation').values(row).returning('id').executeTakeFirstOrThrow()).id;
  };
  const county = await organisation('county-unit', '1100', 'Nav Rogaland');
  const provider = await organisation('provider', '810034882', 'Bro AS', county);
  const association = await organisation('association', '310000360', 'ASVL');
  for (const [subject, name] of [
    [KARI, 'Kari Moe'],
    [SUSPENDED, 'Siv Lie'],
  ] as const) {
    const { id } = await trx
      .insertInto('person')
      .values({ email: `${subject}@example.no`, name, suspendedAt: subject === SUSPENDED ? new Date() : null })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx.insertInto('identity').values({ issuer: 'demo', subject, personId: id }).execute();
    await trx.insertInto('membership').values({ personId: id, organisationId: provider, role: 'manager' }).execute();
    if (subject === KARI) {
      await trx
        .insertInto('membership')
        .values({ personId: id, organisationId: association, role: 'viewer', createdAt: new Date(Date.now() + 1000) })
        .execute();
    }
  }
});

beforeEach(async () => {
  await asSystem(db, (trx) => trx.deleteFrom('session').execute());
});

/** A browser: it keeps cookies by path and follows redirects by itself. */
class Browser {
  readonly cookies = new Map<string, { value: string; path: string }>();

  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const target = new URL(path, origin);
    const sent = [...this.cookies].filter(([, cookie]) => target.pathname.startsWith(cookie.path));
    const headers = new Headers(init.headers);
    if (sent.length > 0) headers.set('cookie', sent.map(([name, { value }]) => `${name}=${value}`).join('; '));
    const response = await fetch(target, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
      if (value === '' || attributes.some((attribute) => /^max-age=0/i.test(attribute))) this.cookies.delete(name);
      else this.cookies.set(name, { value, path });
    }
    return response;
  }

  async follow(path: string, init: RequestInit = {}): Promise<{ response: Response; at: URL }> {
    let at = new URL(path, origin);
    let response = await this.send(path, init);
    for (let steps = 0; steps < 10 && response.headers.has('location'); steps += 1) {
      at = new URL(response.headers.get('location') ?? '', at);
      response = await this.send(at.href);
    }
    return { response, at };
  }

  /** Chooses who to be on the demo's page, and ends where that leads. */
  async signIn(subject: string, query = '') {
    const page = await this.follow(`/auth/login${query}`);
    expect(page.at.pathname).toMatch(/^\/demo-idp\/choose\//);
    return this.follow(page.at.href, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ subject }).toString(),
    });
  }

  async ask(query: string, variables = {}): Promise<Answer> {
    const response = await this.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return response.json() as Promise<Answer>;
  }

  async viewer(): Promise<{ person: { name: string }; organisation: { name: string } } | null> {
    return (await this.ask('{ viewer { person { name } organisation { name } } }')).data.viewer;
  }
}

describe('sign-in', () => {
  test('leads by the page of demo people to where one wanted to go', async () => {
    const browser = new Browser();
    const page = await browser.follow('/auth/login?returnTo=/rapport%3Fyear=2024');
    const html = await page.response.text();
    expect(html).toContain('Kari Moe');
    expect(html).toContain('Leder, Bro AS');
    expect(html).not.toContain('Siv Lie');
    const { at } = await browser.signIn(KARI, '?returnTo=/rapport%3Fyear=2024');
    expect(at.href).toBe(`${origin}/rapport?year=2024`);
    expect(await browser.viewer()).toEqual({ person: { name: 'Kari Moe' }, organisation: { name: 'Bro AS' } });
  });

  test('keeps the session in a cookie that no script reads, and its hash alone in the database', async () => {
    const browser = new Browser();
    await browser.signIn(KARI);
    const id = browser.cookies.get('session')?.value ?? '';
    expect(Buffer.from(id, 'base64url')).toHaveLength(16);
    const rows = await asSystem(db, (trx) => trx.selectFrom('session').selectAll().execute());
    expect(rows.map(({ idHash }) => idHash)).toEqual([hashOf(id)]);
  });

  test('goes nowhere outside', async () => {
    for (const returnTo of ['https://evil.no', '//evil.no', '/\\evil.no', '/\t/evil.no', 'evil']) {
      const browser = new Browser();
      const { at } = await browser.signIn(KARI, `?returnTo=${encodeURIComponent(returnTo)}`);
      expect(at.origin).toBe(origin);
    }
  });

  test('fails with a state that is not the browser’s own', async () => {
    const [victim, attacker] = [new Browser(), new Browser()];
    await victim.follow('/auth/login');
    const callback = await stopAtCallback(attacker);
    const { response } = await victim.follow(callback);
    expect(response.status).toBe(400);
    expect(await victim.viewer()).toBeNull();
  });

  test('fails without having begun, and with a code that was used', async () => {
    const browser = new Browser();
    const callback = await stopAtCallback(browser);
    expect((await new Browser().follow(callback)).response.status).toBe(400);
    const cookies = new Map(browser.cookies);
    expect((await browser.follow(callback)).at.pathname).toBe('/');
    const again = new Browser();
    for (const [name, cookie] of cookies) again.cookies.set(name, cookie);
    expect((await again.follow(callback)).response.status).toBe(400);
    expect(await again.viewer()).toBeNull();
  });

  test('lets nobody in who is suspended or unknown, and says so with the id of the request', async () => {
    for (const subject of [SUSPENDED, 'nobody', 'new']) {
      const browser = new Browser();
      const { response } = await browser.signIn(subject);
      expect(response.status).toBe(403);
      expect(await response.text()).toContain(response.headers.get('x-request-id'));
      expect(await browser.viewer()).toBeNull();
    }
  });

  test('by an invitation ties the person to their identity, once', async () => {
    const invitation = await asSystem(db, async (trx) => {
      const { id } = await trx
        .insertInto('person')
        .values({ email: 'ny@example.no', name: 'Ny Nilsen' })
        .returning('id')
        .executeTakeFirstOrThrow();
      const { id: organisationId } = await trx
        .selectFrom('organisation')
        .where('number', '=', '810034882')
        .select('id')
        .executeTakeFirstOrThrow();
      await trx.insertInto('membership').values({ personId: id, organisationId, role: 'member' }).execute();
      return invite(trx, id);
    });
    const query = new URL(invitation, origin).search;
    const invited = new Browser();
    const page = await invited.follow(invitation);
    expect(await page.response.text()).toContain('Ny bruker');
    await invited.signIn('new', query);
    expect(await invited.viewer()).toMatchObject({ person: { name: 'Ny Nilsen' } });
    const late = new Browser();
    expect((await late.signIn('new', query)).response.status).toBe(403);
    // Somebody who is known already stays who they are.
    const known = new Browser();
    await known.signIn(KARI, query);
    expect(await known.viewer()).toMatchObject({ person: { name: 'Kari Moe' } });
  });
});

describe('a session', () => {
  test.each([
    ['without a sign of life for 30 minutes', { seenAt: sql<Date>`now() - interval '31 minutes'` }],
    ['after 8 hours', { expiresAt: sql<Date>`now() - interval '1 second'` }],
  ])('ends %s', async (_when, change) => {
    const browser = new Browser();
    await browser.signIn(KARI);
    expect(await browser.viewer()).not.toBeNull();
    await asSystem(db, (trx) => trx.updateTable('session').set(change).execute());
    expect(await browser.viewer()).toBeNull();
    expect((await browser.ask('{ counties { id } }')).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test('lasts 8 hours and stays awake while it is used', async () => {
    const browser = new Browser();
    await browser.signIn(KARI);
    await asSystem(db, (trx) =>
      trx
        .updateTable('session')
        .set({ seenAt: sql<Date>`now() - interval '29 minutes'` })
        .execute(),
    );
    await browser.viewer();
    const row = await asSystem(db, (trx) =>
      trx
        .selectFrom('session')
        .select([
          sql<number>`extract(epoch from now() - seen_at)::float8`.as('still'),
          sql<number>`extract(epoch from expires_at - created_at)::float8`.as('lasts'),
        ])
        .executeTakeFirstOrThrow(),
    );
    expect(row.still).toBeLessThan(5);
    expect(row.lasts).toBe(8 * 3600);
  });

  test('ends with the membership, and with a suspension', async () => {
    const browser = new Browser();
    await browser.signIn(KARI);
    await asSystem(db, (trx) =>
      trx.updateTable('person').set({ suspendedAt: new Date() }).where('email', '=', 'kari@example.no').execute(),
    );
    expect(await browser.viewer()).toBeNull();
    await asSystem(db, (trx) => trx.updateTable('person').set({ suspendedAt: null }).execute());
    expect(await browser.viewer()).not.toBeNull();
    await asSystem(db, (trx) =>
      trx.updateTable('membership').set({ endedAt: new Date() }).where('role', '=', 'manager').execute(),
    );
    expect(await browser.viewer()).toBeNull();
    await asSystem(db, (trx) => trx.updateTable('membership').set({ endedAt: null }).execute());
  });

  test('ends when one signs out; another site cannot do that', async () => {
    const browser = new Browser();
    await browser.signIn(KARI);
    const { value } = browser.cookies.get('session') ?? { value: '' };
    expect((await browser.send('/auth/logout', { method: 'POST' })).status).toBe(403);
    expect(await browser.viewer()).not.toBeNull();
    const response = await browser.send('/auth/logout', { method: 'POST', headers: { 'x-batt-request': '1' } });
    expect(await response.json()).toEqual({ redirectTo: '/' });
    expect(browser.cookies.has('session')).toBe(false);
    browser.cookies.set('session', { value, path: '/' });
    expect(await browser.viewer()).toBeNull();
  });

  test('ends everywhere at once', async () => {
    const [here, there] = [new Browser(), new Browser()];
    await here.signIn(KARI);
    await there.signIn(KARI);
    const { data } = await here.ask('mutation { signOutEverywhere { __typename } }');
    expect(data.signOutEverywhere.__typename).toBe('SignOutEverywhereSuccess');
    expect(await here.viewer()).toBeNull();
    expect(await there.viewer()).toBeNull();
  });
});

describe('switching organisation', () => {
  const SWITCH = `mutation ($id: ID!) { switchOrganisation(input: { organisationId: $id }) {
    __typename ... on SwitchOrganisationSuccess { viewer { organisation { name } role } } } }`;

  test('makes a new session, ends the old one, and is where one lands the next time', async () => {
    const browser = new Browser();
    await browser.signIn(KARI);
    const before = browser.cookies.get('session');
    const { data } = await browser.ask('{ viewer { memberships { organisation { id name } } } }');
    const association = data.viewer.memberships.find(
      (row: { organisation: { name: string } }) => row.organisation.name === 'ASVL',
    ).organisation;
    const answer = await browser.ask(SWITCH, { id: association.id });
    expect(answer.data.switchOrganisation).toEqual({
      __typename: 'SwitchOrganisationSuccess',
      viewer: { organisation: { name: 'ASVL' }, role: 'VIEWER' },
    });
    expect(browser.cookies.get('session')).not.toEqual(before);
    expect(await browser.viewer()).toMatchObject({ organisation: { name: 'ASVL' } });
    const old = new Browser();
    if (before) old.cookies.set('session', before);
    expect(await old.viewer()).toBeNull();
    const later = new Browser();
    await later.signIn(KARI);
    expect(await later.viewer()).toMatchObject({ organisation: { name: 'ASVL' } });
  });

  test('to an organisation that one does not belong to is as to one that does not exist', async () => {
    const browser = new Browser();
    await browser.signIn(KARI);
    const { data } = await browser.ask('{ counties { id } }');
    const foreign = await browser.ask(SWITCH, { id: data.counties[0].id });
    const none = await browser.ask(SWITCH, { id: Buffer.from('CountyUnit:999999').toString('base64') });
    expect(foreign).toEqual(none);
    expect(foreign.data.switchOrganisation.__typename).toBe('NotFoundError');
  });
});

describe('an API token', () => {
  const token = 'batt_0123456789abcdef0123456789abcdef';
  const as = async (headers: Record<string, string>, query: string): Promise<Answer> => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query }),
    });
    return response.json() as Promise<Answer>;
  };

  test('acts for its person and organisation, within its scope, until it is revoked', async () => {
    await asSystem(db, async (trx) => {
      const { personId, organisationId } = await trx
        .selectFrom('membership')
        .where('role', '=', 'manager')
        .innerJoin('person', 'person.id', 'membership.personId')
        .where('person.suspendedAt', 'is', null)
        .select(['personId', 'organisationId'])
        .executeTakeFirstOrThrow();
      await trx
        .insertInto('apiToken')
        .values({
          personId,
          organisationId,
          tokenHash: hashOf(token),
          scope: 'read',
          expiresAt: new Date(Date.now() + 60_000),
        })
        .execute();
    });
    const bearer = { authorization: `Bearer ${token}` };
    expect((await as(bearer, '{ viewer { person { name } } }')).data.viewer.person.name).toBe('Kari Moe');
    expect((await as(bearer, 'mutation { signOutEverywhere { __typename } }')).errors?.[0]?.extensions?.code).toBe(
      'FORBIDDEN',
    );
    expect((await as({ authorization: `Bearer ${token}x` }, '{ viewer { id } }')).data.viewer).toBeNull();
    await asSystem(db, (trx) => trx.updateTable('apiToken').set({ revokedAt: new Date() }).execute());
    expect((await as(bearer, '{ viewer { id } }')).data.viewer).toBeNull();
  });
});

describe('with an outside provider', () => {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const provider = Fastify();
  let issuer = '';
  let platform: Awaited<ReturnType<typeof createServer>>;
  // What the provider will say of the next code, and what the platform sent along with it.
  let claims: Record<string, unknown> = {};
  let received = new URLSearchParams();

  beforeAll(async () => {
    provider.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    provider.get('/.well-known/openid-configuration', async () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      end_session_endpoint: `${issuer}/logout`,
      id_token_signing_alg_values_supported: ['ES256'],
      authorization_response_iss_parameter_supported: true,
    }));
    provider.get('/jwks', async () => ({
      keys: [{ ...keys.publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'k' }],
    }));
    provider.post('/token', (request, reply) => {
      received = new URLSearchParams(String(request.body));
      const now = Math.floor(Date.now() / 1000);
      const payload = { iss: issuer, aud: 'batt', sub: 'ola', iat: now, exp: now + 60, ...claims };
      const signed = `${encode({ alg: 'ES256', kid: 'k' })}.${encode(payload)}`;
      const signature = sign('sha256', Buffer.from(signed), { key: keys.privateKey, dsaEncoding: 'ieee-p1363' });
      void reply.send({
        access_token: 'a',
        token_type: 'Bearer',
        id_token: `${signed}.${signature.toString('base64url')}`,
      });
    });
    issuer = await provider.listen({ port: 0, host: '127.0.0.1' });
    platform = await createServer(
      readConfig({
        LOG_LEVEL: 'silent',
        NODE_ENV: 'production',
        PUBLIC_URL: 'https://batt.test',
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: 'batt',
        OIDC_CLIENT_SECRET: 'hemmelig',
        OIDC_ACR_VALUES: 'substantial high',
      }),
      { db, listener },
    );
    await asSystem(db, async (trx) => {
      const person = await trx
        .selectFrom('person')
        .where('name', '=', 'Kari Moe')
        .select('id')
        .executeTakeFirstOrThrow();
      await trx.insertInto('identity').values({ issuer, subject: 'ola', personId: person.id }).execute();
    });
  });
  afterAll(async () => {
    await platform.close();
    await provider.close();
  });

  const headers = { host: 'batt.test', 'x-forwarded-proto': 'https' };

  async function signIn(change: Record<string, unknown> = {}, returned: Record<string, string> = {}) {
    const login = await platform.inject({ url: '/auth/login?returnTo=/start', headers });
    const asked = new URL(String(login.headers.location));
    const { searchParams } = asked;
    claims = { nonce: searchParams.get('nonce'), acr: 'high', ...change };
    const back = new URLSearchParams({ code: 'c', state: searchParams.get('state') ?? '', iss: issuer, ...returned });
    const cookie = String(login.headers['set-cookie']);
    const response = await platform.inject({
      url: `/auth/callback?${back.toString()}`,
      headers: { ...headers, cookie: cookie.split(';')[0] },
    });
    return { asked, cookie, response };
  }

  test('signs in whom its issuer and subject name, with cookies that https and this host alone may set', async () => {
    const { asked, cookie, response } = await signIn();
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      redirect_uri: 'https://batt.test/auth/callback',
      code_challenge_method: 'S256',
      acr_values: 'substantial high',
    });
    expect(
      createHash('sha256')
        .update(received.get('code_verifier') ?? '')
        .digest('base64url'),
    ).toBe(asked.searchParams.get('code_challenge'));
    expect(cookie).toMatch(/^__Host-sign-in=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(response.statusCode).toBe(302);
    expect(response.headers.location).toBe('/start');
    const session = [response.headers['set-cookie']].flat().find((line) => line?.startsWith('__Host-session='));
    expect(session).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(response.headers['strict-transport-security']).toBeDefined();
    const logout = await platform.inject({
      method: 'POST',
      url: '/auth/logout',
      headers: { ...headers, 'x-batt-request': '1', cookie: session?.split(';')[0] },
    });
    expect(logout.json().redirectTo).toMatch(new RegExp(`^${issuer}/logout\\?id_token_hint=`));
  });

  test.each([
    ['a foreign nonce', { nonce: 'other' }, {}],
    ['no nonce', { nonce: undefined }, {}],
    ['another audience', { aud: 'other' }, {}],
    ['another issuer in the token', { iss: 'https://evil.no' }, {}],
    ['another issuer in the address', {}, { iss: 'https://evil.no' }],
    ['an expired token', { exp: 1_000 }, {}],
    ['too low an assurance', { acr: 'low' }, {}],
    ['another state', {}, { state: 'other' }],
    ['an error', {}, { error: 'access_denied' }],
  ])('%s signs nobody in', async (_what, change, returned) => {
    const { response } = await signIn(change, returned);
    expect(response.statusCode).toBe(400);
    expect(String(response.headers['set-cookie'])).not.toContain('session=');
  });

  test('the same subject of another issuer is somebody else', async () => {
    await asSystem(db, (trx) =>
      trx.updateTable('identity').set({ issuer: 'https://other.no' }).where('subject', '=', 'ola').execute(),
    );
    expect((await signIn()).response.statusCode).toBe(403);
    await asSystem(db, (trx) => trx.updateTable('identity').set({ issuer }).where('subject', '=', 'ola').execute());
  });

  test('offers no demo', async () => {
    const { body } = await platform.inject({ url: '/demo-idp/.well-known/openid-configuration', headers });
    expect(body).not.toContain('authorization_endpoint');
  });
});

test('who asks to sign in too often has to wait', async () => {
  const own = await createServer(readConfig({ LOG_LEVEL: 'silent' }), { db, listener });
  const codes = new Set();
  for (let times = 0; times < 320; times += 1) codes.add((await own.inject('/auth/pages.css')).statusCode);
  expect([...codes]).toEqual([200, 429]);
  await own.close();
});

test('without a way to sign in nothing starts', async () => {
  const config = readConfig({ NODE_ENV: 'production', DATABASE_URL: url });
  await expect(createServer(config, { db, listener })).rejects.toThrow(
    /^OIDC_ISSUER must be set when NODE_ENV is production/,
  );
});

async function stopAtCallback(browser: Browser): Promise<string> {
  const page = await browser.follow('/auth/login');
  let response = await browser.send(page.at.href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `subject=${KARI}`,
  });
  for (;;) {
    const location = new URL(response.headers.get('location') ?? '', origin);
    if (location.pathname === '/auth/callback') return location.href;
    response = await browser.send(location.href);
  }
}
