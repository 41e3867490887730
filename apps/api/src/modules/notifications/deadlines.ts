import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import { asSystem } from '../../db/as-viewer.ts';
import type { Db } from '../../db/client.ts';
import type { Database } from '../../db/tables.ts';
import { remind } from './notifications.ts';
import type { Notice } from './notifications.ts';

/**
 * Reminds of deadlines: both sides of a talk about targets that is still open a week before its answers are due and the
 * day after, and providers that have not submitted two weeks and three days before the report is due. A day begins at
 * seven. What a stopped server missed is told when it is back, while it still helps.
 */
export async function remindOfDeadlines(db: Db, now: Date): Promise<void> {
  await asSystem(db, async (trx) => {
    await remind(trx, [...(await talksDue(trx, now)), ...(await reportsDue(trx, now))]);
  });
}

const dayOf = (now: Date) => sql<string>`((${now}::timestamptz at time zone 'Europe/Oslo') - interval '7 hours')::date`;

async function talksDue(trx: Transaction<Database>, now: Date): Promise<Notice<'targets'>[]> {
  const rows = await trx
    .selectFrom('targetTalk as talk')
    .innerJoin('organisation as provider', 'provider.id', 'talk.providerId')
    .innerJoin('organisation as office', 'office.id', 'talk.navOfficeId')
    .where(sql<boolean>`${dayOf(now)} between talk.answer_by - 7 and talk.answer_by + 7`)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('localTarget as target')
          .whereRef('target.providerId', '=', 'talk.providerId')
          .whereRef('target.navOfficeId', '=', 'talk.navOfficeId')
          .whereRef('target.year', '=', 'talk.year')
          .where('target.state', 'not in', ['agreed', 'withdrawn']),
      ),
    )
    .select(['talk.providerId', 'talk.navOfficeId', 'talk.year', 'talk.answerBy'])
    .select(['provider.number as providerNumber', 'provider.name as providerName'])
    .select(['office.number as officeNumber', 'office.name as officeName'])
    .select(sql<boolean>`${dayOf(now)} > talk.answer_by`.as('hasPassed'))
    .execute();
  return rows.flatMap((row) => {
    const common = {
      topic: 'targets',
      kind: 'deadline',
      thing: `talk-deadline:${row.providerId}:${row.navOfficeId}:${row.year}`,
      path: `/talk/${row.providerNumber}/${row.officeNumber}?year=${row.year}`,
    } as const;
    const details = { year: row.year, date: row.answerBy, count: row.hasPassed ? -1 : 7 };
    return [
      { ...common, to: row.providerId, details: { ...details, who: row.officeName } },
      { ...common, to: row.navOfficeId, details: { ...details, who: row.providerName } },
    ];
  });
}

async function reportsDue(trx: Transaction<Database>, now: Date): Promise<Notice<'reporting'>[]> {
  const { rows } = await sql<{ providerId: number; year: number; lastDay: string; left: number }>`
    select provider_id, year, last_day, last_day - ${dayOf(now)} as left
    from (
      select o.id as provider_id, y.year,
        ((coalesce(r.deadline, y.deadline) - interval '1 second') at time zone 'Europe/Oslo')::date as last_day
      from measurement_year y
      join organisation o on o.kind = 'provider'
        and o.valid_from <= make_date(y.year, 12, 31) and coalesce(o.valid_to, 'infinity') >= make_date(y.year, 1, 1)
      left join report r on r.provider_id = o.id and r.year = y.year
      where y.state <> 'published' and coalesce(r.state, 'draft') in ('draft', 'reopened')
    ) due
    where last_day - ${dayOf(now)} between 0 and 14`.execute(trx);
  return rows.map(({ providerId, year, lastDay, left }) => ({
    to: providerId,
    topic: 'reporting',
    kind: 'deadline-soon',
    thing: `report-deadline:${year}`,
    path: `/report?year=${year}`,
    details: { year, date: lastDay, count: left > 3 ? 14 : 3 },
  }));
}
