import { selectRows, chosenColumns } from '@batt/domain/benchmarks/selection';
import type { Selection } from '@batt/domain/benchmarks/selection';
import { HeatKey, HeatTable } from '@batt/ui/HeatTable';
import type { HeatCell, HeatColumn, HeatRow } from '@batt/ui/HeatTable';
import { useDeferredValue, useMemo } from 'react';
import type { ReactNode } from 'react';
import { placeOf } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import type { Language } from '../../language.tsx';
import { comparisonPath, scorecardPath } from '../../paths.ts';
import { signWords, SIGNS, verdictWords, VERDICTS } from '../../words.ts';
import type { Search } from './choice.ts';
import { applies } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import { Reminder } from './Reminder.tsx';
import { comparisonSentence } from './sentences.ts';

type Column = Comparison['indicators'][number];

interface HeatProps {
  comparison: Comparison;
  search: Search;
  selection: Selection;
  /** The programme and year that the address means, also where it names none. */
  programme: string;
  year: number;
  /** The last day to report, while the year is open. */
  lastDay?: string;
  mayRemind: boolean;
  /** Whether all providers of the nation are among the rows, where no county unit is chosen. */
  isNation: boolean;
}

/** The conclusion in words, then what to choose from, the reading key and the table of those that were asked for. */
export function Heat({ filters, ...props }: HeatProps & { filters: ReactNode }) {
  // Whoever types or ticks sees that at once; a nation's rows follow.
  const { isNation, comparison, search, selection, programme, year, lastDay, mayRemind } = useDeferredValue(props);
  const language = useLanguage();
  const { t, format } = language;
  const { county, indicators, nation, countyMeans, reference, publication } = comparison;

  const { groups, places } = useMemo(
    () => columnsOf(comparison, selection.columns, search, programme, year, language),
    [comparison, selection.columns, search, programme, year, language],
  );
  const rows = useMemo(
    () => rowsOf(comparison, places, { programme, year, lastDay }, language),
    [comparison, places, programme, year, lastDay, language],
  );
  const shown = useMemo(
    () => selectRows(rows, indicators.map(asColumn), selection, format.compare),
    [rows, indicators, selection, format],
  );
  const verdicts = useMemo(() => verdictWords(language), [language]);
  const keyWords = {
    ...verdicts,
    'clearly-better': t('comparison.sure', { word: verdicts['clearly-better'], percent: format.percent(99.8, 1) }),
    better: t('comparison.sure', { word: verdicts.better, percent: format.percent(95, 0) }),
    weaker: t('comparison.sure', { word: verdicts.weaker, percent: format.percent(95, 0) }),
    'clearly-weaker': t('comparison.sure', { word: verdicts['clearly-weaker'], percent: format.percent(99.8, 1) }),
  };
  const signs = useMemo(() => signWords(language), [language]);

  const meanCells = (means: readonly (number | null)[]): HeatCell[] =>
    places.map((index) => {
      const mean = means[index];
      if (mean != null) return { value: format.number(mean, indicators[index]?.decimals) };
      if (!applies(comparison, index)) return { sign: '.' };
      // Somebody has a figure, so a mean that is not there is hidden.
      const isHidden = comparison.rows.some(({ cells }) => ['OK', 'SUPPRESSED'].includes(cells[index]?.status ?? ''));
      return { sign: isHidden ? ':' : '..' };
    });

  const chosen = chosenColumns(indicators, selection);
  const sentence = comparisonSentence(
    shown
      .filter((row) => row.reported)
      .map(({ name, verdicts: all }) => ({ name, verdicts: chosen.map((place) => all[place] ?? 'NONE') })),
    chosen.map((place) => indicators[place]?.name ?? ''),
    reference,
    language,
  );
  const where = county ? placeOf(county.name) : t('comparison.nationWide');
  // A list has one mean, so that it stands on top as the nation does. What is held against a band has no use for it.
  const ofList = indicators.map((_, index) => {
    const held = comparison.rows.find(({ cells }) => cells[index]?.reference);
    return held?.cells[index]?.reference?.low ?? null;
  });
  const listCells = meanCells(ofList).map((cell, place): HeatCell => {
    const indicator = indicators[places[place] ?? 0];
    return indicator?.direction === 'BAND' ? { value: '' } : cell;
  });
  const pinned = [
    ...(reference === 'FAVOURITES'
      ? [{ id: 'list', name: t('comparison.meanOfList'), isReference: true, cells: listCells }]
      : []),
    { id: 'nation', name: t('comparison.nation'), isReference: reference === 'NATION', cells: meanCells(nation) },
    ...(county
      ? [{ id: 'county', name: where, isReference: reference === 'COUNTY', cells: meanCells(countyMeans) }]
      : []),
  ];

  return (
    <>
      <div className="comparison__lead">
        <p className="lead" aria-live="polite">
          {!publication && t('comparison.unpublished', { year: String(year) })}
          {publication && shown.length > 0 && (
            <>
              <strong>{sentence.lead}</strong> {sentence.rest}
            </>
          )}
          {shown.length === 0 && t('comparison.noneShown')}
          {shown.length > 0 &&
            shown.length < rows.length &&
            ` ${t('comparison.filtered', { shown: shown.length, all: rows.length })}`}
        </p>
        {rows.length > 1 && (
          <Reminder
            reported={rows.filter(({ reported }) => reported).length}
            missing={rows.filter(({ reported }) => !reported).map(({ name }) => name)}
            year={year}
            mayRemind={mayRemind}
          />
        )}
      </div>
      {filters}
      {publication && <HeatKey label={t('comparison.against', { reference })} verdicts={keyWords} signs={signs} />}
      {publication && shown.length > 0 && (
        <HeatTable
          caption={t('comparison.caption', {
            everywhere: county || isNation ? 'all' : 'mine',
            where,
            reference,
            programme,
            year: String(year),
          })}
          nameHead={t('comparison.provider')}
          groups={groups}
          pinned={pinned}
          rows={shown.map(({ row }) => row)}
          verdicts={verdicts}
          signs={signs}
        />
      )}
      {!publication && <Reported rows={shown} year={year} />}
    </>
  );
}

