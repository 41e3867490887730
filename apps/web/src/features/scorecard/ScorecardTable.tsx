import { ChatIcon, ChevronDownIcon } from '@navikt/aksel-icons';
import { Change, Sign, VerdictMark } from '@batt/ui/Marks';
import { TargetStatus } from '@batt/ui/TargetStatus';
import { TextLink } from '@batt/ui/Link';
import { Fragment } from 'react';
import { aimText, basisText, changeOf, figureWriter, signOf, statusOf } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import { threadsPath } from '../../paths.ts';
import { TARGET_STATUSES, VERDICTS } from '../../words.ts';
import { OpenRow } from './OpenRow.tsx';
import { inGroups, measureText, setBy } from './row.ts';
import type { About, Row } from './row.ts';
import { groupResult } from './sentences.ts';
import { Strip } from './Strip.tsx';

interface ScorecardTableProps {
  rows: Row[];
  about: About;
  /** Codes of the indicators whose rows are open. */
  open: string[];
  onToggle: (code: string) => void;
}

/** The scorecard on a wide screen. */
export function ScorecardTable({ rows, about, open, onToggle }: ScorecardTableProps) {
  const language = useLanguage();
  const { t } = language;
  return (
    <table className="scorecard-table batt-number">
      <caption className="batt-visually-hidden">
        {t('scorecard.table', { provider: about.provider.name, code: about.programme, year: String(about.year) })}
      </caption>
      <colgroup>
        {['toggle', 'indicator', 'own', 'previous', 'target', 'mean', 'strip', 'basis', 'threads'].map((name) => (
          <col key={name} className={`scorecard-table__col-${name}`} />
        ))}
      </colgroup>
      <thead>
        <ColumnHeads rows={rows} year={about.year} screen />
      </thead>
      {inGroups(rows).map(({ group, rows: members }) => (
        <tbody key={group}>
          <GroupRow group={group} rows={members} columns={9} />
          {members.map((row) => (
            <TableRow
              key={row.id}
              row={row}
              about={about}
              isOpen={open.includes(row.indicator.code)}
              onToggle={() => onToggle(row.indicator.code)}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** The heads of the columns; on paper there is nothing to open and no thread to follow. */
export function ColumnHeads({ rows, year, screen = false }: { rows: Row[]; year: number; screen?: boolean }) {
  const { t } = useLanguage();
  const previousYear = rows.find((row) => row.previousYear)?.previousYear ?? year - 1;
  const providers = Math.max(0, ...rows.map(({ nation }) => nation?.ranked ?? 0));
  return (
    <tr>
      {screen && (
        <th scope="col">
          <span className="batt-visually-hidden">{t('column.details')}</span>
        </th>
      )}
      <th scope="col">{t('column.indicator')}</th>
      <th scope="col" className="is-number">
        {t('column.own', { year: String(year) })}
      </th>
      <th scope="col" className="is-number">
        {t('column.previous', { year: String(previousYear) })}
      </th>
      <th scope="col">{t('column.target')}</th>
      <th scope="col" className="is-number">
        {t('column.mean')}
      </th>
      <th scope="col">{t('column.distribution', { count: providers })}</th>
      <th scope="col">{t('column.basis')}</th>
      {screen && <th scope="col">{t('column.threads')}</th>}
    </tr>
  );
}

/** A group's name, and how many of its targets are met. */
export function GroupRow({ group, rows, columns }: { group: Row['indicator']['group']; rows: Row[]; columns: number }) {
  const language = useLanguage();
  return (
    <tr className="scorecard-table__group">
      <th scope="rowgroup" colSpan={columns}>
        {language.t(`group.${group}`)} <span>{groupResult(rows, language)}</span>
      </th>
    </tr>
  );
}

interface TableRowProps {
  row: Row;
  about: About;
  isOpen: boolean;
  onToggle: () => void;
}

function TableRow({ row, about, isOpen, onToggle }: TableRowProps) {
  const { t } = useLanguage();
  const { indicator, threads, unread } = row;
  const panel = `open-${indicator.code}`;
  return (
    <Fragment>
      <tr className={isOpen ? 'is-open' : undefined}>
        <td>
          <button
            type="button"
            className="scorecard-table__toggle"
            aria-expanded={isOpen}
            aria-controls={isOpen ? panel : undefined}
            aria-label={t(isOpen ? 'row.hide' : 'row.show', { name: indicator.name })}
            onClick={onToggle}
          >
            <ChevronDownIcon aria-hidden />
          </button>
        </td>
        <FigureCells row={row} />
        <td>
          {threads > 0 && (
            <TextLink
              href={threadsPath({
                provider: about.provider.number,
                indicator: indicator.code,
                programme: about.programme,
                year: about.year,
              })}
              className="scorecard-table__threads"
              data-unread={unread > 0}
            >
              <ChatIcon aria-hidden />
              <span aria-hidden>{threads}</span>
              <span className="batt-visually-hidden">{t('row.threads', { count: threads, unread })}</span>
            </TextLink>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr className="scorecard-table__open" id={panel}>
          <td colSpan={9}>
            <div className="batt-panel">
              <OpenRow row={row} about={about} />
            </div>
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** The cells of one indicator, from its name to what the figure rests on; the same on screen and paper. */
export function FigureCells({ row, size = 'screen' }: { row: Row; size?: 'screen' | 'paper' }) {
  const language = useLanguage();
  const { t } = language;
  const { indicator, own, previous, nationalMean, verdict } = row;
  const write = figureWriter(indicator, language);
  const sign = signOf(own);
  const previousSign = previous && signOf(previous);
  const stands = VERDICTS[verdict];
  const quiet = verdict === 'WITHIN' || verdict === 'NONE';
  return (
    <>
      <th scope="row" className="scorecard-table__name">
        {indicator.name}
        <span>{measureText(indicator, language)}</span>
      </th>
      <td className="is-number scorecard-table__own">
        {sign ? <Sign sign={sign.sign} label={t(sign.word)} showLabel /> : own.value !== null && write(own.value)}
      </td>
      <td className="is-number">
        {previousSign ? (
          <Sign sign={previousSign.sign} label={t(previousSign.word)} />
        ) : (
          previous?.value != null && write(previous.value)
        )}
        <ChangeMark row={row} />
      </td>
      <td>
        <TargetMarks row={row} />
      </td>
      <td className="is-number">
        {nationalMean !== null && write(nationalMean)}
        {quiet ? (
          <span className="batt-visually-hidden">{t(stands.word)}</span>
        ) : (
          <span className={`scorecard-table__verdict is-${stands.shape}`}>
            <VerdictMark verdict={stands.shape} label={t(stands.word)} showLabel />
          </span>
        )}
      </td>
      <td>
        <Strip row={row} size={size} />
      </td>
      <td>{basisText(row.own, row.indicator, language)}</td>
    </>
  );
}

/** The change since the previous measurement, and whether it was measured in another way. */
export function ChangeMark({ row }: { row: Row }) {
  const { t, format } = useLanguage();
  const changed = changeOf(row.previous?.value, row.own.value, row.indicator);
  if (!changed || !row.previousYear) return null;
  const { change, direction } = changed;
  const { decimals } = row.indicator;
  const year = String(row.previousYear);
  const otherWay =
    row.own.indicatorVersion !== null &&
    row.previous?.indicatorVersion != null &&
    row.own.indicatorVersion !== row.previous.indicatorVersion;
  return (
    <span className="scorecard-table__change">
      <Change
        direction={direction}
        text={format.change(change, decimals)}
        label={t('row.change', { direction, change: format.number(Math.abs(change), decimals), year })}
      />
      {otherWay && (
        <span title={t('row.otherVersion', { year })}>
          *<span className="batt-visually-hidden">{t('row.otherVersion', { year })}</span>
        </span>
      )}
    </span>
  );
}

/** The target that applies, who set it, and how the value stands to it. */
export function TargetMarks({ row }: { row: Row }) {
  const language = useLanguage();
  const { shape, word } = TARGET_STATUSES[statusOf(row)];
  return (
    <TargetStatus
      state={shape}
      label={language.t(word)}
      value={row.target ? aimText(row.target, row.indicator, language) : undefined}
      setBy={setBy(row, language)}
    />
  );
}
