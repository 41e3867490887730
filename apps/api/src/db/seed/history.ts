import { emptyTables } from '@batt/domain/data-files/rows';
import type {
  DataTables,
  ExternalPlacementRow,
  FollowUpRow,
  HealthAnswerRow,
  ParticipationRow,
  PlacementPartnerRow,
  StaffTrainingRow,
  SurveyAnswerRow,
  SurveyCoverageRow,
  Survey,
} from '@batt/domain/data-files/rows';
import { firstDayOf, lastDayOf, yearOf } from '@batt/domain/periods';
import type { Day } from '@batt/domain/periods';
import { COUNTIES, SURNAMES, TRADES } from './names.ts';
import { DEMO_DAY, onWeekday, OPEN_YEAR } from './nation.ts';
import type { Nation, SeedProvider } from './nation.ts';
import { Random } from './random.ts';

/** What one provider has recorded over the years. */
export interface ProviderHistory {
  /** As it stands today: rows of all years, partners as last reported, survey answers of the open year alone. */
  stored: DataTables;
  /** What it reported for a year, survey answers included; empty tables where it has reported nothing. */
  reported(year: number): DataTables;
}

/**
 * Programmes with an end: starts a year at a provider of size 1, mean weeks and their spread, and the shares in the
 * middle of the country.
 */
const COURSES: Record<
  string,
  { starts: number; weeks: number; spread: number; work: number; active: number; placed: number }
> = {
  AVKL: { starts: 50, weeks: 9, spread: 0.4, work: 0.15, active: 0.27, placed: 0.4 },
  APS: { starts: 17, weeks: 42, spread: 0.45, work: 0.25, active: 0.25, placed: 0.75 },
  KIA: { starts: 20, weeks: 54, spread: 0.4, work: 0.35, active: 0.2, placed: 0.8 },
  AB: { starts: 22, weeks: 50, spread: 0.5, work: 0.45, active: 0.17, placed: 0.9 },
};

/** Long-running programmes: places at a provider of size 1, and how many hold an external placement in a year. */
const PLACES: Record<string, { places: number; placed: number }> = {
  VTA: { places: 23.5, placed: 0.2 },
  TIA: { places: 15, placed: 0.15 },
};

const WORK_REASONS = [
  ['work_unsubsidised', 38],
  ['work_wage_subsidy', 22],
  ['work_permanent_wage_subsidy', 10],
  ['work_with_disability_pension', 6],
  ['work_disability_pension_bonus', 4],
  ['work_temporary', 20],
] as const;
const ACTIVE_REASONS = [
  ['education_self_funded', 35],
  ['other_programme', 45],
  ['medical_treatment', 20],
] as const;
const OTHER_REASONS = [
  ['disability_pension', 18],
  ['illness', 20],
  ['dropped_out', 17],
  ['moved', 5],
  ['deceased', 1],
  ['completed_unemployed', 30],
  ['other', 9],
] as const;
/** Why people leave a permanent place. */
const LEAVING_REASONS = [
  ['disability_pension', 30],
  ['illness', 25],
  ['moved', 15],
  ['deceased', 8],
  ['work_with_disability_pension', 8],
  ['other', 14],
] as const;
const QUALIFICATIONS = [
  ['certification', 45],
  ['module', 30],
  ['apprenticeship_candidate', 13],
  ['craft_certificate', 12],
] as const;

/** How much better the nine things are done than their mean, as the three sides see it. */
const SURVEYS = {
  nav: { mean: 4.47, own: 0.55, noise: 0.75, questions: [0.1, 0.05, 0.15, 0.2, -0.05, -0.1, -0.3, -0.15, 0.1] },
  participant: { mean: 5.02, own: 0.6, noise: 0.7, questions: [0.1, -0.05, 0.35, -0.35, 0, 0.05, -0.15, 0.05] },
  employee: { mean: 5.08, own: 0.45, noise: 0.65, questions: [0.1, 0.05, 0.1, 0.15, 0.1, -0.05, -0.3, -0.2, 0.05] },
};

