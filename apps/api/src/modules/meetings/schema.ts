import { ConflictError } from '@batt/domain/errors';
import type { AgendaPoint } from '@batt/domain/meetings/agenda';
import { z } from 'zod';
import { asUuid, builder, success } from '../../builder.ts';
import { connection } from '../../page.ts';
import { Figure, Publication, TargetStatus, Verdict } from '../benchmarks/schema.ts';
import { Thread } from '../dialogue/schema.ts';
import { indicatorKey } from '../indicators/indicators.ts';
import { Indicator, Programme } from '../indicators/schema.ts';
import { Organisation, OrganisationKindEnum, Provider } from '../organisations/schema.ts';
import { Outlook } from '../targets/talk-schema.ts';
import { listThemes } from '../benchmarks/perspectives.ts';
import type { ThemeRow } from '../benchmarks/perspectives.ts';
import { Target } from '../targets/schema.ts';
import {
  actionKey,
  actionMoves,
  addAction,
  findActions,
  listActions,
  listActionsOf,
  listAfterwards,
  updateAction,
} from './actions.ts';
import type { ActionFigure as ActionFigureRow, ActionRow } from './actions.ts';
import type { EndReasons as EndReasonsRow, Matter, MatterRow as MatterRowParent, SurveyRow } from './matter.ts';
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
  suggestFor,
} from './meetings.ts';
import type { ConfirmationRow, MeetingRow } from './meetings.ts';

const text = (most: number) => z.string().trim().min(1).max(most);

// Improvement actions ------------------------------------------------------------------------------------------------

const ActionState = builder.enumType('ActionState', {
  description: 'How far an action has come.',
  values: {
    PROPOSED: { value: 'proposed', description: 'Suggested by one side.' },
    ACCEPTED: { value: 'accepted', description: 'Its owner will do it.' },
    DONE: { value: 'done', description: 'It is done.' },
    DROPPED: { value: 'dropped', description: 'It will not be done.' },
  } as const,
});

const ActionOwner = builder.enumType('ActionOwner', {
  description: 'Whose actions.',
  values: {
    OURS: { value: 'ours', description: "The viewer's organisation is to do them." },
    THEIRS: { value: 'theirs', description: 'The other side is to do them.' },
  } as const,
});

