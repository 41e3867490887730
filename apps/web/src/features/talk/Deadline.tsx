import { Alert } from '@batt/ui/Marks';
import { Button } from '@navikt/ds-react/Button';
import { TextField } from '@navikt/ds-react/TextField';
import { useState } from 'react';
import { useLanguage } from '../../language.tsx';
import { readDate, typedDate } from '../../typed-date.ts';
import type { Talk } from './talk.ts';
import type { Moves } from './useMoves.ts';

const DATE = 'answer-by';

/** Until when an answer is in time, and whether that day has passed. The office sets it. */
export function Deadline({ talk, moves }: { talk: Talk; moves: Moves }) {
  const { t, format } = useLanguage();
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { answerBy, overdue, viewerCan } = talk;
  const maySet = viewerCan.includes('setAnswerBy');
  if (!answerBy && !maySet) return null;

  const save = async () => {
    const day = readDate(typed ?? '');
    const refused = typed?.trim() !== '' && day === null ? t('deadline.wrong') : (await moves.setAnswerBy(day)).refused;
    setProblem(refused ?? null);
    if (refused) document.getElementById(DATE)?.focus();
    else setTyped(null);
  };
  if (typed !== null) {
    return (
      <form
        className="deadline batt-screen-only"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          id={DATE}
          size="small"
          label={t('deadline.label')}
          description={t('deadline.hint')}
          value={typed}
          error={problem}
          autoFocus
          onChange={({ target }) => setTyped(target.value)}
        />
        <div className="talk-doings">
          <Button type="submit" size="small" variant="secondary">
            {t('deadline.save')}
          </Button>
          <Button type="button" size="small" variant="tertiary" onClick={() => setTyped(null)}>
            {t('talk.cancel')}
          </Button>
        </div>
      </form>
    );
  }
  return (
    <div className="deadline">
      {answerBy && overdue ? (
        <Alert>{t('deadline.overdue', { date: format.date(answerBy) })}</Alert>
      ) : (
        <span>{answerBy ? t('deadline.by', { date: format.date(answerBy) }) : t('deadline.none')}</span>
      )}
      {maySet && (
        <Button
          className="batt-screen-only"
          size="small"
          variant="tertiary"
          onClick={() => setTyped(typedDate(answerBy))}
        >
          {t(answerBy ? 'deadline.change' : 'deadline.set')}
        </Button>
      )}
    </div>
  );
}
