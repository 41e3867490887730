import { TextLink } from '@batt/ui/Link';
import { Alert } from '@batt/ui/Marks';
import { Heading } from '@navikt/ds-react/Typography';
import { useEffect, useRef } from 'react';
import { aimText } from '../../aim.ts';
import { useLanguage } from '../../language.tsx';
import { answerText } from './Answer.tsx';
import type { About } from './OpenRow.tsx';
import { aimOf, lacks } from './row.ts';
import type { Row } from './row.ts';
import { sidesOf } from './talk.ts';

interface ReviewProps {
  rows: Row[];
  about: About;
  hrefOf: (row: Row) => string;
}

/** Every answer that is prepared, with its grounds and what it lacks, before anything is sent. */
export function Review({ rows, about: { talk, drafts }, hrefOf }: ReviewProps) {
  const language = useLanguage();
  const { t } = language;
  const { other } = sidesOf(talk);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="review">
      <Heading ref={heading} tabIndex={-1} level="2" size="medium">
        {t('review.heading')}
      </Heading>
      <p>{t(rows.length === 0 ? 'review.nothing' : 'review.lead', { organisation: other.name })}</p>
      <ul className="batt-number">
        {rows.map((row) => {
          const written = drafts.writtenOn(row);
          const problems = Object.values(lacks(written, row));
          return (
            <li key={row.id}>
              <div>
                <TextLink href={hrefOf(row)}>{row.indicator.name}</TextLink>
                <span className="is-quiet">
                  {row.target && row.theirs
                    ? t('review.theirs', {
                        organisation: other.name,
                        aim: aimText(row.indicator, row.theirs, language),
                      })
                    : t('review.new')}
                </span>
              </div>
              <div>
                <strong>{answerText(written, row, aimOf(written, row), language)}</strong>
                {written.grounds && <blockquote>{written.grounds}</blockquote>}
                {problems.map((key) => (
                  <Alert key={key}>{t(key)}</Alert>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
