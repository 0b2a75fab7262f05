import type { Logger } from '#wire/logger.ts';
import { WireError } from '#wire/wire-error.ts';
import type { TerminalStatus } from './messages.ts';
import { type MerchantForm, registerMerchant } from './register-merchant.ts';
import { createTerminal, type ListenForPhones, type Terminal } from './terminal.ts';
import { TerminalError } from './terminal-error.ts';
import {
  forgetTerminal,
  loadTerminal,
  storedTerminals,
  type TerminalIdentity,
} from './terminal-file.ts';
import type { TerminalWiring } from './wire-terminal.ts';

/** Many UPI machines in one thread; each starts, fails and stops on its own. */
export interface TerminalSet {
  list(): readonly TerminalStatus[];
  /** Starts every stored terminal; one that cannot start says why in its status. */
  startStored(): Promise<void>;
  start(vmid: string): Promise<TerminalStatus>;
  stop(vmid: string): Promise<TerminalStatus>;
  register(form: MerchantForm): Promise<TerminalStatus & { readonly qrFile: string }>;
  remove(vmid: string): Promise<void>;
  close(): Promise<void>;
}

export interface TerminalSetOptions {
  readonly wiring: TerminalWiring;
  /** `<data>/terminals`. */
  readonly folder: string;
  readonly logger: Logger;
  readonly onChange: () => void;
}

/** Terminals of one thread; each costs a port and a bank connection. */
const TERMINALS_MAX = 256;

interface Slot {
  readonly vmid: string;
  readonly posToken: string;
  identity: TerminalIdentity | undefined;
  terminal: Terminal | undefined;
  problem: string | undefined;
  /** Starts and stops of one terminal follow each other. */
  turn: Promise<unknown>;
}

function inTurn(slot: Slot, work: () => Promise<void>): Promise<void> {
  const done = slot.turn.then(work, work);
  slot.turn = done.catch(() => undefined);
  return done;
}

const statusOf = ({ vmid, posToken, identity, terminal, problem }: Slot): TerminalStatus => ({
  vmid,
  mid: identity?.mid ?? '',
  vpa: identity?.vpa ?? '',
  name: identity?.name ?? vmid,
  port: identity?.port ?? 0,
  posToken,
  isListening: terminal !== undefined,
  ...(problem === undefined ? {} : { problem }),
});

/** For people: a known problem in its own words, anything else without its details. */
const problemOf = (error: unknown): string =>
  error instanceof TerminalError || error instanceof WireError
    ? error.message
    : 'This UPI machine could not be started. What happened is in the log.';

export function createTerminalSet(options: TerminalSetOptions): TerminalSet {
  const { wiring, folder, logger, onChange } = options;
  const slots = new Map<string, Slot>();
  let registering = 0;

  const refuseTooMany = (): void => {
    if (slots.size + registering < TERMINALS_MAX) return;
    throw new TerminalError('refused', `This desk holds at most ${TERMINALS_MAX} UPI machines.`);
  };
  const slotOf = (vmid: string): Slot => {
    const known = slots.get(vmid);
    if (known) return known;
    const posToken = wiring.newPosToken();
    const slot: Slot = {
      vmid,
      posToken,
      identity: undefined,
      terminal: undefined,
      problem: undefined,
      turn: Promise.resolve(),
    };
    slots.set(vmid, slot);
    return slot;
  };
  const run = async (slot: Slot, identity: TerminalIdentity, listen: ListenForPhones) => {
    slot.identity = identity;
    const { posToken } = slot;
    slot.terminal = await createTerminal({ ...wiring.base, identity, listen, posToken });
    slot.problem = undefined;
  };
  const startSlot = (slot: Slot): Promise<void> =>
    inTurn(slot, async () => {
      if (slot.terminal) return;
      try {
        const identity = loadTerminal(folder, slot.vmid);
        await run(slot, identity, (handler) => wiring.listen(identity.port, handler));
      } catch (error) {
        slot.problem = problemOf(error);
        logger.log('error', 'terminal not started', { vmid: slot.vmid, error });
      }
      onChange();
    });
  const stopSlot = (slot: Slot): Promise<void> =>
    inTurn(slot, async () => {
      const { terminal } = slot;
      slot.terminal = undefined;
      slot.problem = 'This UPI machine is switched off.';
      await terminal?.close();
      onChange();
    });

  return {
    list: () => [...slots.values()].map(statusOf),
    async startStored() {
      const stored = storedTerminals(folder).slice(0, TERMINALS_MAX);
      await Promise.all(stored.map((vmid) => startSlot(slotOf(vmid))));
    },
    async start(vmid) {
      if (!slots.has(vmid)) {
        loadTerminal(folder, vmid);
        refuseTooMany();
      }
      const slot = slotOf(vmid);
      await startSlot(slot);
      return statusOf(slot);
    },
    async stop(vmid) {
      const slot = slots.get(vmid);
      if (!slot) throw new TerminalError('not-found', `There is no UPI machine ${vmid} here.`);
      await stopSlot(slot);
      return statusOf(slot);
    },
    async register(form) {
      refuseTooMany();
      registering += 1;
      try {
        const { identity, listen } = await registerMerchant(form, wiring.register);
        const slot = slotOf(identity.vmid);
        await run(slot, identity, listen);
        onChange();
        return { ...statusOf(slot), qrFile: identity.qrFile };
      } finally {
        registering -= 1;
      }
    },
    async remove(vmid) {
      const slot = slots.get(vmid);
      if (slot) await stopSlot(slot);
      slots.delete(vmid);
      forgetTerminal(folder, vmid);
      onChange();
    },
    async close() {
      await Promise.all([...slots.values()].map((slot) => slot.terminal?.close()));
      slots.clear();
    },
  };
}
