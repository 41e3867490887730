import { z } from 'zod';
import { builder, success } from '../../builder.ts';
import { Indicator, Programme } from '../indicators/schema.ts';
import { CountyUnit, Provider } from '../organisations/schema.ts';
import { MeasurementYear } from '../reports/schema.ts';
import { Target } from '../targets/schema.ts';
import { getBalancedView, getOverview, getScorecard, listPublications } from './benchmarks.ts';
import type {
  BalancedRow as BalancedRowParent,
  BalancedView as BalancedParent,
  BenchmarkRow,
  CaseMix as CaseMixRow,
  FigureRow,
  Overview,
  OverviewRow as OverviewRowParent,
  PeerMean as PeerMeanRow,
  PublicationRow,
  RankRow,
  Scorecard as ScorecardParent,
  ScorecardRow as ScorecardRowParent,
  TrendPoint as TrendRow,
} from './benchmarks.ts';
import { getComparison, getGap, getScatter } from './comparison.ts';
import type {
  Comparison as ComparisonParent,
  ComparisonCell as CellRow,
  Gap as GapRow,
  Scatter as ScatterRow,
} from './comparison.ts';
import { getPeers, listFavourites, removeFavourites, setFavourites } from './peers.ts';
import type { FavouriteList as FavouriteRow, PeerGroup as PeerGroupRow, Profile as ProfileRow } from './peers.ts';
import { publishYear } from './publication.ts';
import { funnelLimitsOf, getFunnel, getRanking } from './ranking.ts';
import type {
  Funnel as FunnelRow,
  FunnelLimit as FunnelLimitRow,
  FunnelPoint as FunnelPointRow,
  RankedProvider as RankedRow,
} from './ranking.ts';

export const Publication = builder.objectRef<PublicationRow>('Publication').implement({
  description: "A year's figures as they were published. A correction makes a new revision; earlier ones are kept.",
  fields: (t) => ({
    revision: t.exposeInt('revision', { description: 'Which one, from 1.' }),
    publishedAt: t.expose('publishedAt', { type: 'DateTime', description: 'When.' }),
    publishedBy: t.exposeString('publishedByName', { description: 'By whom, as they were called then.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it was corrected; null for the first revision.',
    }),
  }),
});

const FigureStatus = builder.enumType('FigureStatus', {
  description: 'Whether there is a value to show.',
  values: {
    OK: { value: 'ok', description: 'There is.' },
    NO_DATA: { value: 'no-data', description: 'Nothing was reported: `..`.' },
    SUPPRESSED: { value: 'suppressed', description: 'It is hidden, for so few are behind it: `:`.' },
    NOT_APPLICABLE: { value: 'not-applicable', description: 'The indicator does not apply to the programme: `.`.' },
  } as const,
});

const Suppression = builder.enumType('Suppression', {
  description: 'Why others do not see a value.',
  values: {
    PRIMARY: { value: 'primary', description: 'Too few are behind it.' },
    COMPLEMENTARY: { value: 'complementary', description: 'Another hidden value could be worked out from it.' },
  } as const,
});

export const Verdict = builder.enumType('Verdict', {
  description:
    'What a figure says against the national mean. Only an interval that leaves the mean out makes a difference.',
  values: {
    CLEARLY_BETTER: { value: 'clearly-better', description: 'Better, also at 99.8 %.' },
    BETTER: { value: 'better', description: 'Better, at 95 %.' },
    WITHIN: { value: 'within', description: 'No difference that chance cannot have made.' },
    WEAKER: { value: 'weaker', description: 'Weaker, at 95 %.' },
    CLEARLY_WEAKER: { value: 'clearly-weaker', description: 'Weaker, also at 99.8 %.' },
    NONE: { value: 'none', description: 'There is nothing to say.' },
  } as const,
});

const NoVerdict = builder.enumType('NoVerdict', {
  description: 'Why there is no verdict.',
  values: {
    NO_VALUE: { value: 'no-value', description: 'There is no value to show.' },
    SIZE: { value: 'size', description: 'It is a count, which follows how big a provider is.' },
    NOT_A_SAMPLE: { value: 'not-a-sample', description: 'It is a checklist: there is no chance in it.' },
    NO_DIRECTION: { value: 'no-direction', description: 'It is not said what is best.' },
    NO_REFERENCE: { value: 'no-reference', description: 'There is nothing to hold it against.' },
    FEW: { value: 'few', description: 'Too few are behind it.' },
    NO_INTERVAL: { value: 'no-interval', description: 'It has no interval.' },
    BREAK: { value: 'break', description: 'The definition changed between the two years.' },
  } as const,
});

