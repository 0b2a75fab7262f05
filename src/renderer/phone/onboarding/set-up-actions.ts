import type { Outcome } from '#shared/device/outcome.ts';

/** What setting up asks of the phone; the screens know nothing of keys, sockets or storage. */
export interface SetUpActions {
  /** Makes the device key; answers its fingerprint, which the SMS carries. */
  makeKey(): Promise<Outcome<string>>;
  isNumberKnown(mobile: string): Promise<Outcome<boolean>>;
  isVpaFree(vpa: string): Promise<Outcome<boolean>>;
  /** Has the bank send its SMS; answers the last digits of where to. */
  requestCode(mobile: string): Promise<Outcome<string>>;
  bind(mobile: string, code: string): Promise<Outcome<unknown>>;
  register(
    form: RegistrationForm,
    onStage: (stage: RegisterStage) => void,
  ): Promise<Outcome<unknown>>;
  /** Simulated SMS of the bank as they arrive on this SIM. Returns the unsubscribe. */
  onSms(listener: (code: string) => void): () => void;
}

export interface RegistrationForm {
  readonly name: string;
  readonly mobile: string;
  readonly vpa?: string;
  readonly openingBalancePaise: string;
  /** Answers the PIN once. */
  readonly takePin: () => string;
}

export const REGISTER_STAGES = ['stretching', 'opening'] as const;
export type RegisterStage = (typeof REGISTER_STAGES)[number];