const ActionShow = builder.enumType('ActionShow', {
  description: 'Which actions of a list are shown.',
  values: {
    OPEN: { value: 'open', description: 'Proposed or accepted.' },
    OVERDUE: { value: 'overdue', description: 'Open, and the due date has passed.' },
    DONE: { value: 'done', description: 'Done.' },
    DROPPED: { value: 'dropped', description: 'Will not be done.' },
  } as const,
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

const Action = builder.loadableNodeRef('Action', {
  load: (ids: string[], context) => findActions(context, ids),
  sort: (row) => row.id,
  id: { resolve: (row: ActionRow) => row.id, parse: asUuid },
});
Action.implement({
  description: 'An improvement action: something that one side of a thread or a meeting is to do.',
  fields: (t) => ({
    thread: t.field({
      type: Thread,
      nullable: true,
      description: 'The thread that it came out of, if any.',
      resolve: (row) => row.threadId,
    }),
    provider: t.field({ type: Provider, description: 'The one side.', resolve: (row) => row.providerId }),
    counterpart: t.field({ type: Organisation, description: 'The other side.', resolve: (row) => row.counterpartId }),
    title: t.exposeString('title', { description: 'What is to be done.' }),
    indicator: t.field({
      type: Indicator,
      nullable: true,
      description: 'The indicator whose figure it is to change, if any.',
      resolve: (row) => row.indicator && indicatorKey(row.indicator, row.year),
    }),
    programme: t.field({
      type: Programme,
      nullable: true,
      description: "The figure's programme; null for one of the whole provider.",
      resolve: (row) => row.programme,
    }),
    year: t.exposeInt('year', { nullable: true, description: 'The measurement year of the figure it started from.' }),
    owner: t.field({
      type: Organisation,
      description: 'Who is to do it.',
      resolve: (row) => row.ownerOrganisationId,
    }),
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
        provider: t.arg.string({ description: 'Only with the provider of this organisation number.' }),
        owner: t.arg({ type: ActionOwner, description: 'Only those of one side.' }),
        show: t.arg({ type: ActionShow, description: 'Only those that have come this far.' }),
      },
      resolve: (_root, args, context) => connection(args, actionKey, (page) => listActions(context, args, page)),
    },
    { name: 'ActionConnection' },
    { name: 'ActionEdge' },
  ),
);

const theAction = success('action', 'The action as it now stands.');

builder.mutationFields((t) => ({
  addAction: t.fieldWithInput({
    description: 'Notes what one of the two sides is to do.',
    type: Action,
    errors: theAction,
    input: {
      threadId: t.input.globalID({ for: Thread, description: 'The thread that it comes out of; else:' }),
      meetingId: t.input.globalID({ for: Meeting, description: 'The meeting that it comes out of.' }),
      indicator: t.input.string({ description: 'The indicator whose figure it is to change, when made in a meeting.' }),
      title: t.input.string({ required: true, description: 'What is to be done.', validate: text(500) }),
      ownerKind: t.input.field({ type: OrganisationKindEnum, required: true, description: 'Which side is to do it.' }),
      ownerName: t.input.string({ description: 'Which person there.', validate: text(200) }),
      dueDate: t.input.field({ type: 'Date', description: 'By when.' }),
    },
    resolve: (_root, { input }, context) =>
      addAction(context, { ...input, threadId: input.threadId?.id, meetingId: input.meetingId?.id }),
  }),
  updateAction: t.fieldWithInput({
    description: 'Changes an action; what is left out stays as it is.',
    type: Action,
    errors: theAction,
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
}));

// Dialogue meetings --------------------------------------------------------------------------------------------------

const SurveyKindEnum = builder.enumType('SurveyKind', {
  description: 'Who was asked.',
  values: {
    NAV: { value: 'nav', description: 'Nav counsellors.' },
    PARTICIPANT: { value: 'participant', description: 'Participants.' },
    EMPLOYEE: { value: 'employee', description: 'The provider’s employees.' },
  } as const,
});

const AgendaPointKind = builder.enumType('AgendaPointKind', {
  description: 'What a point on an agenda is about.',
  values: {
    TARGET_AT_RISK: { value: 'target-at-risk', description: 'A target that was not met, or is at risk.' },
    CHANGE: { value: 'change', description: 'A large change since the year before.' },
    SURVEY_GAP: { value: 'survey-gap', description: 'A survey theme where the views lie far apart.' },
    OPEN_ACTION: { value: 'open-action', description: 'Something left to do since last time.' },
    OTHER: { value: 'other', description: 'What somebody put into words.' },
  } as const,
});

const AgendaPointType = builder.objectRef<AgendaPoint & { year: number }>('AgendaPoint').implement({
  description: 'A point on the agenda of a meeting.',
  fields: (t) => ({
    kind: t.expose('kind', { type: AgendaPointKind, description: 'What it is about.' }),
    indicator: t.field({
      type: Indicator,
      nullable: true,
      description: 'Of a target or a change.',
      resolve: ({ indicator, year }) => indicator && indicatorKey(indicator, year),
    }),
    theme: t.int({ nullable: true, description: 'The survey theme, from 1 to 9.', resolve: ({ theme }) => theme }),
    action: t.field({
      type: Action,
      nullable: true,
      description: 'What was left to do.',
      resolve: ({ actionId }) => actionId,
    }),
    text: t.string({ nullable: true, description: 'What was added in words.', resolve: ({ text: words }) => words }),
  }),
});

const RunningProspect = builder.objectRef<NonNullable<MatterRowParent['running']>>('RunningProspect').implement({
  description: 'How the next year goes towards its target, so far, as others see it.',
  fields: (t) => ({
    asOf: t.expose('asOf', { type: 'Date', description: 'The day of the figure.' }),
    value: t.exposeFloat('value', { description: 'The figure so far, rounded.' }),
    atLeast: t.exposeInt('atLeast', { description: 'At least so many people are behind it.' }),
    certainty: t.expose('certainty', { type: TargetStatus, description: 'Whether the target is met so far.' }),
    outlook: t.expose('outlook', { type: Outlook, description: 'How it looks for the year.' }),
  }),
});

const MatterRow = builder.objectRef<MatterRowParent>('MatterRow').implement({
  description: 'One indicator of a meeting: how the year went against its target, and how the next one goes.',
  fields: (t) => ({
    indicator: t.field({ type: Indicator, description: 'The indicator.', resolve: (row) => row.indicator }),
    own: t.expose('own', { type: Figure, description: 'The figure of the year, masked.' }),
    previous: t.expose('previous', { type: Figure, nullable: true, description: 'The one before, masked.' }),
    previousYear: t.exposeInt('previousYear', { nullable: true, description: 'The year of the one before.' }),
    nationalMean: t.exposeFloat('nationalMean', { nullable: true, description: 'The national mean.' }),
    change: t.expose('change', {
      type: Verdict,
      description: 'What the change since the year before says; only where chance cannot have made it.',
    }),
    target: t.expose('target', { type: Target, nullable: true, description: "The year's target that applied." }),
    targetStatus: t.expose('targetStatus', {
      type: TargetStatus,
      nullable: true,
      description: 'Whether the target was met.',
    }),
    next: t.expose('next', { type: Target, nullable: true, description: "The next year's target in force." }),
    running: t.expose('running', {
      type: RunningProspect,
      nullable: true,
      description: 'How the next year goes towards its target.',
    }),
  }),
});

const EndReason = builder.objectRef<EndReasonsRow['groups'][number]['reasons'][number]>('EndReason').implement({
  description: 'How many ended for one reason.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'The reason.' }),
    count: t.exposeInt('count', { nullable: true, description: 'How many; null when it is hidden.' }),
    share: t.exposeFloat('share', { nullable: true, description: 'Per cent of those who ended.' }),
  }),
});

const EndReasonGroup = builder.objectRef<EndReasonsRow['groups'][number]>('EndReasonGroup').implement({
  description: 'End reasons of one kind.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Which: `work`, `active` or `other`.' }),
    count: t.exposeInt('count', { nullable: true, description: 'How many; null when it is hidden.' }),
    share: t.exposeFloat('share', { nullable: true, description: 'Per cent of those who ended.' }),
    previousShare: t.exposeFloat('previousShare', { nullable: true, description: 'The same in the year before.' }),
    reasons: t.expose('reasons', { type: [EndReason], description: 'Reason by reason.' }),
  }),
});

