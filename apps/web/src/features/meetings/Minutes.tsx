import { SectionList } from '@batt/ui/SectionList';
import { StatusLine } from '@batt/ui/Toast';
import { Button } from '@navikt/ds-react/Button';
import { LocalAlert } from '@navikt/ds-react/LocalAlert';
import { Textarea } from '@navikt/ds-react/Textarea';
import '@navikt/ds-css/dist/component/form.css';
import '@navikt/ds-css/dist/component/alert.css';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useMutation } from 'urql';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { outcome, refusalText } from '../../outcome.ts';
import type { Meeting } from './meeting.ts';

const SaveMinutes = graphql(`
  mutation SaveMinutes($input: SaveMinutesInput!) {
    result: saveMinutes(input: $input) {
      __typename
      ... on SaveMinutesSuccess {
        meeting {
          id
          version
          minutes
        }
      }
      ... on UserError {
        code
        message
      }
      ... on ConflictError {
        currentMeeting {
          id
          version
          minutes
          updatedBy
        }
      }
    }
  }
`);

/** How long a pause in writing is before what was written is saved. */
const PAUSE_MS = 1_200;

interface Theirs {
  version: number;
  minutes: string;
  updatedBy: string;
}

/**
 * The minutes, saved by themselves a moment after the last key. Where somebody else has changed the meeting meanwhile, both
 * texts are shown and nothing is lost.
 */
export function Minutes({ meeting }: { meeting: Meeting }) {
  const language = useLanguage();
  const { t, format } = language;
  const { id, viewerCan } = meeting;
  const [text, setText] = useState(meeting.minutes);
  const [seen, setSeen] = useState({ version: meeting.version, minutes: meeting.minutes });
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const [, save] = useMutation(SaveMinutes);
  const saving = useRef(false);

  // Nothing of one's own is waiting, so the newest is simply taken over.
  if (meeting.version > seen.version && text === seen.minutes && !theirs) {
    setSeen({ version: meeting.version, minutes: meeting.minutes });
    setText(meeting.minutes);
  }
  // Another part of the meeting was changed, its agenda say: one's own words go on from there.
  if (meeting.version > seen.version && meeting.minutes === seen.minutes && !theirs) {
    setSeen({ version: meeting.version, minutes: meeting.minutes });
  }

  const store = async (minutes: string, version: number) => {
    saving.current = true;
    const { success, refusal } = outcome(await save({ input: { id, version, minutes } }));
    saving.current = false;
    if (success) {
      setSeen(success.meeting);
      setTheirs(null);
      setProblem(null);
      setSaid(t('minutes.saved', { time: format.time(new Date()) }));
    } else if (refusal && 'currentMeeting' in refusal && refusal.currentMeeting) {
      const { currentMeeting } = refusal;
      // Only the agenda or the day was changed: the minutes are still those that were seen.
      if (currentMeeting.minutes === seen.minutes) setSeen(currentMeeting);
      else setTheirs(currentMeeting);
    } else {
      setSaid('');
      setProblem(refusalText(language, refusal, { 'identity-number': 'error.identityNumber' }));
    }
  };
  const isWaiting = text !== seen.minutes && !theirs;
  const storeNow = useEffectEvent(() => {
    if (isWaiting && !saving.current) void store(text, seen.version);
  });
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => storeNow(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting, text, seen.version]);
  useEffect(() => {
    if (!isWaiting) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isWaiting]);

  if (!viewerCan.includes('update')) {
    return (
      <SectionList heading={t('minutes.heading')} empty={t('minutes.empty')}>
        {meeting.minutes && <p className="minutes__text">{meeting.minutes}</p>}
      </SectionList>
    );
  }
  return (
    <SectionList heading={t('minutes.heading')}>
      <div className="minutes">
        <Textarea
          label={t('minutes.label')}
          description={t('minutes.hint')}
          minRows={8}
          value={text}
          error={problem}
          onChange={({ target }) => {
            setText(target.value);
            setProblem(null);
          }}
          onBlur={() => {
            if (isWaiting && !saving.current) void store(text, seen.version);
          }}
        />
        <StatusLine message={isWaiting && !problem ? t('minutes.waiting') : said} tone="neutral" />
        {theirs && (
          <LocalAlert status="warning">
            <LocalAlert.Header>
              <LocalAlert.Title as="h3">{t('minutes.conflict', { person: theirs.updatedBy })}</LocalAlert.Title>
            </LocalAlert.Header>
            <LocalAlert.Content>
              <p className="minutes__text">{theirs.minutes}</p>
              <div className="minutes__choices">
                <Button size="small" onClick={() => void store(text, theirs.version)}>
                  {t('minutes.mine')}
                </Button>
                <Button
                  size="small"
                  variant="secondary"
                  onClick={() => {
                    const both = [theirs.minutes, text].join('\n\n');
                    setText(both);
                    void store(both, theirs.version);
                  }}
                >
                  {t('minutes.both')}
                </Button>
                <Button
                  size="small"
                  variant="secondary"
                  onClick={() => {
                    setText(theirs.minutes);
                    setSeen(theirs);
                    setTheirs(null);
                  }}
                >
                  {t('minutes.theirs', { person: theirs.updatedBy })}
                </Button>
              </div>
            </LocalAlert.Content>
          </LocalAlert>
        )}
      </div>
    </SectionList>
  );
}
