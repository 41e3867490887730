import { actionsOn, rowOf } from '@batt/domain/access/ability';
import { isAtLeast } from '@batt/domain/access/viewer';
import { ConflictError, ForbiddenError, NotFoundError, mayNot } from '@batt/domain/errors';
import type { KindOf } from '@batt/domain/notifications/kinds';
import { allowedMoves, makeMove, replay, turn } from '@batt/domain/targets/negotiation';
import type { Move, MoveKind, Negotiation, Side } from '@batt/domain/targets/negotiation';
import type { Aim } from '@batt/domain/targets/status';
import { sql } from 'kysely';
import type { Expression, RawBuilder, Selectable, Transaction } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { audit } from '../audit/audit.ts';
import { refuseIdentityNumbers } from '../dialogue/dialogue.ts';
import { tell } from '../notifications/notifications.ts';
import { checkedSlot, noSuchTarget, refuseClosedYear } from './targets.ts';
import type { NewTarget, Slot, TargetRow } from './targets.ts';

// The negotiation of a local target. Its steps are the truth; every way of taking one goes through `takeStep`.

type Trx = Transaction<Database>;
export type StepRow = Selectable<Database['targetStep']>;

/** The steps of each of these negotiations, oldest first; none where they are not the viewer's to see. */
export async function listSteps(context: Context, targetIds: string[]): Promise<StepRow[][]> {
  if (targetIds.length === 0) return [];
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('targetStep')
      .innerJoin('localTarget', 'localTarget.id', 'targetStep.targetId')
      .where(accessibleBy(context.ability, 'read', 'LocalTarget', 'localTarget'))
      .where('targetStep.targetId', 'in', targetIds)
      .selectAll('targetStep')
      .orderBy('targetStep.targetId')
      .orderBy('targetStep.seq')
      .execute(),
  );
  return targetIds.map((id) => rows.filter((row) => row.targetId === id));
}

/** A Nav office proposes a target to a provider that it has an agreement with; gives the target's id. */
export async function proposeTarget(
  context: Context,
  input: NewTarget & { provider: string; navOffice: string | null; grounds: string },
): Promise<string> {
  const { viewer } = context;
  refuseIdentityNumbers({ grounds: input.grounds });
  return asViewer(context.db, viewer, async (trx) => {
    const provider = await trx
      .selectFrom('organisation')
      .where('kind', '=', 'provider')
      .where('number', '=', input.provider)
      .select('id')
      .executeTakeFirst();
    if (!provider) throw new NotFoundError('unknown-provider', 'There is no such provider.');
    const office = await trx
      .selectFrom('organisation')
      .where('id', '=', viewer.organisationId)
      .select(['id', 'kind', 'number', 'countyUnitId'])
      .executeTakeFirstOrThrow();
    if (
      office.kind !== 'nav-office' ||
      office.countyUnitId === null ||
      (input.navOffice ?? office.number) !== office.number
    ) {
      throw new ForbiddenError('not-your-office', 'A local target is proposed by the Nav office itself.');
    }
    if (!context.ability.can('propose', 'LocalTarget')) throw mayNot();
    const sides = { navOfficeId: office.id, providerId: provider.id };
    if (!context.ability.can('propose', rowOf('LocalTarget', sides))) {
      throw new ForbiddenError('no-agreement', 'The office has no agreement with this provider.');
    }
    const { slot } = await checkedSlot(trx, input, input.aim);
    const key = { ...sides, ...slot, countyUnitId: office.countyUnitId };
    await requireAgreement(trx, key);
    const target = await takeSlot(trx, key);
    const now = await takeStep(trx, context, target, null, {
      kind: 'propose',
      side: 'nav-office',
      role: viewer.role,
      aim: input.aim,
      grounds: input.grounds,
    });
    await tellOtherSide(trx, context, target, now);
    return target.id;
  });
}

/**
 * One step in the negotiation of a local target; gives the target's id.
 *
 * @param version what the mover has seen. Another one means that somebody was first: a `ConflictError` that names the
 *   target as it now stands. A comment answers nothing, so it needs none.
 */
