import { createContext, use, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Theme } from '@batt/ui/Theme';

/** What a person may choose; `system` follows the machine. */
export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

const AppearanceContext = createContext<{ chosen: Appearance; choose: (appearance: Appearance) => void }>({
  chosen: 'system',
  choose: () => {},
});

const darkMachine = () => window.matchMedia('(prefers-color-scheme: dark)');

/** Light or dark for everything inside, as chosen on this machine. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(
    () => APPEARANCES.find((name) => name === localStorage.getItem('appearance')) ?? 'system',
  );
  const [machineIsDark, setMachineIsDark] = useState(() => darkMachine().matches);

  useEffect(() => {
    const query = darkMachine();
    const follow = () => setMachineIsDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);

  const choose = (appearance: Appearance) => {
    localStorage.setItem('appearance', appearance);
    setChosen(appearance);
  };
  const theme = chosen === 'system' ? (machineIsDark ? 'dark' : 'light') : chosen;
  return (
    <AppearanceContext value={{ chosen, choose }}>
      <Theme theme={theme}>{children}</Theme>
    </AppearanceContext>
  );
}

export function useAppearance() {
  return use(AppearanceContext);
}
