import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import type { AnyVariables, Client, CombinedError, OperationResult, TypedDocumentNode } from 'urql';

interface Connection<Node> {
  edges: { node: Node }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface Pages<Node> {
  /** Null until the first page is there. */
  nodes: Node[] | null;
  hasMore: boolean;
  error?: CombinedError;
}

type Policy = 'cache-first' | 'network-only';
type Answer<List extends string> = Record<List, Connection<unknown>>;

/**
 * A long list, page by page: `more` fetches the next one, `again` all that are shown, after a change. `all` fetches every page
 * at once, for lists that are sorted here.
 *
 * @param list the name of the list in the query; the query takes the cursor as `$after`.
 * @param variables null to ask for nothing yet.
 */
export function usePages<
  List extends string,
  Data extends Answer<List>,
  Variables extends AnyVariables & { after?: string | null },
>(
  query: TypedDocumentNode<Data, Variables>,
  list: List,
  variables: Omit<Variables, 'after'> | null,
  { all = false }: { all?: boolean } = {},
) {
  type Node = Data[List]['edges'][number]['node'];
  const client = useClient();
  const key = JSON.stringify(variables);
  const [asked, setAsked] = useState<{ key: string; pages: number; policy: Policy }>({
    key,
    pages: 1,
    policy: 'network-only',
  });
  const [found, setFound] = useState<Pages<Node>>({ nodes: null, hasMore: false });
  const pages = asked.key === key ? asked.pages : 1;

  useEffect(() => {
    let isWanted = true;
    // Another list begins anew with its first page.
    const { pages: count, policy } = asked.key === key ? asked : { pages: 1, policy: 'network-only' as const };
    const most = all ? Infinity : count;
    const given = JSON.parse(key) as Variables | null;
    if (given) void loadPages(client, query, list, given, most, policy).then((loaded) => isWanted && setFound(loaded));
    return () => {
      isWanted = false;
    };
  }, [client, query, list, key, asked, all]);

  return {
    ...found,
    more: () => setAsked({ key, pages: pages + 1, policy: 'cache-first' }),
    again: () => setAsked({ key, pages, policy: 'network-only' }),
  };
}

async function loadPages<List extends string, Data extends Answer<List>, Variables extends AnyVariables>(
  client: Client,
  query: TypedDocumentNode<Data, Variables>,
  list: List,
  variables: Variables,
  most: number,
  requestPolicy: Policy,
): Promise<Pages<Data[List]['edges'][number]['node']>> {
  const nodes: Data[List]['edges'][number]['node'][] = [];
  let after: string | null = null;
  for (let page = 0; page < most; page++) {
    const given: Variables = { ...variables, after };
    const { data, error }: OperationResult<Data> = await client.query(query, given, { requestPolicy }).toPromise();
    if (error || !data) return { nodes: null, hasMore: false, error };
    const { edges, pageInfo } = data[list];
    nodes.push(...edges.map(({ node }) => node));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    if (after === null) break;
  }
  return { nodes, hasMore: after !== null };
}
