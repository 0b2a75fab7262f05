import type { HostInfo } from '#shared/simulator/records.ts';
import { Notice, useMessages } from '../../ui/index.ts';
import { homeMessages } from '../messages/home-messages.ts';
import './host-notice.css';

/** Over every screen, when the simulator itself has stopped or no longer knows this window. */
export function HostNotice({ host }: { readonly host: HostInfo }) {
  const t = useMessages(homeMessages);
  if (host.bank.state !== 'failed') return null;
  return (
    <div className="phone-host-notice" role="alert">
      <Notice
        tone="bad"
        title={t('stopped')}
        money={t('cannotStartMoney')}
        next={host.bank.problem}
      />
    </div>
  );
}
