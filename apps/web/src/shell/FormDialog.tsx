import { Button } from '@navikt/ds-react/Button';
import { Modal } from '@navikt/ds-react/Modal';
import '@navikt/ds-css/dist/component/modal.css';
import '@navikt/ds-css/dist/component/form.css';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useLanguage } from '../language.tsx';
import { FormErrors } from './FormErrors.tsx';
import type { Problems } from './FormErrors.tsx';
import { Refused } from './Refused.tsx';
import './FormDialog.css';

interface FormDialogProps {
  heading: string;
  submit: string;
  /** What must be mended before it is sent. */
  check?: () => Problems;
  /** Sends; gives why it was refused, or null when it is done. */
  onSend: () => Promise<string | null>;
  onClose: () => void;
  isDangerous?: boolean;
  /** The form's fields, with what is wrong with each. */
  children: (problems: Problems) => ReactNode;
}

/** A short form on top of the page that it changes something in. Focus goes in, and back out when it closes. */
export function FormDialog({ heading, submit, check, onSend, onClose, isDangerous, children }: FormDialogProps) {
  const { t } = useLanguage();
  const [problems, setProblems] = useState<Problems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    const found = check?.() ?? {};
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    const refused = await onSend();
    setBusy(false);
    setRefusal(refused);
    if (refused === null) onClose();
  };
  return (
    <Modal open onClose={onClose} header={{ heading }} width={560}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Modal.Body className="form-dialog">
          <FormErrors problems={problems} />
          {children(problems)}
          <Refused text={refusal} />
        </Modal.Body>
        <Modal.Footer>
          <Button type="submit" loading={busy} data-color={isDangerous ? 'danger' : undefined}>
            {submit}
          </Button>
          <Button type="button" variant="secondary" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
        </Modal.Footer>
      </form>
    </Modal>
  );
}
