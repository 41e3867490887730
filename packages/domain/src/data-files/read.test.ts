import { describe, expect, it } from 'vitest';
import { formatDay } from '../periods.ts';
import { dataErrorTexts, describe as inWords } from './data-errors.ts';
import { readDataFiles } from './read.ts';
import type { ReadOptions } from './tables.ts';

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

const A = '858405327';
const B = '805064315';
/** A made-up national identity number with right check digits. */
const IDENTITY_NUMBER = '01010750160';

const PARTICIPATIONS = 'provider,participation_id,programme,start_date,end_date,end_reason,first_workday,employed_date';
const ANSWERS = 'survey,provider,programme,year,response_id,question,answer';

function read(files: Record<string, string | Uint8Array>, options?: ReadOptions) {
  const list = Object.entries(files).map(([name, content]) => ({
    name,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  }));
  return readDataFiles(list, options);
}

/** The errors as `file:line:column code`. */
const errorsOf = (files: Record<string, string | Uint8Array>, options?: ReadOptions) =>
  read(files, options).errors.map(
    ({ file, line, column, code }) => `${file.replace('.csv', '')}:${line}:${column} ${code}`,
  );

const lines = (...rows: string[]) => `${rows.join('\n')}\n`;

describe('files that are valid though awkward', () => {
  it('reads semicolons, a byte order mark, CRLF, mixed case, decimal commas and Norwegian dates', () => {
    const { tables, errors } = read({
      'Staff_Training.csv': `\ufeffPROVIDER;Hours;in_rehabilitation;DATE;staff_id\r\n${A};7,5;JA;29.02.2024;s0\r\n${A};0;False;2024-01-01;s1\r\n\r\n`,
    });
    expect(errors).toEqual([]);
    expect(tables.staffTraining.map((row) => ({ ...row, date: formatDay(row.date) }))).toEqual([
      { provider: A, hours: 7.5, inRehabilitation: true, date: '2024-02-29', staffId: 's0' },
      { provider: A, hours: 0, inRehabilitation: false, date: '2024-01-01', staffId: 's1' },
    ]);
  });

  it('reads Windows-1252, quotes, separators and line ends inside quotes', () => {
    const text = `provider;partner;agreement_date;last_used_date\r\n${A};"Ærlig; ""Sånn""\nAS €";;01.06.2024\r\n`;
    const bytes = Uint8Array.from(text, (char) => (char === '€' ? 0x80 : char.charCodeAt(0)));
    const { tables, errors } = read({ 'placement_partners.csv': bytes });
    expect(errors).toEqual([]);
    expect(tables.placementPartners[0]?.partner).toBe('Ærlig; "Sånn"\nAS €');
  });

  it('trims and normalises, so that a name in two spellings of å is one', () => {
    const { tables, errors } = read({
      'placement_partners.csv': lines('provider,partner', `${A},  A\u030ase\u00a0`, `${B},\u00c5se`),
    });
    expect(errors).toEqual([]);
    expect(tables.placementPartners.map(({ partner }) => partner)).toEqual(['\u00c5se', '\u00c5se']);
    expect(
      errorsOf({ 'placement_partners.csv': lines('provider,partner', `${A},A\u030ase`, `${A},\u00c5se`) }),
    ).toEqual(['placement_partners:3:- duplicate-key']);
  });

  it('tells codes in any case and keeps ids as they are', () => {
    const { tables, errors } = read({
      'participations.csv': lines(
        PARTICIPATIONS,
        `${A},vta-1,vTa,2024-01-01,2024-02-01,OTHER,,`,
        `${A},VTA-1,kia,2024-01-01,,,,`,
      ),
    });
    expect(errors).toEqual([]);
    expect(
      tables.participations.map((row) => [row.participationId, row.programme, row.endReason, row.navOffice]),
    ).toEqual([
      ['vta-1', 'VTA', 'other', null],
      ['VTA-1', 'KIA', null, null],
    ]);
  });

  it.each(['"note, a, b, c";provider;partner', 'note, a, b, c;provider;partner'])(
    'tells the separator by the known headers: %s',
    (header) => {
      const { tables, errors } = read({ 'placement_partners.csv': lines(header, `x;${A};Rema`) });
      expect(errors).toEqual([]);
      expect(tables.placementPartners).toHaveLength(1);
    },
  );

  it('reports unknown columns and files, and ignores them', () => {
    const { tables, errors, notices } = read({
      'placement_partners.csv': lines('provider,partner,Colour', `${A},Rema,red`),
      'notes.csv': 'a,b\n',
    });
    expect(errors).toEqual([]);
    expect(tables.placementPartners[0]).not.toHaveProperty('colour');
    expect(notices.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      'notes.csv: the file or sheet is unknown and ignored',
      'placement_partners.csv: the column "colour" is unknown and ignored',
    ]);
  });

  it('takes an empty file, a header alone, rows of empty cells and a last line without an end', () => {
    const { tables, errors, notices } = read({
      'participations.csv': '',
      'staff_training.csv': 'provider,staff_id,in_rehabilitation,date,hours',
      'placement_partners.csv': `provider,partner,agreement_date\n,,\n\n${A},Rema,`,
    });
    expect(errors).toEqual([]);
    expect(tables.placementPartners).toHaveLength(1);
    expect(notices.map(({ code }) => code)).toEqual(['empty-file']);
  });

  it('accepts what is odd but allowed', () => {
    expect(
      errorsOf({
        // Work after the end, whatever the end reason; a future date; the same day.
        'participations.csv': lines(PARTICIPATIONS, `${A},1,AB,2024-01-01,2024-01-01,illness,2030-01-01,2031-01-01`),
        // Outside the participation.
        'external_placements.csv': lines(
          'provider,participation_id,partner,start_date,end_date,followed_up',
          `${A},1,Rema,2020-01-01,2020-01-01,ja`,
        ),
        'placement_partners.csv': lines(
          'provider,partner,agreement_date,last_used_date',
          `${A},Rema,2024-06-01,2024-01-01`,
        ),
        // Hours above 24, the same day twice, in rehabilitation in one row and not in another.
        'staff_training.csv': lines(
          'provider,staff_id,in_rehabilitation,date,hours',
          `${A},s,1,2024-01-01,40`,
          `${A},s,0,2024-01-01,40`,
        ),
        'survey_answers.csv': lines(
          ANSWERS,
          `participant,${A},AB,2024,r,9,1`,
          `participant,${A},AB,2024,q,9,Nei`,
          `nav,${A},,2024,r,9,7`,
        ),
        'survey_coverage.csv': lines(
          'survey,provider,programme,year,entitled,offered',
          `participant,${A},AB,2024,10,9`,
        ),
        'follow_ups.csv': lines('provider,participation_id,date,situation', `${A},1,2025-01-01,unknown`),
        'indicator_values.csv': lines(
          'provider,indicator,programme,year,numerator,denominator',
          `${A},sick-leave,,2024,-1.5,`,
        ),
      }),
    ).toEqual([]);
  });

  it('takes off the apostrophe that keeps a formula from running, and no other', () => {
    const { tables } = read({
      'placement_partners.csv': lines('provider,partner', `${A},'=1+1`, `${A},''@x`, `${A},'s-Heeren`, `${A},-dash`),
    });
    expect(tables.placementPartners.map(({ partner }) => partner)).toEqual(['=1+1', "'@x", "'s-Heeren", '-dash']);
  });
});

