import type { View } from './reading.ts';
import { grouped, keyOf } from './truth.ts';
import type { Provider, World } from './truth.ts';

// What readers know, as equations and inequalities over the true numbers. Nothing here uses the code that masks.

/** A true number behind a provider's figures. */
export interface Unknown {
  provider: string;
  what: string;
  truth: number;
  low: number;
  high: number;
  isWhole: boolean;
  isKnown: boolean;
}

/** low ≤ Σ factor · unknown ≤ high. */
export interface Row {
  terms: Map<Unknown, number>;
  low: number;
  high: number;
}

/** What is hidden: a sum of unknowns that must be able to be another than it is. */
export interface Secret {
  provider: string;
  what: string;
  terms: Map<Unknown, number>;
}

/** What is known of one programme of a year, or of its whole providers. */
export interface System {
  rows: Row[];
  secrets: Secret[];
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
/** Who answers, and how many questions make the mean. */
const SURVEYS: Record<string, { side: 'nav' | 'participant' | 'employee'; questions: number }> = {
  'nav-survey': { side: 'nav', questions: 9 },
  'participant-survey': { side: 'participant', questions: 8 },
  'employee-survey': { side: 'employee', questions: 9 },
};
const INDICATORS = [
  ...Object.keys(PEOPLE),
  ...Object.keys(SURVEYS),
  'health',
  'staff-training',
  'time-to-first-workday',
  'time-to-job',
];
/** How a year that runs goes is told in these, also where the figure will be hidden. */
const FOLLOWED = new Set([...Object.keys(PEOPLE), 'time-to-first-workday', 'time-to-job']);
/** More people than any provider has. */
const MANY = 100_000;
const FEW = 5;
/** While a year runs, how many people are behind a figure is told down to so many. */
const FIVE = 5;

/**
 * What a view tells of the years and programmes that were collected, each apart: to somebody who reads every scorecard,
 * and was told how each year went while it ran.
 */
export function systemsOf(world: World, view: View): System[] {
  return world.years.flatMap((year) =>
    [null, ...world.programmes].map((programme) => systemOf(world, view, year, programme)),
  );
}

/** A provider's figure of one indicator. */
interface Figure {
  provider: Provider;
  indicator: string;
  /** Year, revision, programme and indicator. */
  slot: string;
  x: Unknown;
  n: Unknown;
  /** What the numerator is divided by: the people, or the answers to a survey. */
  d: Unknown;
  isHidden: boolean;
}

/**
 * One year and programme (null: of whole providers), over all revisions. Numbers that have not changed since an earlier
 * revision are taken to be known not to have. Which figures are hidden, and which for their own sake, is taken to be known;
 * so are a survey's answers in a total whose mean is shown.
 */
function systemOf(world: World, view: View, year: number, programme: string | null): System {
  const sheet = new Sheet();
  for (const revision of world.revisions.get(year) ?? []) {
    const figures = world.providers.flatMap((provider) => {
      const own = figuresOf(sheet, world, view, keyOf(year, revision, programme), provider);
      bindTogether(sheet, own);
      return own;
    });
    for (const ofIndicator of grouped(figures, ({ indicator }) => indicator).values()) {
      addTotals(sheet, world, view, ofIndicator);
    }
    for (const figure of figures) {
      addBreakdown(sheet, world, view, figure);
      addQuestions(sheet, world, view, figure);
      if (figure.isHidden) sheet.hide(figure.x, figure.d, figure.n);
    }
  }
  return { rows: sheet.rows, secrets: sheet.secrets() };
}

/** What is written down of one system. */
class Sheet {
  readonly rows: Row[] = [];
  readonly #unknowns = new Map<string, Unknown>();
  readonly #secrets = new Map<string, Secret>();
  readonly #bound = new Set<string>();

  /** The unknown that has this name; what is known to be the same has the same. */
  unknown(name: string, of: Omit<Unknown, 'isKnown'>): Unknown {
    const key = keyOf(of.provider, name);
    const known = this.#unknowns.get(key) ?? { ...of, isKnown: false };
    known.low = Math.max(known.low, of.low);
    known.high = Math.min(known.high, of.high);
    this.#unknowns.set(key, known);
    return known;
  }

  row(terms: Iterable<readonly [Unknown, number]>, low: number, high: number): void {
    this.rows.push({ terms: new Map(terms), low, high });
  }

  /** one ≤ times · other. */
  atMost(one: Unknown, times: number, other: Unknown): void {
    if (one !== other) this.row(new Map([[one, 1]]).set(other, -times), -Infinity, 0);
  }

