/** Tells whoever keeps the log what went wrong; never with a secret in it. */
export type ReportProblem = (what: string, error: unknown) => void;
