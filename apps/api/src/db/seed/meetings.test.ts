import { holdsNationalIdentityNumber } from '@batt/domain/identity-numbers';
import { expect, it } from 'vitest';
import { generateMeetings } from './meetings.ts';
import { DEMO_DAY, generateNation } from './nation.ts';
import { People } from './people.ts';

const nation = generateNation({ providers: 30, years: 2 });
const meetings = generateMeetings(nation, new People(nation));

it('are held, to come, called off and without minutes, the minutes confirmed by both, by one and before a change', () => {
  const held = meetings.filter(({ minutes }) => minutes);
  expect(held.length).toBeGreaterThan(3);
  expect(meetings.some(({ cancelled }) => cancelled)).toBe(true);
  expect(meetings.some(({ day, minutes }) => day > DEMO_DAY && !minutes)).toBe(true);
  expect(meetings.some(({ day, minutes, cancelled }) => day <= DEMO_DAY && !minutes && !cancelled)).toBe(true);
  expect(held.some(({ version, confirmations }) => confirmations.every((one) => one.version === version))).toBe(true);
  expect(held.some(({ version, confirmations }) => confirmations.some((one) => one.version < version))).toBe(true);
  for (const { minutes } of held) expect(holdsNationalIdentityNumber(minutes ?? '')).toBe(false);
});

it('have actions in every state, and nothing that was done was done later than the demo’s day', () => {
  const actions = meetings.flatMap((meeting) => meeting.actions);
  expect(new Set(actions.map(({ state }) => state))).toEqual(new Set(['proposed', 'accepted', 'done', 'dropped']));
  for (const { state, doneAt } of actions) {
    expect(doneAt !== null).toBe(state === 'done');
    if (doneAt) expect(doneAt.getTime()).toBeLessThanOrEqual((DEMO_DAY + 1) * 86_400_000);
  }
});

it('take up what an earlier meeting of the two left open', () => {
  const known = new Set(meetings.flatMap(({ actions }) => actions.map(({ id }) => id)));
  const taken = meetings.flatMap(({ agenda }) => agenda.flatMap(({ actionId }) => (actionId ? [actionId] : [])));
  expect(taken.length).toBeGreaterThan(2);
  for (const id of taken) expect(known.has(id)).toBe(true);
});
