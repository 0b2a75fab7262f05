import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { browserStorage, type WindowStorage, windowKey } from '../core/window-storage.ts';
import {
  type Catalogue,
  LANGUAGES,
  type Language,
  type Messages,
  type Translate,
  translator,
} from './messages.ts';

interface LanguageValue {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageValue>({ language: 'en', setLanguage: () => {} });

const isLanguage = (text: string | null): text is Language =>
  LANGUAGES.some((language) => language === text);

/** Stored choice, else the first preferred language that we have, else English. */
export function initialLanguage(stored: string | null, preferred: readonly string[]): Language {
  if (isLanguage(stored)) return stored;
  const known = preferred.map((tag) => tag.slice(0, 2)).find((tag) => isLanguage(tag));
  return known ?? 'en';
}

export interface LanguageProviderProps {
  /** Window name that the choice is stored under, for example `phone/p-1`. */
  readonly scope: string;
  readonly storage?: WindowStorage | undefined;
  readonly children: ReactNode;
}

/** Keeps the window's language, in localStorage and in the document's lang attribute. */
export function LanguageProvider({ scope, storage, children }: LanguageProviderProps) {
  const store = useMemo(() => storage ?? browserStorage(), [storage]);
  const key = windowKey(scope, 'language');
  const [language, setState] = useState<Language>(() =>
    initialLanguage(
      store.getItem(key),
      typeof navigator === 'undefined' ? [] : (navigator.languages ?? []),
    ),
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const setLanguage = useCallback(
    (next: Language) => {
      store.setItem(key, next);
      setState(next);
    },
    [store, key],
  );
  const value = useMemo(() => ({ language, setLanguage }), [language, setLanguage]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export const useLanguage = (): LanguageValue => useContext(LanguageContext);

/** The catalogue in the window's language: `const t = useMessages(phoneMessages)`. */
export function useMessages<En extends Messages>(catalogue: Catalogue<En>): Translate<En> {
  const { language } = useLanguage();
  return useMemo(() => translator(catalogue, language), [catalogue, language]);
}
