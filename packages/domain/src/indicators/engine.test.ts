import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { END_REASONS, FORMAL_QUALIFICATIONS, PROGRAMMES } from '../data-files/rows.ts';
import type { DataTables, ParticipationRow } from '../data-files/rows.ts';
import { formatDay } from '../periods.ts';
import { CATALOGUE } from './catalogue.ts';
import type { Condition, IndicatorDefinition } from './definition.ts';
import { Calculation, calculate } from './engine.ts';
import type { Result } from './result.ts';
import { A, B, answer, checklist, day, participation, placement, tablesOf, training } from './test-rows.ts';

const find = (indicator: string, results: Result[], programme: string | null = null) =>
  results.find((result) => result.provider === A && result.indicator === indicator && result.programme === programme);

/** Value, numerator, denominator and n of an indicator of provider A, or `no-data`. */
function figure(indicator: string, tables: Partial<DataTables>, programme: string | null = null) {
  const result = find(indicator, calculate(CATALOGUE, tablesOf(tables), 2024), programme);
  if (!result) return 'no line';
  const { status, value, numerator, denominator, n } = result;
  return status === 'no-data' ? status : [value, numerator, denominator, n];
}

describe('the surveys', () => {
  const participant = { survey: 'participant', programme: 'AB' } as const;

  it.each([
    ['pools answers, not respondents', [answer('r', 1, 6), answer('r', 2, 6), answer('q', 1, 3)], [5, 15, 3, 2]],
    [
      'leaves 7 out, and a respondent who gave nothing else',
      [answer('r', 1, 6), answer('r', 2, 7), answer('q', 1, 7)],
      [6, 6, 1, 1],
    ],
    ['has no data when all answered 7', [answer('r', 1, 7), answer('q', 9, 7)], 'no-data'],
    ['counts all nine questions', [answer('r', 9, 2)], [2, 2, 1, 1]],
    ['counts its own year', [answer('r', 1, 6), answer('r', 1, 1, { year: 2023 })], [6, 6, 1, 1]],
    ['counts its own survey', [answer('r', 1, 6), answer('r', 1, 1, { survey: 'employee' })], [6, 6, 1, 1]],
    [
      'knows a respondent again between others',
      [answer('r', 1, 6), answer('q', 1, 6), answer('r', 2, 6)],
      [6, 18, 3, 2],
    ],
  ])('nav-survey %s', (_name, surveyAnswers, expected) => {
    expect(figure('nav-survey', { surveyAnswers })).toEqual(expected);
  });

  it.each([
    ['leaves question 9 out', [answer('r', 1, 4, participant), answer('r', 9, 1, participant)], [4, 4, 1, 1]],
    ['has no data from question 9 alone', [answer('r', 9, 1, participant)], 'no-data'],
    [
      'is one value for each programme',
      [answer('r', 1, 4, participant), answer('q', 1, 1, { ...participant, programme: 'KIA' })],
      [4, 4, 1, 1],
    ],
  ])('participant-survey %s', (_name, surveyAnswers, expected) => {
    expect(figure('participant-survey', { surveyAnswers }, 'AB')).toEqual(expected);
  });

  it('employee-survey is about the whole provider', () => {
    const surveyAnswers = [answer('r', 1, 4, { survey: 'employee' }), answer('r', 9, 5, { survey: 'employee' })];
    expect(figure('employee-survey', { surveyAnswers })).toEqual([4.5, 9, 2, 1]);
  });

  it('gives the moments over respondents, not answers', () => {
    const surveyAnswers = [answer('r', 1, 6), answer('r', 2, 4), answer('q', 1, 3)];
    // r: sum 10 of 2 answers; q: sum 3 of 1.
    const result = find('nav-survey', calculate(CATALOGUE, tablesOf({ surveyAnswers }), 2024));
    expect(result?.moments).toEqual({ ss: 109, sc: 23, cc: 5 });
  });
});

