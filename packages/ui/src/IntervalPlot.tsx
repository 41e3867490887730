import { scaleLinear } from 'd3-scale';
import { Chart } from './Chart.tsx';
import type { ChartText, ChartWidth } from './Chart.tsx';
import { isOutside } from './Funnel.tsx';
import type { FunnelCell, FunnelLimit } from './Funnel.tsx';
import { pushApart, shorten } from './geometry.ts';
import { Key, KeyItem } from './Key.tsx';
import type { Verdict } from './Marks.tsx';
import './Funnel.css';
import './IntervalPlot.css';

/** One provider with the uncertainty of its own value; without one there is only a mark. */
export interface IntervalPoint {
  id: string;
  name: string;
  n: number;
  value: number;
  low: number | null;
  high: number | null;
  verdict: Verdict;
}

interface IntervalPlotProps extends ChartText {
  mean: number | null;
  /** By rising n; none where chance has no limits, as for counts. */
  limits: FunnelLimit[];
  /** In the order they are drawn, from the top. */
  points: IntervalPoint[];
  /** Those beside the ones named: dots in heaps at the foot. Their sizes play no part. */
  others?: Pick<FunnelCell, 'low' | 'high' | 'count'>[];
  format: (value: number) => string;
  /** The numbers at the axis, where they need no decimals. */
  formatTick?: (value: number) => string;
  labels: {
    mean: string;
    others?: string;
    /** What the axis counts: «dager per ansatt». */
    x: string;
    name: string;
    n: string;
    value: string;
    interval: string;
    verdict: string;
    verdicts: Record<Verdict, string>;
  };
  width?: ChartWidth;
}

/** Up to so many providers each have a line with a name; of more, those outside alone are named. */
const MOST_NAMED = 60;
/** Of those outside, so many from the top and so many from the bottom. */
const MOST_AT_EACH_END = 8;
const ROW = 26;
/** On a phone a name stands above its interval, and keeps its letters. */
const TALL_ROW = 40;
/** The height of all rows together where they are too many for names. */
const FLAG = 640;
const TOP = 30;
/** The highest heap of the others, and how far apart its dots are where there is room. */
const HEAP = 72;
const STEP = 5;
const FOOT = 52;
const WIDE = 480;

