import { X } from 'lucide-react';
import { useEffect, useId } from 'react';
import { Button, classNames, IconButton, useAnnounce, useMessages } from '../../ui/index.ts';
import { useRoom } from '../app/room-context.tsx';
import { useRouter } from '../app/router.tsx';
import { TOUR_STEPS, type TourProgress, type TourStep, tourProgress } from '../state/tour.ts';
import { tourMessages } from './messages.ts';
import { useTour } from './tour-context.tsx';

/** Five steps to a real payment; each is ticked off by what really happened. */
export function TourCard() {
  const { startedMs } = useTour();
  const room = useRoom();
  if (startedMs === undefined) return null;
  return <Card progress={tourProgress(room, startedMs)} />;
}

const PAGE_OF: Partial<Readonly<Record<TourStep, string>>> = {
  devices: 'street',
  open: 'street',
  verify: 'ledger',
};

function Card({ progress }: { readonly progress: TourProgress }) {
  const t = useMessages(tourMessages);
  const announce = useAnnounce();
  const { stop } = useTour();
  const { route, navigate } = useRouter();
  const titleId = useId();
  const { current } = progress;
  const demoPin = useRoom().devices?.find((one) => one.kind === 'phone' && one.demoPin);
  const pin = demoPin?.kind === 'phone' ? demoPin.demoPin : undefined;
  const text = current
    ? `${t(`${current}Text`)}${current === 'pay' && pin ? ` ${t('payPin', { pin })}` : ''}`
    : t('endText');
  const title = current ? t(current) : t('end');
  useEffect(() => announce(`${title}. ${text}`), [announce, title, text]);
  const page = current && PAGE_OF[current];
  return (
    <aside className="cr-tour" aria-labelledby={titleId}>
      <div>
        <span className="ui-label">
          {current
            ? t('step', { number: TOUR_STEPS.indexOf(current) + 1, total: TOUR_STEPS.length })
            : t('tour')}
        </span>
        <h2 id={titleId}>{title}</h2>
        <p>{text}</p>
      </div>
      <Steps progress={progress} />
      <div className="ui-row">
        {page && page !== route.page && (
          <Button variant="primary" onClick={() => navigate({ page })}>
            {page === 'ledger' ? t('goLedger') : t('goStreet')}
          </Button>
        )}
        {!current && (
          <Button variant="primary" onClick={stop}>
            {t('finish')}
          </Button>
        )}
        <IconButton label={t('leave')} icon={<X />} onClick={stop} />
      </div>
    </aside>
  );
}

function Steps({ progress }: { readonly progress: TourProgress }) {
  const t = useMessages(tourMessages);
  const { done, current } = progress;
  return (
    <ol className="cr-tour-steps" aria-label={t('tour')}>
      {TOUR_STEPS.map((step) => (
        <li
          key={step}
          title={t(step)}
          aria-current={step === current ? 'step' : undefined}
          className={classNames(done.includes(step) && 'is-done')}
        >
          <span className="ui-visually-hidden">
            {t(step)}
            {done.includes(step) && `, ${t('stepDone')}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
