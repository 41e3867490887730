/** Which indicators suit targets. */
export default {
  'suitability.title': 'Hva kan det settes mål på?',
  'suitability.lead': 'Direktoratet avgjør for hvert tiltak om en indikator egner seg for resultatmål.',
  'suitability.whole': 'Hele virksomheten',
  'suitability.YES': 'Ja',
  'suitability.NO': 'Nei',
  'suitability.UNDECIDED': 'Ikke avgjort',
  'suitability.means.YES': 'Ja: egner seg for mål',
  'suitability.means.NO': 'Nei: det kan ikke settes mål',
  'suitability.means.UNDECIDED': 'Ikke avgjort: lokale mål kan avtales, med et varsel',
  'suitability.assumed': 'Antatt, ikke avgjort',
  'suitability.assumedMeans': 'Stiplet ramme: ikke avgjort av direktoratet',
  'suitability.decided': 'Avgjort {date}',
  'suitability.saved': '{indicator}, {place}: lagret {time}',
  'suitability.of': '{indicator} i {place}',
  'suitability.mayNot': 'Ledere i direktoratet avgjør. Her kan du lese hva som gjelder.',
};
