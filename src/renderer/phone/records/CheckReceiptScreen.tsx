import { FileCheck2 } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { CheckedReceipt } from '#shared/device/account.ts';
import type { Outcome } from '#shared/device/outcome.ts';
import { Button, Notice, useMessages } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { Screen } from '../parts/Screen.tsx';
import { ReceiptVerdict } from './ReceiptVerdict.tsx';
import './records.css';

/** A receipt is a few kilobytes; a larger file is none. */
const RECEIPT_MAX_BYTES = 64 * 1_024;

/** Checks anybody's receipt against the ledger key that this phone pinned. */
export function CheckReceiptScreen({ onBack }: { readonly onBack: () => void }) {
  const t = useMessages(recordMessages);
  const { client } = usePhone();
  const [text, setText] = useState('');
  const [verdict, setVerdict] = useState<Outcome<CheckedReceipt>>();
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const fieldId = useId();

  const check = async (receipt: string) => {
    setBusy(true);
    setVerdict(await client.checkReceipt(receipt));
    setBusy(false);
  };
  const readFile = async (file: File | undefined) => {
    if (!file) return;
    // What is cut off here would not hold anyway.
    const read = await file.slice(0, RECEIPT_MAX_BYTES).text();
    setText(read);
    await check(read);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void check(`${text.trim()}\n`);
  };
  return (
    <Screen title={t('checkTitle')} onBack={onBack}>
      <p className="phone-lead">{t('checkNote')}</p>
      <form
        className="ui-stack"
        onSubmit={submit}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void readFile(event.dataTransfer.files[0]);
        }}
      >
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('checkFile')}
          onChange={(event) => void readFile(event.currentTarget.files?.[0])}
        />
        <Button icon={<FileCheck2 />} onClick={() => input.current?.click()}>
          {t('checkFile')}
        </Button>
        <label className="ui-field-label" htmlFor={fieldId}>
          {t('checkText')}
        </label>
        <textarea
          id={fieldId}
          className="phone-receipt-text"
          rows={6}
          spellCheck={false}
          maxLength={RECEIPT_MAX_BYTES}
          value={text}
          onChange={(event) => {
            setVerdict(undefined);
            setText(event.currentTarget.value);
          }}
        />
        <Button type="submit" variant="primary" size="large" isBlock isBusy={isBusy}>
          {t('checkGo')}
        </Button>
      </form>
      <div aria-live="assertive">
        {verdict?.ok && <ReceiptVerdict receipt={verdict.value} />}
        {verdict && !verdict.ok && (
          <Notice
            tone="bad"
            title={t('forged')}
            money={t('forgedMoney')}
            detail={verdict.failure.detail}
          />
        )}
      </div>
    </Screen>
  );
}
