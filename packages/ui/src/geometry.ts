/** Width of a text in CSS px, close enough to keep labels clear of each other before anything is drawn. */
export function textWidth(text: string, size: number, bold = false): number {
  let em = 0;
  for (const character of text) {
    if (/[iljtfr.,:;|'!()\s·]/.test(character)) em += 0.29;
    else if (/[mwMW%@]/.test(character)) em += 0.81;
    else if (/[A-ZÆØÅ]/.test(character)) em += 0.6;
    else em += 0.5;
  }
  return em * size * (bold ? 1.05 : 1);
}

/** The text cut with an ellipsis so that it fits in `width` CSS px; whole when it fits. */
export function shorten(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  let kept = text;
  while (kept.length > 1 && textWidth(`${kept}…`, size, bold) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/**
 * Vertical offsets for dots that would lie on top of each other: the first on the line, then one step up, one down, two up and so on.
 * Dots closer than `near` px count as the same place. Offsets come in the order of `xs`.
 */
export function stackTies(xs: number[], step: number, near = 2): number[] {
  return xs.map((x, index) => {
    const before = xs.slice(0, index).filter((other) => Math.abs(other - x) < near).length;
    const level = Math.ceil(before / 2) * step;
    return before % 2 === 1 ? -level : level;
  });
}

/** Moves positions apart to at least `gap`, each as little as possible and in the same order, and keeps them within `low`–`high`. */
export function pushApart(positions: number[], gap: number, low: number, high: number): number[] {
  const order = positions
    .map((position, index) => ({ position, index }))
    .sort((a, b) => a.position - b.position || a.index - b.index);
  // Labels that meet are laid as one block round the middle of where they wish to be; blocks that meet become one.
  const blocks: { wish: number; size: number }[] = [];
  const startOf = (block: { wish: number; size: number }) => {
    const span = (block.size - 1) * gap;
    return Math.max(low, Math.min(block.wish / block.size - span / 2, high - span));
  };
  for (const { position } of order) {
    let block = { wish: position, size: 1 };
    for (
      let previous = blocks.at(-1);
      previous && startOf(previous) + previous.size * gap > startOf(block);
      previous = blocks.at(-1)
    ) {
      blocks.pop();
      block = { wish: previous.wish + block.wish, size: previous.size + block.size };
    }
    blocks.push(block);
  }
  const laid = blocks.flatMap((block) =>
    Array.from({ length: block.size }, (_, place) => startOf(block) + place * gap),
  );
  const result = positions.slice();
  order.forEach(({ index }, place) => {
    result[index] = laid[place] ?? positions[index] ?? low;
  });
  return result;
}

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Segment {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** Whether a straight line runs through a rectangle (Liang–Barsky). */
export function crosses({ x1, y1, x2, y2 }: Segment, rect: Rect): boolean {
  let enter = 0;
  let leave = 1;
  const sides: [number, number][] = [
    [x1 - x2, x1 - rect.left],
    [x2 - x1, rect.right - x1],
    [y1 - y2, y1 - rect.top],
    [y2 - y1, rect.bottom - y1],
  ];
  for (const [slope, room] of sides) {
    if (slope === 0) {
      if (room < 0) return false;
    } else if (slope < 0) enter = Math.max(enter, room / slope);
    else leave = Math.min(leave, room / slope);
  }
  return enter <= leave;
}

/** Whether two rectangles have anything in common. */
export function overlaps(a: Rect, b: Rect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The point set of a diamond with its centre in 0, 0. */
export function diamond(half: number): string {
  return `M0 ${-half}L${half} 0L0 ${half}L${-half} 0Z`;
}
