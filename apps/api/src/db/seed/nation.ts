import { firstDayOf, lastDayOf } from '@batt/domain/periods';
import type { Day } from '@batt/domain/periods';
import { COUNTIES, PROVIDER_PATTERNS, ROGALAND_PROVIDERS, SAMPLE_PROVIDERS } from './names.ts';
import type { CountyNames } from './names.ts';
import { Random } from './random.ts';

/** The year that is open in the demo; those before it are published. */
export const OPEN_YEAR = 2026;
/** The demo's own day, so that the data depend on no clock: nothing in it happened later. */
export const DEMO_DAY: Day = firstDayOf(OPEN_YEAR) + 323;

export interface NationOptions {
  /** How many providers; the first are the demo's own and the five of the report's sample. */
  providers?: number;
  /** How many published years, the last of them 2025. */
  years?: number;
  /** Same seed, same nation. */
  seed?: number;
}

export interface SeedOrganisation {
  kind: 'provider' | 'nav-office' | 'county-unit' | 'directorate' | 'association';
  /** Organisation number or unit number: unique over all kinds here, so that other rows point by it. */
  number: string;
  name: string;
  countyUnit: string | null;
  isOperator: boolean;
  validFrom: Day;
  validTo: Day | null;
  successor: string | null;
}

export interface SeedAgreement {
  navOffice: string;
  programme: string;
  validFrom: Day;
  validTo: Day | null;
}

/** What became of one year's report. A published year with a `draft` is one that was begun and never sent. */
export interface SeedReport {
  year: number;
  state: 'locked' | 'submitted' | 'draft';
  submittedOn: Day | null;
  late: boolean;
}

export interface SeedProvider extends SeedOrganisation {
  countyUnit: string;
  associations: string[];
  /** 1 is the middle of the country. */
  size: number;
  programmes: string[];
  agreements: SeedAgreement[];
  /** One a year in which it existed and began to report, oldest first. */
  reports: SeedReport[];
  /** Active placement partners by year. */
  partners: Map<number, number>;
}

/**
 * The organisations of an invented country and what each provider is like. Its rows come from `history.ts`, provider by
 * provider.
 */
export interface Nation {
  seed: number;
  publishedYears: number[];
  organisations: SeedOrganisation[];
  providers: SeedProvider[];
}

export const DIRECTORATE = organisationNumber(0);
export const OPERATOR = organisationNumber(1);
export const ASVL = organisationNumber(2);

const FOUNDED = firstDayOf(2000);
/** The NAV office that was merged into its neighbour, and the provider that another one carried on. */
export const MERGED_OFFICE = { number: '1110', successor: '1102', lastDay: lastDayOf(2023) };
const SUCCEEDED_PROVIDER = {
  name: 'Ryfylke Arbeidssenter AS',
  successor: 'Ryfylke Ressurs AS',
  lastDay: lastDayOf(2023),
};

/** The demo's own provider: partners by year, as the report's sample has them for the last two. */
const MAIN_PROVIDER = 'Fjordvekst AS';
const MAIN_PARTNERS: Record<number, number> = { 2021: 98, 2022: 104, 2023: 121, 2024: 115, 2025: 140, 2026: 96 };
/** The report's sample has this national mean beside them. */
const SAMPLE_MEAN = 135;
const SAMPLE_YEAR = 2025;

/** What is not left to chance at the providers that the demo shows; `offices` are places in the county's list. */
const FIXED: Record<string, { size?: number; programmes: string[]; offices?: number[] }> = {
  [MAIN_PROVIDER]: { size: 1.9, programmes: ['VTA', 'AVKL', 'APS', 'KIA', 'AB'], offices: [1, 5, 2, 7, 9] },
  ...Object.fromEntries(
    SAMPLE_PROVIDERS.map(({ name, partners }) => [
      name,
      { size: 0.8 + partners / 200, programmes: ['VTA', 'AVKL', 'APS', 'KIA', 'AB'] },
    ]),
  ),
  [SUCCEEDED_PROVIDER.name]: { programmes: ['VTA', 'AVKL', 'APS'], offices: [8, 10, 11, 12] },
  [SUCCEEDED_PROVIDER.successor]: { programmes: ['VTA', 'AVKL', 'APS'], offices: [8, 10, 11, 12] },
};

