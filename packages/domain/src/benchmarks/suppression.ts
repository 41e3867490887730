import type { IndicatorDefinition } from '../indicators/definition.ts';
import { FEWEST, isSurvey } from './compare.ts';
import type { Measured } from './compare.ts';

/** `primary`: too few in the cell itself. `complementary`: hidden so that another one cannot be worked out. */
export type Suppression = 'primary' | 'complementary';

/** A count in a breakdown that is hidden outside the provider: from 1 to this. */
const LARGEST_SMALL_COUNT = 2;
/** A mean of fewer providers is no benchmark. */
export const FEWEST_PROVIDERS = 3;

/** Whether a figure is hidden outside its provider for its own sake: shares and means of too few; counts never. */
export function isSmall(result: Measured): boolean {
  return result.value !== null && result.denominator !== null && result.n < FEWEST;
}

/** Whether not even the provider may see its figure: a survey that fewer than five answered. */
export function isHiddenFromOwner(definition: IndicatorDefinition, result: Measured): boolean {
  return isSurvey(definition) && isSmall(result);
}

/** A breakdown as an earlier revision had it and showed it, if it showed any of it. */
interface EarlierBreakdown {
  breakdown?: Readonly<Record<string, number>> | null;
  maskedBreakdown: Readonly<Record<string, number | null>> | null;
}

/**
 * A breakdown as it is shown outside the provider, hidden cells null. Counts of 1 and 2 are hidden, and larger ones,
 * smallest first, until the known total tells none of them; where that is not enough, all of it, zeros too. Null when
 * not even that helps, since a breakdown of one cell is its total.
 *
 * @param earlier what was hidden stays hidden, and a corrected breakdown with anything to hide is hidden whole, for what
 *   had not changed would tell what has. A breakdown of nobody hides nothing: its total tells it.
 */
export function maskBreakdown(
  breakdown: Readonly<Record<string, number>>,
  earlier: readonly EarlierBreakdown[] = [],
): Record<string, number | null> | null {
  const codes = Object.keys(breakdown);
  const countOf = (code: string) => breakdown[code] ?? 0;
  const isSmallCount = (code: string) => countOf(code) > 0 && countOf(code) <= LARGEST_SMALL_COUNT;
  const before = earlier.filter(({ maskedBreakdown }) => maskedBreakdown);
  const wasHidden = (code: string) => before.some(({ maskedBreakdown }) => maskedBreakdown?.[code] === null);
  const hidden = new Set(codes.filter((code) => isSmallCount(code) || wasHidden(code)));
  if (hidden.size === 0 || codes.every((code) => countOf(code) === 0)) return { ...breakdown };
  const isCorrected = before.some((then) => codes.some((code) => then.breakdown?.[code] !== countOf(code)));
  const others = codes.filter((code) => !hidden.has(code) && countOf(code) > 0).sort((a, b) => countOf(a) - countOf(b));
  const isEnough = () => {
    const total = [...hidden].reduce((sum, code) => sum + countOf(code), 0);
    // Zeros are shown, so each hidden cell is known to be 1 or more.
    return !isCorrected && hidden.size >= 2 && total >= FEWEST && total > hidden.size;
  };
  for (const code of others) {
    if (isEnough()) break;
    hidden.add(code);
  }
  if (!isEnough()) {
    if (codes.length < 2) return null;
    for (const code of codes) hidden.add(code);
  }
  return Object.fromEntries(codes.map((code) => [code, hidden.has(code) ? null : countOf(code)]));
}