export const TargetStatus = builder.enumType('TargetStatus', {
  description: 'Whether a target is met, and whether the uncertainty leaves a doubt.',
  values: {
    MET_SURELY: { value: 'met-surely', description: 'Met, surely.' },
    MET: { value: 'met', description: 'Met.' },
    BELOW_WITHIN: { value: 'below-within', description: 'Below, within the uncertainty.' },
    BELOW: { value: 'below', description: 'Below.' },
    ABOVE_WITHIN: { value: 'above-within', description: 'Above where lower is better, within the uncertainty.' },
    ABOVE: { value: 'above', description: 'Above where lower is better.' },
    NO_DATA: { value: 'no-data', description: 'There is no figure to hold against it.' },
  } as const,
});

const TargetAdviceKind = builder.enumType('TargetAdviceKind', {
  description: 'What somebody meets who sets a target.',
  values: {
    NONE: { value: 'none', description: 'Nothing.' },
    UNDECIDED: { value: 'undecided', description: 'A notice: the directorate has not decided whether it suits.' },
    AGAINST_PURPOSE: { value: 'against-purpose', description: 'A warning: the programme is not there for that.' },
    REFUSED: { value: 'refused', description: 'It does not suit.' },
    NO_AGREEMENT: { value: 'no-agreement', description: 'The office has no agreement with the provider.' },
  } as const,
});

export const TargetAdvice = builder.objectRef<ScorecardRowParent['canSetTarget']>('TargetAdvice').implement({
  description: 'Whether the viewer can set a target, and with which notice.',
  fields: (t) => ({
    allowed: t.exposeBoolean('allowed', { description: 'Whether it can be set, while the year is open.' }),
    advice: t.expose('advice', { type: TargetAdviceKind, description: 'The notice.' }),
  }),
});

export const Interval = builder.objectRef<{ low: number; high: number }>('Interval').implement({
  description: 'How far chance alone may have moved a figure: 95 %.',
  fields: (t) => ({
    low: t.exposeFloat('low', { description: 'The low end.' }),
    high: t.exposeFloat('high', { description: 'The high end.' }),
  }),
});

const RankRange = builder.objectRef<{ low: number; high: number }>('RankRange').implement({
  description: 'Between which ranks a provider truly stands: 95 %, by simulation.',
  fields: (t) => ({
    low: t.exposeInt('low', { description: 'The best rank.' }),
    high: t.exposeInt('high', { description: 'The worst rank.' }),
  }),
});

