/** The ledger's rows in the store's meta table. */
export const LEDGER_META = {
  /** C2SP origin line of the log as it goes on now. */
  origin: 'log-origin',
  /** C2SP verifier key, public: lets anybody with the file verify it. */
  verifierKey: 'log-verifier-key',
  /** Signed checkpoint of the commit before, written with the next one and when the bank closes. */
  checkpoint: 'checkpoint',
  /** HMAC over size and root of the head, written by the commit that made it (head-seal.ts). */
  headSeal: 'head-seal',
} as const;
