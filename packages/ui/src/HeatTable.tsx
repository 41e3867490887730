import { TextLink } from './Link.tsx';
import { Sign, VerdictMark } from './Marks.tsx';
import type { SignCode, Verdict } from './Marks.tsx';
import './HeatTable.css';

/** A value with its verdict against the chosen reference, or a sign in its place. */
export type HeatCell = { value: string; verdict?: Verdict } | { sign: SignCode };

/** One provider, or the reference. `note` is one quiet sentence across the row in place of its cells. */
export interface HeatRow {
  id: string;
  name: string;
  href?: string;
  note?: string;
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
  /** The reference, then the county; they stay in sight and are repeated on every page of paper. */
  pinned: HeatRow[];
  rows: HeatRow[];
  verdicts: Record<Verdict, string>;
  signs: Record<SignCode, string>;
}

/**
 * Providers against indicators. Each cell says its verdict with shape, word and tint. The 13 places never move between programmes.
 * All rows are in the page, so that the browser's own search and the screen reader find every provider.
 */
export function HeatTable({ caption, nameHead, groups, pinned, rows, verdicts, signs }: HeatTableProps) {
  // For each column, whether it opens its group (a gap to the left) and whether it is narrow.
  const places = groups.flatMap((group) => [
    ...group.columns.map((column, index) => ({ column, first: index === 0, narrow: false })),
    ...(group.narrow?.columns ?? []).map((column, index) => ({
      column,
      first: index === 0 && group.columns.length === 0,
      narrow: true,
    })),
  ]);
  const renderRow = (row: HeatRow, className?: string) => (
    <tr key={row.id} className={className}>
      <th scope="row">{row.href === undefined ? row.name : <TextLink href={row.href}>{row.name}</TextLink>}</th>
      {row.note === undefined ? (
        places.map(({ column, first, narrow }, index) => (
          <Cell
            key={column.id}
            cell={row.cells?.[index] ?? { sign: '..' }}
            first={first}
            narrow={narrow}
            verdicts={verdicts}
            signs={signs}
          />
        ))
      ) : (
        <td className="batt-heat__note batt-heat__first" colSpan={places.length}>
          <span>{row.note}</span>
        </td>
      )}
    </tr>
  );

  return (
    // A region that scrolls must be reachable with the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="batt-heat" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="batt-visually-hidden">{caption}</caption>
        <colgroup>
          <col className="batt-heat__name" />
          {places.map(({ column, first, narrow }) => (
            <col
              key={column.id}
              className={narrow ? 'batt-heat__narrow-col' : first ? 'batt-heat__first-col' : undefined}
            />
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
          {pinned.map((row, index) => renderRow(row, index === 0 ? 'batt-heat__reference' : 'batt-heat__pinned'))}
        </thead>
        <tbody>{rows.map((row) => renderRow(row))}</tbody>
      </table>
    </section>
  );
}

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

interface CellProps extends Pick<HeatTableProps, 'verdicts' | 'signs'> {
  cell: HeatCell;
  first: boolean;
  narrow: boolean;
}

function Cell({ cell, first, narrow, verdicts, signs }: CellProps) {
  const place = `${first ? 'batt-heat__first' : ''} ${narrow ? 'batt-heat__narrow' : ''}`;
  if ('sign' in cell) {
    return (
      <td className={place}>
        <Sign sign={cell.sign} label={signs[cell.sign]} />
      </td>
    );
  }
  return (
    <td className={`${place} batt-heat__cell--${cell.verdict ?? 'reference'}`}>
      {cell.value}
      {cell.verdict && <VerdictMark verdict={cell.verdict} label={verdicts[cell.verdict]} />}
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