  /** Whether something has been said already, as it is in a revision that changes nothing of it. */
  isSaid(what: string): boolean {
    const isSaid = this.#bound.has(what);
    this.#bound.add(what);
    return isSaid;
  }

  /** A figure is to be found out by its numerator, what that is divided by, the one over the other, and its people. */
  hide(x: Unknown, d: Unknown, n: Unknown): void {
    const ask = (what: string, terms: Map<Unknown, number>) => {
      const { provider } = x;
      this.#secrets.set(keyOf(provider, what, x.truth, d.truth, n.truth), { provider, what, terms });
    };
    for (const one of new Set([x, d, n])) ask(one.what, new Map([[one, 1]]));
    if (x !== d) ask(`${x.what} over ${d.what}`, new Map([[x, d.truth]]).set(d, -x.truth));
  }

  /** Those that nobody has shown. */
  secrets(): Secret[] {
    return [...this.#secrets.values()].filter(({ terms }) => [...terms.keys()].every(({ isKnown }) => !isKnown));
  }
}

/** A provider's figures in one revision. */
function figuresOf(sheet: Sheet, world: World, view: View, place: string, provider: Provider): Figure[] {
  return INDICATORS.flatMap((indicator): Figure[] => {
    const slot = keyOf(place, indicator);
    const at = keyOf(slot, provider.number);
    const figure = world.figures.get(at);
    if (!figure) return [];
    const { number } = provider;
    const { numerator, denominator, n: people, isHidden } = figure;
    const group = PEOPLE[indicator] ?? indicator;
    const isFew = people < FEW;
    const told = FIVE * Math.floor(people / FIVE);
    const isTold = !isFew && FOLLOWED.has(indicator);
    const [low, high] = isFew ? [1, FEW - 1] : isTold ? [told, told + FIVE - 1] : [FEW, MANY];
    const own = { provider: number, isWhole: true };
    const n = sheet.unknown(keyOf(group, people), { ...own, what: `people ${group}`, truth: people, low, high });
    const survey = SURVEYS[indicator];
    const d = survey
      ? sheet.unknown(keyOf(indicator, 'answers', people, denominator), {
          ...own,
          what: `answers to ${indicator}`,
          truth: denominator,
          low: 1,
          high: MANY * survey.questions,
        })
      : n;
    const name = keyOf(indicator, people, denominator, numerator);
    const isWhole = SHARES.has(indicator) || survey !== undefined;
    const x = sheet.unknown(name, {
      ...own,
      isWhole,
      what: indicator,
      truth: numerator,
      low: 0,
      high: MANY * 60,
    });
    if (!sheet.isSaid(keyOf(number, name))) {
      if (SHARES.has(indicator)) sheet.atMost(x, 1, n);
      if (survey) {
        sheet.atMost(n, 1, d);
        sheet.atMost(d, survey.questions, n);
        sheet.atMost(d, 1, x);
        sheet.atMost(x, 6, d);
      }
    }
    const seen = view.figures.get(at);
    if (seen && seen.value !== null) {
      const isRight = (seen.n ?? people) === people && (seen.numerator ?? numerator) === numerator;
      if (!isRight) throw new Error(`${at} is not shown as it is stored`);
      for (const one of [n, x, d]) one.isKnown = true;
    }
    return [{ provider, indicator, slot, x, n, d, isHidden }];
  });
}

/** Who got a job found no other solution; who ended took part. */
function bindTogether(sheet: Sheet, figures: readonly Figure[]): void {
  const of = (indicator: string) => figures.find((figure) => figure.indicator === indicator);
  const [jobs, active] = [of('job-acquisition'), of('active-solutions')];
  if (jobs && active) {
    const terms = new Map([jobs.x, active.x].map((one) => [one, 1]));
    sheet.row(terms.set(jobs.n, -1), -Infinity, 0);
  }
  const [ended, all] = [figures.find(({ indicator }) => PEOPLE[indicator] === 'ended'), of('placement-participants')];
  if (ended && all) sheet.atMost(ended.n, 1, all.n);
}

/** The totals of an indicator that are shown. */
function addTotals(sheet: Sheet, world: World, view: View, figures: readonly Figure[]): void {
  const [{ slot, indicator } = { slot: '', indicator: '' }] = figures;
  for (const area of ['nation', ...new Set(world.providers.map(({ county }) => county))]) {
    const seen = view.totals.get(keyOf(slot, area));
    if (seen?.mean == null && seen?.n == null) continue;
    const counted = figures.filter((figure) => countsIn(area, figure, figures));
    const total = (of: (figure: Figure) => Unknown) => {
      const truth = counted.reduce((sum, figure) => sum + of(figure).truth, 0);
      sheet.row(new Map(counted.map((figure) => [of(figure), 1])), truth, truth);
      return truth;
    };
    const people = total(({ n }) => n);
    if (indicator in SURVEYS) total(({ d }) => d);
    const mean = (timesOf(indicator) * total(({ x }) => x)) / counted.reduce((sum, { d }) => sum + d.truth, 0);
    const isRight = (seen.n ?? people) === people && Math.abs((seen.mean ?? 0) - mean) < 1e-6 * Math.max(1, mean);
    if (seen.mean === null || !isRight) throw new Error(`${area} has not the total of ${slot}`);
  }
}

/** Few answers to a survey count with the few of others: five or more in the county unit, else in the nation. */
function countsIn(area: string, { indicator, n, provider }: Figure, all: readonly Figure[]): boolean {
  const isFew = (figure: Figure) => figure.n.truth < FEW;
  if (!(indicator in SURVEYS) || n.truth >= FEW) return area === 'nation' || area === provider.county;
  const few = all.filter((figure) => isFew(figure) && figure.provider.county === provider.county);
  const isPooled = few.reduce((sum, figure) => sum + figure.n.truth, 0) >= FEW;
  return area === 'nation' || (isPooled && area === provider.county);
}

const timesOf = (indicator: string) => (SHARES.has(indicator) ? 100 : 1);

/** The counts by code of a figure that is shown. */
function addBreakdown(sheet: Sheet, world: World, view: View, { slot, provider, x }: Figure): void {
  const seen = view.figures.get(keyOf(slot, provider.number));
  const figure = world.figures.get(keyOf(slot, provider.number));
  if (!seen?.breakdown || !figure?.breakdown || !x.isKnown) return;
  // Where not all is hidden, zeros are shown.
  const low = seen.breakdown.some(({ count }) => count !== null) ? 1 : 0;
  const cells = seen.breakdown.map(({ code, count }) => {
    const truth = figure.breakdown?.[code] ?? 0;
    const name = keyOf(code, JSON.stringify(figure.breakdown));
    const own = { provider: provider.number, what: code, truth, isWhole: true };
    const cell = sheet.unknown(name, { ...own, low: count === null ? low : 0, high: MANY });
    cell.isKnown ||= count !== null;
    if (count === null) sheet.hide(cell, cell, cell);
    return [cell, 1] as const;
  });
  sheet.row(cells, x.truth, x.truth);
}

/**
 * The questions of a survey whose mean is shown. A mean tells how many answers are behind it to whoever tries fractions, so
 * that is taken to be known, and what is left of all answers are those to the questions that are hidden.
 */
function addQuestions(sheet: Sheet, world: World, view: View, { slot, indicator, provider, x, d, n }: Figure): void {
  const survey = SURVEYS[indicator];
  const [year = '', revision = '', programme = ''] = slot.split('/');
  const { number } = provider;
  // A survey of whole providers is told with each programme.
  const themes = [programme, ...world.programmes].flatMap(
    (one) => view.themes.get(keyOf(year, revision, one, number)) ?? [],
  );
  if (!survey || !x.isKnown || themes.length === 0) return;
  const answers = world.questions.get(keyOf(year, programme, survey.side, number)) ?? [];
  const pooled = answers.filter(({ question }) => question <= survey.questions);
  const isHidden = (question: number) => !themes.some((row) => row.theme === question && row[survey.side] !== null);
  const hidden = pooled.filter(({ question }) => isHidden(question));
  const behind = { answers: 0, sum: 0 };
  for (const { n: count, sum } of hidden) {
    behind.answers += count;
    behind.sum += sum;
  }
  const all = pooled.reduce((sum, { n: count }) => sum + count, 0);
  if (all !== d.truth) throw new Error(`${slot} of ${number} has ${d.truth} answers, and ${all} by question`);
  const cells = hidden.map(({ question, n: count, sum }) => {
    const own = { provider: number, isWhole: true };
    const name = keyOf(slot, 'question', question);
    const given = sheet.unknown(keyOf(name, 'answers'), {
      ...own,
      what: `answers to question ${question}`,
      truth: count,
      low: 0,
      high: n.truth,
    });
    const total = sheet.unknown(name, { ...own, what: `question ${question}`, truth: sum, low: 0, high: 6 * n.truth });
    sheet.atMost(given, 1, total);
    sheet.atMost(total, 6, given);
    sheet.hide(total, given, given);
    return { given, total };
  });
  sheet.row(
    cells.map(({ given }) => [given, 1] as const),
    behind.answers,
    behind.answers,
  );
  sheet.row(
    cells.map(({ total }) => [total, 1] as const),
    behind.sum,
    behind.sum,
  );
}
