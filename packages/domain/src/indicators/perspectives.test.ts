import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceOf, isYesNo, publishQuestions } from './perspectives.ts';
import type { PublishedQuestion, QuestionAnswers } from './perspectives.ts';

const asked = (counts: number[], survey: QuestionAnswers['survey'] = 'nav'): QuestionAnswers[] =>
  counts.map((n, index) => ({ survey, programme: null, question: index + 1, n, value: 4 }));
const shownOf = (questions: readonly PublishedQuestion[]) => questions.map(({ n }) => n);

describe('too few answers', () => {
  it.each([
    ['all have enough', [9, 9, 9], [9, 9, 9]],
    ['one has too few: the next smallest goes with it', [4, 9, 7], [null, 9, null]],
    ['two with five between them are enough', [2, 3, 9], [null, null, 9]],
    ['two with four between them are not', [2, 2, 9, 8], [null, null, 9, null]],
    ['nobody answered: nothing to work out', [0, 9, 8], [null, 9, 8]],
  ])('%s', (_what, counts, shown) => {
    expect(shownOf(publishQuestions(asked(counts)))).toEqual(shown);
  });

  it('the participants’ yes or no stands alone', () => {
    const counts = [9, 9, 9, 9, 9, 9, 9, 9, 4];
    expect(shownOf(publishQuestions(asked(counts, 'participant')))).toEqual([9, 9, 9, 9, 9, 9, 9, 9, null]);
  });

  it('no hidden question can be worked out from the pooled mean', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 9, maxLength: 9 }), (counts) => {
        const published = publishQuestions(asked(counts));
        const hidden = counts.filter((_n, index) => published[index]?.n === null);
        const behind = hidden.reduce((sum, n) => sum + n, 0);
        const all = counts.every((n) => n === 0) || hidden.length === counts.length;
        expect(published.every(({ n }) => n === null || n >= 5)).toBe(true);
        expect(
          all || behind === 0 || (hidden.filter((n) => n > 0).length > 0 && hidden.length > 1 && behind >= 5),
        ).toBe(true);
      }),
    );
  });
});

describe('a later revision', () => {
  it('keeps what was shown where it would tell what a few have answered since', () => {
    const before = publishQuestions(asked([9, 9, 9]));
    expect(shownOf(publishQuestions(asked([9, 11, 9]), before))).toEqual([9, 9, 9]);
    expect(shownOf(publishQuestions(asked([14, 15, 14]), before))).toEqual([14, 15, 14]);
    expect(shownOf(publishQuestions(asked([9, 9, 9]), before))).toEqual([9, 9, 9]);
  });
});

it('the distance is among all three where they are asked the same, else between Nav and employees', () => {
  const means = { nav: 4, participant: 3, employee: 4.5 };
  expect(distanceOf(5, means)).toBe(1.5);
  expect(distanceOf(4, means)).toBe(0.5);
  expect(distanceOf(4, { ...means, participant: null })).toBe(0.5);
  expect(distanceOf(5, { ...means, participant: null })).toBeNull();
  expect(isYesNo({ survey: 'participant', question: 9 })).toBe(true);
});
