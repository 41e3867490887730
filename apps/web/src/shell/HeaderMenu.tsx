import { InternalHeader } from '@navikt/ds-react/InternalHeader';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';

interface HeaderMenuProps {
  className?: string;
  /** What stands in the header. */
  button: ReactNode;
  /** What is unfolded. Following a link or choosing closes it. */
  children: ReactNode;
}

/** A part of the header that unfolds below it. Escape and a click outside fold it again; focus goes back to the button. */
export function HeaderMenu({ className = '', button, children }: HeaderMenuProps) {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) setOpen(false);
    };
    const chosen = ({ target }: Event) => {
      const choice = target instanceof Element && target.closest('a, [data-closes]');
      if (choice && frame.current?.contains(choice)) setOpen(false);
    };
    const escape = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      setOpen(false);
      frame.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    document.addEventListener('click', chosen);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
      document.removeEventListener('click', chosen);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);

  return (
    <div ref={frame} className={`header-menu ${className}`}>
      <InternalHeader.Button aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {button}
      </InternalHeader.Button>
      <div id={id} className="header-menu__panel" hidden={!open}>
        {children}
      </div>
    </div>
  );
}
