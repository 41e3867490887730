import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Tag } from '@navikt/ds-react/Tag';
import '@navikt/ds-css/dist/component/tag.css';
import { Heading } from '@navikt/ds-react/Typography';
import { TextLink } from '@batt/ui/Link';
import { VerdictMark } from '@batt/ui/Marks';
import { StatusLine } from '@batt/ui/Toast';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import type { ResultOf } from '../../graphql.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { TextKey } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import type { Refusal } from '../../outcome.ts';
import { scorecardPath } from '../../paths.ts';
import { NotFound } from '../../shell/NotFound.tsx';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { VERDICTS } from '../../words.ts';
import { AdoptedFields, Adoption } from './Adoption.tsx';
import { Say } from './Say.tsx';
import { AboutFields, EvidenceFields, aboutText, evidenceText, keyOf } from './practice.ts';
import './practices.css';

const PracticeQuery = graphql(
  `
    query Practice($id: ID!, $locale: Locale!) {
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
          returnedReason
          publishedAt
          adoptions
          viewerCan
          provider {
            id
            number
            name
            viewerMayReadScorecard
          }
          figures {
            ...PracticeAbout
          }
          evidence {
            ...PracticeEvidenceFields
          }
          adopted {
            ...PracticeAdopted
          }
          questions {
            id
            body
            createdAt
            answer
            answeredAt
            viewerCan
            organisation {
              id
              name
            }
          }
        }
      }
    }
  `,
  [AboutFields, AdoptedFields, EvidenceFields],
);

type PracticeNode = Extract<NonNullable<ResultOf<typeof PracticeQuery>['node']>, { __typename: 'Practice' }>;

