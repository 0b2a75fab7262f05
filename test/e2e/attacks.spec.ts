import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectHindi, expectNothingCut } from './support/checks.ts';
import { openStreet, type Street } from './support/street.ts';

/** Every attack from the page, with a full audit of the running bank before and after. */
let street: Street;

test.beforeAll(async () => {
  street = await openStreet();
});
test.afterAll(async () => street.close());

/** The attack that is shown, whether it ran before or not. */
const RUN = /^Run (?:this attack|again)$/;

const root = resolve(import.meta.dirname, '../..');

/** As a doubter does from a shell, while the bank runs; nothing that changes by itself is kept. */
function verify(): unknown {
  const program = join(root, 'src/cli/verify.ts');
  const words = [program, '--data', street.data, '--json'];
  const run = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 60_000 });
  const verdict = JSON.parse(run.stdout);
  expect(verdict).toMatchObject({ kind: 'sound', isRunning: true });
  return { ...verdict.report, durationMs: 0 };
}

async function openLab(): Promise<Page> {
  const { room } = street;
  await room.bringToFront();
  await room.getByRole('button', { name: 'Attacks', exact: true }).click();
  await expect(room.getByRole('navigation', { name: 'Attacks' })).toBeVisible();
  return room;
}

const ATTACKS: readonly (readonly [
  title: string,
  refusal: RegExp,
  defended: RegExp,
  not: RegExp,
])[] = [
  ['Send a payment twice', /^U01/, /Shop’s balance after\s*₹20\.00/, /balance after\s*₹40\.00/],
  ['Change the amount on the way', /^U15/, /balance after\s*₹20\.00/, /balance after\s*₹500\.00/],
  ['Swap the QR sticker', /^X6/, /Crook’s balance after\s*₹0\.00/, /balance after\s*₹20\.00/],
  ['Edit, forge, delete in the ledger', /entry 3 \(SIM/, /entry 3 is missing/, /"isSound": true/],
  ['Put yesterday’s database back', /^database-behind/, /after\s*₹500\.00/, /after\s*₹1,000\.00/],
  ['Guess the PIN at the bank', /^Z6/, /Wrong PINs judged\s*2/, /PIN found\s*\d{4}/],
  ['Steal the database, crack the PINs', /^AES-256-GCM/, /× 10⁶/, /All 6-digit PINs\s*\d/],
  ['Show a fake “paid” screen', /^tlog-proof/, /Sound box spoke\s*no/, /Goods handed over\s*yes/],
];

test('all eight, both ways, and the running bank is what it was', async () => {
  test.setTimeout(240_000);
  const before = verify();
  const room = await openLab();
  await room.getByRole('button', { name: 'Run all eight' }).click();
  await expect(room.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  // The room answers while an attack runs.
  await room.getByRole('button', { name: 'Ledger', exact: true }).click();
  await expect(room.getByRole('button', { name: 'Verify', exact: true })).toBeVisible();
  await openLab();
  const list = room.getByRole('navigation', { name: 'Attacks' });
  await expect(list.getByText('stopped by the defence')).toHaveCount(8, { timeout: 200_000 });
  for (const [title, refusal, defended, undefended] of ATTACKS) {
    await list.getByRole('button', { name: new RegExp(title.replace(/[“”]/g, '.')) }).click();
    await expect(room.getByRole('heading', { name: title })).toBeVisible();
    const safe = room.getByRole('region', { name: 'With the defence' });
    const open = room.getByRole('region', { name: 'Without it' });
    await expect(safe.getByText('Stopped', { exact: true })).toBeVisible();
    await expect(safe.locator('blockquote p')).toContainText(refusal);
    await expect(safe).toContainText(defended);
    await expect(open.getByText('The attack succeeds')).toBeVisible();
    await expect(open).toContainText(undefended);
    const own = room.getByRole('region', { name: 'Your own bank', exact: true });
    await expect(own).toContainText('the signed head is the same before and after');
  }
  await expect(room.getByRole('button', { name: 'Run all eight' })).toBeVisible();
  expect(verify()).toEqual(before);
  expect(existsSync(join(street.data, 'attack-lab'))).toBe(false);
  expect(street.errors).toEqual([]);
});

test('stopped in the middle it leaves nothing behind, and goes on when asked', async () => {
  const room = await openLab();
  await room.getByRole('button', { name: /Steal the database/ }).click();
  await room.getByRole('button', { name: RUN }).click();
  await room.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(room.getByText('Stopped before it ended.').first()).toBeVisible();
  expect(existsSync(join(street.data, 'attack-lab'))).toBe(false);
  await room.getByRole('button', { name: /Put yesterday/ }).click();
  await room.getByRole('button', { name: RUN }).click();
  await expect(room.getByText('The attack succeeds')).toBeVisible();
});

test('by keyboard: an attack is chosen, run, and its bytes are opened', async () => {
  const room = await openLab();
  const chosen = room.getByRole('button', { name: /Change the amount/ });
  await room.getByRole('button', { name: /Send a payment twice/ }).focus();
  await room.keyboard.press('Tab');
  await expect(chosen).toBeFocused();
  await room.keyboard.press('Enter');
  await expect(chosen).toHaveAttribute('aria-current', 'true');
  await room.getByRole('button', { name: RUN }).focus();
  await room.keyboard.press('Enter');
  await expect(room.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  await expect(room.getByText('The attack succeeds')).toBeVisible({ timeout: 60_000 });
  const box = room
    .getByText('The sealed box as the phone sent it')
    .locator('xpath=ancestor::details');
  await box.locator('summary').focus();
  await room.keyboard.press('Enter');
  await expect(box.locator('pre')).toContainText('0000');
  await room.keyboard.press('Tab');
  await expect(box.locator('section')).toBeFocused();
});

test('axe in both themes, nothing cut off, Hindi, also on a narrow window', async () => {
  await street.room.reload();
  const room = await openLab();
  await room.getByRole('button', { name: /Change the amount/ }).click();
  await room.getByRole('button', { name: RUN }).click();
  await expect(room.getByRole('region', { name: 'Your own bank', exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expectAccessible(room, 'attack lab');
  await expectNothingCut(room, 'attack lab');
  await room.setViewportSize({ width: 640, height: 800 });
  await expectNothingCut(room, 'attack lab, narrow');
  await room.setViewportSize({ width: 1280, height: 860 });
  await room.reload();
  await room.getByRole('button', { name: 'Settings', exact: true }).click();
  await room.getByRole('radio', { name: 'हिन्दी' }).locator('..').click();
  await room.getByRole('button', { name: 'हमले', exact: true }).click();
  await expect(room.getByRole('heading', { name: 'एक भुगतान दो बार भेजना' })).toBeVisible();
  const names = ['Ctrl K', 'Ed25519', 'ECDSA', 'StoredKey', 'ServerKey', 'signed note', 'NIST SP'];
  for (const attack of await room.locator('.cr-attack-list button').all()) {
    await attack.click();
    // What the bank and the standards say is quoted in their own words, and marked as English.
    await room.evaluate(() => {
      for (const quoted of document.querySelectorAll<HTMLElement>('main [lang="en"]')) {
        quoted.style.display = 'none';
      }
    });
    await expectHindi(room, `attack lab: ${await attack.innerText()}`, names);
  }
  await expectNothingCut(room, 'attack lab in Hindi');
});
