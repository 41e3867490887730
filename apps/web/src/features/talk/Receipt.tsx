import { CheckmarkCircleFillIcon } from '@navikt/aksel-icons';
import { Heading } from '@navikt/ds-react/Typography';
import { useEffect, useRef } from 'react';

export interface Sent {
  heading: string;
  text: string;
  /** «Formidling til arbeid: godta 27 %», one each. */
  answers: string[];
}

/** What was sent just now. Reading goes on here. */
export function Receipt({ heading, text, answers }: Sent) {
  const title = useRef<HTMLHeadingElement>(null);
  // Another receipt may have the same heading.
  useEffect(() => title.current?.focus(), [answers]);
  return (
    <section className="receipt">
      <CheckmarkCircleFillIcon aria-hidden />
      <div>
        <Heading ref={title} tabIndex={-1} level="2" size="small">
          {heading}
        </Heading>
        <p>{text}</p>
        <ul className="batt-number">
          {answers.map((answer) => (
            <li key={answer}>{answer}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
