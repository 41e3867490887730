import { Button } from '@navikt/ds-react/Button';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Textarea } from '@navikt/ds-react/Textarea';
import '@navikt/ds-css/dist/component/alert.css';
import '@navikt/ds-css/dist/component/form.css';
import type { Aim } from '@batt/domain/targets/status';
import { holdsNationalIdentityNumber } from '@batt/domain/identity-numbers';
import { useEffect, useState } from 'react';
import { useLanguage } from '../../language.tsx';
import { FormErrors } from '../../shell/FormErrors.tsx';
import type { Problems } from '../../shell/FormErrors.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { useDraft } from '../../shell/useDraft.ts';
import { useViewer } from '../../viewer.tsx';
import { aimText, readAim } from './aim.ts';
import { AIM_IDS, AimFields } from './AimFields.tsx';
import type { EvidenceRow } from './Evidence.tsx';
import { differs, lastOfferOf } from './target.ts';
import type { Target } from './target.ts';
import { isOvertaken, useMoves } from './useMoves.ts';
import type { RefusedMove } from './useMoves.ts';

type Choice = 'agree' | 'hold' | 'other' | 'reopen' | 'comment' | '';

const EMPTY = { choice: '' as Choice, value: '', low: '', high: '', grounds: '' };
const CHOICE = 'target-choice';
const GROUNDS = 'target-grounds';

interface AnswerProps {
  target: Target;
  row: EvidenceRow | null;
  /** What is typed, for the figures beside; null when it is no value. */
  onTyped: (aim: Aim | null) => void;
  onDone: (said: string) => void;
}

/** The answer to what stands: accept it, hold on to one's own, put another value forward, or only say something. */
export function Answer({ target, row, onTyped, onDone }: AnswerProps) {
  const language = useLanguage();
  const { t } = language;
  const { organisation, role } = useViewer();
  const moves = useMoves(target);
  const [draft, setDraft] = useDraft(`target ${target.id}`, EMPTY);
  const [problems, setProblems] = useState<Problems>({});
  const [refused, setRefused] = useState<RefusedMove | null>(null);
  const [busy, setBusy] = useState(false);
  const { indicator, viewerCan, provider, navOffice } = target;
  const other = (organisation.id === provider?.id ? navOffice : provider)?.name ?? '';
  const ours = lastOfferOf(organisation.id, target.steps);

  const choices: [Choice, string][] = [];
  const standing = aimText(indicator, target, language);
  if (viewerCan.includes('agree')) choices.push(['agree', t('target.answer.agree', { aim: standing })]);
  if (viewerCan.includes('counter')) {
    if (ours && differs(ours, target))
      choices.push(['hold', t('target.answer.hold', { aim: aimText(indicator, ours, language) })]);
    choices.push(['other', t('target.answer.other')]);
  }
  if (viewerCan.includes('reopen')) choices.push(['reopen', t('target.answer.reopen')]);
  if (viewerCan.includes('comment')) choices.push(['comment', t('target.answer.comment')]);
  const isOpen = (wanted: Choice) => choices.some(([name]) => name === wanted);
  // What was written is not lost when the other side was first and the answer is no longer possible: it can still be said.
  const spoken: Choice = draft.grounds.trim() !== '' && isOpen('comment') ? 'comment' : '';
  const choice = isOpen(draft.choice) ? draft.choice : spoken;
  const typesValue = choice === 'other' || choice === 'reopen';
  const { aim, problems: wrong } = readAim(indicator, draft);

  const isValue = typesValue && Object.keys(wrong).length === 0;
  const weighed = JSON.stringify(isValue ? aim : null);
  useEffect(() => onTyped(JSON.parse(weighed) as Aim | null), [weighed, onTyped]);

  const find = (): Problems => ({
    ...(choice === '' && { [CHOICE]: t('target.answer.choose') }),
    ...(typesValue &&
      Object.fromEntries(
        Object.entries(wrong).map(([field, key]) => [AIM_IDS[field as keyof typeof AIM_IDS], t(key)]),
      )),
    ...(choice !== '' && choice !== 'agree' && draft.grounds.trim() === '' && { [GROUNDS]: t('target.groundsNeeded') }),
    ...(holdsNationalIdentityNumber(draft.grounds) && { [GROUNDS]: t('target.identityNumber') }),
  });

  const send = async () => {
    const found = find();
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    let answer: RefusedMove | null;
    if (choice === 'agree') answer = await moves.agree();
    else if (choice === 'comment') answer = await moves.comment(draft.grounds);
    else if (choice === 'reopen') answer = await moves.reopen(aim, draft.grounds);
    else answer = await moves.counter((choice === 'hold' && ours) || aim, draft.grounds);
    setBusy(false);
    setRefused(answer);
    if (answer) return;
    setDraft(null);
    onDone(choice === 'comment' ? t('target.commented') : t('target.sent', { other }));
  };

  if (choices.length === 0) return null;
  return (
    <form
      className="answer"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <FormErrors problems={problems} />
      {isOvertaken(refused) && (
        <Conflict
          now={target}
          mine={draft.choice === 'hold' ? ours : Object.keys(wrong).length === 0 ? aim : null}
          maySend={isOpen('other')}
          onSendMine={() => void send()}
          onUseTheirs={() => {
            setDraft({ ...draft, choice: 'agree' });
            setRefused(null);
          }}
        />
      )}
      <RadioGroup
        id={CHOICE}
        tabIndex={-1}
        legend={t('target.answer', { organisation: organisation.name })}
        value={choice}
        error={problems[CHOICE]}
        onChange={(value: Choice) => {
          setProblems({});
          setDraft({ ...draft, choice: value });
        }}
      >
        {choices.map(([name, label]) => (
          <Radio key={name} value={name}>
            {label}
          </Radio>
        ))}
      </RadioGroup>
      {typesValue && (
        <AimFields
          indicator={indicator}
          typed={draft}
          row={row}
          problems={problems}
          onChange={(typed) => setDraft({ ...draft, ...typed })}
        />
      )}
      {choice !== '' && choice !== 'agree' && (
        <Textarea
          id={GROUNDS}
          label={t(choice === 'comment' ? 'target.comment' : 'target.grounds')}
          description={t('target.groundsHint', { other })}
          minRows={3}
          value={draft.grounds}
          error={problems[GROUNDS]}
          onChange={({ target: field }) => setDraft({ ...draft, grounds: field.value })}
        />
      )}
      <Refused text={refused && !isOvertaken(refused) ? moves.text(refused) : null} />
      {role === 'MEMBER' && choice !== 'comment' && (
        <p className="answer__note">{t('target.memberNote', { organisation: organisation.name })}</p>
      )}
      <div className="answer__send">
        <Button type="submit" loading={busy}>
          {t('target.send')}
        </Button>
        <span>{t('target.notSent')}</span>
      </div>
      {viewerCan.includes('withdraw') && (
        <Withdraw
          onWithdraw={async () => {
            const answer = await moves.withdraw();
            setRefused(answer);
            if (!answer) onDone(t('target.withdrawn'));
          }}
        />
      )}
    </form>
  );
}