const placements = (...rows: string[]) => ({
  'participations.csv': lines(PARTICIPATIONS, `${A},1,AB,2024-01-01,,,,`),
  'external_placements.csv': lines('provider,participation_id,partner,start_date,end_date,followed_up', ...rows),
});
const participations = (...rows: string[]) => ({ 'participations.csv': lines(PARTICIPATIONS, ...rows) });
const answers = (...rows: string[]) => ({ 'survey_answers.csv': lines(ANSWERS, ...rows) });
const health = (...rows: string[]) => ({
  'health_checklist.csv': lines('provider,year,programme,question,answer', ...rows),
});
const training = (...rows: string[]) => ({
  'staff_training.csv': lines('provider,staff_id,in_rehabilitation,date,hours', ...rows),
});

describe('errors, each with its file, line and column', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'a check digit that is wrong',
      participations('858405328,1,AB,2024-01-01,,,,'),
      ['participations:2:provider not-an-organisation-number'],
    ],
    ['an empty required cell', participations(`${A},,AB,2024-01-01,,,,`), ['participations:2:participation_id empty']],
    ['an unknown programme', participations(`${A},1,XYZ,2024-01-01,,,,`), ['participations:2:programme unknown-code']],
    [
      'a date that does not exist',
      participations(`${A},1,AB,2023-02-29,,,,`),
      ['participations:2:start_date not-a-date'],
    ],
    [
      'an end before the start',
      participations(`${A},1,AB,2024-01-02,2024-01-01,other,,`),
      ['participations:2:end_date before-start'],
    ],
    [
      'work before the start',
      participations(`${A},1,AB,2024-01-02,,,2024-01-01,2023-01-01`),
      ['participations:2:first_workday before-start', 'participations:2:employed_date before-start'],
    ],
    [
      'an end without a reason',
      participations(`${A},1,AB,2024-01-01,2024-02-01,,,`),
      ['participations:2:end_reason end-reason-missing'],
    ],
    [
      'a reason without an end',
      participations(`${A},1,AB,2024-01-01,,other,,`),
      ['participations:2:end_reason end-reason-without-end-date'],
    ],
    [
      'only the date where a reason stands beside a wrong one',
      participations(`${A},1,AB,2024-01-01,soon,other,,`),
      ['participations:2:end_date not-a-date'],
    ],
    [
      'the later of two equal keys',
      participations(`${A},1,AB,2024-01-01,,,,`, `${B},1,AB,2024-01-01,,,,`, `${A},1,KIA,2023-01-01,,,,`),
      ['participations:4:- duplicate-key'],
    ],
    [
      'a repeated key though a cell beside it is wrong',
      participations(`${A},1,AB,x,,,,`, `${A},1,AB,2024-01-01,,,,`),
      ['participations:2:start_date not-a-date', 'participations:3:- duplicate-key'],
    ],
    [
      'too few and too many fields',
      participations(`${A},1,AB`, `${A},2,AB,2024-01-01,,,,,`),
      ['participations:2:- wrong-field-count', 'participations:3:- wrong-field-count'],
    ],
    [
      'all errors of a row at once',
      participations(`1,,XX,,,,,`),
      [
        'participations:2:provider not-an-organisation-number',
        'participations:2:participation_id empty',
        'participations:2:programme unknown-code',
        'participations:2:start_date empty',
      ],
    ],
    [
      'a placement without its participation',
      placements(`${B},1,Rema,2024-01-01,,ja`, `${A},2,Rema,2024-01-01,,ja`),
      [
        'external_placements:2:participation_id no-participation',
        'external_placements:3:participation_id no-participation',
      ],
    ],
    [
      'a placement that ends before it starts',
      placements(`${A},1,Rema,2024-01-02,2024-01-01,ja`),
      ['external_placements:2:end_date before-start'],
    ],
    [
      'neither yes nor no',
      placements(`${A},1,Rema,2024-01-02,,maybe`),
      ['external_placements:2:followed_up not-yes-or-no'],
    ],
    [
      'a placement twice',
      placements(`${A},1,Rema,2024-01-02,,ja`, `${A},1,Rema,02.01.2024,,nei`),
      ['external_placements:3:- duplicate-key'],
    ],
    [
      'a follow-up without its participation',
      { 'follow_ups.csv': lines('provider,participation_id,date,situation', `${A},1,2024-01-01,other`) },
      ['follow_ups:2:participation_id no-participation'],
    ],
    [
      'a situation that is no end reason',
      {
        ...placements(),
        'follow_ups.csv': lines('provider,participation_id,date,situation', `${A},1,2024-01-01,happy`),
      },
      ['follow_ups:2:situation unknown-code'],
    ],
    [
      'hours below 0 and thousands with a space',
      training(`${A},s,ja,2024-01-01,-1`, `${A},s,ja,2024-01-01,1 000`),
      ['staff_training:2:hours not-zero-or-more', 'staff_training:3:hours not-zero-or-more'],
    ],
    [
      'a programme on health questions 1–4 and none on 5–6',
      health(`${A},2024,AB,4,ja`, `${A},2024,,5,ja`),
      ['health_checklist:2:programme programme-not-allowed', 'health_checklist:3:programme programme-missing'],
    ],
    [
      'a health question off the list, and twice',
      health(`${A},2024,,7,ja`, `${A},2024,,0,ja`, `${A},2024,,1,ja`, `${A},2024,,1,nei`),
      [
        'health_checklist:2:question off-scale',
        'health_checklist:3:question off-scale',
        'health_checklist:5:- duplicate-key',
      ],
    ],
    ['a year that is none', health(`${A},24,,1,ja`), ['health_checklist:2:year not-a-year']],
    [
      'an answer off the scale',
      answers(
        `nav,${A},,2024,r,1,8`,
        `employee,${A},,2024,r,1,7`,
        `participant,${A},AB,2024,r,1,7`,
        `nav,${A},,2024,r,2,0`,
        `nav,${A},,2024,r,3,3.5`,
        `nav,${A},,2024,r,4,ja`,
      ),
      [2, 3, 4, 5, 6, 7].map((line) => `survey_answers:${line}:answer off-scale`),
    ],
    [
      'an answer that no question has beside a wrong question',
      answers(`employee,${A},,2024,r,10,7`, `nav,${A},,2024,r,0,ja`, `participant,${A},AB,2024,r,x,ja`),
      [
        'survey_answers:2:question off-scale',
        'survey_answers:2:answer off-scale',
        'survey_answers:3:question off-scale',
        'survey_answers:3:answer off-scale',
        'survey_answers:4:question off-scale',
      ],
    ],
    [
      'a number where participants say yes or no',
      answers(`participant,${A},AB,2024,r,9,6`),
      ['survey_answers:2:answer not-yes-or-no'],
    ],
    [
      'a programme too many or missing',
      answers(`nav,${A},AB,2024,r,1,6`, `employee,${A},AB,2024,r,1,6`, `participant,${A},,2024,r,1,6`),
      [
        'survey_answers:2:programme programme-not-allowed',
        'survey_answers:3:programme programme-not-allowed',
        'survey_answers:4:programme programme-missing',
      ],
    ],
    [
      'two programmes in one response, wherever its rows stand',
      answers(
        `participant,${A},AB,2024,r,1,6`,
        `participant,${A},KIA,2024,q,1,6`,
        `participant,${A},KIA,2024,r,2,6`,
        `participant,${A},KIA,2023,r,2,6`,
      ),
      ['survey_answers:4:programme two-programmes'],
    ],
    [
      'one question answered twice',
      answers(`nav,${A},,2024,r,1,6`, `nav,${A},,2024,q,1,6`, `nav,${A},,2024,r,1,5`),
      ['survey_answers:4:- duplicate-key'],
    ],
    ['an unknown survey', answers(`office,${A},,2024,r,1,6`), ['survey_answers:2:survey unknown-code']],
    [
      'a programme that an indicator needs',
      {
        'indicator_values.csv': lines(
          'provider,indicator,programme,year,numerator,denominator',
          `${A},Health,,2024,1,2`,
        ),
      },
      ['indicator_values:2:programme programme-missing'],
    ],
    [
      'a count that is no whole number',
      {
        'survey_coverage.csv': lines(
          'survey,provider,programme,year,entitled,offered',
          `nav,${A},,2024,1.5,-1`,
          `employee,${A},,年,9,x`,
        ),
      },
      [
        'survey_coverage:2:entitled not-a-whole-number',
        'survey_coverage:2:offered not-a-whole-number',
        'survey_coverage:3:year not-a-year',
        'survey_coverage:3:offered not-a-whole-number',
      ],
    ],
    [
      'a text that goes on after its quotes, and one that never ends',
      { 'placement_partners.csv': `provider,partner\n${A},"Re"ma\n${A},Kiwi\n${A},"Spar\n${A},Joker\n` },
      ['placement_partners:2:- text-after-quote', 'placement_partners:4:- unclosed-quote'],
    ],
    [
      'a header that cannot be read, without taking the next row for one',
      { 'placement_partners.csv': `"provider"x,partner\n${A},Rema\n` },
      ['placement_partners:1:- text-after-quote'],
    ],
    [
      'rows of far too many fields',
      { 'placement_partners.csv': `provider,partner\n${','.repeat(5000)}\n${A},Rema\n${A},Rema\n` },
      ['placement_partners:2:- too-many-fields', 'placement_partners:4:- duplicate-key'],
    ],
    [
      'a header of far too many fields',
      { 'placement_partners.csv': ';'.repeat(5000) },
      ['placement_partners:1:- too-many-fields'],
    ],
    [
      'a file that is not text',
      { 'placement_partners.csv': 'provider,partner\0' },
      ['placement_partners:1:- unreadable'],
    ],
    [
      'a header twice and one missing, in any case',
      { 'placement_partners.csv': lines('Provider,PROVIDER,colour,Colour', `${A},${A},,`) },
      [
        'placement_partners:1:provider header-twice',
        'placement_partners:1:colour header-twice',
        'placement_partners:1:partner column-missing',
      ],
    ],
    [
      'a table twice',
      { 'placement_partners.csv': '', 'PLACEMENT_PARTNERS.csv': '' },
      ['PLACEMENT_PARTNERS:1:- table-twice'],
    ],
  ])('tells %s', (_name, files, expected) => expect(errorsOf(files)).toEqual(expected));

  it('counts lines inside quotes, so that later records keep their place', () => {
    const text = `provider,partner\r\n\r\n${A},"a\r\nb\nc"\r\n858405328,d\r\n`;
    expect(errorsOf({ 'placement_partners.csv': text })).toEqual([
      'placement_partners:6:provider not-an-organisation-number',
    ]);
  });

  it('tells the value and what was expected', () => {
    const [error] = read(participations(`${A},1,AB,31.02.2024,,,,`)).errors;
    expect(error).toMatchObject({
      value: '31.02.2024',
      message: '"31.02.2024" is not a date that exists; expected YYYY-MM-DD or DD.MM.YYYY',
    });
    const [repeated] = read(participations(`${A},1,AB,2024-01-01,,,,`, `${A}, 1,KIA,2023-01-01,,,,`)).errors;
    expect(repeated).toMatchObject({
      value: `${A}, 1`,
      message: `the row repeats an earlier one with "${A}, 1"; expected each row to have its own provider, participation_id`,
    });
    const [code] = read({ 'external_placements.csv': 'provider', 'follow_ups.csv': 'provider' }).errors;
    expect(code?.message).toBe('the required column is missing from the header');
  });

  it('keeps each message on one line, however the cell looks', () => {
    const [error] = read({
      'staff_training.csv': `provider,staff_id,in_rehabilitation,date,hours\n${A},s,"ja\n\u001b[2Jne\u0085i",2024-01-01,1\n`,
    }).errors;
    expect(error?.message).toMatch(/^"ja \[2Jne i" is neither/);
  });

  it('cuts long cells and headers short', () => {
    const long = 'x'.repeat(5000);
    const { errors, notices } = read({
      'placement_partners.csv': lines(`provider,partner,${long},${long}y,${long}`, `${long},Rema,,,`),
    });
    expect(errors.map(({ line, column }) => [line, column.length])).toEqual([
      [1, 101],
      [2, 8],
    ]);
    for (const { message } of [...errors, ...notices]) expect(message.length).toBeLessThan(200);
  });

  it('lists the first 1,000 of a file and counts the rest', () => {
    const rows = Array.from({ length: 1500 }, (_, index) => `${A},${index},XX,2024-01-01,,,,`);
    const { errors, errorCounts } = read({ ...participations(...rows), ...health(`${A},2024,,9,ja`) });
    expect(errors.filter(({ file }) => file === 'participations.csv')).toHaveLength(1000);
    expect(errors.at(-1)?.file).toBe('health_checklist.csv');
    expect(errorCounts).toEqual({ 'participations.csv': 1500, 'health_checklist.csv': 1 });
  });
});

