import { Heading } from '@navikt/ds-react/Typography';
import type { ReactNode } from 'react';
import { aimText, figureWriter, signOf } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import { Bars } from './Charts.tsx';
import { Lead, ReadingKey } from './Lead.tsx';
import { inGroups } from './row.ts';
import type { About, Row } from './row.ts';
import { ColumnHeads, FigureCells, GroupRow } from './ScorecardTable.tsx';
import { paperVerdict } from './sentences.ts';

/** Bars on one sheet: three rows of three. */
const BARS_A_ROW = 3;
const BARS_A_PAGE = 3 * BARS_A_ROW;

interface PaperProps {
  rows: Row[];
  about: About;
  below: string;
  foot: ReactNode;
}

/** The scorecard as it is printed: A4 landscape, the whole card first, then the bars of every indicator, then how each is measured. */
export function Paper({ rows, about, below, foot }: PaperProps) {
  const { t } = useLanguage();
  const withBars = rows.filter(
    ({ own, indicator, best }) => own.value !== null && indicator.direction !== 'BAND' && best.length > 0,
  );
  const sheets = Array.from({ length: Math.ceil(withBars.length / BARS_A_PAGE) }, (_, sheet) =>
    withBars.slice(sheet * BARS_A_PAGE, (sheet + 1) * BARS_A_PAGE),
  );
  // Where the last sheet of bars has but one row, there is room below it for how each is measured.
  const isShort = (sheets.at(-1)?.length ?? BARS_A_PAGE) <= BARS_A_ROW;
  const pages = sheets.length + (isShort ? 1 : 2);
  const short = `${about.provider.name} · ${about.programme} ${about.year}`;
  const pageNumber = (page: number) => t('paper.page', { page, pages });

  const definitions = (
    <dl className="paper__definitions">
      {rows.map(({ id, indicator }) => (
        <div key={id}>
          <dt>{indicator.name}</dt>
          <dd>{indicator.explanation}</dd>
        </div>
      ))}
    </dl>
  );

  return (
    <div className="paper batt-number">
      <section className="paper__sheet">
        <header>
          <h1>{t('paper.title', { provider: about.provider.name, year: String(about.year) })}</h1>
          <span>{below}</span>
        </header>
        <Lead rows={rows} />
        <ReadingKey year={about.year} />
        <table className="scorecard-table scorecard-table--paper">
          <thead>
            <ColumnHeads rows={rows} year={about.year} />
          </thead>
          {inGroups(rows).map(({ group, rows: members }) => (
            <tbody key={group}>
              <GroupRow group={group} rows={members} columns={7} />
              {members.map((row) => (
                <tr key={row.id}>
                  <FigureCells row={row} size="paper" />
                </tr>
              ))}
            </tbody>
          ))}
        </table>
        <footer>
          {foot}
          <span>{pageNumber(1)}</span>
        </footer>
      </section>
      {sheets.map((members, index) => (
        <section key={index} className="paper__sheet">
          <header>
            <h2>{t('paper.bars')}</h2>
            <span>{short}</span>
          </header>
          <div className="paper__bars">
            {members.map((row) => (
              <div key={row.id}>
                <p>
                  <strong>{row.indicator.name}</strong> <PaperVerdict row={row} />
                </p>
                <Bars row={row} year={about.year} size="paper" provider={about.own ? undefined : about.provider.name} />
              </div>
            ))}
            {index === sheets.length - 1 && (
              <WithoutBars rows={rows.filter((row) => !withBars.includes(row))} year={about.year} />
            )}
          </div>
          {isShort && index === sheets.length - 1 && (
            <>
              <h2>{t('paper.definitions')}</h2>
              {definitions}
            </>
          )}
          <footer>
            {foot}
            <span>{pageNumber(index + 2)}</span>
          </footer>
        </section>
      ))}
      {!isShort && (
        <section className="paper__sheet">
          <header>
            <h2>{t('paper.definitions')}</h2>
            <span>{short}</span>
          </header>
          {definitions}
          <footer>
            {foot}
            <span>{pageNumber(pages)}</span>
          </footer>
        </section>
      )}
    </div>
  );
}

function PaperVerdict({ row }: { row: Row }) {
  const language = useLanguage();
  return <span>{paperVerdict(row, language)}</span>;
}

/** What the sheet of bars leaves out, in words. */
function WithoutBars({ rows, year }: { rows: Row[]; year: number }) {
  const language = useLanguage();
  const { t } = language;
  return (
    <div className="paper__note">
      {rows.length > 0 && (
        <Heading level="3" size="xsmall">
          {t('open.noBars')}
        </Heading>
      )}
      {rows.map((row) => {
        const write = figureWriter(row.indicator, language);
        const sign = signOf(row.own);
        const inBand =
          row.indicator.direction === 'BAND' && row.own.value !== null && row.nationalMean !== null && row.target;
        return (
          <p key={row.id}>
            {inBand && row.own.value !== null && row.nationalMean !== null
              ? t('paper.inBand', {
                  name: row.indicator.name,
                  target: aimText(row.target, row.indicator, language),
                  own: write(row.own.value),
                  mean: write(row.nationalMean),
                })
              : `${row.indicator.name}: ${sign ? t(sign.sign === ':' ? 'sentence.hidden' : 'sentence.missing', { year: String(year) }) : row.own.value !== null && write(row.own.value)}`}
          </p>
        );
      })}
      <p>{t('paper.note')}</p>
    </div>
  );
}
