import { PaperplaneIcon } from '@navikt/aksel-icons';
import { StatusLine } from '@batt/ui/Toast';
import { Button } from '@navikt/ds-react/Button';
import { useLanguage } from '../../language.tsx';
import { Refused } from '../../shell/Refused.tsx';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { useMedia } from '../../shell/useMedia.ts';
import { lacks } from './row.ts';
import type { Row } from './row.ts';
import { sidesOf } from './talk.ts';
import type { Talk } from './talk.ts';
import type { Drafts } from './useDrafts.ts';

interface ActionBarProps {
  talk: Talk;
  drafts: Drafts;
  /** The rows with an answer that is not sent. */
  rows: Row[];
  /** Where the answers are looked over; null when one is there. */
  reviewHref: string | null;
  backHref: string;
  refused: string | null;
  busy: boolean;
  onSend: () => void;
}

/** What is not sent yet, and the way to send it. Stays at the foot of the window. */
export function ActionBar({ talk, drafts, rows, reviewHref, backHref, refused, busy, onSend }: ActionBarProps) {
  const { t, format } = useLanguage();
  const isNarrow = useMedia('(max-width: 640px)');
  const { us, other } = sidesOf(talk);
  const answered = new Set(rows.map(({ id }) => id));
  const left = talk.rows.filter((row) => row.canDraft.includes('agree') && !answered.has(row.id)).length;
  if (!us || (rows.length === 0 && left === 0)) return null;

  const complete = rows.filter((row) => Object.keys(lacks(drafts.writtenOn(row), row)).length === 0).length;
  const standing = [
    ...(complete > 0 ? [t('bar.ready', { count: complete })] : []),
    ...(rows.length > complete ? [t('bar.begun', { count: rows.length - complete })] : []),
    ...(left > 0 ? [t('bar.left', { count: left })] : []),
  ];
  const isReady = rows.find(({ draft }) => draft?.readyAt)?.draft;
  // What is handed over already waits for the manager; a change takes it back.
  const isHanded = !talk.viewerCan.includes('send') && rows.every((row) => row.draft?.readyAt && !drafts.isDirty(row));
  const { kept } = drafts;
  const maySend = talk.viewerCan.includes('send');
  const isProposal = rows.every(({ draft, target }) => draft?.kind === 'PROPOSE' || !target);
  const sendText = maySend
    ? t(isProposal ? 'bar.sendProposal' : 'bar.send', { organisation: other.name })
    : t('bar.hand');
  const isReview = reviewHref === null;
  return (
    <div className="talk-bar batt-screen-only" role="region" aria-label={t('bar.label')}>
      <div className="talk-bar__inner">
        <div>
          <p>
            <strong>{standing.join(', ')}.</strong> {t('bar.notSent')}
            {isReady?.readyAt &&
              ` ${t('bar.readyBy', { person: isReady.readyBy ?? '', when: format.dateTime(isReady.readyAt) })}`}
          </p>
          <StatusLine
            tone={kept?.offline ? 'offline' : 'neutral'}
            message={kept ? t(kept.offline ? 'bar.offline' : 'bar.kept', { time: format.time(kept.at) }) : ''}
          />
          <Refused text={refused} />
        </div>
        {rows.length > 0 && (
          <div className="talk-doings">
            {reviewHref ? (
              <Button as={RouterAnchor} href={reviewHref} variant={isNarrow ? 'primary' : 'secondary'}>
                {t(isNarrow ? 'bar.reviewAndSend' : 'bar.review')}
              </Button>
            ) : (
              <Button as={RouterAnchor} href={backHref} variant="secondary">
                {t('bar.back')}
              </Button>
            )}
            {(isReview || !isNarrow) && !isHanded && (
              <Button icon={<PaperplaneIcon aria-hidden />} loading={busy} onClick={onSend}>
                {sendText}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
