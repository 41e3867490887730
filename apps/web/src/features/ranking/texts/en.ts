import type nb from './nb.ts';

export default {
  'ranking.title': 'Ranking: {indicator}',
  'ranking.titleLoading': 'Ranking',
  'ranking.among': 'Among',
  'ranking.nation': 'The whole nation',
  'ranking.counties': 'Counties',
  'ranking.groups': 'Groups',
  'ranking.likeUs': 'Us and those like us',
  'ranking.peers': 'The chosen provider and those like it',
  'ranking.none':
    'There is no ranking for this choice: the indicator does not apply to the programme, or the year is not published.',
  'ranking.count': '{count, plural, one {# provider is} other {# providers are}} ranked.',
  'ranking.mean': 'The national mean is {mean}.',
  'ranking.caution': 'Chance can move most places: look at the range before the order.',
  'ranking.own': 'You have {place}, of {of}.',
  'ranking.ofCounts': 'Counts follow how big a provider is: look at the figure per 100 participants too.',
  'ranking.noChance': 'The figures are no sample, so chance does not move the places.',
  'ranking.noRange': 'How sure the places are is not worked out here: look at the uncertainty of each value.',
  'ranking.tied': '{count} share the first place with {value}, so no five can be named.',
  'ranking.tiedFurther': 'More share the last place of the list than those named here.',
  'ranking.leftOut': 'Who is left out',
  'ranking.leftOut.TOO_FEW':
    '{count, plural, one {# provider has} other {# providers have}} too few behind the figure for it to be shown.',
  'ranking.leftOut.LINKED':
    'The {count, plural, one {figure of # provider is} other {figures of # providers are}} hidden, lest another be worked out from it.',
  'ranking.leftOut.NO_DATA':
    '{count, plural, one {# provider} other {# providers}} reported, but not what this is computed from.',
  'ranking.leftOut.notReported':
    '{count, plural, one {# provider has} other {# providers have}} not reported for the year.',
  'ranking.leftOut.other': '{count, plural, one {# provider has} other {# providers have}} no place.',
  'ranking.top': 'The best {count, plural, =3 {three} =4 {four} =5 {five} other {#}} of the nation',
  'ranking.topLikely': '{percent} likely among the best five, {three} among the best three',
  'ranking.luck':
    '{count, plural, =0 {Probably none of them is there by luck.} other {Probably {count} of these {of} are there because small numbers swing.}}',
  'ranking.surest': 'The surest is {name}: {percent} likely among the best five.',
  'ranking.place': 'place {rank}',
  'ranking.placeSure': 'place {rank}, fairly sure',
  'ranking.placeRange': 'place {rank}, probably between {low} and {high}',
  'ranking.caption': 'Providers ranked by {indicator}, {period}. Among: {where}',
  'ranking.rank': 'Place',
  'ranking.range': 'Likely place',
  'ranking.between': '{low}–{high}',
  'ranking.provider': 'Provider',
  'ranking.value': 'Value',
  'ranking.valueIn': 'Value, {unit}',
  'ranking.perHundred': 'Per 100 participants',
  'ranking.interval': '95% interval',
  'ranking.n': 'Basis (n)',
  'ranking.verdict': 'Against the national mean',
  'ranking.shared': 'shared',
  'ranking.rangeHow':
    'The bar shows the places that chance could have given: in 95 of 100 imagined years the provider ends somewhere on it.',
  'ranking.hiddenValues': 'The value is given for the best five, and for those whose scorecards you may read.',
  'ranking.more': 'Show more',
} satisfies Record<keyof typeof nb, string>;
