import { Button, useMessages, WeatherBanner } from '../../ui/index.ts';
import { useRoom } from '../app/room-context.tsx';
import { canChange } from '../state/bank-status.ts';
import { weatherPageMessages } from './messages.ts';
import { useWeather } from './use-weather.ts';

/** The banner above every page, with the way back. */
export function WeatherNotice() {
  const t = useMessages(weatherPageMessages);
  const room = useRoom();
  const weather = useWeather();
  return (
    <WeatherBanner
      kinds={room.host?.weather ?? []}
      actions={
        canChange(room) && (
          <Button size="small" isBusy={weather.isBusy} onClick={() => void weather.reset()}>
            {t('reset')}
          </Button>
        )
      }
    />
  );
}
