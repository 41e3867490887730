import { expect, test } from 'vitest';
import { referenceOf, selectionOf } from './choice.ts';

test.each([
  [undefined, 'NATION', null],
  ['target', 'TARGET', null],
  ['last-year', 'LAST_YEAR', null],
  ['list-Kysten', 'FAVOURITES', 'Kysten'],
  ['everything', 'NATION', null],
])('the reference %s in an address is %s %s', (word, reference, list) => {
  expect(referenceOf({ reference: word })).toEqual({ reference, list });
});

test('what is shown follows the address', () => {
  expect(selectionOf({ columns: 'a,b', clear: 'yes', name: 'vekst', group: 'size-2', order: 'a' }, undefined)).toEqual({
    columns: ['a', 'b'],
    clear: true,
    name: 'vekst',
    size: 2,
    order: 'a',
    members: undefined,
  });
});
