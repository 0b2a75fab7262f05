/**
 * Rules of the bank that can be taken away to show what each is for. They reach the bank only as an
 * option of `openBank` and `startBankServer`, which the attack lab gives its scratch bank; no
 * command, host, setting, file or environment variable leads here (a test proves it).
 */
export interface Defences {
  /** Sealed messages count up, a payment id is answered once, a nonce approves once. */
  readonly replayGuard: boolean;
  /** Device signature and PIN proof must be for the very order that arrived. */
  readonly orderBinding: boolean;
  /** Wrong PINs are counted, and enough of them lock the account. */
  readonly pinLock: boolean;
}

export const ALL_DEFENCES: Defences = { replayGuard: true, orderBinding: true, pinLock: true };
