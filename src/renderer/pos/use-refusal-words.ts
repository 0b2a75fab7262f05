import { RESPONSE_CODES } from '#shared/response-codes.ts';
import { useLanguage, useMessages } from '../ui/index.ts';
import { posMessages } from './messages.ts';
import { refusalOf } from './state/refusal.ts';

const KEYS = { silent: 'terminalSilent', busy: 'busy', problem: 'problem' } as const;

/** A failed call in the window's language, with the code for the small print. */
export function useRefusalWords(): (error: unknown) => {
  readonly sentence: string;
  readonly code?: string;
} {
  const t = useMessages(posMessages);
  const { language } = useLanguage();
  return (error) => {
    const refusal = refusalOf(error);
    if (refusal.kind !== 'code') return { sentence: t(KEYS[refusal.kind]) };
    const { code } = refusal;
    return { sentence: RESPONSE_CODES[code].merchant[language], code };
  };
}