export async function moveTarget(
  context: Context,
  id: string,
  move: { kind: Exclude<MoveKind, 'propose'>; version: number | null; aim?: Aim; grounds?: string | null },
): Promise<string> {
  const { viewer, ability } = context;
  refuseIdentityNumbers({ grounds: move.grounds });
  return asViewer(context.db, viewer, async (trx) => {
    const target = await trx
      .selectFrom('localTarget')
      .where(accessibleBy(ability, 'read', 'LocalTarget'))
      .where('id', '=', id)
      .selectAll()
      .executeTakeFirst();
    if (!target) throw noSuchTarget();
    const isSide = [target.navOfficeId, target.providerId].includes(viewer.organisationId);
    if (!isSide || !isAtLeast(viewer.role, 'member')) throw mayNot();
    if (move.kind !== 'comment') await refuseClosedYear(trx, target.year);
    // Before the rights: an office has none where its last agreement has ended, and that is what it ought to learn.
    if (move.kind !== 'comment' && move.kind !== 'withdraw') await requireAgreement(trx, target);
    if (!ability.can(move.kind, rowOf('LocalTarget', target))) throw mayNot();
    if (move.aim) await checkedSlot(trx, target, move.aim);
    const locked = await lockTarget(trx, id);
    const now = await takeStep(trx, context, locked, move.version, {
      kind: move.kind,
      side: sideOf(context, target),
      role: viewer.role,
      aim: move.aim ?? null,
      grounds: move.grounds ?? null,
    });
    await tellOtherSide(trx, context, target, now);
    return id;
  });
}

/** The columns of `local_target` that follow from the steps taken. */
export function columnsOf(negotiation: Negotiation) {
  const { state, round, standing, agreed, steps } = negotiation;
  return {
    state,
    round,
    ...(state === 'agreed' && agreed ? agreed : standing),
    agreedValue: agreed?.value ?? null,
    agreedLow: agreed?.low ?? null,
    agreedHigh: agreed?.high ?? null,
    version: steps.length,
    turn: turn(negotiation),
  };
}

/** What the viewer may do with each of these targets as it stands now. */
export async function targetMoves(context: Context, targets: readonly TargetRow[]): Promise<string[][]> {
  const { ability, viewer } = context;
  const may = targets.map((target): string[] =>
    target.level === 'local' ? actionsOn(ability, 'LocalTarget', target) : actionsOn(ability, 'GeneralTarget', target),
  );
  const negotiable = targets.filter(
    (target, index) => target.level === 'local' && may[index]?.some((name) => name !== 'read'),
  );
  const ids = negotiable.map(({ id }) => id);
  const steps = await listSteps(context, ids);
  const carried = await carriedOf(context, ids);
  return targets.map((target, index): string[] => {
    const asked = may[index] ?? [];
    if (target.level !== 'local') {
      return asked.filter(
        (name) => name === 'delete' || (target.state === 'draft' && (name === 'update' || name === 'publish')),
      );
    }
    const taken = steps[negotiable.indexOf(target)];
    if (!taken) return [];
    const side = target.navOfficeId === viewer.organisationId ? 'nav-office' : 'provider';
    const goesOn = carried.has(target.id);
    return allowedMoves(replay(taken.map(moveOf)), side, viewer.role).filter(
      (name) => asked.includes(name) && (goesOn || name === 'comment' || name === 'withdraw'),
    );
  });
}

// Those of these local targets that an agreement carries.
async function carriedOf({ db, viewer }: Context, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await asViewer(db, viewer, (trx) =>
    trx.selectFrom('localTarget as t').where('t.id', 'in', ids).where(isCarried('t')).select('t.id').execute(),
  );
  return new Set(rows.map(({ id }) => id));
}

/** Between whom a negotiation is, and on what. */
export interface Place extends Slot {
  navOfficeId: number;
  providerId: number;
}

/**
 * Whether an agreement carries targets of this pair in a programme and year: it lies in some of the year and has not ended.
 * An indicator of the whole provider is carried by an agreement on any programme.
 */
