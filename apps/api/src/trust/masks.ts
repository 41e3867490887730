import loadHighs from 'highs';
import type { Highs } from 'highs';
import { ask } from '../test-client.ts';
import { asSystem } from '../db/as-viewer.ts';
import type { Db } from '../db/client.ts';

// The attack on what is hidden for small numbers. Everything that readers collect through the API becomes equations and
// inequalities over the true numbers; a solver then looks for hidden numbers that have only one value left. Nothing here
// uses the code that masks.

// Reading --------------------------------------------------------------------------------------------------------------

interface SeenFigure {
  status: string;
  suppression: 'PRIMARY' | 'COMPLEMENTARY' | null;
  value: number | null;
  n: number | null;
  numerator: number | null;
  denominator: number | null;
  breakdown: { code: string; count: number | null }[] | null;
}

interface SeenTotal {
  mean: number | null;
  n: number | null;
  min: number | null;
  q1: number | null;
  median: number | null;
  q3: number | null;
  max: number | null;
}

interface Place {
  provider: string;
  rank: number;
  value: number | null;
}

/** What one reader has collected over all years and revisions so far. Keys are made by `keyOf`. */
export interface View {
  figures: Map<string, SeenFigure>;
  /** Of `nation` and county units. */
  totals: Map<string, SeenTotal>;
  places: Map<string, Place[]>;
}

export const emptyView = (): View => ({ figures: new Map(), totals: new Map(), places: new Map() });

const keyOf = (...parts: (string | number | null)[]) => parts.map((part) => part ?? '-').join('/');

/** Who asks, by the organisation acted for, and which scorecards they try. */
export interface Reader {
  email: string;
  organisation: string;
}

const FIGURE = '{ status suppression value n numerator denominator breakdown { code count } }';
const TOTAL = '{ mean n min q1 median q3 max }';

/**
 * Adds to a view what the reader finds now: scorecards, comparisons, rankings, funnels, scatters, gaps and the overview of
 * some years and programmes.
 *
 * @param providers whose scorecards are tried.
 */