/** How the country as a whole moves, by year, in logits of a share; after the lean first years it rises slowly. */
const nationalTrend = (year: number) => 0.04 * (year - 2025) - (year === 2021 ? 0.08 : year === 2020 ? 0.2 : 0);

/** All rows of one provider; what chance decides here depends on the seed and the provider's name alone. */
export function providerHistory(nation: Nation, provider: SeedProvider): ProviderHistory {
  const random = new Random(`batt/${nation.seed}/${provider.name}/rows`);
  const traits = drawTraits(provider, random.fork('traits'));
  const period = recordedPeriod(nation, provider, random.fork('period'));
  const partnersByYear = drawPartners(provider, random.fork('partners'));
  const courses = period === null ? [] : drawParticipations(provider, traits, period, random.fork('participations'));
  const participations = courses.map(({ row }) => row);
  const reports = provider.reports.filter(({ state, year }) => state !== 'draft' || year === OPEN_YEAR);
  const parts = reports.map(({ year }) => {
    const until = Math.min(lastDayOf(year), period?.lastDay ?? 0);
    const partial = year === OPEN_YEAR && reports.at(-1)?.state === 'draft';
    const draft = new Random(`batt/${nation.seed}/${provider.name}/${year}`);
    const part = drawParts(provider, traits, { year, until, partial }, draft);
    return {
      ...part,
      year,
      rounds: surveyRounds(
        provider,
        traits,
        participations,
        { year, until, surveys: part.surveys },
        draft.fork('surveys'),
      ),
    };
  });
  const answers = (year: number) =>
    (parts.find((part) => part.year === year)?.rounds ?? []).flatMap((round) =>
      drawAnswers(round, traits, new Random(`batt/${nation.seed}/${provider.name}/answers`)),
    );
  const externalPlacements =
    period === null ? [] : drawPlacements(courses, traits, partnersByYear, period, random.fork('placements'));
  const stored: DataTables = {
    participations,
    externalPlacements,
    placementPartners: standingPartners(
      partnersByYear,
      reports.map(({ year }) => year),
    ),
    staffTraining: parts.flatMap(({ training }) => training),
    healthChecklist: parts.flatMap(({ health }) => health),
    followUps: period === null ? [] : drawFollowUps(participations, traits, period, random.fork('follow-ups')),
    surveyCoverage: parts.flatMap(({ rounds }) => rounds.map(({ coverage }) => coverage)),
    indicatorValues: [],
    surveyAnswers: answers(OPEN_YEAR),
  };

  function reported(year: number): DataTables {
    const part = parts.find((candidate) => candidate.year === year);
    if (!part) return emptyTables();
    const [first, last] = [firstDayOf(year), lastDayOf(year)];
    const within = (row: { startDate: Day; endDate: Day | null }) =>
      row.startDate <= last && (row.endDate ?? last) >= first;
    const present = participations.filter(within);
    const ids = new Set(present.map(({ participationId }) => participationId));
    const isPresent = ({ participationId }: { participationId: string }) => ids.has(participationId);
    return {
      participations: present.map((row) => asOf(row, last)),
      externalPlacements: externalPlacements
        .filter((row) => within(row) && isPresent(row))
        .map((row) => ((row.endDate ?? 0) > last ? { ...row, endDate: null } : row)),
      placementPartners: year === OPEN_YEAR ? stored.placementPartners : (partnersByYear.get(year) ?? []),
      staffTraining: part.training,
      healthChecklist: part.health,
      followUps: stored.followUps.filter((row) => row.date <= last && isPresent(row)),
      surveyCoverage: part.rounds.map(({ coverage }) => coverage),
      indicatorValues: [],
      surveyAnswers: answers(year),
    };
  }
  return { stored, reported };
}

/** A participation with what was known of it on a day. */
function asOf(row: ParticipationRow, day: Day): ParticipationRow {
  const known = (date: Day | null) => (date !== null && date <= day ? date : null);
  const endDate = known(row.endDate);
  const ended = endDate !== null;
  return {
    ...row,
    endDate,
    endReason: ended ? row.endReason : null,
    firstWorkday: known(row.firstWorkday),
    employedDate: known(row.employedDate),
    formalQualification: ended ? row.formalQualification : null,
  };
}

