import { afterEach, expect, test, vi } from 'vitest';
import { gql } from 'urql';
import { createApiClient } from './urql.ts';

const NUMBER = gql`
  query Number {
    number
  }
`;
const CHANGE = gql`
  mutation Change {
    result: change
  }
`;

afterEach(() => vi.unstubAllGlobals());

test('what was under way while something was changed is asked anew', async () => {
  const asked: string[] = [];
  const answers: ((number: number) => void)[] = [];
  vi.stubGlobal('fetch', async (_url: string, options: RequestInit) => {
    const { operationName } = (await new Response(options.body).json()) as { operationName: string };
    asked.push(operationName);
    const data =
      operationName === 'Change'
        ? { result: true }
        : { number: await new Promise<number>((answer) => answers.push(answer)) };
    return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } });
  });
  const client = createApiClient(() => {});
  const seen: unknown[] = [];
  const { unsubscribe } = client.query<{ number: number }>(NUMBER, {}).subscribe(({ data }) => seen.push(data?.number));
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  await client.mutation(CHANGE, {}).toPromise();

  answers[0]?.(1);
  await vi.waitFor(() => expect(asked).toEqual(['Number', 'Change', 'Number']));
  answers[1]?.(2);
  await vi.waitFor(() => expect(seen.at(-1)).toBe(2));
  unsubscribe();
});
