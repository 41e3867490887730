import { ConflictError } from '@batt/domain/errors';
import { z } from 'zod';
import { asks, builder, byUuid, enumOf, gives } from '../../builder.ts';
import { connection } from '../../page.ts';
import { Benchmark, Figure, Interval } from '../benchmarks/figure-schema.ts';
import { TargetAdvice, TargetStatus, TrendPoint } from '../benchmarks/scorecard-schema.ts';
import { Indicator, Programme, programmeIfAny } from '../indicators/schema.ts';
import { Agreement, NavOffice, Provider } from '../organisations/schema.ts';
import { getDistribution, reachedOf } from './distribution.ts';
import type { Distribution as DistributionRow } from './distribution.ts';
import {
  acceptUnchanged,
  discardDrafts,
  findDrafts,
  handToManager,
  isComplete,
  proposeLastYears,
  saveDraft,
  sendDrafts,
  setAnswerBy,
} from './drafts.ts';
import { listProgress, progressKey } from './progress.ts';
import type { ProgressRow } from './progress.ts';
import { AimObject, Target } from './schema.ts';
import { getTalk, listCarrying, listTalks, talkKey, talkMoves } from './talks.ts';
import type { Talk, TalkRow as TalkRowParent } from './talks.ts';

// The talk about targets between a NAV office and a provider (målsamtale), and how the year goes towards them.

const Side = enumOf('TargetSide', 'The two that negotiate a local target.', {
  'nav-office': 'The Nav office, which proposes first.',
  provider: 'The provider, which answers.',
});

const DraftKind = enumOf('TargetDraftKind', 'What a side prepares to do.', {
  propose: 'Put a first value forward.',
  counter: 'Put another value forward, or hold on to its own.',
  agree: 'Accept the value that stands.',
  reopen: 'Begin a new round on what is agreed.',
  sign: 'Put the organisation behind what a member did.',
});

export const Outlook = enumOf('Outlook', 'How a year goes towards its target.', {
  'on-track': 'As it goes now, the target is reached.',
  'at-risk':
    "It lies on the wrong side of the target, or the rest of the year must be better than the provider's best of five years.",
  'too-early': 'Too few results are in to say.',
});

const TargetDraft = builder.loadableNode('TargetDraft', {
  description: "One side's answer on one row that is not sent. Nobody outside that organisation sees it.",
  ...byUuid(findDrafts),
  fields: (t) => ({
    indicator: t.field({ type: Indicator, description: 'On what.', resolve: (row) => `${row.indicator}@${row.year}` }),
    programme: t.expose('programme', programmeIfAny),
    kind: t.expose('kind', { type: DraftKind, description: 'What it will do.' }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'The value to put forward; null until it is filled in.',
    }),
    low: t.exposeFloat('low', { nullable: true, description: 'The low end of the band to put forward.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'The high end of the band to put forward.' }),
    grounds: t.exposeString('grounds', { description: 'Why; empty until it is written.' }),
    complete: t.boolean({ description: 'Whether it can be sent as it is.', resolve: isComplete }),
    answersVersion: t.exposeInt('answersVersion', {
      description: 'The version of the negotiation that it answers; 0 where there is none yet.',
    }),
    version: t.exposeInt('version', { description: 'What a change must name, so that two at once are found out.' }),
    readyAt: t.expose('readyAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was handed to whoever sends; null while it is worked on.',
    }),
    readyBy: t.exposeString('readyByName', { nullable: true, description: 'By whom.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last changed.' }),
    updatedBy: t.exposeString('updatedByName', { description: 'By whom.' }),
  }),
});

builder.objectField(ConflictError, 'currentDraft', (t) =>
  t.field({
    type: TargetDraft,
    nullable: true,
    description: 'The draft as it now stands, when a colleague was first to change it.',
    resolve: ({ params }) => (typeof params.draft === 'string' ? params.draft : null),
  }),
);

