import type { Selection } from '@batt/domain/benchmarks/selection';
import { chosenColumns, groupNamed, selectRows } from '@batt/domain/benchmarks/selection';
import { FORMULA_LIKE } from '@batt/domain/data-files/cells';
import { writeXlsx } from 'hucre/xlsx';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import { accessibleBy } from '../../db/accessible-by.ts';
import { asViewer } from '../../db/as-viewer.ts';
import type { Indicator } from '../indicators/indicators.ts';
import { getComparison } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import type { Locale } from './export-words.ts';
import {
  DIRECTION_WORDS,
  HEADS,
  LOCALES,
  NO_VERDICT_WORDS,
  REFERENCE_WORDS,
  SIGNS,
  UNIT_WORDS,
  VERDICT_WORDS,
} from './export-words.ts';
import { listPublications } from './figures.ts';
import type { PublicationRow } from './figures.ts';
import { findGroup } from './peers.ts';
import { getRanking } from './ranking.ts';
import type { RankedProvider, RankingArgs } from './ranking.ts';

/** Comparisons and rankings as files: exactly what a reader has on screen, with what is needed to understand it later. */

/** A file to hand over. */
export interface OutFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export const FORMATS = ['csv', 'xlsx'] as const;
type Format = (typeof FORMATS)[number];

const address = {
  programme: z.string().max(20).optional(),
  year: z.coerce.number().int().min(2000).max(2100),
  county: z.string().max(20).optional(),
  group: z.string().max(90).optional(),
  locale: z.enum(LOCALES).default('nb'),
};

/** What the address of a comparison's file may ask for: the same words as in the address of the page. */
export const comparisonAddress = z.object({
  ...address,
  programme: z.string().max(20),
  reference: z
    .string()
    .max(90)
    .default('nation')
    .transform((word) => {
      const list = /^list-(.+)$/.exec(word)?.[1];
      return list === undefined ? { kind: word } : { kind: 'favourites', list };
    })
    .pipe(
      z.object({
        kind: z.enum(['nation', 'county', 'target', 'peers', 'favourites', 'last-year']),
        list: z.string().optional(),
      }),
    ),
  order: z.string().max(60).optional(),
  columns: z.string().max(2_000).optional(),
  name: z.string().max(100).optional(),
  clear: z.string().max(3).optional(),
});

/** What the address of a ranking's file may ask for. */
export const rankingAddress = z.object({ ...address, indicator: z.string().max(60) });

type Cell = string | number | null;

interface Sheet {
  name: string;
  /** The first row is its head. */
  rows: Cell[][];
  /** Columns that stay in sight. */
  frozen?: number;
  /** How the numbers of each column are written; they are never rounded. */
  formats?: (string | undefined)[];
}

/** The comparison that the address asks for, with its filters, columns and order. Null where it is not the viewer's to see, or not published. */
export async function comparisonFile(
  context: Context,
  format: Format,
  query: z.infer<typeof comparisonAddress>,
): Promise<OutFile | null> {
  const { locale, programme, year, county, order, columns, name, clear, group } = query;
  const { kind: reference, list } = query.reference;
  const comparison = await getComparison(context, { county, year, programme, reference, list });
  if (!comparison?.publication) return null;
  const providers = await providersOf(
    context,
    comparison.rows.map(({ providerId }) => providerId),
  );
  const selection: Selection = {
    name,
    order,
    clear: clear === 'yes',
    columns: columns?.split(','),
    ...(await membersOf(context, group, year, providers)),
  };
  const { indicators } = comparison;
  const places = chosenColumns(indicators, selection);
  const rows = selectRows(
    comparison.rows.map((row) => ({ ...row, ...(providers.get(row.providerId) ?? { number: '', name: '' }) })),
    indicators,
    selection,
    new Intl.Collator(LANGUAGE[locale]).compare,
  );
  const place = await countyName(context, comparison.countyId);
  const long = longTable(comparison, rows, places, locale);
  const shown: Sheet = {
    name: HEADS.comparison[locale],
    rows: asShown(comparison, rows, places, locale),
    frozen: 2,
    formats: [undefined, undefined, ...places.map((place) => numberFormat(indicators[place]?.decimals ?? 0))],
  };
  const filters = [
    name && `«${name}»`,
    clear === 'yes' && VERDICT_WORDS['clearly-better'][locale],
    group,
    order,
  ].filter(Boolean);
  return fileOf(format, locale, {
    name: [HEADS.comparison[locale].toLowerCase(), county ?? '', programme, year].filter(Boolean).join('-'),
    table: long,
    sheets: [shown, long],
    indicators: places.flatMap((index) => indicators[index] ?? []),
    publication: comparison.publication,
    about: [
      [HEADS.county[locale], place ?? HEADS.wholeNation[locale]],
      [HEADS.programme[locale], programme],
      [HEADS.year[locale], year],
      [HEADS.against[locale], [REFERENCE_WORDS[reference][locale], list].filter(Boolean).join(': ')],
      [HEADS.filters[locale], filters.join(', ')],
    ],
  });
}

