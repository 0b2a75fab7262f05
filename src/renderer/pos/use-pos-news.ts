import { useEffect, useEffectEvent, useRef } from 'react';
import type { ChargeOrder } from '#shared/protocol/payments.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import {
  announcementText,
  type SoundBox,
  useAnnounce,
  useLanguage,
  useMessages,
} from '../ui/index.ts';
import { posMessages } from './messages.ts';
import { type PosNews, posNews } from './state/pos-view.ts';

/** Says and announces what changed at this POS, once; prints the receipt of a paid order. */
export function usePosNews(
  state: PosState | undefined,
  soundBox: SoundBox,
  onPrint: (order: ChargeOrder) => void,
): void {
  const t = useMessages(posMessages);
  const { language } = useLanguage();
  const announce = useAnnounce();
  const before = useRef<PosState>(undefined);

  const tell = useEffectEvent((news: PosNews) => {
    switch (news.kind) {
      case 'paid': {
        const said = { kind: 'received', paise: news.amountPaise, payer: news.payerName } as const;
        soundBox.announce(said);
        announce(announcementText(said, language));
        return;
      }
      case 'failed': {
        const code = news.order.lastCode;
        soundBox.announce({ kind: 'failed', paise: Number(news.order.amountPaise) });
        announce(code ? RESPONSE_CODES[code].merchant[language] : t('failed'), 'alert');
        return;
      }
      case 'expired':
        announce(`${t('expired')}. ${t('expiredMoney')}`, 'alert');
        return;
      case 'pending':
        announce(RESPONSE_CODES[news.order.lastCode ?? '01'].merchant[language]);
        return;
      case 'paying':
        announce(news.payerName ? t('paying', { name: news.payerName }) : t('payingSomebody'));
        return;
      case 'bank':
        if (!news.isReachable) soundBox.announce({ kind: 'offline' });
        announce(news.isReachable ? t('bankBack') : t('bankGone'), 'alert');
    }
  });
  const print = useEffectEvent(onPrint);

  useEffect(() => {
    if (!state) return;
    const last = before.current;
    before.current = state;
    for (const news of posNews(last, state)) tell(news);
    const order = state.charge?.order;
    const wasPaid =
      last?.charge?.order.reference === order?.reference && last?.charge?.order.state === 'paid';
    if (last && order?.state === 'paid' && !wasPaid) print(order);
  }, [state]);
}
