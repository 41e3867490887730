import { asks, builder, enumOf, gives, Locale } from '../../builder.ts';
import {
  decideSuitability,
  decisionsOn,
  indicatorKey,
  listIndicators,
  listProgrammes,
  loadIndicators,
  suitabilityIn,
} from './indicators.ts';

/** A field of this type may resolve to the programme's code. */
export const Programme = builder.loadableObject('Programme', {
  description: 'A labour market programme (tiltak).',
  load: (_codes: string[], context) => listProgrammes(context),
  sort: (row) => row.code,
  fields: (t) => ({
    code: t.exposeString('code', { description: 'What it is known by: `AB`.' }),
    name: t.string({
      description: 'What it is called.',
      args: { locale: t.arg({ type: Locale, required: true, defaultValue: 'nb', description: 'In which language.' }) },
      resolve: ({ names }, { locale }) => names[locale],
    }),
    longRunning: t.exposeBoolean('longRunning', { description: 'Whether people stay in it for years.' }),
  }),
});

/** The programme of what is measured, on a row that has it as `programme`. */
export const programmeIfAny = {
  type: Programme,
  nullable: true,
  description: 'In which programme; null for an indicator of the whole provider.',
} as const;

const IndicatorGroup = enumOf('IndicatorGroup', 'What an indicator is about.', {
  satisfaction: 'How satisfied Nav, participants and employees are.',
  effort: 'What the provider puts in.',
  outcome: 'What becomes of the participants.',
  time: 'How long it takes.',
});

const IndicatorUnit = enumOf('IndicatorUnit', 'What a value is counted in.', {
  score: 'On the scale of a survey, 1 to 6.',
  days: 'Days per person.',
  count: 'A number of something.',
  percent: 'Percent, 0 to 100.',
  weeks: 'Weeks.',
});

const Direction = enumOf('Direction', 'Which values are better.', {
  higher: 'The higher the better.',
  lower: 'The lower the better.',
  band: 'Within the band is best.',
});

const Scope = enumOf('Scope', 'What has one value of an indicator.', {
  provider: 'The provider as a whole.',
  programme: 'Each of its programmes.',
});

export const Suitability = enumOf('Suitability', 'Whether an indicator suits targets in a programme.', {
  yes: 'It suits.',
  no: 'It does not: targets are refused.',
  undecided: 'The directorate has not decided: allowed, with a notice.',
});

const Band = builder.objectRef<{ low: number; high: number }>('Band').implement({
  description: 'From one value to another, both included.',
  fields: (t) => ({
    low: t.exposeFloat('low', { description: 'The least value that is within.' }),
    high: t.exposeFloat('high', { description: 'The greatest value that is within.' }),
  }),
});

const SuitabilityDecision = builder.objectRef<ReturnType<typeof decisionsOn>[number]>('SuitabilityDecision').implement({
  description: 'What the directorate has decided about targets on an indicator.',
  fields: (t) => ({
    programme: t.expose('programme', programmeIfAny),
    suits: t.expose('suits', { type: Suitability, description: 'What was decided.' }),
    decidedAt: t.expose('at', { type: 'DateTime', description: 'When.' }),
    decidedBy: t.exposeString('by', {
      nullable: true,
      description: "By whom, as they were called then; for the directorate's own people.",
    }),
  }),
});

/** A field of this type may resolve to an `indicatorKey`. */
export const Indicator = builder.loadableObject('Indicator', {
  description: 'Something that is measured, as it is defined in a year.',
  load: (keys: string[], context) => loadIndicators(context, keys),
  sort: (row) => indicatorKey(row.code, row.year),
  fields: (t) => {
    const locale = t.arg({ type: Locale, required: true, defaultValue: 'nb', description: 'In which language.' });
    return {
      code: t.exposeString('code', { description: 'What it is known by: `job-acquisition`.' }),
      version: t.exposeInt('version', { description: 'Which version of its definition.' }),
      name: t.string({
        description: 'What it is called.',
        args: { locale },
        resolve: (indicator, args) => indicator.names[args.locale],
      }),
      explanation: t.string({
        description: 'What it measures, in plain words.',
        args: { locale },
        resolve: (indicator, args) => indicator.explanations[args.locale],
      }),
      group: t.expose('group', { type: IndicatorGroup, description: 'What it is about.' }),
      unit: t.expose('unit', { type: IndicatorUnit, description: 'What its values are counted in.' }),
      decimals: t.exposeInt('decimals', { description: 'With how many decimals a value is shown.' }),
      direction: t.expose('direction', { type: Direction, description: 'Which values are better.' }),
      band: t.field({
        type: Band,
        nullable: true,
        description: 'Where it is best to be; null when there is no band or it is not set yet.',
        resolve: (indicator) => indicator.band ?? null,
      }),
      scope: t.expose('scope', { type: Scope, description: 'What has one value of it.' }),
      programmes: t.stringList({
        description: 'Codes of the programmes that it applies to.',
        resolve: (indicator) => indicator.appliesTo,
      }),
      suitability: t.field({
        type: Suitability,
        description:
          'Whether it suits targets; one of the whole provider does or does not whichever programme is named.',
        args: { programme: t.arg.string(asks.programme) },
        resolve: (indicator, { programme }) => suitabilityIn(indicator, programme),
      }),
      decisions: t.field({
        type: [SuitabilityDecision],
        description: 'What the directorate has decided; of the rest it is assumed or undecided.',
        resolve: (indicator, _args, context) => decisionsOn(context, indicator),
      }),
    };
  },
});

builder.queryFields((t) => ({
  programmes: t.field({
    type: [Programme],
    description: 'Every programme, in the usual order.',
    resolve: (_root, _args, context) => listProgrammes(context),
  }),
  indicators: t.field({
    type: [Indicator],
    description: 'What is measured, in the usual order.',
    args: {
      programme: t.arg.string({ description: 'Only those that apply to this programme.' }),
      year: t.arg.int({ description: 'As they were defined in this year; as they are now when unsaid.' }),
    },
    resolve: (_root, args, context) => listIndicators(context, args),
  }),
}));

builder.mutationField('decideSuitability', (t) =>
  t.fieldWithInput({
    description:
      "Says whether an indicator suits targets in a programme, or at all where it is of the whole provider. For the directorate's managers.",
    ...gives(Indicator, 'indicator', 'The indicator as it now stands.'),
    input: {
      indicator: t.input.string(asks.indicator),
      programme: t.input.string(asks.programmeIfAny),
      suits: t.input.field({ type: Suitability, required: true, description: 'What is decided.' }),
    },
    resolve: (_root, { input }, context) =>
      decideSuitability(context, { ...input, programme: input.programme ?? null }),
  }),
);
