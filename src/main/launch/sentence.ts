/** What a person reads when the start fails: the message alone, the stack only when asked for. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The simulator could not start.';
  return process.env.UPI_SIMULATOR_DEBUG && error.stack ? error.stack : error.message;
}
