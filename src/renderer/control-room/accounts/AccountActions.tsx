import { useState } from 'react';
import { txnIdFrom } from '#shared/ids.ts';
import type { AccountAction, AccountRow } from '#shared/protocol/admin-methods.ts';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import {
  Button,
  ConfirmDialog,
  formatMoney,
  Notice,
  TextField,
  useMessages,
  useToast,
} from '../../ui/index.ts';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useApi, useNow, useRoom } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { canChange } from '../state/bank-status.ts';
import { readRupees } from '../state/forms.ts';
import { accountMessages } from './messages.ts';

export interface AccountActionsProps {
  readonly account: AccountRow;
  /** The list has to be read again. */
  readonly onChanged: () => void;
}

/** What can be done to this account now. */
function actionsFor(account: AccountRow, nowMs: number): readonly AccountAction[] {
  const isActive = account.state === 'active';
  return [
    ...(isActive ? (['freeze', 'mark-dormant'] as const) : (['activate'] as const)),
    ...(account.upiIdState
      ? (['restore-upi-id'] as const)
      : (['block-upi-id', 'expire-upi-id'] as const)),
    ...((account.pinLockedUntilMs ?? 0) > nowMs ? (['unlock-pin'] as const) : []),
    ...(account.hasPhone ? (['release-device'] as const) : []),
  ];
}

/** Adding money, freezing, unlocking, letting go of a phone; each says what it means and is asked. */
export function AccountActions({ account, onChanged }: AccountActionsProps) {
  const t = useMessages(accountMessages);
  const room = useRoom();
  const nowMs = useNow();
  const [asked, setAsked] = useState<AccountAction | 'deposit'>();
  if (account.kind === 'system' || !canChange(room)) return null;
  const close = () => setAsked(undefined);
  return (
    <div className="ui-row cr-account-actions">
      <Button size="small" onClick={() => setAsked('deposit')}>
        {t('deposit')}
      </Button>
      {actionsFor(account, nowMs).map((action) => (
        <Button key={action} size="small" onClick={() => setAsked(action)}>
          {t(action)}
        </Button>
      ))}
      {asked === 'deposit' && <DepositDialog {...{ account, onChanged }} onClose={close} />}
      {asked && asked !== 'deposit' && (
        <ActionDialog {...{ account, onChanged }} action={asked} onClose={close} />
      )}
    </div>
  );
}

interface DialogProps extends AccountActionsProps {
  readonly onClose: () => void;
}

function ActionDialog(props: DialogProps & { readonly action: AccountAction }) {
  const { account, action, onChanged, onClose } = props;
  const t = useMessages(accountMessages);
  const problems = useMessages(problemMessages);
  const api = useApi();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const [problem, setProblem] = useState<ApiProblem>();
  const act = async () => {
    const work = () => api.call('admin.account', { id: account.id, action });
    if (!(await run(work, setProblem))) return;
    show({ tone: 'good', title: t('done', { action: t(action), name: account.name }) });
    onChanged();
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      isDangerous={action === 'freeze' || action === 'release-device'}
      isBusy={isBusy}
      title={`${t(action)}: ${account.name}`}
      confirmLabel={t(action)}
      onConfirm={() => void act()}
      onCancel={onClose}
    >
      <p>{t(`${action}Text`)}</p>
      {problem && <Notice {...problemNotice(problems, problem)} />}
    </ConfirmDialog>
  );
}

/** One id for each opening of the dialog: pressing twice adds once. */
function DepositDialog({ account, onChanged, onClose }: DialogProps) {
  const t = useMessages(accountMessages);
  const problems = useMessages(problemMessages);
  const api = useApi();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const [problem, setProblem] = useState<ApiProblem>();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [txnId] = useState(() => txnIdFrom(crypto.getRandomValues(new Uint8Array(16)), Date.now()));
  const add = async () => {
    const amountPaise = readRupees(typed);
    if (!amountPaise) return setWrong(true);
    const params = { id: account.id, amountPaise: String(amountPaise), txnId };
    if (!(await run(() => api.call('admin.deposit', params), setProblem))) return;
    const amount = formatMoney(amountPaise);
    show({ tone: 'good', title: t('deposited', { amount, name: account.name }) });
    onChanged();
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      isBusy={isBusy}
      title={`${t('deposit')}: ${account.name}`}
      confirmLabel={t('deposit')}
      onConfirm={() => void add()}
      onCancel={onClose}
    >
      <p>{t('depositText')}</p>
      <TextField
        label={t('depositAmount')}
        start="₹"
        inputMode="decimal"
        maxLength={14}
        value={typed}
        error={isWrong ? t('depositWrong') : undefined}
        onChange={(text) => {
          setTyped(text);
          setWrong(false);
        }}
        autoFocus
      />
      {problem && <Notice {...problemNotice(problems, problem)} />}
    </ConfirmDialog>
  );
}
