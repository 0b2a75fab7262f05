import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { useMediaQuery } from '../core/use-media-query.ts';
import { browserStorage, type WindowStorage, windowKey } from '../core/window-storage.ts';
import {
  parseThemeChoice,
  type ResolvedTheme,
  resolveTheme,
  type ThemeChoice,
} from './theme-choice.ts';

interface ThemeValue {
  /** What the user chose. */
  readonly choice: ThemeChoice;
  /** What is on screen. */
  readonly theme: ResolvedTheme;
  readonly setChoice: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<ThemeValue>({
  choice: 'system',
  theme: 'light',
  setChoice: () => {},
});

export interface ThemeProviderProps {
  readonly scope: string;
  readonly storage?: WindowStorage | undefined;
  readonly children: ReactNode;
}

/** Keeps the window's theme in localStorage and on the document as data-theme. */
export function ThemeProvider({ scope, storage, children }: ThemeProviderProps) {
  const store = useMemo(() => storage ?? browserStorage(), [storage]);
  const key = windowKey(scope, 'theme');
  const [choice, setState] = useState(() => parseThemeChoice(store.getItem(key)));
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const theme = resolveTheme(choice, systemIsDark);

  useLayoutEffect(() => {
    if (choice === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
  }, [choice]);

  const setChoice = useCallback(
    (next: ThemeChoice) => {
      store.setItem(key, next);
      setState(next);
    },
    [store, key],
  );
  const value = useMemo(() => ({ choice, theme, setChoice }), [choice, theme, setChoice]);
  return <ThemeContext value={value}>{children}</ThemeContext>;
}

/** `const { choice, theme, setChoice } = useTheme()`. */
export const useTheme = (): ThemeValue => useContext(ThemeContext);
