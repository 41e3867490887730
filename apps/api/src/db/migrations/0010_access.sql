-- The second wall: row-level security, written apart from the rules in packages/domain/src/access and coarser.
-- The roles themselves are made in db/migrate.ts, for they belong to the whole cluster and not to this database.
--   batt_owner   owns everything here and is itself subject to the policies
--   batt_nobody  a connection for which no viewer is set yet: may nothing
--   batt_app     people: sees what app.me() may see
--   batt_system  sign-in, publication, seed, jobs: every row, no tables of its own
--   batt_audit   owns the one function that writes the audit log

create schema app;
grant usage on schema app to batt_app, batt_system, batt_audit;

-- Who asks -----------------------------------------------------------------------------------------------------------

-- A question with nobody asking is a mistake in the program. It must fail, never look like "nothing found".
create function app.setting(name text) returns text language plpgsql stable set search_path = pg_catalog as $$
declare value text := nullif(current_setting('batt.' || name, true), '');
begin
  if value is null then
    raise exception 'No viewer is set for this transaction.' using errcode = 'insufficient_privilege';
  end if;
  return value;
end $$;

-- The organisation acted for.
create function app.me() returns integer language sql stable set search_path = pg_catalog
  return app.setting('organisation')::integer;

create function app.my_person() returns uuid language sql stable set search_path = pg_catalog
  return app.setting('person')::uuid;

create function app.is_member() returns boolean language sql stable set search_path = pg_catalog
  return app.setting('role') in ('member', 'manager');

create function app.is_manager() returns boolean language sql stable set search_path = pg_catalog
  return app.setting('role') = 'manager';

create function app.my_kind() returns text language sql stable set search_path = pg_catalog, public
  begin atomic select kind from public.organisation where id = app.me(); end;

create function app.is_operator() returns boolean language sql stable set search_path = pg_catalog, public
  begin atomic select coalesce((select is_operator from public.organisation where id = app.me()), false); end;

-- The providers whose whole scorecards one may read. Policies use it as `= any(array(select app.my_providers()))`,
-- which is worked out once for a statement and not for each row.
create function app.my_providers() returns setof integer language sql stable set search_path = pg_catalog, public
begin atomic
  select o.id from public.organisation o
  where o.kind = 'provider' and (
    o.id = app.me()
    or o.county_unit_id = app.me()
    or (select app.my_kind()) = 'directorate'
    or (select app.is_operator())
    or o.id in (select a.provider_id from public.provider_association a where a.association_id = app.me())
    or o.id in (
      select g.provider_id from public.agreement g
      where g.nav_office_id = app.me() and current_date >= g.valid_from and current_date <= coalesce(g.valid_to, 'infinity')
    )
  );
end;

-- Of those, the ones whose people one may run: an association's members, everybody's for the operator, and oneself.
create function app.my_charges() returns setof integer language sql stable set search_path = pg_catalog, public
begin atomic
  select app.me() where app.is_manager()
  union all
  select o.id from public.organisation o
  where app.is_manager() and (
    (select app.is_operator())
    or o.id in (select a.provider_id from public.provider_association a where a.association_id = app.me())
  );
end;

-- The system and the owner's functions ------------------------------------------------------------------------------

-- Every table: on, and for its owner too. batt_system reaches every row, so that policies are only about people.
do $$
declare name text;
begin
  for name in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy system on %I to batt_system using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to batt_system', name);
  end loop;
end $$;

-- The owner's functions for counting and ranking must know whose scorecards the viewer may read.
create policy functions on organisation for select to batt_owner using (true);
create policy functions on provider_association for select to batt_owner using (true);
create policy functions on agreement for select to batt_owner using (true);

-- Who takes part -----------------------------------------------------------------------------------------------------

grant select on organisation, provider_association, agreement, membership to batt_app;
grant insert (kind, number, name, county_unit_id, valid_from, valid_to), update (name, valid_to, successor_id)
  on organisation to batt_app;
grant insert, delete on provider_association to batt_app;
grant insert, update, delete on agreement to batt_app;
grant insert (person_id, organisation_id, role), update (role, ended_at) on membership to batt_app;
grant select, insert (id, email, name, locale), update (name, locale, suspended_at) on person to batt_app;