/** How one provider differs from the middle of the country, truly and lastingly; with a drift from year to year. */
interface Traits {
  work: (programme: string, year: number) => number;
  active: (programme: string, year: number) => number;
  qualified: (year: number) => number;
  stay: (programme: string) => number;
  placed: number;
  volume: (programme: string, year: number) => number;
  firstWorkday: number;
  untilJob: number;
  survey: (survey: Survey, year: number, programme?: string | null) => number;
  trainingDays: (year: number) => number;
  healthYes: number;
  keepsFollowUps: boolean;
  minority: number;
  staff: number;
}

function drawTraits(provider: SeedProvider, random: Random): Traits {
  const general = random.normal();
  const steady = (label: string) => random.fork(label).normal();
  // A value that wanders: each year a little from the year before.
  const wander = (label: string, step: number, year: number) => {
    const stream = random.fork(`wander/${label}`);
    let value = 0;
    for (let at = 2010; at <= year; at++) value = 0.8 * value + step * stream.normal();
    return value;
  };
  const remembered = new Map<string, number>();
  const remember = (key: string, value: () => number) => {
    const known = remembered.get(key) ?? value();
    remembered.set(key, known);
    return known;
  };
  return {
    work: (programme, year) =>
      remember(
        `work/${programme}/${year}`,
        () =>
          0.16 * general +
          0.2 * steady(`work/${programme}`) +
          wander(`work/${programme}`, 0.1, year) +
          nationalTrend(year),
      ),
    active: (programme, year) =>
      remember(
        `active/${programme}/${year}`,
        () => 0.22 * steady(`active/${programme}`) + wander(`active/${programme}`, 0.1, year) + nationalTrend(year) / 2,
      ),
    qualified: (year) =>
      remember(
        `qualified/${year}`,
        () => 0.35 * steady('qualified') + wander('qualified', 0.12, year) + 1.5 * nationalTrend(year),
      ),
    stay: (programme) => remember(`stay/${programme}`, () => clamp(1 + 0.11 * steady(`stay/${programme}`), 0.7, 1.35)),
    placed: 0.4 * steady('placed') + 0.15 * general,
    volume: (programme, year) =>
      remember(
        `volume/${programme}/${year}`,
        () =>
          provider.size *
          Math.exp(0.3 * steady(`volume/${programme}`) + wander(`volume/${programme}`, 0.08, year)) *
          (1 + 0.02 * (year - 2025)),
      ),
    firstWorkday: clamp(1 + 0.2 * steady('first-workday'), 0.5, 1.7),
    untilJob: clamp(1 + 0.12 * steady('until-job'), 0.6, 1.4),
    survey: (survey, year, programme = null) =>
      remember(
        `${survey}/${programme}/${year}`,
        () =>
          0.1 * general +
          0.2 * steady(survey) +
          0.08 * steady(`${survey}/${programme}`) +
          wander(`${survey}/${programme}`, 0.05, year) +
          nationalTrend(year) / 2,
      ),
    trainingDays: (year) =>
      remember(`training/${year}`, () => 5 * Math.exp(0.3 * steady('training') + wander('training', 0.12, year))),
    healthYes: clamp(0.7 + 0.15 * steady('health') + 0.05 * general, 0.2, 0.97),
    keepsFollowUps: provider.name === 'Fjordvekst AS' || random.chance(0.4),
    minority: provider.countyUnit === '0300' ? 0.45 : clamp(0.22 + 0.08 * steady('minority'), 0.03, 0.5),
    staff: Math.max(3, Math.round(5 + 15 * provider.size + random.between(-2, 3))),
  };
}

interface Period {
  firstDay: Day;
  lastDay: Day;
}

