import { rowOf } from '@batt/domain/access/ability';
import type { OrganisationKind } from '@batt/domain/access/viewer';
import { ConflictError, ForbiddenError, NotFoundError, invalidField, mayNot } from '@batt/domain/errors';
import { isSamePoint } from '@batt/domain/meetings/agenda';
import type { AgendaPoint } from '@batt/domain/meetings/agenda';
import type { KindOf } from '@batt/domain/notifications/kinds';
import { encodeGlobalID } from '@pothos/plugin-relay';
import type { Selectable, Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Database } from '../../db/tables.ts';
import { cutPage } from '../../page.ts';
import type { Page } from '../../page.ts';
import { audit } from '../audit/audit.ts';
import { refuseIdentityNumbers } from '../dialogue/dialogue.ts';
import { definitionsFor, refuseUnknownFigure } from '../indicators/indicators.ts';
import { tell } from '../notifications/notifications.ts';
import { ownName } from '../organisations/organisations.ts';
import { actions, TODAY } from './actions.ts';
import type { ActionRow } from './actions.ts';
import { loadMatter, trueEndReasons, withOpened } from './matter.ts';
import type { Matter } from './matter.ts';

type Trx = Transaction<Database>;

/** A dialogue meeting between a provider and a Nav office or its county unit. */
export interface MeetingRow extends Selectable<Database['meeting']> {
  /** Its day is today or has been. */
  due: boolean;
  /** Those who stand behind the minutes as they are now. */
  confirmedBy: number[];
}

/** That a side stood behind the minutes as they were in a version. */
export interface ConfirmationRow extends Selectable<Database['meetingConfirmation']> {
  /** Nothing has been changed since. */
  current: boolean;
}

export const meetingKey = {
  schema: z.tuple([z.string().max(10), z.guid()]),
  of: (row: MeetingRow): [string, string] => [row.heldOn, row.id],
};

export interface MeetingFilter {
  provider?: string | null;
  state?: MeetingRow['state'] | null;
}

/** The meetings of the viewer's organisation: those planned by day, others latest first. */
export async function listMeetings(
  context: Context,
  filter: MeetingFilter,
  page: Page<unknown[]>,
): Promise<MeetingRow[]> {
  return asViewer(context.db, context.viewer, async (trx) => {
    let query = meetings(trx, context);
    if (filter.provider) {
      query = query.where('meeting.providerId', '=', (await sideNumbered(trx, 'provider', filter.provider))?.id ?? 0);
    }
    if (filter.state) query = query.where('meeting.state', '=', filter.state);
    const direction = filter.state === 'planned' ? 'asc' : 'desc';
    return cutPage(query, page, ['meeting.heldOn', 'meeting.id'], direction).execute();
  });
}

/** Those of these meetings that the viewer may see. */
export async function findMeetings(context: Context, ids: string[]): Promise<MeetingRow[]> {
  return asViewer(context.db, context.viewer, (trx) => meetings(trx, context).where('meeting.id', 'in', ids).execute());
}

function meetings(trx: Trx, { ability }: Context) {
  return trx
    .selectFrom('meeting')
    .where(accessibleBy(ability, 'read', 'Meeting', 'meeting'))
    .selectAll('meeting')
    .select([
      sql<boolean>`meeting.held_on <= ${TODAY}`.as('due'),
      sql<number[]>`array(select c.organisation_id from meeting_confirmation c
        where c.meeting_id = meeting.id and c.version = meeting.version)`.as('confirmedBy'),
    ]);
}

/** Who has confirmed the minutes of each of these meetings, and in which version, latest first. */
export async function listConfirmations(context: Context, ids: string[]): Promise<ConfirmationRow[][]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('meetingConfirmation as c')
      .innerJoin('meeting', 'meeting.id', 'c.meetingId')
      .where(accessibleBy(context.ability, 'read', 'MeetingConfirmation', 'c'))
      .where('c.meetingId', 'in', ids)
      .selectAll('c')
      .select(sql<boolean>`c.version = meeting.version`.as('current'))
      .orderBy('c.version', 'desc')
      .orderBy('confirmedAt', 'desc')
      .execute(),
  );
  return ids.map((id) => rows.filter((row) => row.meetingId === id));
}

