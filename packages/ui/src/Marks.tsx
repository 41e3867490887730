import {
  ArrowDownIcon,
  ArrowRightIcon,
  ArrowUpIcon,
  CheckmarkIcon,
  ExclamationmarkTriangleIcon,
} from '@navikt/aksel-icons';
import type { ReactNode } from 'react';
import './Marks.css';

/** What a comparison says; the same five words and one dash everywhere. */
export type Verdict = 'clearly-better' | 'better' | 'within' | 'weaker' | 'clearly-weaker' | 'none';

/** How a value stands to its target. */
export type TargetState = 'met-certain' | 'met' | 'under-within' | 'under' | 'unknown' | 'none';

/** Stands where a number would: hidden for privacy, missing, does not apply. */
export type SignCode = ':' | '..' | '.';

interface LabelProps {
  /** The mark's word. Always there for screen readers. */
  label: string;
  /** Shows the word beside the mark. */
  showLabel?: boolean;
}

function Mark({ className, label, showLabel, children }: LabelProps & { className: string; children: ReactNode }) {
  return (
    <span className={`batt-mark ${className}`}>
      {children}
      <span className={showLabel ? undefined : 'batt-visually-hidden'}>{label}</span>
    </span>
  );
}

/** ▲ clearly better, △ better, · within, ▽ weaker, ▼ clearly weaker, – no verdict. */
export function VerdictMark({ verdict, size = 11, ...words }: LabelProps & { verdict: Verdict; size?: number }) {
  return (
    <Mark className={`batt-mark--${verdict}`} {...words}>
      <svg aria-hidden width={size} height={size} viewBox="0 0 11 11">
        <path d={VERDICT_PATHS[verdict]} />
      </svg>
    </Mark>
  );
}

/** Each verdict's shape in a square of 11. */
export const VERDICT_PATHS: Record<Verdict, string> = {
  'clearly-better': 'M5.5 .5L11 10.5H0Z',
  better: 'M5.5 1.9L9.8 9.75H1.2Z',
  within: 'M7.5 5.5a2 2 0 1 1-4 0a2 2 0 1 1 4 0Z',
  weaker: 'M5.5 9.1L9.8 1.25H1.2Z',
  'clearly-weaker': 'M5.5 10.5L11 .5H0Z',
  none: 'M2 5.5H9',
};

/** Filled check: met for certain. Ring check: met. ▽: under, within uncertainty. ▼: under. Dotted ring: cannot be judged. –: no target. */
export function TargetMark({ state, size = 18, ...words }: LabelProps & { state: TargetState; size?: number }) {
  return (
    <Mark className={`batt-mark--${state}`} {...words}>
      <svg aria-hidden width={size} height={size} viewBox="0 0 18 18">
        {TARGET_SHAPES[state]}
      </svg>
    </Mark>
  );
}

const CHECK = 'M5.6 9.3L8.1 11.7L12.6 6.7';
const TARGET_SHAPES: Record<TargetState, ReactNode> = {
  'met-certain': (
    <>
      <circle cx="9" cy="9" r="8.5" />
      <path className="batt-mark__check" d={CHECK} />
    </>
  ),
  met: (
    <>
      <circle cx="9" cy="9" r="7.6" />
      <path className="batt-mark__check" d={CHECK} />
    </>
  ),
  'under-within': <path d="M9 14.8L15.3 3.8H2.7Z" />,
  under: <path d="M9 16L16.5 3H1.5Z" />,
  unknown: <circle cx="9" cy="9" r="7.4" />,
  none: <path d="M4.5 9H13.5" />,
};

/** `:`, `..` or `.` in a number's place, with its words for screen readers or small below. */
export function Sign({ sign, label, showLabel }: LabelProps & { sign: SignCode }) {
  return (
    <span className="batt-sign">
      <span aria-hidden className="batt-sign__code">
        {sign}
      </span>
      <span className={showLabel ? 'batt-sign__label' : 'batt-visually-hidden'}>{label}</span>
    </span>
  );
}

/** Change since last year: arrow and signed number, never coloured, for a change is not a verdict. `label` is what is read aloud. */
export function Change({ direction, text, label }: { direction: 'up' | 'down' | 'same'; text: string; label: string }) {
  const Arrow = { up: ArrowUpIcon, down: ArrowDownIcon, same: ArrowRightIcon }[direction];
  return (
    <span className="batt-change">
      <Arrow aria-hidden />
      <span aria-hidden>{text}</span>
      <span className="batt-visually-hidden">{label}</span>
    </span>
  );
}

/** Red triangle and bold words; for errors and passed deadlines alone. */
export function Alert({ children }: { children: ReactNode }) {
  return (
    <span className="batt-alert">
      <ExclamationmarkTriangleIcon aria-hidden />
      {children}
    </span>
  );
}

/** A quiet green check and words; for work that is finished, never for a figure. */
export function Done({ children }: { children: ReactNode }) {
  return (
    <span className="batt-done">
      <CheckmarkIcon aria-hidden />
      {children}
    </span>
  );
}

/** The dot before something unread, with its word. */
export function UnreadDot({ label }: { label: string }) {
  return (
    <span className="batt-unread">
      <span className="batt-visually-hidden">{label}</span>
    </span>
  );
}
