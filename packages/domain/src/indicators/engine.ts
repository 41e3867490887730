import type {
  DataTables,
  ExternalPlacementRow,
  HealthAnswerRow,
  IndicatorValueRow,
  ParticipationRow,
  PlacementPartnerRow,
  StaffTrainingRow,
  Survey,
  SurveyAnswerRow,
} from '../data-files/rows.ts';
import { firstDayOf, lastDayOf } from '../periods.ts';
import type { Day } from '../periods.ts';
import type { Condition, IndicatorDefinition, Measure, ParticipationDate } from './definition.ts';
import type { Moments, Result } from './result.ts';

/** What measures read: a table, or the answers to one survey. External placements reach them through the participation. */
interface SourceRows {
  participations: ParticipationRow;
  placementPartners: PlacementPartnerRow;
  staffTraining: StaffTrainingRow;
  healthChecklist: HealthAnswerRow;
  indicatorValues: IndicatorValueRow;
  nav: SurveyAnswerRow;
  participant: SurveyAnswerRow;
  employee: SurveyAnswerRow;
}
type Source = keyof SourceRows;

/** The measurement year, and the placements that count in it: followed up, with a day in the year. */
interface Period {
  year: number;
  first: Day;
  last: Day;
  placementsOf(row: ParticipationRow): readonly ExternalPlacementRow[];
}

type Outcome = Pick<Result, 'value' | 'numerator' | 'denominator' | 'n' | 'breakdown' | 'moments'>;

const NO_PLACEMENTS: readonly ExternalPlacementRow[] = [];

const NO_DATA: Outcome = { value: null, numerator: null, denominator: null, n: 0, moments: null };

/**
 * How an indicator gathers the rows of one provider, or one provider and programme: start, add each row, merge what was
 * gathered elsewhere, finish. The order of rows and merges never matters. Rows may be split anyhow, only a participation
 * and its placements stay together.
 */
export interface Reducer<From extends Source = Source, State = unknown> {
  source: From;
  start(): State;
  add(state: State, row: SourceRows[From], period: Period): void;
  /** Adds what `other` has gathered to `state`. */
  merge(state: State, other: State): void;
  finish(state: State): Outcome;
}

// The states of a reducer are only ever its own, which TypeScript cannot see once reducers lie in one list.
const reducer = <From extends Source, State>(it: Reducer<From, State>) => it as unknown as Reducer;

/** The reducer that works out an indicator. Pure: one serves any number of providers and years. */
export function compile(definition: IndicatorDefinition): Reducer {
  const { measure } = definition;
  switch (measure.kind) {
    case 'participation-share':
      return participationShare(measure);
    case 'mean-duration':
      return meanDuration(measure, definition.unit === 'weeks' ? 7 : 1);
    case 'participation-count':
      return participationCount(measure);
    case 'partner-count':
      return partnerCount(measure);
    case 'survey-mean':
      return surveyMean(measure, definition.scale ?? { low: 1, high: 6 });
    case 'checklist-share':
      return checklistShare(measure);
    case 'training-per-person':
      return trainingPerPerson(measure);
    case 'entered-number':
      return enteredNumber(definition.code, measure, definition.unit === 'percent' ? 100 : 1);
  }
}

type Measured<Kind extends Measure['kind']> = Extract<Measure, { kind: Kind }>;

function participationShare({ of, having, breakdown }: Measured<'participation-share'>): Reducer {
  const isMeant = test(of);
  const has = test(having);
  const codes = breakdown?.codes ?? [];
  return reducer({
    source: 'participations',
    start: () => ({ n: 0, hits: 0, counts: codes.map(() => 0) }),
    add(state, row, period) {
      if (!isMeant(row, period)) return;
      state.n++;
      if (!has(row, period)) return;
      state.hits++;
      const code = breakdown ? row[breakdown.field] : null;
      const index = code === null ? -1 : codes.indexOf(code);
      if (index >= 0) state.counts[index] = (state.counts[index] ?? 0) + 1;
    },
    merge(state, other) {
      state.n += other.n;
      state.hits += other.hits;
      state.counts = state.counts.map((count, index) => count + (other.counts[index] ?? 0));
    },
    finish({ n, hits, counts }) {
      if (n === 0) return NO_DATA;
      const share = { value: (100 * hits) / n, numerator: hits, denominator: n, n, moments: null };
      return breakdown
        ? { ...share, breakdown: Object.fromEntries(codes.map((code, index) => [code, counts[index] ?? 0])) }
        : share;
    },
  });
}

