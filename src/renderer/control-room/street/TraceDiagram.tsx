import { type CSSProperties, useState } from 'react';
import type { PaymentRow } from '#shared/protocol/payments.ts';
import { classNames, useMessages } from '../../ui/index.ts';
import { useFormat } from '../app/use-format.ts';
import { LANES, type Lane, type Trace, type TraceLine, traceLines } from '../state/trace.ts';
import { streetMessages } from './messages.ts';
import { TraceStepData } from './TraceStepData.tsx';
import { useStepWords } from './use-step-words.ts';
import './trace.css';

export interface TraceDiagramProps {
  readonly trace: Trace;
  readonly row: PaymentRow;
}

/** A sequence diagram of what really happened; each arrow unfolds to its data. */
export function TraceDiagram({ trace, row }: TraceDiagramProps) {
  const t = useMessages(streetMessages);
  const [open, setOpen] = useState<string>();
  return (
    <div className="cr-trace">
      <div className="cr-trace-lanes" aria-hidden="true">
        {LANES.map((lane) => (
          <span key={lane}>{t(lane)}</span>
        ))}
      </div>
      <ol aria-label={t('diagram')}>
        {traceLines(trace).map((line) => (
          <TraceRow
            key={line.id}
            line={line}
            row={row}
            isOpen={open === line.id}
            onToggle={() => setOpen(open === line.id ? undefined : line.id)}
          />
        ))}
      </ol>
    </div>
  );
}

/** Middle of a lane in percent of the diagram's width. */
const centre = (lane: Lane): number => 12.5 + 25 * LANES.indexOf(lane);

function arrowStyle(line: TraceLine): CSSProperties {
  const [from, to] = [centre(line.from), centre(line.to)];
  const left = Math.min(from, to);
  const style = { '--arrow-left': `${left}%`, '--arrow-width': `${Math.abs(to - from)}%` };
  return style as CSSProperties;
}

interface TraceRowProps {
  readonly line: TraceLine;
  readonly row: PaymentRow;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function TraceRow({ line, row, isOpen, onToggle }: TraceRowProps) {
  const t = useMessages(streetMessages);
  const format = useFormat();
  const words = useStepWords(row);
  const label = words(line);
  const places = { from: t(line.from), to: t(line.to), label };
  const isFailed = row.status === 'FAILURE' && line.isReturning;
  const small = [
    line.atMs === undefined ? t('beforeBank') : format.duration(line.atMs),
    line.id === 'received' && line.step.bytes !== undefined && format.bytes(line.step.bytes),
  ].filter(Boolean);
  return (
    <li
      className={classNames(
        'cr-trace-row',
        line.from === line.to && 'is-inside',
        line.isReturning && (isFailed ? 'is-refused' : 'is-returning'),
        line.isReturning && 'is-leftward',
        line.isThroughTerminal && 'is-through',
        isOpen && 'is-open',
      )}
      style={arrowStyle(line)}
    >
      <button type="button" aria-expanded={isOpen} onClick={onToggle}>
        <span className="ui-visually-hidden">
          {line.from === line.to ? t('at', { place: places.from, label }) : t('fromTo', places)}
        </span>
        <i className="cr-trace-arrow" aria-hidden="true" />
        <span className="cr-trace-label" aria-hidden="true">
          {label}
        </span>
        <span className="cr-trace-small">{small.join(' · ')}</span>
      </button>
      {isOpen && <TraceStepData line={line} row={row} />}
    </li>
  );
}