describe('national identity numbers', () => {
  it.each<[string, Record<string, string>, string]>([
    ['an id', participations(`${A},${IDENTITY_NUMBER},AB,2024-01-01,,,,`), 'participations:2:participation_id'],
    [
      'a name',
      { 'placement_partners.csv': lines('provider,partner', `${A},Kari ${IDENTITY_NUMBER}`) },
      'placement_partners:2:partner',
    ],
    [
      'an unknown column',
      { 'placement_partners.csv': lines('provider,partner,note', `${A},Kari,${IDENTITY_NUMBER}`) },
      'placement_partners:2:note',
    ],
    ['a number', training(`${A},s,ja,2024-01-01,${IDENTITY_NUMBER}`), 'staff_training:2:hours'],
    ['a date', training(`${A},s,ja,${IDENTITY_NUMBER},1`), 'staff_training:2:date'],
    ['a header', { 'placement_partners.csv': lines(`provider,partner,${IDENTITY_NUMBER}`) }, 'placement_partners:1:-'],
  ])('are refused in %s without a word of them', (_name, files, place) => {
    const result = read(files);
    expect(errorsOf(files)).toEqual([`${place} identity-number`]);
    expect(JSON.stringify({ ...result, tables: null })).not.toContain(IDENTITY_NUMBER);
  });
});

