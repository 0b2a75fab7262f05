import { X } from 'lucide-react';
import type { AccountRow } from '#shared/protocol/admin-methods.ts';
import { Amount, Fact, FactList, IconButton, useMessages } from '../../ui/index.ts';
import { usePartyName } from '../app/party-name.ts';
import { useNow } from '../app/room-context.tsx';
import { useRouter } from '../app/router.tsx';
import { useFormat } from '../app/use-format.ts';
import { AccountActions } from './AccountActions.tsx';
import { AccountTags } from './AccountTable.tsx';
import { accountMessages } from './messages.ts';
import { Statement } from './Statement.tsx';

export interface AccountDetailProps {
  readonly account: AccountRow;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** One account: its numbers and its statement. */
export function AccountDetail({ account, onClose, onChanged }: AccountDetailProps) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const nowMs = useNow();
  const { navigate } = useRouter();
  const name = usePartyName()(account.name, account.id);
  const { mobile, mmid, vmid, port, pinLockedUntilMs = 0 } = account;
  const facts = [
    ['vpa', account.vpa],
    ['id', account.id],
    ['mobile', mobile],
    ['mmid', mmid],
    ['vmid', vmid],
    ['port', port],
  ] as const;
  return (
    <section className="cr-entry" aria-label={name}>
      <header>
        <h2>{name}</h2>
        <IconButton label={t('close')} icon={<X />} onClick={onClose} />
      </header>
      <Amount paise={account.balancePaise} caption={<AccountTags account={account} />} />
      {pinLockedUntilMs > nowMs && (
        <p className="cr-problem-line">
          {t('lockedUntil', { time: format.dateTime(pinLockedUntilMs) })}
        </p>
      )}
      <FactList>
        {facts.map(
          ([key, value]) =>
            value !== undefined &&
            value !== '' && (
              <Fact key={key} label={t(key)}>
                <span className="ui-mono">{value}</span>
              </Fact>
            ),
        )}
        <Fact label={t('created')}>{format.dateTime(account.createdMs)}</Fact>
      </FactList>
      <AccountActions account={account} onChanged={onChanged} />
      <button
        type="button"
        className="cr-link"
        onClick={() => navigate({ page: 'ledger', search: account.id })}
      >
        {t('inLedger')}
      </button>
      <Statement account={account} />
    </section>
  );
}
