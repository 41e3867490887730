import { EventEmitter, on } from 'node:events';
import { actionsOn, rowOf } from '@batt/domain/access/ability';
import type { OrganisationKind } from '@batt/domain/access/viewer';
import { ConflictError, ForbiddenError, NotFoundError, ValidationError } from '@batt/domain/errors';
import { holdsNationalIdentityNumber } from '@batt/domain/identity-numbers';
import type { AliasableExpression, Expression, Selectable, SqlBool, Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import { notify } from '../../db/listen.ts';
import type { Database } from '../../db/tables.ts';
import { cutPage } from '../../page.ts';
import type { Page } from '../../page.ts';
import { refuseUnknownFigure } from '../indicators/indicators.ts';

type Trx = Transaction<Database>;

/** A discussion between a provider and its counterpart, with what the viewer has not read of it. */
export interface ThreadRow extends Selectable<Database['thread']> {
  unread: number;
  lastCommentId: string | null;
  /** `updatedAt` to the microsecond, which a Date cannot hold. */
  updatedKey: string;
}
export type CommentRow = Selectable<Database['comment']>;
export type ActionRow = Selectable<Database['action']>;

type Sides = Pick<ThreadRow, 'id' | 'providerId' | 'counterpartId'>;

export const threadKey = {
  schema: z.tuple([z.string().max(40), z.guid()]),
  of: (row: ThreadRow): [string, string] => [row.updatedKey, row.id],
};
export const commentKey = { schema: z.tuple([z.int()]), of: (row: CommentRow): [number] => [row.seq] };
export const actionKey = {
  // What has no due date comes last.
  schema: z.tuple([z.string().max(10), z.guid()]),
  of: (row: ActionRow): [string, string] => [row.dueDate ?? NO_DAY, row.id],
};
const NO_DAY = '9999-12-31';

export interface ThreadFilter {
  provider?: string | null;
  indicator?: string | null;
  programme?: string | null;
  year?: number | null;
  unread?: boolean | null;
  resolved?: boolean | null;
}

/** The threads that the viewer's organisation is a side of, latest first. */
export async function listThreads(context: Context, filter: ThreadFilter, page: Page<unknown[]>): Promise<ThreadRow[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    let query = threads(trx, context);
    if (filter.provider) query = query.where('thread.providerId', '=', providerNumbered(trx, filter.provider));
    if (filter.indicator) query = query.where('thread.indicator', '=', filter.indicator);
    if (filter.programme) query = query.where('thread.programme', '=', filter.programme);
    if (filter.year) query = query.where('thread.year', '=', filter.year);
    if (typeof filter.resolved === 'boolean') {
      query = query.where('thread.resolvedAt', filter.resolved ? 'is not' : 'is', null);
    }
    if (typeof filter.unread === 'boolean') {
      const unread = hasUnread(context.viewer.personId);
      query = query.where(filter.unread ? unread : sql<boolean>`not ${unread}`);
    }
    return cutPage(query, page, ['thread.updatedAt', 'thread.id'], 'desc').execute();
  });
}

/** Those of these threads that the viewer may read. */
export async function findThreads(context: Context, ids: string[]): Promise<ThreadRow[]> {
  return asViewer(context.db, context.viewer, (trx) => threads(trx, context).where('thread.id', 'in', ids).execute());
}

/** One page of a thread, oldest first. */
export async function listComments(context: Context, threadId: string, page: Page<unknown[]>): Promise<CommentRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    cutPage(comments(trx, context).where('comment.threadId', '=', threadId), page, ['comment.seq']).execute(),
  );
}

export async function findComments(context: Context, ids: string[]): Promise<CommentRow[]> {
  return asViewer(context.db, context.viewer, (trx) => comments(trx, context).where('comment.id', 'in', ids).execute());
}

