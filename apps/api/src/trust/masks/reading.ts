import { ask } from '../../test-client.ts';
import type { Db } from '../../db/client.ts';
import { keyOf } from './truth.ts';
import type { Provider, World } from './truth.ts';

// What readers collect through the API. A number that is told in several places must be the same in all of them; one that
// is said to be made of others is worked out from those.

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

/** The values of the nation in bins, lowest first. */
interface Spread {
  values: number[];
  bin: number;
}

/** What the surveys say of one theme. */
interface Theme {
  theme: number;
  nav: number | null;
  participant: number | null;
  employee: number | null;
  yes: number | null;
}

/** A number that is told, and how it follows from others; null where the reader does not know them all. */
interface Claim {
  what: string;
  told: number;
  from: (view: View) => number | null;
}

/** What one reader has collected over all years and revisions so far. Keys are made by `keyOf`; a slot is a year, revision, programme and indicator. */
export interface View {
  /** By slot and provider. */
  figures: Map<string, SeenFigure>;
  /** By slot and area: `nation` or a county unit. */
  totals: Map<string, SeenTotal>;
  /** By slot, best first. */
  places: Map<string, Place[]>;
  /** By slot. */
  spreads: Map<string, Spread>;
  /** The means that stand on scorecards of the providers alike, by slot and provider. */
  alike: Map<string, { mean: number }>;
  /** Who is alike, and in which programmes there are participants; by year, revision and provider. */
  peers: Map<string, { alike: string[]; programmes: string[] }>;
  /** What is expected of a provider's people, by slot and provider. */
  expected: Map<string, { expected: number }>;
  /** By year, revision, programme and provider. */
  themes: Map<string, Theme[]>;
  claims: Claim[];
}

export const emptyView = (): View => ({
  figures: new Map(),
  totals: new Map(),
  places: new Map(),
  spreads: new Map(),
  alike: new Map(),
  peers: new Map(),
  expected: new Map(),
  themes: new Map(),
  claims: [],
});

/** Who asks, by the organisation acted for. */
export interface Reader {
  email: string;
  organisation: string;
}

const FIGURE = '{ status suppression value n numerator denominator breakdown { code count } }';
const TOTAL = '{ mean n min q1 median q3 max plainMean }';
const NO_FIGURE: SeenFigure = {
  status: 'OK',
  suppression: null,
  value: null,
  n: null,
  numerator: null,
  denominator: null,
  breakdown: null,
};
const NO_TOTAL: SeenTotal = { mean: null, n: null, min: null, q1: null, median: null, q3: null, max: null };

/** How wide the bins are that values are told in, and to which edge: the weaker one, or the nearest where best is a band. */
const BINS: Record<string, number> = { PERCENT: 2, WEEKS: 1, SCORE: 0.1, DAYS: 0.5, COUNT: 10 };
const EDGES: Record<string, (bins: number) => number> = { HIGHER: Math.floor, LOWER: Math.ceil, BAND: Math.round };

/** What is asked about a place: some parts are null to some readers. */
interface Told {
  year: number;
  programme: string;
  revision: number;
  indicator: { code: string; scope: string };
}
// Whatever was asked for.
// oxlint-disable-next-line typescript/no-explicit-any
type Answered = any;

/**
 * Adds to a view what the reader finds now: scorecards, comparisons, rankings, funnels, scatters, gaps, distributions, the
 * surveys by question, practices and the overview of some years and programmes. Throws where the same number is told in
 * two ways.
 */
