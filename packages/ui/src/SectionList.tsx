import { Heading } from '@navikt/ds-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { TextLink } from './Link.tsx';
import './SectionList.css';

export interface SectionItem {
  id: string;
  title: string;
  href?: string;
  sub?: ReactNode;
  /** Before the title: an unread dot, a mark. */
  start?: ReactNode;
  /** State or date at the right. */
  end?: ReactNode;
  endSub?: ReactNode;
}

interface SectionListProps {
  heading: string;
  level?: '2' | '3';
  count?: number;
  link?: { href: string; label: string };
  items?: SectionItem[];
  /** The one line when there is nothing: «Ingen forslag venter på svar.» The heading stays, so that people learn the places. */
  empty?: string;
  /** Instead of rows. */
  children?: ReactNode;
}

/** The list of the start pages: heading with count, one link at the right, a rule, and rows with a link, a line below and a state. */
export function SectionList({ heading, level = '2', count, link, items = [], empty, children }: SectionListProps) {
  const id = useId();
  const hasStart = items.some((item) => item.start !== undefined);
  return (
    <section className="batt-section" aria-labelledby={id}>
      <div className="batt-section__head">
        <Heading id={id} level={level} size="small">
          {heading} {count !== undefined && <span className="batt-section__count">({count})</span>}
        </Heading>
        {link && <TextLink href={link.href}>{link.label}</TextLink>}
      </div>
      {children}
      {items.length > 0 && (
        <ul className={hasStart ? 'batt-section__rows batt-section__rows--start' : 'batt-section__rows'}>
          {items.map((item) => (
            <li key={item.id}>
              {hasStart && <div className="batt-section__start">{item.start}</div>}
              <div className="batt-section__main">
                <div className="batt-section__title">
                  {item.href === undefined ? item.title : <TextLink href={item.href}>{item.title}</TextLink>}
                </div>
                {item.sub && <div className="batt-section__sub">{item.sub}</div>}
              </div>
              <div className="batt-section__end">
                <div>{item.end}</div>
                {item.endSub && <div className="batt-section__sub">{item.endSub}</div>}
              </div>
            </li>
          ))}
        </ul>
      )}
      {items.length === 0 && !children && <p className="batt-section__empty">{empty}</p>}
    </section>
  );
}
