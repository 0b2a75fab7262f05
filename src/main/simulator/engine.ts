import type { AdminEvent } from '#shared/protocol/admin-methods.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { publicMethods } from '#shared/protocol/public-methods.ts';
import { connectFrames } from '#wire/client.ts';
import type { Connection } from '#wire/connection.ts';
import { type BankLink, createBankLink } from './bank-link.ts';
import type { RunningBank, RunningTerminals, WireAddress, WireTarget } from './links.ts';

/** Bank (or the way to one elsewhere), terminals and the host's link: started and ended together. */
export interface Engine {
  readonly bankAddress: WireAddress;
  readonly keyPlace: RunningBank['keyPlace'];
  readonly link: BankLink;
  readonly terminals: RunningTerminals;
  /** Taken by the bank (when it runs here) and the terminals. */
  ports(): readonly number[];
  connectWire(target: WireTarget): Promise<Connection>;
  /** Payments in flight are answered first. */
  close(): Promise<void>;
}

export interface EngineParts {
  /**
   * Starts the bank's thread, or answers the address of the bank elsewhere.
   * @param backup file to put in the database's place first
   */
  startBank(backup?: string): Promise<RunningBank>;
  startTerminals(bank: WireAddress): Promise<RunningTerminals>;
  /** Undefined when this desk has none. */
  readAdminKey(): string | undefined;
  /** What terminals of this desk and of others present. */
  readonly terminalCaPem: (bank: WireAddress) => string;
}

export interface EngineEvents {
  onBankEvent(event: AdminEvent): void;
  onBankFailure(reason: string): void;
  onChange(): void;
}

const CONNECT_WITHIN_MS = 5_000;

export async function startEngine(
  parts: EngineParts,
  events: EngineEvents,
  backup?: string,
): Promise<Engine> {
  const bank = await parts.startBank(backup);
  const { address } = bank;
  bank.onFailure(events.onBankFailure);
  const connectBank = (): Promise<Connection> =>
    connectFrames({ ...address, timeoutMs: CONNECT_WITHIN_MS });
  const link = createBankLink({
    connect: connectBank,
    adminKey: parts.readAdminKey(),
    onEvent: events.onBankEvent,
    onChange: events.onChange,
  });
  const terminals = await parts.startTerminals(address).catch(async (error: unknown) => {
    link.close();
    await bank.close();
    throw error;
  });
  terminals.onChange(events.onChange);
  await link.settled;

  const connectTerminal = async (vmid: string): Promise<Connection> => {
    const { merchant } = await link.call(publicMethods, 'directory.lookup', { vmid });
    if (!merchant) throw new RpcError(RPC_ERROR.refused, 'There is no such terminal.');
    const { host, port } = merchant;
    return connectFrames({
      host,
      port,
      caPem: parts.terminalCaPem(address),
      timeoutMs: CONNECT_WITHIN_MS,
    });
  };
  return {
    bankAddress: address,
    keyPlace: bank.keyPlace,
    link,
    terminals,
    ports: () => [address.port, ...terminals.list().map(({ port }) => port)],
    connectWire: (target) =>
      target.kind === 'bank' ? connectBank() : connectTerminal(target.vmid),
    async close() {
      // The bank answers what is in flight through its terminals, so they end after it.
      await bank.close();
      await terminals.close();
      link.close();
    },
  };
}
