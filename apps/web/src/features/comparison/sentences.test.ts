import { describe, expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import shared from '../../texts/nb.ts';
import { comparisonSentence, funnelSentence, gapSentence, shortName } from './sentences.ts';
import type { Reference } from './choice.ts';
import type { FunnelCase } from './sentences.ts';
import texts from './texts/nb.ts';
import type { Verdict } from '../../words.ts';

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
      'NATION',
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
    expect(comparisonSentence(clear, INDICATORS, 'NATION', nb).rest).toMatch(/2 andre skiller seg klart ut på noe\.$/);
  });

  test('nobody clear, and nothing judged', () => {
    const one = (verdicts: readonly Verdict[], reference: Reference) =>
      comparisonSentence([{ name: 'A', verdicts }], INDICATORS, reference, nb);
    expect(one(['WITHIN', 'WITHIN', 'WEAKER'], 'NATION').rest).toBe('Ingen skiller seg klart ut.');
    expect(one(['NONE', 'NONE', 'NONE'], 'NATION').lead).toBe('Ingen av tallene kan vurderes mot landssnittet.');
  });

  test.each([
    ['COUNTY', 'De fleste ligger der fylket ligger.', '2 av 3 tall skiller seg fra fylkessnittet.'],
    ['TARGET', 'De fleste ligger innenfor usikkerheten fra målet.', '2 av 3 tall skiller seg fra målet.'],
    ['PEERS', 'De fleste ligger der lignende arrangører ligger.', '2 av 3 tall skiller seg fra lignende arrangører.'],
    ['LAST_YEAR', 'De fleste ligger der de selv lå året før.', '2 av 3 tall skiller seg fra året før.'],
  ] as const)('says what it is held against: %s', (reference, within, outside) => {
    const lead = (verdicts: readonly Verdict[]) =>
      comparisonSentence([{ name: 'A', verdicts }], INDICATORS, reference, nb).lead;
    expect(lead(['WITHIN', 'WITHIN', 'BETTER'])).toBe(within);
    expect(lead(['WEAKER', 'WITHIN', 'BETTER'])).toBe(outside);
  });
});

describe('a funnel', () => {
  const within = (name: string): FunnelCase => ({ name, figure: '27,0 % av 40', verdict: 'WITHIN', word: 'innenfor' });

  test('how many differ, each of them, and what the rest means', () => {
    const sentence = funnelSentence(
      [
        within('A'),
        { name: 'Utstein Jobb AS', figure: '10,3 % av 58', verdict: 'WEAKER', word: 'svakere' },
        { name: 'Lysefjord Industrier AS', figure: '46,4 % av 112', verdict: 'CLEARLY_BETTER', word: 'klart bedre' },
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

test('counts are not judged, and it says why', () => {
  expect(funnelSentence([{ name: 'A', figure: '140', verdict: 'NONE', word: 'ingen vurdering' }], '135', nb)).toEqual({
    lead: 'Landssnittet er 135.',
    rest: 'Antall følger hvor stor arrangøren er, så de vurderes ikke mot snittet.',
  });
});

describe('a distance', () => {
  const gap = { part: 13, text: '1,3 prosentpoeng', county: 'Rogaland', mean: '27,6 %' };
  const part = (name: string, value: number) => ({ name, part: value, text: String(value) });

  test('names the two largest parts that pull its way, and that others pull against it', () => {
    expect(gapSentence([part('Lysefjord AS', 2), part('Utstein AS', -1.4), part('Ogna AS', 0.7)], gap, nb)).toEqual({
      lead: 'Rogaland ligger 1,3 prosentpoeng over landssnittet på 27,6 %.',
      rest: 'Mest av avstanden kommer fra Lysefjord (2) og Ogna (0.7). Andre trekker motsatt vei.',
    });
  });

  test('downwards, with nobody against', () => {
    expect(gapSentence([part('Utstein AS', -1.4)], { ...gap, part: -13 }, nb)).toEqual({
      lead: 'Rogaland ligger 1,3 prosentpoeng under landssnittet på 27,6 %.',
      rest: 'Mest av avstanden kommer fra Utstein (-1.4).',
    });
  });

  test('none at all', () => {
    expect(gapSentence([part('Utstein AS', -1.4)], { ...gap, part: 0 }, nb)).toEqual({
      lead: 'Rogaland ligger på landssnittet på 27,6 %.',
      rest: '',
    });
  });
});

test('company forms are left out in running text', () => {
  expect(shortName('Lysefjord Industrier AS')).toBe('Lysefjord Industrier');
  expect(shortName('ASVO Drammen')).toBe('ASVO Drammen');
});
