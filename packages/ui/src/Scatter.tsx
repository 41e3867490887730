import { scaleLinear, scaleSqrt } from 'd3-scale';
import { Chart } from './Chart.tsx';
import type { ChartText, ChartWidth } from './Chart.tsx';
import { overlaps, textWidth } from './geometry.ts';
import type { Rect } from './geometry.ts';
import { Key, KeyItem } from './Key.tsx';
import './Scatter.css';

/** One provider by two values; `own` is the one looked at, and named whatever lies round it. */
export interface ScatterPoint {
  id: string;
  name: string;
  x: number;
  y: number;
  n: number;
  own: boolean;
}

interface Axis {
  label: string;
  /** The national mean; no line is drawn where there is none. */
  mean: number | null;
  /** A value in full. */
  write: (value: number) => string;
  /** A value at the axis, as short as it can be read. */
  tick: (value: number) => string;
}

interface ScatterProps extends ChartText {
  points: ScatterPoint[];
  x: Axis;
  y: Axis;
  labels: { mean: string; name: string; n: string };
  width?: ChartWidth;
  height?: number;
}

const LEFT = 56;
const TOP = 46;
const FOOT = 52;
const RIGHT = 20;
const LARGEST = 13;
const LETTERS = 13;

/** With more providers than this only the one looked at is named: names in a cloud are read by nobody. */
const MOST_NAMED = 25;

/** Providers by two indicators, each as large as the number behind it, with the two national means as a cross. */
export function Scatter(props: ScatterProps) {
  const { title, summary, points, labels, height = 520 } = props;
  const radius = scaleSqrt([0, Math.max(1, ...points.map(({ n }) => n))], [2.5, LARGEST]);

  return (
    <Chart
      className="batt-scatter"
      title={title}
      summary={summary}
      width={props.width ?? 860}
      designWidth={860}
      height={height}
      table={{
        head: [labels.name, props.x.label, props.y.label, labels.n],
        rows: points.map(({ name, x, y, n }) => [name, props.x.write(x), props.y.write(y), String(n)]),
      }}
    >
      {(width) => {
        const [end, foot] = [width - RIGHT, height - FOOT];
        const x = scaleLinear(
          spread(
            points.map((point) => point.x),
            props.x.mean,
          ),
          [LEFT, end],
        );
        const y = scaleLinear(
          spread(
            points.map((point) => point.y),
            props.y.mean,
          ),
          [foot, TOP],
        );
        const marks = points
          .map(({ n, ...point }) => ({ ...point, px: x(point.x), py: y(point.y), r: radius(n) }))
          .toSorted((a, b) => Number(a.own) - Number(b.own));
        const named = points.length > MOST_NAMED ? marks.filter(({ own }) => own) : marks;
        const names = placeNames(named.toReversed(), marks, { left: LEFT, right: end, top: TOP, bottom: foot });
        const xMean = props.x.mean === null ? null : x(props.x.mean);
        const yMean = props.y.mean === null ? null : y(props.y.mean);
        return (
          <>
            <g className="batt-scatter__axis">
              <path d={`M${LEFT} ${TOP}V${foot}H${end}`} />
              {ticksOf(x, width < 480 ? 4 : 7, props.x.tick).map(([tick, text]) => (
                <g key={text}>
                  <path d={`M${x(tick)} ${foot}v5`} />
                  <text x={x(tick)} y={foot + 20} textAnchor="middle">
                    {text}
                  </text>
                </g>
              ))}
              {ticksOf(y, 6, props.y.tick).map(([tick, text]) => (
                <g key={text}>
                  <path d={`M${LEFT - 5} ${y(tick)}h5`} />
                  <text x={LEFT - 9} y={y(tick)} textAnchor="end" dominantBaseline="central">
                    {text}
                  </text>
                </g>
              ))}
            </g>
            <g className="batt-scatter__names">
              <text x={end} y={height - 8} textAnchor="end">
                {props.x.label}
              </text>
              <text x={LEFT - 44} y={14}>
                {props.y.label}
              </text>
            </g>
            {xMean !== null && <path className="batt-scatter__mean" d={`M${xMean} ${TOP}V${foot}`} />}
            {yMean !== null && <path className="batt-scatter__mean" d={`M${LEFT} ${yMean}H${end}`} />}
            {marks.map(({ id, name, own, px, py, r, ...point }) => (
              <circle key={id} className={own ? 'batt-scatter__own' : 'batt-scatter__point'} cx={px} cy={py} r={r}>
                <title>{`${name}: ${props.x.write(point.x)}, ${props.y.write(point.y)}`}</title>
              </circle>
            ))}
            {xMean !== null && props.x.mean !== null && (
              <text
                className="batt-scatter__mean-label batt-halo"
                x={xMean}
                y={TOP - 8}
                textAnchor={xMean < LEFT + 60 ? 'start' : xMean > end - 60 ? 'end' : 'middle'}
              >
                {labels.mean} {props.x.write(props.x.mean)}
              </text>
            )}
            {yMean !== null && props.y.mean !== null && (
              <text className="batt-scatter__mean-label batt-halo" x={end} y={yMean - 7} textAnchor="end">
                {labels.mean} {props.y.write(props.y.mean)}
              </text>
            )}
            {names.map(({ id, name, own, place }) => (
              <text
                key={id}
                className={own ? 'batt-text-strong batt-halo' : 'batt-scatter__name batt-halo'}
                x={place.x}
                y={place.y}
                textAnchor={place.anchor}
                dominantBaseline="central"
              >
                {name}
              </text>
            ))}
          </>
        );
      }}
    </Chart>
  );
}

