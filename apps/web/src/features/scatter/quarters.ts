/** How many lie on each side of two means; on a mean counts as above it. Null where a mean is hidden. */
export function quarters(
  points: readonly { x: number; y: number }[],
  xMean: number | null,
  yMean: number | null,
): Record<'highHigh' | 'highLow' | 'lowHigh' | 'lowLow', number> | null {
  if (xMean === null || yMean === null) return null;
  const count = (isHighX: boolean, isHighY: boolean) =>
    points.filter(({ x, y }) => x >= xMean === isHighX && y >= yMean === isHighY).length;
  return {
    highHigh: count(true, true),
    highLow: count(true, false),
    lowHigh: count(false, true),
    lowLow: count(false, false),
  };
}
