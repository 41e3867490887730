import { expect, it } from 'vitest';
import { summariseQuestions } from './perspectives.ts';
import { A, B, answer } from './test-rows.ts';

it('summarises each question of each survey, a 7 left out and question 9 of participants as a share of yes', () => {
  const participant = { survey: 'participant', programme: 'AB' } as const;
  const summaries = summariseQuestions(
    [
      answer('r', 1, 6),
      answer('q', 1, 3),
      answer('s', 1, 7),
      answer('r', 2, 7),
      answer('r', 1, 1, { year: 2023 }),
      answer('r', 9, 1, participant),
      answer('q', 9, 1, participant),
      answer('s', 9, 0, participant),
      answer('r', 9, 5, { survey: 'employee', provider: B }),
    ],
    2024,
  );
  expect(
    summaries.map(({ provider, survey, programme, question, n, mean, yesShare }) => [
      provider,
      survey,
      programme,
      question,
      n,
      mean,
      yesShare,
    ]),
  ).toEqual([
    [B, 'employee', null, 9, 1, 5, null],
    [A, 'nav', null, 1, 2, 4.5, null],
    [A, 'nav', null, 2, 0, null, null],
    [A, 'participant', 'AB', 9, 3, null, 200 / 3],
  ]);
  expect(summaries[1]?.counts).toEqual([0, 0, 0, 1, 0, 0, 1, 1]);
});
