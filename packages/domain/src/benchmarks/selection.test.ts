import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verdict } from './compare.ts';
import { chosenColumns, groupNamed, selectRows } from './selection.ts';

const COLUMNS = [
  { code: 'job', direction: 'higher' as const },
  { code: 'wait', direction: 'lower' as const },
  { code: 'stay', direction: 'band' as const, band: { low: 40, high: 60 } },
];
const row = (name: string, values: (number | null)[], verdicts: Verdict[] = [], sizeQuarter: number | null = 1) => ({
  number: name,
  name,
  sizeQuarter,
  cells: COLUMNS.map((_, place) => ({ value: values[place] ?? null, verdict: verdicts[place] ?? ('within' as const) })),
});
const ROWS = [
  row('Ørn', [10, 5, 70], ['clearly-better']),
  row('Ask', [30, 9, 50], ['better']),
  row('Bjørk', [null, 7, 30], ['none', 'clearly-weaker'], 4),
];
const collator = new Intl.Collator('nb');
const select = (selection: Parameters<typeof selectRows>[2]) =>
  selectRows(ROWS, COLUMNS, selection, collator.compare).map(({ name }) => name);

describe('the rows of a comparison', () => {
  test.each([
    ['by name, as Norwegian has it', {}, ['Ask', 'Bjørk', 'Ørn']],
    ['highest first; without a value last', { order: 'job' }, ['Ask', 'Ørn', 'Bjørk']],
    ['lowest first where lower is better', { order: 'wait' }, ['Ørn', 'Bjørk', 'Ask']],
    ['nearest to the band first; equals by name', { order: 'stay' }, ['Ask', 'Bjørk', 'Ørn']],
    ['an indicator that is not there', { order: 'other' }, ['Ask', 'Bjørk', 'Ørn']],
    ['part of a name, whatever the case', { name: ' ØR' }, ['Bjørk', 'Ørn']],
    ['clear ones alone', { clear: true }, ['Bjørk', 'Ørn']],
    ['clear ones among the chosen columns', { clear: true, columns: ['wait'] }, ['Bjørk']],
    ['by size', { size: 4 }, ['Bjørk']],
    ['those on a list', { members: new Set(['Ask', 'Eik']) }, ['Ask']],
    ['all at once', { members: new Set(['Ask', 'Bjørk']), size: 1, name: 'b' }, []],
  ])('%s', (_, selection, names) => {
    expect(select(selection)).toEqual(names);
  });

  test('every filter only takes away', () => {
    const selection = fc.record(
      {
        name: fc.constantFrom('a', 'ø', ''),
        clear: fc.boolean(),
        size: fc.integer({ min: 1, max: 4 }),
        order: fc.constantFrom('job', 'wait', 'stay'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(selection, (given) => {
        const all = new Set(select({ order: given.order }));
        const some = select(given);
        expect(new Set(some).size).toBe(some.length);
        expect(some.every((name) => all.has(name))).toBe(true);
      }),
    );
  });
});

test('the columns that were chosen stand in the usual order; of none that is known all', () => {
  expect(chosenColumns(COLUMNS, { columns: ['stay', 'job'] })).toEqual([0, 2]);
  expect(chosenColumns(COLUMNS, { columns: ['gone'] })).toEqual([0, 1, 2]);
  expect(chosenColumns(COLUMNS, {})).toEqual([0, 1, 2]);
});

describe('a group in an address', () => {
  test.each([
    ['size-4', { size: 4 }],
    ['size-5', null],
    ['peers-310370002', { peersOf: '310370002' }],
    ['list-På kysten - nord', { list: 'På kysten - nord' }],
    ['other', null],
    [undefined, null],
  ])('%s', (text, group) => {
    expect(groupNamed(text)).toEqual(group);
  });
});