/** From the first measured day of its life to the last day that its reports, sent or begun, can know of. */
function recordedPeriod(nation: Nation, provider: SeedProvider, random: Random): Period | null {
  const last = provider.reports.at(-1);
  const firstYear = nation.publishedYears[0] ?? OPEN_YEAR;
  if (!last) return null;
  const recordedTo =
    provider.name === 'Fjordvekst AS' ? DEMO_DAY - 6 : (last.submittedOn ?? DEMO_DAY - random.int(5, 130));
  return {
    firstDay: Math.max(firstDayOf(firstYear), provider.validFrom),
    lastDay: provider.validTo ?? (last.year === OPEN_YEAR ? recordedTo : lastDayOf(last.year)),
  };
}

/** A participation and the day on which it will have ended, known or not. */
interface Course {
  row: ParticipationRow;
  plannedEnd: Day;
}

function drawParticipations(provider: SeedProvider, traits: Traits, period: Period, random: Random): Course[] {
  return provider.programmes.flatMap((programme) => {
    const stream = random.fork(programme);
    const offices = provider.agreements.filter((agreement) => agreement.programme === programme);
    const draw = COURSES[programme] ? drawCourses : drawPermanentPlaces;
    const spans = draw(programme, provider, traits, period, stream).filter(({ end }) => end >= period.firstDay);
    const serials = new Map<number, number>();
    return spans
      .sort((left, right) => left.start - right.start)
      .map(({ start, end, reason, firstWorkday, employed, qualification }): Course => {
        const year = yearOf(start);
        const serial = (serials.get(year) ?? 0) + 1;
        serials.set(year, serial);
        const row: ParticipationRow = {
          provider: provider.number,
          participationId: `${programme}-${String(year).slice(2)}-${String(serial).padStart(3, '0')}`,
          programme,
          navOffice: drawOffice(offices, start, stream),
          startDate: start,
          // Who is there when a provider closes goes on at the one that carries it on, as a new participation.
          endDate: Math.min(end, provider.validTo ?? Infinity),
          endReason: end > (provider.validTo ?? Infinity) ? 'other' : reason,
          firstWorkday,
          employedDate: employed,
          formalQualification: programme === 'KIA' ? qualification : null,
          ...drawPerson(programme, year, traits, stream),
        };
        return { plannedEnd: row.endDate ?? end, row: asOf(row, period.lastDay) };
      });
  });
}

interface Span {
  start: Day;
  end: Day;
  reason: string;
  firstWorkday: Day | null;
  employed: Day | null;
  qualification: string;
}

function drawCourses(
  programme: string,
  provider: SeedProvider,
  traits: Traits,
  period: Period,
  random: Random,
): Span[] {
  const course = COURSES[programme];
  if (!course) return [];
  const spans: Span[] = [];
  // Those who were there already when measuring began started in the two years before.
  for (let year = yearOf(period.firstDay) - 2; year <= yearOf(period.lastDay); year++) {
    for (let rest = random.poisson(course.starts * traits.volume(programme, year)); rest > 0; rest--) {
      const start = onWeekday(firstDayOf(year) + random.int(1, 363));
      const length = 7 * course.weeks * traits.stay(programme) * Math.max(0.08, 1 + course.spread * random.normal());
      const end = Math.max(start, onWeekday(start + Math.round(length)));
      if (start < provider.validFrom || start > period.lastDay) continue;
      const endYear = yearOf(end);
      const work = share(course.work, traits.work(programme, endYear));
      const active = share(course.active, traits.active(programme, endYear));
      const outcome = random.next();
      const reason = random.weighted<string>(
        outcome < work ? WORK_REASONS : outcome < work + active ? ACTIVE_REASONS : OTHER_REASONS,
      );
      spans.push({
        start,
        end,
        reason,
        ...drawWorkdays(programme, start, end, outcome < work, traits, random),
        qualification: drawQualification(endYear, traits, random),
      });
    }
  }
  return spans;
}

/**
 * When a participant first came into working life, work practice included, and when into a job; what AB records, others
 * seldom do.
 */
