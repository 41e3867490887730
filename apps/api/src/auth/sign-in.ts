import * as oidc from 'openid-client';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { SignIn } from '../config.ts';
import { asSystem } from '../db/as-viewer.ts';
import type { Db } from '../db/client.ts';
import type { Database } from '../db/tables.ts';
import { hashOf } from './sessions.ts';

/** The issuer that identities of the demo are kept under, whatever address the demo runs at. */
export const DEMO_ISSUER = 'demo';

/** What the browser keeps while its person is away at the OpenID provider. */
export interface Attempt {
  state: string;
  nonce: string;
  verifier: string;
  /** Path to go on to. */
  returnTo: string;
  /** Code of the invitation that this sign-in redeems. */
  invitation: string | undefined;
}

/** Who came back from the OpenID provider. */
interface Identity {
  issuer: string;
  subject: string;
  idToken: string | null;
}

/** The relying party's side of OpenID Connect: code flow with PKCE, state and nonce. */
export interface OpenId {
  /** Where to send the browser, and what it must bring back. */
  begin(origin: string, wish: Pick<Attempt, 'returnTo' | 'invitation'>): Promise<{ url: URL; attempt: Attempt }>;
  /** Trades what the browser brought back for who the person is. Throws when anything does not match. */
  finish(origin: string, callback: URL, attempt: Attempt): Promise<Identity>;
  /** Where the browser signs out at the provider too; undefined when the provider offers none. */
  endSessionUrl(origin: string, idToken: string): Promise<string | undefined>;
}

/** @param demoFetch how the embedded provider is reached, which is this very server. */
export function openId(signIn: Exclude<SignIn, { kind: 'missing' }>, demoFetch: typeof fetch): OpenId {
  const configurations = new Map<string, Promise<oidc.Configuration>>();

  // Looked up at the first sign-in and kept; a failure is not kept.
  const configuration = (origin: string): Promise<oidc.Configuration> => {
    const known = configurations.get(origin);
    if (known) return known;
    const discovered = discover(signIn, origin, demoFetch);
    configurations.set(origin, discovered);
    discovered.catch(() => configurations.delete(origin));
    return discovered;
  };

  return {
    async begin(origin, { returnTo, invitation }) {
      const config = await configuration(origin);
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        returnTo,
        invitation,
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: `${origin}/auth/callback`,
        scope: 'openid',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...(signIn.kind === 'oidc' && signIn.acrValues && { acr_values: signIn.acrValues }),
        // The demo asks who one is every time, and offers somebody new to who is invited.
        ...(signIn.kind === 'demo' && { prompt: 'login', ...(invitation && { login_hint: 'invitation' }) }),
      });
      return { url, attempt };
    },

    async finish(origin, callback, attempt) {
      const tokens = await oidc.authorizationCodeGrant(await configuration(origin), callback, {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('The OpenID provider sent no ID token.');
      if (signIn.kind === 'demo') return { issuer: DEMO_ISSUER, subject: claims.sub, idToken: null };
      if (signIn.acrValues && !signIn.acrValues.split(' ').some((value) => value === claims.acr)) {
        throw new Error('The sign-in was not at the level of assurance that was asked for.');
      }
      return { issuer: claims.iss, subject: claims.sub, idToken: tokens.id_token ?? null };
    },

    async endSessionUrl(origin, idToken) {
      const config = await configuration(origin);
      if (!config.serverMetadata().end_session_endpoint) return undefined;
      return oidc.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: `${origin}/` }).href;
    },
  };
}

async function discover(
  signIn: Exclude<SignIn, { kind: 'missing' }>,
  origin: string,
  demoFetch: typeof fetch,
): Promise<oidc.Configuration> {
  if (signIn.kind === 'demo') {
    const client = { id_token_signed_response_alg: 'ES256' };
    return oidc.discovery(new URL(`${origin}/demo-idp`), 'batt', client, oidc.None(), {
      [oidc.customFetch]: demoFetch,
      execute: [oidc.allowInsecureRequests],
    });
  }
  const issuer = new URL(signIn.issuer);
  return oidc.discovery(issuer, signIn.clientId, signIn.clientSecret, undefined, {
    // Settings let http through for this machine alone.
    execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
    timeout: 10,
  });
}

/** The person and the organisation that a session starts for. */
export interface Admission {
  personId: string;
  organisationId: number;
}

/**
 * Lets in whoever came back from the OpenID provider: the person whose identity it is, or whom the invitation was for.
 * They act for the organisation they acted for last, else for the first they joined. Undefined: nobody to let in.
 */
export async function admit(
  db: Db,
  identity: Identity,
  invitation: string | undefined,
): Promise<Admission | undefined> {
  return asSystem(db, async (trx) => {
    const personId = (invitation && (await redeem(trx, invitation, identity))) || (await findPerson(trx, identity));
    if (!personId) return undefined;
    return trx
      .selectFrom('membership')
      .innerJoin('person', 'person.id', 'membership.personId')
      .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
      .where('membership.personId', '=', personId)
      .where('membership.endedAt', 'is', null)
      .where('person.suspendedAt', 'is', null)
      .where(sql<boolean>`coalesce(organisation.valid_to, 'infinity') >= current_date`)
      .select(['membership.personId', 'membership.organisationId'])
      .orderBy(
        sql`(select max(session.created_at) from session
          where session.person_id = membership.person_id and session.organisation_id = membership.organisation_id)
          desc nulls last`,
      )
      .orderBy('membership.createdAt')
      .orderBy('organisation.id')
      .limit(1)
      .executeTakeFirst();
  });
}

async function findPerson(trx: Transaction<Database>, { issuer, subject }: Identity): Promise<string | undefined> {
  const row = await trx
    .selectFrom('identity')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .select('personId')
    .executeTakeFirst();
  return row?.personId;
}

// An identity that is already somebody's stays theirs: the invitation is then left as it was.
async function redeem(
  trx: Transaction<Database>,
  code: string,
  { issuer, subject }: Identity,
): Promise<string | undefined> {
  const invitation = await trx
    .selectFrom('invitation')
    .where('codeHash', '=', hashOf(code))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .select('personId')
    .forUpdate()
    .executeTakeFirst();
  if (!invitation) return undefined;
  const bound = await trx
    .insertInto('identity')
    .values({ issuer, subject, personId: invitation.personId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('personId')
    .executeTakeFirst();
  if (!bound) return undefined;
  await trx
    .updateTable('invitation')
    .set({ usedAt: sql`now()` })
    .where('codeHash', '=', hashOf(code))
    .execute();
  return bound.personId;
}
