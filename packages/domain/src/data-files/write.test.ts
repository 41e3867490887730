import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../periods.ts';
import { readDataFiles } from './read.ts';
import { END_REASONS, FORMAL_QUALIFICATIONS, PROGRAMMES, SURVEYS, emptyTables } from './rows.ts';
import type { DataTables, TableName } from './rows.ts';
import { dataTables } from './tables.ts';
import { writeDataFile } from './write.ts';

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

const DEFINITIONS = dataTables();
const names = Object.keys(emptyTables()) as TableName[];

const written = (tables: DataTables) =>
  names.map((name) => ({ name: DEFINITIONS[name].file, content: writeDataFile(name, tables[name]) }));

function roundTrip(tables: DataTables) {
  return readDataFiles(
    written(tables).map(({ name, content }) => ({ name, bytes: new TextEncoder().encode(content) })),
  );
}

describe('writeDataFile', () => {
  it('writes every column, sorted by key, dates and numbers in one form', () => {
    const row = { provider: '858405327', partner: 'Rema', agreementDate: null, lastUsedDate: parseDay('29.02.2024') };
    expect(
      writeDataFile('placementPartners', [row, { ...row, partner: 'A "B", C' }, { ...row, provider: '805064315' }]),
    ).toBe(
      [
        'provider,partner,agreement_date,last_used_date',
        '805064315,Rema,,2024-02-29',
        '858405327,"A ""B"", C",,2024-02-29',
        '858405327,Rema,,2024-02-29',
        '',
      ].join('\r\n'),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+47', "'+47"],
    ['-', "'-"],
    ['@x', "'@x"],
    ["'=1", "''=1"],
    ["'s-Heeren", "'s-Heeren"],
    ['1-2', '1-2'],
  ])('writes %j as %j, which no spreadsheet runs', (partner, cell) => {
    const row = { provider: '858405327', partner, agreementDate: null, lastUsedDate: null };
    expect(writeDataFile('placementPartners', [row]).split('\r\n')[1]).toBe(`858405327,${cell},,`);
    expect(roundTrip({ ...emptyTables(), placementPartners: [row] }).tables.placementPartners).toEqual([row]);
  });

  it('is what reading takes apart: any rows come back the same', () => {
    fc.assert(
      fc.property(anyTables, (tables) => {
        const { tables: back, errors } = roundTrip(tables);
        expect(errors).toEqual([]);
        for (const name of names)
          expect(new Set(back[name].map(canonical))).toEqual(new Set(tables[name].map(canonical)));
        expect(written(back)).toEqual(written(tables));
      }),
    );
  });
});

const canonical = (row: object) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Ids and names as reading gives them: trimmed, normalised, not empty, no identity number. */
const name = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc
      .array(fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\n', '\r\n', 'å', 'A\u030a', ' ', '1'), {
        maxLength: 6,
      })
      .map((parts) => parts.join('')),
  )
  .map((text) => text.replaceAll('\0', '').trim().normalize('NFC').trim())
  .filter((text) => text !== '');
const provider = fc.constantFrom('858405327', '805064315');
const day = fc.integer({ min: -30_000, max: 60_000 });
const code = (codes: readonly string[]) => fc.constantFrom(...codes);
const year = fc.integer({ min: 2000, max: 2030 });
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const participation = fc
  .record({
    provider,
    participationId: name,
    programme: code(PROGRAMMES),
    navOffice: optional(fc.constantFrom('0301', '5701')),
    startDate: day,
    days: optional(fc.nat(1000)),
    reason: code(END_REASONS),
    workdays: optional(fc.nat(1000)),
    employed: optional(fc.nat(1000)),
    formalQualification: optional(code([...FORMAL_QUALIFICATIONS, 'none'])),
    gender: optional(code(['f', 'm', 'x'])),
    birthYear: optional(fc.integer({ min: 1940, max: 2010 })),
    workAbility: optional(code(['low', 'medium', 'high'])),
    basicSkills: optional(code(['low', 'medium', 'high'])),
    minorityBackground: optional(fc.boolean()),
  })
  .map(({ days, reason, workdays, employed, ...row }) => ({
    ...row,
    endDate: days === null ? null : row.startDate + days,
    endReason: days === null ? null : reason,
    firstWorkday: workdays === null ? null : row.startDate + workdays,
    employedDate: employed === null ? null : row.startDate + employed,
  }));

