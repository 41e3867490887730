import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { Chart } from './Chart.tsx';
import type { ChartText, ChartWidth } from './Chart.tsx';
import { overlaps, pushApart, textWidth } from './geometry.ts';
import type { Rect } from './geometry.ts';
import { Key, KeyItem } from './Key.tsx';
import type { Verdict } from './Marks.tsx';
import './Funnel.css';

/** Where chance alone would place nineteen of twenty, and 998 of 1000, with this many cases. */
export interface FunnelLimit {
  n: number;
  low95: number;
  high95: number;
  low998: number;
  high998: number;
}

/** One provider; `ours` marks those that the reader looks at, the others are drawn faint. */
export interface FunnelPoint {
  id: string;
  name: string;
  n: number;
  value: number;
  verdict: Verdict;
  ours: boolean;
}

/** How many more lie between two sizes and two values; who is not known. They are drawn faint, spread over their cell. */
export interface FunnelCell {
  from: number;
  to: number;
  low: number;
  high: number;
  count: number;
}

interface FunnelProps extends ChartText {
  mean: number;
  /** Lowest and highest value there can be. */
  min?: number;
  max?: number;
  /** By rising n. */
  limits: FunnelLimit[];
  points: FunnelPoint[];
  others?: FunnelCell[];
  format: (value: number) => string;
  /** The numbers at the axis, where they need no decimals. */
  formatTick?: (value: number) => string;
  labels: {
    x: string;
    mean: string;
    limit95: string;
    limit998: string;
    inside: string;
    point: (value: string, n: number) => string;
    name: string;
    value: string;
    n: string;
    verdict: string;
    verdicts: Record<Verdict, string>;
  };
  width?: ChartWidth;
  height?: number;
}

const LEFT = 56;
const TOP = 8;
const FOOT = 56;
/** From this width on there is room for words between the limits; the key says the same. */
const WIDE = 600;
const MOST_NAMED = 8;

