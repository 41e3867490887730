import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { sql } from 'kysely';
import type { Configuration, Provider } from 'oidc-provider';
import { asSystem } from '../db/as-viewer.ts';
import type { Db } from '../db/client.ts';
import { peoplePage } from './pages.ts';
import type { DemoPerson } from './pages.ts';
import { DEMO_ISSUER } from './sign-in.ts';

/** Where the embedded OpenID provider lives. */
export const DEMO_PATH = '/demo-idp';

/** The answer of the embedded provider to one request under `DEMO_PATH`. */
export type DemoProvider = (origin: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * A real OpenID provider in this process that asks for no secret: whoever comes may be anybody. It signs people in who
 * have an identity of `DEMO_ISSUER` in the database.
 */
export function demoProvider(db: Db): DemoProvider {
  const providers = new Map<string, Promise<Provider>>();
  const providerAt = (origin: string) => {
    const provider = providers.get(origin) ?? createProvider(origin);
    providers.set(origin, provider);
    return provider;
  };

  return async (origin, request, response) => {
    const provider = await providerAt(origin);
    const { host, protocol } = new URL(origin);
    request.headers['x-forwarded-host'] = host;
    request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    const path = (request.url ?? '').slice(DEMO_PATH.length);
    if (!path.startsWith('/choose/')) {
      Object.assign(request, { originalUrl: request.url, url: path });
      await provider.callback()(request, response);
      return;
    }
    const details = await provider.interactionDetails(request, response).catch(() => undefined);
    if (!details) {
      // The page was open for too long, or in another browser.
      response.writeHead(303, { location: '/auth/login' }).end();
    } else if (request.method === 'POST') {
      const chosen = new URLSearchParams(await readText(request)).get('subject') ?? '';
      const accountId = chosen === 'new' ? `new-${randomUUID()}` : chosen;
      await provider.interactionFinished(request, response, { login: { accountId } });
    } else {
      const isInvited = details.params.login_hint === 'invitation';
      const html = peoplePage(`${DEMO_PATH}/choose/${details.uid}`, await demoPeople(db), isInvited);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(html);
    }
  };
}

async function createProvider(origin: string): Promise<Provider> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const settings: Configuration = {
    clients: [
      {
        client_id: 'batt',
        redirect_uris: [`${origin}/auth/callback`],
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      short: { sameSite: 'lax', path: DEMO_PATH },
      long: { sameSite: 'lax', path: DEMO_PATH },
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `${DEMO_PATH}/choose/${interaction.uid}` },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    // The platform is the only client and asks for nothing but who one is, so nobody is asked to consent.
    async loadExistingGrant({ oidc: { client, session } }) {
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
  };
  const provider = await quietly(
    async () => new (await import('oidc-provider')).Provider(`${origin}${DEMO_PATH}`, settings),
  );
  // It writes addresses as it is called from outside, whatever stands in front of it.
  provider.proxy = true;
  return provider;
}

// The library warns of Node 20, on which our tests run it, and of forgetting everything at a restart, as a demo may.
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  /* oxlint-disable no-console */
  const { warn } = console;
  console.warn = () => {};
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
  /* oxlint-enable no-console */
}

async function demoPeople(db: Db): Promise<DemoPerson[]> {
  return asSystem(db, (trx) =>
    trx
      .selectFrom('identity')
      .innerJoin('person', 'person.id', 'identity.personId')
      .innerJoin('membership', 'membership.personId', 'person.id')
      .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
      .where('identity.issuer', '=', DEMO_ISSUER)
      .where('membership.endedAt', 'is', null)
      .where('person.suspendedAt', 'is', null)
      .groupBy(['identity.subject', 'person.id'])
      .select([
        'identity.subject',
        'person.name',
        sql<
          DemoPerson['memberships']
        >`json_agg(json_build_object('kind', organisation.kind, 'organisation', organisation.name,
          'role', membership.role, 'isOperator', organisation.is_operator) order by membership.created_at, organisation.id)`.as(
          'memberships',
        ),
      ])
      .orderBy(sql`min(array_position(array['manager', 'member', 'viewer'], membership.role))`)
      .orderBy('person.name')
      .limit(300)
      .execute(),
  );
}
