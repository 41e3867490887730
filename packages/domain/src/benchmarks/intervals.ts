import type { Moments } from '../indicators/result.ts';

/** A range that a figure is taken to lie in, both ends included. */
export interface Interval {
  low: number;
  high: number;
}

/** How sure an interval is, in per cent, two-sided. */
export type Level = 95 | 99.8;

/** Normal quantiles of the two levels, with the digits that every limit on the platform is computed from. */
export const Z95 = 1.959964;
export const Z998 = 3.090232;

export const zOf = (level: Level): number => (level === 95 ? Z95 : Z998);

/** Wilson's interval of a share of x among n, between 0 and 1 (Wilson 1927). */
export function wilson(x: number, n: number, level: Level = 95): Interval {
  const z = zOf(level);
  const middle = 2 * x + z * z;
  const reach = z * Math.sqrt(z * z + 4 * x * (1 - x / n));
  const width = 2 * (n + z * z);
  return {
    low: x === 0 ? 0 : Math.max(0, (middle - reach) / width),
    high: x === n ? 1 : Math.min(1, (middle + reach) / width),
  };
}

/** Byar's limits of a count of events (Breslow and Day 1987, volume II, page 69); the lower one of 0 is 0. */
export function byar(x: number, level: Level = 95): Interval {
  const z = zOf(level);
  const limit = (count: number, sign: -1 | 1) =>
    count * (1 - 1 / (9 * count) + (sign * z) / (3 * Math.sqrt(count))) ** 3;
  return { low: x === 0 ? 0 : Math.max(0, limit(x, -1)), high: limit(x + 1, 1) };
}

/**
 * The sampling variance of a pooled mean R = Σs ÷ Σc over n respondents, staff or participants, each with sum s over count
 * c, which is that of a ratio: n/(n − 1) · Σ(s − R·c)² ÷ (Σc)². Null for fewer than two, or where nothing varies.
 */
export function pooledVariance(numerator: number, denominator: number, n: number, moments: Moments): number | null {
  if (n < 2) return null;
  const mean = numerator / denominator;
  const squares = moments.ss - 2 * mean * moments.sc + mean * mean * moments.cc;
  // The three terms cancel when all are alike; what then remains is rounding, far below one day among thousands.
  if (squares <= 1e-12 * moments.ss) return null;
  return ((n / (n - 1)) * squares) / (denominator * denominator);
}

/**
 * The t interval of a pooled mean, with n − 1 degrees of freedom. Null where it has no variance.
 *
 * @param scale what the interval is clipped to, in the indicator's unit.
 */
export function pooledMean(
  numerator: number,
  denominator: number,
  n: number,
  moments: Moments,
  scale: Interval,
  level: Level = 95,
): Interval | null {
  const variance = pooledVariance(numerator, denominator, n, moments);
  if (variance === null) return null;
  const mean = numerator / denominator;
  const reach = studentQuantile(level === 95 ? 0.975 : 0.999, n - 1) * Math.sqrt(variance);
  return { low: Math.max(scale.low, mean - reach), high: Math.min(scale.high, mean + reach) };
}

const quantiles = new Map<string, number>();

/** Quantile of Student's t with `df` degrees of freedom, for p from 0.5 up; good to ten digits. */
export function studentQuantile(p: number, df: number): number {
  const key = `${p}/${df}`;
  const known = quantiles.get(key);
  if (known !== undefined) return known;
  let low = 0;
  let high = 1;
  while (upperTail(high, df) > 1 - p) high *= 2;
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (upperTail(middle, df) > 1 - p) low = middle;
    else high = middle;
  }
  quantiles.set(key, high);
  return high;
}

/** The chance that Student's t exceeds t ≥ 0: half the incomplete beta function. */
function upperTail(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), (t * t) / (df + t * t), df / 2, 0.5) / 2;
}

/** Regularised incomplete beta function of x, y = 1 − x (NIST Digital Library of Mathematical Functions, 8.17.22). */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(y, x, b, a);
  const factor = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(y)) / a;
  // Lentz's way to evaluate a continued fraction.
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return factor * fraction;
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** Logarithm of the gamma function of x ≥ 0.5, by Lanczos's approximation (g = 7, nine terms). */
function logGamma(x: number): number {
  const base = x + 6.5;
  const series = LANCZOS.reduce((sum, term, index) => sum + term / (x + index), 0.9999999999998099);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(series);
}
