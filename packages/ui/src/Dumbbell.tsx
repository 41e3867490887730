import { scaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';
import { Chart } from './Chart.tsx';
import type { ChartText, ChartWidth } from './Chart.tsx';
import { pushApart } from './geometry.ts';
import { Key, KeyItem } from './Key.tsx';
import './Dumbbell.css';

export type Perspective = 'nav' | 'participant' | 'staff';

/** One of the three views on a theme. `apart`: the question is another one, so it is shown but not measured against the others. */
export interface DumbbellMark {
  who: Perspective;
  /** Who it is, in words. */
  label: string;
  value: number | null;
  apart?: boolean;
}

interface DumbbellProps extends ChartText {
  marks: DumbbellMark[];
  format: (value: number) => string;
  /** Lowest and highest value of the figure; see `dumbbellDomain`. */
  domain?: [number, number];
  width?: ChartWidth;
}

const HEIGHT = 60;
const MIDDLE = 38;
const MARGIN = 24;
/** From this gap on the three see things differently, and the line says so. */
const WIDE_GAP = 1;

/** The three views on one theme: Nav ■, participants ●, staff ▲, and the distance between the lowest and the highest. */
export function Dumbbell({ title, summary, marks, format, domain = [3, 6], width = 560 }: DumbbellProps) {
  const shown = marks.flatMap((mark) => (mark.value === null ? [] : [{ ...mark, value: mark.value }]));
  const measured = shown.filter((mark) => !mark.apart).map((mark) => mark.value);
  const [low, high] = [Math.min(...measured), Math.max(...measured)];
  // The gap people read is that of the printed numbers, with one decimal.
  const wide = Math.round((high - low) * 10) / 10 >= WIDE_GAP;

  return (
    <Chart
      className="batt-dumbbell"
      title={title}
      summary={summary}
      width={width}
      designWidth={560}
      height={HEIGHT}
      table={{
        head: marks.map((mark) => mark.label),
        rows: [marks.map((mark) => (mark.value === null ? '' : format(mark.value)))],
      }}
    >
      {(inner) => {
        const x = scaleLinear(domain, [MARGIN, inner - MARGIN]);
        const numberXs = pushApart(
          shown.map((mark) => x(mark.value)),
          28,
          12,
          inner - 12,
        );
        return (
          <>
            {gridValues(domain).map((value) => (
              <line key={value} className="batt-dumbbell__grid" x1={x(value)} x2={x(value)} y1={0} y2={HEIGHT} />
            ))}
            {measured.length > 1 && (
              <line
                className={wide ? 'batt-dumbbell__line batt-dumbbell__line--wide' : 'batt-dumbbell__line'}
                x1={x(low)}
                x2={x(high)}
                y1={MIDDLE}
                y2={MIDDLE}
              />
            )}
            {shown.map((mark, index) => (
              <g key={mark.who}>
                <g transform={`translate(${x(mark.value)} ${MIDDLE})`}>
                  <Shape {...mark} />
                </g>
                <text className="batt-text-strong batt-halo" x={numberXs[index]} y={MIDDLE - 16} textAnchor="middle">
                  {format(mark.value)}
                </text>
              </g>
            ))}
          </>
        );
      }}
    </Chart>
  );
}

function Shape({ who, apart }: { who: Perspective; apart?: boolean }) {
  const className = `batt-dumbbell__${who}${apart ? ' batt-dumbbell__apart' : ''}`;
  if (who === 'nav') return <rect className={className} x={-6.5} y={-6.5} width={13} height={13} />;
  if (who === 'participant') return <circle className={className} r={apart ? 6.5 : 7.5} />;
  return <path className={className} d="M0 -8L8.5 7H-8.5Z" />;
}

/** The scale of the three views: 3 to 6, where nearly all answers lie, or the whole 1 to 6 if a value needs it. */
export function dumbbellDomain(values: (number | null)[]): [number, number] {
  return values.some((value) => value !== null && value < 3) ? [1, 6] : [3, 6];
}

function gridValues([low, high]: [number, number]): number[] {
  return Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, index) => Math.ceil(low) + index);
}

interface DumbbellTableProps {
  caption: string;
  heads: { number: string; theme: string; figure: string; gap: string; sentence: string };
  /** The words of the scale's whole numbers: «mindre grad». */
  scale: { value: number; label: string }[];
  format: (value: number) => string;
  rows: (ChartText & {
    id: string;
    number: number;
    theme: string;
    questions: string[];
    marks: DumbbellMark[];
    gap: string;
    sentence: string;
    /** Where the theme leads, under its name. */
    link?: ReactNode;
  })[];
}

/** All themes below each other on one scale, with the distance and what it says. The widest gaps are in bold. */
export function DumbbellTable({ caption, heads, scale, format, rows }: DumbbellTableProps) {
  const domain = dumbbellDomain(rows.flatMap((row) => row.marks.map((mark) => mark.value)));
  const words = scale.filter(({ value }) => value >= domain[0] && value <= domain[1]);
  return (
    <table className="batt-dumbbell-table">
      <caption className="batt-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="batt-visually-hidden">{heads.number}</span>
          </th>
          <th scope="col">{heads.theme}</th>
          <th scope="col" className="batt-dumbbell-table__figure">
            <span className="batt-visually-hidden">{heads.figure}</span>
            <span className="batt-dumbbell-table__scale">
              {words.map(({ value, label }) => (
                <span
                  key={value}
                  style={{ insetInlineStart: `${((value - domain[0]) / (domain[1] - domain[0])) * 100}%` }}
                >
                  {value} <span className="batt-dumbbell-table__word">{label}</span>
                </span>
              ))}
            </span>
          </th>
          <th scope="col" className="batt-dumbbell-table__gap">
            {heads.gap}
          </th>
          <th scope="col">{heads.sentence}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const values = row.marks.flatMap((mark) => (mark.value === null || mark.apart ? [] : [mark.value]));
          const wide = Math.round((Math.max(...values) - Math.min(...values)) * 10) / 10 >= WIDE_GAP;
          return (
            <tr key={row.id} className={wide ? 'batt-dumbbell-table__wide' : undefined}>
              <td className="batt-dumbbell-table__number">{row.number}</td>
              <th scope="row">
                {row.theme}
                {row.questions.map((question) => (
                  <span key={question}>{question}</span>
                ))}
                {row.link && <span>{row.link}</span>}
              </th>
              <td className="batt-dumbbell-table__figure">
                <Dumbbell
                  title={row.title}
                  summary={row.summary}
                  marks={row.marks}
                  format={format}
                  domain={domain}
                  width="fill"
                />
              </td>
              <td className="batt-dumbbell-table__gap">{row.gap}</td>
              <td className="batt-dumbbell-table__sentence">{row.sentence}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Reading key of the three views. */
export function DumbbellKey({
  items,
}: {
  items: { who: Perspective; apart?: boolean; label: string; sub?: string }[];
}) {
  return (
    <Key>
      {items.map((item) => (
        <KeyItem key={`${item.who} ${item.apart ? 'apart' : ''}`} label={item.label} sub={item.sub} width={18}>
          <g transform="translate(9 9)">
            <Shape who={item.who} apart={item.apart} />
          </g>
        </KeyItem>
      ))}
    </Key>
  );
}
