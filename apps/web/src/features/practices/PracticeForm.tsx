import { Button } from '@navikt/ds-react/Button';
import { Checkbox, CheckboxGroup } from '@navikt/ds-react/Checkbox';
import { InlineMessage } from '@navikt/ds-react/InlineMessage';
import '@navikt/ds-css/dist/component/inlinemessage.css';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Textarea } from '@navikt/ds-react/Textarea';
import { TextField } from '@navikt/ds-react/TextField';
import '@navikt/ds-css/dist/component/form.css';
import { holdsNationalIdentityNumber } from '@batt/domain/identity-numbers';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import type { ResultOf } from '../../graphql.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { practicePath } from '../../paths.ts';
import { FormErrors } from '../../shell/FormErrors.tsx';
import type { Problems } from '../../shell/FormErrors.tsx';
import { NotFound } from '../../shell/NotFound.tsx';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { useDraft } from '../../shell/useDraft.ts';
import { useViewer } from '../../viewer.tsx';
import { AboutFields, EvidenceFields, aboutText, evidenceText, keyOf } from './practice.ts';
import './practices.css';

const FormQuery = graphql(
  `
    query PracticeForm($id: ID!, $locale: Locale!) {
      practiceGrounds {
        ...PracticeEvidenceFields
      }
      node(id: $id) {
        __typename
        id
        ... on Practice {
          title
          what
          why
          how
          forWhom
          state
          version
          viewerCan
          figures {
            ...PracticeAbout
          }
        }
      }
    }
  `,
  [AboutFields, EvidenceFields],
);

const Save = graphql(`
  mutation SavePractice($input: SavePracticeInput!) {
    result: savePractice(input: $input) {
      __typename
      ... on SavePracticeSuccess {
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

type Written = Extract<NonNullable<ResultOf<typeof FormQuery>['node']>, { __typename: 'Practice' }>;
type Grounds = ResultOf<typeof FormQuery>['practiceGrounds'];

export function NewPracticePage() {
  return <PracticeFormPage id="" />;
}

export function EditPracticePage() {
  const { id } = useParams({ from: '/practices/$id/edit' });
  return <PracticeFormPage id={id} />;
}

/** Where a provider writes about a practice; with no id a new one. */
function PracticeFormPage({ id }: { id: string }) {
  const { t, apiLocale } = useLanguage();
  const { ability } = useViewer();
  const mayWrite = ability.can('create', 'Practice');
  const [{ data }] = useQuery({ query: FormQuery, variables: { id, locale: apiLocale }, pause: !mayWrite });
  const title = t(id ? 'practiceForm.editTitle' : 'practiceForm.title');
  if (!mayWrite) {
    return (
      <Page title={title} width="text">
        <p className="lead">{t('practiceForm.mayNot')}</p>
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title={title} width="text">
        <Skeleton variant="rectangle" height={640} />
      </Page>
    );
  }
  const written = data.node?.__typename === 'Practice' ? data.node : null;
  if (id && !written?.viewerCan.includes('update')) return <NotFound />;
  return (
    <Page title={title} below={t('practiceForm.below')} width="text">
      <Form key={id} written={written} grounds={data.practiceGrounds} />
    </Page>
  );
}

const PARTS = ['what', 'why', 'how', 'forWhom'] as const;
const LIMITS = { what: 4_000, why: 4_000, how: 10_000, forWhom: 2_000 };

function Form({ written, grounds }: { written: Written | null; grounds: Grounds }) {
  const language = useLanguage();
  const { t } = language;
  const navigate = useNavigate();
  const [draft, setDraft] = useDraft(`practice ${written?.id ?? 'new'} ${written?.version ?? ''}`, {
    title: written?.title ?? '',
    what: written?.what ?? '',
    why: written?.why ?? '',
    how: written?.how ?? '',
    forWhom: written?.forWhom ?? '',
    figures: written?.figures.map(keyOf) ?? [],
  });
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, send] = useMutation(Save);
  // What was chosen before stays to be unchosen, though the figure may not be above any more.
  const choices = [
    ...grounds.map((ground) => ({ about: ground.about, text: evidenceText(ground, language) })),
    ...(written?.figures ?? [])
      .filter((about) => !grounds.some((ground) => keyOf(ground.about) === keyOf(about)))
      .map((about) => ({ about, text: '' })),
  ];

  const save = async () => {
    const found: Problems = {
      ...(draft.title.trim() === '' && { 'practice-title': t('practiceForm.nameNeeded') }),
      ...Object.fromEntries(
        (['title', ...PARTS] as const)
          .filter((part) => holdsNationalIdentityNumber(draft[part]))
          .map((part) => [`practice-${part}`, t('practice.identityNumber')]),
      ),
    };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const { figures, ...words } = draft;
    const { success, refusal: refused } = outcome(
      await send({
        input: {
          id: written?.id,
          version: written?.version,
          ...words,
          figures: choices
            .filter(({ about }) => figures.includes(keyOf(about)))
            .map(({ about }) => ({ indicator: about.indicator.code, programme: about.programme?.code })),
        },
      }),
    );
    if (!success) {
      setRefusal(
        refusalText(language, refused, {
          'identity-number': 'practice.identityNumber',
          'changed-meanwhile': 'practice.changed',
        }),
      );
      return;
    }
    setDraft(null);
    void navigate({ to: practicePath(success.practice.id) });
  };

  return (
    <form
      className="practice-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <FormErrors problems={problems} />
      {written?.state === 'PUBLISHED' && <InlineMessage status="info">{t('practice.editPublished')}</InlineMessage>}
      <TextField
        id="practice-title"
        label={t('practiceForm.name')}
        maxLength={150}
        value={draft.title}
        error={problems['practice-title']}
        onChange={({ target }) => setDraft({ ...draft, title: target.value })}
      />
      {choices.length === 0 ? (
        <InlineMessage status="info">{t('practiceForm.noFigures')}</InlineMessage>
      ) : (
        <CheckboxGroup
          legend={t('practiceForm.figures')}
          description={t('practiceForm.figuresHint')}
          value={draft.figures}
          onChange={(figures: string[]) => setDraft({ ...draft, figures })}
        >
          {choices.map(({ about, text }) => (
            <Checkbox key={keyOf(about)} value={keyOf(about)} description={text}>
              {aboutText(about, language)}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      {PARTS.map((part) => (
        <Textarea
          key={part}
          id={`practice-${part}`}
          label={t(`practiceForm.${part}`)}
          minRows={part === 'how' ? 6 : 3}
          maxLength={LIMITS[part]}
          value={draft[part]}
          error={problems[`practice-${part}`]}
          onChange={({ target }) => setDraft({ ...draft, [part]: target.value })}
        />
      ))}
      <Refused text={refusal} />
      <Button type="submit" loading={fetching}>
        {t('practiceForm.save')}
      </Button>
    </form>
  );
}
