import { rowOf } from '@batt/domain/access/ability';
import type { OrganisationKind } from '@batt/domain/access/viewer';
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  ValidationError,
  invalidField,
  mayNot,
} from '@batt/domain/errors';
import { holdsNationalIdentityNumber } from '@batt/domain/identity-numbers';
import { encodeGlobalID } from '@pothos/plugin-relay';
import type { AliasableExpression, Expression, Insertable, Selectable, SqlBool, Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database, Mention, ThreadAbout } from '../../db/tables.ts';
import { cutPage } from '../../page.ts';
import type { Page } from '../../page.ts';
import { definitionsFor, LATEST, refuseUnknownFigure } from '../indicators/indicators.ts';
import { tell } from '../notifications/notifications.ts';
import { ownName } from '../organisations/organisations.ts';
import { announceThread } from './live.ts';
import type { Sides } from './live.ts';

type Trx = Transaction<Database>;

/** A discussion between a provider and its counterpart, with what the viewer has not read of it. */
export interface ThreadRow extends Selectable<Database['thread']> {
  unread: number;
  lastCommentId: string | null;
  /** `updatedAt` to the microsecond, which a Date cannot hold. */
  updatedKey: string;
}

/** A contribution. `isOpen`: its thread is not resolved. */
export interface CommentRow extends Selectable<Database['comment']> {
  isOpen: boolean;
}
export type CommentEditRow = Selectable<Database['commentEdit']>;
export type ThreadStepRow = Selectable<Database['threadStep']>;

export const threadKey = {
  schema: z.tuple([z.string().max(40), z.guid()]),
  of: (row: ThreadRow): [string, string] => [row.updatedKey, row.id],
};
export const commentKey = { schema: z.tuple([z.int()]), of: (row: CommentRow): [number] => [row.seq] };

export interface ThreadFilter {
  provider?: string | null;
  indicator?: string | null;
  programme?: string | null;
  year?: number | null;
  surveyTheme?: number | null;
  unread?: boolean | null;
  resolved?: boolean | null;
}

/** The threads that the viewer's organisation is a side of, latest first. */
export async function listThreads(context: Context, filter: ThreadFilter, page: Page<unknown[]>): Promise<ThreadRow[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    let query = threads(trx, context);
    if (filter.provider) query = query.where('thread.providerId', '=', providerNumbered(trx, filter.provider));
    if (filter.indicator) query = query.where('thread.indicator', '=', filter.indicator);
    if (filter.programme) {
      const { programme } = filter;
      query = query.where((eb) => eb.or([eb('thread.programme', '=', programme), eb('thread.programme', 'is', null)]));
    }
    if (filter.year) query = query.where('thread.year', '=', filter.year);
    if (filter.surveyTheme) query = query.where('thread.surveyTheme', '=', filter.surveyTheme);
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

/** What each of these comments said before it was changed, the first wording first. */
export async function listEdits(context: Context, commentIds: string[]): Promise<CommentEditRow[][]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('commentEdit')
      .where(accessibleBy(context.ability, 'read', 'CommentEdit'))
      .where('commentId', 'in', commentIds)
      .selectAll()
      .orderBy('seq')
      .execute(),
  );
  return commentIds.map((id) => rows.filter((row) => row.commentId === id));
}

/** Each time that each of these threads was resolved or reopened, oldest first. */
export async function listThreadSteps(context: Context, threadIds: string[]): Promise<ThreadStepRow[][]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('threadStep')
      .where(accessibleBy(context.ability, 'read', 'ThreadStep'))
      .where('threadId', 'in', threadIds)
      .selectAll()
      .orderBy('seq')
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

/** The two sides of a thread, as the web client names them. */
export interface SidesInput {
  provider: string;
  /** Number of the Nav office or county unit; a Nav office or county unit is its own counterpart. */
  counterpart?: string | null;
  counterpartKind?: OrganisationKind | null;
}

export interface NewThread extends SidesInput, Words {
  subject: string;
  about?: ThreadAbout | null;
  indicator?: string | null;
  programme?: string | null;
  year?: number | null;
  targetId?: string | null;
  surveyTheme?: number | null;
}

/** What somebody writes, and whom they call on in it: keys of `Mentionable`. */
interface Words {
  body: string;
  mentions?: readonly string[] | null;
}

