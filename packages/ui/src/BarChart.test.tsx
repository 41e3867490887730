// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { BarChart, valueStart } from './BarChart.tsx';

afterEach(cleanup);

const figures = {
  title: 'Hospiteringspartnere',
  summary: '140 partnere er 5 over landssnittet.',
  format: (value: number) => String(value),
  from: 0,
  own: { label: 'Egen bedrift 2025', value: 140, low: 118, high: 165 },
  previous: { label: 'Egen bedrift 2024', value: 115 },
  mean: { label: 'Landssnitt', value: 135 },
  best: [400, 350, 248, 231, 225].map((value) => ({ label: `Bedrift ${value}`, value })),
  target: { value: 150, label: 'Mål 150' },
  labels: { name: 'Navn', value: 'Verdi', interval: '95 %-intervall' },
};

it('has the same data as a table', () => {
  render(<BarChart {...figures} />);
  const table = screen.getByRole('table', { name: 'Hospiteringspartnere' });
  expect(within(table).getAllByRole('row')).toHaveLength(1 + 8 + 1);
  expect(within(table).getByRole('row', { name: /Egen bedrift 2025/ }).textContent).toContain(
    '140 (95 %-intervall 118–165)',
  );
});

it('draws bars in proportion from where the scale begins', () => {
  render(
    <BarChart
      {...figures}
      from={100}
      own={{ ...figures.own, value: 200, low: null, high: null }}
      previous={{ label: 'Før', value: 150 }}
    />,
  );
  const own = Number(document.querySelector('.batt-bars__own rect')?.getAttribute('width'));
  const previous = Number(document.querySelector('.batt-bars__previous rect')?.getAttribute('width')) + 1.5;
  expect(own / previous).toBeCloseTo(2, 5);
});

it('says why there is no own bar', () => {
  render(
    <BarChart
      {...figures}
      own={{ label: 'Egen bedrift 2025', value: null, low: null, high: null, text: ': skjult' }}
    />,
  );
  expect(document.querySelector('.batt-bars__own rect')).toBeNull();
  expect(screen.getAllByText(': skjult')).toHaveLength(2);
});

describe('valueStart', () => {
  it('is 8 px after the bar', () => expect(valueStart(100, 20, [])).toBe(108));
  it('jumps over a target line that would run through the number', () => expect(valueStart(100, 20, [115])).toBe(122));
  it('does not care for a line far off', () => expect(valueStart(100, 20, [60, 160])).toBe(108));
  it('jumps over both lines of a band', () => expect(valueStart(100, 20, [130, 112])).toBe(137));
});
