import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import { encodeGlobalID } from '@pothos/plugin-relay';
import Fastify, { LogController } from 'fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { authenticate, mountAuth, requireOwnPage, setSession } from './auth/routes.ts';
import { ConfigError, isLoopback } from './config.ts';
import type { Config } from './config.ts';
import { Context } from './context.ts';
import type { Db } from './db/client.ts';
import type { Listener } from './db/listen.ts';
import { pendingMigrations } from './db/migrate.ts';
import { present } from './failures.ts';
import { mountGraphiql } from './graphiql.ts';
import { mountGraphql } from './graphql.ts';
import {
  comparisonAddress,
  comparisonFile,
  FORMATS,
  rankingAddress,
  rankingFile,
} from './modules/benchmarks/export.ts';
import type { OutFile } from './modules/benchmarks/export.ts';
import { storeFile } from './modules/imports/imports.ts';
import { MOST_BYTES } from './modules/imports/read-apart.ts';
import { agreedTargetsAddress, agreedTargetsFile } from './modules/targets/agreed-pdf.ts';
import { mountWebClient, openWebClient } from './web-client.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, and with what rights; on `/graphql` and `/files`. */
    batt: Context;
  }
}

const STATUS: Record<string, number> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  SERVICE_UNAVAILABLE: 503,
};

// Nothing is loaded from elsewhere, run inline or framed.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The whole platform on one port: web client, GraphQL, sign-in, uploads and what operations asks for. It is not
 * listening yet, and neither opens nor closes the database.
 *
 * Throws `ConfigError` when nobody would be able to sign in.
 */
export async function createServer(
  config: Config,
  { db, listener, webClient }: { db: Db; listener: Listener; webClient?: string },
): Promise<FastifyInstance> {
  const { signIn } = config;
  if (signIn.kind === 'missing') throw new ConfigError(signIn.reason);

  const app = Fastify({
    logger: { level: config.logLevel, base: null },
    // One line for each answer is enough; see `mountMetrics`.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomBytes(5).toString('hex'),
    // Who asks is told by the proxy in front, if the platform is known by another name than its own.
    trustProxy: config.publicUrl ? ['loopback', 'uniquelocal'] : false,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.removeContentTypeParser('text/plain');
  await app.register(cookie);

  const originOf = (request: FastifyRequest): string => {
    if (config.publicUrl) return config.publicUrl;
    if (isLoopback(request.host.replace(/:\d+$/, ''))) return `http://${request.host}`;
    const address = app.server.address();
    return `http://localhost:${typeof address === 'object' && address ? address.port : config.port}`;
  };
  const contextOf = async (request: FastifyRequest, reply: FastifyReply, keepAwake: boolean): Promise<Context> => {
    const origin = originOf(request);
    return new Context({
      db,
      listener,
      signedIn: await authenticate(db, request, origin, keepAwake),
      requestId: request.id,
      log: request.log,
      sendsMail: config.smtpUrl !== undefined,
      setSession: (id) => setSession(reply, origin, id),
    });
  };

  protect(app, originOf);
  answerTroubles(app);
  mountMetrics(app);
  mountHealth(app, db);
  const tooFast = rateLimit({ burst: 300, perSecond: 20 });
  app.addHook('onRequest', async (request, reply) => {
    if (/^\/(auth|demo-idp)\//.test(request.url) && tooFast(request.ip)) return refuseForNow(reply);
  });
  mountAuth(app, { db, signIn, originOf });
  const client = openWebClient(webClient);

  await app.register(async (scope) => {
    const tooOften = rateLimit({ burst: 3_000, perSecond: 300 });
    scope.decorateRequest('batt');
    scope.addHook('onRequest', async (request, reply) => {
      request.batt = await contextOf(request, reply, true);
      if (tooOften(request.batt.signedIn?.viewer.personId ?? request.ip)) return refuseForNow(reply);
    });
    await mountGraphql(scope, {
      production: config.production,
      knownDefinitions: () => client().definitions,
      contextOf: (request) => request.batt,
      renew: (request, reply) => contextOf(request, reply, false),
    });
    mountUploads(scope);
    mountDownloads(scope);
  });
  if (config.development) mountGraphiql(app);
  mountWebClient(app, client);
  return app;
}

/** What every answer tells the browser not to do with it. */
function protect(app: FastifyInstance, originOf: (request: FastifyRequest) => string): void {
  app.addHook('onRequest', async (request, { raw }) => {
    raw.setHeader('x-request-id', request.id);
    raw.setHeader('content-security-policy', CONTENT_SECURITY_POLICY);
    raw.setHeader('x-content-type-options', 'nosniff');
    raw.setHeader('referrer-policy', 'same-origin');
    raw.setHeader('cross-origin-opener-policy', 'same-origin');
    raw.setHeader('cross-origin-resource-policy', 'same-origin');
    raw.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=()');
    if (originOf(request).startsWith('https:')) raw.setHeader('strict-transport-security', 'max-age=63072000');
  });
}

function answerTroubles(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    // What the framework refuses (too large, not JSON) it words itself, without internals.
    if (error.statusCode && error.statusCode < 500) {
      return reply
        .code(error.statusCode)
        .send({ errors: [{ message: error.message, extensions: { code: error.code } }] });
    }
    const shown = present(error, { requestId: request.id, log: request.log });
    const status = STATUS[String(shown.extensions?.code)] ?? 500;
    if (status === 503) reply.header('retry-after', '2');
    return reply.code(status).send({ errors: [shown] });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ errors: [{ message: 'There is nothing here.' }] }),
  );
}