/**
 * What the meeting is about, as its counterpart may see it: masked, but for the end reasons that the provider has opened.
 * Points that are on the agenda are suggested no more.
 */
export async function getMatter(context: Context, meeting: MeetingRow): Promise<Matter | null> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const matter = await loadMatter(trx, context, meeting);
    if (!matter) return null;
    const { endReasons, suggestions } = matter;
    return {
      ...matter,
      endReasons: endReasons && meeting.endReasons ? withOpened(endReasons, meeting.endReasons) : endReasons,
      suggestions: suggestions.filter((point) => !meeting.agenda.some((chosen) => isSamePoint(chosen, point))),
    };
  });
}

/** The last meeting of the same two sides that was held before. */
export async function findPrevious(context: Context, meeting: MeetingRow): Promise<MeetingRow | null> {
  return asViewer(context.db, context.viewer, async (trx) => (await previousOf(trx, context, meeting)) ?? null);
}

function previousOf(trx: Trx, context: Context, meeting: MeetingRow) {
  return meetings(trx, context)
    .where('meeting.providerId', '=', meeting.providerId)
    .where('meeting.counterpartId', '=', meeting.counterpartId)
    .where('meeting.state', '=', 'held')
    .where('meeting.heldOn', '<', meeting.heldOn)
    .orderBy('meeting.heldOn', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What the two sides have had to do since last time: what is open, and what was done or dropped since then. */
export async function listActionsSince(context: Context, meeting: MeetingRow): Promise<ActionRow[]> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const previous = await previousOf(trx, context, meeting);
    return actions(trx, context)
      .where('action.providerId', '=', meeting.providerId)
      .where('action.counterpartId', '=', meeting.counterpartId)
      .where(sql<boolean>`action.meeting_id is distinct from ${meeting.id}`)
      .where((eb) =>
        eb.or([
          eb('action.state', 'in', ['proposed', 'accepted']),
          sql<boolean>`action.updated_at::date >= ${previous?.heldOn ?? null}::date`,
        ]),
      )
      .orderBy('action.dueDate')
      .orderBy('action.id')
      .execute();
  });
}

export interface MeetingSides {
  provider: string;
  /** Number of the Nav office or county unit; those are their own counterpart. */
  counterpart?: string | null;
  counterpartKind?: OrganisationKind | null;
  programme: string;
  year: number;
}

/** What the figures suggest for a meeting that is not there yet; null for sides that the viewer may not call to one. */
export async function suggestFor(context: Context, input: MeetingSides): Promise<Matter | null> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const sides = await findSides(trx, context, input);
    if (!sides || !context.ability.can('create', rowOf('Meeting', sides)) || !(await doMeet(trx, sides))) return null;
    return loadMatter(trx, context, { ...sides, programme: input.programme, year: input.year });
  });
}

/** Calls a meeting; gives its id. The sides are those that may also start a thread. */
export async function planMeeting(
  context: Context,
  input: MeetingSides & { heldOn: string; agenda: AgendaPoint[] },
): Promise<string> {
  const { viewer, ability } = context;
  const { programme, year, heldOn } = input;
  return asViewer(context.db, viewer, async (trx) => {
    const sides = await findSides(trx, context, input);
    if (!sides) throw new NotFoundError('unknown-side', 'There is no such provider or counterpart.');
    if (!ability.can('create', rowOf('Meeting', sides))) throw mayNot();
    if (!(await doMeet(trx, sides))) {
      throw new ForbiddenError('no-agreement', 'A provider meets its Nav offices and its county unit.');
    }
    await refuseUnknownFigure(trx, { programme });
    const known = await trx.selectFrom('measurementYear').where('year', '=', year).select('year').executeTakeFirst();
    if (!known) throw invalidField('year', 'unknown-year', 'There is no such measurement year.');
    const agenda = await checkedAgenda(trx, context, { ...sides, year }, input.agenda);
    const meeting = await trx
      .insertInto('meeting')
      .values({
        ...sides,
        programme,
        year,
        heldOn,
        agenda: JSON.stringify(agenda),
        createdBy: viewer.personId,
        updatedByName: viewer.personName,
      })
      .returning(['id', 'providerId', 'counterpartId', 'heldOn'])
      .executeTakeFirstOrThrow();
    await tellOther(trx, context, meeting, 'called');
    return meeting.id;
  });
}

