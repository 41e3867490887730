export type TargetLevel = 'national' | 'county' | 'local';

/** From the nearest to the farthest. */
const NEAREST: readonly TargetLevel[] = ['local', 'county', 'national'];

/**
 * The target that applies among all that are set on one provider's indicator, programme and year: the nearest level.
 * The others are shown beside it. Of several local ones (a provider may have agreed with several offices) the first
 * given applies, so give the one of the office that looks first.
 */
export function nearestTarget<T extends { level: TargetLevel }>(targets: readonly T[]): T | null {
  for (const level of NEAREST) {
    const found = targets.find((target) => target.level === level);
    if (found) return found;
  }
  return null;
}
