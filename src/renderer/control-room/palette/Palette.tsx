import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { classNames, Dialog, useMessages } from '../../ui/index.ts';
import { useOverlays } from '../app/overlays.tsx';
import { useRouter } from '../app/router.tsx';
import { type Command, searchCommands } from '../state/search-commands.ts';
import { paletteMessages } from './messages.ts';
import { useCommands } from './use-commands.ts';

/** Ctrl+K or Cmd+K from anywhere in the window. */
export function Palette() {
  const t = useMessages(paletteMessages);
  const { overlay, openOverlay, closeOverlay } = useOverlays();
  const isOpen = overlay?.kind === 'palette';
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (isOpen) closeOverlay();
      else openOverlay({ kind: 'palette' });
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [isOpen, openOverlay, closeOverlay]);
  return (
    <Dialog isOpen={isOpen} onClose={closeOverlay} title={t('title')} className="cr-palette">
      <PaletteBody />
    </Dialog>
  );
}

function PaletteBody() {
  const t = useMessages(paletteMessages);
  const { closeOverlay } = useOverlays();
  const { navigate } = useRouter();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const text = query.trim().slice(0, 64);
  const find: Command = {
    id: 'find',
    group: '',
    title: t('find', { text }),
    run: () => navigate({ page: 'ledger', search: text }),
  };
  const found = searchCommands(useCommands(), query);
  const shown = text === '' ? found : [...found, find];
  const current = shown[Math.min(active, shown.length - 1)];

  const run = (command: Command | undefined) => {
    if (!command) return;
    closeOverlay();
    command.run();
  };
  const move = (step: number) => {
    const next = (Math.min(active, shown.length - 1) + step + shown.length) % shown.length;
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter') run(current);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="ui-input is-large cr-palette-input">
        <Search aria-hidden="true" />
        <input
          role="combobox"
          aria-label={t('input')}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={current && `${listId}-${current.id}`}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          placeholder={t('placeholder')}
          maxLength={64}
          value={query}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
        />
      </div>
      {found.length === 0 && <p className="ui-muted">{t('none')}</p>}
      <div
        ref={list}
        className="cr-palette-list"
        id={listId}
        role="listbox"
        aria-label={t('results')}
      >
        {shown.map((command) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the combobox
          <div
            key={command.id}
            id={`${listId}-${command.id}`}
            role="option"
            aria-selected={command === current}
            className={classNames('cr-palette-option', command === current && 'is-active')}
            onPointerMove={() => setActive(shown.indexOf(command))}
            onClick={() => run(command)}
          >
            <span>{command.title}</span>
            <small>{command.group}</small>
          </div>
        ))}
      </div>
    </>
  );
}