function meanDuration({ of, from, to }: Measured<'mean-duration'>, daysPerUnit: number): Reducer {
  const isMeant = test(of);
  const startOf = DATES[from];
  const endOf = DATES[to];
  return reducer({
    source: 'participations',
    start: () => ({ n: 0, days: 0, squares: 0 }),
    add(state, row, period) {
      if (!isMeant(row, period)) return;
      const start = startOf(row);
      const end = endOf(row);
      if (start === null || end === null) return;
      const days = end - start;
      state.n++;
      state.days += days;
      state.squares += days * days;
    },
    merge(state, other) {
      state.n += other.n;
      state.days += other.days;
      state.squares += other.squares;
    },
    finish({ n, days, squares }) {
      const sum = days / daysPerUnit;
      return mean(sum, n, n, { ss: squares / (daysPerUnit * daysPerUnit), sc: sum, cc: n });
    },
  });
}

function participationCount({ of }: Measured<'participation-count'>): Reducer {
  const isMeant = test(of);
  return counting('participations', isMeant);
}

function partnerCount({ withAgreement, usedInYear }: Measured<'partner-count'>): Reducer {
  return counting('placementPartners', ({ agreementDate, lastUsedDate }, { first, last }) => {
    const isAgreed = agreementDate !== null && agreementDate <= last;
    const isUsed = lastUsedDate !== null && lastUsedDate >= first && lastUsedDate <= last;
    return (isAgreed || !withAgreement) && (isUsed || !usedInYear);
  });
}

/** Rows that are meant; without any row, meant or not, there is no data. */
function counting<From extends Source>(
  source: From,
  isMeant: (row: SourceRows[From], period: Period) => boolean,
): Reducer {
  return reducer({
    source,
    start: () => ({ rows: 0, count: 0 }),
    add(state, row: SourceRows[From], period) {
      state.rows++;
      if (isMeant(row, period)) state.count++;
    },
    merge(state, other) {
      state.rows += other.rows;
      state.count += other.count;
    },
    finish: ({ rows, count }) =>
      rows === 0 ? NO_DATA : { value: count, numerator: count, denominator: null, n: count, moments: null },
  });
}

/** A respondent's or member of staff's own sum and count. */
interface Unit {
  sum: number;
  count: number;
}

function addTo(units: Map<string, Unit>, id: string, sum: number, count: number): Unit {
  let unit = units.get(id);
  if (!unit) units.set(id, (unit = { sum: 0, count: 0 }));
  unit.sum += sum;
  unit.count += count;
  return unit;
}

function mergeUnits(units: Map<string, Unit>, others: Map<string, Unit>) {
  for (const [id, { sum, count }] of others) addTo(units, id, sum, count);
}

