import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { createLanguage, LanguageProvider } from '../../language.tsx';
import shared from '../../texts/nb.ts';
import { sampleRow } from './sample-row.ts';
import { ScorecardTable } from './ScorecardTable.tsx';
import texts from './texts/nb.ts';

afterEach(cleanup);

const nb = createLanguage('nb', { ...shared, ...texts });
const about = { provider: { number: '310370002', name: 'Fjordvekst AS' }, own: true, programme: 'KIA', year: 2025 };
const partners = sampleRow('Hospiteringspartnere', {
  target: { id: 't', level: 'LOCAL', owner: { id: 'o', name: 'Nav Sandnes' }, value: 150, low: null, high: null },
  targetStatus: 'BELOW_WITHIN',
  threads: 3,
  unread: 1,
});
const hidden = sampleRow('Ansatteundersøkelsen', {
  indicator: { group: 'SATISFACTION', unit: 'SCORE', decimals: 1 },
  own: { ...partners.own, value: null, n: null, numerator: null, status: 'SUPPRESSED' },
  previous: { value: 4.8, status: 'OK', indicatorVersion: 1 },
  nationalMean: 4.8,
});

function show(onToggle = vi.fn()) {
  render(
    <LanguageProvider initial={nb}>
      <ScorecardTable rows={[hidden, partners]} about={about} open={[]} onToggle={onToggle} />
    </LanguageProvider>,
  );
  return onToggle;
}

test('the table has a name, and a row its value, change, target, status and basis', () => {
  show();
  expect(screen.getByRole('table', { name: 'Målkort for Fjordvekst AS, KIA 2025' })).toBeTruthy();
  const row = screen.getByRole('row', { name: /Hospiteringspartnere/ });
  for (const text of [
    '140',
    '115',
    'opp 25 siden 2024',
    '150',
    'Under, innenfor usikkerheten',
    '135',
    '3 tråder, 1 ulest',
  ]) {
    expect(row.textContent).toContain(text);
  }
});

test('a hidden figure says so in words, and what it rests on gives nothing away', () => {
  show();
  const row = screen.getByRole('row', { name: /Ansatteundersøkelsen/ });
  expect(row.textContent).toContain('skjult');
  expect(row.textContent).toContain('under 5');
  expect(within(row).queryByText('140')).toBeNull();
});

test('groups stand in their order, with their targets', () => {
  show();
  const groups = screen.getAllByRole('rowheader').map(({ textContent }) => textContent?.trim());
  expect(groups.filter((text) => text === 'Tilfredshet' || text === 'Innsats 0 av 1 mål nådd')).toEqual([
    'Tilfredshet',
    'Innsats 0 av 1 mål nådd',
  ]);
});

test('a row is opened by its own button', () => {
  const onToggle = show();
  fireEvent.click(screen.getByRole('button', { name: 'Vis detaljer om Hospiteringspartnere' }));
  expect(onToggle).toHaveBeenCalledWith('Hospiteringspartnere');
});
