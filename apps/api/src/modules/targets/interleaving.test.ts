import type { Role } from '@batt/domain/access/viewer';
import { MOVE_KINDS, replay } from '@batt/domain/targets/negotiation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asSystem } from '../../db/as-viewer.ts';
import { Random } from '../../db/seed/random.ts';
import { testDatabase } from '../../db/test-database.ts';
import { testNation } from '../../db/test-nation.ts';
import type { TestNation } from '../../db/test-nation.ts';
import { ask } from '../../test-client.ts';
import { installCatalogue } from '../indicators/indicators.ts';
import { columnsOf, moveOf } from './moves.ts';

// Any moves in any order by anybody on either side, several at once on connections of their own, by the API as a person
// would. Whatever comes of it must be what the rules allow, step by step.

const { db, drop } = await testDatabase();
afterAll(drop);
let nation: TestNation;
beforeAll(async () => {
  nation = await testNation(db);
  await asSystem(db, installCatalogue);
});

// Each game is played on a year of its own, so that some are about what was never agreed on.
const FIRST_YEAR = 2031;
const ROUNDS_A_GAME = 20;
const INDICATORS = ['job-acquisition', 'time-to-job', 'health'] as const;
const PEOPLE = (['frogner', 'bro'] as const).flatMap((key) =>
  (['viewer', 'member', 'manager'] as const).map((role: Role) => ({ key, role, email: `${role}@${key}.example` })),
);
type Somebody = (typeof PEOPLE)[number];

/** How long it goes on; a slow machine gets more time to have been everywhere. */
const USUAL_MS = 12_000;
const MOST_MS = 50_000;
const STATES = ['agreed', 'countered', 'proposed', 'withdrawn'];

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

async function act(who: Somebody, name: string, input: object, gives: string) {
  const source = `mutation ($input: ${capital(name)}Input!) { ${name}(input: $input) { __typename
    ... on ${capital(name)}Success { ${gives} } ... on UserError { code } } }`;
  const { data, errors } = await ask(db, who.email, source, { input });
  // What a person may not do is an answer; anything else is a bug.
  expect(errors).toBeUndefined();
  return data[name];
}

/** All targets with their steps, as the database has them. */
async function stored(year: number) {
  return asSystem(db, async (trx) => {
    const targets = await trx.selectFrom('localTarget').where('year', '=', year).selectAll().execute();
    const steps = await trx.selectFrom('targetStep').selectAll().orderBy('targetId').orderBy('seq').execute();
    return targets.map((target) => ({ target, steps: steps.filter(({ targetId }) => targetId === target.id) }));
  });
}
type Stored = Awaited<ReturnType<typeof stored>>;

/** A step that the API says was taken, with its place where the move named the version that it answered. */
interface Claim {
  indicator: string;
  kind: string;
  organisation: number;
  role: Role;
  seq: number | null;
}
const claim = (who: Somebody, indicator: string, kind: string, seq: number | null): Claim => ({
  indicator,
  kind,
  organisation: nation.organisations[who.key],
  role: who.role,
  seq,
});

/** One move as somebody may try it, on a version that may be an old one. */
async function tryMove(who: Somebody, year: number, code: string, now: Stored, random: Random): Promise<Claim[]> {
  const found = now.find(({ target }) => target.indicator === code)?.target;
  const place = { provider: nation.numbers.bro, indicator: code, programme: 'AB', year };
  const value = random.int(1, 5);
  const kind = random.pick(MOVE_KINDS);
  const version = Math.max(0, (found?.version ?? 0) - (random.chance(0.2) ? 1 : 0));
  const id = found && Buffer.from(`Target:${found.id}`).toString('base64');
  if (kind === 'propose' || !id) {
    const answer = await act(who, 'proposeTarget', { ...place, value, grounds: 'x' }, 'target { version }');
    return answer.target ? [claim(who, code, 'propose', null)] : [];
  }
  const puts = kind === 'counter' || kind === 'reopen';
  const input = {
    id,
    ...(kind !== 'comment' && { version }),
    ...(puts && { value }),
    ...((puts || kind === 'comment') && { grounds: 'x' }),
  };
  const answer = await act(who, `${kind}Target`, input, 'target { version }');
  return answer.target ? [claim(who, code, kind, kind === 'comment' ? null : version + 1)] : [];
}