const CaseMix = builder.objectRef<CaseMixRow>('CaseMix').implement({
  description:
    'What to expect of a provider, given who its participants are: what the same people would get at national rates for their gender, age, work ability, basic skills and background. It never takes the place of the observed value.',
  fields: (t) => ({
    observed: t.exposeFloat('observed', { description: 'The value itself.' }),
    expected: t.exposeFloat('expected', { description: 'What is expected, in the same unit.' }),
    difference: t.exposeFloat('difference', { description: 'Observed less expected.' }),
    interval: t.field({
      type: Interval,
      nullable: true,
      description: 'The uncertainty of the difference.',
      resolve: intervalOf,
    }),
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

const TrendDirection = builder.enumType('TrendDirection', {
  description: 'Which way five years go.',
  values: {
    IMPROVING: { value: 'improving', description: 'Better, more than chance could have made.' },
    STEADY: { value: 'steady', description: 'No change that chance cannot have made.' },
    WORSENING: { value: 'worsening', description: 'Weaker, more than chance could have made.' },
    NONE: { value: 'none', description: 'There is nothing to say.' },
  } as const,
});

const NoTrend = builder.enumType('NoTrend', {
  description: 'Why five years say nothing.',
  values: {
    FEW_POINTS: { value: 'few-points', description: 'Fewer than five years have a figure that the viewer may see.' },
    BREAK: { value: 'break', description: 'The definition changed on the way.' },
    NO_INTERVAL: { value: 'no-interval', description: 'A year has no uncertainty to judge by: a count, a checklist.' },
    NO_DIRECTION: { value: 'no-direction', description: 'Best is a band, so neither up nor down is better.' },
  } as const,
});

const TrendVerdict = builder.objectRef<ScorecardRowParent['trendVerdict']>('TrendVerdict').implement({
  description: 'What the last five years say together.',
  fields: (t) => ({
    direction: t.expose('verdict', { type: TrendDirection, description: 'Which way they go.' }),
    reason: t.expose('reason', { type: NoTrend, nullable: true, description: 'Why there is nothing to say.' }),
    slope: t.exposeFloat('slope', { nullable: true, description: 'The change per year, in the unit.' }),
    interval: t.field({
      type: Interval,
      nullable: true,
      description: 'The uncertainty of the slope.',
      resolve: intervalOf,
    }),
  }),
});

const BreakdownCell = builder.objectRef<{ code: string; count: number | null }>('BreakdownCell').implement({
  description: 'How many of a numerator have one code, such as an end reason.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'The code.' }),
    count: t.exposeInt('count', { nullable: true, description: 'How many; null when it is hidden.' }),
  }),
});

export const Figure = builder.objectRef<FigureRow>('Figure').implement({
  description: "A provider's value of an indicator in a year, as the viewer may see it. Never rounded.",
  fields: (t) => ({
    value: t.exposeFloat('value', { nullable: true, description: 'The value; null when there is none to show.' }),
    n: t.exposeInt('n', { nullable: true, description: 'How many it is judged by; null when it is hidden.' }),
    numerator: t.exposeFloat('numerator', { nullable: true, description: 'What is divided.' }),
    denominator: t.exposeFloat('denominator', { nullable: true, description: 'What it is divided by.' }),
    interval: t.field({
      type: Interval,
      nullable: true,
      description: 'Its uncertainty, where there is one.',
      resolve: intervalOf,
    }),
    status: t.expose('status', { type: FigureStatus, description: 'Whether there is a value.' }),
    suppression: t.expose('suppression', {
      type: Suppression,
      nullable: true,
      description: 'Why others do not see it; also told to the provider itself.',
    }),
    breakdown: t.field({
      type: [BreakdownCell],
      nullable: true,
      description: 'The numerator by code, for the indicators that have one.',
      resolve: ({ breakdown }) => breakdown && Object.entries(breakdown).map(([code, count]) => ({ code, count })),
    }),
    indicatorVersion: t.exposeInt('indicatorVersion', {
      nullable: true,
      description: 'Which version of the definition made it.',
    }),
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

const BestFigure = builder.objectRef<BenchmarkRow['best'][number]>('BestFigure').implement({
  description: 'One of the five best.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Whose it is.', resolve: (row) => row.providerId }),
    value: t.exposeFloat('value', { description: 'The value.' }),
    rank: t.exposeInt('rank', { description: 'Its rank in the nation; equal values share one.' }),
    range: t.field({
      type: RankRange,
      nullable: true,
      description: 'How sure the rank is; null where chance cannot be worked out.',
      resolve: rangeOf,
    }),
    topThree: t.exposeFloat('topThree', {
      nullable: true,
      description: 'How likely it truly is among the best three, from 0 to 1.',
    }),
    topFive: t.exposeFloat('topFive', {
      nullable: true,
      description: 'How likely it truly is among the best five, from 0 to 1.',
    }),
  }),
});

const LeftOutReason = builder.enumType('LeftOutReason', {
  description: 'Why a provider has no rank.',
  values: {
    TOO_FEW: { value: 'too-few', description: 'Too few are behind its value.' },
    LINKED: { value: 'linked', description: 'Its value is hidden, lest another be worked out from it.' },
    NO_DATA: { value: 'no-data', description: 'It reported, but nothing that this is computed from.' },
  } as const,
});

const LeftOut = builder.objectRef<{ reason: 'too-few' | 'linked' | 'no-data'; count: number }>('LeftOut').implement({
  description: 'How many providers have no rank for one reason. Who they are is not told.',
  fields: (t) => ({
    reason: t.expose('reason', { type: LeftOutReason, description: 'Why.' }),
    count: t.exposeInt('count', { description: 'How many.' }),
  }),
});

export const Benchmark = builder.objectRef<BenchmarkRow>('Benchmark').implement({
  description:
    'What the providers of the nation or a county unit have in common. Null where fewer than three have a value.',
  fields: (t) => ({
    mean: t.exposeFloat('mean', {
      nullable: true,
      description: 'The mean: pooled, or plain for counts and entered numbers.',
    }),
    plainMean: t.exposeFloat('plainMean', { nullable: true, description: 'The plain mean over providers.' }),
    median: t.exposeFloat('median', {
      nullable: true,
      description:
        'The median over providers. Of a county unit, for whoever may read all its scorecards; so are the next four.',
    }),
    q1: t.exposeFloat('q1', { nullable: true, description: 'The lower quartile.' }),
    q3: t.exposeFloat('q3', { nullable: true, description: 'The upper quartile.' }),
    min: t.exposeFloat('min', { nullable: true, description: 'The lowest publishable value.' }),
    max: t.exposeFloat('max', { nullable: true, description: 'The highest publishable value.' }),
    providers: t.exposeInt('providers', { description: 'How many providers have a value.' }),
    ranked: t.exposeInt('ranked', { description: 'How many of them are ranked.' }),
    leftOut: t.exposeInt('leftOut', {
      description: 'How many are left out of the ranking, for so few are behind their value.',
    }),
    n: t.exposeInt('n', { nullable: true, description: 'How many the mean is judged by.' }),
    leftOutBecause: t.field({
      type: [LeftOut],
      nullable: true,
      description:
        'Who has no rank, by reason. Of a county unit, for whoever may read all its scorecards; null to others.',
      resolve: leftOutBecause,
    }),
    luckThree: t.exposeFloat('luckThree', {
      nullable: true,
      description: 'Of the best three, how many are to be expected there by the luck of small numbers. Nation only.',
    }),
    luckFive: t.exposeFloat('luckFive', {
      nullable: true,
      description: 'Of the best five, how many are to be expected there by the luck of small numbers. Nation only.',
    }),
    overdispersion: t.exposeFloat('overdispersion', {
      nullable: true,
      description:
        'How many times wider than chance alone the values spread, as variance, 1 or more; null where there are no limits. Nation only.',
    }),
  }),
});

const Rank = builder.objectRef<RankRow>('Rank').implement({
  description: 'Where a provider stands in the nation.',
  fields: (t) => ({
    rank: t.exposeInt('rank', {
      description: 'Its rank, 1 for the best. Equal values share one, and the next is left free.',
    }),
    position: t.exposeInt('rank', { description: 'The place to show: the rank.' }),
    of: t.exposeInt('of', { description: 'Among how many.' }),
    shared: t.exposeBoolean('shared', { description: 'Whether another has the same rank.' }),
    leftOut: t.exposeInt('leftOut', { description: 'How many have a value but no rank.' }),
    range: t.field({
      type: RankRange,
      nullable: true,
      description: 'How sure the rank is; null where chance cannot be worked out.',
      resolve: rangeOf,
    }),
    topThree: t.exposeFloat('topThree', {
      nullable: true,
      description: 'How likely it truly is among the best three, from 0 to 1.',
    }),
    topFive: t.exposeFloat('topFive', {
      nullable: true,
      description: 'How likely it truly is among the best five, from 0 to 1.',
    }),
  }),
});

const ScorecardRow = builder.objectRef<ScorecardRowParent>('ScorecardRow').implement({
  description: 'One indicator on a scorecard.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The same row whenever it is asked for.' }),
    indicator: t.field({ type: Indicator, description: 'What is measured.', resolve: (row) => row.indicator }),
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
    provider: t.field({ type: Provider, description: 'Whose it is.', resolve: (card) => card.providerId }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    programme: t.field({ type: Programme, description: 'The programme.', resolve: (card) => card.programme }),
    publication: t.expose('publication', {
      type: Publication,
      nullable: true,
      description: 'The revision that it shows; null while the year is not published.',
    }),
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

const ReferenceKind = builder.enumType('ComparisonReference', {
  description: 'What figures are held against.',
  values: {
    NATION: { value: 'nation', description: 'The national mean.' },
    COUNTY: { value: 'county', description: "The mean of each provider's county unit." },
    TARGET: { value: 'target', description: 'The target that applies to each provider: the nearest in force.' },
    PEERS: { value: 'peers', description: 'The mean of the providers most like each.' },
    FAVOURITES: {
      value: 'favourites',
      description:
        "The mean of those on one of the organisation's own lists whose scorecards the viewer may read, three at least.",
    },
    LAST_YEAR: { value: 'last-year', description: "The provider's own figure of the year before." },
  } as const,
});

const ComparisonCell = builder.objectRef<CellRow>('ComparisonCell').implement({
  description: "One provider's figure in a comparison.",
  fields: (t) => ({
    value: t.exposeFloat('value', { nullable: true, description: 'The value; null when there is none to show.' }),
    status: t.expose('status', { type: FigureStatus, description: 'Whether there is a value.' }),
    n: t.exposeInt('n', { nullable: true, description: 'How many it is judged by.' }),
    interval: t.field({
      type: Interval,
      nullable: true,
      description: 'Its uncertainty, where there is one.',
      resolve: intervalOf,
    }),
    verdict: t.expose('verdict', { type: Verdict, description: 'What it says against the reference.' }),
    noVerdict: t.expose('noVerdict', { type: NoVerdict, nullable: true, description: 'Why there is no verdict.' }),
    reference: t.field({
      type: Interval,
      nullable: true,
      description: 'What it is held against: two equal ends for a value, different ones for a band.',
      resolve: ({ reference }) => reference,
    }),
    rank: t.exposeInt('rank', { nullable: true, description: 'Its rank in the nation.' }),
  }),
});

const ComparisonRow = builder.objectRef<ComparisonParent['rows'][number]>('ComparisonRow').implement({
  description: 'One provider in a comparison.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Which one.', resolve: (row) => row.providerId }),
    reported: t.exposeBoolean('reported', { description: 'Whether it has reported.' }),
    sizeQuarter: t.exposeInt('sizeQuarter', {
      nullable: true,
      description:
        'The quarter of the nation that it belongs to by number of participants, 1 the smallest; null where not known.',
    }),
    cells: t.expose('cells', { type: [ComparisonCell], description: 'Its figures, in the order of the indicators.' }),
  }),
});