describe('with a register', () => {
  const register = {
    providers: new Set([A]),
    navOffices: new Set(['0301']),
    participations: new Map([[A, new Set(['old'])]]),
  };

  it('refuses providers that are not the importer’s and offices that do not exist', () => {
    const files = {
      'participations.csv': lines(
        'provider,participation_id,programme,start_date,nav_office',
        `${A},1,AB,2024-01-01,0301`,
        `${B},1,AB,2024-01-01,9999`,
      ),
    };
    expect(errorsOf(files, { register })).toEqual([
      'participations:3:provider unknown-provider',
      'participations:3:nav_office unknown-nav-office',
    ]);
  });

  it('finds the participation of a placement among those that are there already', () => {
    expect(errorsOf(placements(`${A},old,Rema,2024-01-01,,ja`), { register })).toEqual([]);
  });

  it('knows the programmes and indicators that the installation has', () => {
    const options = { programmes: ['AFT'], indicators: [{ code: 'sick-leave', scope: 'programme' as const }] };
    const header = 'provider,indicator,programme,year,numerator,denominator';
    const rows = [`${A},sick-leave,AFT,2024,1,`, `${A},sick-leave,,2024,1,`, `${A},other,AB,2024,1,`];
    expect(errorsOf({ 'indicator_values.csv': lines(header, ...rows) }, options)).toEqual([
      'indicator_values:3:programme programme-missing',
      'indicator_values:4:indicator unknown-code',
      'indicator_values:4:programme unknown-code',
    ]);
  });
});

describe('the wording of errors', () => {
  it('names the same things in each language', () => {
    for (const words of Object.values(dataErrorTexts)) {
      const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
      expect(names(words.nb)).toEqual(names(words.en));
      expect(names(words.nn)).toEqual(names(words.en));
    }
  });

  it('fills in the value and the params', () => {
    const error = { code: 'before-start', params: { start: '2024-01-02' }, value: '2024-01-01' } as const;
    expect(inWords(error, 'nb')).toBe('«2024-01-01» ligger før startdatoen 2024-01-02; ventet den dagen eller senere');
  });
});
