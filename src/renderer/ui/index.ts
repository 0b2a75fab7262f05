/** The shared UI kit. Windows import from here only; see README.md. Styles come first. */
import './styles/index.css';

export * from './controls/Button.tsx';
export * from './controls/CopyButton.tsx';
export * from './controls/IconButton.tsx';
export * from './controls/NumberField.tsx';
export * from './controls/PasswordField.tsx';
export * from './controls/PreferenceSwitches.tsx';
export * from './controls/Segments.tsx';
export * from './controls/Select.tsx';
export * from './controls/Slider.tsx';
export * from './controls/Switch.tsx';
export * from './controls/TextField.tsx';
export { classNames } from './core/class-names.ts';
export { type Announce, useAnnounce } from './core/LiveRegions.tsx';
export type { Tone } from './core/tone.ts';
export { useMediaQuery, useReducedMotion } from './core/use-media-query.ts';
export { VisuallyHidden } from './core/VisuallyHidden.tsx';
export * from './data/Fact.tsx';
export * from './data/Figure.tsx';
export * from './data/format-money.ts';
export * from './data/Money.tsx';
export * from './data/Sparkline.tsx';
export * from './data/Table.tsx';
export * from './data/Tag.tsx';
export * from './feedback/Countdown.tsx';
export * from './feedback/CrashScreen.tsx';
export * from './feedback/EmptyState.tsx';
export * from './feedback/Notice.tsx';
export * from './feedback/Progress.tsx';
export * from './feedback/Spinner.tsx';
export { ToastOutlet, type ToastValue, useToast } from './feedback/Toasts.tsx';
export { useLanguage, useMessages } from './i18n/LanguageProvider.tsx';
export {
  type Catalogue,
  catalogueProblems,
  defineMessages,
  LANGUAGES,
  type Language,
  type Translate,
  translator,
} from './i18n/messages.ts';
export * from './keypad/AmountPad.tsx';
export * from './keypad/amount-draft.ts';
export * from './keypad/Keypad.tsx';
export {
  digitLayout,
  eraseKey,
  type KeypadKey,
  type KeypadLayout,
} from './keypad/keypad-keys.ts';
export * from './keypad/PinPad.tsx';
export type { PinLength } from './keypad/pin-entry.ts';
export * from './layout/Card.tsx';
export * from './layout/ConfirmDialog.tsx';
export * from './layout/Dialog.tsx';
export * from './layout/Sheet.tsx';
export * from './layout/Tabs.tsx';
export type { DeviceWindow } from './shells/DeviceStage.tsx';
export { PhoneShell, type PhoneShellProps } from './shells/PhoneShell.tsx';
export { type LedState, PosShell, type PosShellProps } from './shells/PosShell.tsx';
export * from './shells/Receipt.tsx';
export type { PhoneStatus } from './shells/StatusBar.tsx';
export { amountWords, numberWords } from './sound/amount-words.ts';
export { type Announcement, announcementText, spokenText } from './sound/announcement.ts';
export * from './sound/SoundBoxControls.tsx';
export { createSoundBox, type SoundBox, type SoundBoxState } from './sound/sound-box.ts';
export { soundLed, soundSummary } from './sound/sound-led.ts';
export { createWebTones, type TonePort } from './sound/tone-player.ts';
export { createWindowSoundBox, useSoundBox, useSoundBoxState } from './sound/use-sound-box.ts';
export { useTheme } from './theme/ThemeProvider.tsx';
export type { ResolvedTheme, ThemeChoice } from './theme/theme-choice.ts';
export * from './UiProvider.tsx';
export * from './weather/WeatherBanner.tsx';
export { weatherMessages } from './weather/weather-messages.ts';
