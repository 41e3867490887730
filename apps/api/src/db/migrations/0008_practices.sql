-- Benchlearning: how those who are reliably above do it.

create table practice (
  id uuid primary key default gen_random_uuid(),
  provider_id integer not null references organisation,
  title text not null,
  what text not null default '',
  why text not null default '',
  how text not null default '',
  for_whom text not null default '',
  state text not null default 'draft' check (state in ('draft', 'submitted', 'returned', 'published', 'withdrawn')),
  -- Why the association sent it back; until it is submitted again.
  returned_reason text,
  reviewed_by_name text,
  published_at timestamptz,
  -- The provider's own published figures that it shows for it, as they stood then: [{indicator, programme, year, value, n, mean, verdict}].
  evidence jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  search tsvector generated always as (
    setweight(to_tsvector('norwegian', title), 'A') || to_tsvector('norwegian', what || ' ' || why || ' ' || how || ' ' || for_whom)
  ) stored,
  unique (id, provider_id)
);
create index practice_search on practice using gin (search);
create index practice_provider on practice (provider_id);

create table practice_indicator (
  practice_id uuid not null,
  provider_id integer not null,
  indicator text not null,
  programme text references programme,
  unique nulls not distinct (practice_id, indicator, programme),
  foreign key (practice_id, provider_id) references practice (id, provider_id) on delete cascade
);
create index practice_indicator_figure on practice_indicator (indicator, programme);

create table practice_question (
  id uuid primary key default gen_random_uuid(),
  practice_id uuid not null,
  -- Whose practice it is.
  provider_id integer not null,
  organisation_id integer not null references organisation,
  person_id uuid not null references person,
  -- Asked: for the two sides. Answered: for every member.
  state text not null default 'asked' check (state in ('asked', 'answered')),
  body text not null,
  answer text,
  answered_at timestamptz,
  check ((state = 'answered') = (answer is not null)),
  created_at timestamptz not null default now(),
  foreign key (practice_id, provider_id) references practice (id, provider_id) on delete cascade
);
create index practice_question_practice on practice_question (practice_id, created_at);

-- «We adopted this on …». The adopter's own; the practice tells how many.
create table practice_adoption (
  practice_id uuid not null references practice on delete cascade,
  provider_id integer not null references organisation,
  adopted_on date not null,
  note text not null default '',
  created_at timestamptz not null default now(),
  primary key (practice_id, provider_id)
);
create index practice_adoption_provider on practice_adoption (provider_id);
