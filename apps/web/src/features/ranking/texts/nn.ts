import type nb from './nb.ts';

export default {
  'ranking.title': 'Rangering: {indicator}',
  'ranking.titleLoading': 'Rangering',
  'ranking.among': 'Blant',
  'ranking.nation': 'Heile landet',
  'ranking.counties': 'Fylke',
  'ranking.groups': 'Grupper',
  'ranking.likeUs': 'Oss og dei som liknar',
  'ranking.peers': 'Vald arrangør og dei som liknar',
  'ranking.none':
    'Inga rangering finst for dette valet: indikatoren gjeld ikkje for tiltaket, eller året er ikkje publisert.',
  'ranking.count': '{count, plural, one {# arrangør er rangert.} other {# arrangørar er rangerte.}}',
  'ranking.mean': 'Landssnittet er {mean}.',
  'ranking.caution': 'Dei fleste plasseringar kan flyttast av tilfelle: sjå på spennet før rekkjefølgja.',
  'ranking.own': 'De har {place}, av {of}.',
  'ranking.ofCounts': 'Tal på noko følgjer kor stor arrangøren er: sjå òg talet per 100 deltakarar.',
  'ranking.noChance': 'Tala er ikkje eit utval, så plassane blir ikkje flytta av tilfelle.',
  'ranking.noRange': 'Kor sikre plassane er, er ikkje rekna ut her: sjå på uvissa til kvar verdi.',
  'ranking.tied': '{count} deler førsteplassen med {value}, så ingen fem kan peikast ut.',
  'ranking.tiedFurther': 'Fleire deler den siste plassen på lista enn dei som står her.',
  'ranking.leftOut': 'Kven som ikkje er med',
  'ranking.leftOut.TOO_FEW':
    '{count, plural, one {# arrangør har} other {# arrangørar har}} for få bak talet til at det kan visast.',
  'ranking.leftOut.LINKED':
    '{count, plural, one {Talet til # arrangør er skjult} other {Tala til # arrangørar er skjulte}} for at ingen skal kunne rekne ut eit anna.',
  'ranking.leftOut.NO_DATA':
    '{count, plural, one {# arrangør rapporterte} other {# arrangørar rapporterte}}, men ikkje det dette blir rekna av.',
  'ranking.leftOut.notReported':
    '{count, plural, one {# arrangør har} other {# arrangørar har}} ikkje rapportert for året.',
  'ranking.leftOut.other': '{count, plural, one {# arrangør har} other {# arrangørar har}} ingen plass.',
  'ranking.top': 'Dei {count, plural, =3 {tre} =4 {fire} =5 {fem} other {#}} beste i landet',
  'ranking.topLikely': '{percent} sannsynleg blant dei fem beste, {three} blant dei tre',
  'ranking.luck':
    '{count, plural, =0 {Truleg er ingen av dei der ved flaks.} other {Truleg er {count} av desse {of} der fordi små tal svingar.}}',
  'ranking.surest': 'Sikrast er {name}: {percent} sannsynleg blant dei fem beste.',
  'ranking.place': 'plass {rank}',
  'ranking.placeSure': 'plass {rank}, ganske sikkert',
  'ranking.placeRange': 'plass {rank}, sannsynlegvis mellom {low} og {high}',
  'ranking.caption': 'Arrangørane rangerte etter {indicator}, {period}. Blant: {where}',
  'ranking.rank': 'Plass',
  'ranking.range': 'Sannsynleg plass',
  'ranking.between': '{low}–{high}',
  'ranking.provider': 'Tiltaksarrangør',
  'ranking.value': 'Verdi',
  'ranking.valueIn': 'Verdi, {unit}',
  'ranking.perHundred': 'Per 100 deltakarar',
  'ranking.interval': '95 %-intervall',
  'ranking.n': 'Grunnlag (n)',
  'ranking.verdict': 'Mot landssnittet',
  'ranking.shared': 'delt',
  'ranking.rangeHow':
    'Søyla viser plassane som tilfelle kunne gitt: i 95 av 100 tenkte år hamnar arrangøren ein stad på ho.',
  'ranking.hiddenValues': 'Verdien står hos dei fem beste og hos dei du kan lese målkortet til.',
  'ranking.more': 'Vis fleire',
} satisfies Record<keyof typeof nb, string>;
