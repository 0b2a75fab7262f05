import { expect, type Page, test } from '@playwright/test';
import { expectHindi, expectNothingCut, expectStill } from './support/checks.ts';
import { DEMO_PIN, expectPaid, lookAt } from './support/devices.ts';
import { openStreet, type Street } from './support/street.ts';

/** By keyboard alone, twice as large, without motion, in Hindi, and when a window breaks. */
test.describe.configure({ mode: 'serial' });

const NAMES = ['Tea stall', 'Demo user', 'UPI Simulator'];
const TABS_MAX = 40;
let street: Street;
let pos: Page;
let phone: Page;

test.beforeAll(async () => {
  street = await openStreet();
  ({ pos, phone } = street);
});
test.afterAll(() => street.close());

const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    const label = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    const shown = element?.matches('input[type=radio]') ? element.closest('label') : element;
    const style = shown ? getComputedStyle(shown) : undefined;
    const hasRing = style?.outlineStyle !== 'none' || style.boxShadow !== 'none';
    return { label: label.trim(), kind: element?.getAttribute('type') ?? '', hasRing };
  });

/** Tab until what has focus is called so; its focus must show. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let press = 0; press < TABS_MAX; press++) {
    await page.keyboard.press('Tab');
    const { label, hasRing } = await focused(page);
    if (!name.test(label)) continue;
    expect(hasRing, `focus shows on ${label}`).toBe(true);
    return;
  }
  throw new Error(`Tab does not reach ${name}`);
}

test('a payment without a mouse', async () => {
  await tabTo(pos, /^1$/);
  await pos.keyboard.type('20');
  await pos.keyboard.press('Enter');
  await expect(pos.getByRole('button', { name: 'Save QR' })).toBeVisible();
  await tabTo(phone, /^Scan any QR code/);
  await phone.keyboard.press('Enter');
  for (let press = 0; press < TABS_MAX; press++) {
    await phone.keyboard.press('Tab');
    if ((await focused(phone)).kind === 'radio') break;
  }
  await phone.keyboard.press('ArrowRight');
  await expect(phone.getByRole('button', { name: 'Pay ₹20.00' })).toBeVisible();
  await phone.keyboard.type(DEMO_PIN);
  await phone.keyboard.press('Enter');
  await expectPaid(phone, pos, '4,980.00');
  // Focus is on the heading, so that a second Enter does not put the result away.
  expect((await focused(phone)).label).toBe('Paid');
  await tabTo(phone, /^Done$/);
  await phone.keyboard.press('Enter');
  await expect(phone.getByText('demouser@upisim')).toBeVisible();
  await tabTo(pos, /^New charge$/);
  await pos.keyboard.press('Enter');
  await expect(pos.getByRole('tab', { name: 'Sticker' })).toBeVisible();
});

/** Page zoom as a window sees it: half the CSS pixels in a window of the same size. */
async function zoomTwice(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width: width / 2, height: height / 2 });
  await page.evaluate(
    ([outerWidth, outerHeight]) => {
      Object.defineProperty(window, 'outerWidth', { get: () => outerWidth, configurable: true });
      Object.defineProperty(window, 'outerHeight', { get: () => outerHeight, configurable: true });
      window.dispatchEvent(new Event('resize'));
    },
    [width, height] as const,
  );
}

/** A device wider than its zoomed window scrolls both ways: nothing lies where no scrolling leads. */
async function expectReachable(page: Page, screen: string): Promise<void> {
  const lost = await page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('button, input, select, a[href]')];
    const stage = document.querySelector('.ui-stage') ?? document.documentElement;
    const isLost = (control: HTMLElement): boolean => {
      stage.scrollTo(0, 0);
      const { left } = control.getBoundingClientRect();
      stage.scrollTo(stage.scrollWidth, 0);
      const { right } = control.getBoundingClientRect();
      return left < -1 || right > stage.clientWidth + 1;
    };
    return controls
      .filter((control) => control.checkVisibility() && isLost(control))
      .map((control) => control.textContent);
  });
  expect(lost, `out of reach: ${screen}`).toEqual([]);
}

test('at 200 % every control can be reached and nothing is cut', async () => {
  await zoomTwice(phone, 434, 860);
  await expectReachable(phone, 'home at 200 %');
  await zoomTwice(pos, 512, 900);
  await expectReachable(pos, 'POS at 200 %');
  const { room } = street;
  await room.setViewportSize({ width: 640, height: 430 });
  const isWide = await room.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(isWide, 'the control room scrolls sideways at 200 %').toBe(false);
  await room.setViewportSize({ width: 1_280, height: 860 });
  await phone.setViewportSize({ width: 434, height: 860 });
  await pos.setViewportSize({ width: 512, height: 900 });
});

async function expectGood(page: Page, screen: string): Promise<void> {
  await expectHindi(page, screen, NAMES);
  await expectNothingCut(page, screen);
  await expectStill(page, screen);
}

async function chargeInHindi(): Promise<void> {
  for (const key of '30') await pos.getByRole('button', { name: key, exact: true }).click();
  await pos.getByRole('button', { name: '₹30.00 लें' }).click();
  await expect(pos.getByRole('button', { name: 'क्यूआर सहेजें' })).toBeVisible();
}