describe('staff-training', () => {
  it.each([
    ['15 hours by one employee are 2 days', [training('s', 15)], [2, 2, 1, 1]],
    ['hours are summed per member of staff', [training('s', 7.5), training('s', 7.5), training('t', 15)], [2, 4, 2, 2]],
    ['staff without training count', [training('s', 15), training('t', 0)], [1, 2, 2, 2]],
    [
      'staff outside rehabilitation count nowhere',
      [training('s', 15), training('t', 30, { inRehabilitation: false })],
      [2, 2, 1, 1],
    ],
    [
      'hours outside rehabilitation do not count, the person does',
      [training('s', 15), training('s', 30, { inRehabilitation: false })],
      [2, 2, 1, 1],
    ],
    [
      'the year runs from 1 January to 31 December',
      [
        training('s', 7.5, { date: day('2024-01-01') }),
        training('s', 7.5, { date: day('2024-12-31') }),
        training('s', 75, { date: day('2025-01-01') }),
        training('t', 75, { date: day('2023-12-31') }),
      ],
      [2, 2, 1, 1],
    ],
    ['nobody is no data', [training('s', 15, { inRehabilitation: false })], 'no-data'],
    ['tenths add up to whole numbers', [training('s', 0.1), training('s', 0.2), training('s', 7.2)], [1, 1, 1, 1]],
  ])('%s', (_name, staffTraining, expected) => {
    expect(figure('staff-training', { staffTraining })).toEqual(expected);
  });
});

describe('placement-partners', () => {
  const partner = (agreementDate: string | null, lastUsedDate: string | null) => ({
    provider: A,
    partner: `${agreementDate} ${lastUsedDate}`,
    agreementDate: agreementDate === null ? null : day(agreementDate),
    lastUsedDate: lastUsedDate === null ? null : day(lastUsedDate),
  });

  it.each<[string, string | null, string | null, number]>([
    ['agreed and used', '2020-01-01', '2024-06-01', 1],
    ['agreed on the last day', '2024-12-31', '2024-01-01', 1],
    ['agreed the day after', '2025-01-01', '2024-06-01', 0],
    ['nothing in writing', null, '2024-06-01', 0],
    ['used on the last day', '2020-01-01', '2024-12-31', 1],
    ['used the day before the year', '2020-01-01', '2023-12-31', 0],
    ['used the day after the year', '2020-01-01', '2025-01-01', 0],
    ['never used', '2020-01-01', null, 0],
  ])('%s', (_name, agreement, used, count) => {
    expect(figure('placement-partners', { placementPartners: [partner(agreement, used)] })).toEqual([
      count,
      count,
      null,
      count,
    ]);
  });

  it('has no data without a row, which is not the same as none that is active', () => {
    expect(figure('placement-partners', { staffTraining: [training('s', 1)] })).toBe('no-data');
  });
});

describe('placement-participants', () => {
  const inYear = participation('2023-06-01', '2024-06-01');

  it.each<[string, ParticipationRow, [string, string | null, boolean?] | null, number | 'no-data']>([
    ['placed and followed up', inYear, ['2024-02-01', '2024-03-01'], 100],
    ['not placed', inYear, null, 0],
    ['not followed up', inYear, ['2024-02-01', '2024-03-01', false], 0],
    ['placed before the year only', inYear, ['2023-07-01', '2023-12-31'], 0],
    ['one day in the year is enough', inYear, ['2023-07-01', '2024-01-01'], 100],
    ['still there', inYear, ['2023-07-01', null], 100],
    ['placed on the last day of the programme', inYear, ['2024-06-01', '2024-07-01'], 100],
    ['placed after the programme', inYear, ['2024-06-02', null], 0],
    ['placed before the programme', participation('2024-03-01', null), ['2024-01-01', '2024-02-29'], 0],
    [
      'the day of the year and of the programme is one and the same',
      participation('2022-01-01', '2023-12-31'),
      ['2023-01-01', null],
      'no-data',
    ],
    [
      'in the programme on the first day only',
      participation('2023-01-01', '2024-01-01'),
      ['2024-01-01', '2024-01-01'],
      100,
    ],
    ['in the programme on the last day only', participation('2024-12-31', null), ['2024-12-31', null], 100],
    ['started after the year', participation('2025-01-01', null), ['2024-01-01', null], 'no-data'],
  ])('%s', (_name, row, where, expected) => {
    const externalPlacements = where ? [placement(row, ...where)] : [];
    const actual = figure('placement-participants', { participations: [row], externalPlacements }, 'AB');
    expect(actual).toEqual(expected === 'no-data' ? expected : [expected, expected / 100, 1, 1]);
  });

  it('ties a placement to the participation of its own provider', () => {
    const stranger = { ...placement(inYear, '2024-02-01', null), provider: B };
    expect(
      figure('placement-participants', { participations: [inYear], externalPlacements: [stranger] }, 'AB'),
    ).toEqual([0, 0, 1, 1]);
  });

  it('counts a participant with several placements once', () => {
    const externalPlacements = [placement(inYear, '2024-02-01', null), placement(inYear, '2024-03-01', null)];
    expect(figure('placement-participants', { participations: [inYear], externalPlacements }, 'AB')).toEqual([
      100, 1, 1, 1,
    ]);
  });
});

