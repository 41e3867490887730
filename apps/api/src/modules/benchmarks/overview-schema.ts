import { asks, builder } from '../../builder.ts';
import { Indicator, Programme } from '../indicators/schema.ts';
import { CountyUnit } from '../organisations/schema.ts';
import { Target } from '../targets/schema.ts';
import { Benchmark } from './figure-schema.ts';
import { getOverview } from './overview.ts';
import type { Overview, OverviewRow as OverviewRowParent } from './overview.ts';
import { shownRevision } from './publication-schema.ts';

const NationalTrendPoint = builder.objectRef<OverviewRowParent['trend'][number]>('NationalTrendPoint').implement({
  description: 'One year of the national trend.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    nationalMean: t.exposeFloat('nationalMean', { nullable: true, description: 'The national mean.' }),
  }),
});

const OverviewRow = builder.objectRef<OverviewRowParent>('OverviewRow').implement({
  description: 'How the nation stands on one indicator.',
  fields: (t) => ({
    indicator: t.expose('indicator', { type: Indicator, description: 'What is measured.' }),
    benchmark: t.expose('benchmark', { type: Benchmark, description: 'All providers.' }),
    previousMean: t.exposeFloat('previousMean', {
      nullable: true,
      description: 'The national mean of the published year before.',
    }),
    trend: t.expose('trend', { type: [NationalTrendPoint], description: 'Up to five published years, oldest first.' }),
    nationalTarget: t.expose('nationalTarget', {
      type: Target,
      nullable: true,
      description: 'The national target in force.',
    }),
    reachedTarget: t.exposeInt('reachedTarget', {
      nullable: true,
      description: 'How many providers met it; for the directorate.',
    }),
  }),
});

const CountyReporting = builder.objectRef<Overview['counties'][number]>('CountyReporting').implement({
  description: 'How many of a county unit’s providers have reported.',
  fields: (t) => ({
    county: t.expose('countyId', { type: CountyUnit, description: 'The county unit.' }),
    reported: t.exposeInt('reported', { description: 'How many have.' }),
    expected: t.exposeInt('expected', { description: 'Of how many.' }),
  }),
});

const NationalOverview = builder.objectRef<Overview>('NationalOverview').implement({
  description: 'How the nation stands in one programme: means and counts.',
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    programme: t.expose('programme', { type: Programme, description: 'The programme.' }),
    publication: t.expose('publication', shownRevision),
    indicators: t.field({
      type: [Indicator],
      description: 'The indicators that have a figure.',
      resolve: ({ rows }) => rows.map((row) => row.indicator),
    }),
    rows: t.expose('rows', {
      type: [OverviewRow],
      description: 'Each of them, in the usual order; none while the year is not published.',
    }),
    providersReported: t.int({
      description: 'How many providers have reported.',
      resolve: ({ counties }) => counties.reduce((sum, { reported }) => sum + reported, 0),
    }),
    providersExpected: t.int({
      description: 'Of how many.',
      resolve: ({ counties }) => counties.reduce((sum, { expected }) => sum + expected, 0),
    }),
    counties: t.expose('counties', { type: [CountyReporting], description: 'The same by county unit.' }),
    threads: t.exposeInt('threads', {
      nullable: true,
      description: "How many threads there are on the year's figures; to the directorate alone.",
    }),
    targetsAgreed: t.exposeInt('targetsAgreed', {
      nullable: true,
      description: 'How many local targets are agreed; to the directorate alone.',
    }),
    targetsOpen: t.exposeInt('targetsOpen', {
      nullable: true,
      description: 'How many are being negotiated; to the directorate alone.',
    }),
  }),
});

builder.queryFields((t) => ({
  overview: t.field({
    type: NationalOverview,
    nullable: true,
    description: 'How the nation stands in one programme.',
    args: { year: t.arg.int(asks.year), programme: t.arg.string(asks.programme) },
    resolve: (_root, args, context) => getOverview(context, args),
  }),
}));
