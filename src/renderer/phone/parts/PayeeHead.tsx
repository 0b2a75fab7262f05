import { BadgeCheck, CircleAlert } from 'lucide-react';
import type { PreparedPayment } from '#shared/device/prepare.ts';
import { Tag, useMessages } from '../../ui/index.ts';
import { payingMessages } from '../messages/paying-messages.ts';
import type { PayeeTrust } from '../state/payee-trust.ts';
import { Avatar } from './Avatar.tsx';
import './payee-head.css';

export interface PayeeHeadProps {
  readonly payment: PreparedPayment;
  readonly trust: PayeeTrust;
}

/** Who gets the money: the bank's name, and who vouches for it. */
export function PayeeHead({ payment, trust }: PayeeHeadProps) {
  const t = useMessages(payingMessages);
  const { payeeName, payeeVpa, payeeKind, reference } = payment;
  const vouched =
    trust === 'signed'
      ? reference
        ? t('verifiedSignedOrder', { reference })
        : t('verifiedSigned')
      : t('verifiedDirectory');
  return (
    <div className="phone-payee">
      <Avatar name={payeeName} kind={payeeKind} size="large" />
      <h2>{payeeName}</h2>
      <p>
        <span>{payeeVpa}</span>
        {trust === 'unsigned' ? (
          <Tag tone="wait" icon={<CircleAlert aria-hidden="true" />}>
            {t('unsigned')}
          </Tag>
        ) : (
          <Tag tone="good" icon={<BadgeCheck aria-hidden="true" />}>
            {t('verified')}
          </Tag>
        )}
      </p>
      {trust !== 'unsigned' && <small>{vouched}</small>}
    </div>
  );
}
