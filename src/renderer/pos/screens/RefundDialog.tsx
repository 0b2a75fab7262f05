import { type FormEvent, useState } from 'react';
import { rupeesToPaise } from '#shared/money.ts';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { isResponseCode, RESPONSE_CODES } from '#shared/response-codes.ts';
import {
  Button,
  Dialog,
  formatMoney,
  Notice,
  PasswordField,
  TextField,
  useLanguage,
  useMessages,
  useToast,
} from '../../ui/index.ts';
import { posMessages } from '../messages.ts';
import { useRefusalWords } from '../use-refusal-words.ts';

export interface RefundDialogProps {
  readonly row: PaymentRow;
  readonly onClose: () => void;
  /** Answers the bank's response code; rejects with a sentence. */
  readonly onRefund: (amountPaise: number, password: string) => Promise<string>;
}

/** What is left of a payment after what was given back of it. */
export const refundablePaise = ({ amountPaise, refundedPaise = '0' }: PaymentRow): number =>
  Number(amountPaise) - Number(refundedPaise);

/** Gives a payment back, in full or in part, with the merchant's password. */
export function RefundDialog({ row, onClose, onRefund }: RefundDialogProps) {
  const t = useMessages(posMessages);
  const { language } = useLanguage();
  const { show } = useToast();
  const wordsOf = useRefusalWords();
  const most = refundablePaise(row);
  const [amount, setAmount] = useState(String(most / 100));
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const paise = rupeesToPaise(amount);
  const isAmountWrong = paise === undefined || paise === 0 || paise > most;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || isAmountWrong) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const code = await onRefund(paise, password);
      if (code === '00') {
        show({ tone: 'good', title: t('refundDone', { amount: formatMoney(paise) }) });
        onClose();
        return;
      }
      setProblem(isResponseCode(code) ? RESPONSE_CODES[code].merchant[language] : t('problem'));
    } catch (error) {
      const { sentence, code } = wordsOf(error);
      // Only payments that were made are listed, so what else is refused is password or amount.
      if (code === 'U10') setProblem(t('wrongPassword'));
      else setProblem(code === 'U12' ? t('refundTooMuch') : sentence);
    }
    setBusy(false);
  };
  return (
    <Dialog isOpen onClose={onClose} title={t('refundTitle', { name: row.payerName })}>
      <form className="pos-form" onSubmit={submit}>
        <TextField
          label={t('refundAmount')}
          hint={t('refundHint', { amount: formatMoney(most) })}
          error={isAmountWrong ? t('refundWrongAmount', { amount: formatMoney(most) }) : undefined}
          start="₹"
          inputMode="decimal"
          value={amount}
          onChange={setAmount}
        />
        <PasswordField label={t('password')} value={password} onChange={setPassword} />
        {problem && <Notice tone="bad" title={problem} />}
        <Button
          type="submit"
          variant="primary"
          size="large"
          isBlock
          isBusy={isBusy}
          disabled={isAmountWrong || password === ''}
        >
          {t('refundGo')}
        </Button>
      </form>
    </Dialog>
  );
}
