import { TextLink } from '@batt/ui/Link';
import { Thread as ThreadEntries } from '@batt/ui/Threads';
import { StatusLine } from '@batt/ui/Toast';
import { CheckmarkIcon, PadlockLockedIcon } from '@navikt/aksel-icons';
import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Tag } from '@navikt/ds-react/Tag';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/tag.css';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useClient, useMutation, useQuery, useSubscription } from 'urql';
import { graphql, readFragment } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { NotFound } from '../../shell/NotFound.tsx';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { Actions } from './Actions.tsx';
import { Composer } from './Composer.tsx';
import { momentText } from './moments.ts';
import { Subject } from './Subject.tsx';
import { CommentFragment, firstUnread, merged, ThreadFragment } from './thread.ts';
import type { Comment, Thread } from './thread.ts';
import './dialogue.css';

const ThreadQuery = graphql(
  `
    query Thread($id: ID!, $before: String, $locale: Locale!) {
      node(id: $id) {
        __typename
        id
        ...ThreadFields
        ... on Thread {
          comments(last: 50, before: $before) {
            edges {
              node {
                id
                ...CommentFields
              }
            }
            pageInfo {
              hasPreviousPage
              startCursor
            }
          }
        }
      }
    }
  `,
  [ThreadFragment, CommentFragment],
);

const ThreadEvents = graphql(`
  subscription ThreadEvents($id: ID!) {
    threadEvents(threadId: $id) {
      kind
      comment {
        id
        seq
        mine
        personName
      }
    }
  }
`);

const MarkThreadRead = graphql(`
  mutation MarkThreadRead($input: MarkThreadReadInput!) {
    result: markThreadRead(input: $input) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`);