export async function collect(
  db: Db,
  reader: Reader,
  view: View,
  { world, providers }: { world: World; providers: readonly Provider[] },
): Promise<void> {
  const { years, programmes } = world;
  const counties = [...new Set(providers.map(({ county }) => county))];
  const put = async (source: string, variables: Record<string, unknown>) => {
    const { data, errors } = await ask(db, reader, source, variables);
    if (errors) throw new Error(`${reader.email}: ${JSON.stringify(errors)}`);
    return data;
  };
  const note = <T extends object>(map: Map<string, T>, key: string, seen: Partial<T>, none: T) =>
    map.set(key, betterOf(map.get(key), { ...none, ...seen }));
  const noteFigure = (key: string, seen: Partial<SeenFigure>) => note(view.figures, key, seen, NO_FIGURE);
  const noteTotal = (key: string, seen: Partial<SeenTotal>) => note(view.totals, key, seen, NO_TOTAL);

  for (const year of years) {
    for (const programme of programmes) {
      const slot = (revision: number, indicator: { code: string; scope: string }) =>
        [year, revision, indicator.scope === 'PROVIDER' ? null : programme, indicator.code] as const;
      for (const { number, county } of providers) {
        const { scorecard } = await put(
          `query ($provider: String!, $year: Int!, $programme: String!) {
            scorecard(provider: $provider, year: $year, programme: $programme) {
              publication { revision }
              rows { indicator { code scope } own ${FIGURE} nation ${TOTAL} county ${TOTAL} }
            }
          }`,
          { provider: number, year, programme },
        );
        if (!scorecard?.publication) continue;
        for (const { indicator, own, nation, county: area } of scorecard.rows) {
          const at = slot(scorecard.publication.revision, indicator);
          if (own.status !== 'NOT_APPLICABLE') noteFigure(keyOf(...at, number), own);
          if (nation) noteTotal(keyOf(...at, 'nation'), nation);
          if (area) noteTotal(keyOf(...at, county), area);
        }
      }
      for (const county of counties) {
        const { comparison } = await put(
          `query ($county: String!, $year: Int!, $programme: String!) {
            comparison(county: $county, year: $year, programme: $programme) {
              publication { revision } indicators { code scope } nation countyMeans
              rows { provider { number } cells { status value n } }
            }
          }`,
          { county, year, programme },
        );
        if (!comparison?.publication) continue;
        for (const [index, indicator] of comparison.indicators.entries()) {
          const at = slot(comparison.publication.revision, indicator);
          noteTotal(keyOf(...at, 'nation'), { mean: comparison.nation[index] });
          noteTotal(keyOf(...at, county), { mean: comparison.countyMeans[index] });
          for (const { provider, cells } of comparison.rows) {
            if (cells[index].status !== 'NOT_APPLICABLE') noteFigure(keyOf(...at, provider.number), cells[index]);
          }
        }
      }
      const { overview } = await put(
        `query ($year: Int!, $programme: String!) {
          overview(year: $year, programme: $programme) {
            publication { revision } rows { indicator { code scope } benchmark ${TOTAL} }
          }
        }`,
        { year, programme },
      );
      const revision: number = overview.publication.revision;
      for (const [index, { indicator, benchmark }] of overview.rows.entries()) {
        const at = slot(revision, indicator);
        noteTotal(keyOf(...at, 'nation'), benchmark);
        // One county unit for each indicator, another for the next.
        const county = counties[index % counties.length] ?? '';
        const { ranking, funnel, scatter, gap } = await put(
          `query ($indicator: String!, $year: Int!, $programme: String!, $county: String!) {
            ranking(indicator: $indicator, year: $year, programme: $programme, first: 500) {
              edges { node { provider { number } rank value n } }
            }
            funnel(indicator: $indicator, year: $year, programme: $programme) {
              points { provider { number } value n }
            }
            scatter(x: $indicator, y: $indicator, year: $year, programme: $programme) {
              points { provider { number } value: y n }
            }
            gap(county: $county, indicator: $indicator, year: $year, programme: $programme) {
              countyMean nationalMean parts { provider { number } value n }
            }
          }`,
          { indicator: indicator.code, year, programme, county },
        );
        const places = (ranking?.edges ?? []).map(({ node }: { node: Place & { provider: { number: string } } }) => ({
          ...node,
          provider: node.provider.number,
        }));
        view.places.set(keyOf(...at), places);
        if (gap) noteTotal(keyOf(...at, county), { mean: gap.countyMean });
        if (gap) noteTotal(keyOf(...at, 'nation'), { mean: gap.nationalMean });
        for (const { provider, value, n } of [
          ...(funnel?.points ?? []),
          ...(scatter?.points ?? []),
          ...(gap?.parts ?? []),
        ]) {
          noteFigure(keyOf(...at, provider.number), { status: 'OK', value, n });
        }
      }
    }
  }
}

const NO_FIGURE: SeenFigure = {
  status: '',
  suppression: null,
  value: null,
  n: null,
  numerator: null,
  denominator: null,
  breakdown: null,
};
const NO_TOTAL: SeenTotal = { mean: null, n: null, min: null, q1: null, median: null, q3: null, max: null };

/** What several readers know together. */
export function together(...views: readonly View[]): View {
  const joined = emptyView();
  for (const view of views) {
    for (const [key, seen] of view.figures) joined.figures.set(key, betterOf(joined.figures.get(key), seen));
    for (const [key, seen] of view.totals) joined.totals.set(key, betterOf(joined.totals.get(key), seen));
    for (const [key, seen] of view.places) {
      const known = joined.places.get(key);
      joined.places.set(
        key,
        seen.map((place, index) => betterOf(known?.[index], place)),
      );
    }
  }
  return joined;
}

/** Nulls of one answer may be numbers in another. */
function betterOf<T extends object>(known: T | undefined, seen: T): T {
  const entries = Object.entries(seen).filter(([, value]) => value !== null);
  return { ...seen, ...known, ...Object.fromEntries(entries) };
}

/** What the one has seen that the other has not. */
export function beyond(one: View, other: View): string[] {
  const told = (view: View) => {
    const placed = [...view.places].flatMap(([key, places]) =>
      places.map((place) => [keyOf(key, 'place', place.provider), place] as const),
    );
    return new Set([view.figures, view.totals, new Map(placed)].flatMap((map) => [...entriesOf(map)]));
  };
  const known = told(other);
  return [...told(one)].filter((entry) => !known.has(entry));
}

function* entriesOf(map: ReadonlyMap<string, object>): Generator<string> {
  for (const [key, seen] of map) {
    for (const [field, value] of Object.entries(seen)) {
      if (value !== null) yield `${key} ${field} ${JSON.stringify(value)}`;
    }
  }
}

