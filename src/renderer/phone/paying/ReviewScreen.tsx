import { type FormEvent, useState } from 'react';
import type { PreparedPayment } from '#shared/device/prepare.ts';
import {
  Amount,
  AmountPad,
  Button,
  formatMoney,
  Notice,
  TextField,
  useMessages,
} from '../../ui/index.ts';
import { payingMessages } from '../messages/paying-messages.ts';
import { PayeeHead } from '../parts/PayeeHead.tsx';
import { Screen } from '../parts/Screen.tsx';
import { type AmountProblem, firstAmountText, readAmount } from '../state/amount.ts';
import { otherName, payeeTrust, pictureCapPaise } from '../state/payee-trust.ts';
import { ChargeCountdown } from './ChargeCountdown.tsx';
import type { Payment } from './use-payment.ts';

const PROBLEM_KEYS = {
  empty: 'amountEmpty',
  'not-a-number': 'amountNotANumber',
  zero: 'amountZero',
  'too-large': 'amountTooLarge',
} as const satisfies Readonly<Partial<Record<AmountProblem, string>>>;

const NOTE_MAX_LENGTH = 50;

export interface ReviewScreenProps {
  readonly payment: Payment;
  readonly sheet: PreparedPayment;
  readonly nowMs: () => number;
}

/** The words about an amount that cannot be paid. */
function useAmountCheck({ payment, sheet }: ReviewScreenProps) {
  const t = useMessages(payingMessages);
  const capPaise = pictureCapPaise(payeeTrust(sheet, payment.text), payment.origin);
  return (draft: string): { readonly amountPaise: number } | { readonly problem: string } => {
    const read = readAmount(sheet.amount, draft);
    if ('problem' in read) {
      if (read.problem !== 'below-minimum') return { problem: t(PROBLEM_KEYS[read.problem]) };
      const minimum = sheet.amount.kind === 'minimum' ? sheet.amount.minimumPaise : 0;
      return { problem: t('amountBelow', { amount: formatMoney(minimum) }) };
    }
    if (capPaise !== undefined && read.amountPaise > capPaise) {
      return { problem: t('pictureCap', { amount: formatMoney(capPaise) }) };
    }
    return read;
  };
}

/** Why an unsigned shop's code needs a look before it is paid. */
function UnsignedWarning({ payment, sheet }: Pick<ReviewScreenProps, 'payment' | 'sheet'>) {
  const t = useMessages(payingMessages);
  const isUnsigned = payeeTrust(sheet, payment.text) === 'unsigned';
  const claimed = otherName(sheet, payment.text);
  if (!isUnsigned && claimed === undefined) return null;
  const name = { name: sheet.payeeName, vpa: sheet.payeeVpa };
  return (
    <Notice
      tone={claimed === undefined ? 'wait' : 'bad'}
      title={claimed === undefined ? t('unsignedTitle') : t('unsignedOther', { claimed })}
      money={t('unsignedMoney', name)}
      next={t('unsignedNext')}
    />
  );
}

/** Who, how much and what for; then the PIN. */
export function ReviewScreen(props: ReviewScreenProps) {
  const { payment, sheet, nowMs } = props;
  const t = useMessages(payingMessages);
  const [draft, setDraft] = useState(() => firstAmountText(sheet.amount));
  const [note, setNote] = useState(sheet.note);
  const [problem, setProblem] = useState<string>();
  const check = useAmountCheck(props);
  const isLocked = sheet.amount.kind === 'locked';
  const trust = payeeTrust(sheet, payment.text);
  const [isDoubtful, setDoubtful] = useState(
    trust === 'unsigned' || otherName(sheet, payment.text) !== undefined,
  );
  const isAskingAmount = !isLocked && !isDoubtful;

  const proceed = () => {
    if (isDoubtful && !isLocked) return setDoubtful(false);
    const read = check(draft);
    if ('problem' in read) setProblem(read.problem);
    else payment.confirm(read.amountPaise, note.trim());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    proceed();
  };
  const hint =
    sheet.amount.kind === 'minimum'
      ? t('minimum', { amount: formatMoney(sheet.amount.minimumPaise) })
      : undefined;
  return (
    <Screen
      title={t('payTo', { name: sheet.payeeName })}
      isTitleHidden
      ownsFocus={isAskingAmount}
      onBack={payment.close}
      footer={
        <Button variant="primary" size="large" isBlock onClick={proceed}>
          {isDoubtful ? t('unsignedAccept') : t('proceed')}
        </Button>
      }
    >
      <form className="phone-review" onSubmit={submit}>
        <PayeeHead payment={sheet} trust={trust} />
        {isDoubtful && <UnsignedWarning payment={payment} sheet={sheet} />}
        {sheet.order && <ChargeCountdown order={sheet.order} nowMs={nowMs} />}
        {sheet.amount.kind === 'locked' && (
          <Amount paise={sheet.amount.amountPaise} size="large" isCentred />
        )}
        {isAskingAmount && (
          <AmountPad
            label={t('amount')}
            draft={draft}
            onChange={(next) => {
              setProblem(undefined);
              setDraft(next);
            }}
            onSubmit={proceed}
            note={problem ?? hint}
            isProblem={problem !== undefined}
          />
        )}
        {isLocked && problem && (
          <p className="phone-problem" role="alert">
            {problem}
          </p>
        )}
        {(isLocked || isAskingAmount) && (
          <TextField
            label={t('note')}
            hint={t('noteHint')}
            value={note}
            onChange={setNote}
            maxLength={NOTE_MAX_LENGTH}
          />
        )}
      </form>
    </Screen>
  );
}
