/**
 * One provider's value of one indicator in one year: true, unrounded and with nothing hidden. For shares the numerator
 * and denominator are counts, for means a sum in the indicator's unit and a count; a count has no denominator.
 */
export interface Result {
  provider: string;
  /** Null for indicators that have one value per provider. */
  programme: string | null;
  indicator: string;
  year: number;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** What a reader should judge the value by: respondents, staff, participants; 0 when there is no data. */
  n: number;
  status: 'ok' | 'no-data';
  /** The numerator by code, zeros too. */
  breakdown?: Record<string, number>;
  /** Sums over the units of n, each with sum s over count c: Σs², Σs·c, Σc². Null where no interval is built on them. */
  moments: Moments | null;
}

/** What the variance of a pooled mean needs (`benchmarks/intervals.ts`). */
export interface Moments {
  ss: number;
  sc: number;
  cc: number;
}
