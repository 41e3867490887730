import type nb from './nb.ts';

export default {
  'ranking.title': 'Ranking: {indicator}',
  'ranking.titleLoading': 'Ranking',
  'ranking.nation': 'The whole nation',
  'ranking.none':
    'There is no ranking for this choice: the indicator does not apply to the programme, or the year is not published.',
  'ranking.count':
    '{ranked} providers are ranked{leftOut, plural, =0 {.} one {, # is left out.} other {, # are left out.}}',
  'ranking.mean': 'The national mean is {mean}.',
  'ranking.caution': 'Most ranks can be moved by chance: look at the verdict before the order.',
  'ranking.caption': 'Providers ranked by {indicator}, {year}',
  'ranking.rank': 'Rank',
  'ranking.provider': 'Provider',
  'ranking.value': 'Value',
  'ranking.interval': '95% interval',
  'ranking.n': 'Basis (n)',
  'ranking.verdict': 'Against the national mean',
  'ranking.shared': 'shared rank',
  'ranking.hiddenValues': 'Values are shown for the best five and for those whose scorecards you can read.',
  'ranking.more': 'Show more',
} satisfies Record<keyof typeof nb, string>;