describe('health', () => {
  it.each([
    ['yes of six', checklist('yynnyn'), [50, 3, 6, 6]],
    ['none of six is 0', checklist('nnnnnn'), [0, 0, 6, 6]],
    ['five answered', checklist('yyyyyy').slice(1), 'no-data'],
    ['another year', checklist('yyyyyy', 'AB', 2023), 'no-data'],
    [
      'questions 5 and 6 of another programme',
      [...checklist('yyyy'), ...checklist('nnnnnn', 'KIA').slice(4), ...checklist('yyyyyy').slice(4)],
      [100, 6, 6, 6],
    ],
  ])('%s', (_name, healthChecklist, expected) => {
    expect(figure('health', { healthChecklist }, 'AB')).toEqual(expected);
  });

  it('has a line for a programme that only a participation names', () => {
    const tables = { participations: [participation('2024-01-01', null)], healthChecklist: checklist('yyyy') };
    expect(figure('health', tables, 'AB')).toBe('no-data');
  });
});

describe('what became of those who ended', () => {
  const ended = (endReason: string, other: Partial<ParticipationRow> = {}) =>
    participation('2024-01-01', '2024-03-01', { endReason, ...other });

  it('job-acquisition counts the six reasons of work and breaks them down, zeros too', () => {
    const participations = END_REASONS.map((reason) => ended(reason));
    const result = find('job-acquisition', calculate(CATALOGUE, tablesOf({ participations }), 2024), 'AB');
    expect(result).toMatchObject({ value: 37.5, numerator: 6, denominator: 16, n: 16, moments: null });
    expect(result?.breakdown).toEqual({
      work_unsubsidised: 1,
      work_wage_subsidy: 1,
      work_permanent_wage_subsidy: 1,
      work_with_disability_pension: 1,
      work_disability_pension_bonus: 1,
      work_temporary: 1,
    });
  });

  it('active-solutions counts its three reasons', () => {
    const participations = [...END_REASONS.slice(0, -1), 'medical_treatment'].map((reason) => ended(reason));
    const without = participations.filter(({ endReason }) => endReason !== 'other_programme');
    const result = find('active-solutions', calculate(CATALOGUE, tablesOf({ participations: without }), 2024), 'AB');
    expect(result).toMatchObject({ numerator: 3, denominator: 15 });
    expect(result?.breakdown).toEqual({ education_self_funded: 1, other_programme: 0, medical_treatment: 2 });
  });

  it.each([
    ['on 1 January', '2024-01-01', [100, 1, 1, 1]],
    ['on 31 December', '2024-12-31', [100, 1, 1, 1]],
    ['the day before', '2023-12-31', 'no-data'],
    ['the day after', '2025-01-01', 'no-data'],
    ['not yet', null, 'no-data'],
  ])('counts those who ended %s as it should', (_name, end, expected) => {
    const participations = [participation('2022-01-01', end, end === null ? {} : { endReason: 'work_temporary' })];
    expect(figure('job-acquisition', { participations }, 'AB')).toEqual(expected);
  });

  it.each(['job-acquisition', 'active-solutions', 'time-in-programme'])(
    '%s has no line in VTA and TIA',
    (indicator) => {
      const participations = PROGRAMMES.map((programme) => ended('other', { programme }));
      const results = calculate(CATALOGUE, tablesOf({ participations }), 2024);
      const programmes = results.filter((result) => result.indicator === indicator).map((result) => result.programme);
      expect(programmes).toEqual(['AB', 'APS', 'AVKL', 'KIA']);
    },
  );

  it('formal-qualification counts any qualification, in KIA alone', () => {
    const participations = [...FORMAL_QUALIFICATIONS, 'none', null].map((formalQualification) =>
      ended('other', { programme: 'KIA', formalQualification }),
    );
    expect(figure('formal-qualification', { participations }, 'KIA')).toEqual([400 / 6, 4, 6, 6]);
    expect(figure('formal-qualification', { participations: [ended('other')] }, 'AB')).toBe('no line');
  });
});

