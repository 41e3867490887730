import { createHash } from 'node:crypto';
import { DEFAULT_DELIVERY, TOPICS } from '@batt/domain/notifications/kinds';
import type { Delivery, NoticeDetails, Topic } from '@batt/domain/notifications/kinds';
import { describeNotice, topicWords } from '@batt/domain/notifications/words';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Log } from '../../context.ts';
import { asSystem } from '../../db/as-viewer.ts';
import type { Db } from '../../db/client.ts';
import type { Database } from '../../db/tables.ts';

/** What is to be told at once waits this long for more of it, since somebody who answers often writes twice. */
const GATHERING_MS = 2 * 60_000;
/** Older news is not sent any more: after a long time without a mail server the inbox is enough. */
const MOST_DAYS = 14;

/** The way out for e-mail. */
export interface Mailer {
  /** Where links lead: the address that people use. */
  origin: string;
  /**
   * Gives `refused` when there is no such address, and `later` when it takes nothing for now. Throws when the server is
   * away or takes nothing from here.
   */
  send(letter: Letter): Promise<'sent' | 'refused' | 'later'>;
}

interface Letter {
  /** The same for the same news, so that a mail program shows a repeat once. */
  id: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
}

/** @param smtpUrl as in `SMTP_URL`; `?from=` names the sender, which is noreply at the host of `origin` when left out. */
export function openMailer(smtpUrl: string, origin: string): Mailer {
  const { hostname } = new URL(origin);
  const from = new URL(smtpUrl).searchParams.get('from') ?? `noreply@${hostname}`;
  const transport = createTransport({ url: smtpUrl, ...LIMITS });
  // Addresses that took nothing, and until when they are left in peace.
  const full = new Map<string, number>();
  return {
    origin,
    async send({ id, ...letter }) {
      const { address } = letter.to;
      if ((full.get(address) ?? 0) > Date.now()) return 'later';
      full.delete(address);
      const mail = {
        ...letter,
        from: { name: APP, address: from },
        messageId: `<${id}@${hostname}>`,
        headers: { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${origin}/inbox/choices>` },
        disableFileAccess: true,
        disableUrlAccess: true,
      };
      // The error itself names the receiver, who is not for the log.
      const failure = await transport.sendMail(mail).then(
        () => null,
        (error: unknown) => Reply.parse(error),
      );
      if (!failure) return 'sent';
      const { code, command, responseCode = 0 } = failure;
      if (command === 'RCPT TO' && responseCode >= 500) return 'refused';
      if (command === 'RCPT TO' && responseCode >= 400) {
        full.set(address, Date.now() + FULL_MS);
        return 'later';
      }
      const reply = [code, command, responseCode].filter(Boolean).join(' ');
      throw new Error(`The mail server did not take a letter: ${reply}`);
    },
  };
}

// A server that is away is noticed before anybody waits for the process to stop.
const LIMITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
/** How long an address that took nothing is left in peace. */
const FULL_MS = 15 * 60_000;
const APP = 'Benchmarking attføring';

/** What a mail server said to which command, as far as an error tells. */
const Reply = z
  .object({ code: z.string().optional(), command: z.string().optional(), responseCode: z.number().optional() })
  .catch({});

/**
 * Sends the news that is due, one letter for each person and organisation. What was read, and who left or was suspended,
 * is asked again just before each letter. A letter is noted as sent after the server has taken it: a crash between the
 * two sends it once more, never not at all.
 */
export async function sendDueMail(
  db: Db,
  mailer: Mailer,
  { now, signal, log }: { now: Date; signal: AbortSignal; log: Log },
): Promise<void> {
  const all = await asSystem(db, (trx) => newsDue(trx, now));
  const readers = new Map(
    all.map(({ personId, organisationId }) => [`${personId} ${organisationId}`, { personId, organisationId }]),
  );
  for (const reader of readers.values()) {
    if (signal.aborted) return;
    const news = ready(await asSystem(db, (trx) => newsDue(trx, now, reader)), now);
    const [first] = news;
    if (!first) continue;
    const outcome = await mailer.send(letterOf(first, news, mailer.origin));
    if (outcome === 'later') continue;
    if (outcome === 'refused') log.warn({ person: first.personId }, 'the e-mail address is refused');
    await asSystem(db, (trx) => noteSent(trx, news));
  }
}

interface News {
  id: number;
  /** Another one when the notification was replaced by a later one. */
  createdKey: string;
  createdAt: Date;
  topic: Topic;
  kind: string;
  path: string;
  details: NoticeDetails;
  delivery: Delivery;
  personId: string;
  organisationId: number;
  name: string;
  email: string;
  locale: 'nb' | 'nn' | 'en';
  organisation: string;
}

// Unread, not yet sent, and of those told daily or weekly what had come by the last morning or Monday at seven.
async function newsDue(
  trx: Transaction<Database>,
  now: Date,
  reader?: { personId: string; organisationId: number },
): Promise<News[]> {
  const morning = (unit: 'day' | 'week') => sql<Date>`
    (date_trunc(${sql.lit(unit)}, (${now}::timestamptz at time zone 'Europe/Oslo') - interval '7 hours') + interval '7 hours')
      at time zone 'Europe/Oslo'`;
  return trx
    .selectFrom((eb) =>
      eb
        .selectFrom('notification as n')
        .innerJoin('person as p', (join) => join.onRef('p.id', '=', 'n.personId').on('p.suspendedAt', 'is', null))
        .innerJoin('membership as m', (join) =>
          join
            .onRef('m.personId', '=', 'n.personId')
            .onRef('m.organisationId', '=', 'n.organisationId')
            .on('m.endedAt', 'is', null),
        )
        .innerJoin('organisation as o', 'o.id', 'n.organisationId')
        .leftJoin('notificationChoice as c', (join) =>
          join
            .onRef('c.personId', '=', 'n.personId')
            .onRef('c.organisationId', '=', 'n.organisationId')
            .onRef('c.topic', '=', 'n.topic'),
        )
        .where('n.readAt', 'is', null)
        .where('n.mailedAt', 'is', null)
        .where('n.createdAt', '>', sql<Date>`${now}::timestamptz - make_interval(days => ${MOST_DAYS})`)
        .select(['n.id', 'n.createdAt', 'n.topic', 'n.kind', 'n.path', 'n.details', 'n.personId', 'n.organisationId'])
        .select(['p.name', 'p.email', 'p.locale', 'o.name as organisation'])
        .select([
          sql<string>`n.created_at::text`.as('createdKey'),
          sql<Delivery>`coalesce(c.delivery, ${JSON.stringify(DEFAULT_DELIVERY)}::jsonb ->> n.topic)`.as('delivery'),
        ])
        .as('news'),
    )
    .selectAll()
    .where(
      sql<boolean>`case delivery when 'now' then true when 'daily' then created_at < ${morning('day')}
        when 'weekly' then created_at < ${morning('week')} else false end`,
    )
    .$if(reader !== undefined, (query) =>
      query.where('personId', '=', reader?.personId ?? '').where('organisationId', '=', reader?.organisationId ?? 0),
    )
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

function ready(news: News[], now: Date): News[] {
  const oldest = news.find(({ delivery }) => delivery === 'now');
  const isGathered = oldest !== undefined && now.getTime() - oldest.createdAt.getTime() >= GATHERING_MS;
  return news.filter(({ delivery }) => delivery !== 'now' || isGathered);
}

async function noteSent(trx: Transaction<Database>, news: News[]): Promise<void> {
  await sql`
    update notification set mailed_at = now()
    from unnest(${news.map(({ id }) => id)}::bigint[], ${news.map(({ createdKey }) => createdKey)}::text[]) as sent (id, created)
    where notification.id = sent.id and notification.created_at::text = sent.created`.execute(trx);
}

const TEXTS = {
  nb: {
    subject: (count: number, organisation: string) => `${count} nye varsler for ${organisation}`,
    lead: (organisation: string) => `Nytt for ${organisation} i ${APP}`,
    inbox: 'Alle varsler',
    choices: 'Velg når du får e-post, eller slå det av',
  },
  nn: {
    subject: (count: number, organisation: string) => `${count} nye varsel for ${organisation}`,
    lead: (organisation: string) => `Nytt for ${organisation} i ${APP}`,
    inbox: 'Alle varsel',
    choices: 'Vel når du får e-post, eller slå det av',
  },
  en: {
    subject: (count: number, organisation: string) => `${count} new notifications for ${organisation}`,
    lead: (organisation: string) => `News for ${organisation} in ${APP}`,
    inbox: 'All notifications',
    choices: 'Choose when you get e-mail, or turn it off',
  },
};

function letterOf(reader: News, news: News[], origin: string): Letter {
  const { locale } = reader;
  const organisation = oneLine(reader.organisation);
  const words = TEXTS[locale];
  const address = (path: string) => new URL(path.replace(/^\/+/, '/'), origin).href;
  const topics = TOPICS.map((topic) => ({
    heading: topicWords[topic][locale],
    items: news
      .filter((one) => one.topic === topic)
      .map((one) => ({ sentence: describeNotice(one, locale), href: address(one.path) })),
  })).filter(({ items }) => items.length > 0);
  const [only] = topics.length === 1 && topics[0]?.items.length === 1 ? topics[0].items : [];
  const footer = [
    { text: words.inbox, href: address('/inbox') },
    { text: words.choices, href: address('/inbox/choices') },
  ];

  const text = [
    words.lead(organisation),
    ...topics.map(({ heading, items }) =>
      [heading, ...items.map(({ sentence, href }) => `- ${sentence}\n  ${href}`)].join('\n'),
    ),
    footer.map(({ text: label, href }) => `${label}: ${href}`).join('\n'),
  ].join('\n\n');
  const html = `<!doctype html>
<html lang="${locale}"><body style="font-family: sans-serif; line-height: 1.5">
<p>${escaped(words.lead(organisation))}</p>
${topics
  .map(
    ({ heading, items }) =>
      `<h2 style="font-size: 1.125rem">${escaped(heading)}</h2>
<ul>${items.map(({ sentence, href }) => `<li><a href="${escaped(href)}">${escaped(sentence)}</a></li>`).join('')}</ul>`,
  )
  .join('\n')}
<p>${footer.map(({ text: label, href }) => `<a href="${escaped(href)}">${escaped(label)}</a>`).join('<br>')}</p>
</body></html>
`;
  const id = createHash('sha256')
    .update(JSON.stringify(news.map((one) => [one.id, one.createdKey])))
    .digest('hex')
    .slice(0, 32);
  return {
    id,
    to: { name: oneLine(reader.name), address: reader.email },
    subject: only?.sentence ?? words.subject(news.length, organisation),
    text: `${text}\n`,
    html,
  };
}

// Headers end with a line.
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}
