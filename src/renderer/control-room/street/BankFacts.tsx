import type { BankHealth } from '#shared/protocol/admin-methods.ts';
import {
  Button,
  Fact,
  FactList,
  Figure,
  formatMoney,
  Sparkline,
  useMessages,
} from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useNow, useRoom } from '../app/room-context.tsx';
import { useFormat } from '../app/use-format.ts';
import { useVerify } from '../app/use-verify.ts';
import { canChange } from '../state/bank-status.ts';
import { verificationTone } from '../state/verification-tone.ts';
import { streetMessages } from './messages.ts';

const SPARK_SECONDS = 60;

/** The right column of the desk. */
export function BankFacts() {
  const t = useMessages(streetMessages);
  const { health } = useRoom();
  return (
    <HelpPanel title={t('bankTitle')} help={t('bankHelp')} className="cr-bank">
      {health ? <Figures health={health} /> : <p className="ui-muted">{t('noFigures')}</p>}
    </HelpPanel>
  );
}

function Figures({ health }: { readonly health: BankHealth }) {
  const t = useMessages(streetMessages);
  const format = useFormat();
  const room = useRoom();
  const verify = useVerify();
  const values = room.healthHistory.slice(-SPARK_SECONDS).map((one) => one.paymentsPerSecond);
  const perSecond = format.count(health.paymentsPerSecond);
  const isBalanced = health.sumPaise === '0';
  const { lastCommitEntries, entries, latencyP50Ms, latencyP99Ms } = health;
  return (
    <>
      <Figure value={perSecond} caption={t('perSecond')} />
      <Sparkline values={values} label={t('sparkLabel', { count: perSecond })} />
      <FactList>
        <Fact label={t('latency')}>{format.pair(latencyP50Ms, latencyP99Ms)}</Fact>
        <Fact label={t('connections')}>{format.count(health.connections)}</Fact>
        <Fact label={t('perBlock')}>{t('blockEntries', { count: lastCommitEntries })}</Fact>
        <Fact label={t('delay')}>{format.duration(health.eventLoopDelayP99Ms)}</Fact>
        <Fact label={t('money')} tone={isBalanced ? 'plain' : 'bad'}>
          {t('moneyOff', { amount: formatMoney(health.sumPaise) })}
        </Fact>
        <Fact label={t('entries')}>
          {t('entriesValue', { count: entries, text: format.count(entries) })}
        </Fact>
        <Fact label={t('lastChecked')} tone={verificationTone(room.verification)}>
          <LastChecked />
        </Fact>
      </FactList>
      <Button
        isBusy={room.verification.state === 'running'}
        disabled={!canChange(room)}
        onClick={() => void verify()}
      >
        {t('verify')}
      </Button>
    </>
  );
}

function LastChecked() {
  const t = useMessages(streetMessages);
  const format = useFormat();
  const { verification } = useRoom();
  const nowMs = useNow();
  switch (verification.state) {
    case 'never':
      return t('neverChecked');
    case 'running':
      return t('checking');
    case 'failed':
      return t('checkFailed');
    case 'done': {
      const ago = format.ago(verification.atMs, nowMs);
      return verification.report.isSound ? t('checkedSound', { ago }) : t('checkedBad', { ago });
    }
  }
}
