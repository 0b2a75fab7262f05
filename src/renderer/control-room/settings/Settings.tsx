import {
  Button,
  Fact,
  FactList,
  LanguageSwitch,
  ThemeSwitch,
  useMessages,
} from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useOverlays } from '../app/overlays.tsx';
import { useRoom } from '../app/room-context.tsx';
import { canChange } from '../state/bank-status.ts';
import { Backups } from './Backups.tsx';
import { BankRules } from './BankRules.tsx';
import { settingsMessages } from './messages.ts';
import './settings.css';

/** The bank's rules, this window's looks, and where everything is. */
export function Settings() {
  const t = useMessages(settingsMessages);
  const room = useRoom();
  const { openOverlay } = useOverlays();
  const { host } = room;
  return (
    <div className="cr-settings">
      <BankRules />
      <div className="cr-settings-side">
        <HelpPanel title={t('windowTitle')} help={t('windowHelp')}>
          <ThemeSwitch />
          <LanguageSwitch />
        </HelpPanel>
        {host && (
          <HelpPanel title={t('placeTitle')} help={t('placeHelp')}>
            <FactList>
              <Fact label={t('host')}>{t(`host_${host.host}`)}</Fact>
              <Fact label={t('version')}>{host.version}</Fact>
              <Fact label={t('bankPort')}>{host.bank.port}</Fact>
              <Fact label={t('remote')}>{host.bank.isRemote ? t('remoteYes') : t('remoteNo')}</Fact>
              <Fact label={t('dataFolder')}>
                <span className="ui-mono cr-hash">{host.dataFolder}</span>
              </Fact>
              {host.bank.keyPlace && (
                <Fact label={t('keyPlace')}>{t(`key_${host.bank.keyPlace}`)}</Fact>
              )}
            </FactList>
          </HelpPanel>
        )}
        <Backups />
        <HelpPanel title={t('resetTitle')} help={t('resetHelp')}>
          <p>{t('resetIntro')}</p>
          <div className="ui-row">
            <Button
              variant="danger"
              disabled={!canChange(room) || host?.bank.isRemote}
              onClick={() => openOverlay({ kind: 'reset' })}
            >
              {t('reset')}
            </Button>
          </div>
        </HelpPanel>
      </div>
    </div>
  );
}