const EndReasons = builder.objectRef<EndReasonsRow>('EndReasons').implement({
  description: 'Where those who ended in the year went.',
  fields: (t) => ({
    ended: t.exposeInt('ended', { nullable: true, description: 'How many ended; null when it is hidden.' }),
    groups: t.expose('groups', { type: [EndReasonGroup], description: 'To work, to active solutions, and the rest.' }),
  }),
});

const ThemeViews = builder.objectRef<ThemeRow>('ThemeViews').implement({
  description: 'One theme of the surveys, from three sides. Null where too few answered.',
  fields: (t) => ({
    theme: t.exposeInt('theme', { description: 'From 1 to 9.' }),
    nav: t.exposeFloat('nav', { nullable: true, description: 'The mean of Nav counsellors, 1–6.' }),
    participant: t.exposeFloat('participant', { nullable: true, description: 'The mean of participants, 1–6.' }),
    employee: t.exposeFloat('employee', { nullable: true, description: 'The mean of employees, 1–6.' }),
    yes: t.exposeFloat('yes', {
      nullable: true,
      description: 'The participants’ per cent of yes, where it is yes or no.',
    }),
    distance: t.exposeFloat('distance', {
      nullable: true,
      description: 'How far apart: all three where they are asked the same, else Nav and employees.',
    }),
  }),
});

const SurveyFigure = builder.objectRef<SurveyRow>('SurveyFigure').implement({
  description: 'One of the three surveys as a whole.',
  fields: (t) => ({
    survey: t.expose('survey', { type: SurveyKindEnum, description: 'Who was asked.' }),
    figure: t.expose('figure', { type: Figure, description: 'The mean of all answers.' }),
  }),
});

const MeetingMatter = builder.objectRef<Matter>('MeetingMatter').implement({
  description: 'What a meeting is about, as the counterpart may see it; the provider sees the same.',
  fields: (t) => ({
    publication: t.expose('publication', {
      type: Publication,
      nullable: true,
      description: 'Which revision of the figures; null while the year is not published.',
    }),
    rows: t.expose('rows', {
      type: [MatterRow],
      description: 'The indicators; none where the viewer may not read the figures.',
    }),
    endReasons: t.expose('endReasons', {
      type: EndReasons,
      nullable: true,
      description: 'Where those who ended went; null in programmes that nobody is to leave.',
    }),
    themes: t.expose('themes', { type: [ThemeViews], description: 'The three surveys side by side.' }),
    surveys: t.expose('surveys', { type: [SurveyFigure], description: 'Each survey as a whole.' }),
    suggestions: t.field({
      type: [AgendaPointType],
      description: 'Points that the figures suggest and that are not on the agenda.',
      resolve: ({ suggestions, year }) => suggestions.map((point) => ({ ...point, year })),
    }),
  }),
});

const MeetingState = builder.enumType('MeetingState', {
  description: 'How far a meeting has come.',
  values: {
    PLANNED: { value: 'planned', description: 'Called.' },
    HELD: { value: 'held', description: 'Held: there are minutes.' },
    CANCELLED: { value: 'cancelled', description: 'Called off.' },
  } as const,
});

const MeetingConfirmation = builder.objectRef<ConfirmationRow>('MeetingConfirmation').implement({
  description: 'That a side stood behind the minutes as they were in a version.',
  fields: (t) => ({
    organisation: t.field({ type: Organisation, description: 'Which side.', resolve: (row) => row.organisationId }),
    personName: t.exposeString('personName', { description: 'Its manager, as they were called then.' }),
    confirmedAt: t.expose('confirmedAt', { type: 'DateTime', description: 'When.' }),
    current: t.exposeBoolean('current', { description: 'Whether nothing has been changed since.' }),
  }),
});