type ShownRow = Comparison['rows'][number] & { number: string; name: string };

/** As on screen: a row for each provider, a column for each indicator, the means above. */
function asShown(
  { indicators, nation, countyMeans, countyId }: Comparison,
  rows: ShownRow[],
  places: number[],
  locale: Locale,
): Cell[][] {
  const means = (label: string, values: (number | null)[]): Cell[] => [
    '',
    label,
    ...places.map((place) => values[place] ?? null),
  ];
  return [
    [
      HEADS.number[locale],
      HEADS.provider[locale],
      ...places.map((place) => {
        const indicator = indicators[place];
        return indicator ? `${indicator.names[locale]} (${UNIT_WORDS[indicator.unit][locale]})` : '';
      }),
    ],
    means(HEADS.nationalMean[locale], nation),
    ...(countyId === null ? [] : [means(HEADS.countyMean[locale], countyMeans)]),
    ...rows.map((row) => [
      row.number,
      row.name,
      ...(row.reported
        ? places.map((place) => valueOrSign(row.cells[place]))
        : [HEADS.notReported[locale], ...places.slice(1).map(() => null)]),
    ]),
  ];
}

/** One line for each figure, with all that belongs to it. */
function longTable(
  { indicators, year, programme, reference, publication }: Comparison,
  rows: ShownRow[],
  places: number[],
  locale: Locale,
): Sheet {
  const head = (
    [
      ['year', 'programme', 'number', 'provider', 'code', 'indicator', 'unit', 'value', 'n', 'low', 'high', 'verdict'],
      ['why', 'against', 'referenceLow', 'referenceHigh', 'version', 'revision', 'published'],
    ] as const
  ).flatMap((part) => part.map((key) => HEADS[key][locale]));
  const published = publication ? dayOf(publication.publishedAt) : null;
  const lines = rows.flatMap((row) =>
    places.flatMap((place): Cell[][] => {
      const [indicator, cell] = [indicators[place], row.cells[place]];
      if (!indicator || !cell) return [];
      return [
        [
          year,
          programme,
          row.number,
          row.name,
          indicator.code,
          indicator.names[locale],
          UNIT_WORDS[indicator.unit][locale],
          valueOrSign(cell),
          cell.n,
          cell.low,
          cell.high,
          VERDICT_WORDS[cell.verdict][locale],
          cell.noVerdict && NO_VERDICT_WORDS[cell.noVerdict][locale],
          REFERENCE_WORDS[reference][locale],
          cell.reference?.low ?? null,
          cell.reference?.high ?? null,
          indicator.version,
          publication?.revision ?? null,
          published,
        ],
      ];
    }),
  );
  return { name: HEADS.allFigures[locale], rows: [head, ...lines], frozen: 4 };
}

