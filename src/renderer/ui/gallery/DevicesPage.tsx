import { useState } from 'react';
import { drawMatrix } from '#qr/draw/matrix.ts';
import { drawSvg } from '#qr/draw/svg.ts';
import type { PhoneProfileName } from '#shared/simulator/records.ts';
import {
  Amount,
  Button,
  Countdown,
  PhoneShell,
  PinPad,
  PosShell,
  Receipt,
  ReceiptLine,
  Sheet,
  Tag,
  useMessages,
} from '../index.ts';
import { sampleMessages } from './sample-text.ts';

const QR_PX = 388;
const LINK =
  'upi://pay?ver=01&mode=16&pa=teastall@upisim&pn=Tea%20stall&mc=5814&tr=SIM0017&tn=order%200017&am=20.00&cu=INR&mid=SIM000000000001&mtid=VM000001&port=6001&sign=MEUCIQDkqk9dZ1mZ0l1pDkqk9dZ1mZ0l1pDkqk9dZ1mZ0l1pAiBvZ1mZ0l1pDkqk9dZ1mZ0l1pDkqk9dZ1mZ0l1pDkqk9w==';
const qrPicture = `data:image/svg+xml,${encodeURIComponent(drawSvg(drawMatrix(LINK)))}`;
const hostWindow = { isFrameless: false };
const framelessWindow = { isFrameless: true, onClose: () => {}, onMinimise: () => {} };

export function PayScreen() {
  const t = useMessages(sampleMessages);
  const [problem, setProblem] = useState<string>();
  return (
    <>
      <div className="gallery-pay">
        <span className="gallery-avatar">T</span>
        <h2>{t('shop')}</h2>
        <span className="ui-muted">
          teastall@upisim <Tag tone="good">{t('verified')}</Tag>
        </span>
        <div style={{ marginTop: 14 }}>
          <Amount paise="2000" size="large" isCentred caption={t('signed')} />
        </div>
      </div>
      <Sheet label={t('enterPin')}>
        <PinPad
          length={4}
          title={t('enterPin')}
          submitLabel={t('pay')}
          problem={problem}
          note={t('triesLeft')}
          onSubmit={(takePin) => {
            takePin();
            setProblem(t('wrongPin'));
          }}
        />
      </Sheet>
    </>
  );
}

function ChargeScreen({ now }: { readonly now: () => number }) {
  const t = useMessages(sampleMessages);
  const [startMs] = useState(now);
  return (
    <div className="gallery-charge">
      <div style={{ display: 'flex', justifyContent: 'space-between' }}>
        <b>{t('shop')}</b>
        <span className="ui-faint">6001</span>
      </div>
      <Amount paise={2000} caption={t('scan')} />
      <div className="gallery-qr">
        <img src={qrPicture} alt="QR" width={QR_PX} height={QR_PX} />
      </div>
      <Countdown endsAtMs={startMs + 87_000} totalMs={120_000} now={now} end={t('order')} />
      <Button size="large" isBlock style={{ marginTop: 'auto' }}>
        {t('remove')}
      </Button>
    </div>
  );
}

function PaperReceipt({ onTear }: { readonly onTear?: () => void }) {
  const t = useMessages(sampleMessages);
  return (
    <Receipt onTear={onTear}>
      <ReceiptLine label={t('shop')} isStrong />
      <ReceiptLine label="UPI" value="₹15.00" />
      <ReceiptLine label="RRN" value="632611204398" />
      <ReceiptLine label="Entry 1,283" value="block 390" />
    </Receipt>
  );
}

export function DevicesPage({ now }: { readonly now: () => number }) {
  const t = useMessages(sampleMessages);
  const [hasReceipt, setReceipt] = useState(true);
  return (
    <div className="gallery-devices">
      <PhoneShell
        isInline
        name={t('shop')}
        profile="android-large"
        now={now}
        hostWindow={hostWindow}
        onHome={() => {}}
      >
        <PayScreen />
      </PhoneShell>
      <PosShell
        isInline
        name={t('shop')}
        hostWindow={hostWindow}
        led={{ tone: 'good', text: 'Sound box ready, English, volume 7' }}
        receipt={hasReceipt && <PaperReceipt onTear={() => setReceipt(false)} />}
      >
        <ChargeScreen now={now} />
      </PosShell>
      <PhoneShell
        isInline
        name="Second phone"
        profile="iphone"
        now={now}
        hostWindow={framelessWindow}
        status={{ battery: 0.12, signalBars: 2, network: 'LTE' }}
        onHome={() => {}}
      >
        <div className="gallery-pay">
          <Button onClick={() => setReceipt(true)}>Print</Button>
        </div>
      </PhoneShell>
      <PhoneShell
        isInline
        name="Small phone"
        profile="android-small"
        now={now}
        hostWindow={hostWindow}
        status={{ battery: 1, signalBars: 0, network: 'No network' }}
        isUnderStatus
        onHome={() => {}}
      >
        <div className="gallery-camera" />
      </PhoneShell>
    </div>
  );
}

/** One device as its window shows it, scaled to fit. */
export function OnePhone({ now, profile }: { now: () => number; profile: PhoneProfileName }) {
  return (
    <PhoneShell
      name="Demo user"
      {...{ profile, now }}
      hostWindow={framelessWindow}
      onHome={() => {}}
    >
      <PayScreen />
    </PhoneShell>
  );
}

export function OnePos({ now }: { readonly now: () => number }) {
  return (
    <PosShell
      name="Tea stall"
      hostWindow={framelessWindow}
      led={{ tone: 'wait', text: 'Waiting for payment of ₹20.00' }}
      receipt={<PaperReceipt onTear={() => {}} />}
    >
      <ChargeScreen now={now} />
    </PosShell>
  );
}
