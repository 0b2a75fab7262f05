import { useOverlays } from '../app/overlays.tsx';
import { AddPhoneDialog } from './AddPhoneDialog.tsx';
import { AddPosDialog } from './AddPosDialog.tsx';
import { MarketStreetDialog } from './MarketStreetDialog.tsx';

/** The dialogs that make devices, opened from the street, the palette or the tour. */
export function DeviceDialogs() {
  const { overlay } = useOverlays();
  if (overlay?.kind === 'add-pos') return <AddPosDialog like={overlay.like} />;
  if (overlay?.kind === 'add-phone') return <AddPhoneDialog like={overlay.like} />;
  if (overlay?.kind === 'market-street') return <MarketStreetDialog />;
  return null;
}
