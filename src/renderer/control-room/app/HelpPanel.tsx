import { CircleHelp } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { classNames, IconButton, Panel, useMessages } from '../../ui/index.ts';
import { frameMessages } from './frame-messages.ts';

export interface HelpPanelProps {
  readonly title: string;
  /** What the panel shows and what its words mean, in two or three sentences. */
  readonly help: string;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A panel with a question mark that explains it in place. */
export function HelpPanel({ title, help, actions, className, children }: HelpPanelProps) {
  const t = useMessages(frameMessages);
  const [isShown, setShown] = useState(false);
  const id = useId();
  return (
    <Panel
      title={title}
      className={classNames('cr-panel', className)}
      actions={
        <span className="cr-panel-actions">
          {actions}
          <IconButton
            size="small"
            className="cr-help-button"
            label={t('explain', { panel: title })}
            icon={<CircleHelp />}
            aria-expanded={isShown}
            aria-controls={id}
            onClick={() => setShown(!isShown)}
          />
        </span>
      }
    >
      <p id={id} className="cr-help-text" hidden={!isShown}>
        {help}
      </p>
      {children}
    </Panel>
  );
}
