import { CircleAlert, CircleCheck, Clock, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../controls/IconButton.tsx';
import { classNames } from '../core/class-names.ts';
import type { Tone } from '../core/tone.ts';
import { useMessages } from '../i18n/LanguageProvider.tsx';
import { uiMessages } from '../i18n/ui-messages.ts';
import './notice.css';

/** What every message to people says, in this order. */
export interface NoticeText {
  readonly tone?: Tone | undefined;
  /** What happened. */
  readonly title: string;
  /** What it means for the money. */
  readonly money?: string | undefined;
  /** What to do next. */
  readonly next?: string | undefined;
  /** NPCI or program code, in small print. */
  readonly code?: string | undefined;
  /** Particulars in small print, in English when a protocol's word is quoted. */
  readonly detail?: string | undefined;
}

export interface NoticeProps extends NoticeText {
  readonly actions?: ReactNode;
  readonly onDismiss?: (() => void) | undefined;
}

const ICONS = { plain: Info, good: CircleCheck, wait: Clock, bad: CircleAlert } as const;

/** A message that stays in the page. It is not announced; use useToast or useAnnounce for that. */
export function Notice(props: NoticeProps) {
  const { tone = 'plain', title, money, next, code, detail, actions, onDismiss } = props;
  const t = useMessages(uiMessages);
  const Icon = ICONS[tone];
  return (
    <div className={classNames('ui-notice', tone !== 'plain' && `is-${tone}`)}>
      <Icon aria-hidden="true" />
      <div className="ui-notice-text">
        <strong>{title}</strong>
        {money && <p className="is-money">{money}</p>}
        {next && <p>{next}</p>}
        {code && <small>{t('code', { code })}</small>}
        {detail && <small>{detail}</small>}
        {actions && <div className="ui-notice-actions">{actions}</div>}
      </div>
      {onDismiss && (
        <IconButton size="small" label={t('dismiss')} icon={<X />} onClick={onDismiss} />
      )}
    </div>
  );
}

/** The notice as one sentence for a live region. */
export const noticeSentence = (notice: NoticeText): string =>
  [notice.title, notice.money, notice.next]
    .filter((part): part is string => Boolean(part))
    .map((part) => (/[.!?।…]$/u.test(part) ? part : `${part}.`))
    .join(' ');
