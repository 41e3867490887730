import { Button } from '@navikt/ds-react/Button';
import { Textarea } from '@navikt/ds-react/Textarea';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import { Heading } from '@navikt/ds-react/Typography';
import { StatusLine } from '@batt/ui/Toast';
import { useRef, useState } from 'react';
import { useMutation } from 'urql';
import { figureWriter } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { TextKey } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { Refused } from '../../shell/Refused.tsx';
import { readDate } from '../../typed-date.ts';
import { AboutFields, aboutText, courseText, keyOf, yearOf } from './practice.ts';

/** When the viewer's provider adopted a practice, and its own figures year by year. */
export const AdoptedFields = graphql(
  `
    fragment PracticeAdopted on PracticeAdoption @_unmask {
      adoptedOn
      note
      course {
        about {
          ...PracticeAbout
        }
        year
        value
        low
        high
        mean
        change
      }
    }
  `,
  [AboutFields],
);

type Adopted = ResultOf<typeof AdoptedFields>;

const Adopt = graphql(`
  mutation AdoptPractice($input: AdoptPracticeInput!) {
    result: adoptPractice(input: $input) {
      __typename
      ... on AdoptPracticeSuccess {
        practice {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);
const Leave = graphql(`
  mutation LeavePractice($input: LeavePracticeInput!) {
    result: leavePractice(input: $input) {
      __typename
      ... on LeavePracticeSuccess {
        practice {
          id
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

/** That one's own provider has adopted a practice, and how its figures went; or the form that notes it. */
export function Adoption({ id, adopted }: { id: string; adopted: Adopted | null }) {
  const language = useLanguage();
  const { t, format } = language;
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [undo, setUndo] = useState<{ adoptedOn: string; note: string } | null>(null);
  const [day, setDay] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [done, setDone] = useState<TextKey | null>(null);
  const [{ fetching }, adopt] = useMutation(Adopt);
  const [, leave] = useMutation(Leave);

  const keep = async (words: { adoptedOn: string; note: string }) => {
    const { success, refusal: refused } = outcome(await adopt({ input: { id, ...words } }));
    setDone(success ? 'practice.adoptedNow' : null);
    setRefusal(success ? null : refusalText(language, refused, { 'identity-number': 'practice.identityNumber' }));
    if (!success) return;
    setUndo(null);
    // What had the focus is gone.
    heading.current?.focus();
  };
  const save = async () => {
    const adoptedOn = readDate(day);
    setProblem(adoptedOn ? null : t('practice.dateNeeded'));
    if (adoptedOn) await keep({ adoptedOn, note });
    else field.current?.focus();
  };
  const remove = async ({ adoptedOn, note: before }: Adopted) => {
    const { success, refusal: refused } = outcome(await leave({ input: { id } }));
    setDone(success ? 'practice.left' : null);
    setRefusal(success ? null : refusalText(language, refused));
    if (!success) return;
    setUndo({ adoptedOn, note: before });
    heading.current?.focus();
  };

  return (
    <section className="practice__adoption batt-panel">
      <Heading level="2" size="small" ref={heading} tabIndex={-1}>
        {adopted ? t('practice.adopted', { date: format.date(adopted.adoptedOn) }) : t('practice.adopt')}
      </Heading>
      {adopted ? (
        <>
          {adopted.note && <p className="practice__words">{adopted.note}</p>}
          <Course course={adopted.course} adoptedOn={adopted.adoptedOn} />
          <Button size="small" variant="tertiary" className="batt-screen-only" onClick={() => void remove(adopted)}>
            {t('practice.leave')}
          </Button>
        </>
      ) : (
        <form
          className="say"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <TextField
            ref={field}
            label={t('practice.adoptedOn')}
            description={t('practice.adoptedOnHint')}
            className="practice__date"
            value={day}
            error={problem}
            onChange={({ target }) => setDay(target.value)}
          />
          <Textarea
            label={t('practice.note')}
            minRows={2}
            maxLength={2_000}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
          <Button type="submit" size="small" variant="secondary" loading={fetching}>
            {t('practice.save')}
          </Button>
        </form>
      )}
      <p className="practice__hint">{t('practice.adoptHint')}</p>
      <StatusLine
        message={done ? t(done) : ''}
        tone="success"
        action={undo ? { label: t('practice.undo'), onAction: () => void keep(undo) } : undefined}
      />
      <Refused text={refusal} />
    </section>
  );
}

/** Own published figures on each thing the practice is about, year by year, and what came of it in words. */
function Course({ course, adoptedOn }: Pick<Adopted, 'course' | 'adoptedOn'>) {
  const language = useLanguage();
  const { t, format } = language;
  const figures = new Map(course.map(({ about }) => [keyOf(about), about]));
  if (figures.size === 0) return <p>{t('practice.courseNone')}</p>;
  const adopted = yearOf(adoptedOn);
  return (
    <>
      {[...figures].map(([key, about]) => {
        const points = course.filter((point) => keyOf(point.about) === key);
        const write = figureWriter(about.indicator, language);
        return (
          <div key={key}>
            <p>{courseText(about, points, adoptedOn, language)}</p>
            <table className="practice__course">
              <caption className="batt-visually-hidden">
                {t('practice.course')}: {aboutText(about, language)}
              </caption>
              <thead>
                <tr>
                  <th scope="col">{t('practice.year')}</th>
                  <th scope="col">{t('practice.ownValue')}</th>
                  <th scope="col">{t('practice.interval')}</th>
                  <th scope="col">{t('practice.mean')}</th>
                </tr>
              </thead>
              <tbody>
                {points.map(({ year, value, low, high, mean }) => (
                  <tr key={year} className={year > adopted ? 'is-after' : undefined}>
                    <th scope="row">
                      {year}
                      {year >= adopted && (
                        <span className="practice__hint">
                          {' '}
                          {t(year === adopted ? 'practice.during' : 'practice.after')}
                        </span>
                      )}
                    </th>
                    <td>{value === null ? '..' : write(value)}</td>
                    <td>
                      {low !== null &&
                        high !== null &&
                        format.range(low, high, about.indicator.unit, about.indicator.decimals)}
                    </td>
                    <td>{mean === null ? '..' : write(mean)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      })}
      <p className="practice__hint">{t('practice.courseCaution')}</p>
    </>
  );
}