/**
 * From where to where an axis goes: all values and their mean, with room for the marks, and never so close that a small
 * difference looks large; not below 0 where nothing is.
 */
function spread(values: number[], mean: number | null): [number, number] {
  const all = mean === null ? values : [...values, mean];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const span = Math.max(high - low, Math.max(Math.abs(low), Math.abs(high)) / 4) || 1;
  const [from, to] = [(low + high - span) / 2 - span * 0.08, (low + high + span) / 2 + span * 0.08];
  return [low < 0 ? from : Math.max(0, from), to];
}

/** Ticks with their texts: fewer where two of them would be written alike. */
export function ticksOf(
  scale: { ticks: (count: number) => number[] },
  count: number,
  write: (value: number) => string,
): [number, string][] {
  const ticks = scale.ticks(count).map((tick): [number, string] => [tick, write(tick)]);
  const isClear = new Set(ticks.map(([, text]) => text)).size === ticks.length;
  return isClear || count <= 1 ? ticks.slice(0, isClear ? undefined : 1) : ticksOf(scale, count - 1, write);
}

interface Mark {
  id: string;
  name: string;
  own: boolean;
  px: number;
  py: number;
  r: number;
}

/**
 * Names beside their marks: to the right, else the left, above or below, where nothing else stands. What finds no room is
 * left out, save the name of the one looked at. The first are placed first.
 */
export function placeNames<M extends Mark>(named: readonly M[], marks: readonly Mark[], frame: Rect) {
  const taken: Rect[] = marks.map(({ px, py, r }) => ({ left: px - r, right: px + r, top: py - r, bottom: py + r }));
  return named.flatMap((mark) => {
    const { name, own, px, py, r } = mark;
    const wide = textWidth(name, own ? LETTERS + 1 : LETTERS, own);
    const spots = (
      [
        ['start', px + r + 6, py],
        ['end', px - r - 6, py],
        ['middle', px, py - r - 10],
        ['middle', px, py + r + 10],
      ] as const
    ).map(([anchor, x, y]) => {
      const left = anchor === 'start' ? x : anchor === 'end' ? x - wide : x - wide / 2;
      return { anchor, x, y, rect: { left, right: left + wide, top: y - 8, bottom: y + 8 } };
    });
    const inside = spots.filter(({ rect }) => rect.left >= frame.left && rect.right <= frame.right);
    const free = inside.find(({ rect }) => !taken.some((other) => overlaps(other, rect)));
    const place = free ?? (own ? (inside[0] ?? spots[0]) : undefined);
    if (!place) return [];
    taken.push(place.rect);
    return [{ ...mark, place }];
  });
}

/** The scatter's reading key: sizes, and which one is looked at. */
export function ScatterKey({ labels }: { labels: { own?: string; others?: string; size: string } }) {
  return (
    <Key>
      {labels.own !== undefined && (
        <KeyItem label={labels.own} width={12}>
          <circle className="batt-scatter__own" cx="6" cy="9" r="6" />
        </KeyItem>
      )}
      {labels.others !== undefined && (
        <KeyItem label={labels.others} width={12}>
          <circle className="batt-scatter__point" cx="6" cy="9" r="6" />
        </KeyItem>
      )}
      <KeyItem label={labels.size} width={34}>
        <circle className="batt-scatter__point" cx="4" cy="9" r="3" />
        <circle className="batt-scatter__point" cx="14" cy="9" r="5" />
        <circle className="batt-scatter__point" cx="27" cy="9" r="7" />
      </KeyItem>
    </Key>
  );
}
