import { EventEmitter, on } from 'node:events';
import { NotFoundError } from '@batt/domain/errors';
import { DEFAULT_DELIVERY, TOPICS } from '@batt/domain/notifications/kinds';
import type { Delivery, KindOf, NoticeDetails, Topic } from '@batt/domain/notifications/kinds';
import type { Selectable, Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { cutPage } from '../../page.ts';
import type { Page } from '../../page.ts';

type Trx = Transaction<Database>;

/** Something that an organisation's people ought to know. */
export interface Notice<T extends Topic> {
  /** The organisation whose people are told, all but the one who acts. */
  to: number;
  topic: T;
  /** What happened; `@batt/domain/notifications` lists the kinds and words them. */
  kind: KindOf<T>;
  /** What it is about, as `thread:<id>`: a later notice about the same thing replaces an unread one. */
  thing: string;
  /** Where it leads in the web client. */
  path: string;
  details?: NoticeDetails;
}

/** Tells people in the transaction that makes it true, so that neither is without the other. @param notice `person`: one of them alone. */
export async function tell<T extends Topic>(trx: Trx, notice: Notice<T> & { person?: string }): Promise<void> {
  const { to, person = null, topic, kind, thing, path, details = {} } = notice;
  await sql`select app.tell(${to}, ${person}, ${topic}, ${kind}, ${thing}, ${path}, ${JSON.stringify(details)})`.execute(
    trx,
  );
}

/**
 * Tells what the platform itself has noticed, as the system. Whoever was told the very same before is not told again, so
 * that it may be done over and over.
 */
export async function remind<T extends Topic>(trx: Trx, notices: readonly Notice<T>[]): Promise<void> {
  const given = notices.map(({ to, details = {}, ...notice }) => ({ ...notice, details, organisation_id: to }));
  await sql`
    insert into notification (person_id, organisation_id, topic, kind, thing, path, details)
    select m.person_id, m.organisation_id, g.topic, g.kind, g.thing, g.path, g.details
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as g (organisation_id integer, topic text, kind text, thing text, path text, details jsonb)
    join membership m on m.organisation_id = g.organisation_id and m.ended_at is null
    join person p on p.id = m.person_id and p.suspended_at is null
    where m.person_id is distinct from nullif(current_setting('batt.person', true), '')::uuid
      and not exists (
        select from notification n
        where (n.person_id, n.organisation_id, n.topic, n.kind, n.thing, n.details)
          = (m.person_id, m.organisation_id, g.topic, g.kind, g.thing, g.details))
    on conflict (person_id, organisation_id, thing) where read_at is null
      do update set kind = excluded.kind, path = excluded.path, details = excluded.details, created_at = now(), mailed_at = null
  `.execute(trx);
}

// The inbox ----------------------------------------------------------------------------------------------------------

/** What a person was told, for the organisation that they act for. */
export interface NotificationRow extends Selectable<Database['notification']> {
  /** `createdAt` to the microsecond, which a Date cannot hold. */
  createdKey: string;
}

export const notificationKey = {
  schema: z.tuple([z.string().max(40), z.int()]),
  of: (row: NotificationRow): [string, number] => [row.createdKey, row.id],
};

/** What the viewer was told, latest first. */
export async function listNotifications(
  context: Context,
  filter: { unread?: boolean | null; topic?: Topic | null },
  page: Page<unknown[]>,
): Promise<NotificationRow[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    let query = notifications(trx, context);
    if (filter.topic) query = query.where('topic', '=', filter.topic);
    if (typeof filter.unread === 'boolean') query = query.where('readAt', filter.unread ? 'is' : 'is not', null);
    return cutPage(query, page, ['notification.createdAt', 'notification.id'], 'desc').execute();
  });
}

export async function findNotifications(context: Context, ids: number[]): Promise<NotificationRow[]> {
  return asViewer(context.db, context.viewer, (trx) => notifications(trx, context).where('id', 'in', ids).execute());
}

/** How much the viewer was told and has not read. */
export async function countUnreadNotifications(context: Context): Promise<number> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const { count } = await notifications(trx, context)
      .clearSelect()
      .where('readAt', 'is', null)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  });
}

