import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { drawMatrix, sideModules } from '#qr/draw/matrix.ts';
import { drawRgba } from '#qr/draw/rgba.ts';
import { svgPath } from '#qr/draw/svg.ts';
import { paiseToRupees, rupeesToPaise } from '#shared/money.ts';
import { unsignedLink } from '#shared/upi-uri.ts';
import {
  Button,
  CopyButton,
  formatMoney,
  Segments,
  TextField,
  useMessages,
} from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { homeMessages } from '../messages/home-messages.ts';
import { recordMessages } from '../messages/record-messages.ts';
import { Screen } from '../parts/Screen.tsx';
import { useSaveFile } from '../parts/use-save-file.ts';
import './records.css';

const SAVED_MODULE_PX = 12;

/** A person's own link: static, unsigned, made by the app. */
const ownLink = (vpa: string, name: string, amountPaise: number | undefined): string =>
  unsignedLink({
    payeeVpa: vpa,
    payeeName: name,
    mode: '01',
    mcc: '0000',
    medium: '02',
    ...(amountPaise ? { amountRupees: paiseToRupees(amountPaise) } : {}),
  });

export function ReceiveScreen({ onBack }: { readonly onBack: () => void }) {
  const t = useMessages(recordMessages);
  const home = useMessages(homeMessages);
  const { identity } = usePhone();
  const saveFile = useSaveFile();
  const [kind, setKind] = useState<'any' | 'amount'>('any');
  const [text, setText] = useState('');
  const amountPaise = kind === 'amount' ? rupeesToPaise(text) : undefined;
  const link = ownLink(identity.vpa, identity.name, amountPaise);
  const matrix = useMemo(() => drawMatrix(link), [link]);
  const side = sideModules(matrix);

  const save = async () => {
    const { data, width, height } = drawRgba(matrix, SAVED_MODULE_PX);
    const canvas = new OffscreenCanvas(width, height);
    const pixels = new ImageData(new Uint8ClampedArray(data), width, height);
    canvas.getContext('2d')?.putImageData(pixels, 0, 0);
    await saveFile(`${identity.vpa.replace('@', ' at ')}.png`, await canvas.convertToBlob());
  };
  return (
    <Screen
      title={t('receiveTitle')}
      onBack={onBack}
      className="phone-receive"
      footer={
        <Button icon={<Download />} size="large" isBlock onClick={() => void save()}>
          {t('receiveSave')}
        </Button>
      }
    >
      <Segments
        label={t('receiveAmount')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'any', label: t('receiveAny') },
          { value: 'amount', label: t('receiveAmount') },
        ]}
      />
      {kind === 'amount' && (
        <TextField
          label={t('receiveField')}
          value={text}
          onChange={setText}
          start="₹"
          size="large"
          inputMode="decimal"
          maxLength={14}
          autoFocus
        />
      )}
      <div className="phone-qr-card">
        <svg
          viewBox={`0 0 ${side} ${side}`}
          shapeRendering="crispEdges"
          role="img"
          aria-label={t('receiveCode', { vpa: identity.vpa })}
        >
          <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
          <path fill="#000" d={svgPath(matrix)} />
        </svg>
        {amountPaise ? <b>{formatMoney(amountPaise)}</b> : null}
        <strong>{identity.name}</strong>
        <span>
          {identity.vpa}
          <CopyButton text={identity.vpa} label={home('copyUpiId')} isCompact />
        </span>
      </div>
      <p className="phone-small">{t('receiveNote')}</p>
    </Screen>
  );
}
