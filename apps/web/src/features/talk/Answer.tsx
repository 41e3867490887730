import { ChevronRightIcon } from '@navikt/aksel-icons';
import { Button } from '@navikt/ds-react/Button';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Textarea } from '@navikt/ds-react/Textarea';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/alert.css';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/inlinemessage.css';
import type { Aim } from '@batt/domain/targets/status';
import { useEffect, useState } from 'react';
import { aimText } from '../../aim.ts';
import { useLanguage } from '../../language.tsx';
import type { Language } from '../../language.tsx';
import { AIM_IDS, AimFields } from '../../shell/AimFields.tsx';
import { aimOf, choicesOf, lacks, placeOf, takesGrounds, takesValue, writtenFrom } from './row.ts';
import type { Choice, Draft, Row, Written } from './row.ts';
import { unusualSentence } from './sentences.ts';
import { sidesOf } from './talk.ts';
import type { Talk } from './talk.ts';
import type { Conflict, Drafts } from './useDrafts.ts';

const GROUNDS = 'target-grounds';

interface AnswerProps {
  row: Row;
  talk: Talk;
  drafts: Drafts;
  /** How many reached a value in the newest published year; null when nobody can say. */
  reachedBy: (aim: Aim) => { count: number; of: number } | null;
  published: number | null;
  /** Whether what is lacking is told: after somebody has tried to send. */
  strict: boolean;
  /** The next row that waits. */
  next: Row | null;
  onNext: (row: Row) => void;
  level?: '3' | '4';
}

