import { asks, builder, enumOf } from '../../builder.ts';
import { Indicator, Programme } from '../indicators/schema.ts';
import { Provider } from '../organisations/schema.ts';
import { Target } from '../targets/schema.ts';
import { anInterval, Benchmark, BestFigure, Figure, NoVerdict, Rank, Verdict } from './figure-schema.ts';
import { shownRevision } from './publication-schema.ts';
import { getScorecard } from './scorecard.ts';
import type {
  CaseMix as CaseMixRow,
  PeerMean as PeerMeanRow,
  Scorecard as ScorecardParent,
  ScorecardRow as ScorecardRowParent,
  TrendPoint as TrendRow,
} from './scorecard.ts';

export const TargetStatus = enumOf(
  'TargetStatus',
  'Whether a target is met, and whether the uncertainty leaves a doubt.',
  {
    'met-surely': 'Met, surely.',
    met: 'Met.',
    'below-within': 'Below, within the uncertainty.',
    below: 'Below.',
    'above-within': 'Above where lower is better, within the uncertainty.',
    above: 'Above where lower is better.',
    'no-data': 'There is no figure to hold against it.',
  },
);

const TargetAdviceKind = enumOf('TargetAdviceKind', 'What somebody meets who sets a target.', {
  none: 'Nothing.',
  undecided: 'A notice: the directorate has not decided whether it suits.',
  'against-purpose': 'A warning: the programme is not there for that.',
  refused: 'It does not suit.',
  'no-agreement': 'The office has no agreement with the provider.',
});

export const TargetAdvice = builder.objectRef<ScorecardRowParent['canSetTarget']>('TargetAdvice').implement({
  description: 'Whether the viewer can set a target, and with which notice.',
  fields: (t) => ({
    allowed: t.exposeBoolean('allowed', { description: 'Whether it can be set, while the year is open.' }),
    advice: t.expose('advice', { type: TargetAdviceKind, description: 'The notice.' }),
  }),
});

const CaseMix = builder.objectRef<CaseMixRow>('CaseMix').implement({
  description:
    'What to expect of a provider, given who its participants are: what the same people would get at national rates for their gender, age, work ability, basic skills and background. It never takes the place of the observed value.',
  fields: (t) => ({
    observed: t.exposeFloat('observed', { description: 'The value itself.' }),
    expected: t.exposeFloat('expected', { description: 'What is expected, in the same unit.' }),
    difference: t.exposeFloat('difference', { description: 'Observed less expected.' }),
    interval: t.field({ ...anInterval, description: 'The uncertainty of the difference.' }),
    verdict: t.expose('verdict', { type: Verdict, description: 'What the figure says against what is expected.' }),
  }),
});

const PeerMean = builder.objectRef<PeerMeanRow>('PeerMean').implement({
  description: 'The mean of the providers most like one, itself not among them.',
  fields: (t) => ({
    mean: t.exposeFloat('mean', { description: 'Their mean: pooled, or plain for counts and entered numbers.' }),
    providers: t.exposeInt('providers', { description: 'How many of them have a publishable value; three or more.' }),
    verdict: t.expose('verdict', { type: Verdict, description: 'What the figure says against their mean.' }),
  }),
});

const TrendDirection = enumOf('TrendDirection', 'Which way five years go.', {
  improving: 'Better, more than chance could have made.',
  steady: 'No change that chance cannot have made.',
  worsening: 'Weaker, more than chance could have made.',
  none: 'There is nothing to say.',
});

const NoTrend = enumOf('NoTrend', 'Why five years say nothing.', {
  'few-points': 'Fewer than five years have a figure that the viewer may see.',
  break: 'The definition changed on the way.',
  'no-interval': 'A year has no uncertainty to judge by: a count, a checklist.',
  'no-direction': 'Best is a band, so neither up nor down is better.',
});

const TrendVerdict = builder.objectRef<ScorecardRowParent['trendVerdict']>('TrendVerdict').implement({
  description: 'What the last five years say together.',
  fields: (t) => ({
    direction: t.expose('verdict', { type: TrendDirection, description: 'Which way they go.' }),
    reason: t.expose('reason', { type: NoTrend, nullable: true, description: 'Why there is nothing to say.' }),
    slope: t.exposeFloat('slope', { nullable: true, description: 'The change per year, in the unit.' }),
    interval: t.field({ ...anInterval, description: 'The uncertainty of the slope.' }),
  }),
});

export const TrendPoint = builder.objectRef<TrendRow>('TrendPoint').implement({
  description: 'One year of a trend.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    own: t.expose('own', { type: Figure, description: "The provider's figure." }),
    nationalMean: t.exposeFloat('nationalMean', { nullable: true, description: 'The national mean.' }),
    target: t.exposeFloat('target', { nullable: true, description: 'The target that applied, where it was a value.' }),
    break: t.exposeBoolean('isBreak', {
      description: 'Whether the definition changed since the point before, so that the two do not compare.',
    }),
  }),
});

