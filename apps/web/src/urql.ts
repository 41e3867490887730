import type { Client as EventClient } from 'graphql-sse';
import { cacheExchange, Client, fetchExchange, makeOperation, mapExchange, subscriptionExchange } from 'urql';
import type { CombinedError } from 'urql';

let events: Promise<EventClient> | undefined;

/** The one connection for subscriptions, fetched and opened by the first of them. */
function eventClient(): Promise<EventClient> {
  events ??= import('graphql-sse').then(({ createClient }) =>
    createClient({
      url: '/graphql',
      credentials: 'same-origin',
      headers: { 'x-batt-request': '1' },
      retryAttempts: Infinity,
    }),
  );
  return events;
}

/**
 * The connection to the API: one POST an operation, a cache of whole documents, subscriptions as server-sent events that reconnect by themselves.
 *
 * @param onSignedOut is called when an answer says that nobody is signed in any more.
 */
export function createApiClient(onSignedOut: () => void): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    // What is known is shown at once and asked anew meanwhile: others work on the same targets and threads.
    requestPolicy: 'cache-and-network',
    fetchOptions: { credentials: 'same-origin', headers: { 'x-batt-request': '1' } },
    exchanges: [
      mapExchange({
        // A change tells what it returned, not what follows from it: an import says nothing of the figures that it moves. So
        // after any change, everything is asked anew.
        onOperation: (operation) =>
          makeOperation(operation.kind, operation, { ...operation.context, additionalTypenames: ['Query'] }),
        onError(error) {
          if (isSignedOut(error)) onSignedOut();
        },
      }),
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe(sink) {
            let ended = false;
            let unsubscribe = () => {
              ended = true;
            };
            eventClient().then((client) => {
              if (ended) return;
              unsubscribe = client.subscribe(
                { query: query ?? '', variables },
                {
                  next: ({ data, errors }) => sink.next({ data, errors: errors && [...errors] }),
                  error: (error) => sink.error(error),
                  complete: () => sink.complete(),
                },
              );
            }, sink.error);
            return { unsubscribe: () => unsubscribe() };
          },
        }),
      }),
    ],
  });
}

function isSignedOut(error: CombinedError): boolean {
  return (
    responseOf(error)?.status === 401 ||
    error.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')
  );
}

function responseOf(error: CombinedError): Response | undefined {
  return error.response instanceof Response ? error.response : undefined;
}

/** The id under which the server logged what went wrong, for the person to pass on. */
export function errorId(error: CombinedError): string | undefined {
  const inBody = error.graphQLErrors.map(({ extensions }) => extensions.requestId).find((id) => typeof id === 'string');
  return inBody ?? responseOf(error)?.headers.get('x-request-id') ?? undefined;
}
