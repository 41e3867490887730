import { SectionList } from '@batt/ui/SectionList';
import { Sign, TargetMark } from '@batt/ui/Marks';
import { Table } from '@navikt/ds-react/Table';
import '@navikt/ds-css/dist/component/table.css';
import { aimText, figureWriter, signOf, statusOf } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import type { Language } from '../../language.tsx';
import { useMedia } from '../../shell/useMedia.ts';
import { TARGET_STATUSES } from '../../words.ts';
import type { Matter, Row } from './meeting.ts';

/** Those with a target in the year, or in the next. */
export const withTargets = (rows: readonly Row[]) => rows.filter(({ target, next }) => target || next);

/** Who set the target that applies, and when it was agreed or published. */
export function sourceText({ level, owner, agreedAt }: NonNullable<Row['target']>, { t, format }: Language): string {
  if (!agreedAt) return t('goals.set', { owner: owner.name });
  return t(level === 'LOCAL' ? 'goals.agreedOn' : 'goals.setOn', { owner: owner.name, date: format.date(agreedAt) });
}

/** A figure of a year that is not over: it is known roughly, and written so. */
export function runningText(value: number, { unit }: Row['indicator'], { format }: Language): string {
  return format.figure(value, unit, 0);
}

/** Targets of the year with their status in words, and how the next year goes. */
export function Targets({ matter, year }: { matter: Matter; year: number }) {
  const language = useLanguage();
  const { t, format } = language;
  const rows = withTargets(matter.rows);
  const isNarrow = useMedia('(max-width: 640px)');
  if (isNarrow) return <TargetList rows={rows} year={year} />;
  return (
    <SectionList heading={t('goals.heading')} count={rows.length} empty={t('goals.empty')}>
      {rows.length > 0 && (
        <div className="goals">
          <Table size="small" className="batt-number">
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell scope="col">{t('goals.indicator')}</Table.HeaderCell>
                <Table.HeaderCell scope="col" align="right">
                  {t('goals.result', { year: String(year) })}
                </Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('goals.status')}</Table.HeaderCell>
                <Table.HeaderCell scope="col">{t('goals.target', { year: String(year + 1) })}</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {rows.map((row) => {
                const { indicator, own, target, next, running } = row;
                const write = figureWriter(indicator, language);
                const sign = signOf(own);
                const status = TARGET_STATUSES[statusOf(row)];
                return (
                  <Table.Row key={indicator.code}>
                    <Table.HeaderCell scope="row">{indicator.name}</Table.HeaderCell>
                    <Table.DataCell align="right">
                      <strong>
                        {sign ? <Sign sign={sign.sign} label={t(sign.word)} /> : own.value !== null && write(own.value)}
                      </strong>
                    </Table.DataCell>
                    <Table.DataCell>
                      {target ? (
                        <>
                          <TargetMark state={status.shape} label={t(status.word)} showLabel />
                          <span className="goals__source">
                            {t('goals.aim', { target: aimText(target, indicator, language) })}.{' '}
                            {sourceText(target, language)}
                          </span>
                        </>
                      ) : (
                        t('goals.none')
                      )}
                    </Table.DataCell>
                    <Table.DataCell>
                      {next ? aimText(next, indicator, language) : t('goals.notAgreed')}
                      {next && <span className="goals__source">{sourceText(next, language)}</span>}
                      {running && (
                        <span className="goals__source">
                          {t('goals.soFar', {
                            value: runningText(running.value, indicator, language),
                            date: format.day(running.asOf),
                            count: running.atLeast,
                            outlook: t(`outlook.${running.outlook}`),
                          })}
                        </span>
                      )}
                    </Table.DataCell>
                  </Table.Row>
                );
              })}
            </Table.Body>
          </Table>
        </div>
      )}
    </SectionList>
  );
}

/** The same on a phone: one target below the other. */
function TargetList({ rows, year }: { rows: readonly Row[]; year: number }) {
  const language = useLanguage();
  const { t } = language;
  return (
    <SectionList
      heading={t('goals.heading')}
      count={rows.length}
      empty={t('goals.empty')}
      items={rows.map((row) => {
        const { indicator, own, target, next } = row;
        const sign = signOf(own);
        const status = TARGET_STATUSES[statusOf(row)];
        return {
          id: indicator.code,
          title: indicator.name,
          sub: target && (
            <>
              <TargetMark state={status.shape} label={t(status.word)} showLabel />
              <span className="goals__source">
                {t('goals.aim', { target: aimText(target, indicator, language) })}. {sourceText(target, language)}
              </span>
            </>
          ),
          end: sign ? (
            <Sign sign={sign.sign} label={t(sign.word)} />
          ) : (
            own.value !== null && figureWriter(indicator, language)(own.value)
          ),
          endSub: next
            ? `${t('goals.target', { year: String(year + 1) })}: ${aimText(next, indicator, language)}`
            : undefined,
        };
      })}
    />
  );
}
