import { figureWriter } from '../../figures.ts';
import type { ResultOf } from '../../graphql.ts';
import { graphql } from '../../graphql.ts';
import type { Language } from '../../language.tsx';

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

interface CoursePoint {
  year: number;
  value: number | null;
}

/**
 * The last measurement before a practice was adopted and the newest after. The year in which it was adopted is neither:
 * part of it went the old way.
 */
export function beforeAndAfter<P extends CoursePoint>(points: readonly P[], adoptedOn: string) {
  const adopted = Number(adoptedOn.slice(0, 4));
  const measured = points.filter(({ value }) => value !== null).toSorted((a, b) => a.year - b.year);
  return {
    before: measured.findLast(({ year }) => year < adopted) ?? null,
    after: measured.findLast(({ year }) => year > adopted) ?? null,
  };
}
