import { Alert, Done } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { Button } from '@navikt/ds-react/Button';
import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Tag } from '@navikt/ds-react/Tag';
import { TextField } from '@navikt/ds-react/TextField';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/tag.css';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import type { EnumOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import type { Refusal } from '../../outcome.ts';
import { FormErrors } from '../../shell/FormErrors.tsx';
import type { Problems } from '../../shell/FormErrors.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { useViewer } from '../../viewer.tsx';
import { readDate, typedDate } from '../../typed-date.ts';
import { isOverdue } from './thread.ts';
import type { Action, Thread } from './thread.ts';

const AddAction = graphql(`
  mutation AddAction($input: AddActionInput!) {
    result: addAction(input: $input) {
      __typename
      ... on AddActionSuccess {
        action {
          id
          thread {
            id
          }
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const UpdateAction = graphql(`
  mutation UpdateAction($input: UpdateActionInput!) {
    result: updateAction(input: $input) {
      __typename
      ... on UpdateActionSuccess {
        action {
          id
          thread {
            id
          }
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const TITLE = 'action-title';
const OWNER = 'action-owner';
const NAME = 'action-name';
const DUE = 'action-due';

const refusedText = (language: ReturnType<typeof useLanguage>, refusal: Refusal | undefined) =>
  refusalText(language, refusal, { 'identity-number': 'thread.identityNumber' });

interface ActionsProps {
  thread: Thread;
  onSaid: (said: string) => void;
}

/** What came out of a thread that somebody is to do. */
export function Actions({ thread, onSaid }: ActionsProps) {
  const { t } = useLanguage();
  const [adding, setAdding] = useState(false);
  return (
    <div className="actions">
      <SectionList heading={t('actions.heading')} count={thread.actions.length} empty={t('actions.empty')}>
        {thread.actions.length > 0 && (
          <ul className="actions__list">
            {thread.actions.map((action) => (
              <OneAction key={action.id} action={action} onSaid={onSaid} />
            ))}
          </ul>
        )}
      </SectionList>
      {thread.viewerCan.includes('addAction') &&
        (adding ? (
          <NewAction
            thread={thread}
            onClose={() => setAdding(false)}
            onAdded={() => {
              setAdding(false);
              onSaid(t('actions.added'));
            }}
          />
        ) : (
          <Button size="small" variant="secondary" onClick={() => setAdding(true)}>
            {t('actions.new')}
          </Button>
        ))}
    </div>
  );
}

function OneAction({ action, onSaid }: { action: Action; onSaid: (said: string) => void }) {
  const language = useLanguage();
  const { t, format } = language;
  const { organisation, person } = useViewer();
  const [changing, setChanging] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, update] = useMutation(UpdateAction);
  const { id, title, owner, ownerName, dueDate, state, viewerCan } = action;
  const isOurs = owner.id === organisation.id;
  const mayUpdate = viewerCan.includes('update');

  const change = async (input: {
    state?: EnumOf<'ActionState'>;
    ownerName?: string | null;
    dueDate?: string | null;
  }) => {
    const answer = outcome(await update({ input: { id, ...input } }));
    setRefusal(answer.success ? null : refusedText(language, answer.refusal));
    if (!answer.success) return;
    setChanging(false);
    onSaid(t('actions.changed'));
  };
  return (
    <li>
      <Heading level="3" size="xsmall">
        {title}
      </Heading>
      <dl className="actions__facts">
        <dt>{t('actions.owner')}</dt>
        <dd>{ownerName ? `${ownerName}, ${owner.name}` : owner.name}</dd>
        <dt>{t('actions.due')}</dt>
        <dd>
          {dueDate ? format.date(dueDate) : t('actions.noDate')}{' '}
          {isOverdue(action, new Date().toISOString().slice(0, 10)) && <Alert>{t('actions.overdue')}</Alert>}
        </dd>
        <dt>{t('actions.state')}</dt>
        <dd>
          {state === 'DONE' ? (
            <Done>{t('actions.state.DONE')}</Done>
          ) : (
            <Tag
              size="small"
              variant={state === 'PROPOSED' && isOurs ? 'strong' : 'outline'}
              data-color={state === 'PROPOSED' && isOurs ? 'accent' : 'neutral'}
            >
              {t(state === 'PROPOSED' && isOurs ? 'actions.waits' : `actions.state.${state}`)}
            </Tag>
          )}
        </dd>
      </dl>
      <Refused text={refusal} />
      {changing ? (
        <ChangeAction action={action} onClose={() => setChanging(false)} onSave={change} />
      ) : (
        mayUpdate &&
        (state === 'PROPOSED' || state === 'ACCEPTED') && (
          <div className="actions__doings">
            {state === 'PROPOSED' && isOurs && (
              <Button
                size="small"
                onClick={() => void change({ state: 'ACCEPTED', ownerName: ownerName ?? person.name })}
              >
                {t('actions.take')}
              </Button>
            )}
            {state === 'ACCEPTED' && (
              <Button size="small" variant="secondary" onClick={() => void change({ state: 'DONE' })}>
                {t('actions.done')}
              </Button>
            )}
            <Button size="small" variant="tertiary" onClick={() => setChanging(true)}>
              {t('actions.change')}
              <span className="batt-visually-hidden"> {title}</span>
            </Button>
            <Button
              size="small"
              variant="tertiary"
              data-color="neutral"
              onClick={() => void change({ state: 'DROPPED' })}
            >
              {t('actions.drop')}
              <span className="batt-visually-hidden"> {title}</span>
            </Button>
          </div>
        )
      )}
    </li>
  );
}

interface ChangeActionProps {
  action: Action;
  onClose: () => void;
  onSave: (input: { ownerName: string | null; dueDate: string | null }) => Promise<void>;
}

function ChangeAction({ action, onClose, onSave }: ChangeActionProps) {
  const { t } = useLanguage();
  const [name, setName] = useState(action.ownerName ?? '');
  const [due, setDue] = useState(typedDate(action.dueDate));
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <form
      className="actions__form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const dueDate = readDate(due);
        if (due.trim() !== '' && dueDate === null) {
          setProblem(t('actions.dateWrong'));
          document.getElementById(DUE)?.focus();
        } else void onSave({ ownerName: name.trim() || null, dueDate });
      }}
    >
      <TextField
        size="small"
        id={NAME}
        label={t('actions.ownerName')}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <TextField
        size="small"
        id={DUE}
        label={t('actions.dueDate')}
        description={t('actions.dateHint')}
        value={due}
        error={problem}
        onChange={({ target }) => setDue(target.value)}
      />
      <div className="actions__doings">
        <Button size="small" type="submit">
          {t('actions.save')}
        </Button>
        <Button size="small" type="button" variant="tertiary" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}

function NewAction({ thread, onClose, onAdded }: { thread: Thread; onClose: () => void; onAdded: () => void }) {
  const language = useLanguage();
  const { t } = language;
  const [title, setTitle] = useState('');
  const [ownerKind, setOwnerKind] = useState<EnumOf<'OrganisationKind'> | ''>('');
  const [name, setName] = useState('');
  const [due, setDue] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, add] = useMutation(AddAction);

  const send = async () => {
    const dueDate = readDate(due);
    const found: Problems = {
      ...(title.trim() === '' && { [TITLE]: t('actions.titleNeeded') }),
      ...(ownerKind === '' && { [OWNER]: t('actions.ownerNeeded') }),
      ...(due.trim() !== '' && dueDate === null && { [DUE]: t('actions.dateWrong') }),
    };
    setProblems(found);
    if (Object.keys(found).length > 0 || ownerKind === '') return;
    const input = { threadId: thread.id, title, ownerKind, ownerName: name.trim() || null, dueDate };
    const answer = outcome(await add({ input }));
    if (answer.success) onAdded();
    else setRefusal(refusedText(language, answer.refusal));
  };
  return (
    <form
      className="actions__form"
      noValidate
      aria-label={t('actions.new')}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <FormErrors problems={problems} />
      <TextField
        id={TITLE}
        size="small"
        label={t('actions.title')}
        value={title}
        error={problems[TITLE]}
        onChange={({ target }) => setTitle(target.value)}
        autoFocus
      />
      <RadioGroup
        id={OWNER}
        size="small"
        legend={t('actions.ownerSide')}
        value={ownerKind}
        error={problems[OWNER]}
        onChange={setOwnerKind}
      >
        {[thread.provider, thread.counterpart].map((side) => (
          <Radio key={side.id} value={side.kind}>
            {side.name}
          </Radio>
        ))}
      </RadioGroup>
      <TextField
        id={NAME}
        size="small"
        label={t('actions.ownerName')}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <TextField
        id={DUE}
        size="small"
        label={t('actions.dueDate')}
        description={t('actions.dateHint')}
        value={due}
        error={problems[DUE]}
        onChange={({ target }) => setDue(target.value)}
      />
      <Refused text={refusal} />
      <div className="actions__doings">
        <Button size="small" type="submit" loading={fetching}>
          {t('actions.add')}
        </Button>
        <Button size="small" type="button" variant="tertiary" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}
