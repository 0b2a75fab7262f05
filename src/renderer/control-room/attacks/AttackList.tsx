import { CircleAlert, CircleDashed, LoaderCircle, ShieldCheck } from 'lucide-react';
import { type AttackId, type AttackStatus, attackId } from '#shared/simulator/attack-records.ts';
import { classNames, useLanguage, useMessages, VisuallyHidden } from '../../ui/index.ts';
import { ATTACK_TEXTS } from './attack-texts.ts';
import { attackMessages } from './messages.ts';
import { type Standing, standingOf } from './verdict.ts';

export interface AttackListProps {
  readonly status: AttackStatus;
  readonly chosen: AttackId;
  readonly onChoose: (attack: AttackId) => void;
}

const ICONS = {
  none: CircleDashed,
  running: LoaderCircle,
  stopped: ShieldCheck,
  broken: CircleAlert,
} as const satisfies Readonly<Record<Standing, unknown>>;
const WORDS = {
  none: 'statusNone',
  running: 'statusRunning',
  stopped: 'statusStopped',
  broken: 'statusBroken',
} as const;

/** All attacks in the order of a lesson, each with how it stands. */
export function AttackList({ status, chosen, onChoose }: AttackListProps) {
  const t = useMessages(attackMessages);
  const { language } = useLanguage();
  return (
    <ol className="cr-attack-list">
      {attackId.options.map((id, index) => {
        const standing = standingOf(status, id);
        const Icon = ICONS[standing];
        return (
          <li key={id}>
            <button
              type="button"
              aria-current={id === chosen ? 'true' : undefined}
              onClick={() => onChoose(id)}
            >
              <span className="cr-attack-number">{index + 1}</span>
              <span>{ATTACK_TEXTS[id].title[language]}</span>
              <Icon className={classNames('cr-attack-standing', `is-${standing}`)} aria-hidden />
              <VisuallyHidden>{t(WORDS[standing])}</VisuallyHidden>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
