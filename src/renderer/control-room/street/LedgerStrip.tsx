import { useEffect, useRef } from 'react';
import { classNames, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useRoom } from '../app/room-context.tsx';
import { useRouter } from '../app/router.tsx';
import { shortHash } from '../app/short-hash.ts';
import { useFormat } from '../app/use-format.ts';
import { streetMessages } from './messages.ts';

const SHOWN_MAX = 12;

/** The newest blocks as a chain that grows to the right. */
export function LedgerStrip() {
  const t = useMessages(streetMessages);
  const format = useFormat();
  const { navigate } = useRouter();
  const blocks = useRoom().blocks?.slice(0, SHOWN_MAX).toReversed() ?? [];
  const list = useRef<HTMLOListElement>(null);
  const newest = blocks.at(-1)?.height;
  useEffect(() => {
    if (newest !== undefined) list.current?.scrollTo({ left: list.current.scrollWidth });
  }, [newest]);
  return (
    <HelpPanel title={t('head')} help={t('headHelp')} className="cr-chain">
      {blocks.length === 0 && <p className="ui-muted">{t('noBlocks')}</p>}
      <ol ref={list} className="cr-blocks">
        {blocks.map((block) => {
          const isNewest = block.height === newest;
          const words = { count: block.entryCount };
          return (
            <li key={block.height} className={classNames(isNewest && 'is-newest')}>
              <button
                type="button"
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
