// @vitest-environment jsdom
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HeatTable } from './HeatTable.tsx';

beforeEach(() => {
  render(
    <HeatTable
      caption="Sammenlikning i Rogaland"
      nameHead="Tiltaksarrangør"
      groups={[
        { label: 'Resultat', columns: [{ id: 'job', label: 'Formidling, %', href: '#job', chosen: true }] },
        {
          label: 'Tid',
          columns: [{ id: 'time', label: 'Oppholdstid, uker' }],
          narrow: {
            label: 'To tider, bare AB',
            columns: [
              { id: 'start', label: 'Oppstart' },
              { id: 'placed', label: 'Formidling' },
            ],
          },
        },
      ]}
      pinned={[
        {
          id: 'nation',
          name: 'Landssnitt',
          cells: [{ value: '27,6' }, { value: '56,8' }, { sign: '.' }, { sign: '.' }],
        },
      ]}
      rows={[
        {
          id: 'l',
          name: 'Lysefjord',
          href: '#l',
          cells: [
            { value: '46,4', verdict: 'clearly-better', against: 'mot 35,0' },
            { sign: ':' },
            { sign: '.' },
            { sign: '.' },
          ],
        },
        { id: 'h', name: 'Hafrsfjord', note: 'Ikke rapportert.' },
      ]}
      verdicts={{
        'clearly-better': 'klart bedre',
        better: 'bedre',
        within: 'innenfor',
        weaker: 'svakere',
        'clearly-weaker': 'klart svakere',
        none: 'ingen vurdering',
      }}
      signs={{ ':': 'skjult', '..': 'mangler', '.': 'gjelder ikke' }}
    />,
  );
});
afterEach(cleanup);

function cellsOf(name: RegExp) {
  return within(screen.getByRole('row', { name })).getAllByRole('cell');
}

it('reads verdict and value, and the words of a sign', () => {
  const [job, time, start] = cellsOf(/Lysefjord/);
  expect(job?.textContent).toBe('46,4mot 35,0klart bedre');
  expect(job?.className).toContain('batt-heat__cell--clearly-better');
  expect(within(time ?? document.body).getByText('skjult')).toBeTruthy();
  expect(within(start ?? document.body).getByText('gjelder ikke')).toBeTruthy();
});

it('gives a provider without figures one sentence across all columns', () => {
  const cells = cellsOf(/Hafrsfjord/);
  expect(cells.map((cell) => cell.textContent)).toEqual(['Ikke rapportert.']);
  expect(cells[0]?.getAttribute('colspan')).toBe('4');
});

it('pins the reference in the head, without verdicts', () => {
  expect(screen.getByRole('row', { name: /Landssnitt/ }).closest('thead')).not.toBeNull();
  expect(cellsOf(/Landssnitt/).map((cell) => cell.textContent?.replace('gjelder ikke', ''))).toEqual([
    '27,6',
    '56,8',
    '.',
    '.',
  ]);
});

it('marks the chosen indicator and can be scrolled with the keyboard', () => {
  expect(screen.getByRole('link', { name: 'Formidling, %' }).getAttribute('aria-current')).toBe('true');
  expect(screen.getByRole('region', { name: 'Sammenlikning i Rogaland' }).tabIndex).toBe(0);
});

it('shows what a value is held against, not only to whoever points at it', () => {
  const cell = screen.getByRole('row', { name: /Lysefjord/ }).querySelector('td');
  expect(cell?.textContent).toMatch(/46,4.*mot 35,0/);
  expect(cell?.hasAttribute('title')).toBe(false);
});
