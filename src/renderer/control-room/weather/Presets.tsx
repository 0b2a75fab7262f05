import { Button, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useRoom } from '../app/room-context.tsx';
import { canChange } from '../state/bank-status.ts';
import { weatherPageMessages } from './messages.ts';
import { type PresetName, presetFaults, presetNames } from './presets.ts';
import { ScopeField, type ScopeFieldProps } from './ScopeField.tsx';
import { scopeOf } from './scope-draft.ts';
import { useWeather } from './use-weather.ts';

/** `pending` and `deemed` are also names of kinds, so their titles have keys of their own. */
const titleKey = (name: PresetName) =>
  name === 'pending' || name === 'deemed' ? (`${name}Preset` as const) : name;

/** Cards of known bad days, one press each. */
export function Presets({ scope, onScope }: ScopeFieldProps) {
  const t = useMessages(weatherPageMessages);
  const room = useRoom();
  const weather = useWeather();
  const wanted = scopeOf(scope);
  const active = new Set(room.faults.map(({ id }) => id));
  const start = async (name: PresetName) => {
    if (wanted !== undefined) await weather.replace(presetFaults(name, wanted));
  };
  return (
    <HelpPanel title={t('presets')} help={t('presetsHelp')} className="cr-weather-presets">
      <ScopeField scope={scope} onScope={onScope} />
      <ul className="cr-weather-cards">
        {presetNames.map((name) => {
          const isOn = presetFaults(name, 'global').every(({ id }) => active.has(id));
          const title = t(titleKey(name));
          return (
            <li key={name} className={isOn ? 'is-on' : undefined}>
              <h3>{title}</h3>
              <p>{t(`${name}Text`)}</p>
              <Button
                size="small"
                aria-pressed={isOn}
                aria-label={`${t('apply')}: ${title}`}
                disabled={!canChange(room) || weather.isBusy || wanted === undefined}
                onClick={() => void start(name)}
              >
                {t('apply')}
              </Button>
            </li>
          );
        })}
      </ul>
    </HelpPanel>
  );
}