/** Providers in Rogaland that have not sent 2025, so that its comparison shows what that looks like. */
const MISSING_IN_2025 = ['Hafrsfjord Verksted AS', 'Ogna Produkter AS', 'Suldal Verksted AS'];

/**
 * How often the two sorts of provider run each programme: rehabilitation companies, and companies with permanent
 * adapted work.
 */
const PROGRAMME_SHARES = {
  rehabilitation: { VTA: 0.5, TIA: 0.45, AVKL: 0.92, APS: 0.88, KIA: 0.78, AB: 0.92 },
  adaptedWork: { VTA: 0.97, TIA: 0.05, AVKL: 0.36, APS: 0.62, KIA: 0.16, AB: 0.42 },
};

/**
 * The same options give the same nation, byte for byte; a provider stays the same when there are more of them, apart
 * from its partners.
 */
export function generateNation({ providers: count = 350, years = 5, seed = 1 }: NationOptions = {}): Nation {
  const random = new Random(`batt/${seed}`);
  const publishedYears = Array.from({ length: years }, (_, index) => OPEN_YEAR - years + index);
  const places = providerPlaces(random.fork('names')).slice(0, count);
  const numbers = new Map(places.map((place, index) => [place.name, organisationNumber(1000 + index)]));
  const providers = places.map((place) => makeProvider(place, numbers, publishedYears, random.fork(place.name)));
  matchSampleMean(providers, random.fork('partners'));
  return { seed, publishedYears, organisations: [...publicOrganisations(), ...providers], providers };
}

/** The same day, or the Monday after a weekend. 1970-01-01 was a Thursday. */
export function onWeekday(day: Day): Day {
  const weekday = (day + 3) % 7;
  return weekday < 5 ? day : day + 7 - weekday;
}

/** The nine digits of a company that does not exist: the registers give none that begins with 3. */
function organisationNumber(index: number): string {
  for (let body = 31000000 + index * 37; ; body++) {
    const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce(
      (total, weight, place) => total + weight * Number(String(body)[place]),
      0,
    );
    const digit = (11 - (sum % 11)) % 11;
    if (digit < 10) return `${body}${digit}`;
  }
}

function publicOrganisations(): SeedOrganisation[] {
  const common = { isOperator: false, validFrom: FOUNDED, validTo: null, successor: null };
  const alone = { ...common, countyUnit: null };
  return [
    { ...alone, kind: 'directorate', number: DIRECTORATE, name: 'Arbeids- og velferdsdirektoratet' },
    { ...alone, kind: 'association', number: OPERATOR, name: 'Attføringsbedriftene', isOperator: true },
    { ...alone, kind: 'association', number: ASVL, name: 'ASVL' },
    ...COUNTIES.map(({ number, name }): SeedOrganisation => ({ ...alone, kind: 'county-unit', number, name })),
    ...COUNTIES.flatMap((county) =>
      county.offices.map((name, index): SeedOrganisation => {
        const number = officeNumber(county, index);
        const merged = number === MERGED_OFFICE.number;
        return {
          ...common,
          kind: 'nav-office',
          number,
          name: `Nav ${name}`,
          countyUnit: county.number,
          validTo: merged ? MERGED_OFFICE.lastDay : null,
          successor: merged ? MERGED_OFFICE.successor : null,
        };
      }),
    ),
  ];
}

function officeNumber(county: CountyNames, index: number): string {
  return county.number.slice(0, 2) + String(index + 1).padStart(2, '0');
}

interface ProviderPlace {
  name: string;
  county: CountyNames;
  /** Which one of its county's it is. */
  index: number;
}

/**
 * Every provider there can be, in the order in which a smaller nation takes them: any number of them is spread over the
 * counties.
 */
function providerPlaces(random: Random): ProviderPlace[] {
  const taken = new Set<string>();
  const places = COUNTIES.flatMap((county) => {
    const names = countyNames(county, random.fork(county.number)).filter((name) => !taken.has(name));
    for (const name of names) taken.add(name);
    return names.map((name, index) => ({ name, county, index, turn: (index + 0.5) / county.providers }));
  });
  const first = Object.keys(FIXED);
  const rank = (name: string) => first.indexOf(name) + 1 || Infinity;
  return places.sort((left, right) => rank(left.name) - rank(right.name) || left.turn - right.turn);
}

