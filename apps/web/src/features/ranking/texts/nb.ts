export default {
  'ranking.title': 'Rangering: {indicator}',
  'ranking.titleLoading': 'Rangering',
  'ranking.among': 'Blant',
  'ranking.nation': 'Hele landet',
  'ranking.counties': 'Fylker',
  'ranking.groups': 'Grupper',
  'ranking.likeUs': 'Oss og dem som ligner',
  'ranking.peers': 'Valgt arrangør og de som ligner',
  'ranking.none':
    'Ingen rangering finnes for dette valget: indikatoren gjelder ikke for tiltaket, eller året er ikke publisert.',
  'ranking.count': '{ranked} arrangører er rangert.',
  'ranking.mean': 'Landssnittet er {mean}.',
  'ranking.caution': 'De fleste plasseringer kan flyttes av tilfeldigheter: se på spennet før rekkefølgen.',
  'ranking.leftOut': 'Hvem som ikke er med',
  'ranking.leftOut.TOO_FEW':
    '{count, plural, one {# arrangør har} other {# arrangører har}} for få bak tallet til at det kan vises.',
  'ranking.leftOut.LINKED':
    '{count, plural, one {# arrangørs tall er skjult} other {# arrangørers tall er skjult}} for at ingen skal kunne regne ut et annet.',
  'ranking.leftOut.NO_DATA':
    '{count, plural, one {# arrangør rapporterte} other {# arrangører rapporterte}}, men ikke det dette regnes av.',
  'ranking.leftOut.notReported':
    '{count, plural, one {# arrangør har} other {# arrangører har}} ikke rapportert for året.',
  'ranking.leftOut.other': '{count, plural, one {# arrangør har} other {# arrangører har}} ingen plass.',
  'ranking.top': 'De {count, plural, =3 {tre} =4 {fire} =5 {fem} other {#}} beste i landet',
  'ranking.topLikely': '{percent} sannsynlig blant de fem beste, {three} blant de tre',
  'ranking.luck':
    '{count, plural, =0 {Trolig er ingen av dem der ved flaks.} other {Trolig er {count} av disse {of} der fordi små tall svinger.}}',
  'ranking.surest': 'Sikrest er {name}: {percent} sannsynlig blant de fem beste.',
  'ranking.place': 'plass {rank}',
  'ranking.placeSure': 'plass {rank}, ganske sikkert',
  'ranking.placeRange': 'plass {rank}, sannsynligvis mellom {low} og {high}',
  'ranking.caption': 'Arrangørene rangert etter {indicator}, {year}',
  'ranking.rank': 'Plass',
  'ranking.range': 'Sannsynlig plass',
  'ranking.between': '{low}–{high}',
  'ranking.provider': 'Tiltaksarrangør',
  'ranking.value': 'Verdi',
  'ranking.perHundred': 'Per 100 deltakere',
  'ranking.interval': '95 %-intervall',
  'ranking.n': 'Grunnlag (n)',
  'ranking.verdict': 'Mot landssnittet',
  'ranking.shared': 'delt',
  'ranking.rangeHow':
    'Søylen viser plassene som tilfeldigheter kunne gitt: i 95 av 100 tenkte år havner arrangøren et sted på den.',
  'ranking.hiddenValues': 'Verdien står hos de fem beste og hos dem du kan lese målkortet til.',
  'ranking.more': 'Vis flere',
};
