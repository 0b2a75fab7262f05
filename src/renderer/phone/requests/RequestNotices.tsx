import { Button, formatMoney, Notice, useMessages } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { requestMessages } from '../messages/request-messages.ts';
import type { Route } from '../state/navigation.ts';
import { isOpenAt } from '../state/requests.ts';

/** A crowd of them would push everything else off the screen. */
const SHOWN_MAX = 2;

/** Requests that wait for an answer, on the home screen. */
export function RequestNotices({ onOpen }: { readonly onOpen: (route: Route) => void }) {
  const t = useMessages(requestMessages);
  const { requests, bankNowMs } = usePhone();
  const nowMs = bankNowMs();
  return requests.rows
    .filter((request) => request.direction === 'incoming' && isOpenAt(request, nowMs))
    .slice(0, SHOWN_MAX)
    .map((request) => (
      <Notice
        key={request.reference}
        title={t('asksYou', {
          name: request.requesterName,
          amount: formatMoney(request.amountPaise),
        })}
        next={request.note || undefined}
        actions={
          <Button
            size="small"
            onClick={() => onOpen({ name: 'request', reference: request.reference })}
          >
            {t('look')}
          </Button>
        }
      />
    ));
}