function countyNames(county: CountyNames, random: Random): string[] {
  const sample = SAMPLE_PROVIDERS.filter((provider) => provider.county === county.number).map(({ name }) => name);
  const fixed = county.number === '1100' ? ROGALAND_PROVIDERS : sample;
  // A pattern comes back only when every place has been used, so that neighbours are not all called the same.
  const rounds = PROVIDER_PATTERNS.flatMap((_, round) => {
    const patterns = random.shuffle(PROVIDER_PATTERNS);
    return random
      .shuffle(county.places)
      .map((place, index) => ({ place, pattern: patterns[(index + round) % patterns.length] ?? '#' }));
  });
  return [...new Set([...fixed, ...rounds.map(({ place, pattern }) => pattern.replace('#', place))])];
}

function makeProvider(
  place: ProviderPlace,
  numbers: Map<string, string>,
  publishedYears: number[],
  random: Random,
): SeedProvider {
  const { name, county } = place;
  const fixed = FIXED[name];
  const rehabilitation = fixed !== undefined || random.chance(0.3);
  const size = fixed?.size ?? Math.exp(0.65 * random.normal() - 0.2);
  const { validFrom, validTo } = lifetime(name, random);
  const programmes = fixed?.programmes ?? drawProgrammes(rehabilitation, random);
  return {
    kind: 'provider',
    number: numbers.get(name) ?? '',
    name,
    countyUnit: county.number,
    isOperator: false,
    validFrom,
    validTo,
    successor: name === SUCCEEDED_PROVIDER.name ? (numbers.get(SUCCEEDED_PROVIDER.successor) ?? null) : null,
    associations: random.chance(0.06) ? [OPERATOR, ASVL] : [rehabilitation ? OPERATOR : ASVL],
    size,
    programmes,
    agreements: drawAgreements(place, size, programmes, { validFrom, validTo }, random.fork('agreements')),
    reports: drawReports(name, { validFrom, validTo }, publishedYears, random.fork('reports')),
    partners: drawPartners(name, size, publishedYears, random.fork('partners')),
  };
}

interface Lifetime {
  validFrom: Day;
  validTo: Day | null;
}

function lifetime(name: string, random: Random): Lifetime {
  if (name === SUCCEEDED_PROVIDER.name) return { validFrom: FOUNDED, validTo: SUCCEEDED_PROVIDER.lastDay };
  if (name === SUCCEEDED_PROVIDER.successor) return { validFrom: SUCCEEDED_PROVIDER.lastDay + 1, validTo: null };
  const late = !FIXED[name] && random.chance(0.07);
  return { validFrom: late ? firstDayOf(random.int(2022, 2025)) : FOUNDED, validTo: null };
}

function drawProgrammes(rehabilitation: boolean, random: Random): string[] {
  const shares = rehabilitation ? PROGRAMME_SHARES.rehabilitation : PROGRAMME_SHARES.adaptedWork;
  const drawn = Object.entries(shares).filter(([, share]) => random.chance(share));
  return drawn.length > 0 ? drawn.map(([programme]) => programme) : [rehabilitation ? 'AB' : 'VTA'];
}

/** With the offices around it in its county's list, for most of its programmes. */
function drawAgreements(
  { name, county, index }: ProviderPlace,
  size: number,
  programmes: string[],
  life: Lifetime,
  random: Random,
): SeedAgreement[] {
  const near = FIXED[name]?.offices ?? neighbours(index, county.offices.length, Math.min(8, 2 + Math.round(2 * size)));
  return near.flatMap((office, distance) =>
    programmes.flatMap((programme): SeedAgreement[] => {
      if (distance > 0 && !random.chance(0.8)) return [];
      const navOffice = officeNumber(county, office);
      const validFrom = Math.max(life.validFrom, firstDayOf(random.int(2015, 2020)));
      if (navOffice !== MERGED_OFFICE.number) {
        const lastDay = lastDayOf(random.int(2022, 2025));
        const ended = distance > 1 && lastDay > validFrom && random.chance(0.06);
        return [{ navOffice, programme, validFrom, validTo: life.validTo ?? (ended ? lastDay : null) }];
      }
      return validFrom <= MERGED_OFFICE.lastDay
        ? [{ navOffice, programme, validFrom, validTo: MERGED_OFFICE.lastDay }]
        : [];
    }),
  );
}

