import type { ReactNode } from 'react';
import './Key.css';

/** The reading key of a figure: one line of marks and words, right above or below the thing it explains. */
export function Key({ children }: { children: ReactNode }) {
  return <ul className="batt-key">{children}</ul>;
}

/** One mark with its word. The mark is drawn in a box 18 px high. */
export function KeyItem({
  label,
  sub,
  width = 22,
  children,
}: {
  label: string;
  sub?: string;
  width?: number;
  children: ReactNode;
}) {
  return (
    <li>
      <svg aria-hidden width={width} height="18" viewBox={`0 0 ${width} 18`}>
        {children}
      </svg>
      {sub === undefined ? (
        label
      ) : (
        <span>
          <strong>{label}</strong>
          <br />
          {sub}
        </span>
      )}
    </li>
  );
}