/** Moves a meeting to another day. */
export async function moveMeeting(context: Context, input: { id: string; version: number; heldOn: string }) {
  return change(context, input, async (trx, meeting) => {
    if (meeting.state !== 'planned') throw new ConflictError('meeting-held', 'The meeting has been held.');
    if (input.heldOn !== meeting.heldOn) await tellOther(trx, context, { ...meeting, heldOn: input.heldOn }, 'changed');
    return { heldOn: input.heldOn };
  });
}

/** Puts the points of a meeting in the order given; what is left out is removed. */
export async function setAgenda(context: Context, input: { id: string; version: number; agenda: AgendaPoint[] }) {
  return change(context, input, async (trx, meeting) => ({
    agenda: JSON.stringify(await checkedAgenda(trx, context, meeting, input.agenda)),
  }));
}

/** Saves the minutes. Written on the day of the meeting or later, they say that it was held. */
export async function saveMinutes(context: Context, input: { id: string; version: number; minutes: string }) {
  const { minutes } = input;
  refuseIdentityNumbers({ minutes });
  return change(context, input, async (trx, meeting) => {
    // The other side is told when there are minutes to read, and when such that somebody stood behind were changed; not
    // of each word that is saved.
    if (minutes !== meeting.minutes && (meeting.minutes === '' || meeting.confirmedBy.length > 0)) {
      await tellOther(trx, context, meeting, 'minutes');
    }
    return { minutes, ...(meeting.due && minutes.trim() !== '' && { state: 'held' as const }) };
  });
}

/** Calls a meeting off. */
export async function cancelMeeting(context: Context, input: { id: string; version: number }): Promise<string> {
  return change(context, input, async (trx, meeting) => {
    if (meeting.state !== 'planned') throw new ConflictError('meeting-held', 'The meeting has been held.');
    await tellOther(trx, context, meeting, 'cancelled');
    return { state: 'cancelled' };
  });
}

