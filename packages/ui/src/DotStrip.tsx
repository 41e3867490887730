import { scaleLinear } from 'd3-scale';
import { Chart } from './Chart.tsx';
import type { ChartText, ChartWidth } from './Chart.tsx';
import { diamond, pushApart, shorten, textWidth } from './geometry.ts';
import { Key, KeyItem } from './Key.tsx';
import './DotStrip.css';

interface DotStripProps extends ChartText {
  /** One for each provider whose value may be published. */
  values: number[];
  /** Whether a value reaches the one that is weighed; the dots that do are filled. Null when nothing is weighed. */
  reaches: ((value: number) => boolean) | null;
  /** Proposals, each a value or the two ends of a band: the other side's is dashed, the one being written is thick. */
  lines: { values: number[]; name: string; text: string; kind: 'ours' | 'theirs' | 'draft' }[];
  mean: { value: number; label: string } | null;
  targets: { values: number[]; label: string } | null;
  /** The provider's own lowest and highest of five years, and its last value. */
  range: { low: number; high: number; last: number | null; label: string } | null;
  format: (value: number) => string;
  /** Writes the values of the axis, which are read for size only. */
  formatTick: (value: number) => string;
  /** Heads of the hidden table. */
  labels: { name: string; value: string };
  width?: ChartWidth;
}

const MARGIN = 12;
const NAMES = 22;
const DOTS = 84;
const ROW = 20;
const GAP = 12;
const FLAG = 'M-.75 7v-14h1.5l7 3.5l-7 3.5v7z';

