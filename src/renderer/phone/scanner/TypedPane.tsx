import { type FormEvent, useState } from 'react';
import { Button, TextField, useMessages } from '../../ui/index.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';
import type { PaneProps } from './Scanner.tsx';

/** A link or VMID:PORT that is typed or pasted. */
export function TypedPane({ scanning }: PaneProps) {
  const t = useMessages(scannerMessages);
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) scanning.take({ text: text.trim(), corners: [] }, 'typed');
  };
  return (
    <div className="phone-scan-empty">
      <form className="ui-stack" onSubmit={submit}>
        <TextField
          label={t('typeLabel')}
          hint={t('typeHint')}
          value={text}
          onChange={setText}
          isMono
          size="large"
          maxLength={2_048}
          autoCapitalize="none"
          autoFocus
        />
        <Button
          type="submit"
          variant="primary"
          size="large"
          isBlock
          isBusy={scanning.state.phase.kind === 'found'}
        >
          {t('typeGo')}
        </Button>
      </form>
    </div>
  );
}
