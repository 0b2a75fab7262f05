import type { AttackFigure } from '#shared/simulator/attack-records.ts';
import { formatCount, formatMoney, type Translate } from '../../ui/index.ts';
import type { attackMessages } from './messages.ts';

type Texts = Translate<(typeof attackMessages)['en']>;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Three figures say enough; small ones keep their fraction. */
const short = (value: number): string =>
  value >= 100 ? formatCount(Math.round(value)) : String(Number(value.toPrecision(2)));

const raised = (digits: string): string =>
  digits.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit);

/** "12 seconds", "45 minutes", "19 hours", "38 days". */
function spanOf(t: Texts, seconds: number): string {
  if (seconds < 2 * MINUTE) return t('seconds', { count: short(seconds) });
  if (seconds < 2 * HOUR) return t('minutes', { count: short(seconds / MINUTE) });
  if (seconds < 2 * DAY) return t('hours', { count: short(seconds / HOUR) });
  return t('days', { count: short(seconds / DAY) });
}

/** A figure of the lab as people read it. */
export function figureValue(t: Texts, { unit, value }: AttackFigure): string {
  switch (unit) {
    case 'paise':
      return formatMoney(Number(value));
    case 'count':
      return formatCount(Number(value));
    case 'per-second':
      return t('perSecond', { count: short(Number(value)) });
    case 'seconds':
      return spanOf(t, Number(value));
    case 'hours':
      return t('hours', { count: value });
    case 'years':
      return t('years', {
        count: value.replace(/ x 10\^(\d+)$/, (_, power: string) => ` × 10${raised(power)}`),
      });
    case 'yes-no':
      return value === 'true' ? t('yes') : t('no');
    case 'text':
      return value;
  }
}
