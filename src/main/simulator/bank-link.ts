import { createRpcCaller, type RpcCaller, type TextTransport } from '#shared/json-rpc-peer.ts';
import { type AdminEvent, adminEvent, adminMethods } from '#shared/protocol/admin-methods.ts';
import { RPC_ERROR, RpcError } from '#shared/protocol/json-rpc.ts';
import { type BankInfo, publicMethods } from '#shared/protocol/public-methods.ts';

/**
 * The host's own connection to the bank: an administrator's when there is an admin key, otherwise
 * everybody's. It comes back by itself; meanwhile calls are refused as unreachable.
 */
export interface BankLink extends Pick<RpcCaller, 'call'> {
  readonly state: BankLinkState;
  /** The newest `bank.info`; kept while the bank is away. */
  readonly info: BankInfo | undefined;
  /** Why the bank cannot be reached, for people. */
  readonly problem: string | undefined;
  readonly isAdmin: boolean;
  /** Resolves when the first try has ended, well or not. */
  readonly settled: Promise<void>;
  close(): void;
}
type BankLinkState = 'starting' | 'open' | 'unreachable';

export interface BankLinkOptions {
  /** @throws RpcError `unreachable` */
  connect(): Promise<TextTransport>;
  readonly adminKey: string | undefined;
  onEvent(event: AdminEvent): void;
  onChange(): void;
}

const RETRY_FIRST_MS = 250;
const RETRY_MAX_MS = 5_000;
const NO_LINK = 'The bank cannot be reached.';

const sentence = (error: unknown): string =>
  error instanceof RpcError ? (error.data.detail ?? error.message) : NO_LINK;

export function createBankLink(options: BankLinkOptions): BankLink {
  let caller: RpcCaller | undefined;
  let info: BankInfo | undefined;
  let state: BankLinkState = 'starting';
  let problem: string | undefined;
  let isAdmin = false;
  let isClosed = false;
  let retryMs = RETRY_FIRST_MS;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const setState = (next: BankLinkState, why: string | undefined): void => {
    state = next;
    problem = why;
    options.onChange();
  };
  const onNotification = (method: string, params: unknown): void => {
    const event = method === 'admin.event' ? adminEvent.safeParse(params) : undefined;
    if (event?.success) options.onEvent(event.data);
  };
  const lost = (why: string): void => {
    caller = undefined;
    if (isClosed) return;
    setState('unreachable', why);
    retryTimer = setTimeout(() => void open(), retryMs);
    retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
  };
  const introduce = async (opened: RpcCaller): Promise<void> => {
    info = await opened.call(publicMethods, 'bank.info', {});
    isAdmin = false;
    if (options.adminKey === undefined) return;
    try {
      await opened.call(publicMethods, 'admin.open', { adminKey: options.adminKey });
      await opened.call(adminMethods, 'admin.subscribe', {});
      isAdmin = true;
    } catch (error) {
      // A key of another bank: everything that is open to everybody still works.
      if (!(error instanceof RpcError) || error.code === RPC_ERROR.unreachable) throw error;
    }
  };
  const open = async (): Promise<void> => {
    let opened: RpcCaller | undefined;
    let wasIntroduced = false;
    try {
      const transport = await options.connect();
      opened = createRpcCaller(transport, {
        onNotification,
        onClose: () => wasIntroduced && lost('The connection to the bank ended.'),
      });
      if (isClosed) return opened.close();
      await introduce(opened);
      wasIntroduced = true;
      caller = opened;
      retryMs = RETRY_FIRST_MS;
      setState('open', undefined);
    } catch (error) {
      opened?.close();
      lost(sentence(error));
    }
  };

  const settled = open();
  return {
    call(table, method, params, callOptions) {
      if (!caller) return Promise.reject(new RpcError(RPC_ERROR.unreachable, problem ?? NO_LINK));
      return caller.call(table, method, params, callOptions);
    },
    get state() {
      return state;
    },
    get info() {
      return info;
    },
    get problem() {
      return problem;
    },
    get isAdmin() {
      return isAdmin;
    },
    settled,
    close() {
      isClosed = true;
      clearTimeout(retryTimer);
      caller?.close();
    },
  };
}