// The truth ------------------------------------------------------------------------------------------------------------

export interface Provider {
  number: string;
  county: string;
}

interface TrueFigure {
  numerator: number;
  denominator: number;
  n: number;
  breakdown: Record<string, number> | null;
  /** Hidden outside the provider. */
  isHidden: boolean;
}

/** What there is to find out, and to check what is found against. */
export interface World {
  providers: Provider[];
  programmes: string[];
  years: number[];
  /** By `keyOf(year, revision, programme, indicator, provider)`; those with a denominator alone. */
  figures: Map<string, TrueFigure>;
  revisions: Map<number, number[]>;
}

export async function readWorld(db: Db): Promise<World> {
  return asSystem(db, async (trx) => {
    const providers = await trx
      .selectFrom('organisation as p')
      .innerJoin('organisation as c', 'c.id', 'p.countyUnitId')
      .where('p.kind', '=', 'provider')
      .select(['p.number', 'c.number as county'])
      .orderBy('p.number')
      .execute();
    const programmes = await trx.selectFrom('programme').select('code').orderBy('sortOrder').execute();
    const rows = await trx
      .selectFrom('result as r')
      .innerJoin('organisation as p', 'p.id', 'r.providerId')
      .innerJoin('figure as f', (join) =>
        join
          .onRef('f.year', '=', 'r.year')
          .onRef('f.revision', '=', 'r.revision')
          .onRef('f.providerId', '=', 'r.providerId')
          .onRef('f.indicator', '=', 'r.indicator')
          .on((eb) => eb('f.programme', 'is not distinct from', eb.ref('r.programme'))),
      )
      .where('r.denominator', 'is not', null)
      .select(['r.year', 'r.revision', 'r.programme', 'r.indicator', 'p.number', 'r.n', 'r.numerator', 'r.denominator'])
      .select(['r.breakdown', 'f.suppression'])
      .execute();
    const world: World = {
      providers,
      programmes: programmes.map(({ code }) => code),
      years: [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b),
      figures: new Map(),
      revisions: new Map(),
    };
    for (const { year, revision, programme, indicator, number, suppression, ...row } of rows) {
      const { numerator, denominator, n, breakdown } = row;
      if (numerator === null || denominator === null) continue;
      const isHidden = suppression !== null;
      world.figures.set(keyOf(year, revision, programme, indicator, number), {
        numerator,
        denominator,
        n,
        breakdown,
        isHidden,
      });
      const revisions = world.revisions.get(year) ?? [];
      world.revisions.set(
        year,
        [...new Set([...revisions, revision])].sort((a, b) => a - b),
      );
    }
    return world;
  });
}

// What is known, as equations ------------------------------------------------------------------------------------------

/** A true number behind a provider's figures. */
interface Unknown {
  provider: string;
  what: string;
  truth: number;
  low: number;
  isWhole: boolean;
  high: number;
  isKnown: boolean;
  isHidden: boolean;
}

/** low ≤ Σ factor · unknown ≤ high. */
interface Row {
  terms: Map<Unknown, number>;
  low: number;
  high: number;
}

/** Indicators that count the same people, by what they have in common; every other one counts its own. */
const PEOPLE: Record<string, string> = {
  'job-acquisition': 'ended',
  'active-solutions': 'ended',
  'time-in-programme': 'ended',
  'formal-qualification': 'ended',
  'placement-participants': 'active',
};
const SHARES = new Set([
  'placement-participants',
  'health',
  'job-acquisition',
  'active-solutions',
  'formal-qualification',
]);
const QUESTIONS: Record<string, number> = { 'nav-survey': 9, 'participant-survey': 8, 'employee-survey': 9 };
const LOWER_IS_BETTER = /time-to-/;
/** More people than any provider has. */
const MANY = 100_000;

interface System {
  rows: Row[];
  /** The figures that are shown to somebody but not to these readers, for what ranks tell of their values. */
  unread: { slot: string; provider: string; value: number; over: Unknown; under: Unknown; times: number }[];
}

/**
 * All that a view tells of one year and programme (null: of whole providers), over all revisions. A figure that has not
 * changed since the revision before is taken to be known not to have. Which figures are hidden, and which for their own
 * sake, is taken to be known; so are a survey's answers in a total whose mean is shown.
 */
