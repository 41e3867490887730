import { z } from 'zod';
import { asks, builder, byUuid, enumOf, gives } from '../../builder.ts';
import { connection } from '../../page.ts';
import { Figure, Verdict } from '../benchmarks/figure-schema.ts';
import { Thread } from '../dialogue/schema.ts';
import { indicatorKey } from '../indicators/indicators.ts';
import { Indicator, Programme } from '../indicators/schema.ts';
import { Organisation, Provider } from '../organisations/schema.ts';
import {
  actionKey,
  actionMoves,
  findActions,
  listActions,
  listActionsOf,
  listAfterwards,
  updateAction,
} from './actions.ts';
import type { ActionFigure as ActionFigureRow } from './actions.ts';

const text = (most: number) => z.string().trim().min(1).max(most);

const ActionState = enumOf('ActionState', 'How far an action has come.', {
  proposed: 'Suggested by one side.',
  accepted: 'Its owner will do it.',
  done: 'It is done.',
  dropped: 'It will not be done.',
});

const ActionOwner = enumOf('ActionOwner', 'Whose actions.', {
  ours: "The viewer's organisation is to do them.",
  theirs: 'The other side is to do them.',
});

const ActionShow = enumOf('ActionShow', 'Which actions of a list are shown.', {
  open: 'Proposed or accepted.',
  overdue: 'Open, and the due date has passed.',
  done: 'Done.',
  dropped: 'Will not be done.',
});

const ActionFigure = builder.objectRef<ActionFigureRow>('ActionFigure').implement({
  description: 'The figure that an action is to change, in one year.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    figure: t.expose('figure', { type: Figure, description: 'The figure.' }),
    change: t.expose('change', {
      type: Verdict,
      nullable: true,
      description: 'What it says against the year that the action started from; null for that year.',
    }),
  }),
});

export const Action = builder.loadableNodeRef('Action', byUuid(findActions));
Action.implement({
  description: 'An improvement action: something that one side of a thread or a meeting is to do.',
  fields: (t) => ({
    thread: t.expose('threadId', {
      type: Thread,
      nullable: true,
      description: 'The thread that it came out of, if any.',
    }),
    provider: t.expose('providerId', { type: Provider, description: 'The one side.' }),
    counterpart: t.expose('counterpartId', { type: Organisation, description: 'The other side.' }),
    title: t.exposeString('title', { description: 'What is to be done.' }),
    indicator: t.field({
      type: Indicator,
      nullable: true,
      description: 'The indicator whose figure it is to change, if any.',
      resolve: (row) => row.indicator && indicatorKey(row.indicator, row.year),
    }),
    programme: t.expose('programme', {
      type: Programme,
      nullable: true,
      description: "The figure's programme; null for one of the whole provider.",
    }),
    year: t.exposeInt('year', { nullable: true, description: 'The measurement year of the figure it started from.' }),
    owner: t.expose('ownerOrganisationId', { type: Organisation, description: 'Who is to do it.' }),
    ownerName: t.exposeString('ownerName', { nullable: true, description: 'Which person there, if it is settled.' }),
    dueDate: t.expose('dueDate', { type: 'Date', nullable: true, description: 'By when, if it is settled.' }),
    overdue: t.exposeBoolean('overdue', { description: 'Whether its day has passed with something left to do.' }),
    state: t.expose('state', { type: ActionState, description: 'How far it has come.' }),
    doneAt: t.expose('doneAt', { type: 'DateTime', nullable: true, description: 'When it was done.' }),
    afterwards: t.loadableList({
      type: ActionFigure,
      description:
        'What happened to the figure: in the year it started from and in each later published year, as the viewer may see it.',
      load: (ids: string[], context) => listAfterwards(context, ids),
      resolve: (row) => row.id,
    }),
    viewerCan: t.stringList({
      description: 'What the viewer may do now: `accept`, `finish`, `drop`, `resume`, `update`.',
      resolve: (row, _args, context) => actionMoves(context, row),
    }),
  }),
});

builder.objectField(Thread, 'actions', (t) =>
  t.loadableList({
    type: Action,
    description: 'What came out of it that somebody is to do, oldest first.',
    load: (ids: string[], context) => listActionsOf(context, 'threadId', ids),
    resolve: (row) => row.id,
  }),
);

builder.queryField('actions', (t) =>
  t.connection(
    {
      type: Action,
      description: "The actions of the viewer's organisation and its counterparts, the most urgent first.",
      args: {
        provider: t.arg.string(asks.onlyProvider),
        owner: t.arg({ type: ActionOwner, description: 'Only those of one side.' }),
        show: t.arg({ type: ActionShow, description: 'Only those that have come this far.' }),
      },
      resolve: (_root, args, context) => connection(args, actionKey, (page) => listActions(context, args, page)),
    },
    { name: 'ActionConnection' },
    { name: 'ActionEdge' },
  ),
);

builder.mutationField('updateAction', (t) =>
  t.fieldWithInput({
    description: 'Changes an action; what is left out stays as it is.',
    ...gives(Action, 'action', 'The action as it now stands.'),
    input: {
      id: t.input.globalID({ for: Action, required: true, description: 'Which action.' }),
      title: t.input.string({ description: 'What is to be done.', validate: text(500) }),
      state: t.input.field({ type: ActionState, description: 'How far it has come.' }),
      dueDate: t.input.field({ type: 'Date', description: 'By when; null for no date.' }),
      ownerName: t.input.string({
        description: 'Which person is to do it; null for nobody in particular.',
        validate: text(200),
      }),
    },
    resolve: (_root, { input }, context) => updateAction(context, { ...input, id: input.id.id }),
  }),
);
