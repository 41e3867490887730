-- The measurement cycle: programmes, agreements, the indicator catalogue, years and reports.

create table programme (
  code text primary key,
  names jsonb not null,
  long_running boolean not null default false,
  sort_order integer not null,
  valid_from date,
  valid_to date,
  successor_code text references programme
);

create table agreement (
  id uuid primary key default gen_random_uuid(),
  nav_office_id integer not null references organisation,
  provider_id integer not null references organisation,
  programme text not null references programme,
  valid_from date not null,
  valid_to date,
  -- The agreement of another office that this one buys through, and that office; it ends with that one.
  through_id uuid,
  through_office_id integer,
  unique (nav_office_id, provider_id, programme, valid_from),
  unique (id, provider_id, programme, nav_office_id),
  foreign key (through_id, provider_id, programme, through_office_id)
    references agreement (id, provider_id, programme, nav_office_id) on delete cascade,
  check ((through_id is null) = (through_office_id is null)),
  check (valid_to is null or valid_to >= valid_from)
);
create index agreement_provider on agreement (provider_id, nav_office_id);

-- A definition never changes; a change is a new version that applies from a year on.
create table indicator_definition (
  code text not null,
  version integer not null,
  from_year integer not null,
  sort_order integer not null,
  definition jsonb not null,
  primary key (code, version)
);

create table measurement_year (
  year integer primary key check (year between 2000 and 2100),
  state text not null default 'open' check (state in ('open', 'closed', 'published')),
  -- The end of the last day on which a report is in time.
  deadline timestamptz not null,
  closed_at timestamptz,
  -- The revision that readers see; earlier ones are kept.
  revision integer
);

-- Whether an indicator suits targets in a programme (none: of the whole provider); rows only where the directorate decided.
create table suitability (
  indicator text not null,
  programme text references programme,
  suits text not null check (suits in ('yes', 'no', 'undecided')),
  decided_by_name text not null default '',
  decided_at timestamptz not null default now(),
  unique nulls not distinct (indicator, programme)
);

create table report (
  provider_id integer not null references organisation,
  year integer not null references measurement_year,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'locked', 'reopened')),
  -- An extension for this provider alone.
  deadline timestamptz,
  submitted_at timestamptz,
  submitted_by uuid references person,
  late boolean not null default false,
  reopened_reason text,
  updated_at timestamptz not null default now(),
  primary key (provider_id, year)
);
create index report_year on report (year, state);
