import { StripKey } from '@batt/ui/StripPlot';
import { TargetRow } from '@batt/ui/TargetStatus';
import { statusOf } from '../../figures.ts';
import { useLanguage } from '../../language.tsx';
import { TARGET_STATUSES } from '../../words.ts';
import type { Row } from './row.ts';
import { headline, nationSentence, targetSentence } from './sentences.ts';

/** The conclusion, in three columns: how many targets are met, which are not, and how the provider stands to the nation. */
export function Lead({ rows }: { rows: Row[] }) {
  const language = useLanguage();
  const { t } = language;
  const targets = targetSentence(rows, language);
  const nation = nationSentence(rows, language);
  const marks = rows
    .filter(({ target }) => target)
    .map((row) => {
      const { shape, word } = TARGET_STATUSES[statusOf(row)];
      return { name: row.indicator.name, state: shape, label: t(word) };
    });
  return (
    <section className="scorecard-lead">
      <div>
        <p className="scorecard-lead__figure">{headline(rows, language)}</p>
        {marks.length > 0 && <TargetRow label={t('scorecard.targets')} targets={marks} />}
      </div>
      {targets && (
        <p>
          <strong>{targets.lead}</strong> {targets.rest}
        </p>
      )}
      {nation && (
        <p className="scorecard-lead__nation">
          <strong>{nation.lead}</strong> {nation.rest}
        </p>
      )}
    </section>
  );
}

/** What the marks on the strips mean. */
export function ReadingKey({ year }: { year: number }) {
  const { t } = useLanguage();
  return (
    <StripKey
      labels={{
        own: t('key.own', { year: String(year) }),
        previous: t('key.previous'),
        target: t('key.target'),
        mean: t('key.mean'),
        middle: t('key.middle'),
        best: t('key.best'),
      }}
    />
  );
}
