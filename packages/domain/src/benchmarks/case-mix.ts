import { emptyTables } from '../data-files/rows.ts';
import type { DataTables, ParticipationRow } from '../data-files/rows.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import { calculate } from '../indicators/engine.ts';
import { firstDayOf, yearOf } from '../periods.ts';

/** Who took part: all that a case mix is made of. */
export type People = Pick<DataTables, 'participations' | 'externalPlacements'>;

/** What is expected of one provider in one programme. */
export interface Expected {
  provider: string;
  programme: string | null;
  indicator: string;
  /** In the indicator's unit. */
  expected: number;
  /** How many participants it is worked out from. */
  n: number;
}

/** What is known of a person's background, a level of each field; `?` where nothing is recorded. */
type Background = readonly string[];
const UNKNOWN = '?';

/** A level that fewer in the nation have counts as the commonest one: its rate would be chance. */
const FEWEST_IN_LEVEL = 50;
/** Fewer providers have no common rates. */
const FEWEST_PROVIDERS = 3;

/**
 * What each provider's participants would get at national rates for people with the same background: gender, age, work
 * ability, basic skills, minority background (indirect standardisation; Breslow and Day 1987, volume II, chapter 2).
 *
 * Five fields make hundreds of strata, most of them empty, so rates are those of a model with one effect for each level of
 * each field: logistic for shares, linear for durations. It is fitted to the whole nation, so that the expected numbers of
 * all providers add up to the observed ones, for everybody and for each level. What is not recorded is a level of its own.
 * A provider's own people are in the rates; leaving them out would undo that sum, and they are a few of thousands.
 *
 * Nothing for an indicator where fewer than half have anything recorded.
 */
export function expectedValues(definitions: readonly IndicatorDefinition[], people: People, year: number): Expected[] {
  const mixed = definitions.filter(
    ({ measure, scope }) =>
      scope === 'programme' && (measure.kind === 'participation-share' || measure.kind === 'mean-duration'),
  );
  const definitionOf = new Map(mixed.map((definition) => [definition.code, definition]));
  const cells = new Map<string, Stratum[]>();
  for (const { stratum, result } of resultsByStratum(mixed, people, year)) {
    if (result.numerator === null || result.denominator === null) continue;
    const key = `${result.programme ?? ''}/${result.indicator}`;
    const cell = cells.get(key) ?? [];
    if (cell.length === 0) cells.set(key, cell);
    cell.push({ ...stratum, sum: result.numerator, n: result.denominator });
  }
  return [...cells].flatMap(([key, strata]): Expected[] => {
    const [programme = '', indicator = ''] = key.split('/');
    const definition = definitionOf.get(indicator);
    const providers = new Set(strata.map(({ provider }) => provider));
    if (!definition || providers.size < FEWEST_PROVIDERS || !isRecorded(strata)) return [];
    const isShare = definition.unit === 'percent';
    const rateOf = fit(strata, isShare);
    const totals = new Map<string, { sum: number; n: number }>();
    for (const stratum of strata) {
      const total = totals.get(stratum.provider) ?? { sum: 0, n: 0 };
      total.sum += stratum.n * rateOf(stratum.background);
      total.n += stratum.n;
      totals.set(stratum.provider, total);
    }
    return [...totals].map(([provider, { sum, n }]) => {
      return { provider, programme: programme || null, indicator, expected: (isShare ? 100 * sum : sum) / n, n };
    });
  });
}

/** A provider's people with the same background: how many, and the sum of what is measured. */
interface Stratum {
  provider: string;
  background: Background;
  n: number;
  sum: number;
}

/** The engine is given each provider's people of each background as if they were a provider of their own. */
function resultsByStratum(definitions: readonly IndicatorDefinition[], people: People, year: number) {
  const strata: { provider: string; background: Background }[] = [];
  const numbers = new Map<string, string>();
  const stratumOf = new Map<string, string>();
  const numberOf = (row: ParticipationRow): string => {
    const background = backgroundOf(row, year);
    const key = [row.provider, ...background].join('/');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = String(strata.length);
    strata.push({ provider: row.provider, background });
    numbers.set(key, number);
    return number;
  };
  const participations = people.participations.map((row) => {
    const provider = numberOf(row);
    stratumOf.set(`${row.provider}/${row.participationId}`, provider);
    // Ids are unique within a provider alone, and a stratum's are its provider's.
    return { ...row, provider };
  });
  const externalPlacements = people.externalPlacements.flatMap((row) => {
    const provider = stratumOf.get(`${row.provider}/${row.participationId}`);
    return provider === undefined ? [] : { ...row, provider };
  });
  return calculate(definitions, { ...emptyTables(), participations, externalPlacements }, year).flatMap((result) => {
    const stratum = strata[Number(result.provider)];
    return stratum ? { stratum, result } : [];
  });
}

function backgroundOf(row: ParticipationRow, year: number): Background {
  const { gender, birthYear, workAbility, basicSkills, minorityBackground } = row;
  const age = birthYear === null ? null : year - birthYear;
  const band = age === null ? UNKNOWN : age < 30 ? 'young' : age < 50 ? 'middle' : 'old';
  const minority = minorityBackground === null ? UNKNOWN : String(minorityBackground);
  return [gender ?? UNKNOWN, band, workAbility ?? UNKNOWN, basicSkills ?? UNKNOWN, minority];
}

function isRecorded(strata: readonly Stratum[]): boolean {
  let [known, all] = [0, 0];
  for (const { background, n } of strata) {
    all += n;
    if (background.some((level) => level !== UNKNOWN)) known += n;
  }
  return known * 2 >= all;
}