/** A data file for a check or an import, as its bare bytes. */
function mountUploads(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MOST_BYTES },
    (_request, bytes, done) => done(null, bytes),
  );
  app.post<{ Querystring: { name?: string } }>(
    '/files',
    {
      bodyLimit: MOST_BYTES,
      // Before the bytes are taken in.
      onRequest: async (request) => requireOwnPage(request),
    },
    async ({ batt, query, body }, reply) => {
      if (!batt.signedIn) return reply.code(401).send({ errors: [{ message: 'Sign in first.' }] });
      if (!query.name || query.name.length > 200 || !Buffer.isBuffer(body)) {
        return reply.code(400).send({ errors: [{ message: 'Send the bytes of one file, and its name as ?name=.' }] });
      }
      const id = await storeFile(batt, { name: query.name, bytes: body });
      return { id: encodeGlobalID('UploadedFile', id), name: query.name, bytes: body.length };
    },
  );
}

/** Comparisons, rankings and agreed targets to keep; what one may not see is not there. */
function mountDownloads(app: FastifyInstance): void {
  for (const format of FORMATS) {
    app.get(`/files/comparison.${format}`, async ({ batt, query }, reply) => {
      if (!batt.signedIn) return refuseNobody(reply);
      const address = comparisonAddress.safeParse(query);
      return send(reply, address.success ? await comparisonFile(batt, format, address.data) : null);
    });
    app.get(`/files/ranking.${format}`, async ({ batt, query }, reply) => {
      if (!batt.signedIn) return refuseNobody(reply);
      const address = rankingAddress.safeParse(query);
      return send(reply, address.success ? await rankingFile(batt, format, address.data) : null);
    });
  }
  app.get<{ Params: Record<string, string>; Querystring: Record<string, string> }>(
    '/files/agreed-targets/:provider/:navOffice/:year(^\\d{4}).pdf',
    async ({ batt, params, query }, reply) => {
      if (!batt.signedIn) return refuseNobody(reply);
      const address = agreedTargetsAddress.safeParse({ ...query, ...params });
      return send(reply, address.success ? await agreedTargetsFile(batt, address.data) : null);
    },
  );
}

function refuseNobody(reply: FastifyReply): FastifyReply {
  return reply.code(401).send({ errors: [{ message: 'Sign in first.' }] });
}

function send(reply: FastifyReply, file: OutFile | null): FastifyReply {
  if (!file) {
    reply.callNotFound();
    return reply;
  }
  return reply
    .header('content-disposition', `attachment; filename="${file.name.replace(/[^\w.-]/g, '_')}"`)
    .header('cache-control', 'no-store')
    .type(file.type)
    .send(Buffer.from(file.bytes));
}

function mountHealth(app: FastifyInstance, db: Db): void {
  let isMigrated = false;
  app.get('/healthz', async () => ({ status: 'alive' }));
  app.get('/readyz', async (request, reply) => {
    try {
      await sql`select 1`.execute(db.system);
      isMigrated ||= (await pendingMigrations(db.url)).length === 0;
      return isMigrated
        ? { status: 'ready' }
        : await reply.code(503).send({ status: 'not ready', reason: 'Migrations are pending: run batt migrate.' });
    } catch (error) {
      request.log.warn({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'not ready', reason: 'The database cannot be reached.' });
    }
  });
}

function mountMetrics(app: FastifyInstance): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async ({ method, url, routeOptions, log }, reply) => {
    const seconds = reply.elapsedTime / 1000;
    durations.observe({ method, route: routeOptions.url ?? 'none', status: reply.statusCode }, seconds);
    // The path alone: a query may hold an invitation's code or what somebody searched for.
    log.info(
      { method, path: url.split('?')[0], status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}

function refuseForNow(reply: FastifyReply): FastifyReply {
  const message = 'Too many requests at once. Try again shortly.';
  return reply
    .code(429)
    .header('retry-after', '1')
    .send({ errors: [{ message, extensions: { code: 'TOO_MANY_REQUESTS' } }] });
}

/** Counts what each asker does, as a bucket that holds `burst` and fills by `perSecond`; true when it is empty. */
function rateLimit({ burst, perSecond }: { burst: number; perSecond: number }): (asker: string) => boolean {
  const buckets = new Map<string, { left: number; at: number }>();
  return (asker) => {
    const now = performance.now() / 1000;
    // One that has been still for long enough is full again, which is what an unknown one is.
    if (buckets.size > 10_000)
      for (const [key, { at }] of buckets) if ((now - at) * perSecond > burst) buckets.delete(key);
    const { left, at } = buckets.get(asker) ?? { left: burst, at: now };
    const refilled = Math.min(burst, left + (now - at) * perSecond);
    buckets.set(asker, { left: Math.max(0, refilled - 1), at: now });
    return refilled < 1;
  };
}