const Submit = graphql(`
  mutation SubmitPractice($input: SubmitPracticeInput!) {
    result: submitPractice(input: $input) {
      __typename
      ... on SubmitPracticeSuccess {
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
const Withdraw = graphql(`
  mutation WithdrawPractice($input: WithdrawPracticeInput!) {
    result: withdrawPractice(input: $input) {
      __typename
      ... on WithdrawPracticeSuccess {
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
const Publish = graphql(`
  mutation PublishPractice($input: PublishPracticeInput!) {
    result: publishPractice(input: $input) {
      __typename
      ... on PublishPracticeSuccess {
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
const Return = graphql(`
  mutation ReturnPractice($input: ReturnPracticeInput!) {
    result: returnPractice(input: $input) {
      __typename
      ... on ReturnPracticeSuccess {
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
const Ask = graphql(`
  mutation AskAboutPractice($input: AskAboutPracticeInput!) {
    result: askAboutPractice(input: $input) {
      __typename
      ... on AskAboutPracticeSuccess {
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
const Answer = graphql(`
  mutation AnswerPracticeQuestion($input: AnswerPracticeQuestionInput!) {
    result: answerPracticeQuestion(input: $input) {
      __typename
      ... on AnswerPracticeQuestionSuccess {
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

const REFUSALS: Record<string, TextKey> = {
  'not-ready': 'practice.notReady',
  'practice-state': 'practice.changed',
  'identity-number': 'practice.identityNumber',
};
const PARTS = ['what', 'why', 'how', 'forWhom'] as const;

/** One practice: what its provider does, what shows that it works, questions, and what the viewer may do with it. */
export function PracticePage() {
  const language = useLanguage();
  const { t, apiLocale } = language;
  const { id } = useParams({ from: '/practices/$id' });
  const [{ data, error, fetching }, ask] = useQuery({ query: PracticeQuery, variables: { id, locale: apiLocale } });
  if (error && !data) {
    return (
      <Page title={t('practices.title')} width="text">
        <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
      </Page>
    );
  }
  if (!data && fetching) {
    return (
      <Page title={t('practices.title')} width="text">
        <Skeleton variant="rectangle" height={480} />
      </Page>
    );
  }
  if (data?.node?.__typename !== 'Practice') return <NotFound />;
  return <PracticeView practice={data.node} />;
}

function PracticeView({ practice }: { practice: PracticeNode }) {
  const language = useLanguage();
  const { t, format } = language;
  const { id, title, provider, state, evidence, viewerCan, returnedReason, publishedAt, questions } = practice;
  const [done, setDone] = useState<TextKey | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isReturning, setReturning] = useState(false);
  const news = useRef<HTMLDivElement>(null);
  const [, submit] = useMutation(Submit);
  const [, withdraw] = useMutation(Withdraw);
  const [, publish] = useMutation(Publish);
  const [, giveBack] = useMutation(Return);
  const [, askAbout] = useMutation(Ask);
  const [, answer] = useMutation(Answer);

  /** Says what came of it; gives whether it was done. */
  const told = ({ success, refusal: refused }: { success?: object; refusal?: Refusal }, text: TextKey): boolean => {
    setDone(success ? text : null);
    setRefusal(success ? null : refusalText(language, refused, REFUSALS));
    // The button that was pressed may be gone with what it did.
    if (success) news.current?.focus();
    return success !== undefined;
  };
  const missing = [
    ...PARTS.filter((part) => practice[part].trim() === '').map((part) => t(`practice.${part}`).toLowerCase()),
    ...(practice.figures.length === 0 ? [t('practice.aFigure')] : []),
  ];
  const input = { id };

  return (
    <Page
      title={title}
      above={t('practice.by', { name: provider.name })}
      below={
        <>
          <Tag variant={state === 'RETURNED' ? 'warning' : 'neutral'} size="small">
            {state === 'PUBLISHED' && publishedAt
              ? t('practice.publishedAt', { date: format.date(publishedAt) })
              : t(`practice.state.${state}`)}
          </Tag>{' '}
          {state === 'PUBLISHED' && t('practices.adoptions', { count: practice.adoptions })}
        </>
      }
      width="text"
    >
      <div className="practice">
        {viewerCan.some((move) => ['update', 'submit', 'withdraw', 'publish', 'return'].includes(move)) && (
          <div className="practice__moves batt-screen-only">
            {viewerCan.includes('publish') && (
              <Button size="small" onClick={async () => told(outcome(await publish({ input })), 'practice.published')}>
                {t('practice.publish')}
              </Button>
            )}
            {viewerCan.includes('return') && (
              <Button
                size="small"
                variant="secondary"
                aria-expanded={isReturning}
                onClick={() => setReturning(!isReturning)}
              >
                {t('practice.return')}
              </Button>
            )}
            {viewerCan.includes('submit') && (
              <Button size="small" onClick={async () => told(outcome(await submit({ input })), 'practice.submitted')}>
                {t('practice.submit')}
              </Button>
            )}
            {viewerCan.includes('update') && (
              <Button
                as={RouterAnchor}
                href={`/practices/${encodeURIComponent(id)}/edit`}
                size="small"
                variant="secondary"
              >
                {t('practice.edit')}
              </Button>
            )}
            {viewerCan.includes('withdraw') && (
              <Button
                size="small"
                variant="tertiary"
                onClick={async () => told(outcome(await withdraw({ input })), 'practice.withdrawn')}
              >
                {t('practice.withdraw')}
              </Button>
            )}
          </div>
        )}
        {viewerCan.includes('publish') && <p className="practice__hint">{t('practice.reviewHint')}</p>}
        {viewerCan.includes('submit') && missing.length > 0 && (
          <p>{t('practice.missing', { parts: format.list(missing) })}</p>
        )}
        <div ref={news} tabIndex={-1} className="practice__news">
          <StatusLine message={done ? t(done) : ''} tone="success" />
          <Refused text={refusal} />
        </div>
        {isReturning && viewerCan.includes('return') && (
          <Say
            draft={`return ${id}`}
            label={t('practice.returnReason')}
            needed="practice.returnNeeded"
            send={t('practice.returnSend')}
            takesFocus
            onSend={async (reason) => {
              const isDone = told(outcome(await giveBack({ input: { id, reason } })), 'practice.returnedNow');
              if (isDone) setReturning(false);
              return isDone;
            }}
          />
        )}
        {state === 'RETURNED' && returnedReason && (
          <section className="practice__returned">
            <Heading level="2" size="xsmall">
              {t('practice.returned')}
            </Heading>
            <p>{returnedReason}</p>
          </section>
        )}

        {evidence.length > 0 && (
          <section>
            <Heading level="2" size="small">
              {t('practice.shows')}
            </Heading>
            <ul className="practices__evidence">
              {evidence.map((row) => (
                <li key={keyOf(row.about)}>
                  <EvidenceLine row={row} provider={provider} />
                </li>
              ))}
            </ul>
            <p className="practice__hint">{t('practice.showsHint')}</p>
          </section>
        )}
        {evidence.length === 0 && practice.figures.length > 0 && (
          <p>
            {t('practice.about', { figures: format.list(practice.figures.map((about) => aboutText(about, language))) })}
          </p>
        )}
        {PARTS.map(
          (part) =>
            practice[part] && (
              <section key={part}>
                <Heading level="2" size="small">
                  {t(`practice.${part}`)}
                </Heading>
                <p className="practice__words">{practice[part]}</p>
              </section>
            ),
        )}
        {(practice.adopted || viewerCan.includes('adopt')) && <Adoption id={id} adopted={practice.adopted} />}

        {state === 'PUBLISHED' && (
          <section>
            <Heading level="2" size="small">
              {t('practice.questions')}
            </Heading>
            {questions.length === 0 && <p>{t('practice.noQuestions')}</p>}
            <ol className="practice__questions">
              {questions.map((question) => (
                <li key={question.id}>
                  <p className="practice__who">
                    {t('practice.asks', { name: question.organisation.name })} ·{' '}
                    <time dateTime={question.createdAt}>{format.date(question.createdAt)}</time>
                  </p>
                  <p className="practice__words">{question.body}</p>
                  {question.answer !== null && question.answeredAt ? (
                    <div className="practice__answer">
                      <p className="practice__who">
                        {t('practice.answers', { name: provider.name })} ·{' '}
                        <time dateTime={question.answeredAt}>{format.date(question.answeredAt)}</time>
                      </p>
                      <p className="practice__words">{question.answer}</p>
                    </div>
                  ) : question.viewerCan.includes('answer') ? (
                    <Say
                      draft={`answer ${question.id}`}
                      label={t('practice.answer')}
                      needed="practice.answerNeeded"
                      send={t('practice.answer')}
                      onSend={async (words) =>
                        told(outcome(await answer({ input: { id: question.id, answer: words } })), 'practice.answered')
                      }
                    />
                  ) : (
                    <p className="practice__hint">{t('practice.unanswered', { name: provider.name })}</p>
                  )}
                </li>
              ))}
            </ol>
            {viewerCan.includes('ask') && (
              <Say
                draft={`ask ${id}`}
                label={t('practice.ask')}
                hint={t('practice.askHint')}
                needed="practice.askNeeded"
                send={t('practice.send')}
                onSend={async (body) => told(outcome(await askAbout({ input: { id, body } })), 'practice.asked')}
              />
            )}
          </section>
        )}
      </div>
    </Page>
  );
}

interface EvidenceLineProps {
  row: PracticeNode['evidence'][number];
  provider: PracticeNode['provider'];
}

/** One figure that a practice rests on; whoever may read the scorecard finds it there. */
function EvidenceLine({ row, provider }: EvidenceLineProps) {
  const language = useLanguage();
  const { t } = language;
  const { about, verdict, year, n } = row;
  const name = aboutText(about, language);
  return (
    <>
      {provider.viewerMayReadScorecard ? (
        <TextLink
          href={scorecardPath(provider.number, { programme: about.programme?.code, year, open: about.indicator.code })}
        >
          {name}
        </TextLink>
      ) : (
        name
      )}
      : {evidenceText(row, language)}
      {n !== null && ` (${t(`practices.basis.${about.indicator.unit}`, { n })})`},{' '}
      <VerdictMark verdict={VERDICTS[verdict].shape} label={t(VERDICTS[verdict].word)} showLabel />
    </>
  );
}