create policy read on organisation for select to batt_app using ((select app.me()) is not null);
create policy add on organisation for insert to batt_app
  with check ((select app.is_operator()) and (select app.is_manager()));
create policy change on organisation for update to batt_app
  using ((select app.my_kind()) = 'association' and id = any(array(select app.my_charges())));

create policy read on provider_association for select to batt_app using ((select app.me()) is not null);
create policy write on provider_association for all to batt_app
  using ((select app.is_operator()) and (select app.is_manager()));

create policy read on agreement for select to batt_app using (
  provider_id = (select app.me()) or nav_office_id = (select app.me())
  -- An office must find its agreements before it can know its providers; the others know theirs without them.
  or ((select app.my_kind()) <> 'nav-office' and provider_id = any(array(
    select o.id from organisation o
    where o.county_unit_id = (select app.me()) or (select app.my_kind()) = 'directorate' or (select app.is_operator())
    union all
    select a.provider_id from provider_association a where a.association_id = (select app.me()))))
);
create policy write on agreement for all to batt_app using (
  (select app.my_kind()) = 'association' and provider_id = any(array(select app.my_charges()))
);

create policy read on membership for select to batt_app using (
  person_id = (select app.my_person()) or organisation_id = any(array(select app.my_charges()))
);
create policy add on membership for insert to batt_app
  with check (organisation_id = any(array(select app.my_charges())));
create policy change on membership for update to batt_app
  using (organisation_id = any(array(select app.my_charges())));

-- One finds oneself and the people whose memberships one may see.
create policy read on person for select to batt_app using (
  id = (select app.my_person()) or ((select app.is_operator()) and (select app.is_manager()))
  or id = any(array(select m.person_id from membership m))
);
create policy add on person for insert to batt_app with check ((select app.is_manager()));
create policy change on person for update to batt_app
  using (id = (select app.my_person()) or ((select app.is_operator()) and (select app.is_manager())));

-- identity, invitation, session and api_token are for batt_system alone: what signs people in is nobody's to read.

-- The measurement cycle ----------------------------------------------------------------------------------------------

grant select on programme, indicator_definition, suitability, measurement_year, report, publication, benchmark to batt_app;
grant insert, update on programme, indicator_definition, suitability, measurement_year, report to batt_app;
grant delete on suitability to batt_app;

do $$
declare name text;
begin
  foreach name in array array['programme', 'indicator_definition', 'suitability', 'measurement_year', 'publication', 'benchmark'] loop
    execute format('create policy read on %I for select to batt_app using ((select app.me()) is not null)', name);
  end loop;
  foreach name in array array['programme', 'indicator_definition', 'measurement_year'] loop
    execute format(
      'create policy write on %I for all to batt_app using ((select app.is_operator()) and (select app.is_manager()))', name);
  end loop;
end $$;
create policy write on suitability for all to batt_app
  using ((select app.my_kind()) = 'directorate' and (select app.is_manager()));

-- Whether a provider has reported is known to whoever may read its scorecard; what it reported is not.
create policy read on report for select to batt_app using (
  provider_id = (select app.me())
  or ((select app.my_kind()) <> 'nav-office' and provider_id = any(array(select app.my_providers())))
);
create policy write on report for all to batt_app using (
  (provider_id = (select app.me()) and (select app.is_member()))
  or ((select app.my_kind()) = 'association' and provider_id = any(array(select app.my_charges())))
);

-- What a provider reports: its own alone -----------------------------------------------------------------------------

