import { builder, Locale, success } from '../../builder.ts';
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

const IndicatorGroup = builder.enumType('IndicatorGroup', {
  description: 'What an indicator is about.',
  values: {
    SATISFACTION: { value: 'satisfaction', description: 'How satisfied Nav, participants and employees are.' },
    EFFORT: { value: 'effort', description: 'What the provider puts in.' },
    OUTCOME: { value: 'outcome', description: 'What becomes of the participants.' },
    TIME: { value: 'time', description: 'How long it takes.' },
  } as const,
});

const IndicatorUnit = builder.enumType('IndicatorUnit', {
  description: 'What a value is counted in.',
  values: {
    SCORE: { value: 'score', description: 'On the scale of a survey, 1 to 6.' },
    DAYS: { value: 'days', description: 'Days per person.' },
    COUNT: { value: 'count', description: 'A number of something.' },
    PERCENT: { value: 'percent', description: 'Percent, 0 to 100.' },
    WEEKS: { value: 'weeks', description: 'Weeks.' },
  } as const,
});

const Direction = builder.enumType('Direction', {
  description: 'Which values are better.',
  values: {
    HIGHER: { value: 'higher', description: 'The higher the better.' },
    LOWER: { value: 'lower', description: 'The lower the better.' },
    BAND: { value: 'band', description: 'Within the band is best.' },
  } as const,
});

const Scope = builder.enumType('Scope', {
  description: 'What has one value of an indicator.',
  values: {
    PROVIDER: { value: 'provider', description: 'The provider as a whole.' },
    PROGRAMME: { value: 'programme', description: 'Each of its programmes.' },
  } as const,
});

export const Suitability = builder.enumType('Suitability', {
  description: 'Whether an indicator suits targets in a programme.',
  values: {
    YES: { value: 'yes', description: 'It suits.' },
    NO: { value: 'no', description: 'It does not: targets are refused.' },
    UNDECIDED: { value: 'undecided', description: 'The directorate has not decided: allowed, with a notice.' },
  } as const,
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
    programme: t.field({
      type: Programme,
      nullable: true,
      description: 'In which programme; null for an indicator of the whole provider.',
      resolve: (row) => row.programme,
    }),
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
        args: { programme: t.arg.string({ required: true, description: "The programme's code." }) },
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
    type: Indicator,
    errors: success('indicator', 'The indicator as it now stands.'),
    input: {
      indicator: t.input.string({ required: true, description: "The indicator's code." }),
      programme: t.input.string({ description: "The programme's code; none for an indicator of the whole provider." }),
      suits: t.input.field({ type: Suitability, required: true, description: 'What is decided.' }),
    },
    resolve: (_root, { input }, context) =>
      decideSuitability(context, { ...input, programme: input.programme ?? null }),
  }),
);