const Comparison = builder.objectRef<ComparisonParent>('Comparison').implement({
  description: 'Providers of a county unit or the nation side by side, as far as the viewer may read their scorecards.',
  fields: (t) => ({
    county: t.field({
      type: CountyUnit,
      nullable: true,
      description: 'The county unit; null for the nation.',
      resolve: (row) => row.countyId,
    }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    programme: t.field({ type: Programme, description: 'The programme.', resolve: (row) => row.programme }),
    reference: t.expose('reference', { type: ReferenceKind, description: 'What the verdicts are against.' }),
    publication: t.expose('publication', {
      type: Publication,
      nullable: true,
      description: 'The revision that it shows; null while the year is not published.',
    }),
    indicators: t.field({ type: [Indicator], description: 'The columns.', resolve: (row) => row.indicators }),
    reported: t.exposeInt('reported', { description: 'How many providers of the area have reported.' }),
    expected: t.exposeInt('expected', { description: 'Of how many.' }),
    nation: t.field({
      type: t.listRef('Float', { nullable: true }),
      description: 'The national means, in the order of the indicators.',
      resolve: (row) => row.nation,
    }),
    countyMeans: t.field({
      type: t.listRef('Float', { nullable: true }),
      description: "The county unit's means, in the order of the indicators; all null for the nation.",
      resolve: (row) => row.countyMeans,
    }),
    rows: t.expose('rows', { type: [ComparisonRow], description: 'The providers, by name.' }),
  }),
});

const GapPart = builder.objectRef<GapRow['parts'][number]>('GapPart').implement({
  description: "One provider's part in the distance between its county unit and the nation.",
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Which one.', resolve: (part) => part.providerId }),
    value: t.exposeFloat('value', { description: 'Its value.' }),
    n: t.exposeInt('n', { description: 'How many it is judged by.' }),
    contribution: t.exposeFloat('contribution', {
      description: 'How much of the distance it accounts for, in the unit; negative when it pulls downwards.',
    }),
  }),
});

