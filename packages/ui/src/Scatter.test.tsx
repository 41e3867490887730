// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { scaleLinear } from 'd3-scale';
import { afterEach, expect, it } from 'vitest';
import { overlaps } from './geometry.ts';
import { Scatter, placeNames, ticksOf } from './Scatter.tsx';

afterEach(cleanup);

it('a scatter tells every provider in its table, and marks the one looked at', () => {
  const { container } = render(
    <Scatter
      title="Opphold mot formidling"
      summary="To arrangører."
      points={[
        { id: 'a', name: 'Fjordvekst', x: 52, y: 28, n: 75, own: true },
        { id: 'b', name: 'Bryne', x: 80.5, y: 25, n: 48, own: false },
      ]}
      x={{ label: 'Opphold', mean: 56.8, write: (value) => `${value} uker`, tick: String }}
      y={{ label: 'Formidling', mean: null, write: (value) => `${value} %`, tick: String }}
      labels={{ mean: 'Landssnitt', name: 'Arrangør', n: 'Antall' }}
    />,
  );
  const rows = within(screen.getByRole('table', { name: 'Opphold mot formidling' })).getAllByRole('row');
  expect(rows.slice(1).map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent))).toEqual([
    ['Fjordvekst', '52 uker', '28 %', '75'],
    ['Bryne', '80.5 uker', '25 %', '48'],
  ]);
  expect([...container.querySelectorAll('.batt-text-strong')].map((text) => text.textContent)).toEqual(['Fjordvekst']);
  expect(container.querySelector('.batt-scatter__mean-label')?.textContent).toBe('Landssnitt 56.8 uker');
  const [other, own] = [...container.querySelectorAll('svg circle')].map((circle) => Number(circle.getAttribute('r')));
  expect(own).toBeGreaterThan(other ?? Infinity);
});

it('no two ticks are written alike', () => {
  const ticks = ticksOf(scaleLinear([50.2, 52], [0, 700]), 7, (value) => value.toFixed(0));
  expect(new Set(ticks.map(([, text]) => text)).size).toBe(ticks.length);
  expect(ticks.length).toBeGreaterThan(0);
  expect(ticksOf(scaleLinear([0, 100], [0, 700]), 5, String)).toHaveLength(6);
});

it('names stand clear of marks and each other, and what finds no room is left out, but never the one looked at', () => {
  const mark = (id: string, px: number, py: number, own = false) => ({ id, name: 'Fjordvekst AS', own, px, py, r: 8 });
  const frame = { left: 0, right: 400, top: 0, bottom: 300 };
  const apart = [mark('a', 50, 50), mark('b', 390, 50), mark('c', 200, 200)];
  const names = placeNames(apart, apart, frame);
  expect(names.map(({ place }) => place.anchor)).toEqual(['start', 'end', 'start']);

  const heap = Array.from({ length: 12 }, (_, index) => mark(String(index), 200 + index * 3, 150, index === 0));
  const few = placeNames(heap, heap, frame);
  expect(few.length).toBeLessThan(heap.length);
  expect(few.some(({ own }) => own)).toBe(true);
  for (const { place } of few) expect(few.filter((other) => overlaps(other.place.rect, place.rect))).toHaveLength(1);
});
