import { Done } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { StatusLine } from '@batt/ui/Toast';
import { CheckmarkCircleFillIcon, CircleIcon } from '@navikt/aksel-icons';
import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Tag } from '@navikt/ds-react/Tag';
import { Textarea } from '@navikt/ds-react/Textarea';
import { TextField } from '@navikt/ds-react/TextField';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/tag.css';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { reportsPath } from '../../paths.ts';
import { FormDialog } from '../../shell/FormDialog.tsx';
import { Page } from '../../shell/Page.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { readDate } from '../../typed-date.ts';
import { endOfDay, lastDayBefore } from './days.ts';
import './association.css';

const YearsQuery = graphql(`
  query Years {
    years {
      id
      year
      state
      deadline
      reportsIn
      reportsExpected
      late
      viewerCan
      publication {
        revision
        publishedAt
        publishedBy
      }
    }
  }
`);

const OpenYear = graphql(`
  mutation OpenYear($input: OpenYearInput!) {
    result: openYear(input: $input) {
      __typename
      ... on OpenYearSuccess {
        year {
          id
          year
          state
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const CloseYear = graphql(`
  mutation CloseYear($input: CloseYearInput!) {
    result: closeYear(input: $input) {
      __typename
      ... on CloseYearSuccess {
        year {
          id
          state
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const PublishYear = graphql(`
  mutation PublishYear($input: PublishYearInput!) {
    result: publishYear(input: $input) {
      __typename
      ... on PublishYearSuccess {
        year {
          id
          state
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

type Year = ResultOf<typeof YearsQuery>['years'][number];
const STATES = ['OPEN', 'CLOSED', 'PUBLISHED'] as const;

type Dialog = { kind: 'open' } | { kind: 'close' | 'publish' | 'correct'; year: Year };

/** The measurement years: where each stands, and opening, closing and publishing them. */
export function YearsPage() {
  const { t } = useLanguage();
  const { ability } = useViewer();
  const [{ data, error }, ask] = useQuery({ query: YearsQuery });
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [said, setSaid] = useState('');
  const mayRun = ability.can('publish', 'MeasurementYear');
  const years = data?.years;
  // One year may still be closing while the next is open already; the older one first.
  const current = years?.filter(({ state }) => state !== 'PUBLISHED').toReversed() ?? [];
  return (
    <Page
      title={t('years.title')}
      tools={
        mayRun && (
          <Button
            size="small"
            variant={current.length > 0 ? 'secondary' : 'primary'}
            onClick={() => setDialog({ kind: 'open' })}
          >
            {t('years.open')}
          </Button>
        )
      }
    >
      {!mayRun && <p className="lead">{t('years.mayNot')}</p>}
      <StatusLine message={said} tone="success" />
      {error && <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />}
      {!years && !error && <Skeleton variant="rectangle" height={320} />}
      {years?.length === 0 && <p className="lead">{t('years.none')}</p>}
      {current.map((year) => (
        <Current key={year.id} year={year} onDo={setDialog} />
      ))}
      {years && years.length > 0 && <AllYears years={years} onDo={setDialog} />}
      {dialog?.kind === 'open' && (
        <OpenDialog
          next={(years?.[0]?.year ?? new Date().getFullYear() - 1) + 1}
          onClose={() => setDialog(null)}
          onSaid={setSaid}
        />
      )}
      {dialog && dialog.kind !== 'open' && <YearDialog {...dialog} onClose={() => setDialog(null)} onSaid={setSaid} />}
    </Page>
  );
}

function Current({ year, onDo }: { year: Year; onDo: (dialog: Dialog) => void }) {
  const { t, format } = useLanguage();
  const { state, reportsIn, reportsExpected, viewerCan } = year;
  const lastDay = lastDayBefore(year.deadline);
  const isOver = Date.parse(year.deadline) <= Date.now();
  const missing = reportsExpected - reportsIn;
  const checks = [
    {
      id: 'deadline',
      title: t('years.check.deadline'),
      sub: t('years.check.deadlineText', { date: format.date(lastDay) }),
      isDone: isOver,
    },
    {
      id: 'in',
      title: t('years.check.in'),
      sub: t('years.check.inText', { in: format.number(reportsIn), expected: format.number(reportsExpected), missing }),
      isDone: missing <= 0,
    },
    { id: 'closed', title: t('years.check.closed'), sub: undefined, isDone: state === 'CLOSED' },
  ];
  return (
    <section className="year">
      <Heading level="2" size="medium">
        {t('years.current', { year: String(year.year) })}
      </Heading>
      <ol className="year__steps">
        {STATES.map((step) => (
          <li key={step} className={step === state ? 'year__step--here' : undefined}>
            <strong>{t(`years.step.${step}`)}</strong>{' '}
            {step === state && (
              <Tag size="small" variant="strong" data-color="accent">
                {t('years.here')}
              </Tag>
            )}
            <span>{t(`years.step.${step}Text`, { date: format.date(lastDay) })}</span>
          </li>
        ))}
      </ol>
      <SectionList
        heading={t('years.before', { year: String(year.year) })}
        items={checks.map(({ id, title, sub, isDone }) => ({
          id,
          title,
          sub,
          href: id === 'in' ? reportsPath({ year: year.year }) : undefined,
          start: isDone ? (
            <CheckmarkCircleFillIcon aria-hidden className="year__done" fontSize="1.5rem" />
          ) : (
            <CircleIcon aria-hidden fontSize="1.5rem" />
          ),
          end: isDone ? <Done>{t('years.done')}</Done> : t('years.remains'),
        }))}
      />
      <div className="year__doings">
        {viewerCan.includes('close') && (
          <Button variant="secondary" onClick={() => onDo({ kind: 'close', year })}>
            {t('years.close', { year: String(year.year) })}
          </Button>
        )}
        {viewerCan.includes('publish') && (
          <Button onClick={() => onDo({ kind: 'publish', year })}>
            {t('years.publish', { year: String(year.year) })}
          </Button>
        )}
      </div>
    </section>
  );
}

function AllYears({ years, onDo }: { years: Year[]; onDo: (dialog: Dialog) => void }) {
  const { t, format } = useLanguage();
  return (
    <SectionList
      heading={t('years.all')}
      items={years.map((year) => ({
        id: year.id,
        title: String(year.year),
        href: reportsPath({ year: year.year }),
        sub: `${t('years.reports', { in: format.number(year.reportsIn), expected: format.number(year.reportsExpected) })}, ${t('years.late', { late: year.late })}`,
        end: t(`years.state.${year.state}`),
        endSub: (
          <>
            {year.publication
              ? t('years.publishedBy', {
                  date: format.date(year.publication.publishedAt),
                  person: year.publication.publishedBy,
                  revision: year.publication.revision,
                })
              : t('years.notPublished', { date: format.date(lastDayBefore(year.deadline)) })}
            {year.state === 'PUBLISHED' && year.viewerCan.includes('publish') && (
              <Button size="xsmall" variant="tertiary" onClick={() => onDo({ kind: 'correct', year })}>
                {t('years.correct')}
                <span className="batt-visually-hidden"> {year.year}</span>
              </Button>
            )}
          </>
        ),
      }))}
    />
  );
}

interface DialogProps {
  onClose: () => void;
  onSaid: (said: string) => void;
}

function OpenDialog({ next, onClose, onSaid }: DialogProps & { next: number }) {
  const language = useLanguage();
  const { t } = language;
  const [year, setYear] = useState(String(next));
  const [deadline, setDeadline] = useState(`15.01.${next + 1}`);
  const [, open] = useMutation(OpenYear);
  const day = readDate(deadline);
  return (
    <FormDialog
      heading={t('years.openHeading')}
      submit={t('years.open')}
      onClose={onClose}
      check={() => ({
        ...(!/^\d{4}$/.test(year.trim()) && { 'year-number': t('years.yearWrong') }),
        ...(day === null && { 'year-deadline': t('years.deadlineWrong') }),
      })}
      onSend={async () => {
        const { success, refusal } = outcome(
          await open({ input: { year: Number(year), deadline: endOfDay(day ?? '') } }),
        );
        if (!success)
          return refusalText(language, refusal, {
            'year-exists': 'years.exists',
            'deadline-too-early': 'years.tooEarly',
          });
        onSaid(t('years.opened', { year: year.trim() }));
        return null;
      }}
    >
      {(problems) => (
        <>
          <TextField
            id="year-number"
            label={t('years.year')}
            inputMode="numeric"
            value={year}
            error={problems['year-number']}
            onChange={({ target }) => setYear(target.value)}
          />
          <TextField
            id="year-deadline"
            label={t('years.deadline')}
            description={t('years.deadlineHint')}
            value={deadline}
            error={problems['year-deadline']}
            onChange={({ target }) => setDeadline(target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}

function YearDialog({
  kind,
  year,
  onClose,
  onSaid,
}: DialogProps & { kind: 'close' | 'publish' | 'correct'; year: Year }) {
  const language = useLanguage();
  const { t, format } = language;
  const [reason, setReason] = useState('');
  const [, close] = useMutation(CloseYear);
  const [{ fetching: publishing }, publish] = useMutation(PublishYear);
  const named = { year: String(year.year) };
  const words = {
    close: { heading: t('years.close', named), submit: t('years.closeSure', named), said: t('years.closed', named) },
    publish: {
      heading: t('years.publish', named),
      submit: t('years.publishSure', named),
      said: t('years.published', named),
    },
    correct: {
      heading: t('years.correctHeading', named),
      submit: t('years.correct'),
      said: t('years.published', named),
    },
  }[kind];
  return (
    <FormDialog
      heading={words.heading}
      submit={words.submit}
      onClose={onClose}
      check={() => ({ ...(kind === 'correct' && reason.trim() === '' && { 'year-reason': t('years.reasonNeeded') }) })}
      onSend={async () => {
        const { success, refusal } =
          kind === 'close'
            ? outcome(await close({ input: { year: year.year } }))
            : outcome(await publish({ input: { year: year.year, reason: kind === 'correct' ? reason : null } }));
        if (!success) return refusalText(language, refusal);
        onSaid(words.said);
        return null;
      }}
    >
      {(problems) => (
        <>
          {kind === 'close' && <p>{t('years.closeAsk')}</p>}
          {kind === 'publish' && (
            <p>
              {t('years.publishAsk', {
                in: format.number(year.reportsIn),
                expected: format.number(year.reportsExpected),
              })}
            </p>
          )}
          {kind === 'correct' && (
            <>
              <p>{t('years.correctText')}</p>
              <Textarea
                id="year-reason"
                label={t('years.reason')}
                description={t('years.reasonHint')}
                maxLength={1000}
                value={reason}
                error={problems['year-reason']}
                onChange={({ target }) => setReason(target.value)}
              />
            </>
          )}
          <p role="status">{publishing && t('years.publishing', named)}</p>
        </>
      )}
    </FormDialog>
  );
}
