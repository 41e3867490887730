import { EyeSlashIcon } from '@navikt/aksel-icons';
import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import type { ReactNode } from 'react';
import { Chart } from './Chart.tsx';
import type { ChartText } from './Chart.tsx';
import { textWidth } from './geometry.ts';
import { Key, KeyItem } from './Key.tsx';
import { TextLink } from './Link.tsx';
import { TargetMark } from './Marks.tsx';
import type { TargetState } from './Marks.tsx';
import './SmallMultiple.css';

interface SmallPoint {
  label: string;
  own: number | null;
  mean: number | null;
  /** The running year: not published yet, drawn dotted with an open end. */
  provisional?: boolean;
}

interface SmallTrendProps extends ChartText {
  points: SmallPoint[];
  target: { value: number; label: string } | null;
  /** One scale for all panels; see `sharedScale`. */
  domain: [number, number];
  ticks: number[];
  format: (value: number) => string;
  labels: { period: string; own: string; mean: string };
}

interface SmallMultipleProps {
  name: string;
  href?: string;
  /** «31,1 %», or a sign. */
  value: ReactNode;
  /** «19 av 61». */
  basis?: string;
  /** The target status, or the words for a hidden value. */
  state?: { state: TargetState; label: string } | { hidden: string };
  /** Stands where the figure would be, and says why there is none. */
  note?: string;
  chart: SmallTrendProps | null;
}

/** One provider among several: name, value, status and its years on the scale all panels share. A hidden provider keeps its panel. */
export function SmallMultiple({ name, href, value, basis, state, note, chart }: SmallMultipleProps) {
  return (
    <li className="batt-small">
      <div className="batt-small__name">{href === undefined ? name : <TextLink href={href}>{name}</TextLink>}</div>
      <div className="batt-small__value">
        <strong>{value}</strong> {basis}
      </div>
      {state && 'hidden' in state && (
        <div className="batt-small__hidden">
          <EyeSlashIcon aria-hidden /> {state.hidden}
        </div>
      )}
      {state && 'state' in state && (
        <div className="batt-small__state">
          <TargetMark state={state.state} label={state.label} showLabel />
        </div>
      )}
      {note && <p>{note}</p>}
      {chart && <SmallTrend {...chart} />}
    </li>
  );
}

const HEIGHT = 136;
const TOP = 10;
const FOOT = 26;

function SmallTrend({ title, summary, points, target, domain, ticks, format, labels }: SmallTrendProps) {
  const left = 10 + Math.max(...ticks.map((tick) => textWidth(format(tick), 13)));
  const right = Math.max(24, target ? textWidth(target.label, 13) + 12 : 0);
  const y = scaleLinear(domain, [HEIGHT - FOOT - 6, TOP]);
  const published = points.filter((point) => !point.provisional);
  const named = new Set([points[0], published.at(-1), points.at(-1)].filter((point) => point !== undefined));

  return (
    <Chart
      className="batt-small-trend"
      title={title}
      summary={summary}
      width="fill"
      designWidth={300}
      height={HEIGHT}
      table={{
        head: [labels.period, labels.own, labels.mean],
        rows: points.map((point) => [
          point.label,
          point.own === null ? '' : format(point.own),
          point.mean === null ? '' : format(point.mean),
        ]),
      }}
    >
      {(width) => {
        const x = scalePoint(
          points.map((point) => point.label),
          [left, width - right],
        );
        const at = (point: SmallPoint) => x(point.label) ?? left;
        const path = (some: SmallPoint[], key: 'own' | 'mean') =>
          line<SmallPoint>()
            .defined((point) => point[key] !== null)
            .x(at)
            .y((point) => y(point[key] ?? 0))(some) ?? undefined;
        const last = points.at(-1);
        const open = last?.provisional && last.own !== null ? { x: at(last), y: y(last.own) } : null;
        const end = width - right;
        // The target's words keep clear of the open end: the ring stays where it is, the words move.
        const [labelY = 0] = target ? keepClear(y(target.value), open?.y ?? null) : [];
        return (
          <>
            <g className="batt-small-trend__grid">
              {ticks.map((tick) => (
                <g key={tick}>
                  <line x1={left} x2={end} y1={y(tick)} y2={y(tick)} />
                  <text x={left - 8} y={y(tick)} textAnchor="end" dominantBaseline="central">
                    {format(tick)}
                  </text>
                </g>
              ))}
              <line x1={left} x2={end} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} />
              {points
                .filter((point) => named.has(point))
                .map((point) => (
                  <text key={point.label} x={at(point)} y={HEIGHT - FOOT + 18} textAnchor="middle">
                    {point.label}
                  </text>
                ))}
            </g>
            <path className="batt-small-trend__nation" d={path(points, 'mean')} />
            {target && (
              <line
                className="batt-small-trend__target"
                x1={left}
                x2={end + 4}
                y1={y(target.value)}
                y2={y(target.value)}
              />
            )}
            <path className="batt-small-trend__own" d={path(published, 'own')} />
            <path
              className="batt-small-trend__own batt-small-trend__own--open"
              d={path(points.slice(published.length - 1), 'own')}
            />
            {open && <circle className="batt-small-trend__open" cx={open.x} cy={open.y} r={4.5} />}
            {target && (
              <text className="batt-small-trend__label batt-halo" x={end + 9} y={labelY} dominantBaseline="central">
                {target.label}
              </text>
            )}
          </>
        );
      }}
    </Chart>
  );
}

function keepClear(label: number, mark: number | null): number[] {
  if (mark === null || Math.abs(label - mark) >= 12) return [label];
  return [label < mark ? mark - 12 : mark + 12];
}

/** One scale for all panels: as close round the values as the marks allow, so that the lines have room, with about three round ticks. */
export function sharedScale(values: number[]): { domain: [number, number]; ticks: number[] } {
  if (values.length === 0) return { domain: [0, 1], ticks: [0, 1] };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = low === high ? 1 : (high - low) * 0.06;
  const domain: [number, number] = [low - room, high + room];
  return { domain, ticks: scaleLinear().domain(domain).ticks(3) };
}

/** The grid of panels. */
export function SmallMultiples({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className="batt-smalls" aria-label={label}>
      {children}
    </ul>
  );
}

/** The panels' reading key; `provisional` only where a running year is drawn. */
export function SmallMultipleKey({
  labels,
}: {
  labels: Record<'own' | 'mean' | 'target', string> & { provisional?: string };
}) {
  return (
    <Key>
      <KeyItem label={labels.own} width={26}>
        <path className="batt-small-trend__own" d="M0 9H26" />
      </KeyItem>
      {labels.provisional && (
        <KeyItem label={labels.provisional} width={32}>
          <path className="batt-small-trend__own batt-small-trend__own--open" d="M0 9H22" />
          <circle className="batt-small-trend__open" cx="26" cy="9" r="4.5" />
        </KeyItem>
      )}
      <KeyItem label={labels.mean} width={26}>
        <path className="batt-small-trend__nation" d="M0 9H26" />
      </KeyItem>
      <KeyItem label={labels.target} width={26}>
        <path className="batt-small-trend__target" d="M0 9H26" />
      </KeyItem>
    </Key>
  );
}
