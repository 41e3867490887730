import { asks, builder } from '../../builder.ts';
import { Indicator, Programme } from '../indicators/schema.ts';
import { Provider } from '../organisations/schema.ts';
import { anInterval, aRange, Benchmark, LeftOut, leftOutBecause, likelyAmong, Verdict } from './figure-schema.ts';
import { funnelLimitsOf, getFunnel, getRanking } from './ranking.ts';
import type {
  Funnel as FunnelRow,
  FunnelCell as FunnelCellRow,
  FunnelLimit as FunnelLimitRow,
  FunnelPoint as FunnelPointRow,
  RankedProvider as RankedRow,
} from './ranking.ts';

const RankedProvider = builder.objectRef<RankedRow>('RankedProvider').implement({
  description: "A provider's place in a ranking.",
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Which one.' }),
    rank: t.exposeInt('rank', {
      description: 'Its rank, 1 for the best. Equal values share one, and the next is left free.',
    }),
    position: t.exposeInt('rank', { description: 'The place to show: the rank.' }),
    shared: t.exposeBoolean('shared', { description: 'Whether another has the same rank.' }),
    value: t.exposeFloat('value', {
      nullable: true,
      description: 'The value, of the five best and of those whose scorecards the viewer may read.',
    }),
    n: t.exposeInt('n', {
      nullable: true,
      description: 'How many it is judged by, where the viewer may read the scorecard.',
    }),
    interval: t.field({ ...anInterval, description: 'Its uncertainty, where the viewer may read the scorecard.' }),
    verdict: t.expose('verdict', {
      type: Verdict,
      description: 'What it says against the national mean, where the viewer may read the scorecard.',
    }),
    range: t.field({
      ...aRange,
      description:
        'How sure the rank is: the 95 % range. Null in a peer group or a list, and where chance cannot be worked out.',
    }),
    topThree: t.exposeFloat('topThree', likelyAmong('three of the nation')),
    topFive: t.exposeFloat('topFive', likelyAmong('five of the nation')),
    perHundred: t.exposeFloat('perHundred', {
      nullable: true,
      description: 'A count per 100 participants of the year, where the viewer may read the scorecard.',
    }),
  }),
});

const FunnelPoint = builder.objectRef<FunnelPointRow>('FunnelPoint').implement({
  description: 'One provider in a funnel.',
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Which one.' }),
    value: t.exposeFloat('value', { description: 'Its value.' }),
    n: t.exposeInt('n', { description: 'How many it is judged by.' }),
    interval: t.field({ ...anInterval, description: 'Its own uncertainty: what an interval plot draws.' }),
    perHundred: t.exposeFloat('perHundred', {
      nullable: true,
      description: 'A count per 100 participants of the year.',
    }),
    verdict: t.expose('verdict', { type: Verdict, description: 'What it says against the national mean.' }),
  }),
});

const FunnelLimit = builder.objectRef<FunnelLimitRow>('FunnelLimit').implement({
  description: 'Between which values chance alone keeps a provider of one size.',
  fields: (t) => ({
    n: t.exposeInt('n', { description: 'The size.' }),
    low95: t.exposeFloat('low95', { description: 'Below this lie 25 of 1,000.' }),
    high95: t.exposeFloat('high95', { description: 'Above this lie 25 of 1,000.' }),
    low998: t.exposeFloat('low998', { description: 'Below this lies 1 of 1,000.' }),
    high998: t.exposeFloat('high998', { description: 'Above this lies 1 of 1,000.' }),
  }),
});

const FunnelCell = builder.objectRef<FunnelCellRow>('FunnelCell').implement({
  description: 'How many providers lie in one small part of a funnel; which ones is not told.',
  fields: (t) => ({
    n: t.exposeInt('n', {
      nullable: true,
      description: 'Their size, down to a five: 20 is from 20 to 24. Null for counts, which are their own size.',
    }),
    low: t.exposeFloat('low', { description: 'Their values lie between this …' }),
    high: t.exposeFloat('high', { description: '… and this.' }),
    providers: t.exposeInt('providers', { description: 'How many they are.' }),
  }),
});