function surveyMean(
  { survey, questions }: Measured<'survey-mean'>,
  { low, high }: { low: number; high: number },
): Reducer {
  const isAsked = Array.from({ length: 10 }, (_, question) => questions.includes(question));
  interface State {
    respondents: Map<string, Unit>;
    // A respondent's answers mostly follow each other, and looking one up costs more than adding.
    lastId: string | null;
    last: Unit | null;
  }
  return reducer<Survey, State>({
    source: survey,
    start: () => ({ respondents: new Map(), lastId: null, last: null }),
    add(state, row, { year }) {
      if (row.year !== year || !isAsked[row.question]) return;
      if (row.answer < low || row.answer > high) return;
      if (state.last && row.responseId === state.lastId) {
        state.last.sum += row.answer;
        state.last.count++;
      } else {
        state.last = addTo(state.respondents, row.responseId, row.answer, 1);
        state.lastId = row.responseId;
      }
    },
    merge: (state, other) => mergeUnits(state.respondents, other.respondents),
    finish({ respondents }) {
      const total = { sum: 0, count: 0 };
      const moments = { ss: 0, sc: 0, cc: 0 };
      for (const { sum, count } of respondents.values()) {
        total.sum += sum;
        total.count += count;
        moments.ss += sum * sum;
        moments.sc += sum * count;
        moments.cc += count * count;
      }
      return mean(total.sum, total.count, respondents.size, moments);
    },
  });
}

function trainingPerPerson({ hoursPerDay }: Measured<'training-per-person'>): Reducer {
  return reducer({
    source: 'staffTraining',
    start: () => new Map<string, Unit>(),
    add(staff, row, { first, last }) {
      if (row.inRehabilitation && row.date >= first && row.date <= last) addTo(staff, row.staffId, row.hours, 1);
    },
    merge: mergeUnits,
    finish(staff) {
      let hours = 0;
      let squares = 0;
      for (const { sum } of staff.values()) {
        hours += sum;
        squares += sum * sum;
      }
      const days = exact(hours) / hoursPerDay;
      const ss = exact(squares) / (hoursPerDay * hoursPerDay);
      return mean(days, staff.size, staff.size, { ss, sc: days, cc: staff.size });
    },
  });
}

function checklistShare({ questions }: Measured<'checklist-share'>): Reducer {
  return reducer({
    source: 'healthChecklist',
    start: () => new Map<number, boolean>(),
    add(answers, row, { year }) {
      if (row.year === year && questions.includes(row.question)) answers.set(row.question, row.answer);
    },
    merge(answers, others) {
      for (const [question, answer] of others) answers.set(question, answer);
    },
    finish(answers) {
      const n = questions.length;
      if (answers.size < n) return NO_DATA;
      const yes = [...answers.values()].filter(Boolean).length;
      return { value: (100 * yes) / n, numerator: yes, denominator: n, n, moments: null };
    },
  });
}

function enteredNumber(code: string, { hasDenominator }: Measured<'entered-number'>, factor: number): Reducer {
  return reducer({
    source: 'indicatorValues',
    start: () => ({ rows: 0, numerator: 0, denominator: 0 }),
    add(state, row, { year }) {
      if (row.indicator !== code || row.year !== year || (hasDenominator && row.denominator === null)) return;
      state.rows++;
      state.numerator += row.numerator;
      state.denominator += row.denominator ?? 0;
    },
    merge(state, other) {
      state.rows += other.rows;
      state.numerator += other.numerator;
      state.denominator += other.denominator;
    },
    finish(state) {
      const numerator = exact(state.numerator);
      const denominator = exact(state.denominator);
      if (state.rows === 0 || (hasDenominator && denominator === 0)) return NO_DATA;
      return hasDenominator
        ? { value: (factor * numerator) / denominator, numerator, denominator, n: denominator, moments: null }
        : { value: numerator, numerator, denominator: null, n: numerator, moments: null };
    },
  });
}

const mean = (numerator: number, denominator: number, n: number, moments: Moments): Outcome =>
  denominator === 0 ? NO_DATA : { value: numerator / denominator, numerator, denominator, n, moments };

/** A sum of decimal numbers freed of what binary fractions add to it, so that the order of rows leaves no trace. */
const exact = (sum: number) => Math.round(sum * 1e9) / 1e9;

/** Functions instead of names, for reading a field by a name that varies is slow. */
const DATES: Record<ParticipationDate, (row: ParticipationRow) => Day | null> = {
  startDate: (row) => row.startDate,
  endDate: (row) => row.endDate,
  firstWorkday: (row) => row.firstWorkday,
  employedDate: (row) => row.employedDate,
};

