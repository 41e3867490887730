-- Who did what. Append-only and hash-chained: a changed, removed or truncated row is found.

create table audit_entry (
  seq bigint primary key,
  at timestamptz not null,
  person_id uuid,
  organisation_id integer,
  -- The tenant that the act concerns, which may read the entry too.
  concerns_id integer,
  action text not null,
  subject text not null,
  details jsonb not null,
  previous_hash bytea not null,
  hash bytea not null
);
create index audit_organisation on audit_entry (organisation_id, seq desc);
create index audit_concerns on audit_entry (concerns_id, seq desc);
