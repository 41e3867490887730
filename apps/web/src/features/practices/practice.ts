import { changeOf, figureWriter } from '../../figures.ts';
import type { ResultOf } from '../../graphql.ts';
import { graphql } from '../../graphql.ts';
import type { Language } from '../../language.tsx';
import { VERDICTS } from '../../words.ts';
import type { Verdict } from '../../words.ts';

/** What one figure of a practice is, wherever it is named. */
export const AboutFields = graphql(`
  fragment PracticeAbout on PracticeFigure @_unmask {
    indicator {
      code
      name(locale: $locale)
      unit
      decimals
    }
    programme {
      code
    }
  }
`);

/** The provider's own figure that a practice rests on. */
export const EvidenceFields = graphql(
  `
    fragment PracticeEvidenceFields on PracticeEvidence @_unmask {
      about {
        ...PracticeAbout
      }
      year
      value
      n
      mean
      verdict
    }
  `,
  [AboutFields],
);

type About = ResultOf<typeof AboutFields>;
type Evidence = ResultOf<typeof EvidenceFields>;

/** A key for a figure, as a checkbox and a list know it. */
export function keyOf({ indicator, programme }: About): string {
  return `${indicator.code}/${programme?.code ?? ''}`;
}

/** «Formidling til arbeid, KIA». */
export function aboutText({ indicator, programme }: About, { t }: Language): string {
  return t('practices.about', {
    indicator: indicator.name,
    programme: programme?.code ?? t('practices.wholeProvider'),
  });
}

/** «48,0 % mot 30,0 % i landet i 2025», «10,4 dager per ansatt mot 4,8 i landet i 2025». */
export function evidenceText({ about, value, mean, year }: Evidence, language: Language): string {
  const write = figureWriter(about.indicator, language);
  return language.t('practices.evidence', {
    value: language.t(`practices.value.${about.indicator.unit}`, { value: write(value) }),
    mean: mean === null ? '..' : write(mean),
    year: String(year),
  });
}

export interface CoursePoint {
  year: number;
  value: number | null;
  mean: number | null;
  /** How it stands to the last measurement from before the year of adoption; null up to and with that year. */
  change: Verdict | null;
}

/**
 * The last measurement before a practice was adopted and the newest after. The year in which it was adopted is neither:
 * part of it went the old way.
 */
export function beforeAndAfter<P extends Pick<CoursePoint, 'year' | 'value'>>(points: readonly P[], adoptedOn: string) {
  const adopted = yearOf(adoptedOn);
  const measured = points.filter(({ value }) => value !== null).toSorted((a, b) => a.year - b.year);
  return {
    before: measured.findLast(({ year }) => year < adopted) ?? null,
    after: measured.findLast(({ year }) => year > adopted) ?? null,
  };
}

/** The year of a date. */
export function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/**
 * What became of a figure after a practice was adopted: how it went, how sure that is, and how the nation went meanwhile;
 * or when that will be known.
 */
export function courseText(
  about: About,
  points: readonly CoursePoint[],
  adoptedOn: string,
  language: Language,
): string {
  const { t, format } = language;
  const { indicator } = about;
  const write = figureWriter(indicator, language);
  const { before, after } = beforeAndAfter(points, adoptedOn);
  const name = aboutText(about, language);
  if (before?.value == null) return t('practice.courseNoBefore', { indicator: name });
  if (after?.value == null) {
    return t('practice.courseNotYet', {
      indicator: name,
      before: write(before.value),
      year: String(before.year),
      next: String(yearOf(adoptedOn) + 1),
    });
  }
  const moved = (from: number, to: number) => {
    const change = changeOf(from, to, indicator);
    const value = format.number(Math.abs(change?.change ?? 0), indicator.decimals);
    return {
      way: change?.direction ?? 'same',
      difference: indicator.unit === 'PERCENT' ? t('practice.points', { value }) : value,
    };
  };
  return [
    t('practice.courseMoved', {
      indicator: name,
      ...moved(before.value, after.value),
      from: write(before.value),
      fromYear: String(before.year),
      to: write(after.value),
      toYear: String(after.year),
    }),
    t(after.change === null || after.change === 'NONE' ? 'practice.courseUnjudged' : 'practice.courseVerdict', {
      verdict: t(VERDICTS[after.change ?? 'NONE'].word),
    }),
    before.mean !== null && after.mean !== null && t('practice.courseNation', moved(before.mean, after.mean)),
  ]
    .filter(Boolean)
    .join(' ');
}
