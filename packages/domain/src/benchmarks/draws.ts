/**
 * Random numbers that come out the same for the same seed, on every machine: xoshiro128** (Blackman and Vigna 2021, ACM
 * Transactions on Mathematical Software 47), seeded by splitmix over a hash of the text.
 */
export class Draws {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  constructor(seed: string) {
    // FNV-1a.
    let hash = 0x811c9dc5;
    for (const letter of seed) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    const next = () => {
      hash = (hash + 0x9e3779b9) | 0;
      let mixed = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return mixed ^ (mixed >>> 15);
    };
    [this.#a, this.#b, this.#c, this.#d] = [next(), next(), next(), next()];
  }

  /** Between 0 and 1, both left out. */
  uniform(): number {
    const product = Math.imul(this.#b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return (result + 0.5) / 4_294_967_296;
  }

  /** Standard normal, by the quantile (Wichura 1988, Algorithm AS 241, the short one: good to seven digits). */
  normal(): number {
    const q = this.uniform() - 0.5;
    if (Math.abs(q) <= 0.425) {
      const r = 0.180625 - q * q;
      const over = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
      return (q * over) / (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1);
    }
    const r = Math.sqrt(-Math.log(0.5 - Math.abs(q)));
    let z: number;
    if (r <= 5) {
      const s = r - 1.6;
      z = ((0.17023821103 * s + 1.3067284816) * s + 2.75681539) * s + 1.4234372777;
      z /= (0.12021132975 * s + 0.737001642) * s + 1;
    } else {
      const s = r - 5;
      z = ((0.017337203997 * s + 0.42868294337) * s + 3.081226386) * s + 6.657905115;
      z /= (0.012258202635 * s + 0.24197894225) * s + 1;
    }
    return q < 0 ? -z : z;
  }

  /** Gamma of scale 1 (Marsaglia and Tsang 2000, ACM Transactions on Mathematical Software 26, 363–372). */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      // Products, for powers take several times as long.
      const v = root * root * root;
      const u = this.uniform();
      if (u < 1 - 0.0331 * x * x * x * x || Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
    }
  }

  /**
   * Draws from a beta distribution. Where both parameters are large from the expansion of its logit in the normal, whose
   * cumulants are those of two log gammas (Fisher and Cornish 1960, Technometrics 2, 209–225): a fraction of the time.
   */
  beta(a: number, b: number): () => number {
    if (a < LARGE || b < LARGE) {
      return () => {
        const one = this.gamma(a);
        return one / (one + this.gamma(b));
      };
    }
    const [one, other] = [logGammaCumulants(a), logGammaCumulants(b)];
    const [mean, deviation] = [one[0] - other[0], Math.sqrt(one[1] + other[1])];
    const skew = (one[2] - other[2]) / deviation ** 3 / 6;
    return () => {
      const z = this.normal();
      return 1 / (1 + Math.exp(-mean - deviation * (z + skew * (z * z - 1))));
    };
  }

  /** Draws from Student's t. With many degrees of freedom by the same expansion. */
  student(freedom: number): () => number {
    if (freedom < LARGE) return () => this.normal() / Math.sqrt((2 * this.gamma(freedom / 2)) / freedom);
    return () => {
      const z = this.normal();
      const square = z * z;
      const second = (z * (3 + square * (16 + 5 * square))) / (96 * freedom * freedom);
      return z + (z * (1 + square)) / (4 * freedom) + second;
    };
  }
}

const LARGE = 10;

/** Mean, variance and third cumulant of ln Γ of a large x: ψ, ψ′ and ψ″ (NIST Digital Library of Mathematical Functions, 5.11.2). */
function logGammaCumulants(x: number): [number, number, number] {
  return [
    Math.log(x) - 1 / (2 * x) - 1 / (12 * x ** 2) + 1 / (120 * x ** 4),
    1 / x + 1 / (2 * x ** 2) + 1 / (6 * x ** 3) - 1 / (30 * x ** 5),
    -1 / x ** 2 - 1 / x ** 3 - 1 / (2 * x ** 4),
  ];
}
