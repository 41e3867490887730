import { Alert, Done } from '@batt/ui/Marks';
import { SectionList } from '@batt/ui/SectionList';
import { StatusLine } from '@batt/ui/Toast';
import { TurnBand } from '@batt/ui/TurnBand';
import { PadlockLockedIcon, PrinterSmallIcon, MonitorIcon } from '@navikt/aksel-icons';
import { TextLink } from '@batt/ui/Link';
import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { TextField } from '@navikt/ds-react/TextField';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/form.css';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { ActionFragment } from '../../actions/action.ts';
import { ActionList } from '../../actions/ActionList.tsx';
import { NewAction } from '../../actions/NewAction.tsx';
import { graphql, readFragment } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import { actionsPath, meetingPath, newThreadPath, presentPath, scorecardPath } from '../../paths.ts';
import { FormDialog } from '../../shell/FormDialog.tsx';
import type { Problems } from '../../shell/FormErrors.tsx';
import { NotFound } from '../../shell/NotFound.tsx';
import { Page } from '../../shell/Page.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { usePrinting } from '../../shell/useMedia.ts';
import { readDate, typedDate } from '../../typed-date.ts';
import { useViewer } from '../../viewer.tsx';
import { Agenda } from './Agenda.tsx';
import { EndReasonsTable } from './EndReasons.tsx';
import { MeetingQuery, stageOf } from './meeting.ts';
import type { Meeting } from './meeting.ts';
import { MeetingPaper } from './MeetingPaper.tsx';
import { StageTag } from './MeetingsPage.tsx';
import { Minutes } from './Minutes.tsx';
import { Targets } from './Targets.tsx';
import { Views } from './Views.tsx';
import './meetings.css';

