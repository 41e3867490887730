import type { ReactNode } from 'react';
import { TextLink } from './Link.tsx';
import './Progress.css';

/** How much is finished (filled), begun (hatched) and not started (empty outline); readable without colour. */
export interface Shares {
  done: number;
  started: number;
  remaining: number;
}

interface ShareBarProps {
  shares: Shares;
  /** The words under each part: «214 sendt inn», «97 påbegynt», «39 ikke startet». */
  labels: { done: ReactNode; started: ReactNode; remaining: ReactNode };
}

/** One wide bar with its numbers below. */
export function ShareBar({ shares, labels }: ShareBarProps) {
  return (
    <div className="batt-share">
      <Parts shares={shares} />
      <div className="batt-share__labels">
        {PARTS.filter((part) => shares[part] > 0).map((part) => (
          <span key={part}>{labels[part]}</span>
        ))}
      </div>
    </div>
  );
}

interface ShareListProps {
  label: string;
  rows: { id: string; name: string; href?: string; shares: Shares; text: string }[];
}

/** A bar for each county or group, all on one scale, so that length says how many there are. */
export function ShareList({ label, rows }: ShareListProps) {
  const total = ({ done, started, remaining }: Shares) => done + started + remaining;
  const largest = Math.max(1, ...rows.map((row) => total(row.shares)));
  return (
    <ul className="batt-share-list" aria-label={label}>
      {rows.map((row) => (
        <li key={row.id}>
          <span>{row.href === undefined ? row.name : <TextLink href={row.href}>{row.name}</TextLink>}</span>
          <span style={{ inlineSize: `${(total(row.shares) / largest) * 100}%` }}>
            <Parts shares={row.shares} />
          </span>
          <span>{row.text}</span>
        </li>
      ))}
    </ul>
  );
}

const PARTS = ['done', 'started', 'remaining'] as const;

function Parts({ shares }: { shares: Shares }) {
  return (
    <span aria-hidden className="batt-share__bar">
      {PARTS.filter((part) => shares[part] > 0).map((part) => (
        <span key={part} className={`batt-share__${part}`} style={{ flexGrow: shares[part] }} />
      ))}
    </span>
  );
}