/**
 * Opens a discussion with its first comment; gives its id. The counterpart is a Nav office that has or had an agreement
 * with the provider, or the provider's county unit.
 */
export async function startThread(context: Context, input: NewThread): Promise<string> {
  const { viewer } = context;
  refuseIdentityNumbers({ subject: input.subject, body: input.body });
  return asViewer(context.db, viewer, async (trx) => {
    const sides = await findSides(trx, context, input);
    if (!sides) throw new NotFoundError('unknown-side', 'There is no such provider or counterpart.');
    const { providerId, counterpartId } = sides;
    const agreement = await trx
      .selectFrom('agreement')
      .where('providerId', '=', providerId)
      .where('navOfficeId', '=', counterpartId)
      .select('id')
      .limit(1)
      .executeTakeFirst();
    if (!agreement && counterpartId !== sides.countyUnitId) {
      throw new ForbiddenError('no-agreement', 'A provider talks with its Nav offices and its county unit.');
    }
    if (!context.ability.can('create', rowOf('Thread', { providerId, counterpartId }))) throw mayNot();

    const { id } = await trx
      .insertInto('thread')
      .values({
        providerId,
        counterpartId,
        subject: input.subject,
        ...(await subjectOf(trx, sides, input)),
        createdBy: viewer.personId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await insertComment(trx, context, { id, providerId, counterpartId, subject: input.subject }, input, 'started');
    return id;
  });
}

/** What the thread is about, as its row holds it. A target brings its indicator, programme and year with it. */
async function subjectOf(
  trx: Trx,
  { providerId, counterpartId }: { providerId: number; counterpartId: number },
  input: NewThread,
): Promise<
  Pick<Insertable<Database['thread']>, 'about' | 'indicator' | 'programme' | 'year' | 'targetId' | 'surveyTheme'>
> {
  const { indicator, programme, year, targetId, surveyTheme } = input;
  if (targetId) {
    const figure = ['indicator', 'programme', 'year'] as const;
    const negotiated = await trx
      .selectFrom('localTarget')
      .where('id', '=', targetId)
      .where('providerId', '=', providerId)
      .where('navOfficeId', '=', counterpartId)
      .select(figure)
      .executeTakeFirst();
    if (negotiated) return { about: 'target', ...negotiated, targetId };
    const general = await trx
      .selectFrom('generalTarget')
      .where('id', '=', targetId)
      .where('state', '=', 'published')
      .select(figure)
      .executeTakeFirst();
    if (!general) throw new NotFoundError('unknown-target', 'There is no such target between the two.');
    return { about: 'target', ...general };
  }
  await refuseUnknownFigure(trx, input);
  if (surveyTheme) {
    if (!year) throw invalidField('year', 'needed', 'A survey theme is that of a year.');
    return { about: 'survey-theme', programme, year, surveyTheme };
  }
  const about = input.about ?? (indicator ? 'figure' : 'other');
  if ((about === 'figure' || about === 'target') && !indicator) {
    throw invalidField('indicator', 'needed', 'Say which indicator it is about.');
  }
  if (about === 'survey-theme') throw invalidField('surveyTheme', 'needed', 'Say which theme it is about.');
  const definition = (await definitionsFor(trx, year ?? LATEST)).find(({ code }) => code === indicator);
  return { about, indicator, programme: definition?.scope === 'provider' ? null : programme, year };
}

/** Adds to a discussion; gives the comment's id. A resolved thread must be reopened before. */
export async function addComment(context: Context, threadId: string, words: Words): Promise<string> {
  refuseIdentityNumbers({ body: words.body });
  return asViewer(context.db, context.viewer, async (trx) => {
    const thread = await lockThread(trx, context, threadId, 'Comment', 'create');
    if (thread.resolvedAt) throw new ConflictError('thread-resolved', 'The thread is resolved. Reopen it first.');
    return insertComment(trx, context, thread, words, 'comment');
  });
}

/** Changes the words of one's own comment; gives its id. What it said before stays readable for both sides. */
export async function editComment(context: Context, id: string, words: Words): Promise<string> {
  refuseIdentityNumbers({ body: words.body });
  return asViewer(context.db, context.viewer, async (trx) => {
    const found = await comments(trx, context).where('comment.id', '=', id).executeTakeFirst();
    if (!found) throw new NotFoundError('unknown-comment', 'There is no such comment.');
    if (!context.ability.can('update', rowOf('Comment', found))) {
      throw new ForbiddenError('not-author', 'A comment is changed by whoever wrote it.');
    }
    const thread = await lockThread(trx, context, found.threadId, 'Comment', 'create');
    if (thread.resolvedAt) throw new ConflictError('thread-resolved', 'The thread is resolved. Reopen it first.');
    // Under the thread's lock, so that no wording is lost between two changes.
    const before = await comments(trx, context).where('comment.id', '=', id).executeTakeFirstOrThrow();
    if (before.body === words.body) return id;
    const mentions = await mentionsIn(trx, thread, words);
    await trx
      .insertInto('commentEdit')
      .values((eb) => ({
        commentId: id,
        providerId: thread.providerId,
        counterpartId: thread.counterpartId,
        seq: eb
          .selectFrom('commentEdit')
          .where('commentId', '=', id)
          .select((last) => sql<number>`coalesce(${last.fn.max('seq')}, 0) + 1`.as('seq')),
        body: before.body,
      }))
      .execute();
    await trx
      .updateTable('comment')
      .set({ body: words.body, mentions: JSON.stringify(mentions), editedAt: sql<Date>`now()` })
      .where('id', '=', id)
      .execute();
    const known = new Set(before.mentions.map(mentionKey));
    const added = mentions.filter((mention) => !known.has(mentionKey(mention)));
    await tellMentioned(trx, context, thread, added);
    await announceThread(trx, thread, 'edited', id);
    return id;
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
    // Whoever has the thread before them need not be told of it.
    await trx
      .updateTable('notification')
      .set({ readAt: sql<Date>`now()` })
      .where('thing', '=', `thread:${threadId}`)
      .where('readAt', 'is', null)
      .where(sql<boolean>`${seq} >= ${last.seq}`)
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
      .set({ resolvedAt: resolved ? sql<Date>`now()` : null })
      .where('id', '=', threadId)
      .execute();
    const { providerId, counterpartId } = thread;
    const kind = resolved ? 'resolved' : 'reopened';
    await trx
      .insertInto('threadStep')
      .values((eb) => ({
        threadId,
        seq: eb
          .selectFrom('threadStep')
          .where('threadId', '=', threadId)
          .select((last) => sql<number>`coalesce(${last.fn.max('seq')}, 0) + 1`.as('seq')),
        providerId,
        counterpartId,
        kind,
        organisationId: viewer.organisationId,
        personId: viewer.personId,
        personName: viewer.personName,
      }))
      .execute();
    await tellSides(trx, context, thread, kind);
    await announceThread(trx, thread);
    return threadId;
  });
}

// Calling on people --------------------------------------------------------------------------------------------------

/** The key under which the web client names whom a comment calls on. */
export const mentionKey = ({ organisationId, personId }: Omit<Mention, 'name'>) =>
  personId ? `${organisationId}:${personId}` : String(organisationId);

/**
 * Whom a comment between these two sides may call on, the other organisation as a whole first. Nobody to whoever is
 * neither side.
 */
export async function listMentionable(context: Context, input: SidesInput): Promise<Mention[]> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const sides = await findSides(trx, context, input);
    return sides ? mentionable(trx, sides) : [];
  });
}

