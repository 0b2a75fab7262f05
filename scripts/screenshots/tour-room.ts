import type { Stage } from './stage.ts';
import { button, seen } from './stage.ts';

/** The control room before anything happened. */
export async function tourFirstRun({ room, sheet, roomSays: say }: Stage): Promise<void> {
  await button(room, say('Set up a demo')).waitFor();
  await sheet.take(room, 'Control room', 'first run');
  for (const [opener, state] of [
    ['Add phone', 'add phone'],
    ['Add POS', 'add POS'],
  ] as const) {
    await button(room, say(opener)).click();
    await sheet.take(room, 'Control room', state);
    await room.keyboard.press('Escape');
  }
}

/** How long charges made from now on stay good. */
export async function setChargeSeconds(stage: Stage, seconds: number): Promise<void> {
  const { room, roomSays: say } = stage;
  await button(room, say('Settings')).click();
  await room.getByLabel(say('Seconds until a charge runs out')).fill(String(seconds));
  await button(room, say('Save bank rules')).click();
  await button(room, say('Save bank rules')).and(room.locator(':disabled')).waitFor();
  // Devices are opened from the first page.
  await pages(stage).first().click();
}

const pages = ({ room, roomSays: say }: Stage) =>
  room.getByRole('navigation', { name: say('Pages') }).getByRole('button');

/** Every page of it, with payments behind it. */
export async function tourPages(stage: Stage): Promise<void> {
  const { room, sheet, roomSays: say } = stage;
  const links = pages(stage);
  for (let at = 0; at < (await links.count()); at++) {
    await links.nth(at).click();
    await sheet.take(room, 'Control room', `page ${at + 1}`);
  }
  await links.first().click();
  await button(room, say('Help')).click();
  await sheet.take(room, 'Control room', 'help');
  await room.keyboard.press('Escape');
  await button(room, say('Search commands')).click();
  await sheet.take(room, 'Control room', 'commands');
  await room.keyboard.press('Escape');
  await seen(room, say('Bank open on port {port}'));
}