const ConfirmMinutes = graphql(`
  mutation ConfirmMinutes($input: ConfirmMinutesInput!) {
    result: confirmMinutes(input: $input) {
      __typename
      ... on ConfirmMinutesSuccess {
        meeting {
          id
          version
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const MoveMeeting = graphql(`
  mutation MoveMeeting($input: MoveMeetingInput!) {
    result: moveMeeting(input: $input) {
      __typename
      ... on MoveMeetingSuccess {
        meeting {
          id
          version
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

const CancelMeeting = graphql(`
  mutation CancelMeeting($input: CancelMeetingInput!) {
    result: cancelMeeting(input: $input) {
      __typename
      ... on CancelMeetingSuccess {
        meeting {
          id
          version
        }
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);

/** One dialogue meeting: what it is about, what the figures say, what was agreed, and who stands behind it. */
export function MeetingPage() {
  const { t, apiLocale } = useLanguage();
  const { id } = useParams({ from: '/meetings/$id' });
  const [{ data, error, fetching }, ask] = useQuery({ query: MeetingQuery, variables: { id, locale: apiLocale } });
  const printing = usePrinting();
  if (error && !data) {
    return (
      <Page title={t('meeting.loading')}>
        <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
      </Page>
    );
  }
  if (!data && fetching) {
    return (
      <Page title={t('meeting.loading')}>
        {[200, 320, 280, 200].map((height) => (
          <Skeleton key={height} variant="rectangle" height={height} className="page-skeleton__row" />
        ))}
      </Page>
    );
  }
  if (data?.node?.__typename !== 'Meeting') return <NotFound />;
  return printing ? <MeetingPaper meeting={data.node} /> : <OneMeeting key={id} meeting={data.node} />;
}

function OneMeeting({ meeting }: { meeting: Meeting }) {
  const language = useLanguage();
  const { t, format } = language;
  const { organisation, ability } = useViewer();
  const [said, setSaid] = useState('');
  const { id, heldOn, year, programme, provider, counterpart, matter, state, viewerCan } = meeting;
  const other = provider.id === organisation.id ? counterpart : provider;
  const stage = stageOf(meeting, organisation.id);
  const isOff = state === 'CANCELLED';

  return (
    <Page
      title={t('meeting.title', { date: format.date(heldOn) })}
      above={<TextLink href="/meetings">{t('meetings.title')}</TextLink>}
      below={
        <>
          {t('meeting.below', {
            provider: provider.name,
            counterpart: counterpart.name,
            programme: programme.name,
            code: programme.code,
            year: String(year),
          })}
          <span className="meeting__stage">
            <StageTag stage={stage} other={other.name} />
          </span>
        </>
      }
      width="wide"
      tools={
        <>
          {viewerCan.includes('move') && <MoveButton meeting={meeting} onSaid={setSaid} />}
          {viewerCan.includes('cancel') && <CancelButton meeting={meeting} onSaid={setSaid} />}
          <Button
            size="small"
            variant="secondary"
            icon={<PrinterSmallIcon aria-hidden />}
            onClick={() => window.print()}
          >
            {t('meeting.print')}
          </Button>
          {!isOff && (
            <Button as={RouterAnchor} size="small" icon={<MonitorIcon aria-hidden />} href={presentPath(id)}>
              {t('meeting.present')}
            </Button>
          )}
        </>
      }
    >
      <StatusLine message={said} tone="success" />
      {isOff && <p className="lead">{t('meeting.off')}</p>}
      {viewerCan.includes('confirm') && <ConfirmBand meeting={meeting} onSaid={setSaid} />}
      <div className="meeting">
        <div className="meeting__pair">
          <div className="meeting__column">
            <Agenda meeting={meeting} onSaid={setSaid} />
            {matter?.endReasons && (
              <EndReasonsTable meeting={meeting} endReasons={matter.endReasons} onSaid={setSaid} />
            )}
          </div>
          <Since meeting={meeting} />
        </div>
        {!matter || matter.rows.length === 0 ? (
          <p className="meeting__note">
            {t(matter?.publication ? 'meeting.noFigures' : 'meeting.notPublished', { year: String(year) })}
          </p>
        ) : (
          <>
            <Targets matter={matter} year={year} />
            <Views
              matter={matter}
              year={year}
              threadPath={
                ability.can('create', 'Thread')
                  ? (theme) =>
                      newThreadPath({
                        provider: provider.number,
                        counterpart: counterpart.number,
                        programme: programme.code,
                        year,
                        theme,
                      })
                  : undefined
              }
            />
            <p className="meeting__note">
              {matter.publication &&
                t('meeting.data', {
                  year: String(year),
                  date: format.date(matter.publication.publishedAt),
                  revision: matter.publication.revision,
                })}{' '}
              <TextLink href={scorecardPath(provider.number, { programme: programme.code, year })}>
                {t('meeting.scorecard')}
              </TextLink>
            </p>
          </>
        )}
        <div className="meeting__pair">
          <Minutes meeting={meeting} />
          <div className="meeting__column">
            <SectionList heading={t('meeting.agreed')} count={meeting.actions.length} empty={t('meeting.agreedEmpty')}>
              {meeting.actions.length > 0 && (
                <ActionList
                  actions={meeting.actions.map((action) => readFragment(ActionFragment, action))}
                  onSaid={setSaid}
                />
              )}
            </SectionList>
            {viewerCan.includes('addAction') && (
              <NewAction
                from={{ meetingId: id }}
                sides={[provider, counterpart]}
                indicators={matter?.rows.map(({ indicator }) => indicator)}
                onAdded={setSaid}
              />
            )}
            <Confirmations meeting={meeting} />
            <section className="meeting__who">
              <PadlockLockedIcon aria-hidden fontSize="1.5rem" />
              <div>
                <Heading level="2" size="xsmall">
                  {t('meeting.who')}
                </Heading>
                <p>{t('meeting.whoText', { provider: provider.name, counterpart: counterpart.name })}</p>
              </div>
            </section>
          </div>
        </div>
      </div>
    </Page>
  );
}

/** What the two have had to do since last time, one line each; they are changed in the list of all. */
function Since({ meeting }: { meeting: Meeting }) {
  const { t, format } = useLanguage();
  const { provider, previous } = meeting;
  const actions = meeting.actionsSince.map((action) => readFragment(ActionFragment, action));
  return (
    <div>
      <SectionList
        heading={t('meeting.since')}
        count={actions.length}
        link={
          previous
            ? { href: meetingPath(previous.id), label: t('meeting.previous', { date: format.date(previous.heldOn) }) }
            : undefined
        }
        items={actions.map(({ id, title, owner, ownerName, dueDate, overdue, state, doneAt }) => ({
          id,
          title,
          sub: ownerName ? `${ownerName}, ${owner.name}` : owner.name,
          end: dueDate ? format.date(dueDate) : t('actions.noDate'),
          endSub: overdue ? (
            <Alert>{t('actions.overdue')}</Alert>
          ) : state === 'DONE' && doneAt ? (
            <Done>{t('actions.doneOn', { date: format.date(doneAt) })}</Done>
          ) : (
            t(`actions.state.${state}`)
          ),
        }))}
        empty={t('meeting.sinceEmpty')}
      />
      {actions.length > 0 && (
        <p className="meeting__note">
          <TextLink href={actionsPath({ provider: provider.number })}>{t('meeting.toActions')}</TextLink>
        </p>
      )}
    </div>
  );
}

/** The minutes wait for one's own organisation. */
function ConfirmBand({ meeting, onSaid }: { meeting: Meeting; onSaid: (said: string) => void }) {
  const language = useLanguage();
  const { t } = language;
  const { organisation } = useViewer();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, confirm] = useMutation(ConfirmMinutes);
  const { id, version } = meeting;
  const send = async () => {
    const answer = outcome(await confirm({ input: { id, version } }));
    setRefusal(answer.success ? null : refusalText(language, answer.refusal, { 'meeting-changed': 'meeting.changed' }));
    if (answer.success) onSaid(t('confirm.done', { organisation: organisation.name }));
  };
  return (
    <div className="meeting__band">
      <TurnBand
        heading={t('confirm.heading', { organisation: organisation.name })}
        text={t('confirm.text')}
        action={
          <Button loading={fetching} onClick={() => void send()}>
            {t('confirm.do')}
          </Button>
        }
      />
      <Refused text={refusal} />
    </div>
  );
}

/** Who stands behind the minutes, and who stood behind an earlier version. */
function Confirmations({ meeting }: { meeting: Meeting }) {
  const { t, format } = useLanguage();
  const { provider, counterpart, confirmations, minutes } = meeting;
  if (minutes === '') return null;
  return (
    <SectionList heading={t('confirm.list')}>
      <ul className="confirmations">
        {[counterpart, provider].map((side) => {
          const theirs = confirmations.filter(({ organisation }) => organisation.id === side.id);
          const now = theirs.find(({ current }) => current);
          const before = theirs.find(({ current }) => !current);
          return (
            <li key={side.id}>
              <strong>{side.name}</strong>
              {now ? (
                <Done>{t('confirm.by', { person: now.personName, date: format.dateTime(now.confirmedAt) })}</Done>
              ) : before ? (
                <span>
                  {t('confirm.before', { person: before.personName, date: format.dateTime(before.confirmedAt) })}
                </span>
              ) : (
                <span>{t('confirm.not')}</span>
              )}
            </li>
          );
        })}
      </ul>
    </SectionList>
  );
}

interface ButtonProps {
  meeting: Meeting;
  onSaid: (said: string) => void;
}

const DAY = 'meeting-day';

function MoveButton({ meeting, onSaid }: ButtonProps) {
  const language = useLanguage();
  const { t, format } = language;
  const [asking, setAsking] = useState(false);
  const [day, setDay] = useState(typedDate(meeting.heldOn));
  const [, move] = useMutation(MoveMeeting);
  const { id, version } = meeting;
  return (
    <>
      <Button size="small" variant="tertiary" onClick={() => setAsking(true)}>
        {t('meeting.move')}
      </Button>
      {asking && (
        <FormDialog
          heading={t('meeting.moveTitle')}
          submit={t('meeting.moveDo')}
          check={(): Problems => (readDate(day) === null ? { [DAY]: t('newMeeting.dayNeeded') } : {})}
          onClose={() => setAsking(false)}
          onSend={async () => {
            const heldOn = readDate(day) ?? '';
            const { success, refusal } = outcome(await move({ input: { id, version, heldOn } }));
            if (!success) return refusalText(language, refusal, { 'meeting-changed': 'meeting.changed' });
            onSaid(t('meeting.moved', { date: format.date(heldOn) }));
            return null;
          }}
        >
          {(problems) => (
            <TextField
              id={DAY}
              label={t('newMeeting.day')}
              description={t('newMeeting.dayHint')}
              value={day}
              error={problems[DAY]}
              onChange={({ target }) => setDay(target.value)}
            />
          )}
        </FormDialog>
      )}
    </>
  );
}

function CancelButton({ meeting, onSaid }: ButtonProps) {
  const language = useLanguage();
  const { t } = language;
  const [asking, setAsking] = useState(false);
  const [, cancel] = useMutation(CancelMeeting);
  const { id, version } = meeting;
  return (
    <>
      <Button size="small" variant="tertiary" onClick={() => setAsking(true)}>
        {t('meeting.cancel')}
      </Button>
      {asking && (
        <FormDialog
          heading={t('meeting.cancelTitle')}
          submit={t('meeting.cancelDo')}
          isDangerous
          onClose={() => setAsking(false)}
          onSend={async () => {
            const { success, refusal } = outcome(await cancel({ input: { id, version } }));
            if (!success) return refusalText(language, refusal, { 'meeting-changed': 'meeting.changed' });
            onSaid(t('meeting.cancelled'));
            return null;
          }}
        >
          {() => <p>{t('meeting.cancelText')}</p>}
        </FormDialog>
      )}
    </>
  );
}
