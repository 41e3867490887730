import { z } from 'zod';
import { builder, success } from '../../builder.ts';
import { connection } from '../../page.ts';
import { Indicator, Programme } from '../indicators/schema.ts';
import { CountyUnit, Provider } from '../organisations/schema.ts';
import { MeasurementYear } from '../reports/schema.ts';
import { Target } from '../targets/schema.ts';
import {
  findRanking,
  funnelLimitsOf,
  getComparison,
  getFunnel,
  getOverview,
  getScorecard,
  listPublications,
  listRanked,
  rankedKey,
} from './benchmarks.ts';
import type {
  BenchmarkRow,
  Comparison as ComparisonParent,
  ComparisonCell as CellRow,
  FigureRow,
  Funnel as FunnelRow,
  FunnelLimit as FunnelLimitRow,
  FunnelPoint as FunnelPointRow,
  Overview,
  OverviewRow as OverviewRowParent,
  PublicationRow,
  RankedProvider as RankedRow,
  RankRow,
  Scorecard as ScorecardParent,
  ScorecardRow as ScorecardRowParent,
  TrendPoint as TrendRow,
} from './benchmarks.ts';
import { publishYear } from './publication.ts';

const Publication = builder.objectRef<PublicationRow>('Publication').implement({
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

const Verdict = builder.enumType('Verdict', {
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

const TargetStatus = builder.enumType('TargetStatus', {
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

const TargetAdvice = builder.objectRef<ScorecardRowParent['canSetTarget']>('TargetAdvice').implement({
  description: 'Whether the viewer can set a target, and with which notice.',
  fields: (t) => ({
    allowed: t.exposeBoolean('allowed', { description: 'Whether it can be set, while the year is open.' }),
    advice: t.expose('advice', { type: TargetAdviceKind, description: 'The notice.' }),
  }),
});

const Interval = builder.objectRef<{ low: number; high: number }>('Interval').implement({
  description: 'How far chance alone may have moved a figure: 95 %.',
  fields: (t) => ({
    low: t.exposeFloat('low', { description: 'The low end.' }),
    high: t.exposeFloat('high', { description: 'The high end.' }),
  }),
});

const BreakdownCell = builder.objectRef<{ code: string; count: number | null }>('BreakdownCell').implement({
  description: 'How many of a numerator have one code, such as an end reason.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'The code.' }),
    count: t.exposeInt('count', { nullable: true, description: 'How many; null when it is hidden.' }),
  }),
});

const Figure = builder.objectRef<FigureRow>('Figure').implement({
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

const TrendPoint = builder.objectRef<TrendRow>('TrendPoint').implement({
  description: 'One year of a trend.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    own: t.expose('own', { type: Figure, description: "The provider's figure." }),
    nationalMean: t.exposeFloat('nationalMean', { nullable: true, description: 'The national mean.' }),
    target: t.exposeFloat('target', { nullable: true, description: 'The target that applied, where it was a value.' }),
  }),
});

const BestFigure = builder.objectRef<BenchmarkRow['best'][number]>('BestFigure').implement({
  description: 'One of the five best.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Whose it is.', resolve: (row) => row.providerId }),
    value: t.exposeFloat('value', { description: 'The value.' }),
    rank: t.exposeInt('rank', { description: 'Its rank in the nation; equal values share one.' }),
  }),
});

const Benchmark = builder.objectRef<BenchmarkRow>('Benchmark').implement({
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

const ComparisonCell = builder.objectRef<CellRow>('ComparisonCell').implement({
  description: "One provider's figure in a comparison.",
  fields: (t) => ({
    value: t.exposeFloat('value', { nullable: true, description: 'The value; null when there is none to show.' }),
    status: t.expose('status', { type: FigureStatus, description: 'Whether there is a value.' }),
    n: t.exposeInt('n', { nullable: true, description: 'How many it is judged by.' }),
    verdict: t.expose('verdict', { type: Verdict, description: 'What it says against the national mean.' }),
    rank: t.exposeInt('rank', { nullable: true, description: 'Its rank in the nation.' }),
  }),
});

const ComparisonRow = builder.objectRef<ComparisonParent['rows'][number]>('ComparisonRow').implement({
  description: 'One provider in a comparison.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Which one.', resolve: (row) => row.providerId }),
    reported: t.exposeBoolean('reported', { description: 'Whether it has reported.' }),
    cells: t.expose('cells', { type: [ComparisonCell], description: 'Its figures, in the order of the indicators.' }),
  }),
});

