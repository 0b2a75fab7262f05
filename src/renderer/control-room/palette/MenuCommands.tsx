import { useEffect, useEffectEvent } from 'react';
import { useOverlays } from '../app/overlays.tsx';
import { useApi } from '../app/room-context.tsx';
import { useCommands } from './use-commands.ts';

/** Does what was chosen in the desktop's menu. What makes no sense now is not in the palette either. */
export function MenuCommands() {
  const api = useApi();
  const commands = useCommands();
  const { openOverlay } = useOverlays();
  const run = useEffectEvent((id: string) => {
    if (id === 'palette') openOverlay({ kind: 'palette' });
    else commands.find((command) => command.id === id)?.run();
  });
  useEffect(() => api.on('menu.command', ({ id }) => run(id)), [api]);
  return null;
}
