import { describe, expect, it } from 'vitest';
import { FAULTS_MAX, faultKinds } from '#shared/faults.ts';
import { faultMethods } from '#shared/protocol/fault-methods.ts';
import {
  asFault,
  faultOf,
  firstFaultDraft,
} from '../../../../src/renderer/control-room/weather/fault-draft.ts';
import {
  presetFaults,
  presetNames,
} from '../../../../src/renderer/control-room/weather/presets.ts';
import { scopeOf } from '../../../../src/renderer/control-room/weather/scope-draft.ts';

const params = faultMethods['admin.setFaults'].params;
const row = (id: string) => ({
  ...{ id, kind: 'risk', scope: 'global', sharePercent: 100, hits: 2 },
});

describe('presets', () => {
  it.each(presetNames)('%s is what the bank takes, for everybody and for one shop', (name) => {
    for (const scope of ['global', 'M000000001']) {
      const { faults } = params.parse({ faults: presetFaults(name, scope) });
      for (const fault of faults) {
        expect(fault.scope).toBe(fault.kind === 'clock-skew' ? 'global' : scope);
      }
    }
  });
});

describe('a fault put together by hand', () => {
  it.each(faultKinds)('%s is what the bank takes', (kind) => {
    const fault = faultOf({ ...firstFaultDraft, kind }, 'U000000001', []);
    expect(() => params.parse({ faults: [fault] })).not.toThrow();
  });
  it('waits for what its kind needs', () => {
    expect(faultOf({ ...firstFaultDraft, latencyMs: undefined }, 'global', [])).toBeUndefined();
    const clock = { ...firstFaultDraft, kind: 'clock-skew' as const };
    expect(faultOf({ ...clock, skewMinutes: undefined }, 'global', [])).toBeUndefined();
    expect(faultOf({ ...clock, skewMinutes: 0 }, 'global', [])).toBeUndefined();
  });
  it('takes an id that is free and leaves the others as they are', () => {
    const inForce = [row('risk-1'), row('risk-2')] as never;
    const draft = { ...firstFaultDraft, kind: 'risk' as const };
    expect(faultOf(draft, 'global', inForce)?.id).toBe('risk-3');
    expect(asFault(row('risk-1') as never)).not.toHaveProperty('hits');
  });
  it('stops at the bank’s bound', () => {
    const full = Array.from({ length: FAULTS_MAX }, (_, index) => row(`risk-${index}`)) as never;
    expect(faultOf(firstFaultDraft, 'global', full)).toBeUndefined();
  });
});

describe('for whom', () => {
  it.each([
    [{ choice: 'global', typed: 'nonsense' }, 'global'],
    [{ choice: 'M000000001', typed: '' }, 'M000000001'],
    [{ choice: 'other', typed: ' u000000002 ' }, 'U000000002'],
    [{ choice: 'other', typed: 'teastall@upisim' }, undefined],
    [{ choice: 'other', typed: '' }, undefined],
  ])('%j is %s', (draft, scope) => expect(scopeOf(draft)).toBe(scope));
});
