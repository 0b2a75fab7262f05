/**
 * A chosen PIN between its first entry and its use: in a closure, never in state or props. Only
 * comparisons and one taking come out.
 */
export interface SecretPin {
  keep(pin: string): void;
  isSame(pin: string): boolean;
  /** The PIN, and forgets it. @throws Error when there is none. */
  take(): string;
  forget(): void;
}

export function createSecretPin(): SecretPin {
  let kept = '';
  return {
    keep(pin) {
      kept = pin;
    },
    isSame: (pin) => kept !== '' && pin === kept,
    take() {
      if (kept === '') throw new Error('there is no PIN to take');
      const pin = kept;
      kept = '';
      return pin;
    },
    forget() {
      kept = '';
    },
  };
}