const GapRest = builder.objectRef<NonNullable<GapRow['others']>>('GapRest').implement({
  description: 'Those whose figures are hidden or not the viewer’s to see, together.',
  fields: (t) => ({
    providers: t.exposeInt('providers', { description: 'How many; two or more.' }),
    contribution: t.exposeFloat('contribution', { description: 'How much of the distance they account for together.' }),
  }),
});

const Gap = builder.objectRef<GapRow>('Gap').implement({
  description: 'Who inside a county unit accounts for its distance to the nation. The parts add up to it exactly.',
  fields: (t) => ({
    indicator: t.field({ type: Indicator, description: 'What is measured.', resolve: (row) => row.indicator }),
    programme: t.field({
      type: Programme,
      nullable: true,
      description: 'In which programme; null for an indicator of the whole provider.',
      resolve: (row) => row.programme,
    }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    county: t.field({ type: CountyUnit, description: 'The county unit.', resolve: (row) => row.countyId }),
    nationalMean: t.exposeFloat('nationalMean', { description: 'The national mean.' }),
    countyMean: t.exposeFloat('countyMean', { description: "The county unit's mean." }),
    gap: t.exposeFloat('gap', { description: "The county unit's mean less the national one." }),
    parts: t.expose('parts', {
      type: [GapPart],
      description: 'Those whose scorecards the viewer may read, the largest part first.',
    }),
    others: t.expose('others', { type: GapRest, nullable: true, description: 'The rest; null when there is none.' }),
  }),
});

const ScatterPoint = builder.objectRef<ScatterRow['points'][number]>('ScatterPoint').implement({
  description: 'One provider by two indicators.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Which one.', resolve: (point) => point.providerId }),
    x: t.exposeFloat('x', { description: 'Its value across.' }),
    y: t.exposeFloat('y', { description: 'Its value upwards.' }),
    n: t.exposeInt('n', { description: 'Its size: how many the value upwards is judged by.' }),
  }),
});

const Scatter = builder.objectRef<ScatterRow>('Scatter').implement({
  description: 'Two indicators together, of those whose scorecards the viewer may read and who have both.',
  fields: (t) => ({
    x: t.field({ type: Indicator, description: 'The indicator across.', resolve: (row) => row.x }),
    y: t.field({ type: Indicator, description: 'The indicator upwards.', resolve: (row) => row.y }),
    xMean: t.exposeFloat('xMean', { nullable: true, description: 'The national mean across.' }),
    yMean: t.exposeFloat('yMean', { nullable: true, description: 'The national mean upwards.' }),
    points: t.expose('points', { type: [ScatterPoint], description: 'The providers, largest first.' }),
  }),
});

const BalancedRow = builder.objectRef<BalancedRowParent>('BalancedRow').implement({
  description: 'One indicator of a balanced view, in one programme.',
  fields: (t) => ({
    indicator: t.field({ type: Indicator, description: 'What is measured.', resolve: (row) => row.indicator }),
    programme: t.field({
      type: Programme,
      nullable: true,
      description: 'In which programme; null for an indicator of the whole provider.',
      resolve: (row) => row.programme,
    }),
    own: t.expose('own', { type: Figure, description: "The provider's figure." }),
    nation: t.expose('nation', { type: Benchmark, nullable: true, description: 'All providers.' }),
    rank: t.expose('rank', { type: Rank, nullable: true, description: 'Where the provider stands.' }),
    verdict: t.expose('verdict', {
      type: Verdict,
      description:
        'What the figure says against the band, else against the national mean in the direction that is better.',
    }),
    noVerdict: t.expose('noVerdict', { type: NoVerdict, nullable: true, description: 'Why there is none.' }),
  }),
});

