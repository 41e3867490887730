import type { Row } from './row.ts';

/** For tests: a row of the report's sample scorecard for placement partners, changed where the case says so. */
export function sampleRow(
  name: string,
  change: Partial<Omit<Row, 'indicator'>> & { indicator?: Partial<Row['indicator']> } = {},
): Row {
  return {
    id: name,
    own: {
      value: 140,
      n: 140,
      numerator: 140,
      denominator: null,
      interval: null,
      status: 'OK',
      breakdown: null,
      indicatorVersion: 1,
    },
    previous: { value: 115, status: 'OK', indicatorVersion: 1 },
    previousYear: 2024,
    trend: [],
    nation: null,
    nationalMean: 135,
    countyMean: 128,
    best: [400, 350, 248, 231, 225].map((value, index) => ({
      provider: { id: String(index), name: 'Bro AS' },
      value,
      rank: index + 1,
    })),
    rank: null,
    target: null,
    targetStatus: null,
    verdict: 'NONE',
    trendVerdict: { direction: 'NONE', reason: 'NO_INTERVAL', slope: null },
    caseMix: null,
    shrunken: null,
    peers: null,
    perHundred: null,
    threads: 0,
    unread: 0,
    ...change,
    indicator: {
      code: name,
      name,
      explanation: '',
      group: 'EFFORT',
      unit: 'COUNT',
      decimals: 0,
      direction: 'HIGHER',
      band: null,
      ...change.indicator,
    },
  };
}
