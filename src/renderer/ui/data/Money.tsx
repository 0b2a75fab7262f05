import type { ReactNode } from 'react';
import { classNames } from '../core/class-names.ts';
import { formatMoney, type Paise } from './format-money.ts';
import './data.css';

/** An amount inside a sentence or a table: ₹1,250.00. */
export function Money({ paise }: { readonly paise: Paise }) {
  return <span className="ui-money">{formatMoney(paise)}</span>;
}

/** From this many characters on the figure shrinks so that a phone's screen can hold it. */
const LONG_FIGURE = 12;

export interface AmountProps {
  readonly paise: Paise;
  readonly caption?: ReactNode;
  readonly size?: 'medium' | 'large' | undefined;
  readonly isCentred?: boolean | undefined;
}

/** The amount a screen is about. */
export function Amount({ paise, caption, size = 'medium', isCentred }: AmountProps) {
  const text = formatMoney(paise);
  const [sign, figure] = text.split('₹');
  return (
    <div
      className={classNames(
        'ui-amount',
        size === 'large' && 'is-large',
        isCentred && 'is-centred',
        text.length > LONG_FIGURE && 'is-long',
      )}
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