type Test = (row: ParticipationRow, period: Period) => boolean;

/** A condition as a function. */
function test(condition: Condition): Test {
  if ('all' in condition) {
    const tests = condition.all.map(test);
    return (row, period) => tests.every((holds) => holds(row, period));
  }
  if ('any' in condition) {
    const tests = condition.any.map(test);
    return (row, period) => tests.some((holds) => holds(row, period));
  }
  if ('not' in condition) {
    const holds = test(condition.not);
    return (row, period) => !holds(row, period);
  }
  if ('inYear' in condition) {
    const dateOf = DATES[condition.inYear];
    return (row, { first, last }) => {
      const date = dateOf(row);
      return date !== null && date >= first && date <= last;
    };
  }
  if ('activeInYear' in condition) {
    return (row, { first, last }) => row.startDate <= last && (row.endDate === null || row.endDate >= first);
  }
  if ('placedInYear' in condition) return wasPlacedInYear;
  if ('age' in condition) {
    const { from = -Infinity, to = Infinity } = condition.age;
    return (row, { year }) => {
      const age = row.birthYear === null ? Number.NaN : year - row.birthYear;
      return age >= from && age <= to;
    };
  }
  if (condition.field === 'minorityBackground') {
    const { is } = condition;
    return (row) => row.minorityBackground === is;
  }
  const { field } = condition;
  const codes = new Set(condition.in);
  return (row) => {
    const code = row[field];
    return code !== null && codes.has(code);
  };
}

function wasPlacedInYear(row: ParticipationRow, period: Period): boolean {
  const from = Math.max(period.first, row.startDate);
  const to = Math.min(period.last, row.endDate ?? period.last);
  for (const { startDate, endDate } of period.placementsOf(row)) {
    if (Math.max(from, startDate) <= Math.min(to, endDate ?? period.last)) return true;
  }
  return false;
}

/** An indicator at its place among those of a programme, or of providers as a whole. */
interface PlannedIndicator {
  definition: IndicatorDefinition;
  reducer: Reducer;
  /** The reducer's own, kept here because all of these have one shape, which makes it quick to find. */
  add: Reducer['add'];
  /** Of provider-wide indicators that count some programmes alone. */
  programmes: readonly string[] | null;
  index: number;
}

/** The indicators of a programme, or of providers as a whole, in the order of their codes and by the source that feeds them. */
interface Plan {
  all: PlannedIndicator[];
  fedBy: Record<Source, PlannedIndicator[]>;
}

/** What the indicators of a provider, or of one of its programmes, have gathered; the states lie as in the plan. */
interface Group {
  plan: Plan;
  states: unknown[];
  /** Entered numbers alone do not give a programme its lines. */
  isNamed: boolean;
}

interface ProviderGroups {
  whole: Group;
  programmes: Map<string, Group>;
  /** Answers 1–4 of the health checklist, which count in each programme, whenever that turns up. */
  healthOfAll: HealthAnswerRow[];
}

/** The calculation of a year as far as it has come: rows go in, parts that were worked out elsewhere merge, results come out. */
export class Calculation {
  readonly #definitions: readonly { definition: IndicatorDefinition; reducer: Reducer }[];
  readonly #period: Period;
  /** By programme; null for providers as a whole. */
  readonly #plans = new Map<string | null, Plan>();
  readonly #providers = new Map<string, ProviderGroups>();

  constructor(definitions: readonly IndicatorDefinition[], year: number) {
    this.#definitions = definitions
      .map((definition) => ({ definition, reducer: compile(definition) }))
      .sort((a, b) => compare(a.definition.code, b.definition.code));
    this.#period = { year, first: firstDayOf(year), last: lastDayOf(year), placementsOf: () => NO_PLACEMENTS };
  }

