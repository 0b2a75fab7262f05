export type Language = 'en' | 'hi';
export type Sentence = Readonly<Record<Language, string>>;

export interface ResponseCodeInfo {
  /** NPCI's own short text. */
  readonly meaning: string;
  /** Technical or business decline; none for success and pending. */
  readonly decline: 'TD' | 'BD' | 'none';
  /** When this network answers it. English; for docs/response-codes.md. */
  readonly when: string;
  /** How a tester brings it about. English; test/integration/codes does it for every code. */
  readonly provoke: string;
  /** What happened, what it means for the money, what to do next. */
  readonly payer: Sentence;
  readonly merchant: Sentence;
}
export type ResponseCodeTable = Readonly<Record<string, ResponseCodeInfo>>;

export const say = (en: string, hi: string): Sentence => ({ en, hi });

export const noMoneyMoved = say('No payment was made.', 'कोई भुगतान नहीं हुआ।');
