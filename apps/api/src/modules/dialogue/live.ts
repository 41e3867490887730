import { EventEmitter, on } from 'node:events';
import type { Selectable, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import { notify } from '../../db/listen.ts';
import type { Database } from '../../db/tables.ts';

/** The thread that something happens in, and its two sides. */
export type Sides = Pick<Selectable<Database['thread']>, 'id' | 'providerId' | 'counterpartId'>;

/** What can happen in a thread; `following` says that from here on the follower hears everything. */
export type ThreadEventKind = 'comment' | 'edited' | 'changed' | 'following';

/** That something happened in a thread. */
export interface ThreadNotice {
  kind: ThreadEventKind;
  /** Only `following` is about no thread. */
  threadId: string | null;
  commentId: string | null;
  /** Whoever has heard this has heard everything up to here: an instant, in ISO 8601. */
  cursor: string;
}

/** Notes that something happened in a thread, and tells every process of it when the transaction commits. */
export async function announceThread(
  trx: Transaction<Database>,
  thread: Sides,
  kind: Exclude<ThreadEventKind, 'following'> = 'changed',
  commentId = '',
): Promise<void> {
  const { updatedAt } = await trx
    .updateTable('thread')
    .set({ updatedAt: sql<Date>`clock_timestamp()` })
    .where('id', '=', thread.id)
    .returning('updatedAt')
    .executeTakeFirstOrThrow();
  await notify(trx, 'thread', [
    thread.id,
    thread.providerId,
    thread.counterpartId,
    updatedAt.toISOString(),
    kind,
    commentId,
  ]);
}

// Notices come in the order of the commits, which is not quite that of the instants: a transaction that noted its change
// first may commit last. Within this it has committed or failed. What was told already is told again.
const LATE_COMMIT = sql`interval '20 seconds'`;

/**
 * What happens in the viewer's threads, or in one of them, whichever process it happens in: first what has changed since
 * `after`, then `following`, then each thing as it happens. When the connection that hears was lost it catches up in the
 * same way. It holds ids alone: whoever shows an event reads it with the rights of that moment.
 */
export function followThreads(
  context: Context,
  { threadId, after }: { threadId: string | null; after: Date | null },
): AsyncIterableIterator<ThreadNotice> {
  const { viewer, listener } = context;
  const events = new EventEmitter();
  const notices = on(events, 'notice');
  let cursor = after?.toISOString() ?? null;
  const over = new AbortController();
  const tell = (notice: ThreadNotice) => {
    cursor = notice.cursor;
    events.emit('notice', notice);
  };

  const catchUp = async () => {
    while (!over.signal.aborted) {
      try {
        const { now, changed } = await listChangedSince(context, threadId, cursor);
        for (const id of changed) tell({ kind: 'changed', threadId: id, commentId: null, cursor: cursor ?? now });
        return tell({ kind: 'following', threadId: null, commentId: null, cursor: now });
      } catch {
        // The database is away. Until this is done nothing else is told, so that no cursor passes by what is missing.
        await new Promise((resolve) => setTimeout(resolve, 1_000).unref());
      }
    }
  };
  // One after the other: what is heard while catching up waits until that is told.
  let turn = Promise.resolve();
  const stop = listener.listen('thread', ([id, providerId, counterpartId, at = '', kind, commentId]) => {
    if (!id) {
      turn = turn.then(catchUp);
      return;
    }
    const isTheirs = [Number(providerId), Number(counterpartId)].includes(viewer.organisationId);
    if (!isTheirs || (threadId !== null && id !== threadId)) return;
    const notice = { kind: kindOf(kind), threadId: id, commentId: commentId || null, cursor: at };
    turn = turn.then(() => tell(notice));
  });
  turn = turn.then(catchUp);

  return {
    async next() {
      const { value, done } = await notices.next();
      return done ? { done, value: undefined } : { done: false, value: value[0] };
    },
    async return() {
      over.abort();
      stop();
      await notices.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const kindOf = (kind: string | undefined): ThreadEventKind =>
  kind === 'comment' || kind === 'edited' ? kind : 'changed';

// The threads in which something happened since a cursor was given, and the database's clock. Nothing without a cursor.
async function listChangedSince(
  context: Context,
  threadId: string | null,
  cursor: string | null,
): Promise<{ now: string; changed: string[] }> {
  return asViewer(context.db, context.viewer, async (trx) => {
    // The clock before the question, so that nothing falls between the two.
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(trx);
    const now = rows[0]?.now.toISOString() ?? '';
    if (cursor === null) return { now, changed: [] };
    let query = trx
      .selectFrom('thread')
      .where(accessibleBy(context.ability, 'read', 'Thread'))
      .where('updatedAt', '>=', sql<Date>`${cursor}::timestamptz - ${LATE_COMMIT}`);
    if (threadId !== null) query = query.where('id', '=', threadId);
    const changed = await query.select('id').orderBy('updatedAt').execute();
    return { now, changed: changed.map(({ id }) => id) };
  });
}
