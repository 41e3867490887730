import type nb from './nb.ts';

export default {
  'balance.title': 'Balanced view of {provider}',
  'balance.titleLoading': 'Balanced view',
  'balance.below': 'All indicators and programmes, {year} · {county}',
  'balance.none': 'There are no published figures for this choice, or they are not yours to see.',
  'balance.print': 'Print',
  'balance.lead':
    '{better, plural, =0 {{weaker, plural, =0 {{judged, plural, one {The one figure that can be judged is within uncertainty.} other {All {judged} figures are within uncertainty.}}} other {{weaker} of {judged} figures {weaker, plural, one {is} other {are}} weaker than the nation, none is better.}}} other {{weaker, plural, =0 {{better} of {judged} figures {better, plural, one {is} other {are}} better than the nation, none is weaker.} other {{better} of {judged} figures {better, plural, one {is} other {are}} better than the nation, {weaker} {weaker, plural, one {is} other {are}} weaker.}}}}',
  'balance.better': 'Better: {names}.',
  'balance.weaker': 'Weaker: {names}.',
  'balance.rest': 'The rest are within uncertainty.',
  'balance.others': '{count, plural, one {# other} other {# others}}',
  'balance.notJudged': 'None of the figures can be judged.',
  'balance.caption': '{group}: own value against the band or the nation',
  'balance.indicator': 'Indicator',
  'balance.own': 'Own',
  'balance.against': 'Nation',
  'balance.place': 'Place in the nation',
  'balance.verdict': 'Verdict',
  'balance.strip': '{name}: place among the providers',
  'balance.stripSummary': 'Own {own}, national mean {mean}.',
  'balance.unknown': 'not shown',
  'balance.how':
    'Time in programme is held against its band where one is set, everything else against the national mean in the direction that is best. The grey field is the middle half of the providers.',
  'balance.published': 'Published {date}, revision {revision}.',
  'balance.inBand': 'band {band}',
  'balance.noRows': '{provider} has no published figures for {year}.',
} satisfies Record<keyof typeof nb, string>;