function systemOf(world: World, view: View, year: number, programme: string | null): System {
  const unknowns = new Map<string, Unknown>();
  const system: System = { rows: [], unread: [] };
  const unknown = (key: string, of: Omit<Unknown, 'isKnown'>): Unknown => {
    const known = unknowns.get(key) ?? { ...of, isKnown: false };
    unknowns.set(key, known);
    return known;
  };
  const row = (terms: Iterable<readonly [Unknown, number]>, low: number, high: number) =>
    system.rows.push({ terms: new Map(terms), low, high });

  for (const revision of world.revisions.get(year) ?? []) {
    const figures: (Linked & { indicator: string })[] = [];
    for (const provider of world.providers) {
      const own = figuresOf(world, year, revision, programme, provider.number);
      const groups = grouped([...own.keys()], (indicator) => PEOPLE[indicator] ?? indicator);
      const people = new Map<string, Unknown>();
      for (const [group, indicators] of groups) {
        // The same numbers as in an earlier revision are the same unknowns.
        const token = JSON.stringify(indicators.map((indicator) => own.get(indicator)));
        const isHidden = indicators.some((indicator) => own.get(indicator)?.isHidden);
        for (const indicator of indicators) {
          const figure = own.get(indicator);
          if (!figure) continue;
          const at = keyOf(year, revision, programme, indicator, provider.number);
          const isFew = figure.n < 5;
          const key = keyOf(provider.number, group, token);
          const make = (what: string, truth: number, low: number, high: number, isWhole = true) =>
            unknown(keyOf(key, what), { provider: provider.number, what, truth, low, high, isWhole, isHidden });
          const n = make('people', figure.n, isFew ? 1 : 5, isFew ? 4 : MANY);
          const isShare = SHARES.has(indicator);
          const questions = QUESTIONS[indicator];
          const x = make(indicator, figure.numerator, 0, MANY * 60, isShare || questions !== undefined);
          const d = questions ? make(`answers to ${indicator}`, figure.denominator, 1, MANY * 9) : n;
          people.set(group, n);
          if (isShare)
            row(
              [
                [x, 1],
                [n, -1],
              ],
              -Infinity,
              0,
            );
          if (questions) {
            row(
              [
                [d, 1],
                [n, -1],
              ],
              0,
              Infinity,
            );
            row(
              [
                [d, 1],
                [n, -questions],
              ],
              -Infinity,
              0,
            );
            row(
              [
                [x, 1],
                [d, -1],
              ],
              0,
              Infinity,
            );
            row(
              [
                [x, 1],
                [d, -6],
              ],
              -Infinity,
              0,
            );
          }
          const seen = view.figures.get(at);
          if (seen && seen.value !== null) {
            if ((seen.n ?? figure.n) !== figure.n || (seen.numerator ?? figure.numerator) !== figure.numerator) {
              throw new Error(`${at} is not shown as it is stored`);
            }
            for (const one of [n, x, d]) one.isKnown = true;
            breakdownOf(seen, figure, make, row);
          }
          const times = isShare ? 100 : 1;
          const linked = { x, n, d, slot: keyOf(year, revision, programme, indicator), provider, isFew };
          figures.push({ ...linked, indicator });
          if (!figure.isHidden) {
            const value = (times * figure.numerator) / figure.denominator;
            system.unread.push({ ...linked, provider: provider.number, value, over: x, under: d, times });
          }
        }
        const of = (what: string) => unknowns.get(keyOf(provider.number, group, token, what));
        const [jobs, active, all] = [of('job-acquisition'), of('active-solutions'), of('people')];
        if (jobs && active && all)
          row(
            [
              [jobs, 1],
              [active, 1],
              [all, -1],
            ],
            -Infinity,
            0,
          );
      }
      const [ended, active] = [people.get('ended'), people.get('active')];
      if (ended && active)
        row(
          [
            [ended, 1],
            [active, -1],
          ],
          -Infinity,
          0,
        );
    }
    for (const [indicator, ofIndicator] of grouped(figures, ({ indicator }) => indicator)) {
      for (const area of ['nation', ...new Set(world.providers.map(({ county }) => county))]) {
        const seen = view.totals.get(keyOf(year, revision, programme, indicator, area));
        if (seen?.mean == null && seen?.n == null) continue;
        const counted = ofIndicator.filter((figure) => countsIn(area, figure, ofIndicator, indicator in QUESTIONS));
        const total = (of: (figure: Linked) => Unknown) => {
          const truth = counted.reduce((sum, figure) => sum + of(figure).truth, 0);
          row(new Map(counted.map((figure) => [of(figure), 1])), truth, truth);
          return truth;
        };
        const people = total(({ n }) => n);
        const mean = total(({ x }) => x) / total(({ d }) => d);
        const isRight =
          (seen.n ?? people) === people &&
          Math.abs((seen.mean ?? 0) - mean * (SHARES.has(indicator) ? 100 : 1)) < 1e-6 * Math.max(1, seen.mean ?? 0);
        if (seen.mean === null || !isRight) throw new Error(`${area} has not the total of ${indicator} in ${year}`);
      }
    }
  }
  return system;
}

