import { ShieldCheck, ShieldOff, Skull } from 'lucide-react';
import { useId } from 'react';
import type { AttackOutcome, AttackSide } from '#shared/simulator/attack-records.ts';
import { classNames, Fact, FactList, Spinner, useLanguage, useMessages } from '../../ui/index.ts';
import { useFormat } from '../app/use-format.ts';
import type { AttackText } from './attack-texts.ts';
import { Exhibits } from './Exhibits.tsx';
import { FIGURE_TEXTS } from './evidence-texts.ts';
import { figureValue } from './figure-value.ts';
import { attackMessages } from './messages.ts';

export interface SideProps {
  readonly side: AttackSide;
  readonly text: AttackText;
  readonly outcome: AttackOutcome | undefined;
  readonly isRunning: boolean;
  /** Waits for the other side. */
  readonly isNext: boolean;
}

/** One column of the comparison. */
export function Side({ side, text, outcome, isRunning, isNext }: SideProps) {
  const t = useMessages(attackMessages);
  const { language } = useLanguage();
  const id = useId();
  const isDefended = side === 'defended';
  const Icon = isDefended ? ShieldCheck : ShieldOff;
  return (
    <section className={classNames('cr-side', `is-${side}`)} aria-labelledby={id}>
      <h3 id={id}>
        <Icon className="cr-side-mark" aria-hidden="true" />
        {t(side)}
      </h3>
      {outcome ? (
        <Verdict outcome={outcome} />
      ) : (
        <div className="cr-side-empty">
          {isRunning ? <Spinner label={t('running')} /> : t(isNext ? 'waiting' : 'notRun')}
        </div>
      )}
      <p className="cr-side-rule">
        <strong>{isDefended ? t('rule') : t('without')}</strong>
        {isDefended ? text.rule[language] : text.without[language]}
      </p>
      {outcome && <Outcome outcome={outcome} />}
    </section>
  );
}

const WORDS = {
  defended: { stopped: 'stoppedVerdict', succeeded: 'brokeUnexpectedly' },
  undefended: { stopped: 'heldUnexpectedly', succeeded: 'succeededVerdict' },
} as const;

function Verdict({ outcome }: { readonly outcome: AttackOutcome }) {
  const t = useMessages(attackMessages);
  const format = useFormat();
  const { side, isStopped, durationMs } = outcome;
  const Icon = isStopped ? ShieldCheck : Skull;
  return (
    <p className={classNames('cr-verdict', isStopped ? 'is-stopped' : 'is-succeeded')}>
      <Icon aria-hidden="true" />
      <b>{t(WORDS[side][isStopped ? 'stopped' : 'succeeded'])}</b>
      <small>{t('took', { time: format.duration(durationMs) })}</small>
    </p>
  );
}

function Outcome({ outcome }: { readonly outcome: AttackOutcome }) {
  const t = useMessages(attackMessages);
  const { language } = useLanguage();
  const { refusal, figures, exhibits } = outcome;
  return (
    <>
      {refusal && (
        <blockquote className="cr-refusal">
          <span className="ui-label">{t('refusal')}</span>
          <p lang="en">
            <code>{refusal.code}</code> {refusal.sentence}
          </p>
        </blockquote>
      )}
      <FactList>
        {figures.map((figure) => (
          <Fact key={figure.name} label={FIGURE_TEXTS[figure.name][language]}>
            {figureValue(t, figure)}
          </Fact>
        ))}
      </FactList>
      <Exhibits exhibits={exhibits} />
    </>
  );
}