/** The actions that came out of the viewer's threads, the most urgent first. */
export async function listActions(
  context: Context,
  filter: { provider?: string | null; state?: ActionRow['state'] | null },
  page: Page<unknown[]>,
): Promise<ActionRow[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    let query = trx
      .selectFrom(
        actions(trx, context)
          .select(sql<string>`coalesce(action.due_date, ${NO_DAY}::date)`.as('due'))
          .as('a'),
      )
      .selectAll('a');
    if (filter.provider) query = query.where('a.providerId', '=', providerNumbered(trx, filter.provider));
    if (filter.state) query = query.where('a.state', '=', filter.state);
    return cutPage(query, page, ['a.due', 'a.id']).execute();
  });
}

export async function findActions(context: Context, ids: string[]): Promise<ActionRow[]> {
  return asViewer(context.db, context.viewer, (trx) => actions(trx, context).where('action.id', 'in', ids).execute());
}

/** The actions of each of these threads, oldest first. */
export async function listActionsOf(context: Context, threadIds: string[]): Promise<ActionRow[][]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    actions(trx, context)
      .where('action.threadId', 'in', threadIds)
      .orderBy('action.createdAt')
      .orderBy('action.id')
      .execute(),
  );
  return threadIds.map((id) => rows.filter((row) => row.threadId === id));
}

/** How many threads hold something that the viewer has not read. */
export async function countUnreadThreads(context: Context): Promise<number> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const { count } = await trx
      .selectFrom('thread')
      .where(accessibleBy(context.ability, 'read', 'Thread'))
      .where(hasUnread(context.viewer.personId))
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  });
}

/** Counts of the viewer's threads on one provider's figures of a year: `{indicator, threads, unread}[]` as JSON. */
export function threadCounts(
  { ability, viewer }: Context,
  on: { providerId: Expression<number>; year: number; programme: string },
): AliasableExpression<ThreadCount[]> {
  return sql<ThreadCount[]>`(
    select coalesce(jsonb_agg(jsonb_build_object('indicator', indicator, 'threads', threads, 'unread', unread)), '[]')
    from (
      select thread.indicator, count(*)::int as threads, (count(*) filter (where ${hasUnread(viewer.personId)}))::int as unread
      from thread
      where thread.provider_id = ${on.providerId} and thread.year = ${on.year} and thread.indicator is not null
        and (thread.programme = ${on.programme} or thread.programme is null)
        and ${accessibleBy(ability, 'read', 'Thread')}
      group by thread.indicator
    ) counted)`;
}
export interface ThreadCount {
  indicator: string;
  threads: number;
  unread: number;
}

export interface NewThread {
  provider: string;
  /** Number of the Nav office or county unit; a Nav office or county unit is its own counterpart. */
  counterpart?: string | null;
  counterpartKind?: OrganisationKind | null;
  subject: string;
  body: string;
  indicator?: string | null;
  programme?: string | null;
  year?: number | null;
}

/**
 * Opens a discussion with its first comment; gives its id. The counterpart is a Nav office that has or had an agreement
 * with the provider, or the provider's county unit.
 */