const Comparison = builder.objectRef<ComparisonParent>('Comparison').implement({
  description: 'The providers of a county unit side by side, as far as the viewer may read their scorecards.',
  fields: (t) => ({
    county: t.field({ type: CountyUnit, description: 'The county unit.', resolve: (row) => row.countyId }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    programme: t.field({ type: Programme, description: 'The programme.', resolve: (row) => row.programme }),
    publication: t.expose('publication', {
      type: Publication,
      nullable: true,
      description: 'The revision that it shows; null while the year is not published.',
    }),
    indicators: t.field({ type: [Indicator], description: 'The columns.', resolve: (row) => row.indicators }),
    reported: t.exposeInt('reported', { description: 'How many providers of the county unit have reported.' }),
    expected: t.exposeInt('expected', { description: 'Of how many.' }),
    nation: t.field({
      type: t.listRef('Float', { nullable: true }),
      description: 'The national means, in the order of the indicators.',
      resolve: (row) => row.nation,
    }),
    countyMeans: t.field({
      type: t.listRef('Float', { nullable: true }),
      description: "The county unit's means, in the order of the indicators.",
      resolve: (row) => row.countyMeans,
    }),
    rows: t.expose('rows', { type: [ComparisonRow], description: 'The providers, by name.' }),
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
  }),
});

const FunnelPoint = builder.objectRef<FunnelPointRow>('FunnelPoint').implement({
  description: 'One provider in a funnel.',
  fields: (t) => ({
    provider: t.field({ type: Provider, description: 'Which one.', resolve: (point) => point.providerId }),
    value: t.exposeFloat('value', { description: 'Its share, in percent.' }),
    n: t.exposeInt('n', { description: 'How many it is of.' }),
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
  description: 'Shares over their sizes, with the limits that chance alone keeps to.',
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
      description: 'The limits from the smallest size that is shown to that of the largest provider here.',
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
    threads: t.exposeInt('threads', { description: "How many threads there are on the year's figures." }),
    targetsAgreed: t.exposeInt('targetsAgreed', { description: 'How many local targets are agreed.' }),
    targetsOpen: t.exposeInt('targetsOpen', { description: 'How many are being negotiated.' }),
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
  return {
    scorecard: t.field({
      type: Scorecard,
      nullable: true,
      description:
        "A provider's results beside those of others. Null when there are none or they are not yours to see.",
      args: {
        provider: t.arg.string({ required: true, description: "The provider's organisation number." }),
        year,
        programme,
      },
      resolve: (_root, args, context) => getScorecard(context, args),
    }),
    comparison: t.field({
      type: Comparison,
      nullable: true,
      description: 'The providers of a county unit side by side. Null when none of it is yours to see.',
      args: { county: t.arg.string({ required: true, description: "The county unit's number." }), year, programme },
      resolve: (_root, args, context) => getComparison(context, args),
    }),
    ranking: t.connection(
      {
        type: RankedProvider,
        nullable: true,
        description: 'Who stands where, best first. Null when nothing is published.',
        args: ofIndicator,
        resolve: async (_root, args, context) => {
          const ranking = await findRanking(context, args);
          return (
            ranking && { ...(await connection(args, rankedKey, (page) => listRanked(context, ranking, page))), ranking }
          );
        },
      },
      {
        name: 'RankingConnection',
        fields: (c) => ({
          totalCount: c.int({ description: 'How many are ranked.', resolve: ({ ranking }) => ranking.area.ranked }),
          leftOut: c.int({
            description: 'How many have a value but no rank, for so few are behind it.',
            resolve: ({ ranking }) => ranking.area.leftOut,
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
      description: 'Shares over their sizes. Null when nothing is published, or the indicator is not a share.',
      args: ofIndicator,
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

function intervalOf({ low, high }: { low: number | null; high: number | null }) {
  return low === null || high === null ? null : { low, high };
}
