import { useEffect, useState } from 'react';
import type { PhoneIdentity } from '#shared/device/phone-store.ts';
import type { HostInfo } from '#shared/simulator/records.ts';
import { createDecoder, startDecodeWorker } from '../../device/decode/decoder.ts';
import { firstStage, type OpenPhone } from '../../device/open-phone.ts';
import { createSetUpActions } from '../onboarding/create-set-up-actions.ts';
import { Onboarding } from '../onboarding/Onboarding.tsx';
import { SelfBinding } from '../onboarding/SelfBinding.tsx';
import { SelfRegistration } from '../onboarding/SelfRegistration.tsx';
import { PhoneFrame } from '../parts/PhoneFrame.tsx';
import { ReadyPhone } from './ReadyPhone.tsx';
import { useHostInfo } from './use-host-info.ts';

export interface PhoneWindowProps {
  readonly phone: OpenPhone;
  /** What the host said when the window opened. */
  readonly firstHost: HostInfo;
}

type Stage =
  | { readonly kind: 'onboard' | 'register' | 'bind' | 'demo' }
  | { readonly kind: 'ready'; readonly identity: PhoneIdentity };

const firstStageOf = ({ start, identity, stage }: OpenPhone): Stage =>
  stage === 'ready' && identity
    ? { kind: 'ready', identity }
    : ({ kind: stage === 'ready' ? firstStage(start, identity, false) : stage } as Stage);

/** One phone from switching on to its home screen. */
export function PhoneWindow({ phone, firstHost }: PhoneWindowProps) {
  const host = useHostInfo(phone.api, firstHost);
  const [stage, setStage] = useState(() => firstStageOf(phone));
  const [actions] = useState(() => createSetUpActions(phone));
  const [decoder] = useState(() => createDecoder(startDecodeWorker));
  useEffect(() => () => decoder.close(), [decoder]);

  const finish = async () => {
    const identity = await phone.records.loadIdentity();
    if (identity) setStage({ kind: 'ready', identity });
  };
  if (stage.kind === 'ready') {
    return (
      <ReadyPhone
        key={stage.identity.uid}
        phone={phone}
        host={host}
        decoder={decoder}
        identity={stage.identity}
        onUnbound={() => setStage({ kind: 'bind' })}
      />
    );
  }
  return (
    <PhoneFrame phone={phone} host={host}>
      {stage.kind === 'onboard' && (
        <Onboarding
          mobile={phone.start.device.mobile}
          actions={actions}
          onDemo={() => setStage({ kind: 'demo' })}
          onDone={() => void finish()}
        />
      )}
      {(stage.kind === 'register' || stage.kind === 'demo') && (
        <SelfRegistration
          key={stage.kind}
          phone={phone}
          actions={actions}
          isDemo={stage.kind === 'demo'}
          onKnown={() => setStage({ kind: 'bind' })}
          onDone={() => void finish()}
        />
      )}
      {stage.kind === 'bind' && (
        <SelfBinding
          mobile={phone.identity?.mobile || phone.start.device.mobile}
          actions={actions}
          onDone={() => void finish()}
        />
      )}
    </PhoneFrame>
  );
}
