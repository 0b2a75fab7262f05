import { Settings } from 'lucide-react';
import { useState } from 'react';
import type { ChargeOrder } from '#shared/protocol/payments.ts';
import type { PosState } from '#shared/protocol/terminal-methods.ts';
import type { SimulatorApi } from '#shared/simulator/contract.ts';
import {
  IconButton,
  Notice,
  type SoundBox,
  type SoundBoxState,
  useMessages,
  useToast,
} from '../../ui/index.ts';
import type { PosLink } from '../link/pos-link.ts';
import { type PrintedCode, printCode, saveCode } from '../link/save-code.ts';
import { posMessages } from '../messages.ts';
import { orderNumber, posView } from '../state/pos-view.ts';
import { useRefusalWords } from '../use-refusal-words.ts';
import { ChargeScreen } from './ChargeScreen.tsx';
import { IdleScreen } from './IdleScreen.tsx';
import {
  ExpiredScreen,
  FailedScreen,
  PaidScreen,
  PayingScreen,
  PendingScreen,
} from './OutcomeScreens.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';

export interface PosScreenProps {
  readonly api: SimulatorApi;
  readonly link: PosLink;
  readonly state: PosState;
  readonly isTerminalOnline: boolean;
  readonly soundBox: SoundBox;
  readonly sound: SoundBoxState;
  readonly onPrint: (order: ChargeOrder) => void;
}

/** Runs a terminal call and tells people when it is refused. */
function useGuarded() {
  const { show } = useToast();
  const wordsOf = useRefusalWords();
  return async (title: string, run: () => Promise<void>): Promise<void> => {
    try {
      await run();
    } catch (error) {
      const { sentence, code } = wordsOf(error);
      show({ tone: 'bad', title, next: sentence, code });
    }
  };
}

function useCodeFiles(api: SimulatorApi) {
  const t = useMessages(posMessages);
  const { show } = useToast();
  const guarded = useGuarded();
  return {
    save: (code: PrintedCode, extension: 'png' | 'svg') =>
      guarded(t('notSaved'), async () => {
        const path = await saveCode(api, code, extension);
        show({ tone: 'good', title: t('saved', { path }) });
      }),
    print: (code: PrintedCode) => guarded(t('problem'), () => printCode(code)),
  };
}

export function PosScreen(props: PosScreenProps) {
  const { api, link, state, isTerminalOnline, soundBox, sound, onPrint } = props;
  const t = useMessages(posMessages);
  const guarded = useGuarded();
  const files = useCodeFiles(api);
  const [isSettingsOpen, setSettingsOpen] = useState(false);
  const isOnline = isTerminalOnline && state.bank === 'online';
  const view = posView(state);
  const codeOf = (codeLink: string, suffix?: string): PrintedCode => ({
    link: codeLink,
    name: state.name,
    vpa: state.vpa,
    shortCode: `${state.vmid}:${state.port}`,
    suffix,
  });
  const charge = (amountPaise: number) => guarded(t('notCharged'), () => link.charge(amountPaise));
  const cancel = () => void guarded(t('problem'), () => link.cancel());
  const next = () => void guarded(t('problem'), () => link.dismiss());
  const retry = (order: ChargeOrder) => ({
    order,
    isOnline,
    onAgain: () => void charge(Number(order.amountPaise)),
    onNext: next,
  });

  return (
    <div className="pos-app">
      <header className="pos-head">
        <h1>{state.name}</h1>
        <span className="pos-small">{t('port', { port: state.port })}</span>
        <IconButton
          label={t('settings')}
          icon={<Settings />}
          onClick={() => setSettingsOpen(true)}
        />
      </header>
      {!isTerminalOnline && (
        <Notice tone="wait" title={t('terminalGone')} next={t('terminalGoneNext')} />
      )}
      {isTerminalOnline && state.bank === 'unreachable' && (
        <Notice
          tone="bad"
          title={t('bankGone')}
          money={t('bankGoneMoney')}
          next={t('bankGoneNext')}
        />
      )}
      {view.screen === 'idle' && (
        <IdleScreen
          state={state}
          isOnline={isOnline}
          onCharge={charge}
          onRefund={(row, amountPaise, password) => link.refund(row.txnId, amountPaise, password)}
          onSave={(extension) => void files.save(codeOf(state.staticLink), extension)}
          onPrint={() => void files.print(codeOf(state.staticLink))}
        />
      )}
      {view.screen === 'charging' && (
        <ChargeScreen
          order={view.order}
          link={view.link}
          now={() => Date.now() + state.clockOffsetMs}
          onCancel={cancel}
          onSave={() =>
            void files.save(codeOf(view.link, orderNumber(view.order.reference)), 'png')
          }
        />
      )}
      {view.screen === 'paying' && <PayingScreen order={view.order} onCancel={cancel} />}
      {view.screen === 'pending' && <PendingScreen order={view.order} onNext={next} />}
      {view.screen === 'paid' && (
        <PaidScreen order={view.order} onNext={next} onPrint={() => onPrint(view.order)} />
      )}
      {view.screen === 'failed' && <FailedScreen {...retry(view.order)} />}
      {view.screen === 'expired' && <ExpiredScreen {...retry(view.order)} />}
      <SettingsDialog
        isOpen={isSettingsOpen}
        onClose={() => setSettingsOpen(false)}
        soundBox={soundBox}
        sound={sound}
      />
    </div>
  );
}
