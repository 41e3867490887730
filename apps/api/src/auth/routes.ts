import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SignIn } from '../config.ts';
import type { SignedIn } from '../context.ts';
import type { Db } from '../db/client.ts';
import { DEMO_PATH, demoProvider } from './demo-provider.ts';
import { PAGES_CSS, failedPage } from './pages.ts';
import { endSession, findSession, findToken, hashOf, startSession } from './sessions.ts';
import { admit, openId } from './sign-in.ts';
import type { Attempt } from './sign-in.ts';

interface Options {
  db: Db;
  signIn: Exclude<SignIn, { kind: 'missing' }>;
  /** The origin that this request's browser knows the platform by. */
  originOf: (request: FastifyRequest) => string;
}

const wish = z.object({ returnTo: z.string().optional(), invitation: z.string().max(200).optional() });
const attemptShape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  invitation: z.string().optional(),
});

/** How one signs in and out: `/auth/…`, and in the demo the OpenID provider itself. */
export function mountAuth(app: FastifyInstance, { db, signIn, originOf }: Options): void {
  const openid = openId(signIn, inProcessFetch(app));

  if (signIn.kind === 'demo') {
    const answer = demoProvider(db);
    // Before any body is read: the provider reads its own.
    app.addHook('onRequest', async (request, reply) => {
      if (!request.url.startsWith(`${DEMO_PATH}/`)) return;
      reply.hijack();
      await answer(originOf(request), request.raw, reply.raw).catch((error: unknown) => {
        request.log.error(error, 'the demo sign-in failed');
        if (!reply.raw.headersSent) reply.raw.writeHead(500).end();
      });
    });
  }

  app.get('/auth/login', async (request, reply) => {
    const origin = originOf(request);
    // Cookies belong to one name of the machine: whoever came by another one starts again there.
    if (`${request.protocol}://${request.host}` !== origin && !isBehindProxy(request, origin)) {
      return reply.redirect(`${origin}${request.url}`, 302);
    }
    const { returnTo, invitation } = wish.parse(request.query);
    try {
      const { url, attempt } = await openid.begin(origin, { returnTo: ownPath(returnTo), invitation });
      setCookie(reply, origin, ATTEMPT, Buffer.from(JSON.stringify(attempt)).toString('base64url'), 600);
      return await reply.redirect(url.href, 302);
    } catch (error) {
      request.log.error(error, 'the OpenID provider cannot be reached');
      return fail(reply, 503, 'unavailable', request.id);
    }
  });

  app.get('/auth/callback', async (request, reply) => {
    const origin = originOf(request);
    const attempt = readAttempt(cookieOf(request, origin, ATTEMPT));
    clearCookie(reply, origin, ATTEMPT);
    if (!attempt) return fail(reply, 400, 'failed', request.id);
    let identity;
    try {
      identity = await openid.finish(origin, new URL(request.url, origin), attempt);
    } catch (error) {
      request.log.warn({ err: error }, 'a sign-in failed');
      return fail(reply, 400, 'failed', request.id);
    }
    const admission = await admit(db, identity, attempt.invitation);
    if (!admission) return fail(reply, 403, 'no-access', request.id);
    const before = cookieOf(request, origin, SESSION);
    if (before) await endSession(db, hashOf(before));
    setSession(reply, origin, await startSession(db, { ...admission, idToken: identity.idToken }));
    return reply.redirect(attempt.returnTo, 302);
  });

  app.post('/auth/logout', async (request, reply) => {
    requireOwnPage(request);
    const origin = originOf(request);
    const id = cookieOf(request, origin, SESSION);
    const idToken = id ? await endSession(db, hashOf(id)) : null;
    clearCookie(reply, origin, SESSION);
    // The provider being away is no reason to stay signed in here.
    const redirectTo = idToken ? await openid.endSessionUrl(origin, idToken).catch(() => undefined) : undefined;
    return { redirectTo: redirectTo ?? '/' };
  });

  app.get('/auth/pages.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(PAGES_CSS));
}

/** Who sends the request: by API token when it carries one, else by the browser's session. */
export async function authenticate(
  db: Db,
  request: FastifyRequest,
  origin: string,
  keepAwake: boolean,
): Promise<SignedIn | null> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token) return findToken(db, token);
  const id = cookieOf(request, origin, SESSION);
  return id ? findSession(db, hashOf(id), keepAwake) : null;
}

/** Gives the browser the session's id. It ends with the browser; how long it holds is for the database to say. */
export function setSession(reply: FastifyReply, origin: string, id: string): void {
  setCookie(reply, origin, SESSION, id);
}

/** Throws 403 unless a page of this origin sends the request: no form and no other site can set the header. */
export function requireOwnPage(request: FastifyRequest): void {
  if (request.headers['x-batt-request'] === '1') return;
  throw Object.assign(new Error('The header x-batt-request: 1 is missing.'), { statusCode: 403 });
}

const SESSION = 'session';
const ATTEMPT = 'sign-in';

// A name with __Host- can be set by this host alone, and over https alone.
function cookieName(origin: string, name: string): string {
  return origin.startsWith('https:') ? `__Host-${name}` : name;
}

function cookieOf(request: FastifyRequest, origin: string, name: string): string | undefined {
  return request.cookies[cookieName(origin, name)];
}

function setCookie(reply: FastifyReply, origin: string, name: string, value: string, maxAge?: number): void {
  const secure = origin.startsWith('https:');
  reply.setCookie(cookieName(origin, name), value, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge });
}

function clearCookie(reply: FastifyReply, origin: string, name: string): void {
  setCookie(reply, origin, name, '', 0);
}

function readAttempt(cookie: string | undefined): (Attempt & { invitation: string | undefined }) | undefined {
  try {
    const { invitation, ...attempt } = attemptShape.parse(
      JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString()),
    );
    return { ...attempt, invitation };
  } catch {
    return undefined;
  }
}

// A path of this origin and nothing that a browser would take for another one: `//evil.no`, `/\evil.no`.
function ownPath(path: string | undefined): string {
  const base = 'http://own.invalid';
  if (!path?.startsWith('/') || !URL.canParse(path, base)) return '/';
  const url = new URL(path, base);
  return url.origin === base ? `${url.pathname}${url.search}${url.hash}` : '/';
}

// There the request comes from the proxy and says nothing about the name that the browser used.
function isBehindProxy(request: FastifyRequest, origin: string): boolean {
  return origin.startsWith('https:') && request.protocol === 'http';
}

function fail(reply: FastifyReply, status: number, reason: Parameters<typeof failedPage>[0], requestId: string) {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(failedPage(reason, requestId));
}

// The demo's provider is this server itself; asking it needs no network and works whatever address it has outside.
function inProcessFetch(app: FastifyInstance): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const answer = await app.inject({
      method: request.method === 'POST' ? 'POST' : 'GET',
      url: request.url,
      headers: Object.fromEntries(request.headers),
      payload: request.body ? Buffer.from(await request.arrayBuffer()) : undefined,
    });
    return new Response(answer.rawPayload, {
      status: answer.statusCode,
      headers: Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string]),
    });
  };
}
