export default {
  'ranking.title': 'Rangering: {indicator}',
  'ranking.titleLoading': 'Rangering',
  'ranking.nation': 'Hele landet',
  'ranking.none':
    'Ingen rangering finnes for dette valget: indikatoren gjelder ikke for tiltaket, eller året er ikke publisert.',
  'ranking.count':
    '{ranked} arrangører er rangert{leftOut, plural, =0 {.} one {, # er ikke med.} other {, # er ikke med.}}',
  'ranking.mean': 'Landssnittet er {mean}.',
  'ranking.caution': 'De fleste plasseringer kan flyttes av tilfeldigheter: se på vurderingen før rekkefølgen.',
  'ranking.caption': 'Arrangørene rangert etter {indicator}, {year}',
  'ranking.rank': 'Plass',
  'ranking.provider': 'Tiltaksarrangør',
  'ranking.value': 'Verdi',
  'ranking.interval': '95 %-intervall',
  'ranking.n': 'Grunnlag (n)',
  'ranking.verdict': 'Mot landssnittet',
  'ranking.shared': 'delt plass',
  'ranking.hiddenValues': 'Verdien står hos de fem beste og hos dem du kan lese målkortet til.',
  'ranking.more': 'Vis flere',
};
