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
  -- The 95 % range of ranks in the nation and in the county unit; none where nothing is ranked.
  rank_low integer,
  rank_high integer,
  area_rank_low integer,
  area_rank_high integer,
  -- How likely it truly is among the best three and five.
  top_three double precision,
  top_five double precision,
  -- The value drawn towards the national mean, the more the fewer it rests on.
  shrunken double precision,
  -- What national rates give for people with the same background.
  expected double precision,
  -- The mean of providers like it, and of how many.
  peer_mean double precision,
  peer_providers integer,
  -- A count per 100 participants of the year.
  per_hundred double precision,
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
  -- Why some have no rank: too few behind the value; hidden lest another be worked out; nothing reported.
  too_few integer not null default 0,
  linked integer not null default 0,
  no_data integer not null default 0,
  -- The best five: [{providerId, provider, name, value, rank, rankLow, rankHigh, topThree, topFive}].
  best jsonb not null,
  -- How many of the best three and five are to be expected there by the luck of small numbers.
  luck_three double precision,
  luck_five double precision,
  -- How many times wider than chance alone the values spread, as variance; and the spread from person to person.
  overdispersion double precision,
  person_sd double precision,
  foreign key (year, revision) references publication,
  unique nulls not distinct (year, revision, programme, indicator, area_id)
);

-- The surveys of a published year question by question, as everybody sees them: null is hidden.
create table perspective (
  year integer not null,
  revision integer not null,
  provider_id integer not null references organisation,
  county_unit_id integer not null references organisation,
  survey text not null check (survey in ('nav', 'participant', 'employee')),
  programme text references programme,
  question smallint not null check (question between 1 and 9),
  -- Answers that count, and their mean; the per cent of yes for the participants' question 9.
  n integer,
  value double precision,
  foreign key (year, revision) references publication,
  unique nulls not distinct (provider_id, year, revision, survey, programme, question),
  check ((survey = 'participant') = (programme is not null))
);

-- What a provider was like in a year, coarse enough for others to read.
create table provider_profile (
  year integer not null,
  revision integer not null,
  provider_id integer not null references organisation,
  county_unit_id integer not null references organisation,
  -- Quarters of the nation, 1 the smallest; none where too little is known.
  size_quarter integer,
  low_ability_quarter integer,
  -- Where it had participants, by code.
  programmes text[] not null,
  foreign key (year, revision) references publication,
  primary key (provider_id, year, revision)
);

-- The providers most like a provider, nearest first.
create table peer (
  year integer not null,
  revision integer not null,
  provider_id integer not null references organisation,
  county_unit_id integer not null references organisation,
  peer_id integer not null references organisation,
  position integer not null,
  -- What they have in common: size, programmes, county, work-ability.
  reasons jsonb not null,
  foreign key (year, revision) references publication,
  primary key (provider_id, year, revision, position)
);

-- Lists of providers that an organisation wants to compare with.
create table favourite (
  organisation_id integer not null references organisation on delete cascade,
  list text not null check (length(list) between 1 and 80),
  provider_id integer not null references organisation,
  primary key (organisation_id, list, provider_id)
);
