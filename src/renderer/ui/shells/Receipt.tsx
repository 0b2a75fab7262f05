import { Scissors } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { classNames } from '../core/class-names.ts';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import './receipt.css';

export interface ReceiptLineProps {
  readonly label: ReactNode;
  readonly value?: ReactNode;
  readonly isStrong?: boolean | undefined;
  readonly isCentred?: boolean | undefined;
}

/** One printed line: text, or a label with a value at the right edge. */
export function ReceiptLine({ label, value, isStrong, isCentred }: ReceiptLineProps) {
  return (
    <div
      className={classNames('ui-receipt-line', isStrong && 'is-strong', isCentred && 'is-centred')}
    >
      <span>{label}</span>
      {value !== undefined && <span>{value}</span>}
    </div>
  );
}

export interface ReceiptProps {
  /** Called when the paper is off; the owner then takes the receipt away. */
  readonly onTear?: (() => void) | undefined;
  /** ReceiptLine elements. */
  readonly children: ReactNode;
}

/** Paper that the POS prints. Give it a `key` per receipt, so that each one prints out. */
export function Receipt({ onTear, children }: ReceiptProps) {
  const t = useMessages(uiMessages);
  const [isTorn, setTorn] = useState(false);
  return (
    <section
      className={classNames('ui-receipt', isTorn && 'is-torn')}
      aria-label={t('receiptPrinted')}
      onAnimationEnd={() => isTorn && onTear?.()}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long paper has to scroll by keyboard */}
      <div className="ui-receipt-paper" tabIndex={0}>
        {children}
      </div>
      {onTear && (
        <IconButton
          className="ui-receipt-tear"
          size="small"
          label={t('tearOff')}
          icon={<Scissors />}
          onClick={() => setTorn(true)}
        />
      )}
    </section>
  );
}
