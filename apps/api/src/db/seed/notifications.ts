import { formatDay } from '@batt/domain/periods';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../tables.ts';
import { DEMO_DAY } from './nation.ts';

/** How far back the demo's people find notifications. */
const DAYS = 60;

/**
 * What the demo's people were told of the threads, targets and meetings that stand, of each the last that the other side did. It is
 * read where they have read the thread or answered, and e-mail has told of it long ago.
 */
export async function storeNotifications(trx: Transaction<Database>): Promise<void> {
  const since = sql`${formatDay(DEMO_DAY)}::date - ${DAYS}::integer`;
  await sql`
    with last as (
      select distinct on (c.thread_id, told.id) c.thread_id, c.seq, c.created_at, c.person_name, t.subject,
        wrote.name as who, told.id as told
      from comment c
      join thread t on t.id = c.thread_id
      join organisation wrote on wrote.id = c.organisation_id
      join organisation told on told.id in (c.provider_id, c.counterpart_id) and told.id <> c.organisation_id
      where c.created_at >= ${since}
      order by c.thread_id, told.id, c.seq desc
    )
    insert into notification (person_id, organisation_id, topic, kind, thing, path, details, created_at, read_at, mailed_at)
    select m.person_id, m.organisation_id, 'dialogue', case l.seq when 1 then 'started' else 'comment' end, 'thread:' || l.thread_id,
      '/threads/' || replace(replace(replace(encode(convert_to('Thread:' || l.thread_id, 'UTF8'), 'base64'), '+', '%2B'), '/', '%2F'), '=', '%3D'),
      jsonb_build_object('who', l.who, 'person', l.person_name, 'subject', l.subject),
      l.created_at, case when r.seq >= l.seq then l.created_at + interval '3 hours' end, l.created_at
    from last l
    join membership m on m.organisation_id = l.told and m.ended_at is null
    left join thread_read r on r.thread_id = l.thread_id and r.person_id = m.person_id
    order by l.created_at, l.thread_id, m.person_id, m.organisation_id`.execute(trx);

  await sql`
    with last as (
      select distinct on (t.provider_id, t.nav_office_id, t.year) t.provider_id, t.nav_office_id, t.year, t.turn, s.created_at,
        s.organisation_id as did,
        case when t.state = 'agreed' then 'agreed' when s.kind = 'withdraw' then 'withdrawn' when s.kind = 'comment' then 'commented'
          else 'sent' end as kind
      from local_target t join target_step s on s.target_id = t.id
      where s.created_at >= ${since}
      order by t.provider_id, t.nav_office_id, t.year, s.created_at desc, t.id
    )
    insert into notification (person_id, organisation_id, topic, kind, thing, path, details, created_at, read_at, mailed_at)
    select m.person_id, m.organisation_id, 'targets', l.kind, concat_ws(':', 'talk', l.provider_id, l.nav_office_id, l.year),
      concat('/talk/', provider.number, '/', office.number, '?year=', l.year),
      jsonb_build_object('who', did.name, 'provider', provider.name, 'year', l.year),
      l.created_at,
      case when l.turn is distinct from case m.organisation_id when l.provider_id then 'provider' else 'nav-office' end
        then l.created_at + interval '3 hours' end,
      l.created_at
    from last l
    join organisation did on did.id = l.did
    join organisation provider on provider.id = l.provider_id
    join organisation office on office.id = l.nav_office_id
    join membership m on m.organisation_id in (l.provider_id, l.nav_office_id) and m.organisation_id <> l.did and m.ended_at is null
    order by l.created_at, l.provider_id, l.nav_office_id, l.year, m.person_id, m.organisation_id`.execute(trx);

  await sql`
    insert into notification (person_id, organisation_id, topic, kind, thing, path, details, created_at, read_at, mailed_at)
    select m.person_id, m.organisation_id, 'meetings', 'called', 'meeting:' || g.id,
      '/meetings/' || replace(replace(replace(encode(convert_to('Meeting:' || g.id, 'UTF8'), 'base64'), '+', '%2B'), '/', '%2F'), '=', '%3D'),
      jsonb_build_object('who', called.name, 'date', g.held_on),
      g.created_at, g.created_at + interval '3 hours', g.created_at
    from meeting g
    join membership caller on caller.person_id = g.created_by and caller.organisation_id in (g.provider_id, g.counterpart_id)
    join organisation called on called.id = caller.organisation_id
    join membership m on m.organisation_id in (g.provider_id, g.counterpart_id) and m.organisation_id <> called.id and m.ended_at is null
    where g.created_at >= ${since}
    order by g.created_at, g.id, m.person_id, m.organisation_id`.execute(trx);
}
