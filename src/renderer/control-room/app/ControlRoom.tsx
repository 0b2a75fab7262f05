import { useEffect } from 'react';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import { ToastOutlet, useLanguage, useMessages } from '../../ui/index.ts';
import { DeviceDialogs } from '../devices/DeviceDialogs.tsx';
import { HelpDialog } from '../help/HelpDialog.tsx';
import { LedgerWatch } from '../ledger/LedgerWatch.tsx';
import { PAGES } from '../pages.ts';
import { MenuCommands } from '../palette/MenuCommands.tsx';
import { Palette } from '../palette/Palette.tsx';
import { ResetDialog } from '../settings/ResetDialog.tsx';
import { TourCard } from '../tour/TourCard.tsx';
import { TourProvider } from '../tour/tour-context.tsx';
import { WeatherNotice } from '../weather/WeatherNotice.tsx';
import { BankNotice, StartNotice } from './BankState.tsx';
import { frameMessages } from './frame-messages.ts';
import { Header } from './Header.tsx';
import { Overlays } from './overlays.tsx';
import { PaymentAnnouncer } from './PaymentAnnouncer.tsx';
import { RoomProvider } from './room-context.tsx';
import type { RoomStore } from './room-store.ts';
import { RouterProvider, useRouter } from './router.tsx';
import { StatusLine } from './StatusLine.tsx';

export interface ControlRoomProps {
  readonly api: SimulatorApi;
  readonly store: RoomStore;
}

const PAGE_IDS = PAGES.map((page) => page.id);

/** The window's frame: header, the page, and what lies over every page. */
function Frame() {
  const t = useMessages(frameMessages);
  const { language } = useLanguage();
  const { route } = useRouter();
  const page = PAGES.find((one) => one.id === route.page) ?? PAGES[0];
  const title = page.title[language];
  useEffect(() => {
    document.title = t('documentTitle', { page: title });
  }, [t, title]);
  return (
    <div className="cr-frame">
      <a className="cr-skip" href="#content">
        {t('skip')}
      </a>
      <Header />
      <WeatherNotice />
      <TourCard />
      <div className="cr-notices">
        <BankNotice />
        <StartNotice />
      </div>
      <main id="content" className="cr-page" tabIndex={-1} aria-label={title}>
        <page.Page />
      </main>
      <StatusLine />
      <Palette />
      <MenuCommands />
      <HelpDialog />
      <DeviceDialogs />
      <ResetDialog />
      <PaymentAnnouncer />
      <LedgerWatch />
      <ToastOutlet />
    </div>
  );
}

export function ControlRoom({ api, store }: ControlRoomProps) {
  useEffect(() => store.start(), [store]);
  return (
    <RoomProvider api={api} store={store}>
      <RouterProvider pages={PAGE_IDS}>
        <TourProvider>
          <Overlays>
            <Frame />
          </Overlays>
        </TourProvider>
      </RouterProvider>
    </RoomProvider>
  );
}
