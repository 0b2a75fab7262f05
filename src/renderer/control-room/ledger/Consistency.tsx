import { useId, useState } from 'react';
import { webCrypto } from '#shared/web-crypto.ts';
import { Button, Notice, Select, useMessages } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { useApi, useRoom } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { useFormat } from '../app/use-format.ts';
import { type ConsistencyVerdict, checkConsistency } from '../state/check-consistency.ts';
import type { RememberedCheckpoint } from '../state/checkpoint-memory.ts';
import { checkpointMessages } from './checkpoint-messages.ts';
import type { NewestCheckpoint } from './use-checkpoints.ts';

export interface ConsistencyProps {
  readonly newest: NewestCheckpoint;
  readonly memory: readonly RememberedCheckpoint[];
}

const PASTE_MAX = 4_096;

/** Holds the newest checkpoint against an older one, computed in this window. */
export function Consistency({ newest, memory }: ConsistencyProps) {
  const t = useMessages(checkpointMessages);
  const format = useFormat();
  const api = useApi();
  const { isBusy, run } = useAct();
  const { watch } = useRoom();
  const pasteId = useId();
  const [chosen, setChosen] = useState(0);
  const [pasted, setPasted] = useState('');
  const [verdict, setVerdict] = useState<ConsistencyVerdict>();
  const older = pasted.trim() === '' ? memory[chosen]?.text : `${pasted.trim()}\n`;
  const check = async () => {
    if (older === undefined) return;
    setVerdict(undefined);
    const texts = { one: older, other: newest.checkpoint };
    const ask = async (olderSize: number, newerSize: number) =>
      (await api.call('ledger.consistency', { olderSize, newerSize })).proof;
    setVerdict(await run(() => checkConsistency(webCrypto, texts, newest.verifierKey, ask)));
  };
  return (
    <HelpPanel title={t('consistency')} help={t('consistencyHelp')}>
      {watch?.verdict.kind === 'consistent' && (
        <p className="cr-good">{t('watchGood', { time: format.dateTime(watch.sinceMs) })}</p>
      )}
      {memory.length === 0 ? (
        <p className="ui-muted">{t('rememberedNone')}</p>
      ) : (
        <Select
          label={t('remembered')}
          value={String(chosen)}
          onChange={(index) => setChosen(Number(index))}
          options={memory.map((one, index) => ({
            value: String(index),
            label: t('rememberedOne', {
              size: format.count(one.size),
              time: format.dateTime(one.seenMs),
            }),
          }))}
        />
      )}
      <label className="ui-field-label" htmlFor={pasteId}>
        {t('paste')}
      </label>
      <textarea
        id={pasteId}
        className="cr-paste"
        rows={6}
        maxLength={PASTE_MAX}
        spellCheck={false}
        placeholder={t('pasteHint')}
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
      />
      <div className="ui-row">
        <Button
          variant="primary"
          isBusy={isBusy}
          disabled={older === undefined}
          onClick={() => void check()}
        >
          {t('check')}
        </Button>
      </div>
      <div role="status">{verdict && <Verdict verdict={verdict} />}</div>
    </HelpPanel>
  );
}

function Verdict({ verdict }: { readonly verdict: ConsistencyVerdict }) {
  const t = useMessages(checkpointMessages);
  const format = useFormat();
  switch (verdict.kind) {
    case 'unsigned':
      return <Notice tone="bad" title={t(`unsigned_${verdict.which}`)} />;
    case 'other-log':
      return <Notice tone="bad" title={t('otherLog', { origin: verdict.origin })} />;
    case 'consistent':
    case 'rewritten': {
      const older = format.count(verdict.olderSize);
      const newer = format.count(verdict.newerSize);
      if (verdict.kind === 'rewritten') {
        const next = t('rewrittenText', { older, newer });
        return <Notice tone="bad" title={t('rewritten')} next={next} />;
      }
      const isSame = verdict.olderSize === verdict.newerSize;
      const next = isSame ? t('sameSize', { older }) : t('consistentText', { older, newer });
      return <Notice tone="good" title={t('consistent')} next={next} />;
    }
  }
}
