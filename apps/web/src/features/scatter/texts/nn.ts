import type nb from './nb.ts';

export default {
  'scatter.title': 'To indikatorar saman',
  'scatter.x': 'Bortover',
  'scatter.y': 'Oppover',
  'scatter.everywhere': 'Alle vi kan sjå',
  'scatter.none': 'Ingen arrangørar har begge tala for dette valet.',
  'scatter.figure': '{x} mot {y}, {programme} {year}',
  'scatter.lead':
    '{both, plural, =0 {Ingen} other {#}} av {count} ligg på eller over landet på både {x} og {y}, {neither, plural, =0 {ingen} other {#}} under på begge.',
  'scatter.leadPlain': '{count, plural, one {# arrangør har} other {# arrangørar har}} begge tala.',
  'scatter.rest':
    '{highLow, plural, =0 {Ingen} other {#}} ligg over på {x} og under på {y}, {lowHigh, plural, =0 {ingen} other {#}} omvendt.',
  'scatter.caution': 'At to tal følgjest åt, tyder ikkje at det eine gir det andre.',
  'scatter.mean': 'Landssnitt',
  'scatter.provider': 'Tiltaksarrangør',
  'scatter.n': 'Grunnlag',
  'scatter.own': 'Eiga bedrift',
  'scatter.chosen': 'Vald arrangør',
  'scatter.all': 'Arrangørar',
  'scatter.others': 'Andre arrangørar',
  'scatter.size': 'Flata viser grunnlaget for {y}',
  'scatter.same': 'Same tal som i figuren.',
  'scatter.one': '{provider}: {x} {xValue} (landet {xMean}), {y} {yValue} (landet {yMean}).',
  'scatter.alone': 'De ser berre eiga bedrift her, for ein arrangør les ikkje tala til andre.',
  'scatter.samePick': 'Same tal som i figuren. Vel eit namn for å merke det i figuren.',
} satisfies Record<keyof typeof nb, string>;
