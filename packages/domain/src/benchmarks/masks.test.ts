import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../indicators/catalogue.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Result } from '../indicators/result.ts';
import { peopleOf } from './masks.ts';
import { computeSnapshot, maskFigure } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';
import { isHiddenFromOwner } from './suppression.ts';

const of = (code: string): IndicatorDefinition => {
  const found = CATALOGUE.find((definition) => definition.code === code);
  if (!found) throw new Error(`No ${code} in the catalogue`);
  return found;
};
const JOBS = of('job-acquisition');

/** A provider's share in a county unit: x of n. */
interface Share {
  county: string;
  x: number;
  n: number;
}

const resultOf = (provider: string, { x, n }: Share, indicator = JOBS.code): Result => ({
  provider,
  programme: 'AB',
  indicator,
  year: 2024,
  value: n === 0 ? null : (100 * x) / n,
  numerator: n === 0 ? null : x,
  denominator: n === 0 ? null : n,
  n,
  status: n === 0 ? 'no-data' : 'ok',
  moments: null,
});
const numberOf = (index: number) => String(800_000_000 + index);
const publish = (shares: readonly Share[], earlier: Snapshot[] = []) =>
  computeSnapshot({
    year: 2024,
    definitions: [JOBS],
    providers: shares.map(({ county }, index) => ({ number: numberOf(index), name: `P${index}`, countyUnit: county })),
    results: shares.map((share, index) => resultOf(numberOf(index), share)),
    earlier,
  });
const hiddenIn = (snapshot: Snapshot) =>
  snapshot.figures.map((figure, index) => (figure.suppression ? index : -1)).filter((index) => index >= 0);

/**
 * What a reader can work out who has every figure and total that is shown, knows the rules, which figures are hidden for
 * their own sake, and of the others how many people are behind them, to the five: all sums of hidden cells that follow
 * from shown totals, and then bounds on each cell, tightened until nothing moves. Written without the code under test.
 *
 * @param insiders providers that read along, and know their own.
 */
function attack(
  shares: readonly (readonly Share[])[],
  shown: readonly Shown[],
  insiders: readonly number[] = [],
): string[] {
  type Bounds = { low: number; high: number };
  const cells = new Map<string, { n: Bounds; x: Bounds; rest: Bounds }>();
  const rows: { members: Map<string, number>; n: number; x: number }[] = [];
  const nameOf = (revision: number, index: number) => {
    const [now, first] = [shares[revision]![index]!, shares[0]![index]!];
    return now.x === first.x && now.n === first.n ? `0/${index}` : `${revision}/${index}`;
  };
  const secret = new Set<string>();
  shown.forEach(({ hidden, totals }, revision) => {
    const isOpen = (index: number) => !insiders.includes(index) && hidden[index] && shares[revision]![index]!.n > 0;
    hidden.forEach((kind, index) => {
      if (kind) secret.add(nameOf(revision, index));
      if (!isOpen(index)) return;
      const five = 5 * Math.floor(shares[revision]![index]!.n / 5);
      const n = kind === 'primary' ? { low: 1, high: 4 } : { low: five, high: five + 4 };
      cells.set(nameOf(revision, index), { n, x: { low: 0, high: n.high }, rest: { low: 0, high: n.high } });
    });
    for (const area of totals) {
      const row = { members: new Map<string, number>(), n: 0, x: 0 };
      shares[revision]?.forEach(({ county, x, n }, index) => {
        if (!isOpen(index) || (area !== 'nation' && area !== county)) return;
        row.members.set(nameOf(revision, index), 1);
        row.n += n;
        row.x += x;
      });
      rows.push(row);
    }
  });
  // Every difference of two known sums, and of those again.
  for (let round = 0; round < 3; round++) {
    for (const a of rows.slice()) {
      for (const b of rows.slice()) {
        if (a === b || b.members.size === 0 || ![...b.members.keys()].every((name) => a.members.has(name))) continue;
        if (b.members.size === a.members.size) continue;
        const members = new Map([...a.members].filter(([name]) => !b.members.has(name)));
        const key = [...members.keys()].sort().join();
        if (rows.some((row) => [...row.members.keys()].sort().join() === key)) continue;
        rows.push({ members, n: a.n - b.n, x: a.x - b.x });
      }
    }
  }
  for (let moved = true; moved;) {
    moved = false;
    for (const { members, n, x } of rows) {
      for (const [what, total] of [
        ['n', n],
        ['x', x],
        ['rest', n - x],
      ] as const) {
        for (const name of members.keys()) {
          const others = [...members.keys()].filter((one) => one !== name).map((one) => cells.get(one)![what]);
          const own = cells.get(name)![what];
          const low = Math.max(own.low, total - others.reduce((sum, { high }) => sum + high, 0));
          const high = Math.min(own.high, total - others.reduce((sum, other) => sum + other.low, 0));
          if (low > own.low || high < own.high) moved = true;
          Object.assign(own, { low, high });
        }
      }
    }
  }
  const isKnown = ({ low, high }: Bounds) => low === high;
  return [...cells].flatMap(([name, { n, x, rest }]) =>
    secret.has(name) && (isKnown(n) || isKnown(x) || isKnown(rest)) ? name : [],
  );
}

