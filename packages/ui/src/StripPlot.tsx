import { scaleLinear } from 'd3-scale';
import { Chart } from './Chart.tsx';
import type { ChartSize, ChartText, ChartWidth, DataTable } from './Chart.tsx';
import { diamond, stackTies } from './geometry.ts';
import { Key, KeyItem } from './Key.tsx';
import './StripPlot.css';

/** Figures of one indicator among all providers; what is hidden or missing is null and leaves no mark. */
interface StripPlotProps extends ChartText {
  min: number;
  max: number;
  q1: number | null;
  q3: number | null;
  mean: number | null;
  own: number | null;
  ownLow: number | null;
  ownHigh: number | null;
  previous: number | null;
  best: number[];
  target: { value: number } | { low: number; high: number } | null;
  format: (value: number) => string;
  table?: DataTable;
  size?: ChartSize;
  width?: ChartWidth;
}

const DESIGN = {
  screen: { width: 344, height: 36 },
  phone: { width: 358, height: 36 },
  paper: { width: 290, height: 30 },
};
const MARGIN = 38;
const MARGIN_GAP = 8;
const NATION_HIDDEN_BY_TARGET = 3;

/**
 * Where one provider lies among all on one line: middle half, national mean, target, own value with interval, last year's and the best five.
 * Linear from the lowest to the highest provider, never turned, never from zero. A target beyond them widens the scale, not the axis line.
 */
export function StripPlot(props: StripPlotProps) {
  const {
    title,
    summary,
    format,
    min,
    max,
    q1,
    q3,
    mean,
    own,
    ownLow,
    ownHigh,
    previous,
    best,
    target,
    table,
    size = 'screen',
  } = props;
  const design = DESIGN[size];
  const middle = design.height / 2;
  const short = design.height / DESIGN.screen.height;

  return (
    <Chart
      className={`batt-strip batt-strip--${size}`}
      title={title}
      summary={summary}
      width={props.width ?? design.width}
      designWidth={design.width}
      height={design.height}
      table={table}
    >
      {(width) => {
        const x = scaleLinear(stripDomain(props), [MARGIN + MARGIN_GAP, width - MARGIN - MARGIN_GAP]);
        const [first, last] = [x.range()[0] ?? 0, x.range()[1] ?? width];
        const targetXs = target === null ? [] : 'value' in target ? [x(target.value)] : [x(target.low), x(target.high)];
        const covered =
          mean !== null && targetXs.some((targetX) => Math.abs(targetX - x(mean)) < NATION_HIDDEN_BY_TARGET);
        const bestXs = best.map((value) => x(value));
        const offsets = stackTies(bestXs, 7 * short);
        const top = middle - 15 * short;
        const bottom = middle + 14 * short;
        return (
          <>
            <g className="batt-strip__ends" dominantBaseline="central">
              {/* On the phone the end values stand flush with the margins of the card. */}
              <text x={size === 'phone' ? 0 : MARGIN} y={middle} textAnchor={size === 'phone' ? 'start' : 'end'}>
                {format(min)}
              </text>
              <text
                x={size === 'phone' ? width : width - MARGIN}
                y={middle}
                textAnchor={size === 'phone' ? 'end' : 'start'}
              >
                {format(max)}
              </text>
            </g>
            <line className="batt-strip__axis" x1={x(min)} x2={x(max)} y1={middle} y2={middle} />
            {q1 !== null && q3 !== null && (
              <g>
                <rect className="batt-strip__band" x={x(q1)} width={x(q3) - x(q1)} y={middle - 7} height={14} />
                <path className="batt-strip__band-edge" d={`M${x(q1)} ${middle - 7}v14M${x(q3)} ${middle - 7}v14`} />
              </g>
            )}
            {bestXs.map((bestX, index) => (
              <circle
                key={index}
                className="batt-strip__best"
                cx={bestX}
                cy={middle + (offsets[index] ?? 0)}
                r={3.25 * short}
              />
            ))}
            {mean !== null && (
              <rect
                className="batt-strip__nation"
                x={x(mean) - (covered ? 3 : 1)}
                width={covered ? 6 : 2}
                y={middle - 10 * short}
                height={20 * short}
              />
            )}
            {target !== null && 'value' in target && (
              <g className="batt-strip__target">
                <line x1={x(target.value)} x2={x(target.value)} y1={top} y2={bottom} />
                <path d={`M${x(target.value) - 4} ${top - 1}h8l-4 6z`} />
              </g>
            )}
            {target !== null && 'low' in target && (
              <g className="batt-strip__target">
                <line x1={x(target.low)} x2={x(target.low)} y1={top} y2={bottom} />
                <line x1={x(target.high)} x2={x(target.high)} y1={top} y2={bottom} />
                <rect x={x(target.low) - 0.75} width={x(target.high) - x(target.low) + 1.5} y={top - 1} height={4} />
              </g>
            )}
            {own !== null && ownLow !== null && ownHigh !== null && (
              <line
                className="batt-strip__interval"
                x1={Math.max(first, x(ownLow))}
                x2={Math.min(last, x(ownHigh))}
                y1={middle}
                y2={middle}
              />
            )}
            {previous !== null && (
              <g transform={`translate(${x(previous)} ${middle})`}>
                <path className="batt-strip__previous-halo" d={diamond(5)} />
                <path className="batt-strip__previous" d={diamond(5)} />
              </g>
            )}
            {own !== null && (
              <path className="batt-strip__own" d={diamond(7)} transform={`translate(${x(own)} ${middle})`} />
            )}
          </>
        );
      }}
    </Chart>
  );
}

/** Lowest and highest value on the line: the providers' own range, wider only where a target or a value not counted among them lies beyond. */
export function stripDomain({
  min,
  max,
  own,
  previous,
  mean,
  target,
}: Pick<StripPlotProps, 'min' | 'max' | 'own' | 'previous' | 'mean' | 'target'>): [number, number] {
  const targets = target === null ? [] : 'value' in target ? [target.value] : [target.low, target.high];
  const values = [min, max, own, previous, mean, ...targets].filter((value) => value !== null);
  return [Math.min(...values), Math.max(...values)];
}

/** The reading key of the strips; it stands right above the first of them. */
export function StripKey({
  labels,
}: {
  labels: Record<'own' | 'previous' | 'target' | 'mean' | 'middle' | 'best', string>;
}) {
  return (
    <Key>
      <KeyItem label={labels.own}>
        <path className="batt-strip__interval" d="M0 9H22" />
        <path className="batt-strip__own" d={diamond(7)} transform="translate(11 9)" />
      </KeyItem>
      <KeyItem label={labels.previous} width={12}>
        <path className="batt-strip__previous" d={diamond(5)} transform="translate(6 9)" />
      </KeyItem>
      <KeyItem label={labels.target} width={8}>
        <g className="batt-strip__target">
          <path d="M4 2V17" />
          <path d="M0 2h8l-4 6z" />
        </g>
      </KeyItem>
      <KeyItem label={labels.mean} width={2}>
        <rect className="batt-strip__nation" y="1" width="2" height="16" />
      </KeyItem>
      <KeyItem label={labels.middle}>
        <rect className="batt-strip__band" y="3" width="22" height="12" />
        <path className="batt-strip__band-edge" d="M.5 3v12M21.5 3v12" />
      </KeyItem>
      <KeyItem label={labels.best}>
        {[4, 11, 18].map((cx) => (
          <circle key={cx} className="batt-strip__best" cx={cx} cy="9" r="3.25" />
        ))}
      </KeyItem>
    </Key>
  );
}