/** Providers by number of cases and value, with the limits that chance alone would seldom cross. Those outside are named in the figure. */
export function Funnel(props: FunnelProps) {
  const { title, summary, mean, min = 0, max = Infinity, limits, points, others = [], format, labels } = props;
  const { height = 500, formatTick = format } = props;
  const meanLabel = `${labels.mean} ${format(mean)}`;
  const ours = points.filter((point) => point.ours);
  // The clear ones first, then the largest: in a nation there is not room for every name.
  const outside = ours
    .filter((point) => isOutside(point.verdict))
    .toSorted((a, b) => Number(b.verdict.startsWith('clearly')) - Number(a.verdict.startsWith('clearly')) || b.n - a.n);
  const drawn = smoothLimits(limits);
  const dense = ours.length > 60;

  return (
    <Chart
      className="batt-funnel"
      title={title}
      summary={summary}
      width={props.width ?? 860}
      designWidth={860}
      height={height}
      table={{
        head: [labels.name, labels.n, labels.value, labels.verdict],
        rows: ours.map((point) => [point.name, String(point.n), format(point.value), labels.verdicts[point.verdict]]),
      }}
    >
      {(width) => {
        // On a phone the mean's name stands on its line, so that the figure keeps the width.
        const isWide = width >= WIDE;
        const right = 14 + Math.max(textWidth(labels.limit998, 13), isWide ? textWidth(meanLabel, 14, true) : 0);
        // As far as the limits reach, which is as far as the points do.
        const most = Math.max(1, limits.at(-1)?.n ?? 0, ...points.map(({ n }) => n), ...others.map(({ to }) => to));
        const x = scaleLinear([0, most], [LEFT, width - right]);
        // Where the limits are narrowest both are in the figure.
        const values = [mean, limits.at(-1)?.high998 ?? 0, ...points.map(({ value }) => value)];
        const highest = Math.max(...values, ...others.map((cell) => cell.high));
        const y = scaleLinear([min, Math.min(max, highest * 1.15)], [height - FOOT, TOP]);
        const end = x.range()[1] ?? width;
        const inRange = drawn.filter((limit) => limit.n <= (x.domain()[1] ?? 0));
        const between = (low: keyof FunnelLimit, high: keyof FunnelLimit) =>
          area<FunnelLimit>()
            .x((limit) => x(limit.n))
            .y0((limit) => y(limit[low]))
            .y1((limit) => y(limit[high]))(inRange) ?? undefined;
        const along = (key: keyof FunnelLimit) =>
          line<FunnelLimit>()
            .x((limit) => x(limit.n))
            .y((limit) => y(limit[key]))(inRange) ?? undefined;
        const narrowest = inRange.at(-1);
        const ends = (['high998', 'high95', 'low95', 'low998'] as const).map((key) => ({
          key,
          y: narrowest ? y(narrowest[key]) : 0,
        }));
        // Near the ends of the scale limits meet; their names make room for each other and for the mean's.
        // Names that would lie on one another are left to the table beside.
        const taken: Rect[] = [];
        const endYs = pushApart(
          [...ends.map((end) => end.y), ...(isWide ? [y(mean)] : [])],
          16,
          TOP + 4,
          height - FOOT,
        );
        const marks = ours.map(({ id, n, value }) => ({ id, ...around(x(n), y(value)) }));
        // The words between the limits, where no mark is.
        const insideY = narrowest ? (y(mean) + y(narrowest.high95)) / 2 : 0;
        const insideLeft = end - 70 - textWidth(labels.inside, 13);
        const inside = { left: insideLeft, right: end - 70, top: insideY - 8, bottom: insideY + 8 };
        const plot = { x: LEFT, y: TOP, width: end - LEFT, height: height - FOOT - TOP };
        return (
          <>
            {/* A picture in the picture, for limits run out of it where few are behind. */}
            <svg {...plot} viewBox={`${plot.x} ${plot.y} ${plot.width} ${plot.height}`} overflow="hidden">
              <path className="batt-funnel__area-998" d={between('low998', 'high998')} />
              <path className="batt-funnel__area-95" d={between('low95', 'high95')} />
              <path className="batt-funnel__limit-998" d={`${along('low998') ?? ''}${along('high998') ?? ''}`} />
              <path className="batt-funnel__limit-95" d={`${along('low95') ?? ''}${along('high95') ?? ''}`} />
            </svg>
            <g className="batt-funnel__axis">
              <path d={`M${LEFT} ${TOP}V${height - FOOT}H${end}`} />
              {x.ticks(6).map((tick) => (
                <g key={tick}>
                  <path d={`M${x(tick)} ${height - FOOT}v5`} />
                  <text x={x(tick)} y={height - FOOT + 20} textAnchor="middle">
                    {tick}
                  </text>
                </g>
              ))}
              {y.ticks(6).map((tick) => (
                <g key={tick}>
                  <path d={`M${LEFT - 5} ${y(tick)}h5`} />
                  <text x={LEFT - 10} y={y(tick)} textAnchor="end" dominantBaseline="central">
                    {formatTick(tick)}
                  </text>
                </g>
              ))}
              <text x={end} y={height - 10} textAnchor="end">
                {labels.x}
              </text>
            </g>
            <line className="batt-funnel__nation" x1={LEFT} x2={end} y1={y(mean)} y2={y(mean)} />
            {others.flatMap((cell) =>
              spread(cell).map((at, index) => (
                <circle
                  key={`${cell.from} ${cell.low} ${index}`}
                  className="batt-funnel__other"
                  cx={x(at.n)}
                  cy={y(at.value)}
                  r={2.25}
                />
              )),
            )}
            {narrowest && (
              <>
                <g className="batt-funnel__names" dominantBaseline="central">
                  {ends.map(({ key }, place) => (
                    <text key={key} x={end + 10} y={endYs[place]}>
                      {key.endsWith('998') ? labels.limit998 : labels.limit95}
                    </text>
                  ))}
                </g>
                {isWide && !marks.some((mark) => overlaps(mark, inside)) && (
                  <text
                    className="batt-funnel__inside batt-halo"
                    x={inside.right}
                    y={(inside.top + inside.bottom) / 2}
                    textAnchor="end"
                    dominantBaseline="central"
                  >
                    {labels.inside}
                  </text>
                )}
              </>
            )}
            <text
              className="batt-text-strong batt-halo"
              x={isWide ? end + 10 : end - 4}
              y={isWide ? endYs[4] : y(mean) - 10}
              textAnchor={isWide ? 'start' : 'end'}
              dominantBaseline="central"
            >
              {meanLabel}
            </text>
            {points
              .filter((point) => !point.ours)
              .map((point) => (
                <circle key={point.id} className="batt-funnel__other" cx={x(point.n)} cy={y(point.value)} r={2.25} />
              ))}
            {ours
              .filter((point) => !isOutside(point.verdict))
              .map((point) => (
                <circle
                  key={point.id}
                  className="batt-funnel__ours"
                  cx={x(point.n)}
                  cy={y(point.value)}
                  r={dense ? 3 : 5}
                >
                  <title>{`${point.name}: ${labels.point(format(point.value), point.n)}`}</title>
                </circle>
              ))}
            {outside.map((point) => {
              const [px, py] = [x(point.n), y(point.value)];
              const under = point.value < mean;
              const text = labels.point(format(point.value), point.n);
              const wide = Math.max(textWidth(point.name, 14, true), textWidth(text, 14));
              const beside = under ? py - 4 : py - 17;
              // Right of its mark where there is room, else left of it, else on its outer side: clear of other names, and
              // of marks if it can be.
              const places = (
                [
                  ['start', px + 14, beside],
                  ['end', px - 14 - wide, beside],
                  ['middle', px - wide / 2, under ? py + 8 : py - 48],
                ] as const
              )
                .map(([anchor, left, top]) => ({ anchor, left, right: left + wide, top, bottom: top + 36 }))
                .filter(({ left, right: edge, top }) => left >= LEFT && edge <= end && top >= 0)
                .filter((room) => !taken.some((other) => overlaps(other, room)));
              const isClear = (room: Rect) => !marks.some((mark) => mark.id !== point.id && overlaps(mark, room));
              const room = taken.length < MOST_NAMED ? (places.find(isClear) ?? places[0]) : undefined;
              if (room) taken.push(room);
              return (
                <g key={point.id}>
                  <path
                    className={`batt-funnel__outside batt-funnel__outside--${point.verdict}`}
                    d={under ? 'M0 8L8 -6H-8Z' : 'M0 -8L8 6H-8Z'}
                    transform={`translate(${px} ${py}) scale(${dense ? 0.75 : 1})`}
                  >
                    <title>{`${point.name}: ${text}`}</title>
                  </path>
                  {room && (
                    <g
                      textAnchor={room.anchor}
                      transform={`translate(${{ start: room.left, middle: px, end: room.right }[room.anchor]} ${room.top})`}
                    >
                      <text className="batt-text-strong batt-halo" y="15">
                        {point.name}
                      </text>
                      <text className="batt-halo" y="32">
                        {text}
                      </text>
                    </g>
                  )}
                </g>
              );
            })}
          </>
        );
      }}
    </Chart>
  );
}

