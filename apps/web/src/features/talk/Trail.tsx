import { Heading } from '@navikt/ds-react/Typography';
import { aimText } from '../../aim.ts';
import { useLanguage } from '../../language.tsx';
import { waitsForSignature } from './row.ts';
import type { Row, Target } from './row.ts';

interface TrailProps {
  indicator: Row['indicator'];
  target: Target;
  /** Until when the answer that is awaited is in time. */
  answerBy: string | null;
  level: '3' | '4';
}

/** Every step of a negotiation, oldest first, and whose move it is now. */
export function Trail({ indicator, target, answerBy, level }: TrailProps) {
  const language = useLanguage();
  const { t, format } = language;
  const { steps, turn } = target;
  if (steps.length === 0) return null;
  return (
    <section>
      <Heading level={level} size="xsmall">
        {t('trail.heading')}
      </Heading>
      <ol className="trail">
        {steps.map((step) => (
          <li key={step.seq}>
            <strong>
              {t(`trail.${step.kind}`, {
                organisation: step.organisation.name,
                aim: aimText(indicator, step, language),
              })}
            </strong>
            <time dateTime={step.at}>{t('trail.by', { when: format.dateTime(step.at), person: step.personName })}</time>
            {step.grounds && <blockquote>{step.grounds}</blockquote>}
          </li>
        ))}
        {turn && (
          <li className="trail__now">
            <strong>{t(waitsForSignature(target) ? 'trail.nowSign' : 'trail.now', { organisation: turn.name })}</strong>
            {answerBy && <time dateTime={answerBy}>{t('trail.answerBy', { date: format.date(answerBy) })}</time>}
          </li>
        )}
      </ol>
    </section>
  );
}
