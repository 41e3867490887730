import { describe, expect, it } from 'vitest';
import { emptyTables } from '../data-files/rows.ts';
import type { ParticipationRow } from '../data-files/rows.ts';
import { CATALOGUE } from '../indicators/catalogue.ts';
import type { IndicatorDefinition } from '../indicators/definition.ts';
import type { Result } from '../indicators/result.ts';
import { calculate } from '../indicators/engine.ts';
import { firstDayOf } from '../periods.ts';
import { NOT_COMPARED } from './fair.ts';
import { computeSnapshot, maskFigure } from './snapshot.ts';

const of = (code: string): IndicatorDefinition => {
  const found = CATALOGUE.find((definition) => definition.code === code);
  if (!found) throw new Error(`No ${code} in the catalogue`);
  return found;
};
const result = (provider: string, indicator: string, rest: Partial<Result>): Result => ({
  provider,
  programme: null,
  indicator,
  year: 2024,
  value: null,
  numerator: null,
  denominator: null,
  n: 0,
  status: 'ok',
  moments: null,
  ...rest,
});
const count = (provider: string, n: number) => result(provider, 'placement-partners', { value: n, numerator: n, n });
const share = (provider: string, x: number, n: number, breakdown?: Record<string, number>) =>
  result(provider, 'job-acquisition', {
    programme: 'AB',
    value: (100 * x) / n,
    numerator: x,
    denominator: n,
    n,
    ...(breakdown && { breakdown }),
  });
const provider = (number: string, name: string, countyUnit: string) => ({ number, name, countyUnit });
const providers = [
  provider('1', 'Ny Von AS', '0300'),
  provider('2', 'Rett i jobb AS', '0300'),
  provider('3', 'Bro AS', '0300'),
  provider('4', 'Raskt tilbake AS', '1100'),
  provider('5', 'Alle skal med AS', '1100'),
  provider('6', 'Vår bedrift AS', '1100'),
  provider('7', 'Fram AS', '1100'),
  provider('8', 'Opp AS', '1100'),
];

/** People who ended in AB in the year, all alike, of whom some found work. */
const peopleOf = (number: string, n: number, jobs = 0): ParticipationRow[] =>
  Array.from({ length: n }, (_, index) => ({
    provider: number,
    participationId: String(index),
    programme: 'AB',
    navOffice: null,
    startDate: firstDayOf(2024),
    endDate: firstDayOf(2024) + 70,
    endReason: index < jobs ? 'work_unsubsidised' : 'illness',
    firstWorkday: null,
    employedDate: null,
    formalQualification: null,
    gender: 'f',
    birthYear: 1980,
    workAbility: 'medium',
    basicSkills: 'high',
    minorityBackground: false,
  }));