interface ConflictProps {
  now: Target;
  mine: Aim | null;
  /** Whether one may still put one's own value forward. */
  maySend: boolean;
  onSendMine: () => void;
  onUseTheirs: () => void;
}

/** Somebody was first: both values side by side, and what was typed is still there. */
function Conflict({ now, mine, maySend, onSendMine, onUseTheirs }: ConflictProps) {
  const language = useLanguage();
  const { t, format } = language;
  const last = now.steps.at(-1);
  return (
    <LocalAlert status="warning" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="h3">{t('target.conflict')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        {last && (
          <p>
            {t('target.conflictText', {
              person: last.personName,
              organisation: last.organisation.name,
              when: format.dateTime(last.at),
            })}
          </p>
        )}
        <dl className="answer__both">
          <div>
            <dt>{t('target.conflictTheirs')}</dt>
            <dd>{aimText(now.indicator, now, language)}</dd>
          </div>
          {mine && (
            <div>
              <dt>{t('target.conflictMine')}</dt>
              <dd>{aimText(now.indicator, mine, language)}</dd>
            </div>
          )}
        </dl>
        <div className="answer__send">
          {mine && maySend && (
            <Button type="button" size="small" onClick={onSendMine}>
              {t('target.conflictSendMine')}
            </Button>
          )}
          {now.viewerCan.includes('agree') && (
            <Button type="button" size="small" variant="secondary" onClick={onUseTheirs}>
              {t('target.conflictUseTheirs')}
            </Button>
          )}
        </div>
      </LocalAlert.Content>
    </LocalAlert>
  );
}

/** Taking the round back, asked for twice since the other side sees it. */
function Withdraw({ onWithdraw }: { onWithdraw: () => Promise<void> }) {
  const { t } = useLanguage();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button type="button" size="small" variant="tertiary" onClick={() => setAsked(true)}>
        {t('target.withdraw')}
      </Button>
    );
  }
  return (
    <div role="group" aria-label={t('target.withdraw')} className="answer__withdraw">
      <p>{t('target.withdrawAsk')}</p>
      <Button type="button" size="small" data-color="danger" onClick={() => void onWithdraw()} autoFocus>
        {t('target.withdrawSure')}
      </Button>
      <Button type="button" size="small" variant="tertiary" onClick={() => setAsked(false)}>
        {t('target.cancel')}
      </Button>
    </div>
  );
}