describe('durations', () => {
  it.each<[string, ParticipationRow[], string, (number | null)[] | string]>([
    ['same day = 0', [participation('2024-03-01', '2024-03-01')], 'time-in-programme', [0, 0, 1, 1]],
    ['a leap day is a day', [participation('2024-02-26', '2024-03-04')], 'time-in-programme', [1, 1, 1, 1]],
    [
      'the mean in weeks',
      [participation('2024-01-01', '2024-01-15'), participation('2024-01-01', '2024-01-29')],
      'time-in-programme',
      [3, 6, 2, 2],
    ],
    [
      'those with a first workday in the year',
      [
        participation('2023-12-25', null, { firstWorkday: day('2024-01-01') }),
        participation('2023-01-01', null, { firstWorkday: day('2023-12-31') }),
      ],
      'time-to-first-workday',
      [1, 1, 1, 1],
    ],
    [
      'those employed in the year, ended or not',
      [participation('2024-01-01', null, { employedDate: day('2024-12-30') })],
      'time-to-job',
      [52, 52, 1, 1],
    ],
    ['nobody', [participation('2024-01-01', null)], 'time-to-job', 'no-data'],
  ])('%s', (_name, participations, indicator, expected) => {
    expect(figure(indicator, { participations }, 'AB')).toEqual(expected);
  });

  it('gives the moments in the indicator’s unit', () => {
    const participations = [participation('2024-01-01', '2024-01-15'), participation('2024-01-01', '2024-01-29')];
    const result = find('time-in-programme', calculate(CATALOGUE, tablesOf({ participations }), 2024), 'AB');
    expect(result?.moments).toEqual({ ss: 4 + 16, sc: 6, cc: 2 });
  });
});

describe('which lines there are', () => {
  const lineNames = (tables: Partial<DataTables>) =>
    calculate(CATALOGUE, tablesOf(tables), 2024).map(({ provider, programme, indicator }) =>
      [provider, programme, indicator].join(' '),
    );

  it('gives a provider whom any file names its provider-wide lines', () => {
    const wide = ['employee-survey', 'nav-survey', 'placement-partners', 'staff-training'].map(
      (code) => `${A}  ${code}`,
    );
    const coverage = { survey: 'nav' as const, provider: A, programme: 'AB', year: 2020, entitled: 1, offered: 1 };
    expect(lineNames({ surveyCoverage: [coverage] })).toEqual(wide);
    expect(lineNames({ staffTraining: [training('s', 1, { date: day('1999-01-01') })] })).toEqual(wide);
    const entered = { provider: A, indicator: 'x', programme: 'AB', year: 2024, numerator: 1, denominator: null };
    expect(lineNames({ indicatorValues: [entered] })).toEqual(wide);
    const followUp = { provider: A, participationId: 'P', date: day('2024-01-01'), situation: 'other' };
    expect(lineNames({ followUps: [followUp] })).toEqual(wide);
  });

  it.each<[string, Partial<DataTables>]>([
    ['participations', { participations: [participation('1999-01-01', '1999-02-01', { programme: 'VTA' })] }],
    ['the health checklist', { healthChecklist: checklist('yyyyy', 'VTA', 1999) }],
    ['survey answers', { surveyAnswers: [answer('r', 9, 1, { survey: 'participant', programme: 'VTA', year: 1999 })] }],
  ])('gives a programme that %s name its lines, whatever the year', (_name, tables) => {
    expect(lineNames(tables).slice(4)).toEqual(
      ['health', 'participant-survey', 'placement-participants'].map((code) => `${A} VTA ${code}`),
    );
  });

  it('orders by provider, programme and indicator, programme null first', () => {
    const participations = [
      participation('2024-01-01', null, { provider: B }),
      participation('2024-01-01', null, { programme: 'VTA' }),
      participation('2024-01-01', null),
    ];
    const names = lineNames({ participations });
    expect(names).toEqual([...names].sort());
    expect(names).toHaveLength(4 + 8 + 4 + 8 + 3);
  });
});

