import type nb from './nb.ts';

export default {
  'suitability.title': 'Kva kan det setjast mål på?',
  'suitability.lead': 'Direktoratet avgjer for kvart tiltak om ein indikator eignar seg for resultatmål.',
  'suitability.whole': 'Heile verksemda',
  'suitability.YES': 'Ja',
  'suitability.NO': 'Nei',
  'suitability.UNDECIDED': 'Ikkje avgjort',
  'suitability.means.YES': 'Ja: eignar seg for mål',
  'suitability.means.NO': 'Nei: det kan ikkje setjast mål',
  'suitability.means.UNDECIDED': 'Ikkje avgjort: lokale mål kan avtalast, med eit varsel',
  'suitability.assumed': 'Gått ut frå, ikkje avgjort',
  'suitability.assumedMeans': 'Stipla ramme: ikkje avgjort av direktoratet',
  'suitability.decided': 'Avgjort {date}',
  'suitability.saved': '{indicator}, {place}: lagra {time}',
  'suitability.of': '{indicator} i {place}',
  'suitability.mayNot': 'Leiarar i direktoratet avgjer. Her kan du lese kva som gjeld.',
} satisfies Record<keyof typeof nb, string>;