/** The whole ranking of one indicator. Null where there is none. */
export async function rankingFile(
  context: Context,
  format: Format,
  query: z.infer<typeof rankingAddress>,
): Promise<OutFile | null> {
  const { locale, indicator, programme, year, county, group } = query;
  const named = groupNamed(group);
  const peerGroup = named && ('peersOf' in named ? named.peersOf : 'list' in named ? named.list : null);
  const found = await wholeRanking(context, { indicator, programme, year, county, peerGroup });
  if (!found) return null;
  const { ranking, places } = found;
  const providers = await providersOf(
    context,
    places.map(({ providerId }) => providerId),
  );
  const publication = (await listPublications(context, year)).find(({ revision }) => revision === ranking.revision);
  const published = publication ? dayOf(publication.publishedAt) : null;
  const head = (
    [
      ['rank', 'shared', 'rankLow', 'rankHigh', 'topFive', 'number', 'provider', 'value', 'perHundred', 'n', 'low'],
      ['high', 'verdict', 'code', 'year', 'programme', 'version', 'revision', 'published'],
    ] as const
  ).flatMap((part) => part.map((key) => HEADS[key][locale]));
  const lines = places.map((place): Cell[] => [
    place.rank,
    place.shared ? HEADS.yes[locale] : null,
    place.rankLow,
    place.rankHigh,
    place.topFive,
    providers.get(place.providerId)?.number ?? null,
    providers.get(place.providerId)?.name ?? null,
    place.value,
    place.perHundred,
    place.n,
    place.low,
    place.high,
    place.verdict === 'none' ? null : VERDICT_WORDS[place.verdict][locale],
    ranking.indicator.code,
    year,
    ranking.programme,
    ranking.indicator.version,
    ranking.revision,
    published,
  ]);
  const table: Sheet = { name: HEADS.ranking[locale], frozen: 7, rows: [head, ...lines] };
  return fileOf(format, locale, {
    name: [HEADS.ranking[locale].toLowerCase(), indicator, county ?? '', ranking.programme ?? '', year]
      .filter(Boolean)
      .join('-'),
    table,
    sheets: [table],
    indicators: [ranking.indicator],
    publication: publication ?? null,
    about: [
      [HEADS.indicator[locale], ranking.indicator.names[locale]],
      [HEADS.county[locale], (await countyName(context, ranking.countyId)) ?? HEADS.wholeNation[locale]],
      [HEADS.programme[locale], ranking.programme],
      [HEADS.year[locale], year],
      [HEADS.filters[locale], peerGroup],
      [HEADS.nationalMean[locale], ranking.nation.mean],
      [HEADS.ranked[locale], ranking.ranked],
      [HEADS.leftOut[locale], ranking.leftOut],
    ],
  });
}

// All pages of a ranking, one after the other.
async function wholeRanking(context: Context, args: RankingArgs) {
  const places: RankedProvider[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof getRanking>> = await getRanking(context, { ...args, first: 500, after });
    if (!page) return null;
    places.push(...page.edges.flatMap((edge) => (edge ? [edge.node] : [])));
    if (!page.pageInfo.hasNextPage) return { ranking: page.ranking, places };
    after = page.pageInfo.endCursor ?? null;
  }
}

interface Content {
  name: string;
  /** What the CSV file holds. */
  table: Sheet;
  /** What the workbook holds before its definitions and what it is about. */
  sheets: Sheet[];
  indicators: Indicator[];
  publication: PublicationRow | null;
  about: [string, Cell][];
}

function fileOf(format: Format, locale: Locale, content: Content): OutFile | Promise<OutFile> {
  return format === 'csv' ? textOf(locale, content) : workbookOf(locale, content);
}

// A CSV file has one table: what a workbook says on sheets of its own stands on every line.
function textOf(locale: Locale, { name, table, indicators }: Content): OutFile {
  const [head = [], ...rows] = table.rows;
  const code = head.indexOf(HEADS.code[locale]);
  const explained = new Map(indicators.map((one) => [one.code, one.explanations[locale]]));
  const now = dayOf(new Date());
  const lines = rows.map((row) => [...row, now, explained.get(String(row[code])) ?? null]);
  const text = [[...head, HEADS.fetched[locale], HEADS.explanation[locale]], ...lines]
    .map((row) => csvLine(row, locale))
    .join('');
  return { name: `${name}.csv`, type: 'text/csv; charset=utf-8', bytes: Buffer.from(`\uFEFF${text}`) };
}

