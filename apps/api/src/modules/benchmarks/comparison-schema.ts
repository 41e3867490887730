import { asks, builder, enumOf } from '../../builder.ts';
import { Indicator, Programme, programmeIfAny } from '../indicators/schema.ts';
import { CountyUnit, Provider } from '../organisations/schema.ts';
import { getComparison, getGap, getScatter } from './comparison.ts';
import type {
  Comparison as ComparisonParent,
  ComparisonCell as CellRow,
  Gap as GapRow,
  Scatter as ScatterRow,
} from './comparison.ts';
import { anInterval, FigureStatus, Interval, NoVerdict, Verdict } from './figure-schema.ts';
import { shownRevision } from './publication-schema.ts';

const ReferenceKind = enumOf('ComparisonReference', 'What figures are held against.', {
  nation: 'The national mean.',
  county: "The mean of each provider's county unit.",
  target: 'The target that applies to each provider: the nearest in force.',
  peers: 'The mean of the providers most like each.',
  favourites:
    "The mean of those on one of the organisation's own lists whose scorecards the viewer may read, three at least.",
  'last-year': "The provider's own figure of the year before.",
});

const ComparisonCell = builder.objectRef<CellRow>('ComparisonCell').implement({
  description: "One provider's figure in a comparison.",
  fields: (t) => ({
    value: t.exposeFloat('value', { nullable: true, description: 'The value; null when there is none to show.' }),
    status: t.expose('status', { type: FigureStatus, description: 'Whether there is a value.' }),
    n: t.exposeInt('n', { nullable: true, description: 'How many it is judged by.' }),
    interval: t.field({ ...anInterval, description: 'Its uncertainty, where there is one.' }),
    verdict: t.expose('verdict', { type: Verdict, description: 'What it says against the reference.' }),
    noVerdict: t.expose('noVerdict', { type: NoVerdict, nullable: true, description: 'Why there is no verdict.' }),
    reference: t.expose('reference', {
      type: Interval,
      nullable: true,
      description: 'What it is held against: two equal ends for a value, different ones for a band.',
    }),
    rank: t.exposeInt('rank', { nullable: true, description: 'Its rank in the nation.' }),
  }),
});

const ComparisonRow = builder.objectRef<ComparisonParent['rows'][number]>('ComparisonRow').implement({
  description: 'One provider in a comparison.',
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Which one.' }),
    reported: t.exposeBoolean('reported', { description: 'Whether it has reported.' }),
    sizeQuarter: t.exposeInt('sizeQuarter', {
      nullable: true,
      description:
        'The quarter of the nation that it belongs to by number of participants, 1 the smallest; null where not known.',
    }),
    cells: t.expose('cells', { type: [ComparisonCell], description: 'Its figures, in the order of the indicators.' }),
  }),
});

const Comparison = builder.objectRef<ComparisonParent>('Comparison').implement({
  description: 'Providers of a county unit or the nation side by side, as far as the viewer may read their scorecards.',
  fields: (t) => ({
    county: t.expose('countyId', {
      type: CountyUnit,
      nullable: true,
      description: 'The county unit; null for the nation.',
    }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    programme: t.expose('programme', { type: Programme, description: 'The programme.' }),
    reference: t.expose('reference', { type: ReferenceKind, description: 'What the verdicts are against.' }),
    publication: t.expose('publication', shownRevision),
    indicators: t.expose('indicators', { type: [Indicator], description: 'The columns.' }),
    reported: t.exposeInt('reported', { description: 'How many providers of the area have reported.' }),
    expected: t.exposeInt('expected', { description: 'Of how many.' }),
    nation: t.field({
      type: t.listRef('Float', { nullable: true }),
      description: 'The national means, in the order of the indicators.',
      resolve: (row) => row.nation,
    }),
    countyMeans: t.field({
      type: t.listRef('Float', { nullable: true }),
      description: "The county unit's means, in the order of the indicators; all null for the nation.",
      resolve: (row) => row.countyMeans,
    }),
    rows: t.expose('rows', { type: [ComparisonRow], description: 'The providers, by name.' }),
  }),
});

const GapPart = builder.objectRef<GapRow['parts'][number]>('GapPart').implement({
  description: "One provider's part in the distance between its county unit and the nation.",
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Which one.' }),
    value: t.exposeFloat('value', { description: 'Its value.' }),
    n: t.exposeInt('n', { description: 'How many it is judged by.' }),
    contribution: t.exposeFloat('contribution', {
      description: 'How much of the distance it accounts for, in the unit; negative when it pulls downwards.',
    }),
  }),
});

