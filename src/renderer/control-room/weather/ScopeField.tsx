import { Select, TextField, useMessages } from '../../ui/index.ts';
import { useRoom } from '../app/room-context.tsx';
import { weatherPageMessages } from './messages.ts';
import { accountIdOf, OTHER_ACCOUNT, type ScopeDraft, scopeOf } from './scope-draft.ts';

export interface ScopeFieldProps {
  readonly scope: ScopeDraft;
  readonly onScope: (scope: ScopeDraft) => void;
}

/** Everybody, one of this desk's devices, or any account by its id. */
export function ScopeField({ scope, onScope }: ScopeFieldProps) {
  const t = useMessages(weatherPageMessages);
  const { devices = [] } = useRoom();
  const accounts = devices.flatMap((device) => {
    const value = accountIdOf(device);
    return value ? [{ value, label: `${device.name} (${value})` }] : [];
  });
  const isOther = scope.choice === OTHER_ACCOUNT;
  const isWrong = isOther && scope.typed.trim() !== '' && scopeOf(scope) === undefined;
  return (
    <div className="cr-weather-scope">
      <Select
        label={t('scope')}
        value={scope.choice}
        onChange={(choice) => onScope({ ...scope, choice })}
        options={[
          { value: 'global', label: t('global') },
          ...accounts,
          { value: OTHER_ACCOUNT, label: t('otherAccount') },
        ]}
      />
      {isOther && (
        <TextField
          label={t('account')}
          hint={t('accountHint')}
          error={isWrong ? t('accountWrong') : undefined}
          maxLength={16}
          value={scope.typed}
          onChange={(typed) => onScope({ ...scope, typed })}
        />
      )}
    </div>
  );
}
