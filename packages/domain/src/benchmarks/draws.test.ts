import { describe, expect, it } from 'vitest';
import { Draws } from './draws.ts';

const DRAWN = 40_000;

// Quantiles at 10, 50 and 90 %, or at those named, by SciPy 1.17 (`scipy.stats.<name>.ppf`).
describe.each([
  ['beta(3.5, 7.5)', (draws: Draws) => draws.beta(3.5, 7.5), { 0.025: 0.09269459, 0.5: 0.30682363, 0.975: 0.60581832 }],
  [
    'beta(12.5, 40.5)',
    (draws: Draws) => draws.beta(12.5, 40.5),
    { 0.025: 0.13279314, 0.5: 0.23250768, 0.975: 0.35775975 },
  ],
  ['gamma(0.5)', (draws: Draws) => () => draws.gamma(0.5), { 0.1: 0.00789539, 0.5: 0.22746821, 0.9: 1.35277173 }],
  ['gamma(4.5)', (draws: Draws) => () => draws.gamma(4.5), { 0.1: 2.0840795, 0.5: 4.17141635, 0.9: 7.34182829 }],
  ['t(4)', (draws: Draws) => draws.student(4), { 0.1: -1.53320627, 0.5: 0, 0.9: 1.53320627 }],
  ['t(24)', (draws: Draws) => draws.student(24), { 0.025: -2.06389856, 0.5: 0, 0.975: 2.06389856 }],
  ['normal', (draws: Draws) => () => draws.normal(), { 0.025: -1.959964, 0.5: 0, 0.975: 1.959964 }],
  ['uniform', (draws: Draws) => () => draws.uniform(), { 0.25: 0.25, 0.5: 0.5, 0.75: 0.75 }],
] as const)('%s', (_name, make, quantiles) => {
  it('has the distribution that it is called by', () => {
    const draw = make(new Draws('a seed'));
    const drawn = Float64Array.from({ length: DRAWN }, () => draw());
    for (const [share, value] of Object.entries(quantiles)) {
      const below = drawn.filter((one) => one < value).length / DRAWN;
      // Four standard deviations of a share of so many.
      expect(Math.abs(below - Number(share)), `below ${value}`).toBeLessThan(4 * Math.sqrt(0.25 / DRAWN));
    }
  });
});

it('comes out the same for the same seed, and otherwise for another', () => {
  const first = (seed: string) => {
    const draws = new Draws(seed);
    return Array.from({ length: 5 }, () => draws.uniform());
  };
  expect(first('2025/AB/job-acquisition')).toEqual(first('2025/AB/job-acquisition'));
  expect(first('2025/AB/job-acquisition')).not.toEqual(first('2025/KIA/job-acquisition'));
  // Nobody's ranges change when the code does.
  expect(first('2025/AB/job-acquisition')).toMatchInlineSnapshot(`
    [
      0.31555439706426114,
      0.5922878828132525,
      0.5242264304542914,
      0.5860212004045025,
      0.5062163370894268,
    ]
  `);
});
