import type { Page } from '@playwright/test';
import { button, buttonLike, keys, PHONE, type Stage, seen } from './stage.ts';

/** Money asked for between the demo user and the phone that was set up first. */
export async function tourRequests(stage: Stage, phone: Page): Promise<void> {
  const { sheet, phoneSays: say } = stage;
  const take = (state: string, page = phone) => sheet.take(page, 'Phone, requests', state);
  const requests = (page: Page) => page.getByRole('button', { name: say('Requests') }).click();
  const other = await stage.open('Asha Rao', PHONE);
  await other.getByText('asharao@upisim').waitFor();

  const ask = async (amount: string, note: string) => {
    await requests(other);
    await button(other, say('Ask for money')).click();
    await other.getByLabel(say('UPI ID or mobile number')).fill('demouser@upisim');
    await other.getByLabel(say('Amount in rupees')).fill(amount);
    await other.getByLabel(say('Note')).fill(note);
    if (note === '') await take('ask', other);
    await button(other, say('Send the request')).click();
    await button(other, say('Take the request back')).waitFor();
  };
  await ask('120', '');
  await take('own request', other);
  await button(other, say('Home')).click();
  await ask('45.50', 'Tea');
  await seen(phone, say('{name} asks you for {amount}'));
  await take('home, two wait');
  await requests(phone);
  await take('list');
  await buttonLike(phone, '₹45.50').click();
  await take('incoming');
  await button(phone, say('Decline and block {name}').replace('{name}', 'Asha Rao')).click();
  await take('block');
  await phone.keyboard.press('Escape');
  await buttonLike(phone, say('Pay {amount}')).click();
  await keys(phone, '9731');
  await buttonLike(phone, say('Pay {amount}')).click();
  await seen(phone, 'ZM ·');
  await button(phone, say('Close')).click();
  await take('last try failed');
  await button(phone, say('Decline')).click();
  await seen(phone, say('declined'));
  await take('declined');
  await button(phone, say('Home')).click();
  await button(phone, say('Settings')).click();
  await button(phone, say('Blocked UPI IDs')).click();
  await seen(phone, say('No UPI ID is blocked'));
  await take('none blocked');
  await button(phone, say('Home')).click();
  await other.close();
}
