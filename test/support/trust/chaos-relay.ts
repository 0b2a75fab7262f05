import type { TextTransport } from '#shared/json-rpc-peer.ts';
import type { Seeded } from '../seeded.ts';

/**
 * A line whose carrier edits, drops, delays, repeats and reorders what passes, as the seed says.
 * Until `isOn` it carries everything faithfully.
 */
export interface Chaos {
  isOn: boolean;
  /** Lets everything go that was held back, newest first. */
  release(): void;
  /** How often each thing was done. */
  readonly deeds: Record<Deed, number>;
  through(real: TextTransport): TextTransport;
}

export type Deed = 'pass' | 'edit' | 'repeat' | 'hold' | 'cut' | 'swallow';

/** Shares of a hundred; what is left passes. */
const SHARES: readonly [Deed, number][] = [
  ['edit', 9],
  ['repeat', 9],
  ['hold', 9],
  ['cut', 7],
  ['swallow', 3],
];
const HELD_MAX = 64;

export function createChaos(random: Seeded): Chaos {
  const held: (() => void)[] = [];
  const deeds: Record<Deed, number> = { pass: 0, edit: 0, repeat: 0, hold: 0, cut: 0, swallow: 0 };

  const pick = (): Deed => {
    let roll = random.next() * 100;
    for (const [deed, share] of SHARES) {
      roll -= share;
      if (roll < 0) return deed;
    }
    return 'pass';
  };
  /** Another character somewhere; the id of the call stays, or nobody would hear of it. */
  const edited = (text: string): string => {
    const from = text.indexOf('box":"');
    if (from < 0) return text;
    const at = from + 6 + random.whole(0, 40);
    return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
  };
  const releaseOne = (): void => {
    const at = random.whole(0, held.length - 1);
    held.splice(at, 1)[0]?.();
  };

  function carry(text: string, next: (text: string) => void, cut: () => void): void {
    const deed = pick();
    deeds[deed] += 1;
    if (held.length > 0 && random.next() < 0.3) releaseOne();
    if (deed === 'pass') next(text);
    else if (deed === 'edit') next(edited(text));
    else if (deed === 'cut') cut();
    else if (deed === 'repeat') {
      next(text);
      next(text);
    } else if (deed === 'hold') {
      held.push(() => next(text));
      if (held.length > HELD_MAX) releaseOne();
    }
  }

  const chaos: Chaos = {
    isOn: false,
    deeds,
    release() {
      for (const letGo of held.splice(0).reverse()) letGo();
    },
    through(real) {
      const line: TextTransport = {
        send: (text) => {
          const next = (passed: string) => real.send(passed);
          if (chaos.isOn) carry(text, next, () => line.onClose('cut'));
          else next(text);
        },
        close: () => real.close(),
        onText: () => undefined,
        onClose: () => undefined,
      };
      real.onText = (text) => {
        const next = (passed: string) => line.onText(passed);
        if (chaos.isOn) carry(text, next, () => line.onClose('cut'));
        else next(text);
      };
      real.onClose = (reason) => line.onClose(reason);
      return line;
    },
  };
  return chaos;
}
