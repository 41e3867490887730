import { ConflictError } from '@batt/domain/errors';
import type { AgendaPoint } from '@batt/domain/meetings/agenda';
import { z } from 'zod';
import { asks, builder, byUuid, enumOf, gives } from '../../builder.ts';
import { connection } from '../../page.ts';
import { Thread } from '../dialogue/schema.ts';
import { Programme } from '../indicators/schema.ts';
import { Organisation, OrganisationKindEnum, Provider } from '../organisations/schema.ts';
import { Action } from './action-schema.ts';
import { addAction, listActionsOf } from './actions.ts';
import { AgendaPointKind, AgendaPointType, MeetingMatter } from './matter-schema.ts';
import {
  cancelMeeting,
  confirmMinutes,
  findMeetings,
  findPrevious,
  getMatter,
  listActionsSince,
  listConfirmations,
  listMeetings,
  meetingKey,
  meetingMoves,
  moveMeeting,
  openEndReasons,
  planMeeting,
  saveMinutes,
  setAgenda,
} from './meetings.ts';
import type { ConfirmationRow } from './meetings.ts';

const MeetingState = enumOf('MeetingState', 'How far a meeting has come.', {
  planned: 'Called.',
  held: 'Held: there are minutes.',
  cancelled: 'Called off.',
});

const MeetingConfirmation = builder.objectRef<ConfirmationRow>('MeetingConfirmation').implement({
  description: 'That a side stood behind the minutes as they were in a version.',
  fields: (t) => ({
    organisation: t.expose('organisationId', { type: Organisation, description: 'Which side.' }),
    personName: t.exposeString('personName', { description: 'Its manager, as they were called then.' }),
    confirmedAt: t.expose('confirmedAt', { type: 'DateTime', description: 'When.' }),
    current: t.exposeBoolean('current', { description: 'Whether nothing has been changed since.' }),
  }),
});

const Meeting = builder.loadableNodeRef('Meeting', byUuid(findMeetings));
Meeting.implement({
  description: 'A dialogue meeting between a provider and a Nav office or its county unit. Nobody else sees it.',
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'The one side.' }),
    counterpart: t.expose('counterpartId', { type: Organisation, description: 'The other side.' }),
    programme: t.expose('programme', { type: Programme, description: 'The programme it is about.' }),
    year: t.exposeInt('year', { description: 'The measurement year it is about.' }),
    heldOn: t.expose('heldOn', { type: 'Date', description: 'Its day.' }),
    due: t.exposeBoolean('due', { description: 'Whether its day is today or has been.' }),
    state: t.expose('state', { type: MeetingState, description: 'How far it has come.' }),
    agenda: t.field({
      type: [AgendaPointType],
      description: 'The points in their order.',
      resolve: ({ agenda, year }) => agenda.map((point) => ({ ...point, year })),
    }),
    minutes: t.exposeString('minutes', { description: 'What was said and agreed.' }),
    version: t.exposeInt('version', { description: 'What a change must name, so that two at once are found out.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
    updatedBy: t.exposeString('updatedByName', { description: 'Who changed it last.' }),
    endReasonsOpenedBy: t.exposeString('endReasonsOpenedBy', {
      nullable: true,
      description:
        'Who of the provider opened its unmasked table of end reasons to this counterpart; null while it is masked.',
    }),
    endReasonsOpenedAt: t.expose('endReasonsOpenedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was opened.',
    }),
    matter: t.field({
      type: MeetingMatter,
      nullable: true,
      description: 'What the figures say.',
      resolve: (row, _args, context) => getMatter(context, row),
    }),
    previous: t.field({
      type: Meeting,
      nullable: true,
      description: 'The last one of the two that was held before.',
      resolve: (row, _args, context) => findPrevious(context, row),
    }),
    actionsSince: t.field({
      type: [Action],
      description:
        'What is open between the two, and what was done since last time; not what came out of this meeting.',
      resolve: (row, _args, context) => listActionsSince(context, row),
    }),
    actions: t.loadableList({
      type: Action,
      description: 'What came out of this meeting that somebody is to do, oldest first.',
      load: (ids: string[], context) => listActionsOf(context, 'meetingId', ids),
      resolve: (row) => row.id,
    }),
    confirmations: t.loadableList({
      type: MeetingConfirmation,
      description: 'Who has confirmed the minutes, the latest version first.',
      load: (ids: string[], context) => listConfirmations(context, ids),
      resolve: (row) => row.id,
    }),
    viewerCan: t.stringList({
      description: 'What the viewer may do now: `update`, `move`, `cancel`, `confirm`, `open`, `addAction`.',
      resolve: (row, _args, context) => meetingMoves(context, row),
    }),
  }),
});

builder.objectField(Action, 'meeting', (t) =>
  t.expose('meetingId', { type: Meeting, nullable: true, description: 'The meeting that it came out of, if any.' }),
);

builder.objectField(ConflictError, 'currentMeeting', (t) =>
  t.field({
    type: Meeting,
    nullable: true,
    description: 'The meeting as it now stands, when somebody else was first to change one.',
    resolve: ({ params }) => (typeof params.meeting === 'string' ? params.meeting : null),
  }),
);

builder.queryFields((t) => ({
  meetings: t.connection(
    {
      type: Meeting,
      description: "The dialogue meetings of the viewer's organisation: those planned by day, else latest first.",
      args: {
        provider: t.arg.string(asks.onlyProvider),
        state: t.arg({ type: MeetingState, description: 'Only those that have come this far.' }),
      },
      resolve: (_root, args, context) => connection(args, meetingKey, (page) => listMeetings(context, args, page)),
    },
    { name: 'MeetingConnection' },
    { name: 'MeetingEdge' },
  ),
}));

