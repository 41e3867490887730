-- Who takes part: organisations, people and how they belong together.

create table organisation (
  id integer generated always as identity primary key,
  kind text not null check (kind in ('provider', 'nav-office', 'county-unit', 'directorate', 'association')),
  -- Organisation number, or Nav's four-digit unit number.
  number text not null,
  name text not null,
  -- Providers and NAV offices lie under a county unit; the others under none.
  county_unit_id integer references organisation,
  -- The one association that runs years, catalogue and publication.
  is_operator boolean not null default false,
  valid_from date not null default date '2000-01-01',
  valid_to date,
  successor_id integer references organisation,
  unique (kind, number),
  check ((kind in ('provider', 'nav-office')) = (county_unit_id is not null)),
  check (not is_operator or kind = 'association'),
  check (valid_to is null or valid_to >= valid_from)
);
create index organisation_county on organisation (county_unit_id, kind);
create unique index organisation_one_operator on organisation (is_operator) where is_operator;
create unique index organisation_one_directorate on organisation (kind) where kind = 'directorate';

create table provider_association (
  provider_id integer not null references organisation,
  association_id integer not null references organisation,
  primary key (provider_id, association_id)
);
create index provider_association_members on provider_association (association_id);

create table person (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  name text not null,
  locale text not null default 'nb' check (locale in ('nb', 'nn', 'en')),
  suspended_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index person_email on person (lower(email));

-- What signs a person in: issuer and subject of an OpenID provider, never the e-mail address.
create table identity (
  issuer text not null,
  subject text not null,
  person_id uuid not null references person on delete cascade,
  primary key (issuer, subject)
);
create index identity_person on identity (person_id);

-- A single-use link that ties a person to the identity that opens it.
create table invitation (
  code_hash bytea primary key,
  person_id uuid not null references person on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table membership (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  organisation_id integer not null references organisation,
  role text not null check (role in ('manager', 'member', 'viewer')),
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create unique index membership_current on membership (person_id, organisation_id) where ended_at is null;
create index membership_organisation on membership (organisation_id) where ended_at is null;

create table session (
  id_hash bytea primary key,
  person_id uuid not null references person on delete cascade,
  organisation_id integer not null references organisation,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- Kept to sign out at the OpenID provider too.
  id_token text
);
create index session_person on session (person_id);

create table api_token (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  organisation_id integer not null references organisation,
  token_hash bytea not null unique,
  scope text not null check (scope in ('read', 'write')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz
);
create index api_token_person on api_token (person_id);
