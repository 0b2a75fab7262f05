import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Outcome } from '#shared/device/outcome.ts';
import type { PhoneClient } from '#shared/device/phone-client.ts';
import type { PhoneIdentity } from '#shared/device/phone-store.ts';
import type { HostInfo } from '#shared/simulator/records.ts';
import type { Decoder } from '../../device/decode/decoder.ts';
import type { OpenPhone } from '../../device/open-phone.ts';
import { type PinLength, Spinner, useMessages } from '../../ui/index.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { PhoneFrame } from '../parts/PhoneFrame.tsx';
import { AppScreens } from './AppScreens.tsx';
import { createOutcomeHub } from './outcome-hub.ts';
import { PhoneContext, type PhoneValue } from './phone-context.ts';
import { useBankLink } from './use-bank-link.ts';
import { useHistory } from './use-history.ts';
import { useRequests } from './use-requests.ts';
import { useSounds } from './use-sounds.ts';
import { useUnanswered } from './use-unanswered.ts';

export interface ReadyPhoneProps {
  readonly phone: OpenPhone;
  readonly host: HostInfo;
  readonly decoder: Decoder;
  readonly identity: PhoneIdentity;
  /** The bank no longer knows this phone's key. */
  readonly onUnbound: () => void;
}

/** Fetches the client (key and storage) before there is anything to show. */
export function ReadyPhone(props: ReadyPhoneProps) {
  const { phone, host } = props;
  const t = useMessages(homeMessages);
  const [client, setClient] = useState<PhoneClient>();
  const [pinLength, setPinLength] = useState<PinLength>(4);
  useEffect(() => {
    void phone.client().then(setClient);
    void phone.records.loadPinLength().then(setPinLength);
  }, [phone]);
  const changePinLength = useCallback(
    (length: PinLength) => {
      setPinLength(length);
      // Asked for again next time when it cannot be kept.
      phone.records.savePinLength(length).catch(() => undefined);
    },
    [phone],
  );
  if (!client) {
    return (
      <PhoneFrame phone={phone} host={host}>
        <Spinner label={t('starting')} />
      </PhoneFrame>
    );
  }
  return <OpenedPhone {...props} {...{ client, pinLength, setPinLength: changePinLength }} />;
}

interface OpenedPhoneProps extends ReadyPhoneProps {
  readonly client: PhoneClient;
  readonly pinLength: PinLength;
  readonly setPinLength: (length: PinLength) => void;
}

function OpenedPhone(props: OpenedPhoneProps) {
  const { phone, host, client, decoder, identity, pinLength, setPinLength, onUnbound } = props;
  const { nowMs } = phone;
  const [clockOffsetMs, setClockOffsetMs] = useState(0);
  const recent = useHistory(client.history, '');
  const [outcomes] = useState(createOutcomeHub);
  const unanswered = useUnanswered(client, outcomes);
  const requests = useRequests(client);
  const sounds = useSounds(phone.start.device.deviceId);

  const connect = async (): Promise<Outcome<unknown>> => {
    const session = await client.openSession();
    if (!session.ok) {
      if (session.failure.code === 'U66') onUnbound();
      return session;
    }
    setClockOffsetMs(session.value.timeMs - nowMs());
    // A sealed call: the bank pushes events to where the session was used last.
    const resolved = await client.resolvePending();
    if (!resolved.ok) return resolved;
    outcomes.emit(resolved.value);
    return client.history({ limit: 1 });
  };
  const { link, retry } = useBankLink(phone, connect, () => {
    void recent.refresh();
    void unanswered.refresh();
    void requests.refresh();
  });

  const value = useMemo<PhoneValue>(
    () => ({
      phone,
      client,
      identity,
      link,
      retryLink: retry,
      bindAgain: onUnbound,
      decoder,
      nowMs,
      bankNowMs: () => nowMs() + clockOffsetMs,
      recent,
      outcomes,
      unanswered,
      requests,
      pinLength,
      setPinLength,
      ...sounds,
    }),
    [
      phone,
      client,
      identity,
      link,
      retry,
      onUnbound,
      decoder,
      nowMs,
      clockOffsetMs,
      recent,
      outcomes,
      unanswered,
      requests,
      pinLength,
      setPinLength,
      sounds,
    ],
  );
  return (
    <PhoneContext value={value}>
      <AppScreens host={host} />
    </PhoneContext>
  );
}
