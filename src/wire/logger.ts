/**
 * A small leveled logger. Redaction is by construction: only the fields named here can be logged,
 * each is a number, a boolean or a short plain text, and an error contributes where it happened,
 * never its message (messages may quote what a caller sent).
 */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LogFields {
  readonly connectionId?: number;
  readonly count?: number;
  readonly durationMs?: number;
  readonly errorCode?: string;
  readonly host?: string;
  readonly method?: string;
  readonly port?: number;
  readonly reason?: string;
  readonly role?: string;
  readonly size?: number;
  readonly vmid?: string;
  readonly error?: unknown;
}

export interface LogEntry {
  readonly timeMs: number;
  readonly level: LogLevel;
  readonly event: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

export interface Logger {
  log(level: LogLevel, event: string, fields?: LogFields): void;
  /** The newest entries, oldest first; at most `keep` of them. */
  recent(): readonly LogEntry[];
}

export interface LoggerOptions {
  readonly nowMs: () => number;
  /** Entries below it are dropped. */
  readonly level?: LogLevel;
  readonly sink?: (entry: LogEntry) => void;
  readonly keep?: number;
}

const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const DEFAULT_KEEP = 1_000;
const TEXT_MAX_LENGTH = 120;
const STACK_LINES = 4;

const ALLOWED: ReadonlySet<string> = new Set<keyof LogFields>([
  'connectionId',
  'count',
  'durationMs',
  'errorCode',
  'host',
  'method',
  'port',
  'reason',
  'role',
  'size',
  'vmid',
]);

const plain = (text: string): string =>
  text.replace(/[^\x20-\x7e\u0900-\u097f]/g, '?').slice(0, TEXT_MAX_LENGTH);

/** Name, code and places of an error. */
function describeError(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as { code?: unknown };
  // The stack begins with the message, which may have lines of its own.
  const stack = error.stack ?? '';
  const places = stack
    .slice(stack.indexOf(error.message) + error.message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, STACK_LINES)
    .map((line) => line.trim().replace(/^at /, ''));
  return {
    error: plain(error.name),
    ...(typeof code === 'string' ? { errorCode: plain(code) } : {}),
    ...(places.length > 0 ? { at: places.join(' < ') } : {}),
  };
}

function allowedFields(fields: LogFields): Record<string, string | number | boolean> {
  const result: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!ALLOWED.has(name)) continue;
    if (typeof value === 'string') result[name] = plain(value);
    else if (typeof value === 'number' || typeof value === 'boolean') result[name] = value;
  }
  return fields.error === undefined ? result : { ...result, ...describeError(fields.error) };
}

export function createLogger(options: LoggerOptions): Logger {
  const keep = options.keep ?? DEFAULT_KEEP;
  const floor = ORDER.indexOf(options.level ?? 'info');
  const ring: LogEntry[] = [];
  let next = 0;
  return {
    log(level, event, fields = {}) {
      if (ORDER.indexOf(level) < floor) return;
      const entry = {
        timeMs: options.nowMs(),
        level,
        event: plain(event),
        fields: allowedFields(fields),
      };
      ring[next % keep] = entry;
      next += 1;
      options.sink?.(entry);
    },
    recent: () =>
      next <= keep ? [...ring] : [...ring.slice(next % keep), ...ring.slice(0, next % keep)],
  };
}

/** One line for a terminal or a log file: time, level, event, then `name=value` pairs. */
export function formatLogEntry(entry: LogEntry): string {
  const pairs = Object.entries(entry.fields).map(([name, value]) => `${name}=${value}`);
  return [new Date(entry.timeMs).toISOString(), entry.level, entry.event, ...pairs].join(' ');
}
