import { describe, expect, it } from 'vitest';
import { crosses, pushApart, shorten, stackTies, textWidth } from './geometry.ts';

describe('stackTies', () => {
  it('leaves dots apart on the line', () => expect(stackTies([10, 20, 30], 7)).toEqual([0, 0, 0]));

  it('lays equal values up and down in turn', () =>
    expect(stackTies([50, 50, 50, 50, 50], 7)).toEqual([0, -7, 7, -14, 14]));

  it('stacks only those that meet', () => expect(stackTies([10, 40, 40.5, 60], 7)).toEqual([0, 0, -7, 0]));
});

describe('pushApart', () => {
  it('leaves labels that do not meet where they are', () =>
    expect(pushApart([10, 40, 80], 17, 0, 100)).toEqual([10, 40, 80]));

  it('spreads labels that meet evenly round their middle', () =>
    expect(pushApart([50, 50], 20, 0, 100)).toEqual([40, 60]));

  it('keeps the order of the values, whatever the order given', () => {
    const [upper = 0, lower = 0, middle = 0] = pushApart([30, 34, 32], 17, 0, 100);
    expect([upper, middle, lower]).toEqual([15, 32, 49]);
  });

  it('joins a block that runs into its neighbour', () =>
    expect(pushApart([50, 52, 65], 17, 0, 200)).toEqual([38.666666666666664, 55.666666666666664, 72.66666666666666]));

  it('stays inside the room', () => {
    expect(pushApart([1, 2], 17, 0, 100)).toEqual([0, 17]);
    expect(pushApart([99, 100], 17, 0, 100)).toEqual([83, 100]);
  });

  it('takes an empty list', () => expect(pushApart([], 17, 0, 100)).toEqual([]));
});

describe('crosses', () => {
  const rect = { left: 10, top: 10, right: 20, bottom: 20 };
  it.each([
    ['through', { x1: 0, y1: 15, x2: 30, y2: 15 }, true],
    ['across a corner', { x1: 5, y1: 15, x2: 15, y2: 5 }, true],
    ['inside', { x1: 12, y1: 12, x2: 18, y2: 18 }, true],
    ['past', { x1: 0, y1: 25, x2: 30, y2: 25 }, false],
    ['short of it', { x1: 0, y1: 15, x2: 9, y2: 15 }, false],
    ['past the corner', { x1: 0, y1: 15, x2: 15, y2: 0 }, false],
  ])('%s', (_, segment, expected) => expect(crosses(segment, rect)).toBe(expected));
});

describe('shorten', () => {
  it('leaves what fits', () => expect(shorten('Bro AS', 100, 14)).toBe('Bro AS'));

  it('ends in an ellipsis and fits', () => {
    const short = shorten('Romerike Arbeid og Utvikling AS', 100, 14);
    expect(short).toMatch(/^Romerike.*…$/);
    expect(textWidth(short, 14)).toBeLessThanOrEqual(100);
  });
});