describe('indicators of the association’s own', () => {
  const base = { ...CATALOGUE[0]!, code: 'own', unit: 'count', scope: 'programme', programmes: 'all' } as const;
  const own = (
    measure: IndicatorDefinition['measure'],
    other: Partial<IndicatorDefinition> = {},
  ): IndicatorDefinition => ({ ...base, measure, ...other });

  it.each<[string, Condition, number]>([
    ['by code', { field: 'gender', in: ['f'] }, 2],
    ['by age', { age: { to: 24 } }, 1],
    ['by background', { field: 'minorityBackground', is: true }, 1],
    [
      'by several at once',
      {
        all: [
          { field: 'gender', in: ['f'] },
          { field: 'minorityBackground', is: true },
        ],
      },
      1,
    ],
    ['by any of several', { any: [{ age: { from: 25, to: 30 } }, { field: 'gender', in: ['m'] }] }, 2],
    ['by what they are not', { not: { field: 'gender', in: ['f'] } }, 1],
    ['by when they started', { inYear: 'startDate' }, 2],
  ])('name which participants they count, %s', (_name, of, expected) => {
    const participations = [
      participation('2024-01-01', null, { gender: 'f', birthYear: 2000, minorityBackground: true }),
      participation('2024-01-01', null, { gender: 'f', birthYear: 1995 }),
      participation('2023-01-01', null, { gender: 'm', birthYear: null }),
    ];
    const results = calculate([own({ kind: 'participation-count', of })], tablesOf({ participations }), 2024);
    expect(results[0]?.value).toBe(expected);
  });

  it('can be about the whole provider but some programmes', () => {
    const measure = { kind: 'participation-count', of: { activeInYear: true } } as const;
    const participations = ['AB', 'KIA', 'VTA'].map((programme) => participation('2024-01-01', null, { programme }));
    const results = calculate(
      [own(measure, { scope: 'provider', programmes: ['AB', 'KIA'] })],
      tablesOf({ participations }),
      2024,
    );
    expect(results.map(({ programme, value }) => [programme, value])).toEqual([[null, 2]]);
  });

  it('take entered numbers, as counts or over a denominator', () => {
    const values = [
      { provider: A, indicator: 'own', programme: null, year: 2024, numerator: 3, denominator: 12 },
      { provider: B, indicator: 'own', programme: null, year: 2024, numerator: 3, denominator: null },
    ];
    const entered = (hasDenominator: boolean, unit: 'percent' | 'count') =>
      calculate(
        [own({ kind: 'entered-number', hasDenominator }, { scope: 'provider', unit })],
        tablesOf({ indicatorValues: values }),
        2024,
      ).map(({ provider, value, n }) => [provider, value, n]);
    expect(entered(true, 'percent')).toEqual([
      [B, null, 0],
      [A, 25, 12],
    ]);
    expect(entered(false, 'count')).toEqual([
      [B, 3, 3],
      [A, 3, 3],
    ]);
  });
});

