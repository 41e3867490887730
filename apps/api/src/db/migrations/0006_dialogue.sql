-- Talk between a provider and a NAV office or a county unit. Third parties never see a thread they are no side of.

create table thread (
  id uuid primary key default gen_random_uuid(),
  provider_id integer not null references organisation,
  counterpart_id integer not null references organisation,
  subject text not null,
  -- What it is about: a figure, a target (negotiated, or of the indicator in general), one of the nine survey themes, or else.
  about text not null default 'other' check (about in ('figure', 'target', 'survey-theme', 'other')),
  indicator text,
  programme text references programme,
  year integer,
  target_id uuid,
  survey_theme smallint check (survey_theme between 1 and 9),
  created_by uuid not null references person,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- While it is resolved; thread_step says by whom.
  resolved_at timestamptz,
  unique (id, provider_id, counterpart_id),
  foreign key (target_id, counterpart_id, provider_id) references local_target (id, nav_office_id, provider_id),
  check ((about = 'survey-theme') = (survey_theme is not null)),
  check (target_id is null or about = 'target')
);
create index thread_target on thread (target_id) where target_id is not null;
create index thread_provider on thread (provider_id, updated_at desc);
create index thread_counterpart on thread (counterpart_id, updated_at desc);

create table comment (
  id uuid primary key default gen_random_uuid(),
  thread_id uuid not null,
  provider_id integer not null,
  counterpart_id integer not null,
  -- A gapless order within the thread, so that a reader who was away knows what is missing.
  seq integer not null,
  organisation_id integer not null references organisation,
  person_id uuid not null references person,
  -- As the author was called then.
  person_name text not null,
  body text not null,
  created_at timestamptz not null default now(),
  -- Which people and organisations it calls on: [{personId, name} | {organisationId, name}], as they were called then.
  mentions jsonb not null default '[]',
  edited_at timestamptz,
  unique (thread_id, seq),
  unique (id, provider_id, counterpart_id),
  foreign key (thread_id, provider_id, counterpart_id) references thread (id, provider_id, counterpart_id)
);

-- Each time that a thread was resolved or reopened. Steps are kept for good.
create table thread_step (
  thread_id uuid not null,
  -- From 1.
  seq integer not null,
  provider_id integer not null,
  counterpart_id integer not null,
  kind text not null check (kind in ('resolved', 'reopened')),
  organisation_id integer not null references organisation,
  person_id uuid not null references person,
  -- As they were called then.
  person_name text not null,
  created_at timestamptz not null default now(),
  primary key (thread_id, seq),
  foreign key (thread_id, provider_id, counterpart_id) references thread (id, provider_id, counterpart_id)
);

create table thread_read (
  thread_id uuid not null references thread,
  person_id uuid not null references person on delete cascade,
  seq integer not null,
  primary key (thread_id, person_id)
);

-- What a comment said before it was changed; both sides may read it.
create table comment_edit (
  comment_id uuid not null,
  provider_id integer not null,
  counterpart_id integer not null,
  -- From 1, the first wording.
  seq integer not null,
  body text not null,
  replaced_at timestamptz not null default now(),
  primary key (comment_id, seq),
  foreign key (comment_id, provider_id, counterpart_id) references comment (id, provider_id, counterpart_id)
);

-- A dialogue meeting between a provider and a NAV office or its county unit.
create table meeting (
  id uuid primary key default gen_random_uuid(),
  provider_id integer not null references organisation,
  counterpart_id integer not null references organisation,
  -- The programme and measurement year that are talked about.
  programme text not null references programme,
  year integer not null,
  held_on date not null,
  state text not null default 'planned' check (state in ('planned', 'held', 'cancelled')),
  -- The points in their order: [{kind, indicator?, theme?, actionId?, text}].
  agenda jsonb not null default '[]',
  minutes text not null default '',
  -- Counts the changes; a confirmation names the one that was read.
  version integer not null default 1,
  -- The provider's own unmasked counts per end reason, where a manager of it has opened them to this counterpart.
  end_reasons jsonb,
  end_reasons_opened_by text,
  end_reasons_opened_at timestamptz,
  created_by uuid not null references person,
  updated_by_name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (id, provider_id, counterpart_id)
);
create index meeting_provider on meeting (provider_id, held_on desc);
create index meeting_counterpart on meeting (counterpart_id, held_on desc);

-- That a side stands behind the minutes as they were in a version. A later change asks for a new one.
create table meeting_confirmation (
  meeting_id uuid not null,
  provider_id integer not null,
  counterpart_id integer not null,
  organisation_id integer not null references organisation,
  version integer not null,
  person_id uuid not null references person,
  person_name text not null,
  confirmed_at timestamptz not null default now(),
  primary key (meeting_id, organisation_id, version),
  foreign key (meeting_id, provider_id, counterpart_id) references meeting (id, provider_id, counterpart_id)
);

-- An improvement action. It comes out of a thread or a meeting, and is tied to the figure that it is to change.
create table action (
  id uuid primary key default gen_random_uuid(),
  provider_id integer not null references organisation,
  counterpart_id integer not null references organisation,
  thread_id uuid,
  meeting_id uuid,
  title text not null,
  indicator text,
  programme text references programme,
  -- The measurement year of the figure it started from.
  year integer,
  owner_organisation_id integer not null references organisation,
  owner_name text,
  due_date date,
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'done', 'dropped')),
  done_at timestamptz,
  -- The last day on which its owner was reminded.
  reminded_on date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (num_nonnulls(thread_id, meeting_id) >= 1),
  check (owner_organisation_id in (provider_id, counterpart_id)),
  foreign key (thread_id, provider_id, counterpart_id) references thread (id, provider_id, counterpart_id),
  foreign key (meeting_id, provider_id, counterpart_id) references meeting (id, provider_id, counterpart_id)
);
create index action_thread on action (thread_id);
create index action_meeting on action (meeting_id);
create index action_provider on action (provider_id, state);
create index action_counterpart on action (counterpart_id, state);
create index action_due on action (due_date) where state in ('proposed', 'accepted');
