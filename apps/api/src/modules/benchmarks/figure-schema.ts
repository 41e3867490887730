import { builder, enumOf } from '../../builder.ts';
import { Provider } from '../organisations/schema.ts';
import type { BenchmarkRow, FigureRow, RankRow } from './figures.ts';

// What a published figure is, and what is held against it, on whichever page it stands.

export const Interval = builder.objectRef<{ low: number; high: number }>('Interval').implement({
  description: 'How far chance alone may have moved a figure: 95 %.',
  fields: (t) => ({
    low: t.exposeFloat('low', { description: 'The low end.' }),
    high: t.exposeFloat('high', { description: 'The high end.' }),
  }),
});

/** An interval, of what has its ends as `low` and `high`. */
export const anInterval = {
  type: Interval,
  nullable: true,
  resolve: ({ low, high }: { low: number | null; high: number | null }) =>
    low === null || high === null ? null : { low, high },
} as const;

export const FigureStatus = enumOf('FigureStatus', 'Whether there is a value to show.', {
  ok: 'There is.',
  'no-data': 'Nothing was reported: `..`.',
  suppressed: 'It is hidden, for so few are behind it: `:`.',
  'not-applicable': 'The indicator does not apply to the programme: `.`.',
});

const Suppression = enumOf('Suppression', 'Why others do not see a value.', {
  primary: 'Too few are behind it.',
  complementary: 'Another hidden value could be worked out from it.',
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
    interval: t.field({ ...anInterval, description: 'Its uncertainty, where there is one.' }),
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

export const Verdict = enumOf(
  'Verdict',
  'What a figure says against the national mean. Only an interval that leaves the mean out makes a difference.',
  {
    'clearly-better': 'Better, also at 99.8 %.',
    better: 'Better, at 95 %.',
    within: 'No difference that chance cannot have made.',
    weaker: 'Weaker, at 95 %.',
    'clearly-weaker': 'Weaker, also at 99.8 %.',
    none: 'There is nothing to say.',
  },
);

export const NoVerdict = enumOf('NoVerdict', 'Why there is no verdict.', {
  'no-value': 'There is no value to show.',
  size: 'It is a count, which follows how big a provider is.',
  'not-a-sample': 'It is a checklist: there is no chance in it.',
  'no-direction': 'It is not said what is best.',
  'no-reference': 'There is nothing to hold it against.',
  few: 'Too few are behind it.',
  'no-interval': 'It has no interval.',
  break: 'The definition changed between the two years.',
});

const LeftOutReason = enumOf('LeftOutReason', 'Why a provider has no rank.', {
  'too-few': 'Too few are behind its value.',
  linked: 'Its value is hidden, lest another be worked out from it.',
  'no-data': 'It reported, but nothing that this is computed from.',
});

export const LeftOut = builder
  .objectRef<{ reason: 'too-few' | 'linked' | 'no-data'; count: number }>('LeftOut')
  .implement({
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
    min: t.exposeFloat('min', {
      nullable: true,
      description: 'The lowest publishable value, rounded down: the ranking tells whose it is.',
    }),
    max: t.exposeFloat('max', { nullable: true, description: 'The highest publishable value, rounded up.' }),
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

const RankRange = builder.objectRef<{ low: number; high: number }>('RankRange').implement({
  description: 'Between which ranks a provider truly stands: 95 %, by simulation.',
  fields: (t) => ({
    low: t.exposeInt('low', { description: 'The best rank.' }),
    high: t.exposeInt('high', { description: 'The worst rank.' }),
  }),
});

/** How sure a rank is, of what has the ends of the range as `rankLow` and `rankHigh`. */
export const aRange = {
  type: RankRange,
  nullable: true,
  resolve: ({ rankLow, rankHigh }: { rankLow: number | null; rankHigh: number | null }) =>
    rankLow === null || rankHigh === null ? null : { low: rankLow, high: rankHigh },
} as const;

/** How likely a provider truly is where its rank puts it. */
export const likelyAmong = (best: string) =>
  ({ nullable: true, description: `How likely it truly is among the best ${best}, from 0 to 1.` }) as const;

export const Rank = builder.objectRef<RankRow>('Rank').implement({
  description: 'Where a provider stands in the nation.',
  fields: (t) => ({
    rank: t.exposeInt('rank', {
      description: 'Its rank, 1 for the best. Equal values share one, and the next is left free.',
    }),
    position: t.exposeInt('rank', { description: 'The place to show: the rank.' }),
    of: t.exposeInt('of', { description: 'Among how many.' }),
    shared: t.exposeBoolean('shared', { description: 'Whether another has the same rank.' }),
    leftOut: t.exposeInt('leftOut', { description: 'How many have a value but no rank.' }),
    range: t.field({ ...aRange, description: 'How sure the rank is; null where chance cannot be worked out.' }),
    topThree: t.exposeFloat('topThree', likelyAmong('three')),
    topFive: t.exposeFloat('topFive', likelyAmong('five')),
  }),
});

export const BestFigure = builder.objectRef<BenchmarkRow['best'][number]>('BestFigure').implement({
  description: 'One of the five best.',
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Whose it is.' }),
    value: t.exposeFloat('value', { description: 'The value.' }),
    rank: t.exposeInt('rank', { description: 'Its rank in the nation; equal values share one.' }),
    range: t.field({ ...aRange, description: 'How sure the rank is; null where chance cannot be worked out.' }),
    topThree: t.exposeFloat('topThree', likelyAmong('three')),
    topFive: t.exposeFloat('topFive', likelyAmong('five')),
  }),
});

export function leftOutBecause({ tooFew, linked, noData }: BenchmarkRow) {
  if (tooFew === null || linked === null || noData === null) return null;
  const reasons = [
    { reason: 'too-few' as const, count: tooFew },
    { reason: 'linked' as const, count: linked },
    { reason: 'no-data' as const, count: noData },
  ];
  return reasons.filter(({ count }) => count > 0);
}
