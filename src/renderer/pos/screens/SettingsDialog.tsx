import {
  Button,
  Dialog,
  LanguageSwitch,
  type SoundBox,
  SoundBoxControls,
  type SoundBoxState,
  ThemeSwitch,
  useMessages,
} from '../../ui/index.ts';
import { posMessages } from '../messages.ts';

export interface SettingsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly soundBox: SoundBox;
  readonly sound: SoundBoxState;
}

/** Sound box, language and theme of this POS. */
export function SettingsDialog({ isOpen, onClose, soundBox, sound }: SettingsDialogProps) {
  const t = useMessages(posMessages);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('settings')}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('closeSettings')}
        </Button>
      }
    >
      <div className="pos-form">
        <SoundBoxControls soundBox={soundBox} state={sound} />
        <LanguageSwitch isLabelShown />
        <ThemeSwitch isLabelShown />
      </div>
    </Dialog>
  );
}
