import type { ErrorParams } from '../errors.ts';

type Words = Record<'nb' | 'nn' | 'en', string>;

/**
 * What can be wrong in the data files, by code, worded in each language. `{value}` is what stood in the cell, the other names
 * are the error's own `params`. The first word of a sentence is left small where a value comes first.
 */
export const dataErrorTexts = {
  'unknown-code': {
    nb: '«{value}» er ikke en kjent kode; ventet en av {expected}',
    nn: '«{value}» er ikkje ein kjend kode; venta ein av {expected}',
    en: '"{value}" is not a known code; expected one of {expected}',
  },
  'not-a-date': {
    nb: '«{value}» er ikke en dato som finnes; ventet ÅÅÅÅ-MM-DD eller DD.MM.ÅÅÅÅ',
    nn: '«{value}» er ikkje ein dato som finst; venta ÅÅÅÅ-MM-DD eller DD.MM.ÅÅÅÅ',
    en: '"{value}" is not a date that exists; expected YYYY-MM-DD or DD.MM.YYYY',
  },
  'not-a-number': {
    nb: '«{value}» er ikke et tall; ventet for eksempel 7,5 eller 7.5, uten mellomrom',
    nn: '«{value}» er ikkje eit tal; venta til dømes 7,5 eller 7.5, utan mellomrom',
    en: '"{value}" is not a number; expected one such as 7,5 or 7.5, without spaces',
  },
  'not-zero-or-more': {
    nb: '«{value}» er ikke et tall på 0 eller mer; ventet for eksempel 7,5 eller 7.5, uten mellomrom',
    nn: '«{value}» er ikkje eit tal på 0 eller meir; venta til dømes 7,5 eller 7.5, utan mellomrom',
    en: '"{value}" is not a number of 0 or more; expected one such as 7,5 or 7.5, without spaces',
  },
  'not-a-whole-number': {
    nb: '«{value}» er ikke et helt tall på 0 eller mer',
    nn: '«{value}» er ikkje eit heilt tal på 0 eller meir',
    en: '"{value}" is not a whole number of 0 or more',
  },
  'not-a-year': {
    nb: '«{value}» er ikke et år; ventet fire sifre',
    nn: '«{value}» er ikkje eit år; venta fire siffer',
    en: '"{value}" is not a year; expected four digits',
  },
  'off-scale': {
    nb: '«{value}» ligger utenfor skalaen; ventet {low}–{high}',
    nn: '«{value}» ligg utanfor skalaen; venta {low}–{high}',
    en: '"{value}" is off the scale; expected {low} to {high}',
  },
  'not-yes-or-no': {
    nb: '«{value}» er verken ja eller nei; ventet ja, nei, yes, no, true, false, 1 eller 0',
    nn: '«{value}» er korkje ja eller nei; venta ja, nei, yes, no, true, false, 1 eller 0',
    en: '"{value}" is neither yes nor no; expected yes, no, ja, nei, true, false, 1 or 0',
  },
  'not-an-organisation-number': {
    nb: '«{value}» er ikke et organisasjonsnummer; ventet ni sifre der kontrollsifferet stemmer',
    nn: '«{value}» er ikkje eit organisasjonsnummer; venta ni siffer der kontrollsifferet stemmer',
    en: '"{value}" is not an organisation number; expected nine digits with the right check digit',
  },
  'not-a-nav-office': {
    nb: '«{value}» er ikke et enhetsnummer; ventet fire sifre',
    nn: '«{value}» er ikkje eit einingsnummer; venta fire siffer',
    en: '"{value}" is not a Nav unit number; expected four digits',
  },
  'too-long': {
    nb: 'teksten er på {length} tegn; ventet høyst {limit}',
    nn: 'teksten er på {length} teikn; venta høgst {limit}',
    en: 'the text is {length} characters long; expected at most {limit}',
  },
  'identity-number': {
    nb: 'cellen inneholder et fødselsnummer eller D-nummer; bruk et pseudonym',
    nn: 'cella inneheld eit fødselsnummer eller D-nummer; bruk eit pseudonym',
    en: 'the cell holds a national identity number; use a pseudonym',
  },
  empty: {
    nb: 'cellen er tom; ventet en verdi',
    nn: 'cella er tom; venta ein verdi',
    en: 'the cell is empty; expected a value',
  },
  'end-reason-missing': {
    nb: 'sluttårsak mangler; den kreves når sluttdatoen er oppgitt',
    nn: 'sluttårsak manglar; ho er påkravd når sluttdatoen er oppgitt',
    en: 'the end reason is missing; expected one because there is an end date',
  },
  'end-reason-without-end-date': {
    nb: '«{value}» er en sluttårsak uten sluttdato; ventet tom celle eller en sluttdato',
    nn: '«{value}» er ei sluttårsak utan sluttdato; venta tom celle eller ein sluttdato',
    en: '"{value}" is an end reason without an end date; expected an empty cell or an end date',
  },
  'before-start': {
    nb: '«{value}» ligger før startdatoen {start}; ventet den dagen eller senere',
    nn: '«{value}» ligg før startdatoen {start}; venta den dagen eller seinare',
    en: '"{value}" lies before the start date {start}; expected that day or later',
  },
  'programme-missing': {
    nb: 'tiltak mangler; det kreves her',
    nn: 'tiltak manglar; det er påkravd her',
    en: 'the programme is missing; expected one here',
  },
  'programme-not-allowed': {
    nb: '«{value}» er et tiltak der svaret gjelder hele virksomheten; ventet tom celle',
    nn: '«{value}» er eit tiltak der svaret gjeld heile verksemda; venta tom celle',
    en: '"{value}" is a programme where the answer is about the whole provider; expected an empty cell',
  },
  'two-programmes': {
    nb: '«{value}» er et annet tiltak enn tidligere i samme besvarelse; ventet {programme}',
    nn: '«{value}» er eit anna tiltak enn tidlegare i same svar; venta {programme}',
    en: '"{value}" is another programme than earlier in the same response; expected {programme}',
  },
  'no-participation': {
    nb: '«{value}» er ikke en deltakelse hos denne tiltaksarrangøren; ventet en fra participations.csv',
    nn: '«{value}» er ikkje ei deltaking hos denne tiltaksarrangøren; venta ei frå participations.csv',
    en: '"{value}" is no participation of this provider; expected one that participations.csv has',
  },
  'duplicate-key': {
    nb: 'raden gjentar en tidligere rad med «{value}»; ventet at {key} er forskjellig for hver rad',
    nn: 'rada gjentek ei tidlegare rad med «{value}»; venta at {key} er ulik for kvar rad',
    en: 'the row repeats an earlier one with "{value}"; expected each row to have its own {key}',
  },
  'wrong-field-count': {
    nb: 'raden har {found} felt; ventet {expected} som i overskriften',
    nn: 'rada har {found} felt; venta {expected} som i overskrifta',
    en: 'the row has {found} fields; expected {expected} as in the header',
  },
  'unclosed-quote': {
    nb: 'et anførselstegn åpnes, men lukkes aldri',
    nn: 'eit hermeteikn blir opna, men aldri lukka',
    en: 'a quotation mark is opened and never closed',
  },
  'text-after-quote': {
    nb: 'det står tekst etter et lukkende anførselstegn; ventet at anførselstegn inne i teksten er doble',
    nn: 'det står tekst etter eit lukkande hermeteikn; venta at hermeteikn inne i teksten er doble',
    en: 'text follows a closing quotation mark; expected quotation marks inside a text to be doubled',
  },
  'too-many-fields': {
    nb: 'raden har mange flere felt enn en tabell kan ha; er skilletegnet riktig?',
    nn: 'rada har mange fleire felt enn ein tabell kan ha; er skiljeteiknet rett?',
    en: 'the row has far more fields than a table can have; is the separator right?',
  },
  'header-twice': {
    nb: 'kolonnen står to ganger i overskriften',
    nn: 'kolonnen står to gonger i overskrifta',
    en: 'the column stands twice in the header',
  },
  'column-missing': {
    nb: 'den påkrevde kolonnen mangler i overskriften',
    nn: 'den påkravde kolonnen manglar i overskrifta',
    en: 'the required column is missing from the header',
  },
  'table-twice': {
    nb: 'tabellen er levert to ganger; ventet én fil eller ett ark',
    nn: 'tabellen er levert to gonger; venta éi fil eller eitt ark',
    en: 'the table is given twice; expected one file or one sheet',
  },
  unreadable: {
    nb: 'filen er ikke tekst; ventet CSV i UTF-8 eller Windows-1252, eller en Excel-arbeidsbok (.xlsx)',
    nn: 'fila er ikkje tekst; venta CSV i UTF-8 eller Windows-1252, eller ei Excel-arbeidsbok (.xlsx)',
    en: 'the file is not text; expected CSV in UTF-8 or Windows-1252, or an Excel workbook (.xlsx)',
  },
  'too-large': {
    nb: 'filen er for stor til å leses; ta færre år eller tiltaksarrangører om gangen',
    nn: 'fila er for stor til å lesast; ta færre år eller tiltaksarrangørar om gongen',
    en: 'the file is too large to read; take fewer years or providers at a time',
  },
  'unknown-provider': {
    nb: '«{value}» er ikke en tiltaksarrangør som du rapporterer for',
    nn: '«{value}» er ikkje ein tiltaksarrangør som du rapporterer for',
    en: '"{value}" is not a provider that you report for',
  },
  'locked-year': {
    nb: 'raden gjelder {year}, der rapporten er låst; be bransjeforeningen om å åpne den',
    nn: 'rada gjeld {year}, der rapporten er låst; be bransjeforeininga om å opne han',
    en: 'the row bears on {year}, whose report is locked; ask the association to reopen it',
  },
  'unknown-nav-office': {
    nb: '«{value}» er ikke et kjent Nav-kontor',
    nn: '«{value}» er ikkje eit kjent Nav-kontor',
    en: '"{value}" is not a known Nav office',
  },
} as const satisfies Record<string, Words>;

