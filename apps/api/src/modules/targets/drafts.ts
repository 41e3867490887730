import { rowOf } from '@batt/domain/access/ability';
import { ConflictError, NotFoundError, ValidationError, invalidField, mayNot } from '@batt/domain/errors';
import type { FieldError } from '@batt/domain/errors';
import { formatDay } from '@batt/domain/periods';
import { allowedMoves, replay } from '@batt/domain/targets/negotiation';
import type { Negotiation } from '@batt/domain/targets/negotiation';
import type { Aim } from '@batt/domain/targets/status';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database, DateText } from '../../db/tables.ts';
import { audit } from '../audit/audit.ts';
import { refuseIdentityNumbers } from '../dialogue/dialogue.ts';
import { getTalk, sidesOf, todayOf } from './talks.ts';
import type { DraftKind, DraftRow, Talk, TalkKey, TalkRow } from './talks.ts';
import { isAgreement, isAt, lockTarget, moveOf, requireAgreement, takeSlot, takeStep, tellOfTalk } from './moves.ts';
import { aimInForce, checkedSlot, noSuchTarget, refuseClosedYear } from './targets.ts';
import type { Place } from './moves.ts';
import type { Slot } from './targets.ts';

type Trx = Transaction<Database>;

/** A draft as somebody saw it. Another version means that somebody has changed it since. */
export interface SeenDraft {
  id: string;
  version: number;
}

/** Those of these drafts that are the viewer's organisation's. */
export async function findDrafts(context: Context, ids: string[]): Promise<DraftRow[]> {
  return asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('targetDraft')
      .where(accessibleBy(context.ability, 'read', 'TargetDraft'))
      .where('id', 'in', ids)
      .selectAll()
      .execute(),
  );
}

/** What is wanting before a draft can be sent. */
export function isComplete({ kind, value, low, grounds }: DraftRow): boolean {
  const putsForward = kind !== 'agree' && kind !== 'sign';
  return !putsForward || ((value !== null || low !== null) && grounds.trim() !== '');
}

interface NewDraft extends Slot {
  provider: string;
  navOffice: string;
  kind: DraftKind;
  aim: Aim;
  grounds: string;
  /** The version of the negotiation that it answers, 0 where there is none. */
  answersVersion: number;
  /** The version of the draft that is changed; null for a new one. */
  version: number | null;
}

/** Keeps one side's answer on one row, not necessarily a whole one, until it is sent; gives the draft's id. */
export async function saveDraft(context: Context, input: NewDraft): Promise<string> {
  const { viewer } = context;
  refuseIdentityNumbers({ grounds: input.grounds });
  return asViewer(context.db, viewer, async (trx) => {
    const sides = await sidesOf(trx, context, input);
    mayPrepare(context);
    const putsForward = input.kind !== 'agree' && input.kind !== 'sign';
    const isGiven = input.aim.value !== null || (input.aim.low !== null && input.aim.high !== null);
    const { slot } = await checkedSlot(trx, input, putsForward && isGiven ? input.aim : null);
    const place = { providerId: sides.providerId, navOfficeId: sides.navOfficeId, ...slot };
    await requireAgreement(trx, place);

    const target = await trx.selectFrom('localTarget').where(isAt(place)).selectAll().executeTakeFirst();
    const seen: Record<string, string | number> = target
      ? { target: target.id, version: target.version }
      : { version: 0 };
    if (input.answersVersion !== (target?.version ?? 0)) {
      throw new ConflictError('changed-meanwhile', 'Somebody has answered meanwhile. See what stands now.', seen);
    }
    const steps = target
      ? await trx.selectFrom('targetStep').where('targetId', '=', target.id).selectAll().orderBy('seq').execute()
      : [];
    if (!allowedMoves(replay(steps.map(moveOf)), sides.side, 'manager').includes(input.kind)) {
      throw new ConflictError('move-not-allowed', `One cannot ${input.kind} now.`, { ...seen, kind: input.kind });
    }

    const values = {
      kind: input.kind,
      ...(putsForward ? input.aim : NO_AIM),
      grounds: putsForward ? input.grounds : '',
      answersVersion: input.answersVersion,
      updatedBy: viewer.personId,
      updatedByName: viewer.personName,
    };
    const { organisationId } = viewer;
    const saved =
      input.version === null
        ? await trx
            .insertInto('targetDraft')
            .values({ organisationId, ...place, ...values })
            .onConflict((conflict) => conflict.doNothing())
            .returning('id')
            .executeTakeFirst()
        : await trx
            .updateTable('targetDraft')
            .where(isAt(place))
            .where('organisationId', '=', organisationId)
            .where('version', '=', input.version)
            .set(values)
            .set((eb) => ({ version: eb('version', '+', 1), updatedAt: sql<Date>`now()` }))
            // What is changed must be handed over again.
            .set({ readyAt: null, readyByName: null })
            .returning('id')
            .executeTakeFirst();
    if (saved) return saved.id;
    const other = await trx
      .selectFrom('targetDraft')
      .select(['id', 'version'])
      .where(isAt(place))
      .where('organisationId', '=', organisationId)
      .executeTakeFirst();
    throw draftChanged(other);
  });
}

