import { expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import shared from '../../texts/nb.ts';
import { luckSentence, placeText } from './sentences.ts';
import texts from './texts/nb.ts';

const nb = createLanguage('nb', { ...shared, ...texts });

test.each([
  [{ rank: 3, range: { low: 1, high: 41 } }, 'plass 3, sannsynligvis mellom 1 og 41'],
  [{ rank: 1, range: { low: 1, high: 1 } }, 'plass 1, ganske sikkert'],
  [{ rank: 7, range: null }, 'plass 7'],
])('a place and how sure it is: %j', (ranked, text) => {
  expect(placeText(ranked, nb)).toBe(text);
});

const best = [
  { name: 'Ny Von', topFive: 0.31 },
  { name: 'Rett i jobb', topFive: 0.874 },
];
test.each([
  [
    1.6,
    'Trolig er 2 av disse 2 der fordi små tall svinger. Sikrest er Rett i jobb: 87 % sannsynlig blant de fem beste.',
  ],
  [0.2, 'Trolig er ingen av dem der ved flaks. Sikrest er Rett i jobb: 87 % sannsynlig blant de fem beste.'],
])('how many are there by luck: %s', (luck, text) => {
  expect(luckSentence(best, luck, nb)?.replaceAll('\u00A0', ' ')).toBe(text);
});

test('where chance is not known nothing is said', () => {
  expect(luckSentence(best, null, nb)).toBeNull();
});