const Perspective = builder.objectRef<BalancedParent['perspectives'][number]>('Perspective').implement({
  description: 'One of the four perspectives of a balanced view.',
  fields: (t) => ({
    group: t.exposeString('group', { description: 'Which: `satisfaction`, `effort`, `outcome` or `time`.' }),
    rows: t.expose('rows', { type: [BalancedRow], description: 'Its indicators, programme by programme.' }),
  }),
});

const BalancedView = builder.objectRef<BalancedParent>('BalancedView').implement({
  description: 'All indicators of a provider on one page, in the four perspectives.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Whose it is.', resolve: (row) => row.providerId }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    publication: t.expose('publication', { type: Publication, description: 'The revision that it shows.' }),
    perspectives: t.expose('perspectives', {
      type: [Perspective],
      description: 'Satisfaction, effort, outcome and time, as far as there are figures.',
    }),
  }),
});

const PeerFeature = builder.enumType('PeerFeature', {
  description: 'What two providers can have in common.',
  values: {
    SIZE: { value: 'size', description: 'The same quarter of the nation by number of participants.' },
    PROGRAMMES: { value: 'programmes', description: 'Much the same mix of programmes.' },
    COUNTY: { value: 'county', description: 'The same county unit.' },
    WORK_ABILITY: {
      value: 'work-ability',
      description: 'The same quarter of the nation by share of participants with low work ability.',
    },
  } as const,
});

const ProviderProfile = builder.objectRef<ProfileRow>('ProviderProfile').implement({
  description: 'What a provider was like in a year, in quarters of the nation. Numbers are not told.',
  fields: (t) => ({
    sizeQuarter: t.exposeInt('sizeQuarter', {
      nullable: true,
      description: 'By number of participants: 1 the smallest quarter, 4 the largest.',
    }),
    lowAbilityQuarter: t.exposeInt('lowAbilityQuarter', {
      nullable: true,
      description:
        'By share of participants with low work ability: 1 the lowest quarter; null where too little is recorded.',
    }),
    programmes: t.field({
      type: [Programme],
      description: 'Where it had participants.',
      resolve: (row) => row.programmes,
    }),
  }),
});

const Peer = builder.objectRef<PeerGroupRow['peers'][number]>('Peer').implement({
  description: 'A provider like another.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Which one.', resolve: (row) => row.peerId }),
    position: t.exposeInt('position', { description: '1 for the nearest.' }),
    alike: t.expose('reasons', { type: [PeerFeature], description: 'What they have in common: why it is here.' }),
  }),
});

const PeerGroup = builder.objectRef<PeerGroupRow>('PeerGroup').implement({
  description: 'The providers most like one, by size, mix of programmes, county unit and work ability of participants.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Whose group it is.', resolve: (row) => row.providerId }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    profile: t.expose('profile', { type: ProviderProfile, nullable: true, description: 'What the provider was like.' }),
    peers: t.expose('peers', { type: [Peer], description: 'Those like it, nearest first.' }),
  }),
});

const FavouriteList = builder.objectRef<FavouriteRow>('FavouriteList').implement({
  description: "One of the organisation's own lists of providers to compare with.",
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is called; also names it as a `peerGroup`.' }),
    providers: t.field({ type: [Provider], description: 'Who is on it, by name.', resolve: (row) => row.providerIds }),
  }),
});

const RankedProvider = builder.objectRef<RankedRow>('RankedProvider').implement({
  description: "A provider's place in a ranking.",
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Which one.', resolve: (row) => row.providerId }),
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
    interval: t.field({
      type: Interval,
      nullable: true,
      description: 'Its uncertainty, where the viewer may read the scorecard.',
      resolve: intervalOf,
    }),
    verdict: t.expose('verdict', {
      type: Verdict,
      description: 'What it says against the national mean, where the viewer may read the scorecard.',
    }),
    range: t.field({
      type: RankRange,
      nullable: true,
      description:
        'How sure the rank is: the 95 % range. Null in a peer group or a list, and where chance cannot be worked out.',
      resolve: rangeOf,
    }),
    topThree: t.exposeFloat('topThree', {
      nullable: true,
      description: 'How likely it truly is among the best three of the nation, from 0 to 1.',
    }),
    topFive: t.exposeFloat('topFive', {
      nullable: true,
      description: 'How likely it truly is among the best five of the nation, from 0 to 1.',
    }),
    perHundred: t.exposeFloat('perHundred', {
      nullable: true,
      description: 'A count per 100 participants of the year, where the viewer may read the scorecard.',
    }),
  }),
});

