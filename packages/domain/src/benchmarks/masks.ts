import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Cell, Quantity, Sum } from './cells.ts';
import { FEWEST, isPlain, isSurvey, scaleOf } from './compare.ts';
import type { Measured } from './compare.ts';
import { hideComplementary } from './hiding.ts';
import { FEWEST_PROVIDERS, isSmall } from './suppression.ts';
import type { Suppression } from './suppression.ts';

/** A provider's true figure of one programme and indicator, on its way to be published. */
export interface Published extends Measured {
  provider: string;
  /** The county unit it lies under. */
  area: string;
  /** Whether it is hidden whatever its size: it was in an earlier revision, or its breakdown could not be masked. */
  mustHide: boolean;
}

/** What an earlier revision showed of the same programme, indicator and year. */
export interface EarlierTable {
  figures: readonly (Measured & { provider: string; area: string; hidden: Suppression | null })[];
  /** Areas whose mean was shown: `nation` or a county unit. */
  areas: ReadonlySet<string>;
}

/** Where a figure counts: in its area and the nation, in the nation alone, or nowhere. */
export type Counts = 'area' | 'nation' | 'nowhere';

/** Whether a figure from one area counts in the total of another one, or of the nation. */
export function countsIn(total: string, area: string, counts: Counts): boolean {
  return total === 'nation' ? counts !== 'nowhere' : counts === 'area' && total === area;
}

/** One programme and indicator of a year. */
export interface Table<T> {
  definition: IndicatorDefinition;
  figures: readonly T[];
  /** In the order of the revisions. */
  earlier: readonly EarlierTable[];
}

/** How one programme and indicator is shown outside its providers. */
export interface Mask<T> {
  /** In the order of the figures. */
  rows: { figure: T; hidden: Suppression | null; counts: Counts }[];
  /** Areas whose mean may be shown: `nation` or a county unit. */
  areas: ReadonlySet<string>;
}

/**
 * What the denominator of an indicator counts: tables of one programme that agree in it show the same people, and are
 * masked as one. Null for an indicator that shares its denominator with no other.
 */
export function peopleOf({ measure }: IndicatorDefinition): string | null {
  if (measure.kind === 'participation-share') return JSON.stringify(measure.of);
  if (measure.kind !== 'mean-duration' || measure.from !== 'startDate') return null;
  // Everybody has a start, and whoever is counted for a date has that date.
  return 'inYear' in measure.of && measure.of.inYear === measure.to ? JSON.stringify(measure.of) : null;
}

/**
 * The masks of one programme and year over the linked tables indicators × (nation → county units → providers): a provider
 * that is hidden in one is hidden in all, since each shows how many people are behind it.
 *
 * @param tables of indicators that share a denominator (`peopleOf`), or of one alone.
 * @returns their masks, in their order.
 */
export function maskOf<T extends Published>(tables: readonly Table<T>[]): Mask<T>[] {
  const pooled = tables.map(({ definition, figures }) => ({ definition, rows: poolFew(definition, figures) }));
  const all = pooled.flatMap(({ rows }) => rows);
  const cells = cellsFor(pooled, (figures) => {
    if (figures.some(isSmall)) return 'primary';
    return figures.some(({ mustHide, value }) => mustHide && value !== null) ? 'complementary' : null;
  });
  const sums = new Map<string, Sum>();
  for (const area of ['nation', ...new Set(all.map(({ figure }) => figure.area))]) {
    const within = cellsIn(area, all, cells);
    sums.set(area, { cells: within, isShown: within.size >= FEWEST_PROVIDERS });
  }
  // A plain mean is taken over shown values alone, so no total has a hidden part.
  if (!tables.some(({ definition }) => isPlain(definition))) {
    hideComplementary([...sums.values(), ...earlierSums(tables, all, cells)]);
  }
  const areas = new Set([...sums].flatMap(([area, { isShown }]) => (isShown ? area : [])));
  return pooled.map(({ rows }) => ({
    rows: rows.map((row) => ({ ...row, hidden: cells.get(row.figure.provider)?.hidden ?? null })),
    areas,
  }));
}

type Counted<T> = { figure: T; counts: Counts };

