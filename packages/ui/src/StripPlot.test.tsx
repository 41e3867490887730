// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { StripPlot, stripDomain } from './StripPlot.tsx';

afterEach(cleanup);

const figures = {
  title: 'Formidling til arbeid, fordeling',
  summary: 'Egen verdi 28,0 % ligger i den midterste halvdelen.',
  min: 0,
  max: 100,
  q1: 20,
  q3: 40,
  mean: 30,
  own: 28,
  ownLow: 19,
  ownHigh: 39,
  previous: 31,
  best: [100, 100, 90, 80, 80],
  target: { value: 35 },
  format: (value: number) => `${value} %`,
};

function countOf(selector: string) {
  return document.querySelectorAll(selector).length;
}

it('is a picture with a name and a sentence', () => {
  render(<StripPlot {...figures} />);
  const picture = screen.getByRole('img', { name: figures.title });
  const description = document.getElementById(picture.getAttribute('aria-describedby') ?? '');
  expect(description?.textContent).toBe(figures.summary);
});

it('draws every mark, and the national tick wide when the target would hide it', () => {
  render(<StripPlot {...figures} />);
  expect(countOf('.batt-strip__own')).toBe(1);
  expect(countOf('.batt-strip__previous')).toBe(1);
  expect(countOf('.batt-strip__best')).toBe(5);
  expect(document.querySelector('.batt-strip__nation')?.getAttribute('width')).toBe('2');
  cleanup();
  render(<StripPlot {...figures} target={{ value: 30.5 }} />);
  expect(document.querySelector('.batt-strip__nation')?.getAttribute('width')).toBe('6');
});

it('leaves no mark for what is hidden', () => {
  render(<StripPlot {...figures} own={null} ownLow={null} ownHigh={null} />);
  expect(countOf('.batt-strip__own')).toBe(0);
  expect(countOf('.batt-strip__interval')).toBe(0);
  expect(countOf('.batt-strip__previous')).toBe(1);
});

it('draws a band target as a bracket', () => {
  render(<StripPlot {...figures} target={{ low: 40, high: 60 }} />);
  expect(countOf('.batt-strip__target line')).toBe(2);
  expect(countOf('.batt-strip__target rect')).toBe(1);
});

it('shows the lowest and highest provider at the ends, also when the target lies beyond them', () => {
  render(<StripPlot {...figures} target={{ value: 120 }} />);
  expect(screen.getByText('0 %')).toBeTruthy();
  expect(screen.getByText('100 %')).toBeTruthy();
  expect(stripDomain({ ...figures, target: { value: 120 } })).toEqual([0, 120]);
  expect(stripDomain(figures)).toEqual([0, 100]);
});
