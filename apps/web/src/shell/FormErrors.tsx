import { ErrorSummary } from '@navikt/ds-react/ErrorSummary';
import '@navikt/ds-css/dist/component/form.css';
import { useEffect, useRef } from 'react';
import { useLanguage } from '../language.tsx';

/** What a form lacks: by the id of each field, the words that also stand beside it. */
export type Problems = Readonly<Record<string, string>>;

/** Sums up what must be mended before a form can be sent, with a link to each field. Takes the focus whenever it is found out anew. */
export function FormErrors({ problems }: { problems: Problems }) {
  const { t } = useLanguage();
  const summary = useRef<HTMLDivElement>(null);
  const entries = Object.entries(problems);
  useEffect(() => {
    if (Object.keys(problems).length > 0) summary.current?.focus();
  }, [problems]);
  if (entries.length === 0) return null;
  return (
    <ErrorSummary ref={summary} heading={t('form.problems')} className="form-errors">
      {entries.map(([id, text]) => (
        <ErrorSummary.Item key={id} href={`#${id}`}>
          {text}
        </ErrorSummary.Item>
      ))}
    </ErrorSummary>
  );
}