/** One side's answer on a row, kept as it is written. Nothing leaves before the whole talk's answers are sent. */
export function Answer(props: AnswerProps) {
  const { row, talk, drafts, strict, next, onNext, level = '3' } = props;
  const language = useLanguage();
  const { t, format } = language;
  const [begun, setBegun] = useState(false);
  const [given, setGiven] = useState('');
  const { us, other } = sidesOf(talk);
  const choices = choicesOf(row);
  if (!us || choices.length === 0) return <Resting {...props} />;

  const { indicator } = row;
  const kept = drafts.writtenOn(row);
  const [only] = choices.length === 1 ? choices : [];
  // Where there is one thing to answer, it is chosen by being written; what is agreed is taken up by an own button first.
  const isFolded = only === 'reopen' && kept.choice === '' && !begun;
  const written: Written = only && !isFolded ? { ...kept, choice: only } : kept;
  const problems = strict ? lacks(written, row) : {};
  const sameAsLastYear = t('answer.sameAsLastYear', { year: String(talk.year - 1) });
  const change = (part: Partial<Written>) => {
    const changed = { ...written, ...part };
    // Last year's target speaks for itself, until somebody says it better.
    if (part.choice === 'lastYear' && changed.grounds === '') changed.grounds = sameAsLastYear;
    else if (part.choice && changed.grounds === sameAsLastYear) changed.grounds = '';
    drafts.change(row, changed, { atOnce: part.choice === 'agree' || part.choice === 'sign' });
  };
  const draft = drafts.draftOn(row);
  const conflict = drafts.conflicts[row.id] ?? stale(draft, row);
  const isAsked = takesValue(written.choice) || written.choice === 'lastYear';

  if (isFolded) {
    return (
      <div className="answer">
        <p>{t('answer.agreed', { aim: row.target ? aimText(indicator, row.target, language) : '' })}</p>
        <div>
          <Button type="button" size="small" variant="secondary" onClick={() => setBegun(true)}>
            {t('answer.reopen')}
          </Button>
        </div>
      </div>
    );
  }
  const question = t(row.target && row.target.state !== 'WITHDRAWN' ? 'answer.question' : 'answer.proposal', {
    organisation: us.name,
  });
  const advice = row.advice.advice;
  return (
    <div className="answer" role="group" aria-label={question}>
      {conflict && (
        <ConflictAlert
          row={row}
          mine={written}
          conflict={conflict}
          level={level}
          onMine={() => drafts.keepMine(row)}
          onTheirs={() => {
            setGiven(written.grounds);
            if (conflict.theirs) drafts.takeTheirs(row, conflict.theirs);
            else void drafts.discard([row]);
          }}
        />
      )}
      {only ? (
        <Heading level={level} size="xsmall">
          {question}
        </Heading>
      ) : (
        <RadioGroup legend={question} value={written.choice} onChange={(choice: Choice) => change({ choice })}>
          {choices.map((choice) => (
            <Radio key={choice} value={choice}>
              {choiceText(choice, row, language)}
            </Radio>
          ))}
        </RadioGroup>
      )}
      {isAsked && (advice === 'UNDECIDED' || advice === 'AGAINST_PURPOSE') && (
        <InlineMessage status={advice === 'UNDECIDED' ? 'info' : 'warning'}>{t(`advice.${advice}`)}</InlineMessage>
      )}
      {takesValue(written.choice) && (
        <AimFields
          indicator={indicator}
          typed={written}
          problems={Object.fromEntries(
            (['value', 'low', 'high'] as const).flatMap((field) => {
              const key = problems[field];
              return key ? [[AIM_IDS[field], t(key)]] : [];
            }),
          )}
          onChange={change}
        />
      )}
      <Unusual {...props} aim={takesValue(written.choice) ? aimOf(written, row) : null} />
      {takesGrounds(written.choice) && (
        <Textarea
          id={GROUNDS}
          label={t('answer.grounds')}
          description={t('answer.groundsHint', { other: other.name })}
          minRows={3}
          value={written.grounds}
          error={problems.grounds && t(problems.grounds)}
          onChange={({ target }) => change({ grounds: target.value })}
        />
      )}
      {given.trim() !== '' && given !== written.grounds && (
        <div className="answer__given">
          <p>{t('answer.yours')}</p>
          <blockquote>{given}</blockquote>
          {takesGrounds(written.choice) && (
            <Button
              type="button"
              size="small"
              variant="tertiary"
              onClick={() => {
                change({ grounds: [written.grounds, given].filter(Boolean).join('\n') });
                setGiven('');
              }}
            >
              {t('answer.putIn')}
            </Button>
          )}
        </div>
      )}
      {written.choice !== '' && (
        <div className="talk-doings">
          {next && (
            <Button
              type="button"
              variant="secondary"
              size="small"
              icon={<ChevronRightIcon aria-hidden />}
              iconPosition="right"
              onClick={() => onNext(next)}
            >
              {t('answer.next', { name: next.indicator.name })}
            </Button>
          )}
          {(draft || kept.choice !== '') && (
            <Button
              type="button"
              variant="tertiary"
              size="small"
              onClick={() => {
                setBegun(false);
                void drafts.discard([row]);
              }}
            >
              {t('answer.discard')}
            </Button>
          )}
        </div>
      )}
      <p className="answer__kept">
        {drafts.kept
          ? t(drafts.kept.offline ? 'bar.offline' : 'answer.kept', { time: format.time(drafts.kept.at) })
          : draft
            ? t('answer.keptBy', { person: draft.updatedBy, when: format.dateTime(draft.updatedAt) })
            : t('bar.notSent')}
      </p>
    </div>
  );
}

/** The words of a choice on a row. */
export function choiceText(choice: Choice, row: Row, language: Language): string {
  const aims: Partial<Record<Choice, Aim | null>> = {
    agree: row.target,
    sign: row.target,
    hold: row.ours,
    lastYear: row.lastYear,
  };
  const aim = aims[choice];
  return language.t(`answer.${choice}`, { aim: aim ? aimText(row.indicator, aim, language) : '' });
}

/** A draft that answers what no longer stands, since the other side has made a step. */
function stale(draft: Draft | null, { target }: Row): Conflict | null {
  return draft && draft.answersVersion !== (target?.version ?? 0) ? { theirs: null } : null;
}

