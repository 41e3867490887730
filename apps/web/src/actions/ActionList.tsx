import { Alert, Done } from '@batt/ui/Marks';
import { Button } from '@navikt/ds-react/Button';
import { Tag } from '@navikt/ds-react/Tag';
import { TextField } from '@navikt/ds-react/TextField';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/tag.css';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../graphql.ts';
import type { VariablesOf } from '../graphql.ts';
import { useLanguage } from '../language.tsx';
import { outcome, refusalText } from '../outcome.ts';
import { FormErrors } from '../shell/FormErrors.tsx';
import type { Problems } from '../shell/FormErrors.tsx';
import { Refused } from '../shell/Refused.tsx';
import { useViewer } from '../viewer.tsx';
import { readDate, typedDate } from '../typed-date.ts';
import type { Action } from './action.ts';
import './actions.css';

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

const TITLE = 'changed-title';
const NAME = 'changed-name';
const DUE = 'changed-due';

interface ActionListProps {
  actions: readonly Action[];
  /** How deep the titles stand in the page. */
  level?: '2' | '3' | '4';
  /** With room for facts beside each other. */
  wide?: boolean;
  /** What more is to be told under the facts of each, by its id. */
  more?: ReadonlyMap<string, ReactNode>;
  onSaid: (said: string) => void;
}

/** Improvement actions with their owner, due date and state, and what the viewer may do with each. */
export function ActionList({ actions, level = '3', wide, more, onSaid }: ActionListProps) {
  return (
    <ul className={wide ? 'actions__list actions__list--wide' : 'actions__list'}>
      {actions.map((action) => (
        <OneAction key={action.id} action={action} level={level} onSaid={onSaid}>
          {more?.get(action.id)}
        </OneAction>
      ))}
    </ul>
  );
}

interface OneActionProps extends Pick<ActionListProps, 'onSaid'> {
  action: Action;
  level: '2' | '3' | '4';
  children: ReactNode;
}

function OneAction({ action, level, onSaid, children }: OneActionProps) {
  const language = useLanguage();
  const { t, format } = language;
  const { organisation, person } = useViewer();
  const [changing, setChanging] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, update] = useMutation(UpdateAction);
  const { id, title, owner, ownerName, dueDate, overdue, state, doneAt, viewerCan } = action;
  const waits = state === 'PROPOSED' && owner.id === organisation.id;

  const change = async (input: Omit<VariablesOf<typeof UpdateAction>['input'], 'id'>) => {
    const answer = outcome(await update({ input: { id, ...input } }));
    const words = { 'identity-number': 'error.identityNumber' } as const;
    setRefusal(answer.success ? null : refusalText(language, answer.refusal, words));
    if (!answer.success) return;
    setChanging(false);
    onSaid(t('actions.changed'));
  };
  const doings = [
    {
      can: 'accept',
      text: t('actions.take'),
      variant: 'primary',
      change: { state: 'ACCEPTED', ownerName: ownerName ?? person.name },
    },
    { can: 'finish', text: t('actions.done'), variant: 'secondary', change: { state: 'DONE' } },
    {
      can: 'resume',
      text: t('actions.resume'),
      variant: 'tertiary',
      change: { state: state === 'DONE' ? 'ACCEPTED' : 'PROPOSED' },
    },
    { can: 'drop', text: t('actions.drop'), variant: 'tertiary', change: { state: 'DROPPED' } },
  ] as const;
  return (
    <li>
      <Heading level={level} size="xsmall">
        {title}
      </Heading>
      <dl className="actions__facts">
        <dt>{t('actions.owner')}</dt>
        <dd>{ownerName ? `${ownerName}, ${owner.name}` : owner.name}</dd>
        <dt>{t('actions.due')}</dt>
        <dd>
          {dueDate ? format.date(dueDate) : t('actions.noDate')} {overdue && <Alert>{t('actions.overdue')}</Alert>}
        </dd>
        <dt>{t('actions.state')}</dt>
        <dd>
          {state === 'DONE' ? (
            <Done>{doneAt ? t('actions.doneOn', { date: format.date(doneAt) }) : t('actions.state.DONE')}</Done>
          ) : (
            <Tag size="small" variant={waits ? 'strong' : 'outline'} data-color={waits ? 'accent' : 'neutral'}>
              {t(waits ? 'actions.waits' : `actions.state.${state}`)}
            </Tag>
          )}
        </dd>
      </dl>
      {children}
      <Refused text={refusal} />
      {changing ? (
        <ChangeAction action={action} onClose={() => setChanging(false)} onSave={change} />
      ) : (
        viewerCan.length > 0 && (
          <div className="actions__doings">
            {doings
              .filter(({ can }) => viewerCan.includes(can))
              .map(({ can, text, variant, change: input }) => (
                <Button key={can} size="small" variant={variant} onClick={() => void change(input)}>
                  {text}
                  <span className="batt-visually-hidden"> {title}</span>
                </Button>
              ))}
            {viewerCan.includes('update') && (
              <Button size="small" variant="tertiary" onClick={() => setChanging(true)}>
                {t('actions.change')}
                <span className="batt-visually-hidden"> {title}</span>
              </Button>
            )}
          </div>
        )
      )}
    </li>
  );
}

interface ChangeActionProps {
  action: Action;
  onClose: () => void;
  onSave: (input: { title: string; ownerName: string | null; dueDate: string | null }) => Promise<void>;
}

function ChangeAction({ action, onClose, onSave }: ChangeActionProps) {
  const { t } = useLanguage();
  const [title, setTitle] = useState(action.title);
  const [name, setName] = useState(action.ownerName ?? '');
  const [due, setDue] = useState(typedDate(action.dueDate));
  const [problems, setProblems] = useState<Problems>({});
  return (
    <form
      className="actions__form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const dueDate = readDate(due);
        const found: Problems = {
          ...(title.trim() === '' && { [TITLE]: t('actions.titleNeeded') }),
          ...(due.trim() !== '' && dueDate === null && { [DUE]: t('actions.dateWrong') }),
        };
        setProblems(found);
        if (Object.keys(found).length === 0) void onSave({ title, ownerName: name.trim() || null, dueDate });
      }}
    >
      <FormErrors problems={problems} />
      <TextField
        size="small"
        id={TITLE}
        label={t('actions.title')}
        maxLength={500}
        value={title}
        error={problems[TITLE]}
        onChange={({ target }) => setTitle(target.value)}
      />
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
        error={problems[DUE]}
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
