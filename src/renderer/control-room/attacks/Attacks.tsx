import { Play, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type AttackId, attackId } from '#shared/simulator/attack-records.ts';
import { Button, useAnnounce, useLanguage, useMessages } from '../../ui/index.ts';
import { AttackList } from './AttackList.tsx';
import { AttackView } from './AttackView.tsx';
import { ATTACK_TEXTS } from './attack-texts.ts';
import { attackMessages } from './messages.ts';
import { useAttacks } from './use-attacks.ts';
import { standingOf } from './verdict.ts';
import './attacks.css';
import './evidence.css';

/** The attack lab: which attack on the left, both its sides on the right. */
export function Attacks() {
  const t = useMessages(attackMessages);
  const { attacks, status, isBusy, run, stop } = useAttacks();
  const [chosen, setChosen] = useState<AttackId>('replay');
  const running = status.running?.attack;
  useEffect(() => {
    if (running) setChosen(running);
  }, [running]);
  const isRunning = status.state !== 'idle';
  useEndAnnounced(status);
  const standards = attacks.find(({ id }) => id === chosen)?.standards ?? [];
  return (
    <div className="cr-attacks">
      <nav className="cr-attack-nav" aria-label={t('attacks')}>
        <p className="cr-attack-intro">{t('intro')}</p>
        <AttackList status={status} chosen={chosen} onChoose={setChosen} />
        {isRunning ? (
          <Button
            icon={<Square aria-hidden="true" />}
            isBusy={status.state === 'stopping'}
            onClick={stop}
          >
            {status.state === 'stopping' ? t('stopping') : t('stop')}
          </Button>
        ) : (
          <Button
            icon={<Play aria-hidden="true" />}
            isBusy={isBusy}
            onClick={() => run(attackId.options)}
          >
            {t('runAll')}
          </Button>
        )}
      </nav>
      <AttackView
        attack={chosen}
        standards={standards}
        status={status}
        isBusy={isBusy}
        onRun={() => run([chosen])}
      />
    </div>
  );
}

/** Says once how an attack ended, whichever is shown. */
function useEndAnnounced(status: ReturnType<typeof useAttacks>['status']): void {
  const t = useMessages(attackMessages);
  const { language } = useLanguage();
  const announce = useAnnounce();
  const running = useRef<AttackId>(undefined);
  useEffect(() => {
    const ended = running.current;
    running.current = status.running?.attack;
    if (ended === undefined || ended === running.current) return;
    const report = status.reports.find(({ attack }) => attack === ended);
    const attack = ATTACK_TEXTS[ended].title[language];
    if (report?.problem !== undefined || standingOf(status, ended) === 'broken') {
      announce(t('announceOdd', { attack }), 'alert');
    } else if (report?.undefended) announce(t('announceDone', { attack }));
    else announce(t('wasStopped'));
  }, [status, language, announce, t]);
}