export async function startThread(context: Context, input: NewThread): Promise<string> {
  const { viewer } = context;
  refuseIdentityNumbers({ subject: input.subject, body: input.body });
  return asViewer(context.db, viewer, async (trx) => {
    const provider = await trx
      .selectFrom('organisation')
      .where('id', '=', providerNumbered(trx, input.provider))
      .select(['id', 'countyUnitId'])
      .executeTakeFirst();
    const counterpartId =
      viewer.organisationKind === 'provider' ? await findCounterpart(trx, input) : viewer.organisationId;
    if (!provider || !counterpartId)
      throw new NotFoundError('unknown-side', 'There is no such provider or counterpart.');
    await refuseUnknownFigure(trx, input);

    const sides = { providerId: provider.id, counterpartId };
    const agreement = await trx
      .selectFrom('agreement')
      .where('providerId', '=', provider.id)
      .where('navOfficeId', '=', counterpartId)
      .select('id')
      .limit(1)
      .executeTakeFirst();
    if (!agreement && counterpartId !== provider.countyUnitId) {
      throw new ForbiddenError('no-agreement', 'A provider talks with its Nav offices and its county unit.');
    }
    if (!context.ability.can('create', rowOf('Thread', sides))) throw mayNot();

    const { id } = await trx
      .insertInto('thread')
      .values({
        ...sides,
        subject: input.subject,
        indicator: input.indicator,
        programme: input.programme,
        year: input.year,
        createdBy: viewer.personId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertComment(trx, context, { id, ...sides }, input.body);
    return id;
  });
}

/** Adds to a discussion; gives the comment's id. A resolved thread must be reopened before. */
export async function addComment(context: Context, threadId: string, body: string): Promise<string> {
  refuseIdentityNumbers({ body });
  return asViewer(context.db, context.viewer, async (trx) => {
    const thread = await lockThread(trx, context, threadId, 'Comment', 'create');
    if (thread.resolvedAt) throw new ConflictError('thread-resolved', 'The thread is resolved. Reopen it first.');
    return insertComment(trx, context, thread, body);
  });
}

/** Notes how far the viewer has read. Reading further back than before changes nothing. */
export async function markThreadRead(context: Context, threadId: string, seq: number): Promise<string> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const last = await comments(trx, context)
      .where('comment.threadId', '=', threadId)
      .clearSelect()
      .select((eb) => eb.fn.max('comment.seq').as('seq'))
      .executeTakeFirst();
    if (!last?.seq) throw noSuchThread();
    await trx
      .insertInto('threadRead')
      .values({ threadId, personId: context.viewer.personId, seq: Math.min(seq, last.seq) })
      .onConflict((conflict) =>
        conflict
          .columns(['threadId', 'personId'])
          .doUpdateSet((eb) => ({ seq: eb.fn('greatest', ['threadRead.seq', 'excluded.seq']) })),
      )
      .execute();
    return threadId;
  });
}

/** Closes a discussion, or opens it again. */
export async function setResolved(context: Context, threadId: string, resolved: boolean): Promise<string> {
  const { viewer } = context;
  return asViewer(context.db, viewer, async (trx) => {
    const thread = await lockThread(trx, context, threadId, 'Thread', 'update');
    if ((thread.resolvedAt !== null) === resolved) {
      throw resolved
        ? new ConflictError('thread-resolved', 'The thread is already resolved.')
        : new ConflictError('thread-open', 'The thread is already open.');
    }
    await trx
      .updateTable('thread')
      .set({
        resolvedAt: resolved ? sql<Date>`now()` : null,
        resolvedByName: resolved ? viewer.personName : null,
        updatedAt: sql<Date>`now()`,
      })
      .where('id', '=', threadId)
      .execute();
    await tell(trx, thread);
    return threadId;
  });
}

