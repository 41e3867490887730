import { expect, test } from 'vitest';
import { withFiles } from './upload.ts';

const file = (name: string, text = '') => new File([text], name);

test('a file of the same name takes the earlier one’s place and is to be sent again', () => {
  const first = withFiles([], [file('participations.csv'), file('staff_training.csv')]).map((each) => ({
    ...each,
    state: 'sent' as const,
    id: `id of ${each.name}`,
  }));
  const corrected = file('Participations.CSV', 'corrected');
  const list = withFiles(first, [corrected, file('follow_ups.csv')]);
  expect(list.map(({ name, state, id }) => [name, state, id])).toEqual([
    ['Participations.CSV', 'chosen', null],
    ['staff_training.csv', 'sent', 'id of staff_training.csv'],
    ['follow_ups.csv', 'chosen', null],
  ]);
  expect(list[0]?.file).toBe(corrected);
});