export async function collect(db: Db, reader: Reader, view: View, world: World): Promise<void> {
  const { years, programmes, providers } = world;
  const counties = [...new Set(providers.map(({ county }) => county))];
  const countyOf = new Map(world.providers.map(({ number, county }) => [number, county]));
  const put = async (source: string, variables: Record<string, unknown>): Promise<Answered> => {
    const { data, errors } = await ask(db, reader, source, variables);
    if (errors) throw new Error(`${reader.email}: ${JSON.stringify(errors)}`);
    return data;
  };
  const noteFigure = (key: string, seen: Partial<SeenFigure>) => note(view.figures, key, { ...NO_FIGURE, ...seen });
  const noteTotal = (key: string, { mean, n, min, q1, median, q3, max }: Partial<SeenTotal>) =>
    note(view.totals, key, { ...NO_TOTAL, ...withoutUndefined({ mean, n, min, q1, median, q3, max }) });
  /** Where something about a year stands as it is published now. */
  const slotOf = ({ year, revision, programme, indicator }: Told) =>
    keyOf(year, revision, indicator.scope === 'PROVIDER' ? null : programme, indicator.code);
  const slotIn = (year: number, told: Told): string | null => {
    const revision = world.revisions.get(year)?.at(-1);
    return revision === undefined ? null : slotOf({ ...told, year, revision });
  };
  const claim = (what: string, told: number | null | undefined, from: Claim['from']) => {
    if (typeof told === 'number') view.claims.push({ what, told, from });
  };

  const readScorecard = async (year: number, programme: string, { number, county }: Provider) => {
    const { scorecard, surveyThemes, peers } = await put(
      `query ($provider: String!, $year: Int!, $programme: String!) {
        scorecard(provider: $provider, year: $year, programme: $programme) {
          publication { revision }
          rows {
            indicator { code scope unit } own ${FIGURE} nation ${TOTAL} county ${TOTAL} nationalMean countyMean
            previousYear previous ${FIGURE} trend { year nationalMean own ${FIGURE} }
            best { provider { number } value }
            caseMix { observed expected difference } peers { mean providers } perHundred
          }
        }
        surveyThemes(provider: $provider, year: $year, programme: $programme) {
          theme nav participant employee yes distance
        }
        peers(provider: $provider, year: $year) {
          peers { provider { number } } profile { programmes { code } }
        }
      }`,
      { provider: number, year, programme },
    );
    if (!scorecard?.publication) return;
    const { revision } = scorecard.publication;
    for (const row of scorecard.rows) {
      const { indicator, own, nation, county: area, caseMix } = row;
      const told = { year, programme, revision, indicator };
      const slot = slotOf(told);
      const key = keyOf(slot, number);
      if (own.status !== 'NOT_APPLICABLE') noteFigure(key, own);
      noteTotal(keyOf(slot, 'nation'), { ...nation, mean: row.nationalMean });
      noteTotal(keyOf(slot, county), { ...area, mean: row.countyMean });
      claim(`${slot} nation plainMean`, nation?.plainMean, (seen) => meanOf(valuesOf(shownIn(seen, slot, world))));
      claim(`${slot} ${county} plainMean`, area?.plainMean, (seen) =>
        meanOf(valuesOf(shownIn(seen, slot, world), (provider) => countyOf.get(provider) === county)),
      );
      for (const best of row.best) noteFigure(keyOf(slot, best.provider.number), { value: best.value });
      for (const point of [...row.trend, { year: row.previousYear ?? year, own: row.previous, nationalMean: null }]) {
        const then = slotIn(point.year, told);
        if (then === null || point.own.value === null) continue;
        noteFigure(keyOf(then, number), point.own);
        noteTotal(keyOf(then, 'nation'), { mean: point.nationalMean });
      }
      if (caseMix) {
        noteFigure(key, { value: caseMix.observed });
        note(view.expected, key, { expected: caseMix.expected });
        claim(`${key} difference`, caseMix.difference, (seen) => less(valueIn(seen, key), caseMix.expected));
      }
      if (row.peers) {
        note(view.alike, key, { mean: row.peers.mean });
        claim(`${key} alike`, row.peers.mean, (seen) =>
          meanOfFigures(indicator.unit, alikeTo(number, seen, slot, world)),
        );
        claim(
          `${key} providers alike`,
          row.peers.providers,
          (seen) => alikeTo(number, seen, slot, world)?.length ?? null,
        );
      }
      claim(`${key} perHundred`, row.perHundred, (seen) => perHundred(seen, told, number));
    }
    if (peers) {
      const programmesOf = (peers.profile?.programmes ?? []).map(({ code }: { code: string }) => code);
      view.peers.set(keyOf(year, revision, number), { alike: peers.peers.map(numberOf), programmes: programmesOf });
    }
    const at = keyOf(year, revision, programme, number);
    view.themes.set(at, surveyThemes);
    for (const { theme, nav, participant, employee, distance } of surveyThemes) {
      const views = [1, 2, 3, 5, 6].includes(theme) ? [nav, participant, employee] : [nav, employee];
      claim(`${at} distance on ${theme}`, distance, () => Math.max(...views) - Math.min(...views));
    }
  };

  const readComparison = async (year: number, programme: string, county: string) => {
    const { comparison } = await put(
      `query ($county: String!, $year: Int!, $programme: String!) {
        comparison(county: $county, year: $year, programme: $programme, reference: PEERS) {
          publication { revision } indicators { code scope } nation countyMeans
          rows { provider { number } cells { status value n reference { low high } } }
        }
      }`,
      { county, year, programme },
    );
    if (!comparison?.publication) return;
    const { revision } = comparison.publication;
    for (const [index, indicator] of comparison.indicators.entries()) {
      const slot = slotOf({ year, programme, revision, indicator });
      noteTotal(keyOf(slot, 'nation'), { mean: comparison.nation[index] });
      noteTotal(keyOf(slot, county), { mean: comparison.countyMeans[index] });
      for (const { provider, cells } of comparison.rows) {
        const { status, value, n, reference } = cells[index];
        const key = keyOf(slot, provider.number);
        if (status !== 'NOT_APPLICABLE') noteFigure(key, { status, value, n });
        // A band is no mean.
        if (reference && reference.low === reference.high) note(view.alike, key, { mean: reference.low });
      }
    }
  };

  /** One indicator for all; of county units another one for each. */
  const readIndicator = async (told: Told, county: string) => {
    const { year, programme, indicator } = told;
    const { ranking, funnel, scatter, gap, distribution } = await put(
      `query ($indicator: String!, $year: Int!, $programme: String!, $county: String!) {
        ranking(indicator: $indicator, year: $year, programme: $programme, first: 500) {
          edges { node { provider { number } rank value n } }
        }
        funnel(indicator: $indicator, year: $year, programme: $programme) {
          mean points { provider { number } value n perHundred }
        }
        scatter(x: $indicator, y: $indicator, year: $year, programme: $programme) {
          xMean yMean points { provider { number } x value: y n }
        }
        gap(county: $county, indicator: $indicator, year: $year, programme: $programme) {
          countyMean nationalMean gap parts { provider { number } value n contribution } others { contribution }
        }
        distribution(indicator: $indicator, year: $year, programme: $programme) {
          indicator { unit direction } year values bin mean p10 p90 reached(low: 20, high: 30) { count }
        }
      }`,
      { indicator: indicator.code, year, programme, county },
    );
    const slot = slotOf(told);
    const places: Place[] = (ranking?.edges ?? []).map(({ node }: Answered) => ({
      provider: numberOf(node),
      rank: node.rank,
      value: node.value,
    }));
    view.places.set(slot, places);
    const pointsOf = (answer: Answered) => answer?.points ?? [];
    const nodes = (ranking?.edges ?? []).map(({ node }: Answered) => node);
    for (const { provider, value, n } of [...nodes, ...pointsOf(funnel), ...pointsOf(scatter), ...(gap?.parts ?? [])]) {
      if (value !== null) noteFigure(keyOf(slot, provider.number), { value, n });
    }
    for (const { provider, x } of pointsOf(scatter)) noteFigure(keyOf(slot, provider.number), { value: x });
    for (const point of pointsOf(funnel)) {
      claim(`${slot} ${numberOf(point)} perHundred`, point.perHundred, (seen) =>
        perHundred(seen, told, numberOf(point)),
      );
    }
    for (const mean of [funnel?.mean, scatter?.xMean, scatter?.yMean, gap?.nationalMean]) {
      if (typeof mean === 'number') noteTotal(keyOf(slot, 'nation'), { mean });
    }
    if (gap) {
      const { countyMean, nationalMean, parts, others } = gap;
      noteTotal(keyOf(slot, county), { mean: countyMean });
      claim(`${slot} gap of ${county}`, gap.gap, () => countyMean - nationalMean);
      const contributions = parts.reduce((sum: number, part: Answered) => sum + part.contribution, 0);
      claim(`${slot} rest of ${county}`, others?.contribution, () => gap.gap - contributions);
      // Each part is what the provider's figure weighs in the total, which all readers are taken to know.
      const weightOf = ({ value, contribution }: Answered) => contribution / (value - nationalMean);
      const [first, ...rest] = parts.filter(({ value }: Answered) => Math.abs(value - nationalMean) > 1e-6);
      const sizeOf = (seen: View, part: Answered) => {
        const figure = seen.figures.get(keyOf(slot, numberOf(part)));
        return typeof figure?.numerator === 'number' ? (figure.denominator ?? 1) : null;
      };
      for (const part of rest) {
        claim(`${slot} part of ${numberOf(part)}`, weightOf(part), (seen) => {
          const [own, other] = [sizeOf(seen, part), sizeOf(seen, first)];
          return own === null || other === null ? null : (weightOf(first) * own) / other;
        });
      }
    }
    if (distribution && distribution.year === year) {
      const { values, bin, mean, p10, p90, reached } = distribution;
      view.spreads.set(slot, { values, bin });
      noteTotal(keyOf(slot, 'nation'), { mean });
      const { unit, direction } = distribution.indicator;
      const width = BINS[unit] ?? Number.NaN;
      const edge = (value: number) => round(width * (EDGES[direction]?.(round(value / width)) ?? Number.NaN));
      claim(`${slot} values that are not in their bins`, 0, (seen) => {
        const shown = valuesOf(shownIn(seen, slot, world))
          ?.map(edge)
          .sort((a, b) => a - b);
        return shown ? values.filter((value: number, index: number) => value !== shown[index]).length : null;
      });
      const at = (share: number) => values[Math.round(share * (values.length - 1))];
      claim(`${slot} p10`, p10, () => at(0.1));
      claim(`${slot} p90`, p90, () => at(0.9));
      const isReached = (value: number) => value >= 20 && value <= 30;
      claim(`${slot} reached`, reached.count, () => values.filter(isReached).length);
    }
  };

  for (const year of years) {
    for (const programme of programmes) {
      for (const provider of providers) await readScorecard(year, programme, provider);
      for (const county of counties) await readComparison(year, programme, county);
      const { overview } = await put(
        `query ($year: Int!, $programme: String!) {
          overview(year: $year, programme: $programme) {
            publication { revision }
            rows { indicator { code scope } benchmark ${TOTAL} previousMean trend { year nationalMean } }
          }
        }`,
        { year, programme },
      );
      const revision: number = overview.publication.revision;
      for (const [index, { indicator, benchmark, previousMean, trend }] of overview.rows.entries()) {
        const told = { year, programme, revision, indicator };
        noteTotal(keyOf(slotOf(told), 'nation'), benchmark);
        const means = trend.filter((point: Answered) => point.year < year);
        for (const { year: then, nationalMean } of trend) {
          const slot = slotIn(then, told);
          if (slot && nationalMean !== null) noteTotal(keyOf(slot, 'nation'), { mean: nationalMean });
        }
        claim(`${slotOf(told)} previous mean`, previousMean, () => means.at(-1)?.nationalMean);
        await readIndicator(told, counties[index % counties.length] ?? '');
      }
    }
  }
}

