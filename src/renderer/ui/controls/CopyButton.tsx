import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAnnounce } from '../core/LiveRegions.tsx';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import { Button } from './Button.tsx';
import { IconButton } from './IconButton.tsx';

const COPIED_SHOWN_MS = 1_600;

export interface CopyButtonProps {
  /** What goes to the clipboard. */
  readonly text: string;
  /** What is copied, for example "Copy receipt". @default "Copy" */
  readonly label?: string | undefined;
  /** Icon only, for table cells. */
  readonly isCompact?: boolean | undefined;
}

export function CopyButton({ text, label, isCompact }: CopyButtonProps) {
  const t = useMessages(uiMessages);
  const announce = useAnnounce();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      announce(t('copied'));
    } catch {
      announce(t('copyFailed'), 'alert');
    }
  };
  const icon = isCopied ? <Check /> : <Copy />;
  const name = label ?? t('copy');
  if (isCompact) {
    return (
      <IconButton size="small" label={isCopied ? t('copied') : name} icon={icon} onClick={copy} />
    );
  }
  return (
    <Button icon={icon} onClick={copy}>
      {isCopied ? t('copied') : name}
    </Button>
  );
}