interface Linked {
  x: Unknown;
  n: Unknown;
  /** What the numerator is divided by: the people, or the answers to a survey. */
  d: Unknown;
  slot: string;
  provider: Provider;
  isFew: boolean;
}

function figuresOf(world: World, year: number, revision: number, programme: string | null, provider: string) {
  const found = new Map<string, TrueFigure>();
  for (const indicator of [...Object.keys(PEOPLE), ...Object.keys(QUESTIONS), ...OTHERS]) {
    const figure = world.figures.get(keyOf(year, revision, programme, indicator, provider));
    if (figure) found.set(indicator, figure);
  }
  return found;
}
const OTHERS = ['health', 'staff-training', 'time-to-first-workday', 'time-to-job'];

/** Few answers to a survey count with the few of others: five or more in the county unit, else in the nation. */
function countsIn(area: string, figure: Linked, all: readonly Linked[], isSurvey: boolean): boolean {
  if (!isSurvey || !figure.isFew) return area === 'nation' || area === figure.provider.county;
  const few = all.filter(({ isFew, provider }) => isFew && provider.county === figure.provider.county);
  const isPooled = few.reduce((sum, { n }) => sum + n.truth, 0) >= 5;
  return area === 'nation' || (isPooled && area === figure.provider.county);
}

/** The counts by code of a figure that is shown. */
function breakdownOf(
  seen: SeenFigure,
  figure: TrueFigure,
  make: (what: string, truth: number, low: number, high: number) => Unknown,
  row: (terms: Iterable<readonly [Unknown, number]>, low: number, high: number) => void,
): void {
  if (!seen.breakdown || !figure.breakdown) return;
  // Where not all is hidden, zeros are shown.
  const least = seen.breakdown.some(({ count }) => count !== null) ? 1 : 0;
  const counts = seen.breakdown.map(({ code, count }) => {
    const cell = make(code, figure.breakdown?.[code] ?? 0, count === null ? least : 0, MANY);
    cell.isHidden = count === null;
    cell.isKnown ||= count !== null;
    return [cell, 1] as const;
  });
  row(counts, figure.numerator, figure.numerator);
}

// Solving --------------------------------------------------------------------------------------------------------------

/** A hidden number that has only one value left, or a figure that is read without being shown. */
export interface Finding {
  provider: string;
  what: string;
  truth: number;
  /** Who has to tell what they know: providers, beside whoever collected the view. */
  insiders: string[];
}

/**
 * What the view tells of hidden numbers: by itself, and to one provider that joins its readers. Of the years and programmes
 * that were collected.
 */
export async function attackWithInsider(world: World, view: View): Promise<{ alone: Finding[]; joined: Finding[] }> {
  const highs = await loadHighs();
  const [alone, joined]: [Finding[], Finding[]] = [[], []];
  for (const system of systemsOf(world, view)) {
    for (const rows of componentsOf(system.rows)) {
      const found = pinned(highs, rows, []);
      alone.push(...found);
      for (const insider of providersIn(rows)) {
        const more = pinned(highs, rows, [insider]);
        joined.push(
          ...more.filter(({ provider, what }) => !found.some((one) => one.provider === provider && one.what === what)),
        );
      }
    }
  }
  return { alone, joined };
}

/**
 * What two providers find out together, of which each reads its own scorecard alone, and beside those what everybody is
 * told: totals, the best five, the spread and who stands where.
 *
 * @param view of all providers, whose figures are left out.
 * @param pairs how many pairs to try in each set of numbers that belong together, all of them when there are no more.
 */
