import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { Chart } from './Chart.tsx';
import type { ChartSize, ChartText, ChartWidth } from './Chart.tsx';
import { crosses, diamond, overlaps, pushApart, textWidth } from './geometry.ts';
import type { Rect, Segment } from './geometry.ts';
import './TrendChart.css';

/** One year; what is hidden or missing is null and breaks the line. */
export interface TrendPoint {
  label: string;
  own: number | null;
  low: number | null;
  high: number | null;
  mean: number | null;
  target: { value: number } | { low: number; high: number } | null;
  /** The definition changed since the point before: the two do not compare, and no line joins them. */
  isBreak?: boolean;
}

interface TrendChartProps extends ChartText {
  points: TrendPoint[];
  format: (value: number) => string;
  /** Words at the line ends and heads of the hidden table. */
  labels: { period: string; own: string; mean: string; target: string; interval: string; isBreak?: string };
  size?: ChartSize;
  width?: ChartWidth;
  height?: number;
}

const DESIGN = {
  screen: { width: 380, height: 244 },
  phone: { width: 358, height: 220 },
  paper: { width: 318, height: 180 },
};
const LEFT = 34;
const TOP = 12;
const FOOT = 30;
const END_GAP = 21;

/** Own value through the years with intervals, the national mean and each year's target. No axis: every point has its number. */
export function TrendChart(props: TrendChartProps) {
  const { title, summary, points, format, labels, size = 'screen' } = props;
  const design = DESIGN[size];
  const height = props.height ?? design.height;
  const letters = size === 'paper' ? 10.5 : 14;
  const targetText = (target: TrendPoint['target']) =>
    target === null ? '' : 'value' in target ? format(target.value) : `${format(target.low)}–${format(target.high)}`;
  const last = points.at(-1);
  const ends = [
    last?.target
      ? { kind: 'target', value: middleOf(last.target), text: `${labels.target} ${targetText(last.target)}` }
      : null,
    last && last.own !== null ? { kind: 'own', value: last.own, text: `${labels.own} ${format(last.own)}` } : null,
    last && last.mean !== null
      ? { kind: 'nation', value: last.mean, text: `${labels.mean} ${format(last.mean)}` }
      : null,
  ].filter((end) => end !== null);
  const right = END_GAP + Math.max(0, ...ends.map((end) => textWidth(end.text, letters, end.kind === 'own'))) + 2;
  const y = scaleLinear(trendDomain(points), [height - FOOT - 14, TOP]);

  return (
    <Chart
      className={`batt-trend batt-trend--${size}`}
      title={title}
      summary={summary}
      width={props.width ?? design.width}
      designWidth={design.width}
      height={height}
      table={{
        head: [labels.period, labels.own, labels.interval, labels.mean, labels.target],
        rows: points.map((point) => [
          point.label,
          point.own === null ? '' : format(point.own),
          point.low === null || point.high === null ? '' : `${format(point.low)}–${format(point.high)}`,
          point.mean === null ? '' : format(point.mean),
          point.isBreak
            ? [targetText(point.target), labels.isBreak].filter(Boolean).join('; ')
            : targetText(point.target),
        ]),
      }}
    >
      {(width) => {
        const x = scalePoint(
          points.map((point) => point.label),
          [LEFT, Math.max(LEFT + 40, width - right)],
        );
        const at = (point: TrendPoint) => x(point.label) ?? LEFT;
        const path = (key: 'own' | 'mean') =>
          betweenBreaks(points)
            .map((stretch) =>
              line<TrendPoint>()
                .defined((point) => point[key] !== null)
                .x(at)
                .y((point) => y(point[key] ?? 0))(stretch),
            )
            .join('');
        const marked = points.filter((point) => point.own !== null);
        const numbers = placeNumbers(
          marked
            .filter((point) => point !== last)
            .map((point) => ({
              x: at(point),
              y: y(point.own ?? 0),
              width: textWidth(format(point.own ?? 0), letters - 1),
            })),
          [
            { weight: 4, segments: polyline(points, 'own', at, y) },
            { weight: 2, segments: polyline(points, 'mean', at, y) },
            { weight: 3, segments: points.flatMap((point) => targetDashes(point, at, y)) },
          ],
        );
        const endYs = pushApart(
          ends.map((end) => y(end.value)),
          17,
          TOP - 4,
          height - FOOT - 6,
        );
        return (
          <>
            <line
              className="batt-trend__base"
              x1={LEFT - 22}
              x2={(x.range()[1] ?? width) + 18}
              y1={height - FOOT}
              y2={height - FOOT}
            />
            {points.map((point) => (
              <text
                key={point.label}
                className={point === last ? 'batt-trend__year batt-text-strong' : 'batt-trend__year'}
                x={at(point)}
                y={height - FOOT + 19}
                textAnchor="middle"
              >
                {point.label}
              </text>
            ))}
            {points.map(
              (point) =>
                point.low !== null &&
                point.high !== null && (
                  <line
                    key={point.label}
                    className="batt-trend__whisker"
                    x1={at(point)}
                    x2={at(point)}
                    y1={y(point.low)}
                    y2={y(point.high)}
                  />
                ),
            )}
            {points.map((point, index) => {
              const before = points[index - 1];
              if (!point.isBreak || !before) return null;
              const middle = (at(before) + at(point)) / 2;
              return (
                <g key={point.label} className="batt-trend__break">
                  <path d={`M${middle} ${TOP - 8}V${height - FOOT}`} />
                  {labels.isBreak && (
                    <text className="batt-halo" x={middle} y={height - FOOT - 6} textAnchor="middle">
                      {labels.isBreak}
                    </text>
                  )}
                </g>
              );
            })}
            <path className="batt-trend__nation" d={path('mean')} />
            {points.flatMap((point) =>
              targetDashes(point, at, y).map((dash) => (
                <line key={`${dash.x1} ${dash.y1}`} className="batt-trend__target" {...dash} />
              )),
            )}
            <path className="batt-trend__own" d={path('own')} />
            {marked.map((point) =>
              point === last ? (
                <path
                  key={point.label}
                  className="batt-trend__last"
                  d={diamond(7)}
                  transform={`translate(${at(point)} ${y(point.own ?? 0)})`}
                />
              ) : (
                <circle key={point.label} className="batt-trend__point" cx={at(point)} cy={y(point.own ?? 0)} r={3.5} />
              ),
            )}
            {marked
              .filter((point) => point !== last)
              .map((point, index) => (
                <text
                  key={point.label}
                  className="batt-trend__number batt-halo"
                  x={numbers[index]?.x}
                  y={numbers[index]?.y}
                  textAnchor={numbers[index]?.anchor}
                >
                  {format(point.own ?? 0)}
                </text>
              ))}
            {last &&
              ends.map((end, index) => (
                <text
                  key={end.kind}
                  className={`batt-trend__end batt-trend__end--${end.kind} batt-halo`}
                  x={at(last) + END_GAP}
                  y={endYs[index]}
                  dominantBaseline="central"
                >
                  {end.text}
                </text>
              ))}
          </>
        );
      }}
    </Chart>
  );
}

