import { ArrowRightLeftIcon, CheckmarkIcon, ChevronDownIcon } from '@navikt/aksel-icons';
import { Table } from '@navikt/ds-react/Table';
import '@navikt/ds-css/dist/component/table.css';
import { Fragment } from 'react';
import { Sign } from '@batt/ui/Marks';
import { aimText } from '../../aim.ts';
import { figureWriter, signOf } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import { OpenRow } from './OpenRow.tsx';
import type { About } from './OpenRow.tsx';
import { aimOf, inGroups, standingAims, takesValue, wordOf } from './row.ts';
import type { Row } from './row.ts';
import { RowState } from './RowState.tsx';
import { sidesOf } from './talk.ts';

interface TalkTableProps {
  about: About;
  /** Code of the indicator whose row is open. */
  open: string | undefined;
  onToggle: (row: Row) => void;
}

/** A target talk on a wide screen. */
export function TalkTable({ about, open, onToggle }: TalkTableProps) {
  const { t } = useLanguage();
  const { talk, published } = about;
  const { us, first, other } = sidesOf(talk);
  return (
    <Table className="talk-table batt-number">
      <caption className="batt-visually-hidden">
        {t('table.caption', { provider: talk.provider.name, navOffice: talk.navOffice.name, year: String(talk.year) })}
      </caption>
      <colgroup>
        {['toggle', 'indicator', 'previous', 'mean', 'general', 'ours', 'theirs', 'state'].map((name) => (
          <col key={name} className={`talk-table__col-${name}`} />
        ))}
      </colgroup>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell scope="col">
            <span className="batt-visually-hidden">{t('table.details')}</span>
          </Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('table.indicator')}</Table.HeaderCell>
          <Table.HeaderCell scope="col" align="right">
            {t('table.previous', { year: published === null ? 'none' : String(published) })}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col" align="right">
            {t('table.mean')}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('table.general')}</Table.HeaderCell>
          <Table.HeaderCell scope="col" align="right">
            {us ? t(talk.side === 'NAV_OFFICE' ? 'table.ourProposal' : 'table.ourAnswer') : first.name}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col">
            {us
              ? t(talk.side === 'NAV_OFFICE' ? 'table.theirAnswer' : 'table.theirProposal', {
                  organisation: other.name,
                })
              : other.name}
          </Table.HeaderCell>
          <Table.HeaderCell scope="col">{t('table.agreed')}</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      {inGroups(talk.rows).map(({ group, rows }) => (
        <Table.Body key={group}>
          <Table.Row shadeOnHover={false} className="talk-table__group">
            <Table.HeaderCell scope="rowgroup" colSpan={8}>
              {t(`group.${group}`)}
            </Table.HeaderCell>
          </Table.Row>
          {rows.map((row) => (
            <TalkRow
              key={row.id}
              row={row}
              about={about}
              isOpen={open === row.indicator.code}
              onToggle={() => onToggle(row)}
            />
          ))}
        </Table.Body>
      ))}
    </Table>
  );
}

interface TalkRowProps {
  row: Row;
  about: About;
  isOpen: boolean;
  onToggle: () => void;
}

function TalkRow({ row, about, isOpen, onToggle }: TalkRowProps) {
  const language = useLanguage();
  const { t } = language;
  const { indicator, previous, nation } = row;
  const write = figureWriter(indicator, language);
  const sign = previous && signOf(previous);
  const panel = `open-${indicator.code}`;
  return (
    <Fragment>
      <Table.Row shadeOnHover={false} className={isOpen ? 'is-open' : undefined}>
        <Table.DataCell>
          <button
            type="button"
            id={`toggle-${indicator.code}`}
            className="talk-toggle"
            aria-expanded={isOpen}
            aria-controls={isOpen ? panel : undefined}
            aria-label={t(isOpen ? 'talkRow.close' : 'talkRow.open', { name: indicator.name })}
            onClick={onToggle}
          >
            <ChevronDownIcon aria-hidden />
          </button>
        </Table.DataCell>
        <Table.HeaderCell scope="row">
          {indicator.name}
          <span className="is-quiet">
            {t('talkRow.unit', { unit: indicator.unit, direction: indicator.direction })}
          </span>
        </Table.HeaderCell>
        <Table.DataCell align="right">
          {sign ? (
            <Sign sign={sign.sign} label={t(sign.word)} />
          ) : previous?.value == null ? (
            '–'
          ) : (
            write(previous.value)
          )}
        </Table.DataCell>
        <Table.DataCell align="right">{nation?.mean == null ? '–' : write(nation.mean)}</Table.DataCell>
        <Table.DataCell>
          <GeneralAims row={row} />
        </Table.DataCell>
        <Table.DataCell align="right">
          <OurAim row={row} about={about} />
        </Table.DataCell>
        <Table.DataCell>
          <TheirAim row={row} about={about} />
        </Table.DataCell>
        <Table.DataCell>
          <RowState row={row} about={about} />
        </Table.DataCell>
      </Table.Row>
      {isOpen && (
        <Table.Row shadeOnHover={false} id={panel} className="talk-table__open">
          <Table.DataCell colSpan={8}>
            <OpenRow row={row} about={about} />
          </Table.DataCell>
        </Table.Row>
      )}
    </Fragment>
  );
}

/** The national and the county target; the one that applies is bold. */
export function GeneralAims({ row }: { row: Row }) {
  const language = useLanguage();
  const { t } = language;
  if (row.general.length === 0) return <span className="is-quiet">{t('talkRow.notSet')}</span>;
  return row.general.map((target) => {
    const applies = row.applies?.id === target.id;
    const text = t('evidence.target', { level: target.level, aim: aimText(row.indicator, target, language) });
    return (
      <span key={target.id} className="talk-aim">
        {applies ? <strong>{text}</strong> : text}
        {applies && <span className="batt-visually-hidden"> ({t('evidence.applies')})</span>}
      </span>
    );
  });
}

/** What one's own side puts forward: what is being written, else what was sent last. */
export function OurAim({ row, about: { talk, drafts } }: { row: Row; about: About }) {
  const language = useLanguage();
  const { t } = language;
  const written = drafts.writtenOn(row);
  const aim = aimOf(written, row);
  if (aim && (takesValue(written.choice) || written.choice === 'lastYear')) {
    return (
      <>
        <strong>{aimText(row.indicator, aim, language)}</strong>
        <span className="is-quiet">{t('talkRow.notSent')}</span>
      </>
    );
  }
  const { ours } = standingAims(row);
  if (ours) return <strong>{aimText(row.indicator, ours, language)}</strong>;
  return <Said word={wordOf(row.target, sidesOf(talk).first.id)} />;
}

/** What the other side put forward last, or that it accepted. */
export function TheirAim({ row, about: { talk } }: { row: Row; about: About }) {
  const language = useLanguage();
  const { theirs } = standingAims(row);
  const word = wordOf(row.target, sidesOf(talk).other.id);
  return (
    <>
      {theirs && aimText(row.indicator, theirs, language)}
      {(!theirs || word) && <Said word={word} />}
    </>
  );
}

function Said({ word }: { word: ReturnType<typeof wordOf> }) {
  const { t } = useLanguage();
  if (!word) return '–';
  return (
    <span className="is-quiet talk-said">
      {word === 'agreed' ? <CheckmarkIcon aria-hidden /> : <ArrowRightLeftIcon aria-hidden />} {t(`said.${word}`)}
    </span>
  );
}
