import { expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import shared from '../../texts/nb.ts';
import type { Verdict } from '../../words.ts';
import { balanceSentence } from './sentences.ts';
import texts from './texts/nb.ts';

const nb = createLanguage('nb', { ...shared, ...texts });
const row = (name: string, verdict: Verdict, code?: string) => ({
  indicator: { name },
  programme: code ? { code } : null,
  verdict,
});

test('better, then weaker, the clear ones first, with the programme', () => {
  const rows = [
    row('Nav-undersøkelsen', 'BETTER'),
    row('Formidling til arbeid', 'CLEARLY_BETTER', 'KIA'),
    row('Oppholdstid', 'WEAKER', 'AB'),
    row('Psykisk og fysisk helse', 'NONE'),
    row('Kompetanseutvikling', 'WITHIN'),
  ];
  expect(balanceSentence(rows, nb)).toEqual({
    lead: '2 av 4 tall er bedre enn landet, 1 er svakere.',
    rest: 'Bedre: formidling til arbeid (KIA) og Nav-undersøkelsen. Svakere: oppholdstid (AB). Resten er innenfor usikkerheten.',
  });
});

test('nothing judged, and nothing outside', () => {
  expect(balanceSentence([row('A', 'NONE')], nb).lead).toBe('Ingen av tallene kan vurderes.');
  expect(balanceSentence([row('A', 'WITHIN'), row('B', 'WITHIN')], nb)).toEqual({
    lead: 'Alle 2 tall er innenfor usikkerheten.',
    rest: '',
  });
  expect(balanceSentence([row('A', 'WITHIN')], nb).lead).toBe(
    'Det ene tallet som kan vurderes, er innenfor usikkerheten.',
  );
});

test('no rest is spoken of where there is none', () => {
  expect(balanceSentence([row('Oppholdstid', 'WEAKER', 'AB')], nb)).toEqual({
    lead: '1 av 1 tall er svakere enn landet, ingen er bedre.',
    rest: 'Svakere: oppholdstid (AB).',
  });
});