export async function attackInPairs(world: World, view: View, pairs: number): Promise<Finding[]> {
  const highs = await loadHighs();
  const findings: Finding[] = [];
  for (const system of systemsOf(world, { ...view, figures: new Map() })) {
    for (const rows of componentsOf(system.rows)) {
      const providers = providersIn(rows);
      const all = providers.flatMap((one, index) => providers.slice(index + 1).map((other) => [one, other]));
      for (const pair of evenly(all, pairs)) {
        const inside = new Set(rows.flatMap(({ terms }) => [...terms.keys()]));
        const ranked = system.unread.filter(({ over, under }) => inside.has(over) && inside.has(under));
        findings.push(...pinned(highs, [...rows, ...rowsOfRanks(view, system, ranked, pair)], pair));
      }
    }
  }
  return findings;
}

function* systemsOf(world: World, view: View): Generator<System> {
  for (const year of world.years) {
    for (const programme of [null, ...world.programmes]) yield systemOf(world, view, year, programme);
  }
}

const providersIn = (rows: readonly Row[]) => [
  ...new Set(rows.flatMap(({ terms }) => [...terms.keys()].map(({ provider }) => provider))),
];

/** At most so many of all, spread evenly. */
function evenly<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / most);
  return all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

/**
 * The rows that are left when what is known is put in, in sets that have no unknown in common. A total that lies within
 * another is taken from it first.
 */
function componentsOf(rows: readonly Row[]): Row[][] {
  const open = rows.flatMap(({ terms, low, high }): Row[] => {
    const left = new Map([...terms].filter(([{ isKnown }]) => !isKnown));
    let known = 0;
    for (const [{ isKnown, truth }, factor] of terms) if (isKnown) known += factor * truth;
    return left.size > 0 ? [{ terms: left, low: low - known, high: high - known }] : [];
  });
  const isTotal = ({ terms, low, high }: Row) => low === high && [...terms.values()].every((factor) => factor === 1);
  let totals = open.filter(isTotal).sort((a, b) => a.terms.size - b.terms.size);
  for (let changed = true; changed;) {
    changed = false;
    for (const outer of totals) {
      for (const inner of totals) {
        if (inner === outer || inner.terms.size === 0 || inner.terms.size > outer.terms.size) continue;
        if (![...inner.terms.keys()].every((one) => outer.terms.has(one))) continue;
        for (const one of inner.terms.keys()) outer.terms.delete(one);
        outer.low = outer.high -= inner.high;
        changed = true;
      }
    }
    totals = totals.filter(({ terms }) => terms.size > 0);
  }
  const groups = new Map<Unknown, { rows: Row[]; unknowns: Set<Unknown> }>();
  for (const row of [...totals, ...open.filter((one) => !isTotal(one))]) {
    const joined = { rows: [row], unknowns: new Set(row.terms.keys()) };
    for (const group of new Set([...row.terms.keys()].flatMap((one) => groups.get(one) ?? []))) {
      joined.rows.push(...group.rows);
      for (const one of group.unknowns) joined.unknowns.add(one);
    }
    for (const one of joined.unknowns) groups.set(one, joined);
  }
  return [...new Set(groups.values())]
    .map((group) => group.rows)
    .filter((group) => group.some(({ terms }) => [...terms.keys()].some(({ isHidden }) => isHidden)));
}

