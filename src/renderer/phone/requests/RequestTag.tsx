import type { CollectRequest } from '#shared/protocol/collects.ts';
import { Tag, useMessages } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { requestMessages } from '../messages/request-messages.ts';
import { stateAt } from '../state/requests.ts';

const WORDS = {
  pending: ['wait', 'statePending'],
  approved: ['wait', 'stateApproved'],
  paid: ['good', 'statePaid'],
  declined: ['bad', 'stateDeclined'],
  expired: ['plain', 'stateExpired'],
  cancelled: ['plain', 'stateCancelled'],
} as const;

/** Where a request stands, in a word. */
export function RequestTag({ request }: { readonly request: CollectRequest }) {
  const t = useMessages(requestMessages);
  const { bankNowMs } = usePhone();
  const [tone, key] = WORDS[stateAt(request, bankNowMs())];
  return <Tag tone={tone}>{t(key)}</Tag>;
}
