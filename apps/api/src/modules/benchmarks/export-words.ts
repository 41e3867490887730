import type { NoVerdict, Verdict } from '@batt/domain/benchmarks/compare';
import type { FigureRow } from './figures.ts';
import type { ReferenceKind } from './comparison.ts';

/** The words of files that people take out, in the languages of the web client. */
export const LOCALES = ['nb', 'nn', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
type Words = Record<Locale, string>;

const words = (nb: string, nn: string, en: string): Words => ({ nb, nn, en });

export const VERDICT_WORDS: Record<Verdict, Words> = {
  'clearly-better': words('klart bedre', 'klart betre', 'clearly better'),
  better: words('bedre', 'betre', 'better'),
  within: words('innenfor usikkerheten', 'innanfor uvissa', 'within the uncertainty'),
  weaker: words('svakere', 'svakare', 'weaker'),
  'clearly-weaker': words('klart svakere', 'klart svakare', 'clearly weaker'),
  none: words('ingen vurdering', 'inga vurdering', 'no verdict'),
};

export const NO_VERDICT_WORDS: Record<NoVerdict, Words> = {
  'no-value': words('ingen verdi', 'ingen verdi', 'no value'),
  size: words('antall følger størrelsen', 'tal på noko følgjer storleiken', 'counts follow size'),
  'not-a-sample': words('sjekkliste, ikke utvalg', 'sjekkliste, ikkje utval', 'checklist, not a sample'),
  'no-direction': words('ikke sagt hva som er best', 'ikkje sagt kva som er best', 'not said what is best'),
  'no-reference': words('ingenting å sammenlikne med', 'ingenting å samanlikne med', 'nothing to compare with'),
  few: words('for få', 'for få', 'too few'),
  'no-interval': words('uten intervall', 'utan intervall', 'no interval'),
  break: words('definisjonen er endret', 'definisjonen er endra', 'the definition changed'),
};

/** What stands in the place of a value that is not shown. */
export const SIGNS: Record<Exclude<FigureRow['status'], 'ok'>, { sign: string; words: Words }> = {
  suppressed: { sign: ':', words: words('skjult av personvern', 'skjult av personvern', 'hidden for privacy') },
  'no-data': { sign: '..', words: words('mangler', 'manglar', 'missing') },
  'not-applicable': { sign: '.', words: words('gjelder ikke', 'gjeld ikkje', 'does not apply') },
};

export const REFERENCE_WORDS: Record<ReferenceKind, Words> = {
  nation: words('Landssnittet', 'Landssnittet', 'The national mean'),
  county: words('Fylkessnittet', 'Fylkessnittet', 'The county mean'),
  target: words('Målet som gjelder', 'Målet som gjeld', 'The target that applies'),
  peers: words('Lignende arrangører', 'Liknande arrangørar', 'Similar providers'),
  favourites: words('Egen liste', 'Eiga liste', 'Own list'),
  'last-year': words('Eget tall året før', 'Eige tal året før', 'Own figure the year before'),
};

export const UNIT_WORDS = {
  score: words('snitt 1–6', 'snitt 1–6', 'mean 1–6'),
  days: words('dager per person', 'dagar per person', 'days per person'),
  count: words('antall', 'tal på', 'count'),
  percent: words('prosent', 'prosent', 'per cent'),
  weeks: words('uker', 'veker', 'weeks'),
};

export const DIRECTION_WORDS = {
  higher: words('høyere er bedre', 'høgare er betre', 'higher is better'),
  lower: words('lavere er bedre', 'lågare er betre', 'lower is better'),
  band: words('best i båndet', 'best i bandet', 'best within the band'),
};

/** Headings, labels and names of sheets and files. */
export const HEADS = {
  comparison: words('Sammenlikning', 'Samanlikning', 'Comparison'),
  ranking: words('Rangering', 'Rangering', 'Ranking'),
  allFigures: words('Alle tall', 'Alle tal', 'All figures'),
  definitions: words('Definisjoner', 'Definisjonar', 'Definitions'),
  about: words('Om filen', 'Om fila', 'About'),
  year: words('År', 'År', 'Year'),
  programme: words('Tiltak', 'Tiltak', 'Programme'),
  county: words('Fylke', 'Fylke', 'County unit'),
  wholeNation: words(
    'Hele landet, så langt leseren har innsyn',
    'Heile landet, så langt lesaren har innsyn',
    'The whole nation, as far as the reader may see',
  ),
  number: words('Organisasjonsnummer', 'Organisasjonsnummer', 'Organisation number'),
  provider: words('Tiltaksarrangør', 'Tiltaksarrangør', 'Provider'),
  indicator: words('Indikator', 'Indikator', 'Indicator'),
  code: words('Kode', 'Kode', 'Code'),
  version: words('Definisjonens versjon', 'Versjonen av definisjonen', 'Version of the definition'),
  explanation: words('Definisjon', 'Definisjon', 'Definition'),
  unit: words('Enhet', 'Eining', 'Unit'),
  direction: words('Retning', 'Retning', 'Direction'),
  value: words('Verdi', 'Verdi', 'Value'),
  n: words('Grunnlag (n)', 'Grunnlag (n)', 'Basis (n)'),
  low: words('95 %-intervall, nedre', '95 %-intervall, nedre', '95% interval, low'),
  high: words('95 %-intervall, øvre', '95 %-intervall, øvre', '95% interval, high'),
  verdict: words('Vurdering', 'Vurdering', 'Verdict'),
  why: words('Hvorfor ingen vurdering', 'Kvifor inga vurdering', 'Why no verdict'),
  against: words('Sammenliknet med', 'Samanlikna med', 'Compared with'),
  referenceLow: words('Referanse, nedre', 'Referanse, nedre', 'Reference, low'),
  referenceHigh: words('Referanse, øvre', 'Referanse, øvre', 'Reference, high'),
  nationalMean: words('Landssnitt', 'Landssnitt', 'National mean'),
  countyMean: words('Fylkessnitt', 'Fylkessnitt', 'County mean'),
  notReported: words('Ikke rapportert', 'Ikkje rapportert', 'Not reported'),
  rank: words('Plass', 'Plass', 'Rank'),
  shared: words('Delt plass', 'Delt plass', 'Shared'),
  rankLow: words('Sannsynlig plass, beste', 'Sannsynleg plass, beste', 'Likely rank, best'),
  rankHigh: words('Sannsynlig plass, dårligste', 'Sannsynleg plass, dårlegaste', 'Likely rank, last'),
  topFive: words(
    'Sannsynlighet for å være blant de fem beste',
    'Sannsyn for å vere blant dei fem beste',
    'Probability of being among the best five',
  ),
  perHundred: words('Per 100 deltakere', 'Per 100 deltakarar', 'Per 100 participants'),
  ranked: words('Rangert', 'Rangert', 'Ranked'),
  leftOut: words('Ikke rangert', 'Ikkje rangert', 'Not ranked'),
  filters: words('Utvalg', 'Utval', 'Selection'),
  revision: words('Publisert revisjon', 'Publisert revisjon', 'Published revision'),
  published: words('Publisert', 'Publisert', 'Published'),
  fetched: words('Hentet', 'Henta', 'Fetched'),
  signs: words('Tegn', 'Teikn', 'Signs'),
  yes: words('ja', 'ja', 'yes'),
} satisfies Record<string, Words>;