function drawWorkdays(
  programme: string,
  start: Day,
  end: Day,
  found: boolean,
  traits: Traits,
  random: Random,
): Pick<Span, 'firstWorkday' | 'employed'> {
  const length = end - start;
  if (programme !== 'AB') {
    const employed = found ? onWeekday(end + random.int(0, 14)) : null;
    return {
      firstWorkday: random.chance(0.3)
        ? Math.min(onWeekday(start + Math.round(length * random.next())), employed ?? end)
        : null,
      employed,
    };
  }
  const wait = Math.round(7 * 8 * traits.firstWorkday * Math.max(0.05, 1 + 0.5 * random.normal()));
  const search = Math.round(7 * 33 * traits.untilJob * Math.max(0.1, 1 + 0.4 * random.normal()));
  const employed = found ? onWeekday(start + Math.min(search, length)) : null;
  const tried = found || random.chance(0.75);
  return { firstWorkday: tried ? Math.max(start, Math.min(onWeekday(start + wait), employed ?? end)) : null, employed };
}

function drawQualification(year: number, traits: Traits, random: Random): string {
  return random.chance(share(0.34, traits.qualified(year))) ? random.weighted<string>(QUALIFICATIONS) : 'none';
}

/** Places that are held for years: when one falls free, somebody else comes within some months. */
function drawPermanentPlaces(
  programme: string,
  provider: SeedProvider,
  traits: Traits,
  period: Period,
  random: Random,
): Span[] {
  const spans: Span[] = [];
  for (let rest = Math.round((PLACES[programme]?.places ?? 0) * traits.volume(programme, 2021)); rest > 0; rest--) {
    const opened =
      provider.validFrom > firstDayOf(2010)
        ? provider.validFrom + random.int(0, 120)
        : period.firstDay - random.int(0, 4000);
    for (let start = onWeekday(opened); start <= period.lastDay;) {
      const stay = Math.round(random.exponential(19 * 365));
      // Who began before measuring was still there when it began.
      const end = onWeekday(Math.max(start, period.firstDay) + 30 + stay);
      spans.push({
        start,
        end,
        reason: random.weighted<string>(LEAVING_REASONS),
        firstWorkday: null,
        employed: null,
        qualification: 'none',
      });
      start = onWeekday(end + random.int(20, 120));
    }
  }
  return spans;
}

/** One with an agreement then, the nearer the more often; few came before there was any. */
function drawOffice(agreements: SeedProvider['agreements'], start: Day, random: Random): string | null {
  const current = agreements.filter(({ validFrom, validTo }) => validFrom <= start && (validTo ?? Infinity) >= start);
  const choices = current.map(({ navOffice }, index) => [navOffice, 1 / (index + 1)] as const);
  return choices.length === 0 ? (agreements[0]?.navOffice ?? null) : random.weighted(choices);
}

function drawPerson(programme: string, year: number, traits: Traits, random: Random) {
  const permanent = PLACES[programme] !== undefined;
  return {
    gender: random.weighted([
      ['f', 47],
      ['m', 52.5],
      ['x', 0.5],
    ] as const),
    birthYear: year - random.int(permanent ? 20 : 18, permanent ? 60 : 58),
    workAbility: random.weighted<'low' | 'medium' | 'high'>(
      permanent
        ? [
            ['low', 70],
            ['medium', 28],
            ['high', 2],
          ]
        : [
            ['low', 30],
            ['medium', 50],
            ['high', 20],
          ],
    ),
    basicSkills: random.weighted<'low' | 'medium' | 'high'>(
      permanent
        ? [
            ['low', 55],
            ['medium', 40],
            ['high', 5],
          ]
        : [
            ['low', 25],
            ['medium', 52],
            ['high', 23],
          ],
    ),
    minorityBackground: random.chance(permanent ? traits.minority / 2 : traits.minority),
  };
}