/** A cell for each provider, with the numerators of all its linked figures. */
function cellsFor<T extends Measured & { provider: string }>(
  tables: readonly { definition: IndicatorDefinition; rows: readonly Counted<T>[] }[],
  hiddenOf: (figures: readonly T[]) => Suppression | null,
): Map<string, Cell> {
  const figuresOf = tables.map(({ rows }) => new Map(rows.map(({ figure }) => [figure.provider, figure])));
  const providers = new Set(figuresOf.flatMap((figures) => [...figures.keys()]));
  return new Map(
    [...providers].map((provider) => {
      const own = figuresOf.flatMap((figures) => figures.get(provider) ?? []);
      const isFew = own.some(isSmall);
      const size = Math.max(...own.map(({ n }) => n));
      // Running figures may have told the size down to five during the year.
      const people = {
        is: size,
        least: isFew ? 1 : FEWEST * Math.floor(size / FEWEST),
        most: isFew ? FEWEST - 1 : FEWEST * Math.floor(size / FEWEST) + FEWEST - 1,
      };
      const amounts = tables.flatMap(({ definition }, index) =>
        quantitiesOf(definition, figuresOf[index]?.get(provider) ?? NOTHING, people.most),
      );
      return [provider, { size, quantities: [people, ...amounts], hidden: hiddenOf(own), owner: provider }];
    }),
  );
}
const NOTHING: Measured = { value: null, numerator: 0, denominator: 0, n: 0, moments: null };

/** What a numerator is above the least that it could be and below the most, given the denominator. */
function quantitiesOf(definition: IndicatorDefinition, figure: Measured, mostPeople: number): Quantity[] {
  const { low, high } = scaleOf(definition);
  const [amount, count] = [figure.numerator ?? 0, figure.denominator ?? 0];
  // In a share neither the numerator nor what is left of the denominator exceeds the people.
  const most = definition.unit === 'percent' ? mostPeople : Infinity;
  const above = { is: amount - low * count, least: 0, most };
  return high === Infinity ? [above] : [above, { is: high * count - amount, least: 0, most }];
}

/** The cells that make up the total of an area. */
function cellsIn(
  area: string,
  rows: readonly Counted<Measured & { provider: string; area: string }>[],
  cells: ReadonlyMap<string, Cell>,
): Set<Cell> {
  return new Set(
    rows.flatMap(({ figure, counts }) =>
      figure.value !== null && countsIn(area, figure.area, counts) ? (cells.get(figure.provider) ?? []) : [],
    ),
  );
}

/** The totals that earlier revisions showed. A figure that has not changed since is the same unknown; one that has is another. */
function earlierSums<T extends Published>(
  tables: readonly Table<T>[],
  now: readonly Counted<T>[],
  cells: ReadonlyMap<string, Cell>,
): Sum[] {
  return (tables[0]?.earlier ?? []).flatMap((_, revision) => {
    const then = tables.map(({ definition, earlier }) => ({
      definition,
      rows: poolFew(definition, earlier[revision]?.figures ?? []),
      areas: earlier[revision]?.areas ?? new Set<string>(),
    }));
    const own = cellsFor(then, (figures) => figures.find(({ hidden }) => hidden)?.hidden ?? null);
    const changed = new Set(
      then.flatMap(({ rows }, index) => {
        const figures = new Map(tables[index]?.figures.map((figure) => [figure.provider, figure]));
        return rows.flatMap(({ figure }) =>
          isSameFigure(figures.get(figure.provider), figure) ? [] : figure.provider,
        );
      }),
    );
    for (const [provider, before] of own) {
      const current = cells.get(provider);
      const cell = current && !changed.has(provider) ? current : before;
      if (cell === before || !before.hidden) cell.isOut = true;
      own.set(provider, cell);
    }
    const rows = then.flatMap((table) => table.rows);
    const areas = new Set(then.flatMap((table) => [...table.areas]));
    return [...areas].map((area): Sum => ({ cells: cellsIn(area, rows, own), isShown: true, isOut: true }));
  });
}

function isSameFigure(a: Measured | undefined, b: Measured): boolean {
  return a !== undefined && a.numerator === b.numerator && a.denominator === b.denominator && a.n === b.n;
}

/**
 * Where a survey's few answers count. They belong to nobody, so they count only mixed: with the few of at least one
 * other provider of the county unit, else of the nation, and five or more in all. Those that find no pool count
 * nowhere, and their answers are destroyed unread. All other figures count in their area.
 */
function poolFew<T extends Measured & { area: string }>(
  definition: IndicatorDefinition,
  figures: readonly T[],
): { figure: T; counts: Counts }[] {
  const few = isSurvey(definition) ? figures.filter(isSmall) : [];
  // Each has fewer than five, so that five or more are those of two providers at least.
  const isPool = (pool: readonly T[]) => pool.reduce((answered, { n }) => answered + n, 0) >= FEWEST;
  const alone = few.filter(({ area }) => !isPool(few.filter((other) => other.area === area)));
  const counts = isPool(alone) ? 'nation' : 'nowhere';
  const left = new Set(alone);
  return figures.map((figure) => ({ figure, counts: left.has(figure) ? counts : 'area' }));
}
