import { Heading } from '@navikt/ds-react/Typography';
import type { ReactNode } from 'react';
import { useLanguage } from '../language.tsx';
import './Page.css';

interface PageProps {
  /** The one `h1`, and the start of the document's title. */
  title: string;
  /** A line above the title: the date on a start page, the way back. */
  above?: ReactNode;
  /** A line below the title. */
  below?: ReactNode;
  /** Pickers and buttons, right of the title. */
  tools?: ReactNode;
  /** `wide` for tables of figures, `text` for pages to read. */
  width?: 'normal' | 'wide' | 'text';
  children: ReactNode;
}

/** A page in the frame: title, tools and content. The frame moves focus to the title when one arrives by a link. */
export function Page({ title, above, below, tools, width = 'normal', children }: PageProps) {
  const { t } = useLanguage();
  return (
    <div className={`page page--${width}`}>
      <title>{`${title} – ${t('app.name')}`}</title>
      <div className="page__head">
        <div>
          {above && <p className="page__above">{above}</p>}
          <Heading level="1" size="large" tabIndex={-1} className="page__title">
            {title}
          </Heading>
          {below && <p className="page__below">{below}</p>}
        </div>
        {tools && <div className="page__tools">{tools}</div>}
      </div>
      {children}
    </div>
  );
}
