-- What a provider reports: the rows of its data files. Theirs alone; nobody else reads them.

create table participation (
  provider_id integer not null references organisation,
  participation_id text not null,
  programme text not null references programme,
  nav_office_id integer references organisation,
  start_date date not null,
  end_date date,
  end_reason text,
  first_workday date,
  employed_date date,
  formal_qualification text,
  gender text,
  birth_year smallint,
  work_ability text,
  basic_skills text,
  minority_background boolean,
  primary key (provider_id, participation_id),
  check ((end_date is null) = (end_reason is null)),
  check (end_date >= start_date)
);

create table external_placement (
  provider_id integer not null,
  participation_id text not null,
  partner text not null,
  start_date date not null,
  end_date date,
  followed_up boolean not null,
  primary key (provider_id, participation_id, partner, start_date),
  foreign key (provider_id, participation_id) references participation on delete cascade
);

create table placement_partner (
  provider_id integer not null references organisation,
  partner text not null,
  agreement_date date,
  last_used_date date,
  primary key (provider_id, partner)
);

-- Two rows for one day are two trainings, so a row has no key of its own in the files.
create table staff_training (
  id bigint generated always as identity primary key,
  provider_id integer not null references organisation,
  staff_id text not null,
  in_rehabilitation boolean not null,
  date date not null,
  hours double precision not null check (hours >= 0)
);
create index staff_training_year on staff_training (provider_id, staff_id, date);

create table health_answer (
  provider_id integer not null references organisation,
  year integer not null,
  programme text references programme,
  question smallint not null check (question between 1 and 6),
  answer boolean not null,
  unique nulls not distinct (provider_id, year, programme, question),
  check ((programme is null) = (question <= 4))
);

create table follow_up (
  provider_id integer not null,
  participation_id text not null,
  date date not null,
  situation text not null,
  primary key (provider_id, participation_id, date),
  foreign key (provider_id, participation_id) references participation on delete cascade
);

create table survey_coverage (
  survey text not null check (survey in ('nav', 'participant', 'employee')),
  provider_id integer not null references organisation,
  programme text references programme,
  year integer not null,
  entitled integer not null check (entitled >= 0),
  offered integer not null check (offered >= 0),
  unique nulls not distinct (provider_id, survey, programme, year)
);

create table indicator_value (
  provider_id integer not null references organisation,
  indicator text not null,
  programme text references programme,
  year integer not null,
  numerator double precision not null,
  denominator double precision,
  unique nulls not distinct (provider_id, indicator, programme, year)
);

-- Kept until the report is locked; then reduced to survey_count and removed.
create table survey_answer (
  provider_id integer not null references organisation,
  survey text not null check (survey in ('nav', 'participant', 'employee')),
  programme text references programme,
  year integer not null,
  response_id text not null,
  question smallint not null check (question between 1 and 9),
  answer smallint not null check (answer between 0 and 7),
  primary key (provider_id, year, survey, response_id, question),
  check ((survey = 'participant') = (programme is not null))
);

create table survey_count (
  provider_id integer not null references organisation,
  survey text not null check (survey in ('nav', 'participant', 'employee')),
  programme text references programme,
  year integer not null,
  question smallint not null,
  answer smallint not null,
  answers integer not null,
  unique nulls not distinct (provider_id, year, survey, programme, question, answer)
);

-- A file that was sent in and waits to be checked or imported; removed when it is, or after a day.
create table uploaded_file (
  id uuid primary key default gen_random_uuid(),
  organisation_id integer not null references organisation,
  person_id uuid not null references person,
  name text not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);

create table import (
  id uuid primary key default gen_random_uuid(),
  provider_id integer not null references organisation,
  person_id uuid not null references person,
  person_name text not null,
  imported_at timestamptz not null default now(),
  files text[] not null,
  -- Per file: rows new, changed, unchanged, removed.
  counts jsonb not null
);
create index import_provider on import (provider_id, imported_at desc);
