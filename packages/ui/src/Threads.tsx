import { TasklistIcon } from '@navikt/aksel-icons';
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
      when: string;
      dateTime: string;
      body: ReactNode;
    }
  | { kind: 'step'; id: string; text: string; when: string; dateTime: string };

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
              <li className="batt-thread__comment" id={`comment-${entry.id}`}>
                <div className="batt-thread__who">
                  <strong>{entry.author}</strong> <span>{entry.organisation}</span>
                  <time dateTime={entry.dateTime}>{entry.when}</time>
                </div>
                <div className="batt-thread__body">{entry.body}</div>
              </li>
            ) : (
              <li className="batt-thread__step">
                <TasklistIcon aria-hidden />
                <span>{entry.text}</span>
                <time dateTime={entry.dateTime}>{entry.when}</time>
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
  figures: string;
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
