import { describe, expect, test } from 'vitest';
import { createLanguage } from '../../language.tsx';
import sharedTexts from '../../texts/nb.ts';
import { edgeText, runningSentences, sourceText, turnSentence, unusualSentence } from './sentences.ts';
import { OFFICE, one, PROVIDER, sampleRow, sampleStep, sampleTalk, sampleTarget } from './sample-talk.ts';
import type { Row } from './row.ts';
import texts from './texts/nb.ts';

const nb = createLanguage('nb', { ...sharedTexts, ...texts });
const plain = (text: string) => text.replaceAll('\u00A0', ' ');

describe('whose turn it is', () => {
  const answered = sampleStep('COUNTER', PROVIDER, 27, { at: '2026-11-04T12:00:00Z' });
  const ours = sampleTarget({ turn: OFFICE, steps: [sampleStep('PROPOSE', OFFICE, 32), answered] });
  const theirs = sampleTarget({ turn: PROVIDER });
  const agreed = sampleTarget({ state: 'AGREED', turn: null });
  const lastYear = { id: 'before', value: 28, low: null, high: null };

  test.each<[string, Row[], string, string]>([
    [
      'ours',
      [
        sampleRow('a', { target: ours }),
        sampleRow('b', { target: ours, unchanged: true }),
        sampleRow('c', { target: theirs }),
      ],
      'Nav Sandnes sin tur',
      'Fjordvekst AS svarte 4. november. 1 forslag venter på svar. 1 mål er uendret og kan godtas. 1 mål venter på Fjordvekst AS.',
    ],
    [
      'theirs',
      [sampleRow('a', { target: theirs }), sampleRow('b', { target: agreed })],
      'Fjordvekst AS sin tur',
      '1 mål venter på svar fra Fjordvekst AS. Dere får beskjed når svaret kommer.',
    ],
    [
      'nobody’s, for all is agreed',
      [sampleRow('a', { target: agreed }), sampleRow('b')],
      '1 mål er avtalt for 2026',
      'Et avtalt mål endres bare ved at en av partene tar det opp igjen.',
    ],
    [
      'the office’s to begin',
      [sampleRow('a', { canDraft: ['propose'], lastYear }), sampleRow('b', { canDraft: ['propose'] })],
      'Ingen mål er foreslått for 2026',
      '1 mål ble avtalt i fjor og kan foreslås på nytt.',
    ],
  ])('%s', (_name, rows, heading, text) => {
    expect(turnSentence(sampleTalk(rows), nb)).toEqual({ heading, text });
  });

  test('the provider waits for the first proposal, and the county unit names both', () => {
    expect(turnSentence(sampleTalk([sampleRow('a')], { side: 'PROVIDER' }), nb)).toEqual({
      heading: 'Nav Sandnes har ikke foreslått mål for 2026',
      text: 'Dere får beskjed når forslaget kommer.',
    });
    const rows = [
      sampleRow('a', { target: ours }),
      sampleRow('b', { target: theirs }),
      sampleRow('c', { target: theirs }),
    ];
    expect(turnSentence(sampleTalk(rows, { side: null }), nb)).toEqual({
      heading: 'Begge sider har noe å svare på',
      text: 'Mål som venter: 1 på Nav Sandnes, 2 på Fjordvekst AS.',
    });
  });
});

test('who has set a target, and when', () => {
  const owner = { name: 'Nav Rogaland' };
  expect(sourceText({ owner, agreedAt: '2026-02-03T10:00:00Z' }, nb)).toBe('satt av Nav Rogaland 3. februar 2026');
  expect(sourceText({ owner, agreedAt: null }, nb)).toBe('satt av Nav Rogaland');
});

describe('an unusual value', () => {
  const said = (aim: Parameters<typeof unusualSentence>[0], change: Parameters<typeof sampleRow>[1] = {}) => {
    const found = unusualSentence(
      aim,
      sampleRow('job-acquisition', change),
      { provider: 'Fjordvekst AS', reached: { count: 14, of: 112 }, year: 2025 },
      nb,
    );
    return found && plain(`${found.lead} ${found.rest}`);
  };

  test('is told with how many reached it, and what the provider itself has reached', () => {
    expect(said(one(38))).toBe(
      '38 % er uvanlig høyt. 14 av 112 arrangører nådde 38 % i 2025. Fjordvekst AS har ikke vært over 28,7 % de siste fem årene. Dere kan foreslå det likevel.',
    );
    expect(said(one(36.5))).toContain('36,5 % er uvanlig høyt. 14 av 112 arrangører nådde 36 % i 2025.');
    expect(said(one(10))).toContain('10 % er uvanlig lavt.');
    expect(said(one(10))).toContain('Fjordvekst AS har ikke vært under 21,6 % de siste fem årene.');
  });

  test('is told by the nation alone, or by the own years alone', () => {
    expect(said(one(38), { ownRange: null })).not.toContain('Fjordvekst AS');
    expect(said(one(38), { usual: null })).toContain('Fjordvekst AS har ikke vært over 28,7 %');
  });

  test('a usual one is not told of', () => {
    expect(said(one(30))).toBeNull();
    expect(said(one(90), { usual: null, ownRange: null })).toBeNull();
  });
});

test('a count is told for the edge of its bin', () => {
  expect(plain(edgeText(one(37), { unit: 'PERCENT', decimals: 1, direction: 'HIGHER' }, nb))).toBe('38 %');
  expect(edgeText({ value: null, low: 26.4, high: 52 }, { unit: 'WEEKS', decimals: 1, direction: 'BAND' }, nb)).toBe(
    '26–52',
  );
});

describe('the year so far', () => {
  const running = {
    asOf: '2026-11-01',
    value: 25,
    n: null,
    atLeast: 20,
    expected: 60,
    exact: false,
    certainty: 'BELOW_WITHIN' as const,
    outlook: 'AT_RISK' as const,
    needed: 29.5,
    reachable: true,
    target: { id: 'target', ...one(28) },
  };
  const told = (change: Partial<NonNullable<Row['running']>>) =>
    runningSentences(sampleRow('job-acquisition', { running: { ...running, ...change } }), nb).map(plain);

  test('is told roughly to others, and exactly to the provider', () => {
    expect(told({})).toEqual([
      '25 % per 1. november, regnet av minst 20 som har sluttet (avrundet).',
      'Resten av året må gi 29,5 % for at hele året skal nå 28 %.',
    ]);
    expect(told({ value: 24.6, n: 23, exact: true })[0]).toBe('24,6 % per 1. november, regnet av 23 som har sluttet.');
  });

  test('says when the rest is too little, and nothing of the rest when any will do', () => {
    expect(told({ needed: null, reachable: false })[1]).toBe('Resten av året er for lite til å nå 28 %.');
    expect(told({ needed: null, reachable: true })).toHaveLength(1);
  });

  test('nothing is told without a figure', () => {
    expect(runningSentences(sampleRow('health'), nb)).toEqual([]);
  });
});
