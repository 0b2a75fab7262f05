import { Banknote, List, QrCode } from 'lucide-react';
import { useState } from 'react';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import {
  AmountPad,
  Button,
  draftPaise,
  formatMoney,
  TabPanel,
  Tabs,
  useMessages,
  useTabsId,
} from '../../ui/index.ts';
import { posMessages } from '../messages.ts';
import { PaymentsPanel } from './PaymentsPanel.tsx';
import { StickerPanel } from './StickerPanel.tsx';

export interface IdleScreenProps {
  readonly state: PosState;
  readonly isOnline: boolean;
  readonly onCharge: (amountPaise: number) => Promise<void>;
  readonly onRefund: (row: PaymentRow, amountPaise: number, password: string) => Promise<string>;
  readonly onSave: (extension: 'png' | 'svg') => void;
  readonly onPrint: () => void;
}

type TabId = 'charge' | 'sticker' | 'payments';

function ChargePanel({ isOnline, onCharge }: Pick<IdleScreenProps, 'isOnline' | 'onCharge'>) {
  const t = useMessages(posMessages);
  const [draft, setDraft] = useState('');
  const [isBusy, setBusy] = useState(false);
  const paise = draftPaise(draft);
  const charge = async () => {
    if (paise === undefined || isBusy || !isOnline) return;
    setBusy(true);
    await onCharge(paise);
    setBusy(false);
  };
  return (
    <>
      <AmountPad label={t('amount')} draft={draft} onChange={setDraft} onSubmit={charge} />
      <Button
        variant="primary"
        size="large"
        isBlock
        isBusy={isBusy}
        disabled={paise === undefined || !isOnline}
        onClick={charge}
      >
        {paise === undefined ? t('charge') : t('chargeAmount', { amount: formatMoney(paise) })}
      </Button>
    </>
  );
}

/** Nothing is being charged: the keypad, the sticker, the payments. */
export function IdleScreen(props: IdleScreenProps) {
  const { state, isOnline, onCharge, onRefund, onSave, onPrint } = props;
  const t = useMessages(posMessages);
  const [tab, setTab] = useState<TabId>('charge');
  const idBase = useTabsId();
  return (
    <>
      <Tabs<TabId>
        label={t('tabs')}
        idBase={idBase}
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'charge', label: t('charge'), icon: <Banknote /> },
          { id: 'sticker', label: t('sticker'), icon: <QrCode /> },
          { id: 'payments', label: t('payments'), icon: <List /> },
        ]}
      />
      <TabPanel idBase={idBase} id={tab} className="pos-tab">
        {tab === 'charge' && <ChargePanel isOnline={isOnline} onCharge={onCharge} />}
        {tab === 'sticker' && <StickerPanel state={state} onSave={onSave} onPrint={onPrint} />}
        {tab === 'payments' && <PaymentsPanel state={state} onRefund={onRefund} />}
      </TabPanel>
    </>
  );
}