/** Puts the viewer's organisation behind the minutes as they are in a version. For managers. */
export async function confirmMinutes(context: Context, input: { id: string; version: number }): Promise<string> {
  const { viewer } = context;
  return asViewer(context.db, viewer, async (trx) => {
    const meeting = await lockMeeting(trx, context, input.id, 'confirm');
    refuseOtherVersion(meeting, input.version);
    if (meeting.state !== 'held' || meeting.minutes.trim() === '') {
      throw new ConflictError('no-minutes', 'There are no minutes of a meeting that was held.');
    }
    const { providerId, counterpartId, version } = meeting;
    const confirmation = { meetingId: meeting.id, providerId, counterpartId, version };
    const added = await trx
      .insertInto('meetingConfirmation')
      .values({
        ...confirmation,
        organisationId: viewer.organisationId,
        personId: viewer.personId,
        personName: viewer.personName,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('version')
      .executeTakeFirst();
    if (!added) return meeting.id;
    await tellOther(trx, context, meeting, 'confirmed');
    const concerns = otherSide(context, meeting);
    await audit(trx, { action: 'confirm-minutes', subject: `meeting ${meeting.id}`, concerns, details: { version } });
    return meeting.id;
  });
}

/**
 * Opens the provider's unmasked counts per end reason to the counterpart of one meeting, as they are published now. For
 * its managers. It cannot be taken back, for what has been seen has been seen.
 */
export async function openEndReasons(context: Context, id: string): Promise<string> {
  const { viewer } = context;
  return asViewer(context.db, viewer, async (trx) => {
    const meeting = await lockMeeting(trx, context, id, 'open');
    if (meeting.state === 'cancelled') throw cancelled();
    if (meeting.endReasons) throw new ConflictError('opened', 'The end reasons are open already.');
    const endReasons = await trueEndReasons(trx, context, meeting);
    if (!endReasons) throw new ConflictError('no-end-reasons', 'There are no published end reasons to open.');
    await trx
      .updateTable('meeting')
      .set({
        endReasons: JSON.stringify(endReasons),
        endReasonsOpenedBy: viewer.personName,
        endReasonsOpenedAt: sql<Date>`now()`,
      })
      .where('id', '=', id)
      .execute();
    await tellOther(trx, context, meeting, 'opened');
    const { programme, year, counterpartId: concerns } = meeting;
    await audit(trx, { action: 'open-end-reasons', subject: `meeting ${id}`, concerns, details: { programme, year } });
    return id;
  });
}

/** What the viewer may do now: `update`, `move`, `cancel`, `confirm`, `open`, `addAction`. */
export function meetingMoves({ ability, viewer }: Context, meeting: MeetingRow): string[] {
  if (meeting.state === 'cancelled') return [];
  const may = (action: 'update' | 'confirm' | 'open') => ability.can(action, rowOf('Meeting', meeting));
  const hasConfirmed = meeting.confirmedBy.includes(viewer.organisationId);
  const hasMinutes = meeting.state === 'held' && meeting.minutes.trim() !== '';
  return [
    ...(may('update') ? ['update'] : []),
    ...(may('update') && meeting.state === 'planned' ? ['move', 'cancel'] : []),
    ...(may('confirm') && hasMinutes && !hasConfirmed ? ['confirm'] : []),
    ...(may('open') && !meeting.endReasons ? ['open'] : []),
    ...(ability.can('create', rowOf('Action', meeting)) ? ['addAction'] : []),
  ];
}

type Changes = Partial<{ heldOn: string; agenda: string; minutes: string; state: 'held' | 'cancelled' }>;

/** Changes a meeting as it was seen, and counts the change. Another version means that somebody was first. */
async function change(
  context: Context,
  seen: { id: string; version: number },
  changesOf: (trx: Trx, meeting: MeetingRow) => Promise<Changes>,
): Promise<string> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const meeting = await lockMeeting(trx, context, seen.id, 'update');
    refuseOtherVersion(meeting, seen.version);
    if (meeting.state === 'cancelled') throw cancelled();
    await trx
      .updateTable('meeting')
      .set({
        ...(await changesOf(trx, meeting)),
        version: meeting.version + 1,
        updatedByName: context.viewer.personName,
        updatedAt: sql<Date>`now()`,
      })
      .where('id', '=', meeting.id)
      .execute();
    return meeting.id;
  });
}

/** Takes the meeting's row for this transaction. A meeting that the viewer may not see is not found. */
async function lockMeeting(
  trx: Trx,
  context: Context,
  id: string,
  act: 'update' | 'confirm' | 'open',
): Promise<MeetingRow> {
  const meeting = await meetings(trx, context).where('meeting.id', '=', id).executeTakeFirst();
  if (!meeting) throw noSuchMeeting();
  if (!context.ability.can(act, rowOf('Meeting', meeting))) throw mayNot();
  // The lock comes after the question, for a person who may only read cannot lock.
  return meetings(trx, context).where('meeting.id', '=', id).forUpdate('meeting').executeTakeFirstOrThrow();
}

function refuseOtherVersion(meeting: MeetingRow, version: number): void {
  if (meeting.version === version) return;
  const by = meeting.updatedByName;
  throw new ConflictError('meeting-changed', 'Somebody else changed the meeting first.', { meeting: meeting.id, by });
}