const ScorecardRow = builder.objectRef<ScorecardRowParent>('ScorecardRow').implement({
  description: 'One indicator on a scorecard.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The same row whenever it is asked for.' }),
    indicator: t.expose('indicator', { type: Indicator, description: 'What is measured.' }),
    applicable: t.exposeBoolean('applicable', { description: 'Whether it applies to the programme.' }),
    own: t.expose('own', { type: Figure, description: "The provider's figure." }),
    previous: t.expose('previous', { type: Figure, description: 'Its previous measurement.' }),
    previousYear: t.exposeInt('previousYear', { nullable: true, description: 'Which year that was.' }),
    trend: t.expose('trend', { type: [TrendPoint], description: 'Up to five years, oldest first.' }),
    nation: t.expose('nation', { type: Benchmark, nullable: true, description: 'All providers.' }),
    county: t.expose('county', {
      type: Benchmark,
      nullable: true,
      description: 'The providers of the same county unit.',
    }),
    nationalMean: t.float({
      nullable: true,
      description: 'The national mean. Of the last published year while this one is preliminary.',
      resolve: (row) => row.nation?.mean ?? null,
    }),
    countyMean: t.float({
      nullable: true,
      description: "The county unit's mean. Of the last published year while this one is preliminary.",
      resolve: (row) => row.county?.mean ?? null,
    }),
    best: t.field({
      type: [BestFigure],
      description: 'The five best of the nation, by name.',
      resolve: (row) => row.nation?.best ?? [],
    }),
    rank: t.expose('rank', {
      type: Rank,
      nullable: true,
      description: 'Where the provider stands; null without a publishable value.',
    }),
    target: t.expose('target', {
      type: Target,
      nullable: true,
      description: 'The target that applies: the nearest in force.',
    }),
    targets: t.expose('targets', { type: [Target], description: 'All targets in force.' }),
    targetStatus: t.expose('targetStatus', {
      type: TargetStatus,
      nullable: true,
      description: 'Whether the target that applies is met; null without one.',
    }),
    verdict: t.expose('verdict', { type: Verdict, description: 'What the figure says against the national mean.' }),
    noVerdict: t.expose('noVerdict', { type: NoVerdict, nullable: true, description: 'Why there is none.' }),
    trendVerdict: t.expose('trendVerdict', {
      type: TrendVerdict,
      description: 'What the last five years say together; only where five of them carry it.',
    }),
    caseMix: t.expose('caseMix', {
      type: CaseMix,
      nullable: true,
      description:
        'What to expect given who the participants are. Null where the value is hidden or missing, the indicator is not about participants, or their background is not recorded.',
    }),
    shrunken: t.exposeFloat('shrunken', {
      nullable: true,
      description:
        'The value drawn towards the national mean, the more the fewer it rests on: the best guess at the true level. Offered beside the value.',
    }),
    peers: t.expose('peers', {
      type: PeerMean,
      nullable: true,
      description: 'The providers most like this one; null where fewer than three of them have a value.',
    }),
    perHundred: t.exposeFloat('perHundred', {
      nullable: true,
      description: 'A count per 100 participants of the year; null for other units, or where participants are hidden.',
    }),
    threads: t.exposeInt('threads', { description: "How many of the viewer's threads are about it." }),
    unread: t.exposeInt('unread', { description: 'How many of them hold something unread.' }),
    canSetTarget: t.expose('canSetTarget', {
      type: TargetAdvice,
      description: 'Whether the viewer can set a target on it.',
    }),
  }),
});

const Scorecard = builder.objectRef<ScorecardParent>('Scorecard').implement({
  description: "A provider's results in one programme and year, beside those of others (målkort).",
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Whose it is.' }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    programme: t.expose('programme', { type: Programme, description: 'The programme.' }),
    publication: t.expose('publication', shownRevision),
    preliminary: t.boolean({
      description: "Whether it was computed just now from the provider's own draft.",
      resolve: (card) => card.publication === null,
    }),
    reported: t.exposeBoolean('reported', { description: 'Whether the provider has reported.' }),
    submittedAt: t.expose('submittedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it did; null to whoever may not read its report.',
    }),
    late: t.exposeBoolean('late', { description: 'Whether that was after the deadline.' }),
    rows: t.expose('rows', { type: [ScorecardRow], description: 'Every indicator, in the usual order.' }),
    targetsMet: t.int({
      description: 'How many targets are met.',
      resolve: ({ rows }) =>
        rows.filter((row) => row.targetStatus === 'met' || row.targetStatus === 'met-surely').length,
    }),
    targetsSet: t.int({
      description: 'How many indicators have a target.',
      resolve: ({ rows }) => rows.filter((row) => row.target !== null).length,
    }),
    viewerCan: t.stringList({
      description: 'What the viewer may do here: `setTarget`.',
      resolve: ({ rows }) => (rows.some((row) => row.canSetTarget.allowed) ? ['setTarget'] : []),
    }),
  }),
});

builder.queryFields((t) => ({
  scorecard: t.field({
    type: Scorecard,
    nullable: true,
    description: "A provider's results beside those of others. Null when there are none or they are not yours to see.",
    args: {
      provider: t.arg.string(asks.provider),
      year: t.arg.int(asks.year),
      programme: t.arg.string(asks.programme),
    },
    resolve: (_root, args, context) => getScorecard(context, args),
  }),
}));
