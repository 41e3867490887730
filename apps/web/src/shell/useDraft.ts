import { useState } from 'react';

/**
 * What somebody is writing, kept in this tab until it is sent: it outlives an error, a reload and a walk to another page,
 * but not the tab. `null` as the new draft forgets it.
 */
export function useDraft<Draft extends object>(key: string, empty: Draft): [Draft, (draft: Draft | null) => void] {
  const [kept, setKept] = useState<{ key: string; draft: Draft }>(() => ({ key, draft: { ...empty, ...stored(key) } }));
  const draft = kept.key === key ? kept.draft : { ...empty, ...stored(key) };
  const change = (next: Draft | null) => {
    setKept({ key, draft: next ?? empty });
    if (next) sessionStorage.setItem(key, JSON.stringify(next));
    else sessionStorage.removeItem(key);
  };
  return [draft, change];
}

function stored(key: string): object {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof found === 'object' && found ? found : {};
  } catch {
    return {};
  }
}