describe('computeSnapshot', () => {
  it('has the sample scorecard of the report: the five best by name, the plain mean', () => {
    const partners = [400, 350, 248, 231, 225, 140];
    const { figures, benchmarks } = computeSnapshot({
      year: 2024,
      definitions: CATALOGUE,
      providers,
      results: partners.map((n, index) => count(String(index + 1), n)),
    });
    const nation = benchmarks.find(({ area }) => area === 'nation')!;
    expect(nation.best.map(({ name, value, rank }) => [name, value, rank])).toEqual([
      ['Ny Von AS', 400, 1],
      ['Rett i jobb AS', 350, 2],
      ['Bro AS', 248, 3],
      ['Raskt tilbake AS', 231, 4],
      ['Alle skal med AS', 225, 5],
    ]);
    expect(nation).toMatchObject({
      mean: 1594 / 6,
      plainMean: 1594 / 6,
      median: 239.5,
      min: 140,
      max: 400,
      providers: 6,
    });
    expect(nation).toMatchObject({ numerator: null, denominator: null, ranked: 6, leftOut: 0, suppressed: false });
    expect(benchmarks.find(({ area }) => area === '1100')?.mean).toBeCloseTo(596 / 3, 10);
    expect(figures[5]).toMatchObject({ status: 'ok', value: 140, rank: 6, position: 6, of: 6, verdict: 'none' });
    expect(figures[5]?.low).toBeCloseTo(117.77, 2);
  });

  it('pools, ranks the publishable ones and judges against the nation', () => {
    const { figures, benchmarks } = computeSnapshot({
      year: 2024,
      definitions: CATALOGUE,
      providers,
      results: [
        share('1', 60, 100),
        share('2', 20, 100),
        share('3', 5, 20),
        share('4', 2, 4),
        share('5', 3, 12),
        share('6', 1, 3),
        share('7', 1, 3),
        share('8', 1, 2),
      ],
    });
    const [nation, oslo, rogaland] = benchmarks;
    expect(nation).toMatchObject({
      area: 'nation',
      numerator: 93,
      denominator: 244,
      n: 244,
      providers: 8,
      ranked: 4,
      leftOut: 4,
      tooFew: 4,
      linked: 0,
      noData: 0,
    });
    expect(nation?.mean).toBeCloseTo((100 * 93) / 244, 12);
    // Quartiles of 20, 25, 25, 60.
    expect(nation).toMatchObject({ median: 25, q1: 23.75, q3: 33.75, min: 20, max: 60, plainMean: 32.5 });
    expect(oslo).toMatchObject({ area: '0300', numerator: 85, denominator: 220 });
    // Four hidden ones with twelve between them: the total is shown, but one value is no spread.
    expect(rogaland).toMatchObject({
      area: '1100',
      numerator: 8,
      denominator: 24,
      providers: 5,
      ranked: 1,
      leftOut: 4,
    });
    expect(rogaland).toMatchObject({ median: null, min: null, plainMean: null, best: [], suppressed: false });
    expect(figures.map(({ rank }) => rank)).toEqual([1, 4, 2, null, 2, null, null, null]);
    expect(figures.map(({ position }) => position)).toEqual([1, 4, 2, null, 3, null, null, null]);
    expect(figures.map(({ verdict }) => verdict)).toEqual([
      'clearly-better',
      'clearly-weaker',
      'within',
      'none',
      'within',
      'none',
      'none',
      'none',
    ]);
  });

  it('sets beside each shown figure what makes it fair to compare, and nothing beside a hidden one', () => {
    const shares = [share('1', 60, 100), share('2', 20, 100), share('3', 5, 20), share('4', 2, 4), share('5', 9, 12)];
    const hidden = [share('6', 1, 3), share('7', 1, 3), share('8', 1, 2)];
    const partners = [count('1', 40), count('4', 40), count('5', 90)];
    const active = (number: string, n: number) => {
      const numbers = { value: 100 / n, numerator: 1, denominator: n, n };
      return result(number, 'placement-participants', { programme: 'AB', ...numbers });
    };
    const places = [
      ['1', 160],
      ['2', 120],
      ['3', 30],
      ['4', 4],
      ['5', 20],
      ['6', 3],
      ['7', 3],
      ['8', 3],
    ] as const;
    const { figures, benchmarks, peers } = computeSnapshot({
      year: 2024,
      definitions: CATALOGUE,
      providers,
      results: [...shares, ...hidden, ...partners, ...places.map(([number, n]) => active(number, n))],
      people: { participations: places.flatMap(([number, n]) => peopleOf(number, n)), externalPlacements: [] },
    });
    const [nation] = benchmarks;
    const jobs = figures.filter(({ indicator }) => indicator === 'job-acquisition');
    const [first] = jobs;
    expect(first?.rankLow).toBe(1);
    expect(first?.rankHigh).toBe(2);
    expect(first?.shrunken).toBeLessThan(60);
    expect(first?.shrunken).toBeGreaterThan(nation?.mean ?? 0);
    expect(peers.filter(({ provider: number }) => number === '1')).toHaveLength(7);
    // Of its peers three have a shown value: 20/100, 5/20 and 9/12.
    expect(first).toMatchObject({ peerMean: (100 * 34) / 132, peerProviders: 3 });
    expect(nation?.luckThree).toBeGreaterThan(0);
    expect(nation?.overdispersion).toBeGreaterThan(1);
    for (const figure of jobs.filter(({ status }) => status === 'suppressed')) {
      expect(maskFigure(figure, 'outside')).toMatchObject(NOT_COMPARED);
      expect(maskFigure(figure, 'own')).toMatchObject(NOT_COMPARED);
    }
    const perHundred = figures.flatMap((figure) =>
      figure.indicator === 'placement-partners' ? figure.perHundred : [],
    );
    // 40 of 160 participants; 40 of a number that is hidden; 90 of 20.
    expect(perHundred).toEqual([25, null, 450]);
  });

  it('expects of each what its people would get at national rates, of ten and more', () => {
    const all = ['1', '2', '3', '4', '5'];
    const rows = all.flatMap((number, index) => peopleOf(number, 10 + 10 * index, index));
    const results = calculate(CATALOGUE, { ...emptyTables(), participations: rows }, 2024);
    const people = { participations: rows, externalPlacements: [] };
    const { figures } = computeSnapshot({ year: 2024, definitions: CATALOGUE, providers, results, people });
    const jobs = figures.filter(({ indicator }) => indicator === 'job-acquisition');
    // Nobody differs in background, so everybody is expected to do as the nation.
    const mean = (100 * (0 + 1 + 2 + 3 + 4)) / 150;
    expect(jobs.map(({ expected }) => expected?.toFixed(6))).toEqual(all.map(() => mean.toFixed(6)));
    // Rows that have changed since are other people.
    const changed = { ...people, participations: rows.slice(1) };
    const again = computeSnapshot({ year: 2024, definitions: CATALOGUE, providers, results, people: changed });
    expect(again.figures.find(({ indicator }) => indicator === 'job-acquisition')?.expected).toBeNull();
  });

  it('does not change when a provider is called otherwise', () => {
    const plain = [share('1', 60, 100), share('2', 20, 100), share('3', 25, 100), share('4', 30, 60)];
    const publish = (from: (number: string) => string) =>
      computeSnapshot({
        year: 2024,
        definitions: CATALOGUE,
        providers: providers.map((one) => ({ ...one, number: from(one.number) })),
        results: plain.map((row) => ({ ...row, provider: from(row.provider) })).toReversed(),
      }).figures.map(({ rank, rankLow, rankHigh, topThree }) => [rank, rankLow, rankHigh, topThree]);
    expect(publish((number) => String(99 - Number(number)))).toEqual(publish((number) => number));
  });

  it('needs three providers for a benchmark', () => {
    const { benchmarks } = computeSnapshot({
      year: 2024,
      definitions: CATALOGUE,
      providers,
      results: [share('1', 60, 100), share('2', 20, 100)],
    });
    for (const benchmark of benchmarks) {
      expect(benchmark).toMatchObject({
        mean: null,
        numerator: null,
        n: null,
        median: null,
        best: [],
        suppressed: true,
      });
    }
  });

  it('masks breakdowns outside, not for the provider itself', () => {
    const { figures } = computeSnapshot({
      year: 2024,
      definitions: CATALOGUE,
      providers,
      results: [share('1', 21, 75, { work_unsubsidised: 15, work_temporary: 4, work_wage_subsidy: 2 })],
    });
    const [figure] = figures;
    expect(maskFigure(figure!, 'own').breakdown).toEqual({
      work_unsubsidised: 15,
      work_temporary: 4,
      work_wage_subsidy: 2,
    });
    expect(maskFigure(figure!, 'outside')).toMatchObject({
      value: 28,
      breakdown: { work_unsubsidised: 15, work_temporary: null, work_wage_subsidy: null },
    });
  });

  it('tells the provider its own small figure, and that others do not see it', () => {
    const { figures } = computeSnapshot({ year: 2024, definitions: CATALOGUE, providers, results: [share('1', 1, 4)] });
    expect(maskFigure(figures[0]!, 'own')).toMatchObject({ status: 'ok', suppression: 'primary', value: 25, n: 4 });
    expect(maskFigure(figures[0]!, 'outside')).toMatchObject({ status: 'suppressed', value: null, n: null });
    expect(Object.keys(maskFigure(figures[0]!, 'own'))).not.toContain('moments');
  });

  it('keeps missing apart from hidden', () => {
    const missing = result('1', 'time-to-job', { programme: 'AB', status: 'no-data' });
    const { figures, benchmarks } = computeSnapshot({
      year: 2024,
      definitions: CATALOGUE,
      providers,
      results: [missing],
    });
    expect(maskFigure(figures[0]!, 'outside')).toMatchObject({
      status: 'no-data',
      value: null,
      n: 0,
      suppression: null,
    });
    expect(benchmarks[0]).toMatchObject({ providers: 0, ranked: 0, leftOut: 0, suppressed: true });
  });

  it('leaves out of the ranking whoever few answered for, also where their answers count nowhere', () => {
    const answered = (number: string, n: number) =>
      result(number, 'employee-survey', {
        value: 4,
        numerator: 36 * n,
        denominator: 9 * n,
        n,
        moments: { ss: n * 1296, sc: n * 324, cc: n * 81 },
      });
    const { benchmarks } = computeSnapshot({
      year: 2024,
      definitions: CATALOGUE,
      providers,
      results: [answered('1', 9), answered('2', 8), answered('3', 7), answered('4', 3)],
    });
    expect(benchmarks[0]).toMatchObject({ providers: 3, ranked: 3, leftOut: 1, tooFew: 1 });
  });

  it('has no rank and no verdict in a band that is not set', () => {
    const definition = { ...of('time-in-programme'), band: null };
    const weeks = (number: string, days: number[]) => {
      const sums = days.map((day) => day / 7);
      const numerator = sums.reduce((sum, week) => sum + week, 0);
      const n = days.length;
      const moments = { ss: sums.reduce((sum, week) => sum + week * week, 0), sc: numerator, cc: n };
      return result(number, definition.code, {
        programme: 'AB',
        value: numerator / n,
        numerator,
        denominator: n,
        n,
        moments,
      });
    };
    const { figures, benchmarks } = computeSnapshot({
      year: 2024,
      definitions: [definition],
      providers,
      results: ['1', '2', '3'].map((number, index) => weeks(number, [100, 120 + index, 140, 160, 200])),
    });
    expect(figures.map(({ rank, verdict, of: ranked }) => [rank, verdict, ranked])).toEqual([
      [null, 'none', 0],
      [null, 'none', 0],
      [null, 'none', 0],
    ]);
    expect(benchmarks[0]).toMatchObject({ ranked: 0, leftOut: 3, best: [] });
    expect(benchmarks[0]?.mean).toBeCloseTo((3 * 720 + 3) / 15 / 7, 10);
  });

  it('refuses results that it cannot place', () => {
    expect(() => computeSnapshot({ year: 2024, definitions: [], providers, results: [count('1', 3)] })).toThrow(
      /definition/,
    );
    expect(() =>
      computeSnapshot({ year: 2024, definitions: CATALOGUE, providers: [], results: [count('1', 3)] }),
    ).toThrow(/Provider 1/);
  });

  it('publishes a nation in a few seconds', () => {
    const programmes = ['VTA', 'TIA', 'AVKL', 'APS', 'KIA', 'AB'];
    const nation = Array.from({ length: 350 }, (_, index) =>
      provider(String(800_000_000 + index), `P${index}`, String(100 * (index % 12))),
    );
    // A plain generator, so that every run has the same nation.
    let state = 1;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const results = nation.flatMap(({ number }, index) =>
      CATALOGUE.flatMap((definition) =>
        (definition.scope === 'provider' ? [null] : programmes.slice(index % 4, (index % 4) + 3)).map(
          (programme): Result => {
            const n = 1 + Math.floor(random() * 60);
            const x = Math.floor(random() * (n + 1));
            const isMean = definition.unit !== 'percent';
            const numerator = isMean ? 3 * n + x : x;
            const moments = isMean ? { ss: 9 * n + 20 * x, sc: numerator, cc: n } : null;
            const denominator = definition.unit === 'count' ? null : n;
            const value = denominator === null ? numerator : ((isMean ? 1 : 100) * numerator) / n;
            return result(number, definition.code, { programme, value, numerator, denominator, n, moments });
          },
        ),
      ),
    );
    const start = Date.now();
    const snapshot = computeSnapshot({ year: 2024, definitions: CATALOGUE, providers: nation, results });
    const took = Date.now() - start;
    expect(snapshot.figures).toHaveLength(results.length);
    // It takes about two, nearly all of it drawing ranks; the rest is room for a very busy machine.
    expect(took).toBeLessThan(30_000);
  });
});
