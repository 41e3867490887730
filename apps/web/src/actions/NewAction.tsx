import { Button } from '@navikt/ds-react/Button';
import { Radio, RadioGroup } from '@navikt/ds-react/Radio';
import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import { useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../graphql.ts';
import type { EnumOf } from '../graphql.ts';
import { useLanguage } from '../language.tsx';
import { outcome, refusalText } from '../outcome.ts';
import { FormErrors } from '../shell/FormErrors.tsx';
import type { Problems } from '../shell/FormErrors.tsx';
import { Refused } from '../shell/Refused.tsx';
import { readDate } from '../typed-date.ts';
import './actions.css';

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

const TITLE = 'action-title';
const OWNER = 'action-owner';
const NAME = 'action-name';
const DUE = 'action-due';

interface NewActionProps {
  /** What it comes out of. */
  from: { threadId: string } | { meetingId: string };
  sides: readonly { id: string; name: string; kind: EnumOf<'OrganisationKind'> }[];
  /** The figures that it may be to change, where there is a choice. */
  indicators?: readonly { code: string; name: string }[];
  onAdded: (said: string) => void;
}

/** A button that opens the form for one more improvement action. */
export function NewAction(props: NewActionProps) {
  const { t } = useLanguage();
  const [adding, setAdding] = useState(false);
  if (adding) return <NewActionForm {...props} onClose={() => setAdding(false)} />;
  return (
    <Button className="actions__new" size="small" variant="secondary" onClick={() => setAdding(true)}>
      {t('actions.new')}
    </Button>
  );
}

function NewActionForm({ from, sides, indicators, onAdded, onClose }: NewActionProps & { onClose: () => void }) {
  const language = useLanguage();
  const { t } = language;
  const [title, setTitle] = useState('');
  const [ownerKind, setOwnerKind] = useState<EnumOf<'OrganisationKind'> | ''>('');
  const [name, setName] = useState('');
  const [due, setDue] = useState('');
  const [indicator, setIndicator] = useState('');
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
    const ownerNamed = name.trim() || null;
    const input = {
      ...from,
      title,
      ownerKind,
      ownerName: ownerNamed,
      dueDate,
      ...(indicators && { indicator: indicator || null }),
    };
    const answer = outcome(await add({ input }));
    if (!answer.success) {
      setRefusal(refusalText(language, answer.refusal, { 'identity-number': 'error.identityNumber' }));
      return;
    }
    onAdded(t('actions.added'));
    onClose();
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
        {sides.map((side) => (
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
      {indicators && (
        <Select
          size="small"
          label={t('actions.indicator')}
          value={indicator}
          onChange={({ target }) => setIndicator(target.value)}
        >
          <option value="">{t('actions.noIndicator')}</option>
          {indicators.map(({ code, name: words }) => (
            <option key={code} value={code}>
              {words}
            </option>
          ))}
        </Select>
      )}
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
