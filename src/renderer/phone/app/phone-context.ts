import { createContext, useContext } from 'react';
import type { PhoneClient } from '#shared/device/phone-client.ts';
import type { PhoneIdentity } from '#shared/device/phone-store.ts';
import type { LinkState } from '../../device/bank-link.ts';
import type { Decoder } from '../../device/decode/decoder.ts';
import type { OpenPhone } from '../../device/open-phone.ts';
import type { PinLength } from '../../ui/index.ts';
import type { OutcomeHub } from './outcome-hub.ts';
import type { History } from './use-history.ts';
import type { Requests } from './use-requests.ts';
import type { Unanswered } from './use-unanswered.ts';

/** What the screens of a set-up phone share. */
export interface PhoneValue {
  readonly phone: OpenPhone;
  readonly client: PhoneClient;
  readonly identity: PhoneIdentity;
  readonly link: LinkState;
  readonly retryLink: () => void;
  /** Ties this phone to its account once more, after the bank let go of it (U66). */
  readonly bindAgain: () => void;
  readonly decoder: Decoder;
  readonly nowMs: () => number;
  /** The bank's clock, as far as this phone knows it. */
  readonly bankNowMs: () => number;
  /** The newest payments, kept up to date. */
  readonly recent: History;
  /** Ends of payments that nobody on the screen waited for. */
  readonly outcomes: OutcomeHub;
  readonly unanswered: Unanswered;
  readonly requests: Requests;
  readonly pinLength: PinLength;
  readonly setPinLength: (length: PinLength) => void;
  readonly hasSounds: boolean;
  readonly setSounds: (hasSounds: boolean) => void;
  readonly playTone: (kind: 'success' | 'failure' | 'notice') => void;
}

export const PhoneContext = createContext<PhoneValue | undefined>(undefined);

export function usePhone(): PhoneValue {
  const value = useContext(PhoneContext);
  if (!value) throw new Error('usePhone needs a phone that is set up');
  return value;
}
