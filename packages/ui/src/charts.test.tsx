// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { GapBars } from './GapBars.tsx';
import { IntervalPlot } from './IntervalPlot.tsx';
import type { IntervalPoint } from './IntervalPlot.tsx';
import { RankRange } from './RankRange.tsx';

afterEach(cleanup);

const VERDICTS = {
  'clearly-better': 'klart bedre',
  better: 'bedre',
  within: 'innenfor',
  weaker: 'svakere',
  'clearly-weaker': 'klart svakere',
  none: 'ingen vurdering',
};
const rowsOf = (name: string) =>
  within(screen.getByRole('table', { name }))
    .getAllByRole('row')
    .map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent));

describe('an interval plot', () => {
  const point = (name: string, value: number, verdict: IntervalPoint['verdict'], n = 20): IntervalPoint => ({
    id: name,
    name,
    n,
    value,
    low: value - 1,
    high: value + 1,
    verdict,
  });
  const draw = (
    points: IntervalPoint[],
    limits: Parameters<typeof IntervalPlot>[0]['limits'] = [],
    others?: Parameters<typeof IntervalPlot>[0]['others'],
  ) =>
    render(
      <IntervalPlot
        title="Brukerundersøkelsen"
        summary="Én av to skiller seg ut."
        mean={4.5}
        limits={limits}
        points={points}
        format={(value) => value.toFixed(1)}
        labels={{
          mean: 'Landssnitt',
          name: 'Arrangør',
          n: 'Svar',
          value: 'Snitt',
          interval: '95 %',
          verdict: 'Vurdering',
          verdicts: VERDICTS,
          others: 'Ellers i landet',
          x: 'snitt 1–6',
        }}
        others={others}
      />,
    );

  it('has the same figures as a table, in the order drawn', () => {
    draw([point('Bryne', 5.2, 'better'), point('Ogna', 4.4, 'within')]);
    expect(rowsOf('Brukerundersøkelsen').slice(1)).toEqual([
      ['Bryne', '20', '5.2', '4.2–6.2', 'bedre'],
      ['Ogna', '20', '4.4', '3.4–5.4', 'innenfor'],
    ]);
  });

  it('heaps the others by value, whatever their sizes', () => {
    const cell = { low: 4, high: 4.1 };
    const { container } = draw(
      [point('Bryne', 5.2, 'better')],
      [],
      [
        { ...cell, count: 2 },
        { ...cell, count: 1 },
        { low: 3.5, high: 3.6, count: 1 },
      ],
    );
    const dots = [...container.querySelectorAll('.batt-funnel__other')];
    const columns = dots.map((dot) => dot.getAttribute('cx'));
    expect(columns).toHaveLength(4);
    expect(new Set(columns).size).toBe(2);
    expect(new Set(dots.map((dot) => `${dot.getAttribute('cx')} ${dot.getAttribute('cy')}`)).size).toBe(4);
  });

  it('names everybody while there is room, and only those outside where there is none', () => {
    const { container, unmount } = draw([point('Bryne', 5.2, 'better'), point('Ogna', 4.4, 'within')]);
    const named = (root: Element) => [...root.querySelectorAll('svg text')].map((text) => text.textContent);
    expect(named(container)).toEqual(expect.arrayContaining(['Bryne', 'Ogna']));
    unmount();
    const many = Array.from({ length: 80 }, (_, index) => point(`Nr ${index}`, 4.5, index === 3 ? 'weaker' : 'within'));
    const crowded = draw(many);
    expect(named(crowded.container).filter((text) => text?.startsWith('Nr '))).toEqual(['Nr 3']);
    crowded.unmount();
    // Eight from each end: there is no room for the names of all.
    const outside = draw(many.map((one) => ({ ...one, verdict: 'weaker' })));
    expect(named(outside.container).filter((text) => text?.startsWith('Nr '))).toHaveLength(16);
  });

  it('draws the limits of each one’s own size', () => {
    const limit = (n: number, reach: number) => ({
      n,
      low95: 4.5 - reach,
      high95: 4.5 + reach,
      low998: 4.5 - 2 * reach,
      high998: 4.5 + 2 * reach,
    });
    const { container } = draw(
      [point('Stor', 4.5, 'within', 100), point('Liten', 4.5, 'within', 7)],
      [limit(5, 0.8), limit(50, 0.2)],
    );
    const [large = 0, small = 0] = [...container.querySelectorAll('.batt-funnel__area-95')].map((rect) =>
      Number(rect.getAttribute('width')),
    );
    expect(small).toBeGreaterThan(3 * large);
  });
});

it('bars of a gap end with their sum, to the other side of nothing where they pull down', () => {
  const { container } = render(
    <GapBars
      title="Avstanden"
      summary="Fylket ligger 1 over."
      parts={[
        { id: 'a', name: 'Bryne', part: 1.5 },
        { id: 'b', name: 'Ogna', part: -0.5 },
      ]}
      total={{ name: 'Rogaland', part: 1 }}
      format={(part) => (part > 0 ? `+${part}` : `${part}`)}
      labels={{ name: 'Arrangør', part: 'Bidrag' }}
    />,
  );
  expect(rowsOf('Avstanden').slice(1)).toEqual([
    ['Bryne', '+1.5'],
    ['Ogna', '-0.5'],
    ['Rogaland', '+1'],
  ]);
  const [up, down, sum] = [...container.querySelectorAll('rect')].map((rect) => ({
    x: Number(rect.getAttribute('x')),
    end: Number(rect.getAttribute('x')) + Number(rect.getAttribute('width')),
  }));
  expect(down?.end).toBeCloseTo(up?.x ?? NaN, 6);
  expect(sum?.x).toBeCloseTo(up?.x ?? NaN, 6);
});

it('a range of ranks is a picture with words, its place inside its bar', () => {
  const { container } = render(<RankRange of={200} rank={3} low={1} high={41} label="mellom 1 og 41" />);
  expect(screen.getByRole('img', { name: 'mellom 1 og 41' })).toBeTruthy();
  const bar = container.querySelector('rect');
  const place = Number(
    container
      .querySelector('.batt-rank-range__place')
      ?.getAttribute('d')
      ?.match(/^M([\d.]+)/)?.[1],
  );
  const start = Number(bar?.getAttribute('x'));
  expect(place).toBeGreaterThan(start);
  expect(place).toBeLessThan(start + Number(bar?.getAttribute('width')));
});
