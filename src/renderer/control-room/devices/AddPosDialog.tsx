import type { MerchantForm } from '#shared/simulator/contract.ts';
import type { Device } from '#shared/simulator/records.ts';
import { PasswordField, TextField, useMessages } from '../../ui/index.ts';
import { useApi, useRoom } from '../app/room-context.tsx';
import { checkMerchant, freeName, type MerchantDraft } from '../state/forms.ts';
import { DeviceFormDialog } from './DeviceFormDialog.tsx';
import { deviceMessages } from './messages.ts';
import { useDeviceForm } from './use-device-form.ts';

/** @param like a POS to begin from, for Duplicate */
export function AddPosDialog({ like }: { readonly like: Device | undefined }) {
  const t = useMessages(deviceMessages);
  const api = useApi();
  const { devices = [], nextPort } = useRoom();
  const form = useDeviceForm<MerchantDraft, MerchantForm>({
    initial: {
      name: like ? freeName(like.name, devices) : '',
      password: '',
      balance: '0',
      port: String(nextPort),
    },
    check: (draft) => checkMerchant(draft, devices),
    send: async (merchant) => {
      const { device, qrFile } = await api.call('devices.addMerchant', merchant);
      return { device, note: qrFile };
    },
    say: (problem) =>
      problem === 'portWrong' || problem === 'portTaken'
        ? t(problem, { port: nextPort })
        : t(problem),
    done: ({ name }, file = '') => ({
      title: t('addedPos', { name }),
      next: t('addedPosNext', { file }),
    }),
  });
  const { draft, change, errorOf } = form;
  return (
    <DeviceFormDialog
      title={t('addPosTitle')}
      text={t('addPosText')}
      submitLabel={t('addPos')}
      isBusy={form.isBusy}
      refusal={form.refusal}
      onSubmit={form.submit}
    >
      <TextField
        label={t('merchantName')}
        isRequired
        data-autofocus
        maxLength={99}
        value={draft.name}
        error={errorOf('name')}
        onChange={(name) => change({ name })}
      />
      <PasswordField
        label={t('password')}
        hint={t('passwordHint')}
        isRequired
        autoComplete="new-password"
        maxLength={128}
        value={draft.password}
        error={errorOf('password')}
        onChange={(password) => change({ password })}
      />
      <div className="cr-form-pair">
        <TextField
          label={t('openingBalance')}
          hint={t('openingBalanceHint')}
          start="₹"
          inputMode="decimal"
          value={draft.balance}
          error={errorOf('balance')}
          onChange={(balance) => change({ balance })}
        />
        <TextField
          label={t('port')}
          hint={t('portHint')}
          inputMode="numeric"
          value={draft.port}
          error={errorOf('port')}
          onChange={(port) => change({ port })}
        />
      </div>
    </DeviceFormDialog>
  );
}