/** Throws these drafts away, if they are still as they were seen. */
export async function discardDrafts(context: Context, seen: readonly SeenDraft[]): Promise<string[]> {
  return asViewer(context.db, context.viewer, async (trx) => {
    mayPrepare(context);
    const drafts = await lockDrafts(trx, context, seen);
    const ids = drafts.map(({ id }) => id);
    await trx.deleteFrom('targetDraft').where('id', 'in', ids).execute();
    return ids;
  });
}

/** Prepares the acceptance of every proposal that asks for nothing new and has no draft; gives the drafts' ids. */
export async function acceptUnchanged(context: Context, key: TalkKey): Promise<string[]> {
  const talk = await ownTalk(context, key);
  const rows = (await talk.rows()).filter((row) => row.unchanged && row.canDraft.includes('agree'));
  return addDrafts(
    context,
    talk,
    rows.map((row) => ({ row, kind: 'agree', aim: NO_AIM, grounds: '' })),
  );
}

/**
 * Prepares last year's agreed targets as this year's proposals, where none stands; gives the drafts' ids. With an
 * indicator named also as a counter-proposal on that one.
 */
export async function proposeLastYears(
  context: Context,
  { grounds, indicator, ...key }: TalkKey & { grounds: string; indicator?: string | null },
): Promise<string[]> {
  refuseIdentityNumbers({ grounds });
  const talk = await ownTalk(context, key);
  const kinds: DraftKind[] = indicator ? ['propose', 'counter'] : ['propose'];
  const drafts = (await talk.rows()).flatMap((row) => {
    const aim = row.lastYear && aimInForce(row.lastYear);
    const kind = kinds.find((one) => row.canDraft.includes(one));
    if (!aim || !kind || (indicator && row.indicator.code !== indicator)) return [];
    const { value, low, high } = aim;
    return [{ row, kind, aim: { value, low, high }, grounds }];
  });
  return addDrafts(context, talk, drafts);
}

/** Hands drafts to whoever may send them; gives their ids. */
export async function handToManager(context: Context, seen: readonly SeenDraft[]): Promise<string[]> {
  const { viewer } = context;
  return asViewer(context.db, viewer, async (trx) => {
    mayPrepare(context);
    const drafts = await lockDrafts(trx, context, seen);
    const [first] = drafts;
    if (!first) return [];
    await refuseClosedYear(trx, first.year);
    refuseIncomplete(drafts);
    await trx
      .updateTable('targetDraft')
      .set({ readyAt: sql<Date>`now()`, readyByName: viewer.personName })
      .where(
        'id',
        'in',
        drafts.map(({ id }) => id),
      )
      .execute();
    await tellOfTalk(trx, context, first, { to: viewer.organisationId, kind: 'ready', count: drafts.length });
    return drafts.map(({ id }) => id);
  });
}