const ResolveThread = graphql(`
  mutation ResolveThread($input: ResolveThreadInput!) {
    result: resolveThread(input: $input) {
      __typename
      ... on ResolveThreadSuccess {
        thread {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const ReopenThread = graphql(`
  mutation ReopenThread($input: ReopenThreadInput!) {
    result: reopenThread(input: $input) {
      __typename
      ... on ReopenThreadSuccess {
        thread {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

/** One thread: the figure on top, what was said, what is to be done. New comments arrive by themselves and never move what is read. */
export function ThreadPage() {
  const { t, apiLocale } = useLanguage();
  const { id } = useParams({ from: '/threads/$id' });
  const client = useClient();
  const [{ data, error, fetching }, ask] = useQuery({ query: ThreadQuery, variables: { id, locale: apiLocale } });
  const [older, setOlder] = useState<{ comments: Comment[]; before: string | null } | null>(null);
  if (error && !data) {
    return (
      <Page title={t('thread.loading')}>
        <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
      </Page>
    );
  }
  if (!data && fetching) {
    return (
      <Page title={t('thread.loading')}>
        {[120, 72, 72, 72, 160].map((height, row) => (
          <Skeleton key={row} variant="rectangle" height={height} className="page-skeleton__row" />
        ))}
      </Page>
    );
  }
  if (data?.node?.__typename !== 'Thread') return <NotFound />;

  const { comments } = data.node;
  const newest = comments.edges.map(({ node }) => readFragment(CommentFragment, node));
  const before = older ? older.before : comments.pageInfo.hasPreviousPage ? comments.pageInfo.startCursor : null;
  const showOlder = async () => {
    const answer = await client.query(ThreadQuery, { id, before, locale: apiLocale }).toPromise();
    if (answer.data?.node?.__typename !== 'Thread') return;
    const { edges, pageInfo } = answer.data.node.comments;
    setOlder({
      comments: merged(
        older?.comments ?? [],
        edges.map(({ node }) => readFragment(CommentFragment, node)),
      ),
      before: pageInfo.hasPreviousPage ? pageInfo.startCursor : null,
    });
  };
  return (
    <OneThread
      key={id}
      thread={readFragment(ThreadFragment, data.node)}
      comments={merged(older?.comments ?? [], newest)}
      onOlder={before === null ? undefined : () => void showOlder()}
      askAgain={() => ask({ requestPolicy: 'network-only' })}
    />
  );
}

interface OneThreadProps {
  thread: Thread;
  comments: Comment[];
  onOlder: (() => void) | undefined;
  askAgain: () => void;
}

function OneThread({ thread, comments, onOlder, askAgain }: OneThreadProps) {
  const language = useLanguage();
  const { t, format } = language;
  const { id, viewerCan, provider, counterpart } = thread;
  const end = useRef<HTMLDivElement>(null);
  const last = comments.at(-1)?.seq ?? 0;
  // What is shown and what was unread are settled when the page opens, so that nothing moves while it is read.
  const [shownUpTo, setShownUpTo] = useState(last);
  const [unreadAtOpen] = useState(() => firstUnread(comments, thread.unread));
  const [unreadCount] = useState(thread.unread);
  const [said, setSaid] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, resolve] = useMutation(ResolveThread);
  const [, reopen] = useMutation(ReopenThread);
  const now = new Date();
  const shown = comments.filter(({ seq, mine }) => seq <= shownUpTo || mine);
  const arrived = comments.filter((comment) => !shown.includes(comment));

  useMarkRead(id, shown.at(-1)?.seq ?? 0);
  useSubscription({ query: ThreadEvents, variables: { id } }, (_before, event) => {
    const { comment } = event.threadEvents;
    // Whoever has the end of the thread before them is shown the comment at once.
    if (comment && !comment.mine && isInView(end.current)) {
      setShownUpTo((upTo) => Math.max(upTo, comment.seq));
      setSaid(t('thread.announced', { person: comment.personName }));
    }
    askAgain();
    return event;
  });
  useEffect(() => {
    if (unreadAtOpen) document.getElementById('unread')?.scrollIntoView({ block: 'center' });
  }, [unreadAtOpen]);

  const settle = async (isResolving: boolean) => {
    const input = { threadId: id };
    const answer = isResolving ? outcome(await resolve({ input })) : outcome(await reopen({ input }));
    const refused = { 'thread-resolved': 'thread.isResolved', 'thread-open': 'thread.isOpen' } as const;
    setRefusal(answer.success ? null : refusalText(language, answer.refusal, refused));
    if (answer.success) setSaid(t(isResolving ? 'thread.resolvedNow' : 'thread.reopenedNow'));
  };
  const reopenButton = viewerCan.includes('reopen') && (
    <Button size="small" variant="tertiary" onClick={() => void settle(false)}>
      {t('thread.reopen')}
    </Button>
  );

  return (
    <Page
      title={thread.subject}
      below={
        <>
          <Tag size="small" variant="outline" data-color="neutral">
            {t(thread.resolvedAt ? 'thread.resolvedTag' : 'thread.open')}
          </Tag>{' '}
          {t('thread.between', {
            provider: provider.name,
            counterpart: counterpart.name,
            date: format.date(thread.createdAt),
          })}
        </>
      }
      tools={
        viewerCan.includes('resolve') && (
          <Button
            size="small"
            variant="secondary"
            icon={<CheckmarkIcon aria-hidden />}
            onClick={() => void settle(true)}
          >
            {t('thread.resolve')}
          </Button>
        )
      }
    >
      <p className="thread__back">
        <TextLink href="/threads">{t('thread.back')}</TextLink>
      </p>
      <StatusLine message={said} tone="success" />
      <Refused text={refusal} />
      <div className="thread__columns">
        <div>
          <Subject thread={thread} />
          {onOlder && (
            <Button size="small" variant="tertiary" onClick={onOlder}>
              {t('thread.earlier')}
            </Button>
          )}
          <ThreadEntries
            label={t('thread.list')}
            entries={shown.map((comment) => ({
              kind: 'comment',
              id: comment.id,
              author: comment.personName,
              organisation: comment.organisation.name,
              when: momentText(comment.createdAt, now, language),
              dateTime: comment.createdAt,
              body: comment.body,
            }))}
            unread={unreadAtOpen && { before: unreadAtOpen.id, text: t('thread.unreadLine', { count: unreadCount }) }}
            arrived={
              arrived.length > 0
                ? {
                    text: t('thread.arrived', { count: arrived.length }),
                    show: t('thread.show'),
                    onShow: () => setShownUpTo(last),
                  }
                : undefined
            }
          >
            <div ref={end}>
              {thread.resolvedAt ? (
                <p className="thread__resolved">
                  {t('thread.resolvedBy', { date: format.date(thread.resolvedAt), person: thread.resolvedBy ?? '' })}{' '}
                  {reopenButton}
                </p>
              ) : viewerCan.includes('comment') ? (
                <Composer threadId={id} onSent={() => setSaid(t('thread.sent', { time: format.time(new Date()) }))} />
              ) : (
                <p>{t('thread.readOnly')}</p>
              )}
            </div>
          </ThreadEntries>
        </div>
        <aside className="thread__aside">
          <Actions thread={thread} onSaid={setSaid} />
          <section className="thread__who">
            <PadlockLockedIcon aria-hidden fontSize="1.5rem" />
            <div>
              <Heading level="2" size="xsmall">
                {t('thread.who')}
              </Heading>
              <p>{t('thread.whoText', { provider: provider.name, counterpart: counterpart.name })}</p>
            </div>
          </section>
        </aside>
      </div>
    </Page>
  );
}

function isInView(element: Element | null): boolean {
  if (!element) return false;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** Notes what is shown as read, when somebody looks at the page. */
function useMarkRead(threadId: string, seq: number) {
  const [, markRead] = useMutation(MarkThreadRead);
  useEffect(() => {
    let isNoted = false;
    const note = async () => {
      if (isNoted || seq === 0 || document.visibilityState !== 'visible') return;
      isNoted = true;
      await markRead({ input: { threadId, seq } });
    };
    void note();
    document.addEventListener('visibilitychange', note);
    return () => document.removeEventListener('visibilitychange', note);
  }, [threadId, seq, markRead]);
}
