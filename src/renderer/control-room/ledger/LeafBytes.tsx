import { useState } from 'react';
import { toHex } from '#shared/bytes.ts';
import { CopyButton, classNames, Notice, useMessages } from '../../ui/index.ts';
import type { LeafField } from '../state/leaf-fields.ts';
import { proofMessages } from './proof-messages.ts';
import { type LeafProof, orderText } from './use-leaf-proof.ts';

type FieldKey = Extract<keyof (typeof proofMessages)['en'], `field_${string}`>;

/** The stored bytes with their fields told apart, and the signed order inside them. */
export function LeafBytes({ proof }: { readonly proof: LeafProof }) {
  const t = useMessages(proofMessages);
  const { bytes, layout, hashHolds } = proof;
  const [pointed, setPointed] = useState<string>();
  const order = orderText(proof);
  if (!layout) return <Notice tone="bad" title={t('orderBad')} />;
  return (
    <>
      <p>{t('bytesText', { count: bytes.length })}</p>
      <ul className="cr-fields">
        {layout.fields.map((field) => (
          <li key={field.name}>
            <button
              type="button"
              className={classNames(field.name === pointed && 'is-on')}
              aria-pressed={field.name === pointed}
              onPointerEnter={() => setPointed(field.name)}
              onFocus={() => setPointed(field.name)}
              onClick={() => setPointed(field.name)}
            >
              {t(`field_${field.name}` as FieldKey)}
            </button>
          </li>
        ))}
      </ul>
      <HexView bytes={bytes} fields={layout.fields} pointed={pointed} />
      <p className={hashHolds ? 'cr-good' : 'cr-problem-line'}>
        {hashHolds ? t('hashHolds') : t('hashBroken')}
      </p>
      <h3>{t('orderTitle')}</h3>
      {order ? <pre className="cr-json">{order}</pre> : <p className="ui-muted">{t('noOrder')}</p>}
      <CopyButton text={toHex(bytes)} />
    </>
  );
}

interface HexViewProps {
  readonly bytes: Uint8Array;
  readonly fields: readonly LeafField[];
  readonly pointed: string | undefined;
}

const spaced = (bytes: Uint8Array): string => toHex(bytes).replace(/(..)(?!$)/g, '$1 ');

function HexView({ bytes, fields, pointed }: HexViewProps) {
  const t = useMessages(proofMessages);
  return (
    <section
      className="cr-hex"
      aria-label={t('bytesHex')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to take focus
      tabIndex={0}
    >
      {fields.map((field) => (
        <span key={field.name} className={classNames(field.name === pointed && 'is-on')}>
          {spaced(bytes.slice(field.from, field.to))}{' '}
        </span>
      ))}
    </section>
  );
}
