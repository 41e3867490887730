import { Button } from '@navikt/ds-react/Button';
import { Select } from '@navikt/ds-react/Select';
import { Textarea } from '@navikt/ds-react/Textarea';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
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
import { useViewer } from '../../viewer.tsx';
import { MOST_CHARACTERS, textProblem } from './Composer.tsx';
import { figureName } from './ThreadsPage.tsx';
import './dialogue.css';

const SidesQuery = graphql(`
  query ThreadSides($navOffice: String, $county: String, $programme: String, $year: Int, $locale: Locale!) {
    viewer {
      id
      organisation {
        __typename
        id
        ... on Provider {
          county {
            id
            number
            name
          }
          navOffices {
            id
            number
            name
          }
        }
      }
    }
    providers(navOffice: $navOffice, county: $county, first: 100) {
      edges {
        node {
          id
          number
          name
        }
      }
    }
    indicators(programme: $programme, year: $year) {
      code
      name(locale: $locale)
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

/** Opens a thread: on the figure that the address names, or on nothing in particular. */
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
      navOffice: organisation.kind === 'NAV_OFFICE' ? organisation.number : null,
      county: organisation.kind === 'COUNTY_UNIT' ? organisation.number : null,
      programme: search.programme,
      year: search.year,
      locale: apiLocale,
    },
    pause: !ability.can('create', 'Thread'),
  });
  const [draft, setDraft] = useDraft(`new thread ${JSON.stringify(search)}`, {
    side: (isProvider ? search.counterpart : search.provider) ?? '',
    subject: '',
    body: '',
  });
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching: sending }, start] = useMutation(StartThread);

  if (!ability.can('create', 'Thread')) {
    return (
      <Page title={t('newThread.title')} width="text">
        <p className="lead">{t(ability.can('read', 'Thread') ? 'newThread.mayNot' : 'threads.mayNot')}</p>
      </Page>
    );
  }
  const self = data?.viewer?.organisation;
  const county = self?.__typename === 'Provider' ? self.county : undefined;
  const offices = self?.__typename === 'Provider' ? self.navOffices : [];
  const sides = isProvider
    ? [...offices, ...(county ? [{ ...county, name: t('newThread.county', { name: county.name }) }] : [])]
    : (data?.providers.edges.map(({ node }) => node) ?? []);
  const other = sides.find(({ number }) => number === draft.side);
  const indicator = data?.indicators.find(({ code }) => code === search.indicator);
  const about =
    indicator &&
    figureName(
      { indicator, programme: search.programme ? { code: search.programme } : null, year: search.year ?? null },
      language,
    );

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
    if (Object.keys(found).length > 0 || !other) return;
    const { indicator: code, programme, year } = search;
    const to = isProvider
      ? ({
          provider: organisation.number,
          counterpart: other.number,
          counterpartKind: other.number === county?.number && other.id === county.id ? 'COUNTY_UNIT' : 'NAV_OFFICE',
        } as const)
      : { provider: other.number };
    const { success, refusal: refused } = outcome(
      await start({ input: { ...to, subject: draft.subject, body: draft.body, indicator: code, programme, year } }),
    );
    if (!success) {
      setRefusal(
        refusalText(language, refused, {
          'identity-number': 'thread.identityNumber',
          'no-agreement': 'newThread.noAgreement',
        }),
      );
      return;
    }
    setDraft(null);
    void navigate({ to: threadPath(success.thread.id) });
  };

  return (
    <Page title={t('newThread.title')} below={about && t('threads.about', { about })} width="text">
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
        <Select
          id={WITH}
          label={t(isProvider ? 'newThread.with' : 'newThread.provider')}
          value={draft.side}
          error={problems[WITH]}
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
        <Textarea
          id={BODY}
          label={other ? t('newThread.body', { other: other.name }) : t('newThread.bodyNobody')}
          description={t('thread.writeHint')}
          minRows={5}
          value={draft.body}
          error={problems[BODY]}
          onChange={({ target }) => setDraft({ ...draft, body: target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void send();
          }}
        />
        <Refused text={refusal} />
        <Button type="submit" loading={sending}>
          {t('newThread.start')}
        </Button>
      </form>
    </Page>
  );
}