/** Places in a list around one of them, nearest first. */
function neighbours(index: number, length: number, count: number): number[] {
  const offsets = Array.from({ length: count }, (_, step) => (step % 2 === 1 ? (step + 1) / 2 : -step / 2));
  return [...new Set(offsets.map((offset) => (((index + offset) % length) + length) % length))];
}

function drawReports(name: string, life: Lifetime, publishedYears: number[], random: Random): SeedReport[] {
  const existed = publishedYears.filter(
    (year) => life.validFrom <= lastDayOf(year) && (life.validTo === null || life.validTo >= lastDayOf(year)),
  );
  const published = existed.map((year): SeedReport => {
    const missing = (!FIXED[name] && random.chance(0.05)) || (year === 2025 && MISSING_IN_2025.includes(name));
    if (missing) return { year, state: 'draft', submittedOn: null, late: false };
    const late = !FIXED[name] && random.chance(0.07);
    const deadline = lastDayOf(year) + 15;
    return {
      year,
      state: 'locked',
      submittedOn: late ? deadline + random.int(1, 24) : deadline - random.int(0, 30),
      late,
    };
  });
  if (life.validTo !== null || MISSING_IN_2025.includes(name)) return published;
  const drawn = random.weighted([
    ['submitted', 3],
    ['draft', 62],
    [null, 35],
  ] as const);
  const state = name === MAIN_PROVIDER ? 'draft' : name === 'Ny Von AS' ? 'submitted' : drawn;
  if (state === null) return published;
  const submittedOn = state === 'submitted' ? DEMO_DAY - random.int(3, 17) : null;
  return [...published, { year: OPEN_YEAR, state, submittedOn, late: false }];
}

/** Few of the small ones have no partners at all and say so by sending no such rows. */
function drawPartners(name: string, size: number, publishedYears: number[], random: Random): Map<number, number> {
  const sample = SAMPLE_PROVIDERS.find((provider) => provider.name === name);
  const none = FIXED[name] === undefined && size < 0.6 && random.chance(0.1);
  const middle = sample?.partners ?? 125 * Math.sqrt(size) * Math.exp(0.4 * random.normal());
  return new Map(
    [...publishedYears, OPEN_YEAR].map((year) => {
      const growth = year === SAMPLE_YEAR ? 1 : (1 + 0.05 * (year - SAMPLE_YEAR)) * random.between(0.88, 1.12);
      // Of the open year only what has been used so far.
      const count = middle * growth * (year === OPEN_YEAR ? random.between(0.3, 0.7) : 1);
      const drawn = sample ? Math.round(count) : ordinaryCount(count);
      return [year, none ? 0 : ((name === MAIN_PROVIDER ? MAIN_PARTNERS[year] : undefined) ?? drawn)];
    }),
  );
}

/** Nobody else comes up to the report's best five. */
function ordinaryCount(count: number): number {
  return Math.max(6, Math.min(224, Math.round(count)));
}

/**
 * Moves the ordinary providers' partner counts, a few each, until the mean of the sample year is the one that the
 * report's sample shows. In a nation of few providers the five best weigh too much for that; there nothing is moved.
 */
function matchSampleMean(providers: SeedProvider[], random: Random): void {
  const reported = providers.filter(
    (provider) =>
      (provider.partners.get(SAMPLE_YEAR) ?? 0) > 0 &&
      provider.reports.some(({ year, state }) => year === SAMPLE_YEAR && state === 'locked'),
  );
  const ordinary = random.shuffle(
    reported.filter(({ name }) => name !== MAIN_PROVIDER && !SAMPLE_PROVIDERS.some((sample) => sample.name === name)),
  );
  let missing =
    SAMPLE_MEAN * reported.length - reported.reduce((sum, { partners }) => sum + (partners.get(SAMPLE_YEAR) ?? 0), 0);
  if (Math.abs(missing) > 25 * ordinary.length) return;
  for (let turn = 0; missing !== 0 && turn < 250 * ordinary.length; turn++) {
    const partners = ordinary[turn % ordinary.length]?.partners;
    const count = partners?.get(SAMPLE_YEAR) ?? 0;
    const moved = ordinaryCount(count + Math.sign(missing));
    partners?.set(SAMPLE_YEAR, moved);
    missing -= moved - count;
  }
}