const Funnel = builder.objectRef<FunnelRow>('Funnel').implement({
  description:
    'Values over their sizes, with the limits that chance alone keeps to: a funnel for shares, an interval plot for means and counts.',
  fields: (t) => ({
    indicator: t.field({
      type: Indicator,
      description: 'What is measured.',
      resolve: ({ ranking }) => ranking.indicator,
    }),
    programme: t.field({
      type: Programme,
      nullable: true,
      description: 'In which programme.',
      resolve: ({ ranking }) => ranking.programme,
    }),
    year: t.int({ description: 'The measurement year.', resolve: ({ ranking }) => ranking.year }),
    nation: t.field({ type: Benchmark, description: 'All providers.', resolve: ({ ranking }) => ranking.nation }),
    mean: t.float({
      nullable: true,
      description: 'The national mean, which the limits lie around.',
      resolve: ({ ranking }) => ranking.nation.mean,
    }),
    adjusted: t.exposeBoolean('adjusted', {
      description:
        'Whether the limits are widened by the overdispersion of the nation. Verdicts are never judged by widened ones.',
    }),
    overdispersion: t.float({
      nullable: true,
      description:
        'How many times wider than chance alone the values spread, as variance; null where there are no limits.',
      resolve: ({ ranking }) => ranking.nation.overdispersion,
    }),
    points: t.expose('points', {
      type: [FunnelPoint],
      description: 'The providers whose scorecards the viewer may read, smallest first.',
    }),
    others: t.expose('others', {
      type: [FunnelCell],
      description:
        'The rest of the nation, so coarsely that no place in a ranking names anybody. Empty where they are fewer than three.',
    }),
    limits: t.field({
      type: [FunnelLimit],
      description:
        'The limits from the smallest size that is shown to that of the largest provider here. None for counts, which have no size but themselves.',
      resolve: funnelLimitsOf,
    }),
  }),
});

const ofIndicator = builder.args((t) => ({
  indicator: t.string(asks.indicator),
  programme: t.string(asks.programmeIfAny),
  year: t.int(asks.year),
  county: t.string({ description: 'Only the providers under the county unit of this number.' }),
}));

builder.queryFields((t) => ({
  ranking: t.connection(
    {
      type: RankedProvider,
      nullable: true,
      description: 'Who stands where, best first. Null when nothing is published.',
      args: {
        ...ofIndicator,
        peerGroup: t.arg.string({
          description:
            "Only a provider and those like it, by its organisation number; or one of the organisation's own lists, by its name.",
        }),
      },
      resolve: (_root, args, context) => getRanking(context, args),
    },
    {
      name: 'RankingConnection',
      fields: (c) => ({
        totalCount: c.int({ description: 'How many are ranked.', resolve: ({ ranking }) => ranking.ranked }),
        leftOut: c.int({
          description:
            'How many have a value but no rank, for so few are behind it; in a peer group or list: how many have no rank.',
          resolve: ({ ranking }) => ranking.leftOut,
        }),
        leftOutBecause: c.field({
          type: [LeftOut],
          nullable: true,
          description:
            'Who has no rank, by reason. Null in a peer group or list, and in a county unit whose scorecards one may not read.',
          resolve: ({ ranking }) => ranking.area && leftOutBecause(ranking.area),
        }),
        notReported: c.int({
          nullable: true,
          description: 'How many have not reported the year; null in a peer group or list.',
          resolve: ({ ranking }) => ranking.notReported,
        }),
        indicator: c.field({
          type: Indicator,
          description: 'What they are ranked by.',
          resolve: ({ ranking }) => ranking.indicator,
        }),
        nation: c.field({
          type: Benchmark,
          nullable: true,
          description: 'All providers.',
          resolve: ({ ranking }) => ranking.nation,
        }),
      }),
    },
    { name: 'RankingEdge' },
  ),
  funnel: t.field({
    type: Funnel,
    nullable: true,
    description: 'Values over their sizes. Null when nothing is published, or chance plays no part in the indicator.',
    args: {
      ...ofIndicator,
      adjusted: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: 'Whether to widen the limits by the overdispersion of the nation.',
      }),
    },
    resolve: (_root, args, context) => getFunnel(context, args),
  }),
}));