/** Prepares what is allowed on each row and sends it all. */
async function trySend(who: Somebody, year: number, random: Random): Promise<Claim[]> {
  const pair = { provider: nation.numbers.bro, navOffice: nation.numbers.frogner, year, programme: 'AB' };
  const { data } = await ask(
    db,
    who.email,
    `query ($provider: String!, $navOffice: String!, $year: Int!, $programme: String!) {
      talk(provider: $provider, navOffice: $navOffice, year: $year, programme: $programme) {
        rows { indicator { code } canDraft target { version } draft { id version kind answersVersion indicator { code } } } } }`,
    pair,
  );
  const drafts: { id: string; version: number; kind: string; answersVersion: number; indicator: { code: string } }[] =
    [];
  for (const row of data.talk?.rows ?? []) {
    if (!INDICATORS.includes(row.indicator.code)) continue;
    if (row.draft) drafts.push(row.draft);
    if (row.draft || row.canDraft.length === 0) continue;
    const kind: string = random.pick(row.canDraft);
    const input = {
      ...pair,
      indicator: row.indicator.code,
      kind: kind.toUpperCase(),
      answersVersion: row.target?.version ?? 0,
      ...(kind !== 'agree' && kind !== 'sign' && { value: random.int(1, 5), grounds: 'x' }),
    };
    const made = await act(
      who,
      'saveTargetDraft',
      input,
      'draft { id version kind answersVersion indicator { code } }',
    );
    if (made.draft) drafts.push(made.draft);
  }
  if (drafts.length === 0) return [];
  const named = { drafts: drafts.map(({ id, version }) => ({ id, version })) };
  const sent = await act(who, 'sendTargetAnswers', named, 'targets { id }');
  if (sent.targets) {
    return drafts.map(({ indicator, kind, answersVersion }) =>
      claim(who, indicator.code, kind.toLowerCase(), answersVersion + 1),
    );
  }
  // What could not be sent is put away, so that the next try is on what stands then.
  await act(who, 'discardTargetDrafts', named, 'ids');
  return [];
}

test('never reach a state that the rules do not allow, and never lose a step', { timeout: 90_000 }, async () => {
  const seed = process.env['SEED'] ?? String(Date.now());
  const random = new Random(seed);
  const reached = new Set<string>();
  const startedAt = Date.now();
  let taken = 0;
  const isGoing = () => {
    const spent = Date.now() - startedAt;
    return spent < USUAL_MS || (spent < MOST_MS && reached.size < STATES.length);
  };
  for (let round = 0; isGoing(); round++) {
    const year = FIRST_YEAR + Math.floor(round / ROUNDS_A_GAME);
    if (round % ROUNDS_A_GAME === 0) taken = 0;
    const before = await stored(year);
    // All on one target, so that they meet; who sends brings the others in too.
    const code = random.pick(INDICATORS);
    const work = Array.from({ length: random.int(1, 6) }, (_, index) => {
      const own = random.fork(`${round}/${index}`);
      const who = own.pick(PEOPLE);
      return own.chance(0.2) ? trySend(who, year, own) : tryMove(who, year, code, before, own);
    });
    const claims = (await Promise.all(work)).flat();
    taken += claims.length;

    const after = await stored(year);
    const hint = `seed ${seed}, round ${round}`;
    expect(
      after.reduce((sum, one) => sum + one.steps.length, 0),
      hint,
    ).toBe(taken);
    for (const { indicator, kind, organisation, role, seq } of claims) {
      const added = after
        .find(({ target }) => target.indicator === indicator)
        ?.steps.filter(
          (step) => step.organisationId === organisation && step.personRole === role && step.kind === kind,
        );
      expect(
        added?.some((step) => seq === null || step.seq === seq),
        `${hint}, ${kind}`,
      ).toBe(true);
    }
    for (const { target, steps: kept } of after) {
      expect(
        kept.map(({ seq }) => seq),
        hint,
      ).toEqual(kept.map((_, index) => index + 1));
      // The machine itself refuses a step that the one before it does not allow.
      const negotiation = replay(kept.map(moveOf));
      expect(negotiation, hint).not.toBeNull();
      if (!negotiation) continue;
      expect(target, hint).toMatchObject(columnsOf(negotiation));
      expect(target.agreedAt === null, hint).toBe(negotiation.agreed === null);
      expect(
        kept.map((step) => step.round),
        hint,
      ).toEqual(negotiation.steps.map((step) => step.round));
      const old = before.find((one) => one.target.id === target.id)?.steps ?? [];
      expect(kept.slice(0, old.length), hint).toEqual(old);
      reached.add(negotiation.state);
    }
  }
  // It was no idle run.
  expect([...reached].sort()).toEqual(STATES);
});
