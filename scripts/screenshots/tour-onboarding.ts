import { button, buttonLike, keys, PHONE, type Stage, seen } from './stage.ts';

/** An empty phone on its way to its home screen. */
export async function tourOnboarding(stage: Stage): Promise<void> {
  const { room, sheet, roomSays, phoneSays: say } = stage;
  await button(room, roomSays('Add phone')).click();
  await button(room, roomSays('Add an empty phone')).click();
  const phone = await stage.open('New phone', PHONE);
  const take = (state: string) => sheet.take(phone, 'Phone, setting up', state);
  const next = () => button(phone, say('Continue')).click();
  await button(phone, say('Set up UPI')).waitFor();
  await take('welcome');
  await button(phone, say('Set up UPI')).click();
  await take('number');
  await phone.getByLabel(say('Mobile number')).fill('12');
  await next();
  await take('number, wrong');
  await phone.getByLabel(say('Mobile number')).fill('9123456780');
  await phone.getByLabel(say('Your name')).fill('Asha Rao');
  await next();
  await seen(phone, say('UPI-SIM {token}'));
  await take('binding');
  await next();
  await buttonLike(phone, say('Savings account')).waitFor();
  await take('account');
  await buttonLike(phone, say('Savings account')).click();
  await take('UPI ID');
  await next();
  await take('PIN');
  await keys(phone, '1234');
  await button(phone, say('Next')).click();
  await take('PIN, too easy');
  await keys(phone, '8362');
  await button(phone, say('Next')).click();
  await take('PIN again');
  await keys(phone, '8362');
  await button(phone, say('Set PIN')).click();
  await phone.getByText('asharao@upisim').waitFor();
  await take('home, empty');
  await phone.close();
}
