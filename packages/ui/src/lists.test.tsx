// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ErrorTable } from './ErrorTable.tsx';
import { LinkProvider, TextLink } from './Link.tsx';
import { RankList, sharedPlaces } from './RankList.tsx';
import { SectionList } from './SectionList.tsx';
import { sharedScale } from './SmallMultiple.tsx';
import { TargetRow } from './TargetStatus.tsx';
import { TaskList, TaskSegments } from './TaskList.tsx';
import { Thread } from './Threads.tsx';
import { StatusLine, Toasts } from './Toast.tsx';

afterEach(cleanup);

describe('sharedPlaces', () => {
  it.each([
    [
      [9, 7, 7, 5],
      [1, 2, 2, 4],
    ],
    [
      [5, 9, 5],
      [2, 1, 2],
    ],
    [[], []],
  ])('%j', (values, places) => expect(sharedPlaces(values)).toEqual(places));
});

describe('sharedScale', () => {
  it('holds every value, with ticks inside', () => {
    const { domain, ticks } = sharedScale([19.7, 44.9]);
    expect(domain[0]).toBeLessThan(19.7);
    expect(domain[1]).toBeGreaterThan(44.9);
    expect(ticks).toEqual([20, 30, 40]);
  });
  it('stands a single value', () => expect(sharedScale([5]).domain).toEqual([4, 6]));
});

it('RankList says which places are shared', () => {
  const item = (name: string, place: number, value: number) => ({ id: name, name, place, value, text: String(value) });
  render(
    <RankList label="Fikk jobb" sharedLabel="delt plass" items={[item('A', 1, 9), item('B', 2, 7), item('C', 2, 7)]} />,
  );
  const rows = screen.getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual(['1.A9', '2. delt plassB7', '2. delt plassC7']);
});

it('TargetRow shows the best first and names each', () => {
  render(
    <TargetRow
      label="Målene"
      targets={[
        { name: 'Formidling', state: 'under', label: 'Under' },
        { name: 'Kurs', state: 'met-certain', label: 'Nådd, sikkert' },
      ]}
    />,
  );
  expect(screen.getAllByRole('listitem').map((mark) => mark.textContent)).toEqual([
    'Kurs: Nådd, sikkert',
    'Formidling: Under',
  ]);
});

describe('SectionList', () => {
  it('keeps its heading when there is nothing', () => {
    render(<SectionList heading="Forslag å svare på" count={0} empty="Ingen forslag venter på svar." />);
    expect(screen.getByRole('heading', { name: 'Forslag å svare på (0)' })).toBeTruthy();
    expect(screen.getByText('Ingen forslag venter på svar.')).toBeTruthy();
  });
});

describe('TaskList', () => {
  const task = (id: string, state: 'done' | 'locked') => ({
    id,
    title: `Del ${id}`,
    href: state === 'locked' ? undefined : `#${id}`,
    state,
    stateLabel: state,
  });

  it('numbers through the groups, and a locked part is neither numbered nor a link', () => {
    render(
      <TaskList
        groups={[
          { id: 'a', heading: 'Virksomheten', tasks: [task('a', 'done'), task('b', 'locked'), task('c', 'done')] },
          { id: 'b', heading: 'Deltakerne', tasks: [task('d', 'done')] },
        ]}
      />,
    );
    expect(screen.getAllByRole('listitem').map((row) => row.textContent)).toEqual([
      '1Del adone',
      'Del blocked',
      '2Del cdone',
      '3Del ddone',
    ]);
    expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(['Del a', 'Del c', 'Del d']);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('draws a segment for each part, the finished first', () => {
    render(<TaskSegments label="1 av 3 ferdig" states={['not-started', 'done', 'started']} />);
    expect(
      [...document.querySelectorAll('.batt-segments__part')].map((segment) => segment.className.split('--')[1]),
    ).toEqual(['done', 'started', 'not-started']);
  });
});

it('ErrorTable says where, what and why for each cell, gathered by kind', () => {
  render(
    <ErrorTable
      caption="Feil"
      labels={{
        file: 'Fil',
        line: 'Linje',
        column: 'Kolonne',
        value: 'Verdi',
        problem: 'Hva er feil',
        emptyValue: 'tom',
      }}
      groups={[
        {
          id: 'a',
          title: 'Ukjent sluttårsak',
          count: 1,
          errors: [
            {
              id: '1',
              file: 'd.csv',
              line: 31,
              column: 'Sluttårsak',
              value: 'Fått jobb',
              expected: 'Finnes ikke i listen.',
            },
          ],
        },
        {
          id: 'b',
          title: 'Startdato mangler',
          count: 1,
          errors: [{ id: '2', file: 'd.csv', line: 118, column: 'Start', value: null, expected: 'Skriv 15.01.2026' }],
        },
      ]}
    />,
  );
  expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual([
    'FilLinjeKolonneVerdiHva er feil',
    'Ukjent sluttårsak (1)',
    'd.csv31Sluttårsak«Fått jobb»Finnes ikke i listen.',
    'Startdato mangler (1)',
    'd.csv118StarttomSkriv 15.01.2026',
  ]);
});

it('Thread puts the unread line before the first unread entry, in the same list', () => {
  const comment = (id: string) => ({
    kind: 'comment' as const,
    id,
    author: 'Tor',
    organisation: 'Romerike',
    moment: { dateTime: '2027-01-05', short: 'i går', full: '5. januar 2027' },
    body: `Innlegg ${id}`,
  });
  const onShow = vi.fn<() => void>();
  render(
    <Thread
      label="Innlegg"
      entries={[comment('1'), comment('2')]}
      unread={{ before: '2', text: '1 ny siden i går' }}
      arrived={{ text: '1 ny kommentar.', show: 'Vis', onShow }}
    />,
  );
  const entries = within(screen.getByRole('list', { name: 'Innlegg' })).getAllByRole('listitem');
  expect(entries.map((entry) => entry.textContent)).toEqual([
    'Tor Romerikei går5. januar 2027Innlegg 1',
    '1 ny siden i går',
    'Tor Romerikei går5. januar 2027Innlegg 2',
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Vis' }));
  expect(onShow).toHaveBeenCalledOnce();
});

it('StatusLine is a live region before it has anything to say', () => {
  render(<StatusLine message="" />);
  expect(screen.getByRole('status').textContent).toBe('');
});

it('a toast stays until it is closed, by a button that says which', () => {
  const onClose = vi.fn<(id: string) => void>();
  render(<Toasts label="Meldinger" close="Lukk" onClose={onClose} toasts={[{ id: '1', text: '4 mål er godtatt.' }]} />);
  fireEvent.click(screen.getByRole('button', { name: 'Lukk: 4 mål er godtatt.' }));
  expect(onClose).toHaveBeenCalledWith('1');
});

it('links are followed by the anchor of the application', () => {
  const Anchor = ({ href, children }: { href: string; children: ReactNode }) => (
    <a href={href} data-router>
      {children}
    </a>
  );
  render(
    <LinkProvider component={Anchor}>
      <TextLink href="/maalkort">Målkort</TextLink>
    </LinkProvider>,
  );
  expect(screen.getByRole('link', { name: 'Målkort' }).hasAttribute('data-router')).toBe(true);
});