/** What stands in the answer's place when there is nothing for the viewer to answer. */
function Resting({ row, talk }: AnswerProps) {
  const { t } = useLanguage();
  const { us, other } = sidesOf(talk);
  const place = placeOf(row, us?.id ?? '');
  let text = '';
  if (row.advice.advice === 'REFUSED') text = t('advice.REFUSED');
  else if (row.target?.turn && (!us || place === 'theirs'))
    text = t(us ? 'answer.theirs' : 'answer.watch', { organisation: row.target.turn.name });
  else if (us && place === 'agreed') text = t('answer.stays');
  else if (us && place !== 'none') text = t('answer.readOnly', { organisation: us.name });
  else if (us?.id === talk.provider.id) text = t('answer.notProposed', { organisation: other.name });
  return text === '' ? null : <p className="answer answer--resting">{text}</p>;
}

const PAUSE_MS = 500;

/** Announced when the typing has paused, so that it does not speak over it. It never stops anybody. */
function Unusual({ row, talk, reachedBy, published, aim }: AnswerProps & { aim: Aim | null }) {
  const language = useLanguage();
  const now = JSON.stringify(aim);
  const [settled, setSettled] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(now), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [now]);
  const weighed = JSON.parse(settled) as Aim | null;
  const said =
    weighed &&
    unusualSentence(
      weighed,
      row,
      { provider: talk.provider.name, reached: reachedBy(weighed), year: published ?? talk.year - 1 },
      language,
    );
  return (
    <div role="status">
      {said && (
        <InlineMessage status="warning">
          <strong>{said.lead}</strong> {said.rest}
        </InlineMessage>
      )}
    </div>
  );
}

interface ConflictProps {
  row: Row;
  mine: Written;
  conflict: Conflict;
  level: '3' | '4';
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody was first: both versions side by side, and nothing that was typed is lost. */
function ConflictAlert({ row, mine, conflict: { theirs }, level, onMine, onTheirs }: ConflictProps) {
  const language = useLanguage();
  const { t, format } = language;
  const last = row.target?.steps.at(-1);
  const aim = aimOf(mine, row);
  const isOld = !theirs && (mine.choice === 'agree' || mine.choice === 'sign');
  const versions = [
    {
      name: t('conflict.mine'),
      // Who accepted, accepted what stood then.
      answer: isOld ? t('conflict.accepted') : mine.choice === '' ? '–' : answerText(mine, row, aim, language),
      grounds: mine.grounds,
    },
    theirs
      ? {
          name: t('conflict.theirs', { person: theirs.updatedBy }),
          answer: answerText(writtenFrom(theirs, row, language), row, theirs, language),
          grounds: theirs.grounds,
        }
      : {
          name: t('conflict.now'),
          answer: row.target ? aimText(row.indicator, row.target.proposal ?? row.target, language) : '–',
          grounds: last?.grounds ?? '',
        },
  ];
  const told = theirs
    ? t('conflict.text', { person: theirs.updatedBy, when: format.time(theirs.updatedAt) })
    : t('conflict.moved', { organisation: last?.organisation.name ?? '', when: last ? format.dateTime(last.at) : '' });
  return (
    <LocalAlert status="warning" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as={`h${level}`}>{told}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <dl className="answer__both">
          {versions.map(({ name, answer, grounds }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <strong>{answer}</strong>
                {grounds && <blockquote>{grounds}</blockquote>}
              </dd>
            </div>
          ))}
        </dl>
        <div className="talk-doings">
          {!isOld && (
            <Button type="button" size="small" onClick={onMine}>
              {t('conflict.useMine')}
            </Button>
          )}
          <Button type="button" size="small" variant="secondary" onClick={onTheirs}>
            {theirs ? t('conflict.useTheirs', { person: theirs.updatedBy.split(' ')[0] ?? '' }) : t('conflict.drop')}
          </Button>
        </div>
      </LocalAlert.Content>
    </LocalAlert>
  );
}

/** «Godta 27 %», «Foreslå 38 %». */
export function answerText(written: Written, row: Row, aim: Aim | null, language: Language): string {
  const { choice } = written;
  if (choice === '') return '';
  if (!takesValue(choice)) return choiceText(choice, row, language);
  return language.t('answer.value', { choice, aim: aim ? aimText(row.indicator, aim, language) : '–' });
}
