import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Database, Topic } from '../../db/tables.ts';

/** What can have happened, by topic. */
export const KINDS = {
  targets: ['sent', 'agreed', 'ready', 'withdrawn', 'deadline'],
  dialogue: ['comment', 'mentioned', 'started', 'resolved', 'reopened'],
  actions: ['proposed', 'accepted', 'done', 'due-soon', 'overdue'],
  meetings: ['called', 'changed', 'minutes', 'confirmed', 'opened', 'cancelled'],
  reporting: ['reopened', 'published', 'deadline-soon'],
  practices: ['submitted', 'returned', 'published', 'asked', 'answered', 'adopted'],
} as const satisfies Record<Topic, readonly string[]>;

/** Something that an organisation's people ought to know. */
interface Notice<T extends Topic> {
  /** The organisation whose people are told, all but the one who acts. */
  to: number;
  /** One of them alone. */
  person?: string;
  topic: T;
  kind: (typeof KINDS)[T][number];
  /** What it is about, as `thread:<id>`: a later notice about the same thing replaces an unread one. */
  thing: string;
  /** Where it leads in the web client. */
  path: string;
  /** Names, dates and counts for its sentence. Never the words of a comment: they would go out by e-mail. */
  details?: Partial<Record<'who' | 'person' | 'subject' | 'provider' | 'date', string>> &
    Partial<Record<'year' | 'count', number>>;
}

/** Tells people in the transaction that makes it true, so that neither is without the other. */
export async function tell<T extends Topic>(trx: Transaction<Database>, notice: Notice<T>): Promise<void> {
  const { to, person = null, topic, kind, thing, path, details = {} } = notice;
  await sql`select app.tell(${to}, ${person}, ${topic}, ${kind}, ${thing}, ${path}, ${JSON.stringify(details)})`.execute(
    trx,
  );
}
