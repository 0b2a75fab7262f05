import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { Device } from '#shared/simulator/records.ts';

/** What may lie over the page; one at a time. */
export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'help' }
  | { readonly kind: 'add-phone'; readonly like?: Device }
  | { readonly kind: 'add-pos'; readonly like?: Device }
  | { readonly kind: 'market-street' }
  | { readonly kind: 'reset' };

interface OverlaysValue {
  readonly overlay: Overlay | undefined;
  readonly openOverlay: (overlay: Overlay) => void;
  readonly closeOverlay: () => void;
}

const OverlaysContext = createContext<OverlaysValue>({
  overlay: undefined,
  openOverlay: () => {},
  closeOverlay: () => {},
});

export function Overlays({ children }: { readonly children: ReactNode }) {
  const [overlay, openOverlay] = useState<Overlay>();
  const closeOverlay = useCallback(() => openOverlay(undefined), []);
  const value = useMemo(() => ({ overlay, openOverlay, closeOverlay }), [overlay, closeOverlay]);
  return <OverlaysContext value={value}>{children}</OverlaysContext>;
}

/** Dialogs that the header, the palette and the pages all open. */
export const useOverlays = (): OverlaysValue => useContext(OverlaysContext);
