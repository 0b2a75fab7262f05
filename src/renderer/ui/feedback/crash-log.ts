export interface CrashFacts {
  /** Window name, for example `phone/p-1`. */
  readonly scope: string;
  readonly atMs: number;
  readonly error: unknown;
  readonly componentStack?: string | null | undefined;
  /** Lines the window kept, newest last; never secrets. */
  readonly recent?: readonly string[] | undefined;
}

/** Keeps the text small enough to paste into a report. */
const LOG_LIMIT = 20_000;

/** The text behind "Copy log". */
export function crashLog(facts: CrashFacts): string {
  const { error } = facts;
  const isError = error instanceof Error;
  const lines = [
    'UPI Simulator window crash',
    `window  ${facts.scope}`,
    `time    ${new Date(facts.atMs).toISOString()}`,
    `error   ${isError ? `${error.name}: ${error.message}` : String(error)}`,
    ...(isError && error.stack ? ['', error.stack] : []),
    ...(facts.componentStack ? ['', 'components', facts.componentStack.trim()] : []),
    ...(facts.recent?.length ? ['', 'before that', ...facts.recent] : []),
  ];
  const text = lines.join('\n');
  return text.length > LOG_LIMIT ? `${text.slice(0, LOG_LIMIT)}\n… cut` : text;
}
