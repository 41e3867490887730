import { z } from 'zod';
import { END_REASONS, FORMAL_QUALIFICATIONS, GENDERS, LEVELS } from '../data-files/rows.ts';

const words = z.strictObject({
  nb: z.string().trim().min(1, 'Write it in bokmål (nb).'),
  nn: z.string().trim().min(1, 'Write it in nynorsk (nn).'),
  en: z.string().trim().min(1, 'Write it in English (en).'),
});

const range = z
  .strictObject({ low: z.number(), high: z.number() })
  .refine(({ low, high }) => low <= high, 'The low end must not be above the high end.');

/** The dates of a participation. */
const participationDate = z.enum(['startDate', 'endDate', 'firstWorkday', 'employedDate']);
export type ParticipationDate = z.infer<typeof participationDate>;

const codes = z.array(z.string().min(1)).min(1, 'Name at least one code.');

/** The coded fields of a participation and the codes that each may have; null where they come from a register. */
const CODES = {
  programme: null,
  navOffice: null,
  endReason: END_REASONS,
  formalQualification: [...FORMAL_QUALIFICATIONS, 'none'],
  gender: GENDERS,
  workAbility: LEVELS,
  basicSkills: LEVELS,
} as const;
const codeField = z.enum([
  'programme',
  'navOffice',
  'endReason',
  'formalQualification',
  'gender',
  'workAbility',
  'basicSkills',
]);
export type CodeField = z.infer<typeof codeField>;

const codeCondition = z.strictObject({ field: codeField, in: codes }).superRefine((condition, context) => {
  const known: readonly string[] | null = CODES[condition.field];
  for (const code of condition.in) {
    if (known && !known.includes(code)) {
      context.addIssue({
        code: 'custom',
        path: ['in'],
        message: `"${code}" is no code of ${condition.field}; expected one of ${known.join(', ')}.`,
      });
    }
  }
});

/** Which participations are meant. Of a field that is not filled in, every condition but `not` is false. */
export type Condition =
  | { field: CodeField; in: string[] }
  | { field: 'minorityBackground'; is: boolean }
  /** In whole years reached during the measurement year. */
  | { age: { from?: number; to?: number } }
  /** The date lies in the measurement year. */
  | { inYear: ParticipationDate }
  /** In the programme on any day of the measurement year. */
  | { activeInYear: true }
  /** Had an external placement, followed up by the provider, on a day that lies in the year and in the participation. */
  | { placedInYear: true }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      codeCondition,
      z.strictObject({ field: z.literal('minorityBackground'), is: z.boolean() }),
      z.strictObject({ age: z.strictObject({ from: z.int().optional(), to: z.int().optional() }) }),
      z.strictObject({ inYear: participationDate }),
      z.strictObject({ activeInYear: z.literal(true) }),
      z.strictObject({ placedInYear: z.literal(true) }),
      z.strictObject({ all: z.array(condition).min(1) }),
      z.strictObject({ any: z.array(condition).min(1) }),
      z.strictObject({ not: condition }),
    ],
    'This is no condition: expected {field, in}, {field, is}, {age}, {inYear}, {activeInYear}, {placedInYear}, {all}, {any} or {not}.',
  ),
);

