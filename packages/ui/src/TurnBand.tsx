import { Heading } from '@navikt/ds-react';
import type { ReactNode } from 'react';
import './TurnBand.css';

interface TurnBandProps {
  /** Whose turn it is, or what is not sent. */
  heading: string;
  level?: '2' | '3';
  text?: ReactNode;
  /** The page's one primary button. */
  action?: ReactNode;
  children?: ReactNode;
}

/** The accent band: once on a page, and only to say whose turn it is or what is not sent. */
export function TurnBand({ heading, level = '2', text, action, children }: TurnBandProps) {
  return (
    <div className="batt-turn">
      <div className="batt-turn__head">
        <div>
          <Heading level={level} size="small">
            {heading}
          </Heading>
          {text && <p>{text}</p>}
        </div>
        {action}
      </div>
      {children}
    </div>
  );
}
