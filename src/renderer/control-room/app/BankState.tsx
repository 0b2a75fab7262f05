import { useState } from 'react';
import { Dot, Notice, useMessages } from '../../ui/index.ts';
import { bankStatus } from '../state/bank-status.ts';
import { frameMessages } from './frame-messages.ts';
import { problemMessages, problemNotice } from './problem-messages.ts';
import { useRoom } from './room-context.tsx';

/** The header's sentence about the bank, spoken when it changes. */
export function BankState() {
  const t = useMessages(frameMessages);
  const { key, tone, port } = bankStatus(useRoom());
  const text = key === 'open' || key === 'observing' ? t(key, { port }) : t(key);
  return (
    <span className="cr-bank-state" role="status">
      <Dot tone={tone} />
      <span>{text}</span>
    </span>
  );
}

/** What stands above every page while the bank is not simply open. */
export function BankNotice() {
  const t = useMessages(frameMessages);
  const problems = useMessages(problemMessages);
  const room = useRoom();
  const { key, problem } = bankStatus(room);
  const code = problem ? { code: problem } : {};
  if (key === 'contacting' || key === 'starting') {
    return <Notice tone="wait" title={t(key)} next={t(`${key}Text`)} />;
  }
  if (key === 'unreachable') {
    return (
      <Notice tone="bad" title={t('unreachableTitle')} next={t('unreachableText')} {...code} />
    );
  }
  if (key === 'failed') {
    const next = t('failedText', { problem: problem ?? '' });
    return <Notice tone="bad" title={t('failedTitle')} money={t('failedMoney')} next={next} />;
  }
  if (room.watch && room.watch.verdict.kind !== 'consistent') {
    const text = {
      title: t('rewrittenTitle'),
      money: t('rewrittenMoney'),
      next: t('rewrittenText'),
    };
    return <Notice tone="bad" {...text} />;
  }
  if (room.loadProblem) {
    return <Notice {...problemNotice(problems, room.loadProblem)} title={t('loadTitle')} />;
  }
  if (key === 'observing') {
    return <Notice tone="wait" title={t('observingTitle')} next={t('observingText')} />;
  }
  return null;
}

/** What the host put right while it started, until it has been read. */
export function StartNotice() {
  const t = useMessages(frameMessages);
  const { host } = useRoom();
  const [read, setRead] = useState<string>();
  const notice = host?.notice;
  if (notice === undefined || notice === read) return null;
  return (
    <Notice tone="wait" title={t('noticeTitle')} next={notice} onDismiss={() => setRead(notice)} />
  );
}
