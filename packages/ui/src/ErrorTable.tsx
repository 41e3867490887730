import { CheckmarkCircleFillIcon } from '@navikt/aksel-icons';
import { Heading, Table } from '@navikt/ds-react';
import type { ReactNode } from 'react';
import './ErrorTable.css';

/** One cell of an uploaded file that cannot be read as it stands. */
export interface ImportError {
  id: string;
  file: string;
  line: number;
  column: string;
  value: string | null;
  /** What is wrong and what would be right. */
  expected: ReactNode;
  /** The field in which the cell is mended, in place of the value. */
  field?: ReactNode;
  /** A mended row stays in its place: «Rettet kl. 14.05» and a way back. */
  mended?: { text: string; undo?: ReactNode };
}

/** Errors of the same kind; often one repair mends them all. */
export interface ErrorGroup {
  id: string;
  title: string;
  count: number;
  hint?: string;
  repair?: ReactNode;
  errors: ImportError[];
}

interface ErrorTableProps {
  caption: string;
  labels: { file: string; line: string; column: string; value: string; problem: string; emptyValue: string };
  groups: ErrorGroup[];
}

/** The errors of an import, gathered by kind, each with file, line, column, value and what was expected. */
export function ErrorTable({ caption, labels, groups }: ErrorTableProps) {
  return (
    <div className="batt-errors">
      <Table size="medium">
        <caption className="batt-visually-hidden">{caption}</caption>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell scope="col">{labels.file}</Table.HeaderCell>
            <Table.HeaderCell scope="col" className="batt-errors__line">
              {labels.line}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">{labels.column}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{labels.value}</Table.HeaderCell>
            <Table.HeaderCell scope="col">{labels.problem}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        {groups.map((group) => (
          <tbody key={group.id} id={`errors-${group.id}`}>
            <tr className="batt-errors__group">
              <th scope="rowgroup" colSpan={5}>
                {group.title} <span>({group.count})</span>
              </th>
            </tr>
            {group.errors.map((error) => (
              <Table.Row key={error.id} shadeOnHover={false}>
                <Table.DataCell>{error.file}</Table.DataCell>
                <Table.DataCell className="batt-errors__line">{error.line}</Table.DataCell>
                <Table.DataCell>{error.column}</Table.DataCell>
                <Table.DataCell className="batt-errors__value">
                  {error.field ??
                    (error.value === null || error.value === '' ? <em>{labels.emptyValue}</em> : `«${error.value}»`)}
                </Table.DataCell>
                <Table.DataCell>
                  {error.mended ? (
                    <span className="batt-errors__mended">
                      <CheckmarkCircleFillIcon aria-hidden />
                      <span>{error.mended.text}</span>
                      {error.mended.undo}
                    </span>
                  ) : (
                    error.expected
                  )}
                </Table.DataCell>
              </Table.Row>
            ))}
          </tbody>
        ))}
      </Table>
    </div>
  );
}

/** A card for each kind of error with one repair for all alike; the chosen one has a strong border. */
export function ErrorGroups({
  label,
  groups,
  chosen,
}: {
  label: string;
  groups: Omit<ErrorGroup, 'errors'>[];
  chosen?: string;
}) {
  return (
    <ul className="batt-error-groups" aria-label={label}>
      {groups.map((group) => (
        <li key={group.id} className={group.id === chosen ? 'batt-error-groups__chosen' : undefined}>
          <Heading level="3" size="xsmall">
            {group.title} <span className="batt-error-groups__count">({group.count})</span>
          </Heading>
          {group.hint && <p>{group.hint}</p>}
          {group.repair}
        </li>
      ))}
    </ul>
  );
}