const numberOf = ({ provider }: { provider: { number: string } }) => provider.number;
const round = (value: number) => Number(value.toFixed(6));

/** Adds what is seen to what is known, where nulls of one answer may be numbers in another. */
function note<T extends object>(map: Map<string, T>, key: string, seen: T): void {
  map.set(key, betterOf(map.get(key), seen, key));
}

function betterOf<T extends object>(known: T | undefined, seen: T, key: string): T {
  const told = Object.entries(seen).filter(([, value]) => value !== null);
  const before = new Map<string, unknown>(Object.entries(known ?? {}));
  for (const [field, value] of told) {
    const other = before.get(field);
    if (typeof value === 'number' && typeof other === 'number' && !isSame(value, other)) {
      throw new Error(`${key} ${field} is told as ${value} and as ${other}`);
    }
  }
  return { ...seen, ...known, ...Object.fromEntries(told) };
}

const isSame = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

/** What several readers know together. */
export function together(...views: readonly View[]): View {
  const joined = emptyView();
  for (const view of views) {
    for (const [key, seen] of view.figures) note(joined.figures, key, seen);
    for (const [key, seen] of view.totals) note(joined.totals, key, seen);
    for (const [key, seen] of view.alike) note(joined.alike, key, seen);
    for (const [key, seen] of view.expected) note(joined.expected, key, seen);
    for (const [key, seen] of view.spreads) joined.spreads.set(key, seen);
    for (const [key, seen] of view.peers) joined.peers.set(key, seen);
    for (const [key, seen] of view.themes) joined.themes.set(key, seen);
    for (const [key, seen] of view.places) {
      const known = joined.places.get(key);
      joined.places.set(
        key,
        seen.map((place, index) => betterOf(known?.[index], place, key)),
      );
    }
  }
  joined.claims = views.flatMap(({ claims }) => claims);
  return joined;
}

