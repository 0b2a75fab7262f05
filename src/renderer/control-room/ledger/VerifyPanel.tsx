import { ShieldCheck } from 'lucide-react';
import { Button, formatMoney, Notice, Progress, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useNow, useRoom } from '../app/room-context.tsx';
import { useFormat } from '../app/use-format.ts';
import { useVerify } from '../app/use-verify.ts';
import { canChange } from '../state/bank-status.ts';
import { ledgerMessages } from './messages.ts';

/** The button that a doubter presses, and its verdict. */
export function VerifyPanel() {
  const t = useMessages(ledgerMessages);
  const room = useRoom();
  const verify = useVerify();
  return (
    <HelpPanel title={t('verifyTitle')} help={t('verifyHelp')} className="cr-verify">
      <div className="cr-verify-line">
        <Button
          variant="primary"
          icon={<ShieldCheck aria-hidden="true" />}
          isBusy={room.verification.state === 'running'}
          disabled={!canChange(room)}
          onClick={() => void verify()}
        >
          {t('verify')}
        </Button>
        <div className="cr-verify-verdict" role="status">
          <Verdict />
        </div>
      </div>
    </HelpPanel>
  );
}

function Verdict() {
  const t = useMessages(ledgerMessages);
  const problems = useMessages(problemMessages);
  const format = useFormat();
  const { verification } = useRoom();
  const nowMs = useNow();
  switch (verification.state) {
    case 'never':
      return <p className="ui-muted">{t('neverChecked')}</p>;
    case 'running': {
      const { checkedLeaves: done, leaves: total } = verification;
      return (
        <Progress
          label={t('checking')}
          fraction={done > 0 && total > 0 ? done / total : undefined}
          start={t('checking')}
          end={t('checkedOf', { done: format.count(done), total: format.count(total) })}
        />
      );
    }
    case 'failed':
      return <Notice {...problemNotice(problems, verification.problem)} title={t('checkFailed')} />;
    case 'done': {
      const { report, atMs } = verification;
      const counts = {
        leaves: format.count(report.leaves),
        entries: format.count(report.entries),
        blocks: format.count(report.blocks),
        accounts: format.count(report.accounts),
        root: report.root.slice(0, 12),
        time: format.duration(report.durationMs),
        ago: format.ago(atMs, nowMs),
      };
      if (report.isSound) {
        return <Notice tone="good" title={t('sound')} next={t('soundText', counts)} />;
      }
      return (
        <Notice
          tone="bad"
          title={`${t('broken')}: ${report.problem ?? ''}`}
          money={t('brokenMoney', { sum: formatMoney(report.sumPaise) })}
          next={t('brokenText', counts)}
        />
      );
    }
  }
}