do $$
declare name text;
begin
  foreach name in array array['participation', 'external_placement', 'placement_partner', 'staff_training',
    'health_answer', 'follow_up', 'survey_coverage', 'indicator_value', 'survey_answer', 'import'] loop
    execute format('grant select, insert, update, delete on %I to batt_app', name);
    execute format('create policy read on %I for select to batt_app using (provider_id = (select app.me()))', name);
    execute format('create policy write on %I for all to batt_app
      using (provider_id = (select app.me()) and (select app.is_member()))', name);
  end loop;
end $$;
-- The log of imports is kept as it was written.
revoke update, delete on import from batt_app;

grant select, insert, delete on uploaded_file to batt_app;
create policy own on uploaded_file for all to batt_app using (
  organisation_id = (select app.me()) and person_id = (select app.my_person()) and (select app.is_member())
);

-- survey_count is for batt_system alone: it is what locked answers were reduced to.

-- Published figures --------------------------------------------------------------------------------------------------

grant select on result, figure, perspective, provider_profile, peer to batt_app;
create policy read on result for select to batt_app
  using (provider_id = (select app.me()) and not hidden_from_owner);
do $$
declare name text;
begin
  foreach name in array array['figure', 'perspective', 'provider_profile', 'peer'] loop
    execute format('create policy read on %I for select to batt_app
      using (provider_id = any(array(select app.my_providers())) or county_unit_id = (select app.me()))', name);
  end loop;
end $$;

-- Lists of providers to compare with: an organisation's own.
grant select, insert, delete on favourite to batt_app;
create policy read on favourite for select to batt_app using (organisation_id = (select app.me()));
create policy write on favourite for all to batt_app
  using (organisation_id = (select app.me()) and (select app.is_member()));

-- Where everybody stands is known to every member; how well, only to whoever may read that scorecard.
create policy ranks on figure for select to batt_owner using (true);
create function app.published_ranks(p_year integer, p_revision integer, p_indicator text, p_programme text)
returns table (provider_id integer, county_unit_id integer, rank integer, "position" integer, rank_low integer,
  rank_high integer, area_rank_low integer, area_rank_high integer, top_three double precision, top_five double precision)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
  select f.provider_id, f.county_unit_id, f.rank, f.position, f.rank_low, f.rank_high, f.area_rank_low, f.area_rank_high,
    f.top_three, f.top_five
  from public.figure f
  where app.me() is not null and f.year = p_year and f.revision = p_revision and f.indicator = p_indicator
    and f.programme is not distinct from p_programme and f.rank is not null;
end;

-- What values were published, in bins too wide for ranks to make them anybody's.
create policy functions on indicator_definition for select to batt_owner using (true);
create function app.bin_width(definition jsonb) returns numeric language sql immutable set search_path = pg_catalog
  return case definition ->> 'unit'
    when 'percent' then 2.0 when 'weeks' then 1.0 when 'score' then 0.1 when 'days' then 0.5 else 10.0 end;
-- Towards the weaker side, so that an edge is reached by as many as truly reach it.
create function app.bin_edge(value double precision, definition jsonb) returns numeric
language sql immutable set search_path = pg_catalog
  return case definition ->> 'direction'
    when 'higher' then floor(value::numeric / app.bin_width(definition))
    when 'lower' then ceil(value::numeric / app.bin_width(definition))
    else round(value::numeric / app.bin_width(definition)) end;
create function app.published_values(p_year integer, p_revision integer, p_indicator text, p_programme text, p_county integer)
returns table (value double precision)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
  select (app.bin_edge(f.value, d.definition) * app.bin_width(d.definition))::double precision
  from public.figure f
  join public.indicator_definition d on d.code = f.indicator and d.version = f.indicator_version
  where app.me() is not null and f.year = p_year and f.revision = p_revision and f.indicator = p_indicator
    and f.programme is not distinct from p_programme and f.value is not null
    and (p_county is null or f.county_unit_id = p_county);
end;

-- The same with the size down to a five, of those whose scorecards the viewer may not read or, where a county unit is given,
-- who are not under it: how many there are in each cell. Few make few fractions, so a share of few is told in several bins
-- together: beside its size one alone would be the very figure. A count is its own size, so it has none.
create function app.published_cells(p_year integer, p_revision integer, p_indicator text, p_programme text, p_county integer)
returns table (n integer, low double precision, high double precision, providers integer)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
  select c.n, ((floor(c.edge / c.bins) * c.bins + c.side) * c.width)::double precision as low,
    ((floor(c.edge / c.bins) * c.bins + c.bins + c.side) * c.width)::double precision as high, count(*)::integer
  from (
    select case when d.definition ->> 'unit' <> 'count' then f.n / 5 * 5 end as n,
      app.bin_edge(f.value, d.definition) as edge, app.bin_width(d.definition) as width,
      case d.definition ->> 'direction' when 'higher' then 0 when 'lower' then -1 else -0.5 end as side,
      case when d.definition ->> 'unit' <> 'percent' or f.n >= 30 then 1 when f.n >= 10 then 2 else 5 end as bins
    from public.figure f
    join public.indicator_definition d on d.code = f.indicator and d.version = f.indicator_version
    where f.year = p_year and f.revision = p_revision and f.indicator = p_indicator
      and f.programme is not distinct from p_programme and f.value is not null
      and not ((p_county is null or f.county_unit_id = p_county)
        and (f.provider_id = any(array(select app.my_providers())) or f.county_unit_id = (select app.me())))
  ) c
  where app.me() is not null
  group by 1, 2, 3;
end;

-- How many reports are in, and of how many; who is missing is not told.
create policy counts on report for select to batt_owner using (true);
create function app.report_counts(p_year integer)
returns table (county_unit_id integer, expected integer, reported integer, late integer)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
  select o.county_unit_id, count(*)::integer,
    count(*) filter (where r.state in ('submitted', 'locked'))::integer,
    count(*) filter (where r.late and r.state in ('submitted', 'locked'))::integer
  from public.organisation o
  left join public.report r on r.provider_id = o.id and r.year = p_year
  where app.me() is not null and o.kind = 'provider'
    and o.valid_from <= make_date(p_year, 12, 31) and coalesce(o.valid_to, 'infinity') >= make_date(p_year, 1, 1)
  group by o.county_unit_id;
end;

-- Targets ------------------------------------------------------------------------------------------------------------

grant select, insert, update, delete on general_target to batt_app;
create policy read on general_target for select to batt_app
  using (state = 'published' or owner_id = (select app.me()));
create policy write on general_target for all to batt_app using (
  owner_id = (select app.me()) and (select app.is_member()) and (state = 'draft' or (select app.is_manager()))
  and level = case (select app.my_kind()) when 'directorate' then 'national' when 'county-unit' then 'county' end
);

grant select, insert, update on local_target to batt_app;
create policy read on local_target for select to batt_app using (
  provider_id = (select app.me()) or nav_office_id = (select app.me()) or county_unit_id = (select app.me())
);
create policy add on local_target for insert to batt_app with check (
  nav_office_id = (select app.me()) and (select app.is_member()) and provider_id = any(array(select app.my_providers()))
);
create policy change on local_target for update to batt_app using (
  (provider_id = (select app.me()) or nav_office_id = (select app.me())) and (select app.is_member())
);

grant select, insert on target_step to batt_app;
create policy read on target_step for select to batt_app using (
  provider_id = (select app.me()) or nav_office_id = (select app.me())
  or target_id = any(array(select t.id from local_target t where t.county_unit_id = (select app.me())))
);
create policy add on target_step for insert to batt_app with check (
  organisation_id = (select app.me()) and person_id = (select app.my_person()) and (select app.is_member())
  and (provider_id = (select app.me()) or nav_office_id = (select app.me()))
);

-- Until when an answer is awaited is the office's to say.
grant select, insert, update, delete on target_talk to batt_app;
create policy read on target_talk for select to batt_app using (
  provider_id = (select app.me()) or nav_office_id = (select app.me()) or county_unit_id = (select app.me())
);
create policy write on target_talk for all to batt_app using (
  nav_office_id = (select app.me()) and (select app.is_member()) and provider_id = any(array(select app.my_providers()))
);

grant select, insert, update, delete on target_draft to batt_app;
create policy read on target_draft for select to batt_app using (organisation_id = (select app.me()));
create policy write on target_draft for all to batt_app using (organisation_id = (select app.me()) and (select app.is_member()));

-- Of a year that is not published others see the coarse figure, and never the sums behind it.
grant select on running_figure to batt_app;
create policy read on running_figure for select to batt_app using (
  (select app.my_kind()) in ('provider', 'nav-office', 'county-unit') and provider_id = any(array(select app.my_providers()))
);

-- A scorecard shows the local target in force to whoever may read the scorecard, and nothing of how it came about.
create policy agreed on local_target for select to batt_owner using (agreed_at is not null);
create function app.agreed_targets(p_provider integer, p_from integer, p_to integer)
returns table (id uuid, nav_office_id integer, provider_id integer, indicator text, programme text, year integer,
  value double precision, low double precision, high double precision, agreed_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
  select t.id, t.nav_office_id, t.provider_id, t.indicator, t.programme, t.year,
    t.agreed_value, t.agreed_low, t.agreed_high, t.agreed_at
  from public.local_target t
  where (p_provider is null or t.provider_id = p_provider) and t.year between p_from and p_to
    and t.agreed_at is not null and t.state <> 'withdrawn' and t.provider_id in (select app.my_providers());
end;

-- Dialogue: the two sides alone --------------------------------------------------------------------------------------

grant select, insert, update on thread, action, meeting to batt_app;
grant select, insert, update (body, mentions, edited_at) on comment to batt_app;
grant select, insert on thread_step, comment_edit, meeting_confirmation to batt_app;
grant select, insert, update on thread_read to batt_app;

do $$
declare name text;
begin
  foreach name in array array['thread', 'thread_step', 'comment', 'comment_edit', 'action', 'meeting', 'meeting_confirmation'] loop
    execute format('create policy read on %I for select to batt_app
      using (provider_id = (select app.me()) or counterpart_id = (select app.me()))', name);
  end loop;
  foreach name in array array['thread', 'action', 'meeting'] loop
    execute format('create policy write on %I for all to batt_app
      using ((provider_id = (select app.me()) or counterpart_id = (select app.me())) and (select app.is_member()))', name);
  end loop;
  foreach name in array array['thread_step', 'comment', 'meeting_confirmation'] loop
    execute format('create policy add on %I for insert to batt_app with check (
      (provider_id = (select app.me()) or counterpart_id = (select app.me())) and (select app.is_member())
      and organisation_id = (select app.me()) and person_id = (select app.my_person()))', name);
  end loop;
end $$;
-- One changes one's own words alone, and what they were stays.
create policy change on comment for update to batt_app using (
  organisation_id = (select app.me()) and person_id = (select app.my_person()) and (select app.is_member())
);
create policy add on comment_edit for insert to batt_app with check (
  comment_id in (select c.id from comment c where c.organisation_id = app.me() and c.person_id = app.my_person())
  and (select app.is_member())
);
-- Readers mark what they have read too, in threads that they see.
create policy own on thread_read for all to batt_app using (
  person_id = (select app.my_person()) and thread_id in (select t.id from thread t)
);

-- Whom a comment between these two sides may call on: the people of one's own organisation, those of the other who have
-- written to it (as they were called then, for no other name of theirs is known), and the other organisation as a whole.
create policy functions on comment for select to batt_owner using (true);
create policy functions on membership for select to batt_owner using (true);
create policy functions on person for select to batt_owner using (true);
create function app.mentionable(p_provider integer, p_counterpart integer)
returns table (organisation_id integer, person_id uuid, name text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
  with sides as (
    select o.id, o.name from public.organisation o
    where o.id in (p_provider, p_counterpart) and app.me() in (p_provider, p_counterpart)
  ), active as (
    select m.organisation_id, p.id, p.name
    from public.membership m join public.person p on p.id = m.person_id
    where m.organisation_id in (select id from sides) and m.ended_at is null and p.suspended_at is null
      and p.id <> app.my_person()
  ), written as (
    select distinct on (c.person_id) c.organisation_id, c.person_id, c.person_name
    from public.comment c
    where c.provider_id = p_provider and c.counterpart_id = p_counterpart and c.organisation_id <> app.me()
    order by c.person_id, c.created_at desc
  )
  select a.organisation_id, a.id, a.name from active a where a.organisation_id = app.me()
  union all
  select w.organisation_id, w.person_id, w.person_name from written w
  where (w.organisation_id, w.person_id) in (select a.organisation_id, a.id from active a)
  union all
  select s.id, null, s.name from sides s where s.id <> app.me();
end;

-- The directorate sees how much is talked and agreed, never what. Nobody else is told even that.
create policy counts on thread for select to batt_owner using (true);
create policy counts on local_target for select to batt_owner using (true);
create function app.dialogue_counts(p_year integer)
returns table (threads integer, targets_agreed integer, targets_open integer)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
  select
    (select count(*)::integer from public.thread t where t.year = p_year),
    (select count(*)::integer from public.local_target t where t.year = p_year and t.state = 'agreed'),
    (select count(*)::integer from public.local_target t
      where t.year = p_year and t.state not in ('agreed', 'withdrawn'))
  where app.my_kind() = 'directorate';
end;

-- Notifications: each person's own ------------------------------------------------------------------------------------

grant select, update (read_at) on notification to batt_app;
create policy own on notification for all to batt_app
  using (person_id = (select app.my_person()) and organisation_id = (select app.me()));
grant select, insert, update on notification_choice to batt_app;
create policy own on notification_choice for all to batt_app
  using (person_id = (select app.my_person()) and organisation_id = (select app.me()));

-- Tells an organisation's people, or one of them, but never the one who acts. It reaches one's own organisation and
-- those one has to do with; anybody about a practice, which all read. Who they are stays unknown.
create policy functions on notification for all to batt_owner using (true);
create function app.tell(p_organisation integer, p_person uuid, p_topic text, p_kind text, p_thing text, p_path text, p_details jsonb)
returns void language sql volatile security definer set search_path = pg_catalog, public
begin atomic
  insert into public.notification (person_id, organisation_id, topic, kind, thing, path, details)
  select m.person_id, m.organisation_id, p_topic, p_kind, p_thing, p_path, p_details
  from public.membership m
  join public.person p on p.id = m.person_id and p.suspended_at is null
  where m.organisation_id = p_organisation and m.ended_at is null
    and (p_person is null or m.person_id = p_person) and m.person_id <> app.my_person()
    and exists (
      select from public.organisation me, public.organisation o
      where me.id = app.me() and o.id = p_organisation and (
        p_topic = 'practices' or me.id = o.id or me.county_unit_id = o.id or o.county_unit_id = me.id
        or me.kind in ('association', 'directorate') or o.kind in ('association', 'directorate')
        or exists (
          select from public.agreement g
          where (g.provider_id, g.nav_office_id) in ((me.id, o.id), (o.id, me.id)))))
  on conflict (person_id, organisation_id, thing) where read_at is null
    -- Being called on outlasts whatever is said after it.
    do update set kind = case notification.kind when 'mentioned' then 'mentioned' else excluded.kind end, path = excluded.path, details = excluded.details, created_at = now(), mailed_at = null;
end;

-- How much waits for the same person in their other organisations; what it is they see when they act for those.
create function app.unread_elsewhere() returns table (organisation_id integer, unread integer)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
  select m.organisation_id, count(*)::integer
  from public.membership m
  join public.notification n on (n.person_id, n.organisation_id) = (m.person_id, m.organisation_id) and n.read_at is null
  where m.person_id = app.my_person() and m.organisation_id <> app.me() and m.ended_at is null
  group by m.organisation_id;
end;

-- Whoever writes a notification, those who follow theirs hear of it when it is committed.
create function app.notification_told() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('notification', jsonb_build_array(new.id::text, new.person_id, new.organisation_id::text)::text);
  return null;
end $$;
create trigger told after insert or update of created_at on notification
  for each row execute function app.notification_told();

-- Practices ----------------------------------------------------------------------------------------------------------

grant select, insert, update on practice to batt_app;
grant select, insert, delete on practice_indicator to batt_app;
grant select, insert, update (answer, state, answered_at) on practice_question to batt_app;
grant select, insert, update, delete on practice_adoption to batt_app;
create policy read on practice for select to batt_app using (
  state = 'published' or provider_id = (select app.me())
  or (state <> 'draft' and (select app.my_kind()) = 'association' and provider_id = any(array(select app.my_providers())))
);
create policy write on practice for all to batt_app using (
  (provider_id = (select app.me()) and (select app.is_member()))
  or (state <> 'draft' and (select app.my_kind()) = 'association' and provider_id = any(array(select app.my_charges())))
) with check (
  (provider_id = (select app.me()) and (select app.is_member()))
  or ((select app.my_kind()) = 'association' and provider_id = any(array(select app.my_charges())))
);
create policy read on practice_indicator for select to batt_app
  using (practice_id in (select p.id from practice p));
create policy write on practice_indicator for all to batt_app
  using (provider_id = (select app.me()) and (select app.is_member()));
create policy read on practice_question for select to batt_app using (
  state = 'answered' or provider_id = (select app.me()) or organisation_id = (select app.me())
);
create policy add on practice_question for insert to batt_app with check (
  organisation_id = (select app.me()) and person_id = (select app.my_person()) and (select app.is_member())
  and practice_id in (select p.id from practice p where p.state = 'published')
);
create policy answer on practice_question for update to batt_app
  using (provider_id = (select app.me()) and (select app.is_member()));
create policy read on practice_adoption for select to batt_app using (provider_id = (select app.me()));
create policy write on practice_adoption for all to batt_app
  using (provider_id = (select app.me()) and (select app.is_member()));

create policy counts on practice_adoption for select to batt_owner using (true);
create function app.practice_adoptions() returns table (practice_id uuid, adoptions integer)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
  select a.practice_id, count(*)::integer from public.practice_adoption a where app.me() is not null group by a.practice_id;
end;

-- Audit --------------------------------------------------------------------------------------------------------------

grant select on audit_entry to batt_app, batt_audit;
grant insert on audit_entry to batt_audit;
revoke insert, update, delete on audit_entry from batt_system;
create policy read on audit_entry for select to batt_app using (
  (select app.is_manager()) and (organisation_id = (select app.me()) or concerns_id = (select app.me()))
);
create policy append on audit_entry for insert to batt_audit with check (true);
create policy last on audit_entry for select to batt_audit using (true);

-- One row's hash: over the hash before it and the row's own words, in jsonb's canonical order.
create function app.audit_hash(e audit_entry) returns bytea language sql stable set search_path = pg_catalog
  return sha256(e.previous_hash || convert_to(jsonb_build_object(
    'seq', e.seq, 'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), 'person', e.person_id,
    'organisation', e.organisation_id, 'concerns', e.concerns_id, 'action', e.action, 'subject', e.subject,
    'details', e.details)::text, 'UTF8'));

-- Functions are for those named, never for everybody.
revoke all on all functions in schema app from public;
grant execute on function app.setting(text), app.me(), app.my_person(), app.is_member(), app.is_manager(), app.my_kind(),
  app.is_operator(), app.my_providers(), app.my_charges(), app.practice_adoptions(),
  app.tell(integer, uuid, text, text, text, text, jsonb), app.unread_elsewhere(), app.published_ranks(integer, integer, text, text),
  app.published_values(integer, integer, text, text, integer), app.published_cells(integer, integer, text, text, integer),
  app.report_counts(integer), app.agreed_targets(integer, integer, integer), app.dialogue_counts(integer),
  app.mentionable(integer, integer) to batt_app;
grant execute on function app.audit_hash(audit_entry) to batt_audit, batt_system;

-- One writer at a time, until its transaction ends: a chain has one end.
grant create on schema app to batt_audit;
set local role batt_audit;
create function app.audit(p_action text, p_subject text, p_concerns integer, p_details jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, public as $$
declare e public.audit_entry;
begin
  perform pg_advisory_xact_lock(hashtext('batt.audit'));
  select a.seq + 1, a.hash into e.seq, e.previous_hash from public.audit_entry a order by a.seq desc limit 1;
  e.seq := coalesce(e.seq, 1);
  e.previous_hash := coalesce(e.previous_hash, sha256(''));
  e.at := clock_timestamp();
  e.person_id := nullif(current_setting('batt.person', true), '')::uuid;
  e.organisation_id := nullif(current_setting('batt.organisation', true), '')::integer;
  e.concerns_id := p_concerns;
  e.action := p_action;
  e.subject := p_subject;
  e.details := p_details;
  e.hash := app.audit_hash(e);
  insert into public.audit_entry select e.*;
end $$;
revoke all on function app.audit(text, text, integer, jsonb) from public;
grant execute on function app.audit(text, text, integer, jsonb) to batt_app, batt_system;
reset role;
revoke create on schema app from batt_audit;
