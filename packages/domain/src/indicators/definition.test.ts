import { describe, expect, it } from 'vitest';
import { CATALOGUE } from './catalogue.ts';
import { indicatorDefinition } from './definition.ts';

const [navSurvey] = CATALOGUE;
const problems = (definition: unknown) =>
  (indicatorDefinition.safeParse(definition).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

describe('the catalogue', () => {
  it.each(CATALOGUE.map((definition) => [definition.code, definition] as const))(
    '%s is a definition',
    (_code, definition) => {
      expect(problems(definition)).toEqual([]);
      expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
    },
  );

  it('has the thirteen in the order of the report', () => {
    expect(CATALOGUE.map(({ code, unit, direction, scope }) => [code, unit, direction, scope].join(' '))).toEqual([
      'nav-survey score higher provider',
      'participant-survey score higher programme',
      'employee-survey score higher provider',
      'staff-training days higher provider',
      'placement-partners count higher provider',
      'placement-participants percent higher programme',
      'health percent higher programme',
      'job-acquisition percent higher programme',
      'active-solutions percent higher programme',
      'time-in-programme weeks band programme',
      'formal-qualification percent higher programme',
      'time-to-first-workday weeks lower programme',
      'time-to-job weeks lower programme',
    ]);
  });
});

describe('a definition that does not hold together', () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      'a code with capitals',
      { code: 'Own' },
      'code: A code has small letters, digits and hyphens and starts with a letter.',
    ],
    [
      'a language that is missing',
      { names: { nb: 'Navn', nn: ' ', en: 'Name' } },
      'names.nn: Write it in nynorsk (nn).',
    ],
    [
      'a unit that the measure does not give',
      { unit: 'percent' },
      'unit: The measure survey-mean gives score, not percent.',
    ],
    [
      'provider-wide rows per programme',
      { scope: 'programme' },
      'scope: The rows that this measure reads belong to the whole provider, so it has no value per programme.',
    ],
    ['a score without a scale', { scale: undefined }, 'scale: A score needs the ends of its scale.'],
    ['a scale upside down', { scale: { low: 6, high: 1 } }, 'scale: The low end must not be above the high end.'],
    [
      'a band without its direction',
      { band: { low: 1, high: 2 } },
      'band: Only an indicator whose direction is band has one.',
    ],
    [
      'a measure that there is not',
      { measure: { kind: 'median' } },
      'measure.kind: This is no measure: its kind must be participation-share, mean-duration, participation-count, partner-count, survey-mean, checklist-share, training-per-person or entered-number.',
    ],
    ['no programme at all', { programmes: [] }, 'programmes: Name at least one code.'],
  ])('tells %s', (_name, change, expected) => {
    expect(problems({ ...navSurvey, ...change })).toContain(expected);
  });

  it('tells a code that the field does not have', () => {
    const measure = { kind: 'participation-count', of: { field: 'endReason', in: ['work'] } };
    expect(problems({ ...navSurvey, unit: 'count', measure }).join()).toContain('"work" is no code of endReason');
  });

  it('tells a share without a denominator', () => {
    const measure = { kind: 'entered-number', hasDenominator: false };
    expect(problems({ ...navSurvey, unit: 'percent', scale: undefined, measure })).toEqual([
      'measure: A share needs a denominator.',
    ]);
  });
});