const GapRest = builder.objectRef<NonNullable<GapRow['others']>>('GapRest').implement({
  description: 'Those whose figures are hidden or not the viewer’s to see, together.',
  fields: (t) => ({
    providers: t.exposeInt('providers', { description: 'How many; two or more.' }),
    contribution: t.exposeFloat('contribution', { description: 'How much of the distance they account for together.' }),
  }),
});

const Gap = builder.objectRef<GapRow>('Gap').implement({
  description: 'Who inside a county unit accounts for its distance to the nation. The parts add up to it exactly.',
  fields: (t) => ({
    indicator: t.expose('indicator', { type: Indicator, description: 'What is measured.' }),
    programme: t.expose('programme', programmeIfAny),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    county: t.expose('countyId', { type: CountyUnit, description: 'The county unit.' }),
    nationalMean: t.exposeFloat('nationalMean', { description: 'The national mean.' }),
    countyMean: t.exposeFloat('countyMean', { description: "The county unit's mean." }),
    gap: t.exposeFloat('gap', { description: "The county unit's mean less the national one." }),
    parts: t.expose('parts', {
      type: [GapPart],
      description: 'Those whose scorecards the viewer may read, the largest part first.',
    }),
    others: t.expose('others', { type: GapRest, nullable: true, description: 'The rest; null when there is none.' }),
  }),
});

const ScatterPoint = builder.objectRef<ScatterRow['points'][number]>('ScatterPoint').implement({
  description: 'One provider by two indicators.',
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Which one.' }),
    x: t.exposeFloat('x', { description: 'Its value across.' }),
    y: t.exposeFloat('y', { description: 'Its value upwards.' }),
    n: t.exposeInt('n', { description: 'Its size: how many the value upwards is judged by.' }),
  }),
});

const Scatter = builder.objectRef<ScatterRow>('Scatter').implement({
  description: 'Two indicators together, of those whose scorecards the viewer may read and who have both.',
  fields: (t) => ({
    x: t.expose('x', { type: Indicator, description: 'The indicator across.' }),
    y: t.expose('y', { type: Indicator, description: 'The indicator upwards.' }),
    xMean: t.exposeFloat('xMean', { nullable: true, description: 'The national mean across.' }),
    yMean: t.exposeFloat('yMean', { nullable: true, description: 'The national mean upwards.' }),
    points: t.expose('points', { type: [ScatterPoint], description: 'The providers, largest first.' }),
  }),
});

builder.queryFields((t) => ({
  comparison: t.field({
    type: Comparison,
    nullable: true,
    description: 'Providers side by side. Null when none of it is yours to see.',
    args: {
      county: t.arg.string({ description: "The county unit's number; none for the whole nation." }),
      year: t.arg.int(asks.year),
      programme: t.arg.string(asks.programme),
      reference: t.arg({
        type: ReferenceKind,
        required: true,
        defaultValue: 'nation',
        description: 'What the figures are held against.',
      }),
      list: t.arg.string({ description: "The name of the list, where they are held against one's favourites." }),
    },
    resolve: (_root, args, context) => getComparison(context, args),
  }),
  gap: t.field({
    type: Gap,
    nullable: true,
    description:
      "Who accounts for a county unit's distance to the nation. Null when either mean is not shown, or none of it is yours to see.",
    args: {
      county: t.arg.string({ required: true, description: "The county unit's number." }),
      year: t.arg.int(asks.year),
      programme: t.arg.string(asks.programmeIfAny),
      indicator: t.arg.string(asks.indicator),
    },
    resolve: (_root, args, context) => getGap(context, args),
  }),
  scatter: t.field({
    type: Scatter,
    nullable: true,
    description: 'Two indicators together. Null when nothing is published.',
    args: {
      x: t.arg.string({ required: true, description: 'The code of the indicator across.' }),
      y: t.arg.string({ required: true, description: 'The code of the indicator upwards.' }),
      year: t.arg.int(asks.year),
      programme: t.arg.string(asks.programme),
      county: t.arg.string({ description: 'Only the providers under the county unit of this number.' }),
    },
    resolve: (_root, args, context) => getScatter(context, args),
  }),
}));