function drawPlacements(
  courses: Course[],
  traits: Traits,
  partners: Map<number, PlacementPartnerRow[]>,
  period: Period,
  random: Random,
): ExternalPlacementRow[] {
  const rows: ExternalPlacementRow[] = [];
  const names =
    [...partners.values()]
      .map((rowsOfYear) => rowsOfYear.map(({ partner }) => partner))
      .findLast((known) => known.length > 0) ?? [];
  const add = ({ row, plannedEnd }: Course, start: Day, weeks: number): Day => {
    const end = Math.min(start + Math.round(7 * weeks), plannedEnd);
    if (names.length === 0 || start > Math.min(end, period.lastDay)) return end;
    rows.push({
      provider: row.provider,
      participationId: row.participationId,
      partner: random.pick(names),
      startDate: start,
      endDate: end <= period.lastDay ? end : null,
      followedUp: random.chance(0.93),
    });
    return end;
  };
  for (const course of courses) {
    const { programme, startDate } = course.row;
    const permanent = PLACES[programme];
    if (permanent) {
      const until = Math.min(course.plannedEnd, period.lastDay);
      for (let year = Math.max(yearOf(startDate), yearOf(period.firstDay)); year <= yearOf(until); year++) {
        if (!random.chance(share(permanent.placed, traits.placed))) continue;
        add(course, Math.max(startDate, onWeekday(firstDayOf(year) + random.int(3, 300))), random.between(3, 36));
      }
      continue;
    }
    if (!random.chance(share(COURSES[programme]?.placed ?? 0, traits.placed))) continue;
    const length = course.plannedEnd - startDate;
    const end = add(
      course,
      onWeekday(startDate + Math.round(length * random.between(0.1, 0.6))),
      random.between(2, programme === 'AVKL' ? 4 : 16),
    );
    if (random.chance(0.25)) add(course, onWeekday(end + random.int(4, 30)), random.between(2, 12));
  }
  return rows;
}

/**
 * Per year the list that the provider keeps: those in use, those that were not used that year, and some without
 * anything in writing.
 */
function drawPartners(provider: SeedProvider, random: Random): Map<number, PlacementPartnerRow[]> {
  const places = COUNTIES.find(({ number }) => number === provider.countyUnit)?.offices ?? [];
  const taken = new Set<string>();
  const newName = () => {
    for (;;) {
      const first = random.chance(0.25) ? random.pick(places) : random.pick(SURNAMES);
      const name = `${first} ${random.pick(TRADES)}${random.chance(0.6) ? ' AS' : ''}`;
      if (!taken.has(name) && taken.add(name)) return name;
    }
  };
  const byYear = new Map<number, PlacementPartnerRow[]>();
  let standing: PlacementPartnerRow[] = [];
  for (const [year, active] of [...provider.partners].sort(([left], [right]) => left - right)) {
    if (active === 0) continue;
    const first = firstDayOf(year);
    // What was used in a locked year stands as it is; the open year's list adds to it.
    const kept =
      year === OPEN_YEAR
        ? []
        : random
            .shuffle(standing.filter(({ agreementDate }) => agreementDate !== null))
            .slice(0, Math.round(0.8 * active));
    const day = () => first + random.int(5, year === OPEN_YEAR ? 300 : 364);
    const used = kept.map((row): PlacementPartnerRow => ({ ...row, lastUsedDate: day() }));
    while (used.length < active) {
      const [one, other] = [day(), day()];
      used.push({
        provider: provider.number,
        partner: newName(),
        agreementDate: Math.min(one, other),
        lastUsedDate: Math.max(one, other),
      });
    }
    const unwritten = Array.from({ length: random.poisson(0.06 * active) }, (): PlacementPartnerRow => ({
      provider: provider.number,
      partner: newName(),
      agreementDate: null,
      lastUsedDate: day(),
    }));
    const names = new Set(used.map(({ partner }) => partner));
    // Those that nobody has used for two years leave the list.
    const idle = standing.filter(
      ({ partner, lastUsedDate }) => !names.has(partner) && (lastUsedDate ?? 0) >= firstDayOf(year - 2),
    );
    standing = [...used, ...unwritten, ...idle];
    byYear.set(year, standing);
  }
  return byYear;
}

/** The list as last reported. */
function standingPartners(byYear: Map<number, PlacementPartnerRow[]>, reportedYears: number[]): PlacementPartnerRow[] {
  return reportedYears.map((year) => byYear.get(year) ?? []).at(-1) ?? [];
}

interface Parts {
  training: StaffTrainingRow[];
  health: HealthAnswerRow[];
  /** Which surveys have come in. */
  surveys: Survey[];
  until: Day;
}

