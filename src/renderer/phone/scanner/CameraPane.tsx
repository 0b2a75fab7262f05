import { Flashlight, FlipHorizontal2, SunMedium } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import {
  type CameraChoice,
  type CameraSource,
  createCameraSource,
  listCameras,
} from '../../device/frames/camera-source.ts';
import { IconButton, Select, useMessages } from '../../ui/index.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';
import { Finder } from './Finder.tsx';
import type { PaneProps } from './Scanner.tsx';
import { useFrameSource } from './use-frame-source.ts';
import type { Scanning } from './use-scanner.ts';

/** Plugging a camera in, or allowing it in the browser, is as good as pressing Try again. */
function useCameraReturns(scanning: Scanning): void {
  const { phase } = scanning.state;
  const tryAgain = useEffectEvent(() => {
    if (phase.kind === 'problem') scanning.retry();
  });
  useEffect(() => {
    const { mediaDevices, permissions } = navigator;
    let permission: PermissionStatus | undefined;
    const onChange = () => tryAgain();
    mediaDevices?.addEventListener('devicechange', onChange);
    permissions
      ?.query({ name: 'camera' as PermissionName })
      .then((status) => {
        permission = status;
        status.addEventListener('change', onChange);
      })
      // Browsers that cannot be asked have the button.
      .catch(() => undefined);
    return () => {
      mediaDevices?.removeEventListener('devicechange', onChange);
      permission?.removeEventListener('change', onChange);
    };
  }, []);
}

function TorchButton({ source }: { readonly source: CameraSource }) {
  const t = useMessages(scannerMessages);
  const [isOn, setOn] = useState(false);
  const torch = source.torch();
  if (!torch) return null;
  const toggle = async () => {
    await torch(!isOn);
    setOn(!isOn);
  };
  return (
    <IconButton
      label={t('torch')}
      icon={<Flashlight />}
      aria-pressed={isOn}
      onClick={() => void toggle()}
    />
  );
}

export function CameraPane({ scanning, decoder, nowMs, isBright, setBright }: PaneProps) {
  const t = useMessages(scannerMessages);
  const { settings, changeSettings, isActive, attempt } = scanning;
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([]);
  useCameraReturns(scanning);
  const source = useFrameSource<CameraSource>({
    sourceKey: isActive ? `${settings.cameraId} ${attempt}` : '',
    create: () => createCameraSource(settings.cameraId),
    decoder,
    nowMs,
    onStarted() {
      scanning.dispatch({ type: 'started', nowMs: nowMs() });
      // Only after a yes have cameras names.
      void listCameras().then(setCameras);
    },
    onReading: (reading) => scanning.onReading(reading, 'camera'),
    onProblem: (problem) => scanning.dispatch({ type: 'failed', problem }),
  });
  return (
    <>
      <Finder scanning={scanning} source={source} isMirrored={settings.isMirrored} />
      <div className="phone-scan-controls is-row">
        {cameras.length > 1 && (
          <Select
            label={t('which')}
            value={source?.deviceId() || settings.cameraId || (cameras[0]?.deviceId ?? '')}
            onChange={(cameraId) => changeSettings({ cameraId })}
            options={cameras.map((camera, index) => ({
              value: camera.deviceId,
              label: camera.label || t('cameraNumber', { number: index + 1 }),
            }))}
          />
        )}
        {scanning.state.phase.kind !== 'problem' && (
          <>
            <IconButton
              label={t('mirror')}
              icon={<FlipHorizontal2 />}
              aria-pressed={settings.isMirrored}
              onClick={() => changeSettings({ isMirrored: !settings.isMirrored })}
            />
            <IconButton
              label={t('brighten')}
              icon={<SunMedium />}
              aria-pressed={isBright}
              onClick={() => setBright(!isBright)}
            />
            {source && <TorchButton source={source} />}
          </>
        )}
      </div>
    </>
  );
}
