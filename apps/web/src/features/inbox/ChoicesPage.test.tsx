import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Client, fetchExchange, Provider } from 'urql';
import { afterEach, expect, test } from 'vitest';
import { createLanguage, LanguageProvider } from '../../language.tsx';
import shared from '../../texts/nb.ts';
import { ViewerContext } from '../../viewer.tsx';
import { ChoicesPage } from './ChoicesPage.tsx';
import texts from './texts/nb.ts';

afterEach(cleanup);

const CHOICES = [{ topic: 'DIALOGUE', delivery: 'DAILY' }];

/** The page over an API that answers this to every change. */
function show(result: object, emailIsSetUp = true) {
  const fetch = async (_url: unknown, init?: RequestInit) => {
    const isChange = typeof init?.body === 'string' && init.body.includes('mutation');
    const data = isChange ? { result } : { notificationChoices: { emailIsSetUp, choices: CHOICES } };
    return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } });
  };
  const viewer = { organisation: { name: 'Bro AS' } };
  render(
    <LanguageProvider initial={createLanguage('nb', { ...shared, ...texts })}>
      <Provider
        value={new Client({ url: 'http://api.invalid', exchanges: [fetchExchange], preferGetMethod: false, fetch })}
      >
        {/* The page reads no more of the viewer. */}
        <ViewerContext value={viewer as never}>
          <ChoicesPage />
        </ViewerContext>
      </Provider>
    </LanguageProvider>,
  );
}

const radio = (name: string) => screen.findByLabelText<HTMLInputElement>(name);

test('a choice is kept as it is made', async () => {
  show({ __typename: 'ChooseDeliverySuccess', choice: { topic: 'DIALOGUE', delivery: 'NEVER' } });
  expect((await radio('Hver morgen')).checked).toBe(true);
  fireEvent.click(await radio('Aldri'));
  expect(await screen.findByText(/^Lagret kl\. /)).toBeTruthy();
  expect((await radio('Aldri')).checked).toBe(true);
});

test('a choice that was not kept does not look as if it were', async () => {
  show({ __typename: 'ForbiddenError', code: 'role', message: 'No.' });
  fireEvent.click(await radio('Aldri'));
  expect(await screen.findByText(/ikke tilgang/)).toBeTruthy();
  await waitFor(async () => expect((await radio('Hver morgen')).checked).toBe(true));
  expect(screen.queryByText(/^Lagret/)).toBeNull();
});

test('says when no e-mail goes out', async () => {
  show({}, false);
  expect(await screen.findByText('E-post er ikke satt opp')).toBeTruthy();
});
