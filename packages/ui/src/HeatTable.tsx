import { memo, useMemo } from 'react';
import type { CSSProperties } from 'react';
import { TextLink } from './Link.tsx';
import { VERDICT_PATHS, VerdictMark } from './Marks.tsx';
import type { SignCode, Verdict } from './Marks.tsx';
import './HeatTable.css';

/** A value with its verdict against the chosen reference, or a sign in its place. `against` stands below it where that is the row's own. */
export type HeatCell = { value: string; verdict?: Verdict; against?: string } | { sign: SignCode };

/** One provider, or the reference. `note` is one quiet sentence across the row in place of its cells. */
export interface HeatRow {
  id: string;
  name: string;
  href?: string;
  note?: string;
  /** What all others are held against. */
  isReference?: boolean;
  /** In the order of the columns. */
  cells?: HeatCell[];
}

export interface HeatColumn {
  id: string;
  /** With the unit: «Formidling til arbeid, %». */
  label: string;
  href?: string;
  /** The indicator shown below. */
  chosen?: boolean;
}

/** Columns that belong together. Those that do not apply to the programme keep their places, narrow, under one shared head. */
export interface HeatGroup {
  label: string;
  columns: HeatColumn[];
  narrow?: { label: string; columns: HeatColumn[] };
}

interface HeatTableProps {
  caption: string;
  nameHead: string;
  groups: HeatGroup[];
  /** The nation and the county; they stay in sight and are repeated on every page of paper. */
  pinned: HeatRow[];
  rows: HeatRow[];
  verdicts: Record<Verdict, string>;
  signs: Record<SignCode, string>;
}

/** A column's place: whether it opens its group (a gap to the left) and whether it is narrow. */
interface Place {
  id: string;
  first: boolean;
  narrow: boolean;
}

/**
 * Providers against indicators. Each cell says its verdict with shape, word and tint. All rows are in the page, so that the browser's own search,
 * paper and the screen reader find every provider; a row whose `row` is the same object is not drawn again, so that sorting
 * and filtering a nation stay quick.
 */
export function HeatTable({ caption, nameHead, groups, pinned, rows, verdicts, signs }: HeatTableProps) {
  const places = useMemo(
    () =>
      groups.flatMap(({ columns, narrow }): Place[] => [
        ...columns.map(({ id }, index) => ({ id, first: index === 0, narrow: false })),
        ...(narrow?.columns ?? []).map(({ id }, index) => ({
          id,
          first: index === 0 && columns.length === 0,
          narrow: true,
        })),
      ]),
    [groups],
  );
  const wide = places.filter(({ narrow }) => !narrow).length;

  return (
    // A region that scrolls must be reachable with the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="batt-heat" aria-label={caption} tabIndex={0}>
      <table style={{ '--batt-heat-columns': wide } as CSSProperties}>
        <caption className="batt-visually-hidden">{caption}</caption>
        <colgroup>
          <col className="batt-heat__name" />
          {places.map(({ id, first, narrow }) => (
            <col key={id} className={narrow ? 'batt-heat__narrow-col' : first ? 'batt-heat__first-col' : undefined} />
          ))}
        </colgroup>
        <thead>
          <tr className="batt-heat__groups">
            <th scope="col" rowSpan={2} className="batt-heat__corner">
              {nameHead}
            </th>
            {groups.map((group) => (
              <th
                key={group.label}
                scope="colgroup"
                colSpan={group.columns.length + (group.narrow?.columns.length ?? 0)}
                className="batt-heat__first"
              >
                <span>{group.label}</span>
              </th>
            ))}
          </tr>
          <tr className="batt-heat__columns">
            {groups.flatMap((group) => [
              ...group.columns.map((column, index) => (
                <th key={column.id} scope="col" className={index === 0 ? 'batt-heat__first' : undefined}>
                  <ColumnHead column={column} />
                </th>
              )),
              ...(group.narrow
                ? [
                    <th key={group.narrow.label} scope="colgroup" colSpan={group.narrow.columns.length}>
                      {group.narrow.label}
                    </th>,
                  ]
                : []),
            ])}
          </tr>
          {pinned.map((row) => (
            <Row
              key={row.id}
              row={row}
              places={places}
              verdicts={verdicts}
              signs={signs}
              className={row.isReference ? 'batt-heat__reference' : 'batt-heat__pinned'}
            />
          ))}
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} places={places} verdicts={verdicts} signs={signs} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const MISSING: HeatCell = { sign: '..' };

interface RowProps extends Pick<HeatTableProps, 'verdicts' | 'signs'> {
  row: HeatRow;
  places: Place[];
  className?: string;
}

const Row = memo(function Row({ row, places, verdicts, signs, className }: RowProps) {
  return (
    <tr className={className}>
      <th scope="row">{row.href === undefined ? row.name : <TextLink href={row.href}>{row.name}</TextLink>}</th>
      {row.note === undefined ? (
        places.map((place, index) => cellOf(row.cells?.[index] ?? MISSING, place, verdicts, signs))
      ) : (
        <td className="batt-heat__note batt-heat__first" colSpan={places.length}>
          <span>{row.note}</span>
        </td>
      )}
    </tr>
  );
});

function ColumnHead({ column }: { column: HeatColumn }) {
  if (column.href === undefined) return column.label;
  return (
    <TextLink
      href={column.href}
      className={column.chosen ? 'batt-heat__chosen' : undefined}
      aria-current={column.chosen || undefined}
    >
      {column.label}
    </TextLink>
  );
}

/** A cell is drawn here and not by components of its own: a nation has five thousand. */
function cellOf(
  cell: HeatCell,
  { id, first, narrow }: Place,
  verdicts: HeatTableProps['verdicts'],
  signs: HeatTableProps['signs'],
) {
  const place = first ? 'batt-heat__first' : narrow ? 'batt-heat__narrow' : '';
  if ('sign' in cell) {
    return (
      <td key={id} className={first && narrow ? 'batt-heat__first batt-heat__narrow' : place}>
        <span aria-hidden>{cell.sign}</span>
        <span className="batt-visually-hidden">{signs[cell.sign]}</span>
      </td>
    );
  }
  const { verdict, value, against } = cell;
  return (
    <td key={id} className={`${place} batt-heat__cell--${verdict ?? 'reference'}`}>
      {value}
      {against !== undefined && <span className="batt-heat__against">{against}</span>}
      {verdict && (
        <span className={`batt-mark batt-mark--${verdict}`}>
          <svg aria-hidden width="11" height="11" viewBox="0 0 11 11">
            <path d={VERDICT_PATHS[verdict]} />
          </svg>
          <span className="batt-visually-hidden">{verdicts[verdict]}</span>
        </span>
      )}
    </td>
  );
}

/** The heat table's reading key; its chips are drawn as the cells are. */
export function HeatKey({ label, verdicts, signs }: { label: string } & Pick<HeatTableProps, 'verdicts' | 'signs'>) {
  return (
    <div className="batt-heat-key">
      <span>{label}</span>
      <ul>
        {ORDER.map((verdict) => (
          <li key={verdict} className={`batt-heat__cell--${verdict}`}>
            <VerdictMark verdict={verdict} label={verdicts[verdict]} showLabel />
          </li>
        ))}
      </ul>
      <ul>
        {([':', '..', '.'] as const).map((sign) => (
          <li key={sign}>
            <strong aria-hidden>{sign}</strong> {signs[sign]}
          </li>
        ))}
      </ul>
    </div>
  );
}

const ORDER: Verdict[] = ['clearly-better', 'better', 'within', 'weaker', 'clearly-weaker', 'none'];
