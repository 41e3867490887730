import { quantile } from './means.ts';

/** What two providers can have in common. */
export type PeerFeature = 'size' | 'programmes' | 'county' | 'work-ability';

/** Who took part at a provider in a year. */
export interface Participants {
  provider: string;
  countyUnit: string;
  /** How many on any day of the year, by programme. */
  byProgramme: ReadonlyMap<string, number>;
  /** Of how many the work ability is recorded, and of how many of those it is low. */
  known: number;
  low: number;
}

/** What a provider was like, coarse enough for others to read: quarters of the nation, 1 the smallest. */
export interface Profile {
  provider: string;
  sizeQuarter: number | null;
  lowAbilityQuarter: number | null;
  /** Where it had participants, by code: an order by number would tell the numbers that are hidden. */
  programmes: string[];
}

export interface Peer {
  provider: string;
  peer: string;
  /** 1 for the nearest. */
  position: number;
  reasons: PeerFeature[];
}

/** How many peers a provider gets, where there are so many others. */
export const PEERS = 12;
/** Fewer make no group. */
const FEWEST_PEERS = 3;
/** A share of low work ability is known from so many. */
const FEWEST_KNOWN = 10;
/** Mixes of programmes that have three quarters of the participants in common are much the same; with room for rounding. */
const ALIKE_MIX = 0.25 + 1e-9;
/** How far apart two providers are that have no programme in common, and that lie under two county units, in spreads. */
const OTHER_PROGRAMMES = 3;
const OTHER_COUNTY = 0.5;

/**
 * The providers most like each one, by the distance in four features: size (logarithm of the number of participants) and
 * share with low work ability, each in robust spreads of the nation (quartile distance ÷ 1.349, the normal standard
 * deviation), mix of programmes (half the sum of differences between shares) and county unit. The distance is the same from
 * either side, though the nearest of one may have others nearer still. An unknown share lies one spread from any other.
 */
export function peerGroups(all: readonly Participants[]): { profiles: Profile[]; peers: Peer[] } {
  const features = all.map(featuresOf);
  const sizes = sortedOf(features.map(({ size }) => size));
  const abilities = sortedOf(features.flatMap(({ lowAbility }) => lowAbility ?? []));
  const [sizeSpread, abilitySpread] = [spreadOf(sizes), spreadOf(abilities)];
  const placed = features.map((feature) => ({
    ...feature,
    sizeQuarter: quarterOf(sizes, feature.size),
    lowAbilityQuarter: feature.lowAbility === null ? null : quarterOf(abilities, feature.lowAbility),
  }));
  type Placed = (typeof placed)[number];

  const distance = (a: Placed, b: Placed): number => {
    const ability = a.lowAbility === null || b.lowAbility === null ? 1 : (a.lowAbility - b.lowAbility) / abilitySpread;
    return Math.hypot(
      (a.size - b.size) / sizeSpread,
      ability,
      OTHER_PROGRAMMES * mixDistance(a.mix, b.mix),
      a.countyUnit === b.countyUnit ? 0 : OTHER_COUNTY,
    );
  };
  const reasonsOf = (a: Placed, b: Placed): PeerFeature[] => {
    const isAlike: Record<PeerFeature, boolean> = {
      size: a.sizeQuarter === b.sizeQuarter,
      programmes: mixDistance(a.mix, b.mix) <= ALIKE_MIX,
      county: a.countyUnit === b.countyUnit,
      'work-ability': a.lowAbilityQuarter !== null && a.lowAbilityQuarter === b.lowAbilityQuarter,
    };
    return (['size', 'programmes', 'county', 'work-ability'] as const).filter((feature) => isAlike[feature]);
  };

  const peers = placed.flatMap((one) => {
    const others = placed.flatMap((other) => (other === one ? [] : { other, distance: distance(one, other) }));
    if (others.length < FEWEST_PEERS) return [];
    others.sort((a, b) => a.distance - b.distance || (a.other.provider < b.other.provider ? -1 : 1));
    return others.slice(0, PEERS).map(({ other }, index): Peer => {
      return { provider: one.provider, peer: other.provider, position: index + 1, reasons: reasonsOf(one, other) };
    });
  });
  const profiles = placed.map(({ provider, sizeQuarter, lowAbilityQuarter, programmes }): Profile => {
    return { provider, sizeQuarter, lowAbilityQuarter, programmes };
  });
  return { profiles, peers };
}

function featuresOf({ provider, countyUnit, byProgramme, known, low }: Participants) {
  const participants = [...byProgramme.values()].reduce((sum, count) => sum + count, 0);
  const mix = new Map([...byProgramme].map(([programme, count]) => [programme, count / participants]));
  const programmes = [...byProgramme.keys()].sort();
  const lowAbility = known >= FEWEST_KNOWN ? low / known : null;
  return { provider, countyUnit, size: Math.log(1 + participants), mix, programmes, lowAbility };
}

/** From 0, the same mix, to 1, no programme in common. */
function mixDistance(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let distance = 0;
  for (const [programme, share] of a) distance += Math.abs(share - (b.get(programme) ?? 0));
  for (const [programme, share] of b) if (!a.has(programme)) distance += share;
  return distance / 2;
}

const sortedOf = (values: number[]) => values.sort((a, b) => a - b);

/** A spread of 1 where all are alike, so that nothing is divided by 0. */
function spreadOf(sorted: readonly number[]): number {
  const [low, high] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  return low === null || high === null || low === high ? 1 : (high - low) / 1.349;
}

function quarterOf(sorted: readonly number[], value: number): number | null {
  const edges = [0.25, 0.5, 0.75].flatMap((p) => quantile(sorted, p) ?? []);
  return sorted.length < 4 ? null : 1 + edges.filter((edge) => value > edge).length;
}
