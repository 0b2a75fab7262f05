/** Stated bounds of the bank. Over one of them a caller is refused with U80 and may try again. */
export interface BankBounds {
  /** Commands waiting for a commit. */
  readonly queueMax: number;
  /** Commands in one commit. */
  readonly batchMax: number;
  readonly accountsMax: number;
  /** Room for a stress test of 100,000 phones. */
  readonly sessionsMax: number;
  readonly sessionsPerDeviceMax: number;
  readonly listenersMax: number;
  /** Charges that a merchant may have open. */
  readonly openChargesPerMerchantMax: number;
  /** Charges kept in memory; finished ones beyond it are read from the store. */
  readonly chargesInMemoryMax: number;
  /** Collect requests open in the whole bank. */
  readonly openCollectsMax: number;
  /** UPI IDs that one account may block. */
  readonly blockedUpiIdsMax: number;
  /** Payments waiting in SUSPENSE; one more is declined with U80. */
  readonly holdsMax: number;
  /** Searches running at once. */
  readonly searchesMax: number;
  /**
   * How often and how far apart a store that fell silent is asked what became of a commit, before
   * the bank stops rather than guess.
   */
  readonly settleTriesMax: number;
  readonly settlePauseMs: number;
  /** Password hashes being computed, and waiting to be. */
  readonly passwordChecksMax: number;
  readonly passwordQueueMax: number;
}

export const DEFAULT_BOUNDS: BankBounds = {
  queueMax: 20_000,
  batchMax: 1_024,
  accountsMax: 500_000,
  sessionsMax: 131_072,
  sessionsPerDeviceMax: 4,
  listenersMax: 64,
  openChargesPerMerchantMax: 1_000,
  chargesInMemoryMax: 50_000,
  openCollectsMax: 50_000,
  blockedUpiIdsMax: 100,
  holdsMax: 10_000,
  searchesMax: 4,
  settleTriesMax: 240,
  settlePauseMs: 250,
  passwordChecksMax: 2,
  passwordQueueMax: 64,
};