/** Notes what one of the two sides is to do; gives the action's id. */
export async function addAction(
  context: Context,
  input: {
    threadId: string;
    title: string;
    ownerKind: OrganisationKind;
    ownerName?: string | null;
    dueDate?: string | null;
  },
): Promise<string> {
  refuseIdentityNumbers({ title: input.title, ownerName: input.ownerName });
  return asViewer(context.db, context.viewer, async (trx) => {
    const thread = await lockThread(trx, context, input.threadId, 'Action', 'create');
    const owner = await trx
      .selectFrom('organisation')
      .where('id', 'in', [thread.providerId, thread.counterpartId])
      .where('kind', '=', input.ownerKind)
      .select('id')
      .executeTakeFirst();
    if (!owner) throw invalidField('ownerKind', 'not-a-side', 'The owner is one of the two sides of the thread.');
    const { id } = await trx
      .insertInto('action')
      .values({
        threadId: thread.id,
        providerId: thread.providerId,
        counterpartId: thread.counterpartId,
        title: input.title,
        ownerOrganisationId: owner.id,
        ownerName: input.ownerName,
        dueDate: input.dueDate,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tell(trx, thread);
    return id;
  });
}

/** Changes an action's state, due date or owner; what is left out stays. A null due date takes it away. */
export async function updateAction(
  context: Context,
  input: { id: string; state?: ActionRow['state'] | null; dueDate?: string | null; ownerName?: string | null },
): Promise<string> {
  refuseIdentityNumbers({ ownerName: input.ownerName });
  return asViewer(context.db, context.viewer, async (trx) => {
    const action = await actions(trx, context).where('action.id', '=', input.id).executeTakeFirst();
    if (!action) throw new NotFoundError('unknown-action', 'There is no such action.');
    if (!context.ability.can('update', rowOf('Action', action))) throw mayNot();
    await trx
      .updateTable('action')
      .set({
        ...(input.state && { state: input.state }),
        ...(input.dueDate !== undefined && { dueDate: input.dueDate }),
        ...(input.ownerName !== undefined && { ownerName: input.ownerName }),
        updatedAt: sql<Date>`now()`,
      })
      .where('id', '=', action.id)
      .execute();
    await tell(trx, { ...action, id: action.threadId });
    return action.id;
  });
}

/** That something happened in a thread: a new comment, or another change. */
export interface ThreadNotice {
  threadId: string;
  commentId: string | null;
}

/**
 * What happens in the viewer's threads, or in one of them, whichever process it happens in. It holds ids alone: whoever
 * shows an event reads it with the rights of that moment.
 */
export function followThreads(context: Context, threadId: string | null): AsyncIterableIterator<ThreadNotice> {
  const { viewer, listener } = context;
  const events = new EventEmitter();
  let since = new Date();
  const stop = listener.listen('thread', ([id, providerId, counterpartId, commentId = null]) => {
    if (!id) {
      void listChangedSince(context, since).then((ids) => {
        for (const changed of ids) if (threadId === null || changed === threadId) announce(changed, null);
      });
      return;
    }
    const sides = [Number(providerId), Number(counterpartId)];
    if (sides.includes(viewer.organisationId) && (threadId === null || id === threadId)) announce(id, commentId);
  });
  const announce = (id: string, commentId: string | null) => {
    since = new Date();
    events.emit('notice', { threadId: id, commentId } satisfies ThreadNotice);
  };
  const notices = on(events, 'notice');
  return {
    async next() {
      const { value, done } = await notices.next();
      return done ? { done, value: undefined } : { done: false, value: value[0] };
    },
    async return() {
      stop();
      await notices.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

// After the connection that hears was lost: notices may have been missed.
async function listChangedSince(context: Context, since: Date): Promise<string[]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('thread')
      .where(accessibleBy(context.ability, 'read', 'Thread'))
      .where('updatedAt', '>=', since)
      .select('id')
      .limit(100)
      .execute(),
  ).catch(() => []);
  return rows.map(({ id }) => id);
}

/** What the viewer may do with a thread as it stands now. */
export function threadMoves({ ability }: Context, thread: ThreadRow): string[] {
  const moves = [];
  if (ability.can('create', rowOf('Comment', thread)) && !thread.resolvedAt) moves.push('comment');
  if (ability.can('create', rowOf('Action', thread))) moves.push('addAction');
  if (ability.can('update', rowOf('Thread', thread))) moves.push(thread.resolvedAt ? 'reopen' : 'resolve');
  return moves;
}

/** What the viewer may do with an action. */
export function actionMoves({ ability }: Context, action: ActionRow): string[] {
  return actionsOn(ability, 'Action', action).filter((name) => name === 'update');
}

function threads(trx: Trx, { ability, viewer }: Context) {
  return trx
    .selectFrom('thread')
    .where(accessibleBy(ability, 'read', 'Thread'))
    .selectAll('thread')
    .select((eb) => [
      sql<number>`(
        select count(*)::int from comment where comment.thread_id = thread.id and ${isUnread(viewer.personId)})`.as(
        'unread',
      ),
      eb
        .selectFrom('comment')
        .whereRef('comment.threadId', '=', 'thread.id')
        .select('comment.id')
        .orderBy('comment.seq', 'desc')
        .limit(1)
        .as('lastCommentId'),
      sql<string>`thread.updated_at::text`.as('updatedKey'),
    ]);
}

function comments(trx: Trx, { ability }: Context) {
  return trx
    .selectFrom('comment')
    .where(accessibleBy(ability, 'read', 'Comment'))
    .selectAll('comment');
}

function actions(trx: Trx, { ability }: Context) {
  return trx
    .selectFrom('action')
    .where(accessibleBy(ability, 'read', 'Action'))
    .selectAll('action');
}

// Whether a row of `comment` is news to the person: written by another, after what was read.
function isUnread(personId: string): Expression<SqlBool> {
  return sql<boolean>`comment.person_id <> ${personId} and comment.seq > coalesce((
    select seq from thread_read where thread_read.thread_id = comment.thread_id and thread_read.person_id = ${personId}), 0)`;
}

function hasUnread(personId: string): Expression<SqlBool> {
  return sql<boolean>`exists (select from comment where comment.thread_id = thread.id and ${isUnread(personId)})`;
}

function providerNumbered(trx: Trx, number: string) {
  return trx.selectFrom('organisation').where('kind', '=', 'provider').where('number', '=', number).select('id');
}

async function findCounterpart(trx: Trx, input: NewThread): Promise<number | undefined> {
  const counterpart = await trx
    .selectFrom('organisation')
    .where('kind', '=', input.counterpartKind ?? 'nav-office')
    .where('number', '=', input.counterpart ?? '')
    .select('id')
    .executeTakeFirst();
  return counterpart?.id;
}

/**
 * Takes the thread's row for this transaction, so that two who write at once get one number each and no number is left
 * out. A thread that the viewer may not see is not found.
 */
async function lockThread(
  trx: Trx,
  context: Context,
  id: string,
  subject: 'Thread' | 'Comment' | 'Action',
  act: 'create' | 'update',
) {
  const thread = await trx
    .selectFrom('thread')
    .where(accessibleBy(context.ability, 'read', 'Thread'))
    .where('thread.id', '=', id)
    .selectAll('thread')
    .executeTakeFirst();
  if (!thread) throw noSuchThread();
  if (!context.ability.can(act, rowOf(subject, thread))) throw mayNot();
  // The lock comes after the question, for a person who may only read cannot lock.
  return trx.selectFrom('thread').where('id', '=', id).selectAll().forUpdate().executeTakeFirstOrThrow();
}

async function insertComment(trx: Trx, { viewer }: Context, thread: Sides, body: string): Promise<string> {
  const { id } = await trx
    .insertInto('comment')
    .values((eb) => ({
      threadId: thread.id,
      providerId: thread.providerId,
      counterpartId: thread.counterpartId,
      seq: eb
        .selectFrom('comment')
        .where('threadId', '=', thread.id)
        .select((last) => sql<number>`coalesce(${last.fn.max('seq')}, 0) + 1`.as('seq')),
      organisationId: viewer.organisationId,
      personId: viewer.personId,
      personName: viewer.personName,
      body,
    }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('thread')
    .set({ updatedAt: sql<Date>`now()` })
    .where('id', '=', thread.id)
    .execute();
  await tell(trx, thread, id);
  return id;
}

/** Tells every process that something happened in a thread, and to which two sides. */
async function tell(trx: Trx, thread: Sides, commentId?: string): Promise<void> {
  await notify(trx, 'thread', [thread.id, thread.providerId, thread.counterpartId, ...(commentId ? [commentId] : [])]);
}

/** Stops a text that holds a national identity number. The text is told to nobody: neither error nor log repeats it. */
export function refuseIdentityNumbers(texts: Record<string, string | null | undefined>): void {
  const fields = Object.entries(texts)
    .filter(([, text]) => text && holdsNationalIdentityNumber(text))
    .map(([path]) => ({
      path,
      code: 'identity-number',
      message: 'The text seems to hold a national identity number.',
    }));
  if (fields.length > 0) {
    throw new ValidationError(
      'identity-number',
      'The text seems to hold a national identity number. Take it out.',
      fields,
    );
  }
}

function invalidField(path: string, code: string, message: string): ValidationError {
  return new ValidationError(code, message, [{ path, code, message }]);
}

const noSuchThread = () => new NotFoundError('unknown-thread', 'There is no such thread.');
const mayNot = () => new ForbiddenError('role', 'Your role in the organisation does not allow this.');
