import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { HeaderMenu } from './HeaderMenu.tsx';

afterEach(cleanup);

function show() {
  render(
    <>
      <HeaderMenu button="Kari Nygård">
        <button type="button">Logg ut</button>
        <button type="button" data-closes>
          Nynorsk
        </button>
      </HeaderMenu>
      <a href="#outside">Utenfor</a>
    </>,
  );
  return screen.getByRole('button', { name: 'Kari Nygård' });
}

test('unfolds and folds by its button', () => {
  const button = show();
  expect(screen.queryByRole('button', { name: 'Logg ut' })).toBeNull();
  fireEvent.click(button);
  expect(button.getAttribute('aria-expanded')).toBe('true');
  expect(screen.getByRole('button', { name: 'Logg ut' })).toBeTruthy();
  fireEvent.click(button);
  expect(screen.queryByRole('button', { name: 'Logg ut' })).toBeNull();
});

test('Escape folds it and gives focus back to the button', () => {
  const button = show();
  fireEvent.click(button);
  fireEvent.keyDown(screen.getByRole('button', { name: 'Logg ut' }), { key: 'Escape' });
  expect(button.getAttribute('aria-expanded')).toBe('false');
  expect(document.activeElement).toBe(button);
});

test('a choice, a click outside and focus outside fold it', () => {
  const button = show();
  fireEvent.click(button);
  fireEvent.click(screen.getByRole('button', { name: 'Nynorsk' }));
  expect(button.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(button);
  fireEvent.pointerDown(screen.getByRole('link', { name: 'Utenfor' }));
  expect(button.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(button);
  fireEvent.focusIn(screen.getByRole('link', { name: 'Utenfor' }));
  expect(button.getAttribute('aria-expanded')).toBe('false');
});