const Progress = builder.objectRef<ProgressRow>('Progress').implement({
  description:
    'How a year goes that is not over, from the participations so far: exact for the provider itself, coarse for others.',
  fields: (t) => ({
    id: t.id({
      description: 'The same whenever it is asked for.',
      resolve: ({ providerId, year, programme, indicator }) => `${providerId}-${year}-${programme}-${indicator.code}`,
    }),
    provider: t.expose('providerId', { type: Provider, description: 'Whose.' }),
    indicator: t.expose('indicator', { type: Indicator, description: 'What is measured.' }),
    programme: t.expose('programme', { type: Programme, description: 'In which programme.' }),
    year: t.exposeInt('year', { description: 'In which measurement year.' }),
    asOf: t.expose('asOf', { type: 'Date', description: 'The day it is from.' }),
    value: t.exposeFloat('value', {
      description: 'The value so far. To others: shares in steps of five points, times in whole units.',
    }),
    low: t.exposeFloat('low', { nullable: true, description: 'The low end of the 95 % interval, if there is one.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'The high end of it.' }),
    n: t.exposeInt('n', { nullable: true, description: 'How many people; for the provider itself, null to others.' }),
    atLeast: t.exposeInt('atLeast', { description: 'At least how many people, in fives.' }),
    expected: t.exposeInt('expected', {
      nullable: true,
      description: 'How many are awaited in the whole year: as many as last year, or more; to others in fives.',
    }),
    exact: t.boolean({ description: "Whether it is the provider's own exact figure.", resolve: ({ n }) => n !== null }),
    target: t.expose('target', { type: Target, nullable: true, description: 'The target that applies.' }),
    certainty: t.expose('certainty', {
      type: TargetStatus,
      nullable: true,
      description: 'How the figure so far stands to the target; null without one.',
    }),
    outlook: t.expose('outlook', { type: Outlook, nullable: true, description: 'How it goes; null without a target.' }),
    needed: t.exposeFloat('needed', {
      nullable: true,
      description:
        'What the rest of the year must give on average, in the unit; null when any will do, when none can, or when it is unknown.',
    }),
    reachable: t.exposeBoolean('reachable', {
      nullable: true,
      description: 'Whether the target can still be reached; null when it is unknown how many are to come.',
    }),
  }),
});

const TalkRow = builder.objectRef<TalkRowParent>('TalkRow').implement({
  description: 'One indicator in a talk about targets.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The same row whenever it is asked for.' }),
    indicator: t.expose('indicator', { type: Indicator, description: 'What is measured.' }),
    programme: t.expose('programme', programmeIfAny),
    previous: t.expose('previous', {
      type: Figure,
      nullable: true,
      description: "The provider's figure in the last published year before; null to who may not read its scorecard.",
    }),
    previousYear: t.exposeInt('previousYear', { nullable: true, description: 'Which year that was.' }),
    trend: t.expose('trend', { type: [TrendPoint], description: 'Up to five published years, oldest first.' }),
    nation: t.expose('nation', { type: Benchmark, nullable: true, description: 'All providers, in that year.' }),
    county: t.expose('county', {
      type: Benchmark,
      nullable: true,
      description: "The providers of the provider's county unit, in that year.",
    }),
    general: t.expose('general', {
      type: [Target],
      description: 'The published national and county targets that reach the provider.',
    }),
    applies: t.expose('applies', {
      type: Target,
      nullable: true,
      description: 'The nearest in force: what the two agreed on, else the county’s, else the national one.',
    }),
    lastYear: t.expose('lastYear', {
      type: Target,
      nullable: true,
      description: 'What the two agreed on for the year before.',
    }),
    target: t.expose('target', {
      type: Target,
      nullable: true,
      description: 'The negotiation between the two, with its steps; null before the first proposal.',
    }),
    ours: t.expose('ours', {
      type: AimObject,
      nullable: true,
      description: 'What the viewer’s side last put forward in this round; the office’s, to a county unit that reads.',
    }),
    theirs: t.expose('theirs', {
      type: AimObject,
      nullable: true,
      description: 'What the other side last put forward in this round; the provider’s, to a county unit.',
    }),
    unchanged: t.exposeBoolean('unchanged', {
      description:
        'Whether it is our turn and nothing new is asked for: what stands is what we put forward or, if nothing, what was agreed last year.',
    }),
    canDraft: t.expose('canDraft', {
      type: ['String'],
      description: 'What the viewer’s side may prepare now: `propose`, `counter`, `agree`, `reopen`, `sign`.',
    }),
    draft: t.expose('draft', { type: TargetDraft, nullable: true, description: 'What our side has not sent.' }),
    advice: t.expose('advice', {
      type: TargetAdvice,
      description: 'Whether a target suits here, and which notice to give.',
    }),
    usual: t.expose('usual', {
      type: Interval,
      nullable: true,
      description: 'Between which values four of five providers lie, in bins; null where too few are known.',
    }),
    ownRange: t.expose('ownRange', {
      type: Interval,
      nullable: true,
      description: "The provider's lowest and highest value of those years; null with fewer than two.",
    }),
    running: t.expose('running', { type: Progress, nullable: true, description: 'How the year itself goes, so far.' }),
  }),
});