/**
 * Sends drafts to the other side as moves of the viewer, a manager: all of them or none. What somebody has changed since is
 * a `ConflictError` that names it, and every draft stays. Gives the targets' ids.
 */
export async function sendDrafts(context: Context, seen: readonly SeenDraft[]): Promise<string[]> {
  const { viewer, ability } = context;
  if (viewer.role !== 'manager') throw mayNot();
  return asViewer(context.db, viewer, async (trx) => {
    mayPrepare(context);
    const drafts = await lockDrafts(trx, context, seen);
    const [first] = drafts;
    if (!first) return [];
    const { countyUnitId } = await trx
      .selectFrom('organisation')
      .where('id', '=', first.navOfficeId)
      .select('countyUnitId')
      .executeTakeFirstOrThrow();
    const side = first.navOfficeId === viewer.organisationId ? 'nav-office' : 'provider';
    await refuseClosedYear(trx, first.year);
    refuseIncomplete(drafts);
    for (const draft of drafts) {
      await requireAgreement(trx, draft);
      if (!ability.can(draft.kind, rowOf('LocalTarget', draft))) throw mayNot();
      const aim = aimOf(draft);
      if (aim) await checkedSlot(trx, draft, aim);
    }

    // Every target is locked, in an order that both sides share, before any is moved: moves wait for the audit log too.
    const targets = [];
    for (const draft of drafts) targets.push({ draft, target: await lockOrTake(trx, draft, countyUnitId ?? 0) });
    const ends: Negotiation[] = [];
    for (const { draft, target } of targets) {
      const { kind, answersVersion } = draft;
      const move = { kind, side, role: viewer.role, aim: aimOf(draft), grounds: draft.grounds || null } as const;
      ends.push(await takeStep(trx, context, target, answersVersion, move));
    }
    await trx
      .deleteFrom('targetDraft')
      .where(
        'id',
        'in',
        drafts.map(({ id }) => id),
      )
      .execute();
    const other = side === 'provider' ? first.navOfficeId : first.providerId;
    const kind = ends.every(isAgreement) ? 'agreed' : 'sent';
    const place = drafts.find(({ programme }) => programme !== null) ?? first;
    await tellOfTalk(trx, context, place, { to: other, kind, count: drafts.length });
    return targets.map(({ target }) => target.id);
  });
}

// The target that a draft is about, locked; a new one where nothing is proposed yet.
async function lockOrTake(trx: Trx, draft: DraftRow, countyUnitId: number) {
  const standing = await trx.selectFrom('localTarget').where(isAt(draft)).select('id').executeTakeFirst();
  if (standing) return lockTarget(trx, standing.id);
  if (draft.kind !== 'propose') throw noSuchTarget();
  return takeSlot(trx, { ...placeOf(draft), countyUnitId });
}

/** Says until when an answer is awaited, or takes that back. For the office. */
export async function setAnswerBy(
  context: Context,
  { answerBy, ...key }: TalkKey & { answerBy: DateText | null },
): Promise<Talk> {
  const { viewer, ability } = context;
  await asViewer(context.db, viewer, async (trx) => {
    const { providerId, navOfficeId, countyUnitId } = await sidesOf(trx, context, key);
    const talk = { providerId, navOfficeId, countyUnitId, year: key.year };
    if (!ability.can('update', rowOf('TargetTalk', talk))) throw mayNot();
    await refuseClosedYear(trx, key.year);
    if (answerBy !== null && answerBy < formatDay(await todayOf(trx))) {
      throw invalidField('answerBy', 'past-day', 'An answer cannot be awaited in the past.');
    }
    if (answerBy === null) {
      await trx
        .deleteFrom('targetTalk')
        .where((eb) => eb.and({ providerId, navOfficeId, year: key.year }))
        .execute();
    } else {
      const said = { answerBy, setByName: viewer.personName, updatedAt: sql<Date>`now()` };
      await trx
        .insertInto('targetTalk')
        .values({ ...talk, ...said })
        .onConflict((conflict) => conflict.columns(['navOfficeId', 'providerId', 'year']).doUpdateSet(said))
        .execute();
    }
    await audit(trx, {
      action: 'set-answer-by',
      subject: `talk ${key.provider} ${key.navOffice} ${key.year}`,
      concerns: providerId,
      details: { answerBy },
    });
    if (answerBy !== null) {
      const place = { ...talk, programme: key.programme };
      await tellOfTalk(trx, context, place, { to: providerId, kind: 'deadline', date: answerBy });
    }
  });
  return ownTalk(context, key);
}

