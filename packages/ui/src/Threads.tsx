import { Button } from '@navikt/ds-react';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { TextLink } from './Link.tsx';
import './Threads.css';

/** What stands in a thread, oldest first: what people wrote, and quiet lines for what was done. */
export type ThreadEntry =
  | {
      kind: 'comment';
      id: string;
      author: string;
      organisation: string;
      moment: Moment;
      body: ReactNode;
      /** What is to be known of the words, under them: that they were changed. */
      note?: ReactNode;
      /** What the reader may do with it; not on paper. */
      tools?: ReactNode;
    }
  | { kind: 'step'; id: string; text: string; icon: ReactNode; moment: Moment };

/** When it happened: as short as it can be said today, and in full, which is how it stands on paper. */
interface Moment {
  dateTime: string;
  short: string;
  full: string;
}

interface ThreadProps {
  label: string;
  entries: ThreadEntry[];
  /** The line before the first unread entry: «2 nye siden i går». */
  unread?: { before: string; text: string };
  /** Comments that have come since the page opened; they are shown when asked for, so that nothing moves while it is read. */
  arrived?: { text: string; show: string; onShow: () => void };
  /** The composer, or the line that says how it was resolved. */
  children?: ReactNode;
}

/** A conversation as an ordered list. Who and when come first; there are no bubbles. */
export function Thread({ label, entries, unread, arrived, children }: ThreadProps) {
  return (
    <div className="batt-thread">
      <ol aria-label={label}>
        {entries.map((entry) => (
          <Fragment key={entry.id}>
            {unread?.before === entry.id && (
              <li className="batt-thread__unread" id="unread">
                <span>{unread.text}</span>
              </li>
            )}
            {entry.kind === 'comment' ? (
              <li className="batt-thread__comment" id={`comment-${entry.id}`} tabIndex={-1}>
                <div className="batt-thread__who">
                  <strong>{entry.author}</strong> <span>{entry.organisation}</span>
                  <When {...entry.moment} />
                </div>
                <div className="batt-thread__body">{entry.body}</div>
                {entry.note && <div className="batt-thread__note">{entry.note}</div>}
                {entry.tools && <div className="batt-thread__tools">{entry.tools}</div>}
              </li>
            ) : (
              <li className="batt-thread__step">
                {entry.icon}
                <span>{entry.text}</span>
                <When {...entry.moment} />
              </li>
            )}
          </Fragment>
        ))}
      </ol>
      <output className="batt-thread__arrived">
        {arrived && (
          <>
            {arrived.text}{' '}
            <Button size="small" variant="tertiary" onClick={arrived.onShow}>
              {arrived.show}
            </Button>
          </>
        )}
      </output>
      {children && <div className="batt-thread__foot">{children}</div>}
    </div>
  );
}

function When({ dateTime, short, full }: Moment) {
  return (
    <time dateTime={dateTime}>
      <span className="batt-thread__short">{short}</span>
      <span className="batt-thread__full">{full}</span>
    </time>
  );
}

/** The figure or target a thread is about, on top of it. */
export function ThreadSubject({
  about,
  title,
  href,
  figures,
  state,
}: {
  about: string;
  title: string;
  href: string;
  figures: ReactNode;
  state?: ReactNode;
}) {
  return (
    <div className="batt-thread-subject batt-panel">
      <div>
        <div className="batt-thread-subject__about">{about}</div>
        <TextLink href={href}>{title}</TextLink>
        <div className="batt-thread-subject__figures">{figures}</div>
      </div>
      {state && <div className="batt-thread-subject__state">{state}</div>}
    </div>
  );
}
