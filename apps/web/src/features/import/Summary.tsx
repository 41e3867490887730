import { Table } from '@navikt/ds-react/Table';
import '@navikt/ds-css/dist/component/table.css';
import { Heading } from '@navikt/ds-react/Typography';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import '@navikt/ds-css/dist/component/inlinemessage.css';
import { useLanguage } from '../../language.tsx';
import type { Check, Counts } from './check.ts';
import { errorText } from './errors.ts';

/** What storing the files would do, before it is done. `replaces`: the year that is replaced whole. */
export function Summary({ check: { counts }, replaces }: { check: Check; replaces: number | null }) {
  const { t } = useLanguage();
  const removed = counts.reduce((sum, each) => sum + each.removed, 0);
  const nothing = counts.every((each) => each.added + each.changed + each.removed === 0);
  return (
    <section className="import-summary">
      <Heading level="2" size="medium" tabIndex={-1}>
        {t('import.summary.title')}
      </Heading>
      {nothing && <p className="lead">{t('import.summary.nothing')}</p>}
      {replaces !== null && removed > 0 && (
        <InlineMessage status="warning">
          {t('import.summary.willRemove', { count: removed, year: String(replaces) })}
        </InlineMessage>
      )}
      <CountsTable counts={counts} />
    </section>
  );
}

/** Rows of each file by what happens to them, with the sums. `done`: it has happened. */
export function CountsTable({ counts, done = false }: { counts: Counts[]; done?: boolean }) {
  const { t, format } = useLanguage();
  const columns = ['added', 'changed', 'unchanged', 'removed'] as const;
  const heads = [
    t('import.summary.added'),
    t('import.summary.changed'),
    t('import.summary.unchanged'),
    t(done ? 'import.summary.removedNow' : 'import.summary.removed'),
  ];
  return (
    <div className="import-counts">
      <Table size="medium">
        <caption className="batt-visually-hidden">{t('import.summary.caption')}</caption>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('import.file')}</Table.HeaderCell>
            {heads.map((head) => (
              <Table.HeaderCell key={head} scope="col" align="right">
                {head}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {counts.map((row) => (
            <Table.Row key={row.file} shadeOnHover={false}>
              <Table.HeaderCell scope="row">{row.file}</Table.HeaderCell>
              {columns.map((column) => (
                <Table.DataCell
                  key={column}
                  align="right"
                  className={row[column] === 0 ? 'batt-number import-counts__none' : 'batt-number'}
                >
                  {format.number(row[column])}
                </Table.DataCell>
              ))}
            </Table.Row>
          ))}
          {counts.length > 1 && (
            <Table.Row shadeOnHover={false} className="import-counts__total">
              <Table.HeaderCell scope="row">{t('import.summary.total')}</Table.HeaderCell>
              {columns.map((column) => (
                <Table.DataCell key={column} align="right" className="batt-number">
                  {format.number(counts.reduce((sum, row) => sum + row[column], 0))}
                </Table.DataCell>
              ))}
            </Table.Row>
          )}
        </Table.Body>
      </Table>
    </div>
  );
}

/** What was noticed in the files that is no error. */
export function Notices({ notices }: { notices: Check['notices'] }) {
  const { t, locale } = useLanguage();
  if (notices.length === 0) return null;
  return (
    <section className="import-notices">
      <Heading level="2" size="xsmall">
        {t('import.notices')}
      </Heading>
      <ul>
        {notices.map((notice, index) => (
          <li key={index}>
            {t('import.notice', { file: notice.file, text: errorText({ ...notice, value: '' }, locale) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
