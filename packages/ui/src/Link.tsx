import { Link } from '@navikt/ds-react';
import type { LinkProps } from '@navikt/ds-react';
import { createContext, useContext } from 'react';
import type { ElementType, ReactNode } from 'react';

const Anchor = createContext<ElementType>('a');

/** Chooses the element behind every link of this package, so that an application can follow them without loading the page anew. */
export function LinkProvider({ component, children }: { component: ElementType; children: ReactNode }) {
  return <Anchor value={component}>{children}</Anchor>;
}

/** A link in text, drawn by Aksel and followed by the application's own anchor. */
export function TextLink(props: LinkProps & { href: string }) {
  return <Link as={useContext(Anchor)} {...props} />;
}
