import { Notice, useMessages } from '../../ui/index.ts';
import { useFormat } from '../app/use-format.ts';
import { proofMessages } from './proof-messages.ts';
import type { LeafProof } from './use-leaf-proof.ts';

/** Whether this window could follow the entry up to the root the bank has signed. */
export function ProofVerdict({ proof }: { readonly proof: LeafProof }) {
  const t = useMessages(proofMessages);
  const format = useFormat();
  const size = format.count(proof.checkpoint.size);
  switch (proof.verdict) {
    case 'holds':
      return <Notice tone="good" title={t('proofHolds')} next={t('proofHoldsText', { size })} />;
    case 'broken':
      return <Notice tone="bad" title={t('proofBroken')} next={t('proofBrokenText')} />;
    case 'unsigned':
      return <Notice tone="bad" title={t('signatureBroken')} next={t('signatureBrokenText')} />;
  }
}
