import { actionsOn, rowOf } from '@batt/domain/access/ability';
import { changeVerdict } from '@batt/domain/benchmarks/change';
import type { Verdict } from '@batt/domain/benchmarks/compare';
import type { OrganisationKind } from '@batt/domain/access/viewer';
import { ConflictError, ForbiddenError, NotFoundError, invalidField, mayNot } from '@batt/domain/errors';
import type { RawBuilder, Selectable, Transaction } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asSystem, asViewer } from '../../db/as-viewer.ts';
import type { Db } from '../../db/client.ts';
import type { Database } from '../../db/tables.ts';
import { cutPage } from '../../page.ts';
import type { Page } from '../../page.ts';
import { refuseIdentityNumbers } from '../dialogue/dialogue.ts';
import { announceThread } from '../dialogue/live.ts';
import type { FigureRow } from '../benchmarks/figures.ts';
import { appliesIn, definitionsFor, refuseUnknownFigure } from '../indicators/indicators.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { remind, tell } from '../notifications/notifications.ts';
import type { Notice } from '../notifications/notifications.ts';
import { ownName } from '../organisations/organisations.ts';

type Trx = Transaction<Database>;
type State = Selectable<Database['action']>['state'];

/** Something that one of two sides is to do. */
export interface ActionRow extends Selectable<Database['action']> {
  /** Its day has passed with something left to do. */
  overdue: boolean;
}

export const actionKey = {
  // What has no due date comes last.
  schema: z.tuple([z.string().max(10), z.guid()]),
  of: (row: ActionRow): [string, string] => [row.dueDate ?? NO_DAY, row.id],
};
const NO_DAY = '9999-12-31';

/** Today where the platform's people are. */
export const TODAY: RawBuilder<string> = sql`(now() at time zone 'Europe/Oslo')::date`;

export interface ActionFilter {
  provider?: string | null;
  owner?: 'ours' | 'theirs' | null;
  show?: 'open' | 'overdue' | 'done' | 'dropped' | null;
}

/** The actions of the viewer's organisation and its counterparts, the most urgent first. */
export async function listActions(context: Context, filter: ActionFilter, page: Page<unknown[]>): Promise<ActionRow[]> {
  return asViewer(context.db, context.viewer, (trx) => {
    let query = trx
      .selectFrom(
        actions(trx, context)
          .select(sql<string>`coalesce(action.due_date, ${NO_DAY}::date)`.as('due'))
          .as('a'),
      )
      .selectAll('a');
    if (filter.provider) {
      query = query.where('a.providerId', '=', (eb) =>
        eb
          .selectFrom('organisation')
          .where('kind', '=', 'provider')
          .where('number', '=', filter.provider ?? '')
          .select('organisation.id'),
      );
    }
    const me = context.viewer.organisationId;
    if (filter.owner) query = query.where('a.ownerOrganisationId', filter.owner === 'ours' ? '=' : '<>', me);
    if (filter.show === 'open') query = query.where('a.state', 'in', ['proposed', 'accepted']);
    else if (filter.show === 'overdue') query = query.where('a.overdue', '=', true);
    else if (filter.show) query = query.where('a.state', '=', filter.show);
    return cutPage(query, page, ['a.due', 'a.id']).execute();
  });
}

/** Those of these actions that the viewer may see. */
export async function findActions(context: Context, ids: string[]): Promise<ActionRow[]> {
  return asViewer(context.db, context.viewer, (trx) => actions(trx, context).where('action.id', 'in', ids).execute());
}

/** The actions that came out of each of these threads, or of each of these meetings, oldest first. */
export async function listActionsOf(
  context: Context,
  source: 'threadId' | 'meetingId',
  ids: string[],
): Promise<ActionRow[][]> {
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    actions(trx, context)
      .where(`action.${source}`, 'in', ids)
      .orderBy('action.createdAt')
      .orderBy('action.id')
      .execute(),
  );
  return ids.map((id) => rows.filter((row) => row[source] === id));
}

/** A query over the actions that the viewer may see. */
export function actions(trx: Trx, { ability }: Context) {
  return trx
    .selectFrom('action')
    .where(accessibleBy(ability, 'read', 'Action', 'action'))
    .selectAll('action')
    .select(
      sql<boolean>`coalesce(action.due_date < ${TODAY} and action.state in ('proposed', 'accepted'), false)`.as(
        'overdue',
      ),
    );
}

