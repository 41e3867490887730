import type { AgendaPoint } from '@batt/domain/meetings/agenda';
import { asks, builder, enumOf } from '../../builder.ts';
import { Figure, Verdict } from '../benchmarks/figure-schema.ts';
import { listThemes } from '../benchmarks/perspectives.ts';
import type { ThemeRow } from '../benchmarks/perspectives.ts';
import { Publication } from '../benchmarks/publication-schema.ts';
import { TargetStatus } from '../benchmarks/scorecard-schema.ts';
import { indicatorKey } from '../indicators/indicators.ts';
import { Indicator } from '../indicators/schema.ts';
import { OrganisationKindEnum } from '../organisations/schema.ts';
import { Target } from '../targets/schema.ts';
import { Outlook } from '../targets/talk-schema.ts';
import { Action } from './action-schema.ts';
import type { EndReasons as EndReasonsRow, Matter, MatterRow as MatterRowParent, SurveyRow } from './matter.ts';
import { suggestFor } from './meetings.ts';

const SurveyKindEnum = enumOf('SurveyKind', 'Who was asked.', {
  nav: 'Nav counsellors.',
  participant: 'Participants.',
  employee: 'The provider’s employees.',
});

export const AgendaPointKind = enumOf('AgendaPointKind', 'What a point on an agenda is about.', {
  'target-at-risk': 'A target that was not met, or is at risk.',
  change: 'A large change since the year before.',
  'survey-gap': 'A survey theme where the views lie far apart.',
  'open-action': 'Something left to do since last time.',
  other: 'What somebody put into words.',
});

export const AgendaPointType = builder.objectRef<AgendaPoint & { year: number }>('AgendaPoint').implement({
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
    action: t.expose('actionId', { type: Action, nullable: true, description: 'What was left to do.' }),
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
    indicator: t.expose('indicator', { type: Indicator, description: 'The indicator.' }),
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

export const MeetingMatter = builder.objectRef<Matter>('MeetingMatter').implement({
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

builder.queryFields((t) => ({
  surveyThemes: t.field({
    type: [ThemeViews],
    description: 'The three surveys of a provider side by side. None where they are not published or not yours to see.',
    args: {
      provider: t.arg.string(asks.provider),
      programme: t.arg.string({ required: true, description: 'Whose participants were asked.' }),
      year: t.arg.int(asks.year),
    },
    resolve: (_root, args, context) => listThemes(context, args),
  }),
  meetingMatter: t.field({
    type: MeetingMatter,
    nullable: true,
    description:
      'What the figures say for a meeting that is not called yet. Null for sides that one may not call to one.',
    args: {
      provider: t.arg.string(asks.provider),
      counterpart: t.arg.string({ description: 'Number of the other side, when a provider asks.' }),
      counterpartKind: t.arg({ type: OrganisationKindEnum, description: 'What kind it is; a Nav office when unsaid.' }),
      programme: t.arg.string({ required: true, description: 'The programme.' }),
      year: t.arg.int(asks.year),
    },
    resolve: (_root, args, context) => suggestFor(context, args),
  }),
}));