/** The agenda with each point reduced to what its kind needs, and everything in it known. */
async function checkedAgenda(
  trx: Trx,
  context: Context,
  { providerId, counterpartId, year }: { providerId: number; counterpartId: number; year: number },
  points: readonly AgendaPoint[],
): Promise<AgendaPoint[]> {
  refuseIdentityNumbers(Object.fromEntries(points.map(({ text }, index) => [`agenda.${index}.text`, text])));
  const indicators = new Set((await definitionsFor(trx, year)).map(({ code }) => code));
  const known = await actions(trx, context)
    .where('action.providerId', '=', providerId)
    .where('action.counterpartId', '=', counterpartId)
    .clearSelect()
    .select('action.id')
    .execute();
  const ids = new Set(known.map(({ id }) => id));
  return points.map(({ kind, indicator, theme, actionId, text }, index): AgendaPoint => {
    const words = text?.trim() ? { text: text.trim() } : {};
    if (kind === 'survey-gap' && theme) return { kind, theme, ...words };
    if (kind === 'open-action' && actionId && ids.has(actionId)) return { kind, actionId, ...words };
    if ((kind === 'target-at-risk' || kind === 'change') && indicator && indicators.has(indicator)) {
      return { kind, indicator, ...words };
    }
    if (kind === 'other' && words.text) return { kind, ...words };
    throw invalidField(`agenda.${index}`, 'empty-point', 'The point is about nothing that is known.');
  });
}

async function findSides(trx: Trx, { viewer }: Context, input: MeetingSides) {
  const provider = await sideNumbered(trx, 'provider', input.provider);
  const counterpart =
    viewer.organisationKind === 'provider'
      ? await sideNumbered(trx, input.counterpartKind ?? 'nav-office', input.counterpart ?? '')
      : { id: viewer.organisationId };
  return provider && counterpart ? { providerId: provider.id, counterpartId: counterpart.id } : null;
}

function sideNumbered(trx: Trx, kind: OrganisationKind, number: string) {
  return trx
    .selectFrom('organisation')
    .where('kind', '=', kind)
    .where('number', '=', number)
    .select('id')
    .executeTakeFirst();
}

/** Whether two are a provider and its county unit, or a Nav office that has or had an agreement with it. */
async function doMeet(trx: Trx, { providerId, counterpartId }: { providerId: number; counterpartId: number }) {
  const found = await trx
    .selectFrom('organisation as p')
    .where('p.id', '=', providerId)
    .where((eb) =>
      eb.or([
        eb('p.countyUnitId', '=', counterpartId),
        eb.exists(
          eb
            .selectFrom('agreement')
            .where('agreement.providerId', '=', providerId)
            .where('agreement.navOfficeId', '=', counterpartId)
            .select('agreement.id'),
        ),
      ]),
    )
    .select('p.id')
    .executeTakeFirst();
  return found !== undefined;
}

const otherSide = ({ viewer }: Context, { providerId, counterpartId }: { providerId: number; counterpartId: number }) =>
  viewer.organisationId === providerId ? counterpartId : providerId;

async function tellOther(
  trx: Trx,
  context: Context,
  meeting: Pick<MeetingRow, 'id' | 'providerId' | 'counterpartId' | 'heldOn'>,
  kind: KindOf<'meetings'>,
): Promise<void> {
  await tell(trx, {
    to: otherSide(context, meeting),
    topic: 'meetings',
    kind,
    thing: `meeting:${meeting.id}`,
    path: `/meetings/${encodeURIComponent(encodeGlobalID('Meeting', meeting.id))}`,
    details: { who: await ownName(trx, context), date: meeting.heldOn },
  });
}

const noSuchMeeting = () => new NotFoundError('unknown-meeting', 'There is no such meeting.');
const cancelled = () => new ConflictError('meeting-cancelled', 'The meeting was called off.');