export interface NewAction {
  /** The thread or the meeting that it comes out of: one of the two. */
  threadId?: string | null;
  meetingId?: string | null;
  title: string;
  ownerKind: OrganisationKind;
  ownerName?: string | null;
  dueDate?: string | null;
  /** The figure that it is to change, when it is made in a meeting. A thread's actions are about the thread's figure. */
  indicator?: string | null;
}

/** Notes what one of the two sides of a thread or a meeting is to do; gives the action's id. */
export async function addAction(context: Context, input: NewAction): Promise<string> {
  const { ability, viewer } = context;
  const { title, ownerName, dueDate, threadId, meetingId } = input;
  refuseIdentityNumbers({ title, ownerName });
  return asViewer(context.db, viewer, async (trx) => {
    const { thread, meeting, providerId, counterpartId } = await originOf(trx, context, input);
    if (!ability.can('create', rowOf('Action', { providerId, counterpartId }))) throw mayNot();

    const owner = await trx
      .selectFrom('organisation')
      .where('id', 'in', [providerId, counterpartId])
      .where('kind', '=', input.ownerKind)
      .select('id')
      .executeTakeFirst();
    if (!owner) throw invalidField('ownerKind', 'not-a-side', 'The owner is one of the two sides.');
    const figure = thread ?? (meeting && (await figureIn(trx, meeting, input.indicator ?? null)));
    const { id } = await trx
      .insertInto('action')
      .values({
        providerId,
        counterpartId,
        threadId,
        meetingId,
        title,
        indicator: figure?.indicator,
        programme: figure?.programme,
        year: figure?.year,
        ownerOrganisationId: owner.id,
        ownerName,
        dueDate,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tellOf(trx, context, { id, title }, owner.id, 'proposed');
    if (thread) await announceThread(trx, thread);
    return id;
  });
}

// The thread, the meeting or both that an action comes out of, and the two that they are between.
async function originOf(trx: Trx, { ability }: Context, { threadId, meetingId }: NewAction) {
  const thread = threadId
    ? await trx
        .selectFrom('thread')
        .where(accessibleBy(ability, 'read', 'Thread'))
        .where('id', '=', threadId)
        .select(['id', 'providerId', 'counterpartId', 'indicator', 'programme', 'year'])
        .executeTakeFirst()
    : undefined;
  if (threadId && !thread) throw new NotFoundError('unknown-thread', 'There is no such thread.');
  const meeting = meetingId
    ? await trx
        .selectFrom('meeting')
        .where(accessibleBy(ability, 'read', 'Meeting'))
        .where('id', '=', meetingId)
        .select(['id', 'providerId', 'counterpartId', 'programme', 'year'])
        .executeTakeFirst()
    : undefined;
  const source = thread ?? meeting;
  if (!source || (meetingId && !meeting)) throw noSuchMeeting();
  const { providerId, counterpartId } = source;
  // A thread's meeting is one of the same two.
  if (meeting && (meeting.providerId !== providerId || meeting.counterpartId !== counterpartId)) throw noSuchMeeting();
  return { thread, meeting, providerId, counterpartId };
}

/** The figure that an action of a meeting is to change: the indicator's, in the meeting's programme if it has one value for each. */
async function figureIn(trx: Trx, meeting: { programme: string; year: number }, code: string | null) {
  if (code === null) return undefined;
  const { programme, year } = meeting;
  await refuseUnknownFigure(trx, { indicator: code, year });
  const indicator = (await definitionsFor(trx, year)).find((definition) => definition.code === code);
  if (!indicator || !appliesIn(indicator, programme)) {
    throw invalidField('indicator', 'not-applicable', 'The indicator does not apply to the programme of the meeting.');
  }
  return { indicator: code, programme: indicator.scope === 'provider' ? null : programme, year };
}

export interface ActionChange {
  id: string;
  title?: string | null;
  state?: State | null;
  dueDate?: string | null;
  ownerName?: string | null;
}

/** What each state may become. An action that was done or dropped by mistake can be taken up again. */
const NEXT: Record<State, readonly State[]> = {
  proposed: ['accepted', 'done', 'dropped'],
  accepted: ['done', 'dropped'],
  done: ['accepted'],
  dropped: ['proposed'],
};

/** Changes an action; what is left out stays. A null due date or name takes it away. Its owner alone accepts it. */
export async function updateAction(context: Context, input: ActionChange): Promise<string> {
  const { title, state, dueDate, ownerName } = input;
  refuseIdentityNumbers({ title, ownerName });
  return asViewer(context.db, context.viewer, async (trx) => {
    const action = await actions(trx, context).where('action.id', '=', input.id).executeTakeFirst();
    if (!action) throw new NotFoundError('unknown-action', 'There is no such action.');
    if (!context.ability.can('update', rowOf('Action', action))) throw mayNot();
    const moves = state && state !== action.state;
    if (moves && action.state === 'proposed' && state === 'accepted' && !isOurs(context, action)) {
      throw new ForbiddenError('not-owner', 'The side that is to do it accepts it.');
    }
    if (moves && !NEXT[action.state].includes(state)) {
      throw new ConflictError('action-state', 'The action has come too far for this.', { state: action.state });
    }
    const changed = await trx
      .updateTable('action')
      .set({
        ...(title && { title }),
        ...(moves && { state, doneAt: state === 'done' ? sql<Date>`now()` : null }),
        // A new day is a new reason to remind.
        ...(dueDate !== undefined && dueDate !== action.dueDate && { dueDate, remindedOn: null }),
        ...(ownerName !== undefined && { ownerName }),
        updatedAt: sql<Date>`now()`,
      })
      .where('id', '=', action.id)
      .where('state', '=', action.state)
      .returning('id')
      .executeTakeFirst();
    if (!changed) throw new ConflictError('action-state', 'Somebody else changed the action first.');
    if (moves && (state === 'accepted' || state === 'done')) {
      const { providerId, counterpartId } = action;
      const other = context.viewer.organisationId === providerId ? counterpartId : providerId;
      await tellOf(trx, context, action, other, state);
    }
    if (action.threadId) await announceThread(trx, { ...action, id: action.threadId });
    return action.id;
  });
}

/** The figure that an action is to change, in one year. */
export interface ActionFigure {
  year: number;
  figure: FigureRow;
  /** What it says against the year that the action started from; null for that year. */
  change: Verdict | null;
}

/**
 * What happened to the figure of each of these actions: in the year it started from and in each later year that is
 * published, as the viewer may see it. Nothing for those that are tied to no figure.
 */
export async function listAfterwards(context: Context, ids: string[]): Promise<ActionFigure[][]> {
  return asViewer(context.db, context.viewer, async (trx) => {
    const rows = await figuresSince(trx, context, ids);
    const definitions = new Map<number, Indicator[]>();
    for (const year of new Set(rows.map((row) => row.startYear ?? 0))) {
      definitions.set(year, await definitionsFor(trx, year));
    }
    return ids.map((wanted) => {
      const figures = rows.filter(({ id }) => id === wanted);
      return figures.map(({ id: _id, year, startYear, indicator: code, ...figure }): ActionFigure => {
        const start = figures.find((row) => row.year === startYear);
        const indicator = definitions.get(startYear ?? 0)?.find((one) => one.code === code);
        if (year === startYear || !start || !indicator) return { year, figure, change: null };
        return { year, figure, change: changeOf(indicator, figure, start) };
      });
    });
  });
}

// The published figure of each action, year by year from where it started.
function figuresSince(trx: Trx, { ability }: Context, ids: string[]) {
  return (
    trx
      .selectFrom('action as a')
      .innerJoin('measurementYear as m', (join) =>
        join.onRef('m.year', '>=', 'a.year').on('m.revision', 'is not', null),
      )
      .innerJoin('figure as f', (join) =>
        join
          .onRef('f.providerId', '=', 'a.providerId')
          .onRef('f.year', '=', 'm.year')
          .onRef('f.revision', '=', 'm.revision')
          .onRef('f.indicator', '=', 'a.indicator')
          .on(sql<boolean>`f.programme is not distinct from a.programme`),
      )
      // The true figure of the provider itself; of nobody else.
      .leftJoin('result as r', (join) =>
        join
          .onRef('r.providerId', '=', 'f.providerId')
          .onRef('r.year', '=', 'f.year')
          .onRef('r.revision', '=', 'f.revision')
          .onRef('r.indicator', '=', 'f.indicator')
          .on(sql<boolean>`r.programme is not distinct from f.programme and not r.hidden_from_owner`)
          .on(accessibleBy(ability, 'read', 'Result', 'r')),
      )
      .where('a.id', 'in', ids)
      .where(accessibleBy(ability, 'read', 'Action', 'a'))
      .where(accessibleBy(ability, 'read', 'Figure', 'f'))
      .select([
        'a.id',
        'a.year as startYear',
        'f.indicator',
        'f.year',
        'f.suppression',
        'f.indicatorVersion',
        'f.breakdown',
      ])
      .select((eb) => [
        eb.fn.coalesce('r.status', 'f.status').as('status'),
        eb.fn.coalesce('r.value', 'f.value').as('value'),
        eb.fn.coalesce('r.numerator', 'f.numerator').as('numerator'),
        eb.fn.coalesce('r.denominator', 'f.denominator').as('denominator'),
        eb.fn.coalesce('r.n', 'f.n').as('n'),
        eb.fn.coalesce('r.low', 'f.low').as('low'),
        eb.fn.coalesce('r.high', 'f.high').as('high'),
      ])
      .orderBy('f.year')
      .execute()
  );
}

/** The verdict on a figure against an earlier one of the same provider; none across two versions of a definition. */
export function changeOf(indicator: Indicator, now: FigureRow, before: FigureRow | null): Verdict {
  if (!before || before.indicatorVersion !== now.indicatorVersion) return 'none';
  const judged = (figure: FigureRow) => ({ ...figure, low998: null, high998: null });
  return changeVerdict(indicator, judged(now), judged(before)).verdict;
}

/** How long before its day an action's owner is reminded. */
const DAYS_BEFORE = 7;

/**
 * Reminds those who are to do something: once in the week before its day and once after. `reminded_on` is set in the same
 * statement that finds them, so that of two processes, or two runs, one alone tells.
 */
export async function remindOfActions(db: Db, now: Date): Promise<void> {
  const today = sql`(${now}::timestamptz at time zone 'Europe/Oslo')::date`;
  await asSystem(db, async (trx) => {
    const due = await trx
      .updateTable('action')
      .set({ remindedOn: sql<string>`${today}` })
      .where('state', 'in', ['proposed', 'accepted'])
      .where(
        sql<boolean>`case when due_date < ${today} then coalesce(reminded_on <= due_date, true)
          else due_date - ${DAYS_BEFORE}::int <= ${today} and coalesce(reminded_on < due_date - ${DAYS_BEFORE}::int, true) end`,
      )
      .returning(['id', 'title', 'ownerOrganisationId', 'dueDate', sql<boolean>`due_date < ${today}`.as('overdue')])
      .execute();
    await remind(
      trx,
      due.map(({ id, title, ownerOrganisationId, dueDate, overdue }): Notice<'actions'> => ({
        to: ownerOrganisationId,
        topic: 'actions',
        kind: overdue ? 'overdue' : 'due-soon',
        thing: `action:${id}`,
        path: '/actions',
        details: { subject: title, ...(dueDate && { date: dueDate }) },
      })),
    );
  });
}

/** What the viewer may do with an action: `accept`, `finish`, `drop`, `resume`, `update`. */
export function actionMoves(context: Context, action: ActionRow): string[] {
  if (!actionsOn(context.ability, 'Action', action).includes('update')) return [];
  const isOpen = action.state === 'proposed' || action.state === 'accepted';
  if (!isOpen) return ['resume'];
  const accept = action.state === 'proposed' && isOurs(context, action);
  return [...(accept ? ['accept'] : []), 'finish', 'drop', 'update'];
}

const isOurs = ({ viewer }: Context, action: ActionRow) => action.ownerOrganisationId === viewer.organisationId;

async function tellOf(
  trx: Trx,
  context: Context,
  action: { id: string; title: string },
  to: number,
  kind: 'proposed' | 'accepted' | 'done',
): Promise<void> {
  const details = { who: await ownName(trx, context), subject: action.title };
  await tell(trx, { to, topic: 'actions', kind, thing: `action:${action.id}`, path: '/actions', details });
}

const noSuchMeeting = () => new NotFoundError('unknown-meeting', 'There is no such meeting.');
