import { useState } from 'react';
import type { ChargeOrder } from '#shared/protocol/payments.ts';
import { Countdown, useMessages } from '../../ui/index.ts';
import { payingMessages } from '../messages/paying-messages.ts';

export interface ChargeCountdownProps {
  readonly order: ChargeOrder;
  readonly nowMs: () => number;
}

/** How long the shop's charge still holds. The bank decides; this is only shown. */
export function ChargeCountdown({ order, nowMs }: ChargeCountdownProps) {
  const t = useMessages(payingMessages);
  const [isOver, setOver] = useState(false);
  if (isOver) {
    return (
      <p className="phone-problem" role="alert">
        {t('expired')}
      </p>
    );
  }
  return (
    <Countdown
      endsAtMs={order.expiresMs}
      totalMs={order.expiresMs - order.createdMs}
      now={nowMs}
      onEnd={() => setOver(true)}
    />
  );
}
