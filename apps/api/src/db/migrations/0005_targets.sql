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

-- What one office and one provider are to agree on for a year: until when an answer is awaited.
create table target_talk (
  nav_office_id integer not null references organisation,
  provider_id integer not null references organisation,
  -- The NAV office's county unit.
  county_unit_id integer not null references organisation,
  year integer not null,
  answer_by date not null,
  set_by_name text not null,
  updated_at timestamptz not null default now(),
  primary key (nav_office_id, provider_id, year)
);

-- What one side prepares and has not sent. Nobody outside that organisation sees it.
create table target_draft (
  id uuid primary key default gen_random_uuid(),
  organisation_id integer not null references organisation,
  nav_office_id integer not null references organisation,
  provider_id integer not null references organisation,
  indicator text not null,
  programme text references programme,
  year integer not null,
  kind text not null check (kind in ('propose', 'counter', 'agree', 'reopen', 'sign')),
  value double precision,
  low double precision,
  high double precision,
  grounds text not null default '',
  -- The version of the negotiation that it answers; 0 where there is none yet.
  answers_version integer not null,
  -- Counts the changes; whoever changes it names the one they saw.
  version integer not null default 1,
  -- When a member handed it to the manager who sends.
  ready_at timestamptz,
  ready_by_name text,
  updated_by uuid not null references person,
  updated_by_name text not null,
  updated_at timestamptz not null default now(),
  unique nulls not distinct (organisation_id, nav_office_id, provider_id, indicator, programme, year),
  check (organisation_id in (nav_office_id, provider_id))
);

-- How far a provider has come in a year that is not published, as others may see it: rounded, and renewed only when the
-- results of five more people are in, so that two looks never tell about one person.
create table running_figure (
  provider_id integer not null references organisation,
  county_unit_id integer not null references organisation,
  programme text not null references programme,
  indicator text not null,
  year integer not null references measurement_year,
  as_of date not null,
  -- Rounded: shares to five points, durations to whole weeks.
  value double precision not null,
  -- The number of people, rounded down to a multiple of five.
  at_least integer not null,
  -- Rounded ends of the 95 % interval.
  low double precision,
  high double precision,
  -- How many are awaited in the whole year, rounded like the number of people.
  expected integer,
  primary key (provider_id, programme, indicator, year)
);
create index running_figure_county on running_figure (county_unit_id, year);

-- The exact sums when it was last renewed; for the system alone.
create table running_sum (
  provider_id integer not null,
  programme text not null,
  indicator text not null,
  year integer not null,
  numerator double precision not null,
  n integer not null,
  primary key (provider_id, programme, indicator, year),
  foreign key (provider_id, programme, indicator, year) references running_figure on delete cascade
);
