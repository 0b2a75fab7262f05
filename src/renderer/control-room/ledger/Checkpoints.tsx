import { useEffect, useState } from 'react';
import { toBase64, toHex, utf8 } from '#shared/bytes.ts';
import { openCheckpoint, parseCheckpoint } from '#shared/ledger/checkpoint.ts';
import { webCrypto } from '#shared/web-crypto.ts';
import {
  Button,
  CopyButton,
  Fact,
  FactList,
  Notice,
  Spinner,
  Tag,
  useMessages,
  useToast,
} from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useApi } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { useFormat } from '../app/use-format.ts';
import { Consistency } from './Consistency.tsx';
import { checkpointMessages } from './checkpoint-messages.ts';
import { type NewestCheckpoint, useCheckpoints } from './use-checkpoints.ts';

/** The bank's signature under the ledger, and whether it kept its word since earlier ones. */
export function Checkpoints() {
  const t = useMessages(checkpointMessages);
  const problems = useMessages(problemMessages);
  const { newest, memory, problem, refresh } = useCheckpoints();
  return (
    <div className="cr-checkpoints">
      <HelpPanel title={t('checkpoint')} help={t('checkpointHelp')}>
        {problem && <Notice {...problemNotice(problems, problem)} />}
        {!newest && !problem && <Spinner label={t('reading')} />}
        {newest && <Newest key={newest.checkpoint} newest={newest} onRefresh={refresh} />}
      </HelpPanel>
      {newest && <Consistency newest={newest} memory={memory} />}
    </div>
  );
}

interface NewestProps {
  readonly newest: NewestCheckpoint;
  readonly onRefresh: () => Promise<void>;
}

/** Undefined while it is being checked. */
function useSignature({ checkpoint, verifierKey }: NewestCheckpoint): boolean | undefined {
  const [holds, setHolds] = useState<boolean>();
  useEffect(() => {
    openCheckpoint(webCrypto, checkpoint, verifierKey).then(
      () => setHolds(true),
      () => setHolds(false),
    );
  }, [checkpoint, verifierKey]);
  return holds;
}

function Newest({ newest, onRefresh }: NewestProps) {
  const t = useMessages(checkpointMessages);
  const format = useFormat();
  const api = useApi();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const holds = useSignature(newest);
  const { size, root, origin } = parseCheckpoint(newest.checkpoint);
  const save = async () => {
    const name = `checkpoint-${size}.txt`;
    const base64 = toBase64(utf8(newest.checkpoint));
    const saved = await run(() => api.call('files.save', { name, base64 }));
    if (saved) show({ tone: 'good', title: t('exported'), next: t('savedAs', saved) });
  };
  return (
    <>
      <div className="ui-row">
        {holds === true && <Tag tone="good">{t('checkpointGood')}</Tag>}
        {holds === false && <Tag tone="bad">{t('checkpointBad')}</Tag>}
      </div>
      <pre className="cr-json">{newest.checkpoint}</pre>
      <FactList>
        <Fact label={t('size')}>{format.count(size)}</Fact>
        <Fact label={t('rootHash')}>
          <span className="ui-mono cr-hash">{toHex(root)}</span>
        </Fact>
        <Fact label={t('bankTitle')}>
          <span className="ui-mono">{origin}</span>
        </Fact>
        <Fact label={t('verifierKey')}>
          <span className="ui-mono cr-hash">{newest.verifierKey}</span>
        </Fact>
      </FactList>
      <div className="ui-row">
        <Button isBusy={isBusy} onClick={() => void save()}>
          {t('export')}
        </Button>
        <CopyButton text={newest.checkpoint} />
        <Button onClick={() => void onRefresh()}>{t('refresh')}</Button>
      </div>
    </>
  );
}
