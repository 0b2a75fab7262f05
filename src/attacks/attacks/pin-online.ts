import type { PayOutcome } from '#shared/device/pending.ts';
import { PHONE_ITERATIONS } from '#shared/pin-proof.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';
import { type Attack, type Finding, figure, json, paise } from '../attack.ts';
import { anyCommonPin, COMMON_PINS } from '../world/common-pins.ts';
import type { LabPhone } from '../world/lab-phone.ts';
import { inWorld, type World } from '../world/world.ts';

const LOOT_PAISE = 10_000;
/** Guesses after the lock, to see that it stays. */
const GUESSES_AFTER_LOCK = 2;
/** The victim's PIN is further down the list than the tries that a bank allows. */
const PIN_FROM = 5;

interface Guess {
  readonly pin: string;
  readonly code: string;
}

const codeOf = (outcome: PayOutcome): string => {
  if (outcome.kind === 'failed') return outcome.failure.code ?? outcome.failure.kind;
  return outcome.result?.code ?? outcome.kind;
};

async function guess(world: World, phone: LabPhone, to: string, pin: string): Promise<Guess> {
  return { pin, code: codeOf(await world.pay(phone, to, LOOT_PAISE, pin)) };
}

/** Down the list of common PINs until one pays, or the account has been locked for a while. */
async function guessAll(world: World, phone: LabPhone, to: string): Promise<Guess[]> {
  const guesses: Guess[] = [];
  for (const pin of COMMON_PINS) {
    const made = await guess(world, phone, to, pin);
    guesses.push(made);
    if (made.code === '00') return guesses;
    const locked = guesses.filter(({ code }) => code === 'Z6').length;
    if (locked > GUESSES_AFTER_LOCK) return guesses;
  }
  return guesses;
}

async function attack(world: World, isDefended: boolean): Promise<Finding> {
  const pin = anyCommonPin(PIN_FROM);
  const crook = await world.addPhone({ name: 'Quick Cash' });
  const phone = await world.addPhone({ name: 'Ravi Kumar', pin, iterations: PHONE_ITERATIONS });
  const to = crook.identity.vpa;
  const before = await world.balanceOf(to);
  const startedMs = performance.now();
  const guesses = await guessAll(world, phone, to);
  const seconds = (performance.now() - startedMs) / 1_000;
  const last = isDefended ? await guess(world, phone, to, pin) : undefined;
  const after = await world.balanceOf(to);
  const found = guesses.find(({ code }) => code === '00');
  const { pinLockHours } = await world.bank.core.adminCall('admin.settings.get', {});
  const rate = guesses.length / seconds;
  return {
    isStopped: found === undefined && after === before,
    ...(last && last.code !== '00'
      ? { refusal: { code: last.code, sentence: RESPONSE_CODES[last.code as 'Z6'].payer.en } }
      : {}),
    figures: [
      figure('guesses-made', 'count', guesses.length),
      figure('wrong-tries', 'count', guesses.filter(({ code }) => code === 'ZM').length),
      ...(found ? [figure('pin-found', 'text', found.pin)] : []),
      ...(isDefended ? [figure('pin-locked-hours', 'hours', pinLockHours)] : []),
      figure('guesses-per-second', 'per-second', rate),
      ...(isDefended
        ? []
        : [
            figure('seconds-for-4-digits', 'seconds', 1e4 / rate),
            figure('seconds-for-6-digits', 'seconds', 1e6 / rate),
          ]),
      paise('crook-before', before),
      paise('crook-after', after),
    ],
    exhibits: [
      json('guesses', guesses),
      ...(last ? [json('right-pin-answer', { pin: 'the right one', code: last.code })] : []),
    ],
  };
}

/** 6: somebody holds the unlocked phone and guesses its PIN. */
export const pinOnline: Attack = ({ side, folder, signal }) => {
  const isDefended = side === 'defended';
  const defences = isDefended ? {} : { pinLock: false };
  return inWorld({ folder, signal, defences }, (world) => attack(world, isDefended));
};
