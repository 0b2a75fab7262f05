import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { type LiveMessage, pushLiveMessage } from './live-messages.ts';

export type Announce = (text: string, urgency?: 'status' | 'alert') => void;

const AnnounceContext = createContext<Announce>(() => {});

const none: readonly LiveMessage[] = [];

/**
 * The window's two live regions, there from the start, since readers ignore regions that arrive
 * together with their text. `status` waits for a pause, `alert` interrupts.
 */
export function LiveRegions({ children }: { readonly children: ReactNode }) {
  const [statuses, setStatuses] = useState(none);
  const [alerts, setAlerts] = useState(none);
  const announce = useCallback<Announce>((text, urgency = 'status') => {
    const set = urgency === 'alert' ? setAlerts : setStatuses;
    set((messages) => pushLiveMessage(messages, text));
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="ui-visually-hidden">
        <div role="status" aria-live="polite" aria-atomic="false">
          {statuses.map((message) => (
            <p key={message.id}>{message.text}</p>
          ))}
        </div>
        <div role="alert" aria-live="assertive" aria-atomic="false">
          {alerts.map((message) => (
            <p key={message.id}>{message.text}</p>
          ))}
        </div>
      </div>
    </AnnounceContext>
  );
}

/** `announce('Paid ₹20.00 to Tea stall')`, `announce('Payment declined', 'alert')`. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);