/**
 * Training, checklist and which surveys are in: all of them in a year that was sent, some in one that was only begun.
 */
function drawParts(
  provider: SeedProvider,
  traits: Traits,
  { year, until, partial }: { year: number; until: Day; partial: boolean },
  random: Random,
): Parts {
  const begun = (part: number) => !partial || provider.name === 'Fjordvekst AS' || random.chance(part);
  const surveys = (['nav', 'participant', 'employee'] as const).filter(
    (survey) => !partial || (survey === 'nav' ? random.chance(0.2) : begun(0.6)),
  );
  return {
    training: begun(0.7) ? drawTraining(provider, traits, year, until, random.fork('training')) : [],
    health: begun(0.4) ? drawHealth(provider, traits, year, partial, random.fork('health')) : [],
    surveys: provider.name === 'Fjordvekst AS' && partial ? ['participant', 'employee'] : surveys,
    until,
  };
}

function drawTraining(
  provider: SeedProvider,
  traits: Traits,
  year: number,
  until: Day,
  random: Random,
): StaffTrainingRow[] {
  const first = firstDayOf(year);
  const elapsed = (until - first + 1) / 365;
  const rows: StaffTrainingRow[] = [];
  for (let index = 0; index < traits.staff; index++) {
    // About one in ten leaves each year and somebody with another number comes.
    const staffId = `A${String(index + 1).padStart(2, '0')}${String.fromCharCode(97 + Math.floor((year - 2010 + index * 3) / 10))}`;
    const inRehabilitation = random.chance(0.9);
    const add = (hours: number) =>
      rows.push({
        provider: provider.number,
        staffId,
        inRehabilitation,
        date: onWeekday(first + random.int(2, Math.max(3, until - first - 2))),
        hours,
      });
    if (random.chance(0.06)) {
      add(0);
      continue;
    }
    const wanted = 7.5 * traits.trainingDays(year) * elapsed * Math.max(0.15, 1 + 0.5 * random.normal());
    for (let hours = 0; hours < wanted;) {
      const training = random.weighted([
        [3.75, 15],
        [7.5, 35],
        [15, 35],
        [22.5, 15],
      ] as const);
      add(Math.min(training, Math.max(2, Math.round(2 * (wanted - hours)) / 2)));
      hours += training;
    }
  }
  return rows;
}

function drawHealth(
  provider: SeedProvider,
  traits: Traits,
  year: number,
  partial: boolean,
  random: Random,
): HealthAnswerRow[] {
  const answer = (programme: string | null, question: number): HealthAnswerRow[] => {
    // Most answers stand from year to year.
    const standing = new Random(`${provider.name}/${programme}/${question}/${Math.floor((year + question) / 3)}`);
    const missing =
      provider.name === 'Fjordvekst AS' ? programme === 'KIA' && year === 2025 : random.chance(partial ? 0.3 : 0.01);
    return missing
      ? []
      : [{ provider: provider.number, year, programme, question, answer: standing.chance(traits.healthYes) }];
  };
  return [
    ...[1, 2, 3, 4].flatMap((question) => answer(null, question)),
    ...provider.programmes.flatMap((programme) => [5, 6].flatMap((question) => answer(programme, question))),
  ];
}

function drawFollowUps(
  participations: ParticipationRow[],
  traits: Traits,
  period: Period,
  random: Random,
): FollowUpRow[] {
  if (!traits.keepsFollowUps) return [];
  return participations.flatMap(({ provider, participationId, endDate, endReason }): FollowUpRow[] => {
    if (endDate === null || endReason === null || endReason === 'deceased' || !random.chance(0.6)) return [];
    const steps = [182, 365].map((later) => endDate + later).filter((date) => date <= period.lastDay);
    return steps.map((date, step) => {
      const lasting = random.chance(step === 0 ? 0.75 : 0.62);
      const situation = lasting
        ? endReason
        : random.weighted<string>([
            ['unknown', 30],
            ['work_unsubsidised', 25],
            ['work_temporary', 10],
            ['illness', 15],
            ['completed_unemployed', 20],
          ]);
      return { provider, participationId, date, situation };
    });
  });
}