const Meeting = builder.loadableNodeRef('Meeting', {
  load: (ids: string[], context) => findMeetings(context, ids),
  sort: (row) => row.id,
  id: { resolve: (row: MeetingRow) => row.id, parse: asUuid },
});
Meeting.implement({
  description: 'A dialogue meeting between a provider and a Nav office or its county unit. Nobody else sees it.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'The one side.', resolve: (row) => row.providerId }),
    counterpart: t.field({ type: Organisation, description: 'The other side.', resolve: (row) => row.counterpartId }),
    programme: t.field({ type: Programme, description: 'The programme it is about.', resolve: (row) => row.programme }),
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
  t.field({
    type: Meeting,
    nullable: true,
    description: 'The meeting that it came out of, if any.',
    resolve: (row) => row.meetingId,
  }),
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
  surveyThemes: t.field({
    type: [ThemeViews],
    description: 'The three surveys of a provider side by side. None where they are not published or not yours to see.',
    args: {
      provider: t.arg.string({ required: true, description: "The provider's organisation number." }),
      programme: t.arg.string({ required: true, description: 'Whose participants were asked.' }),
      year: t.arg.int({ required: true, description: 'The measurement year.' }),
    },
    resolve: (_root, args, context) => listThemes(context, args),
  }),
  meetings: t.connection(
    {
      type: Meeting,
      description: "The dialogue meetings of the viewer's organisation: those planned by day, else latest first.",
      args: {
        provider: t.arg.string({ description: 'Only with the provider of this organisation number.' }),
        state: t.arg({ type: MeetingState, description: 'Only those that have come this far.' }),
      },
      resolve: (_root, args, context) => connection(args, meetingKey, (page) => listMeetings(context, args, page)),
    },
    { name: 'MeetingConnection' },
    { name: 'MeetingEdge' },
  ),
  meetingMatter: t.field({
    type: MeetingMatter,
    nullable: true,
    description:
      'What the figures say for a meeting that is not called yet. Null for sides that one may not call to one.',
    args: {
      provider: t.arg.string({ required: true, description: "The provider's organisation number." }),
      counterpart: t.arg.string({ description: 'Number of the other side, when a provider asks.' }),
      counterpartKind: t.arg({ type: OrganisationKindEnum, description: 'What kind it is; a Nav office when unsaid.' }),
      programme: t.arg.string({ required: true, description: 'The programme.' }),
      year: t.arg.int({ required: true, description: 'The measurement year.' }),
    },
    resolve: (_root, args, context) => suggestFor(context, args),
  }),
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

const theMeeting = success('meeting', 'The meeting as it now stands.');

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
    planMeeting: t.fieldWithInput({
      description: 'Calls a dialogue meeting.',
      type: Meeting,
      errors: theMeeting,
      input: {
        provider: t.input.string({ required: true, description: "The provider's organisation number." }),
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
      type: Meeting,
      errors: theMeeting,
      input: { ...seen(), ...heldOn() },
      resolve: (_root, { input }, context) => moveMeeting(context, { ...input, id: input.id.id }),
    }),
    setAgenda: t.fieldWithInput({
      description: 'Puts the points of a meeting in the order given; what is left out is removed.',
      type: Meeting,
      errors: theMeeting,
      input: { ...seen(), ...agenda() },
      resolve: (_root, { input }, context) =>
        setAgenda(context, { ...input, id: input.id.id, agenda: input.agenda.map(pointOf) }),
    }),
    saveMinutes: t.fieldWithInput({
      description: 'Saves the minutes. A later change asks both sides to confirm anew.',
      type: Meeting,
      errors: theMeeting,
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
      type: Meeting,
      errors: theMeeting,
      input: seen(),
      resolve: (_root, { input }, context) => confirmMinutes(context, { ...input, id: input.id.id }),
    }),
    openEndReasons: t.fieldWithInput({
      description:
        'Opens the unmasked counts per end reason to the counterpart of the meeting. For managers of the provider; it is audited and cannot be taken back.',
      type: Meeting,
      errors: theMeeting,
      input: id(),
      resolve: (_root, { input }, context) => openEndReasons(context, input.id.id),
    }),
    cancelMeeting: t.fieldWithInput({
      description: 'Calls a meeting off that is not held.',
      type: Meeting,
      errors: theMeeting,
      input: seen(),
      resolve: (_root, { input }, context) => cancelMeeting(context, { ...input, id: input.id.id }),
    }),
  };
});