const TargetTalk = builder.objectRef<Talk>('TargetTalk').implement({
  description:
    'What one Nav office and one provider are to agree on for a year (målsamtale). For the two, and to read for the office’s county unit.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The same talk whenever it is asked for.' }),
    provider: t.expose('providerId', { type: Provider, description: 'Who delivers.' }),
    navOffice: t.expose('navOfficeId', { type: NavOffice, description: 'Who buys.' }),
    year: t.exposeInt('year', { description: 'For which measurement year.' }),
    programme: t.expose('programme', {
      type: Programme,
      description: 'Seen from which programme. In a list: where there is most to look at.',
    }),
    answerBy: t.expose('answerBy', {
      type: 'Date',
      nullable: true,
      description: 'The last day on which an answer is in time; null when none is set.',
    }),
    overdue: t.exposeBoolean('overdue', { description: 'Whether something still waits past that day.' }),
    stuck: t.exposeBoolean('stuck', {
      description: 'Whether some target is stuck: three counter-proposals in the round, overdue, or still for 30 days.',
    }),
    agreements: t.field({
      type: [Agreement],
      description: 'The agreements on the programme that carry it now, of those that the viewer may see.',
      resolve: (row, _args, context) => listCarrying(context, row),
    }),
    side: t.expose('side', {
      type: Side,
      nullable: true,
      description: 'For whom the viewer stands; null for the county unit, which reads.',
    }),
    rows: t.field({
      type: [TalkRow],
      description: 'Every indicator that applies to the programme, in the usual order.',
      complexity: { field: 5, multiplier: 13 },
      resolve: (row) => row.rows(),
    }),
    waiting: t.exposeInt('waiting', {
      description: "How many targets wait for the viewer's organisation, in all programmes.",
    }),
    open: t.exposeInt('open', { description: 'How many wait for anybody.' }),
    agreed: t.exposeInt('agreed', { description: 'How many are in force.' }),
    unsent: t.exposeInt('unsent', { description: "How many answers of the viewer's organisation are not sent." }),
    ready: t.exposeInt('ready', { description: 'How many of those are handed to whoever sends.' }),
    unchanged: t.int({
      description: 'How many rows of this programme ask for nothing new.',
      resolve: async (row) => (await row.rows()).filter(({ unchanged }) => unchanged).length,
    }),
    lastStepAt: t.expose('lastStep', {
      type: 'DateTime',
      nullable: true,
      description: 'When something was last done.',
    }),
    viewerCan: t.field({
      type: ['String'],
      description: 'What the viewer may do: `draft`, `send` (managers), `setAnswerBy` (the office).',
      resolve: (row, _args, context) => talkMoves(context, row),
    }),
  }),
});

const Reached = builder.objectRef<ReturnType<typeof reachedOf>>('Reached').implement({
  description: 'How many providers reach a value.',
  fields: (t) => ({
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'The value that was counted for: the one asked, moved to the nearest edge of a bin.',
    }),
    low: t.exposeFloat('low', { nullable: true, description: 'The low end of the band that was counted for.' }),
    high: t.exposeFloat('high', { nullable: true, description: 'The high end of the band that was counted for.' }),
    count: t.exposeInt('count', { description: 'How many reach it.' }),
    of: t.exposeInt('of', { description: 'Of how many.' }),
  }),
});

