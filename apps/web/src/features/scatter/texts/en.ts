import type nb from './nb.ts';

export default {
  'scatter.title': 'Two indicators together',
  'scatter.x': 'Across',
  'scatter.y': 'Upwards',
  'scatter.everywhere': 'All that we may see',
  'scatter.none': 'No provider has both figures for this choice.',
  'scatter.figure': '{x} against {y}, {programme} {year}',
  'scatter.lead':
    '{both, plural, =0 {None} other {#}} of {count} {both, plural, one {is} other {are}} at or above the nation on both {x} and {y}, {neither, plural, =0 {none} other {#}} below on both.',
  'scatter.leadPlain': '{count, plural, one {# provider has} other {# providers have}} both figures.',
  'scatter.rest':
    '{highLow, plural, =0 {None} other {#}} {highLow, plural, one {is} other {are}} above on {x} and below on {y}, {lowHigh, plural, =0 {none} other {#}} the other way round.',
  'scatter.caution': 'That two figures go together does not mean that one brings about the other.',
  'scatter.mean': 'National mean',
  'scatter.provider': 'Provider',
  'scatter.n': 'Basis',
  'scatter.own': 'Own organisation',
  'scatter.chosen': 'Chosen provider',
  'scatter.all': 'Providers',
  'scatter.others': 'Other providers',
  'scatter.size': 'The area shows the number behind {y}',
  'scatter.same': 'The same figures as in the chart.',
  'scatter.one': '{provider}: {x} {xValue} (nation {xMean}), {y} {yValue} (nation {yMean}).',
  'scatter.alone': 'You see only your own organisation here, for a provider does not read the figures of others.',
  'scatter.samePick': 'The same figures as in the chart. Choose a name to mark it in the chart.',
} satisfies Record<keyof typeof nb, string>;
