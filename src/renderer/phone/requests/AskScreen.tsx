import { type FormEvent, useState } from 'react';
import { failureSentence, type PhoneFailure } from '#shared/device/outcome.ts';
import { rupeesToPaise } from '#shared/money.ts';
import type { CollectRequest } from '#shared/protocol/collects.ts';
import { isVpa, normaliseMobile, normaliseVpa } from '#shared/vpa.ts';
import {
  Button,
  formatMoney,
  Notice,
  Select,
  TextField,
  useLanguage,
  useMessages,
  useToast,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { requestMessages } from '../messages/request-messages.ts';
import { Screen } from '../parts/Screen.tsx';

const EXPIRIES = [
  { value: '1800', key: 'expiryHalfHour' },
  { value: '86400', key: 'expiryDay' },
  { value: '604800', key: 'expiryWeek' },
  { value: '3888000', key: 'expiryLong' },
] as const;
type Expiry = (typeof EXPIRIES)[number]['value'];

const NOTE_MAX_LENGTH = 50;

const isAskable = (text: string): boolean =>
  isVpa(normaliseVpa(text)) || normaliseMobile(text) !== undefined;

export interface AskScreenProps {
  readonly onAsked: (request: CollectRequest) => void;
  readonly onBack: () => void;
}

/** Asks somebody for money; they get it on their phone and approve with their own PIN. */
export function AskScreen({ onAsked, onBack }: AskScreenProps) {
  const t = useMessages(requestMessages);
  const { language } = useLanguage();
  const { show } = useToast();
  const { client, requests } = usePhone();
  const [payer, setPayer] = useState('');
  const [amount, setAmount] = useState('');
  const [note, setNote] = useState('');
  const [expiry, setExpiry] = useState<Expiry>('86400');
  const [isChecked, setChecked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PhoneFailure>();
  const amountPaise = rupeesToPaise(amount.trim()) ?? 0;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isBusy || !isAskable(payer) || amountPaise === 0) return;
    setBusy(true);
    const answer = await client.createCollect({
      payer: payer.trim(),
      amountPaise,
      note: note.trim(),
      expirySeconds: Number(expiry),
    });
    setBusy(false);
    setFailure(answer.ok ? undefined : answer.failure);
    if (!answer.ok) return;
    requests.put(answer.value);
    const words = { name: answer.value.payerName, amount: formatMoney(amountPaise) };
    show({ tone: 'good', title: t('sent'), next: t('asked', words) });
    onAsked(answer.value);
  };
  return (
    <Screen title={t('ask')} ownsFocus onBack={onBack}>
      <form className="ui-stack" noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('whom')}
          hint={t('whomHint')}
          error={isChecked && !isAskable(payer) ? t('whomProblem') : undefined}
          value={payer}
          onChange={setPayer}
          size="large"
          maxLength={255}
          autoCapitalize="none"
          autoFocus
        />
        <TextField
          label={t('amount')}
          error={isChecked && amountPaise === 0 ? t('amountProblem') : undefined}
          value={amount}
          onChange={setAmount}
          start="₹"
          size="large"
          inputMode="decimal"
          maxLength={14}
        />
        <TextField
          label={t('note')}
          hint={t('noteHint')}
          value={note}
          onChange={setNote}
          maxLength={NOTE_MAX_LENGTH}
        />
        <Select
          label={t('expiry')}
          value={expiry}
          onChange={setExpiry}
          options={EXPIRIES.map(({ value, key }) => ({ value, label: t(key) }))}
        />
        {failure && (
          <div role="alert">
            <Notice
              tone="bad"
              title={t('notDone')}
              next={failureSentence(failure)[language]}
              code={failure.code}
            />
          </div>
        )}
        <Button type="submit" variant="primary" size="large" isBlock isBusy={isBusy}>
          {t('send')}
        </Button>
      </form>
    </Screen>
  );
}
