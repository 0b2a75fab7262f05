import type { ReactNode } from 'react';
import type { Device } from '#shared/simulator/records.ts';
import { classNames } from '../../ui/index.ts';
import type { DeviceState } from '../state/device-status.ts';

/** What the little screen shows; its words stand in the tag beside it. */
const GLYPHS: Partial<Readonly<Record<DeviceState, ReactNode>>> = {
  charging: <path d="M8 17h3v3H8zM13 17h3v3h-3zM8 22h3v3H8zM13 23h1v1h-1zM15 22h1v1h-1zM14 25h2" />,
  scanned: <path d="M8 17h3v3H8zM13 17h3v3h-3zM8 22h3v3H8zM12 21h5" />,
  paying: <path d="M9 21h6m-2.5-2.5L15 21l-2.5 2.5" />,
  paid: <path d="M8.5 21.5 11 24l4.5-5.5" />,
  locked: <path d="M9.5 20.5h5v4h-5zM10.5 20.5v-1.3a1.5 1.5 0 0 1 3 0v1.3" />,
  frozen: <path d="M9.5 18.5v5M14.5 18.5v5" />,
  'not-listening': <path d="m9 18.5 6 5m0-5-6 5" />,
};

const phoneCase = (
  <>
    <rect className="is-case" x="3" y="1" width="18" height="38" rx="4.5" />
    <rect className="is-screen" x="5.5" y="3.5" width="13" height="33" rx="2.5" />
  </>
);
const posCase = (
  <>
    <path className="is-paper" d="M7.5 6V1.5h9V6" />
    <rect className="is-case" x="2.5" y="5" width="19" height="34" rx="3.5" />
    <rect className="is-screen" x="5.5" y="11" width="13" height="21" rx="1.5" />
  </>
);

/** A device as a finger-nail sketch whose screen lives: QR while charging, a tick when paid. */
export function DeviceMiniature(props: { readonly device: Device; readonly state: DeviceState }) {
  const { device, state } = props;
  return (
    <svg
      className={classNames('cr-mini', `is-${device.kind}`, `is-state-${state}`)}
      viewBox="0 0 24 40"
      aria-hidden="true"
    >
      {device.kind === 'pos' ? posCase : phoneCase}
      <g className="is-glyph">{GLYPHS[state]}</g>
    </svg>
  );
}
