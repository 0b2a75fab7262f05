import { failureSentence, type PhoneFailure } from '#shared/device/outcome.ts';
import type { PayOutcome } from '#shared/device/pending.ts';
import { formatRupees, parsePaise } from '#shared/money.ts';
import type { PaymentResult } from '#shared/protocol/payments.ts';
import { RESPONSE_CODES } from '#shared/response-codes.ts';

/** What happened, what it means for the money, what to do next; the code in small print. */
export function outcomeText(outcome: PayOutcome): string {
  switch (outcome.kind) {
    case 'paid':
      return paidText(outcome.result);
    case 'declined': {
      const { code, txnId, rrn } = outcome.result;
      return `${RESPONSE_CODES[code].payer.en}\n  code ${code}, RRN ${rrn}, payment ${txnId}`;
    }
    case 'pending':
      return `${RESPONSE_CODES['01'].payer.en}\n  Run the same command again: it cannot pay twice.\n  code 01, payment ${outcome.txnId}`;
    case 'failed':
      return failureText(outcome.failure);
  }
}

function paidText(result: PaymentResult): string {
  const { payeeName, payee, rrn, txnId, ledger } = result;
  const amount = formatRupees(parsePaise(result.amountPaise));
  const place = ledger ? `, ledger entry ${ledger.entry} in block ${ledger.block}` : '';
  const balance =
    result.balancePaise === undefined
      ? ''
      : `\n  balance ${formatRupees(parsePaise(result.balancePaise))}`;
  return `Paid ${amount} to ${payeeName} (${payee}).\n  RRN ${rrn}, payment ${txnId}${place}${balance}`;
}

function failureText(failure: PhoneFailure): string {
  const code = failure.code ? `code ${failure.code}, ` : '';
  return `${failureSentence(failure).en}\n  ${code}${failure.detail}`;
}
