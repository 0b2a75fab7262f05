import { BankVitals } from './BankVitals.tsx';
import { EventLog } from './EventLog.tsx';
import './health.css';

/** Figures over time, and what happened. */
export function Health() {
  return (
    <div className="cr-health">
      <BankVitals />
      <EventLog />
    </div>
  );
}
