import { scaleLinear } from 'd3-scale';
import { Chart } from './Chart.tsx';
import type { ChartSize, ChartText, ChartWidth } from './Chart.tsx';
import { shorten, textWidth } from './geometry.ts';
import './BarChart.css';

/** One bar; when the value is not shown, `text` stands in its place («: skjult»). */
export interface Bar {
  label: string;
  value: number | null;
  text?: string;
}

interface BarChartProps extends ChartText {
  own: Bar & { low: number | null; high: number | null };
  previous: Bar | null;
  mean: Bar | null;
  best: Bar[];
  target: (({ value: number } | { low: number; high: number }) & { label: string }) | null;
  /** Where the bars begin: 0, for surveys the lowest answer. */
  from: number;
  format: (value: number) => string;
  /** Heads of the hidden table. */
  labels: { name: string; value: string; interval: string };
  size?: ChartSize;
  width?: ChartWidth;
}

const DESIGN = {
  screen: { width: 500, label: 136, row: 26, bar: 16, top: 22, text: 14, room: 51 },
  phone: { width: 358, label: 128, row: 25, bar: 14, top: 22, text: 14, room: 48 },
  paper: { width: 318, label: 104, row: 19, bar: 12, top: 20, text: 10.5, room: 40 },
};

/** Own value, own previous, the national mean and the best five side by side, as the yearly report has always shown them. */
export function BarChart(props: BarChartProps) {
  const { title, summary, own, previous, mean, best, target, from, format, labels, size = 'screen' } = props;
  const design = DESIGN[size];
  const bars = [
    { ...own, kind: 'own' },
    ...(previous ? [{ ...previous, kind: 'previous' }] : []),
    ...(mean ? [{ ...mean, kind: 'nation' }] : []),
    ...best.map((bar) => ({ ...bar, kind: 'best' })),
  ];
  const compared = bars.length - best.length;
  const rowTop = (index: number) => design.top + (index + (index >= compared ? 0.4 : 0)) * design.row;
  const barTop = (index: number) => rowTop(index) + (design.row - design.bar) / 2;
  const height = rowTop(bars.length - 1) + design.row + 2;
  const interval =
    own.value !== null && own.low !== null && own.high !== null
      ? { value: own.value, low: own.low, high: own.high }
      : null;
  const targets = target === null ? [] : 'value' in target ? [target.value] : [target.low, target.high];
  const longest = Math.max(...bars.map((bar) => textWidth(bar.label, design.text, bar.kind === 'own')));

  return (
    <Chart
      className={`batt-bars batt-bars--${size}`}
      title={title}
      summary={summary}
      width={props.width ?? design.width}
      designWidth={design.width}
      height={height}
      table={{
        head: [labels.name, labels.value],
        rows: [
          ...bars.map((bar) => [
            bar.label,
            (bar.value === null ? (bar.text ?? '') : format(bar.value)) +
              (bar.kind === 'own' && interval
                ? ` (${labels.interval} ${format(interval.low)}–${format(interval.high)})`
                : ''),
          ]),
          ...(target ? [[target.label, targets.map(format).join('–')]] : []),
        ],
      }}
    >
      {(width) => {
        const start = Math.min(Math.max(design.label, longest + 10), width * 0.42);
        const x = scaleLinear(
          [
            from,
            Math.max(
              from + Number.EPSILON,
              ...targets,
              interval?.high ?? from,
              ...bars.map((bar) => bar.value ?? from),
            ),
          ],
          [start, width - valueRoom(bars, format, design)],
        );
        const targetXs = targets.map((value) => x(value));
        const flagY = design.top - 5;
        const lineEnd = barTop(compared - 1) + design.bar + 4;
        const targetLabelWidth = textWidth(target?.label ?? '', design.text);
        const labelX = Math.max(...targetXs);
        const roomRight = labelX + 8 + targetLabelWidth <= width;
        return (
          <>
            <line className="batt-bars__axis" x1={start} x2={start} y1={design.top} y2={height} />
            {bars.map((bar, index) => {
              const end = bar.value === null ? start : Math.max(start, x(bar.value));
              const middle = barTop(index) + design.bar / 2;
              const after = bar.kind === 'own' && interval ? Math.max(end, x(interval.high)) : end;
              const text = bar.value === null ? (bar.text ?? '') : format(bar.value);
              return (
                <g key={index} className={`batt-bars__${bar.kind}`} dominantBaseline="central">
                  <text x={0} y={middle}>
                    {shorten(bar.label, start - 8, design.text, bar.kind === 'own')}
                  </text>
                  {bar.value !== null && bar.kind !== 'previous' && (
                    <rect x={start} width={end - start} y={barTop(index)} height={design.bar} />
                  )}
                  {bar.value !== null && bar.kind === 'previous' && end - start > 1.5 && (
                    <rect
                      x={start + 0.75}
                      width={end - start - 1.5}
                      y={barTop(index) + 0.75}
                      height={design.bar - 1.5}
                    />
                  )}
                  {bar.value !== null && bar.kind === 'best' && (
                    <rect className="batt-bars__cap" x={end - 2} width={2} y={barTop(index)} height={design.bar} />
                  )}
                  <text
                    className="batt-bars__value"
                    x={valueStart(
                      after,
                      textWidth(text, design.text, bar.kind === 'own'),
                      index < compared ? targetXs : [],
                    )}
                    y={middle}
                  >
                    {text}
                  </text>
                </g>
              );
            })}
            {target && (
              <g className="batt-bars__target">
                {targetXs.map((targetX) => (
                  <g key={targetX}>
                    <line x1={targetX} x2={targetX} y1={flagY} y2={lineEnd} />
                    <path d={`M${targetX - 4} ${flagY - 1}h8l-4 6z`} />
                  </g>
                ))}
                <text x={roomRight ? labelX + 8 : labelX - 8} y={flagY - 3} textAnchor={roomRight ? 'start' : 'end'}>
                  {target.label}
                </text>
              </g>
            )}
            {interval && (
              <Whisker
                y={barTop(0) + design.bar / 2}
                low={Math.max(start, x(interval.low))}
                high={x(interval.high)}
                own={x(interval.value)}
                cap={Math.min(8, design.bar - 4)}
              />
            )}
          </>
        );
      }}
    </Chart>
  );
}

/** Where a value's text begins: 8 px after its bar, or 7 px after a target line that would else run through it. */
export function valueStart(barEnd: number, width: number, lines: number[]): number {
  return lines
    .toSorted((a, b) => a - b)
    .reduce((start, line) => (line > start - 5 && line < start + width + 4 ? line + 7 : start), barEnd + 8);
}

function valueRoom(bars: Bar[], format: (value: number) => string, design: (typeof DESIGN)['screen']): number {
  const widest = Math.max(
    ...bars.map((bar) => (bar.value === null ? 0 : textWidth(format(bar.value), design.text, true))),
  );
  return Math.max(design.room, widest + 14);
}

/** The interval: in the colour of the surface where it lies on the bar, in ink beyond it. */
function Whisker({ y, low, high, own, cap }: { y: number; low: number; high: number; own: number; cap: number }) {
  const ends = (x: number) => `M${x} ${y - cap / 2}v${cap}`;
  return (
    <g className="batt-bars__whisker">
      <path className="batt-bars__whisker-inside" d={`M${low} ${y}H${Math.min(own, high)}${ends(low)}`} />
      {high > own && <path d={`M${own} ${y}H${high}${ends(high)}`} />}
    </g>
  );
}