/** Who has reported, while there are no figures: those who have not come first. */
function Reported({ rows, year }: { rows: { reported: boolean; row: HeatRow }[]; year: number }) {
  const { t } = useLanguage();
  return (
    <table className="comparison__status">
      <caption className="batt-visually-hidden">{t('comparison.statusCaption', { year: String(year) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('comparison.provider')}</th>
          <th scope="col">{t('comparison.status')}</th>
        </tr>
      </thead>
      <tbody>
        {rows
          .toSorted((a, b) => Number(a.reported) - Number(b.reported))
          .map(({ row }) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              <td>{row.note}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** Each provider with what it is selected by, and its row as the table draws it. */
function rowsOf(
  { county, rows, indicators, reference, publication }: Comparison,
  places: number[],
  { programme, year, lastDay }: Pick<HeatProps, 'programme' | 'year' | 'lastDay'>,
  { t, format }: Language,
) {
  const missing = lastDay
    ? t('comparison.notYetReported', { date: format.day(lastDay) })
    : t('comparison.notReported', { year: String(year) });
  const unpublished = publication ? undefined : t('comparison.notPublished');
  const write = (value: number, place: number) => format.number(value, indicators[place]?.decimals);
  // «4,5», or «40–60» for a band.
  const endsOf = ({ low, high }: { low: number; high: number }, place: number) => {
    if (low === high) return write(low, place);
    const isWhole = Number.isInteger(low) && Number.isInteger(high);
    return [low, high].map((end) => (isWhole ? format.number(end) : write(end, place))).join('–');
  };
  const cellOf = (cell: Comparison['rows'][number]['cells'][number] | undefined, place: number): HeatCell => {
    if (cell?.value == null) return { sign: SIGNS[!cell || cell.status === 'OK' ? 'NO_DATA' : cell.status].sign };
    // Means stand on top of the table; what is each provider's own stands below its value.
    const isPinned =
      reference === 'NATION' || reference === 'FAVOURITES' || (reference === 'COUNTY' && county !== null);
    const own = isPinned ? null : cell.reference;
    return {
      value: write(cell.value, place),
      verdict: VERDICTS[cell.verdict].shape,
      against: own ? t('comparison.cellAgainst', { value: endsOf(own, place) }) : undefined,
    };
  };
  return rows.map(({ provider, reported, sizeQuarter, cells }) => {
    const row: HeatRow = {
      id: provider.id,
      name: provider.name,
      href:
        publication && provider.viewerMayReadScorecard
          ? scorecardPath(provider.number, { programme, year })
          : undefined,
      note: reported ? unpublished : missing,
      cells: places.map((place) => cellOf(cells[place], place)),
    };
    return {
      number: provider.number,
      name: provider.name,
      sizeQuarter,
      reported,
      cells: cells.map(({ value, verdict }) => ({ value, verdict: VERDICTS[verdict].shape })),
      verdicts: cells.map(({ verdict }) => verdict),
      row,
    };
  });
}

/** The columns in their four groups: those that do not apply keep their places, narrow, unless columns were chosen. */
function columnsOf(
  comparison: Comparison,
  columns: readonly string[] | undefined,
  search: Search,
  programme: string,
  year: number,
  language: Language,
) {
  const { t } = language;
  const { indicators } = comparison;
  const chosen = chosenColumns(indicators, { columns });
  const all = (['SATISFACTION', 'EFFORT', 'OUTCOME', 'TIME'] as const).map((group) => {
    const members = chosen.flatMap((index) => {
      const indicator = indicators[index];
      return indicator?.group === group ? [{ indicator, index }] : [];
    });
    const column = ({ indicator, index }: (typeof members)[number]): HeatColumn => ({
      id: indicator.code,
      label: columnLabel(indicator, language),
      href: hasPlot(comparison, index)
        ? comparisonPath({ ...search, programme, year, indicator: indicator.code, adjusted: undefined })
        : undefined,
      chosen: indicator.code === search.indicator,
    });
    const wide = members.filter(({ index }) => applies(comparison, index));
    const narrow = members.filter(({ index }) => !applies(comparison, index));
    return {
      label: t(`group.${group}`),
      columns: wide.map(column),
      narrow:
        narrow.length > 0
          ? { label: t('comparison.notHere', { count: narrow.length }), columns: narrow.map(column) }
          : undefined,
      places: [...wide, ...narrow].map(({ index }) => index),
    };
  });
  const groups = all.filter(({ places }) => places.length > 0);
  return { groups, places: groups.flatMap((group) => group.places) };
}

/** With its unit, and with the band that is best. */
function columnLabel({ name: whole, unit, band }: Column, { t, format }: Language): string {
  const name = t('comparison.withUnit', { name: breakable(whole), unit });
  return band ? t('comparison.inBand', { name, band: format.range(band.low, band.high, unit, 0) }) : name;
}

/** Compound words may break between their parts, for the columns are narrow and browsers do not know Norwegian words. */
function breakable(name: string): string {
  return name.replace(/(?<=\p{L}{3})(undersøk|utvikling|partnar|partner|deltak|kvalifis)/gu, '\u00AD$1');
}

/** Whether there is something to open below: a checklist has neither funnel nor intervals, nor has what has no mean or nobody's value. */
function hasPlot({ nation, rows }: Comparison, index: number): boolean {
  const isChecklist = rows.some(({ cells }) => cells[index]?.noVerdict === 'NOT_A_SAMPLE');
  return nation[index] != null && !isChecklist && rows.some(({ cells }) => cells[index]?.value != null);
}

/** An indicator as the sorting takes it. */
function asColumn({ code, direction, band }: Column) {
  return { code, direction: DIRECTIONS[direction], band };
}

const DIRECTIONS = { HIGHER: 'higher', LOWER: 'lower', BAND: 'band' } as const;
