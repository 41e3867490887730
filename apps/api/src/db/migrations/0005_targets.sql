-- Targets: national and county ones are set; local ones are negotiated.

create table general_target (
  id uuid primary key default gen_random_uuid(),
  level text not null check (level in ('national', 'county')),
  owner_id integer not null references organisation,
  indicator text not null,
  programme text references programme,
  year integer not null,
  value double precision,
  low double precision,
  high double precision,
  state text not null default 'draft' check (state in ('draft', 'published')),
  published_at timestamptz,
  updated_at timestamptz not null default now(),
  unique nulls not distinct (owner_id, indicator, programme, year),
  check (num_nonnulls(value, low) = 1 and num_nonnulls(low, high) in (0, 2))
);
create index general_target_year on general_target (year, indicator);

create table local_target (
  id uuid primary key default gen_random_uuid(),
  nav_office_id integer not null references organisation,
  provider_id integer not null references organisation,
  -- The NAV office's county unit, which sees deadlocks.
  county_unit_id integer not null references organisation,
  indicator text not null,
  programme text references programme,
  year integer not null,
  state text not null,
  -- What stands: the agreed value, else the latest proposal.
  value double precision,
  low double precision,
  high double precision,
  -- The value that is in force; kept while a new round runs.
  agreed_value double precision,
  agreed_low double precision,
  agreed_high double precision,
  agreed_at timestamptz,
  round integer not null default 1,
  -- Counts the steps; a move names the version it answers.
  version integer not null default 1,
  -- Whose move it is; none when nothing is waited for.
  turn text check (turn in ('nav-office', 'provider')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique nulls not distinct (nav_office_id, provider_id, indicator, programme, year),
  unique (id, nav_office_id, provider_id)
);
create index local_target_provider on local_target (provider_id, year);
create index local_target_county on local_target (county_unit_id, year);

create table target_step (
  target_id uuid not null,
  seq integer not null,
  nav_office_id integer not null,
  provider_id integer not null,
  round integer not null,
  kind text not null,
  organisation_id integer not null references organisation,
  person_id uuid not null references person,
  person_name text not null,
  person_role text not null,
  value double precision,
  low double precision,
  high double precision,
  grounds text,
  created_at timestamptz not null default now(),
  primary key (target_id, seq),
  foreign key (target_id, nav_office_id, provider_id) references local_target (id, nav_office_id, provider_id)
);