export function isCarried(alias: string): Expression<boolean> {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  return sql<boolean>`exists (
    select from agreement a
    where a.nav_office_id = ${of('navOfficeId')} and a.provider_id = ${of('providerId')}
      and (${of('programme')} is null or a.programme = ${of('programme')})
      and a.valid_from <= make_date(${of('year')}, 12, 31)
      and coalesce(a.valid_to, 'infinity') >= greatest(make_date(${of('year')}, 1, 1), current_date))`;
}

/** The same for one place that need not have a target yet. */
export function isCarriedBy({
  navOfficeId,
  providerId,
  programme,
  year,
}: Omit<Place, 'indicator'>): RawBuilder<boolean> {
  return sql<boolean>`(
    select ${isCarried('place')} from (select ${navOfficeId}::integer as nav_office_id,
      ${providerId}::integer as provider_id, ${programme}::text as programme, ${year}::integer as year) place)`;
}

/** Refuses what needs an agreement between the two where there is none, or none any longer. */
export async function requireAgreement(trx: Trx, place: Omit<Place, 'indicator'>): Promise<void> {
  const { rows } = await sql<{ carried: boolean }>`select ${isCarriedBy(place)} as carried`.execute(trx);
  if (!rows[0]?.carried) {
    const { year, programme } = place;
    throw new ConflictError('agreement-ended', 'No agreement between the two carries this target any longer.', {
      year,
      programme: programme ?? '',
    });
  }
}

/** A local target that nobody else can change until the transaction ends. Version 0: nobody has put anything forward yet. */
export type LockedTarget = Place & { id: string; version: number };

/** Which row, of targets or drafts, is on this place. */
export function isAt({ navOfficeId, providerId, indicator, programme, year }: Place): Expression<boolean> {
  return sql<boolean>`(nav_office_id = ${navOfficeId} and provider_id = ${providerId} and indicator = ${indicator}
    and programme is not distinct from ${programme} and year = ${year})`;
}

export async function lockTarget(trx: Trx, id: string): Promise<LockedTarget> {
  return trx.selectFrom('localTarget').where('id', '=', id).selectAll().forUpdate().executeTakeFirstOrThrow();
}

/**
 * The one local target of a pair on an indicator, locked; a new one of version 0 where there was none. Two who begin at
 * once meet here: the second waits for the first and then finds its target.
 */
export async function takeSlot(trx: Trx, place: Place & { countyUnitId: number }): Promise<LockedTarget> {
  const { navOfficeId, providerId, countyUnitId, indicator, programme, year } = place;
  const added = await trx
    .insertInto('localTarget')
    .values({ navOfficeId, providerId, countyUnitId, indicator, programme, year, state: 'proposed', version: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (added) return added;
  return trx.selectFrom('localTarget').where(isAt(place)).selectAll().forUpdate().executeTakeFirstOrThrow();
}

/**
 * Takes one step on a locked target; gives the negotiation after it.
 *
 * @param version what the mover has seen; null answers whatever stands.
 */
export async function takeStep(
  trx: Trx,
  context: Context,
  target: LockedTarget,
  version: number | null,
  move: Move,
): Promise<Negotiation> {
  const seen = { target: target.id, version: target.version };
  if (version !== null && version !== target.version) {
    throw new ConflictError('changed-meanwhile', 'Somebody has answered meanwhile. See what stands now.', seen);
  }
  const steps = await trx
    .selectFrom('targetStep')
    .where('targetId', '=', target.id)
    .selectAll()
    .orderBy('seq')
    .execute();
  const next = attempt(() => makeMove(replay(steps.map(moveOf)), move), seen);
  await trx
    .updateTable('localTarget')
    .set({
      ...columnsOf(next),
      ...(isAgreement(next) && { agreedAt: sql<Date>`now()` }),
      updatedAt: sql<Date>`now()`,
    })
    .where('id', '=', target.id)
    .execute();
  await addStep(trx, context, target, next);
  return next;
}

/** Whether the last step was the one that made both sides agree. */
export function isAgreement({ state, steps }: Negotiation): boolean {
  const last = steps.at(-1)?.kind;
  return state === 'agreed' && (last === 'agree' || last === 'sign');
}

/** On which side of a negotiation the viewer stands, who is on one of them. */
export function sideOf({ viewer }: Context, { navOfficeId }: { navOfficeId: number }): Side {
  return navOfficeId === viewer.organisationId ? 'nav-office' : 'provider';
}

// A move that the negotiation does not allow any more is a conflict over this target, as it now stands.
function attempt<T>(work: () => T, seen: { target: string; version: number }): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ConflictError)
      throw new ConflictError(error.code, error.message, { ...error.params, ...seen });
    throw error;
  }
}