/** One survey of one year: who was asked and how many answered. */
interface SurveyRound {
  coverage: SurveyCoverageRow;
  respondents: number;
}

function surveyRounds(
  provider: SeedProvider,
  traits: Traits,
  participations: ParticipationRow[],
  { year, until, surveys }: { year: number; until: Day; surveys: Survey[] },
  random: Random,
): SurveyRound[] {
  const round = (survey: Survey, programme: string | null, entitled: number, answerRate: number): SurveyRound => {
    const offered = Math.round(entitled * random.between(0.86, 1));
    // So few that nobody sees the result: it happens to the best.
    const few = provider.name === 'Fjordvekst AS' && survey === 'employee' && year === 2025;
    return {
      coverage: { survey, provider: provider.number, programme, year, entitled, offered },
      respondents: few ? 4 : Math.round(offered * clamp(answerRate * random.between(0.85, 1.12), 0, 1)),
    };
  };
  const rounds: SurveyRound[] = [];
  if (surveys.includes('nav'))
    rounds.push(round('nav', null, Math.max(4, Math.round(38 * Math.sqrt(provider.size))), 0.74));
  if (surveys.includes('employee'))
    rounds.push(round('employee', null, traits.staff + Math.round(6 * provider.size), 0.85));
  if (!surveys.includes('participant')) return rounds;
  for (const programme of provider.programmes) {
    const permanent = PLACES[programme] !== undefined;
    // Permanent places are asked in December, which the open year has not come to.
    if (permanent && until < firstDayOf(year) + 340) continue;
    const entitled = participations.filter(
      (row) =>
        row.programme === programme &&
        (permanent
          ? row.startDate <= until && (row.endDate ?? Infinity) > until
          : row.endDate !== null && row.endDate <= until && row.endDate >= firstDayOf(year)),
    );
    rounds.push(round('participant', programme, entitled.length, permanent ? 0.9 : 0.84));
  }
  return rounds;
}

/** The answers of one round; the same round always gets the same. */
function drawAnswers({ coverage, respondents }: SurveyRound, traits: Traits, random: Random): SurveyAnswerRow[] {
  const { survey, provider, programme, year } = coverage;
  const stream = random.fork(`${year}/${survey}/${programme}`);
  const level = SURVEYS[survey].mean + traits.survey(survey, year, programme);
  const answers: SurveyAnswerRow[] = [];
  for (let respondent = 1; respondent <= respondents; respondent++) {
    const responseId = `${programme ?? survey}-${String(respondent).padStart(3, '0')}`;
    addResponse(answers, { survey, provider, programme, year, responseId }, level, stream);
  }
  return answers;
}

/** The questions of one respondent, who is a little stricter or milder than others throughout. */
function addResponse(
  answers: SurveyAnswerRow[],
  response: Omit<SurveyAnswerRow, 'question' | 'answer'>,
  level: number,
  random: Random,
): void {
  // Written out, for there are millions of them and a spread takes several times as long.
  const { survey, provider, programme, year, responseId } = response;
  const { own, noise, questions } = SURVEYS[survey];
  const mood = level + own * random.normal();
  for (const [index, difference] of questions.entries()) {
    // Some leave a question out, and counsellors say when they do not know.
    const skipped = random.next();
    if (skipped < 0.015) continue;
    const felt = clamp(Math.round(mood + difference + noise * random.normal()), 1, 6);
    const answer = survey === 'nav' && skipped < 0.075 ? 7 : felt;
    answers.push({ survey, provider, programme, year, responseId, question: index + 1, answer });
  }
  if (survey !== 'participant') return;
  const isSatisfied = random.chance(share(0.9, 1.2 * (mood - level)));
  answers.push({ survey, provider, programme, year, responseId, question: 9, answer: isSatisfied ? 1 : 0 });
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** A share moved by so many logits. */
function share(middle: number, logits: number): number {
  const odds = (middle / (1 - middle)) * Math.exp(logits);
  return odds / (1 + odds);
}