const FunnelPoint = builder.objectRef<FunnelPointRow>('FunnelPoint').implement({
  description: 'One provider in a funnel.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Which one.', resolve: (point) => point.providerId }),
    value: t.exposeFloat('value', { description: 'Its value.' }),
    n: t.exposeInt('n', { description: 'How many it is judged by.' }),
    interval: t.field({
      type: Interval,
      nullable: true,
      description: 'Its own uncertainty: what an interval plot draws.',
      resolve: intervalOf,
    }),
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
    others: t.exposeInt('others', {
      description:
        'How many more have a published value. They are not drawn, for their place in the ranking would name them.',
    }),
    limits: t.field({
      type: [FunnelLimit],
      description:
        'The limits from the smallest size that is shown to that of the largest provider here. None for counts, which have no size but themselves.',
      resolve: funnelLimitsOf,
    }),
  }),
});

const NationalTrendPoint = builder.objectRef<OverviewRowParent['trend'][number]>('NationalTrendPoint').implement({
  description: 'One year of the national trend.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    nationalMean: t.exposeFloat('nationalMean', { nullable: true, description: 'The national mean.' }),
  }),
});

const OverviewRow = builder.objectRef<OverviewRowParent>('OverviewRow').implement({
  description: 'How the nation stands on one indicator.',
  fields: (t) => ({
    indicator: t.field({ type: Indicator, description: 'What is measured.', resolve: (row) => row.indicator }),
    benchmark: t.expose('benchmark', { type: Benchmark, description: 'All providers.' }),
    previousMean: t.exposeFloat('previousMean', {
      nullable: true,
      description: 'The national mean of the published year before.',
    }),
    trend: t.expose('trend', { type: [NationalTrendPoint], description: 'Up to five published years, oldest first.' }),
    nationalTarget: t.expose('nationalTarget', {
      type: Target,
      nullable: true,
      description: 'The national target in force.',
    }),
    reachedTarget: t.exposeInt('reachedTarget', {
      nullable: true,
      description: 'How many providers met it; for the directorate.',
    }),
  }),
});

const CountyReporting = builder.objectRef<Overview['counties'][number]>('CountyReporting').implement({
  description: 'How many of a county unit’s providers have reported.',
  fields: (t) => ({
    county: t.field({ type: CountyUnit, description: 'The county unit.', resolve: (row) => row.countyId }),
    reported: t.exposeInt('reported', { description: 'How many have.' }),
    expected: t.exposeInt('expected', { description: 'Of how many.' }),
  }),
});

const NationalOverview = builder.objectRef<Overview>('NationalOverview').implement({
  description: 'How the nation stands in one programme: means and counts.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    programme: t.field({ type: Programme, description: 'The programme.', resolve: (row) => row.programme }),
    publication: t.expose('publication', {
      type: Publication,
      nullable: true,
      description: 'The revision that it shows; null while the year is not published.',
    }),
    indicators: t.field({
      type: [Indicator],
      description: 'The indicators that have a figure.',
      resolve: ({ rows }) => rows.map((row) => row.indicator),
    }),
    rows: t.expose('rows', {
      type: [OverviewRow],
      description: 'Each of them, in the usual order; none while the year is not published.',
    }),
    providersReported: t.int({
      description: 'How many providers have reported.',
      resolve: ({ counties }) => counties.reduce((sum, { reported }) => sum + reported, 0),
    }),
    providersExpected: t.int({
      description: 'Of how many.',
      resolve: ({ counties }) => counties.reduce((sum, { expected }) => sum + expected, 0),
    }),
    counties: t.expose('counties', { type: [CountyReporting], description: 'The same by county unit.' }),
    threads: t.exposeInt('threads', {
      nullable: true,
      description: "How many threads there are on the year's figures; to the directorate alone.",
    }),
    targetsAgreed: t.exposeInt('targetsAgreed', {
      nullable: true,
      description: 'How many local targets are agreed; to the directorate alone.',
    }),
    targetsOpen: t.exposeInt('targetsOpen', {
      nullable: true,
      description: 'How many are being negotiated; to the directorate alone.',
    }),
  }),
});

builder.objectFields(MeasurementYear, (t) => ({
  publication: t.field({
    type: Publication,
    nullable: true,
    description: 'The revision that readers see; null while the year is not published.',
    resolve: async ({ year, revision }, _args, context) =>
      (await listPublications(context, year)).find((publication) => publication.revision === revision) ?? null,
  }),
  publications: t.field({
    type: [Publication],
    description: 'All revisions, latest first.',
    resolve: ({ year }, _args, context) => listPublications(context, year),
  }),
}));

