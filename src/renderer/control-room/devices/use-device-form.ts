import { useState } from 'react';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import type { Device } from '#shared/simulator/records.ts';
import { useToast } from '../../ui/index.ts';
import { useOverlays } from '../app/overlays.tsx';
import { useStore } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { type Checked, type FieldProblem, type Problems, refusedFields } from '../state/forms.ts';

export interface DeviceFormRules<Draft, Form> {
  readonly initial: Draft;
  readonly check: (draft: Draft) => Checked<Draft, Form>;
  readonly send: (form: Form) => Promise<{ readonly device: Device; readonly note?: string }>;
  readonly say: (problem: FieldProblem) => string;
  /** Title and next step of the toast when it is done. */
  readonly done: (device: Device, note: string | undefined) => { title: string; next: string };
}

/** A dialog's draft with its problems, from the window's own checks and from the host's refusal. */
export function useDeviceForm<Draft extends object, Form>(rules: DeviceFormRules<Draft, Form>) {
  const store = useStore();
  const { show } = useToast();
  const { closeOverlay } = useOverlays();
  const { isBusy, run } = useAct();
  const [draft, setDraft] = useState(rules.initial);
  const [problems, setProblems] = useState<Problems<Draft>>({});
  const [refusal, setRefusal] = useState<ApiProblem>();
  const refused = refusal && refusedFields(refusal, Object.keys(draft));

  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    const rest = { ...problems };
    for (const key of Object.keys(part)) delete rest[key as keyof Draft];
    setProblems(rest);
    setRefusal(undefined);
  };
  const submit = async () => {
    const checked = rules.check(draft);
    if (!checked.ok) return setProblems(checked.problems);
    const made = await run(() => rules.send(checked.form), setRefusal);
    if (!made) return;
    const { device, note } = made;
    store.dispatch({ kind: 'made', deviceIds: [device.deviceId] });
    show({ tone: 'good', ...rules.done(device, note) });
    closeOverlay();
  };
  const errorOf = (field: keyof Draft & string): string | undefined => {
    const problem = problems[field];
    return problem ? rules.say(problem) : refused?.byField[field];
  };
  return { draft, change, submit, errorOf, isBusy, refusal: refused?.whole ? refusal : undefined };
}
