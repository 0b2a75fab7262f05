import { Landmark } from 'lucide-react';
import type { LiveHead, LiveProof } from '#shared/simulator/attack-records.ts';
import { classNames, useMessages } from '../../ui/index.ts';
import { shortHash } from '../app/short-hash.ts';
import { useFormat } from '../app/use-format.ts';
import { attackMessages } from './messages.ts';

const WORDS = {
  same: 'liveSame',
  grown: 'liveGrown',
  changed: 'liveChanged',
  unknown: 'liveUnknown',
} as const;

/** That the user's own bank is what it was: its signed head before and after. */
export function LiveBank({ live }: { readonly live: LiveProof }) {
  const t = useMessages(attackMessages);
  const { verdict, before, after } = live;
  return (
    <section
      className={classNames('cr-live-bank', verdict === 'changed' && 'is-changed')}
      aria-label={t('yourBank')}
    >
      <Landmark aria-hidden="true" />
      <div>
        <strong>{t('yourBank')}</strong>
        <p>{t(WORDS[verdict])}</p>
      </div>
      <dl>
        {before && <Head label={t('liveBefore')} head={before} />}
        {after && <Head label={t('liveAfter')} head={after} />}
      </dl>
    </section>
  );
}

function Head({ label, head }: { readonly label: string; readonly head: LiveHead }) {
  const t = useMessages(attackMessages);
  const format = useFormat();
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {t('leaves', { count: format.count(head.leaves) })}{' '}
        <code lang="en" title={head.root}>
          {shortHash(head.root)}
        </code>
      </dd>
    </div>
  );
}
