import { type FormEvent, useState } from 'react';
import {
  FAULT_KINDS,
  type FaultKind,
  faultKinds,
  LATENCY_MAX_MS,
  SKEW_MAX_MS,
} from '#shared/faults.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import {
  Button,
  NumberField,
  Select,
  Slider,
  useMessages,
  weatherMessages,
} from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useRoom } from '../app/room-context.tsx';
import { canChange } from '../state/bank-status.ts';
import { type FaultDraft, faultOf, firstFaultDraft } from './fault-draft.ts';
import { weatherPageMessages } from './messages.ts';
import { type ScopeDraft, scopeOf } from './scope-draft.ts';
import { useWeather } from './use-weather.ts';

/** One fault put together by hand and added to those in force. */
export function FaultForm({ scope }: { readonly scope: ScopeDraft }) {
  const t = useMessages(weatherPageMessages);
  const kinds = useMessages(weatherMessages);
  const room = useRoom();
  const weather = useWeather();
  const [draft, setDraft] = useState(firstFaultDraft);
  const change = (part: Partial<FaultDraft>) => setDraft((before) => ({ ...before, ...part }));
  const wanted = scopeOf(scope);
  const fault = wanted === undefined ? undefined : faultOf(draft, wanted, room.faults);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fault) void weather.add(fault);
  };
  return (
    <HelpPanel title={t('custom')} help={t('customHelp')}>
      <form className="cr-weather-form" onSubmit={submit}>
        <Select<FaultKind>
          label={t('kind')}
          value={draft.kind}
          onChange={(kind) => change({ kind, code: '' })}
          options={faultKinds.map((value) => ({ value, label: kinds(value) }))}
        />
        <FaultParameters draft={draft} change={change} />
        <Button isBlock type="submit" isBusy={weather.isBusy} disabled={!fault || !canChange(room)}>
          {t('add')}
        </Button>
      </form>
    </HelpPanel>
  );
}

interface PartProps {
  readonly draft: FaultDraft;
  readonly change: (part: Partial<FaultDraft>) => void;
}

/** What the chosen kind can be told. */
function FaultParameters({ draft, change }: PartProps) {
  const t = useMessages(weatherPageMessages);
  const { codes, parameter } = FAULT_KINDS[draft.kind];
  if (parameter === 'skewMs') {
    const most = SKEW_MAX_MS / 60_000;
    return (
      <NumberField
        isWhole
        label={t('skewMinutes')}
        min={-most}
        max={most}
        value={draft.skewMinutes}
        onChange={(skewMinutes) => change({ skewMinutes })}
      />
    );
  }
  return (
    <>
      {codes.length > 1 && (
        <Select
          label={t('code')}
          value={draft.code || (codes[0] ?? '')}
          onChange={(code) => change({ code })}
          options={codes.map((value) => ({
            value,
            label: `${value} ${RESPONSE_CODES[value].meaning}`,
          }))}
        />
      )}
      {parameter === 'latencyMs' && (
        <NumberField
          isWhole
          label={t('latencyMs')}
          min={1}
          max={LATENCY_MAX_MS}
          value={draft.latencyMs}
          onChange={(latencyMs) => change({ latencyMs })}
        />
      )}
      <Slider
        label={t('sharePercent')}
        min={1}
        max={100}
        value={draft.sharePercent}
        valueText={t('percent', { value: draft.sharePercent })}
        onChange={(sharePercent) => change({ sharePercent })}
      />
      <NumberField
        isWhole
        label={t('count')}
        hint={t('countHint')}
        min={1}
        max={1_000_000}
        value={draft.count}
        onChange={(count) => change({ count })}
      />
    </>
  );
}
