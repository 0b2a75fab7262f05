import { useCallback, useEffect, useState } from 'react';
import { failureSentence, type PhoneFailure } from '#shared/device/outcome.ts';
import type { BlockedUpiId } from '#shared/protocol/collects.ts';
import { Button, EmptyState, Notice, Spinner, useLanguage, useMessages } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { requestMessages } from '../messages/request-messages.ts';
import { Avatar } from '../parts/Avatar.tsx';
import { Screen } from '../parts/Screen.tsx';
import './requests.css';

/** UPI IDs that may neither ask for money nor pay, each with the way back. */
export function BlockedScreen({ onBack }: { readonly onBack: () => void }) {
  const t = useMessages(requestMessages);
  const home = useMessages(homeMessages);
  const { language } = useLanguage();
  const { client } = usePhone();
  const [rows, setRows] = useState<readonly BlockedUpiId[]>();
  const [failure, setFailure] = useState<PhoneFailure>();
  const refresh = useCallback(async () => {
    const answer = await client.blockedUpiIds();
    setFailure(answer.ok ? undefined : answer.failure);
    if (answer.ok) setRows(answer.value);
  }, [client]);
  useEffect(() => void refresh(), [refresh]);
  const unblock = async (vpa: string) => {
    const answer = await client.unblockUpiId(vpa);
    if (answer.ok) await refresh();
    else setFailure(answer.failure);
  };
  return (
    <Screen title={t('blocked')} onBack={onBack}>
      <p className="phone-lead">{t('blockedNote')}</p>
      {failure && (
        <div role="alert">
          <Notice
            tone="wait"
            title={t('notDone')}
            next={failureSentence(failure)[language]}
            actions={<Button onClick={() => void refresh()}>{home('tryAgain')}</Button>}
          />
        </div>
      )}
      {!rows && !failure && <Spinner label={home('connecting')} />}
      {rows?.length === 0 && <EmptyState title={t('noneBlocked')} />}
      <ul className="phone-blocked">
        {rows?.map(({ vpa, name }) => (
          <li key={vpa}>
            <Avatar name={name || vpa} />
            <span className="phone-row-text">
              <strong>{name || vpa}</strong>
              <small>{vpa}</small>
            </span>
            <Button
              size="small"
              aria-label={t('unblockName', { vpa })}
              onClick={() => void unblock(vpa)}
            >
              {t('unblock')}
            </Button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
