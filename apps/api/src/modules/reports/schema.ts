import { actionsOn } from '@batt/domain/access/ability';
import { z } from 'zod';
import { asInteger, asks, builder, enumOf, gives } from '../../builder.ts';
import { connection } from '../../page.ts';
import { Provider } from '../organisations/schema.ts';
import {
  closeYear,
  countReports,
  extendDeadline,
  findReport,
  findReports,
  findYears,
  listImports,
  listParts,
  listReports,
  listYears,
  openYear,
  remindProviders,
  reopenReport,
  reportKey,
  submitReport,
} from './reports.ts';
import type { ImportRow, ReportPart, ReportRow } from './reports.ts';

const YearState = enumOf('YearState', 'How far a measurement year has come.', {
  open: 'Providers report.',
  closed: 'Reporting has ended; late reports are still taken.',
  published: 'Its figures are there for everybody.',
});

const ReportStateEnum = enumOf('ReportState', "How far a provider's report has come.", {
  'not-started': 'Nothing has been imported.',
  draft: 'Being filled in.',
  submitted: 'Handed in.',
  locked: 'Part of a publication; nothing changes any more.',
  reopened: 'Opened again by the association, with a reason.',
});

const PartState = enumOf('PartState', 'How far one data file of a report has come.', {
  'not-started': 'No rows.',
  started: 'Some answers are missing.',
  complete: 'Nothing is seen to be missing.',
});

/** A field of this type may resolve to the year. */
export const MeasurementYear = builder.loadableNode('MeasurementYear', {
  description: 'A calendar year that is measured and reported on.',
  load: (years: number[], context) => findYears(context, years),
  sort: (row) => row.year,
  id: { resolve: (row) => row.year, parse: asInteger },
  fields: (t) => ({
    year: t.exposeInt('year', { description: 'The calendar year.' }),
    state: t.expose('state', { type: YearState, description: 'How far it has come.' }),
    deadline: t.expose('deadline', { type: 'DateTime', description: 'The first instant at which a report is late.' }),
    reportsIn: t.int({
      description: 'How many reports are handed in.',
      resolve: async ({ year }, _args, context) => (await countReports(context, year)).reported,
    }),
    reportsExpected: t.int({
      description: 'How many providers are to report.',
      resolve: async ({ year }, _args, context) => (await countReports(context, year)).expected,
    }),
    late: t.int({
      description: 'How many of those handed in came late.',
      resolve: async ({ year }, _args, context) => (await countReports(context, year)).late,
    }),
    viewerCan: t.stringList({
      description: 'Names of the actions that the viewer may do to it now.',
      resolve: (row, _args, { ability }) =>
        actionsOn(ability, 'MeasurementYear', row).filter((action) => {
          if (action === 'close') return row.state === 'open';
          return action !== 'publish' || row.state !== 'open';
        }),
    }),
  }),
});

export const FileCount = builder.objectRef<ImportRow['counts'][string] & { file: string }>('FileCount').implement({
  description: 'How the stored rows of one data file change in an import.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'The data file: `participations.csv`.' }),
    added: t.exposeInt('added', { description: 'Rows that were not there.' }),
    changed: t.exposeInt('changed', { description: 'Rows that were there with other values.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Rows that were there just so.' }),
    removed: t.exposeInt('removed', { description: 'Rows that are taken out.' }),
  }),
});

/** Counts by file, as GraphQL gives them. */
export function fileCounts(counts: ImportRow['counts']) {
  return Object.entries(counts).map(([file, count]) => ({ file, ...count }));
}

const Import = builder.objectRef<ImportRow>('Import').implement({
  description: 'A set of data files that was taken in.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id.' }),
    importedAt: t.expose('importedAt', { type: 'DateTime', description: 'When.' }),
    personName: t.exposeString('personName', { description: 'By whom.' }),
    files: t.exposeStringList('files', { description: 'The data files that it held.' }),
    counts: t.field({
      type: [FileCount],
      description: 'What it changed.',
      resolve: ({ counts }) => fileCounts(counts),
    }),
  }),
});

const Part = builder.objectRef<ReportPart>('ReportPart').implement({
  description: 'One data file of a report.',
  fields: (t) => ({
    file: t.exposeString('file', { description: 'The data file: `participations.csv`.' }),
    rows: t.exposeInt('rows', { description: 'Rows that bear on the year.' }),
    previousRows: t.exposeInt('previousRows', { nullable: true, description: 'The same for the year before.' }),
    state: t.expose('state', { type: PartState, description: 'How far it has come.' }),
  }),
});