/** What the places in a ranking, the best five, the spread and the insiders' own values tell of the values between. */
function rowsOfRanks(view: View, system: System, unread: System['unread'], insiders: readonly string[]): Row[] {
  return [...grouped(unread, ({ slot }) => slot)].flatMap(([slot, figures]) => {
    const places = view.places.get(slot) ?? [];
    const spread = view.totals.get(keyOf(slot, 'nation'));
    if (!spread) return [];
    const rising = LOWER_IS_BETTER.test(slot) ? places : places.toReversed();
    const own = new Map(
      system.unread.flatMap((one) =>
        one.slot === slot && insiders.includes(one.provider) ? [[one.provider, one.value]] : [],
      ),
    );
    const known = rising.map(({ provider, value }) => {
      const told = value ?? own.get(provider);
      return { low: told ?? -Infinity, high: told ?? Infinity };
    });
    const [lowest, highest] = [known[0], known.at(-1)];
    if (lowest && highest) {
      lowest.low = Math.max(lowest.low, spread.min ?? -Infinity);
      highest.high = Math.min(highest.high, spread.max ?? Infinity);
    }
    for (const [part, value] of [spread.q1, spread.median, spread.q3].entries()) {
      const place = ((rising.length - 1) * (part + 1)) / 4;
      const [below, above] = [known[Math.floor(place)], known[Math.ceil(place)]];
      if (value === null || !below || !above) continue;
      below.high = Math.min(below.high, value);
      above.low = Math.max(above.low, value);
    }
    for (let index = 1; index < known.length; index++) {
      const [before, here] = [known[index - 1], known[index]];
      if (before && here) here.low = Math.max(here.low, before.low);
    }
    for (let index = known.length - 2; index >= 0; index--) {
      const [here, after] = [known[index], known[index + 1]];
      if (here && after) here.high = Math.min(here.high, after.high);
    }
    return figures.flatMap(({ provider, over, under, times, value }): Row[] => {
      const bounds = known[rising.findIndex((place) => place.provider === provider)];
      if (!bounds) return [];
      // Room for rounding.
      const [low, high] = [bounds.low - 1e-9, bounds.high + 1e-9];
      if (value < low || value > high) throw new Error(`${provider} is not where its rank in ${slot} says`);
      // Of a value that is known exactly, take the people to be known too: few fractions make it.
      if (high - low < 1e-6) {
        return [over, under].map((one) => ({ terms: new Map([[one, 1]]), low: one.truth, high: one.truth }));
      }
      const row = (factor: number, bound: number): Row => ({
        terms: new Map([
          [over, factor * times],
          [under, -factor * bound],
        ]),
        low: 0,
        high: Infinity,
      });
      return [...(low > 0 ? [row(1, low)] : []), ...(high < Infinity ? [row(-1, high)] : [])];
    });
  });
}

/**
 * The hidden unknowns that have only one value left. The truth is one solution; whatever differs from it in another one is
 * not pinned, so that few solutions clear most.
 *
 * @param insiders providers whose numbers are known.
 */
function pinned(highs: Highs, rows: readonly Row[], insiders: readonly string[]): Finding[] {
  const unknowns = [...new Set(rows.flatMap(({ terms }) => [...terms.keys()]))];
  const names = new Map(unknowns.map((one, index) => [one, `x${index}`]));
  for (const { terms, low, high } of rows) {
    const sum = [...terms].reduce((total, [{ truth }, factor]) => total + factor * truth, 0);
    const slack = 1e-6 * Math.max(1, Math.abs(sum));
    if (sum < low - slack || sum > high + slack) throw new Error('The attack holds something for true that is not.');
  }
  const sumOf = (terms: Iterable<readonly [Unknown, number]>) =>
    [...terms].map(([one, factor]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${names.get(one)}`).join(' ');
  const constraints = rows.flatMap(({ terms, low, high }, index) => {
    const sum = sumOf(terms);
    if (low === high) return [` e${index}: ${sum} = ${low}`];
    return [
      ...(low > -Infinity ? [` l${index}: ${sum} >= ${low}`] : []),
      ...(high < Infinity ? [` h${index}: ${sum} <= ${high}`] : []),
    ];
  });
  const bounds = unknowns.map((one) => {
    const [low, high] = insiders.includes(one.provider) ? [one.truth, one.truth] : [one.low, one.high];
    return ` ${low} <= ${names.get(one)} <= ${high}`;
  });
  const whole = unknowns.flatMap((one) => (one.isWhole ? (names.get(one) ?? []) : []));
  const model = ['Subject To', ...constraints, 'Bounds', ...bounds, 'General', ` ${whole.join(' ')}`, 'End'].join('\n');

  let left = unknowns.filter(({ isHidden, provider }) => isHidden && !insiders.includes(provider));
  const clear = (objective: Iterable<readonly [Unknown, number]>) => {
    const { Status, Columns } = highs.solve(`Minimize\n obj: ${sumOf(objective)}\n${model}`, { output_flag: false });
    if (Status !== 'Optimal') throw new Error(`The solver says ${Status}.`);
    left = left.filter((one) => {
      const { Primal } = Columns[names.get(one) ?? ''] ?? { Primal: Number.NaN };
      return !(Math.abs(Primal - one.truth) > (one.isWhole ? 0.5 : 1e-4));
    });
  };
  for (const sign of [1, -1]) if (left.length > 0) clear(left.map((one) => [one, sign]));
  for (const one of left) {
    for (const sign of [1, -1]) if (left.includes(one)) clear([[one, sign]]);
  }
  return left.map(({ provider, what, truth }) => ({ provider, what, truth, insiders: [...insiders] }));
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
