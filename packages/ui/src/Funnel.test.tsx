// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Funnel, smoothLimits, spread } from './Funnel.tsx';
import type { FunnelPoint } from './Funnel.tsx';

afterEach(cleanup);

it('smooths the limits only under twenty cases', () => {
  const limits = Array.from({ length: 30 }, (_, index) => ({
    n: index + 1,
    low95: index % 2,
    high95: 50 + (index % 2),
    low998: 0,
    high998: 60,
  }));
  const smooth = smoothLimits(limits);
  expect(smooth[9]?.low95).toBeCloseTo(0.6, 10);
  expect(smooth[19]).toEqual(limits[19]);
  expect(smooth.map((limit) => limit.n)).toEqual(limits.map((limit) => limit.n));
});

it('spreads those of a cell inside it, each in a place of its own', () => {
  const cell = { from: 20, to: 25, low: 40, high: 44 };
  expect(spread({ ...cell, count: 1 })).toEqual([{ n: 22.5, value: 42 }]);
  const dots = spread({ ...cell, count: 7 });
  expect(new Set(dots.map(({ n, value }) => `${n} ${value}`)).size).toBe(7);
  expect(dots.every(({ n, value }) => n > 20 && n < 25 && value > 40 && value < 44)).toBe(true);
});

it('names only those outside, and has all of ours in the table', () => {
  const point = (name: string, value: number, verdict: FunnelPoint['verdict'], ours = true) => ({
    id: name,
    name,
    n: 100,
    value,
    verdict,
    ours,
  });
  render(
    <Funnel
      title="Formidling til arbeid"
      summary="Én av to skiller seg ut."
      mean={27.6}
      limits={[]}
      points={[
        point('Lysefjord', 46.4, 'clearly-better'),
        point('Bryne', 25, 'within'),
        point('Annen', 60, 'clearly-better', false),
      ]}
      others={[{ from: 20, to: 25, low: 40, high: 44, count: 3 }]}
      format={(value) => `${value} %`}
      labels={{
        x: 'Antall',
        mean: 'Landssnitt',
        limit95: '95 %',
        limit998: '99,8 %',
        inside: 'innenfor',
        point: (value, n) => `${value} av ${n}`,
        name: 'Navn',
        value: 'Andel',
        n: 'Antall',
        verdict: 'Vurdering',
        verdicts: {
          'clearly-better': 'klart bedre',
          better: 'bedre',
          within: 'innenfor',
          weaker: 'svakere',
          'clearly-weaker': 'klart svakere',
          none: 'ingen vurdering',
        },
      }}
    />,
  );
  const drawn = [...document.querySelectorAll('svg text.batt-text-strong')].map((text) => text.textContent);
  expect(drawn).toEqual(['Landssnitt 27.6 %', 'Lysefjord']);
  // Three that nobody may know of, and the one that is not looked at.
  expect(document.querySelectorAll('.batt-funnel__other')).toHaveLength(4);
  const rows = within(screen.getByRole('table')).getAllByRole('row');
  expect(rows.map((row) => row.textContent)).toEqual([
    'NavnAntallAndelVurdering',
    'Lysefjord10046.4 %klart bedre',
    'Bryne10025 %innenfor',
  ]);
});
