import { describe, expect, it } from 'vitest';
import { createLanguage } from '../../language.tsx';
import shared from '../../texts/nb.ts';
import { aboutText, beforeAndAfter, courseText, evidenceText, keyOf } from './practice.ts';
import type { CoursePoint } from './practice.ts';
import texts from './texts/nb.ts';

const language = createLanguage('nb', { ...shared, ...texts });
const about = {
  indicator: { code: 'job-acquisition', name: 'Formidling til arbeid', unit: 'PERCENT', decimals: 1 },
  programme: { code: 'KIA' },
} as const;

describe('what a practice is about', () => {
  it('names indicator and programme, or the whole provider', () => {
    expect(aboutText(about, language)).toBe('Formidling til arbeid, KIA');
    expect(aboutText({ ...about, programme: null }, language)).toBe('Formidling til arbeid, hele virksomheten');
    expect(keyOf(about)).not.toBe(keyOf({ ...about, programme: null }));
  });

  it('says the figure beside the nation’s', () => {
    const evidence = { about, year: 2025, value: 48, n: 90, mean: 30.04, verdict: 'BETTER' } as const;
    expect(evidenceText(evidence, language)).toBe('48,0\u00a0% mot 30,0\u00a0% i landet i 2025');
    const days = { ...about, indicator: { ...about.indicator, unit: 'DAYS' } } as const;
    expect(evidenceText({ ...evidence, about: days, value: 10.4, mean: 4.8 }, language)).toBe(
      '10,4 dager per ansatt mot 4,8 i landet i 2025',
    );
  });
});

describe('before and after', () => {
  const points = [2021, 2022, 2023, 2024].map((year) => ({ year, value: year === 2024 ? null : year }));
  it.each([
    ['2022-05-01', 2021, 2023],
    ['2021-01-01', null, 2023],
    ['2023-12-31', 2022, null],
    ['2030-01-01', 2023, null],
  ])('adopted on %s', (day, before, after) => {
    const found = beforeAndAfter(points, day);
    expect(found.before?.year ?? null).toBe(before);
    expect(found.after?.year ?? null).toBe(after);
  });
});

describe('what became of a figure', () => {
  const point = (year: number, value: number | null, mean: number | null, change: CoursePoint['change'] = null) => ({
    year,
    value,
    mean,
    change,
  });
  const text = (points: CoursePoint[], adoptedOn = '2024-02-03') =>
    courseText(about, points, adoptedOn, language).replaceAll('\u00a0', ' ');

  it('tells the change, how sure it is, and how the nation went', () => {
    expect(text([point(2023, 42.5, 42.4), point(2024, 50, 44.2), point(2025, 66.7, 45.4, 'BETTER')])).toBe(
      'Formidling til arbeid, KIA: opp 24,2 prosentpoeng, fra 42,5 % i 2023 til 66,7 % i 2025. Endringen hos dere: bedre. Landet gikk opp 3,0 prosentpoeng i samme tid.',
    );
    expect(text([point(2023, 50, null), point(2025, 45, 45, 'NONE')])).toBe(
      'Formidling til arbeid, KIA: ned 5,0 prosentpoeng, fra 50,0 % i 2023 til 45,0 % i 2025. Endringen kan ikke vurderes.',
    );
  });

  it('says when it will be known, and that nothing can be where nothing was measured before', () => {
    expect(text([point(2023, 42.5, 42.4), point(2024, 50, 44.2)])).toMatch(/Det første hele året etter er 2025;/);
    expect(text([point(2025, 66.7, 45.4, 'NONE')])).toMatch(/ingen måling fra før/);
  });
});