async function mentionable(trx: Trx, sides: Pick<Sides, 'providerId' | 'counterpartId'>): Promise<Mention[]> {
  const { rows } = await sql<Mention>`
    select organisation_id, person_id, name from app.mentionable(${sides.providerId}, ${sides.counterpartId})
    order by person_id is not null, organisation_id = app.me(), name`.execute(trx);
  return rows;
}

/** Whom the words call on, as they are called now. A key of somebody whose name does not stand in the words is passed over. */
async function mentionsIn(trx: Trx, sides: Sides, { body, mentions: keys }: Words): Promise<Mention[]> {
  if (!keys || keys.length === 0) return [];
  const known = new Map((await mentionable(trx, sides)).map((mention) => [mentionKey(mention), mention]));
  return [...new Set(keys)].flatMap((key) => {
    const mention = known.get(key);
    if (!mention) throw invalidField('mentions', 'unknown-mention', 'There is nobody to call on by this key.');
    return body.includes(`@${mention.name}`) ? [mention] : [];
  });
}

// Telling ------------------------------------------------------------------------------------------------------------

type ToldThread = Sides & { subject: string };

async function noticeOf(trx: Trx, context: Context, { id, subject }: ToldThread) {
  const who = await ownName(trx, context);
  return {
    topic: 'dialogue',
    thing: `thread:${id}`,
    path: `/threads/${encodeURIComponent(encodeGlobalID('Thread', id))}`,
    details: { who, person: context.viewer.personName, subject },
  } as const;
}