  /**
   * Takes rows in, one pass over each table. The placements of a participation come in the same call as itself.
   * Every provider that any row names gets its lines, and each programme that its participations, health checklist or survey
   * answers name.
   */
  add(tables: DataTables) {
    const placements = placementsById(tables.externalPlacements, this.#period);
    const placementsOf: Period['placementsOf'] = (row) =>
      placements.get(row.provider)?.get(row.participationId) ?? NO_PLACEMENTS;
    const period = { ...this.#period, placementsOf };
    this.#feed(tables.participations, () => 'participations', period);
    this.#feed(tables.surveyAnswers, (row) => row.survey, period);
    this.#feed(tables.healthChecklist, () => 'healthChecklist', period);
    this.#feed(tables.indicatorValues, () => 'indicatorValues', period);
    this.#feedWhole(tables.placementPartners, 'placementPartners', period);
    this.#feedWhole(tables.staffTraining, 'staffTraining', period);
    for (const row of tables.healthChecklist) {
      if (row.programme === null) this.#groupsOf(row.provider).healthOfAll.push(row);
    }
    for (const { provider } of tables.externalPlacements) this.#groupsOf(provider);
    for (const { provider } of tables.followUps) this.#groupsOf(provider);
    for (const { provider } of tables.surveyCoverage) this.#groupsOf(provider);
  }

  /** Adds what another calculation of the same indicators and year has gathered; that one is used up. */
  merge(other: Calculation) {
    for (const [provider, theirs] of other.#providers) {
      const ours = this.#groupsOf(provider);
      mergeGroups(ours.whole, theirs.whole);
      for (const [programme, group] of theirs.programmes) mergeGroups(this.#groupOf(ours, programme), group);
      ours.healthOfAll.push(...theirs.healthOfAll);
    }
  }

  /** A result for each provider and indicator, or provider, programme and indicator, ordered by code point, programme null first. */
  results(): Result[] {
    const results: Result[] = [];
    const { year } = this.#period;
    for (const [provider, { whole, programmes, healthOfAll }] of byKey(this.#providers)) {
      for (const { definition, reducer, index } of whole.plan.all) {
        results.push(toResult(provider, null, definition, year, reducer.finish(whole.states[index])));
      }
      for (const [programme, { plan, states, isNamed }] of byKey(programmes)) {
        if (!isNamed) continue;
        for (const { definition, reducer, index } of plan.all) {
          let state = states[index];
          if (reducer.source === 'healthChecklist') {
            const own = state;
            state = reducer.start();
            reducer.merge(state, own);
            for (const row of healthOfAll) reducer.add(state, row, this.#period);
          }
          results.push(toResult(provider, programme, definition, year, reducer.finish(state)));
        }
      }
    }
    return results;
  }

  /** Rows that belong to a programme, or to the whole provider where that is null. */
  #feed<Row extends SourceRows[Source] & { programme: string | null }>(
    rows: readonly Row[],
    sourceOf: (row: Row) => Source,
    period: Period,
  ) {
    let provider: string | null = null;
    let programme: string | null = null;
    let groups: ProviderGroups | null = null;
    let group: Group | null = null;
    for (const row of rows) {
      const source = sourceOf(row);
      // Rows mostly come grouped, so the group of the row before serves.
      if (!groups || row.provider !== provider) {
        provider = row.provider;
        groups = this.#groupsOf(provider);
        programme = null;
        group = null;
      }
      if (row.programme !== programme) {
        programme = row.programme;
        group = programme === null ? null : this.#groupOf(groups, programme);
        if (group && source !== 'indicatorValues') group.isNamed = true;
      }
      const { plan, states } = groups.whole;
      for (const { add, index, programmes } of plan.fedBy[source]) {
        if (programmes === null || programme === null || programmes.includes(programme))
          add(states[index], row, period);
      }
      if (group) for (const { add, index } of group.plan.fedBy[source]) add(group.states[index], row, period);
    }
  }

  /** Rows that always belong to the whole provider. */
  #feedWhole(rows: readonly SourceRows[Source][], source: Source, period: Period) {
    for (const row of rows) {
      const { plan, states } = this.#groupsOf(row.provider).whole;
      for (const { add, index } of plan.fedBy[source]) add(states[index], row, period);
    }
  }

  #groupsOf(provider: string): ProviderGroups {
    let groups = this.#providers.get(provider);
    if (!groups) {
      groups = { whole: this.#group(null), programmes: new Map(), healthOfAll: [] };
      this.#providers.set(provider, groups);
    }
    return groups;
  }

  #groupOf(groups: ProviderGroups, programme: string): Group {
    let group = groups.programmes.get(programme);
    if (!group) groups.programmes.set(programme, (group = this.#group(programme)));
    return group;
  }

  #group(programme: string | null): Group {
    let plan = this.#plans.get(programme);
    if (!plan) this.#plans.set(programme, (plan = this.#plan(programme)));
    return { plan, states: plan.all.map(({ reducer }) => reducer.start()), isNamed: false };
  }

  #plan(programme: string | null): Plan {
    const fedBy: Plan['fedBy'] = {
      participations: [],
      placementPartners: [],
      staffTraining: [],
      healthChecklist: [],
      indicatorValues: [],
      nav: [],
      participant: [],
      employee: [],
    };
    const all: PlannedIndicator[] = [];
    for (const { definition, reducer } of this.#definitions) {
      const programmes = definition.programmes === 'all' ? null : definition.programmes;
      const isHere =
        programme === null
          ? definition.scope === 'provider'
          : definition.scope === 'programme' && (programmes === null || programmes.includes(programme));
      if (!isHere) continue;
      const planned = { definition, reducer, add: reducer.add, programmes, index: all.length };
      all.push(planned);
      fedBy[reducer.source].push(planned);
    }
    return { all, fedBy };
  }
}

/** The indicators of a year, worked out from rows. */
export function calculate(definitions: readonly IndicatorDefinition[], tables: DataTables, year: number): Result[] {
  const calculation = new Calculation(definitions, year);
  calculation.add(tables);
  return calculation.results();
}

/** Both groups are of one provider and programme, so their plans are alike. */
function mergeGroups(ours: Group, theirs: Group) {
  ours.isNamed ||= theirs.isNamed;
  for (const { reducer, index } of ours.plan.all) reducer.merge(ours.states[index], theirs.states[index]);
}

const byKey = <Value>(map: ReadonlyMap<string, Value>) => [...map].sort(([a], [b]) => compare(a, b));

/** The placements that can count in a period, by provider and participation. */
function placementsById(rows: readonly ExternalPlacementRow[], { first, last }: Period) {
  const providers = new Map<string, Map<string, ExternalPlacementRow[]>>();
  let provider: string | null = null;
  let byId = new Map<string, ExternalPlacementRow[]>();
  for (const row of rows) {
    const { participationId, startDate, endDate, followedUp } = row;
    if (!followedUp || startDate > last || (endDate !== null && endDate < first)) continue;
    if (row.provider !== provider) {
      provider = row.provider;
      byId = providers.get(provider) ?? new Map();
      providers.set(provider, byId);
    }
    const known = byId.get(participationId);
    if (known) known.push(row);
    else byId.set(participationId, [row]);
  }
  return providers;
}

function toResult(
  provider: string,
  programme: string | null,
  { code }: IndicatorDefinition,
  year: number,
  outcome: Outcome,
): Result {
  const { value, numerator, denominator, n, breakdown, moments } = outcome;
  const result: Result = {
    provider,
    programme,
    indicator: code,
    year,
    value,
    numerator,
    denominator,
    n,
    status: value === null ? 'no-data' : 'ok',
    moments,
  };
  if (breakdown) result.breakdown = breakdown;
  return result;
}

/** By UTF-16 code unit, which for the letters and digits of codes is by code point. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
