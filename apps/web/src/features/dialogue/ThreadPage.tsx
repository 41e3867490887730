import { TextLink } from '@batt/ui/Link';
import { Alert } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { Thread as ThreadEntries } from '@batt/ui/Threads';
import type { ThreadEntry } from '@batt/ui/Threads';
import { StatusLine } from '@batt/ui/Toast';
import { ArrowUndoIcon, CheckmarkIcon, PadlockLockedIcon, PrinterSmallIcon, TasklistIcon } from '@navikt/aksel-icons';
import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Tag } from '@navikt/ds-react/Tag';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/tag.css';
import { useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useMutation, useQuery, useSubscription } from 'urql';
import { ActionFragment } from '../../actions/action.ts';
import { ActionList } from '../../actions/ActionList.tsx';
import { NewAction } from '../../actions/NewAction.tsx';
import { aimText } from '../../aim.ts';
import { graphql, readFragment } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { NotFound } from '../../shell/NotFound.tsx';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { CommentEditor, Edited, Words } from './Comment.tsx';
import { Composer } from './Composer.tsx';
import { useMentionable } from './MentionField.tsx';
import { momentText, sinceText } from './moments.ts';
import { Subject } from './Subject.tsx';
import { CommentFragment, entriesOf, firstUnread, ThreadFragment } from './thread.ts';
import type { Comment, Thread } from './thread.ts';
import './dialogue.css';

/** A thread comes whole, but for one that is longer than anybody reads. */
const MOST_COMMENTS = 500;
/** So many stand there at first; earlier ones when they are asked for. */
const SHOWN_AT_FIRST = 50;

const ThreadQuery = graphql(
  `
    query Thread($id: ID!, $locale: Locale!) {
      node(id: $id) {
        __typename
        id
        ...ThreadFields
        ... on Thread {
          comments(last: 500) {
            edges {
              node {
                id
                ...CommentFields
              }
            }
            pageInfo {
              hasPreviousPage
            }
          }
        }
      }
    }
  `,
  [ThreadFragment, CommentFragment],
);

