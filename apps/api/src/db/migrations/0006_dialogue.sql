-- Talk between a provider and a NAV office or a county unit. Third parties never see a thread they are no side of.

create table thread (
  id uuid primary key default gen_random_uuid(),
  provider_id integer not null references organisation,
  counterpart_id integer not null references organisation,
  subject text not null,
  indicator text,
  programme text references programme,
  year integer,
  created_by uuid not null references person,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by_name text,
  unique (id, provider_id, counterpart_id)
);
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
  unique (thread_id, seq),
  foreign key (thread_id, provider_id, counterpart_id) references thread (id, provider_id, counterpart_id)
);

create table thread_read (
  thread_id uuid not null references thread,
  person_id uuid not null references person on delete cascade,
  seq integer not null,
  primary key (thread_id, person_id)
);

create table action (
  id uuid primary key default gen_random_uuid(),
  thread_id uuid not null,
  provider_id integer not null,
  counterpart_id integer not null,
  title text not null,
  owner_organisation_id integer not null references organisation,
  owner_name text,
  due_date date,
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'done', 'dropped')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (thread_id, provider_id, counterpart_id) references thread (id, provider_id, counterpart_id)
);
create index action_thread on action (thread_id);
