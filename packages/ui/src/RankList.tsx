import { TextLink } from './Link.tsx';
import './RankList.css';

export interface RankItem {
  id: string;
  name: string;
  href?: string;
  /** See `sharedPlaces`. */
  place: number;
  value: number;
  /** The value as written: «32 fikk jobb». */
  text: string;
  own?: boolean;
}

interface RankListProps {
  label: string;
  /** Said after a place that several share: «delt plass». */
  sharedLabel: string;
  items: RankItem[];
  /** The value of the longest bar; the highest of the items if left out. */
  max?: number;
}

/** Counts from the highest down, each with a bar from zero. Equal counts share a place, and the place after is skipped. */
export function RankList({ label, sharedLabel, items, max }: RankListProps) {
  const longest = max ?? Math.max(0, ...items.map((item) => item.value));
  return (
    <ol className="batt-ranks" aria-label={label}>
      {items.map((item, index) => {
        const shared = items.some((other) => other !== item && other.place === item.place);
        const repeated = items[index - 1]?.place === item.place;
        return (
          <li key={item.id} value={item.place} className={item.own ? 'batt-ranks__own' : undefined}>
            <span className="batt-ranks__place">
              <span className={repeated ? 'batt-ranks__repeated' : undefined}>{item.place}.</span>
              {shared && <span className="batt-visually-hidden"> {sharedLabel}</span>}
            </span>
            <span className="batt-ranks__name">
              {item.href === undefined ? item.name : <TextLink href={item.href}>{item.name}</TextLink>}
            </span>
            <span aria-hidden className="batt-ranks__bar">
              <span style={{ inlineSize: `${longest === 0 ? 0 : (item.value / longest) * 100}%` }} />
            </span>
            <span className="batt-ranks__text">{item.text}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** Places from the highest value down; equal values share one and the next is skipped: 1, 2, 2, 4. In the order of the values. */
export function sharedPlaces(values: number[]): number[] {
  return values.map((value) => 1 + values.filter((other) => other > value).length);
}