const unique = <T>(arbitrary: fc.Arbitrary<T>, key: (row: T) => unknown[]) =>
  fc.uniqueArray(arbitrary, { maxLength: 6, selector: (row) => JSON.stringify(key(row)) });

const anyTables: fc.Arbitrary<DataTables> = unique(participation, (row) => [row.provider, row.participationId]).chain(
  (participations) => {
    const someone = participations.length === 0 ? null : fc.constantFrom(...participations);
    return fc.record({
      participations: fc.constant(participations),
      externalPlacements: someone
        ? unique(
            fc
              .record({ someone, partner: name, startDate: day, days: optional(fc.nat(300)), followedUp: fc.boolean() })
              .map(({ someone: { provider, participationId }, days, ...row }) => ({
                provider,
                participationId,
                ...row,
                endDate: days === null ? null : row.startDate + days,
              })),
            (row) => [row.provider, row.participationId, row.partner, row.startDate],
          )
        : fc.constant([]),
      placementPartners: unique(
        fc.record({ provider, partner: name, agreementDate: optional(day), lastUsedDate: optional(day) }),
        (row) => [row.provider, row.partner],
      ),
      staffTraining: fc.array(
        fc.record({
          provider,
          staffId: name,
          inRehabilitation: fc.boolean(),
          date: day,
          hours: fc.double({ min: 0, max: 1e6, noNaN: true }).map((hours) => hours + 0),
        }),
        { maxLength: 5 },
      ),
      healthChecklist: unique(
        fc
          .record({
            provider,
            year,
            programme: code(PROGRAMMES),
            question: fc.integer({ min: 1, max: 6 }),
            answer: fc.boolean(),
          })
          .map((row) => ({ ...row, programme: row.question > 4 ? row.programme : null })),
        (row) => [row.provider, row.year, row.programme, row.question],
      ),
      followUps: someone
        ? unique(
            fc
              .record({ someone, date: day, situation: code([...END_REASONS, 'unknown']) })
              .map(({ someone: { provider, participationId }, ...row }) => ({ provider, participationId, ...row })),
            (row) => [row.provider, row.participationId, row.date],
          )
        : fc.constant([]),
      surveyCoverage: unique(
        fc
          .record({
            survey: fc.constantFrom(...SURVEYS),
            provider,
            programme: optional(code(PROGRAMMES)),
            year,
            entitled: fc.nat(),
            offered: fc.nat(),
          })
          .map((row) => ({ ...row, entitled: row.entitled % 1e9, offered: row.offered % 1e9 })),
        (row) => [row.survey, row.provider, row.programme, row.year],
      ),
      indicatorValues: unique(
        fc.record({
          provider,
          indicator: fc.constantFrom('sick-leave', 'turnover'),
          programme: optional(code(PROGRAMMES)),
          year,
          numerator: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
          denominator: optional(fc.nat()),
        }),
        (row) => [row.provider, row.indicator, row.programme, row.year],
      ),
      surveyAnswers: unique(
        fc
          .record({
            survey: fc.constantFrom(...SURVEYS),
            provider,
            year,
            responseId: name,
            question: fc.integer({ min: 1, max: 9 }),
            answer: fc.integer({ min: 1, max: 6 }),
          })
          .map((row) => ({
            ...row,
            programme: row.survey === 'participant' ? 'AB' : null,
            answer: row.survey === 'participant' && row.question === 9 ? row.answer % 2 : row.answer,
          })),
        (row) => [row.survey, row.provider, row.year, row.responseId, row.question],
      ),
    });
  },
);
