-- What is published: an immutable snapshot per year and revision.

create table publication (
  year integer not null references measurement_year,
  revision integer not null check (revision >= 1),
  published_at timestamptz not null default now(),
  published_by uuid references person,
  published_by_name text not null,
  -- Why a published year was corrected; none for the first revision.
  reason text,
  primary key (year, revision)
);

-- The true figures with the sums that later comparisons need. Read by the provider itself and by publication, nobody else.
create table result (
  year integer not null,
  revision integer not null,
  provider_id integer not null references organisation,
  programme text references programme,
  indicator text not null,
  indicator_version integer not null,
  status text not null check (status in ('ok', 'no-data')),
  value double precision,
  numerator double precision,
  denominator double precision,
  n integer not null,
  ss double precision,
  sc double precision,
  cc double precision,
  low double precision,
  high double precision,
  breakdown jsonb,
  hidden_from_owner boolean not null default false,
  foreign key (year, revision) references publication,
  unique nulls not distinct (provider_id, year, revision, programme, indicator)
);

-- The same figures as others may see them: small numbers are already gone.
create table figure (
  year integer not null,
  revision integer not null,
  provider_id integer not null references organisation,
  county_unit_id integer not null references organisation,
  programme text references programme,
  indicator text not null,
  indicator_version integer not null,
  status text not null check (status in ('ok', 'no-data', 'suppressed')),
  suppression text check (suppression in ('primary', 'complementary')),
  value double precision,
  numerator double precision,
  denominator double precision,
  n integer,
  low double precision,
  high double precision,
  low998 double precision,
  high998 double precision,
  rank integer,
  -- Whether another provider has the same rank.
  shared boolean not null default false,
  -- Where the provider stands in a list that must have an order.
  position integer,
  verdict text not null,
  breakdown jsonb,
  foreign key (year, revision) references publication,
  unique nulls not distinct (provider_id, year, revision, programme, indicator)
);
create index figure_county on figure (county_unit_id, year, revision, programme);
create index figure_ranking on figure (year, revision, indicator, programme, position);

create table benchmark (
  year integer not null,
  revision integer not null,
  programme text references programme,
  indicator text not null,
  -- The county unit; none for the nation.
  area_id integer references organisation,
  mean double precision,
  plain_mean double precision,
  median double precision,
  q1 double precision,
  q3 double precision,
  min double precision,
  max double precision,
  numerator double precision,
  denominator double precision,
  n integer,
  providers integer not null,
  ranked integer not null,
  left_out integer not null,
  -- The best five: [{providerId, provider, name, value, rank}].
  best jsonb not null,
  foreign key (year, revision) references publication,
  unique nulls not distinct (year, revision, programme, indicator, area_id)
);
