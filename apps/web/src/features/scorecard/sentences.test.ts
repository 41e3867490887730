import { describe, expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import shared from '../../texts/nb.ts';
import type { Row } from './row.ts';
import { sampleRow as row } from './sample-row.ts';
import {
  caseMixSentence,
  groupResult,
  headline,
  nationSentence,
  paperVerdict,
  rowSentence,
  targetSentence,
  trendSentence,
} from './sentences.ts';
import texts from './texts/nb.ts';

const nb = createLanguage('nb', { ...shared, ...texts });

const target = (value: number) => ({
  id: 't',
  level: 'LOCAL' as const,
  owner: { id: 'o', name: 'Nav Sandnes' },
  value,
  low: null,
  high: null,
});
const withTarget = (name: string, targetStatus: Row['targetStatus']) =>
  row(name, { target: target(150), targetStatus });

describe('how many targets are met', () => {
  const rows = [
    withTarget('A', 'MET_SURELY'),
    withTarget('B', 'MET'),
    withTarget('C', 'BELOW'),
    withTarget('D', 'NO_DATA'),
    row('E'),
  ];
  test('of those that are set', () => expect(headline(rows, nb)).toBe('2 av 4 mål er nådd'));
  test('in a group', () => expect(groupResult(rows.slice(1), nb)).toBe('1 av 3 mål nådd'));
  test('none set', () => {
    expect(headline([row('A')], nb)).toBe('Ingen mål er satt');
    expect(groupResult([row('A')], nb)).toBeNull();
  });
  test('without figures none is called missed', () => {
    const unknown = [withTarget('A', 'NO_DATA'), withTarget('B', 'NO_DATA'), row('C')];
    expect(headline(unknown, nb)).toBe('Ingen av 2 mål kan vurderes');
    expect(headline(unknown.slice(1), nb)).toBe('Målet kan ikke vurderes');
    expect(groupResult(unknown, nb)).toBeNull();
  });
});

describe('which targets are missed', () => {
  test('under, then within uncertainty, then missing, all by name', () => {
    const rows = [
      withTarget('Hospiteringspartnere', 'BELOW_WITHIN'),
      withTarget('Kompetanseutvikling', 'BELOW'),
      withTarget('Formidling til arbeid', 'BELOW_WITHIN'),
      withTarget('Psykisk og fysisk helse', 'NO_DATA'),
    ];
    expect(targetSentence(rows, nb)).toEqual({
      lead: 'Kompetanseutvikling er under målet.',
      rest: 'Hospiteringspartnere og formidling til arbeid er under, men innenfor usikkerheten. Psykisk og fysisk helse mangler tall.',
    });
  });

  test('where lower is better, above is what misses', () => {
    expect(targetSentence([withTarget('Tid før formidling', 'ABOVE')], nb)?.lead).toBe(
      'Tid før formidling er over målet.',
    );
  });

  test('many names are cut, and the rest counted', () => {
    const rows = ['Aa', 'Bb', 'Cc', 'Dd', 'Ee'].map((name) => withTarget(name, 'BELOW'));
    expect(targetSentence(rows, nb)?.lead).toBe('Aa, bb, cc og 2 andre er under målet.');
  });

  test('all met, and none set', () => {
    expect(targetSentence([withTarget('A', 'MET')], nb)?.lead).toBe('Alle målene er nådd.');
    expect(targetSentence([row('A')], nb)).toBeNull();
  });
});

describe('against the nation', () => {
  test('what is better, by name, and that nothing is weaker', () => {
    const rows = [
      row('Brukerundersøkelsen', { verdict: 'BETTER' }),
      row('Hospiteringsdeltakere', { verdict: 'BETTER' }),
      row('A', { verdict: 'WITHIN' }),
    ];
    expect(nationSentence(rows, nb)).toEqual({
      lead: 'Mot landet er to bedre:',
      rest: 'brukerundersøkelsen og hospiteringsdeltakere. Ingen er svakere.',
    });
  });

  test('clear ones first, better before weaker, and Nav keeps its capital', () => {
    const rows = [
      row('Nav-undersøkelsen', { verdict: 'BETTER' }),
      row('Oppholdstid', { verdict: 'CLEARLY_BETTER' }),
      row('Formell kvalifisering', { verdict: 'WEAKER' }),
    ];
    expect(nationSentence(rows, nb)).toEqual({
      lead: 'Mot landet er to bedre:',
      rest: 'oppholdstid og Nav-undersøkelsen. Én er svakere: formell kvalifisering.',
    });
  });

  test('only weaker, all within, nothing to compare', () => {
    expect(nationSentence([row('Oppholdstid', { verdict: 'WEAKER' })], nb)).toEqual({
      lead: 'Mot landet er én svakere:',
      rest: 'oppholdstid. Ingen er bedre.',
    });
    expect(nationSentence([row('A', { verdict: 'WITHIN' })], nb)?.lead).toBe(
      'Mot landet er alle innenfor usikkerheten.',
    );
    expect(nationSentence([row('A')], nb)).toBeNull();
  });
});

describe('an opened row', () => {
  test('the sample of the report', () => {
    expect(rowSentence(withTarget('Hospiteringspartnere', 'BELOW_WITHIN'), 2025, nb)).toEqual({
      lead: '140 er 5 over landssnittet, opp 25 fra 2024.',
      rest: 'Målet på 150 er ikke nådd, men innenfor usikkerheten. De fem beste har minst 225.',
    });
  });

  test('shares differ by percentage points, as they are shown', () => {
    const share = row('Formidling til arbeid', {
      indicator: { unit: 'PERCENT', decimals: 1 },
      own: { ...row('x').own, value: 28.04 },
      nationalMean: 27.56,
      previous: { value: null, status: 'NO_DATA', indicatorVersion: null },
      best: [],
    });
    expect(rowSentence(share, 2025, nb).lead).toBe('28,0\u00A0% er 0,4 prosentpoeng over landssnittet.');
  });

  test.each([
    ['CLEARLY_WEAKER', 'Det er klart svakere enn landet.'],
    ['WITHIN', 'Forskjellen fra landet er innenfor usikkerheten.'],
    ['NONE', ''],
  ] as const)('how sure the difference from the nation is: %s', (verdict, text) => {
    expect(rowSentence(row('A', { verdict, best: [] }), 2025, nb).rest).toBe(text);
  });

  test('a number of weeks is called so, and where best is a band nothing is held against the nation', () => {
    const weeks = row('Oppholdstid', {
      indicator: { unit: 'WEEKS', decimals: 1, direction: 'BAND' },
      own: { ...row('x').own, value: 68.2 },
      nationalMean: 54.4,
      previous: { value: null, status: 'NO_DATA', indicatorVersion: null },
      verdict: 'WEAKER',
    });
    expect(rowSentence(weeks, 2025, nb)).toEqual({ lead: '68,2 uker er 13,8 over landssnittet.', rest: '' });
    expect(nationSentence([weeks], nb)).toBeNull();
  });

  test('hidden and missing', () => {
    const own = { ...row('x').own, value: null };
    expect(rowSentence(row('A', { own: { ...own, status: 'SUPPRESSED' } }), 2025, nb).lead).toMatch(
      /^Tallet er skjult av personvern/,
    );
    expect(rowSentence(row('A', { own: { ...own, status: 'NO_DATA' } }), 2025, nb).lead).toBe(
      'Tallet mangler for 2025.',
    );
  });
});

test('the line beside the bars on paper', () => {
  expect(paperVerdict(row('A', { verdict: 'BETTER', target: target(5), targetStatus: 'MET' }), nb)).toBe(
    'bedre enn landet, målet nådd',
  );
  expect(paperVerdict(row('A'), nb)).toBe('');
});

describe('the last five years', () => {
  const share = { unit: 'PERCENT', decimals: 1 } as const;
  test.each([
    ['IMPROVING', null, 1.24, 'Fem målinger viser bedring: +1,2 prosentpoeng i året.'],
    ['WORSENING', null, -0.4, 'Fem målinger viser svakere tall: −0,4 prosentpoeng i året.'],
    ['STEADY', null, 0.1, 'Fem målinger viser ingen sikker endring.'],
    ['NONE', 'FEW_POINTS', null, 'For få målinger til å si noe om utviklingen.'],
    ['NONE', 'BREAK', null, 'Målemåten er endret underveis, så årene kan ikke sees under ett.'],
  ] as const)('%s %s', (direction, reason, slope, text) => {
    expect(trendSentence(row('A', { trendVerdict: { direction, reason, slope }, indicator: share }), nb)).toBe(text);
  });
});

test('the step of a year of a mean is written finer than the mean', () => {
  const trendVerdict = { direction: 'IMPROVING' as const, reason: null, slope: 0.06 };
  expect(trendSentence(row('A', { trendVerdict, indicator: { unit: 'SCORE', decimals: 1 } }), nb)).toMatch(/\+0,06/);
});

describe('what to expect of the participants', () => {
  const share = { unit: 'PERCENT', decimals: 1 } as const;
  const caseMix = { observed: 28, expected: 31.24, difference: -3.24, verdict: 'WITHIN' as const };

  test('stands beside what was observed, in its decimals, and says how sure it is', () => {
    const sentence = caseMixSentence(row('A', { caseMix, indicator: share }), nb);
    expect(sentence?.lead.replaceAll('\u00A0', ' ')).toBe('Ventet 31,2 %, målt 28,0 %.');
    expect(sentence?.rest).toMatch(/Tallet er 3,2 prosentpoeng lavere enn ventet, innenfor usikkerheten\./);
    expect(sentence?.rest).toMatch(/Forventningen erstatter aldri det målte tallet\.$/);
  });

  test.each([
    [33.06, /^Hvem deltakerne er, tilsier 1,9 prosentpoeng under landssnittet\./],
    [30, /^Hvem deltakerne er, tilsier 1,2 prosentpoeng over landssnittet\./],
    [31.2, /^Hvem deltakerne er, tilsier et tall som landssnittet\./],
    [null, /^Tallet er/],
  ])('says whether the participants have it harder than those of the nation: %s', (nationalMean, text) => {
    expect(caseMixSentence(row('A', { caseMix, nationalMean, indicator: share }), nb)?.rest).toMatch(text);
  });

  test('says no verdict where there is none', () => {
    const none = { ...caseMix, verdict: 'NONE' as const };
    expect(caseMixSentence(row('A', { caseMix: none, indicator: share }), nb)?.rest).toMatch(/lavere enn ventet\. Det/);
  });

  test('is silent where it is not known', () => expect(caseMixSentence(row('A'), nb)).toBeNull());
});
