import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { complexityFromQuery } from '@pothos/plugin-complexity';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createSourceEventStream, execute, GraphQLError } from 'graphql';
import type { ExecutionArgs, ExecutionResult } from 'graphql';
import { createHandler } from 'graphql-sse';
import type { Context } from './context.ts';
import { present } from './failures.ts';
import { examine } from './graphql-limits.ts';
import { schema } from './schema.ts';

/** What one request may ask for, in fields times the lengths of lists. */
const MOST_COMPLEXITY = 100_000;
/** Streams of events that one person may have open. */
const MOST_STREAMS = 20;

interface Options {
  production: boolean;
  /** The definitions that the web client asks with, as `examine` spells them. */
  knownDefinitions: () => ReadonlySet<string>;
  /** The request's context, read when the request came. */
  contextOf: (request: FastifyRequest) => Context;
  /** The same request's context as things stand now: who follows a stream may have lost the right to. */
  renew: (request: FastifyRequest, reply: FastifyReply) => Promise<Context>;
}

/** Answers GraphQL over HTTP on `/graphql`, and subscriptions as server-sent events on the same path. */
export async function mountGraphql(app: FastifyInstance, options: Options): Promise<void> {
  const apollo = new ApolloServer<Context>({
    schema,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    // Whoever may ask with documents of their own may ask for the schema too.
    introspection: true,
    hideSchemaDetailsFromClientErrors: options.production,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginLandingPageDisabled(), complexityLimit, outwardForm],
  });
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  const answer = fastifyApolloHandler(apollo, { context: async (request) => options.contextOf(request) });
  const stream = eventStreams(app, options);

  app.route({
    method: ['GET', 'POST', 'HEAD'],
    url: '/graphql',
    bodyLimit: 200_000,
    preHandler: async (request, reply) => {
      const source = documentOf(request);
      if (source === undefined) return;
      const { refusal, definitions } = examine(source);
      if (refusal) return refuse(reply, 400, 'DOCUMENT_REFUSED', `The document ${refusal}.`);
      const isScript = options.contextOf(request).signedIn?.sessionHash === null;
      if (!options.production || isScript) return;
      const known = options.knownDefinitions();
      if (definitions.length > 0 && definitions.every((definition) => known.has(definition))) return;
      return refuse(reply, 400, 'DOCUMENT_UNKNOWN', 'The page asks what the server does not know. Load the page anew.');
    },
    handler: (request, reply) => {
      // Clients name this type among others for plain questions too.
      const isStream = request.headers.accept?.includes('text/event-stream') && isSubscription(request);
      if (isStream) return stream(request, reply);
      // What carries no cookie rides on nobody's sign-in, so that no other site can misuse it.
      if (!request.headers.cookie) request.headers['apollo-require-preflight'] = 'no cookie';
      return answer.call(app, request, reply);
    },
  });
}

function documentOf({ method, query, body }: FastifyRequest): string | undefined {
  const asked = method === 'POST' ? body : query;
  const isObject = typeof asked === 'object' && asked !== null && 'query' in asked;
  return isObject && typeof asked.query === 'string' ? asked.query : undefined;
}

function isSubscription(request: FastifyRequest): boolean {
  const source = request.method === 'POST' ? documentOf(request) : undefined;
  return source !== undefined && [...examine(source).operations].join() === 'subscription';
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

const complexityLimit: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, request, contextValue }) {
        requireSimple(document, request.variables, contextValue);
      },
    };
  },
};

function requireSimple(
  document: ExecutionArgs['document'],
  variables: Record<string, unknown> | undefined,
  context: Context,
): void {
  let complexity = 0;
  try {
    ({ complexity } = complexityFromQuery(document, { schema, ctx: context, variables: variables ?? {} }));
  } catch {
    // Variables that do not fit are told where the document is executed, which then it is not.
  }
  if (complexity <= MOST_COMPLEXITY) return;
  throw new GraphQLError(`The request asks for ${complexity} values, and at most ${MOST_COMPLEXITY} are answered.`, {
    extensions: { code: 'DOCUMENT_REFUSED', http: { status: 400 } },
  });
}

