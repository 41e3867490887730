import { expect, it } from 'vitest';
import { isSamePoint, suggestAgenda } from './agenda.ts';
import type { MeetingMatter } from './agenda.ts';

const figure = (
  indicator: string,
  more: Partial<MeetingMatter['figures'][number]> = {},
): MeetingMatter['figures'][number] => ({ indicator, certainty: null, outlook: null, change: 'none', ...more });
const none: MeetingMatter = { figures: [], themes: [], actions: [] };
const wordsOf = (matter: Partial<MeetingMatter>) =>
  suggestAgenda({ ...none, ...matter }).map(
    ({ kind, indicator, theme, actionId }) => `${kind} ${indicator ?? theme ?? actionId}`,
  );

it('targets missed come first, the plain ones before those within the uncertainty, then those at risk', () => {
  expect(
    wordsOf({
      figures: [
        figure('met', { certainty: 'met-surely', outlook: 'on-track' }),
        figure('risk', { certainty: 'met', outlook: 'at-risk' }),
        figure('within', { certainty: 'below-within' }),
        figure('weeks', { certainty: 'above' }),
        figure('early', { outlook: 'too-early' }),
      ],
    }),
  ).toEqual(['target-at-risk weeks', 'target-at-risk within', 'target-at-risk risk']);
});

it('a change stands there when chance cannot have made it, the worse first, and never beside its missed target', () => {
  expect(
    wordsOf({
      figures: [
        figure('better', { change: 'better' }),
        figure('within', { change: 'within' }),
        figure('weaker', { change: 'weaker' }),
        figure('missed', { change: 'clearly-weaker', certainty: 'below' }),
      ],
    }),
  ).toEqual(['target-at-risk missed', 'change weaker', 'change better']);
});

it('the three widest distances between views, from half a step', () => {
  const theme = (number: number, nav: number, participant: number | null, employee: number | null) => ({
    theme: number,
    nav,
    participant,
    employee,
  });
  const themes = [
    theme(1, 4, 4.2, 4.4),
    theme(2, 4, 4.5, 4.4),
    theme(4, 4, 1, 4.1),
    theme(5, 4, 5.2, 4.4),
    theme(6, 4, null, 5.4),
    theme(7, 4, 4, 5),
    theme(8, 4, 4, 4.6),
  ];
  expect(wordsOf({ themes })).toEqual(['survey-gap 5', 'survey-gap 7', 'survey-gap 8']);
});

it('what was left open comes last, the overdue first', () => {
  const actions = [
    { id: 'a', overdue: false },
    { id: 'b', overdue: true },
  ];
  expect(wordsOf({ actions })).toEqual(['open-action b', 'open-action a']);
});

it('points are the same when they are about the same', () => {
  expect(isSamePoint({ kind: 'change', indicator: 'a' }, { kind: 'change', indicator: 'a', text: 'more' })).toBe(true);
  expect(isSamePoint({ kind: 'other', text: 'a' }, { kind: 'other', text: 'b' })).toBe(false);
  expect(isSamePoint({ kind: 'survey-gap', theme: 1 }, { kind: 'survey-gap', theme: 2 })).toBe(false);
});