/** The points in stretches that were measured in one way. */
function betweenBreaks(points: TrendPoint[]): TrendPoint[][] {
  const starts = points.flatMap((point, index) => (index === 0 || point.isBreak ? [index] : []));
  return starts.map((start, place) => points.slice(start, starts[place + 1]));
}

/** Lowest and highest of all that is drawn; widened by one when there is a single value, so that it lies in the middle. */
export function trendDomain(points: TrendPoint[]): [number, number] {
  const values = points
    .flatMap((point) => [point.own, point.low, point.high, point.mean, ...targetValues(point.target)])
    .filter((value) => value !== null);
  if (values.length === 0) return [0, 1];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** A number further from its point than these first spots stands there only to be clear of a line. */
const NEAR_SPOTS = 4;

/**
 * Places each point's number beside it, where it meets fewest lines: upper left if nothing stands there, else lower right, lower left, upper right,
 * else the same a line further off. Lines of greater weight are avoided first.
 */
export function placeNumbers(
  points: { x: number; y: number; width: number }[],
  obstacles: { weight: number; segments: Segment[] }[],
): { x: number; y: number; anchor: 'start' | 'end' }[] {
  const taken: Rect[] = [];
  return points.map((point) => {
    const spots = (
      [
        ['end', -7, -7],
        ['start', 7, 17],
        ['end', -7, 17],
        ['start', 7, -7],
        ['end', -7, -22],
        ['start', 7, 32],
        ['end', -7, 32],
        ['start', 7, -22],
      ] as const
    ).map(([anchor, dx, dy], index) => {
      const left = anchor === 'end' ? point.x + dx - point.width : point.x + dx;
      const rect = { left: left - 2, right: left + point.width + 2, top: point.y + dy - 12, bottom: point.y + dy + 4 };
      const met = obstacles.reduce(
        (sum, { weight, segments }) => sum + weight * segments.filter((segment) => crosses(segment, rect)).length,
        0,
      );
      const overlapping = taken.some((other) => overlaps(other, rect)) || rect.left < 0 || rect.top < 0;
      const far = index < NEAR_SPOTS ? 0 : 1;
      return { anchor, x: point.x + dx, y: point.y + dy, rect, cost: met + far + (overlapping ? 10 : 0) };
    });
    const best = spots.reduce((least, spot) => (spot.cost < least.cost ? spot : least));
    taken.push(best.rect);
    return { x: best.x, y: best.y, anchor: best.anchor };
  });
}

function targetValues(target: TrendPoint['target']): number[] {
  return target === null ? [] : 'value' in target ? [target.value] : [target.low, target.high];
}

function middleOf(target: NonNullable<TrendPoint['target']>): number {
  return 'value' in target ? target.value : (target.low + target.high) / 2;
}

function polyline(
  points: TrendPoint[],
  key: 'own' | 'mean',
  at: (point: TrendPoint) => number,
  y: (value: number) => number,
): Segment[] {
  return points.flatMap((point, index) => {
    const [from, to] = [points[index - 1]?.[key] ?? null, point[key]];
    const before = points[index - 1];
    return before && from !== null && to !== null ? [{ x1: at(before), y1: y(from), x2: at(point), y2: y(to) }] : [];
  });
}

function targetDashes(point: TrendPoint, at: (point: TrendPoint) => number, y: (value: number) => number): Segment[] {
  return targetValues(point.target).map((value) => ({
    x1: at(point) - 16,
    x2: at(point) + 16,
    y1: y(value),
    y2: y(value),
  }));
}
