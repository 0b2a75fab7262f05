import {
  Button,
  Dialog,
  LanguageSwitch,
  ThemeSwitch,
  useLanguage,
  useMessages,
} from '../../ui/index.ts';
import { useOverlays } from '../app/overlays.tsx';
import { useRouter } from '../app/router.tsx';
import { PAGES } from '../pages.ts';
import { useTour } from '../tour/tour-context.tsx';
import { helpMessages } from './messages.ts';

/** Help for the page that is open, then words and keys; theme and language are here too. */
export function HelpDialog() {
  const t = useMessages(helpMessages);
  const { overlay, closeOverlay } = useOverlays();
  const tour = useTour();
  const start = () => {
    closeOverlay();
    tour.start();
  };
  return (
    <Dialog
      isOpen={overlay?.kind === 'help'}
      onClose={closeOverlay}
      title={t('title')}
      isWide
      footer={
        <>
          <ThemeSwitch />
          <LanguageSwitch />
          <Button variant="primary" onClick={start}>
            {t('tour')}
          </Button>
        </>
      }
    >
      <HelpText />
    </Dialog>
  );
}

const WORDS = ['wordVpa', 'wordRrn', 'wordMid', 'wordBlock', 'wordCheckpoint'] as const;
const KEYS = [
  ['Ctrl K', 'shortcutPalette'],
  ['Esc', 'shortcutEscape'],
  ['Tab', 'shortcutTab'],
] as const;

function HelpText() {
  const t = useMessages(helpMessages);
  const { language } = useLanguage();
  const { route } = useRouter();
  const page = PAGES.find((one) => one.id === route.page) ?? PAGES[0];
  return (
    <div className="cr-help">
      <p>{t('intro')}</p>
      {page.help.map((topic) => (
        <section key={topic.title.en}>
          <h3>{topic.title[language]}</h3>
          <p>{topic.text[language]}</p>
        </section>
      ))}
      <section>
        <h3>{t('words')}</h3>
        <ul>
          {WORDS.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('shortcuts')}</h3>
        <dl>
          {KEYS.map(([keys, text]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{t(text)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
