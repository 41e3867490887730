import { TargetMark } from './Marks.tsx';
import type { TargetState } from './Marks.tsx';
import './TargetStatus.css';

/** A target and how the value stands to it: the number, who set it, and the word. Only «under» takes colour and weight. */
export function TargetStatus({
  state,
  label,
  value,
  setBy,
}: {
  state: TargetState;
  label: string;
  value?: string;
  setBy?: string;
}) {
  return (
    <div className={`batt-target batt-target--${state}`}>
      <span aria-hidden className="batt-target__mark">
        <TargetMark state={state} label="" />
      </span>
      <div>
        {value !== undefined && (
          <div className="batt-target__value">
            <strong>{value}</strong> {setBy}
          </div>
        )}
        <div className="batt-target__word">{label}</div>
      </div>
    </div>
  );
}

const BEST_FIRST: TargetState[] = ['met-certain', 'met', 'under-within', 'under', 'unknown', 'none'];

/** One mark for each target, best first; each mark is read with its indicator's name. */
export function TargetRow({
  label,
  targets,
}: {
  label: string;
  targets: { name: string; state: TargetState; label: string }[];
}) {
  const sorted = targets.toSorted((a, b) => BEST_FIRST.indexOf(a.state) - BEST_FIRST.indexOf(b.state));
  return (
    <ul className="batt-target-row" aria-label={label}>
      {sorted.map((target) => (
        <li key={target.name}>
          <TargetMark state={target.state} label={`${target.name}: ${target.label}`} />
        </li>
      ))}
    </ul>
  );
}
