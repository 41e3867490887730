import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { createLanguage, LanguageProvider } from '../../language.tsx';
import { Errors } from './Errors.tsx';
import texts from './texts/nb.ts';

afterEach(cleanup);

const error = (code: string, column: string, line: number) => ({
  file: 'participations.csv',
  line,
  column,
  value: 'x',
  code,
  message: '',
  params: {},
});

function show(found: ReturnType<typeof error>[], total = found.length) {
  const check = {
    files: [{ name: 'participations.csv', rows: 400, errors: total }],
    errors: found,
    notices: [],
    counts: [],
  };
  render(
    <LanguageProvider initial={createLanguage('nb', texts)}>
      <Errors check={check} />
    </LanguageProvider>,
  );
  return screen.getByRole('table', { name: 'Feil i filene' });
}

test('shows one kind of error when it is chosen, and all again', () => {
  const table = show([
    error('not-a-date', 'start_date', 12),
    error('unknown-code', 'programme', 31),
    error('unknown-code', 'programme', 58),
  ]);
  expect(within(table).getAllByText('participations.csv')).toHaveLength(3);
  fireEvent.click(screen.getByRole('button', { name: 'Vis feilen' }));
  expect(within(table).getAllByText('participations.csv')).toHaveLength(1);
  expect(within(table).getByText('12')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Vis alle feil' }));
  expect(within(table).getAllByText('participations.csv')).toHaveLength(3);
});

test('tells how many errors are not listed', () => {
  show(
    Array.from({ length: 1000 }, (_, row) => error('not-a-date', 'start_date', row + 2)),
    5234,
  );
  expect(screen.getByRole('heading', { level: 2, name: /5.234 feil må rettes/ })).toBeTruthy();
  expect(screen.getByText(/Bare de første 1.000 av 5.234 feil i participations.csv vises/)).toBeTruthy();
});
