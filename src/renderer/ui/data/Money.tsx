import type { CSSProperties, ReactNode } from 'react';
import { classNames } from '../core/class-names.ts';
import { formatMoney, type Paise } from './format-money.ts';
import './data.css';

/** An amount inside a sentence or a table: ₹1,250.00. */
export function Money({ paise }: { readonly paise: Paise }) {
  return <span className="ui-money">{formatMoney(paise)}</span>;
}

export interface AmountProps {
  readonly paise: Paise;
  readonly caption?: ReactNode;
  readonly size?: 'medium' | 'large' | undefined;
  readonly isCentred?: boolean | undefined;
}

/** The amount a screen is about. Long ones shrink into `--amount-room` (300 px by default). */
export function Amount({ paise, caption, size = 'medium', isCentred }: AmountProps) {
  const text = formatMoney(paise);
  const [sign, figure] = text.split('₹');
  return (
    <div
      className={classNames('ui-amount', size === 'large' && 'is-large', isCentred && 'is-centred')}
      style={{ '--characters': text.length } as CSSProperties}
    >
      <span className="ui-amount-figure">
        {sign}
        <small>₹</small>
        {figure}
      </span>
      {caption && <span className="ui-amount-caption">{caption}</span>}
    </div>
  );
}