export type DataErrorCode = keyof typeof dataErrorTexts;

/** One thing that is wrong in a data file. */
export interface DataError {
  file: string;
  /** Where the record starts; the header is line 1. */
  line: number;
  /** The header's name, or `-` for the whole row. */
  column: string;
  /** What stood in the cell, or in the key's cells; empty for other whole rows, and always for a national identity number. */
  value: string;
  code: DataErrorCode;
  params: ErrorParams;
  /** In English, for the command line. */
  message: string;
}

/** What is not wrong but worth telling: it changes nothing. */
export interface Notice {
  file: string;
  code: 'unknown-column' | 'unknown-file' | 'empty-file';
  params: ErrorParams;
  message: string;
}

const noticeTexts: Record<Notice['code'], Words> = {
  'unknown-column': {
    nb: 'kolonnen «{column}» er ukjent og blir ikke lest',
    nn: 'kolonnen «{column}» er ukjend og blir ikkje lesen',
    en: 'the column "{column}" is unknown and ignored',
  },
  'unknown-file': {
    nb: 'filen eller arket er ukjent og blir ikke lest',
    nn: 'fila eller arket er ukjent og blir ikkje lese',
    en: 'the file or sheet is unknown and ignored',
  },
  'empty-file': { nb: 'filen er tom', nn: 'fila er tom', en: 'the file is empty' },
};

/** The wording of an error or notice in one language. */
export function describe(
  { code, params, value = '' }: { code: DataErrorCode | Notice['code']; params: ErrorParams; value?: string },
  locale: 'nb' | 'nn' | 'en',
): string {
  const words: Words =
    code in dataErrorTexts ? dataErrorTexts[code as DataErrorCode] : noticeTexts[code as Notice['code']];
  return words[locale].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(name === 'value' ? value : (params[name] ?? '')),
  );
}
