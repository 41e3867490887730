// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { TrendChart, placeNumbers, trendDomain } from './TrendChart.tsx';

afterEach(cleanup);

const year = { label: '2025', own: 28, low: 19, high: 39, mean: 27, target: null };

describe('trendDomain', () => {
  it('holds intervals and targets', () =>
    expect(trendDomain([{ ...year, target: { low: 10, high: 50 } }])).toEqual([10, 50]));
  it('gives a lone value room', () =>
    expect(trendDomain([{ ...year, low: null, high: null, mean: null }])).toEqual([27, 29]));
  it('stands without values', () => expect(trendDomain([])).toEqual([0, 1]));
});

describe('placeNumbers', () => {
  const point = { x: 100, y: 100, width: 20 };

  it('prefers the upper left', () => expect(placeNumbers([point], [])).toEqual([{ x: 93, y: 93, anchor: 'end' }]));

  it('goes below right when the line comes from above left', () => {
    const falling = [{ weight: 4, segments: [{ x1: 60, y1: 70, x2: 100, y2: 100 }] }];
    expect(placeNumbers([point], falling)).toEqual([{ x: 107, y: 117, anchor: 'start' }]);
  });

  it('never lays one number on another', () => {
    const [first, second] = placeNumbers([point, { ...point, x: 104 }], []);
    expect(first?.y === second?.y && first?.anchor === second?.anchor).toBe(false);
  });

  it('a number that would lie on a line near its point moves a line further off', () => {
    const across = (y: number) => ({ x1: 0, y1: y, x2: 200, y2: y });
    const placed = (...segments: { x1: number; y1: number; x2: number; y2: number }[]) =>
      placeNumbers([point], [{ weight: 2, segments }])[0];
    expect(placed()).toEqual({ x: 93, y: 93, anchor: 'end' });
    // One just above it, then one just below it too.
    expect(placed(across(90))).toEqual({ x: 107, y: 117, anchor: 'start' });
    expect(placed(across(90), across(112))).toEqual({ x: 93, y: 78, anchor: 'end' });
  });

  it('stays inside the figure', () => expect(placeNumbers([{ ...point, x: 10 }], [])[0]?.anchor).toBe('start'));
});

it('breaks the line where a year is missing, and says so in the table', () => {
  const points = [
    { ...year, label: '2022' },
    { ...year, label: '2023' },
    { ...year, label: '2024', own: null, low: null, high: null },
    year,
  ];
  render(
    <TrendChart
      title="Utvikling"
      summary="Uendret."
      points={points}
      format={(value) => `${value} %`}
      labels={{ period: 'År', own: 'Egen', mean: 'Landssnitt', target: 'Mål', interval: 'Intervall' }}
    />,
  );
  expect(document.querySelector('.batt-trend__own')?.getAttribute('d')?.match(/M/g)).toHaveLength(2);
  const row = within(screen.getByRole('table')).getByRole('row', { name: /2024/ });
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['', '', '27 %', '']);
});

it('joins no years that were measured in different ways, and says so in the table', () => {
  const { container } = render(
    <TrendChart
      title="Utvikling"
      summary="To år."
      points={[year, { ...year, label: '2026', isBreak: true }]}
      format={String}
      labels={{ period: 'År', own: 'Egen', mean: 'Land', target: 'Mål', interval: '95 %', isBreak: 'ny målemåte' }}
    />,
  );
  expect(container.querySelector('.batt-trend__own')?.getAttribute('d')?.match(/M/g)).toHaveLength(2);
  expect(within(screen.getByRole('table')).getByRole('row', { name: /2026/ }).textContent).toContain('ny målemåte');
});
