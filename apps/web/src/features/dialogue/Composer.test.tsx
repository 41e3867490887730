import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Client, fetchExchange, Provider } from 'urql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLanguage, LanguageProvider } from '../../language.tsx';
import { Composer } from './Composer.tsx';
import texts from './texts/nb.ts';

afterEach(cleanup);
beforeEach(() => {
  sessionStorage.clear();
  // The pages' browsers can; the tests' cannot.
  Element.prototype.scrollIntoView = () => {};
});

const OURS = { id: 'O1', name: 'Fjordvekst AS' };
const OTHERS = { id: 'O2', name: 'Nav Sandnes' };
const PEOPLE = [
  { key: 'sandnes', name: 'Nav Sandnes', isPerson: false, organisation: OTHERS },
  { key: 'jonas', name: 'Jonas Tveit', isPerson: true, organisation: OURS },
  { key: 'kari', name: 'Kari Nygård', isPerson: true, organisation: OURS },
];

/** A composer over an API that gives this answer to every mutation. */
function show(result: object) {
  const fetch = vi.fn(
    async () => new Response(JSON.stringify({ data: { result } }), { headers: { 'content-type': 'application/json' } }),
  );
  const onSent = vi.fn();
  render(
    <LanguageProvider initial={createLanguage('nb', texts)}>
      <Provider
        value={new Client({ url: 'http://api.invalid', exchanges: [fetchExchange], preferGetMethod: false, fetch })}
      >
        <Composer threadId="T1" people={PEOPLE} onSent={onSent} />
      </Provider>
    </LanguageProvider>,
  );
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Skriv svar' });
  return { field, fetch, onSent };
}

const sent = { __typename: 'AddCommentSuccess', comment: { id: 'C1' }, thread: { id: 'T1' } };

test('sends with Ctrl + Enter, and is then empty', async () => {
  const { field, fetch, onSent } = show(sent);
  fireEvent.change(field, { target: { value: 'Vi ser på det.' } });
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(onSent).toHaveBeenCalledOnce());
  expect(fetch).toHaveBeenCalledOnce();
  expect(field.value).toBe('');
});

test('Enter alone is a new line', () => {
  const { field, fetch } = show(sent);
  fireEvent.change(field, { target: { value: 'Vi ser på det.' } });
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(fetch).not.toHaveBeenCalled();
});

test('stops a national identity number before it leaves the machine, and keeps the text', () => {
  const { field, fetch } = show(sent);
  fireEvent.change(field, { target: { value: 'Det gjelder 13097248022.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send svar' }));
  expect(screen.getByText(/ser ut til å ha et fødselsnummer/)).toBeTruthy();
  expect(field.value).toBe('Det gjelder 13097248022.');
  expect(document.activeElement).toBe(field);
  expect(fetch).not.toHaveBeenCalled();
});

test('keeps the text when the thread was resolved meanwhile, also for the next visit', async () => {
  const { field, onSent } = show({
    __typename: 'ConflictError',
    code: 'thread-resolved',
    message: 'The thread is resolved.',
  });
  fireEvent.change(field, { target: { value: 'For sent ute' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send svar' }));
  expect(await screen.findByText(/Tråden er løst/)).toBeTruthy();
  expect(field.value).toBe('For sent ute');
  expect(onSent).not.toHaveBeenCalled();
  cleanup();
  expect(show(sent).field.value).toBe('For sent ute');
});

/** Types at the end of the field, as a keyboard does. */
function type(field: HTMLTextAreaElement, text: string) {
  fireEvent.change(field, { target: { value: field.value + text, selectionStart: field.value.length + text.length } });
}
const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);

test('an @ opens a list; arrows move in it, Enter chooses, and whoever is called on goes along', async () => {
  const { field, fetch } = show(sent);
  type(field, 'Hei @');
  expect(options()).toEqual([
    'Nav Sandnes hele organisasjonen',
    'Jonas Tveit Fjordvekst AS',
    'Kari Nygård Fjordvekst AS',
  ]);
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  const active = screen.getByRole('option', { selected: true });
  expect(active.textContent).toContain('Kari Nygård');
  expect(field.getAttribute('aria-activedescendant')).toBe(active.id);
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(field.value).toBe('Hei @Kari Nygård ');
  expect(options()).toEqual([]);
  fireEvent.change(field, { target: { value: `${field.value}og @Nav Sandnes.` } });
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(fetch).toHaveBeenCalledOnce());
  const [, request] = fetch.mock.calls[0] as unknown as [string, { body: string }];
  expect(JSON.parse(request.body).variables.input).toEqual({
    threadId: 'T1',
    body: 'Hei @Kari Nygård og @Nav Sandnes.',
    mentions: ['sandnes', 'kari'],
  });
});

test('the list narrows while one writes, Escape closes it, and a tap chooses', () => {
  const { field } = show(sent);
  type(field, '@tv');
  expect(options()).toEqual(['Jonas Tveit Fjordvekst AS']);
  fireEvent.keyDown(field, { key: 'Escape' });
  expect(options()).toEqual([]);
  fireEvent.change(field, { target: { value: '' } });
  fireEvent.click(screen.getByRole('button', { name: 'Nevn noen' }));
  fireEvent.click(screen.getByRole('option', { name: /Jonas/ }));
  expect(field.value).toBe('@Jonas Tveit ');
});