/** How much waits for the person in each other organisation of theirs, where something does. */
export async function countUnreadElsewhere({
  db,
  viewer,
}: Context): Promise<{ organisationId: number; unread: number }[]> {
  return asViewer(db, viewer, async (trx) => {
    const { rows } = await sql<{ organisationId: number; unread: number }>`
      select organisation_id, unread from app.unread_elsewhere() order by organisation_id`.execute(trx);
    return rows;
  });
}

/**
 * Notes as read what the viewer was told: one notification, those that lead to a page, or all. Gives how many there were.
 *
 * @param which `until`: only what had come by then, so that nobody reads what they were never shown.
 * @throws NotFoundError for a notification that is not the viewer's.
 */
export async function markNotificationRead(
  context: Context,
  which: { id?: number | null; path?: string | null; topic?: Topic | null; until?: Date | null },
): Promise<number> {
  const { id, path, topic, until } = which;
  return asViewer(context.db, context.viewer, async (trx) => {
    if (id != null && !(await notifications(trx, context).where('id', '=', id).executeTakeFirst())) {
      throw new NotFoundError('unknown-notification', 'There is no such notification.');
    }
    const { numUpdatedRows } = await trx
      .updateTable('notification')
      .set({ readAt: sql<Date>`now()` })
      .where(accessibleBy(context.ability, 'update', 'Notification'))
      .where('readAt', 'is', null)
      .$if(id != null, (query) => query.where('id', '=', id ?? 0))
      .$if(path != null, (query) => query.where(sql`split_part(path, '?', 1)`, '=', path?.split('?')[0] ?? ''))
      .$if(topic != null, (query) => query.where('topic', '=', topic ?? 'targets'))
      // An instant that came from the API has lost its microseconds.
      .$if(until != null, (query) => query.where(sql`date_trunc('milliseconds', created_at)`, '<=', until))
      .executeTakeFirst();
    return Number(numUpdatedRows);
  });
}

function notifications(trx: Trx, { ability }: Context) {
  return trx
    .selectFrom('notification')
    .where(accessibleBy(ability, 'read', 'Notification'))
    .selectAll('notification')
    .select(sql<string>`notification.created_at::text`.as('createdKey'));
}

/**
 * Ids of the viewer's notifications as they come, whichever process they come from: whoever shows one reads it with the
 * rights of that moment. Null at the start, and whenever some may have been missed: what is known by then is old.
 */
export function followNotifications({ viewer, listener }: Context): AsyncIterableIterator<number | null> {
  const events = new EventEmitter();
  const stop = listener.listen('notification', ([id, personId, organisationId]) => {
    if (!id) events.emit('told', null);
    else if (personId === viewer.personId && Number(organisationId) === viewer.organisationId) {
      events.emit('told', Number(id));
    }
  });
  const told = on(events, 'told');
  events.emit('told', null);
  return {
    async next() {
      const { value, done } = await told.next();
      return done ? { done, value: undefined } : { done: false, value: value[0] };
    },
    async return() {
      stop();
      await told.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

// Choices ------------------------------------------------------------------------------------------------------------

/** When an e-mail tells the viewer of a topic, for the organisation acted for. */
export interface ChoiceRow {
  topic: Topic;
  delivery: Delivery;
}

/** The viewer's choice for every topic, or the default where they made none. */
export async function listChoices({ db, viewer, ability }: Context): Promise<ChoiceRow[]> {
  const chosen = await asViewer(db, viewer, (trx) =>
    trx
      .selectFrom('notificationChoice')
      .where(accessibleBy(ability, 'read', 'NotificationChoice'))
      .select(['topic', 'delivery'])
      .execute(),
  );
  return TOPICS.map(
    (topic) => chosen.find((row) => row.topic === topic) ?? { topic, delivery: DEFAULT_DELIVERY[topic] },
  );
}

/** Chooses when an e-mail tells the viewer of a topic. */
export async function chooseDelivery({ db, viewer }: Context, choice: ChoiceRow): Promise<ChoiceRow> {
  const { personId, organisationId } = viewer;
  await asViewer(db, viewer, (trx) =>
    trx
      .insertInto('notificationChoice')
      .values({ personId, organisationId, ...choice })
      .onConflict((conflict) =>
        conflict.columns(['personId', 'organisationId', 'topic']).doUpdateSet({ delivery: choice.delivery }),
      )
      .execute(),
  );
  return choice;
}