/** A field of this type may resolve to `providerId-year`. */
export const Report = builder.loadableNode('Report', {
  description: "A provider's report for a year, begun or not.",
  load: (keys: string[], context) => findReports(context, keys),
  sort: (row: ReportRow) => `${row.providerId}-${row.year}`,
  id: {
    resolve: (row: ReportRow) => `${row.providerId}-${row.year}`,
    parse: (id) => (/^\d{1,9}-\d{4}$/.test(id) ? id : '0-0'),
  },
  fields: (t) => ({
    provider: t.expose('providerId', { type: Provider, description: 'Whose it is.' }),
    year: t.exposeInt('year', { description: 'The measurement year.' }),
    state: t.expose('state', { type: ReportStateEnum, description: 'How far it has come.' }),
    deadline: t.expose('deadline', { type: 'DateTime', description: 'The first instant at which it is late.' }),
    submittedAt: t.expose('submittedAt', { type: 'DateTime', nullable: true, description: 'When it was handed in.' }),
    late: t.exposeBoolean('late', { description: 'Whether it was handed in late.' }),
    reopenedReason: t.string({
      nullable: true,
      description: 'Why it was last reopened; between the provider and the associations.',
      resolve: ({ reopenedReason }, _args, { viewer: { organisationKind } }) =>
        organisationKind === 'provider' || organisationKind === 'association' ? reopenedReason : null,
    }),
    parts: t.field({
      type: [Part],
      description: 'What has been reported, file by file. Empty for all but the provider.',
      resolve: (row, _args, context) => listParts(context, row),
    }),
    imports: t.field({
      type: [Import],
      description: 'What was imported by the provider, latest first. Empty for all but the provider.',
      resolve: (row, _args, context) => listImports(context, row),
    }),
    viewerCan: t.stringList({
      description: 'Names of the actions that the viewer may do to it now.',
      resolve: (row, _args, { ability }) => {
        const isIn = row.state === 'submitted' || row.state === 'locked';
        return actionsOn(ability, 'Report', row).filter((action) => {
          if (action === 'submit' || action === 'remind') return !isIn;
          return action !== 'reopen' || isIn;
        });
      },
    }),
  }),
});

const ReportConnection = builder.connectionObject({ type: Report, name: 'ReportConnection' }, { name: 'ReportEdge' });

builder.queryFields((t) => ({
  years: t.field({
    type: [MeasurementYear],
    description: 'Measurement years, newest first.',
    resolve: (_root, _args, context) => listYears(context),
  }),
  report: t.field({
    type: Report,
    nullable: true,
    description: "A provider's report for a year. Null when it is not yours to see.",
    args: { provider: t.arg.string(asks.provider), year: t.arg.int(asks.year) },
    resolve: (_root, args, context) => findReport(context, args),
  }),
  reports: t.connection(
    {
      type: Report,
      description: 'The reports of a year that you may see, by the name of the provider.',
      args: {
        year: t.arg.int(asks.year),
        county: t.arg.string({ description: 'Only under the county unit of this number.' }),
        state: t.arg({ type: ReportStateEnum, description: 'Only in this state.' }),
      },
      resolve: (_root, args, context) => connection(args, reportKey, (page) => listReports(context, args, page)),
    },
    ReportConnection,
  ),
}));

const measurementYear = z.int().min(2000).max(2100);
const theYear = gives(MeasurementYear, 'year', 'The year as it now stands.');
const theReport = gives(Report, 'report', 'The report as it now stands.');

builder.mutationFields((t) => ({
  openYear: t.fieldWithInput({
    description: "Opens a year for reporting. For the operator's managers.",
    ...theYear,
    input: {
      year: t.input.int({ required: true, description: 'The calendar year.', validate: measurementYear }),
      deadline: t.input.field({
        type: 'DateTime',
        description:
          'The first instant at which a report is late; the end of 15 January of the next year when left out.',
      }),
    },
    resolve: (_root, { input }, context) => openYear(context, input),
  }),
  closeYear: t.fieldWithInput({
    description: "Ends reporting for a year. For the operator's managers.",
    ...theYear,
    input: { year: t.input.int(asks.year) },
    resolve: (_root, { input }, context) => closeYear(context, input),
  }),
  submitReport: t.fieldWithInput({
    description: "Hands a report in, late or in time. For the provider's managers.",
    ...theReport,
    input: { provider: t.input.string(asks.provider), year: t.input.int(asks.year) },
    resolve: (_root, { input }, context) => submitReport(context, input),
  }),
  remindProviders: t.fieldWithInput({
    description:
      "Reminds those of the viewer's providers that have not handed in, while the year is open. For county units and associations.",
    ...gives('Int', 'reminded', 'How many were reminded.'),
    input: { year: t.input.int(asks.year) },
    resolve: (_root, { input }, context) => remindProviders(context, input),
  }),
  reopenReport: t.fieldWithInput({
    description: 'Lets a provider change a report that was handed in. For the managers of its association.',
    ...theReport,
    input: {
      provider: t.input.string(asks.provider),
      year: t.input.int(asks.year),
      reason: t.input.string({
        required: true,
        description: 'Why. The provider reads it.',
        validate: z.string().trim().min(1).max(1_000),
      }),
    },
    resolve: (_root, { input }, context) => reopenReport(context, input),
  }),
  extendDeadline: t.fieldWithInput({
    description: 'Gives one provider another deadline. For the managers of its association.',
    ...theReport,
    input: {
      provider: t.input.string(asks.provider),
      year: t.input.int(asks.year),
      deadline: t.input.field({
        type: 'DateTime',
        required: true,
        description: 'The first instant at which its report is late.',
      }),
    },
    resolve: (_root, { input }, context) => extendDeadline(context, input),
  }),
}));
