import { InternalHeader } from '@navikt/ds-react/InternalHeader';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useUnfold } from './useUnfold.ts';

interface HeaderMenuProps {
  className?: string;
  /** What stands in the header. */
  button: ReactNode;
  /** Whether the page that is open is one of those that it unfolds. */
  isActive?: boolean;
  /** What is unfolded. Following a link or choosing closes it. */
  children: ReactNode;
}

/** A part of the header that unfolds below it. */
export function HeaderMenu({ className = '', button, isActive, children }: HeaderMenuProps) {
  const { open, frame, toggle } = useUnfold();
  const id = useId();
  return (
    <div ref={frame} className={`header-menu ${className}`}>
      <InternalHeader.Button isActive={isActive} aria-expanded={open} aria-controls={id} onClick={toggle}>
        {button}
      </InternalHeader.Button>
      <div id={id} className="header-menu__panel" hidden={!open}>
        {children}
      </div>
    </div>
  );
}
