import { Button } from '@navikt/ds-react/Button';
import { ChevronDownIcon } from '@navikt/aksel-icons';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useUnfold } from './useUnfold.ts';
import './Unfolding.css';

/** A button among the tools of a page that unfolds a small panel: a choice of columns, the files to fetch. */
export function Unfolding({ label, icon, children }: { label: string; icon?: ReactNode; children: ReactNode }) {
  const { open, frame, toggle } = useUnfold();
  const id = useId();
  return (
    <div ref={frame} className="unfolding">
      <Button
        size="small"
        variant="secondary"
        icon={icon ?? <ChevronDownIcon aria-hidden />}
        iconPosition={icon ? 'left' : 'right'}
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
      >
        {label}
      </Button>
      <div id={id} className="unfolding__panel" hidden={!open}>
        {children}
      </div>
    </div>
  );
}