/** The room that a mark takes. */
function around(x: number, y: number): Rect {
  return { left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 };
}

/** Whether chance alone would hardly have put a provider where it is. */
export function isOutside(verdict: Verdict): boolean {
  return verdict !== 'within' && verdict !== 'none';
}

/** Where the dots of a cell are drawn: in its middle, or evenly round it, so that each is seen. */
export function spread({ from, to, low, high, count }: FunnelCell): { n: number; value: number }[] {
  const [n, value] = [(from + to) / 2, (low + high) / 2];
  if (count === 1) return [{ n, value }];
  return Array.from({ length: count }, (_, index) => {
    const turn = (2 * Math.PI * index) / count;
    return { n: n + ((to - from) / 3) * Math.sin(turn), value: value + ((high - low) / 3) * Math.cos(turn) };
  });
}

/**
 * The limits as they are drawn: under n = 20 each is the mean of five neighbours, because the steps of few cases look like saw teeth.
 * Verdicts never use these.
 */
export function smoothLimits(limits: FunnelLimit[]): FunnelLimit[] {
  return limits.map((limit, index) => {
    if (limit.n >= 20) return limit;
    const near = limits.slice(Math.max(0, index - 2), index + 3);
    const mean = (key: keyof FunnelLimit) => near.reduce((sum, other) => sum + other[key], 0) / near.length;
    return {
      n: limit.n,
      low95: mean('low95'),
      high95: mean('high95'),
      low998: mean('low998'),
      high998: mean('high998'),
    };
  });
}

/** The funnel's reading key. */
export function FunnelKey({
  labels,
}: {
  /** `others` where any are drawn. */
  labels: Record<'ours' | 'inside' | 'outside998' | 'outside95', string> & { others?: string };
}) {
  return (
    <Key>
      <KeyItem label={labels.ours} width={10}>
        <circle className="batt-funnel__ours" cx="5" cy="9" r="5" />
      </KeyItem>
      {labels.others !== undefined && (
        <KeyItem label={labels.others} width={6}>
          <circle className="batt-funnel__other" cx="3" cy="9" r="2.25" />
        </KeyItem>
      )}
      <KeyItem label={labels.inside}>
        <rect className="batt-funnel__area-95" y="3" width="22" height="12" />
        <path className="batt-funnel__limit-95" d="M0 3H22M0 15H22" />
      </KeyItem>
      <KeyItem label={labels.outside998} width={30}>
        <path className="batt-funnel__outside batt-funnel__outside--clearly-better" d="M6.5 3.5L12 14H1Z" />
        <path className="batt-funnel__outside batt-funnel__outside--clearly-weaker" d="M23.5 14.5L29 4H18Z" />
      </KeyItem>
      <KeyItem label={labels.outside95} width={30}>
        <path className="batt-funnel__outside batt-funnel__outside--better" d="M6.5 4L11.5 13.5H1.5Z" />
        <path className="batt-funnel__outside batt-funnel__outside--weaker" d="M23.5 14L28.5 4.5H18.5Z" />
      </KeyItem>
    </Key>
  );
}