describe('whatever the rows', () => {
  const date = fc.integer({ min: day('2022-06-01'), max: day('2026-06-01') });
  const provider = fc.constantFrom(A, B);
  const programme = fc.constantFrom('VTA', 'KIA', 'AB');
  const participationRow = fc.record({
    row: fc.record({
      provider,
      programme,
      startDate: date,
      endReason: fc.constantFrom(...END_REASONS),
      firstWorkday: fc.option(date),
      employedDate: fc.option(date),
      formalQualification: fc.option(fc.constantFrom(...FORMAL_QUALIFICATIONS, 'none')),
    }),
    days: fc.option(fc.integer({ min: 0, max: 900 })),
    placements: fc.array(fc.record({ from: date, days: fc.option(fc.nat(200)), followedUp: fc.boolean() }), {
      maxLength: 2,
    }),
  });
  const rows = fc.record({
    participations: fc.array(participationRow, { maxLength: 12 }),
    placementPartners: fc.array(
      fc.record({ provider, agreementDate: fc.option(date), lastUsedDate: fc.option(date) }),
      { maxLength: 4 },
    ),
    staffTraining: fc.array(
      fc.record({
        provider,
        staffId: fc.constantFrom('s', 't'),
        inRehabilitation: fc.boolean(),
        date,
        hours: fc.nat(400).map((tenths) => tenths / 10),
      }),
      { maxLength: 8 },
    ),
    healthChecklist: fc.uniqueArray(
      fc.record({ provider, question: fc.integer({ min: 1, max: 6 }), programme, answer: fc.boolean() }),
      { maxLength: 24, selector: (row) => [row.provider, row.question, row.question > 4 && row.programme].join(' ') },
    ),
    surveyAnswers: fc.array(
      fc.record({
        provider,
        survey: fc.constantFrom('nav', 'participant', 'employee'),
        responseId: fc.constantFrom('r', 'q'),
        programme,
        question: fc.integer({ min: 1, max: 9 }),
        answer: fc.integer({ min: 1, max: 7 }),
      }),
      { maxLength: 20 },
    ),
  });
  const anyTables = rows.map((drawn): DataTables => {
    const participations = drawn.participations.map(({ row, days }) => {
      const hasEnded = days !== null;
      const endDate = hasEnded ? row.startDate + days : null;
      return { ...participation('2024-01-01', null), ...row, endDate, endReason: hasEnded ? row.endReason : null };
    });
    return tablesOf({
      participations,
      externalPlacements: drawn.participations.flatMap(({ placements }, index) =>
        placements.map(({ from, days, followedUp }) => {
          const row = participations[index]!;
          return placement(row, formatDay(from), days === null ? null : formatDay(from + days), followedUp);
        }),
      ),
      placementPartners: drawn.placementPartners.map((row, index) => ({ ...row, partner: `Partner ${index}` })),
      staffTraining: drawn.staffTraining,
      healthChecklist: drawn.healthChecklist.map((row) => ({
        ...row,
        year: 2024,
        programme: row.question > 4 ? row.programme : null,
      })),
      surveyAnswers: drawn.surveyAnswers.map((row) => ({
        ...row,
        year: 2024,
        programme: row.survey === 'participant' ? row.programme : null,
      })),
    });
  });

  /** Sums of decimals differ in the last bit with the order of adding; nothing else may differ. */
  const near = (results: Result[]) =>
    JSON.parse(
      JSON.stringify(results, (_, value: unknown) =>
        typeof value === 'number' ? Number(value.toPrecision(12)) : value,
      ),
    ) as unknown;

  it('their order never matters', () => {
    fc.assert(
      fc.property(anyTables, fc.integer(), (tables, seed) => {
        const shuffled = tablesOf(
          Object.fromEntries(
            Object.entries(tables).map(([name, list]) => [
              name,
              [...list].sort((a, b) => mixed(a, seed) - mixed(b, seed)),
            ]),
          ),
        );
        expect(near(calculate(CATALOGUE, shuffled, 2024))).toEqual(near(calculate(CATALOGUE, tables, 2024)));
      }),
    );
  });

  it('parts that are merged give what the whole gives', () => {
    fc.assert(
      fc.property(anyTables, fc.integer(), (tables, seed) => {
        const parts = [0, 1, 2].map((part) => {
          const isHere = (row: object) => Math.abs(mixed(row, seed)) % 3 === part;
          const participations = tables.participations.filter(isHere);
          const ids = new Set(participations.map(({ participationId }) => participationId));
          const calculation = new Calculation(CATALOGUE, 2024);
          calculation.add({
            ...tablesOf({
              placementPartners: tables.placementPartners.filter(isHere),
              staffTraining: tables.staffTraining.filter(isHere),
              healthChecklist: tables.healthChecklist.filter(isHere),
              surveyAnswers: tables.surveyAnswers.filter(isHere),
            }),
            participations,
            externalPlacements: tables.externalPlacements.filter(({ participationId }) => ids.has(participationId)),
          });
          return calculation;
        });
        const merged = new Calculation(CATALOGUE, 2024);
        for (const part of parts) merged.merge(part);
        expect(near(merged.results())).toEqual(near(calculate(CATALOGUE, tables, 2024)));
      }),
    );
  });

  it('there is a value exactly where there is something to judge it by, and shares lie between 0 and 100', () => {
    const percent = new Set(CATALOGUE.filter(({ unit }) => unit === 'percent').map(({ code }) => code));
    fc.assert(
      fc.property(anyTables, (tables) => {
        for (const { indicator, status, value, numerator, denominator, n, breakdown } of calculate(
          CATALOGUE,
          tables,
          2024,
        )) {
          if (status === 'no-data') {
            expect([value, numerator, denominator, n]).toEqual([null, null, null, 0]);
            continue;
          }
          expect(Number.isFinite(value)).toBe(true);
          if (indicator !== 'placement-partners') expect(Math.min(n, denominator ?? 0)).toBeGreaterThan(0);
          if (percent.has(indicator)) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(100);
          }
          if (breakdown) expect(Object.values(breakdown).reduce((sum, count) => sum + count, 0)).toBe(numerator);
        }
      }),
    );
  });
});

/** A number that depends on a row's contents and the seed alone. */
function mixed(row: object, seed: number): number {
  let hash = seed | 0;
  for (const char of JSON.stringify(row)) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
  return hash;
}
