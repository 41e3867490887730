import { asks, builder } from '../../builder.ts';
import { Indicator, programmeIfAny } from '../indicators/schema.ts';
import { Provider } from '../organisations/schema.ts';
import { getBalancedView } from './balance.ts';
import type { BalancedRow as BalancedRowParent, BalancedView as BalancedParent } from './balance.ts';
import { Benchmark, Figure, NoVerdict, Rank, Verdict } from './figure-schema.ts';
import { Publication } from './publication-schema.ts';

const BalancedRow = builder.objectRef<BalancedRowParent>('BalancedRow').implement({
  description: 'One indicator of a balanced view, in one programme.',
  fields: (t) => ({
    indicator: t.expose('indicator', { type: Indicator, description: 'What is measured.' }),
    programme: t.expose('programme', programmeIfAny),
    own: t.expose('own', { type: Figure, description: "The provider's figure." }),
    nation: t.expose('nation', { type: Benchmark, nullable: true, description: 'All providers.' }),
    rank: t.expose('rank', { type: Rank, nullable: true, description: 'Where the provider stands.' }),
    verdict: t.expose('verdict', {
      type: Verdict,
      description:
        'What the figure says against the band, else against the national mean in the direction that is better.',
    }),
    noVerdict: t.expose('noVerdict', { type: NoVerdict, nullable: true, description: 'Why there is none.' }),
  }),
});

const Perspective = builder.objectRef<BalancedParent['perspectives'][number]>('Perspective').implement({
  description: 'One of the four perspectives of a balanced view.',
  fields: (t) => ({
    group: t.exposeString('group', { description: 'Which: `satisfaction`, `effort`, `outcome` or `time`.' }),
    rows: t.expose('rows', { type: [BalancedRow], description: 'Its indicators, programme by programme.' }),
  }),
});

const BalancedView = builder.objectRef<BalancedParent>('BalancedView').implement({
  description: 'All indicators of a provider on one page, in the four perspectives.',
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Whose it is.' }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    publication: t.expose('publication', { type: Publication, description: 'The revision that it shows.' }),
    perspectives: t.expose('perspectives', {
      type: [Perspective],
      description: 'Satisfaction, effort, outcome and time, as far as there are figures.',
    }),
  }),
});

builder.queryFields((t) => ({
  balanced: t.field({
    type: BalancedView,
    nullable: true,
    description:
      'All published indicators of a provider in the four perspectives. Null when there are none or they are not yours to see.',
    args: { provider: t.arg.string(asks.provider), year: t.arg.int(asks.year) },
    resolve: (_root, args, context) => getBalancedView(context, args),
  }),
}));
