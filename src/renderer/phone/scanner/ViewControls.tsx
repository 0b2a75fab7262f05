import type { KeyboardEvent, PointerEvent } from 'react';
import type { VirtualView } from '../../device/frames/frame-source.ts';
import { VIEW_LIMITS } from '../../device/frames/view-limits.ts';
import { Slider, useMessages } from '../../ui/index.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';

export interface ViewControlsProps {
  readonly view: VirtualView;
  readonly onChange: (change: Partial<VirtualView>) => void;
}

const KEY_STEP = 0.03;
const WHEEL_STEP = 0.0012;

/** An arm's length is about 50 cm; the numbers are for people to compare, not to measure with. */
const asCentimetres = (distance: number): number => Math.round(distance * 40);

/** Drag to move over the screen, scroll to come closer; arrow keys, + and - do the same. */
export function ViewHandle({ view, onChange }: ViewControlsProps) {
  const t = useMessages(scannerMessages);
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { clientWidth } = event.currentTarget;
    const perPixel = view.distance / clientWidth;
    onChange({ x: view.x - event.movementX * perPixel, y: view.y - event.movementY * perPixel });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, Partial<VirtualView>>> = {
      ArrowLeft: { x: view.x - KEY_STEP },
      ArrowRight: { x: view.x + KEY_STEP },
      ArrowUp: { y: view.y - KEY_STEP },
      ArrowDown: { y: view.y + KEY_STEP },
      '+': { distance: view.distance - VIEW_LIMITS.distance.step },
      '=': { distance: view.distance - VIEW_LIMITS.distance.step },
      '-': { distance: view.distance + VIEW_LIMITS.distance.step },
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    onChange(move);
  };
  return (
    <button
      type="button"
      className="phone-view-handle"
      aria-label={`${t('optics')}. ${t('viewKeys')}`}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
      onWheel={(event) => onChange({ distance: view.distance + event.deltaY * WHEEL_STEP })}
    />
  );
}

export function ViewControls({ view, onChange }: ViewControlsProps) {
  const t = useMessages(scannerMessages);
  const { distance, tiltDegrees, blurPx, noise } = VIEW_LIMITS;
  return (
    <div className="phone-optics">
      <Slider
        label={t('distance')}
        {...distance}
        value={view.distance}
        valueText={t('centimetres', { distance: asCentimetres(view.distance) })}
        onChange={(value) => onChange({ distance: value })}
      />
      <Slider
        label={t('tilt')}
        {...tiltDegrees}
        value={view.tiltDegrees}
        valueText={`${view.tiltDegrees}°`}
        onChange={(value) => onChange({ tiltDegrees: value })}
      />
      <Slider
        label={t('blur')}
        {...blurPx}
        value={view.blurPx}
        onChange={(value) => onChange({ blurPx: value })}
      />
      <Slider
        label={t('noise')}
        {...noise}
        value={view.noise}
        onChange={(value) => onChange({ noise: value })}
      />
    </div>
  );
}
