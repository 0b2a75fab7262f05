import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { classNames } from '../core/class-names.ts';
import { useAnnounce } from '../core/LiveRegions.tsx';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { Notice, type NoticeText, noticeSentence } from './Notice.tsx';
import { pushToast, type Toast, toastLifeMs } from './toast-list.ts';
import './notice.css';

export interface ToastValue {
  /** Shows and announces; `bad` interrupts and stays. Returns an id for dismiss. */
  readonly show: (notice: NoticeText) => number;
  readonly dismiss: (id: number) => void;
}

interface ToastContextValue extends ToastValue {
  readonly toasts: readonly Toast[];
}

const ToastContext = createContext<ToastContextValue>({
  toasts: [],
  show: () => 0,
  dismiss: () => {},
});

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const announce = useAnnounce();
  const lastId = useRef(0);
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const dismiss = useCallback(
    (id: number) => setToasts((all) => all.filter((toast) => toast.id !== id)),
    [],
  );
  const show = useCallback(
    (notice: NoticeText) => {
      lastId.current += 1;
      const id = lastId.current;
      setToasts((all) => pushToast(all, { ...notice, id }));
      announce(noticeSentence(notice), notice.tone === 'bad' ? 'alert' : 'status');
      return id;
    },
    [announce],
  );
  const value = useMemo(() => ({ toasts, show, dismiss }), [toasts, show, dismiss]);
  return <ToastContext value={value}>{children}</ToastContext>;
}

/** `const { show } = useToast(); show({ tone: 'good', title: 'Phone added' })`. */
export const useToast = (): ToastValue => useContext(ToastContext);

function ToastCard({ toast }: { readonly toast: Toast }) {
  const { dismiss } = useToast();
  const [isHeld, setHeld] = useState(false);
  const lifeMs = toastLifeMs(toast);
  useEffect(() => {
    if (isHeld || lifeMs === undefined) return;
    const timer = setTimeout(() => dismiss(toast.id), lifeMs);
    return () => clearTimeout(timer);
  }, [isHeld, lifeMs, dismiss, toast.id]);
  return (
    <li
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Notice {...toast} onDismiss={() => dismiss(toast.id)} />
    </li>
  );
}

/** Where toasts appear. Put one in a window; the device shells bring their own. */
export function ToastOutlet({ isInDevice }: { readonly isInDevice?: boolean | undefined }) {
  const t = useMessages(uiMessages);
  const { toasts } = useContext(ToastContext);
  return (
    <ul
      className={classNames('ui-toasts', isInDevice && 'is-in-device')}
      aria-label={t('notifications')}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </ul>
  );
}