/**
 * The national rate of a background: the main-effects model with the best likelihood, by iteratively reweighted least
 * squares (McCullagh and Nelder 1989, section 2.5). Of each field the commonest level has no effect of its own.
 */
function fit(strata: readonly Stratum[], isShare: boolean): (background: Background) => number {
  const columns = columnsOf(strata);
  const indexOf = new Map(columns.map((column, index) => [column, index + 1]));
  const rowOf = (background: Background) => [
    0,
    ...background.flatMap((level, field) => indexOf.get(`${field}/${level}`) ?? []),
  ];
  const patterns = new Map<string, { row: number[]; n: number; sum: number }>();
  for (const { background, n, sum } of strata) {
    const row = rowOf(background);
    const key = row.join();
    const pattern = patterns.get(key) ?? { row, n: 0, sum: 0 };
    pattern.n += n;
    pattern.sum += sum;
    patterns.set(key, pattern);
  }
  const groups = [...patterns.values()];
  const size = columns.length + 1;
  let effects = Array.from({ length: size }, () => 0);
  const linear = (row: readonly number[]) => row.reduce((sum, column) => sum + (effects[column] ?? 0), 0);
  const rate = (row: readonly number[]) => (isShare ? 1 / (1 + Math.exp(-linear(row))) : linear(row));
  for (let round = 0; round < (isShare ? MOST_ROUNDS : 1); round++) {
    const matrix = Array.from({ length: size }, () => Array.from({ length: size }, () => 0));
    const vector = Array.from({ length: size }, () => 0);
    for (const { row, n, sum } of groups) {
      const p = rate(row);
      const weight = isShare ? n * Math.max(p * (1 - p), 1e-9) : n;
      const score = sum - n * p;
      for (const a of row) {
        vector[a] = (vector[a] ?? 0) + score;
        const line = matrix[a];
        if (line) for (const b of row) line[b] = (line[b] ?? 0) + weight;
      }
    }
    const step = solve(matrix, vector);
    effects = effects.map((effect, index) => effect + (step[index] ?? 0));
    if (step.every((change) => Math.abs(change) < 1e-10)) break;
  }
  return (background) => rate(rowOf(background));
}
/** Enough for a level that nobody or everybody of has succeeded: its effect grows by one or so a round. */
const MOST_ROUNDS = 25;

/** The levels that have an effect, `field/level`: all but the commonest of each field, and those too rare. */
function columnsOf(strata: readonly Stratum[]): string[] {
  const counts = new Map<string, number>();
  for (const { background, n } of strata) {
    for (const [field, level] of background.entries()) {
      counts.set(`${field}/${level}`, (counts.get(`${field}/${level}`) ?? 0) + n);
    }
  }
  const byField = new Map<string, [string, number][]>();
  for (const [column, count] of [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))) {
    const field = column.slice(0, column.indexOf('/'));
    byField.set(field, [...(byField.get(field) ?? []), [column, count]]);
  }
  return [...byField.values()].flatMap(([, ...others]) =>
    others.flatMap(([column, count]) => (count >= FEWEST_IN_LEVEL ? column : [])),
  );
}

/**
 * Solves A·x = b for a symmetric A by Cholesky's decomposition. A column that others already tell, as when the same people
 * lack two fields, gets 0.
 */
function solve(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  const size = vector.length;
  const lower = matrix.map((row) => row.map(() => 0));
  const at = (i: number, j: number) => lower[i]?.[j] ?? 0;
  const isFree: boolean[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]?.[j] ?? 0;
      for (let k = 0; k < j; k++) rest -= at(i, k) * at(j, k);
      const line = lower[i];
      if (!line) continue;
      if (i === j) {
        isFree[i] = rest > 1e-9 * (matrix[i]?.[i] ?? 0);
        line[i] = isFree[i] ? Math.sqrt(rest) : 1;
        if (!isFree[i]) for (let k = 0; k < i; k++) line[k] = 0;
      } else {
        line[j] = isFree[j] ? rest / at(j, j) : 0;
      }
    }
  }
  const half: number[] = [];
  for (let i = 0; i < size; i++) {
    let rest = isFree[i] ? (vector[i] ?? 0) : 0;
    for (let k = 0; k < i; k++) rest -= at(i, k) * (half[k] ?? 0);
    half[i] = rest / at(i, i);
  }
  const solution = Array.from({ length: size }, () => 0);
  for (let i = size - 1; i >= 0; i--) {
    let rest = half[i] ?? 0;
    for (let k = i + 1; k < size; k++) rest -= at(k, i) * (solution[k] ?? 0);
    solution[i] = isFree[i] ? rest / at(i, i) : 0;
  }
  return solution;
}

/** Who took part at each provider on any day of a year, for its peer group. */
export function participantsOf(
  people: People,
  year: number,
): Map<string, { byProgramme: Map<string, number>; known: number; low: number }> {
  const providers = new Map<string, { byProgramme: Map<string, number>; known: number; low: number }>();
  const first = firstDayOf(year);
  for (const { provider, programme, startDate, endDate, workAbility } of people.participations) {
    if (yearOf(startDate) > year || (endDate !== null && endDate < first)) continue;
    const found = providers.get(provider) ?? { byProgramme: new Map<string, number>(), known: 0, low: 0 };
    providers.set(provider, found);
    found.byProgramme.set(programme, (found.byProgramme.get(programme) ?? 0) + 1);
    if (workAbility !== null) found.known++;
    if (workAbility === 'low') found.low++;
  }
  return providers;
}
