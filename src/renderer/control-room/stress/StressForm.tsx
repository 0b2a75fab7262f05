import { Play, Square } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { CallParams } from '#shared/simulator/contract.ts';
import type { StressRequest } from '#shared/simulator/stress-records.ts';
import { CONNECTIONS_MAX, loadShapes, SCENARIO_NAMES, USERS_MAX } from '#shared/stress-options.ts';
import { Button, Notice, NumberField, Segments, Select, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { stressMessages } from './messages.ts';
import { draftOf, firstDraft, requestOf, type StressDraft } from './stress-draft.ts';

export interface StressFormProps {
  readonly state: 'idle' | 'running' | 'stopping' | 'ended';
  readonly isBusy: boolean;
  /** The run that is under way or was the last one. */
  readonly last: StressRequest | undefined;
  readonly onStart: (request: CallParams<'stress.start'>) => void;
  readonly onStop: () => void;
}

interface PartProps {
  readonly draft: StressDraft;
  readonly change: (part: Partial<StressDraft>) => void;
}

/** What the run should be; the bank of this desk only when chosen. */
export function StressForm({ state, isBusy, last, onStart, onStop }: StressFormProps) {
  const t = useMessages(stressMessages);
  const [edited, setEdited] = useState<StressDraft>();
  const draft = edited ?? (last ? draftOf(last) : firstDraft);
  const change = (part: Partial<StressDraft>) => setEdited({ ...draft, ...part });
  const request = requestOf(draft);
  const isRunning = state === 'running' || state === 'stopping';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (request && !isRunning) onStart(request);
  };
  return (
    <HelpPanel title={t('formTitle')} help={t('formHelp')}>
      <form className="cr-stress-form" onSubmit={submit}>
        <fieldset disabled={isRunning}>
          <Where draft={draft} change={change} />
          <HowMuch draft={draft} change={change} />
          <Mix draft={draft} change={change} />
        </fieldset>
        {isRunning ? (
          <Button
            isBlock
            variant="danger"
            icon={<Square />}
            isBusy={isBusy || state === 'stopping'}
            onClick={onStop}
          >
            {state === 'stopping' ? t('stopping') : t('stop')}
          </Button>
        ) : (
          <Button
            isBlock
            type="submit"
            variant="primary"
            icon={<Play />}
            isBusy={isBusy}
            disabled={!request}
          >
            {t('start')}
          </Button>
        )}
      </form>
    </HelpPanel>
  );
}

function Where({ draft, change }: PartProps) {
  const t = useMessages(stressMessages);
  return (
    <div className="ui-stack">
      <Segments
        label={t('target')}
        value={draft.target}
        onChange={(target) => change({ target })}
        options={(['scratch', 'live'] as const).map((value) => ({
          value,
          label: t(`target_${value}`),
        }))}
      />
      {draft.target === 'live' ? (
        <Notice tone="wait" title={t('liveWarning')} next={t('liveNext')} />
      ) : (
        <Select
          label={t('route')}
          value={draft.route}
          onChange={(route) => change({ route })}
          options={(['direct', 'terminal'] as const).map((value) => ({
            value,
            label: t(`route_${value}`),
          }))}
        />
      )}
      <Select
        label={t('shape')}
        value={draft.shape}
        onChange={(shape) => change({ shape })}
        options={loadShapes.map((value) => ({ value, label: t(`shape_${value}`) }))}
      />
    </div>
  );
}

function HowMuch({ draft, change }: PartProps) {
  const t = useMessages(stressMessages);
  const isOpenLoop = draft.shape === 'steady' || draft.shape === 'soak';
  const number = (
    name:
      | 'users'
      | 'connections'
      | 'concurrency'
      | 'paymentsPerUser'
      | 'merchants'
      | 'ratePerSecond'
      | 'soakSeconds',
    label: string,
    max: number,
    hint?: string,
  ) => (
    <NumberField
      isWhole
      label={label}
      hint={hint}
      min={1}
      max={max}
      value={draft[name]}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <div className="cr-stress-numbers">
      {number('users', t('users'), USERS_MAX)}
      {number('connections', t('connections'), CONNECTIONS_MAX, t('connectionsHint'))}
      {number('concurrency', t('concurrency'), CONNECTIONS_MAX)}
      {number('merchants', t('merchants'), 64, t('merchantsHint'))}
      {draft.shape !== 'soak' && number('paymentsPerUser', t('payments'), 1_000)}
      {isOpenLoop && number('ratePerSecond', t('rate'), 100_000)}
      {draft.shape === 'soak' && number('soakSeconds', t('seconds'), 86_400)}
    </div>
  );
}

function Mix({ draft, change }: PartProps) {
  const t = useMessages(stressMessages);
  return (
    <fieldset className="cr-stress-mix">
      <legend>{t('mix')}</legend>
      <div className="cr-stress-numbers">
        {SCENARIO_NAMES.map((name) => (
          <NumberField
            key={name}
            isWhole
            label={t(`mix_${name}`)}
            min={0}
            max={1_000}
            value={draft.mix[name]}
            onChange={(weight) => change({ mix: { ...draft.mix, [name]: weight } })}
          />
        ))}
      </div>
    </fieldset>
  );
}