/** Providers in the order of their values, each with its interval, round the national mean and within the limits of chance for its size. */
export function IntervalPlot(props: IntervalPlotProps) {
  const { title, summary, mean, limits, points, others = [], format, labels } = props;
  const named = points.length <= MOST_NAMED;
  const rowAt = (width: number) => {
    if (!named) return Math.max(2, FLAG / points.length);
    return width < WIDE ? TALL_ROW : ROW;
  };
  const heaps = heapsOf(others);
  const highest = Math.max(0, ...heaps.map(({ count }) => count));
  const step = Math.min(STEP, HEAP / highest);
  const foot = FOOT + (highest > 0 ? 24 + highest * step : 0);
  const heightAt = (width: number) => TOP + points.length * rowAt(width) + foot;
  const limitOf = (n: number) => limits.findLast((limit) => limit.n <= n) ?? limits[0];
  const drawn = points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const values = [...drawn, ...(mean === null ? [] : [mean]), ...heaps.flatMap(({ low, high }) => [low, high])];

  return (
    <Chart
      className={`batt-funnel batt-intervals ${named ? '' : 'batt-intervals--dense'}`}
      title={title}
      summary={summary}
      width={props.width ?? 860}
      designWidth={860}
      height={heightAt}
      table={{
        head: [labels.name, labels.n, labels.value, labels.interval, labels.verdict],
        rows: points.map(({ name, n, value, low, high, verdict }) => [
          name,
          String(n),
          format(value),
          low === null || high === null ? '' : `${format(low)}–${format(high)}`,
          labels.verdicts[verdict],
        ]),
      }}
    >
      {(width) => {
        const row = rowAt(width);
        const height = heightAt(width);
        const isTall = named && width < WIDE;
        const names = named && !isTall ? 200 : 12;
        const right = named ? 24 : width < WIDE ? 100 : 180;
        const x = scaleLinear([Math.min(...values), Math.max(...values)], [names, width - right]).nice(6);
        const [start = names, end = width] = x.range();
        const within = (value: number) => Math.max(start, Math.min(end, x(value)));
        const middle = (index: number) => TOP + index * row + (isTall ? 27 : row / 2);
        const outside = points
          .map((point, index) => ({ point, index }))
          .filter(({ point }) => isOutside(point.verdict))
          .filter((_, place, all) => place < MOST_AT_EACH_END || place >= all.length - MOST_AT_EACH_END);
        const labelYs = pushApart(
          outside.map(({ index }) => middle(index)),
          15,
          TOP + 4,
          height - foot,
        );
        return (
          <>
            {points.map((point, index) => {
              const limit = limitOf(point.n);
              if (!limit) return null;
              return (['998', '95'] as const).map((level) => (
                <rect
                  key={`${point.id} ${level}`}
                  className={`batt-funnel__area-${level}`}
                  x={within(limit[`low${level}`])}
                  width={within(limit[`high${level}`]) - within(limit[`low${level}`])}
                  y={TOP + index * row}
                  height={row + 0.5}
                />
              ));
            })}
            <g className="batt-funnel__axis">
              <path d={`M${start} ${height - FOOT}H${end}`} />
              {x.ticks(width < WIDE ? 4 : 6).map((tick) => (
                <g key={tick}>
                  <path d={`M${x(tick)} ${height - FOOT}v5`} />
                  <text x={x(tick)} y={height - FOOT + 20} textAnchor="middle">
                    {(props.formatTick ?? format)(tick)}
                  </text>
                </g>
              ))}
              <text x={end} y={height - 10} textAnchor="end">
                {labels.x}
              </text>
            </g>
            {mean !== null && (
              <>
                <line className="batt-funnel__nation" x1={x(mean)} x2={x(mean)} y1={TOP - 6} y2={height - FOOT} />
                <text
                  className="batt-text-strong"
                  x={Math.max(start + 64, Math.min(end - 40, x(mean)))}
                  y={TOP - 12}
                  textAnchor="middle"
                >
                  {labels.mean} {format(mean)}
                </text>
              </>
            )}
            {points.map((point, index) => {
              const y = middle(index);
              const isOut = isOutside(point.verdict);
              const under = mean !== null && point.value < mean;
              return (
                <g key={point.id}>
                  {named && (
                    <text
                      className={isOut ? 'batt-text-strong batt-halo' : 'batt-halo'}
                      x={isTall ? 0 : names - 16}
                      y={isTall ? y - 17 : y}
                      textAnchor={isTall ? 'start' : 'end'}
                      dominantBaseline="central"
                    >
                      {shorten(point.name, isTall ? width : names - 20, 14, isOut)}
                    </text>
                  )}
                  {point.low !== null && point.high !== null && (
                    <line
                      className="batt-intervals__whisker"
                      x1={within(point.low)}
                      x2={within(point.high)}
                      y1={y}
                      y2={y}
                    />
                  )}
                  {isOut ? (
                    <path
                      className={`batt-funnel__outside batt-funnel__outside--${point.verdict}`}
                      d={under ? 'M0 8L8 -6H-8Z' : 'M0 -8L8 6H-8Z'}
                      transform={`translate(${x(point.value)} ${y}) scale(${named ? 0.8 : 0.6})`}
                    />
                  ) : (
                    <circle className="batt-funnel__ours" cx={x(point.value)} cy={y} r={named ? 4.5 : 1.5}>
                      <title>{`${point.name}: ${format(point.value)}`}</title>
                    </circle>
                  )}
                </g>
              );
            })}
            {heaps.length > 0 && (
              <text
                className="batt-text-small batt-text-subtle batt-halo"
                x={isTall ? 0 : names - 16}
                y={isTall ? height - foot + 12 : height - FOOT - 8}
                textAnchor={isTall ? 'start' : 'end'}
                dominantBaseline="central"
              >
                {labels.others}
              </text>
            )}
            {heaps.flatMap(({ low, high, count }) =>
              Array.from({ length: count }, (_, place) => (
                <circle
                  key={`${low} ${place}`}
                  className="batt-funnel__other"
                  cx={x((low + high) / 2)}
                  cy={height - FOOT - 5 - place * step}
                  r={2.25}
                />
              )),
            )}
            {!named &&
              outside.map(({ point, index }, place) => (
                <g key={point.id}>
                  <path
                    className="batt-intervals__leader"
                    d={`M${within(point.high ?? point.value) + 5} ${middle(index)}L${end + 4} ${labelYs[place]}`}
                  />
                  <text x={end + 8} y={labelYs[place]} dominantBaseline="central">
                    {shorten(point.name, right - 12, 14)}
                  </text>
                </g>
              ))}
          </>
        );
      }}
    </Chart>
  );
}

/** The others by value alone. */
function heapsOf(cells: Pick<FunnelCell, 'low' | 'high' | 'count'>[]) {
  const heaps = new Map<number, { low: number; high: number; count: number }>();
  for (const { low, high, count } of cells) {
    heaps.set(low, { low, high, count: (heaps.get(low)?.count ?? 0) + count });
  }
  return [...heaps.values()];
}

/** The interval plot's reading key; `limits` and `outside` where there is a verdict at all. */
export function IntervalKey({
  labels,
}: {
  labels: { own: string; others?: string; inside?: string; outside998?: string; outside95?: string };
}) {
  return (
    <Key>
      <KeyItem label={labels.own} width={26}>
        <path className="batt-intervals__whisker" d="M0 9H26" />
        <circle className="batt-funnel__ours" cx="13" cy="9" r="4.5" />
      </KeyItem>
      {labels.others !== undefined && (
        <KeyItem label={labels.others} width={6}>
          <circle className="batt-funnel__other" cx="3" cy="9" r="2.25" />
        </KeyItem>
      )}
      {labels.inside !== undefined && (
        <KeyItem label={labels.inside}>
          <rect className="batt-funnel__area-95" y="3" width="22" height="12" />
        </KeyItem>
      )}
      {labels.outside998 !== undefined && (
        <KeyItem label={labels.outside998} width={30}>
          <path className="batt-funnel__outside batt-funnel__outside--clearly-better" d="M6.5 3.5L12 14H1Z" />
          <path className="batt-funnel__outside batt-funnel__outside--clearly-weaker" d="M23.5 14.5L29 4H18Z" />
        </KeyItem>
      )}
      {labels.outside95 !== undefined && (
        <KeyItem label={labels.outside95} width={30}>
          <path className="batt-funnel__outside batt-funnel__outside--better" d="M6.5 4L11.5 13.5H1.5Z" />
          <path className="batt-funnel__outside batt-funnel__outside--weaker" d="M23.5 14L28.5 4.5H18.5Z" />
        </KeyItem>
      )}
    </Key>
  );
}