/** What the one has seen that the other has not. */
export function beyond(one: View, other: View): string[] {
  const told = (view: View) => {
    const placed = [...view.places].flatMap(([key, places]) =>
      places.map((place) => [keyOf(key, 'place', place.provider), place] as const),
    );
    const { figures, totals, alike, expected, spreads, themes } = view;
    const maps: ReadonlyMap<string, object>[] = [figures, totals, alike, expected, spreads, themes, new Map(placed)];
    return new Set(maps.flatMap((map) => [...entriesOf(map)]));
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

// What numbers are made of ---------------------------------------------------------------------------------------------

/** Checks the numbers that are said to be made of others which the reader knows: how many were, and those that are not. */
export function heldAgainst(view: View): { checked: number; other: string[] } {
  let checked = 0;
  const other = view.claims.flatMap(({ what, told, from }) => {
    const made = from(view);
    if (made === null) return [];
    checked++;
    return Math.abs(made - told) <= 1e-6 * Math.max(1, Math.abs(told)) ? [] : [`${what}: ${told}, not ${made}`];
  });
  return { checked, other };
}

const valueIn = (view: View, key: string) => view.figures.get(key)?.value ?? null;
const less = (a: number | null, b: number) => (a === null ? null : a - b);
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[] | null) => values && sumOf(values) / values.length;
const valuesOf = (figures: Map<string, SeenFigure> | null, isIn: (provider: string) => boolean = () => true) =>
  figures && [...figures].flatMap(([provider, { value }]) => (value !== null && isIn(provider) ? value : []));

/** The shown figures of those like a provider; null where the reader does not know them all. */
function alikeTo(provider: string, view: View, slot: string, world: World): SeenFigure[] | null {
  const [year = '', revision = ''] = slot.split('/');
  const shown = shownIn(view, slot, world);
  const peers = view.peers.get(keyOf(year, revision, provider))?.alike ?? [];
  return shown && peers.flatMap((peer) => shown.get(peer) ?? []);
}

const shownOf = new WeakMap<View, Map<string, Map<string, SeenFigure> | null>>();

/** The figures of a slot that are shown, by provider; null where the reader does not know them all. Of a view that is complete. */
function shownIn(view: View, slot: string, world: World): Map<string, SeenFigure> | null {
  const known = shownOf.get(view) ?? new Map<string, Map<string, SeenFigure> | null>();
  shownOf.set(view, known);
  const before = known.get(slot);
  if (before !== undefined) return before;
  const shown = world.providers.flatMap(({ number }) => {
    const figure = view.figures.get(keyOf(slot, number));
    return figure && figure.value !== null && figure.suppression === null ? [[number, figure] as const] : [];
  });
  const all = shown.length > 0 && shown.length === view.spreads.get(slot)?.values.length ? new Map(shown) : null;
  known.set(slot, all);
  return all;
}

function meanOfFigures(unit: string, figures: readonly SeenFigure[] | null): number | null {
  if (!figures) return null;
  if (unit === 'COUNT') return meanOf(figures.map(({ value }) => value ?? Number.NaN));
  const [above, below] = [figures.map(({ numerator }) => numerator ?? 0), figures.map((one) => one.denominator ?? 0)];
  return ((unit === 'PERCENT' ? 100 : 1) * sumOf(above)) / sumOf(below);
}

/** A count for every 100 who took part in any programme; no number where one of those is hidden. */
function perHundred(view: View, told: Told, provider: string): number | null {
  const { year, revision } = told;
  const { programmes } = view.peers.get(keyOf(year, revision, provider)) ?? { programmes: [] };
  const among = programmes.map((programme) =>
    view.figures.get(keyOf(year, revision, programme, 'placement-participants', provider)),
  );
  const count = valueIn(view, keyOf(year, revision, null, told.indicator.code, provider));
  if (count === null || among.length === 0 || among.includes(undefined)) return null;
  return (100 * count) / sumOf(among.map((one) => one?.n ?? Number.NaN));
}

const withoutUndefined = <T extends object>(seen: T): Partial<T> =>
  Object.fromEntries(Object.entries(seen).filter(([, value]) => value !== undefined)) as Partial<T>;
