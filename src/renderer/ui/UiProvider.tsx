import type { ReactNode } from 'react';
import { LiveRegions } from './core/LiveRegions.tsx';
import type { WindowStorage } from './core/window-storage.ts';
import { CrashBoundary } from './feedback/CrashScreen.tsx';
import { ToastProvider } from './feedback/Toasts.tsx';
import { LanguageProvider } from './i18n/LanguageProvider.tsx';
import { ThemeProvider } from './theme/ThemeProvider.tsx';

export interface UiProviderProps {
  /** This window's name; preferences are stored under it: `control-room`, `phone/<id>`. */
  readonly scope: string;
  readonly now?: (() => number) | undefined;
  readonly storage?: WindowStorage | undefined;
  readonly onCrash?: ((log: string) => void) | undefined;
  /** Lines for the crash log, newest last. */
  readonly recentLog?: (() => readonly string[]) | undefined;
  readonly children: ReactNode;
}

/** Everything a window needs around its content: theme, language, live regions, toasts, crash screen. */
export function UiProvider(props: UiProviderProps) {
  const { scope, now = Date.now, storage, onCrash, recentLog, children } = props;
  return (
    <ThemeProvider scope={scope} storage={storage}>
      <LanguageProvider scope={scope} storage={storage}>
        <LiveRegions>
          <CrashBoundary scope={scope} now={now} onCrash={onCrash} recentLog={recentLog}>
            <ToastProvider>{children}</ToastProvider>
          </CrashBoundary>
        </LiveRegions>
      </LanguageProvider>
    </ThemeProvider>
  );
}
