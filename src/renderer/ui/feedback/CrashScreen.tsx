import { Download, RotateCcw } from 'lucide-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../controls/Button.tsx';
import { CopyButton } from '../controls/CopyButton.tsx';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { crashLog } from './crash-log.ts';
import './crash.css';

export interface CrashScreenProps {
  readonly log: string;
  readonly onReload: () => void;
}

function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** What a window shows when its code failed: calm, with the log to copy or save. */
export function CrashScreen({ log, onReload }: CrashScreenProps) {
  const t = useMessages(uiMessages);
  return (
    <main className="ui-crash">
      <div role="alert">
        <h1>{t('crashTitle')}</h1>
        <p>{t('crashMoney')}</p>
        <p>{t('crashNext')}</p>
        <div className="ui-row">
          <Button variant="primary" icon={<RotateCcw />} onClick={onReload}>
            {t('crashReload')}
          </Button>
          <CopyButton text={log} label={t('crashCopy')} />
          <Button icon={<Download />} onClick={() => saveText('upi-simulator-crash.txt', log)}>
            {t('crashSave')}
          </Button>
        </div>
        <details>
          <summary>{t('crashLog')}</summary>
          <pre>{log}</pre>
        </details>
      </div>
    </main>
  );
}

export interface CrashBoundaryProps {
  readonly scope: string;
  readonly now: () => number;
  readonly children: ReactNode;
  /** For the host's log file. */
  readonly onCrash?: ((log: string) => void) | undefined;
  readonly recentLog?: (() => readonly string[]) | undefined;
}

interface CrashState {
  readonly log: string | undefined;
}

/** Catches what fails while rendering. A class, since React offers no other way. */
export class CrashBoundary extends Component<CrashBoundaryProps, CrashState> {
  override state: CrashState = { log: undefined };

  static getDerivedStateFromError(error: unknown): CrashState {
    return { log: String(error) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    const { scope, now, onCrash, recentLog } = this.props;
    const log = crashLog({
      scope,
      atMs: now(),
      error,
      componentStack: info.componentStack,
      recent: recentLog?.(),
    });
    this.setState({ log });
    onCrash?.(log);
  }

  override render(): ReactNode {
    if (this.state.log === undefined) return this.props.children;
    return <CrashScreen log={this.state.log} onReload={() => location.reload()} />;
  }
}
