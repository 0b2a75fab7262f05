import { type RefObject, useEffect, useRef, useState } from 'react';
import { classNames, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useRoom } from '../app/room-context.tsx';
import { useRouter } from '../app/router.tsx';
import { shortHash } from '../app/short-hash.ts';
import { useFormat } from '../app/use-format.ts';
import { streetMessages } from './messages.ts';

/** A block with its link to the next one. */
const BLOCK_WIDTH_PX = 186;

/** How many blocks stand side by side in the list's width; the explorer has the others. */
function useRoomForBlocks(list: RefObject<HTMLOListElement | null>): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      setCount(Math.max(1, Math.floor((element.clientWidth + 22) / BLOCK_WIDTH_PX)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [list]);
  return count;
}

/** The newest blocks as a chain that grows to the right. */
export function LedgerStrip() {
  const t = useMessages(streetMessages);
  const format = useFormat();
  const { navigate } = useRouter();
  const list = useRef<HTMLOListElement>(null);
  const shown = useRoomForBlocks(list);
  const blocks = useRoom().blocks?.slice(0, shown).toReversed() ?? [];
  const newest = blocks.at(-1)?.height;
  return (
    <HelpPanel title={t('head')} help={t('headHelp')} className="cr-chain">
      {blocks.length === 0 && <p className="ui-muted">{t('noBlocks')}</p>}
      <ol ref={list} className="cr-blocks">
        {blocks.map((block) => {
          const isNewest = block.height === newest;
          const words = { count: block.entryCount };
          return (
            <li key={block.height} className={classNames('cr-block', isNewest && 'is-newest')}>
              <button
                type="button"
                className="cr-block-card"
                onClick={() => navigate({ page: 'ledger', block: block.height })}
              >
                <strong>{t('block', { height: format.count(block.height) })}</strong>
                <span className="ui-mono ui-faint">{shortHash(block.hash)}</span>
                <span className="ui-muted">
                  {isNewest ? t('blockNow', words) : t('blockEntries', words)}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </HelpPanel>
  );
}