const measure = z.discriminatedUnion(
  'kind',
  [
    /** Of the participations `of`, the per cent that also are `having`; `breakdown` counts those by the codes of a field. */
    z.strictObject({
      kind: z.literal('participation-share'),
      of: condition,
      having: condition,
      breakdown: z.strictObject({ field: codeField, codes }).optional(),
    }),
    /** Mean time between two dates over the participations `of` that have both, in weeks or days as the unit says. */
    z.strictObject({ kind: z.literal('mean-duration'), of: condition, from: participationDate, to: participationDate }),
    /** How many participations. */
    z.strictObject({ kind: z.literal('participation-count'), of: condition }),
    /** How many placement partners: those with a written agreement by the end of the year, those used in the year, or both. */
    z.strictObject({ kind: z.literal('partner-count'), withAgreement: z.boolean(), usedInYear: z.boolean() }),
    /** Mean of all answers on the indicator's scale to some questions of a survey, pooled over answers. */
    z.strictObject({
      kind: z.literal('survey-mean'),
      survey: z.enum(['nav', 'participant', 'employee']),
      questions: z.array(z.int().min(1).max(9)).min(1, 'Name at least one question.'),
    }),
    /** Per cent yes to some questions of the health checklist, all of which must be answered. */
    z.strictObject({
      kind: z.literal('checklist-share'),
      questions: z.array(z.int().min(1).max(6)).min(1, 'Name at least one question.'),
    }),
    /** Training days per member of staff who takes part in rehabilitation. */
    z.strictObject({
      kind: z.literal('training-per-person'),
      hoursPerDay: z.number().positive('A day must have hours.'),
    }),
    /** A number from `indicator_values.csv` or the form; with a denominator it is a share or a mean, without one a count. */
    z.strictObject({ kind: z.literal('entered-number'), hasDenominator: z.boolean() }),
  ],
  'This is no measure: its kind must be participation-share, mean-duration, participation-count, partner-count, survey-mean, checklist-share, training-per-person or entered-number.',
);
export type Measure = z.infer<typeof measure>;

/** The units that a measure can have. */
const UNITS: Record<Measure['kind'], readonly string[]> = {
  'participation-share': ['percent'],
  'mean-duration': ['weeks', 'days'],
  'participation-count': ['count'],
  'partner-count': ['count'],
  'survey-mean': ['score'],
  'checklist-share': ['percent'],
  'training-per-person': ['days'],
  'entered-number': ['score', 'days', 'count', 'percent', 'weeks'],
};

/** Measures on rows that belong to the whole provider. */
const providerOnly = (measure: Measure) =>
  measure.kind === 'partner-count' ||
  measure.kind === 'training-per-person' ||
  (measure.kind === 'survey-mean' && measure.survey !== 'participant');

/**
 * An indicator as the catalogue has it: data that one engine evaluates (`indicators/engine.ts`). A change makes a new version
 * that applies from a year on.
 */
export const indicatorDefinition = z
  .strictObject({
    code: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,59}$/, 'A code has small letters, digits and hyphens and starts with a letter.'),
    version: z.int().min(1),
    names: words,
    explanations: words,
    group: z.enum(['satisfaction', 'effort', 'outcome', 'time']),
    unit: z.enum(['score', 'days', 'count', 'percent', 'weeks']),
    decimals: z.int().min(0).max(4),
    direction: z.enum(['higher', 'lower', 'band']),
    /** Where the best lies when `direction` is `band`; null until the association has set it. */
    band: range.nullish(),
    scope: z.enum(['provider', 'programme']),
    programmes: z.union([z.literal('all'), codes], 'Name the programmes that it applies to, or all.'),
    /** Ends of the scale of a score. */
    scale: range.optional(),
    /** Where EQUASS Assurance asks for the same. */
    equass: z.strictObject({ criteria: z.array(z.int()), questions: z.array(z.int()) }).optional(),
    measure,
  })
  .superRefine((definition, context) => {
    const tell = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const units = UNITS[definition.measure.kind];
    if (!units.includes(definition.unit)) {
      tell('unit', `The measure ${definition.measure.kind} gives ${units.join(' or ')}, not ${definition.unit}.`);
    }
    if (definition.scope === 'programme' && providerOnly(definition.measure)) {
      tell('scope', 'The rows that this measure reads belong to the whole provider, so it has no value per programme.');
    }
    if (definition.band && definition.direction !== 'band')
      tell('band', 'Only an indicator whose direction is band has one.');
    if (definition.unit === 'score' && !definition.scale) tell('scale', 'A score needs the ends of its scale.');
    if (definition.measure.kind === 'checklist-share' && definition.scope === 'provider') {
      const perProgramme = definition.measure.questions.some((question) => question > 4);
      if (perProgramme)
        tell('scope', 'Questions 5 and 6 are answered for each programme, so the value is per programme.');
    }
    if (
      definition.measure.kind === 'entered-number' &&
      definition.unit === 'percent' &&
      !definition.measure.hasDenominator
    ) {
      tell('measure', 'A share needs a denominator.');
    }
  });

export type IndicatorDefinition = z.infer<typeof indicatorDefinition>;