const ThreadEvents = graphql(`
  subscription ThreadEvents($id: ID!, $after: String) {
    threadEvents(threadId: $id, after: $after) {
      kind
      cursor
      comment {
        id
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

/** One thread: what it is about on top, what was said and done, what is to be done. New comments arrive by themselves and never move what is read. */
export function ThreadPage() {
  const { t } = useLanguage();
  const { id } = useParams({ from: '/threads/$id' });
  const { node, error, fetching, askAgain } = useThread(id);
  if (error && !node) {
    return (
      <Page title={t('thread.loading')}>
        <Trouble error={error} retry={askAgain} />
      </Page>
    );
  }
  if (!node && fetching) {
    return (
      <Page title={t('thread.loading')}>
        {[120, 72, 72, 72, 160].map((height, row) => (
          <Skeleton key={row} variant="rectangle" height={height} className="page-skeleton__row" />
        ))}
      </Page>
    );
  }
  if (node?.__typename !== 'Thread') return <NotFound />;
  const { edges, pageInfo } = node.comments;
  return (
    <OneThread
      key={id}
      thread={readFragment(ThreadFragment, node)}
      comments={edges.map((edge) => readFragment(CommentFragment, edge.node))}
      isWhole={!pageInfo.hasPreviousPage}
      isBehind={error !== undefined}
    />
  );
}

/** The thread as it was last fetched. Whatever happens in it is fetched at once; while the network is away the last stays. */
function useThread(id: string) {
  const { apiLocale } = useLanguage();
  const [{ data, error, fetching, stale }, ask] = useQuery({
    query: ThreadQuery,
    variables: { id, locale: apiLocale },
  });
  const [kept, setKept] = useState(data);
  if (data && data !== kept) setKept(data);

  // One question at a time, so that no answer is overtaken by an older one.
  const isBusy = fetching || stale;
  const isWanted = useRef(false);
  const askAgain = useCallback(() => {
    isWanted.current = isBusy;
    if (!isBusy) ask({ requestPolicy: 'network-only' });
  }, [ask, isBusy]);
  useEffect(() => {
    if (isBusy || !isWanted.current) return;
    isWanted.current = false;
    ask({ requestPolicy: 'network-only' });
  }, [ask, isBusy]);
  // An answer that did not come is asked for again: when the network is back, and else every now and then.
  useEffect(() => {
    if (!error) return;
    const timer = setInterval(askAgain, 10_000);
    window.addEventListener('online', askAgain);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', askAgain);
    };
  }, [error, askAgain]);
  useSubscription({ query: ThreadEvents, variables: { id } }, (_before, event) => {
    askAgain();
    return event;
  });

  const node = data ? data.node : kept?.node?.id === id ? kept.node : undefined;
  return { node, error, fetching, askAgain };
}

interface OneThreadProps {
  thread: Thread;
  comments: Comment[];
  isWhole: boolean;
  /** The last question was not answered: there may be more. */
  isBehind: boolean;
}

function OneThread({ thread, comments, isWhole, isBehind }: OneThreadProps) {
  const language = useLanguage();
  const { t, format } = language;
  const { id, viewerCan, provider, counterpart } = thread;
  const mayWrite = viewerCan.includes('comment');
  const people = useMentionable(
    mayWrite ? { provider: provider.number, counterpart: counterpart.number, counterpartKind: counterpart.kind } : null,
  );
  const last = comments.at(-1)?.seq ?? 0;
  // What is shown and what was unread are settled when the page opens, so that nothing moves while it is read.
  const [opened] = useState(() => {
    const unread = firstUnread(comments, thread.unread);
    const before = comments.find(({ seq }) => seq === (unread?.seq ?? 0) - 1);
    const first = comments.at(-SHOWN_AT_FIRST)?.seq ?? 1;
    return { unread, before, count: thread.unread, first: Math.min(first, unread?.seq ?? first) };
  });
  const [shownFrom, setShownFrom] = useState(opened.first);
  const [shownUpTo, setShownUpTo] = useState(last);
  const [editing, setEditing] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, resolve] = useMutation(ResolveThread);
  const [, reopen] = useMutation(ReopenThread);
  const now = new Date();
  // Whoever writes has come to the end, and sees what came before their own words.
  const upTo = Math.max(shownUpTo, comments.findLast(({ mine }) => mine)?.seq ?? 0);
  const shown = comments.filter(({ seq }) => seq >= shownFrom && seq <= upTo);
  const arrived = comments.filter(({ seq }) => seq > upTo);
  const isCut = shownFrom > (comments[0]?.seq ?? 1);

  useMarkRead(id, shown.at(-1)?.seq ?? 0);
  useEffect(() => {
    if (opened.unread) document.getElementById('unread')?.scrollIntoView({ block: 'center' });
  }, [opened]);

  const showArrived = () => {
    const [first] = arrived;
    setShownUpTo(last);
    // The button that was pressed goes away, so the focus moves on to what it showed.
    if (first) requestAnimationFrame(() => document.getElementById(`comment-${first.id}`)?.focus());
  };
  const settle = async (isResolving: boolean) => {
    const input = { threadId: id };
    const answer = isResolving ? outcome(await resolve({ input })) : outcome(await reopen({ input }));
    const refused = { 'thread-resolved': 'thread.isResolved', 'thread-open': 'thread.isOpen' } as const;
    setRefusal(answer.success ? null : refusalText(language, answer.refusal, refused));
    if (answer.success) setSaid(t(isResolving ? 'thread.resolvedNow' : 'thread.reopenedNow'));
  };
  const stopEditing = (comment: Comment, done?: string) => {
    setEditing(null);
    if (done) setSaid(done);
    requestAnimationFrame(() => document.getElementById(`comment-${comment.id}`)?.focus());
  };
  const momentOf = (at: string) => ({
    dateTime: at,
    short: momentText(at, now, language),
    full: format.dateTime(at),
  });
  const [oldest] = shown;
  const entries = entriesOf(thread, shown)
    // What was done while earlier comments were written is shown with them.
    .filter(({ at }) => !isCut || !oldest || at >= oldest.createdAt)
    .map((entry): ThreadEntry => {
      const moment = momentOf(entry.at);
      if (entry.kind === 'step') {
        const { seq, kind, personName: person, organisation } = entry.step;
        const text = t(`thread.step.${kind}`, { person, organisation: organisation.name });
        const icon = kind === 'RESOLVED' ? <CheckmarkIcon aria-hidden /> : <ArrowUndoIcon aria-hidden />;
        return { kind: 'step', id: `step-${seq}`, text, icon, moment };
      }
      if (entry.kind === 'target') {
        const { seq, kind, organisation } = entry.step;
        const aim = thread.indicator ? aimText(thread.indicator, entry.aim, language) : '';
        const text = t(`thread.move.${kind}`, { organisation: organisation.name, aim });
        return { kind: 'step', id: `move-${seq}`, text, icon: <TasklistIcon aria-hidden />, moment };
      }
      const { comment } = entry;
      const isEdited = editing === comment.id;
      return {
        kind: 'comment',
        id: comment.id,
        author: comment.personName,
        organisation: comment.organisation.name,
        moment,
        body: isEdited ? (
          <CommentEditor comment={comment} people={people} onDone={(done) => stopEditing(comment, done)} />
        ) : (
          <Words comment={comment} />
        ),
        note: !isEdited && comment.editedAt !== null && <Edited comment={comment} />,
        tools: !isEdited && comment.viewerCan.includes('edit') && (
          <Button size="small" variant="tertiary" onClick={() => setEditing(comment.id)}>
            {t('comment.change')}
            <span className="batt-visually-hidden"> {momentText(comment.createdAt, now, language)}</span>
          </Button>
        ),
      };
    });
  const { steps, resolvedAt } = thread;

  return (
    <Page
      title={thread.subject}
      below={
        <>
          <Tag size="small" variant="outline" data-color="neutral">
            {t(resolvedAt ? 'thread.resolvedTag' : 'thread.open')}
          </Tag>{' '}
          {t('thread.between', {
            provider: provider.name,
            counterpart: counterpart.name,
            date: format.date(thread.createdAt),
          })}
        </>
      }
      tools={
        <>
          <Button
            size="small"
            variant="tertiary"
            icon={<PrinterSmallIcon aria-hidden />}
            onClick={() => {
              // Paper holds all of it.
              flushSync(() => setShownFrom(comments[0]?.seq ?? 1));
              window.print();
            }}
          >
            {t('thread.print')}
          </Button>
          {viewerCan.includes('resolve') && (
            <Button
              size="small"
              variant="secondary"
              icon={<CheckmarkIcon aria-hidden />}
              onClick={() => void settle(true)}
            >
              {t('thread.resolve')}
            </Button>
          )}
        </>
      }
    >
      <p className="thread__back">
        <TextLink href="/threads">{t('thread.back')}</TextLink>
      </p>
      <p className="thread__printed">{t('thread.printed', { when: format.dateTime(now) })}</p>
      <StatusLine message={said} tone="success" />
      <Refused text={refusal} />
      {isBehind && <Alert>{t('thread.behind')}</Alert>}
      <div className="thread__columns">
        <div>
          <Subject thread={thread} />
          {isCut ? (
            <Button
              size="small"
              variant="tertiary"
              onClick={() => setShownFrom(Math.max(1, shownFrom - SHOWN_AT_FIRST))}
            >
              {t('thread.earlier')}
            </Button>
          ) : (
            !isWhole && <p>{t('thread.newestOnly', { count: MOST_COMMENTS })}</p>
          )}
          <ThreadEntries
            label={t('thread.list')}
            entries={entries}
            unread={
              opened.unread && {
                before: opened.unread.id,
                text: t('thread.unreadLine', {
                  count: opened.count,
                  since: opened.before ? sinceText(opened.before.createdAt, now, language) : 'none',
                }),
              }
            }
            arrived={
              arrived.length > 0
                ? {
                    text: t('thread.arrived', { count: arrived.length }),
                    show: t('thread.show'),
                    onShow: showArrived,
                  }
                : undefined
            }
          >
            {resolvedAt ? (
              <p className="thread__resolved">
                {t('thread.resolvedBy', {
                  date: format.date(resolvedAt),
                  person: steps.findLast(({ kind }) => kind === 'RESOLVED')?.personName ?? '',
                })}{' '}
                {viewerCan.includes('reopen') && (
                  <Button size="small" variant="tertiary" onClick={() => void settle(false)}>
                    {t('thread.reopen')}
                  </Button>
                )}
              </p>
            ) : mayWrite ? (
              <Composer
                threadId={id}
                people={people}
                onSent={() => setSaid(t('thread.sent', { time: format.time(new Date()) }))}
              />
            ) : (
              <p>{t('thread.readOnly')}</p>
            )}
          </ThreadEntries>
        </div>
        <aside className="thread__aside">
          <div className="thread__actions">
            <SectionList heading={t('actions.heading')} count={thread.actions.length} empty={t('actions.empty')}>
              {thread.actions.length > 0 && (
                <ActionList
                  actions={thread.actions.map((action) => readFragment(ActionFragment, action))}
                  onSaid={setSaid}
                />
              )}
            </SectionList>
            {viewerCan.includes('addAction') && (
              <NewAction from={{ threadId: id }} sides={[provider, counterpart]} onAdded={setSaid} />
            )}
          </div>
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
