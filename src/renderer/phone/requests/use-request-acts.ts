import { useState } from 'react';
import { failureSentence, type Outcome } from '#shared/device/outcome.ts';
import type { CollectRequest } from '#shared/protocol/collects.ts';
import { useLanguage, useMessages, useToast } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { requestMessages } from '../messages/request-messages.ts';

export interface RequestActs {
  readonly isBusy: boolean;
  readonly decline: (shouldBlock: boolean) => Promise<void>;
  readonly takeBack: () => Promise<void>;
}

/** What can be done about a request beside paying it; every end is told. */
export function useRequestActs(reference: string): RequestActs {
  const t = useMessages(requestMessages);
  const { language } = useLanguage();
  const { show } = useToast();
  const { client, requests } = usePhone();
  const [isBusy, setBusy] = useState(false);

  const act = async (run: () => Promise<Outcome<CollectRequest>>, done: string) => {
    setBusy(true);
    const answer = await run();
    setBusy(false);
    if (answer.ok) {
      requests.put(answer.value);
      show({ tone: 'good', title: done });
      return;
    }
    const { failure } = answer;
    show({
      tone: 'bad',
      title: t('notDone'),
      next: failureSentence(failure)[language],
      code: failure.code,
    });
    // It may have ended in the meantime.
    await requests.refresh();
  };
  return {
    isBusy,
    decline: (shouldBlock) =>
      act(
        () => client.declineCollect(reference, shouldBlock),
        shouldBlock ? t('blockedToast') : t('declinedToast'),
      ),
    takeBack: () => act(() => client.cancelCollect(reference), t('takenBack')),
  };
}
