import { Heading } from '@navikt/ds-react/Typography';
import { useLanguage } from '../../language.tsx';
import { aimText } from './aim.ts';
import { waitsForSignature } from './target.ts';
import type { Target } from './target.ts';

/** Every step of a negotiation, oldest first, and whose move it is now. */
export function Trail({ target }: { target: Target }) {
  const language = useLanguage();
  const { t, format } = language;
  const { steps, indicator, turn } = target;
  if (steps.length === 0) return null;
  return (
    <section>
      <Heading level="2" size="small">
        {t('target.steps')}
      </Heading>
      <ol className="trail">
        {steps.map((step) => (
          <li key={step.seq}>
            <strong>
              {t(`target.step.${step.kind}`, {
                organisation: step.organisation.name,
                aim: aimText(indicator, step, language),
              })}
            </strong>
            <time dateTime={step.at}>
              {t('target.step.by', { when: format.dateTime(step.at), person: step.personName })}
            </time>
            {step.grounds && <blockquote>{step.grounds}</blockquote>}
          </li>
        ))}
        {turn && (
          <li className="trail__now">
            <strong>
              {t(waitsForSignature(target) ? 'target.step.nowSign' : 'target.step.now', { organisation: turn.name })}
            </strong>
          </li>
        )}
      </ol>
    </section>
  );
}