const AgendaPointInput = builder.inputType('AgendaPointInput', {
  description: 'A point for an agenda: what it is about, as its kind has it, and words.',
  fields: (t) => ({
    kind: t.field({ type: AgendaPointKind, required: true, description: 'What it is about.' }),
    indicator: t.string({ description: "The indicator's code, of a target or a change." }),
    theme: t.int({ description: 'The survey theme.', validate: z.int().min(1).max(9) }),
    actionId: t.globalID({ for: Action, description: 'What was left to do.' }),
    text: t.string({ description: 'Words; needed where it is about nothing else.', validate: z.string().max(500) }),
  }),
});
const pointOf = ({
  kind,
  indicator,
  theme,
  actionId,
  text: words,
}: typeof AgendaPointInput.$inferInput): AgendaPoint => ({
  kind,
  ...(indicator && { indicator }),
  ...(theme && { theme }),
  ...(actionId && { actionId: actionId.id }),
  ...(words && { text: words }),
});

const theMeeting = gives(Meeting, 'meeting', 'The meeting as it now stands.');

builder.mutationFields((t) => {
  const agenda = () => ({
    agenda: t.input.field({
      type: [AgendaPointInput],
      required: true,
      description: 'The points in their order.',
      validate: z.array(z.unknown()).max(40),
    }),
  });
  const id = () => ({ id: t.input.globalID({ for: Meeting, required: true, description: 'Which meeting.' }) });
  const seen = () => ({
    ...id(),
    version: t.input.int({ required: true, description: 'The version that was seen.' }),
  });
  const heldOn = () => ({ heldOn: t.input.field({ type: 'Date', required: true, description: 'Its day.' }) });
  return {
    // It stands here because it may name a meeting, and a meeting names actions.
    addAction: t.fieldWithInput({
      description: 'Notes what one of the two sides is to do.',
      ...gives(Action, 'action', 'The action as it now stands.'),
      input: {
        threadId: t.input.globalID({ for: Thread, description: 'The thread that it comes out of; else:' }),
        meetingId: t.input.globalID({ for: Meeting, description: 'The meeting that it comes out of.' }),
        indicator: t.input.string({
          description: 'The indicator whose figure it is to change, when made in a meeting.',
        }),
        title: t.input.string({
          required: true,
          description: 'What is to be done.',
          validate: z.string().trim().min(1).max(500),
        }),
        ownerKind: t.input.field({
          type: OrganisationKindEnum,
          required: true,
          description: 'Which side is to do it.',
        }),
        ownerName: t.input.string({ description: 'Which person there.', validate: z.string().trim().min(1).max(200) }),
        dueDate: t.input.field({ type: 'Date', description: 'By when.' }),
      },
      resolve: (_root, { input }, context) =>
        addAction(context, { ...input, threadId: input.threadId?.id, meetingId: input.meetingId?.id }),
    }),
    planMeeting: t.fieldWithInput({
      description: 'Calls a dialogue meeting.',
      ...theMeeting,
      input: {
        provider: t.input.string(asks.provider),
        counterpart: t.input.string({
          description: 'Number of the other side, when a provider asks: a Nav office or its county unit.',
        }),
        counterpartKind: t.input.field({
          type: OrganisationKindEnum,
          description: 'What kind the other side is; a Nav office when unsaid.',
        }),
        programme: t.input.string({ required: true, description: 'The programme it is about.' }),
        year: t.input.int({ required: true, description: 'The measurement year it is about.' }),
        ...heldOn(),
        ...agenda(),
      },
      resolve: (_root, { input }, context) => planMeeting(context, { ...input, agenda: input.agenda.map(pointOf) }),
    }),
    moveMeeting: t.fieldWithInput({
      description: 'Moves a meeting that is not held to another day.',
      ...theMeeting,
      input: { ...seen(), ...heldOn() },
      resolve: (_root, { input }, context) => moveMeeting(context, { ...input, id: input.id.id }),
    }),
    setAgenda: t.fieldWithInput({
      description: 'Puts the points of a meeting in the order given; what is left out is removed.',
      ...theMeeting,
      input: { ...seen(), ...agenda() },
      resolve: (_root, { input }, context) =>
        setAgenda(context, { ...input, id: input.id.id, agenda: input.agenda.map(pointOf) }),
    }),
    saveMinutes: t.fieldWithInput({
      description: 'Saves the minutes. A later change asks both sides to confirm anew.',
      ...theMeeting,
      input: {
        ...seen(),
        minutes: t.input.string({
          required: true,
          description: 'What was said and agreed.',
          validate: z.string().max(20_000),
        }),
      },
      resolve: (_root, { input }, context) => saveMinutes(context, { ...input, id: input.id.id }),
    }),
    confirmMinutes: t.fieldWithInput({
      description: 'Puts the organisation behind the minutes. For managers.',
      ...theMeeting,
      input: seen(),
      resolve: (_root, { input }, context) => confirmMinutes(context, { ...input, id: input.id.id }),
    }),
    openEndReasons: t.fieldWithInput({
      description:
        'Opens the unmasked counts per end reason to the counterpart of the meeting. For managers of the provider; it is audited and cannot be taken back.',
      ...theMeeting,
      input: id(),
      resolve: (_root, { input }, context) => openEndReasons(context, input.id.id),
    }),
    cancelMeeting: t.fieldWithInput({
      description: 'Calls a meeting off that is not held.',
      ...theMeeting,
      input: seen(),
      resolve: (_root, { input }, context) => cancelMeeting(context, { ...input, id: input.id.id }),
    }),
  };
});
