import { scaleLinear } from 'd3-scale';
import { Chart } from './Chart.tsx';
import type { ChartText, ChartWidth } from './Chart.tsx';
import { shorten, textWidth } from './geometry.ts';
import './GapBars.css';

/** What one provider, or the rest together, adds to the distance or takes from it. */
export interface GapBar {
  id: string;
  name: string;
  /** In the indicator's unit, signed. */
  part: number;
}

interface GapBarsProps extends ChartText {
  /** In the order they are drawn, from the top. */
  parts: GapBar[];
  /** What they add up to. */
  total: { name: string; part: number };
  /** «+0,4» */
  format: (part: number) => string;
  labels: { name: string; part: string };
  width?: ChartWidth;
}

const ROW = 26;
/** On a phone a name stands above its bar, and keeps its letters. */
const TALL_ROW = 42;
const BAR = 14;
const TOP = 6;
const BEFORE_TOTAL = 10;
const WIDE = 480;

/** The parts of a distance as bars to both sides of nothing, and their sum below. */
export function GapBars(props: GapBarsProps) {
  const { title, summary, parts, total, format, labels } = props;
  const rowAt = (width: number) => (width < WIDE ? TALL_ROW : ROW);
  const heightAt = (width: number) => TOP + (parts.length + 1) * rowAt(width) + BEFORE_TOTAL + 4;
  const all = [...parts.map(({ part }) => part), total.part, 0];
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];

  return (
    <Chart
      className="batt-gap"
      title={title}
      summary={summary}
      width={props.width ?? 860}
      designWidth={860}
      height={heightAt}
      table={{
        head: [labels.name, labels.part],
        rows: [...parts, { ...total, id: 'total' }].map(({ name, part }) => [name, format(part)]),
      }}
    >
      {(width) => {
        const row = rowAt(width);
        const isTall = row === TALL_ROW;
        const names = isTall ? 0 : 220;
        const room = 8 + Math.max(...all.map((part) => textWidth(format(part), 14, true)));
        const x = scaleLinear(
          [lowest, highest === lowest ? lowest + 1 : highest],
          [names + (lowest < 0 ? room : 0), width - room],
        );
        const lastY = TOP + parts.length * row + BEFORE_TOTAL;
        const line = (name: string, part: number, top: number, strong: boolean) => {
          const y = top + row - ROW;
          return (
            <>
              <text
                className={strong ? 'batt-text-strong' : undefined}
                x={isTall ? 0 : names - 16}
                y={isTall ? top + 10 : y + ROW / 2}
                textAnchor={isTall ? 'start' : 'end'}
                dominantBaseline="central"
              >
                {shorten(name, isTall ? width : names - 20, 14, strong)}
              </text>
              <rect
                className={strong ? 'batt-gap__total' : 'batt-gap__part'}
                x={Math.min(x(0), x(part))}
                width={Math.max(1, Math.abs(x(part) - x(0)))}
                y={y + (ROW - BAR) / 2}
                height={BAR}
              />
              <text
                className={strong ? 'batt-text-strong' : undefined}
                x={part < 0 ? x(part) - 8 : x(part) + 8}
                y={y + ROW / 2}
                textAnchor={part < 0 ? 'end' : 'start'}
                dominantBaseline="central"
              >
                {format(part)}
              </text>
            </>
          );
        };
        return (
          <>
            <path
              className="batt-gap__zero"
              d={[...parts.map((_, index) => TOP + index * row), lastY]
                .map((top) => `M${x(0)} ${top + row - ROW}v${ROW}`)
                .join('')}
            />
            {parts.map(({ id, name, part }, index) => (
              <g key={id}>{line(name, part, TOP + index * row, false)}</g>
            ))}
            <path className="batt-gap__rule" d={`M0 ${lastY - BEFORE_TOTAL / 2}H${width}`} />
            {line(total.name, total.part, lastY, true)}
          </>
        );
      }}
    </Chart>
  );
}
