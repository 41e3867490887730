import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import './Chart.css';

/** Where a chart stands: it decides sizes and letter heights. */
export type ChartSize = 'screen' | 'phone' | 'paper';

/** The same data as a table for those who do not see the drawing. The chart's title is its caption. */
export interface DataTable {
  head: string[];
  rows: string[][];
}

/** A chart's name and the one sentence that says what it shows. */
export interface ChartText {
  title: string;
  summary: string;
}

/** Places of the chart's data on the paper; `fill` takes the width of the container. */
export type ChartWidth = number | 'fill';

interface ChartProps extends ChartText {
  className?: string;
  width: ChartWidth;
  /** Width before the container has been measured. */
  designWidth: number;
  /** In CSS px, or how high it becomes at a width. */
  height: number | ((width: number) => number);
  table?: DataTable;
  children: (width: number) => ReactNode;
}

/** The frame of every chart: a picture with a name, a sentence and, hidden from sight, its data as a table. */
export function Chart({ title, summary, className = '', width, designWidth, table, children, ...props }: ChartProps) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState(designWidth);

  useLayoutEffect(() => {
    const element = frame.current;
    if (width !== 'fill' || !element || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => setMeasured(Math.round(element.clientWidth) || designWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [width, designWidth]);

  const inner = width === 'fill' ? measured : width;
  const height = typeof props.height === 'number' ? props.height : props.height(inner);
  return (
    <div ref={frame} className={`batt-chart ${className}`}>
      <svg
        role="img"
        aria-label={title}
        aria-describedby={id}
        width={inner}
        height={height}
        viewBox={`0 0 ${inner} ${height}`}
      >
        <desc id={id}>{summary}</desc>
        {children(inner)}
      </svg>
      {table && (
        // A table keeps its own width, so it is the box round it that is hidden.
        <div className="batt-visually-hidden">
          <table>
            <caption>{title}</caption>
            <thead>
              <tr>
                {table.head.map((cell) => (
                  <th key={cell} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) =>
                    column === 0 ? (
                      <th key={column} scope="row">
                        {cell}
                      </th>
                    ) : (
                      <td key={column}>{cell}</td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
