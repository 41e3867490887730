import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, Ref } from 'react';

/** An anchor that follows links within the web client without loading the page anew; every other click is the browser's. */
export function RouterAnchor({
  href,
  onClick,
  children,
  ...props
}: AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }) {
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const ours = href?.startsWith('/') && !props.target && props.download === undefined;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !ours || !plain || !href) return;
    event.preventDefault();
    router.history.push(href);
  };
  // Aksel's Button calls whatever it is drawn as a button; this one leads somewhere.
  return (
    <a {...props} role={undefined} href={href} onClick={follow}>
      {children}
    </a>
  );
}
