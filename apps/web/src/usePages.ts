import type { TypedDocumentNode } from 'urql';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import type { AnyVariables, CombinedError } from 'urql';

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

/**
 * A long list, page by page: `more` fetches the next one, `again` all that are shown, after a change. `all` fetches every page
 * at once, for lists that are sorted here. `listOf` finds the list in the answer.
 */
export function usePages<Data, Variables extends AnyVariables & { after?: string | null }, Node>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after'> | null,
  listOf: (data: Data) => Connection<Node>,
  { all = false }: { all?: boolean } = {},
): Pages<Node> & { more: () => void; again: () => void } {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [asked, setAsked] = useState<{ pages: number; policy: 'cache-first' | 'network-only'; key: string }>({
    pages: 1,
    policy: 'network-only',
    key,
  });
  const [found, setFound] = useState<Pages<Node>>({ nodes: null, hasMore: false });
  // Another list begins with its first page.
  const pages = asked.key === key ? asked.pages : 1;
  const policy = asked.key === key ? asked.policy : 'network-only';

  useEffect(() => {
    let isWanted = variables !== null;
    const load = async () => {
      const nodes: Node[] = [];
      let after: string | null = null;
      for (let page = 0; all || page < pages; page++) {
        const given = { ...variables, after } as unknown as Variables;
        const { data, error } = await client.query(query, given, { requestPolicy: policy }).toPromise();
        if (!isWanted) return;
        if (error || !data) return setFound({ nodes: null, hasMore: false, error });
        const { edges, pageInfo } = listOf(data);
        nodes.push(...edges.map(({ node }) => node));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
        if (after === null) break;
      }
      setFound({ nodes, hasMore: after !== null });
    };
    if (isWanted) void load();
    return () => {
      isWanted = false;
    };
  }, [client, key, asked]);

  return {
    ...found,
    more: () => setAsked({ pages: pages + 1, policy: 'cache-first', key }),
    again: () => setAsked({ pages, policy: 'network-only', key }),
  };
}
