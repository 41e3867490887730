-- What a person ought to know, one row for each person and the organisation that it reaches them in.

create table notification (
  id bigint generated always as identity primary key,
  person_id uuid not null references person on delete cascade,
  organisation_id integer not null references organisation,
  topic text not null check (topic in ('targets', 'dialogue', 'actions', 'meetings', 'reporting', 'practices')),
  -- What happened, a word of its topic: 'proposed', 'mentioned', 'due-soon' …
  kind text not null,
  -- Where it leads, a path of the web client.
  path text not null,
  -- Names and dates for its sentence; never the words of a comment.
  details jsonb not null default '{}',
  -- Later ones about the same thing replace it while it is unread.
  thing text not null,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  mailed_at timestamptz
);
create index notification_person on notification (person_id, organisation_id, created_at desc, id desc);
create unique index notification_unread on notification (person_id, organisation_id, thing) where read_at is null;
create index notification_unmailed on notification (id) where mailed_at is null and read_at is null;

-- How a person wants to be told by e-mail; without a row: the default of `notifications/`.
create table notification_choice (
  person_id uuid not null references person on delete cascade,
  organisation_id integer not null references organisation,
  topic text not null check (topic in ('targets', 'dialogue', 'actions', 'meetings', 'reporting', 'practices')),
  delivery text not null check (delivery in ('now', 'daily', 'weekly', 'never')),
  primary key (person_id, organisation_id, topic)
);
