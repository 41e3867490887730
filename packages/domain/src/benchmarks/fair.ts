import type { IndicatorDefinition } from '../indicators/definition.ts';
import { isPlain } from './compare.ts';
import { overdispersion, withinSd } from './funnel.ts';
import { pooledVariance } from './intervals.ts';
import { areaMean } from './means.ts';
import { rankRanges } from './rank-range.ts';
import type { RangedFigure } from './rank-range.ts';
import type { Ranked } from './ranks.ts';
import { chanceVariance, shrink, trueVariance } from './shrinkage.ts';
import { FEWEST_PROVIDERS } from './suppression.ts';

/** What stands beside a published figure so that it is compared fairly; null where there is nothing to say. */
export interface Fair {
  /** The 95 % range of ranks in the nation and in the county unit. */
  rankLow: number | null;
  rankHigh: number | null;
  areaRankLow: number | null;
  areaRankHigh: number | null;
  /** How likely it truly is among the best three and five of the nation. */
  topThree: number | null;
  topFive: number | null;
  /** The best guess at the true level. */
  shrunken: number | null;
  /** What national rates give for people with the same background. */
  expected: number | null;
  /** The mean of the providers like it, and how many of them have a shown value. */
  peerMean: number | null;
  peerProviders: number | null;
  /** A count per 100 participants of the year. */
  perHundred: number | null;
}

export const NOT_COMPARED: Fair = {
  rankLow: null,
  rankHigh: null,
  areaRankLow: null,
  areaRankHigh: null,
  topThree: null,
  topFive: null,
  shrunken: null,
  expected: null,
  peerMean: null,
  peerProviders: null,
  perHundred: null,
};

/** The same of the nation as a whole. */
export interface FairNation {
  /** How many of the best three and five are to be expected there by luck. */
  luckThree: number | null;
  luckFive: number | null;
  /** How many times wider than chance alone the values spread, as variance. */
  overdispersion: number | null;
  /** The spread from person to person, which limits around a mean are computed from. */
  personSd: number | null;
}

/** An expectation from fewer of a provider's people would tell too much of who they are. */
const FEWEST_FOR_MIX = 10;

/**
 * What makes one programme's indicator fair to compare, from figures that may be shown and nothing else.
 *
 * @param mean of the nation; null where it is hidden.
 * @param peersOf the peers of a provider.
 * @param expectedOf what is expected of a provider, and from how many of its people.
 */
export function compareFairly(
  definition: IndicatorDefinition,
  {
    shown,
    ranks,
    mean,
    seed,
    peersOf,
    expectedOf,
  }: {
    shown: readonly RangedFigure[];
    ranks: readonly Ranked<RangedFigure>[];
    mean: number | null;
    seed: string;
    peersOf: (provider: string) => readonly string[];
    expectedOf: (provider: string) => { expected: number; n: number } | undefined;
  },
): { of: Map<string, Fair>; nation: FairNation } {
  const hasSpread = shown.length >= FEWEST_PROVIDERS;
  const ranges = hasSpread ? rankRanges(definition, ranks, seed) : null;
  const personSd = hasSpread && definition.unit !== 'percent' ? withinSd(shown.flatMap(sampled)) : null;
  const estimates = new Map(
    shown.flatMap((figure) => {
      const variance = mean === null ? null : chanceVariance(definition, mean, personSd, figure.n);
      const { provider, value } = figure;
      return variance === null || variance === 0 || value === null ? [] : [[provider, { value, variance }] as const];
    }),
  );
  const isJudged = hasSpread && mean !== null && estimates.size > 1 && !isPlain(definition);
  const between = isJudged ? trueVariance([...estimates.values()]) : 0;
  const zScores = [...estimates.values()].map(({ value, variance }) => (value - (mean ?? 0)) / Math.sqrt(variance));
  const shownOf = new Map(shown.map((figure) => [figure.provider, figure]));
  const rankedIn = (area: string) => ranks.filter(({ entry }) => entry.area === area).length;
  const areaSizes = new Map([...new Set(shown.map(({ area }) => area))].map((area) => [area, rankedIn(area)]));

  const of = new Map(
    shown.map((figure): [string, Fair] => {
      const { provider, area, n } = figure;
      const range = ranges?.ranges.get(provider) ?? null;
      const hasArea = (areaSizes.get(area) ?? 0) >= FEWEST_PROVIDERS;
      const estimate = isJudged ? estimates.get(provider) : undefined;
      const mix = expectedOf(provider);
      const peers = peersOf(provider).flatMap((peer) => shownOf.get(peer) ?? []);
      const hasPeers = peers.length >= FEWEST_PROVIDERS;
      return [
        provider,
        {
          rankLow: range?.low ?? null,
          rankHigh: range?.high ?? null,
          areaRankLow: hasArea ? (range?.areaLow ?? null) : null,
          areaRankHigh: hasArea ? (range?.areaHigh ?? null) : null,
          topThree: range?.topThree ?? null,
          topFive: range?.topFive ?? null,
          shrunken: estimate && mean !== null ? shrink(estimate, mean, between) : null,
          // Rows that have changed since the result was computed expect something of other people.
          expected: mix && mix.n === n && n >= FEWEST_FOR_MIX ? mix.expected : null,
          peerMean: hasPeers ? areaMean(definition, peers) : null,
          peerProviders: hasPeers ? peers.length : null,
          perHundred: null,
        },
      ];
    }),
  );
  return {
    of,
    nation: {
      luckThree: ranges?.luckThree ?? null,
      luckFive: ranges?.luckFive ?? null,
      overdispersion: isJudged ? overdispersion(zScores) : null,
      personSd,
    },
  };
}

function sampled({ numerator, denominator, n, moments }: RangedFigure): { n: number; variance: number }[] {
  if (numerator === null || denominator === null || !moments || n < 2) return [];
  return [{ n, variance: pooledVariance(numerator, denominator, n, moments) ?? 0 }];
}
