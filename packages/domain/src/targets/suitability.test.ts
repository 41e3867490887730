import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../indicators/catalogue.ts';
import { nearestTarget } from './effective.ts';
import { suitability, targetAdvice } from './suitability.ts';

const PROGRAMMES = ['VTA', 'TIA', 'AVKL', 'APS', 'KIA', 'AB'];

/** Written by hand: y suits, n does not, ? undecided, ! undecided and warned about. In the order of PROGRAMMES. */
const TABLE: Record<string, string> = {
  'nav-survey': '??????',
  'participant-survey': '??????',
  'employee-survey': '??????',
  'staff-training': '??????',
  'placement-partners': '??????',
  'placement-participants': '??????',
  health: '??????',
  'job-acquisition': 'nn!!yy',
  'active-solutions': 'nn?yy?',
  'time-in-programme': 'nn????',
  'formal-qualification': 'nnnnyn',
  'time-to-first-workday': 'nnnnny',
  'time-to-job': 'nnnnny',
};
const MEANING = {
  y: ['yes', true, 'none'],
  n: ['no', false, 'refused'],
  '?': ['undecided', true, 'undecided'],
  '!': ['undecided', true, 'against-purpose'],
};

describe('suitability', () => {
  it.each(CATALOGUE.map((definition) => [definition.code, definition] as const))('of %s', (code, definition) => {
    const marks = PROGRAMMES.map((programme) => {
      const { allowed, advice } = targetAdvice(definition, programme);
      const found = Object.entries(MEANING).find(
        ([, meaning]) => String(meaning) === String([suitability(definition, programme), allowed, advice]),
      );
      return found?.[0];
    });
    expect(marks.join('')).toBe(TABLE[code]);
  });

  it('covers the whole catalogue', () => {
    expect(CATALOGUE.map(({ code }) => code).sort()).toEqual(Object.keys(TABLE).sort());
  });

  const jobs = CATALOGUE.find(({ code }) => code === 'job-acquisition')!;
  it('follows what the directorate decided, save where the indicator does not apply', () => {
    expect(targetAdvice(jobs, 'AVKL', 'yes')).toEqual({ allowed: true, advice: 'none' });
    expect(targetAdvice(jobs, 'AB', 'no')).toEqual({ allowed: false, advice: 'refused' });
    expect(targetAdvice(jobs, 'AB', 'undecided')).toEqual({ allowed: true, advice: 'undecided' });
    expect(targetAdvice(jobs, 'VTA', 'yes')).toEqual({ allowed: false, advice: 'refused' });
  });

  it('asks a programme of an indicator that has one value for each', () => {
    expect(suitability(jobs, null)).toBe('no');
    expect(
      suitability(
        CATALOGUE.find(({ code }) => code === 'nav-survey')!,
        null,
      ),
    ).toBe('undecided');
  });
});

describe('nearestTarget', () => {
  it('is the local one before the county one before the national one', () => {
    const [national, county, local] = [{ level: 'national' }, { level: 'county' }, { level: 'local' }] as const;
    expect(nearestTarget([national, county, local])).toBe(local);
    expect(nearestTarget([national, county])).toBe(county);
    expect(nearestTarget([national])).toBe(national);
    expect(nearestTarget([])).toBeNull();
  });
});