const NO_AIM: Aim = { value: null, low: null, high: null };
const aimOf = ({ value, low, high }: DraftRow): Aim | null =>
  value === null && low === null ? null : { value, low, high };
const placeOf = ({ navOfficeId, providerId, indicator, programme, year }: Place): Place => ({
  navOfficeId,
  providerId,
  indicator,
  programme,
  year,
});

// A talk that the viewer may prepare answers in.
async function ownTalk(context: Context, key: TalkKey): Promise<Talk> {
  mayPrepare(context);
  const talk = await getTalk(context, key);
  if (!talk?.side)
    throw new NotFoundError('unknown-talk', 'There are no such two that talk about targets, or you are neither.');
  await asViewer(context.db, context.viewer, (trx) => refuseClosedYear(trx, key.year));
  return talk;
}

// Drafts on rows that have none; one that a colleague makes meanwhile stays.
async function addDrafts(
  context: Context,
  { providerId, navOfficeId, year }: Talk,
  wanted: readonly { row: TalkRow; kind: DraftKind; aim: Aim; grounds: string }[],
): Promise<string[]> {
  const { personId, personName, organisationId } = context.viewer;
  const free = wanted.filter(({ row }) => row.draft === null);
  if (free.length === 0) return [];
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .insertInto('targetDraft')
      .values(
        free.map(({ row, kind, aim, grounds }) => ({
          organisationId,
          navOfficeId,
          providerId,
          indicator: row.indicator.code,
          programme: row.programme,
          year,
          kind,
          ...aim,
          grounds,
          answersVersion: row.target?.version ?? 0,
          updatedBy: personId,
          updatedByName: personName,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute(),
  );
  return rows.map(({ id }) => id);
}

/** These drafts, locked in the order in which both sides lock targets; of one talk, and each as it was seen. */
async function lockDrafts(trx: Trx, { ability, viewer }: Context, seen: readonly SeenDraft[]): Promise<DraftRow[]> {
  const drafts = await trx
    .selectFrom('targetDraft')
    .where(accessibleBy(ability, 'update', 'TargetDraft'))
    .where('organisationId', '=', viewer.organisationId)
    .where(
      'id',
      'in',
      seen.map(({ id }) => id),
    )
    .selectAll()
    .orderBy('indicator')
    .orderBy('programme')
    .forUpdate()
    .execute();
  for (const { id, version } of seen) {
    const draft = drafts.find((one) => one.id === id);
    if (draft?.version !== version) throw draftChanged(draft);
  }
  const talks = new Set(drafts.map(({ providerId, navOfficeId, year }) => `${providerId} ${navOfficeId} ${year}`));
  if (talks.size > 1) throw new ValidationError('several-talks', 'These answers belong to talks with several others.');
  return drafts;
}

function refuseIncomplete(drafts: readonly DraftRow[]): void {
  const wanting = drafts
    .filter((draft) => !isComplete(draft))
    .map(({ indicator }): FieldError => {
      return { path: indicator, code: 'incomplete', message: 'Give the value and the grounds.' };
    });
  if (wanting.length > 0) throw new ValidationError('incomplete-draft', 'Some answers are not complete.', wanting);
}

function mayPrepare({ ability, viewer }: Context): void {
  if (!ability.can('update', rowOf('TargetDraft', { organisationId: viewer.organisationId }))) throw mayNot();
}

function draftChanged(now: SeenDraft | undefined): ConflictError {
  return now
    ? new ConflictError('draft-changed', 'A colleague has changed this draft.', { draft: now.id, version: now.version })
    : new ConflictError('draft-gone', 'This draft was sent or discarded meanwhile.');
}
