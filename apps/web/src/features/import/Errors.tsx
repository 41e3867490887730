import { ErrorGroups, ErrorTable } from '@batt/ui/ErrorTable';
import { DownloadIcon } from '@navikt/aksel-icons';
import { Button } from '@navikt/ds-react/Button';
import '@navikt/ds-css/dist/component/table.css';
import { Heading } from '@navikt/ds-react/Typography';
import { useState } from 'react';
import { useLanguage } from '../../language.tsx';
import type { Check } from './check.ts';
import { errorsAsCsv, errorText, groupErrors } from './errors.ts';
import type { ErrorKindGroup } from './errors.ts';

const SHOWN_AT_ONCE = 50;

/** What must be corrected: the kinds of error with how to mend each, then every error with its place. */
export function Errors({ check: { files, errors } }: { check: Check }) {
  const language = useLanguage();
  const { t, format, locale } = language;
  const [chosen, setChosen] = useState<string | null>(null);
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const groups = groupErrors(errors);
  const asked = groups.filter(({ id }) => chosen === null || id === chosen);
  const askedCount = asked.reduce((sum, group) => sum + group.errors.length, 0);
  const titleOf = ({ kind, column }: ErrorKindGroup) =>
    column === '-' ? t(`import.kind.${kind}`) : t('import.errors.inColumn', { kind: t(`import.kind.${kind}`), column });
  const choose = (id: string | null) => {
    setChosen(id);
    setShown(SHOWN_AT_ONCE);
  };

  const download = () => {
    const href = URL.createObjectURL(new Blob([errorsAsCsv(errors, language)], { type: 'text/csv' }));
    Object.assign(document.createElement('a'), { href, download: t('import.errors.downloadName') }).click();
    URL.revokeObjectURL(href);
  };

  let room = shown;
  const visible = asked.flatMap((group) => {
    const part = group.errors.slice(0, room);
    room -= part.length;
    return part.length > 0 ? [{ ...group, part }] : [];
  });
  const cut = files.flatMap(({ name, errors: count }) => {
    const told = errors.filter(({ file }) => file === name).length;
    return count > told ? [{ name, count, told }] : [];
  });
  const total = Math.max(
    errors.length,
    files.reduce((sum, file) => sum + file.errors, 0),
  );

  return (
    <section className="import-errors">
      <Heading level="2" size="medium" tabIndex={-1}>
        {t('import.errors.title', { count: total })}
      </Heading>
      <p className="lead">
        {t('import.errors.nothingStored', { rows: files.reduce((sum, { rows }) => sum + rows, 0) })}
      </p>
      {cut.map(({ name, count, told }) => (
        <p key={name}>
          {t('import.errors.first', { shown: format.number(told), count: format.number(count), file: name })}
        </p>
      ))}
      <ErrorGroups
        label={t('import.errors.groups')}
        chosen={chosen ?? undefined}
        groups={groups.map((group) => ({
          id: group.id,
          title: titleOf(group),
          count: group.errors.length,
          hint: t(`import.hint.${group.kind}`),
          repair: groups.length > 1 && (
            <Button
              size="small"
              variant="secondary"
              aria-pressed={chosen === group.id}
              onClick={() => choose(chosen === group.id ? null : group.id)}
            >
              {chosen === group.id ? t('import.errors.all') : t('import.errors.show', { count: group.errors.length })}
            </Button>
          ),
        }))}
      />
      <div className="import-errors__tools">
        <Button variant="tertiary" size="small" icon={<DownloadIcon aria-hidden />} onClick={download}>
          {t('import.errors.download')}
        </Button>
      </div>
      <ErrorTable
        caption={t('import.errors.table')}
        labels={{
          file: t('import.file'),
          line: t('import.line'),
          column: t('import.column'),
          value: t('import.value'),
          problem: t('import.problem'),
          emptyValue: t('import.emptyValue'),
        }}
        groups={visible.map((group) => ({
          id: group.id,
          title: titleOf(group),
          count: group.errors.length,
          errors: group.part.map((error, index) => ({
            id: `${group.id}-${index}`,
            file: error.file,
            line: error.line,
            column: error.column === '-' ? t('import.wholeRow') : error.column,
            value: error.value,
            expected: errorText(error, locale),
          })),
        }))}
      />
      {askedCount > shown && (
        <p>
          {t('import.errors.shown', { shown: format.number(shown), count: format.number(askedCount) })}{' '}
          <Button size="small" variant="tertiary" onClick={() => setShown(shown + 4 * SHOWN_AT_ONCE)}>
            {t('import.errors.more')}
          </Button>
        </p>
      )}
    </section>
  );
}
