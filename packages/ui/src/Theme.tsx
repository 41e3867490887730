import { Theme as AkselTheme } from '@navikt/ds-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import './theme.css';

/** Aksel's theme for everything inside, in light or dark. Paper is always light: a page printed from the dark theme would be pale text on white. */
export function Theme({ theme, children }: { theme: 'light' | 'dark'; children: ReactNode }) {
  const [printing, setPrinting] = useState(false);

  useEffect(() => {
    // The browser lays out the paper right after `beforeprint`, so the change must be in the page before the event ends.
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);

  return <AkselTheme theme={printing ? 'light' : theme}>{children}</AkselTheme>;
}
