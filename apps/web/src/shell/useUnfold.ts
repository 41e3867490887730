import { useEffect, useRef, useState } from 'react';

/** Something that unfolds below its button. Escape and a click or focus outside fold it again, and so does following a link in it; Escape gives the focus back. */
export function useUnfold() {
  const [open, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);

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

  return { open, frame, toggle: () => setOpen(!open) };
}