const Distribution = builder.objectRef<DistributionRow>('Distribution').implement({
  description: 'How the publishable values of an indicator lie, told no finer than in bins.',
  fields: (t) => ({
    indicator: t.expose('indicator', { type: Indicator, description: 'Of what.' }),
    year: t.exposeInt('year', { description: 'In which published year.' }),
    values: t.expose('values', {
      type: ['Float'],
      description: 'One for each provider, lowest first: the edge of its bin on the weaker side.',
    }),
    bin: t.exposeFloat('bin', { description: 'How wide a bin is.' }),
    of: t.exposeInt('of', { description: 'How many values.' }),
    leftOut: t.exposeInt('leftOut', { description: 'How many providers have a value that may not be shown.' }),
    mean: t.exposeFloat('mean', { nullable: true, description: 'The published mean.' }),
    p10: t.exposeFloat('p10', { nullable: true, description: 'One of ten lies below; null where too few are known.' }),
    p90: t.exposeFloat('p90', { nullable: true, description: 'One of ten lies above; null where too few are known.' }),
    reached: t.field({
      type: Reached,
      description: 'How many reach a value, or lie in a band.',
      args: {
        value: t.arg.float({ description: 'The value.' }),
        low: t.arg.float({ description: 'The low end of the band.' }),
        high: t.arg.float({ description: 'The high end of the band.' }),
      },
      resolve: (row, { value = null, low = null, high = null }) => reachedOf(row, { value, low, high }),
    }),
  }),
});

builder.queryFields((t) => {
  const year = () => t.arg.int(asks.year);
  return {
    talk: t.field({
      type: TargetTalk,
      nullable: true,
      description:
        'The talk between an office and a provider about a year; also one in which nothing is said yet, where they have an agreement in it.',
      args: {
        provider: t.arg.string(asks.provider),
        navOffice: t.arg.string(asks.navOffice),
        year: year(),
        programme: t.arg.string({ required: true, description: 'Seen from which programme.' }),
      },
      resolve: (_root, args, context) => getTalk(context, args),
    }),
    talks: t.connection(
      {
        type: TargetTalk,
        description:
          'The talks of a year in which something is set, proposed, agreed or prepared, by provider and office.',
        args: {
          year: year(),
          waitingOnMe: t.arg.boolean({
            description: "Only those that wait (or do not) for the viewer's organisation.",
          }),
          stuck: t.arg.boolean({ description: 'Only those that are stuck (or are not).' }),
        },
        resolve: (_root, args, context) => connection(args, talkKey, (page) => listTalks(context, args, page)),
      },
      { name: 'TargetTalkConnection' },
      { name: 'TargetTalkEdge' },
    ),
    distribution: t.field({
      type: Distribution,
      nullable: true,
      description:
        'How the values of an indicator lie in a year, or in the last one published before it. Null where there is nothing to show.',
      args: {
        indicator: t.arg.string(asks.indicator),
        programme: t.arg.string({
          description: "The programme's code; not needed for an indicator of the whole provider.",
        }),
        year: year(),
        county: t.arg.string({
          description: 'Only the providers of the county unit with this number; all when unsaid.',
        }),
      },
      resolve: (_root, args, context) => getDistribution(context, args),
    }),
    progress: t.connection(
      {
        type: Progress,
        description:
          'How a year goes that is not published, for the provider itself and, coarse, for the Nav offices with an agreement and the county unit.',
        args: {
          year: year(),
          provider: t.arg.string({ description: 'Only of the provider of this organisation number.' }),
          atRisk: t.arg.boolean({ description: 'Only what is at risk (or is not).' }),
        },
        resolve: (_root, args, context) => connection(args, progressKey, (page) => listProgress(context, args, page)),
      },
      { name: 'ProgressConnection' },
      { name: 'ProgressEdge' },
    ),
  };
});

const SeenDraft = builder.inputType('SeenTargetDraft', {
  description: 'A draft as it was seen.',
  fields: (t) => ({
    id: t.globalID({ for: TargetDraft, required: true, description: 'Which draft.' }),
    version: t.int({ required: true, description: 'The version that was seen.' }),
  }),
});
const text = z.string().trim().max(5_000);

