import { describe, expect, it } from 'vitest';
import type { ParticipationRow } from '../data-files/rows.ts';
import { firstDayOf } from '../periods.ts';
import { expectedValues, participantsOf } from './case-mix.ts';
import { definitionOf } from './test-figures.ts';

const start = firstDayOf(2024);
let serial = 0;
/** So many people with one background at a provider, of whom some found work after so many weeks. */
function people(
  provider: string,
  background: Partial<ParticipationRow>,
  n: number,
  jobs: number,
  weeks = 10,
): ParticipationRow[] {
  return Array.from({ length: n }, (_, index): ParticipationRow => ({
    provider,
    participationId: String(serial++),
    programme: 'AB',
    navOffice: null,
    startDate: start,
    endDate: start + 7 * weeks,
    endReason: index < jobs ? 'work_unsubsidised' : 'illness',
    firstWorkday: null,
    employedDate: null,
    formalQualification: null,
    gender: null,
    birthYear: null,
    workAbility: null,
    basicSkills: null,
    minorityBackground: null,
    ...background,
  }));
}
const jobs = definitionOf('job-acquisition');
const weeksIn = definitionOf('time-in-programme');
const expectedOf = (rows: ParticipationRow[], definition = jobs) =>
  new Map(
    expectedValues([definition], { participations: rows, externalPlacements: [] }, 2024).map((row) => [
      row.provider,
      row,
    ]),
  );

