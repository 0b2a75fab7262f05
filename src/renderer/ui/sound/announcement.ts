import { formatMoney } from '../data/format-money.ts';
import { type Language, translator } from '../i18n/messages.ts';
import { uiMessages } from '../i18n/ui-messages.ts';
import { amountWords, isSingularAmount } from './amount-words.ts';

/** What a sound box has to say. */
export type Announcement =
  | { readonly kind: 'received'; readonly paise: number; readonly payer?: string | undefined }
  /** Confirmed late; `time` is when it was paid, as it is shown ("11:20"). */
  | { readonly kind: 'received-late'; readonly paise: number; readonly time: string }
  | { readonly kind: 'refunded'; readonly paise: number }
  | { readonly kind: 'failed'; readonly paise: number }
  | { readonly kind: 'ready' | 'offline' | 'battery-low' | 'test' };

export type ToneKind = 'success' | 'failure' | 'notice';

/** The tone in front of the words. */
export const toneFor = (announcement: Announcement): ToneKind => {
  if (announcement.kind === 'received' || announcement.kind === 'received-late') return 'success';
  return announcement.kind === 'failed' || announcement.kind === 'offline' ? 'failure' : 'notice';
};

/** The text twin on screen: "Received ₹200.00". */
export function announcementText(announcement: Announcement, language: Language): string {
  const t = translator(uiMessages, language);
  switch (announcement.kind) {
    case 'received': {
      const amount = formatMoney(announcement.paise);
      const { payer } = announcement;
      return payer ? t('soundReceivedFrom', { amount, payer }) : t('soundReceived', { amount });
    }
    case 'received-late':
      return t('soundReceivedLate', {
        amount: formatMoney(announcement.paise),
        time: announcement.time,
      });
    case 'refunded':
      return t('soundRefunded', { amount: formatMoney(announcement.paise) });
    case 'failed':
      return t('soundFailed', { amount: formatMoney(announcement.paise) });
    case 'ready':
      return t('soundReady');
    case 'offline':
      return t('soundOffline');
    case 'battery-low':
      return t('soundBatteryLow');
    case 'test':
      return t('soundTest');
  }
}

type PaymentAnnouncement = Extract<Announcement, { readonly paise: number }>;

const spokenAmount = (announcement: PaymentAnnouncement, language: Language): string => {
  const amount = amountWords(announcement.paise, language);
  const one = isSingularAmount(announcement.paise);
  const hindi = {
    received: `${amount} प्राप्त ${one ? 'हुआ' : 'हुए'}`,
    'received-late': `देर से सूचना: ${amount} प्राप्त ${one ? 'हुआ' : 'हुए'}`,
    refunded: `${amount} वापस ${one ? 'किया गया' : 'किए गए'}`,
    failed: `${amount} का भुगतान विफल रहा`,
  };
  const english = {
    received: `Received ${amount}`,
    'received-late': `Late notice: received ${amount}`,
    refunded: `Refunded ${amount}`,
    failed: `Payment of ${amount} failed`,
  };
  return (language === 'hi' ? hindi : english)[announcement.kind];
};

/** The words that are spoken: "Received two hundred rupees". Shops are loud, so no names. */
export const spokenText = (announcement: Announcement, language: Language): string =>
  'paise' in announcement
    ? spokenAmount(announcement, language)
    : announcementText(announcement, language);
