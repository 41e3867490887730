import { CheckmarkIcon, CloudSlashIcon, XMarkIcon } from '@navikt/aksel-icons';
import { Button } from '@navikt/ds-react';
import './Toast.css';

interface Action {
  label: string;
  onAction: () => void;
}

interface StatusLineProps {
  /** Empty when there is nothing to say. */
  message: string;
  action?: Action;
  tone?: 'neutral' | 'success' | 'offline';
}

/** «Lagret kl. 14.05»: one quiet line, read aloud when it changes. Keep it in the page from the start, or the first message is not read. */
export function StatusLine({ message, action, tone = 'neutral' }: StatusLineProps) {
  return (
    <div className={`batt-status-line batt-status-line--${tone}`}>
      <output>
        {message !== '' && tone === 'success' && <CheckmarkIcon aria-hidden />}
        {message !== '' && tone === 'offline' && <CloudSlashIcon aria-hidden />}
        {message}
      </output>
      {message !== '' && action && (
        <Button size="small" variant="tertiary" onClick={action.onAction}>
          {action.label}
        </Button>
      )}
    </div>
  );
}

export interface ToastMessage {
  id: string;
  text: string;
  action?: Action;
}

/** Short messages at the foot of the page. They stay until they are closed: nobody has to read against a clock. */
export function Toasts({
  label,
  toasts,
  close,
  onClose,
}: {
  label: string;
  toasts: ToastMessage[];
  close: string;
  onClose: (id: string) => void;
}) {
  return (
    <section className="batt-toasts batt-screen-only" aria-label={label}>
      <div role="log" aria-live="polite" aria-relevant="additions">
        <ol>
          {toasts.map((toast) => (
            <li key={toast.id}>
              <span>{toast.text}</span>
              {toast.action && (
                <Button size="small" variant="tertiary" data-color="neutral" onClick={toast.action.onAction}>
                  {toast.action.label}
                </Button>
              )}
              <Button
                size="small"
                variant="tertiary"
                data-color="neutral"
                icon={<XMarkIcon title={`${close}: ${toast.text}`} />}
                onClick={() => onClose(toast.id)}
              />
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
