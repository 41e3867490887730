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
      lead: 'De fleste tallene ligger der landet ligger.',
      rest: 'Lysefjord Industrier er klart bedre på formidling til arbeid, men klart svakere på Nav-undersøkelsen. Bryne Medvirk er klart svakere på oppholdstid.',
    });
  });

  test('at most two are named', () => {
    const clear = ['A', 'B', 'C', 'D'].map((name) => ({
      name,
      verdicts: ['CLEARLY_BETTER', 'WITHIN', 'WITHIN'] as const,
    }));
    expect(comparisonSentence(clear, INDICATORS, 'NATION', nb).rest).toMatch(/2\sandre skiller seg klart ut på noe\.$/);
  });

  test('nobody clear, and nothing judged', () => {
    const one = (verdicts: readonly Verdict[], reference: Reference) =>
      comparisonSentence([{ name: 'A', verdicts }], INDICATORS, reference, nb);
    expect(one(['WITHIN', 'WITHIN', 'WEAKER'], 'NATION').rest).toBe('Ingen skiller seg klart ut.');
    expect(one(['NONE', 'NONE', 'NONE'], 'NATION').lead).toBe('Ingen av tallene kan vurderes mot landssnittet.');
  });

  test.each([
    ['COUNTY', 'De fleste tallene ligger der fylket ligger.', '2 av 3 tall skiller seg fra fylkessnittet.'],
    ['TARGET', 'De fleste tallene ligger innenfor usikkerheten fra målet.', '2 av 3 tall skiller seg fra målet.'],
    [
      'PEERS',
      'De fleste tallene ligger der lignende arrangører ligger.',
      '2 av 3 tall skiller seg fra lignende arrangører.',
    ],
    ['LAST_YEAR', 'De fleste tallene ligger der de lå året før.', '2 av 3 tall skiller seg fra året før.'],
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

  test('of many outside only how many are told, for nobody stands out among them', () => {
    const weaker = { ...within('C'), verdict: 'WEAKER', word: 'svakere' } as const;
    const better = { ...within('D'), verdict: 'CLEARLY_BETTER', word: 'klart bedre' } as const;
    const { rest } = funnelSentence([within('A'), weaker, better, weaker, weaker, weaker], '27,6 %', nb);
    expect(rest).toMatch(/^Av dem er 1 klart bedre og 4 svakere\. Den siste ligger/);
  });

  test('one alone is told of by name', () => {
    expect(funnelSentence([within('Utstein Jobb AS')], '27,6 %', nb)).toEqual({
      lead: 'Utstein Jobb skiller seg ikke fra landssnittet på 27,6 %.',
      rest: '27,0 % av 40 er innenfor: tilfeldigheter alene kan gi det.',
    });
    const weaker = { name: 'Utstein Jobb AS', figure: '10,3 % av 58', verdict: 'WEAKER', word: 'svakere' } as const;
    expect(funnelSentence([weaker], '27,6 %', nb)).toEqual({
      lead: 'Utstein Jobb skiller seg fra landssnittet på 27,6 %.',
      rest: '10,3 % av 58 er svakere: tilfeldigheter alene ville sjelden gitt det.',
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

  test('names the two largest parts that pull its way, and the largest that pulls against it', () => {
    const parts = [part('Lysefjord AS', 2), part('Utstein AS', -1.4), part('Ogna AS', 0.7), part('Bryne AS', -0.2)];
    expect(gapSentence(parts, gap, nb)).toEqual({
      lead: 'Rogaland ligger 1,3 prosentpoeng over landssnittet på 27,6 %.',
      rest: 'De største bidragene den veien kommer fra Lysefjord (2) og Ogna (0.7). Motsatt vei trekker særlig Utstein (-1.4).',
    });
  });

  test('says so when most comes from those that are not shown', () => {
    const parts = [part('Fjordvekst AS', 3.29), part('Skudenes AS', 0.32), part('4 som ikke vises', 4.67)];
    expect(gapSentence(parts, gap, nb).rest).toBe(
      'De største bidragene den veien kommer fra 4 som ikke vises (4.67) og Fjordvekst (3.29).',
    );
  });

  test('downwards, with nobody against', () => {
    expect(gapSentence([part('Utstein AS', -1.4)], { ...gap, part: -13 }, nb)).toEqual({
      lead: 'Rogaland ligger 1,3 prosentpoeng under landssnittet på 27,6 %.',
      rest: 'Det største bidraget den veien kommer fra Utstein (-1.4).',
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
