import './RankRange.css';

interface RankRangeProps {
  /** Among how many. */
  of: number;
  rank: number;
  low: number;
  high: number;
  /** «sannsynligvis mellom 1 og 41», read aloud and shown when pointed at. */
  label: string;
  width?: number;
}

/** A place on the line from first to last, with the bar of the places that chance could have given instead. */
export function RankRange({ of, rank, low, high, label, width = 120 }: RankRangeProps) {
  const at = (place: number) => 4 + ((place - 1) / Math.max(1, of - 1)) * (width - 8);
  return (
    <svg
      className="batt-rank-range"
      role="img"
      aria-label={label}
      width={width}
      height="18"
      viewBox={`0 0 ${width} 18`}
    >
      <title>{label}</title>
      <path className="batt-rank-range__axis" d={`M4 9H${width - 4}`} />
      <rect className="batt-rank-range__bar" x={at(low) - 1} width={at(high) - at(low) + 2} y="5" height="8" />
      <path className="batt-rank-range__place" d={`M${at(rank)} 2V16`} />
    </svg>
  );
}