async function workbookOf(locale: Locale, { name, sheets, indicators, publication, about }: Content): Promise<OutFile> {
  const definitions: Sheet = {
    name: HEADS.definitions[locale],
    frozen: 2,
    rows: [
      (['code', 'indicator', 'unit', 'direction', 'explanation', 'version'] as const).map((key) => HEADS[key][locale]),
      ...indicators.map(({ code, names, unit, direction, band, explanations, version }) => [
        code,
        names[locale],
        UNIT_WORDS[unit][locale],
        `${DIRECTION_WORDS[direction][locale]}${direction === 'band' && band ? ` (${band.low}–${band.high})` : ''}`,
        explanations[locale],
        version,
      ]),
    ],
  };
  const what: Sheet = {
    name: HEADS.about[locale],
    rows: [
      ...about,
      [HEADS.revision[locale], publication?.revision ?? null],
      [HEADS.published[locale], publication && dayOf(publication.publishedAt)],
      [HEADS.fetched[locale], dayOf(new Date())],
      ...Object.values(SIGNS).map(({ sign, words }): [string, Cell] => [
        `${HEADS.signs[locale]} ${sign}`,
        words[locale],
      ]),
    ],
  };
  const bytes = await writeXlsx({
    sheets: [...sheets, definitions, what].map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows.map((row) => row.map(safe)),
      columns: (sheet.rows[0] ?? []).map((_, column) => ({
        width: widthOf(sheet, column),
        numFmt: sheet.formats?.[column],
      })),
      freezePane: sheet.frozen === undefined ? undefined : { rows: 1, columns: sheet.frozen },
    })),
  });
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name: `${name}.xlsx`, type, bytes };
}

const numberFormat = (decimals: number) => (decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`);

function widthOf({ rows }: Sheet, column: number): number {
  const longest = Math.max(...rows.map((row) => (typeof row[column] === 'string' ? row[column].length : 8)));
  return Math.min(60, Math.max(8, longest + 2));
}

/** Text that a spreadsheet would take for a formula is made text. */
function safe(cell: Cell): Cell {
  return typeof cell === 'string' && FORMULA_LIKE.test(cell) ? `'${cell}` : cell;
}

/** Semicolons and decimal commas where that is the custom, so that a spreadsheet opens it as it is. */
function csvLine(row: Cell[], locale: Locale): string {
  const [separator, point] = locale === 'en' ? [',', '.'] : [';', ','];
  const cells = row.map((cell) => {
    if (cell === null) return '';
    const text = typeof cell === 'number' ? String(cell).replace('.', point) : String(safe(cell));
    return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${cells.join(separator)}\r\n`;
}

function valueOrSign(cell: Comparison['rows'][number]['cells'][number] | undefined): Cell {
  if (!cell) return null;
  if (cell.value !== null) return cell.value;
  return SIGNS[cell.status === 'ok' ? 'no-data' : cell.status].sign;
}

const LANGUAGE: Record<Locale, string> = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' };

function dayOf(instant: Date | string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date(instant));
}

async function providersOf(context: Context, ids: number[]): Promise<Map<number, { number: string; name: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await asViewer(context.db, context.viewer, (trx) =>
    trx
      .selectFrom('organisation')
      .where(accessibleBy(context.ability, 'read', 'Organisation'))
      .where('id', 'in', ids)
      .select(['id', 'number', 'name'])
      .execute(),
  );
  return new Map(rows.map(({ id, number, name }) => [id, { number, name }]));
}

async function countyName(context: Context, id: number | null): Promise<string | null> {
  return id === null ? null : ((await providersOf(context, [id])).get(id)?.name ?? null);
}

async function membersOf(
  context: Context,
  group: string | undefined,
  year: number,
  providers: Map<number, { number: string }>,
): Promise<Pick<Selection, 'size' | 'members'>> {
  const named = groupNamed(group);
  if (!named) return {};
  if ('size' in named) return { size: named.size };
  const ids = await asViewer(context.db, context.viewer, (trx) =>
    findGroup(trx, context, 'peersOf' in named ? named.peersOf : named.list, year),
  );
  return { members: new Set((ids ?? []).flatMap((id) => providers.get(id)?.number ?? [])) };
}