test('the POS in Hindi: every screen, nothing English, nothing cut, nothing that moves', async () => {
  await pos.reload();
  await pos.getByRole('button', { name: 'Settings' }).click();
  await pos.getByRole('radio', { name: 'हिन्दी' }).last().locator('..').click();
  await expectGood(pos, 'POS settings');
  await pos.getByRole('button', { name: 'हो गया' }).click();
  await expectGood(pos, 'POS idle');
  await pos.getByRole('tab', { name: 'स्टिकर' }).click();
  await expectGood(pos, 'POS sticker');
  await pos.getByRole('tab', { name: 'भुगतान' }).click();
  await expectGood(pos, 'POS payments');
  await pos.getByRole('button', { name: 'वापसी' }).click();
  await expectGood(pos, 'POS refund');
  await pos.keyboard.press('Escape');
  await pos.getByRole('tab', { name: 'चार्ज' }).click();
  await chargeInHindi();
  await expectGood(pos, 'POS charging');
  // The phone must not see a code before it is told to look at this window.
  await pos.getByRole('button', { name: 'रद्द करें' }).click();
});

test('the phone in Hindi: every screen', async () => {
  const back = () => phone.getByRole('button', { name: 'पीछे' }).click();
  await phone.reload();
  await phone.getByRole('button', { name: 'Settings' }).click();
  await phone.getByRole('radio', { name: 'हिन्दी' }).locator('..').click();
  await expectGood(phone, 'settings');
  await phone.getByRole('button', { name: 'रसीद जाँचें' }).click();
  await expectGood(phone, 'check a receipt');
  await back();
  await phone.getByRole('button', { name: 'यूपीआई पिन बदलें' }).click();
  await expectGood(phone, 'change PIN');
  await back();
  await back();
  await expectGood(phone, 'home');
  for (const [button, screen] of [
    ['आईडी या मोबाइल पर भेजें', 'pay to'],
    ['पैसा पाएँ', 'receive'],
    ['बैलेंस देखें', 'balance'],
    ['इतिहास', 'history'],
  ] as const) {
    await phone.getByRole('button', { name: button, exact: true }).click();
    await expect(phone.getByRole('button', { name: 'पीछे' })).toBeVisible();
    await expectGood(phone, screen);
    await back();
  }
  await phone.getByRole('button', { name: /कोई भी क्यूआर कोड/ }).click();
  for (const source of ['पास का पीओएस', 'कैमरा', 'तस्वीर', 'लिखें', 'स्क्रीन']) {
    await lookAt(phone, source);
    await expectGood(phone, `scanner, ${source}`);
  }
  await chargeInHindi();
  await lookAt(phone, 'पास का पीओएस');
  await expect(phone.getByRole('button', { name: '₹30.00 दें' })).toBeVisible();
  await expectGood(phone, 'PIN');
  await expectGood(pos, 'POS scanned');
  for (const digit of '9731') await phone.getByRole('button', { name: digit, exact: true }).click();
  await phone.getByRole('button', { name: '₹30.00 दें' }).click();
  await expect(phone.getByRole('heading', { name: 'भुगतान नहीं हुआ', level: 1 })).toBeVisible();
  await expectGood(phone, 'not paid');
  await expectGood(pos, 'POS last try failed');
  await phone.getByRole('button', { name: 'फिर कोशिश करें' }).click();
  for (const digit of DEMO_PIN)
    await phone.getByRole('button', { name: digit, exact: true }).click();
  await phone.getByRole('button', { name: '₹30.00 दें' }).click();
  await expect(phone.getByRole('heading', { name: 'भुगतान हो गया', level: 1 })).toBeVisible();
  await expectGood(phone, 'paid');
  await expect(pos.getByRole('button', { name: 'नया चार्ज' })).toBeVisible();
  await expectGood(pos, 'POS paid');
  await phone.getByRole('button', { name: 'विवरण' }).click();
  await expectGood(phone, 'payment');
});

test('a window that breaks says that the money is safe, gives its log and opens again', async () => {
  // Broken and pressed in one go: whatever else is drawn first would take the button away. The
  // receipt in the slot writes the date anew.
  await pos.evaluate((label) => {
    Intl.DateTimeFormat = class {
      constructor() {
        throw new Error('broken on purpose');
      }
    } as unknown as typeof Intl.DateTimeFormat;
    const buttons = [...document.querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent === label)?.click();
  }, 'नया चार्ज');
  await expect(pos.getByRole('heading', { name: 'यह विंडो रुक गई' })).toBeVisible();
  const saving = pos.waitForEvent('download');
  await pos.getByRole('button', { name: 'लॉग सेव करें' }).click();
  const stream = await (await saving).createReadStream();
  const chunks = await stream.toArray();
  const log = Buffer.concat(chunks).toString();
  expect(log).toContain('broken on purpose');
  expect(log).toMatch(/pos\//);
  await pos.getByRole('button', { name: 'फिर से खोलें' }).click();
  await expect(pos.getByRole('tab', { name: 'भुगतान' })).toBeVisible();
});
