import { Switch, TextField, useMessages } from '../../ui/index.ts';
import { type SettingName, type SettingRefusal, settingKind } from '../state/settings-draft.ts';
import { settingsMessages } from './messages.ts';

export interface SettingFieldProps {
  readonly name: SettingName;
  readonly value: string;
  readonly refusal: SettingRefusal | undefined;
  readonly onChange: (value: string) => void;
}

/** One rule: what it is, what happens above it, and what is wrong with what was typed. */
export function SettingField({ name, value, refusal, onChange }: SettingFieldProps) {
  const t = useMessages(settingsMessages);
  const kind = settingKind(name);
  const text = { label: t(name), hint: t(`${name}Hint`) };
  if (kind === 'switch') {
    return <Switch {...text} isOn={value === 'true'} onChange={(isOn) => onChange(String(isOn))} />;
  }
  const error =
    refusal &&
    (refusal.problem === 'tooLow' || refusal.problem === 'tooHigh'
      ? t(refusal.problem, { bound: refusal.bound ?? '' })
      : t(refusal.problem));
  return (
    <TextField
      {...text}
      start={kind === 'money' ? '₹' : undefined}
      inputMode={kind === 'money' ? 'decimal' : 'numeric'}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}
