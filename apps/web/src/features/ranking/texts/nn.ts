import type nb from './nb.ts';

export default {
  'ranking.title': 'Rangering: {indicator}',
  'ranking.titleLoading': 'Rangering',
  'ranking.nation': 'Heile landet',
  'ranking.none':
    'Det finst inga rangering for dette valet: indikatoren gjeld ikkje for tiltaket, eller året er ikkje publisert.',
  'ranking.count':
    '{ranked} arrangørar er rangerte{leftOut, plural, =0 {.} one {, # er ikkje med.} other {, # er ikkje med.}}',
  'ranking.mean': 'Landssnittet er {mean}.',
  'ranking.caution': 'Dei fleste plasseringar kan flyttast av tilfelle: sjå på vurderinga før rekkjefølgja.',
  'ranking.caption': 'Arrangørane rangerte etter {indicator}, {year}',
  'ranking.rank': 'Plass',
  'ranking.provider': 'Tiltaksarrangør',
  'ranking.value': 'Verdi',
  'ranking.interval': '95 %-intervall',
  'ranking.n': 'Grunnlag (n)',
  'ranking.verdict': 'Mot landssnittet',
  'ranking.shared': 'delt plass',
  'ranking.hiddenValues': 'Verdien står hos dei fem beste og hos dei du kan lese målkortet til.',
  'ranking.more': 'Vis fleire',
} satisfies Record<keyof typeof nb, string>;
