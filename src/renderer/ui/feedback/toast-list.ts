import type { NoticeText } from './Notice.tsx';

export interface Toast extends NoticeText {
  readonly id: number;
}

/** More would cover the screen; the oldest leaves. */
export const TOAST_LIMIT = 4;
const SHOWN_MS = 6_000;

/** How long a toast stays: what went wrong waits for the user, the rest leaves by itself. */
export const toastLifeMs = (toast: NoticeText): number | undefined =>
  toast.tone === 'bad' ? undefined : SHOWN_MS;

/** Adds a toast. The same text again replaces the older one instead of stacking up. */
export function pushToast(toasts: readonly Toast[], toast: Toast): readonly Toast[] {
  const isSame = (other: Toast) =>
    other.title === toast.title && other.code === toast.code && other.money === toast.money;
  return [...toasts.filter((other) => !isSame(other)), toast].slice(-TOAST_LIMIT);
}
