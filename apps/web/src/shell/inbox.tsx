import { useRouterState } from '@tanstack/react-router';
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { useMutation, useQuery, useSubscription } from 'urql';
import { graphql } from '../graphql.ts';
import type { ResultOf } from '../graphql.ts';

const InboxQuery = graphql(`
  query Inbox {
    viewer {
      id
      unreadNotifications
      unreadElsewhere {
        unread
        organisation {
          id
          name
        }
      }
    }
    notifications(unread: true, first: 100) {
      edges {
        node {
          id
          path
        }
      }
    }
  }
`);

const NotificationArrived = graphql(`
  subscription NotificationArrived {
    notificationArrived {
      unread
      notification {
        id
      }
    }
  }
`);

/** Notes as read one notification, those that lead to a page, or all that had come by a moment. */
export const MarkNotificationRead = graphql(`
  mutation MarkNotificationRead($input: MarkNotificationReadInput!) {
    result: markNotificationRead(input: $input) {
      __typename
      ... on MarkNotificationReadSuccess {
        marked
        unread
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

type Elsewhere = NonNullable<ResultOf<typeof InboxQuery>['viewer']>['unreadElsewhere'];

interface Inbox {
  unread: number;
  /** What waits in the person's other organisations. */
  elsewhere: Elsewhere;
  /** How many have come since the client was opened. */
  arrivals: number;
}

const InboxContext = createContext<Inbox>({ unread: 0, elsewhere: [], arrivals: 0 });

/** What the viewer was told and has not read, as it is at this moment. */
export function useInbox(): Inbox {
  return use(InboxContext);
}

/** Follows the viewer's notifications. One that leads to the page that is open is read. */
export function InboxProvider({ isSignedIn, children }: { isSignedIn: boolean; children: ReactNode }) {
  const [{ data }, askAgain] = useQuery({ query: InboxQuery, pause: !isSignedIn });
  // A browser opens few connections to one server, and a page in the background needs none: it catches up when it is seen.
  const isSeen = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
  const [{ data: event }] = useSubscription({ query: NotificationArrived, pause: !isSignedIn || !isSeen });
  const [, markRead] = useMutation(MarkNotificationRead);
  const [arrivals, setArrivals] = useState(0);
  const here = useRouterState({ select: (state) => state.location.pathname });

  useEffect(() => {
    if (!event) return;
    if (event.notificationArrived.notification) setArrivals((count) => count + 1);
    askAgain({ requestPolicy: 'network-only' });
  }, [event, askAgain]);

  const read = data?.notifications.edges.find(({ node }) => isPage(node.path, here))?.node.path;
  useEffect(() => {
    if (read !== undefined && isSeen) void markRead({ input: { path: read } });
  }, [read, isSeen, markRead]);

  const inbox = useMemo(
    () => ({
      unread: data?.viewer?.unreadNotifications ?? 0,
      elsewhere: data?.viewer?.unreadElsewhere ?? [],
      arrivals,
    }),
    [data, arrivals],
  );
  return <InboxContext value={inbox}>{children}</InboxContext>;
}

function onVisibility(changed: () => void): () => void {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
}

function isPage(path: string, here: string): boolean {
  return decodeURIComponent(path.split('?')[0] ?? '') === decodeURIComponent(here);
}
