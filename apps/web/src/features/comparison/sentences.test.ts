import { describe, expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import shared from '../../texts/nb.ts';
import { comparisonSentence, funnelSentence, shortName } from './sentences.ts';
import type { FunnelCase } from './sentences.ts';
import texts from './texts/nb.ts';

const nb = createLanguage('nb', { ...shared, ...texts });
const INDICATORS = ['Nav-undersøkelsen', 'Formidling til arbeid', 'Oppholdstid'];

describe('a table of providers', () => {
  test('the normal case first, then the one that stands out most, good and weak together', () => {
    const sentence = comparisonSentence(
      [
        { name: 'Bryne Medvirk AS', verdicts: ['WITHIN', 'WITHIN', 'CLEARLY_WEAKER'] },
        { name: 'Lysefjord Industrier AS', verdicts: ['CLEARLY_WEAKER', 'CLEARLY_BETTER', 'WITHIN'] },
        { name: 'Utstein Jobb AS', verdicts: ['WITHIN', 'WEAKER', 'WITHIN'] },
      ],
      INDICATORS,
      nb,
    );
    expect(sentence).toEqual({
      lead: 'De fleste ligger der landet ligger.',
      rest: 'Lysefjord Industrier er klart bedre på formidling til arbeid, men klart svakere på Nav-undersøkelsen. Bryne Medvirk er klart svakere på oppholdstid.',
    });
  });

  test('at most two are named', () => {
    const clear = ['A', 'B', 'C', 'D'].map((name) => ({
      name,
      verdicts: ['CLEARLY_BETTER', 'WITHIN', 'WITHIN'] as const,
    }));
    expect(comparisonSentence(clear, INDICATORS, nb).rest).toMatch(/2 andre skiller seg klart ut på noe\.$/);
  });

  test('nobody clear, and nothing judged', () => {
    expect(comparisonSentence([{ name: 'A', verdicts: ['WITHIN', 'WITHIN', 'WEAKER'] }], INDICATORS, nb).rest).toBe(
      'Ingen skiller seg klart ut.',
    );
    expect(comparisonSentence([{ name: 'A', verdicts: ['NONE', 'NONE', 'NONE'] }], INDICATORS, nb).lead).toBe(
      'Ingen av tallene kan vurderes mot landssnittet.',
    );
  });
});

describe('a funnel', () => {
  const within = (name: string): FunnelCase => ({ name, n: 40, value: '27,0 %', verdict: 'WITHIN', word: 'innenfor' });

  test('how many differ, each of them, and what the rest means', () => {
    const sentence = funnelSentence(
      [
        within('A'),
        { name: 'Utstein Jobb AS', n: 58, value: '10,3 %', verdict: 'WEAKER', word: 'svakere' },
        { name: 'Lysefjord Industrier AS', n: 112, value: '46,4 %', verdict: 'CLEARLY_BETTER', word: 'klart bedre' },
        within('B'),
      ],
      '27,6 %',
      nb,
    );
    expect(sentence).toEqual({
      lead: 'To av 4 skiller seg fra landssnittet på 27,6 %.',
      rest: 'Lysefjord Industrier har 46,4 % av 112, klart bedre. Utstein Jobb har 10,3 % av 58, svakere. De 2 andre ligger der tilfeldigheter alene kan plassere dem, så rekkefølgen mellom dem sier lite.',
    });
  });

  test('nobody differs', () => {
    expect(funnelSentence([within('A'), within('B')], '27,6 %', nb)).toEqual({
      lead: 'Ingen av 2 skiller seg fra landssnittet på 27,6 %.',
      rest: 'Alle 2 ligger der tilfeldigheter alene kan plassere dem, så rekkefølgen mellom dem sier lite.',
    });
  });
});

test('company forms are left out in running text', () => {
  expect(shortName('Lysefjord Industrier AS')).toBe('Lysefjord Industrier');
  expect(shortName('ASVO Drammen')).toBe('ASVO Drammen');
});
