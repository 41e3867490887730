import { Button } from '@navikt/ds-react/Button';
import { Textarea } from '@navikt/ds-react/Textarea';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import { Heading } from '@navikt/ds-react/Typography';
import { StatusLine } from '@batt/ui/Toast';
import { useState } from 'react';
import { useMutation } from 'urql';
import { figureWriter } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { TextKey } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { Refused } from '../../shell/Refused.tsx';
import { readDate } from '../../typed-date.ts';
import type { PracticeNode } from './PracticePage.tsx';
import { aboutText, beforeAndAfter, keyOf } from './practice.ts';

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
export function Adoption({ practice }: { practice: PracticeNode }) {
  const language = useLanguage();
  const { t, format } = language;
  const { id, adopted } = practice;
  const [day, setDay] = useState('');
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [done, setDone] = useState<TextKey | null>(null);
  const [{ fetching }, adopt] = useMutation(Adopt);
  const [, leave] = useMutation(Leave);

  const save = async () => {
    const adoptedOn = readDate(day);
    setProblem(adoptedOn ? null : t('practice.dateNeeded'));
    if (!adoptedOn) return;
    const { success, refusal: refused } = outcome(await adopt({ input: { id, adoptedOn, note } }));
    setDone(success ? 'practice.adoptedNow' : null);
    setRefusal(success ? null : refusalText(language, refused, { 'identity-number': 'practice.identityNumber' }));
  };
  const remove = async () => {
    const { success, refusal: refused } = outcome(await leave({ input: { id } }));
    setDone(success ? 'practice.left' : null);
    setRefusal(success ? null : refusalText(language, refused));
  };

  return (
    <section className="practice__adoption batt-panel">
      <Heading level="2" size="small">
        {adopted ? t('practice.adopted', { date: format.date(adopted.adoptedOn) }) : t('practice.adopt')}
      </Heading>
      {adopted ? (
        <>
          {adopted.note && <p className="practice__words">{adopted.note}</p>}
          <Course course={adopted.course} adoptedOn={adopted.adoptedOn} />
          <Button size="small" variant="tertiary" className="batt-screen-only" onClick={remove}>
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
      <StatusLine message={done ? t(done) : ''} tone="success" />
      <Refused text={refusal} />
    </section>
  );
}

type Course = NonNullable<PracticeNode['adopted']>['course'];

/** Own published figures on each thing the practice is about, year by year, the years after it was adopted marked. */
function Course({ course, adoptedOn }: { course: Course; adoptedOn: string }) {
  const language = useLanguage();
  const { t } = language;
  const figures = new Map(course.map(({ about }) => [keyOf(about), about]));
  return [...figures].map(([key, about]) => {
    const points = course.filter((point) => keyOf(point.about) === key);
    const write = figureWriter(about.indicator, language);
    const { before, after } = beforeAndAfter(points, adoptedOn);
    const written = (point: (typeof points)[number] | null) =>
      point?.value == null ? 'none' : `${write(point.value)} (${point.year})`;
    return (
      <div key={key}>
        <p>
          {t('practice.courseSummary', {
            indicator: aboutText(about, language),
            before: written(before),
            after: written(after),
          })}
        </p>
        <div className="practice__scroll">
          <table className="practice__course">
            <caption className="batt-visually-hidden">
              {t('practice.course')}: {aboutText(about, language)}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('practice.year')}</th>
                <th scope="col">{t('practice.ownValue')}</th>
                <th scope="col">{t('practice.mean')}</th>
              </tr>
            </thead>
            <tbody>
              {points.map(({ year, value, mean }) => (
                <tr key={year}>
                  <th scope="row">
                    {year}
                    {year > Number(adoptedOn.slice(0, 4)) && (
                      <span className="practice__hint"> {t('practice.after')}</span>
                    )}
                  </th>
                  <td>{value === null ? '..' : write(value)}</td>
                  <td>{mean === null ? '..' : write(mean)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    );
  });
}
