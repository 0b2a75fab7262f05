import { formatMoney, useMessages } from '../../ui/index.ts';
import { frameMessages } from './frame-messages.ts';
import { useRoom } from './room-context.tsx';
import { useRouter } from './router.tsx';
import { shortHash } from './short-hash.ts';
import { useFormat } from './use-format.ts';

/** Under every page: is money conserved, and where does the ledger end. */
export function StatusLine() {
  const t = useMessages(frameMessages);
  const format = useFormat();
  const { health } = useRoom();
  const { navigate } = useRouter();
  if (!health) return null;
  const isConserved = health.sumPaise === '0';
  const money = isConserved
    ? t('conserved')
    : t('notConserved', { amount: formatMoney(health.sumPaise) });
  return (
    <section className="cr-status" aria-label={t('statusLine')}>
      <span className={isConserved ? undefined : 'cr-problem-line'}>{money}</span>
      <button type="button" className="cr-link" onClick={() => navigate({ page: 'ledger' })}>
        {t('ledgerHead', {
          entries: format.count(health.entries),
          blocks: format.count(health.blocks),
          hash: shortHash(health.ledgerRoot),
        })}
      </button>
      <span>{t('rate', { count: format.count(health.paymentsPerSecond) })}</span>
      <span>{t('slowest', { time: format.duration(health.latencyP99Ms) })}</span>
      <span>{t('clients', { count: health.connections })}</span>
    </section>
  );
}
