import { useSyncExternalStore } from 'react';
import { CrashScreen, LanguageSwitch, ThemeSwitch, ToastOutlet } from '../index.ts';
import { DevicesPage, OnePhone, OnePos } from './DevicesPage.tsx';
import { PartsPage } from './PartsPage.tsx';
import './gallery.css';

const subscribe = (onChange: () => void) => {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
};

const PAGES = ['parts', 'devices', 'phone', 'iphone', 'small', 'pos', 'crash'];

function Bar() {
  return (
    <header className="gallery-bar">
      <h1>UI kit</h1>
      {PAGES.map((page) => (
        <a key={page} href={`#${page}`}>
          {page}
        </a>
      ))}
      <ThemeSwitch />
      <LanguageSwitch />
    </header>
  );
}

/** Everything in the kit, in every state; pages are chosen by the address's fragment. */
export function Gallery({ now }: { readonly now: () => number }) {
  const page = useSyncExternalStore(subscribe, () => location.hash.slice(1) || 'parts');
  if (page === 'phone') return <OnePhone profile="android-large" now={now} />;
  if (page === 'iphone') return <OnePhone profile="iphone" now={now} />;
  if (page === 'small') return <OnePhone profile="android-small" now={now} />;
  if (page === 'pos') return <OnePos now={now} />;
  if (page === 'crash') {
    return <CrashScreen log={'error   TypeError: made up\n  at gallery'} onReload={() => {}} />;
  }
  return (
    <div className="gallery">
      <Bar />
      {page === 'devices' ? <DevicesPage now={now} /> : <PartsPage />}
      <ToastOutlet />
    </div>
  );
}
