import { toBase64, toHex, utf8 } from '#shared/bytes.ts';
import { formatReceipt } from '#shared/ledger/receipt.ts';
import { Button, classNames, useMessages, useToast } from '../../ui/index.ts';
import { useApi } from '../app/room-context.tsx';
import { shortHash } from '../app/short-hash.ts';
import { useAct } from '../app/use-act.ts';
import { useFormat } from '../app/use-format.ts';
import { type LeafRange, type TreeRow, treeRows } from '../state/merkle-path.ts';
import { ProofVerdict } from './ProofVerdict.tsx';
import { proofMessages } from './proof-messages.ts';
import type { LeafProof } from './use-leaf-proof.ts';

export interface LeafTreeProps {
  readonly proof: LeafProof;
  readonly txnId: string;
}

/** The way from the leaf to the signed root, root on top, every level one row. */
export function LeafTree({ proof, txnId }: LeafTreeProps) {
  const t = useMessages(proofMessages);
  const format = useFormat();
  const { steps, index, checkpoint } = proof;
  const tree = {
    leaf: format.count(index),
    size: format.count(checkpoint.size),
  };
  return (
    <>
      <p>{t('proofText')}</p>
      <ol className="cr-tree" aria-label={t('proofTree', tree)}>
        {treeRows(proof, steps).map((row, level, rows) => (
          <TreeLevel
            key={row.range.to - row.range.from}
            row={row}
            isRoot={level === 0}
            isLeaf={level === rows.length - 1}
          />
        ))}
      </ol>
      <ProofVerdict proof={proof} />
      <SaveReceipt proof={proof} txnId={txnId} />
    </>
  );
}

interface TreeLevelProps {
  readonly row: TreeRow;
  readonly isRoot: boolean;
  readonly isLeaf: boolean;
}

/** A node of the path with the sibling beside it; both make the node one row higher. */
function TreeLevel({ row, isRoot, isLeaf }: TreeLevelProps) {
  const t = useMessages(proofMessages);
  const words = useRangeWords();
  const { sibling } = row;
  const place = isLeaf ? t('thisLeaf') : words(row.range);
  return (
    <li className={classNames('cr-tree-level', sibling && `is-${sibling.side}`)}>
      <span className={classNames('cr-node is-path', isRoot && 'is-root', isLeaf && 'is-leaf')}>
        <code>{shortHash(toHex(row.hash))}</code>
        <small>{isRoot ? t('root') : `${place} · ${t('computed')}`}</small>
      </span>
      {sibling && (
        <span className="cr-node is-sibling">
          <code>{shortHash(toHex(sibling.hash))}</code>
          <small>
            {words(sibling.range)} · {t('given')}
          </small>
        </span>
      )}
    </li>
  );
}

function useRangeWords(): (range: LeafRange) => string {
  const t = useMessages(proofMessages);
  const format = useFormat();
  return ({ from, to }) =>
    to - from === 1
      ? t('oneLeaf', { from: format.count(from) })
      : t('node', { from: format.count(from), to: format.count(to - 1) });
}

/** The C2SP receipt that a payer or a shop would keep. */
function SaveReceipt({ proof, txnId }: LeafTreeProps) {
  const t = useMessages(proofMessages);
  const api = useApi();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const save = async () => {
    const { bytes: leaf, index, checkpointText: checkpoint } = proof;
    const text = formatReceipt({ leaf, index, proof: proof.proof, checkpoint });
    const base64 = toBase64(utf8(text));
    const saved = await run(() => api.call('files.save', { name: `${txnId}.tlog-proof`, base64 }));
    if (!saved) return;
    show({ tone: 'good', title: t('receiptSaved'), next: t('receiptNext', { path: saved.path }) });
  };
  return (
    <div className="ui-row">
      <Button isBusy={isBusy} disabled={proof.verdict !== 'holds'} onClick={() => void save()}>
        {t('receipt')}
      </Button>
    </div>
  );
}
