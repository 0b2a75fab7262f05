import { useCallback, useMemo } from 'react';
import type { BlockRow } from '#shared/protocol/admin-methods.ts';
import { Button, classNames, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useApi } from '../app/room-context.tsx';
import { shortHash } from '../app/short-hash.ts';
import { useFormat } from '../app/use-format.ts';
import { TALL_ROW_HEIGHT_PX, VirtualRows } from '../app/VirtualRows.tsx';
import { ledgerMessages } from './messages.ts';
import { useRangeRows } from './use-range-rows.ts';

export interface BlockListProps {
  /** Height of the newest block. */
  readonly total: number;
  /** Height of the block whose entries are shown; undefined for all entries. */
  readonly selected: number | undefined;
  readonly onSelect: (height: number | undefined) => void;
}

const numberOf = (block: BlockRow): number => block.height;

/** The chain, newest block on top. */
export function BlockList({ total, selected, onSelect }: BlockListProps) {
  const t = useMessages(ledgerMessages);
  const api = useApi();
  const source = useMemo(
    () => ({
      numberOf,
      load: async (before: number, limit: number) =>
        (await api.call('ledger.blocks', { before, limit })).rows,
    }),
    [api],
  );
  const { rowAt, show } = useRangeRows(source, total);
  const onVisible = useCallback(
    (first: number, last: number) => show(total - last, total - first),
    [show, total],
  );
  return (
    <HelpPanel title={t('blocks')} help={t('blocksHelp')} className="cr-block-list">
      <Button
        className={classNames(selected === undefined && 'is-on')}
        aria-pressed={selected === undefined}
        onClick={() => onSelect(undefined)}
      >
        {t('allBlocks')}
      </Button>
      <VirtualRows
        label={t('blocks')}
        count={total}
        rowHeight={TALL_ROW_HEIGHT_PX}
        isSelected={(index) => total - index === selected}
        scrollTo={selected === undefined ? undefined : { key: selected, index: total - selected }}
        onVisible={onVisible}
        onOpen={(index) => onSelect(total - index)}
        row={(index) => ({
          key: total - index,
          content: <BlockCells height={total - index} block={rowAt(total - index)} />,
        })}
      />
    </HelpPanel>
  );
}

function BlockCells(props: { readonly height: number; readonly block: BlockRow | undefined }) {
  const { height, block } = props;
  const t = useMessages(ledgerMessages);
  const format = useFormat();
  return (
    <span className="cr-block-cells">
      <strong>{t('block', { height: format.count(height) })}</strong>
      {block && <span>{t('blockEntries', { count: block.entryCount })}</span>}
      {block && <span className="ui-mono">{shortHash(block.hash)}</span>}
      {block && <span>{format.time(block.timeMs)}</span>}
    </span>
  );
}