/** Tells the other side's people, and those of one's own who have written in the thread. */
async function tellSides(
  trx: Trx,
  context: Context,
  thread: ToldThread,
  kind: 'started' | 'comment' | 'resolved' | 'reopened',
): Promise<void> {
  const { organisationId, personId } = context.viewer;
  const notice = { ...(await noticeOf(trx, context, thread)), kind };
  await tell(trx, { ...notice, to: organisationId === thread.providerId ? thread.counterpartId : thread.providerId });
  const colleagues = await trx
    .selectFrom('comment')
    .where('threadId', '=', thread.id)
    .where('organisationId', '=', organisationId)
    .where('personId', '<>', personId)
    .select('personId')
    .distinct()
    .execute();
  for (const { personId: person } of colleagues) await tell(trx, { ...notice, to: organisationId, person });
}

async function tellMentioned(trx: Trx, context: Context, thread: ToldThread, mentions: Mention[]): Promise<void> {
  if (mentions.length === 0) return;
  const notice = { ...(await noticeOf(trx, context, thread)), kind: 'mentioned' } as const;
  for (const { organisationId: to, personId } of mentions) {
    await tell(trx, { ...notice, to, ...(personId && { person: personId }) });
  }
}

/** What the viewer may do with a comment as it stands now. */
export function commentMoves({ ability }: Context, comment: CommentRow): string[] {
  return comment.isOpen && ability.can('update', rowOf('Comment', comment)) ? ['edit'] : [];
}

/** What the viewer may do with a thread as it stands now. */
export function threadMoves({ ability }: Context, thread: ThreadRow): string[] {
  const moves = [];
  if (ability.can('create', rowOf('Comment', thread)) && !thread.resolvedAt) moves.push('comment');
  if (ability.can('create', rowOf('Action', thread))) moves.push('addAction');
  if (ability.can('update', rowOf('Thread', thread))) moves.push(thread.resolvedAt ? 'reopen' : 'resolve');
  return moves;
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
    .selectAll('comment')
    .select(
      sql<boolean>`exists (select from thread where thread.id = comment.thread_id and thread.resolved_at is null)`.as(
        'isOpen',
      ),
    );
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

/** The two sides and the provider's county unit; whoever is no provider is the counterpart. */
async function findSides(trx: Trx, { viewer }: Context, input: SidesInput) {
  const provider = await trx
    .selectFrom('organisation')
    .where('id', '=', providerNumbered(trx, input.provider))
    .select(['id as providerId', 'countyUnitId'])
    .executeTakeFirst();
  if (!provider) return undefined;
  if (viewer.organisationKind !== 'provider') return { ...provider, counterpartId: viewer.organisationId };
  const counterpart = await trx
    .selectFrom('organisation')
    .where('kind', '=', input.counterpartKind ?? 'nav-office')
    .where('number', '=', input.counterpart ?? '')
    .select('id as counterpartId')
    .executeTakeFirst();
  return counterpart && { ...provider, ...counterpart };
}

/**
 * Takes the thread's row for this transaction, so that two who write at once get one number each and no number is left
 * out. A thread that the viewer may not see is not found.
 */
async function lockThread(
  trx: Trx,
  context: Context,
  id: string,
  subject: 'Thread' | 'Comment',
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

async function insertComment(
  trx: Trx,
  context: Context,
  thread: ToldThread,
  words: Words,
  kind: 'started' | 'comment',
): Promise<string> {
  const { viewer } = context;
  const mentions = await mentionsIn(trx, thread, words);
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
      body: words.body,
      mentions: JSON.stringify(mentions),
    }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await tellSides(trx, context, thread, kind);
  await tellMentioned(trx, context, thread, mentions);
  await announceThread(trx, thread, 'comment', id);
  return id;
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

const noSuchThread = () => new NotFoundError('unknown-thread', 'There is no such thread.');
