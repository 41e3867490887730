import { expect, test } from 'vitest';
import { quarters } from './quarters.ts';

const points = [
  { x: 50, y: 30 },
  { x: 60, y: 30 },
  { x: 60, y: 10 },
  { x: 40, y: 31 },
  { x: 40, y: 10 },
];

test('everybody is in one of four, on a mean above it', () => {
  expect(quarters(points, 50, 30)).toEqual({ highHigh: 2, highLow: 1, lowHigh: 1, lowLow: 1 });
});

test('without a mean there are none', () => {
  expect(quarters(points, null, 30)).toBeNull();
});