// GraphQL over HTTP wants 200 for a request that was understood when the client takes plain `application/json`.
const UNDERSTOOD = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

const outwardForm: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response, errors, contextValue }) {
        if (!errors?.length || response.body.kind !== 'single') return;
        // Apollo knows the mistakes of a request by their codes; what it takes for its own may be for a person to act on.
        const shown = (response.body.singleResult.errors ?? []).map((error, index) =>
          error.extensions?.code === 'INTERNAL_SERVER_ERROR' ? present(errors[index], contextValue) : error,
        );
        response.body.singleResult.errors = shown;
        const codes = shown.map(({ extensions }) => String(extensions?.code));
        if (codes.includes('SERVICE_UNAVAILABLE')) {
          response.http.status = 503;
          response.http.headers.set('retry-after', '2');
        } else if (
          !request.http?.headers.get('accept')?.includes('application/graphql-response+json') &&
          codes.every((code) => UNDERSTOOD.has(code))
        ) {
          response.http.status = 200;
        }
      },
    };
  },
};

function eventStreams(app: FastifyInstance, { contextOf, renew }: Options) {
  const open = new Map<AsyncGenerator<string>, string>();
  // A stream never ends by itself, so the server would wait for it.
  app.addHook('preClose', async () => {
    for (const body of open.keys()) void body.return(undefined);
  });

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const first = contextOf(request);
    const personId = first.signedIn?.viewer.personId;
    if (!personId) return refuse(reply, 401, 'UNAUTHENTICATED', 'Sign in first.');
    if ([...open.values()].filter((id) => id === personId).length >= MOST_STREAMS) {
      return refuse(reply, 429, 'TOO_MANY_STREAMS', `At most ${MOST_STREAMS} streams may be open at a time.`);
    }

    const handle = createHandler({
      schema,
      subscribe: (args) => follow({ ...args, contextValue: first }, () => renew(request, reply)),
    });
    const [body, init] = await handle({
      method: request.method,
      url: request.url,
      headers: { get: (name) => [request.headers[name]].flat().join(', ') || undefined },
      body: Object.assign({}, request.body),
      raw: request,
      context: undefined,
    });
    if (body === null || typeof body === 'string') {
      return reply
        .code(init.status)
        .headers(init.headers ?? {})
        .send(body);
    }

    open.set(body, personId);
    const end = () => void body.return(undefined);
    const endIfLost = () => void renew(request, reply).then((now) => now.signedIn ?? end(), end);
    const unlisten = first.listener.listen('access', (ids) => {
      if (ids.length === 0 || ids.includes(personId)) endIfLost();
    });
    // It may have been lost while nobody listened for that yet.
    endIfLost();
    // Time ends a session without telling anybody.
    const clock = setInterval(endIfLost, 60_000);
    reply.hijack();
    reply.raw.on('close', end).writeHead(init.status, init.headers);
    try {
      for await (const chunk of body) {
        if (!reply.raw.write(chunk))
          await new Promise((resolve) => reply.raw.once('drain', resolve).once('close', resolve));
      }
    } finally {
      clearInterval(clock);
      unlisten();
      open.delete(body);
      reply.raw.end();
    }
    return reply;
  };
}

/** Executes each event of a subscription for whoever the follower is when it happens; ends when they are nobody. */
async function follow(
  args: ExecutionArgs,
  renew: () => Promise<Context>,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  const stream = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in stream)) return stream;
  const events = stream[Symbol.asyncIterator]();
  // No generator: its `return` would wait for an event that may never come.
  const followed: AsyncIterableIterator<ExecutionResult> = {
    async next() {
      const { done, value } = await events.next();
      const contextValue = done ? undefined : await renew();
      if (!contextValue?.signedIn) {
        await events.return?.();
        return { done: true, value: undefined };
      }
      const { data, errors } = await execute({ ...args, rootValue: value, contextValue });
      const shown = errors?.map((error) => new GraphQLError(error.message, present(error, contextValue)));
      return { done: false, value: { data, ...(shown && { errors: shown }) } };
    },
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
    // graphql-sse ends nothing that lacks it: whoever had left would be listened for ever after.
    async throw(error) {
      await events.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return followed;
}