/** Keeps the last step of the negotiation, and tells the audit log. */
async function addStep(
  trx: Trx,
  { viewer }: Context,
  target: { id: string; navOfficeId: number; providerId: number },
  { steps }: Negotiation,
): Promise<void> {
  const last = steps.at(-1);
  if (!last) throw new Error('A move leaves a step.');
  const { kind, round, aim, grounds } = last;
  await trx
    .insertInto('targetStep')
    .values({
      targetId: target.id,
      seq: steps.length,
      navOfficeId: target.navOfficeId,
      providerId: target.providerId,
      round,
      kind,
      organisationId: viewer.organisationId,
      personId: viewer.personId,
      personName: viewer.personName,
      personRole: viewer.role,
      ...aim,
      grounds,
    })
    .execute();
  const other = viewer.organisationId === target.providerId ? target.navOfficeId : target.providerId;
  await audit(trx, {
    action: `${kind}-target`,
    subject: `target ${target.id}`,
    concerns: other,
    details: { round, ...aim },
  });
}

/** A stored step as the move that it was. */
export function moveOf(row: StepRow): Move {
  const aim = { value: row.value, low: row.low, high: row.high };
  return {
    kind: row.kind as MoveKind,
    side: row.organisationId === row.navOfficeId ? 'nav-office' : 'provider',
    role: row.personRole as Move['role'],
    aim: aim.value === null && aim.low === null ? null : aim,
    grounds: row.grounds,
  };
}

/** Tells the other side's people what was done, as one notice for all that the two talk about in a year. */
export async function tellOtherSide(
  trx: Trx,
  context: Context,
  place: Place,
  now: Negotiation,
  count = 1,
): Promise<void> {
  const last = now.steps.at(-1)?.kind;
  const kind = isAgreement(now)
    ? 'agreed'
    : last === 'withdraw'
      ? 'withdrawn'
      : last === 'comment'
        ? 'commented'
        : 'sent';
  const other = sideOf(context, place) === 'provider' ? place.navOfficeId : place.providerId;
  await tellOfTalk(trx, context, place, { to: other, kind, count });
}

/** Tells an organisation's people about the talk that a target belongs to. */
export async function tellOfTalk(
  trx: Trx,
  { viewer }: Context,
  { navOfficeId, providerId, programme, year }: Omit<Place, 'indicator'>,
  notice: { to: number; kind: KindOf<'targets'>; count?: number; date?: string },
): Promise<void> {
  const rows = await trx
    .selectFrom('organisation')
    .where('id', 'in', [navOfficeId, providerId])
    .select(['id', 'name', 'number'])
    .execute();
  const [office, provider] = [navOfficeId, providerId].map((id) => rows.find((row) => row.id === id));
  if (!office || !provider) throw new Error('Two organisations talk about targets.');
  const { to, kind, ...details } = notice;
  // One's own people know who they are; what they need to know is with whom.
  const isWithin = to === viewer.organisationId;
  const who = (to === providerId ? office : provider).name;
  await tell(trx, {
    to,
    topic: 'targets',
    kind,
    thing: `talk:${providerId}:${navOfficeId}:${year}`,
    path: `/talk/${provider.number}/${office.number}?year=${year}${programme ? `&programme=${programme}` : ''}`,
    details: { who, ...(isWithin && { person: viewer.personName }), provider: provider.name, year, ...details },
  });
}