builder.queryFields((t) => {
  const year = t.arg.int({ required: true, description: 'The measurement year.' });
  const programme = t.arg.string({ required: true, description: "The programme's code." });
  const ofIndicator = {
    indicator: t.arg.string({ required: true, description: "The indicator's code." }),
    programme: t.arg.string({ description: "The programme's code; none for an indicator of the whole provider." }),
    year,
    county: t.arg.string({ description: 'Only the providers under the county unit of this number.' }),
  };
  const county = t.arg.string({ required: true, description: "The county unit's number." });
  const provider = t.arg.string({ required: true, description: "The provider's organisation number." });
  return {
    scorecard: t.field({
      type: Scorecard,
      nullable: true,
      description:
        "A provider's results beside those of others. Null when there are none or they are not yours to see.",
      args: { provider, year, programme },
      resolve: (_root, args, context) => getScorecard(context, args),
    }),
    balanced: t.field({
      type: BalancedView,
      nullable: true,
      description:
        'All published indicators of a provider in the four perspectives. Null when there are none or they are not yours to see.',
      args: { provider, year },
      resolve: (_root, args, context) => getBalancedView(context, args),
    }),
    comparison: t.field({
      type: Comparison,
      nullable: true,
      description: 'Providers side by side. Null when none of it is yours to see.',
      args: {
        county: t.arg.string({ description: "The county unit's number; none for the whole nation." }),
        year,
        programme,
        reference: t.arg({
          type: ReferenceKind,
          required: true,
          defaultValue: 'nation',
          description: 'What the figures are held against.',
        }),
        list: t.arg.string({ description: "The name of the list, where they are held against one's favourites." }),
      },
      resolve: (_root, args, context) => getComparison(context, args),
    }),
    gap: t.field({
      type: Gap,
      nullable: true,
      description:
        "Who accounts for a county unit's distance to the nation. Null when either mean is not shown, or none of it is yours to see.",
      args: { county, year, programme: ofIndicator.programme, indicator: ofIndicator.indicator },
      resolve: (_root, args, context) => getGap(context, args),
    }),
    scatter: t.field({
      type: Scatter,
      nullable: true,
      description: 'Two indicators together. Null when nothing is published.',
      args: {
        x: t.arg.string({ required: true, description: 'The code of the indicator across.' }),
        y: t.arg.string({ required: true, description: 'The code of the indicator upwards.' }),
        year,
        programme,
        county: ofIndicator.county,
      },
      resolve: (_root, args, context) => getScatter(context, args),
    }),
    peers: t.field({
      type: PeerGroup,
      nullable: true,
      description: 'The providers most like one, and why. Null when its scorecard is not yours to see.',
      args: { provider, year },
      resolve: (_root, args, context) => getPeers(context, args),
    }),
    favourites: t.field({
      type: [FavouriteList],
      description: "The organisation's own lists of providers, by name.",
      resolve: (_root, _args, context) => listFavourites(context),
    }),
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
    overview: t.field({
      type: NationalOverview,
      nullable: true,
      description: 'How the nation stands in one programme.',
      args: { year, programme },
      resolve: (_root, args, context) => getOverview(context, args),
    }),
  };
});

builder.mutationField('publishYear', (t) =>
  t.fieldWithInput({
    description: "Publishes a closed year, or corrects a published one. For the operator's managers.",
    type: MeasurementYear,
    errors: success('year', 'The year as it now stands.'),
    input: {
      year: t.input.int({ required: true, description: 'The measurement year.' }),
      reason: t.input.string({
        description: 'Why a published year is corrected; shown to everybody.',
        validate: z.string().trim().min(1).max(1_000),
      }),
    },
    resolve: (_root, { input }, context) => publishYear(context, { year: input.year, reason: input.reason ?? null }),
  }),
);

builder.mutationFields((t) => ({
  setFavourites: t.fieldWithInput({
    description: "Sets who is on one of the organisation's own lists of providers; makes the list if it is new.",
    type: [FavouriteList],
    errors: success('favourites', 'All lists as they now stand.'),
    input: {
      name: t.input.string({
        required: true,
        description: 'What the list is called.',
        validate: z.string().trim().min(1).max(80),
      }),
      providers: t.input.stringList({
        required: true,
        description: 'Organisation numbers of the providers, at most 100.',
        validate: z.array(z.string()).min(1).max(100),
      }),
    },
    resolve: (_root, { input }, context) => setFavourites(context, input),
  }),
  removeFavourites: t.fieldWithInput({
    description: "Removes one of the organisation's own lists of providers.",
    type: [FavouriteList],
    errors: success('favourites', 'The lists that are left.'),
    input: { name: t.input.string({ required: true, description: 'What the list is called.' }) },
    resolve: (_root, { input }, context) => removeFavourites(context, input.name),
  }),
}));

function leftOutBecause({ tooFew, linked, noData }: BenchmarkRow) {
  if (tooFew === null || linked === null || noData === null) return null;
  const reasons = [
    { reason: 'too-few' as const, count: tooFew },
    { reason: 'linked' as const, count: linked },
    { reason: 'no-data' as const, count: noData },
  ];
  return reasons.filter(({ count }) => count > 0);
}

function rangeOf({ rankLow, rankHigh }: { rankLow: number | null; rankHigh: number | null }) {
  return rankLow === null || rankHigh === null ? null : { low: rankLow, high: rankHigh };
}

function intervalOf({ low, high }: { low: number | null; high: number | null }) {
  return low === null || high === null ? null : { low, high };
}