/** What a publication shows: why each figure is hidden, if it is, and the areas whose totals are there. */
interface Shown {
  hidden: readonly ('primary' | 'complementary' | null)[];
  totals: readonly string[];
}

const shownBy = ({ figures, benchmarks }: Snapshot): Shown => ({
  hidden: figures.map(({ suppression }) => suppression),
  totals: benchmarks.flatMap(({ area, suppressed }) => (suppressed ? [] : area)),
});

/** The same with primary suppression alone. */
const naively = (shares: readonly Share[]): Shown => ({
  hidden: shares.map(({ n }) => (n > 0 && n < 5 ? 'primary' : null)),
  totals: ['nation', ...new Set(shares.map(({ county }) => county))].filter(
    (area) => shares.filter(({ county, n }) => n > 0 && (area === 'nation' || county === area)).length >= 3,
  ),
});

/** The same with the smallest other figure of a county unit hidden too, which is enough against readers outside. */
const inTwos = (shares: readonly Share[]): Shown => {
  const { hidden, ...rest } = naively(shares);
  const second = shares.map(({ county, n }, index) => {
    const others = shares.filter((other, at) => other.county === county && !hidden[at] && other.n > 0);
    const isFirst = !hidden[index] && n > 0 && n === Math.min(...others.map((other) => other.n));
    return isFirst && shares.filter((other, at) => other.county === county && hidden[at]).length === 1;
  });
  return { ...rest, hidden: hidden.map((kind, index) => kind ?? (second[index] ? 'complementary' : null)) };
};

const share = fc
  .record({ county: fc.constantFrom('0200', '0300', '0400', '0600'), n: fc.integer({ min: 0, max: 14 }) })
  .chain(({ county, n }) =>
    fc.record({ county: fc.constant(county), x: fc.integer({ min: 0, max: n }), n: fc.constant(n) }),
  );
const nation = fc.array(share, { minLength: 1, maxLength: 20 });

const each = (shares: readonly Share[]) => shares.map((_, index) => [index]);
/** Nobody, a provider, or two. */
const readers = (shares: readonly Share[]) => [
  [],
  ...each(shares),
  ...shares.flatMap((_, one) => shares.slice(one + 1).map((_other, more) => [one, one + 1 + more])),
];

