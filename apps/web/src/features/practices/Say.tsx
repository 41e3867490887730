import { Button } from '@navikt/ds-react/Button';
import { Textarea } from '@navikt/ds-react/Textarea';
import '@navikt/ds-css/dist/component/form.css';
import { holdsNationalIdentityNumber } from '@batt/domain/identity-numbers';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../language.tsx';
import type { TextKey } from '../../language.tsx';
import { useDraft } from '../../shell/useDraft.ts';

interface SayProps {
  /** What it is kept under until it is sent. */
  draft: string;
  label: string;
  hint?: string;
  /** What is said when nothing is written. */
  needed: TextKey;
  send: string;
  /** For a field that comes when one asks for it. */
  takesFocus?: boolean;
  /** Gives whether it was sent; what was written stays until then. */
  onSend: (words: string) => Promise<boolean>;
}

/** A few words to somebody: a question, an answer, a reason. */
export function Say({ draft, label, hint, needed, send, takesFocus = false, onSend }: SayProps) {
  const { t } = useLanguage();
  const [{ words }, setDraft] = useDraft(draft, { words: '' });
  const [problem, setProblem] = useState<TextKey | null>(null);
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  return (
    <form
      className="say"
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        if (isSending) return;
        const wrong = words.trim() === '' ? needed : holdsNationalIdentityNumber(words) ? IDENTITY : null;
        setProblem(wrong);
        if (wrong) return field.current?.focus();
        setSending(true);
        if (await onSend(words)) setDraft(null);
        setSending(false);
      }}
    >
      <Textarea
        ref={field}
        label={label}
        description={hint}
        minRows={3}
        maxLength={2_000}
        value={words}
        error={problem && t(problem)}
        onChange={({ target }) => setDraft({ words: target.value })}
      />
      <Button type="submit" size="small" variant="secondary" loading={isSending}>
        {send}
      </Button>
    </form>
  );
}

const IDENTITY: TextKey = 'practice.identityNumber';
