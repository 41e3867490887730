import { cacheExchange, Client, fetchExchange, makeOperation, mapExchange, subscriptionExchange } from 'urql';
import type { CombinedError, Operation } from 'urql';
import { follow } from './follow.ts';

/**
 * The connection to the API: one POST an operation, a cache of whole documents, subscriptions as server-sent events that reconnect by themselves (`follow.ts`).
 *
 * @param onSignedOut is called when an answer says that nobody is signed in any more.
 */
export function createApiClient(onSignedOut: () => void): Client {
  const client: Client = new Client({
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
      askingAnew((operation) => client.reexecuteOperation(operation)),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: follow(
              { query: query ?? '', variables },
              {
                next: ({ data, errors }) => sink.next({ data, errors: errors && [...errors] }),
                ended() {
                  sink.complete();
                  onSignedOut();
                },
              },
            ),
          }),
        }),
      }),
    ],
  });
  return client;
}

/**
 * Asks once more what was under way when a change was answered: such an answer may still be from before the change, and the
 * cache only asks anew for what it holds.
 */
function askingAnew(ask: (operation: Operation) => void) {
  const underWay = new Set<number>();
  const overtaken = new Set<number>();
  return mapExchange({
    onOperation({ kind, key }) {
      if (kind === 'query') underWay.add(key);
      if (kind === 'teardown') {
        underWay.delete(key);
        overtaken.delete(key);
      }
    },
    onResult({ operation }) {
      if (operation.kind === 'mutation') for (const key of underWay) overtaken.add(key);
      if (operation.kind !== 'query') return;
      underWay.delete(operation.key);
      if (overtaken.delete(operation.key))
        ask(makeOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }));
    },
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
