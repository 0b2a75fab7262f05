import { Lock } from 'lucide-react';
import { useState } from 'react';
import { EmptyState, useMessages } from '../../ui/index.ts';
import { useRoom } from '../app/room-context.tsx';
import { ActiveFaults } from './ActiveFaults.tsx';
import { FaultForm } from './FaultForm.tsx';
import { weatherPageMessages } from './messages.ts';
import { Presets } from './Presets.tsx';
import { type ScopeDraft, wholeNetwork } from './scope-draft.ts';
import './weather-page.css';

/** Faults on demand: what goes wrong, for whom, and the way back to fair weather. */
export function Weather() {
  const t = useMessages(weatherPageMessages);
  const { host } = useRoom();
  const [scope, setScope] = useState<ScopeDraft>(wholeNetwork);
  if (host?.bank.isObserving) {
    return (
      <EmptyState icon={<Lock aria-hidden="true" />} title={t('observing')}>
        {t('observingText')}
      </EmptyState>
    );
  }
  return (
    <div className="cr-weather">
      <Presets scope={scope} onScope={setScope} />
      <div className="cr-weather-side">
        <ActiveFaults />
        <FaultForm scope={scope} />
      </div>
    </div>
  );
}