/** Where a target would lie: every provider a dot, so that «38 of 112 reached it» can be counted. */
export function DotStrip(props: DotStripProps) {
  const { title, summary, values, reaches, lines, mean, targets, range, format, formatTick, labels } = props;
  const marks = [
    ...lines.flatMap((line) => line.values),
    ...(mean ? [mean.value] : []),
    ...(targets?.values ?? []),
    ...(range ? [range.low, range.high] : []),
  ];
  const all = [...values, ...marks];
  const axisY = NAMES + DOTS;
  const meanY = axisY + 18 + ROW;
  const rangeY = meanY + (mean || targets ? ROW : 0);

  return (
    <div className="batt-dots-frame">
      <Chart
        className="batt-dots"
        title={title}
        summary={summary}
        width={props.width ?? 540}
        designWidth={540}
        height={range ? rangeY + 12 : mean || targets ? meanY + 12 : axisY + 26}
        table={{
          head: [labels.name, labels.value],
          rows: [
            ...lines.map((line) => [line.name, line.text]),
            ...(mean ? [[mean.label, format(mean.value)]] : []),
            ...(targets ? [[targets.label, targets.values.map(format).join(', ')]] : []),
            ...(range ? [[range.label, `${format(range.low)}–${format(range.high)}`]] : []),
          ],
        }}
      >
        {(width) => {
          const x = scaleLinear()
            .domain([Math.min(...all), Math.max(...all)])
            .nice()
            .range([MARGIN, width - MARGIN]);
          const dots = stackDots(
            values.map((value) => ({ value, x: x(value), filled: reaches?.(value) ?? false })),
            DOTS - 8,
          );
          // A name gives way where there is no room; the value beside it never does.
          const room = width / Math.max(1, lines.length) - GAP;
          const names = lines
            .map(({ name, text, ...line }) => ({
              ...line,
              label: `${shorten(name, room - textWidth(` ${text}`, 14, true), 14, true)} ${text}`,
            }))
            .toSorted((a, b) => middle(a) - middle(b));
          const nameXs = pushApart(
            names.map((line) => x(middle(line))),
            Math.max(0, ...names.map((line) => textWidth(line.label, 14, true))) + GAP,
            textWidth(names[0]?.label ?? '', 14, true) / 2,
            width - textWidth(names.at(-1)?.label ?? '', 14, true) / 2,
          );
          return (
            <>
              <g className="batt-dots__axis">
                <line x1={0} x2={width} y1={axisY} y2={axisY} />
                {x.ticks(5).map((tick) => (
                  <g key={tick}>
                    <line x1={x(tick)} x2={x(tick)} y1={axisY} y2={axisY + 4} />
                    <text x={x(tick)} y={axisY + 18} textAnchor="middle">
                      {formatTick(tick)}
                    </text>
                  </g>
                ))}
              </g>
              {dots.map((dot, index) => (
                <circle
                  key={index}
                  className={dot.filled ? 'batt-dots__dot batt-dots__dot--filled' : 'batt-dots__dot'}
                  cx={dot.x}
                  cy={axisY - dot.y}
                  r={dot.r}
                />
              ))}
              {names.map((line, index) => (
                <g key={line.kind} className={`batt-dots__line batt-dots__line--${line.kind}`}>
                  {line.values.map((value) => (
                    <line key={value} x1={x(value)} x2={x(value)} y1={NAMES - 4} y2={axisY} />
                  ))}
                  <text className="batt-halo" x={nameXs[index]} y={NAMES - 9} textAnchor="middle">
                    {line.label}
                  </text>
                </g>
              ))}
              {mean && <rect className="batt-dots__mean" x={x(mean.value) - 1} y={meanY - 7} width={2} height={14} />}
              {targets?.values.map((value, index) => (
                <path
                  key={index}
                  className="batt-dots__target"
                  d={FLAG}
                  transform={`translate(${x(value)} ${meanY})`}
                />
              ))}
              {range && (
                <g className="batt-dots__range">
                  <path
                    d={`M${x(range.low)} ${rangeY}H${x(range.high)}M${x(range.low)} ${rangeY - 5}v10M${x(range.high)} ${rangeY - 5}v10`}
                  />
                  {range.last !== null && (
                    <path
                      className="batt-dots__last"
                      d={diamond(5)}
                      transform={`translate(${x(range.last)} ${rangeY})`}
                    />
                  )}
                </g>
              )}
            </>
          );
        }}
      </Chart>
      {/* The words stand below, where they have room at any width. */}
      <Key>
        {mean && (
          <KeyItem label={mean.label} width={2}>
            <rect className="batt-dots__mean" y="2" width="2" height="14" />
          </KeyItem>
        )}
        {targets && (
          <KeyItem label={targets.label} width={8}>
            <path className="batt-dots__target" d={FLAG} transform="translate(1 9)" />
          </KeyItem>
        )}
        {range && (
          <KeyItem label={range.label} width={26}>
            <g className="batt-dots__range">
              <path d="M1 9H25M1 4v10M25 4v10" />
              <path className="batt-dots__last" d={diamond(5)} transform="translate(13 9)" />
            </g>
          </KeyItem>
        )}
      </Key>
    </div>
  );
}

function middle({ values }: { values: number[] }): number {
  return (Math.min(...values) + Math.max(...values)) / 2;
}

interface Dot {
  x: number;
  /** Above the axis. */
  y: number;
  r: number;
  filled: boolean;
}

/** Heaps dots that would meet into columns above the axis, the filled ones lowest; dots shrink so that the highest column stays within `room` px. */
export function stackDots(dots: { value: number; x: number; filled: boolean }[], room: number): Dot[] {
  const columns = new Map<number, { x: number; filled: boolean }[]>();
  const step = 9;
  for (const dot of dots) {
    const column = Math.round(dot.x / step);
    const heap = columns.get(column) ?? [];
    heap.push(dot);
    columns.set(column, heap);
  }
  const highest = Math.max(1, ...[...columns.values()].map((heap) => heap.length));
  const size = Math.min(8, room / highest);
  return [...columns].flatMap(([column, heap]) =>
    heap
      .toSorted((a, b) => Number(b.filled) - Number(a.filled))
      .map((dot, level) => ({ x: column * step, y: size * (level + 0.5) + 2, r: size / 2 - 0.75, filled: dot.filled })),
  );
}
