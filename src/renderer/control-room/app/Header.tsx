import { Search } from 'lucide-react';
import { Button, useLanguage, useMessages } from '../../ui/index.ts';
import { PAGES } from '../pages.ts';
import { BankState } from './BankState.tsx';
import { frameMessages } from './frame-messages.ts';
import { useOverlays } from './overlays.tsx';
import { useRouter } from './router.tsx';

const isMac = navigator.userAgent.includes('Mac');

export function Header() {
  const t = useMessages(frameMessages);
  const { language } = useLanguage();
  const { route, navigate } = useRouter();
  const { openOverlay } = useOverlays();
  return (
    <header className="cr-header">
      <h1>{t('brand')}</h1>
      <nav aria-label={t('pages')}>
        {PAGES.map((page) => (
          <button
            key={page.id}
            type="button"
            aria-current={page.id === route.page ? 'page' : undefined}
            onClick={() => navigate({ page: page.id })}
          >
            <span data-text={page.title[language]}>{page.title[language]}</span>
          </button>
        ))}
      </nav>
      <BankState />
      <Button
        className="cr-palette-button"
        aria-label={t('palette')}
        title={t('palette')}
        icon={<Search aria-hidden="true" />}
        onClick={() => openOverlay({ kind: 'palette' })}
      >
        <kbd>{isMac ? '⌘K' : 'Ctrl K'}</kbd>
      </Button>
      <Button onClick={() => openOverlay({ kind: 'help' })}>{t('help')}</Button>
    </header>
  );
}
