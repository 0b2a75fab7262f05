import type { UserForm } from '#shared/simulator/contract.ts';
import type { Device, PhoneProfileName } from '#shared/simulator/records.ts';
import { Button, PasswordField, Select, TextField, useMessages, useToast } from '../../ui/index.ts';
import { useOverlays } from '../app/overlays.tsx';
import { useApi, useRoom, useStore } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { checkUser, freeMobile, freeName, type UserDraft } from '../state/forms.ts';
import { DeviceFormDialog } from './DeviceFormDialog.tsx';
import { deviceMessages } from './messages.ts';
import { useDeviceForm } from './use-device-form.ts';

const DEFAULT_BALANCE = '10000';

/** A phone without anybody: name, number, account and PIN are chosen on its own screen. */
function EmptyPhone({ profile }: { readonly profile: PhoneProfileName }) {
  const t = useMessages(deviceMessages);
  const api = useApi();
  const store = useStore();
  const { show } = useToast();
  const { closeOverlay } = useOverlays();
  const { isBusy, run } = useAct();
  const add = async () => {
    const added = await run(() => api.call('devices.addPhone', { profile }));
    if (!added) return;
    store.dispatch({ kind: 'made', deviceIds: [added.device.deviceId] });
    show({ tone: 'good', title: t('addedEmpty'), next: t('openNext') });
    closeOverlay();
  };
  return (
    <div className="cr-empty-phone">
      <Button isBusy={isBusy} onClick={() => void add()}>
        {t('addEmpty')}
      </Button>
      <small className="ui-muted">{t('addEmptyNote')}</small>
    </div>
  );
}

/** @param like a phone to begin from, for Duplicate */
export function AddPhoneDialog({ like }: { readonly like: Device | undefined }) {
  const t = useMessages(deviceMessages);
  const api = useApi();
  const { devices = [], nextPort } = useRoom();
  const form = useDeviceForm<UserDraft, UserForm>({
    initial: {
      name: like ? freeName(like.name, devices) : '',
      mobile: freeMobile(devices, Math.random),
      pin: '',
      balance: DEFAULT_BALANCE,
      profile: like?.kind === 'phone' ? like.profile : 'android-large',
    },
    check: (draft) => checkUser(draft, devices),
    send: (user) => api.call('devices.addUser', user),
    say: (problem) =>
      problem === 'portWrong' || problem === 'portTaken'
        ? t(problem, { port: nextPort })
        : t(problem),
    done: ({ name }) => ({ title: t('addedPhone', { name }), next: t('openNext') }),
  });
  const { draft, change, errorOf } = form;
  return (
    <DeviceFormDialog
      title={t('addPhoneTitle')}
      text={t('addPhoneText')}
      submitLabel={t('addPhone')}
      isBusy={form.isBusy}
      refusal={form.refusal}
      onSubmit={form.submit}
    >
      <TextField
        label={t('userName')}
        isRequired
        data-autofocus
        maxLength={99}
        value={draft.name}
        error={errorOf('name')}
        onChange={(name) => change({ name })}
      />
      <div className="cr-form-pair">
        <TextField
          label={t('mobile')}
          hint={t('mobileHint')}
          isRequired
          type="tel"
          start="+91"
          inputMode="numeric"
          value={draft.mobile}
          error={errorOf('mobile')}
          onChange={(mobile) => change({ mobile })}
        />
        <PasswordField
          label={t('pin')}
          hint={t('pinHint')}
          isRequired
          autoComplete="off"
          inputMode="numeric"
          maxLength={6}
          value={draft.pin}
          error={errorOf('pin')}
          onChange={(pin) => change({ pin })}
        />
      </div>
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
        <Select<PhoneProfileName>
          label={t('profile')}
          value={draft.profile}
          onChange={(profile) => change({ profile })}
          options={[
            { value: 'android-large', label: t('profile_androidlarge') },
            { value: 'android-small', label: t('profile_androidsmall') },
            { value: 'iphone', label: t('profile_iphone') },
          ]}
        />
      </div>
      <EmptyPhone profile={draft.profile} />
    </DeviceFormDialog>
  );
}