builder.mutationFields((t) => {
  const key = () => ({
    provider: t.input.string(asks.provider),
    navOffice: t.input.string(asks.navOffice),
    year: t.input.int(asks.year),
  });
  const inProgramme = () => ({
    ...key(),
    programme: t.input.string({ required: true, description: 'Seen from which programme.' }),
  });
  const drafts = () => ({
    drafts: t.input.field({
      type: [SeenDraft],
      required: true,
      description: 'Which ones, as they were seen.',
      validate: z.array(z.unknown()).min(1).max(100),
    }),
  });
  const theDrafts = gives([TargetDraft], 'drafts', 'The drafts that were made.');
  return {
    saveTargetDraft: t.fieldWithInput({
      description: "Keeps one side's answer on one row until it is sent. It need not be complete.",
      ...gives(TargetDraft, 'draft', 'The draft as it now stands.'),
      input: {
        ...key(),
        indicator: t.input.string(asks.indicator),
        programme: t.input.string(asks.programmeIfAny),
        kind: t.input.field({ type: DraftKind, required: true, description: 'What it is to do.' }),
        value: t.input.float({ description: 'The value to put forward.' }),
        low: t.input.float({ description: 'The low end of the band to put forward.' }),
        high: t.input.float({ description: 'The high end of the band to put forward.' }),
        grounds: t.input.string({ description: 'Why.', validate: text }),
        answersVersion: t.input.int({
          required: true,
          description: 'The version of the negotiation that it answers; 0 where there is none.',
        }),
        version: t.input.int({ description: 'The version of the draft that is changed; none for a new one.' }),
      },
      resolve: (_root, { input }, context) => {
        const { value = null, low = null, high = null, programme = null, grounds, version = null, ...more } = input;
        return saveDraft(context, { ...more, programme, version, grounds: grounds ?? '', aim: { value, low, high } });
      },
    }),
    discardTargetDrafts: t.fieldWithInput({
      description: 'Throws drafts away, if they are still as they were seen.',
      ...gives(['ID'], 'ids', 'What the drafts were known by.'),
      input: drafts(),
      resolve: async (_root, { input }, context) => {
        await discardDrafts(context, input.drafts.map(seen));
        return input.drafts.map(({ id }) => Buffer.from(`TargetDraft:${id.id}`).toString('base64'));
      },
    }),
    acceptUnchanged: t.fieldWithInput({
      description: 'Prepares to accept every proposal that asks for nothing new. Nothing is sent.',
      ...theDrafts,
      input: inProgramme(),
      resolve: (_root, { input }, context) => acceptUnchanged(context, input),
    }),
    proposeLastYears: t.fieldWithInput({
      description: "Prepares to put last year's agreed targets forward. Nothing is sent.",
      ...theDrafts,
      input: {
        ...inProgramme(),
        indicator: t.input.string({ description: 'Only on this indicator, and then also as a counter-proposal.' }),
        grounds: t.input.string({ required: true, description: 'Why.', validate: text.min(1) }),
      },
      resolve: (_root, { input }, context) => proposeLastYears(context, input),
    }),
    handToManager: t.fieldWithInput({
      description: 'Hands drafts to whoever in the organisation may send them.',
      ...gives([TargetDraft], 'drafts', 'The drafts as they now stand.'),
      input: drafts(),
      resolve: (_root, { input }, context) => handToManager(context, input.drafts.map(seen)),
    }),
    sendTargetAnswers: t.fieldWithInput({
      description: 'Sends drafts to the other side, all or none. For managers.',
      ...gives([Target], 'targets', 'The targets as they now stand.'),
      input: drafts(),
      resolve: (_root, { input }, context) => sendDrafts(context, input.drafts.map(seen)),
    }),
    setAnswerBy: t.fieldWithInput({
      description: 'Says until when an answer is awaited, or takes that back. For the Nav office.',
      ...gives(TargetTalk, 'talk', 'The talk as it now stands.'),
      input: {
        ...inProgramme(),
        answerBy: t.input.field({
          type: 'Date',
          description: 'The last day on which an answer is in time; none takes it back.',
        }),
      },
      resolve: (_root, { input }, context) => setAnswerBy(context, { ...input, answerBy: input.answerBy ?? null }),
    }),
  };
});

const seen = ({ id, version }: { id: { id: string }; version: number }) => ({ id: id.id, version });
