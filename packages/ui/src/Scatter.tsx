import { scaleLinear, scaleSqrt } from 'd3-scale';
import { Chart } from './Chart.tsx';
import type { ChartText, ChartWidth } from './Chart.tsx';
import { textWidth } from './geometry.ts';
import { Key, KeyItem } from './Key.tsx';
import './Scatter.css';

/** One provider by two values; `own` is the one looked at, and the only one that is named in the figure. */
export interface ScatterPoint {
  id: string;
  name: string;
  x: number;
  y: number;
  n: number;
  own: boolean;
}

interface ScatterProps extends ChartText {
  points: ScatterPoint[];
  /** The national means; a line is left out where there is none. */
  xMean: number | null;
  yMean: number | null;
  formatX: (value: number) => string;
  formatY: (value: number) => string;
  labels: { x: string; y: string; mean: string; name: string; n: string };
  width?: ChartWidth;
  height?: number;
}

const LEFT = 56;
const TOP = 34;
const FOOT = 52;
const RIGHT = 20;
const LARGEST = 13;

/** Providers by two indicators, each as large as the number behind it, with the two national means as a cross. */
export function Scatter(props: ScatterProps) {
  const { title, summary, points, xMean, yMean, formatX, formatY, labels, height = 520 } = props;
  const radius = scaleSqrt([0, Math.max(1, ...points.map(({ n }) => n))], [2.5, LARGEST]);
  const spread = (values: number[]): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = (high - low || 1) * 0.06;
    return [low < 0 ? low - room : Math.max(0, low - room), high + room];
  };
  const given = (mean: number | null) => (mean === null ? [] : [mean]);

  return (
    <Chart
      className="batt-scatter"
      title={title}
      summary={summary}
      width={props.width ?? 860}
      designWidth={860}
      height={height}
      table={{
        head: [labels.name, labels.x, labels.y, labels.n],
        rows: points.map(({ name, x, y, n }) => [name, formatX(x), formatY(y), String(n)]),
      }}
    >
      {(width) => {
        const x = scaleLinear(spread([...points.map((point) => point.x), ...given(xMean)]), [LEFT, width - RIGHT]);
        const y = scaleLinear(spread([...points.map((point) => point.y), ...given(yMean)]), [height - FOOT, TOP]);
        const [end, foot] = [width - RIGHT, height - FOOT];
        return (
          <>
            <g className="batt-scatter__axis">
              <path d={`M${LEFT} ${TOP}V${foot}H${end}`} />
              {x.ticks(width < 480 ? 4 : 7).map((tick) => (
                <g key={tick}>
                  <path d={`M${x(tick)} ${foot}v5`} />
                  <text x={x(tick)} y={foot + 20} textAnchor="middle">
                    {formatX(tick)}
                  </text>
                </g>
              ))}
              {y.ticks(6).map((tick) => (
                <g key={tick}>
                  <path d={`M${LEFT - 5} ${y(tick)}h5`} />
                  <text x={LEFT - 9} y={y(tick)} textAnchor="end" dominantBaseline="central">
                    {formatY(tick)}
                  </text>
                </g>
              ))}
            </g>
            <g className="batt-scatter__names">
              <text x={end} y={height - 8} textAnchor="end">
                {labels.x}
              </text>
              <text x={LEFT - 44} y={14}>
                {labels.y}
              </text>
            </g>
            {xMean !== null && <path className="batt-scatter__mean" d={`M${x(xMean)} ${TOP}V${foot}`} />}
            {yMean !== null && <path className="batt-scatter__mean" d={`M${LEFT} ${y(yMean)}H${end}`} />}
            {points
              .filter(({ own }) => !own)
              .map((point) => (
                <circle
                  key={point.id}
                  className="batt-scatter__point"
                  cx={x(point.x)}
                  cy={y(point.y)}
                  r={radius(point.n)}
                >
                  <title>{`${point.name}: ${formatX(point.x)}, ${formatY(point.y)}`}</title>
                </circle>
              ))}
            {xMean !== null && yMean !== null && (
              <text className="batt-scatter__mean-label batt-halo" x={end - 4} y={y(yMean) - 7} textAnchor="end">
                {labels.mean} {formatX(xMean)}, {formatY(yMean)}
              </text>
            )}
            {points
              .filter(({ own }) => own)
              .map((point) => {
                const [px, py, r] = [x(point.x), y(point.y), radius(point.n)];
                const left = px + r + 8 + textWidth(point.name, 14, true) > end;
                return (
                  <g key={point.id}>
                    <circle className="batt-scatter__own" cx={px} cy={py} r={r} />
                    <text
                      className="batt-text-strong batt-halo"
                      x={left ? px - r - 8 : px + r + 8}
                      y={py}
                      textAnchor={left ? 'end' : 'start'}
                      dominantBaseline="central"
                    >
                      {point.name}
                    </text>
                  </g>
                );
              })}
          </>
        );
      }}
    </Chart>
  );
}

/** The scatter's reading key: sizes, and which one is looked at. */
export function ScatterKey({ labels }: { labels: { own?: string; others: string; size: string } }) {
  return (
    <Key>
      {labels.own !== undefined && (
        <KeyItem label={labels.own} width={12}>
          <circle className="batt-scatter__own" cx="6" cy="9" r="6" />
        </KeyItem>
      )}
      <KeyItem label={labels.others} width={12}>
        <circle className="batt-scatter__point" cx="6" cy="9" r="6" />
      </KeyItem>
      <KeyItem label={labels.size} width={34}>
        <circle className="batt-scatter__point" cx="4" cy="9" r="3" />
        <circle className="batt-scatter__point" cx="14" cy="9" r="5" />
        <circle className="batt-scatter__point" cx="27" cy="9" r="7" />
      </KeyItem>
    </Key>
  );
}
