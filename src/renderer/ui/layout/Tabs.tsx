import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { rovingTarget } from '../core/roving.ts';
import './layout.css';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly icon?: ReactNode;
  /** For example a Tag with a count. */
  readonly badge?: ReactNode;
}

export interface TabsProps<Id extends string> {
  /** Accessible name of the row. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
  /** Ties the row to its panel: pass the same to TabPanel. */
  readonly idBase: string;
}

/** The row of tabs: one tab stop, arrows move and choose. Its content goes into a TabPanel. */
export function Tabs<Id extends string>(props: TabsProps<Id>) {
  const { label, tabs, selected, onSelect, idBase } = props;
  const row = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const index = tabs.findIndex((tab) => tab.id === selected);
    const grid = { count: tabs.length, columns: tabs.length, wraps: true };
    const target = tabs[rovingTarget(grid, index, event.key) ?? -1];
    if (!target) return;
    event.preventDefault();
    onSelect(target.id);
    row.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(target.id)}"]`)?.focus();
  };
  return (
    <div ref={row} className="ui-tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          className="ui-tab"
          id={`${idBase}-tab-${tab.id}`}
          data-tab={tab.id}
          aria-selected={tab.id === selected}
          aria-controls={`${idBase}-panel-${tab.id}`}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
        >
          {tab.icon}
          <span data-text={tab.label}>{tab.label}</span>
          {tab.badge}
        </button>
      ))}
    </div>
  );
}

export interface TabPanelProps {
  readonly idBase: string;
  /** The selected tab's id. */
  readonly id: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function TabPanel({ idBase, id, className = '', children }: TabPanelProps) {
  return (
    <div
      role="tabpanel"
      className={`ui-tab-panel ${className}`}
      id={`${idBase}-panel-${id}`}
      aria-labelledby={`${idBase}-tab-${id}`}
      tabIndex={-1}
    >
      {children}
    </div>
  );
}

/** An idBase for one Tabs and its TabPanel. */
export const useTabsId = (): string => useId();