describe('one publication', () => {
  it('lets no hidden figure be worked out, not with the help of two providers', () => {
    fc.assert(
      fc.property(nation, (shares) => {
        const shown = [shownBy(publish(shares))];
        expect(readers(shares).flatMap((insiders) => attack([shares], shown, insiders))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('would lose hidden figures to the same attacks without complementary hiding, and in twos to an insider', () => {
    const samples = fc.sample(nation, { numRuns: 300, seed: 1 });
    const lost = samples.filter((shares) => attack([shares], [naively(shares)]).length > 0);
    expect(lost.length).toBeGreaterThan(100);
    const insiders = samples.filter((shares) =>
      each(shares).some((insider) => attack([shares], [inTwos(shares)], insider).length > 0),
    );
    expect(insiders.length).toBeGreaterThan(100);
  });

  it('hides all that is small and shows no total over one hidden figure, two or three', () => {
    fc.assert(
      fc.property(nation, (shares) => {
        const snapshot = publish(shares);
        const hidden = hiddenIn(snapshot);
        shares.forEach(({ n }, index) => {
          if (n > 0 && n < 5) expect(hidden).toContain(index);
          if (n === 0) expect(hidden).not.toContain(index);
        });
        for (const { area, suppressed } of snapshot.benchmarks) {
          const within = hidden.filter((index) => area === 'nation' || shares[index]?.county === area);
          if (suppressed || within.length === 0) continue;
          expect(within.length).toBeGreaterThanOrEqual(4);
          expect(within.reduce((sum, index) => sum + (shares[index]?.n ?? 0), 0)).toBeGreaterThanOrEqual(5);
        }
      }),
    );
  });

  it('shows nothing of a hidden figure outside its provider', () => {
    fc.assert(
      fc.property(nation, (shares) => {
        const figures = publish(shares).figures.filter(({ suppression }) => suppression);
        for (const figure of figures) {
          const { provider, programme, indicator, year, indicatorVersion, of, ...rest } = maskFigure(figure, 'outside');
          const { status, suppression, hiddenFromOwner, verdict, ...numbers } = rest;
          expect({ status, suppression, hiddenFromOwner, verdict }).toEqual({
            status: 'suppressed',
            suppression: figure.suppression,
            hiddenFromOwner: false,
            verdict: 'none',
          });
          expect(Object.values(numbers).filter((number) => number !== null)).toEqual([]);
        }
      }),
    );
  });

  // Large enough never to be hidden, and better than the others.
  const large = (county: string) =>
    Array.from({ length: 8 }, (_, index): Share => ({ county, x: 60 + index, n: 100 + index }));
  const within = (county: string, shares: [x: number, n: number][]) => [
    ...shares.map(([x, n]): Share => ({ county, x, n })),
    ...large(county),
  ];
  const suppressionOf = (shares: readonly Share[], count: number) =>
    publish(shares)
      .figures.slice(0, count)
      .map(({ suppression }) => suppression);

  it.each<[string, [number, number][], ('primary' | 'complementary' | null)[]]>([
    [
      'the three smallest others beside one',
      [
        [2, 4],
        [9, 32],
        [4, 12],
        [20, 52],
        [22, 61],
      ],
      ['primary', 'complementary', 'complementary', 'complementary', null],
    ],
    [
      'none that would not help: all may be known to be 10 at least, 30 and 50',
      [
        [2, 4],
        [4, 10],
        [9, 30],
        [20, 50],
        [22, 61],
        [22, 62],
      ],
      ['primary', 'complementary', null, null, 'complementary', 'complementary'],
    ],
    [
      'two beside two',
      [
        [2, 4],
        [1, 3],
        [4, 12],
        [20, 50],
        [22, 60],
      ],
      ['primary', 'primary', 'complementary', 'complementary', null],
    ],
    [
      'none beside four',
      [
        [2, 4],
        [1, 3],
        [2, 3],
        [1, 3],
        [20, 50],
      ],
      ['primary', 'primary', 'primary', 'primary', null],
    ],
    [
      'more while fewer than five are left when two are known',
      [
        [1, 1],
        [1, 1],
        [0, 2],
        [2, 4],
        [4, 12],
        [20, 50],
      ],
      ['primary', 'primary', 'primary', 'primary', 'complementary', 'complementary'],
    ],
    [
      'more while 0 % can be read off a total of nothing',
      [
        [0, 3],
        [0, 4],
        [0, 4],
        [0, 4],
        [4, 12],
        [5, 13],
        [6, 14],
        [7, 15],
      ],
      ['primary', 'primary', 'primary', 'primary', 'complementary', 'complementary', 'complementary', null],
    ],
  ])('hides %s', (_, shares, expected) => {
    expect(suppressionOf(within('0300', shares), shares.length)).toEqual(expected);
  });

  it('hides the total where fewer than four are there to be hidden', () => {
    const three = [
      [2, 4],
      [9, 31],
      [4, 12],
    ].map(([x, n]): Share => ({ county: '0300', x: x!, n: n! }));
    const { figures, benchmarks } = publish([...three, ...large('0200'), ...large('0400')]);
    expect(Object.fromEntries(benchmarks.map(({ area, suppressed }) => [area, suppressed]))).toMatchObject({
      '0300': true,
      '0400': false,
    });
    expect(figures[0]?.suppression).toBe('primary');
  });

  it('does not let a county unit too small to be shown be read off the nation', () => {
    const small: Share[] = [
      { county: '0200', x: 1, n: 3 },
      { county: '0200', x: 5, n: 20 },
    ];
    const { figures, benchmarks } = publish([...small, ...large('0300'), ...large('0400')]);
    const shown = benchmarks.flatMap(({ area, suppressed }) => (suppressed ? [] : area));
    expect(shown).toHaveLength(2);
    expect(shown).toContain('nation');
    expect(figures.filter(({ suppression }) => suppression).length).toBeGreaterThanOrEqual(3);
  });
});

describe('indicators with one denominator', () => {
  const SOLUTIONS = of('active-solutions');
  const both = (shares: readonly (Share & { y: number })[]) =>
    computeSnapshot({
      year: 2024,
      definitions: [JOBS, SOLUTIONS],
      providers: shares.map(({ county }, index) => ({
        number: numberOf(index),
        name: `P${index}`,
        countyUnit: county,
      })),
      results: shares.flatMap((share, index) => [
        resultOf(numberOf(index), share),
        resultOf(numberOf(index), { ...share, x: share.y }, SOLUTIONS.code),
      ]),
    });

  it('are hidden together, also where one of them alone needed more', () => {
    fc.assert(
      fc.property(
        fc.array(share.chain((one) => fc.nat({ max: one.n - one.x }).map((y) => ({ ...one, y })))),
        (shares) => {
          const { figures, benchmarks } = both(shares);
          for (const indicator of [JOBS, SOLUTIONS]) {
            const own = figures.filter((figure) => figure.indicator === indicator.code);
            const other = figures.filter((figure) => figure.indicator !== indicator.code);
            expect(own.map(({ suppression }) => suppression)).toEqual(other.map(({ suppression }) => suppression));
          }
          const shown = (code: string) =>
            benchmarks.flatMap(({ indicator, area, suppressed }) => (indicator === code && !suppressed ? area : []));
          expect(shown(JOBS.code)).toEqual(shown(SOLUTIONS.code));
        },
      ),
    );
  });

  it.each([
    ['active-solutions', true],
    ['time-in-programme', true],
    ['formal-qualification', true],
    ['placement-participants', false],
    ['time-to-job', false],
    ['nav-survey', false],
  ])('%s counts those who ended: %s', (code, expected) => {
    expect(peopleOf(of(code)) === peopleOf(JOBS)).toBe(expected);
  });
});

const TOLD_BY_A_NEW_MEAN = ((): [Share[], Share[]] => {
  const before = [
    ...[0, 9, 5].map((n) => ({ county: '0200', x: 0, n })),
    { county: '0400', x: 0, n: 0 },
    ...[5, 6].map((n) => ({ county: '0200', x: 0, n })),
    { county: '0600', x: 1, n: 2 },
    ...[5, 5].map((n) => ({ county: '0200', x: 0, n })),
    ...[6, 6].map((n) => ({ county: '0600', x: 1, n })),
  ];
  return [before, before.map((share, index) => ({ ...share, n: index === 0 ? 5 : index === 3 ? 1 : share.n }))];
})();

describe('a later revision', () => {
  const revised = nation.chain((shares) =>
    fc.tuple(
      fc.constant(shares),
      fc.array(fc.tuple(fc.nat({ max: shares.length - 1 }), share), { minLength: 1, maxLength: 7 }).map((changes) => {
        const after = [...shares];
        for (const [index, { x, n }] of changes) after[index] = { ...shares[index]!, x, n };
        return after;
      }),
    ),
  );

  it('never shows what was hidden, while there is anything to hide', () => {
    fc.assert(
      fc.property(revised, ([before, after]) => {
        const first = publish(before);
        const second = publish(after, [first]);
        for (const index of hiddenIn(first)) {
          if ((after[index]?.n ?? 0) > 0) expect(second.figures[index]?.status).toBe('suppressed');
        }
      }),
    );
  });

  it('lets no hidden figure be worked out from both, not with the help of two providers', () => {
    fc.assert(
      fc.property(revised, ([before, after]) => {
        const first = publish(before);
        const second = publish(after, [first]);
        const shown = [first, second].map(shownBy);
        expect(readers(before).flatMap((insiders) => attack([before, after], shown, insiders))).toEqual([]);
      }),
      // This seed leads over a nation where only a difference of differences tells; and in the example a county unit's
      // mean, new in the second revision, tells what is left of the nation's in the first.
      { numRuns: 1000, seed: 1089681598, examples: [[TOLD_BY_A_NEW_MEAN]] },
    );
  });
});

describe('surveys', () => {
  const definition = of('nav-survey');
  const answers = (provider: string, n: number, numerator = n * 40): Result => ({
    provider,
    programme: null,
    indicator: definition.code,
    year: 2024,
    value: numerator / (n * 9),
    numerator,
    denominator: n * 9,
    n,
    status: 'ok',
    moments: { ss: n * 1600, sc: n * 360, cc: n * 81 },
  });
  const run = (rows: [county: string, n: number][]) =>
    computeSnapshot({
      year: 2024,
      definitions: [definition],
      providers: rows.map(([countyUnit], index) => ({ number: numberOf(index), name: `P${index}`, countyUnit })),
      results: rows.map(([, n], index) => answers(numberOf(index), n)),
    });
  const nOf = ({ benchmarks }: Snapshot) => Object.fromEntries(benchmarks.map(({ area, n }) => [area, n]));

  it('hide fewer than five respondents from the provider too', () => {
    const { figures } = run([
      ['0300', 4],
      ['0300', 20],
      ['0300', 20],
      ['0300', 20],
    ]);
    expect(figures.map(({ hiddenFromOwner }) => hiddenFromOwner)).toEqual([true, false, false, false]);
    expect(maskFigure(figures[0]!, 'own')).toMatchObject({ status: 'suppressed', value: null, n: null, low: null });
    expect(isHiddenFromOwner(JOBS, resultOf('1', { county: '', x: 1, n: 3 }))).toBe(false);
  });

  const many = (county: string): [county: string, n: number][] => [21, 22, 23, 24, 26, 27].map((n) => [county, n]);

  it('count few answers in their county unit with those of another few', () => {
    const snapshot = run([['0300', 3], ['0300', 2], ...many('0300'), ...many('0400')]);
    expect(nOf(snapshot)).toEqual({ nation: 291, '0300': 148, '0400': 143 });
    expect(snapshot.figures.filter(({ destroyed }) => destroyed)).toEqual([]);
  });

  it('count them in the nation alone where their county unit has no other few', () => {
    const few: [county: string, n: number][] = [
      ['0200', 2],
      ['0300', 3],
      ['0400', 4],
      ['0600', 3],
      ['0800', 2],
    ];
    const snapshot = run(few.flatMap(([county, n]) => [[county, n], ...many(county)]));
    expect(nOf(snapshot)).toEqual({ nation: 729, ...Object.fromEntries(few.map(([county]) => [county, 143])) });
    expect(
      snapshot.figures.every(({ suppression, hiddenFromOwner }) => (suppression !== null) === hiddenFromOwner),
    ).toBe(true);
  });

  it('destroy few answers that find no pool: they count nowhere and leave no number', () => {
    const snapshot = run([
      ['0300', 4],
      ['0300', 20],
      ['0300', 20],
      ['0300', 20],
    ]);
    expect(nOf(snapshot)).toEqual({ nation: 60, '0300': 60 });
    expect(snapshot.figures[0]).toMatchObject({
      destroyed: true,
      value: null,
      numerator: null,
      moments: null,
      low: null,
    });
    expect(snapshot.figures.slice(1).every(({ status }) => status === 'ok')).toBe(true);
  });

  it('need two providers in the pool and five respondents', () => {
    expect(
      nOf(
        run([
          ['0300', 2],
          ['0300', 2],
          ['0300', 20],
          ['0300', 20],
          ['0300', 20],
        ]),
      ),
    ).toEqual({ nation: 60, '0300': 60 });
  });
});
