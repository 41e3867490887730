import { Button } from '@navikt/ds-react/Button';
import { Select } from '@navikt/ds-react/Select';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { threadPath } from '../../paths.ts';
import { FormErrors } from '../../shell/FormErrors.tsx';
import type { Problems } from '../../shell/FormErrors.tsx';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useDraft } from '../../shell/useDraft.ts';
import { SidesFields, sidesOf, sidesVariables } from '../../sides.ts';
import { useViewer } from '../../viewer.tsx';
import { MOST_CHARACTERS, textProblem, WRITING_REFUSED } from './Composer.tsx';
import { MentionField, useMentionable } from './MentionField.tsx';
import { Subject } from './Subject.tsx';
import type { About } from './Subject.tsx';
import { calledOn } from './thread.ts';
import './dialogue.css';

const SidesQuery = graphql(
  `
    query ThreadSides($navOffice: String, $county: String, $programme: String, $year: Int, $locale: Locale!) {
      ...SidesFields
      indicators(programme: $programme, year: $year) {
        code
        name(locale: $locale)
        unit
        decimals
        direction
      }
    }
  `,
  [SidesFields],
);

const TargetQuery = graphql(`
  query TargetToDiscuss($id: ID!, $locale: Locale!) {
    node(id: $id) {
      __typename
      id
      ... on Target {
        level
        year
        indicator {
          code
          name(locale: $locale)
          unit
          decimals
          direction
        }
        programme {
          code
        }
        provider {
          id
          number
        }
        navOffice {
          id
          number
        }
      }
    }
  }
`);

const StartThread = graphql(`
  mutation StartThread($input: StartThreadInput!) {
    result: startThread(input: $input) {
      __typename
      ... on StartThreadSuccess {
        thread {
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

const WITH = 'thread-with';
const SUBJECT = 'thread-subject';
const BODY = 'thread-body';

/** Opens a thread: on the figure, target or survey theme that the address names, or on nothing in particular. */
export function NewThreadPage() {
  const language = useLanguage();
  const { t, apiLocale, format } = language;
  const { organisation, ability } = useViewer();
  const search = useSearch({ from: '/threads/new' });
  const navigate = useNavigate();
  const isProvider = organisation.kind === 'PROVIDER';
  const [{ data, error, fetching }, ask] = useQuery({
    query: SidesQuery,
    variables: {
      ...sidesVariables(organisation),
      programme: search.programme,
      year: search.year,
      locale: apiLocale,
    },
    pause: !ability.can('create', 'Thread'),
  });
  const [{ data: targetData }] = useQuery({
    query: TargetQuery,
    variables: { id: search.target ?? '', locale: apiLocale },
    pause: !search.target,
  });
  const target = targetData?.node?.__typename === 'Target' ? targetData.node : undefined;
  const [draft, setDraft] = useDraft(`new thread ${JSON.stringify(search)}`, { side: '', subject: '', body: '' });
  const field = useRef<HTMLTextAreaElement>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching: sending }, start] = useMutation(StartThread);

  // A negotiated target has its two sides; else the address may suggest one.
  const settled = isProvider ? target?.navOffice?.number : target?.provider?.number;
  const side = settled ?? (draft.side || (isProvider ? search.counterpart : search.provider));
  const { self, providers, sides, other, to } = sidesOf(data, organisation, side, (name) =>
    t('newThread.county', { name }),
  );
  const people = useMentionable(to);
  if (!ability.can('create', 'Thread')) {
    return (
      <Page title={t('newThread.title')} width="text">
        <p className="lead">{t(ability.can('read', 'Thread') ? 'newThread.mayNot' : 'threads.mayNot')}</p>
      </Page>
    );
  }
  const indicator = target?.indicator ?? data?.indicators.find(({ code }) => code === search.indicator) ?? null;
  const programme = target ? target.programme : search.programme ? { code: search.programme } : null;
  const year = target?.year ?? search.year ?? null;
  const kind: About['about'] = search.theme
    ? 'SURVEY_THEME'
    : target || search.about === 'target'
      ? 'TARGET'
      : indicator
        ? 'FIGURE'
        : 'OTHER';
  const about: About | null = to && {
    about: kind,
    indicator,
    programme,
    year,
    surveyTheme: search.theme ?? null,
    target: target?.level === 'LOCAL' ? { id: target.id } : null,
    provider: {
      number: to.provider,
      programmes: isProvider
        ? (self?.programmes ?? [])
        : (providers.find(({ number }) => number === to.provider)?.programmes ?? []),
    },
    counterpart: to.counterpart
      ? { number: to.counterpart, kind: to.counterpartKind }
      : { number: organisation.number, kind: organisation.kind },
  };

  const send = async () => {
    const wrong = textProblem(draft.body, 'newThread.bodyNeeded');
    const wrongSubject = textProblem(draft.subject, 'newThread.subjectNeeded');
    const limit = { limit: format.number(MOST_CHARACTERS) };
    const found: Problems = {
      ...(!other && { [WITH]: t('newThread.withNeeded') }),
      ...(wrongSubject && { [SUBJECT]: t(wrongSubject, limit) }),
      ...(wrong && { [BODY]: t(wrong, limit) }),
    };
    setProblems(found);
    if (Object.keys(found).length > 0 || !to) return;
    const { subject, body } = draft;
    const { target: targetId, theme, ...figure } = search;
    const what = targetId
      ? { target: targetId }
      : {
          about: kind,
          indicator: theme ? null : figure.indicator,
          programme: figure.programme,
          year: figure.year,
          surveyTheme: theme,
        };
    const mentions = calledOn(body, people).map(({ key }) => key);
    const { success, refusal: refused } = outcome(await start({ input: { ...to, subject, body, mentions, ...what } }));
    if (!success) {
      setRefusal(refusalText(language, refused, { ...WRITING_REFUSED, 'no-agreement': 'newThread.noAgreement' }));
      return;
    }
    setDraft(null);
    void navigate({ to: threadPath(success.thread.id) });
  };

  return (
    <Page title={t('newThread.title')} width="text">
      {error && <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />}
      <form
        className="new-thread"
        noValidate
        aria-busy={fetching}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <FormErrors problems={problems} />
        {about && <Subject thread={about} />}
        <Select
          id={WITH}
          label={t(isProvider ? 'newThread.with' : 'newThread.provider')}
          value={side ?? ''}
          error={problems[WITH]}
          readOnly={settled !== undefined}
          onChange={({ target }) => setDraft({ ...draft, side: target.value })}
        >
          <option value="">{t(isProvider ? 'newThread.withNeeded' : 'newThread.chooseProvider')}</option>
          {sides.map((side) => (
            <option key={side.id} value={side.number}>
              {side.name}
            </option>
          ))}
        </Select>
        <TextField
          id={SUBJECT}
          label={t('newThread.subject')}
          maxLength={200}
          value={draft.subject}
          error={problems[SUBJECT]}
          onChange={({ target }) => setDraft({ ...draft, subject: target.value })}
        />
        <MentionField
          id={BODY}
          label={other ? t('newThread.body', { other: other.name }) : t('newThread.bodyNobody')}
          description={t('thread.writeHint')}
          minRows={5}
          value={draft.body}
          error={problems[BODY]}
          field={field}
          people={people}
          onChange={(body) => setDraft({ ...draft, body })}
          onSend={() => void send()}
        >
          <Button type="submit" loading={sending}>
            {t('newThread.start')}
          </Button>
        </MentionField>
        <Refused text={refusal} />
        {other && <p className="new-thread__who">{t('newThread.who', { other: other.name })}</p>}
      </form>
    </Page>
  );
}
