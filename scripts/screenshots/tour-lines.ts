import type { Page, WebSocketRoute } from '@playwright/test';
import { DEMO_PIN } from '../../test/e2e/support/devices.ts';
import { button, buttonLike, keys, PHONE, POS, type Stage, seen, source } from './stage.ts';

/** Lines to bank and terminals that can be cut, and a terminal's word that can be changed. */
interface Lines {
  cut: boolean;
  loseBank(): void;
}

/** Counts for windows that are opened afterwards. */
async function routeLines({ context }: Stage): Promise<Lines> {
  let posRoute: WebSocketRoute | undefined;
  let posState = '{}';
  const lines: Lines = {
    cut: false,
    loseBank() {
      const state = JSON.parse(posState);
      const params = { ...state.params, bank: 'unreachable' };
      posRoute?.send(JSON.stringify({ ...state, params }));
    },
  };
  await context.routeWebSocket(/\/(?:bank|terminal)/, (route) => {
    if (lines.cut) return void route.close();
    const server = route.connectToServer();
    route.onMessage((message) => {
      // A window that was opened anew has a line of its own.
      if (String(message).includes('"pos.open"')) posRoute = route;
      server.send(message);
    });
    server.onMessage((message) => {
      if (lines.cut) return void route.close();
      if (String(message).includes('"pos.state"')) posState = String(message);
      route.send(message);
    });
  });
  return lines;
}

/** No answer to a payment, no bank, no host at all. */
export async function tourLines(stage: Stage, before: readonly Page[]): Promise<void> {
  const { sheet, phoneSays, posSays, room } = stage;
  for (const page of before) await page.close();
  const lines = await routeLines(stage);
  const pos = await stage.open('Tea stall', POS);
  const phone = await stage.open('Demo user', PHONE);
  await phone.getByText('demouser@upisim').waitFor();
  await keys(pos, '40');
  await buttonLike(pos, posSays('Charge {amount}')).click();
  await button(pos, posSays('Save QR')).waitFor();
  await buttonLike(phone, phoneSays('Scan any QR code')).click();
  await source(phone, phoneSays('POS nearby'));
  await keys(phone, DEMO_PIN);
  lines.cut = true;
  await buttonLike(phone, phoneSays('Pay {amount}')).click();
  await button(phone, phoneSays('Ask now')).waitFor();
  await sheet.take(phone, 'Phone, paying', 'pending');
  await button(phone, phoneSays('Close')).click();
  await seen(phone, phoneSays('No connection to the bank'));
  await sheet.take(phone, 'Phone', 'no bank, one payment unanswered');
  lines.cut = false;
  await pos.reload();
  await button(pos, posSays('New charge')).waitFor();
  lines.loseBank();
  await seen(pos, posSays('The bank cannot be reached'));
  await sheet.take(pos, 'POS', 'no bank');
  await stage.desk.stop();
  await seen(pos, posSays('This machine is starting or its terminal is off'));
  await sheet.take(pos, 'POS', 'no terminal');
  await sheet.take(room, 'Control room', 'host gone');
}