describe('expectedValues', () => {
  it('of one field is textbook indirect standardisation', () => {
    // National rates 20 of 100 with low work ability and 60 of 120 with high; at a, 10 low and 40 high: (10 · .2 + 40 · .5) ÷ 50.
    const rows = [
      ...people('a', { workAbility: 'low' }, 10, 5),
      ...people('a', { workAbility: 'high' }, 40, 30),
      ...people('b', { workAbility: 'low' }, 60, 10),
      ...people('b', { workAbility: 'high' }, 20, 5),
      ...people('c', { workAbility: 'low' }, 30, 5),
      ...people('c', { workAbility: 'high' }, 60, 25),
    ];
    const found = expectedOf(rows);
    expect(found.get('a')).toMatchObject({ provider: 'a', programme: 'AB', indicator: 'job-acquisition', n: 50 });
    expect(found.get('a')?.expected).toBeCloseTo((100 * (10 * 0.2 + 40 * 0.5)) / 50, 6);
    expect(found.get('b')?.expected).toBeCloseTo((100 * (60 * 0.2 + 20 * 0.5)) / 80, 6);
  });

  it('of two fields is the logistic model with main effects', () => {
    // Fitted by maximising the likelihood (scipy.optimize.minimize, SciPy 1.17): .1197, .4844, .1535, .5562.
    const cells = [
      ['f', 'low', 60, 12],
      ['f', 'high', 140, 63],
      ['m', 'low', 90, 9],
      ['m', 'high', 110, 66],
    ] as const;
    const rows = cells.flatMap(([gender, workAbility, n, hits], index) =>
      people(String(index), { gender, workAbility }, n, hits),
    );
    const found = expectedOf(rows);
    for (const [index, rate] of [0.11970022, 0.48441419, 0.15353319, 0.55620011].entries()) {
      expect(found.get(String(index))?.expected).toBeCloseTo(100 * rate, 4);
    }
  });

  it('of a duration is the linear model with main effects', () => {
    // Weighted least squares by numpy.linalg.lstsq: 25.4557, 41.9475, 31.0295, 47.5213.
    const cells = [
      ['f', 'low', 60, 30],
      ['f', 'high', 140, 40],
      ['m', 'low', 90, 28],
      ['m', 'high', 110, 50],
    ] as const;
    const rows = cells.flatMap(([gender, workAbility, n, weeks], index) =>
      people(String(index), { gender, workAbility }, n, 0, weeks),
    );
    const found = expectedOf(rows, weeksIn);
    for (const [index, weeks] of [25.4557377, 41.94754098, 31.0295082, 47.52131148].entries()) {
      expect(found.get(String(index))?.expected).toBeCloseTo(weeks, 6);
    }
  });

  const mixed = ['a', 'b', 'c', 'd'].flatMap((provider, index) => [
    ...people(provider, { gender: 'f', birthYear: 1999, workAbility: 'low', minorityBackground: true }, 30 + index, 5),
    ...people(
      provider,
      { gender: 'm', birthYear: 1970, workAbility: 'medium', basicSkills: 'high' },
      40,
      12 + 3 * index,
    ),
    ...people(provider, { gender: 'm', birthYear: 1985, basicSkills: 'low', minorityBackground: false }, 25, 9),
    ...people(provider, {}, 20, 4 + index),
    // Too few for an effect of their own.
    ...people(provider, { gender: 'x', workAbility: 'high' }, 2, 1),
  ]);

  it('adds up to what the nation has got, missing and rare backgrounds and all', () => {
    const found = [...expectedOf(mixed).values()];
    const expected = found.reduce((sum, row) => sum + (row.expected * row.n) / 100, 0);
    expect(expected).toBeCloseTo(mixed.filter(({ endReason }) => endReason === 'work_unsubsidised').length, 6);
  });

  it('is the same for everybody where nothing of the background differs, and for every order of rows', () => {
    const alike = ['a', 'b', 'c'].flatMap((provider, index) => people(provider, { gender: 'f' }, 40, 10 * index));
    for (const { expected } of expectedOf(alike).values()) expect(expected).toBeCloseTo(25, 6);
    const [there, back] = [expectedOf(mixed), expectedOf(mixed.toReversed())];
    for (const [provider, { expected }] of there) expect(back.get(provider)?.expected).toBeCloseTo(expected, 9);
  });

  it('stays finite where nobody of one background found work', () => {
    const rows = ['a', 'b', 'c'].flatMap((provider) => [
      ...people(provider, { workAbility: 'low' }, 30, 0),
      ...people(provider, { workAbility: 'high' }, 30, 12),
    ]);
    for (const { expected } of expectedOf(rows).values()) expect(expected).toBeCloseTo(20, 4);
  });

  it('expects of a rare background what the commonest gets', () => {
    // Ten of medium ability all found work; with the 100 of high ability they are 60 of 110.
    const rows = [
      ...people('a', { workAbility: 'high' }, 60, 30),
      ...people('b', { workAbility: 'high' }, 40, 20),
      ...people('b', { workAbility: 'low' }, 60, 12),
      ...people('c', { workAbility: 'medium' }, 10, 10),
    ];
    expect(expectedOf(rows).get('c')?.expected).toBeCloseTo((100 * 60) / 110, 6);
  });

  it('is none where fewer than half are known, or of fewer than three providers', () => {
    const unknown = ['a', 'b', 'c'].flatMap((provider) => [
      ...people(provider, { gender: 'f' }, 10, 5),
      ...people(provider, {}, 20, 5),
    ]);
    expect(expectedOf(unknown).size).toBe(0);
    expect(expectedOf(mixed.filter(({ provider }) => provider < 'c')).size).toBe(0);
  });
});

it('participantsOf counts those in a programme on any day of the year', () => {
  const rows = [
    ...people('a', { workAbility: 'low' }, 3, 0),
    ...people('a', { workAbility: 'high', programme: 'KIA', startDate: start - 400, endDate: null }, 2, 0),
    ...people('a', { startDate: start - 400, endDate: start - 1 }, 5, 0),
    ...people('a', { startDate: start + 366, endDate: null }, 5, 0),
  ];
  const found = participantsOf({ participations: rows, externalPlacements: [] }, 2024).get('a');
  expect(found).toEqual({
    byProgramme: new Map([
      ['AB', 3],
      ['KIA', 2],
    ]),
    known: 5,
    low: 3,
  });
});
