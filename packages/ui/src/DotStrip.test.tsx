// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { DotStrip, stackDots } from './DotStrip.tsx';

afterEach(cleanup);

describe('stackDots', () => {
  const dot = (x: number, filled = false) => ({ value: x, x, filled });

  it('heaps dots that would meet, the filled ones lowest', () => {
    const heap = stackDots([dot(100), dot(101, true), dot(200)], 80);
    expect(heap.map(({ y, filled }) => [y, filled])).toEqual([
      [6, true],
      [14, false],
      [6, false],
    ]);
  });

  it('shrinks the dots so that the highest heap stays in the room', () => {
    const heap = stackDots(
      Array.from({ length: 40 }, () => dot(100)),
      80,
    );
    expect(Math.max(...heap.map(({ y, r }) => y + r))).toBeLessThanOrEqual(82);
    expect(heap).toHaveLength(40);
  });
});

function filledOf(reaches: ((value: number) => boolean) | null) {
  render(
    <DotStrip
      title="Hvor ligger 38 %?"
      summary="2 av 4 nådde dette."
      values={[10, 20, 38, 50]}
      reaches={reaches}
      lines={[]}
      mean={null}
      targets={null}
      range={null}
      format={String}
      formatTick={String}
      labels={{ name: 'Navn', value: 'Verdi' }}
    />,
  );
  return document.querySelectorAll('.batt-dots__dot--filled').length;
}

it('fills the dots that reached the value', () => expect(filledOf((value) => value >= 38)).toBe(2));
it('fills none before a value is weighed', () => expect(filledOf(null)).toBe(0));
